"""Read spreadsheets in the XML of Excel 2003, which banks and reports of other systems still name `.xls`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.archive import local, moment, parsed, value
from indexer.extract.model import Content, Unit
from indexer.extract.pptx import ASIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = f"sheetxml 1 lxml {etree.__version__}"
_FURTHEST = 1_000  # empty cells that are laid out


def read(data: bytes) -> Content:
    """Return the text of a workbook. Raises ReadProblem."""
    root = parsed(data)
    units: list[Unit] = []
    for number, sheet in enumerate((each for each in root if local(each) == "Worksheet"), 1):
        comments = [" ".join(_words(each).split()) for each in sheet.iter() if local(each) == "Comment"]
        lines = [line for line in _rows(sheet) if line]
        if comments:
            lines += [ASIDE, *comments]
        if lines:
            units.append(Unit("sheet", number, value(sheet, "Name"), "\n".join(lines)))
    told = {
        local(each): each.text or ""
        for each in root.iter()
        if local(each.getparent()) == "DocumentProperties"
    }
    return Content(
        units=tuple(units),
        title=told.get("Title", ""),
        author=told.get("Author", ""),
        created=moment(told.get("Created")),
        modified=moment(told.get("LastSaved")),
    )


def _rows(sheet: etree._Element) -> Iterator[str]:
    for row in (each for each in sheet.iter() if local(each) == "Row"):
        cells: list[str] = []
        for cell in (each for each in row if local(each) == "Cell"):
            place = value(cell, "Index")  # given after empty cells
            if place.isdecimal():
                cells += [""] * max(0, min(int(place) - 1, _FURTHEST) - len(cells))
            cells.append(_cell(cell))
        yield "\t".join(cells).rstrip("\t")


def _cell(cell: etree._Element) -> str:
    for each in cell:
        if local(each) == "Data":
            text = " ".join(_words(each).split())
            return text.partition("T00:00:00")[0] if value(each, "Type") == "DateTime" else text
    return ""


def _words(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())
