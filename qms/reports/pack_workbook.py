"""Write the index of an audit pack as a workbook: one row for each file and place, and one for each gap."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say, word
from qms.reports.official import official_label
from qms.reports.pack_pages import level_text
from qms.reports.tables import MARKS
from qms.reports.workbook_page import (
    DARK,
    GREY,
    LINE,
    LINE_HEIGHT,
    Writer,
    height_of,
    set_page,
    with_plain_ways,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.worksheet import Worksheet

    from qms.model.pack import Pack, PackCriterion, PackIndicator, Place, Use

_COLUMNS = (
    ("pack_column_ref", 7), ("column_title", 34), ("pack_column_level", 16), ("column_state", 16),
    ("statement", 44), ("column_file", 38), ("pack_column_place", 22), ("pack_column_quote", 40),
    ("column_date", 16), ("pack_column_assumed", 11), ("pack_column_kinds", 18), ("pack_column_services", 22),
    ("pack_column_sha256", 20),
)  # fmt: skip
_OFFICIAL = ("output_official", 46)
"""The column after the title, where official wording was imported."""
_FILLS = {
    "covered": "#E8F4EA", "partial": "#FFF4D6", "suspect": "#F8ECFB", "expired": "#FDEEE2", "missing": "#FDEAEA",
    "not_applicable": "#EEF2F4",
}  # fmt: skip
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - the same input gives the same bytes
_HEAD = 3  # rows above the headings


def pack_workbook(pack: Pack, up: str) -> bytes:
    """Return the index as the bytes of an XLSX file; `up` leads from its folder to that of the pack."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    workbook = Workbook(buffer, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    workbook.set_properties({"title": say("pack_title"), "author": "", "created": _MADE})
    writer = Writer(workbook, pack.language, {})
    sheet = workbook.add_worksheet(say("pack_folder_index")[:31])
    columns = _columns(pack)
    set_page(sheet, f"{say('pack_title')} · {pack.organisation}", sum(width for _, width in columns))
    _head(writer, sheet, pack, columns)
    row = _HEAD + 1
    for criterion in (criterion for principle in pack.principles for criterion in principle.criteria):
        for indicator in criterion.indicators:
            for cells in _rows(criterion, indicator):
                if _OFFICIAL in columns:
                    cells.insert(2, _official(indicator))
                _write(writer, sheet, row, columns, cells, indicator.state.value, up)
                row += 1
    sheet.autofilter(_HEAD, 0, max(row - 1, _HEAD + 1), len(columns) - 1)
    sheet.freeze_panes(_HEAD + 1, 2)
    sheet.repeat_rows(_HEAD)
    workbook.close()
    return with_plain_ways(buffer.getvalue())


def _columns(pack: Pack) -> list[tuple[str, int]]:
    """Return the columns with their widths; official wording has its own where there is any."""
    columns = list(_COLUMNS)
    if any(indicator.official for indicator in pack.indicators):
        columns.insert(2, _OFFICIAL)
    return columns


def _official(indicator: PackIndicator) -> str:
    """Return the official wording of an indicator under its label, nothing where there is none."""
    if indicator.official is None:
        return ""
    language, text = indicator.official
    return f"{official_label(language)}:\n{text}"


def _head(writer: Writer, sheet: Worksheet, pack: Pack, columns: Sequence[tuple[str, int]]) -> None:
    big = writer.style(bold=True, font_size=16, font_color=DARK)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, f"{say('pack_title')} · {pack.organisation}", big)
    small = writer.style(font_color=GREY)
    facts = f"{pack.framework} · {say('pack_fact_as_of')}: {pack.as_of.isoformat()}"
    sheet.write_string(1, 0, facts, small)
    sheet.write_string(2, 0, f"{say('covered_means')} {say('not_affiliated')}", small)
    looks = writer.style(
        bold=True,
        font_color="#FFFFFF",
        bg_color=DARK,
        text_wrap=True,
        valign="vcenter",
        border=1,
        border_color=LINE,
    )
    sheet.set_row(_HEAD, 32)
    for at, (code, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(_HEAD, at, say(code), looks)


def _rows(criterion: PackCriterion, indicator: PackIndicator) -> Iterator[list[Any]]:
    """Yield the rows of an indicator: one for each place in each file, or one that says that there is none."""
    levels = "; ".join(
        f"{word(level.perspective)}: {level_text(level)}" for level in criterion.levels or indicator.levels
    )
    statement = "\n".join(
        f"{one.service}: {one.text}" if one.service else one.text for one in indicator.statements
    )
    start = [
        indicator.ref,
        indicator.title,
        levels or say("pack_level_none"),
        indicator.state.value,
        statement,
    ]
    if not indicator.uses:
        yield [*start, (say("pack_nothing_linked"), ""), indicator.reason, "", "", "", "", "", ""]
    for use in indicator.uses:
        for place in use.places or (None,):
            yield [*start, *_of_use(use, place)]


def _of_use(use: Use, place: Place | None) -> list[Any]:
    file = use.file
    title = file.title if file.path else f"{file.title} ({say('pack_on_site')})"
    where = []
    if place is not None:
        where = [say("at_page", {"number": place.page}) if place.page else "", place.label]
    return [
        (title, file.path),
        ", ".join(part for part in where if part),
        place.quote if place else "",
        use.date or say("pack_no_date"),
        say("book_yes") if use.assumed else "",
        ", ".join(word(kind.value) for kind in use.kinds),
        ", ".join(use.services),
        file.sha256,
    ]


def _write(
    writer: Writer,
    sheet: Worksheet,
    row: int,
    columns: Sequence[tuple[str, int]],
    cells: Sequence[Any],
    state: str,
    up: str,
) -> None:
    height = LINE_HEIGHT
    looks = writer.style(text_wrap=True, bottom=1, bottom_color=LINE)
    for at, ((code, width), value) in enumerate(zip(columns, cells, strict=True)):
        if code == "column_state":
            shown = f"{MARKS[state]} {word(state)}"
            coloured = writer.style(text_wrap=True, bottom=1, bottom_color=LINE, bg_color=_FILLS[state])
            sheet.write_string(row, at, shown, coloured)
            continue
        if code == "column_file":
            title, path = value
            if path:
                link = writer.style(
                    text_wrap=True, bottom=1, bottom_color=LINE, font_color="#14506B", underline=1
                )
                sheet.write_url(row, at, f"external:{up}{path}", link, title[:32_000])
                height = max(height, height_of(title, width, LINE_HEIGHT))
                continue
        sheet.write_string(row, at, str(value)[:32_000], looks)
        height = max(height, height_of(str(value), width * 1.05, LINE_HEIGHT))
    sheet.set_row(row, min(height, 300))
