"""Say what registers prove by themselves, without anybody's link: proofs by indicator, service and year.

The standard says which rows prove which indicator (`IndicatorRule.registers`); this module knows the rows. A proof
names the file that its rows stand in: rows in several files give one proof a file, and entries made in the program one
of their own (`entries_id`). What lies after the day does not count.

Dates: where an indicator is judged by year, a proof is of one calendar year and never touches another; it lasts from
the first to the last day that its rows name in that year, what came later being put on 31 December. A year of which
something is lacking has its bounds, the running one until the day. Elsewhere a proof lasts from the first to the last
day that its rows name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from qms.model.coverage import Proof
from qms.model.reasons import Reason
from qms.model.words import EvidenceKind, Rhythm, State
from qms.model.years import closed_years
from qms.results.conditions import open_complaints, overdue_plans
from qms.results.counts.awareness import refs_of
from qms.results.counts.choosing import by_day, looks_back, rows_of
from qms.results.counts.comparisons import tells_change
from qms.results.counts.complaints import count_complaints, is_answered, is_kept
from qms.results.counts.incidents import ABUSE
from qms.results.counts.plans import count_plans, evaluated_by
from qms.results.counts.proposals import STAFF, USERS
from qms.results.survey_proofs import survey_proofs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from qms.model.coverage import IndicatorRule
    from qms.model.framework import Framework
    from qms.model.organisation import Settings
    from qms.model.register import Registers, Row
    from qms.model.results import Value

ANSWERS_ARE_NO_RESULT = frozenset({"results_sheet", "comparison", "auditor_report"})
"""Special rules under which answers to a survey give no result by themselves: a complete value does, or a link."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hold rows that prove something, with the columns that date them, the first of which tells their year.

    `year` limits them to one; `standing` missing says, with `because`, that they show a lack. `files` are the ids of
    evidence where no row says it.
    """

    rows: Sequence[Row]
    keys: tuple[str, ...]
    year: int | None = None
    standing: State = State.COVERED
    because: Reason | None = None
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """Hold what a source looks at: registers, day, closed years, a service (None: all) and the indicator."""

    registers: Registers
    as_of: date
    closed: tuple[int, ...]
    service: str | None
    ref: str


def entries_id(table: str) -> str:
    """Return what stands for the evidence id of entries made in the program, such as `register:complaints`."""
    return f"register:{book_of(table)}"


def book_of(table: str) -> str:
    """Return the book of a table: `complaints` for `complaints.reviews`."""
    return table.partition(".")[0]


def register_proofs(
    registers: Registers,
    framework: Framework,
    settings: Settings,
    as_of: date,
    *,
    refs_of_topic: Mapping[str, Sequence[str]] | None = None,
    values: Mapping[str, Sequence[Value]] | None = None,
    survey_serves: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
) -> list[Proof]:
    """Return every proof that registers, values and surveys give for the indicators of a standard.

    `refs_of_topic` maps a folded title of a document to the indicators that it serves, `values` an indicator to its
    values, and `survey_serves` a survey book and a column of it to indicators. A proof for all services in scope names
    none.
    """
    closed = closed_years(as_of, settings.certified_on)
    services: tuple[str | None, ...] = settings.service_ids or (None,)
    first = bool(settings.frameworks) and settings.frameworks[0] == framework.id
    together = _Together(services)
    for indicator in framework.indicators:
        rule = indicator.rule
        for name, kinds in rule.registers:
            for service in services:
                look = _Look(registers, as_of, closed, service, rule.ref)
                for found in _SOURCES[name](look):
                    together.add(service, _proofs(found, rule, kinds, as_of))
    for rule, found in _awareness(registers, framework, as_of, refs_of_topic or {}, named=first):
        together.add(None, _proofs(found, rule, (EvidenceKind.AWARENESS,), as_of))
    together.add_all(survey_proofs(registers, framework, as_of, survey_serves or {}, ANSWERS_ARE_NO_RESULT))
    together.add_all(_of_values(framework, values or {}, as_of))
    return together.proofs()


@dataclass(slots=True)
class _Together:
    """Join proofs that differ in nothing but the service; one for every service in scope speaks of all."""

    services: tuple[str | None, ...]
    _kept: dict[tuple[object, ...], tuple[Proof, set[str]]] = field(default_factory=dict)

    def add(self, service: str | None, proofs: Iterable[Proof]) -> None:
        for proof in proofs:
            self._add(proof, () if service is None else (service,))

    def add_all(self, proofs: Iterable[Proof]) -> None:
        for proof in proofs:
            self._add(replace(proof, services=()), proof.services)

    def _add(self, proof: Proof, services: tuple[str, ...]) -> None:
        because = proof.because and (proof.because.code, str(sorted(proof.because.params.items())))
        # What is said of all services together stays apart from what is said of each.
        key = (proof.evidence, proof.indicator, proof.kinds, proof.date_from, proof.date_to)
        mine = self._kept.setdefault((*key, proof.standing, because, not services), (proof, set()))
        mine[1].update(services)

    def proofs(self) -> list[Proof]:
        everyone = {service for service in self.services if service is not None}
        return [
            replace(proof, services=() if everyone and services >= everyone else tuple(sorted(services)))
            for proof, services in self._kept.values()
        ]


def _proofs(
    found: Found, rule: IndicatorRule, kinds: tuple[EvidenceKind, ...], as_of: date
) -> Iterator[Proof]:
    """Yield one proof for each file of the rows and, under a yearly rhythm, for each year."""
    groups: dict[tuple[str, int | None], list[Row]] = defaultdict(list)
    for row in found.rows:
        day = next((day for key in found.keys if (day := by_day(row, key, as_of)) is not None), None)
        year = found.year
        if year is None and rule.rhythm is Rhythm.YEARLY and day is not None:
            year = day.year
        groups[row.origin.evidence or entries_id(row.table), year].append(row)
    for evidence in found.files:
        groups.setdefault((evidence, found.year), [])
    for (evidence, year), rows in groups.items():
        start, end = _span(rows, found.keys, year, as_of, lacking=found.standing is State.MISSING)
        if start is not None:
            yield Proof(
                evidence,
                rule.ref,
                kinds,
                date_from=start,
                date_to=end,
                standing=found.standing,
                because=found.because,
            )


def _span(
    rows: Iterable[Row], keys: Iterable[str], year: int | None, as_of: date, *, lacking: bool
) -> tuple[date | None, date | None]:
    if year is not None and lacking:
        return date(year, 1, 1), max(date(year, 1, 1), min(date(year, 12, 31), as_of))
    days = [day for row in rows for key in keys if (day := by_day(row, key, as_of)) is not None]
    if year is not None:
        days = [min(day, date(year, 12, 31)) for day in days if day.year >= year]
    elif lacking and not days:
        days = [as_of]
    return (min(days), max(days)) if days else (None, None)


def _complaints(look: _Look) -> Iterator[Found]:
    """Yield for each year: all complaints answered, none and a dated review, or what is lacking."""
    table = look.registers.rows("complaints")
    files = tuple(file.evidence for file in look.registers.files_of("complaints"))
    if not files and not table and not look.registers.rows("complaints.reviews"):
        return
    seen = {day.year for row in table if (day := by_day(row, "received", look.as_of)) is not None}
    lacking = open_complaints(look.registers, look.service, look.as_of)
    for year in sorted({*seen, *look.closed, look.as_of.year}):
        counts = count_complaints(look.registers, year, look.service, look.as_of)
        if counts.open:
            unanswered = [row for row in counts.rows if not is_answered(row, look.as_of)]
            yield Found(unanswered, ("received",), year, State.MISSING, lacking[year])
        elif counts.received:
            yield _if_read(Found(counts.rows, ("received", "answered"), year), look, "complaints")
        elif counts.review_rows:
            yield _if_read(Found(counts.review_rows, ("reviewed_on",), year), look, "complaints")
        elif year in look.closed:
            kept = is_kept(look.registers)
            because = Reason("register_not_reviewed" if kept else "no_complaints_register", {"in_year": year})
            where = files or (entries_id("complaints"),)
            yield Found((), (), year, State.MISSING, because, where)


def _if_read(found: Found, look: _Look, table: str) -> Found:
    """Return what was found, in doubt where rows could not be read: *all* cannot be said of what is not known."""
    lost = look.registers.lost(table)
    if not lost:
        return found
    return replace(found, standing=State.SUSPECT, because=Reason("register_rows_unread", {"count": lost}))


def _table(
    name: str, *keys: str, wanted: Callable[[Row], bool] | None = None
) -> Callable[[_Look], Iterator[Found]]:
    """Return the source of all rows of a table that have a date in the first of `keys`."""

    def source(look: _Look) -> Iterator[Found]:
        rows = [
            row
            for row in rows_of(look.registers, name, look.service)
            if by_day(row, keys[0], look.as_of) is not None and (wanted is None or wanted(row))
        ]
        if rows:
            found = Found(rows, keys)
            yield _if_read(found, look, name) if name in _OF_ALL else found

    return source


def _plans_evaluated(look: _Look) -> Iterator[Found]:
    """Yield the plans that were evaluated or, as long as some are overdue, those: *all* are to be evaluated."""
    counts = count_plans(look.registers, look.as_of, look.service)
    because = overdue_plans(counts)
    if because is not None:
        yield Found(counts.late_rows, ("evaluated", "plan_made"), standing=State.MISSING, because=because)
        return
    rows = [r for r in rows_of(look.registers, "plans", look.service) if evaluated_by(r, look.as_of)]
    if rows:
        yield _if_read(Found(rows, ("evaluated",)), look, "plans")


def _reviews(name: str) -> Callable[[_Look], Iterator[Found]]:
    """Return the source of the dated reviews of a register, each of the year that it looks back on."""

    def source(look: _Look) -> Iterator[Found]:
        by_year: dict[int, list[Row]] = defaultdict(list)
        for row in rows_of(look.registers, name, look.service):
            year, held = row.get("year"), by_day(row, "reviewed_on", look.as_of)
            if isinstance(year, int) and looks_back(held, year):
                by_year[year].append(row)
        for year, rows in sorted(by_year.items()):
            yield Found(rows, ("reviewed_on",), year)

    return source


def _incidents(kinds: frozenset[str] | None) -> Callable[[_Look], Iterator[Found]]:
    rows = _table(
        "incidents", "date", "closed", wanted=None if kinds is None else lambda r: r.get("kind") in kinds
    )
    held = _table("incidents.reviews", "reviewed_on")

    def source(look: _Look) -> Iterator[Found]:
        yield from rows(look)
        yield from held(look)

    return source


def _partners(look: _Look) -> Iterator[Found]:
    """Yield the partnerships that have begun and not ended."""
    rows = [
        row
        for row in rows_of(look.registers, "partners", look.service)
        if by_day(row, "end", look.as_of) is None
        and any(by_day(row, key, look.as_of) is not None for key in ("start", "agreement", "evaluated"))
    ]
    if rows:
        yield Found(rows, ("start", "agreement", "evaluated"))


def _from_results(look: _Look) -> Iterator[Found]:
    """Yield the improvements that came from results, or that name the indicator."""
    source = _table(
        "improvements",
        *_IMPROVED,
        wanted=lambda r: r.get("source") == "results" or look.ref in (r.get("indicators") or ()),
    )
    yield from source(look)


_OF_ALL = frozenset({"plans"})
_IMPROVED = ("date", "done", "effect_checked")
_SOURCES: dict[str, Callable[[_Look], Iterator[Found]]] = {
    "complaints": _complaints,
    "descriptions.signed": _table("competence.descriptions", "signed"),
    "descriptions.reviewed": _table("competence.descriptions", "reviewed"),
    "plans.made": _table("plans", "plan_made", "evaluated"),
    "plans.evaluated": _plans_evaluated,
    "partners": _partners,
    "incidents": _incidents(None),
    "incidents.concerns": _incidents(ABUSE),
    "risks": _table("risks", "reviewed"),
    "proposals.users": _table("proposals", "date", "answered", wanted=lambda r: r.get("source") in USERS),
    "proposals.staff": _table("proposals", "date", "answered", wanted=lambda r: r.get("source") in STAFF),
    "proposals.reviews": _reviews("proposals.reviews"),
    "comparisons": _table("comparisons", "date", "changed_on", wanted=tells_change),
    "improvements": _table("improvements", *_IMPROVED),
    "improvements.results": _from_results,
}


def _awareness(
    registers: Registers,
    framework: Framework,
    as_of: date,
    refs_of_topic: Mapping[str, Sequence[str]],
    *,
    named: bool,
) -> Iterator[tuple[IndicatorRule, Found]]:
    """Yield the rows in which somebody was present, by indicator; awareness belongs to groups and not to services.

    `named` says that the indicators named in rows are those of this standard.
    """
    by_ref: dict[str, list[Row]] = defaultdict(list)
    for row in registers.rows("awareness"):
        somebody = (
            row.get("present") or row.get("understood") or (row.get("person") and row.get("present") is None)
        )
        if not somebody or by_day(row, "date", as_of) is None or (row.get("indicators") and not named):
            continue
        for ref in dict.fromkeys(refs_of(row, refs_of_topic)):
            by_ref[ref].append(row)
    for ref, rows in by_ref.items():
        indicator = framework.by_ref.get(ref)
        if indicator is not None and any(EvidenceKind.AWARENESS in need for need in indicator.rule.needs):
            yield indicator.rule, Found(rows, ("date",))


def _of_values(framework: Framework, values: Mapping[str, Sequence[Value]], as_of: date) -> Iterator[Proof]:
    """Yield what complete values prove: the result of the year in which their period ends."""
    for ref, known in values.items():
        indicator = framework.by_ref.get(ref)
        if indicator is None or indicator.rule.special == "auditor_report":
            continue
        for value in known:
            if not value.complete or value.first > as_of:
                continue
            start = max(value.first, date(value.year, 1, 1))
            services = (value.service,) if value.service else ()
            for evidence in dict.fromkeys(o.evidence or entries_id("results") for o in value.origins):
                yield Proof(
                    evidence, ref, (EvidenceKind.RESULT,), services, date_from=start, date_to=value.last
                )
