"""Write the files of the Lithuanian sample provider so that equal input gives equal bytes."""

from __future__ import annotations

import io
import os
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

from book_rows import workbook_of
from lithuania_formats import html_bytes, odt_bytes, pptx_bytes, rtf_bytes
from lithuania_items import ORGANISATION, Blank, Book, Bundle, Mail, Scan, Table, Text, grouped
from papers import FONTS, csv_text, mail_bytes, noon, repacked, scan_bytes, workbook_bytes, zipped

if TYPE_CHECKING:
    from docx.document import Document

SETTINGS = Path(__file__).resolve().parent / "lithuania" / "qms.toml"
DEJAVU = FONTS / "dejavu"
SERIF = DEJAVU / "DejaVuSerif.ttf"


def docx_bytes(item: Text) -> bytes:
    """Return the DOCX of a text: an internal act looks as Lithuanian acts do."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = docx.Document()
    for key, rel in list(document.part.package.rels.items()):
        if rel.reltype.endswith("/thumbnail"):
            del document.part.package.rels[key]
    styles = document.styles
    for style in [s for s in styles if s.type == 3 and s.name not in ("Normal Table", "Table Grid")]:
        style.delete()
    styles["Normal"].font.name = "Times New Roman"
    styles["Normal"].font.size = Pt(12)
    _plain_styles(styles)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    if item.title:
        document.add_heading(item.title, level=0)
    for style, content in grouped(item.body):
        if style == "page":
            document.add_page_break()  # type: ignore[no-untyped-call]
        elif style == "table":
            _docx_table(document, content)
        elif style in ("h1", "h2"):
            heading = document.add_heading(content[0][0], level=int(style[1]))
            if " SKYRIUS " in content[0][0]:
                heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            named = {"bullet": "List Bullet", "title": "Title"}.get(style, "Normal")
            paragraph = document.add_paragraph(style=named)
            run = paragraph.add_run(content[0][0])
            if style in ("centre", "title"):
                paragraph.alignment, run.bold = WD_ALIGN_PARAGRAPH.CENTER, True
            elif style == "right":
                paragraph.paragraph_format.left_indent = Cm(9)
                paragraph.paragraph_format.space_after = Pt(0)
    core = document.core_properties
    core.title = item.title or next(
        (c[0][0].capitalize() for s, c in grouped(item.body) if s == "centre"), ""
    )
    core.author, core.last_modified_by = item.author, item.author
    core.created = core.modified = noon(item.day)
    core.comments, core.language, core.revision = "", "lt-LT", 4
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _plain_styles(styles: Any) -> None:
    """Make title and headings black, bold and in the face of the text, without the rule below the title."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, size in (("Title", 13), ("Heading 1", 12), ("Heading 2", 12)):
        style = styles[name]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, RGBColor(0, 0, 0)
        fonts = style.element.rPr.find(qn("w:rFonts"))
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        style.font.name = "Times New Roman"
        for rule in style.element.pPr.findall(qn("w:pBdr")):
            style.element.pPr.remove(rule)


def _docx_table(document: Document, rows: list[list[str]]) -> None:
    """Add a grid table whose first row is bold."""
    from docx.shared import Pt

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for at, (line, cells) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(10)
                run.bold = at == 0
    document.add_paragraph()


