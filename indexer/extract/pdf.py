"""Read PDF page by page: with PDFium first, with pypdf where PDFium finds nothing or cannot be trusted."""

from __future__ import annotations

import re
import zlib
from importlib.metadata import version
from typing import TYPE_CHECKING

from indexer.extract.model import Content, ReadProblem, Unit
from indexer.extract.pdf_found import Budget, Found, Page, compounds_of, labels, moment

if TYPE_CHECKING:
    from collections.abc import Sequence

READER = f"pdf 2 pdfium {version('pypdfium2')} pypdf {version('pypdf')}"
_TAIL = 2_048  # bytes at the end in which a whole file has its end mark
_PADDING = 65_536  # bytes of zeros and spaces after it that say nothing
_OPINIONS, _OPINION_SECONDS = 300, 10.0  # pages for which pypdf is asked too, and how long
_LONG, _SAMPLE, _SWELLING = 30_000, 8_192, 300  # a longer stream that grows so much when unpacked is a bomb
_TWICE = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW)\s*/(?:FlateDecode|Fl|LZWDecode|LZW)\b")
_HEAD = 600  # bytes before a stream that tell what it is


def read(data: bytes, *, passwords: Sequence[str] = (), second: bool = False) -> Content:
    """Return text, outline, attachments, fields and notes of a PDF, a unit per page that has text.

    An empty password is tried, then each of `passwords`. With `second` only pypdf is asked: PDFium died of this
    file before. Units are kept with the problem that ended the reading: damaged, too_large, timeout. Raises
    ReadProblem: encrypted or damaged.
    """
    budget = Budget()
    second = second or swells(data)
    found = None if second else _first(data, passwords, budget)
    if found is not None:
        _ask_again(found, data, passwords, budget)
    else:
        found = _second(data, passwords, budget) or _salvaged(data, budget, second=second)
    if found is None:
        raise ReadProblem("damaged")
    if not budget.fits(Page(0, lines=found.form)):
        found.form, found.problem = [], "too_large"
    return _content(found, data)


def _first(data: bytes, passwords: Sequence[str], budget: Budget) -> Found | None:
    from indexer.extract import pdfium

    found = pdfium.read(data, passwords, budget)
    return found if found and found.count else None


def _second(data: bytes, passwords: Sequence[str], budget: Budget) -> Found | None:
    from indexer.extract import pdf_second

    try:
        found = pdf_second.read(data, passwords, budget)
    except ReadProblem as problem:
        if problem.problem != "damaged":
            raise
        return None
    return found if found.count else None


def _salvaged(data: bytes, budget: Budget, *, second: bool) -> Found | None:
    """Return what is left of a file whose end is missing, None when that is nothing."""
    from indexer.extract.pdf_salvage import with_an_end

    for closed in with_an_end(data):
        found = (_second if second else _first)(closed, (), budget)
        if found and any(not page.is_empty or page.wants_ocr for page in found.pages):
            return found
    return None


def _ask_again(found: Found, data: bytes, passwords: Sequence[str], budget: Budget) -> None:
    """Ask pypdf for the pages in which PDFium found nothing, and for fields that are on no page."""
    doubtful = [page for page in found.pages if page.broken or page.is_empty][:_OPINIONS]
    fieldless = found.has_form and not found.form and not any(page.has_fields for page in found.pages)
    if not doubtful and not fieldless:
        return
    from indexer.extract.pdf_second import Second

    patience = Budget(_OPINION_SECONDS)
    try:
        document = Second(data, passwords)
    except ReadProblem:
        return
    for page in doubtful:
        if patience.is_late():
            break
        if page.number <= document.count and (text := document.text(page.number)).strip():
            page.text, page.broken = text, False
            if not budget.fits(page):
                page.text, found.problem = "", "too_large"
                break
    if fieldless:
        found.form = document.fields()


def _content(found: Found, data: bytes) -> Content:
    compounds = compounds_of(found.pages)
    units = [
        Unit("page", page.number, label, text)
        for page, label in zip(found.pages, labels(found.entries, found.count), strict=False)
        if (text := page.whole(compounds)).strip()
    ]
    if found.form:
        units.append(Unit("part", len(found.pages) + 1, "form", "\n".join(found.form)))
    wanted = tuple(page.number for page in found.pages if page.wants_ocr)
    problem = found.problem
    lost = found.count - len(found.pages) if problem is None else 0
    if _is_cut_off(data) or lost or any(page.broken for page in found.pages):
        problem = problem or "damaged"
    return Content(
        units=tuple(units),
        title=found.information.get("Title", "").strip(),
        author=found.information.get("Author", "").strip(),
        language=found.language.strip(),
        created=moment(found.information.get("CreationDate", "")),
        modified=moment(found.information.get("ModDate", "")),
        attachments=tuple(found.files),
        problem=problem,
        wants_ocr=wanted,
    )


def _is_cut_off(data: bytes) -> bool:
    return b"%%EOF" not in data[-_PADDING:].rstrip(b"\0 \t\r\n")[-_TAIL:]


def swells(data: bytes) -> bool:
    """Tell whether a stream unpacks to so much that PDFium could end the process; pypdf knows a limit.

    Pictures are left out: nobody unpacks them for their text.
    """
    if _TWICE.search(data):
        return True
    at = data.find(b"stream")
    while at >= 0:
        start = at + 6
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        if end - start > _LONG and b"/Image" not in data[max(0, at - _HEAD) : at] and _bursts(data, start):
            return True
        at = data.find(b"stream", end + 9)
    return False


def _bursts(data: bytes, start: int) -> bool:
    packed = data[start : start + _SAMPLE].lstrip(b"\r\n")
    most = _SAMPLE * _SWELLING
    try:
        return len(zlib.decompressobj().decompress(packed, most)) >= most
    except zlib.error:
        return False
