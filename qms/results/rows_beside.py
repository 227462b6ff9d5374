"""Tell the rows of a table from what stands among and below them: headings again, samples, totals, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qms.results import days
from qms.results.cells import is_filled
from qms.results.definitions import is_sample, sample_key
from qms.results.headings import LONGEST
from qms.results.words import TOTALS, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indexer.extract.grid import Cell, GridRow, Merged
    from qms.results.recognition import Found

_SAMPLE_ALONE = re.compile(r"\s*(?:example|eksempel|pavyzdys)\s*[:–—-]?\s*", re.IGNORECASE)
_TOTAL = re.compile(r"(?P<word>[^\W\d_]+(?: [^\W\d_]+)?)(?: \d{1,4})?")
_CODE = 24  # characters of the longest code
_NOTE_WORDS = 3
_PRINTED = 3  # numbers below each other that were written in advance
_OF_ONE_ROW = frozenset(("date", "number", "integer", "share", "count", "flag"))
_DAYS: Mapping[str, Callable[[object], object]] = {"date": days.day, "year": days.year, "period": days.period}


def data_rows(found: Found) -> list[tuple[GridRow, bool]]:
    """Return the filled rows below the headings, and whether an empty row stands before each."""
    rows: list[tuple[GridRow, bool]] = []
    before = found.last
    for row in found.sheet.rows:
        if found.end and row.number >= found.end:
            break
        if row.number in found.repeats:
            before = row.number
        elif row.number > found.last and _own(found, row):
            rows.append((row, row.number > before + 1))
            before = row.number
    begins = found.end
    while (
        rows and begins == rows[-1][0].number + 1 and len(rows[-1][0].cells) == 1
    ):  # the title of the next table
        begins = rows.pop()[0].number
    return rows


def _own(found: Found, row: GridRow) -> bool:
    """Tell whether something stands in the columns of the table."""
    return any(
        is_filled(row.cells.get(at)) or (row.number, at) in found.sheet.uncached for at in found.columns
    )


def counts_below(found: Found, merged: Merged) -> bool:
    """Tell whether a cell merged downwards speaks for each of its rows: what tells where and when they belong does.

    What was done, counted or answered is not taken for done in every one of them.
    """
    column = found.columns[merged.left]
    return column.key == found.table.dated or column.type not in _OF_ONE_ROW


def filled_down(found: Found, rows: Sequence[GridRow]) -> tuple[list[Mapping[int, Cell]], list[Merged]]:
    """Return the cells of the rows, values merged downwards in each row that they count for, and those merges."""
    cells: list[Mapping[int, Cell]] = [row.cells for row in rows]
    numbers = {row.number: at for at, row in enumerate(rows)}
    used: list[Merged] = []
    for merged in found.sheet.merged:
        if merged.bottom == merged.top or merged.left not in found.columns or merged.top not in numbers:
            continue
        value = rows[numbers[merged.top]].cells.get(merged.left)
        below = [
            numbers[at]
            for at in range(merged.top + 1, min(merged.bottom, rows[-1].number) + 1)
            if at in numbers
        ]
        if value is None or not below:
            continue
        used.append(merged)
        for at in below if counts_below(found, merged) else ():
            cells[at] = {**cells[at], merged.left: value}
    return cells, used


def in_advance(numbered: Sequence[int], last: int) -> bool:
    """Tell whether rows with only a number, after the last row with more, are there to be filled in later.

    One or two may be of something that happened and was not written down yet.
    """
    return not numbered or (min(numbered) > last and len(numbered) >= _PRINTED)


def what_beside(found: Found, row: GridRow, cells: Mapping[int, Cell], *, after_gap: bool) -> str:
    """Return what a row is that is none of the table's, "" for one that is.

    heading (again), sample, explanation, total, note, or numbered: it has nothing but the number of a row to come.
    """
    own = {at: cell for at, cell in cells.items() if at in found.columns and is_filled(cell)}
    if _is_sample(found, own):
        return "sample"
    if _is_heading(found, own):
        return "heading"
    if _is_explanation(found, row, own):
        return "explanation"
    uncached = {at for at in found.columns if (row.number, at) in found.sheet.uncached}
    if _is_total(found, row, own, uncached):
        return "total"
    return "" if uncached else _note(found, own, after_gap=after_gap)


def _is_sample(found: Found, own: Mapping[int, Cell]) -> bool:
    """Tell whether the cell that marks a sample does so; the same word elsewhere is part of what happened."""
    key = sample_key(found.table)
    marked = next((at for at, column in found.columns.items() if column.key == key), min(found.columns))
    cell = own.get(marked)
    return is_sample(cell) or (isinstance(cell, str) and _SAMPLE_ALONE.fullmatch(cell) is not None)


def _is_heading(found: Found, own: Mapping[int, Cell]) -> bool:
    same = sum(
        isinstance(cell, str) and len(cell) <= LONGEST and plain(cell) == plain(found.headings.get(at, ""))
        for at, cell in own.items()
    )
    return same >= 2 and same * 2 >= len(own)


def _is_explanation(found: Found, row: GridRow, own: Mapping[int, Cell]) -> bool:
    """Tell whether the row right below the headings says what to write, in brackets or as the book explains it."""
    if row.number > found.last + 2 or not all(isinstance(cell, str) for cell in own.values()):
        return False
    said = 0
    for at, cell in own.items():
        text = str(cell)
        explained = {plain(words) for words in found.columns[at].explain.values()}
        said += (text.startswith("(") and text.endswith(")")) or plain(text) in explained
    return said * 2 > len(own)


def _is_total(found: Found, row: GridRow, own: Mapping[int, Cell], uncached: set[int]) -> bool:
    """Tell whether a row lacks what a row needs, and is nothing but formulas or begins with a word for a total."""
    there = {*own, *uncached}
    if all(at in there for at, column in found.columns.items() if column.required):
        return False
    formulas = found.sheet.formulas
    if formulas and all((row.number, at) in formulas for at in there):
        return True
    near = range(min(found.headings) - 1, max(found.headings) + 1)
    first = next((cell for at, cell in sorted(row.cells.items()) if at in near and is_filled(cell)), None)
    match = _TOTAL.fullmatch(plain(first)) if isinstance(first, str) else None
    return match is not None and match["word"] in TOTALS


def _note(found: Found, own: Mapping[int, Cell], *, after_gap: bool) -> str:
    """Return note for words beside the table: a cell or two of text, and nothing that a row would begin with."""
    required = [at for at, column in found.columns.items() if column.required]
    whole = all(at in own and _may_be(found, at, own[at]) for at in required)
    if len(own) > (2 if len(required) > 1 else 1) or (len(required) > 1 and whole):
        return ""
    identity = next((at for at, column in found.columns.items() if column.key == found.table.identity), 0)
    if identity in own and not _is_wordy(own[identity]):
        return "numbered" if len(own) == 1 and not whole else ""
    if any(not isinstance(cell, str) or _tells_day(found, at, cell) for at, cell in own.items()):
        return ""
    alone = len(own) == 1 and len(required) > 1 and _is_wordy(next(iter(own.values())))
    return "note" if after_gap or alone else ""


def _may_be(found: Found, at: int, cell: Cell) -> bool:
    """Tell whether a cell is what its column asks for, as far as days go."""
    return found.columns[at].type not in _DAYS or _tells_day(found, at, cell)


def _tells_day(found: Found, at: int, cell: Cell) -> bool:
    """Tell whether a cell holds the day, year or period that its column asks for."""
    read = _DAYS.get(found.columns[at].type)
    try:
        return read is not None and read(cell) is not None
    except (days.NoDay, OverflowError):
        return False


def _is_wordy(cell: Cell) -> bool:
    text = str(cell)
    words = len(text.split())
    told = words >= _NOTE_WORDS or (words > 1 and not any(map(str.isdigit, text)))
    return told or len(text) > _CODE or text.endswith(":")
