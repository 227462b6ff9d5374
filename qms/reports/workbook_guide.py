"""Write the guide of a workbook: what it is for, how it is filled in, and what is on its sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.reports.workbook_page import DARK, DAY_SHOWN, GREY, LINE, LINE_HEIGHT, Writer, height_of, set_page

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from qms.model.books import Book

_RULES = tuple(
    f"book_rule_{name}" for name in ("write", "sample", "lists", "days", "codes", "protected", "keep")
)


def write_guide(writer: Writer, book: Book) -> None:
    """Write the first sheet: what the workbook is for, how it is filled in, and what is on the other sheets."""
    sheet = writer.workbook.add_worksheet(writer.say("book_guide"))
    set_page(sheet, book.title(writer.language))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 66)
    title = writer.style(bold=True, font_size=20, font_color=DARK, valign="vcenter")
    sheet.set_row(0, 36)
    sheet.write_string(0, 1, book.title(writer.language), title)
    at = _paragraph(writer, sheet, 1, writer.text(book.purpose), font_size=12)
    refs = next(iter(book.serves.values()), ())
    if refs:
        at = _paragraph(
            writer, sheet, at, writer.say("book_serves", refs=", ".join(refs)), font_size=10, font_color=GREY
        )
    at = _band(writer, sheet, at + 1, writer.say("book_how"))
    for number, code in enumerate(_RULES, 1):
        at = _rule(writer, sheet, at, number, code)
    at = _band(writer, sheet, at + 1, writer.say("book_sheets"))
    for table in book.tables:
        name = writer.text(table.titles)
        looks: dict[str, Any] = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
        link = writer.style(bold=True, font_color=DARK, underline=1, **looks)
        sheet.write_url(at, 1, f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1", link, name)
        about = writer.text(table.explain)
        sheet.write_string(at, 2, about, writer.style(text_wrap=True, **looks))
        sheet.set_row(at, height_of(about, 79, LINE_HEIGHT, roomy=True))
        at += 1
    sheet.protect("", {"select_locked_cells": True})


def _paragraph(writer: Writer, sheet: Worksheet, row: int, text: str, **looks: Any) -> int:
    """Write a paragraph over both columns and return the next free row."""
    sheet.merge_range(row, 1, row, 2, text, writer.style(text_wrap=True, **looks))
    sheet.set_row(row, height_of(text, 104 * 11 / looks["font_size"], looks["font_size"] * 1.4, roomy=True))
    return row + 1


def _band(writer: Writer, sheet: Worksheet, row: int, text: str) -> int:
    """Write the title of a part of the guide and return the next free row."""
    looks = writer.style(bold=True, font_size=12, font_color="#FFFFFF", bg_color=DARK, valign="vcenter")
    sheet.merge_range(row, 1, row, 2, text, looks)
    sheet.set_row(row, 21)
    return row + 1


def _rule(writer: Writer, sheet: Worksheet, row: int, number: int, code: str) -> int:
    """Write one rule, its subject in bold, and return the next free row."""
    text = writer.say(code, day=DAY_SHOWN[writer.language])
    looks = {"text_wrap": True, "bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
    subject = f"{number}. {writer.say(f'{code}_title')}"
    sheet.write_string(row, 1, subject, writer.style(bold=True, **looks))
    sheet.write_string(row, 2, text, writer.style(**looks))
    sheet.set_row(row, height_of(text, 79, LINE_HEIGHT, roomy=True))
    return row + 1
