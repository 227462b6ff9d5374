"""Find the cells of a workbook that are more than a value: formulas, errors, percentages, merged ranges of ODF.

Calamine gives the values alone, and of a formula without a computed value it gives nothing.
"""

from __future__ import annotations

import io
import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.extract import odf, workbook
from indexer.extract.archive import Container, local, parsed, value
from indexer.extract.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Merged, Place
from indexer.extract.model import ReadProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WORTH_IT = re.compile(rb"<(?:\w+:)?f[\s>/]|\st=\"e\"")
_MOST_MARKS = 4 * MOST_CELLS  # of a sheet
_PERCENT_FORMATS = frozenset(("9", "10"))  # those that every workbook has
_RECORD = struct.Struct("<HH")
_BOUNDSHEET, _FORMULA, _BOOLERR = 0x0085, 0x0006, 0x0205
_OLD_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marks:
    """Hold what is known of the cells of one sheet; not `vast` when it can be laid out in full."""

    errors: Mapping[Place, str] = field(default_factory=dict)
    formulas: frozenset[Place] = frozenset()
    uncached: frozenset[Place] = frozenset()
    percents: frozenset[Place] = frozenset()
    merged: tuple[Merged, ...] = ()
    vast: bool = False


class _Found:
    """Gather marks while a sheet is walked."""

    def __init__(self) -> None:
        self.errors: dict[Place, str] = {}
        self.formulas: set[Place] = set()
        self.uncached: set[Place] = set()
        self.percents: set[Place] = set()
        self.merged: list[Merged] = []

    @property
    def size(self) -> int:
        return len(self.errors) + len(self.formulas) + len(self.percents) + len(self.merged)

    def marks(self) -> Marks:
        return Marks(
            self.errors,
            frozenset(self.formulas),
            frozenset(self.uncached),
            frozenset(self.percents),
            tuple(self.merged),
        )


def find(data: bytes) -> Mapping[str | int, Marks]:
    """Return the marks of the sheets by name, of old files by number (from 1); of XLSB there are none.

    Raises ReadProblem: encrypted, damaged, or too_large for what unrolls without end.
    """
    if not data.startswith(b"PK"):
        if workbook.old_is_vast(data):
            raise ReadProblem("too_large")
        return _old(data)
    container = Container(data)
    if "content.xml" in container:
        odf.refuse_encrypted(container)
        content = container.part("content.xml")
        if workbook.unrolls_too_far(content):
            raise ReadProblem("too_large")
        return _open_document(parsed(content))
    sheets = workbook.sheets(container)
    styles = _percent_styles(container) if sheets else frozenset()
    return {name: _sheet(sheet, styles) for name, sheet in sheets.items()}


def _sheet(sheet: workbook.Sheet, styles: frozenset[str]) -> Marks:
    if sheet.is_vast():
        return Marks(vast=True)
    data = sheet.container.part(sheet.part)
    if not _WORTH_IT.search(data) and not styles:
        return Marks()
    found = _Found()
    for cell in parsed(data).iter("{*}c"):
        place = _place(cell.get("r") or "")
        if place is None:
            continue
        parts = {local(child): child.text or "" for child in cell}
        if "v" in parts and cell.get("s") in styles:
            found.percents.add(place)
        if cell.get("t") == "e":
            found.errors[place] = parts.get("v", "")
        if "f" in parts:
            found.formulas.add(place)
            # An empty text is a value too: =IF(A1="","",A1).
            if "v" not in parts and cell.get("t") != "str":
                found.uncached.add(place)
    return found.marks()


def _place(address: str) -> Place | None:
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _percent_styles(container: Container) -> frozenset[str]:
    """Return the numbers of the cell styles that show 0.85 as 85 %."""
    name = next((one for one in container.names if one.lower() == "xl/styles.xml"), "")
    try:
        root = container.xml(name) if name else None
    except ReadProblem:
        return frozenset()
    if root is None:
        return frozenset()
    formats = set(_PERCENT_FORMATS)
    for each in root.iter("{*}numFmt"):
        # What stands in quotes is shown after the number and does not multiply it.
        if "%" in re.sub(r'"[^"]*"|\\.', "", each.get("formatCode") or ""):
            formats.add(each.get("numFmtId") or "")
    cells = next((each for each in root.iter("{*}cellXfs")), None)
    return frozenset(
        str(number)
        for number, each in enumerate(cells if cells is not None else ())
        if each.get("numFmtId") in formats
    )


