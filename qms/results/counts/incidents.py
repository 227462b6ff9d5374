"""Count incidents and concerns: of which kind, how many are closed, and whether the year was reviewed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.results.counts.choosing import by_day, done_by, newest, of_year, origins, reviews, rows_of, tally

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from qms.model.register import Origin, Registers, Row

ABUSE = frozenset(
    {
        "violence",
        "physical_abuse",
        "psychological_abuse",
        "sexual_abuse",
        "financial",
        "neglect",
        "discrimination",
    }
)
"""Kinds that are concerns about abuse or exploitation, whoever caused them."""


@dataclass(frozen=True, slots=True)
class IncidentCounts:
    """Hold the incidents and concerns of a calendar year; `service` None: all services together.

    `concerns` are those of the kinds in `ABUSE`; `rights` and `rights_closed` those about rights. `reviewed_on` is the
    newest dated review of that year.
    """

    year: int
    service: str | None
    total: int = 0
    closed: int = 0
    open: int = 0
    reported: int = 0
    with_measures: int = 0
    lessons: int = 0
    concerns: int = 0
    rights: int = 0
    rights_closed: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_severity: Mapping[str, int] = field(default_factory=dict)
    reviewed_on: date | None = None
    rows: tuple[Row, ...] = ()
    review_rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_incidents(
    registers: Registers,
    year: int,
    service: str | None = None,
    day: date | None = None,
    kinds: Collection[str] | None = None,
) -> IncidentCounts:
    """Count the incidents of a year as far as they were known on `day`; `kinds` narrows to those (None: all)."""
    chosen = [r for r in rows_of(registers, "incidents", service) if kinds is None or r.get("kind") in kinds]
    rows = of_year(chosen, "date", year, day)
    held = reviews(registers, "incidents.reviews", year, service, day)
    closed = [row for row in rows if done_by(row, "closed", "date", day) is not None]
    tokens = tally(rows, "kind")
    return IncidentCounts(
        year=year,
        service=service,
        total=len(rows),
        closed=len(closed),
        open=len(rows) - len(closed),
        reported=sum(1 for row in rows if by_day(row, "reported", day) is not None),
        with_measures=sum(1 for row in rows if row.get("measures")),
        lessons=sum(1 for row in rows if row.get("lesson")),
        concerns=sum(count for kind, count in tokens.items() if kind in ABUSE),
        rights=tokens.get("rights", 0),
        rights_closed=sum(1 for row in closed if row.get("kind") == "rights"),
        by_kind=tokens,
        by_severity=tally(rows, "severity"),
        reviewed_on=newest(held, "reviewed_on", day),
        rows=tuple(rows),
        review_rows=tuple(held),
        origins=origins(rows, held),
    )
