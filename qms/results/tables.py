"""Read the tables of a recognised spreadsheet: typed rows that know their place, and problems for what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from indexer.extract.grid import column_letters
from qms.model.register import ERROR, UNKNOWN_SERVICE, WARNING, Origin, Row, RowProblem
from qms.results import privacy, rows_beside
from qms.results.cells import Wrong, is_filled, reader
from qms.results.recognition import recognise, tables_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indexer.extract.grid import Cell, Grid, GridRow, GridSheet
    from qms.model.books import Book, Column
    from qms.results.cells import Known
    from qms.results.recognition import Found, Near

__all__ = ["Reading", "read_tables"]

_WHO = frozenset(("complainant", "affected", "source"))  # columns of choices into which names are written
_UNKNOWN: Mapping[str, Any] = {
    "service": (UNKNOWN_SERVICE,),
    "group": (UNKNOWN_SERVICE,),
    "function": UNKNOWN_SERVICE,
}
_MOST_ALIKE = 20  # problems of one code in one column that are told one by one


class Reading(NamedTuple):
    """Hold what was read from a spreadsheet: rows, problems, and the names of the books and tables recognised.

    `lost` counts by table the rows that say something and do not count, also those of sheets that are not read.
    """

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...]
    books: tuple[str, ...]
    tables: tuple[str, ...]
    lost: Mapping[str, int] = MappingProxyType({})


def read_tables(
    grid: Grid, books: Mapping[str, Book], known: Known, path: str, evidence: str | None = None
) -> Reading:
    """Return the typed rows of every table that a spreadsheet has, and its problems, in the order of their places.

    Without a recognised book there may still be problems: sheets that only call themselves a register.
    """
    recognised = recognise(grid, books, path)
    place = _Place(path, evidence)
    rows: list[Row] = []
    lost: Counter[str] = Counter()
    for found in recognised.found:
        table = _Table(found, known, place)
        rows += table.rows()
        lost[found.table.name] += table.lost
    for miss in recognised.near:
        lost.update(dict.fromkeys(miss.tables, miss.rows))
    place.near(recognised.near, known.language)
    told = {found.sheet.number: found.sheet for found in recognised.found}
    for sheet in told.values():
        place.personal(sheet, privacy.identity_numbers(sheet.rows))
    for sheet in grid.sheets:
        if sheet.number not in told:
            place.personal(sheet, privacy.lists_persons(sheet.rows))
    for sheet in grid.sheets:
        named = tables_named(sheet, books, recognised.found) if sheet.problem == "too_large" else ()
        if named or (sheet.problem == "too_large" and recognised.found):
            place.tell("sheet_too_large", sheet.name)
            lost.update(named)
    order = {sheet.name: sheet.number for sheet in grid.sheets}
    problems = sorted(place.problems, key=lambda one: (order.get(one.sheet, 0), one.row, one.column))
    return Reading(
        tuple(rows),
        tuple(problems),
        tuple(dict.fromkeys(found.book.name for found in recognised.found)),
        tuple(dict.fromkeys(found.table.name for found in recognised.found)),
        {name: count for name, count in lost.items() if count},
    )


@dataclass(slots=True)
class _Place:
    """Gather problems of one file."""

    path: str
    evidence: str | None
    problems: list[RowProblem] = field(default_factory=list)

    def tell(
        self,
        code: str,
        sheet: str,
        row: int = 0,
        column: int = 0,
        heading: str = "",
        severity: str = ERROR,
        **params: Any,
    ) -> None:
        """Add a problem; `column` counts from 1, 0 for the whole row."""
        letters = column_letters(column)
        self.problems.append(
            RowProblem(code, params, self.path, sheet, row, letters, heading, severity, self.evidence)
        )

    def personal(
        self,
        sheet: GridSheet,
        suspicions: Sequence[privacy.Suspicion],
        headings: Mapping[int, str] | None = None,
    ) -> None:
        """Warn of what looks personal."""
        for one in suspicions:
            # A heading that holds a number or a name itself is not shown.
            heading = (headings or {}).get(one.column, "")
            shown = "" if privacy.is_personal(heading) and one.code != "privacy_heading" else heading
            self.tell(one.code, sheet.name, one.row, one.column, shown, WARNING, count=one.count)

    def near(self, misses: Sequence[Near], language: str) -> None:
        """Warn of sheets that only call themselves a register."""
        for miss in misses:
            if miss.rivals:
                titles = [book.title(language) for book in miss.rivals]
                self.tell("table_ambiguous", miss.sheet.name, miss.row, severity=WARNING, titles=titles)
            else:
                columns = [column.heading(language) for column in miss.missing]
                title = miss.book.title(language)
                self.tell(
                    "book_near_miss",
                    miss.sheet.name,
                    miss.row,
                    severity=WARNING,
                    title=title,
                    columns=columns,
                )


class _Table:
    """Read one table."""

    def __init__(self, found: Found, known: Known, place: _Place) -> None:
        self._found, self._place, self._sheet = found, place, found.sheet
        self._readers = {
            at: (column, reader(column, known, found.language)) for at, column in found.columns.items()
        }
        self._alike: dict[tuple[str, int, str], list[int]] = {}
        self.lost = 0

    def rows(self) -> list[Row]:
        """Return the rows that count; tells of all that does not."""
        found = self._found
        self._tell_headings()
        data = rows_beside.data_rows(found)
        everything = [row for row, _ in data]
        if found.missing:
            self._tell_personal(everything)
            self.lost = len(data)
            return []
        filled, merges = rows_beside.filled_down(found, everything)
        for merged in merges:
            code = "cells_merged" if rows_beside.counts_below(found, merged) else "cells_merged_first"
            self._tell(code, merged.top, merged.left, WARNING, last=merged.bottom)
        rows: list[Row] = []
        said: list[GridRow] = []
        numbered: list[int] = []
        what = ""
        for (row, after_gap), cells in zip(data, filled, strict=True):
            # A note may have several lines.
            beyond = after_gap or what == "note"
            what = rows_beside.what_beside(found, row, cells, after_gap=beyond)
            if what == "numbered":
                numbered.append(row.number)
            if what:
                continue
            said.append(row)
            values = self._values(row, cells)
            if values is not None:
                origin = Origin(self._place.evidence, self._place.path, self._sheet.name, row.number)
                rows.append(Row(found.table.name, values, origin))
        if numbered:
            self._tell("rows_numbered", numbered[0], 0, WARNING, count=len(numbered))
            if not rows_beside.in_advance(numbered, said[-1].number if said else 0):
                self.lost += len(numbered)
        self._tell_personal(said)
        self._tell_twice(rows)
        self._tell_more()
        return rows

    def _tell_personal(self, rows: Sequence[GridRow]) -> None:
        """Warn of what looks personal in some rows, and in the headings."""
        found = self._found
        people = [at for at, column in found.columns.items() if column.people]
        who = {
            at: read
            for at, (column, read) in self._readers.items()
            if column.type == "choice" and column.key in _WHO
        }
        about = privacy.suspicions(rows, found.headings, people, found.extra)
        for at, read in who.items():
            refused = [row for row in rows if isinstance(read(row.cells.get(at), False), Wrong)]
            about += privacy.full_names(refused, at)
        self._place.personal(self._sheet, about, found.headings)

    def _values(self, row: GridRow, cells: Mapping[int, Cell]) -> dict[str, Any] | None:
        """Return the typed values of a row, None where a required one is not there or cannot be read.

        A row that names a service, group or function that nobody knows speaks of none of them.
        """
        values: dict[str, Any] = {}
        counts, lost = True, False
        for at, (column, read) in self._readers.items():
            cell, place = cells.get(at), (row.number, at)
            unread = cell is None and place in self._sheet.uncached
            value = Wrong("cell_uncached") if unread else read(cell, place in self._sheet.percents)
            if isinstance(value, Wrong):
                self._tell(value.code, row.number, at, **value.params)
                counts = counts and not column.required
                # Empty, it would speak of all of them. Where the workspace has none, there is nothing to tell apart.
                if column.type in _UNKNOWN and not value.code.endswith("_none"):
                    values[column.key], lost = _UNKNOWN[column.type], True
            elif value is not None:
                values[column.key] = value
            elif column.required and not self._may_be_empty(column, cell):
                self._tell("cell_required", row.number, at)
                counts = False
        self.lost += lost or not counts
        return values if counts else None

    @staticmethod
    def _may_be_empty(column: Column, cell: Cell | None) -> bool:
        """Tell whether a required cell was answered with "all of them"."""
        return column.type == "service" and is_filled(cell)

    def _tell_headings(self) -> None:
        found = self._found
        for column in found.missing:
            heading, title = column.heading(found.language), found.book.title(found.language)
            self._place.tell("column_missing", self._sheet.name, found.last, columns=heading, title=title)
        for at in found.twice:
            self._tell("heading_twice", found.last, at, WARNING)

    def _tell_twice(self, rows: Sequence[Row]) -> None:
        """Warn where two rows have the same identity; with codes of persons, in the same service."""
        table = self._found.table
        if not table.identity:
            return
        column = table.column(table.identity)
        at = next((one for one, other in self._found.columns.items() if other is column), 0)
        seen: dict[Any, int] = {}
        for row in rows:
            name = str(row.get(table.identity)).casefold()
            key = (name, row.get("service")) if column.people else name
            if key in seen:
                self._tell("row_twice", row.origin.row, at, WARNING, other=seen[key])
            else:
                seen[key] = row.origin.row

    def _tell(self, code: str, row: int, column: int, severity: str = ERROR, **params: Any) -> None:
        """Tell a problem of a cell; of many alike in one column only the first ones."""
        alike = self._alike.setdefault((code, column, severity), [])
        alike.append(row)
        if len(alike) <= _MOST_ALIKE:
            heading = self._found.headings.get(column, "")
            self._place.tell(code, self._sheet.name, row, column, heading, severity, **params)

    def _tell_more(self) -> None:
        """Tell how many problems were like those that were told."""
        for (_, column, severity), alike in self._alike.items():
            more = alike[_MOST_ALIKE:]
            if more:
                heading = self._found.headings.get(column, "")
                self._place.tell(
                    "problems_more", self._sheet.name, more[0], column, heading, severity, count=len(more)
                )
