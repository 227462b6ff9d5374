"""Describe a report as plain rows: what its head says, its parts, their tables, and the picture of the map.

Whoever gathers a report makes these values in the reader's words; the writers turn them into files and compute nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold a state as it is shown: its `token` chooses colour and sign, `text` says it in words."""

    token: str
    text: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Hold the name of a file with the address it is opened at, relative to the report; an empty one opens nothing."""

    text: str
    address: str = ""


Cell = str | int | date | Mark | Linked | None


@dataclass(frozen=True, slots=True)
class Column:
    """Hold a column: its heading and about how many letters of it stand on one line.

    `only` names the form that has the column, sheet or print; nothing means both. `kind` is text, number, date or mark.
    """

    title: str
    width: int
    kind: str = "text"
    only: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold the cells of a row, one for every column; `anchor` is what links within the report point at.

    A row with a `group` has no cells: it is a heading over those that follow it, and stands in print only.
    """

    cells: tuple[Cell, ...] = ()
    group: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table; `empty` is said in place of one without rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class MapCell:
    """Hold an indicator in the picture: its number, the token of its state, and the anchor of its row."""

    ref: str
    token: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class MapRow:
    """Hold a principle in the picture: its number and title, and its indicators in the order of the standard."""

    ref: str
    title: str
    cells: tuple[MapCell, ...]


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Hold the picture of the map; `legend` gives by token the word of a state and how many indicators are in it."""

    title: str
    alt: str
    rows: tuple[MapRow, ...]
    legend: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Hold a part of a report: a heading, what is said below it, and a picture or a table.

    `sheet` is its short name in a workbook; a part without one stands on the sheet of the part before it. `only` names
    the form that has the part, sheet or print; nothing means both.
    """

    title: str
    sheet: str = ""
    lines: tuple[str, ...] = ()
    picture: MapPicture | None = None
    table: Table | None = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Hold a whole report in one language.

    `facts` are what its head tells, name and value; `page` and `page_of` are the words around the number of a page;
    `letterhead` is where the organisation is found, in a line; `country` chooses the look of Word files, `made_on` is
    the day it was made. It ends with the `notices`.
    """

    kind: str
    title: str
    language: str
    country: str
    organisation: str
    letterhead: str
    made_on: date
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    notices: tuple[str, ...]
    contents: str
    page: str
    page_of: str
