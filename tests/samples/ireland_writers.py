"""Turn the light markup of the Irish sample into DOCX, PDF and XLSX files.

Markup of a paper: blocks parted by blank lines; `# ` and `## ` headings, `- ` and `1. ` lists, `|` tables
(the first row is the head), `---` a new page, anything else a paragraph; `**bold**` inside text.
Markup of a sheet: title lines, then rows with `|`; the first such row is the head.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from book_rows import rows_of, workbook_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from book_rows import Row

SETTINGS = Path(__file__).resolve().parent / "ireland" / "qms.toml"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
BOLD = re.compile(r"\*\*(.+?)\*\*")


class Source(Protocol):
    """Name what every sample file has: a path below the evidence folder and its bytes."""

    @property
    def path(self) -> str: ...

    def content(self) -> bytes:
        """Return the bytes of the file."""
        ...


@dataclass(frozen=True)
class Block:
    """Hold one block of the markup: kind is heading, list, table, page or text."""

    kind: str
    level: int = 0
    lines: tuple[str, ...] = ()

    @property
    def rows(self) -> list[list[str]]:
        """Return the cells of a table block, row by row."""
        return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in self.lines]


def blocks(markup: str) -> Iterator[Block]:
    """Yield the blocks of a paper's markup in order."""
    for part in re.split(r"\n\s*\n", markup.strip()):
        lines = tuple(line.strip() for line in part.split("\n"))
        first = lines[0]
        if first == "---":
            yield Block("page")
        elif first.startswith("#"):
            marks, _, text = first.partition(" ")
            yield Block("heading", len(marks), (text,))
        elif first.startswith("|"):
            yield Block("table", 0, lines)
        elif first.startswith("- ") or re.match(r"\d+\. ", first):
            yield Block("list", int(first[0] != "-"), _items(lines))
        else:
            yield Block("text", 0, (" ".join(lines),))


