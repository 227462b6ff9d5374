"""Describe registers as the program reads them: tables of typed rows, each knowing the sheet and row it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ERROR, WARNING = "error", "warning"
UNKNOWN_SERVICE = "?"
"""Stands in a row for a service, group or function that is written there and that nobody knows: for none in scope."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Say where a row stands: evidence id, shown path, sheet and 1-based row as the spreadsheet numbers it.

    An entry that was made in the program has its id in `entry`, no evidence, and row 0.
    """

    evidence: str | None
    path: str
    sheet: str
    row: int
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row of a table, such as `complaints` or `complaints.reviews`.

    `values` are typed by column key; an empty cell has no key. Dates are `date`, numbers `int` or `float`, shares 0
    to 1, flags `bool`, choices their token, years `int`, periods a pair of inclusive dates; services, groups and
    references of indicators are tuples of ids (no services: all of them; UNKNOWN_SERVICE where what is written there is
    none); everything else is text.
    """

    table: str
    values: Mapping[str, Any]
    origin: Origin

    def get(self, key: str) -> Any:
        """Return the value of a column, None where the cell is empty."""
        return self.values.get(key)


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Hold what is wrong at one place of a spreadsheet; `column` is its letter, `heading` as it is written there.

    `severity` error: the row or the cell could not be read and does not count; warning: it was read, but look at it.
    `row` 0 means the whole sheet, `column` "" the whole row. `code` and `params` become a sentence at the edge; params
    never hold what could be a name or an identity number.
    """

    code: str
    params: Mapping[str, Any]
    path: str
    sheet: str
    row: int = 0
    column: str = ""
    heading: str = ""
    severity: str = ERROR
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class BookFile:
    """Hold one spreadsheet in which registers were recognised: the books and tables it has, and its problems.

    `lost` counts by table the rows that say something and could not be read, so that they do not count, or not for
    the service that they name.
    """

    evidence: str
    path: str
    books: tuple[str, ...]
    tables: tuple[str, ...]
    rows: int
    problems: tuple[RowProblem, ...] = ()
    lost: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Registers:
    """Hold all rows by table, from every present spreadsheet and from entries made in the program.

    A row that stands in two files alike is here once. `files` are the recognised spreadsheets by path; `whole` is False
    when one of them could not be read just now, so that nobody remembers what is said without it.
    """

    tables: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    files: tuple[BookFile, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    whole: bool = True

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of a table, in the order of file, sheet and row."""
        return self.tables.get(table, ())

    def lost(self, table: str) -> int:
        """Return how many rows of a table could not be read."""
        return sum(file.lost.get(table, 0) for file in self.files)

    def files_of(self, book: str) -> tuple[BookFile, ...]:
        """Return the spreadsheets in which a book, such as `complaints`, was recognised."""
        return tuple(file for file in self.files if book in file.books)
