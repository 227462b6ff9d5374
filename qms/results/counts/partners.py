"""Count partnerships: which are active, evaluated, and how many users they include."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from qms.results.counts.choosing import by_day, newest, of_year, origins, rows_of, tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.register import Origin, Registers, Row


@dataclass(frozen=True, slots=True)
class PartnerCounts:
    """Hold the partnerships that were active at some time of a year, up to a day; `service` None: all together.

    `evaluated` counts those evaluated in that year, `users_included` adds up the users whom they include, `since` is
    the first day of one of them.
    """

    year: int
    service: str | None
    active: int = 0
    with_agreement: int = 0
    evaluated: int = 0
    with_result: int = 0
    continuity: int = 0
    inclusion: int = 0
    users_included: int = 0
    by_decision: Mapping[str, int] = field(default_factory=dict)
    by_type: Mapping[str, int] = field(default_factory=dict)
    since: date | None = None
    evaluated_on: date | None = None
    rows: tuple[Row, ...] = ()
    evaluated_rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_partners(
    registers: Registers, year: int, service: str | None = None, day: date | None = None
) -> PartnerCounts:
    """Count the partnerships of a year: begun by its end (or by `day`), and not ended before it began."""
    last = min(date(year, 12, 31), day or date.max)
    rows = [
        row
        for row in rows_of(registers, "partners", service)
        if ((begun := _begun(row)) is None or begun <= last)
        and ((end := row.get("end")) is None or end >= date(year, 1, 1))
    ]
    evaluated = of_year(rows, "evaluated", year, day)
    return PartnerCounts(
        year=year,
        service=service,
        active=len(rows),
        with_agreement=sum(1 for row in rows if by_day(row, "agreement", last) is not None),
        evaluated=len(evaluated),
        with_result=sum(1 for row in evaluated if row.get("result")),
        continuity=sum(1 for row in rows if row.get("continuity")),
        inclusion=sum(1 for row in rows if row.get("inclusion")),
        users_included=sum(int(row.get("users_included") or 0) for row in rows),
        by_decision=tally(evaluated, "decision"),
        by_type=tally(rows, "type"),
        since=min((begun for row in rows if (begun := _begun(row)) is not None), default=None),
        evaluated_on=newest(evaluated, "evaluated", day),
        rows=tuple(rows),
        evaluated_rows=tuple(evaluated),
        origins=origins(rows),
    )


def _begun(row: Row) -> date | None:
    begun = row.get("start") or row.get("agreement")
    return begun if isinstance(begun, date) else None