def _open_document(root: etree._Element) -> dict[str | int, Marks]:
    tables = (
        each for each in root.iter() if local(each) == "table" and local(each.getparent()) == "spreadsheet"
    )
    return {value(table, "name"): _open_sheet(table) for table in tables}


def _open_sheet(table: etree._Element) -> Marks:
    found = _Found()
    number = 1
    for row in (each for each in table.iter() if local(each) == "table-row"):
        times = _times(row, "number-rows-repeated")
        for first, last, cell in _cells(row):
            if (last - first + 1) * min(times, MOST_ROWS) + found.size > _MOST_MARKS:
                raise ReadProblem("too_large")
            for at in range(number, number + min(times, MOST_ROWS)):
                for column in range(first, last + 1):
                    _note(found, cell, (at, column))
        number += times
    return found.marks()


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield the cells that have a mark, with the first and the last column in which they stand."""
    column = 1
    for cell in row:
        name = local(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        times = _times(cell, "number-columns-repeated")
        if name == "table-cell" and column <= MOST_COLUMNS and _is_marked(cell):
            yield column, min(column + times - 1, MOST_COLUMNS), cell
        column += times


def _is_marked(cell: etree._Element) -> bool:
    spans = any(_times(cell, each) > 1 for each in ("number-rows-spanned", "number-columns-spanned"))
    return spans or bool(value(cell, "formula")) or not _kinds(cell).isdisjoint(("percentage", "error"))


def _kinds(cell: etree._Element) -> set[str]:
    """Return the types of the value; LibreOffice has one of its own beside that of the standard."""
    return {str(told) for key, told in cell.attrib.items() if str(key).endswith("}value-type")}


def _note(found: _Found, cell: etree._Element, place: Place) -> None:
    kinds = _kinds(cell)
    if value(cell, "formula"):
        found.formulas.add(place)
        if not kinds:
            found.uncached.add(place)
    if "percentage" in kinds:
        found.percents.add(place)
    if "error" in kinds:
        found.errors[place] = "".join(str(text) for text in cell.itertext()).strip()[:20]
    down, right = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
    if down > 1 or right > 1:
        found.merged.append(Merged(place[0], place[1], place[0] + down - 1, place[1] + right - 1))


def _times(element: etree._Element, name: str) -> int:
    text = value(element, name)
    return int(text) if text.isdecimal() and len(text) < 9 else 1


def _old(data: bytes) -> dict[str | int, Marks]:
    """Return the marks of a file of the old Excel, by the numbers of its sheets."""
    try:
        from olefile import OleFileIO  # type: ignore[import-untyped]

        with OleFileIO(io.BytesIO(data)) as container:
            names = {path[0].lower(): path[0] for path in container.listdir() if len(path) == 1}
            name = names.get("workbook") or names.get("book")
            stream: bytes = container.openstream(name).read() if name else b""
    except Exception:  # noqa: BLE001  # not installed, or broken: calamine will say so
        return {}
    starts = [
        int.from_bytes(stream[at + 4 : at + 8], "little")
        for kind, at, _ in _records(stream, 0, globals_only=True)
        if kind == _BOUNDSHEET
    ]
    return {number: _old_sheet(stream, start) for number, start in enumerate(starts, 1)}


def _records(stream: bytes, at: int, *, globals_only: bool = False) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and size of the records of one part of the stream, until its end."""
    while at + 4 <= len(stream):
        kind, size = _RECORD.unpack_from(stream, at)
        if kind == 0x000A or (globals_only and kind == 0 and size == 0):
            return
        yield kind, at, size
        at += 4 + size


def _old_sheet(stream: bytes, start: int) -> Marks:
    found = _Found()
    for kind, at, size in _records(stream, start):
        if kind not in (_FORMULA, _BOOLERR) or size < 8 or at + 4 + size > len(stream):
            continue
        row, column = _RECORD.unpack_from(stream, at + 4)
        place = (row + 1, column + 1)
        body = stream[at + 10 : at + 4 + size]
        if kind == _BOOLERR and body[1]:
            found.errors[place] = _OLD_ERRORS.get(body[0], "")
        elif kind == _FORMULA:
            found.formulas.add(place)
            if body[6:8] == b"\xff\xff" and body[0] == 2:
                found.errors[place] = _OLD_ERRORS.get(body[2], "")
    return found.marks()
