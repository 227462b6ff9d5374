"""Write a book as an XLSX workbook that explains itself: a guide, then one protected sheet per table."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from qms.reports.workbook_cells import LISTED, WRITTEN, cell, choices, example, number_format
from qms.reports.workbook_guide import write_guide
from qms.reports.workbook_page import (
    DARK,
    DAY_SHOWN,
    FAINT,
    GREY,
    INK,
    LIGHT,
    LINE,
    LINE_HEIGHT,
    PAGE,
    PALE,
    Writer,
    height_of,
    set_page,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from qms.model.books import Book, Column, Table

TITLE, ABOUT, EXPLAIN, HEADING = 0, 1, 2, 3  # rows of a sheet; the data begin below
FIRST = HEADING + 1
ON_PAPER = 15  # empty rows with lines, for those who print a register and write by hand
ROWS = 2_000  # rows that lists and checks reach, at the least
_LAST_COLUMN = 16_383
_LISTS = "_lists"
_INLINE = 255  # characters that Excel takes as a list within a cell
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the same input gives the same bytes
_DAY_LIMITS = (date(1920, 1, 1), date(2100, 12, 31))


def write_book(
    book: Book,
    language: str,
    *,
    lists: Mapping[str, Mapping[str, str]] | None = None,
    rows: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    sample: bool = True,
) -> bytes:
    """Return a book as the bytes of an XLSX file; the same input gives the same bytes.

    `lists` maps service, site, group and function to the names that may be chosen, by id. `rows` are typed rows to
    fill in, by table; ids in them are shown as names. `sample` adds the sample row to each table. Raises KeyError for
    a table or column that the book does not have.
    """
    from xlsxwriter import Workbook

    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    workbook.set_properties({"title": book.title(language), "author": "", "created": _MADE})
    workbook.set_size(2400, 1300)
    writer = Writer(workbook, language, lists or {})
    filled = dict(rows or {})
    write_guide(writer, book)
    for table in book.tables:
        _sheet(writer, book, table, filled.pop(table.name, ()), sample=sample)
    if filled:
        raise KeyError(next(iter(filled)))
    _write_lists(writer)
    workbook.close()
    return buffer.getvalue()


def _sheet(
    writer: Writer, book: Book, table: Table, rows: Sequence[Mapping[str, Any]], *, sample: bool
) -> None:
    """Write one table: title, what it is for, explanations, headings, sample and rows."""
    sheet = writer.workbook.add_worksheet(writer.text(table.titles))
    set_page(sheet, book.title(writer.language), sum(writer.width(column) for column in table.columns))
    last = max(FIRST + ROWS, FIRST + len(rows) + ROWS // 4) - 1
    _head(writer, sheet, table)
    for at, column in enumerate(table.columns):
        looks = _data_looks(writer, column)
        sheet.set_column(at, at, writer.width(column), writer.style(**looks))
        _validate(writer, sheet, at, column, last)
    sheet.set_column(len(table.columns), _LAST_COLUMN, 14, writer.style(locked=False))
    # Columns that hold nothing count as used once they have a format, and each row would be searched to the last.
    sheet.dim_colmax = len(table.columns) - 1
    _rows(writer, sheet, table, rows, sample=sample)
    _lines(writer, sheet, table, last)
    sheet.ignore_errors(
        {"number_stored_as_text": f"A{FIRST + 1}:{_letters(len(table.columns) - 1)}{last + 1}"}
    )
    sheet.autofilter(HEADING, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(FIRST, 1)
    sheet.repeat_rows(HEADING)
    sheet.set_selection(FIRST + sample + len(rows), 0, FIRST + sample + len(rows), 0)
    sheet.protect(
        "",
        {
            "format_columns": True,
            "format_rows": True,
            "sort": True,
            "autofilter": True,
            "insert_rows": True,
            "delete_rows": True,
        },
    )


def _head(writer: Writer, sheet: Worksheet, table: Table) -> None:
    """Write the locked rows above the data. The headings come last, so that lists and filters begin below them."""
    width = len(table.columns)
    # On the further pages of a wide table the first column is repeated, and a text in it would be cut off.
    start = 1 if sum(writer.width(column) for column in table.columns) > PAGE else 0
    for row, height in ((TITLE, 30), (ABOUT, 18)):
        sheet.set_row(row, height, writer.style())
        for at in range(width):
            sheet.write_blank(row, at, None, writer.style())
    big = writer.style(bold=True, font_size=16, font_color=DARK, valign="vcenter")
    sheet.write_string(TITLE, start, writer.text(table.titles), big)
    sheet.write_string(ABOUT, start, writer.text(table.explain), writer.style(font_color=GREY))
    small = writer.style(
        font_size=8.5,
        font_color=GREY,
        bg_color=PALE,
        text_wrap=True,
        valign="bottom",
        right=1,
        right_color=LINE,
    )
    explained = [writer.text(column.explain) for column in table.columns]
    sheet.set_row(
        EXPLAIN,
        max(
            height_of(text, writer.width(c) * 1.3, 11.5)
            for text, c in zip(explained, table.columns, strict=True)
        ),
    )
    headings = [column.heading(writer.language) for column in table.columns]
    sheet.set_row(
        HEADING,
        max(
            height_of(text, writer.width(c) * 0.95 - 2, LINE_HEIGHT)
            for text, c in zip(headings, table.columns, strict=True)
        )
        + 4,
    )
    for at, column in enumerate(table.columns):
        sheet.write_string(EXPLAIN, at, explained[at], small)
        ink, ground = ("#FFFFFF", DARK) if column.required else (INK, LIGHT)
        looks = writer.style(
            bold=True,
            font_color=ink,
            bg_color=ground,
            text_wrap=True,
            valign="vcenter",
            border=1,
            border_color=LINE,
        )
        sheet.write_string(HEADING, at, headings[at], looks)


def _data_looks(writer: Writer, column: Column) -> dict[str, Any]:
    """Return how the cells of a column look: unlocked, words wrapped, days and numbers in their format."""
    looks: dict[str, Any] = {"locked": False, "num_format": number_format(column, writer.language)}
    if column.type in {"text", "choice", "person", *WRITTEN, *LISTED}:
        looks["text_wrap"] = True
    if column.type in {"date", *WRITTEN}:
        looks["align"] = "left"
    elif column.type in {"year", "number", "integer", "share", "count", "flag"}:
        looks["align"] = "center"
    return looks


def _rows(
    writer: Writer, sheet: Worksheet, table: Table, rows: Sequence[Mapping[str, Any]], *, sample: bool
) -> None:
    """Write the sample, then the rows, or empty lines for those who write by hand. Raises KeyError."""
    at = FIRST
    if sample:
        shown = {column.key: example(column, writer.language, writer.lists) for column in table.columns}
        _row(sheet, at, table, shown, _looks(writer, table, italic=True, font_color=FAINT))
        at += 1
    looks = _looks(writer, table)
    columns = {column.key: column for column in table.columns}
    for row in rows:
        shown = {key: cell(columns[key], value, writer.language, writer.lists) for key, value in row.items()}
        _row(sheet, at, table, shown, looks)
        at += 1
    lined = _looks(writer, table, bottom=1, bottom_color=LINE)
    for empty in range(0 if rows else ON_PAPER):
        _row(sheet, at + empty, table, {}, lined)


def _looks(writer: Writer, table: Table, **more: Any) -> list[Format]:
    """Return the format of each column's cells."""
    return [writer.style(**_data_looks(writer, column), **more) for column in table.columns]


