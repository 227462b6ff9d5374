"""Read spreadsheets with calamine: a unit per sheet, rows as lines, cells between tabs."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

import python_calamine

from indexer.extract.archive import Container, core_properties, moment
from indexer.extract.model import Content, ReadProblem, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

READER = f"sheet 1 calamine {version('python-calamine')}"
Cell = int | float | str | bool | date | datetime | time | timedelta


def read(data: bytes) -> Content:
    """Return the text of a workbook. Raises ReadProblem."""
    properties = {}
    if data.startswith(b"PK"):
        properties = core_properties(Container(data))
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = workbook.sheet_names
    except python_calamine.PasswordError as error:
        raise ReadProblem("encrypted") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ReadProblem("damaged") from error
    units = [Unit("sheet", number, name, _sheet(workbook, name)) for number, name in enumerate(names, 1)]
    return Content(
        units=tuple(unit for unit in units if unit.text.strip()),
        title=properties.get("title", ""),
        author=properties.get("creator", ""),
        created=moment(properties.get("created")),
        modified=moment(properties.get("modified")),
    )


def _sheet(workbook: python_calamine.CalamineWorkbook, name: str) -> str:
    try:
        return lines(workbook.get_sheet_by_name(name).iter_rows())
    except python_calamine.WorksheetNotFound:  # a chart sheet has no cells
        return ""
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ReadProblem("damaged") from error


def lines(rows: Iterable[Iterable[Cell]]) -> str:
    """Return rows as lines of cells between tabs; empty rows are left out, cells at the end of a row too."""
    found = ("\t".join(" ".join(cell(value).split()) for value in row).rstrip("\t") for row in rows)
    return "\n".join(line for line in found if line)


def cell(value: Cell) -> str:
    """Return a cell as text: whole numbers without a fraction, dates as 2025-03-12."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    return str(value)
