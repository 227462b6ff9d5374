"""Make the Word files of surveys: paper, pictures, boxes to tick and lines to write on, in the look of a skin."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm

from qms.documents import numbering, styles
from qms.documents.compile import settle
from qms.documents.oxml import Element, el, field, line_borders, paragraph, ppr, say, text_run
from qms.documents.package import tidy_zip
from qms.documents.pictures import picture_path
from qms.documents.tables import cell, row
from qms.results.surveys import picture_alt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.skins import Skin

TWIPS = 567  # a centimetre


class Paper:
    """Hold a Word file in the making: what is added stands below what was added before."""

    def __init__(
        self, skin: Skin, language: str, *, title: str, organisation: str, charts: bool = False
    ) -> None:
        self.skin = skin
        self.language = language
        self.title = title
        self.organisation = organisation
        self.document: Any = Document()
        styles.write_styles(self.document, skin, language, pictures=charts)
        self._page()
        self.body = self.document.element.body
        for child in list(self.body)[:-1]:
            self.body.remove(child)

    @property
    def width(self) -> int:
        """Return the width between the margins in twips."""
        return self.skin.page.width

    def add(self, *elements: Element) -> None:
        """Put elements below what is there."""
        for element in elements:
            self.body.insert(len(self.body) - 1, element)

    def picture(self, name: str, size: float) -> Element:
        """Return the run of a picture of the collection, `size` centimetres wide, with words for it."""
        return self._inline(
            str(picture_path(name)), name, picture_alt(name, self.language), Cm(size), Cm(size)
        )

    def drawing(self, png: bytes, name: str, alt: str) -> Element:
        """Return the run of a drawn picture as wide as the page, or as it is when it is narrower."""
        inline = self.document.part.new_pic_inline(io.BytesIO(png))
        room = round(self.width / TWIPS * 360_000)
        width, height = inline.extent.cx, inline.extent.cy
        if width > room:
            width, height = room, round(height * room / width)
        return self._inline(io.BytesIO(png), name, alt, width, height)

    def _inline(self, source: Any, name: str, alt: str, width: int, height: int) -> Element:
        inline = self.document.part.new_pic_inline(source, width, height)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        for look in (inline.docPr, *inline.iter(qn("pic:cNvPr"))):
            look.set("name", name)
            look.set("descr", alt)
        return el("r", el("drawing", inline))

    def _page(self) -> None:
        section, page = self.document.sections[0], self.skin.page
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(page.top), Cm(page.bottom)
        section.left_margin, section.right_margin = Cm(page.left), Cm(page.right)
        section.header_distance, section.footer_distance = Cm(page.header), Cm(page.footer)
        head = line_borders(self.skin.colours.rule, space=4)
        header = say("Header", f"{self.organisation}\t{self.title}", ppr(borders=head, after=8))
        _fill(section.header, header)
        label = self.skin.label("page", self.language)
        of = self.skin.label("page_of", self.language)
        number = [*text_run(f"\t{label} "), *field("PAGE"), *text_run(f" {of} "), *field("NUMPAGES")]
        _fill(section.footer, paragraph("Footer", *number))

    def bytes(self) -> bytes:
        """Return the finished file, the same bytes for the same content."""
        numbering.write_numbering(self.document, self.skin, self.language, 0)
        settle(self.document, styles.LOCALES[self.language])
        properties = self.document.core_properties
        properties.title, properties.author = self.title, self.organisation
        properties.language = styles.LOCALES[self.language]
        stream = io.BytesIO()
        self.document.save(stream)
        return tidy_zip(stream.getvalue())


def _fill(part: Any, *content: Element) -> None:
    part.is_linked_to_previous = False
    for child in list(part._element):
        part._element.remove(child)
    for item in content:
        part._element.append(item)


def table(widths: Sequence[int], rows: Sequence[Element], *, borders: Element | None = None) -> Element:
    """Make a table of fixed column widths without lines, or with `borders`; cells have little air."""
    properties = el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        borders,
        el("tblLayout", type="fixed"),
        el(
            "tblCellMar",
            el("top", w=40, type="dxa"),
            el("left", w=70, type="dxa"),
            el("bottom", w=40, type="dxa"),
            el("right", w=70, type="dxa"),
        ),
        el("tblLook", val="0000", firstRow=0, noVBand=1),
    )
    return el("tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *rows)


def shares(total: int, parts: Sequence[float]) -> list[int]:
    """Return widths in twips that add up to `total`."""
    widths = [int(total * part / sum(parts)) for part in parts]
    widths[-1] += total - sum(widths)
    return widths


def writing_rows(width: int, count: int, colour: str, *, height: int = 560, span: int = 1) -> list[Element]:
    """Make the rows of a table that are lines to write on, and stay together."""
    made = []
    for number in range(count):
        line = cell(width, say("TableText", "", ppr(keep_next=number < count - 1)), span=span)
        line.find(qn("w:tcPr")).append(
            el("tcBorders", el("bottom", val="single", sz=6, space=0, color=colour))
        )
        made.append(row(line, height=height))
    return made
