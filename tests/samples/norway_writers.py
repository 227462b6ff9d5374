"""Write the files of the Norwegian sample provider so that equal input gives equal bytes."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from datetime import UTC, date
from typing import TYPE_CHECKING, Any

from norway_books import LISTS, Register
from papers import (
    FONTS,
    Cell,
    Copy,
    Mail,
    Scan,
    csv_text,
    mail_bytes,
    noon,
    repacked,
    scan_bytes,
    workbook_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document

ORGANISATION = "Bjørkesund Vekst AS"


@dataclass(frozen=True)
class Text:
    """Describe a text file: Markdown-like body, written as DOCX, PDF, TXT or MD by its suffix.

    `earlier` holds pairs (final passage, former passage): they make the earlier version of the file.
    """

    path: str
    day: date
    title: str
    author: str
    body: str
    earlier: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Table:
    """Describe a spreadsheet: sheets by name, each a list of rows; a CSV has one sheet."""

    path: str
    day: date
    title: str
    author: str
    sheets: Mapping[str, Sequence[Sequence[Cell]]]


Item = Text | Table | Scan | Mail | Copy | Register
Block = tuple[str, list[str]]


def header(by: str, approved: str, version: str, valid: str, review: str) -> str:
    """Return the Norwegian header table of a controlled document as markup rows."""
    return (
        f"| Utarbeidet av | Godkjent av | Versjon | Gjelder fra | Neste gjennomgang |\n"
        f"| {by} | {approved} | {version} | {valid} | {review} |\n"
    )


def row(*cells: Cell) -> list[Cell]:
    """Return one row of a sheet."""
    return list(cells)


def blocks(body: str) -> Iterator[Block]:
    """Yield (style, cells or one text) for every line; table rows come one by one as `row`."""
    marks = {"# ": "h1", "## ": "h2", "- ": "bullet", "1. ": "number"}
    for raw in body.strip("\n").split("\n"):
        line = raw.strip()
        if not line:
            yield "blank", []
        elif line == "<side>":
            yield "page", []
        elif line.startswith("|"):
            yield "row", [cell.strip() for cell in line.strip("|").split("|")]
        else:
            mark = next((m for m in marks if line.startswith(m)), "")
            yield marks.get(mark, "text"), [line[len(mark) :]]


def grouped(body: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield blocks with the consecutive rows of one table gathered; blanks are dropped."""
    rows: list[list[str]] = []
    for style, cells in blocks(body):
        if style == "row":
            rows.append(cells)
            continue
        if rows:
            yield "table", rows
            rows = []
        if style != "blank":
            yield style, [cells]
    if rows:
        yield "table", rows


