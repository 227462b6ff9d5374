"""Fit the tables of a finished document to what they really say: column widths and rows held together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from qms.documents.oxml import Element, el
from qms.documents.tables import SHORT, column_widths

if TYPE_CHECKING:
    from collections.abc import Sequence

# A table with more columns to fill in by hand than this is laid out by us, such as the list of signatures.
_BLANKS = 1


def refit_tables(body: Any, size: float) -> None:
    """Share the width of each table anew among its columns, set in `size` points, and hold its rows together.

    Templates are laid out by samples; only now the longest words and the number of rows are known.
    """
    for table in body.findall(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        if not _is_plain(rows):
            continue
        columns = [list(texts) for texts in zip(*(_texts(row) for row in rows), strict=True)]
        blank = [index for index, texts in enumerate(columns) if len(rows) > 1 and not any(texts[1:])]
        if len(blank) <= _BLANKS:
            _set_widths(table, rows, column_widths(columns, _total(table), blank, size))
            _hold_together(rows[1:], whole=bool(blank))


def _is_plain(rows: Sequence[Element]) -> bool:
    """Tell whether a table has a head and the same columns in each row."""
    if not rows or rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
        return False
    spans = any(
        cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") is not None for row in rows for cell in _cells(row)
    )
    return not spans and len({len(_cells(row)) for row in rows}) == 1


def _cells(row: Element) -> list[Element]:
    return list(row.findall(qn("w:tc")))


def _texts(row: Element) -> list[str]:
    return ["".join(text.text or "" for text in cell.iter(qn("w:t"))).strip() for cell in _cells(row)]


def _total(table: Element) -> int:
    return sum(int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid")))


def _set_widths(table: Element, rows: Sequence[Element], widths: Sequence[int]) -> None:
    for column, width in zip(table.find(qn("w:tblGrid")), widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in rows:
        for cell, width in zip(_cells(row), widths, strict=True):
            cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").set(qn("w:w"), str(width))


def _hold_together(rows: Sequence[Element], *, whole: bool) -> None:
    """Keep a short table (or `whole`) on one page, and of a long one no single row at either end."""
    last = len(rows) - 1
    for index, row in enumerate(rows):
        held = index < last and (whole or len(rows) <= SHORT or index in {0, last - 1})
        for look in row.iter(qn("w:pPr")):
            old = look.find(qn("w:keepNext"))
            if old is not None and not held:
                look.remove(old)
            elif old is None and held:
                look.insert(1 if look.find(qn("w:pStyle")) is not None else 0, el("keepNext"))
