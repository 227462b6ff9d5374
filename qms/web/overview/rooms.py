"""Hold the blueprint of overview and gaps, and what their pages share: the chosen service and rows of indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flask import Blueprint, abort, request, url_for

from qms.reports.coverage_forms import is_overdue
from qms.web.here import here
from qms.web.steps import step_of, why_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from qms.model.coverage import CoverageMap, Entry

pages = Blueprint("overview", __name__)
T = TypeVar("T")

GAP_STATES = ("missing", "expired", "suspect", "partial")
"""The states of an indicator that is not covered, the most urgent first."""


def chosen_service() -> str | None:
    """Return the service that the address names, None for all; an unknown one has no page."""
    named = request.args.get("service", "")
    if not named:
        return None
    if named not in here().workspace.settings.service_names:
        abort(404)
    return named


def kept(**changed: Any) -> dict[str, Any]:
    """Return what the address filters by, with changes; what is None is left out."""
    given: dict[str, Any] = {k: v for k, v in request.args.items() if v and k != "framework"}
    return {k: v for k, v in (given | changed).items() if v is not None}


def remembered(name: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` returns for the chosen standard and language, remembered while nothing changed."""
    h = here()
    key = ("overview", name, h.workspace.framework.id, h.language)
    found: T = h.server.remembered.get(h.workspace, key, make)
    return found


def rows_of(entries: Iterable[Entry], found: CoverageMap) -> list[dict[str, Any]]:
    """Return indicators as tables show them: state, why, the next step, owner and due date."""
    h = here()
    settings = h.workspace.settings
    names, people = settings.service_names, settings.person_names
    return [
        {
            "ref": entry.indicator.ref,
            "title": found.framework.title("indicators", entry.indicator.ref, h.language),
            "url": url_for("indicator.show", ref=entry.indicator.ref),
            "state": entry.judgement.state.value,
            "why": why_of(entry.judgement, names),
            "step": step_of(entry.judgement.action, entry.indicator.ref, names),
            "owner": people.get(entry.owner or "", entry.owner),
            "owner_id": entry.owner or "",
            "due": entry.due,
            "late": is_overdue(entry, found),
        }
        for entry in entries
    ]
