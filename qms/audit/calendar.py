"""Put the calendar together: the wheels of the standard, and the days that the workspace itself knows of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.audit.calendar_days import days_of
from qms.catalogue.wheels import load_wheels
from qms.model.calendar import Calendar, Event
from qms.model.months import add_months
from qms.model.reasons import Reason
from qms.state.trail_rows import genesis
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from qms.model.calendar import Turn, Wheels
    from qms.model.organisation import Settings
    from qms.workspace.workspace import Workspace

CERTIFICATE_MONTHS = 36

VISIT = "visit"
"""The turn of a wheel that gives way to the days that were agreed with the auditor."""


def calendar_of(workspace: Workspace, months: int) -> Calendar:
    """Return what stands in the calendar from today on for so many months, in the chosen standard."""
    settings, framework = workspace.settings, workspace.framework
    first = clock.today()
    last = add_months(first, months)
    wheels = load_wheels(framework.id)
    found = [*_certificate(settings, wheels), *_first(settings, wheels), *_years(wheels, first, last)]
    found += [*_visits(settings), *days_of(workspace)]
    events = [event for event in found if event.last >= first and event.first <= last]
    events.sort(key=lambda event: (event.first, event.last, event.kind, event.key))
    passed = tuple(e for e in found if e.kind == "first" and e.last < first)
    return Calendar(
        first=first,
        last=last,
        identity=_identity(workspace),
        events=tuple(events),
        remarks=tuple(_remarks(settings, wheels, passed, first)),
        passed=passed,
    )


def _identity(workspace: Workspace) -> str:
    """Return what tells this workspace from others, also after it was moved, exported or restored."""
    with workspace.state.read() as conn:
        return genesis(conn) or workspace.settings.organisation.name


def certificate_end(settings: Settings) -> date | None:
    """Return the day on which the certificate ends: as the settings say, else three years after it was given."""
    if settings.certified_on is None:
        return None
    return settings.certified_until or add_months(settings.certified_on, CERTIFICATE_MONTHS)


def sent_reports(settings: Settings) -> list[date]:
    """Return the days on which progress reports of the present certificate were sent, oldest first."""
    start = settings.certified_on
    return [day for day in settings.reports_sent if start is None or day > start]


def _certificate(settings: Settings, wheels: Wheels) -> Iterator[Event]:
    start, end = settings.certified_on, certificate_end(settings)
    if start is None or end is None:
        return
    sent = len(sent_reports(settings))
    for turn in wheels.cycle:
        if (turn.report and turn.report <= sent) or (turn.key == VISIT and _visit_days(settings, start)):
            continue
        days = _span(start, turn.after, 1) if turn.after else _span(end, turn.before, -1)
        yield _event("certificate", f"{start.year}/{turn.key}", turn, days)


def _first(settings: Settings, wheels: Wheels) -> Iterator[Event]:
    """Yield the way to the first certificate, planned back from the day on which it is wanted."""
    if settings.certified_on is not None or settings.target_on is None:
        return
    for turn in wheels.first:
        if turn.key == VISIT and _visit_days(settings, None):
            continue
        yield _event("first", turn.key, turn, _span(settings.target_on, turn.before, -1))


def _span(anchor: date, months: tuple[int, ...], sign: int) -> tuple[date, date]:
    return add_months(anchor, sign * months[0]), add_months(anchor, sign * months[-1])


def _years(wheels: Wheels, first: date, last: date) -> Iterator[Event]:
    """Yield what comes round every year, each on the first working day of its month."""
    for year in range(first.year, last.year + 1):
        for turn in wheels.year:
            day = _working_day(first.replace(year=year, month=turn.month, day=1))
            yield _event("year", f"{year}/{turn.key}", turn, (day, day))


def _working_day(day: date) -> date:
    if day.month in {1, 5}:  # New Year's Day and Labour Day are holidays
        day = day.replace(day=2)
    late = day.weekday() - 4
    return day.replace(day=day.day + 3 - late) if late > 0 else day


def _event(kind: str, key: str, turn: Turn, days: tuple[date, date]) -> Event:
    return Event(
        kind,
        f"{kind}/{key}",
        *days,
        texts=turn.texts,
        indicators=turn.indicators,
        alarms=turn.alarms,
    )


def _visit_days(settings: Settings, after: date | None) -> list[date]:
    """Return the agreed days of auditors on site, oldest first, those of an earlier certificate left out."""
    days = {*settings.visits, *([settings.audit_on] if settings.audit_on else [])}
    return sorted(day for day in days if after is None or day > after)


def _visits(settings: Settings) -> Iterator[Event]:
    """Yield every day of auditors on site; the number tells it, so that a visit that moves stays one event."""
    days, start = _visit_days(settings, None), settings.certified_on
    for number, day in enumerate(days, 1):
        what = Reason("event_visit", {"number": number, "of": len(days)})
        key = f"visit/{start.year if start else ''}/{number}"
        yield Event("visit", key, day, day, what=what, alarms=(6, 1))


def _remarks(settings: Settings, wheels: Wheels, passed: tuple[Event, ...], today: date) -> Iterator[Reason]:
    if not wheels.cycle:
        return
    end = certificate_end(settings)
    if end is not None and end < today:
        yield Reason("calendar_ended", {"day": end})
    elif end is None and settings.target_on is None:
        yield Reason("calendar_no_day")
    elif end is None and settings.target_on is not None and settings.target_on < today:
        yield Reason("calendar_target_passed", {"day": settings.target_on})
    elif passed:
        yield Reason("calendar_late", {"count": len(passed), "day": settings.target_on})
