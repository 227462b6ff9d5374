"""Hold what the sheets of a workbook share: formats, words, colours, the paper, and how high a text is."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from qms.reports.workbook_cells import said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from qms.model.books import Column

INK, DARK, LIGHT, PALE, LINE = "#1D2B33", "#1F5566", "#D5E5EA", "#F3F7F8", "#B9CBD2"
GREY, FAINT = "#5D6B73", "#8A959B"
LINE_HEIGHT = 15.5  # points
PAGE = 255  # units of width that are still readable on a sheet of A4
DAY_SHOWN = {"en": "31/12/2026", "nb": "31.12.2026", "lt": "2026-12-31"}


@dataclass(slots=True)
class Writer:
    """Hold what the writing of one workbook needs: formats are made once, long lists stand on a hidden sheet."""

    workbook: Workbook
    language: str
    lists: Mapping[str, Mapping[str, str]]
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    ranges: dict[tuple[str, ...], str] = field(default_factory=dict)

    def style(self, **looks: Any) -> Format:
        """Return a cell format; the same looks give the same one."""
        key = tuple(sorted({"font_name": "Calibri", "font_color": INK, "valign": "top", **looks}.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(dict(key))
        return self.formats[key]

    def width(self, column: Column) -> int:
        """Return the width of a column, wide enough for the longest word of its heading."""
        longest = max(len(word) for word in column.heading(self.language).split())
        return max(column.width, round(longest * 1.15) + 1)

    def say(self, code: str, **params: Any) -> str:
        """Return a sentence in the language of the workbook."""
        return said(code, self.language, **params)

    def text(self, texts: Mapping[str, str]) -> str:
        """Return the text in the language of the workbook, else in English."""
        return texts.get(self.language) or texts.get("en", "")


def set_page(sheet: Worksheet, title: str, width: int = 0) -> None:
    """Set up the paper: A4, title and page number below; a table lies across as many pages as keep it readable."""
    if width:
        sheet.set_landscape()
        sheet.repeat_columns(0)
    sheet.set_paper(9)
    sheet.fit_to_pages(-(-width // PAGE) or 1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&8{title.replace('&', '&&')} · &A&R&8&P / &N")


def height_of(text: str, letters: float, line: float, *, roomy: bool = False) -> float:
    """Return the height of a row in points for a text that wraps at about so many letters."""
    lines, used = 1, 0
    for word in text.split():
        if used and used + 1 + len(word) > letters:
            lines, used = lines + 1, 0
        used += len(word) + bool(used)
    return lines * line + (5 if roomy else 2)


def with_plain_ways(data: bytes) -> bytes:
    """Return a workbook whose links to files have slashes, as Excel writes them, so that they open everywhere."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.startswith("xl/worksheets/_rels/"):
                content = content.replace(b"\\", b"/")
            new.writestr(entry, content)
    return made.getvalue()
