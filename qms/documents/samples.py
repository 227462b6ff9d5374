"""Invent values for a template from its defaults and examples, to measure columns and to test."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qms.documents.anchors import legal_context, load_anchors
from qms.documents.data import sample_results
from qms.documents.frontmatter import Change, FrontMatter
from qms.documents.schema import THEMES, ServiceKind, by_language
from qms.documents.variables import TypeMismatch, base_context, typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.documents.library import Template
    from qms.documents.schema import Variable

_DAY = date(2026, 1, 15)
_TICKED = 6
_KINDS: tuple[str, ...] = ServiceKind.__args__  # type: ignore[attr-defined]


def sample_values(template: Template, language: str) -> dict[str, Any]:
    """Return the default or example of each variable that has one, in its type."""
    samples: dict[str, Any] = {}
    for variable in template.variables:
        for given in (variable.default, variable.example):
            value = by_language(given, language)[0]
            if value is None:
                continue
            try:
                samples[variable.name] = typed(variable, value, language)
                break
            except TypeMismatch:
                continue
    return samples


def sample_answers(template: Template, language: str) -> dict[str, Any]:
    """Return answers to every variable without a default: the example, else something of the right shape."""
    answers = {
        variable.name: _answer(variable, language)
        for variable in template.variables
        if variable.default is None
    }
    return {template.slug: answers}


def _answer(variable: Variable, language: str) -> Any:
    example = by_language(variable.example, language)[0]
    if example is not None:
        return example
    shapes: Mapping[str, Any] = {
        "number": 3,
        "date": _DAY,
        "choice": next(iter(variable.choices), ""),
        "list": [variable.name],
        "rows": [dict.fromkeys(variable.columns, variable.name)],
    }
    return shapes.get(variable.type, variable.name)


def _context(*, full: bool, language: str) -> dict[str, Any]:
    if not full:
        return {"organisation": {"name": "A & B <C>"}, "country": "XX"}
    fields = ("name", "legal_form", "number", "address", "phone", "email", "website", "municipality")
    return {
        "organisation": {field: f"{field} & <more>" for field in fields},
        "services": [{"id": kind, "name": f"Service {kind}", "kind": kind} for kind in _KINDS],
        "service_kinds": set(_KINDS),
        "sites": [{"name": "Site", "address": "Street 1"}],
        "country": "IE",
        "year": "2026",
        "next_year": "2027",
        "function": {"id": "worker", "name": "Worker & more"},
        "certificate": {"standard": "Standard", "since": _DAY, "until": _DAY},
        "results": sample_results(),
        **sample_law(language),
    }


def sample_law(language: str) -> dict[str, Any]:
    """Return the law as a provider sees it who ticked a handful of acts."""
    anchors, _ = load_anchors()
    return legal_context(anchors, [anchor.act.id for anchor in anchors[:_TICKED]], THEMES, language)


def sample_context(*, full: bool, language: str = "en") -> dict[str, Any]:
    """Return a context for a test rendering: everything known (`full`), or almost nothing."""
    context = {**base_context(), **_context(full=full, language=language)}
    context["organisation"] = {**base_context()["organisation"], **context["organisation"]}
    return context


def sample_front(template: Template, language: str) -> FrontMatter:
    """Return front matter for a test rendering."""
    return FrontMatter(
        title=template.title(language),
        document_id="T-01",
        organisation="A & B <C>",
        version="0.1",
        status="draft",
        dated=_DAY,
        kind=template.kind,
        changes=(Change("0.1", _DAY, "First draft", "A & B"),),
    )
