"""Send the cells of a spreadsheet from the worker to its parent, which believes nothing that it has not checked."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from indexer.extract import wire
from indexer.extract.grid import (
    LONGEST,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    CellError,
    Grid,
    GridRow,
    GridSheet,
    Merged,
    Place,
    Visibility,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BODY = 64 << 20  # bytes of JSON of one spreadsheet
_LAST = 1 << 21  # rows and columns lie below it
_MOST_PLACES = 2_000_000
_PLAIN = (str, bool, int, float)


def pack(grid: Grid) -> tuple[wire.Head, tuple[bytes, ...]]:
    """Return a grid as JSON values and bytes. Raises wire.TooLong for more than the other side takes."""
    body = json.dumps([_packed(sheet) for sheet in grid.sheets]).encode("ascii")
    if len(body) > MAX_BODY:
        raise wire.TooLong
    return {"text": grid.text}, (body,)


def _packed(sheet: GridSheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "number": sheet.number,
        "visibility": sheet.visibility,
        "problem": sheet.problem,
        "rows": [
            [row.number, [[column, _told(cell)] for column, cell in row.cells.items()]] for row in sheet.rows
        ],
        "merged": [[one.top, one.left, one.bottom, one.right] for one in sheet.merged],
        "formulas": sorted(sheet.formulas),
        "uncached": sorted(sheet.uncached),
        "percents": sorted(sheet.percents),
    }


def _told(cell: Cell) -> Any:
    if isinstance(cell, _PLAIN):
        return cell
    if isinstance(cell, CellError):
        return {"error": cell.text}
    if isinstance(cell, timedelta):
        return {"span": int(cell.total_seconds())}
    if isinstance(cell, datetime):
        return {"moment": cell.replace(tzinfo=None).isoformat()}
    return {"day" if isinstance(cell, date) else "time": cell.isoformat()}


def unpack(message: wire.Message) -> Grid:
    """Return the grid that `pack` took apart. Raises ValueError, TypeError, KeyError or OverflowError for others."""
    try:
        sheets = json.loads(bytes(message.body))
    except RecursionError as error:
        raise ValueError("not a message") from error
    found = tuple(_sheet(one) for one in sheets)
    if sum(len(row.cells) for sheet in found for row in sheet.rows) > MOST_CELLS:
        raise ValueError("not a message")
    return Grid(found, message.head["text"] is True)


def _sheet(told: dict[str, Any]) -> GridSheet:
    rows = tuple(_rows(told["rows"]))
    if len(rows) > MOST_ROWS:
        raise ValueError("not a message")
    return GridSheet(
        name=_text(told["name"]),
        number=wire.number(told["number"], _LAST),
        rows=rows,
        visibility=wire.chosen(told["visibility"], Visibility),
        merged=tuple(Merged(*(wire.number(one, _LAST) for one in each)) for each in told["merged"]),
        formulas=_places(told["formulas"]),
        uncached=_places(told["uncached"]),
        percents=_places(told["percents"]),
        problem="too_large" if told["problem"] == "too_large" else None,
    )


def _rows(told: Iterable[Any]) -> Iterable[GridRow]:
    before = 0
    for at, cells in told:
        number = wire.number(at, _LAST)
        if number <= before:
            raise ValueError("not a message")
        before = number
        yield GridRow(number, {_column(column): _cell(cell) for column, cell in cells})


def _column(told: object) -> int:
    number = wire.number(told, MOST_COLUMNS + 1)
    if number == 0:
        raise ValueError("not a message")
    return number


def _cell(told: Any) -> Cell:
    if isinstance(told, str):
        return _text(told)
    if isinstance(told, bool | int):
        return told
    if isinstance(told, float):
        return told if math.isfinite(told) else CellError()
    if not isinstance(told, dict) or len(told) != 1:
        raise ValueError("not a message")
    ((kind, value),) = told.items()
    if kind == "span":
        return timedelta(seconds=wire.number(value, 1 << 40))
    text = _text(value)
    if kind == "error":
        return CellError(text[:20])
    readers: dict[str, Any] = {"day": date, "time": time, "moment": datetime}
    made: Cell = readers[kind].fromisoformat(text)
    return made


def _text(told: object) -> str:
    """Return text as a database takes it: half characters, which files may hold, become the sign for unreadable."""
    if not isinstance(told, str):
        raise ValueError("not a message")
    return told[:LONGEST].encode("utf-8", "replace").decode("utf-8")


def _places(told: list[Any]) -> frozenset[Place]:
    if len(told) > _MOST_PLACES:
        raise ValueError("not a message")
    return frozenset((wire.number(row, _LAST), wire.number(column, _LAST)) for row, column in told)
