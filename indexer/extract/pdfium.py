"""Read a PDF with PDFium: the text of its pages, and what stands beside it. One document at a time."""

from __future__ import annotations

import ctypes
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as api

from indexer.extract import pdf_parts
from indexer.extract.model import ReadProblem
from indexer.extract.pdf_found import (
    MAX_PAGES,
    Budget,
    Files,
    Found,
    Page,
    is_junk,
    is_scant,
)
from indexer.extract.pdf_parts import wide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOCK = threading.Lock()  # PDFium is not safe for threads
_SAMPLE, _CLOSER = 24, 240  # characters of a page whose font is asked whether it knows them
_MOST_CHARACTERS = 32 << 20  # of one page
_LOST_IN_A_ROW = 50  # pages that cannot be opened, after which there are none to come
_OBJECTS, _NESTED = 3_000, 3  # looked at on a page, and depth of forms within it
_PICTURE = 0.02  # of the area of the page: smaller images are marks and icons
_SEGMENTS = 120  # of drawn paths: fewer are rules and frames
_INFORMATION = ("Title", "Author", "CreationDate", "ModDate")


def read(data: bytes, passwords: Sequence[str], budget: Budget) -> Found | None:
    """Return what PDFium finds; None when it cannot open the file. Raises ReadProblem("encrypted")."""
    with _LOCK, opened(data, passwords) as document:
        if document is None:
            return None
        count = api.FPDF_GetPageCount(document)
        found = Found(count)
        found.information = {
            key: wide(api.FPDF_GetMetaText, document, key.encode("ascii")) for key in _INFORMATION
        }
        found.language = wide(api.FPDFCatalog_GetLanguage, document)
        files = Files()
        pdf_parts.attachments(document, files)
        with pdf_parts.form_of(document) as form:
            found.has_form = form is not None
            _read_pages(found, document, form, files, budget)
        found.entries = pdf_parts.outline(document, count)
        found.form = pdf_parts.xfa_lines(document)
        found.keep(files)
        return found


@contextmanager
def opened(data: bytes, passwords: Sequence[str]) -> Iterator[Any]:
    """Give an open document, None for what is broken. Raises ReadProblem("encrypted") when no password fits."""
    document = None
    for password in (None, *(code for word in passwords for code in _codes(word))):
        document = api.FPDF_LoadMemDocument64(data, len(data), password)
        if document:
            break
        error = api.FPDF_GetLastError()
        if error != api.FPDF_ERR_PASSWORD:
            break
    else:
        raise ReadProblem("encrypted")
    try:
        yield document or None
    finally:
        if document:
            api.FPDF_CloseDocument(document)


def _codes(password: str) -> Iterator[bytes]:
    """Yield the bytes that a password may stand for: newer files take UTF-8, older ones Latin-1."""
    clean = password.replace("\0", "")
    with suppress(UnicodeEncodeError):
        yield clean.encode("utf-8")
    if not clean.isascii():
        with suppress(UnicodeEncodeError):
            yield clean.encode("latin-1")


def _read_pages(found: Found, document: Any, form: Any, files: Files, budget: Budget) -> None:
    lost = 0
    for number in range(1, min(found.count, MAX_PAGES) + 1):
        if budget.is_late():
            found.problem = "timeout"
            return
        page = _page(document, number, form, files)
        lost = lost + 1 if page.broken else 0
        if not budget.fits(page):
            found.problem = "too_large"
            return
        found.pages.append(page)
        if lost >= _LOST_IN_A_ROW:
            return
    if found.count > MAX_PAGES:
        found.problem = "too_large"


def _page(document: Any, number: int, form: Any, files: Files) -> Page:
    handle = api.FPDF_LoadPage(document, number - 1)
    if not handle:
        return Page(number, broken=True)
    page = Page(number)
    try:
        page.text, page.junk = _text(handle)
        if not page.junk and is_scant(page.text):
            page.shows = _shows(handle)
        pdf_parts.read_marks(handle, form, files, page)
    finally:
        api.FPDF_ClosePage(handle)
    return page


def _text(page: Any) -> tuple[str, bool]:
    """Return the text of a page, and whether it is junk."""
    layer = api.FPDFText_LoadPage(page)
    if not layer:
        return "", False
    try:
        count = min(api.FPDFText_CountChars(layer), _MOST_CHARACTERS)
        first = 0  # PDFium gives nothing where the first character is one that it leaves out
        while first < count and api.FPDFText_GetTextIndexFromCharIndex(layer, first) < 0:
            first += 1
        if first >= count:
            return "", False
        buffer = (ctypes.c_ushort * (count + 2))()
        written = api.FPDFText_GetText(layer, first, count - first, buffer)
        text = bytes(buffer)[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")
        return text, is_junk(text) or _is_unnamed(layer, count)
    finally:
        api.FPDFText_ClosePage(layer)


def _is_unnamed(layer: Any, count: int) -> bool:
    """Tell whether the fonts of a page do not say which characters they show. A few are asked, then more."""
    for size, share in ((_SAMPLE, 4), (_CLOSER, 3)):
        step = max(1, count // size)
        asked = range(0, count, step)
        unnamed = sum(1 for at in asked if api.FPDFText_HasUnicodeMapError(layer, at) == 1)
        if unnamed * share <= len(asked):
            return False
    return True


def _shows(page: Any) -> bool:
    """Tell whether a page has a picture of some size, or drawings that may be letters."""
    area = api.FPDF_GetPageWidthF(page) * api.FPDF_GetPageHeightF(page)
    segments = 0
    for item in _objects(page):
        kind = api.FPDFPageObj_GetType(item)
        if kind == api.FPDF_PAGEOBJ_IMAGE and _area(item) >= area * _PICTURE:
            return True
        if kind == api.FPDF_PAGEOBJ_PATH:
            segments += max(0, api.FPDFPath_CountSegments(item))
            if segments >= _SEGMENTS:
                return True
    return False


def _objects(page: Any) -> Iterator[Any]:
    """Yield the objects of a page and of the forms drawn on it, up to a number."""
    left = _OBJECTS
    waiting = [(api.FPDFPage_GetObject, page, api.FPDFPage_CountObjects(page), 0)]
    while waiting:
        get, holder, count, depth = waiting.pop()
        for index in range(max(0, count)):
            if not left:
                return
            left -= 1
            item = get(holder, index)
            if not item:
                continue
            if depth < _NESTED and api.FPDFPageObj_GetType(item) == api.FPDF_PAGEOBJ_FORM:
                inner = api.FPDFFormObj_CountObjects(item)
                waiting.append((api.FPDFFormObj_GetObject, item, inner, depth + 1))
            yield item


def _area(item: Any) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not api.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return 0.0
    return abs((right.value - left.value) * (top.value - bottom.value))
