"""Fit the tables of a finished document to what they really say: column widths and rows held together."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from qms.documents.datatable import STYLE as DATA
from qms.documents.oxml import Element, el, paragraph_style
from qms.documents.tables import PADDING, SHORT, column_widths, least_widths, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

# A table with more columns to fill in by hand than this is laid out by us, such as the list of signatures.
_BLANKS = 1
_LOW = 13  # lines of a table that is kept on one page
_WRAP = 1.1  # what the ragged ends of lines add to a text


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
            total = _total(table)
            fitting = _fitting_size(columns, total, size)
            widths = column_widths(columns, total, blank, fitting)
            _set_widths(table, rows, widths)
            if fitting < size:
                _set_size(table, fitting)
            low = len(rows) <= SHORT + 1 and _lines(columns, widths, fitting) <= _LOW
            _hold_together(rows[1:], whole=low or bool(blank), tail=_ends_part(table))


def _fitting_size(columns: Sequence[Sequence[str]], total: int, size: float) -> float:
    """Return the type size, at most two points smaller, in which no word of a wide table has to be broken."""
    fitting = size
    while fitting > size - 2 and sum(least_widths(columns, total, fitting)) > total:
        fitting -= 0.5
    return fitting


def _set_size(table: Element, size: float) -> None:
    """Set all words of a table in one type size, in points."""
    for run in table.iter(qn("w:r")):
        look = run.find(qn("w:rPr"))
        if look is None:
            look = el("rPr")
            run.insert(0, look)
        for tag in ("sz", "szCs"):
            look.append(el(tag, val=round(size * 2)))


def _lines(columns: Sequence[Sequence[str]], widths: Sequence[int], size: float) -> int:
    """Estimate how many lines of text the table is high."""
    needs = [
        [ceil(text_width(text, size) * _WRAP / (width - PADDING)) for text in texts]
        for texts, width in zip(columns, widths, strict=True)
    ]
    return sum(max(1, *needed) for needed in zip(*needs, strict=True))


def _is_plain(rows: Sequence[Element]) -> bool:
    """Tell whether a table has a head and the same columns in each row, and is not laid out already."""
    if not rows or rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
        return False
    spans = any(
        cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") is not None for row in rows for cell in _cells(row)
    )
    return not spans and len({len(_cells(row)) for row in rows}) == 1 and _style(rows[0].getparent()) != DATA


def _style(table: Element) -> str:
    style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


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


def _ends_part(table: Element) -> bool:
    """Tell whether only the paragraph that Word wants below a table stands between it and a page's end."""
    spacer = table.getnext()
    after = spacer.getnext() if spacer is not None else None
    return after is None or after.tag == qn("w:sectPr") or paragraph_style(after) == "AnnexNumber"


def _hold_together(rows: Sequence[Element], *, whole: bool, tail: bool) -> None:
    """Keep the rows of a `whole` table on one page, and of another no single row at either end.

    With a `tail` the last row also keeps with the paragraph below, which else might begin an empty page.
    """
    last = len(rows) - 1
    for index, row in enumerate(rows):
        held = (whole or index in {0, last - 1, last}) and (tail or index < last)
        for look in row.iter(qn("w:pPr")):
            old = look.find(qn("w:keepNext"))
            if old is not None and not held:
                look.remove(old)
            elif old is None and held:
                look.insert(1 if look.find(qn("w:pStyle")) is not None else 0, el("keepNext"))
