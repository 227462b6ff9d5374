"""Tell what registers hold for each indicator, in a few lines: the counts that map, indicator and gaps print."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qms.model.reasons import Reason
from qms.model.years import closed_years
from qms.results.counts.awareness import count_awareness
from qms.results.counts.comparisons import count_comparisons
from qms.results.counts.competence import count_descriptions
from qms.results.counts.complaints import count_complaints
from qms.results.counts.improvements import count_improvements
from qms.results.counts.incidents import ABUSE, count_incidents
from qms.results.counts.partners import count_partners
from qms.results.counts.plans import count_plans
from qms.results.counts.proposals import STAFF, USERS, count_proposals
from qms.results.counts.risks import count_risks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from qms.model.framework import Framework
    from qms.model.organisation import Settings
    from qms.model.register import Registers
    from qms.results.counts.awareness import AwarenessCounts
    from qms.results.counts.complaints import ComplaintCounts


def counts_of(
    registers: Registers,
    framework: Framework,
    settings: Settings,
    as_of: date,
    refs_of_topic: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, tuple[Reason, ...]]:
    """Return the counts by indicator; counts of a year are of each closed one and of the running one, oldest first.

    All services are counted together. Where something is open, each service that has it is told as well.
    """
    found: dict[str, list[Reason]] = defaultdict(list)
    for indicator in framework.indicators:
        for name, _ in indicator.rule.registers:
            if name in _TELL:
                found[indicator.ref] += _TELL[name](registers, settings, as_of)
    if settings.frameworks and settings.frameworks[0] == framework.id and registers.rows("awareness"):
        names = {group.id: group.name for group in settings.groups}
        for counts in count_awareness(registers, settings, as_of, refs_of_topic):
            if counts.subject in framework.by_ref:
                found[counts.subject] += awareness_reasons(counts, names[counts.group])
    return {ref: tuple(reasons) for ref, reasons in found.items() if reasons}


def told_of_book(name: str, registers: Registers, settings: Settings, as_of: date) -> tuple[Reason, ...]:
    """Return what a register tells, all that it is counted for; nothing for one that is told of by group only."""
    tellers = dict.fromkeys(
        tell for key, tell in _TELL.items() if _BOOKS.get(key, key.partition(".")[0]) == name
    )
    return tuple(reason for tell in tellers for reason in tell(registers, settings, as_of))


def complaints_reason(counts: ComplaintCounts) -> Reason | None:
    """Return the count of complaints of a year; None where none came and nobody reviewed the year."""
    if not counts.received:
        if counts.reviewed_on is None:
            return None
        return Reason("count_no_complaints", {"in_year": counts.year, "date": counts.reviewed_on})
    numbers = {"received": counts.received, "answered": counts.answered, "in_year": counts.year}
    if counts.slowest_days is None:
        return Reason("count_complaints_unanswered", numbers)
    return Reason("count_complaints", numbers | {"days": counts.slowest_days})


def awareness_reasons(counts: AwarenessCounts, group: str) -> Iterator[Reason]:
    """Yield how many of a group know and, where anybody was asked, how many understand."""
    sides = (
        ("known", counts.known, counts.known_reached),
        ("understood", counts.understood, counts.understood_reached),
    )
    for side, number, extents in sides:
        if not number:
            continue
        params = {"group": group, "number": number, "size": counts.size}
        if not counts.size:
            yield Reason(f"count_{side}_of_unknown", params)
            continue
        params["percent"] = percent(number, counts.size)
        if extents:
            params["extent"] = Reason(f"extent_{extents[-1]}")
            yield Reason(f"count_{side}_extent", params)
        else:
            yield Reason(f"count_{side}", params)


def percent(part: int, whole: int) -> int:
    """Return a share in whole per cent; only all are 100 and only nobody is 0."""
    if part in {0, whole}:
        return 100 * part // whole
    return min(99, max(1, round(100 * part / whole)))


def _years(settings: Settings, as_of: date) -> tuple[int, ...]:
    return (*closed_years(as_of, settings.certified_on), as_of.year)


def _complaints(registers: Registers, settings: Settings, as_of: date) -> Iterator[Reason]:
    for year in _years(settings, as_of):
        together = count_complaints(registers, year, None, as_of)
        told = complaints_reason(together)
        if told is not None:
            yield told
        if not together.open or len(settings.services) < 2:
            continue
        for service in settings.service_ids:
            own = complaints_reason(counts := count_complaints(registers, year, service, as_of))
            if own is not None and counts.open:
                yield Reason(own.code, {**own.params, "service": service})


def _plans(registers: Registers, settings: Settings, as_of: date) -> Iterator[Reason]:
    counts = count_plans(registers, as_of)
    if not counts.active:
        return
    yield Reason("count_plans_made", {"with_plan": counts.with_plan, "active": counts.active, "day": as_of})
    if counts.judged:
        numbers = {"in_time": counts.in_time, "active": counts.judged, "day": as_of}
        yield Reason("count_plans_in_time", numbers)
    if counts.overdue and len(settings.services) > 1:
        for service in settings.service_ids:
            own = count_plans(registers, as_of, service)
            if own.overdue:
                numbers = {"in_time": own.in_time, "active": own.judged, "day": as_of}
                yield Reason("count_plans_in_time", numbers | {"service": service})


def _descriptions(registers: Registers, _settings: Settings, as_of: date) -> Iterator[Reason]:
    counts = count_descriptions(registers, as_of)
    if counts.total:
        numbers = {"total": counts.total, "signed": counts.signed, "reviewed": counts.reviewed}
        yield Reason("count_descriptions", numbers)


def _partners(registers: Registers, settings: Settings, as_of: date) -> Iterator[Reason]:
    for year in _years(settings, as_of):
        counts = count_partners(registers, year, None, as_of)
        if counts.active:
            numbers = {"active": counts.active, "evaluated": counts.evaluated, "in_year": year}
            yield Reason("count_partners", numbers)


def _incidents(
    kinds: frozenset[str] | None, code: str
) -> Callable[[Registers, Settings, date], Iterator[Reason]]:
    def tell(registers: Registers, settings: Settings, as_of: date) -> Iterator[Reason]:
        for year in _years(settings, as_of):
            counts = count_incidents(registers, year, None, as_of, kinds)
            if counts.total:
                yield Reason(code, {"total": counts.total, "closed": counts.closed, "in_year": year})
            elif counts.reviewed_on is not None:
                yield Reason(f"{code}_none", {"in_year": year, "date": counts.reviewed_on})

    return tell


def _risks(registers: Registers, _settings: Settings, as_of: date) -> Iterator[Reason]:
    counts = count_risks(registers, as_of)
    if counts.total:
        numbers = {"total": counts.total, "high": counts.high, "overdue": counts.overdue}
        yield Reason("count_risks", numbers)


def _proposals(sources: frozenset[str], code: str) -> Callable[[Registers, Settings, date], Iterator[Reason]]:
    def tell(registers: Registers, settings: Settings, as_of: date) -> Iterator[Reason]:
        for year in _years(settings, as_of):
            counts = count_proposals(registers, year, None, as_of, sources)
            if counts.total:
                numbers = {"total": counts.total, "answered": counts.answered, "in_year": year}
                yield Reason(code, numbers | {"carried_out": counts.carried_out})

    return tell


def _proposal_reviews(registers: Registers, settings: Settings, as_of: date) -> Iterator[Reason]:
    for year in _years(settings, as_of):
        held = count_proposals(registers, year, None, as_of).reviewed_on
        if held is not None:
            yield Reason("count_proposals_reviewed", {"in_year": year, "date": held})


def _comparisons(registers: Registers, settings: Settings, as_of: date) -> Iterator[Reason]:
    for year in _years(settings, as_of):
        counts = count_comparisons(registers, year, None, as_of)
        if counts.made:
            numbers = {"made": counts.made, "changes": counts.changes, "in_year": year}
            yield Reason("count_comparisons", numbers)


def _improvements(registers: Registers, settings: Settings, as_of: date) -> Iterator[Reason]:
    for year in _years(settings, as_of):
        counts = count_improvements(registers, year, None, as_of)
        if counts.found:
            numbers = {"found": counts.found, "done": counts.done, "checked": counts.checked}
            yield Reason("count_improvements", numbers | {"in_year": year})


_TELL: dict[str, Callable[[Registers, Settings, date], Iterator[Reason]]] = {
    "complaints": _complaints,
    "descriptions.signed": _descriptions,
    "descriptions.reviewed": _descriptions,
    "plans.made": _plans,
    "plans.evaluated": _plans,
    "partners": _partners,
    "incidents": _incidents(None, "count_incidents"),
    "incidents.concerns": _incidents(ABUSE, "count_concerns"),
    "risks": _risks,
    "proposals.users": _proposals(USERS, "count_proposals_users"),
    "proposals.staff": _proposals(STAFF, "count_proposals_staff"),
    "proposals.reviews": _proposal_reviews,
    "comparisons": _comparisons,
    "improvements": _improvements,
    "improvements.results": _improvements,
}
_BOOKS = {"descriptions.signed": "competence", "descriptions.reviewed": "competence"}
"""The books of the needs that are not called after theirs."""
