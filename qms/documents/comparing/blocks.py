"""Read a Word file as blocks: paragraphs and tables with their place, the same for Word and LibreOffice."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from qms.documents.comparing.stylebook import Styles
from qms.documents.comparing.visible import is_on, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qms.documents.comparing.visible import Words
    from qms.documents.oxml import Element

PARTS = (
    ("header", "header"),
    ("header", "first_page_header"),
    ("header", "even_page_header"),
    ("footer", "footer"),
    ("footer", "first_page_footer"),
    ("footer", "even_page_footer"),
)
ADAPTED = frozenset({"to adapt", "to adapt point"})
ADAPT_LABEL, DRAFT_MARK, SPACER = "to adapt label", "draft mark", "spacer"
_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_WRAPPERS = {qn(f"w:{name}") for name in ("sdtContent", "customXml", "ins", "moveTo")}
# Tables of contents are made by the word processor from the headings.
_DERIVED = re.compile(r"(toc|contents|index) (\d|heading)|toc heading")


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """Hold a cell: its blocks, what it is compared by and what it says; `label` names row and column."""

    element: Element
    blocks: tuple[Block, ...]
    label: tuple[str, ...]
    key: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """Hold a row of a table."""

    element: Element
    cells: tuple[Cell, ...]
    key: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Hold a paragraph or a table: what it is compared by, what it says and where it stands.

    `path` holds the headings above it and in a table the labels of row and column. `level` is that of a heading,
    0 for other blocks. `tail` holds the empty paragraphs below it. `style` is a name in small letters.
    """

    element: Element
    key: str
    text: str
    path: tuple[str, ...]
    style: str = ""
    level: int = 0
    words: Words | None = None
    rows: tuple[Row, ...] = ()
    tail: tuple[Element, ...] = ()

    @property
    def is_table(self) -> bool:
        """Tell whether it is a table."""
        return self.words is None

    @property
    def last(self) -> Element:
        """Return the element that it ends with, its empty paragraphs counted."""
        return self.tail[-1] if self.tail else self.element


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """Hold a text of its own: the body, a header or a footer; `place` is the section's number and the part."""

    kind: str
    place: tuple[int, str]
    root: Element
    blocks: tuple[Block, ...]
    part: Any


class WordFile:
    """Read a Word file into stories of blocks; `document` is its python-docx document.

    Raises zipfile.BadZipFile, KeyError, ValueError or lxml.etree.XMLSyntaxError when the bytes are no Word file.
    """

    def __init__(self, data: bytes) -> None:
        self.document: Any = Document(io.BytesIO(data))
        self.styles = Styles.of(self.document)
        self.stories = list(self._read())

    @property
    def body(self) -> Story:
        """Return the story of the body."""
        return self.stories[0]

    def _read(self) -> Iterator[Story]:
        body = self.document.element.body
        yield Story("body", (0, "body"), body, _read_blocks(body, self.styles), self.document.part)
        for number, section in enumerate(self.document.sections):
            for kind, name in PARTS:
                part = getattr(section, name)
                if not part.is_linked_to_previous:
                    root = part._element
                    yield Story(kind, (number, name), root, _read_blocks(root, self.styles), part.part)


