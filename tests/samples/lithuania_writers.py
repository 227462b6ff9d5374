"""Write the files of the Lithuanian sample provider so that equal input gives equal bytes."""

from __future__ import annotations

import csv
import io
import os
import random
import time
import zipfile
from datetime import UTC, date
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lithuania_formats import ZIP_DATE, html_bytes, odt_bytes, pptx_bytes, rtf_bytes, zipped
from lithuania_items import ORGANISATION, Blank, Bundle, Copy, Mail, Scan, Table, Text, grouped, noon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from lithuania_items import Cell, Item

FONTS = Path("/usr/share/fonts/truetype/dejavu")


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


def repacked(data: bytes) -> bytes:
    """Return the ZIP with fixed dates and the best compression."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return zipped([(name, old.read(name)) for name in old.namelist()])


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
        pdfmetrics.registerFont(TTFont(name, str(FONTS / file)))
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


def xlsx_bytes(item: Table) -> bytes:
    """Return an XLSX with a bold first row, date cells and sensible column widths."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": item.title, "author": item.author, "created": noon(item.day)})
    bold = book.add_format({"bold": True, "bg_color": "#E7EFE4", "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    for name, rows in item.sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column in range(max(len(row) for row in rows)):
            longest = max((len(str(row[column])) for row in rows if column < len(row)), default=8)
            sheet.set_column(column, column, min(44, max(9, longest + 1)))
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, noon(value).replace(hour=0), dated)
                elif value is not None:
                    sheet.write(at, column, value, bold if at == 0 else wrap)
    book.close()
    return repacked(out.getvalue())


def csv_bytes(item: Table) -> bytes:
    """Return a semicolon-separated CSV as a Lithuanian Excel saves it: Windows-1257 and decimal commas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in next(iter(item.sheets.values())):
        writer.writerow([_as_text(value) for value in row])
    return out.getvalue().encode(item.encoding)


def _as_text(value: Cell) -> str:
    """Return a cell as text, with the decimal comma."""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return "" if value is None else str(value)


def scan_bytes(item: Scan) -> bytes:
    """Return a page without text: typed lines, slightly turned, with specks of the scanner."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONTS / "DejaVuSerif.ttf"), 26)
    for at, line in enumerate(item.lines):
        draw.text((140, 150 + at * 40), line, font=font, fill=20)
    page = page.rotate(0.4, fillcolor=255, resample=Image.Resampling.BICUBIC)
    dice = random.Random(item.path)
    draw = ImageDraw.Draw(page)
    for _ in range(140):
        draw.point((dice.randrange(1240), dice.randrange(1754)), fill=0)
    out = io.BytesIO()
    if item.path.endswith(".jpg"):
        page.resize((930, 1315), Image.Resampling.LANCZOS).save(out, "JPEG", quality=45, dpi=(112, 112))
        return out.getvalue()
    stamp = time.struct_time((item.day.year, item.day.month, item.day.day, 12, 0, 0, 0, 1, 0))
    page.point(lambda v: 255 if v > 150 else 0).convert("1").save(
        out, "PDF", resolution=150, creationDate=stamp, modDate=stamp, producer=""
    )
    return out.getvalue()


def mail_bytes(item: Mail) -> bytes:
    """Return an e-mail with fixed boundary, date and message id."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = item.sender, item.to, item.subject
    mail["Date"] = item.sent.strftime("%a, %d %b %Y %H:%M:%S +0200")
    mail["Message-ID"] = f"<{item.sent:%Y%m%d%H%M}.pastas@vejupescentras.example>"
    mail.set_content(item.body.strip() + "\n", cte="quoted-printable")
    if item.attachment:
        name, inner = item.attachment
        kind = "pdf" if name.endswith(".pdf") else "octet-stream"
        mail.add_attachment(content_bytes(inner), maintype="application", subtype=kind, filename=name)
        mail.set_boundary("=_vejupe_" + item.sent.strftime("%Y%m%d%H%M"))
    return mail.as_bytes()


def content_bytes(item: Text | Table | Scan | Mail | Bundle | Blank) -> bytes:
    """Return the bytes of one file; its kind and suffix choose the writer."""
    if isinstance(item, Blank):
        return b""
    if isinstance(item, Scan):
        return scan_bytes(item)
    if isinstance(item, Mail):
        return mail_bytes(item)
    if isinstance(item, Bundle):
        return zipped([(m.path, content_bytes(m)) for m in item.members], ZIP_DATE)
    if isinstance(item, Table):
        return csv_bytes(item) if item.path.endswith(".csv") else xlsx_bytes(item)
    writers = {
        "docx": docx_bytes,
        "pdf": pdf_bytes,
        "odt": odt_bytes,
        "rtf": rtf_bytes,
        "html": html_bytes,
        "pptx": pptx_bytes,
    }
    return writers.get(item.path.rsplit(".", 1)[-1], plain_bytes)(item)


def write_all(items: Sequence[Item], target: Path, earlier: Path | None = None) -> list[str]:
    """Write every file below `target` (earlier versions below `earlier`); return the paths written."""
    made: dict[str, bytes] = {}
    for item in items:
        if item.path in made:
            raise ValueError(f"two files are called {item.path}")
        made[item.path] = made[item.source] if isinstance(item, Copy) else content_bytes(item)
        if earlier is not None and isinstance(item, Text) and item.earlier:
            _write(earlier / item.path, content_bytes(_former(item)))
    for path, data in made.items():
        _write(target / path, data)
    return sorted(made)


def _former(item: Text) -> Text:
    """Return the earlier version of a text; every replaced passage must be there."""
    body = item.body
    for final, former in item.earlier:
        if final not in body:
            raise ValueError(f"passage not found in {item.path}: {final}")
        body = body.replace(final, former)
    return Text(item.path, item.day, item.title, item.author, body)


def _write(path: Path, data: bytes) -> None:
    """Write the bytes, making the folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
