"""Read spreadsheets as rows of typed cells that keep their places, for programs that count what stands in them."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

from indexer.extract.model import ReadProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import python_calamine

    from indexer.extract.gridmarks import Marks

MOST_ROWS = 20_000  # with something in them, of a sheet
MOST_COLUMNS = 200  # of a sheet: the last one that something stands in
MOST_CELLS = 200_000  # filled ones of a file
LONGEST = 32_767  # characters of a cell, as many as Excel takes
_SPAN = re.compile(r"PT(\d+)H(\d\d)M(\d\d)(?:[.,]\d+)?S")
_ERRORS = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|Err:\d{3}")

_SPACE = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
_RETURN = re.compile(r"\r\n?")
# What steers a terminal or turns the direction of a line; tabs and ends of lines stay.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")

Visibility = Literal["visible", "hidden", "very_hidden"]
Place = tuple[int, int]
"""A row and a column, both from 1."""


@dataclass(frozen=True, slots=True)
class CellError:
    """Hold what a formula shows in place of a value, such as #REF!; `text` "" where the file does not tell which."""

    text: str = ""


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError


@dataclass(frozen=True, slots=True)
class Merged:
    """Hold a range of merged cells, both ends included and counted from 1; its value stands in the first cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """Hold the filled cells of a row by column; row and columns count from 1, as the spreadsheet shows them."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class GridSheet:
    """Hold a sheet: its filled rows from the top, merged ranges, and the places of cells that are more than a value.

    `formulas` give their last computed value; of those in `uncached` the file holds none, so that they look empty.
    `percents` are numbers that are shown as percent (0.85 as 85 %). A sheet that is too large has a `problem` and no
    rows. The one sheet of a text file has no name.
    """

    name: str
    number: int
    rows: tuple[GridRow, ...] = ()
    visibility: Visibility = "visible"
    merged: tuple[Merged, ...] = ()
    formulas: frozenset[Place] = frozenset()
    uncached: frozenset[Place] = frozenset()
    percents: frozenset[Place] = frozenset()
    problem: Literal["too_large"] | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """Hold the sheets of a spreadsheet in their order, hidden ones too; `text` tells that all cells came as text."""

    sheets: tuple[GridSheet, ...] = field(default_factory=tuple)
    text: bool = False


