"""Describe the files of the Lithuanian sample provider and read their light markup.

Markup of a text, line by line: `# ` and `## ` headings, `- ` list, `|` table rows (the first is the head), `> ` the
block of approval on the right, `= ` a centred line, `== ` the title, `<psl>` a new page or slide, anything else a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from papers import Cell, Copy, Mail, Scan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ORGANISATION = "Vėjupės šeimos ir vaiko gerovės centras"
MONTHS = (
    "sausio", "vasario", "kovo", "balandžio", "gegužės", "birželio", "liepos", "rugpjūčio", "rugsėjo", "spalio",
    "lapkričio", "gruodžio",
)  # fmt: skip
RUTA, EGLE, SNIEGUOLE = "Rūta Girdvainienė", "Eglė Stanaitytė", "Snieguolė Tamulytė"
MINDAUGAS, DAIVA, LINA, VYTAUTAS = (
    "Mindaugas Kirvelis",
    "Daiva Ražinskienė",
    "Lina Šarkauskaitė",
    "Vytautas Jurgelis",
)
AURELIJA, GINTARE, RIMAS = "Aurelija Medeikienė", "Gintarė Pocevičiūtė", "Rimantas Bartaška"
HOLIDAYS = {
    (1, 1),
    (2, 16),
    (3, 11),
    (5, 1),
    (6, 24),
    (7, 6),
    (8, 15),
    (11, 1),
    (11, 2),
    (12, 24),
    (12, 25),
    (12, 26),
}
MARKS = {"# ": "h1", "## ": "h2", "- ": "bullet", "> ": "right", "= ": "centre", "== ": "title"}


@dataclass(frozen=True)
class Text:
    """Describe a text; the suffix of its path says the format, `password` locks a PDF.

    `earlier` holds pairs (final passage, former passage): they make the earlier version of the file.
    """

    path: str
    day: date
    title: str
    author: str
    body: str
    earlier: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    password: str = ""


@dataclass(frozen=True)
class Table:
    """Describe a spreadsheet: sheets by name, each a list of rows; a CSV has one sheet."""

    path: str
    day: date
    title: str
    author: str
    sheets: Mapping[str, Sequence[Sequence[Cell]]]
    encoding: str = "cp1257"


@dataclass(frozen=True)
class Book:
    """Describe a workbook of the program: the name of its book, and rows of typed values by column key per table."""

    path: str
    day: date
    author: str
    book: str
    tables: Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Bundle:
    """Describe a ZIP of other files."""

    path: str
    members: tuple[Text | Table, ...]


@dataclass(frozen=True)
class Blank:
    """Describe a file without a single byte."""

    path: str


Item = Text | Table | Book | Scan | Mail | Bundle | Copy | Blank


def spoken(day: date) -> str:
    """Return a day as Lithuanian acts write it: 2025 m. kovo 12 d."""
    return f"{day.year} m. {MONTHS[day.month - 1]} {day.day} d."


def act(number: str, day: date, title: str) -> str:
    """Return the head of an internal act: the block of approval and the title in capitals."""
    return (
        "> PATVIRTINTA\n"
        "> Vėjupės šeimos ir vaiko gerovės centro\n"
        f"> direktoriaus {spoken(day)}\n"
        f"> įsakymu Nr. {number}\n"
        f"== {title.upper()}\n"
    )


def order(number: str, day: date, about: str) -> str:
    """Return the head of an order of the director."""
    return (
        "= VĖJUPĖS ŠEIMOS IR VAIKO GEROVĖS CENTRO\n= DIREKTORIUS\n= ĮSAKYMAS\n"
        f"= {about.upper()}\n= {spoken(day)} Nr. {number}\n= Vėjupė\n"
    )


def minutes(number: str, day: date, what: str, led: str) -> str:
    """Return the head of the minutes of a meeting; `led` tells who led it and who took the minutes."""
    return f"== {what.upper()} PROTOKOLAS\n= {spoken(day)} Nr. {number}\n= Vėjupė\n{led}\n"


def grouped(body: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield (style, content) of each block: a table with all its rows, anything else with one text."""
    rows: list[list[str]] = []
    for raw in body.strip("\n").split("\n"):
        line = raw.strip()
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield "table", rows
            rows = []
        if line == "<psl>":
            yield "page", []
        elif line:
            mark = next((m for m in MARKS if line.startswith(m)), "")
            yield MARKS.get(mark, "text"), [[line[len(mark) :]]]
    if rows:
        yield "table", rows


def working(day: date) -> date:
    """Return the day itself, or the next one where it is a public holiday or a day at the weekend."""
    while day.weekday() > 4 or (day.month, day.day) in HOLIDAYS:
        day += timedelta(days=1)
    return day


def rows(keys: str, *lines: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Return rows of a table: each line holds the values of `keys` in their order, None for an empty cell."""
    names = keys.split()
    return [
        {key: value for key, value in zip(names, line, strict=True) if value is not None} for line in lines
    ]
