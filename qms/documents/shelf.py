"""Lay the library out as a shelf: what the standard requires first, each with its documents or what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.library import load_library
from qms.documents.standing import standings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.library import Template
    from qms.documents.standing import Standing
    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace

REQUIRED, SUPPORTING, OTHER = "required", "supporting", "other"


@dataclass(frozen=True, slots=True)
class Slot:
    """Hold one place on the shelf: a document of the library, for one function where it is made for each.

    `refs` are the indicators that require it, else those that it supports, and `rank` says which: required,
    supporting or other. `standings` are its documents by language, `host` names the document of which it is a chapter,
    `missing` the languages of the workspace in which nothing is there.
    """

    slug: str
    instance: str
    title: str
    kind: str
    rank: str
    refs: tuple[str, ...]
    supports: tuple[str, ...]
    standings: tuple[Standing, ...]
    host: str
    missing: tuple[str, ...]


def shelf_of(
    workspace: Workspace, framework: Framework, found: Sequence[Standing] | None = None
) -> list[Slot]:
    """Return the shelf for a framework, required documents first, each by its first indicator.

    `found` are the standings of all documents, where they are known already.
    """
    library = load_library(workspace.templates)
    known = standings(workspace) if found is None else list(found)
    slots = [
        _slot(workspace, framework, template, instance, known)
        for template in library
        for instance in _instances(workspace, template, known)
    ]
    order = (REQUIRED, SUPPORTING, OTHER)
    return sorted(slots, key=lambda s: (order.index(s.rank), _number(s.refs), s.slug, s.instance))


def _instances(workspace: Workspace, template: Template, known: Sequence[Standing]) -> list[str]:
    """Return what a template is made for one by one; results sheets only where somebody made one."""
    if template.per == "function":
        return [function.id for function in workspace.settings.functions] or [""]
    if template.per == "results":
        return sorted({s.document.instance for s in known if s.document.slug == template.slug}, key=_ref)
    return [""]


def _slot(
    workspace: Workspace, framework: Framework, template: Template, instance: str, known: Sequence[Standing]
) -> Slot:
    settings = workspace.settings
    language = settings.language
    serves = template.serves.get(framework.id)
    required, supports = (serves.required, serves.supports) if serves else ((), ())
    if template.per == "results":
        required = tuple(ref for ref in required if ref == instance)
    mine = tuple(
        s
        for s in known
        if (s.document.slug, s.document.instance, s.document.part) == (template.slug, instance, "")
    )
    host = settings.chapters.get(template.slug, "")
    there = {s.document.language for s in mine}
    names = {function.id: function.name for function in settings.functions}
    name = template.instance_name(instance, language) or names.get(instance, "")
    rank = REQUIRED if required else SUPPORTING if supports else OTHER
    return Slot(
        template.slug,
        instance,
        template.title(language, settings.organisation.user_word, name),
        template.kind,
        rank,
        tuple(required or supports),
        tuple(supports),
        mine,
        host,
        () if host else tuple(lang for lang in settings.languages if lang not in there),
    )


def _number(refs: Sequence[str]) -> tuple[int, str]:
    return min((_ref(ref) for ref in refs), default=(9999, ""))


def _ref(ref: str) -> tuple[int, str]:
    return (int(ref), "") if ref.isdecimal() else (9998, ref)
