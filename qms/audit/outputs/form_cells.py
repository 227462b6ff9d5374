"""Read the cells of a Word form, and write lines into a cell or below a line of it."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from qms.audit.outputs.form_words import TICKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
# Lists and dates to choose from, and boxes and lists of the older form fields: none of them takes a text.
_CHOICES = (_BOX, *(qn(f"w:{name}") for name in ("dropDownList", "comboBox", "date", "checkBox", "ddList")))
_MARKS = re.compile(r"[\s_.…·–\-]*")


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold a cell with its text, its first column and how many it spans, and its width (0 where nobody says)."""

    element: Any
    text: str
    start: int
    span: int
    width: float

    @property
    def is_free(self) -> bool:
        """Tell whether nothing is written in the cell and nothing in it is to be ticked or chosen."""
        if TICKS.search(self.text) or any(self.element.find(f".//{tag}") is not None for tag in _CHOICES):
            return False
        merged = self.element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merged is not None and merged.get(qn("w:val")) != "restart":
            return False
        if self.element.find(f".//{qn('w:drawing')}") is not None:
            return False
        return is_blank(self.text) or placeholder(self.element) is not None


def is_blank(text: str) -> bool:
    """Tell whether a text is nothing but the dots or lines that ask for one."""
    return _MARKS.fullmatch(text) is not None


def rows_of(table: Any) -> list[list[Cell]]:
    """Return the cells of a table row by row, those of tables within it left out."""
    grid = [
        _number(column.get(qn("w:w"))) for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    ]
    return [_cells(row, grid) for row in table.iter(qn("w:tr")) if _around(row, qn("w:tbl")) is table]


def _cells(row: Any, grid: list[float]) -> list[Cell]:
    found: list[Cell] = []
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    start = int(_number(before.get(qn("w:val")))) if before is not None else 0
    for cell in row.iter(qn("w:tc")):
        if _around(cell, qn("w:tr"), qn("w:tc")) is not row:
            continue
        look = cell.find(qn("w:tcPr"))
        spans = look.find(qn("w:gridSpan")) if look is not None else None
        span = max(1, int(_number(spans.get(qn("w:val"))))) if spans is not None else 1
        size = look.find(qn("w:tcW")) if look is not None else None
        told = _number(size.get(qn("w:w"))) if size is not None else 0
        found.append(Cell(cell, text_of(cell), start, span, told or sum(grid[start : start + span])))
        start += span
    return found


def _around(node: Any, *tags: str) -> Any:
    """Return the nearest element of one of these tags around a node."""
    node = node.getparent()
    while node is not None and node.tag not in tags:
        node = node.getparent()
    return node


def _number(text: str | None) -> float:
    return float(text) if text and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) else 0


def text_of(element: Any) -> str:
    """Return the words of an element, a line for every paragraph."""
    lines = []
    for paragraph in element.iter(qn("w:p")):
        pieces = [
            (node.text or "") if node.tag == qn("w:t") else " "
            for node in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br"))
        ]
        lines.append("".join(pieces))
    return "\n".join(lines).strip()


def blocks_of(body: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a document in order, also those that stand in content controls."""
    for block in body:
        if block.tag == qn("w:sdt"):
            inside = block.find(qn("w:sdtContent"))
            yield from blocks_of(inside if inside is not None else ())
        elif block.tag in {qn("w:p"), qn("w:tbl")}:
            yield block


def placeholder(cell: Any) -> Any:
    """Return the content control of a cell that still shows its prompt, None where there is none."""
    for control in cell.iter(qn("w:sdt")):
        if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
            return control
    return None


def write(cell: Any, lines: Sequence[str]) -> None:
    """Write lines into a free cell in the look that its paragraph has, within its content control where it has one."""
    place = cell
    control = placeholder(cell)
    if control is not None:
        look = control.find(qn("w:sdtPr"))
        look.remove(look.find(qn("w:showingPlcHdr")))
        place = control.find(qn("w:sdtContent"))
    paragraph = place.find(qn("w:p"))
    if paragraph is None and control is not None and control.getparent().tag == qn("w:p"):
        # A control inside a line holds runs, not paragraphs: the lines are parted by breaks.
        for run in list(place):
            place.remove(run)
        place.append(_run(lines, None))
        return
    if paragraph is None:
        paragraph = next(iter(place.iter(qn("w:p"))), None)
    if paragraph is None:
        paragraph = OxmlElement("w:p")
        place.append(paragraph)
    fill_line(paragraph, lines, keep_look=control is None)


def fill_line(paragraph: Any, lines: Sequence[str], *, keep_look: bool = True) -> None:
    """Write lines into a paragraph that holds nothing worth keeping, each further one into a paragraph after it."""
    look = None
    for child in list(paragraph):
        if child.tag != qn("w:pPr"):
            if child.tag == qn("w:r") and keep_look:
                look = child.find(qn("w:rPr"))
            paragraph.remove(child)
    before = paragraph
    for number, line in enumerate(lines):
        target = paragraph if number == 0 else OxmlElement("w:p")
        if number:
            properties = paragraph.find(qn("w:pPr"))
            if properties is not None:
                target.append(_plain(properties))
            before.addnext(target)
        target.append(_run([line], look))
        before = target


def add_below(label: Any, lines: Sequence[str]) -> None:
    """Write lines into new paragraphs below a label, in its look where that is no heading's."""
    target = OxmlElement("w:p")
    properties = label.find(qn("w:pPr"))
    if properties is not None and properties.find(qn("w:pStyle")) is None:
        target.append(_plain(properties))
    label.addnext(target)
    fill_line(target, lines)


def _plain(properties: Any) -> Any:
    """Return a copy of a paragraph's look without the section that ends with it and without its number."""
    made = copy.deepcopy(properties)
    for name in ("w:sectPr", "w:numPr"):
        for found in made.findall(qn(name)):
            made.remove(found)
    return made


def _run(lines: Sequence[str], look: Any) -> Any:
    run = OxmlElement("w:r")
    if look is not None:
        run.append(copy.deepcopy(look))
    for number, line in enumerate(lines):
        if number:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(text)
    return run
