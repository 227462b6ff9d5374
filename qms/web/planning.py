"""Show what is due by month, round the year, and give it as a file for calendar programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from babel.dates import format_skeleton
from flask import Blueprint, render_template, request, url_for

from qms.audit.calendar import calendar_of
from qms.audit.calendar_days import days_of
from qms.locale.sentences import say
from qms.model.calendar import CALENDAR_KINDS
from qms.people.access import Right
from qms.reports.calendar_forms import title_of
from qms.web.downloads import hand_out
from qms.web.here import here, needs
from qms.web.steps import document_address
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from flask import Response

    from qms.model.calendar import Calendar, Event

pages = Blueprint("planning", __name__)

MONTHS, FILE_MONTHS = 12, 36
OVERDUE_KINDS = frozenset({"review", "indicator", "action", "effect", "series"})
"""Kinds of events that somebody still has to see to when their day is over."""
MAIN = frozenset({"year", "certificate", "first", "visit", "audit"})
"""Kinds of events that the year at a glance names; the others it counts."""
REMARKS = {
    "calendar_no_day": "web_calendar_no_day",
    "calendar_ended": "web_calendar_ended",
    "calendar_target_passed": "web_calendar_target_passed",
}
"""Remarks that name a file to edit, with what is said of them in the browser."""


@pages.get("/calendar")
@needs(Right.READ)
def show() -> str:
    """Show the months ahead, what is overdue, and the year at a glance."""
    h = here()
    whole, days = _months_ahead()
    events = _visible(whole.events)
    chosen = [event for event in events if _fits(event)]
    today = clock.today()
    late = (e for e in days if e.kind in OVERDUE_KINDS and e.last < today)
    overdue = [event for event in _visible(late) if _fits(event)]
    people = h.workspace.settings.person_names
    owners = {event.owner for event in (*events, *overdue)}
    return render_template(
        "planning/show.html",
        first=whole.first,
        last=whole.last,
        months=_months(whole, chosen),
        overdue=[_shown(event) for event in sorted(overdue, key=lambda e: e.last)],
        passed=[_shown(event) for event in whole.passed],
        remarks=[say(REMARKS.get(one.code, one.code), one.params) for one in whole.remarks],
        kinds=[(kind, say(f"event_kind_{kind}")) for kind in CALENDAR_KINDS],
        people=[(ident, name) for ident, name in people.items() if ident in owners],
        chips=_chips(people),
        count=len(chosen),
    )


def _months_ahead() -> tuple[Calendar, tuple[Event, ...]]:
    """Return the months ahead and all days, remembered: both are judged on the whole map."""
    h = here()
    key = ("calendar", h.workspace.framework.id, h.language)
    found: tuple[Calendar, tuple[Event, ...]] = h.server.remembered.get(
        h.workspace, key, lambda: (calendar_of(h.workspace, MONTHS), tuple(days_of(h.workspace)))
    )
    return found


@pages.get("/calendar.ics")
@needs(Right.READ)
def file() -> Response:
    """Give three years as a calendar file, as `qms calendar -o` writes it; the filters of the page hold for it too."""
    from qms.reports.calendar_file import calendar_file

    h = here()
    found = calendar_of(h.workspace, FILE_MONTHS)
    found = replace(found, events=tuple(event for event in _visible(found.events) if _fits(event)))
    settings = h.workspace.settings
    name = say("calendar_name", {"organisation": settings.organisation.name})
    data = calendar_file(found, h.language, name=name, now=clock.now(), people=settings.person_names)
    return hand_out(data, "qms.ics", "text/calendar")


def _visible(found: Iterable[Event]) -> tuple[Event, ...]:
    """Return events without what rests on evidence that the reader must not see."""
    hidden = {f"evidence/{ident}" for ident in here().hidden}
    if not hidden:
        return tuple(found)
    # The detail of a series is the path of its newest file, which may be one of them.
    return tuple(
        replace(event, detail="") if event.kind == "series" else event
        for event in found
        if event.key not in hidden
    )


def _fits(event: Event) -> bool:
    kind, person = request.args.get("kind", ""), request.args.get("person", "")
    return (not kind or event.kind == kind) and (not person or event.owner == person)


def _chips(people: dict[str, str]) -> list[tuple[str, str]]:
    kind, person = request.args.get("kind", ""), request.args.get("person", "")
    chips = []
    if kind in CALENDAR_KINDS:
        address = url_for("planning.show", person=person or None)
        chips.append((address, f"{say('web_filter_kind')}: {say(f'event_kind_{kind}')}"))
    if person:
        address = url_for("planning.show", kind=kind or None)
        chips.append((address, f"{say('web_filter_person')}: {people.get(person, person)}"))
    return chips


def _months(found: Calendar, chosen: Iterable[Event]) -> list[dict[str, Any]]:
    """Return every month from the first to the last with its events; what goes on stands where it begins."""
    days: list[date] = []
    day = found.first.replace(day=1)
    while day <= found.last:
        days.append(day)
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    months: dict[date, list[dict[str, Any]]] = {day: [] for day in days}
    for event in chosen:
        begins = max(event.first, found.first).replace(day=1)
        months[begins].append(_shown(event))
    language = here().language
    return [
        {
            "first": day,
            "name": format_skeleton("yMMMM", day, locale=language),
            "events": events,
            "main": [e for e in events if e["kind"] in MAIN],
            "others": sum(1 for e in events if e["kind"] not in MAIN),
        }
        for day, events in months.items()
    ]


def _shown(event: Event) -> dict[str, Any]:
    h = here()
    return {
        "kind": event.kind,
        "kind_word": say(f"event_kind_{event.kind}"),
        "first": event.first,
        "last": event.last,
        "title": title_of(event, h.language),
        "detail": event.detail,
        "refs": event.indicators,
        "owner": h.workspace.settings.person_names.get(event.owner or "", ""),
        "url": _address(event),
    }


def _address(event: Event) -> str:
    """Return the page of what is due, "" where there is none."""
    if event.kind == "evidence":
        return url_for("evidence.show", ident=event.key.partition("/")[2])
    if event.kind == "indicator":
        return url_for("indicator.show", ref=event.indicators[0])
    if event.kind in {"action", "effect"} and event.what is not None:
        return url_for("improvement.action", number=event.what.params["number"])
    if event.kind == "audit" and event.what is not None:
        return url_for("audits.show", name=event.what.params["name"])
    if event.kind == "review":
        return _document(event.key.partition("/")[2])
    return ""


def _document(ident: str) -> str:
    from qms.documents.control import list_documents

    for one in list_documents(here().workspace):
        if one.id == ident:
            return document_address(one)
    return url_for("documents.listed")
