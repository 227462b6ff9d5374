"""Read the official wording back from the spreadsheet that it was filled into, one text a row."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.catalogue.official import documents_of, expected_keys
from qms.catalogue.wording.reading import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.extract.grid import Cell, Grid, GridRow, GridSheet
    from qms.catalogue.official import Key
    from qms.model.framework import Framework

KEY = "key"
"""What heads the column of keys, in every language; the official wording stands in the last column of that row."""
_HEAD_ROWS = 10


@dataclass(frozen=True)
class SheetReading:
    """Hold what stood in a spreadsheet: filled texts, rows left `empty`, places that had no row, and doubts.

    `language` and `framework` are those that the keys name, None where the sheet has no keys at all.
    """

    framework: str | None = None
    language: str | None = None
    texts: Mapping[Key, str] = field(default_factory=dict)
    empty: tuple[Key, ...] = ()
    missing: tuple[Key, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def row_key(framework: str, language: str, key: Key) -> str:
    """Return what stands in the column of keys: `equass-2018:nb:levels/26/approach/2`."""
    return f"{framework}:{language}:" + "/".join(part for part in key if part)


def parse_key(text: str) -> tuple[str, str, Key] | None:
    """Return framework, language and place of a key, None where it is none."""
    head, _, place = text.strip().rpartition(":")
    framework, _, language = head.rpartition(":")
    parts = place.split("/")
    if not framework or not language or len(parts) not in (2, 4) or not all(parts):
        return None
    section, ref, perspective, level = [*parts, "", ""][:4]
    return framework, language, (section, ref, perspective, level)


def all_keys(framework: Framework) -> list[Key]:
    """Return the place of every official text, notes on documents after their indicators."""
    notes = {key[1]: key for key in documents_of(framework)}
    found: list[Key] = []
    for key in expected_keys(framework):
        found.append(key)
        if key[0] == "indicators" and key[1] in notes:
            found.append(notes[key[1]])
    return found


def read_sheet(grid: Grid, framework: Framework) -> SheetReading:
    """Read the first sheet that has a column of keys; texts are those of its wording column."""
    for sheet in grid.sheets:
        head = _head(sheet)
        if head is not None:
            return _read(sheet, *head, framework)
    return SheetReading()


def _head(sheet: GridSheet) -> tuple[int, int, int] | None:
    """Return row and column of the keys, and the column of the wording: the last that is headed."""
    for row in sheet.rows[:_HEAD_ROWS]:
        for column, cell in row.cells.items():
            if isinstance(cell, str) and cell.strip().casefold() == KEY and max(row.cells) > column:
                return row.number, column, max(row.cells)
    return None


def _read(sheet: GridSheet, top: int, keys: int, wording: int, framework: Framework) -> SheetReading:
    known = {key: number for number, key in enumerate(all_keys(framework))}
    texts: dict[Key, str] = {}
    seen: dict[Key, int] = {}
    doubts: list[Doubt] = []
    named: list[tuple[str, str]] = []
    for row in sheet.rows:
        if row.number <= top:
            continue
        found = parse_key(str(row.cells.get(keys, "")))
        if found is None:
            doubts += _without_key(row, wording)
            continue
        key = found[2]
        named.append(found[:2])
        if key not in known or found[0] != framework.id:
            doubts.append(Doubt("doubt_row_unknown", ("", "", "", ""), row.number, str(row.cells[keys])))
        elif key in seen:
            doubts.append(Doubt("doubt_row_twice", key, row.number, str(seen[key])))
        else:
            seen[key] = row.number
            text = _text(row.cells.get(wording))
            if text is None:
                doubts.append(Doubt("doubt_row_no_text", key, row.number))
            elif text:
                texts[key] = text
    languages = sorted({language for _, language in named})
    if len(languages) > 1:
        doubts.append(Doubt("doubt_row_languages", ("", "", "", ""), 0, ", ".join(languages)))
    first = max(set(named), key=named.count) if named else (None, None)
    ordered = {key: texts[key] for key in known if key in texts}
    empty = tuple(key for key in known if key in seen and key not in texts)
    missing = tuple(key for key in known if key not in seen)
    return SheetReading(first[0], first[1], ordered, empty, missing, tuple(doubts))


def _without_key(row: GridRow, wording: int) -> Iterator[Doubt]:
    if wording in row.cells:
        yield Doubt("doubt_row_no_key", ("", "", "", ""), row.number)


def _text(cell: Cell | None) -> str | None:
    """Return the text of a cell, "" where it is empty, None for what is no text, such as an error."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return tidy(cell)
    return str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def tidy(text: str) -> str:
    """Return a text as it is kept: composed letters, no white space at the ends of lines, plain line ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()
