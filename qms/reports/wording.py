"""Write the spreadsheet into which a provider fills the official wording, and name its places."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.catalogue.wording.sheet import KEY, all_keys, row_key
from qms.locale.sentences import say, word
from qms.locale.translator import current
from qms.reports.official import official_label
from qms.reports.workbook_cells import said
from qms.reports.workbook_page import DARK, GREY, INK, LINE, PALE, set_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from qms.catalogue.official import Key
    from qms.model.assessment import ScaleText
    from qms.model.framework import Framework

_WIDTHS = (12, 14, 7, 12, 7, 60, 90)
_PER_LINE = 1.12
"""Characters that a unit of column width holds, on average."""
_LINE_HEIGHT = 15
_HIGHEST = 400  # points; Excel takes 409


@dataclass(frozen=True)
class WordingBook:
    """Hold what the spreadsheet shows: the language of the wording, our own scales, and texts that are there."""

    framework: Framework
    language: str
    scales: Mapping[tuple[str, str], ScaleText]
    texts: Mapping[Key, str]


def place_name(framework: Framework, key: Key) -> str:
    """Return a place of the standard as people say it: "criterion 26, approach, level 2"."""
    section, ref, perspective, level = key
    part = {
        "principles": "principle",
        "titles": "principle",
        "indicators": "indicator",
        "documents": "indicator",
    }
    name = f"{framework.word(part.get(section, 'criterion'), current())} {ref}".strip()
    more = [word(perspective)] if perspective else []
    more += [say("wording_level", {"level": level})] if level else []
    more += [say("wording_title")] if section == "titles" else []
    more += [say("wording_note")] if section == "documents" else []
    return ", ".join([name, *more])


def wording_book(book: WordingBook) -> bytes:
    """Return the bytes of the spreadsheet: one text a row, only the wording open for writing."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as made:
        sheet = made.add_worksheet(said("wording_sheet", current()))
        _fill(made, sheet, book)
    return stream.getvalue()


def _fill(made: Workbook, sheet: Worksheet, book: WordingBook) -> None:
    looks = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top", "text_wrap": True}
    looks |= {"border": 1, "border_color": LINE}
    head = made.add_format({**looks, "bold": True, "font_color": "#FFFFFF", "bg_color": DARK})
    faint = made.add_format({**looks, "font_color": GREY, "font_size": 8, "bg_color": PALE})
    fixed = made.add_format({**looks, "bg_color": PALE})
    bold = made.add_format({**looks, "bg_color": PALE, "bold": True})
    opened = made.add_format({**looks, "locked": False, "num_format": "@"})
    label = official_label(book.language)
    columns = [
        KEY,
        *(say(f"wording_sheet_{name}") for name in ("part", "ref", "scale", "level", "own")),
        label,
    ]
    for column, (width, title) in enumerate(zip(_WIDTHS, columns, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    keys = all_keys(book.framework)
    for row, key in enumerate(keys, 1):
        _row(sheet, row, key, book, (faint, bold if key[0] in {"titles", "criteria"} else fixed, opened))
    sheet.freeze_panes(1, 5)
    sheet.autofilter(0, 0, len(keys), len(columns) - 1)
    sheet.protect(
        options={
            "format_columns": True,
            "format_rows": True,
            "autofilter": True,
            "sort": False,
            "select_locked_cells": True,
        }
    )
    set_page(sheet, book.framework.name(current()), sum(_WIDTHS))
    sheet.repeat_rows(0)


def _row(
    sheet: Worksheet, row: int, key: Key, book: WordingBook, looks: tuple[Format, Format, Format]
) -> None:
    faint, fixed, opened = looks
    section, ref, perspective, level = key
    own, text = own_words(book, key), book.texts.get(key, "")
    sheet.write_string(row, 0, row_key(book.framework.id, book.language, key), faint)
    part = place_name(book.framework, (section, "", "", "")).strip()
    for column, value in enumerate((part, ref, word(perspective) if perspective else "", level, own), 1):
        sheet.write_string(row, column, value, fixed)
    sheet.write_string(row, len(_WIDTHS) - 1, text, opened)
    lines = max(_lines(own, _WIDTHS[5]), _lines(text, _WIDTHS[6]), 2)
    sheet.set_row(row, min(_HIGHEST, lines * _LINE_HEIGHT + 3))


def _lines(text: str, width: int) -> int:
    return sum(1 + int(len(line) / (width * _PER_LINE)) for line in text.split("\n"))


def own_words(book: WordingBook, key: Key) -> str:
    """Return what we say of a place in our own words, in the language of the reader."""
    section, ref, perspective, level = key
    framework, language = book.framework, current()
    if section == "levels":
        scale = book.scales.get((ref, perspective))
        conditions = scale.conditions if scale else ()
        return "\n".join(_said(c.text, language) for c in conditions if str(c.level) == level)
    if section == "titles":
        return framework.title("principles", ref, language)
    if section == "indicators":
        asked = framework.text("indicators", ref, "asked", language)
        return "\n".join(text for text in (framework.title("indicators", ref, language), str(asked)) if text)
    if section == "documents":
        kind = framework.by_ref[ref].rule.document_kind
        return f"{say('required_document')}: {word(kind)}" if kind else ""
    return framework.title(section, ref, language)


def _said(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en", "")
