"""Count risks: how many are assessed, which measures are done or overdue, and when they were reviewed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.results.counts.choosing import by_day, newest, origins, rows_of, tally

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.register import Origin, Registers, Row

HIGH_FROM = 15
"""A risk is high from this product of likelihood and consequence (each 1 to 5)."""


@dataclass(frozen=True, slots=True)
class RiskCounts:
    """Hold the risks on a day; `service` None: all services together.

    `high` are those whose likelihood times consequence is 15 or more, `overdue` those whose measure was due before the
    day and is not done, `reviewed_on` the newest review.
    """

    day: date
    service: str | None
    total: int = 0
    assessed: int = 0
    high: int = 0
    with_measure: int = 0
    done: int = 0
    overdue: int = 0
    reviewed: int = 0
    by_area: Mapping[str, int] = field(default_factory=dict)
    reviewed_on: date | None = None
    rows: tuple[Row, ...] = ()
    reviewed_rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_risks(registers: Registers, day: date, service: str | None = None) -> RiskCounts:
    """Count the risks as they stand on a day."""
    rows = rows_of(registers, "risks", service)
    assessed = [row for row in rows if row.get("likelihood") and row.get("consequence")]
    undone = [row for row in rows if by_day(row, "done", day) is None]
    reviewed = [row for row in rows if by_day(row, "reviewed", day) is not None]
    return RiskCounts(
        day=day,
        service=service,
        total=len(rows),
        assessed=len(assessed),
        high=sum(1 for row in assessed if row.get("likelihood") * row.get("consequence") >= HIGH_FROM),
        with_measure=sum(1 for row in rows if row.get("measure")),
        done=len(rows) - len(undone),
        overdue=sum(1 for row in undone if (due := row.get("due")) is not None and due < day),
        reviewed=len(reviewed),
        by_area=tally(rows, "area"),
        reviewed_on=newest(reviewed, "reviewed", day),
        rows=tuple(rows),
        reviewed_rows=tuple(reviewed),
        origins=origins(rows),
    )
