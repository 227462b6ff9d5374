"""Read spreadsheets with calamine: a unit per sheet, rows as lines, cells between tabs; hidden sheets too."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

import python_calamine

from indexer.extract import odf, workbook
from indexer.extract.archive import Container, core_properties, moment
from indexer.extract.model import Content, ReadProblem, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

READER = f"sheet 2 calamine {version('python-calamine')}"
_SPAN = re.compile(r"PT(\d+)H(\d\d)M\d\d(?:[.,]\d+)?S")
Cell = int | float | str | bool | date | datetime | time | timedelta


def read(data: bytes) -> Content:
    """Return the text of a workbook. Raises ReadProblem."""
    if not data.startswith(b"PK"):  # the old format of Excel
        if workbook.old_is_vast(data):
            raise ReadProblem("too_large")
        return Content(units=_units(data, {}))
    container = Container(data)
    if "content.xml" in container:
        return _open_document(data, container)
    properties = core_properties(container)
    return Content(
        units=_units(data, workbook.sheets(container)),
        title=properties.get("title", ""),
        author=properties.get("creator", ""),
        language=properties.get("language", ""),
        created=moment(properties.get("created")),
        modified=moment(properties.get("modified")),
    )


def _open_document(data: bytes, container: Container) -> Content:
    odf.refuse_encrypted(container)
    content = container.part("content.xml")
    # Comments are left out by calamine too.
    if b"office:annotation" in content or workbook.unrolls_too_far(content):
        return odf.read(data)
    properties = odf.meta(container)
    return Content(
        units=_units(data, {}),
        title=properties.get("title", ""),
        author=properties.get("initial-creator") or properties.get("creator", ""),
        language=properties.get("language", ""),
        created=moment(properties.get("creation-date")),
        modified=moment(properties.get("date")),
    )


def _units(data: bytes, known: dict[str, workbook.Sheet]) -> tuple[Unit, ...]:
    """Return a unit per sheet: its cells, then what lies upon them."""
    with translated():
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
    units: list[Unit] = []
    for number, name in enumerate(names, 1):
        sheet = known.get(name)
        text = sheet.sparse() if sheet is not None and sheet.is_vast() else _sheet(book, name)
        text = "\n".join(piece for piece in (text, sheet.beside() if sheet is not None else "") if piece)
        if text.strip():
            units.append(Unit("sheet", number, name, text))
    return tuple(units)


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> str:
    with translated():
        try:
            return lines(book.get_sheet_by_name(name).iter_rows())
        except python_calamine.WorksheetNotFound:  # a chart sheet has no cells
            return ""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the errors of calamine into problems; where it panics, that is no Exception."""
    try:
        yield
    except python_calamine.PasswordError as error:
        raise ReadProblem("encrypted") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise ReadProblem("damaged") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ReadProblem("damaged") from error
        raise


def lines(rows: Iterable[Iterable[Cell]]) -> str:
    """Return rows as lines of cells between tabs; empty rows are left out, cells at the end of a row too."""
    found = ("\t".join(" ".join(cell(value).split()) for value in row).rstrip("\t") for row in rows)
    return "\n".join(line for line in found if line)


def cell(value: Cell) -> str:
    """Return a cell as text: whole numbers without a fraction, dates as 2025-03-12, times and spans as 7:30."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d") if value.time() == time() else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, str) and (span := _SPAN.fullmatch(value)):  # as OpenDocument stores it
        return f"{int(span[1])}:{span[2]}"
    return str(value)
