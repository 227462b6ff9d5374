"""Make the tables of a report for Word: close-set, as wide as the sheet, states on their ground with sign and word."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from qms.documents.oxml import el, paragraph, ppr, rpr, text_run
from qms.documents.styles import data_size
from qms.documents.tables import text_width
from qms.model.reports import Linked, Mark
from qms.reports.report_tones import cell_text, tone_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qms.documents.oxml import Element
    from qms.documents.skins import Skin
    from qms.model.reports import Cell, Column, Row, Table

_SIZE = 8.0
_SERIF = 0.92  # how much narrower letters with serifs are than those that widths are estimated by
_SAMPLE = 60  # rows that widths are measured by, spread over the table
_LONGEST = 400  # letters of a cell that are measured: one long text must not take the width of the others
_BOLD = 1.1  # how much wider bold letters are
_AIR = 160  # both margins of a cell and a little more, in twips
_LOW = 14  # rows of a table that stays on one page
_BREAK = re.compile(r"[ /]+")
_PATH = re.compile(r"[-_/ ]+")


def report_table(table: Table, skin: Skin, links: Callable[[str], str]) -> Element:
    """Return a table; `links` gives the relationship of an address."""
    columns = [column for column in table.columns if column.only != "sheet"]
    rows = [_Shown(row, table.columns) for row in table.rows]
    size = min(_SIZE, data_size(skin))
    measured = size * (_SERIF if "Times" in skin.type.body_font else 1)
    widths = _widths(columns, [r.cells for r in rows if not r.row.group], skin.page.width, measured)
    made = [_head(columns, widths, size)]
    for place, shown in enumerate(rows, start=1):
        keep = place < len(rows) <= _LOW
        if shown.row.group:
            made.append(_group(shown.row, widths))
        else:
            made.append(_row(shown, columns, widths, size, links, keep=keep))
    look = el(
        "tblPr",
        el("tblStyle", val="DataTable"),
        el("tblW", w=sum(widths), type="dxa"),
        el("tblBorders", el("insideH", val="single", sz=4, space=0, color=skin.colours.rule)),
        el("tblLayout", type="fixed"),
        el("tblLook", val="0020", firstRow=1, noVBand=1),
    )
    return el("tbl", look, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *made)


class _Shown:
    """Hold a row with the cells that stand in print."""

    def __init__(self, row: Row, columns: Sequence[Column]) -> None:
        self.row = row
        pairs = zip(columns, row.cells, strict=True) if row.cells else ()
        self.cells = [cell for column, cell in pairs if column.only != "sheet"]


def _widths(columns: Sequence[Column], rows: Sequence[list[Cell]], total: int, size: float) -> list[int]:
    """Return column widths in twips, measured by a sample of rows; a low table is no wider than it needs to be.

    Each column holds its longest word; what is left goes to those with the longest texts, up to what they are made for.
    """
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    least, full = [], []
    for place, column in enumerate(columns):
        texts = [_measurable(row[place]) for row in sample]
        head = text_width(column.title, size * _BOLD)
        bold = _BOLD if column.kind == "mark" else 1
        words = [text_width(word, size * bold) for text in texts for word in _BREAK.split(text)]
        words += [text_width(word, size * _BOLD) for word in column.title.split()]
        longest = max([head, *(text_width(text, size * bold) for text in texts)])
        made_for = text_width("n" * column.width, size)
        least.append(min(max(words), total // 3) + _AIR)
        full.append(max(least[-1], min(longest, made_for) + _AIR))
    room = total - sum(least)
    if room <= 0:
        return [width * total // sum(least) for width in least]
    asked = [wide - narrow for wide, narrow in zip(full, least, strict=True)]
    share = min(1.0, room / (sum(asked) or 1))
    return [narrow + int(more * share) for narrow, more in zip(least, asked, strict=True)]


def _measurable(cell: Cell) -> str:
    """Return what a cell asks room for: its longest line; a path may be broken between its parts."""
    if isinstance(cell, date):
        return "0" * 10  # a day stays on one line
    text = max(_text(cell).split("\n"), key=len)[:_LONGEST]
    return _PATH.sub(" ", text) if isinstance(cell, Linked) else text


def _text(cell: Cell) -> str:
    """Return the text of a cell; a sign stays on one line with its word."""
    text = cell_text(cell)
    return text.replace(" ", "\u00a0", 1) if isinstance(cell, Mark) else text


def _head(columns: Sequence[Column], widths: Sequence[int], size: float) -> Element:
    cells = []
    for column, width in zip(columns, widths, strict=True):
        runs = text_run(column.title, rpr(bold=True, size=size))
        look = ppr(keep_next=True, align="right" if column.kind == "number" else "")
        cells.append(
            el(
                "tc",
                el("tcPr", el("tcW", w=width, type="dxa")),
                paragraph("DataHead", *runs, properties=look),
            )
        )
    return el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *cells)


def _group(row: Row, widths: Sequence[int]) -> Element:
    """Make the heading over the rows that follow it, on one page with the first of them."""
    look = el(
        "tcPr",
        el("tcW", w=sum(widths), type="dxa"),
        el("gridSpan", val=len(widths)) if len(widths) > 1 else None,
    )
    text = paragraph("DataPart", *text_run(row.group), properties=ppr(keep_next=True))
    return el("tr", el("trPr", el("cantSplit")), el("tc", look, text))


def _row(
    shown: _Shown,
    columns: Sequence[Column],
    widths: Sequence[int],
    size: float,
    links: Callable[[str], str],
    *,
    keep: bool,
) -> Element:
    cells = []
    for column, width, cell in zip(columns, widths, shown.cells, strict=True):
        look = el("tcPr", el("tcW", w=width, type="dxa"))
        if isinstance(cell, Mark) and tone_of(cell.token) != tone_of(""):
            look.append(el("shd", val="clear", color="auto", fill=tone_of(cell.token)[0].lstrip("#")))
        cells.append(el("tc", look, *_paragraphs(cell, column, size, links, keep=keep)))
    return el("tr", el("trPr", el("cantSplit")), *cells)


def _paragraphs(
    cell: Cell, column: Column, size: float, links: Callable[[str], str], *, keep: bool
) -> Iterator[Element]:
    align = "right" if column.kind == "number" else ""
    for line in _text(cell).split("\n"):
        runs = _runs(cell, line, size, links)
        yield paragraph("DataText", *runs, properties=ppr(keep_next=keep, align=align))


def _runs(cell: Cell, text: str, size: float, links: Callable[[str], str]) -> list[Element]:
    if isinstance(cell, Mark):
        return text_run(text, rpr(bold=True, colour=tone_of(cell.token)[1].lstrip("#"), size=size))
    if isinstance(cell, Linked) and cell.address:
        link = el("hyperlink", *text_run(text, rpr(colour="12506B", size=size)))
        link.set(qn("r:id"), links(cell.address))
        return [link]
    return text_run(text, rpr(size=size))
