"""Make spreadsheets for tests, and read what is in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from indexer.extract.grid import Grid, GridRow, GridSheet, Merged, read_grid
from qms.results.cells import Known
from qms.results.definitions import load_books
from qms.results.tables import Reading, read_tables

KNOWN = Known(
    services={"day": "Dagsenter", "home": "Bofellesskap Nord"},
    sites={"main": "Hovedhuset"},
    groups={"staff": "Ansatte", "board": "Styret"},
    functions={"worker": "Miljøarbeider"},
    framework="equass-2018",
    indicators=tuple(str(number) for number in range(1, 76)),
    language="nb",
)
Table = Sequence[Sequence[Any]]
HEADINGS = {
    "en": ["Number", "Received", "How received", "Service", "What it is about", "Answered", "Outcome"],
    "nb": ["Nummer", "Mottatt", "Hvordan mottatt", "Tjeneste", "Hva det gjelder", "Besvart", "Utfall"],
    "lt": ["Numeris", "Gauta", "Pateikimo būdas", "Paslauga", "Skundo esmė", "Atsakyta", "Sprendimas"],
}
WORDS = {
    "en": {"phone": "Phone", "letter": "Letter", "box": "Box", "upheld": "Upheld", "partly": "Partly upheld"},
    "nb": {
        "phone": "Telefon",
        "letter": "Brev",
        "box": "Klageboks",
        "upheld": "Medhold",
        "partly": "Delvis medhold",
    },
    "lt": {
        "phone": "Telefonu",
        "letter": "Laišku",
        "box": "Skundų dėžutė",
        "upheld": "Pagrįstas",
        "partly": "Iš dalies",
    },
}
_COMPLAINTS: tuple[tuple[Any, ...], ...] = (
    ("K-1", date(2025, 1, 8), "phone", "Dagsenter", "Maten var kald", date(2025, 1, 20), "upheld"),
    ("K-2", date(2025, 2, 3), "letter", "Bofellesskap Nord", "Støy om natten", date(2025, 2, 22), "partly"),
    ("K-3", date(2025, 3, 12), "box", "Dagsenter", "Transport kom for sent", None, None),
    ("K-4", date(2025, 6, 30), "phone", None, "Åpningstiden i juli", date(2025, 7, 2), "upheld"),
)


def complaints(language: str = "nb", *, day: Callable[[date], Any] = lambda one: one) -> list[list[Any]]:
    """Return headings and rows of a complaints register; `day` says how a date is written."""
    words = WORDS[language]

    def shown(value: Any) -> Any:
        if isinstance(value, date):
            return day(value)
        return words.get(value, value)

    return [list(HEADINGS[language]), *([shown(value) for value in row] for row in _COMPLAINTS)]


EXPECTED = (
    {"number": "K-1", "received": date(2025, 1, 8), "channel": "phone", "service": ("day",), "topic": "Maten var kald",
     "answered": date(2025, 1, 20), "outcome": "upheld"},
    {"number": "K-2", "received": date(2025, 2, 3), "channel": "letter", "service": ("home",),
     "topic": "Støy om natten", "answered": date(2025, 2, 22), "outcome": "partly"},
    {"number": "K-3", "received": date(2025, 3, 12), "channel": "box", "service": ("day",),
     "topic": "Transport kom for sent"},
    {"number": "K-4", "received": date(2025, 6, 30), "channel": "phone", "topic": "Åpningstiden i juli",
     "answered": date(2025, 7, 2), "outcome": "upheld"},
)  # fmt: skip


def without(*keys: str) -> tuple[dict[str, Any], ...]:
    """Return what is expected where columns are not there."""
    return tuple({key: value for key, value in row.items() if key not in keys} for row in EXPECTED)


def xlsx(
    table: Table,
    name: str = "Klager",
    *,
    more: Callable[[xlsxwriter.Workbook, Any], None] | None = None,
    at: tuple[int, int] = (0, 0),
    others: Mapping[str, Table] | None = None,
) -> bytes:
    """Return a workbook whose first sheet holds a table from a cell on; `more` does whatever else to it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for sheet_name, rows in {name: table, **(others or {})}.items():
        sheet = book.add_worksheet(sheet_name)
        first = sheet_name == name
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                put(sheet, number + (at[0] if first else 0), column + (at[1] if first else 0), value, day)
        if first and more is not None:
            more(book, sheet)
    book.close()
    return out.getvalue()


def put(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, date | datetime):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def csv_bytes(table: Table, *, delimiter: str = ";", encoding: str = "utf-8", head: str = "") -> bytes:
    """Return a table as a program would export it: days as 12.03.2025."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    for row in table:
        writer.writerow([value.strftime("%d.%m.%Y") if isinstance(value, date) else value for value in row])
    return (head + out.getvalue()).encode(encoding)


def grid(rows: Table, name: str = "Klager", merged: Iterable[Merged] = ()) -> Grid:
    """Return rows as if they had been read from a workbook."""
    filled = (
        GridRow(number, {column: cell for column, cell in enumerate(row, 1) if cell is not None})
        for number, row in enumerate(rows, 1)
    )
    return Grid((GridSheet(name, 1, tuple(row for row in filled if row.cells), merged=tuple(merged)),))


def read(data: bytes | Grid, name: str = "register.xlsx", known: Known = KNOWN) -> Reading:
    """Return what is read from a spreadsheet."""
    made = read_grid(data, name) if isinstance(data, bytes) else data
    return read_tables(made, load_books(), known, name, "e1")


def values(reading: Reading, table: str = "complaints") -> tuple[dict[str, Any], ...]:
    """Return the values of the rows of a table."""
    return tuple(dict(row.values) for row in reading.rows if row.table == table)


def told(reading: Reading) -> list[tuple[str, str, int, str]]:
    """Return code, sheet, row and column of all problems."""
    return [(one.code, one.sheet, one.row, one.column) for one in reading.problems]