def _row(sheet: Worksheet, at: int, table: Table, shown: Mapping[str, Any], looks: Sequence[Format]) -> None:
    """Write one row, high enough for its longest text."""
    height = LINE_HEIGHT
    for place, column in enumerate(table.columns):
        value = shown.get(column.key)
        _put(sheet, at, place, value, looks[place])
        if isinstance(value, str):
            height = max(height, height_of(value, column.width * 1.08, LINE_HEIGHT))
    if height > LINE_HEIGHT:
        sheet.set_row(at, height)


def _put(sheet: Worksheet, row: int, column: int, value: Any, looks: Format) -> None:
    """Write one cell as what it is; a text is never taken for a formula."""
    if value is None:
        sheet.write_blank(row, column, None, looks)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, looks)
    else:
        sheet.write_string(row, column, value, looks)


def _lines(writer: Writer, sheet: Worksheet, table: Table, last: int) -> None:
    """Draw a line below every row that has something in it, and mark an identity that stands twice.

    A code may stand once for each service where a row must name one.
    """
    width = len(table.columns)
    if table.identity and not any(column.type == "service" and column.required for column in table.columns):
        at = next(n for n, column in enumerate(table.columns) if column.key == table.identity)
        double = writer.workbook.add_format({"bg_color": "#F8D7C9"})
        sheet.conditional_format(FIRST, at, last, at, {"type": "duplicate", "format": double})
    used = f"=COUNTA($A{FIRST + 1}:${_letters(width - 1)}{FIRST + 1})>0"
    line = writer.workbook.add_format({"bottom": 1, "bottom_color": LINE})
    sheet.conditional_format(FIRST, 0, last, width - 1, {"type": "formula", "criteria": used, "format": line})


