"""Show the overview: the map, the numbers beside it, what is due, the units, the trend and the most urgent gaps."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, request, url_for

from qms.audit.board import documents_due, endings, late_actions, trend_of, units_of
from qms.locale.sentences import say, word
from qms.model.words import State
from qms.people.access import Right
from qms.web.here import here, needs
from qms.web.overview.bringing import watching_shown
from qms.web.overview.rooms import GAP_STATES, chosen_service, kept, pages, remembered, rows_of
from qms.web.overview.trend import drawn
from qms.web.steps import document_address

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.audit.board import Due
    from qms.model.audit import ActionItem
    from qms.model.coverage import CoverageMap, Entry

STATES = ("covered", "partial", "suspect", "expired", "missing", "not_applicable")
SHOWN, ON_SCREEN, ON_PAPER = 4, 4, 8
"""How many lines a box, and the table of gaps on screen and on paper, hold, so that all of it fits at once."""


@pages.get("/")
@needs(Right.READ, Right.OWN, Right.RELEASED)
def show() -> str | Response:
    """Show the page; who may not see it begins at a page of their own."""
    h = here()
    if not h.may(Right.READ):
        return redirect(url_for("mine.show" if h.may(Right.OWN) else "external.show"))
    service = chosen_service()
    found = h.map(service)
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    chosen = _chosen(found, state)
    return render_template(
        "overview/show.html",
        found=found,
        is_new=not any(entry.evidence for entry in found.entries),
        services=_services(service),
        service_name=h.workspace.settings.service_names.get(service or "", ""),
        frameworks=_frameworks(),
        map_rows=_map(found, state),
        counts=_counts(found, state),
        state=state,
        scales=_scales(service),
        endings=_endings(found),
        documents=_documents(),
        actions=_actions(service),
        units=_units(found),
        trend=drawn(remembered("trend", lambda: trend_of(h.workspace, h.map()))),
        gaps=rows_of(chosen[:ON_PAPER], found),
        on_screen=ON_SCREEN,
        gap_count=len(chosen),
        gaps_url=url_for("overview.gaps", **kept(state=state or None)) if _is_gap(state) else "",
        watching=watching_shown(),
        has_later=any(e.judgement.on_audit_day not in {None, e.judgement.state} for e in found.entries),
    )


def _is_gap(state: str) -> bool:
    return not state or state in GAP_STATES


def _chosen(found: CoverageMap, state: str) -> list[Entry]:
    """Return the gaps, the most urgent first, or all indicators of one state."""
    if _is_gap(state):
        return [e for e in found.gaps() if not state or e.judgement.state.value == state]
    return [e for e in found.entries if e.judgement.state.value == state]


def _services(service: str | None) -> list[tuple[str, str, bool]]:
    """Return the services to choose from: id, name, and whether it is chosen; none where there is nothing to choose."""
    names = here().workspace.settings.service_names
    if len(names) < 2:
        return []
    every = ("", say("web_all_services"), service is None)
    return [every, *((ident, name, ident == service) for ident, name in names.items())]


def _frameworks() -> list[tuple[str, str, bool]]:
    """Return the standards to choose from, where there are several: id, name, and whether it is chosen."""
    h = here()
    known = h.workspace.settings.frameworks
    if len(known) < 2:
        return []
    return [
        (ident, h.workspace.load_framework(ident).name(h.language), ident == h.workspace.framework.id)
        for ident in known
    ]


def _map(found: CoverageMap, state: str) -> list[dict[str, Any]]:
    """Return the rows of the picture: each principle with its indicators, and how each is named aloud."""
    language, framework = here().language, found.framework
    by_principle: dict[str, list[Entry]] = defaultdict(list)
    for entry in found.entries:
        by_principle[entry.indicator.principle].append(entry)
    return [
        {
            "ref": principle.ref,
            "title": framework.title("principles", principle.ref, language),
            "url": url_for("overview.gaps", **kept(principle=principle.ref, state=None)),
            "cells": [_cell(found, entry, state) for entry in by_principle[principle.ref]],
        }
        for principle in framework.principles
    ]


def _cell(found: CoverageMap, entry: Entry, state: str) -> dict[str, Any]:
    judged, ref = entry.judgement, entry.indicator.ref
    facts = {
        "ref": ref,
        "title": found.framework.title("indicators", ref, here().language),
        "state": judged.state,
    }
    later = judged.on_audit_day if judged.on_audit_day is not judged.state else None
    label = say("web_cell_later" if later else "web_cell", facts | {"later": later})
    return {
        "ref": ref,
        "url": url_for("indicator.show", ref=ref),
        "state": judged.state.value,
        "label": label,
        "later": later is not None,
        "off": bool(state) and judged.state.value != state,
    }


def _counts(found: CoverageMap, state: str) -> list[dict[str, Any]]:
    return [
        {
            "state": name,
            "word": word(name),
            "count": found.summary[name],
            "on": name == state,
            "url": url_for("overview.show", **kept(state=None if name == state else name)),
        }
        for name in STATES
        if found.summary[name] or name != State.NOT_APPLICABLE
    ]


def _scales(service: str | None) -> dict[str, Any] | None:
    """Return how many scales are below the bar and which, and how many nobody assessed; None without a round."""
    from qms.assessment.forms import below_and_open, for_service, scale_name
    from qms.assessment.results import items, result_of
    from qms.assessment.schemes import MET

    h = here()
    result = remembered("scales", lambda: result_of(h.workspace, with_warnings=False))
    if result is None:
        return None
    result = for_service(result, service) if service else result
    below, unassessed = below_and_open(result)
    names = {item.place: scale_name(item) for item in items(h.workspace)}
    return {
        "count": len(below),
        "of": len(result.scales),
        "unassessed": len(unassessed),
        "is_met": result.scheme == MET,
        "round": result.round.name,
        "names": [
            (
                names.get((one.criterion, one.perspective), one.criterion),
                url_for(
                    "assessment.scale",
                    criterion=one.criterion,
                    perspective=one.perspective,
                ),
            )
            for one in below
        ],
    }


def _endings(found: CoverageMap) -> dict[str, Any]:
    ends = endings(found)
    shown = [
        {
            "ref": end.entry.indicator.ref,
            "title": found.framework.title("indicators", end.entry.indicator.ref, here().language),
            "url": url_for("indicator.show", ref=end.entry.indicator.ref),
            "day": end.until,
        }
        for end in ends[:SHOWN]
    ]
    return {"shown": shown, "count": len(ends), "url": url_for("planning.show", kind="evidence")}


def _documents() -> dict[str, Any]:
    due = documents_due(here().workspace)
    return {
        "shown": [_document(one) for one in due[:SHOWN]],
        "count": len(due),
        "url": url_for("documents.listed"),
    }


def _document(one: Due) -> dict[str, Any]:
    document = one.document
    return {
        "title": document.title,
        "url": document_address(document),
        "day": one.day,
        "late": one.is_late,
    }


def _actions(service: str | None) -> dict[str, Any]:
    h = here()
    late = late_actions(h.workspace, service)
    return {
        "shown": [_action(one) for one in late[:SHOWN]],
        "count": len(late),
        "url": url_for("improvement.listed"),
    }


def _action(one: ActionItem) -> dict[str, Any]:
    people = here().workspace.settings.person_names
    done = one.done_on is not None
    return {
        "number": one.number,
        "text": one.text,
        "owner": people.get(one.owner or "", one.owner or ""),
        "day": one.check_due if done else one.due,
        "is_check": done,
        "url": url_for("improvement.action", number=one.number),
    }


def _units(found: CoverageMap) -> list[dict[str, Any]]:
    """Return the table by unit; numbers of gaps, actions and documents lead to what they count."""
    h = here()
    units = remembered(("units", request.args.get("service", "")), lambda: units_of(h.workspace, found))
    rows: list[dict[str, Any]] = []
    for unit in units:
        if unit.site is None and not (unit.gaps or unit.open or unit.unread):
            continue
        rows.append(
            {
                "name": unit.site.name if unit.site else say("web_unit_none"),
                "people": [person.name for person in unit.people],
                "gaps": len(unit.gaps),
                "gaps_url": url_for(
                    "overview.gaps", **kept(unit=unit.site.id if unit.site else "-", state=None)
                ),
                "refs": [entry.indicator.ref for entry in unit.gaps],
                "open": len(unit.open),
                "late": len(unit.late),
                "unread": len(unit.unread),
            }
        )
    return rows
