"""Put tables of results where a template prints their names: close-set, as wide as the text, whole on a page if low.

Such a table has other columns in each report, and lines over all columns, which Markdown and docxtpl cannot say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from qms.documents.drawing import Placed, found_in
from qms.documents.oxml import Element, el, paragraph, ppr, rpr, text_run
from qms.documents.styles import data_size, write_data_styles
from qms.documents.tables import column_widths, spacer, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.documents.skins import Skin

STYLE = "DataTable"
_AIR = 220  # both margins of a cell and a little more, in twips
_NARROW = 0.24  # a column that asks for no more of the width has its texts on one line
_BOLD = 1.1
_SERIF = 0.9  # how much narrower letters with serifs are than those that widths are estimated by
_STYLES = {"part": "DataPart", "title": "DataTitle", "note": "DataNote"}
_LOW = 12  # lines that stay on one page: the whole table, or its beginning
_GROUP = 9  # lines of one measure that stay together


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a stretch of text in a cell; `quiet` text is grey."""

    text: str
    bold: bool = False
    quiet: bool = False


Cell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line of a table: its cells, or one cell over all columns. A line end in a text begins a paragraph.

    A `part` begins a part of the table and looks like a head, a `title` names what the `under` lines are about, and a
    `note` stands below the table.
    """

    cells: tuple[Cell, ...]
    kind: str = "row"


@dataclass(frozen=True, slots=True)
class DataTable(Placed):
    """Hold a table: its head, its lines, by column how texts are set (l, c or r), and shares of the width if given."""

    head: tuple[str, ...]
    lines: tuple[Line, ...]
    align: str = ""
    small: bool = False
    shares: tuple[float, ...] = ()

    def texts(self) -> list[list[str]]:
        """Return what each line says, cell by cell, the head first."""
        return [list(self.head), *(["".join(p.text for p in c) for c in line.cells] for line in self.lines)]


def place_tables(document: Any, values: Mapping[str, Any], skin: Skin) -> None:
    """Put the tables of `values` into a python-docx document where their names were printed."""
    known = {one.token: one for one in found_in(values, DataTable)}
    texts = [text for text in document.element.body.iter(qn("w:t")) if (text.text or "").strip() in known]
    if not texts:
        return
    write_data_styles(document, skin)
    section = document.sections[0]
    room = round((section.page_width - section.left_margin - section.right_margin) / 635)
    for text in texts:
        table = known[text.text.strip()]
        place = next(one for one in text.iterancestors(qn("w:p")))
        place.addprevious(_table(table, room, skin))
        place.addprevious(spacer(3))
        place.getparent().remove(place)


def _table(table: DataTable, total: int, skin: Skin) -> Element:
    size = data_size(skin) - (0.5 if table.small else 0)
    widths = _widths(table, total, size * (_SERIF if "Times" in skin.type.body_font else 1))
    rows = [_head(table, widths)]
    held = _held(table.lines)
    rows += [
        _row(line, widths, table.align, keep=keep, size=size if table.small else 0, colour=skin.colours.rule)
        for line, keep in zip(table.lines, held, strict=True)
    ]
    look = el(
        "tblPr",
        el("tblStyle", val=STYLE),
        el("tblW", w=sum(widths), type="dxa"),
        el("tblLayout", type="fixed"),
        el("tblLook", val="0020", firstRow=1, noVBand=1),
    )
    return el("tbl", look, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *rows)


def _widths(table: DataTable, total: int, size: float) -> list[int]:
    """Return column widths: columns of short texts as wide as these, the others share what is left."""
    if table.shares:
        widths = [int(total * share) for share in table.shares]
        return [*widths[:-1], total - sum(widths[:-1])]
    lines = [line.cells for line in table.lines if len(line.cells) == len(table.head)]
    columns = [[cell[place] for cell in lines] for place in range(len(table.head))]
    asked = [
        max([_width(cell, size) for cell in cells] + [text_width(_word(head), size * _BOLD)]) + _AIR
        for head, cells in zip(table.head, columns, strict=True)
    ]
    narrow = {place for place, width in enumerate(asked) if place and width <= total * _NARROW}
    rest = total - sum(asked[place] for place in narrow)
    wide = [place for place in range(len(asked)) if place not in narrow]
    texts = [["".join(piece.text for piece in cell) for cell in cells] for cells in columns]
    if rest < total * 0.2 * len(wide):
        return column_widths(texts, total, (), size)
    shared = column_widths([texts[place] for place in wide], rest, (), size)
    shares = dict(zip(wide, shared, strict=True))
    return [shares.get(place, width) for place, width in enumerate(asked)]


def _width(cell: Cell, size: float) -> int:
    return sum(text_width(piece.text, size * (_BOLD if piece.bold else 1)) for piece in cell)


def _word(text: str) -> str:
    """Return the longest word of a head: a head may stand on several lines."""
    return max(text.split() or [""], key=len)


def _held(lines: Sequence[Line]) -> list[bool]:
    """Tell for each line whether it stays with the next: low tables, beginnings, and the lines of one measure do."""
    count = len(lines)
    held = [count <= _LOW + 2 or place < _LOW - 4 for place in range(count)]
    begin = 0
    for place in range(1, count + 1):
        if place == count or lines[place].kind != "under":
            if place - begin <= _GROUP:
                held[begin : place - 1] = [True] * (place - 1 - begin)
            held[begin] = held[begin] or lines[begin].kind in {"title", "part"}
            held[place - 1] = held[place - 1] or (place < count and lines[place].kind == "note")
            begin = place
    return [keep and place < count - 1 for place, keep in enumerate(held)]


def _head(table: DataTable, widths: Sequence[int]) -> Element:
    cells = (
        _cell(width, (Piece(text),), "DataHead", align=_align(table.align, place))
        for place, (width, text) in enumerate(zip(widths, table.head, strict=True))
    )
    return el("tr", el("trPr", el("cantSplit"), el("tblHeader")), *cells)


def _row(line: Line, widths: Sequence[int], align: str, *, keep: bool, size: float, colour: str) -> Element:
    cells: list[Element] = []
    if len(line.cells) == 1 < len(widths):
        style = _STYLES[line.kind]
        cells = [_cell(sum(widths), line.cells[0], style, span=len(widths), keep=keep, size=size)]
        if line.kind == "note":
            rule = el("top", val="single", sz=4, space=0, color=colour)
            cells[0].find(qn("w:tcPr")).append(el("tcBorders", rule, el("bottom", val="nil")))
    else:
        for place, (width, content) in enumerate(zip(widths, line.cells, strict=True)):
            under = line.kind == "under" and place == 0
            cells.append(
                _cell(
                    width,
                    content,
                    "DataText",
                    align=_align(align, place),
                    keep=keep,
                    indent=140 if under else 0,
                    before=2 if line.kind == "only" else 0,
                    size=size,
                )
            )
    return el("tr", el("trPr", el("cantSplit")), *cells)


def _align(align: str, place: int) -> str:
    letter = align[place : place + 1]
    return {"r": "right", "c": "center"}.get(letter, "")


def _cell(
    width: int,
    content: Cell,
    style: str,
    *,
    span: int = 1,
    align: str = "",
    keep: bool = False,
    indent: int = 0,
    before: float = 0,
    size: float = 0,
) -> Element:
    look = el("tcPr", el("tcW", w=width, type="dxa"), el("gridSpan", val=span) if span > 1 else None)
    made = []
    for part in _paragraphs(content):
        properties = ppr(keep_next=keep, before=before or None, left=indent or None, align=align)
        runs = [run for piece in part for run in _run(piece, size)]
        made.append(paragraph(style, *runs, properties=properties))
    return el("tc", look, *made)


def _run(piece: Piece, size: float) -> list[Element]:
    looks = rpr(bold=True if piece.bold else None, size=size) if piece.bold or size else None
    if piece.quiet:
        looks = looks if looks is not None else el("rPr")
        looks.insert(0, el("rStyle", val="DataQuiet"))
    return text_run(piece.text, looks)


def _paragraphs(content: Cell) -> list[list[Piece]]:
    """Part the pieces of a cell at line ends."""
    made: list[list[Piece]] = [[]]
    for piece in content:
        first, *others = piece.text.split("\n")
        made[-1].append(Piece(first, piece.bold, piece.quiet))
        made += [[Piece(text, piece.bold, piece.quiet)] for text in others]
    return made
