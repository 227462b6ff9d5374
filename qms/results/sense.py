"""Find rows that count otherwise than they read: done before it began, reviewed early, one head count for several."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qms.model.register import WARNING, RowProblem
from qms.results.counts.choosing import looks_back, makes_sense

if TYPE_CHECKING:
    from qms.model.register import Registers, Row

_DONE = {
    "complaints": ("received", "answered"),
    "incidents": ("date", "closed"),
    "plans": ("plan_made", "evaluated"),
    "proposals": ("date", "answered"),
}
"""By table the column of the day on which something began, and that of the day on which it was done."""
_REVIEWS = ("complaints.reviews", "incidents.reviews", "proposals.reviews")


def sense_problems(registers: Registers) -> tuple[RowProblem, ...]:
    """Return a warning for each row that counts otherwise than it reads, in the order of tables and rows."""
    found = [
        _problem(f"sense_{table}", row)
        for table, (since, key) in _DONE.items()
        for row in registers.rows(table)
        if isinstance(done := row.get(key), date) and not makes_sense(done, row.get(since))
    ]
    found += [
        _problem("sense_reviews", row)
        for table in _REVIEWS
        for row in registers.rows(table)
        if isinstance(year := row.get("year"), int)
        and isinstance(held := row.get("reviewed_on"), date)
        and not looks_back(held, year)
    ]
    found += [_problem("sense_heads", row) for row in registers.rows("awareness") if _counts_several(row)]
    return tuple(found)


def _counts_several(row: Row) -> bool:
    """Tell whether a row of awareness has one head count for several groups."""
    heads = row.get("present") or row.get("understood")
    return bool(heads) and not row.get("person") and len(set(row.get("group") or ())) > 1


def _problem(code: str, row: Row) -> RowProblem:
    at = row.origin
    return RowProblem(code, {}, at.path, at.sheet, at.row, severity=WARNING, evidence=at.evidence)