def _items(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Join continued lines to their list item and drop the marks."""
    items: list[str] = []
    for line in lines:
        mark = re.match(r"(?:- |\d+\. )", line)
        if mark:
            items.append(line[mark.end() :])
        else:
            items[-1] += " " + line
    return tuple(items)


@dataclass(frozen=True)
class Docx:
    """Describe a Word file; `head` is printed in the page header, `font` in all text."""

    path: str
    when: datetime
    author: str
    title: str
    body: str
    head: str = ""
    font: str = "Calibri"

    def content(self) -> bytes:
        """Return the DOCX with fixed properties and ZIP dates."""
        from docx import Document

        document = Document()
        _slim(document, self.font)
        for name in ("created", "modified", "last_printed"):
            setattr(document.core_properties, name, self.when)
        document.core_properties.author = self.author
        document.core_properties.last_modified_by = self.author
        document.core_properties.title = self.title
        document.core_properties.comments = ""
        if self.head:
            document.sections[0].header.paragraphs[0].text = self.head
        if self.title:
            document.add_heading(self.title, 0)
        for block in blocks(self.body):
            _docx_block(document, block)
        buffer = io.BytesIO()
        document.save(buffer)
        return _repacked(buffer.getvalue())


def _slim(document: Any, font: str) -> None:
    """Set A4 and the font, and drop the table styles that no paper uses."""
    from docx.shared import Mm, Pt

    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    styles = document.styles
    for style in [s for s in styles if s.type == 3 and s.name not in ("Normal Table", "Table Grid")]:
        style.delete()
    styles["Normal"].font.name = font
    styles["Normal"].font.size = Pt(10.5)


def _docx_block(document: Any, block: Block) -> None:
    """Add one block to a Word document."""
    if block.kind == "page":
        document.add_page_break()
    elif block.kind == "heading":
        document.add_heading(block.lines[0], block.level)
    elif block.kind == "list":
        for item in block.lines:
            _runs(document.add_paragraph(style="List Number" if block.level else "List Bullet"), item)
    elif block.kind == "table":
        _docx_table(document, block.rows)
    else:
        _runs(document.add_paragraph(), block.lines[0])


def _docx_table(document: Any, rows: list[list[str]]) -> None:
    """Add a table with grid lines and a bold head row."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        cells = table.rows[number].cells
        for cell, text in zip(cells, row, strict=True):
            _runs(cell.paragraphs[0], f"**{text}**" if number == 0 and text else text)
    document.add_paragraph()


def _runs(paragraph: Any, text: str) -> None:
    """Write text with its bold passages into a paragraph."""
    for number, piece in enumerate(BOLD.split(text)):
        if piece:
            paragraph.add_run(piece).bold = bool(number % 2)


def _repacked(data: bytes) -> bytes:
    """Return the ZIP with fixed entry dates and without the template's thumbnail."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("thumbnail.jpeg"):
                continue
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.external_attr = 0o600 << 16
            new.writestr(entry, part, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


@dataclass(frozen=True)
class Pdf:
    """Describe a PDF with text; `foot` is printed at the foot of each page with its number."""

    path: str
    when: datetime
    author: str
    title: str
    body: str
    foot: str = ""

    def content(self) -> bytes:
        """Return the PDF; reportlab's invariant mode fixes its dates and identifier."""
        from reportlab.lib.pagesizes import A4
        from reportlab.platypus import Paragraph, SimpleDocTemplate

        buffer = io.BytesIO()
        paper = SimpleDocTemplate(
            buffer,
            pagesize=A4,
            title=self.title,
            author=self.author,
            invariant=1,
            lang="en-IE",
            leftMargin=62,
            rightMargin=62,
            topMargin=62,
            bottomMargin=68,
        )
        story: list[Any] = [Paragraph(_mini(self.title), _style("Title"))]
        for block in blocks(self.body):
            story.extend(_pdf_block(block))
        paper.build(story, onFirstPage=self._foot, onLaterPages=self._foot)
        return buffer.getvalue()

    def _foot(self, canvas: Any, paper: Any) -> None:
        """Draw the foot of a page."""
        canvas.setFont("Helvetica", 8)
        canvas.drawString(62, 40, self.foot)
        canvas.drawRightString(533, 40, f"Page {paper.page}")


def _style(name: str) -> Any:
    """Return one of reportlab's sample styles."""
    from reportlab.lib.styles import getSampleStyleSheet

    style = getSampleStyleSheet()[name]
    style.spaceAfter = max(style.spaceAfter, 5)
    return style


def _mini(text: str) -> str:
    """Escape text for reportlab and keep its bold passages."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return BOLD.sub(r"<b>\1</b>", text)


def _pdf_block(block: Block) -> list[Any]:
    """Return the flowables of one block."""
    from reportlab.platypus import ListFlowable, PageBreak, Paragraph

    normal = _style("Normal")
    if block.kind == "page":
        return [PageBreak()]
    if block.kind == "heading":
        return [Paragraph(_mini(block.lines[0]), _style(f"Heading{block.level + 1}"))]
    if block.kind == "table":
        return _pdf_table(block.rows)
    if block.kind == "list":
        kind = "1" if block.level else "bullet"
        return [ListFlowable([Paragraph(_mini(item), normal) for item in block.lines], bulletType=kind)]
    return [Paragraph(_mini(block.lines[0]), normal)]


def _pdf_table(rows: list[list[str]]) -> list[Any]:
    """Return a table with grid lines, its columns as wide as their longest cells ask."""
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Spacer, Table

    normal = _style("Normal")
    longest = [max(min(len(row[n]), 46) for row in rows) + 6 for n in range(len(rows[0]))]
    widths = [471 * length / sum(longest) for length in longest]
    cells = [
        [Paragraph(_mini(f"**{text}**" if number == 0 and text else text), normal) for text in row]
        for number, row in enumerate(rows)
    ]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.4, colors.grey),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
    ]
    return [Table(cells, colWidths=widths, style=style, repeatRows=1), Spacer(1, 10)]


@dataclass(frozen=True)
class Book:
    """Describe a workbook of the program that is filled in: its tables by name, as markup or as typed rows."""

    path: str
    book: str
    tables: Mapping[str, str | Sequence[Row]]

    def content(self) -> bytes:
        """Return the XLSX, with the fixed date that the program gives it."""
        tables = {
            name: rows_of(name, rows) if isinstance(rows, str) else rows for name, rows in self.tables.items()
        }
        return _repacked(workbook_of(self.book, tables, "en", SETTINGS))


@dataclass(frozen=True)
class Sheet:
    """Describe a spreadsheet: its tabs by name, each in the markup of a sheet."""

    path: str
    when: datetime
    author: str
    title: str
    tabs: dict[str, str]

    def content(self) -> bytes:
        """Return the XLSX with a fixed creation date."""
        from xlsxwriter import Workbook

        buffer = io.BytesIO()
        book = Workbook(buffer, {"in_memory": True})
        book.set_properties({"title": self.title, "author": self.author, "created": self.when})
        looks = {
            "title": book.add_format({"bold": True, "font_size": 12}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "bg_color": "#E7EEE9"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}),
            "share": book.add_format({"num_format": "0%", "align": "right", "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for name, markup in self.tabs.items():
            _fill(book.add_worksheet(name), markup, looks)
        book.close()
        return buffer.getvalue()


def _fill(sheet: Any, markup: str, looks: dict[str, Any]) -> None:
    """Write the rows of one tab and set the column widths."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    widths: dict[int, int] = {}
    head_is_next = True
    for number, line in enumerate(markup.strip().split("\n")):
        if not line.strip():
            head_is_next = True
        elif "|" not in line:
            sheet.write(number, 0, line.strip(), looks["title"])
        else:
            for column, text in enumerate(cell.strip() for cell in line.split("|")):
                widths[column] = max(widths.get(column, 9), min(len(text), 38))
                _cell(sheet, (number, column), text, looks, head_is_next)
            head_is_next = False
    for column, width in widths.items():
        sheet.set_column(column, column, width + 2)


def _cell(sheet: Any, place: tuple[int, int], text: str, looks: dict[str, Any], is_head: bool) -> None:
    """Write one cell as head, date, share, number or text."""
    if is_head:
        sheet.write_string(*place, text, looks["head"])
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        sheet.write_datetime(*place, date.fromisoformat(text), looks["date"])
    elif re.fullmatch(r"\d+%", text):
        sheet.write_number(*place, int(text[:-1]) / 100, looks["share"])
    elif re.fullmatch(r"-?\d+(\.\d+)?", text):
        sheet.write_number(*place, float(text), looks["text"])
    elif text:
        sheet.write_string(*place, text, looks["text"])
