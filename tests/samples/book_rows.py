"""Turn the markup of a register's rows into typed values, and write the workbook of the program that holds them.

Markup of a table: the first line names the keys of columns, each further line is a row, cells are parted by `|`. Days are
ISO dates, several services, groups or indicators stand with commas, an empty cell is left out.
"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from qms.results.definitions import load_books

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qms.model.books import Column, Table

Row = dict[str, Any]
_NAMED = ("service", "site", "group", "function")


def table_of(name: str) -> Table:
    """Return a table of the program by its name, such as `complaints.reviews`. Raises KeyError."""
    for book in load_books().values():
        for table in book.tables:
            if table.name == name:
                return table
    raise KeyError(name)


def rows_of(name: str, markup: str) -> list[Row]:
    """Return the typed rows of a table's markup.

    Raises KeyError for a key that the table does not have, ValueError for a row of another length or a value that does
    not fit its column.
    """
    table = table_of(name)
    head, *lines = (line for line in markup.strip().split("\n") if line.strip())
    columns = [table.column(key) for key in cells_of(head)]
    rows = []
    for line in lines:
        pairs = zip(columns, cells_of(line), strict=True)
        rows.append({column.key: _typed(column, text) for column, text in pairs if text})
    return rows


def cells_of(line: str) -> list[str]:
    """Return the cells of a line of markup."""
    return [cell.strip() for cell in line.split("|")]


def _typed(column: Column, text: str) -> Any:
    """Return the value of a cell. Raises ValueError."""
    if column.type == "choice" and text not in {choice.token for choice in column.choices}:
        raise ValueError(f"{column.key} has no choice {text}")
    if column.type == "date":
        return date.fromisoformat(text)
    if column.type in {"integer", "count", "year"}:
        return int(text)
    if column.type == "number":
        return float(text) if "." in text else int(text)
    if column.type == "flag":
        return {"yes": True, "no": False}[text]
    if column.type in {"service", "group", "refs"}:
        return tuple(part.strip() for part in text.split(","))
    return text


def workbook_of(name: str, tables: Mapping[str, Sequence[Row]], language: str, settings: Path) -> bytes:
    """Return the workbook of a book with these rows; its lists offer what the `qms.toml` of the provider names."""
    from qms.reports.workbooks import write_book

    known = tomllib.loads(settings.read_text(encoding="utf-8"))
    lists = {kind: {one["id"]: one["name"] for one in known.get(f"{kind}s", ())} for kind in _NAMED}
    return write_book(load_books()[name], language, lists=lists, rows=tables, sample=False)


def measure_rows(language: str, markup: str) -> list[Row]:
    """Return rows of measures that come with the program, from lines of code, target, baseline, its year and owner.

    A dash as the sixth cell says that the provider does not want the measure counted.
    """
    from qms.results.measures import starter_measures

    known = {gauge.measure.code: gauge.measure for gauge in starter_measures(language, "equass-2018")}
    rows = []
    for line in markup.strip().split("\n"):
        code, target, baseline, year, owner, fill = (*cells_of(line), "")[:6]
        one = known[code]
        row = {
            "code": code,
            "name": one.name,
            "indicator": (one.indicator,),
            "unit": one.unit,
            "better": one.better,
            "definition": one.definition,
            "target": float(target) if target else None,
            "baseline": float(baseline) if baseline else None,
            "baseline_year": int(year) if year else None,
            "source": one.source,
            "owner": owner,
            "fill": fill or one.fill or None,
        }
        rows.append({key: value for key, value in row.items() if value is not None})
    return rows
