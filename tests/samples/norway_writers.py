"""Write the files of the Norwegian sample provider so that equal input gives equal bytes."""

from __future__ import annotations

import csv
import io
import os
import random
import time
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.document import Document

Cell = str | int | float | date | None
FONTS = Path("/usr/share/fonts/truetype")
ORGANISATION = "Bjørkesund Vekst AS"
ZIP_DATE = (2020, 1, 1, 0, 0, 0)


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


@dataclass(frozen=True)
class Scan:
    """Describe a scanned letter: an image-only PDF that holds these lines."""

    path: str
    day: date
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Mail:
    """Describe an e-mail with at most one attachment (name, other file of the sample)."""

    path: str
    sent: datetime
    sender: str
    to: str
    subject: str
    body: str
    attachment: tuple[str, Text | Table] | None = None


@dataclass(frozen=True)
class Copy:
    """Describe a duplicate of another file under a second name."""

    path: str
    source: str


Item = Text | Table | Scan | Mail | Copy
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


def noon(day: date) -> datetime:
    """Return noon of a day, the time of day that properties carry."""
    return datetime(day.year, day.month, day.day, 12, 0, 0)


def repacked(data: bytes) -> bytes:
    """Return the ZIP with fixed dates, best compression and without the template's thumbnail."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name), compresslevel=9)
    return out.getvalue()


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


def xlsx_bytes(item: Table) -> bytes:
    """Return an XLSX with a bold first row, date cells and sensible column widths."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": item.title, "author": item.author, "created": noon(item.day)})
    bold = book.add_format({"bold": True, "bg_color": "#e6eef2", "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})
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
    """Return a semicolon-separated CSV as a Norwegian Excel saves it (UTF-8 with mark)."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in next(iter(item.sheets.values())):
        writer.writerow([v.strftime("%d.%m.%Y") if isinstance(v, date) else _number(v) for v in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _number(value: Cell) -> str:
    """Return a cell as text, with the decimal comma."""
    return str(value).replace(".", ",") if isinstance(value, float) else "" if value is None else str(value)


def scan_bytes(item: Scan) -> bytes:
    """Return an image-only PDF: a typed letter, slightly turned, with specks of the scanner."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(FONTS / "liberation" / "LiberationSerif-Regular.ttf"), 27)
    for at, line in enumerate(item.lines):
        draw.text((150, 150 + at * 39), line, font=font, fill=20)
    page = page.rotate(0.5, fillcolor=255, resample=Image.Resampling.BICUBIC)
    dice = random.Random(item.path)
    draw = ImageDraw.Draw(page)
    for _ in range(160):
        x, y = dice.randrange(1240), dice.randrange(1754)
        draw.point((x, y), fill=0)
    stamp = time.struct_time((item.day.year, item.day.month, item.day.day, 12, 0, 0, 0, 1, 0))
    out = io.BytesIO()
    page.point(lambda v: 255 if v > 150 else 0).convert("1").save(
        out, "PDF", resolution=150, creationDate=stamp, modDate=stamp, producer=""
    )
    return out.getvalue()


def mail_bytes(item: Mail) -> bytes:
    """Return an e-mail with fixed boundary, date and message id."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = item.sender, item.to, item.subject
    mail["Date"] = item.sent.strftime("%a, %d %b %Y %H:%M:%S +0100")
    mail["Message-ID"] = f"<{item.sent:%Y%m%d%H%M}.vekst@bjorkesundvekst.example>"
    mail.set_content(item.body.strip() + "\n", cte="quoted-printable")
    if item.attachment:
        name, inner = item.attachment
        kind = {"pdf": "pdf", "csv": "octet-stream"}.get(name.rsplit(".", 1)[-1], "octet-stream")
        mail.add_attachment(content_bytes(inner), maintype="application", subtype=kind, filename=name)
        mail.set_boundary("=_vekst_" + item.sent.strftime("%Y%m%d%H%M"))
    return mail.as_bytes()


def content_bytes(item: Text | Table | Scan | Mail) -> bytes:
    """Return the bytes of one file; its suffix chooses the writer."""
    if isinstance(item, Scan):
        return scan_bytes(item)
    if isinstance(item, Mail):
        return mail_bytes(item)
    if isinstance(item, Table):
        return csv_bytes(item) if item.path.endswith(".csv") else xlsx_bytes(item)
    writers = {"docx": docx_bytes, "pdf": pdf_bytes}
    return writers.get(item.path.rsplit(".", 1)[-1], plain_bytes)(item)


def write_all(items: Sequence[Item], target: Path, earlier: Path | None = None) -> list[str]:
    """Write every file below `target` (earlier versions below `earlier`); return the paths written."""
    made: dict[str, bytes] = {}
    for item in items:
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