def column_letters(number: int) -> str:
    """Return the letters of a column that is counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def clean(text: str) -> str:
    """Return a text without control characters; what breaks a line otherwise than by a line feed becomes a space."""
    if text.isprintable():
        return text
    return _CONTROL.sub("", _SPACE.sub(" ", _RETURN.sub("\n", text)))


def read_grid(data: bytes, name: str) -> Grid:
    """Return the cells of a spreadsheet, from its bytes and its name. Raises ReadProblem.

    unsupported: no spreadsheet; too_large: more than MOST_CELLS filled cells, or sheets that unroll without end.
    """
    from indexer.extract.registry import choose

    chosen = choose(name, data)
    if chosen.module == "sheet":
        return _workbook(data)
    if chosen.module == "plain" and chosen.function in ("read_csv", "read_text"):
        return _text(data)
    raise ReadProblem("unsupported")


def _text(data: bytes) -> Grid:
    from indexer.extract.decoding import decode
    from indexer.extract.plain import delimited

    text, mark = delimited(decode(data))
    csv.field_size_limit(1 << 24)
    try:
        rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=mark))
    except (csv.Error, TypeError) as error:
        raise ReadProblem("damaged") from error
    sheet = _sheet("", 1, rows, (0, 0), "visible", None)
    _refuse_many([sheet])
    return Grid((sheet,), text=True)


def _workbook(data: bytes) -> Grid:
    import python_calamine

    from indexer.extract import gridmarks
    from indexer.extract.sheet import translated

    marks = gridmarks.find(data)
    with translated():
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        metadata = book.sheets_metadata
    sheets: list[GridSheet] = []
    for number, about in enumerate(metadata, 1):
        shown = _visibility(str(about.visible))
        marked = marks.get(number, marks.get(about.name))
        if marked is not None and marked.vast:
            sheets.append(GridSheet(clean(about.name), number, visibility=shown, problem="too_large"))
            continue
        with translated():
            try:
                sheet = book.get_sheet_by_name(about.name)
                start, rows = sheet.start or (0, 0), sheet.to_python(skip_empty_area=True)
                merged = _merged(sheet)
            except python_calamine.WorksheetNotFound:  # a chart sheet has no cells
                continue
        sheets.append(_sheet(clean(about.name), number, rows, start, shown, marked, merged))
        del rows, sheet
        _refuse_many(sheets)
    return Grid(tuple(sheets))


def _refuse_many(sheets: list[GridSheet]) -> None:
    if sum(len(row.cells) for sheet in sheets for row in sheet.rows) > MOST_CELLS:
        raise ReadProblem("too_large")


def _visibility(told: str) -> Visibility:
    name = told.rpartition(".")[2]
    return "very_hidden" if name == "VeryHidden" else "hidden" if name == "Hidden" else "visible"


def _merged(sheet: python_calamine.CalamineSheet) -> tuple[Merged, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple(Merged(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges)


def _sheet(
    name: str,
    number: int,
    rows: Iterable[Iterable[object]],
    start: tuple[int, int],
    shown: Visibility,
    marks: Marks | None,
    merged: tuple[Merged, ...] = (),
) -> GridSheet:
    """Return a sheet from rows that begin at a place counted from 0."""
    errors: Mapping[Place, str] = marks.errors if marks else {}
    filled: list[GridRow] = []
    for row in _rows(rows, start, errors):
        filled.append(row)
        if len(filled) > MOST_ROWS or max(row.cells) > MOST_COLUMNS:
            return GridSheet(name, number, visibility=shown, problem="too_large")
    if marks is None:
        return GridSheet(name, number, tuple(filled), shown, merged)
    return GridSheet(
        name,
        number,
        tuple(filled),
        shown,
        merged or marks.merged,
        marks.formulas,
        marks.uncached,
        marks.percents,
    )


def _rows(
    rows: Iterable[Iterable[object]], start: tuple[int, int], errors: Mapping[Place, str]
) -> Iterator[GridRow]:
    failed: dict[int, dict[int, Cell]] = {}
    for (row, column), text in errors.items():
        failed.setdefault(row, {})[column] = CellError(text)
    for number, values in enumerate(rows, start[0] + 1):
        cells = {
            column: cell
            for column, value in enumerate(values, start[1] + 1)
            if value != "" and (cell := _cell(value)) is not None
        }
        if failed and number in failed:
            cells = dict(sorted({**cells, **failed.pop(number)}.items()))
        if cells:
            yield GridRow(number, cells)
    # Where nothing but errors stands, calamine may not have come.
    for number in sorted(failed):
        yield GridRow(number, dict(sorted(failed[number].items())))


def _cell(value: object) -> Cell | None:
    """Return a value as it is kept: whole numbers as int, white space at the ends gone; None for an empty cell."""
    if isinstance(value, str):
        text = clean(value).strip()[:LONGEST]
        if text[:2] == "PT" and (span := _SPAN.fullmatch(text)):  # as OpenDocument stores it
            return _span(timedelta(hours=int(span[1]), minutes=int(span[2]), seconds=int(span[3])))
        if text[:1] in ("#", "E") and _ERRORS.fullmatch(text):
            return CellError(text)
        return text or None
    if isinstance(value, float):
        if not math.isfinite(value):
            return CellError()
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, timedelta):
        return _span(value)
    return value if isinstance(value, bool | int | date | time) else None


def _span(value: timedelta) -> time | timedelta:
    seconds = int(value.total_seconds())
    if 0 <= seconds < 86_400:
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    return timedelta(seconds=seconds)
