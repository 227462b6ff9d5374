"""Read a list of who has read a document from a spreadsheet: a column of names and one of days."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from qms.model.errors import FileTrouble, QmsError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_NAME = ("name", "navn", "vardas", "pavardė", "ansatt", "darbuotojas", "employee")
_CODE = ("code", "kode", "kodas")
_GIVEN = ("first name", "given name", "fornavn", "vardas")
_FAMILY = ("last name", "family name", "surname", "etternavn", "pavardė")
_DAY = ("date", "dato", "data", "read", "lest", "susipažino")
_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%Y.%m.%d", "%Y %m %d", "%d.%m.%y")

_COLUMNS = 200
"""Columns that are looked at: the list of a course has few."""


class UnusableList(QmsError):
    """Refuse a file in which no names are found; `path` is given."""

    code = "unusable_list"
    hint = "hint_list"


@dataclass(frozen=True, slots=True)
class ReadingList:
    """Hold the names with their days, and the numbers of the rows that could not be read."""

    entries: tuple[tuple[str, date], ...]
    skipped: tuple[int, ...] = ()


def read_list(path: Path, otherwise: date | None) -> ReadingList:
    """Return who has read according to a CSV or Excel file; `otherwise` is the day of rows without one.

    A row with a name and no usable day is skipped and named. Raises FileTrouble or UnusableList.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileTrouble(path=path, why=error.strerror or "") from error
    try:
        rows = _sheet(path.name, data) if path.suffix.lower() in {".xlsx", ".xls", ".ods"} else _csv(data)
    except Exception as error:
        raise UnusableList(path=path) from error
    return _entries(path, rows, otherwise)


def _sheet(name: str, data: bytes) -> list[tuple[int, list[Any]]]:
    """Return the rows of the first sheet with their numbers; raises ValueError where it cannot be read."""
    from indexer.extract.grid import Grid
    from indexer.extract.pool import Extractor

    # In a limited process of its own: two cells in far corners make the reader of workbooks end its process.
    with Extractor(workers=1) as extractor:
        grid = extractor.grid_bytes(name, data)
    if not isinstance(grid, Grid):
        raise ValueError(grid)
    return [(row.number, _laid_out(row.cells)) for row in grid.sheets[0].rows]


def _laid_out(cells: Mapping[int, Any]) -> list[Any]:
    last = min(max(cells, default=0), _COLUMNS)
    return [cells.get(number, "") for number in range(1, last + 1)]


def _csv(data: bytes) -> list[tuple[int, list[Any]]]:
    from indexer.extract.decoding import decode

    text = decode(data)
    first = text.splitlines()[0] if text.strip() else ""
    mark = max(";,\t", key=first.count)
    return [
        (number, list(row))
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=mark), start=1)
    ]


def _entries(path: Path, rows: Sequence[tuple[int, Sequence[Any]]], otherwise: date | None) -> ReadingList:
    """Read rows of cells, each with its number in the file."""
    from indexer.extract.sheet import cell

    heads = [(n, _name_columns(row), _columns(row, _DAY)) for n, (_, row) in enumerate(rows)]
    found = [(n, names, [day for day in days if day not in names]) for n, names, days in heads if names]
    if not found:
        raise UnusableList(path=path)
    # A title above the table may hold such a word as well.
    head, name_at, days = next((each for each in found if each[2]), found[0])
    day_at = days[0] if days else None
    entries: list[tuple[str, date]] = []
    skipped: list[int] = []
    for number, row in rows[head + 1 :]:
        name = " ".join(" ".join(cell(row[place]) for place in name_at if place < len(row)).split())
        if not name:
            continue
        given = row[day_at] if day_at is not None and day_at < len(row) else ""
        day = _day(given) if str(given).strip() else otherwise
        if day is None:
            skipped.append(number)
        else:
            entries.append((name, day))
    if not entries and not skipped:
        raise UnusableList(path=path)
    return ReadingList(tuple(entries), tuple(skipped))


def _name_columns(row: Sequence[Any]) -> list[int]:
    """Return the column of names, or of codes; given and family names may stand apart."""
    given, family = _columns(row, _GIVEN), _columns(row, _FAMILY)
    if given and family and given[0] != family[0]:
        return [given[0], family[0]]
    return (_columns(row, _NAME) or _columns(row, _CODE))[:1]


def _columns(row: Sequence[Any], words: Sequence[str]) -> list[int]:
    return [
        number
        for number, head in enumerate(row)
        if isinstance(head, str) and any(word in head.casefold() for word in words)
    ]


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in _FORMS:
        try:
            return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007 - a day without a time
        except ValueError:
            continue
    return None
