"""Read PDF page by page with pypdf."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from indexer.extract.model import Content, ReadProblem, Unit

READER = f"pdf 1 pypdf {pypdf.__version__}"
_TAIL = 2_048  # bytes at the end in which a whole file has its end mark
# A broken file may raise anything inside pypdf; the worker's limits catch what is not an exception.
_BROKEN = (Exception,)


def read(data: bytes) -> Content:
    """Return the text of a PDF, a unit per page that has text. Raises ReadProblem: encrypted or damaged."""
    try:
        document = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise ReadProblem("encrypted")
        pages = len(document.pages)
    except (DependencyError, FileNotDecryptedError) as error:
        raise ReadProblem("encrypted") from error
    except ReadProblem:
        raise
    except _BROKEN as error:
        raise ReadProblem("damaged") from error
    if not pages:
        raise ReadProblem("damaged")
    texts, broken = _pages(document, pages)
    units = tuple(Unit("page", number, "", text) for number, text in enumerate(texts, 1) if text.strip())
    cut_off = b"%%EOF" not in data[-_TAIL:]
    if not units and (broken == pages or cut_off):
        raise ReadProblem("damaged")
    found = _information(document)
    return Content(
        units=units,
        title=_string(found.get("/Title")),
        author=_string(found.get("/Author")),
        created=_moment(found.get("/CreationDate")),
        modified=_moment(found.get("/ModDate")),
        problem="damaged" if cut_off or broken else None,
    )


def _pages(document: pypdf.PdfReader, count: int) -> tuple[list[str], int]:
    """Return the text of each page, and how many could not be read."""
    texts: list[str] = []
    broken = 0
    for number in range(count):
        try:
            texts.append(document.pages[number].extract_text())
        except DependencyError as error:
            raise ReadProblem("encrypted") from error
        except _BROKEN:
            texts.append("")
            broken += 1
    return texts, broken


def _information(document: pypdf.PdfReader) -> dict[str, Any]:
    try:
        return {str(key): value for key, value in (document.metadata or {}).items()}
    except _BROKEN:
        return {}


def _string(value: object) -> str:
    return "" if value is None else str(value).strip()


def _moment(value: object) -> datetime | None:
    """Return a PDF date (D:20250312101500+01'00') as a naive datetime; None when it is broken."""
    digits = _string(value).removeprefix("D:")[:14]
    for pattern, length in (("%Y%m%d%H%M%S", 14), ("%Y%m%d%H%M", 12), ("%Y%m%d", 8)):
        try:
            return datetime.strptime(digits[:length], pattern)  # noqa: DTZ007  # in the time zone of its author
        except ValueError:
            continue
    return None