def _validate(writer: Writer, sheet: Worksheet, at: int, column: Column, last: int) -> None:
    """Offer what may be chosen, and check days and numbers while they are typed."""
    rule = _check(writer, column)
    if rule:
        sheet.data_validation(FIRST, at, last, at, rule)


def _check(writer: Writer, column: Column) -> dict[str, Any] | None:
    offered = choices(column, writer.language, writer.lists)
    if offered:
        # Several services or groups may stand in one cell; a list that insisted would forbid that.
        many = column.type in LISTED
        return {
            "validate": "list",
            "source": _source(writer, offered),
            "show_error": not many,
            "error_title": writer.say("book_wrong"),
            "error_message": writer.say("book_wrong_choice"),
        }
    if column.type == "date":
        low, high = _DAY_LIMITS
        rule: dict[str, Any] = {"validate": "date", "criteria": "between", "minimum": low, "maximum": high}
        message = writer.say("book_wrong_day", day=DAY_SHOWN[writer.language])
    elif column.type in {"integer", "year"}:
        between = column.between or ((1990, 2100) if column.type == "year" else (0, 1_000_000))
        rule = {"validate": "integer", "criteria": "between", "minimum": between[0], "maximum": between[1]}
        message = writer.say("book_wrong_whole", low=between[0], high=between[1])
    elif column.type == "number":
        rule = {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
        message = writer.say("book_wrong_number")
    else:
        return None
    return {**rule, "error_title": writer.say("book_wrong"), "error_message": message}


def _source(writer: Writer, offered: tuple[str, ...]) -> list[str] | str:
    """Return the entries of a list themselves, or the range of the hidden sheet for those that Excel refuses inline."""
    if len(",".join(offered)) <= _INLINE and not any(sign in entry for entry in offered for sign in ',"'):
        return list(offered)
    if offered not in writer.ranges:
        at = _letters(len(writer.ranges))
        writer.ranges[offered] = f"='{_LISTS}'!${at}$1:${at}${len(offered)}"
    return writer.ranges[offered]


def _write_lists(writer: Writer) -> None:
    """Write the long lists on a sheet that nobody sees."""
    if not writer.ranges:
        return
    sheet = writer.workbook.add_worksheet(_LISTS)
    for at, offered in enumerate(writer.ranges):
        sheet.write_column(0, at, offered)
    sheet.hide()
    sheet.protect("")


def _letters(column: int) -> str:
    """Return the letters of a column by its number from 0."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