def paragraphs(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the paragraphs among blocks and in the cells of their tables."""
    for block in blocks:
        if not block.is_table:
            yield block
        for row in block.rows:
            for cell in row.cells:
                yield from paragraphs(cell.blocks)


def heading_of(blocks: Sequence[Block], number: int) -> int:
    """Return which block is the heading that a block stands under, -1 for none."""
    level = blocks[number].level or 10
    return next((place for place in range(number - 1, -1, -1) if 0 < blocks[place].level < level), -1)


def unit_of(block: Block, *, cell: bool) -> str:
    """Return what a block is called in a report: table, cell, heading or paragraph."""
    if block.is_table:
        return "table"
    return "cell" if cell else "heading" if block.level else "paragraph"


def _children(node: Element, wanted: set[str]) -> Iterator[Element]:
    """Return elements below a node, through content controls and the like."""
    for child in node:
        if child.tag in wanted:
            yield child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            yield from _children(content, wanted) if content is not None else ()
        elif child.tag in _WRAPPERS:
            yield from _children(child, wanted)


def _read_blocks(root: Element, styles: Styles, *, cell: bool = False) -> tuple[Block, ...]:
    found: list[Block] = []
    tails: list[list[Element]] = []
    empty: list[Block] = []
    path: tuple[str, ...] = ()
    for element in _children(root, {_P, _TBL}):
        if element.tag == _TBL:
            block = _read_table(element, styles)
            block = _under(block, path)
        else:
            block = _read_paragraph(element, styles, path)
            if _DERIVED.fullmatch(block.style):
                continue
            if not block.key:
                empty.append(block)
                if tails:
                    tails[-1].append(element)
                continue
            if block.level or (cell and block.style == "field label"):
                path = (*path[: max(block.level, 1) - 1], block.text)
        found.append(block)
        tails.append([])
    if cell and not found:
        return tuple(empty[:1])
    return tuple(replace(b, tail=tuple(tail)) if tail else b for b, tail in zip(found, tails, strict=True))


def _read_paragraph(element: Element, styles: Styles, path: tuple[str, ...]) -> Block:
    ident = styles.of_paragraph(element)
    words = read_words(element, styles.looks)
    name = styles.names.get(ident, ident.lower())
    level = styles.levels.get(ident, 0) if words.text else 0
    key = words.key
    if not key and styles.number_of(element):
        key = f"#{name}"  # an empty paragraph that shows a number, such as that of an annex
    return Block(element, key, words.text, path[: level - 1] if level else path, name, level, words)


def _read_table(table: Element, styles: Styles) -> Block:
    lines = [row for row in _children(table, {_TR}) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
    read = [[_read_cell(cell, styles) for cell in _children(row, {_TC})] for row in lines]
    heads = [cell.text for cell in read[0]] if read and _is_head(lines[0]) else []
    rows = [
        _row(element, _labelled(cells, heads if number else []))
        for number, (element, cells) in enumerate(zip(lines, read, strict=True))
    ]
    key = "".join(f"\x1d{row.key}" for row in rows) or "\x1d"
    return Block(table, key, "\n".join(row.text for row in rows), (), rows=tuple(rows))


def _read_cell(element: Element, styles: Styles) -> Cell:
    blocks = _read_blocks(element, styles, cell=True)
    return Cell(element, blocks, (), "\n".join(b.key for b in blocks), "\n".join(b.text for b in blocks))


def _row(element: Element, cells: Sequence[Cell]) -> Row:
    return Row(
        element, tuple(cells), "\x1e".join(c.key for c in cells), " | ".join(c.text for c in cells if c.text)
    )


def _is_head(row: Element) -> bool:
    mark = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
    return mark is not None and is_on(mark)


def _labelled(cells: Sequence[Cell], heads: Sequence[str]) -> list[Cell]:
    """Name each cell below a head by the first cell of its row and the head of its column."""
    if len(heads) != len(cells):
        return list(cells)
    made = []
    for number, (cell, head) in enumerate(zip(cells, heads, strict=True)):
        label = tuple(text for text in (cells[0].text if number else "", head) if text)
        made.append(replace(cell, blocks=tuple(_under(block, label) for block in cell.blocks), label=label))
    return made


def _under(block: Block, above: tuple[str, ...]) -> Block:
    """Return a block, and what stands in it, with labels put before its path."""
    if not above:
        return block
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(
                    cell,
                    blocks=tuple(_under(inner, above) for inner in cell.blocks),
                    label=above + cell.label,
                )
                for cell in row.cells
            ),
        )
        for row in block.rows
    )
    return replace(block, path=above + block.path, rows=rows)
