"""Count a register by year and service as a table of numbers: what pages show beside the sentences of `telling`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from qms.results.counts.awareness import count_training
from qms.results.counts.comparisons import count_comparisons
from qms.results.counts.competence import count_competence
from qms.results.counts.complaints import count_complaints
from qms.results.counts.improvements import count_improvements
from qms.results.counts.incidents import count_incidents
from qms.results.counts.partners import count_partners
from qms.results.counts.plans import count_plans
from qms.results.counts.proposals import count_proposals
from qms.results.counts.risks import count_risks
from qms.results.hiding import is_small

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from qms.model.books import Table
    from qms.model.organisation import Settings
    from qms.model.register import Registers

    Counter = Callable[[Registers, Settings, int, str | None, date], Any]

YEARS = 5
"""Years that a table goes back at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold the numbers of a year and service (None: all together) in the order of the columns; None: there is none."""

    year: int
    service: str | None
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class BookCounts:
    """Hold the table of a register.

    `columns` are keys of words (`count_column_KEY`); the first is a whole and `part` the place of a part of it (0:
    none). `on_day` says that a line tells how things stand at the end of its year, or today, and not what came in it.
    """

    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    part: int = 0
    on_day: bool = False

    @property
    def together(self) -> tuple[Line, ...]:
        """Return the lines of all services together, oldest first."""
        return tuple(line for line in self.lines if line.service is None)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Say how a register is counted: what counts, its columns, and whether its rows are people."""

    count: Counter
    columns: tuple[str, ...]
    part: int = 1
    on_day: bool = False
    by_service: bool = True
    people: bool = False
    years: int = YEARS


def _of_year(count: Callable[..., Any]) -> Counter:
    def counted(registers: Registers, _settings: Settings, year: int, service: str | None, day: date) -> Any:
        return count(registers, year, service, day)

    return counted


def _of_day(count: Callable[..., Any]) -> Counter:
    def counted(registers: Registers, _settings: Settings, year: int, service: str | None, day: date) -> Any:
        return count(registers, min(day, date(year, 12, 31)), service)

    return counted


def _training(registers: Registers, settings: Settings, year: int, _service: str | None, day: date) -> Any:
    return count_training(registers, settings, year, day)


def _competence(registers: Registers, _settings: Settings, year: int, _service: str | None, day: date) -> Any:
    return count_competence(registers, year, day)


_KINDS: Mapping[str, _Kind] = {
    "complaints": _Kind(
        _of_year(count_complaints),
        ("received", "answered", "open", "slowest_days", "satisfied", "dissatisfied", "lessons"),
    ),
    "awareness": _Kind(_training, ("sessions", "hours"), 0, by_service=False),
    "competence": _Kind(
        _competence, ("requirements", "met", "planned", "persons"), by_service=False, people=True
    ),
    "plans": _Kind(
        _of_day(count_plans),
        ("active", "with_plan", "in_time", "overdue", "user_present", "own_words"),
        on_day=True,
        people=True,
        years=1,
    ),
    "partners": _Kind(_of_year(count_partners), ("active", "evaluated", "with_agreement", "users_included")),
    "incidents": _Kind(
        _of_year(count_incidents), ("total", "closed", "open", "with_measures", "lessons", "concerns")
    ),
    "risks": _Kind(
        _of_day(count_risks),
        ("total", "done", "high", "with_measure", "overdue", "reviewed"),
        on_day=True,
        years=1,
    ),
    "proposals": _Kind(
        _of_year(count_proposals), ("total", "answered", "open", "accepted", "carried_out", "slowest_days")
    ),
    "comparisons": _Kind(_of_year(count_comparisons), ("made", "changes", "effects")),
    "improvements": _Kind(
        _of_year(count_improvements), ("found", "done", "open", "overdue", "checked", "effective")
    ),
}


def count_book(
    name: str, registers: Registers, settings: Settings, as_of: date, *, careful: bool = False
) -> BookCounts | None:
    """Return the table of a register for the last years, newest first; None for a book that is no register.

    A `careful` table of a register of people has lines by service only where none of them holds a small count.
    """
    kind = _KINDS.get(name)
    if kind is None:
        return None
    years = book_years(name, registers, as_of)[-kind.years :] if kind.years > 1 else (as_of.year,)
    services = settings.service_ids if kind.by_service and len(settings.services) > 1 else ()
    lines: list[Line] = []
    for year in reversed(years):
        own = [_line(kind, registers, settings, year, service, as_of) for service in services]
        if careful and kind.people and any(_is_told(line) for line in own):
            own = []
        lines += [_line(kind, registers, settings, year, None, as_of), *(o for o in own if any(o.values))]
    return BookCounts(kind.columns, tuple(lines), kind.part, kind.on_day)


def _is_told(line: Line) -> bool:
    return any(value is not None and is_small(int(value)) for value in line.values)


def _line(
    kind: _Kind, registers: Registers, settings: Settings, year: int, service: str | None, as_of: date
) -> Line:
    counts = kind.count(registers, settings, year, service, as_of)
    return Line(year, service, tuple(getattr(counts, column) for column in kind.columns))


def book_years(name: str, registers: Registers, as_of: date) -> tuple[int, ...]:
    """Return the years of which the rows of a book speak, oldest first and none without a gap; at least this year."""
    from qms.results.definitions import load_books

    years = {as_of.year}
    for table in load_books()[name].tables:
        years.update(year for year in years_of(table, registers) if year <= as_of.year)
    first = max(min(years), as_of.year - YEARS + 1)
    return tuple(range(first, max(years) + 1))


def years_of(table: Table, registers: Registers) -> Iterable[int]:
    """Yield the year of each row of a table that is dated."""
    for row in registers.rows(table.name):
        found = row.get(table.dated) if table.dated else None
        if isinstance(found, tuple):
            found = found[1] if len(found) > 1 else None
        year = found.year if isinstance(found, date) else found
        if isinstance(year, int) and year >= 1990:
            yield year


def span_of(tables: Sequence[Table], registers: Registers) -> tuple[int, int] | None:
    """Return the first and last year of which the rows of tables speak, None where no row is dated."""
    years = [year for table in tables for year in years_of(table, registers)]
    return (min(years), max(years)) if years else None
