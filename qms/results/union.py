"""Join the rows of all spreadsheets and entries into one register: what stands twice counts once.

What is told apart wrongly is seen and warned of; what is joined wrongly would hide, say, a complaint that nobody
answered. So rows of different files are one only where nothing in them contradicts.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from qms.model.register import UNKNOWN_SERVICE, WARNING, RowProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qms.model.register import Row

_AHEAD = frozenset({"due", "end", "next_evaluation", "next_review"})
"""Columns of what is planned: a day in them does not show when the row was last written."""
_FEW = 2  # cells in which rows may differ that are nearly the same
_LOOKED_AT = 20  # rows of the same number that are compared with one that is none of them


@dataclass(frozen=True, slots=True)
class Identity:
    """Say which column tells the rows of a table apart.

    `with_service`: a person may have a row for each service, so that services which overlap are enough to be the same
    row; elsewhere they must be the same, where both rows name any. `dated` is the column of the day (or year) on which
    something came or happened, which must be the same too ("": there is none, or its day changes as time goes on).
    """

    key: str
    with_service: bool = False
    dated: str = ""


def join(
    sources: Sequence[Sequence[Row]], identities: Mapping[str, Identity]
) -> tuple[dict[str, tuple[Row, ...]], list[RowProblem]]:
    """Return the rows by table, and a warning where two sources tell different things of the same row.

    Each source is a spreadsheet, or the entries made in the program. Rows of one source all count, as they stand. A
    row that another source has as well counts once: the one with the newest day in it, of equally new ones the fuller
    one, of equally full ones that of the later source. Rows of the same number that contradict each other in day or
    service both count; they are told where they are nearly the same.
    """
    tables: dict[str, list[Row]] = defaultdict(list)
    problems: list[RowProblem] = []
    for source in sources:
        given: dict[str, list[Row]] = defaultdict(list)
        for row in source:
            given[row.table].append(row)
        for table, rows in given.items():
            _add(tables[table], rows, identities.get(table), problems)
    return {table: tuple(rows) for table, rows in tables.items()}, problems


def _add(
    known: list[Row], rows: Sequence[Row], identity: Identity | None, problems: list[RowProblem]
) -> None:
    """Add the rows of one source to those known; each of these is met by one of them at most."""
    alike: dict[Any, list[int]] = defaultdict(list)
    for number in range(len(known) - 1, -1, -1):
        alike[_all_of(known[number])].append(number)
    met: set[int] = set()
    rest: list[Row] = []
    for row in rows:
        same = alike[_all_of(row)]
        if same:
            met.add(at := same.pop())
            known[at] = row
        else:
            rest.append(row)
    places = _Places(known, met, identity)
    for row in rest:
        found = places.take(row)
        if found is None:
            near = places.near(row)
            if near is not None:
                problems.append(_clash(row, near, "row_clash_near"))
            known.append(row)
            continue
        before = known[found]
        problems.append(_clash(row, before, "row_clash"))
        if _rank(row) >= _rank(before):
            known[found] = row


class _Places:
    """Find among known rows the one that a row of another source is, by number, day and services."""

    def __init__(self, known: list[Row], met: set[int], identity: Identity | None) -> None:
        self._known, self._identity = known, identity
        # Places by number, then day, then services: however often a number stands, few places are looked at.
        self._free: dict[str, dict[Any, dict[frozenset[str], list[int]]]] = {}
        for number in range(len(known) - 1, -1, -1):
            row = known[number]
            name = self._name(row)
            if name is not None and number not in met:
                by_services = self._free.setdefault(name, {}).setdefault(self._day(row), {})
                by_services.setdefault(_services(row), []).append(number)

    def take(self, row: Row) -> int | None:
        """Return where a row stands that nothing in `row` contradicts, and do not return it again."""
        mine = _services(row)
        for by_services in self._fitting(row):
            for its, numbers in sorted(by_services.items(), key=lambda one: one[0] != mine):
                if numbers and self._services_agree(mine, its):
                    return numbers.pop()
        return None

    def near(self, row: Row) -> Row | None:
        """Return a known row of the same number that differs in a few cells only."""
        by_day = self._free.get(self._name(row) or "", {})
        numbers = (number for found in by_day.values() for own in found.values() for number in reversed(own))
        rows = (self._known[number] for number in islice(numbers, _LOOKED_AT))
        return next((one for one in rows if self._is_near(row, one)), None)

    def _fitting(self, row: Row) -> Iterator[dict[frozenset[str], list[int]]]:
        by_day = self._free.get(self._name(row) or "", {})
        day = self._day(row)
        if day is None:
            yield from by_day.values()
        else:
            yield from (by_day[key] for key in (day, None) if key in by_day)

    def _services_agree(self, mine: frozenset[str], its: frozenset[str]) -> bool:
        if not mine or not its or UNKNOWN_SERVICE in mine | its or mine == its:
            return True
        return self._identity is not None and self._identity.with_service and bool(mine & its)

    def _is_near(self, row: Row, other: Row) -> bool:
        key = self._identity.key if self._identity is not None else ""
        shared = [k for k in row.values if k in other.values and k != key]
        differing = sum(1 for k in shared if row.get(k) != other.get(k))
        return differing <= _FEW and len(shared) - differing > differing

    def _name(self, row: Row) -> str | None:
        """Return the number that tells a row apart; None where only all that it says does."""
        value = None if self._identity is None else row.get(self._identity.key)
        return None if value is None else str(value).casefold()

    def _day(self, row: Row) -> Any:
        """Return the day, or the year, that must be the same; None where there is none."""
        return row.get(self._identity.dated) if self._identity is not None and self._identity.dated else None


def _services(row: Row) -> frozenset[str]:
    return frozenset(row.get("service") or ())


def _all_of(row: Row) -> Any:
    return tuple(sorted((key, repr(value)) for key, value in row.values.items()))


def _rank(row: Row) -> tuple[date, int]:
    """Return how new a row is, by the latest day in it on which something was done, and how full."""
    days = (value for key, value in row.values.items() if isinstance(value, date) and key not in _AHEAD)
    return max(days, default=date.min), len(row.values)


def _clash(row: Row, before: Row, code: str) -> RowProblem:
    """Warn that two places tell different things; neither is shown, since a cell may hold anything."""
    keys: Iterable[str] = {*row.values, *before.values}
    differing = sorted(key for key in keys if row.get(key) != before.get(key))
    where = before.origin
    return RowProblem(
        code,
        {
            "other": where.path,
            "sheet": where.sheet,
            "row": where.row,
            "columns": differing,
            "of_table": row.table,
        },
        row.origin.path,
        row.origin.sheet,
        row.origin.row,
        severity=WARNING,
        evidence=row.origin.evidence,
    )
