"""Count improvements: what was found, done, checked for its effect and made a standard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.results.counts.choosing import by_day, newest, of_year, origins, rows_of, tally

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.register import Origin, Registers, Row


@dataclass(frozen=True, slots=True)
class ImprovementCounts:
    """Hold the improvements found in a calendar year; `service` None: all services together.

    `done` counts those carried out, `overdue` those that were due and are not, `checked` those whose effect was
    checked, `effective` those where there was one. `touched_on` is the newest day on which one was found, done or
    checked, and is what the log proves.
    """

    year: int
    service: str | None
    found: int = 0
    done: int = 0
    open: int = 0
    overdue: int = 0
    checked: int = 0
    effective: int = 0
    standardised: int = 0
    by_source: Mapping[str, int] = field(default_factory=dict)
    touched_on: date | None = None
    rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_improvements(
    registers: Registers,
    year: int,
    service: str | None = None,
    day: date | None = None,
    indicator: str | None = None,
) -> ImprovementCounts:
    """Count the improvements of a year, up to `day`; `indicator` narrows to those that name it."""
    chosen = rows_of(registers, "improvements", service)
    if indicator is not None:
        chosen = [row for row in chosen if indicator in (row.get("indicators") or ())]
    rows = of_year(chosen, "date", year, day)
    undone = [row for row in rows if by_day(row, "done", day) is None]
    checked = [row for row in rows if by_day(row, "effect_checked", day) is not None]
    touched = [newest(rows, key, day) for key in ("date", "done", "effect_checked")]
    return ImprovementCounts(
        year=year,
        service=service,
        found=len(rows),
        done=len(rows) - len(undone),
        open=len(undone),
        overdue=sum(1 for r in undone if day is not None and (due := r.get("due")) is not None and due < day),
        checked=len(checked),
        effective=sum(1 for row in checked if row.get("effect") in {"effective", "partly"}),
        standardised=sum(1 for row in rows if row.get("standardised")),
        by_source=tally(rows, "source"),
        touched_on=max((found for found in touched if found is not None), default=None),
        rows=tuple(rows),
        origins=origins(rows),
    )
