"""Read a PDF with pypdf: what PDFium cannot open, pages in which it found nothing, files that it died of."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError
from pypdf.generic import IndirectObject

from indexer.extract.model import ReadProblem
from indexer.extract.pdf_found import (
    MAX_DEPTH,
    MAX_ENTRIES,
    MAX_MARKS,
    MAX_PAGES,
    Budget,
    Entry,
    Files,
    Found,
    Page,
    box_line,
    distinct,
    field_line,
    is_junk,
    is_scant,
    note_line,
    one_line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# More was packed into a stream than pypdf unpacks; older versions have no such limit.
_TOO_MUCH = (MemoryError, getattr(pypdf.errors, "LimitReachedError", MemoryError))
# A broken file may raise anything inside pypdf; the worker's limits catch what is not an exception.
_BROKEN = (Exception,)
_HIDDEN, _SECRET, _BUTTON = 1 << 1, 1 << 13, 1 << 16  # flags of annotations, of text fields, of buttons
_PICTURES = 50  # resources of a page looked at for an image


class Second:
    """Hold a document opened with pypdf. Raises ReadProblem when made: encrypted or damaged."""

    def __init__(self, data: bytes, passwords: Sequence[str] = ()) -> None:
        try:
            self._document = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if self._document.is_encrypted and not any(
                self._document.decrypt(word) for word in ("", *passwords)
            ):
                raise ReadProblem("encrypted")
            self.count = len(self._document.pages)
        except (DependencyError, FileNotDecryptedError) as error:
            raise ReadProblem("encrypted") from error
        except ReadProblem:
            raise
        except _BROKEN as error:
            raise ReadProblem("damaged") from error

    def text(self, number: int) -> str:
        """Return the text of a page, "" when it is broken or junk."""
        with suppress(*_BROKEN):
            text = self._document.pages[number - 1].extract_text()
            return "" if is_junk(text) else text
        return ""

    def page(self, number: int, files: Files) -> Page:
        """Return a page with its notes and fields. Raises ReadProblem("encrypted")."""
        page = Page(number)
        try:
            held = self._document.pages[number - 1]
            page.text = held.extract_text()
        except DependencyError as error:
            raise ReadProblem("encrypted") from error
        except _TOO_MUCH:
            page.is_huge = True
            return page
        except _BROKEN:
            page.broken = True
            return page
        page.junk = is_junk(page.text)
        with suppress(*_BROKEN):
            page.shows = is_scant(page.text) and _has_picture(held)
        with suppress(*_BROKEN):
            page.lines = distinct(_marks(held, files))
        return page

    def fields(self) -> list[str]:
        """Return a line for each filled field of the form, whatever page it is on."""
        lines: list[str] = []
        with suppress(*_BROKEN):
            form = _resolved(self._document.root_object.get("/AcroForm")) or {}
            waiting = list(reversed(_items(form.get("/Fields"))))
            seen = 0
            while waiting and seen < MAX_MARKS:
                seen += 1
                field = _resolved(waiting.pop())
                kids = [kid for kid in _items(field.get("/Kids")) if "/T" in _resolved(kid)]
                waiting.extend(reversed(kids))
                if not kids:
                    lines.append(_field(field))
        return distinct(lines)

    def entries(self) -> list[Entry]:
        """Return the outline in order."""
        with suppress(*_BROKEN):
            return list(self._outline(self._document.outline, ()))[:MAX_ENTRIES]
        return []

    def _outline(self, items: Any, above: tuple[str, ...]) -> Iterator[Entry]:
        path = above
        for item in items:
            if isinstance(item, list):
                if len(path) < MAX_DEPTH:
                    yield from self._outline(item, path)
                continue
            path = (*above, one_line(str(item.title)))
            number = self._document.get_destination_page_number(item)
            if number is not None and number >= 0:
                yield Entry(path, number + 1)

    def information(self) -> dict[str, str]:
        """Return title, author and dates under their names in the file."""
        with suppress(*_BROKEN):
            return {str(key)[1:]: str(value) for key, value in (self._document.metadata or {}).items()}
        return {}

    def language(self) -> str:
        """Return the language that the file declares."""
        with suppress(*_BROKEN):
            return str(self._document.root_object.get("/Lang") or "")
        return ""

    def attachments(self, files: Files) -> None:
        """Collect the files that are attached to the document as a whole."""
        with suppress(*_BROKEN):
            for entry in self._document.attachment_list:
                if files.is_full:
                    return
                _keep(files, str(entry.alternative_name or entry.name), partial(getattr, entry, "content"))


def read(data: bytes, passwords: Sequence[str], budget: Budget) -> Found:
    """Return what pypdf finds. Raises ReadProblem: encrypted or damaged."""
    document = Second(data, passwords)
    found = Found(document.count, information=document.information(), language=document.language())
    files = Files()
    document.attachments(files)
    for number in range(1, min(document.count, MAX_PAGES) + 1):
        if budget.is_late():
            found.problem = "timeout"
            break
        page = document.page(number, files)
        if not budget.fits(page):
            found.problem = "too_large"
            break
        found.pages.append(page)
    if document.count > MAX_PAGES or any(page.is_huge for page in found.pages):
        found.problem = found.problem or "too_large"
    found.entries = document.entries()
    if not any(page.lines for page in found.pages):
        found.form = document.fields()
    found.keep(files)
    return found


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _items(value: Any) -> list[Any]:
    return list(_resolved(value) or ())[:MAX_MARKS]


def _has_picture(page: Any) -> bool:
    resources = _resolved(page.get("/Resources")) or {}
    drawn = list((_resolved(resources.get("/XObject")) or {}).values())[:_PICTURES]
    return any(_resolved(item).get("/Subtype") == "/Image" for item in drawn)


def _marks(page: Any, files: Files) -> Iterator[str]:
    for item in _items(page.get("/Annots")):
        mark = _resolved(item)
        kind = mark.get("/Subtype")
        if kind == "/Link" or int(mark.get("/F") or 0) & _HIDDEN:
            continue
        if kind == "/Widget":
            yield _field(mark)
            continue
        if kind == "/FileAttachment":
            _collect(_resolved(mark.get("/FS")), files)
        yield note_line(str(mark.get("/T") or ""), str(mark.get("/Contents") or ""))


def _collect(holder: Any, files: Files) -> None:
    with suppress(*_BROKEN):
        stream = _resolved((_resolved(holder.get("/EF")) or {}).get("/F"))
        _keep(files, str(holder.get("/UF") or holder.get("/F") or ""), stream.get_data)


def _keep(files: Files, name: str, unpack: Callable[[], bytes]) -> None:
    try:
        files.add(name, unpack())
    except _TOO_MUCH:
        files.is_full = True
    except _BROKEN:
        return


def _inherited(field: Any, key: str) -> Any:
    for _ in range(MAX_DEPTH):
        if field is None:
            return None
        if key in field:
            return _resolved(field[key])
        field = _resolved(field.get("/Parent"))
    return None


def _field(field: Any) -> str:
    kind, flags = _inherited(field, "/FT"), int(_inherited(field, "/Ff") or 0)
    label = str(_inherited(field, "/TU") or _inherited(field, "/T") or "")
    value = _inherited(field, "/V")
    if kind == "/Btn" and not flags & _BUTTON:
        state = str(field.get("/AS") or value or "/Off").removeprefix("/")
        return "" if state == "Off" else box_line(label, state)
    if kind == "/Ch":
        return field_line(label, ", ".join(map(str, value)) if isinstance(value, list) else str(value or ""))
    if kind == "/Tx" and not flags & _SECRET:
        return field_line(label, str(value or ""))
    return ""