def docx_bytes(item: Text) -> bytes:
    """Return the DOCX of a text with running head, headings, lists and tables."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    for key, rel in list(document.part.package.rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            del document.part.package.rels[key]
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.header.paragraphs[0].text = ORGANISATION
    if item.title:
        document.add_heading(item.title, level=0)
    styles = {"bullet": "List Bullet", "number": "List Number", "text": "Normal"}
    for style, content in grouped(item.body):
        if style == "page":
            document.add_page_break()  # type: ignore[no-untyped-call]
        elif style == "table":
            _docx_table(document, content)
        elif style in ("h1", "h2"):
            document.add_heading(content[0][0], level=int(style[1]))
        else:
            document.add_paragraph(content[0][0], style=styles[style])
    core = document.core_properties
    core.title, core.author, core.last_modified_by = item.title, item.author, item.author
    core.created = core.modified = noon(item.day)
    core.comments, core.language, core.revision = "", "nb-NO", 3
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _docx_table(document: Document, rows: list[list[str]]) -> None:
    """Add a grid table whose first row is bold."""
    from docx.shared import Pt

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for at, row in enumerate(table.rows):
        for run in (run for cell in row.cells for run in cell.paragraphs[0].runs):
            run.font.size = Pt(9)
            run.bold = at == 0
    document.add_paragraph()


def pdf_bytes(item: Text) -> bytes:
    """Return a PDF with embedded Liberation Sans, page numbers and real Norwegian letters."""
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer
    from reportlab.platypus import Table as Grid

    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon(item.day).replace(tzinfo=UTC).timestamp()))
    for name, file in (("Sans", "LiberationSans-Regular.ttf"), ("Sans-Bold", "LiberationSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / "liberation" / file)))
    text = ParagraphStyle("t", fontName="Sans", fontSize=10.5, leading=14.5, spaceAfter=6, alignment=TA_LEFT)
    cell = ParagraphStyle("c", parent=text, fontSize=9, leading=11.5, spaceAfter=0)
    bold = ParagraphStyle("b", parent=cell, fontName="Sans-Bold")
    head = {
        "h0": ParagraphStyle("h0", parent=text, fontName="Sans-Bold", fontSize=18, leading=22, spaceAfter=12),
        "h1": ParagraphStyle("h1", parent=text, fontName="Sans-Bold", fontSize=13, spaceBefore=8),
        "h2": ParagraphStyle("h2", parent=text, fontName="Sans-Bold", fontSize=11, spaceBefore=4),
    }
    story: list[object] = [Paragraph(item.title, head["h0"])] if item.title else []
    width = A4[0] - 130
    for style, content in grouped(item.body):
        if style == "page":
            story.append(PageBreak())
        elif style == "table":
            cells = [[Paragraph(c, bold if i == 0 else cell) for c in r] for i, r in enumerate(content)]
            story.append(
                Grid(
                    cells,
                    colWidths=[width / len(content[0])] * len(content[0]),
                    style=[
                        ("GRID", (0, 0), (-1, -1), 0.5, colors.grey),
                        ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#e6eef2")),
                        ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ],
                )
            )
            story.append(Spacer(1, 8))
        elif style in head:
            story.append(Paragraph(content[0][0], head[style]))
        else:
            mark = {"bullet": "•", "number": "–"}.get(style)
            shape = ParagraphStyle("l", parent=text, leftIndent=14, bulletIndent=3) if mark else text
            story.append(Paragraph(content[0][0], shape, bulletText=mark))

    def foot(canvas: Any, _page: object) -> None:
        canvas.setFont("Sans", 8)
        canvas.drawString(65, 30, ORGANISATION)
        canvas.drawRightString(A4[0] - 65, 30, f"Side {canvas.getPageNumber()}")

    out = io.BytesIO()
    SimpleDocTemplate(
        out,
        pagesize=A4,
        title=item.title,
        author=item.author,
        creator="",
        lang="nb-NO",
        leftMargin=65,
        rightMargin=65,
        topMargin=60,
        bottomMargin=60,
    ).build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def plain_bytes(item: Text) -> bytes:
    """Return a TXT (no markup signs) or MD file in UTF-8 with the line ends of its day."""
    if item.path.endswith(".md"):
        head = f"# {item.title}\n\n" if item.title else ""
        body = item.body.strip().replace("\n## ", "\n### ").replace("\n# ", "\n## ")
        return (head + body + "\n").encode()
    body = item.body.strip().replace("\n# ", "\n").removeprefix("# ")
    head = f"{item.title}\n{'=' * len(item.title)}\n\n" if item.title else ""
    return (head + body + "\n").replace("\n", "\r\n").encode()


def register_bytes(item: Register) -> bytes:
    """Return a workbook of the program, filled in."""
    from qms.reports.workbooks import write_book
    from qms.results.definitions import load_books

    return repacked(write_book(load_books()[item.book], "nb", lists=LISTS, rows=item.rows, sample=False))


def content_bytes(item: Text | Table | Scan | Mail | Register) -> bytes:
    """Return the bytes of one file; its suffix chooses the writer."""
    if isinstance(item, Register):
        return register_bytes(item)
    if isinstance(item, Scan):
        return scan_bytes(
            item, FONTS / "liberation" / "LiberationSerif-Regular.ttf", 27, (150, 150), 39, 0.5, 160
        )
    if isinstance(item, Mail):
        return mail_bytes(item, "+0100", "vekst", "vekst@bjorkesundvekst.example", content_bytes)
    if isinstance(item, Table) and item.path.endswith(
        ".csv"
    ):  # UTF-8 with a mark, as a Norwegian Excel saves it
        return b"\xef\xbb\xbf" + csv_text(item.sheets, "%d.%m.%Y").encode()
    if isinstance(item, Table):
        return workbook_bytes(item, "#e6eef2", "dd.mm.yyyy")
    writers = {"docx": docx_bytes, "pdf": pdf_bytes}
    return writers.get(item.path.rsplit(".", 1)[-1], plain_bytes)(item)
