"""Set the pictures of easy-read texts beside the sentences that they belong to, with words for who cannot see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from docx.shared import Cm

from qms.documents.oxml import Element, el, paragraph, ppr, runs
from qms.documents.tables import cell, row
from qms.resources import data_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qms.documents.markup import Item, Paragraph, Picture

SIZE = 2.3  # centimetres
COLUMN = round((SIZE + 0.7) * 567)


def picture_path(name: str) -> Path:
    """Return the file of a picture by its name; whether it exists is not checked."""
    return data_path("templates", "pictures", f"{name}.png")


def picture_names() -> list[str]:
    """List the names of the pictures there are."""
    return sorted(path.stem for path in data_path("templates", "pictures").glob("*.png"))


def pictured(document: Any, picture: Picture, sentences: Sequence[Paragraph | Item], width: int) -> Element:
    """Make the row of a picture and its sentences in a table without lines; `document` is python-docx's."""
    # A picture that does not exist is for lint to name; the words come out all the same.
    there = picture_path(picture.name).is_file()
    drawing = [el("r", _drawing(document, picture))] if there else []
    drawn = paragraph("BodyText", *drawing, properties=ppr(after=0))
    said = [sentence(block) for block in sentences] or [paragraph("BodyText")]
    # The row is parted from the next by a spacer; the last sentence must not add its own distance.
    said[-1].find(qn("w:pPr")).append(el("spacing", after=0))
    properties = el(
        "tblPr",
        el("tblW", w=width, type="dxa"),
        el("tblLayout", type="fixed"),
        el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=0, type="dxa")),
        el("tblLook", val="0000", firstRow=0, noVBand=1),
    )
    widths = (COLUMN, width - COLUMN)
    columns = el("tblGrid", *(el("gridCol", w=part) for part in widths))
    return el("tbl", properties, columns, row(cell(widths[0], drawn), cell(widths[1], *said, middle=True)))


def sentence(block: Paragraph | Item) -> Element:
    """Make the paragraph of one sentence."""
    return paragraph("BodyText", *runs(block.runs))


def _drawing(document: Any, picture: Picture) -> Element:
    inline = document.part.new_pic_inline(str(picture_path(picture.name)), Cm(SIZE), Cm(SIZE))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    for look in (inline.docPr, *inline.iter(qn("pic:cNvPr"))):
        look.set("name", picture.name)
        look.set("descr", picture.alt)
    return el("drawing", inline)
