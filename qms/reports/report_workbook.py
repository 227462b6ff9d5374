"""Write a report as an XLSX workbook: an overview with the map, then a sheet to filter for each table."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from qms.model.reports import Linked, Mark
from qms.reports.report_text import fit
from qms.reports.report_tones import SIGNS, cell_text, mark_text, tone_of
from qms.reports.workbook_cells import DAYS
from qms.reports.workbook_page import DARK, GREY, INK, LINE, PAGE, PALE, Writer, height_of, with_plain_ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from qms.model.reports import Cell, Column, MapPicture, Part, Report, Row, Table

_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the same input gives the same bytes
_SIZE, _LINE = 10, 13.6  # points of the letters of tables, and of their lines
_LETTERS = 1.17  # letters of that size on a unit of width, few enough for Excel and LibreOffice
_HIGHEST = 409.0  # points, beyond which Excel makes no row
_NAME = 31  # letters of a sheet's name
_NARROW = 9  # width of a first column that holds a number, with which the next one stays in sight
_OVER = 12  # columns that the texts of the overview stretch over
_GRID = 6.5  # width of those columns


def workbook_of(report: Report) -> bytes:
    """Return a report as the bytes of an XLSX file; the same report gives the same bytes."""
    from xlsxwriter import Workbook

    report, buffer = fit(report), BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    workbook = Workbook(buffer, options)
    workbook.set_properties(
        {"title": f"{report.title}, {report.organisation}", "author": "", "created": _MADE}
    )
    workbook.set_size(2400, 1300)
    writer = Writer(workbook, report.language, {})
    parts = [part for part in report.parts if part.only != "print"]
    _Sheets(report, writer, parts).write()
    workbook.close()
    return with_plain_ways(buffer.getvalue())


class _Sheets:
    """Write the sheets of one workbook; `places` are the cells that anchors stand for, by anchor."""

    def __init__(self, report: Report, writer: Writer, parts: Sequence[Part]) -> None:
        self.report, self.writer, self.parts = report, writer, parts
        self.names = _sheet_names(parts)
        self.places: dict[str, str] = {}
        for part, name in zip(parts, self.names, strict=True):
            rows = _data(part.table) if part.table else []
            first = _first(part)
            quoted = name.replace("'", "''")
            for number, row in enumerate(rows):
                if row.anchor:
                    self.places.setdefault(row.anchor, f"internal:'{quoted}'!A{first + number + 1}")

    def write(self) -> None:
        """Write every part, the first one with the head of the report."""
        for number, (part, name) in enumerate(zip(self.parts, self.names, strict=True)):
            sheet = self.writer.workbook.add_worksheet(name)
            if number == 0:
                self._overview(sheet, part)
            else:
                self._part(sheet, part)

    def _paper(self, sheet: Worksheet, *, pages: int = 1, high: int = 0) -> None:
        """Set up the paper: A4 lying, so many pages wide and high (0: as many as it takes), page numbers below."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(pages, high)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.65)
        report = self.report
        head = f"{report.organisation} · {report.title} · &A".replace("&", "&&").replace("&&A", "&A")
        sheet.set_footer(f"&L&8{head[:180]}&R&8{report.page} &P {report.page_of} &N")

    def _overview(self, sheet: Worksheet, part: Part) -> None:
        """Write the first sheet: title, head, what is said, the map, the table, the notices."""
        writer, report = self.writer, self.report
        self._paper(sheet, high=1)
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 30)
        sheet.set_column(2, 2 + _OVER, _GRID)
        sheet.set_row(0, 32)
        sheet.write_string(
            0, 0, report.title, writer.style(bold=True, font_size=20, font_color=DARK, valign="vcenter")
        )
        at = 1
        for name, value in report.facts:
            sheet.merge_range(at, 0, at, 1, name, writer.style(font_color=GREY))
            sheet.merge_range(at, 2, at, 2 + _OVER, value, writer.style(bold=True))
            at += 1
        at += 1
        for line in part.lines:
            at = self._paragraph(sheet, at, line)
        if part.picture:
            at = self._map(sheet, at + 1, part.picture)
        if part.table:
            at = self._small_table(sheet, at + 1, part.table)
        at += 1
        for notice in report.notices:
            at = self._paragraph(sheet, at, notice, italic=True, font_color=GREY)

    def _paragraph(self, sheet: Worksheet, at: int, text: str, **looks: Any) -> int:
        """Write a paragraph over the width of the overview and return the next row."""
        sheet.merge_range(at, 0, at, 2 + _OVER, text, self.writer.style(text_wrap=True, **looks))
        sheet.set_row(at, height_of(text, 126, 15, roomy=True))
        return at + 1

    def _map(self, sheet: Worksheet, at: int, picture: MapPicture) -> int:
        """Write the map as cells, each a link to the row of its indicator, and the legend; return the next row."""
        writer = self.writer
        sheet.write_string(at, 0, picture.title, writer.style(bold=True, font_size=13, font_color=DARK))
        sheet.set_row(at, 21)
        at += 1
        for row in picture.rows:
            sheet.write_string(at, 0, row.ref, writer.style(bold=True, valign="vcenter"))
            sheet.write_string(at, 1, row.title, writer.style(valign="vcenter"))
            for place, cell in enumerate(row.cells, start=2):
                looks = self._tone(cell.token, align="center", valign="vcenter", bold=True)
                text = f"{SIGNS[cell.token]} {cell.ref}"
                if cell.anchor in self.places:
                    sheet.write_url(at, place, self.places[cell.anchor], looks, text)
                else:
                    sheet.write_string(at, place, text, looks)
            sheet.set_row(at, 21)
            at += 1
        at += 1
        for token, word, count in picture.legend:
            sheet.write_string(at, 0, SIGNS[token], self._tone(token, align="center", bold=True))
            sheet.write_string(at, 1, f"{word}: {count}", writer.style())
            at += 1
        return at

    def _tone(self, token: str, **looks: Any) -> Format:
        ground, ink = tone_of(token)
        return self.writer.style(
            **{"bg_color": ground, "font_color": ink, "border": 1, "border_color": LINE, **looks}
        )

    def _small_table(self, sheet: Worksheet, at: int, table: Table) -> int:
        """Write a table of the overview: its first two columns as they stand, each number in two of the grid."""
        spans = _spans(table)
        head = self.writer.style(
            bold=True,
            font_size=9,
            font_color="#FFFFFF",
            bg_color=DARK,
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color=LINE,
        )
        for (first, last), column in zip(spans, table.columns, strict=True):
            _spanned(sheet, at, first, last, column.title, head)
        heights = (
            _height(column.title, _width_of(*span), 12)
            for span, column in zip(spans, table.columns, strict=True)
        )
        sheet.set_row(at, max(heights) + 5)
        at += 1
        for row in _data(table):
            height = 16.0
            for (first, last), column, cell in zip(spans, table.columns, row.cells, strict=True):
                looks: dict[str, Any] = {"border": 1, "border_color": LINE, "text_wrap": True}
                if column.kind == "number":
                    looks["align"] = "center"
                style = (
                    self._tone(cell.token, text_wrap=True)
                    if isinstance(cell, Mark)
                    else self.writer.style(**looks)
                )
                value = cell if isinstance(cell, int) else cell_text(cell)
                _spanned(sheet, at, first, last, value, style)
                if isinstance(value, str):
                    height = max(height, _height(value, _width_of(first, last), 15))
            sheet.set_row(at, height)
            at += 1
        return at

    def _part(self, sheet: Worksheet, part: Part) -> None:
        """Write a sheet with one table: title, what is said of it, headings that stay, and rows to filter."""
        writer, report, table = self.writer, self.report, part.table
        sheet.write_string(0, 0, part.title, writer.style(bold=True, font_size=16, font_color=DARK))
        sheet.set_row(0, 26)
        head = " · ".join([report.organisation, *(f"{name}: {value}" for name, value in report.facts[1:3])])
        sheet.write_string(1, 0, head, writer.style(font_color=GREY))
        for at, line in enumerate(part.lines, start=2):
            sheet.write_string(at, 0, line, writer.style(font_color=GREY))
        end = _first(part)
        if table is None or not table.rows:
            self._paper(sheet)
            sheet.write_string(end - 1, 0, table.empty if table else "", writer.style())
        else:
            end = self._table(sheet, part, table)
        for at, notice in enumerate(report.notices, start=end + 1):
            sheet.write_string(at, 0, notice, writer.style(italic=True, font_color=GREY))

    def _table(self, sheet: Worksheet, part: Part, table: Table) -> int:
        """Write headings and rows and return the row after them."""
        columns = [column for column in table.columns if column.only != "print"]
        first, rows = _first(part), _data(table)
        widths = [_column_width(column) for column in columns]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        several = sum(widths) > PAGE
        self._paper(sheet, pages=2 if several else 1)
        self._headings(sheet, first - 1, columns)
        for number, row in enumerate(rows):
            cells = [c for c, column in zip(row.cells, table.columns, strict=True) if column.only != "print"]
            self._row(sheet, first + number, columns, cells, widths)
        last = first + len(rows) - 1
        sheet.autofilter(first - 1, 0, last, len(columns) - 1)
        frozen = 2 if columns[0].width <= _NARROW else 1
        sheet.freeze_panes(first, frozen)
        sheet.repeat_rows(first - 1)
        if several:
            sheet.repeat_columns(0, frozen - 1)
        sheet.print_area(0, 0, last + 1 + len(self.report.notices), len(columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A{first + 1}:A{last + 1} B{first + 1}:E{last + 1}"})
        return last + 1

    def _headings(self, sheet: Worksheet, at: int, columns: Sequence[Column]) -> None:
        looks = self.writer.style(
            bold=True,
            font_size=_SIZE,
            font_color="#FFFFFF",
            bg_color=DARK,
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color=LINE,
        )
        # The arrow of the filter takes room beside the heading.
        height = max(_height(c.title, _column_width(c) - 3.2, _LINE) for c in columns)
        sheet.set_row(at, height + 6)
        for place, column in enumerate(columns):
            sheet.write_string(at, place, column.title, looks)

    def _row(
        self,
        sheet: Worksheet,
        at: int,
        columns: Sequence[Column],
        cells: Sequence[Cell],
        widths: Sequence[float],
    ) -> None:
        height = _LINE + 3
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            self._cell(sheet, at, place, column, cell)
            if not isinstance(cell, int | date):
                height = max(height, _height(cell_text(cell), widths[place], _LINE))
        sheet.set_row(at, min(height, _HIGHEST))

    def _cell(self, sheet: Worksheet, at: int, place: int, column: Column, cell: Cell) -> None:
        looks: dict[str, Any] = {"font_size": _SIZE, "border": 1, "border_color": LINE, "text_wrap": True}
        if isinstance(cell, Mark):
            sheet.write_string(at, place, mark_text(cell), self._tone(cell.token, **looks))
        elif isinstance(cell, Linked) and cell.address:
            style = self.writer.style(**looks, underline=1)
            sheet.write_url(at, place, f"external:{cell.address}", style, cell.text)
        elif isinstance(cell, date):
            days = DAYS.get(self.writer.language, DAYS["lt"])
            sheet.write_datetime(at, place, cell, self.writer.style(**looks, num_format=days, align="left"))
        elif isinstance(cell, int):
            sheet.write_number(at, place, cell, self.writer.style(**looks, align="center"))
        elif cell:
            sheet.write_string(at, place, cell_text(cell), self.writer.style(**looks))
        else:
            ground = {"bg_color": PALE} if column.kind == "mark" else {}
            sheet.write_blank(at, place, None, self.writer.style(**looks, **ground, font_color=INK))


def _first(part: Part) -> int:
    """Return the row of the first data of a sheet: below title, head, what is said, and the headings."""
    return 3 + len(part.lines)


def _data(table: Table) -> list[Row]:
    return [row for row in table.rows if not row.group]


def _sheet_names(parts: Sequence[Part]) -> list[str]:
    """Return a name for each sheet, short enough and each only once."""
    names: list[str] = []
    for part in parts:
        name = _cut("".join(" " if c in "[]:*?/\\" else c for c in part.sheet or part.title), _NAME).strip(
            " '"
        )
        number = 2
        while name.casefold() in {known.casefold() for known in names}:
            name = f"{_cut(name, _NAME - 3)} {number}"
            number += 1
        names.append(name)
    return names


def _cut(name: str, most: int) -> str:
    """Return the beginning of a name that fits: Excel counts in UTF-16, in which rare signs take two places."""
    while len(name.encode("utf-16-le", "surrogatepass")) > 2 * most:
        name = name[:-1]
    return name


def _column_width(column: Column) -> float:
    """Return the width of a column, wide enough for the longest word of its heading and the arrow of the filter."""
    longest = max(len(word) for word in column.title.split())
    return max(column.width, longest * 1.1 + 4)


def _height(text: str, width: float, line: float) -> float:
    """Return the height of a row for a text of several paragraphs in a column of that width."""
    letters = max(4.0, width * _LETTERS)
    return sum(height_of(part, letters, line) - 2 for part in text.split("\n")) + 4


def _spans(table: Table) -> list[tuple[int, int]]:
    """Return first and last column of the overview's grid for each column of a table."""
    made, at = [], 0
    for number, column in enumerate(table.columns):
        if at == 0 and column.width > 6:
            last = 1
        elif at <= 1:
            last = at
        else:
            last = at + max(1, min(round(column.width / _GRID), 2 + _OVER - at)) - 1
            last = max(last, at + 1) if column.kind == "number" and number else last
        made.append((at, last))
        at = last + 1
    return made


def _width_of(first: int, last: int) -> float:
    return sum((5.0, 30.0)[at] if at < 2 else _GRID for at in range(first, last + 1))


def _spanned(sheet: Worksheet, at: int, first: int, last: int, value: str | int, looks: Format) -> None:
    if first == last:
        sheet.write(at, first, value, looks) if isinstance(value, int) else sheet.write_string(
            at, first, value, looks
        )
    else:
        sheet.merge_range(at, first, at, last, value, looks)
