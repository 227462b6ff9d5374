"""Count comparisons with others: with whom, of what, and what changed because of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.results.counts.choosing import of_year, origins, rows_of, tally

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.register import Origin, Registers, Row


@dataclass(frozen=True, slots=True)
class ComparisonCounts:
    """Hold the comparisons of a calendar year; `service` None: all services together.

    `named` are those that name with whom, `changes` those that also tell what changed, `effects` those that tell the
    effect as well. `change_rows` are the rows behind `changes`.
    """

    year: int
    service: str | None
    made: int = 0
    named: int = 0
    changes: int = 0
    effects: int = 0
    partners: tuple[str, ...] = ()
    by_object: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    change_rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_comparisons(
    registers: Registers, year: int, service: str | None = None, day: date | None = None
) -> ComparisonCounts:
    """Count the comparisons of a year, up to `day`."""
    rows = of_year(rows_of(registers, "comparisons", service), "date", year, day)
    changes = [row for row in rows if tells_change(row)]
    return ComparisonCounts(
        year=year,
        service=service,
        made=len(rows),
        named=sum(1 for row in rows if row.get("partner")),
        changes=len(changes),
        effects=sum(1 for row in changes if row.get("effect")),
        partners=tuple(sorted({str(row.get("partner")) for row in rows if row.get("partner")})),
        by_object=tally(rows, "object"),
        rows=tuple(rows),
        change_rows=tuple(changes),
        origins=origins(rows),
    )


def tells_change(row: Row) -> bool:
    """Tell whether a comparison names with whom and what changed because of it."""
    return bool(row.get("partner")) and bool(row.get("changed"))
