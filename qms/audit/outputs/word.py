"""Write a report as a Word file in the look of the provider's documents: lying A4, headings of tables repeated."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm

from qms.audit.outputs.word_tables import report_table
from qms.documents.compile import settle
from qms.documents.numbering import write_numbering
from qms.documents.oxml import el, field, line_borders, paragraph, ppr, say, text_run
from qms.documents.package import tidy_zip
from qms.documents.skins import load_skin, skin_name
from qms.documents.styles import LOCALES, write_data_styles, write_styles
from qms.documents.tables import box, cell, grid, row, spacer
from qms.reports.map_picture import map_png, size_of
from qms.reports.report_text import fit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qms.documents.oxml import Element
    from qms.documents.skins import Skin
    from qms.model.reports import MapPicture, Part, Report

_PICTURE = 17.5  # centimetres of width of the picture, so that head and map stand on one page
_FACTS = 3  # facts of the head side by side


def word_of(report: Report) -> bytes:
    """Return a report as the bytes of a Word file; the same report gives the same bytes."""
    report = fit(report)
    skin = _lying(load_skin(skin_name(report.country, report.language)))
    document = Document()
    write_numbering(document, skin, report.language, 0)
    write_styles(document, skin, report.language, pictures=True)
    write_data_styles(document, skin)
    _page(document, report, skin)
    body = document.element.body
    for child in [node for node in body if node.tag != qn("w:sectPr")]:
        body.remove(child)
    for element in _content(document, report, skin):
        body.insert(len(body) - 1, element)
    settle(document, LOCALES[report.language])
    _properties(document, report)
    stream = io.BytesIO()
    document.save(stream)
    return tidy_zip(stream.getvalue())


def _lying(skin: Skin) -> Skin:
    """Return the look of a skin for wide tables: plain headings, set left, and close margins."""
    page = skin.page.model_copy(update={"top": 2.0, "right": 1.6, "bottom": 1.7, "left": 1.6})
    # Page.width speaks of A4 standing: a negative right margin gives it the width of the sheet that lies.
    page = page.model_copy(update={"right": 1.6 - 8.7})
    look = {"title": 20.0, "heading_1": 14.0, "justify": False, "after": 3.0, "size": 10.0, "line": 1.1}
    kind = skin.type.model_copy(update=look)
    return skin.model_copy(update={"page": page, "type": kind, "numbering": "plain", "layout": "compact"})


def _page(document: Any, report: Report, skin: Skin) -> None:
    """Set the paper, the head with the provider's name and the foot with the number of the page."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.top_margin, section.bottom_margin = Cm(skin.page.top), Cm(skin.page.bottom)
    section.left_margin = section.right_margin = Cm(skin.page.left)
    section.header_distance = section.footer_distance = Cm(0.9)
    section.different_first_page_header_footer = True
    rule = ppr(borders=line_borders(skin.colours.rule, space=4), after=6)
    _fill(section.first_page_header, say("Header", f"{report.organisation}\t{report.letterhead}", rule))
    rule = ppr(borders=line_borders(skin.colours.rule, space=4), after=6)
    _fill(section.header, say("Header", f"{report.organisation}\t{report.title}", rule))
    for footer in (section.first_page_footer, section.footer):
        _fill(footer, _foot(report))


def _foot(report: Report) -> Element:
    told = " · ".join(f"{name}: {value}" for name, value in report.facts[1:3])
    number = [*field("PAGE"), *text_run(f" {report.page_of} "), *field("NUMPAGES")]
    return paragraph("Footer", *text_run(f"{told}\t{report.page} "), *number)


def _fill(part: Any, content: Element) -> None:
    part.is_linked_to_previous = False
    root = part._element
    for child in list(root):
        root.remove(child)
    root.append(content)


def _content(document: Any, report: Report, skin: Skin) -> Iterator[Element]:
    yield say("Title", report.title)
    yield _facts(report.facts, skin)
    yield spacer(8)
    links = _Links(document)
    for part in report.parts:
        if part.only != "sheet":
            yield from _part(document, part, skin, links)
    yield spacer(10)
    for notice in report.notices:
        yield say("Caption", notice)


def _facts(facts: Sequence[tuple[str, str]], skin: Skin) -> Element:
    """Make the card with the facts of the head."""
    total = skin.page.width
    widths = [total // _FACTS] * _FACTS
    rows = []
    for first in range(0, len(facts), _FACTS):
        told = [*facts[first : first + _FACTS], *([("", "")] * _FACTS)][:_FACTS]
        cells = (
            cell(width, say("FieldLabel", name), say("FieldValue", value))
            for width, (name, value) in zip(widths, told, strict=True)
        )
        rows.append(row(*cells))
    return grid(widths, rows, borders=box(skin.colours.rule, inside=False))


class _Links:
    """Give the relationship of an address in a document, the same for the same address."""

    def __init__(self, document: Any) -> None:
        self._part = document.part
        self._known: dict[str, str] = {}

    def __call__(self, address: str) -> str:
        """Return the id of the relationship."""
        if address not in self._known:
            self._known[address] = self._part.relate_to(
                address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
        return self._known[address]


def _part(document: Any, part: Part, skin: Skin, links: _Links) -> Iterator[Element]:
    yield say("Heading1", part.title)
    for line in part.lines:
        yield say("BodyText", line, ppr(keep_next=True))
    if part.picture:
        yield paragraph("Picture", el("r", _picture(document, part.picture)))
        yield spacer(4)
    if part.table and part.table.rows:
        yield report_table(part.table, skin, links)
        yield spacer(6)
    elif part.table and part.table.empty:
        yield say("BodyText", part.table.empty)


def _picture(document: Any, picture: MapPicture) -> Element:
    wide, high = size_of(picture)
    data = io.BytesIO(map_png(picture))
    inline = document.part.new_pic_inline(data, Cm(_PICTURE), Cm(_PICTURE * high / wide))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    for look in (inline.docPr, *inline.iter(qn("pic:cNvPr"))):
        look.set("name", picture.title)
        look.set("descr", picture.alt)
    return el("drawing", inline)


def _properties(document: Any, report: Report) -> None:
    """Set what the file tells of itself; nothing of it changes from one run of a day to the next."""
    core, day = document.core_properties, report.made_on
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, at no place on earth in particular
    core.title, core.subject = report.title, report.organisation
    core.author = core.last_modified_by = report.organisation
    core.comments = core.keywords = ""
    core.created = core.modified = moment
    core.revision = 1
    core.language = report.language