def pdf_bytes(item: Text) -> bytes:
    """Return a PDF with an embedded part of DejaVu Sans and page numbers; with a password nobody can read it."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.platypus import SimpleDocTemplate

    os.environ["SOURCE_DATE_EPOCH"] = str(int(noon(item.day).replace(tzinfo=UTC).timestamp()))

    def foot(canvas: Any, _page: object) -> None:
        canvas.setFont("Sans", 8)
        canvas.drawString(70, 30, ORGANISATION)
        canvas.drawRightString(A4[0] - 50, 30, f"{canvas.getPageNumber()} psl.")

    lock = StandardEncryption(item.password, item.password, strength=128) if item.password else None
    out = io.BytesIO()
    SimpleDocTemplate(
        out,
        pagesize=A4,
        title=item.title,
        author=item.author,
        creator="",
        lang="lt-LT",
        encrypt=lock,
        invariant=1,
        leftMargin=70,
        rightMargin=50,
        topMargin=56,
        bottomMargin=56,
    ).build(_story(item), onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _story(item: Text) -> list[object]:
    """Return the flowables of a text."""
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, Spacer
    from reportlab.platypus import Table as Grid

    for name, file in (("Sans", "DejaVuSans.ttf"), ("Sans-Bold", "DejaVuSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(DEJAVU / file)))
    text = ParagraphStyle("t", fontName="Sans", fontSize=10, leading=14.5, spaceAfter=6)
    cell = ParagraphStyle("c", parent=text, fontSize=8.5, leading=11, spaceAfter=0)
    bold = ParagraphStyle("b", parent=cell, fontName="Sans-Bold")
    looks = {
        "h0": ParagraphStyle("h0", parent=text, fontName="Sans-Bold", fontSize=17, leading=22, spaceAfter=12),
        "h1": ParagraphStyle("h1", parent=text, fontName="Sans-Bold", fontSize=12, spaceBefore=8),
        "h2": ParagraphStyle("h2", parent=text, fontName="Sans-Bold", fontSize=10.5, spaceBefore=4),
        "bullet": ParagraphStyle("l", parent=text, leftIndent=14, bulletIndent=3),
        "right": ParagraphStyle("r", parent=text, leftIndent=250, spaceAfter=0),
        "centre": ParagraphStyle("m", parent=text, fontName="Sans-Bold", alignment=TA_CENTER, spaceBefore=6),
        "text": text,
        "title": ParagraphStyle("n", parent=text, fontName="Sans-Bold", alignment=TA_CENTER, spaceBefore=6),
    }
    is_act = any(style in ("title", "centre") for style, _ in grouped(item.body))
    story: list[object] = [] if is_act else [Paragraph(item.title, looks["h0"])]
    for style, content in grouped(item.body):
        if style == "page":
            story.append(PageBreak())
        elif style == "table":
            width = (A4[0] - 120) / len(content[0])
            cells = [[Paragraph(c, bold if i == 0 else cell) for c in r] for i, r in enumerate(content)]
            lines = [("GRID", (0, 0), (-1, -1), 0.5, "#808080"), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            story += [Grid(cells, colWidths=[width] * len(content[0]), style=lines), Spacer(1, 8)]
        else:
            mark = "•" if style == "bullet" else None
            story.append(Paragraph(content[0][0], looks[style], bulletText=mark))
    return story


def plain_bytes(item: Text) -> bytes:
    """Return a TXT without markup signs, or an MD file, in its encoding."""
    if item.path.endswith(".md"):
        head = f"# {item.title}\n\n" if item.title else ""
        body = item.body.strip().replace("\n## ", "\n### ").replace("\n# ", "\n## ")
        return (head + body + "\n").encode(item.encoding)
    lines = [line.strip().removeprefix("# ").removeprefix("> ") for line in item.body.strip().split("\n")]
    head = f"{item.title}\n\n" if item.title else ""
    return (head + "\n".join(lines) + "\n").replace("\n", "\r\n").encode(item.encoding)


def book_bytes(item: Book) -> bytes:
    """Return a workbook of the program, filled in; its lists offer what `qms.toml` of the provider names."""
    return repacked(workbook_of(item.book, item.tables, "lt", SETTINGS))


def content_bytes(item: Text | Table | Book | Scan | Mail | Bundle | Blank) -> bytes:
    """Return the bytes of one file; its kind and suffix choose the writer."""
    if isinstance(item, Blank):
        return b""
    if isinstance(item, Scan):
        return scan_bytes(item, SERIF, 26, (140, 150), 40, 0.4, 140)
    if isinstance(item, Mail):
        return mail_bytes(item, "+0200", "vejupe", "pastas@vejupescentras.example", content_bytes)
    if isinstance(item, Bundle):
        return zipped([(m.path, content_bytes(m)) for m in item.members])
    if isinstance(item, Book):
        return book_bytes(item)
    if isinstance(item, Table) and item.path.endswith(".csv"):
        return csv_text(item.sheets, "%Y-%m-%d").encode(item.encoding)
    if isinstance(item, Table):
        return workbook_bytes(item, "#E7EFE4", "yyyy-mm-dd")
    writers = {
        "docx": docx_bytes,
        "pdf": pdf_bytes,
        "odt": odt_bytes,
        "rtf": rtf_bytes,
        "html": html_bytes,
        "pptx": pptx_bytes,
    }
    return writers.get(item.path.rsplit(".", 1)[-1], plain_bytes)(item)
