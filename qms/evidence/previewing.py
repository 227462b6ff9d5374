"""Show evidence files safely: pages as pictures with a passage marked, documents as clean HTML, sheets as tables."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from qms.evidence.anchoring import find_again, is_quick
from qms.evidence.extraction import attached_bytes, read_one, still_these_bytes
from qms.evidence.file_types import suffix
from qms.evidence.finding import UnknownEvidence
from qms.evidence.originals import Source, source_of
from qms.evidence.preview_html import clean, table_html, text_html
from qms.evidence.preview_work import extractor_of, grid, kept, no_preview, view
from qms.evidence.privacy_guard import whole_units
from qms.evidence.readings import ReadingCache
from qms.evidence.recognised import PageCache
from qms.locale.translator import current
from qms.model.preview import NoPreview, Picture, Preview, Shown, UnitView
from qms.model.reasons import Reason
from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import KnownFile, get_row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from indexer.preview.model import Wish
    from qms.evidence.preview_cache import Asked, Kept
    from qms.evidence.readings import Reading
    from qms.model.evidence import Unit
    from qms.model.preview import PreviewKind
    from qms.workspace.workspace import Workspace

__all__ = [
    "NoPreview", "Picture", "Preview", "Shown", "UnitView", "original", "page_html", "page_picture", "picture",
    "preview_of",
]  # fmt: skip
_RASTER = frozenset({"png", "jpg", "jpeg", "jpe", "gif", "tif", "tiff", "bmp", "webp"})
_BY_SUFFIX: dict[str, PreviewKind] = {
    "pdf": "pages",
    **dict.fromkeys(_RASTER, "image"),
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), "html"),
    **dict.fromkeys(("xlsx", "xlsm", "xltx", "xltm", "xls", "xlt", "xlsb", "ods", "ots", "csv", "tsv"), "table"),
}  # fmt: skip
_SHUT = frozenset({"encrypted", "empty", "unsupported", "unreadable", "too_large", "timeout", "damaged"})
_SINGLE = frozenset({"page", "slide", "sheet"})
"""Kinds of units that are shown by themselves; sections are shown as the text that they are parts of."""


@dataclass(frozen=True, slots=True)
class _File:
    """Hold an evidence with its row of the register and where its bytes are."""

    row: Any
    source: Source
    outer_status: str

    @property
    def known(self) -> KnownFile:
        return self.source.known

    @property
    def name(self) -> str:
        return self.known.path.rsplit("/", 1)[-1]


def preview_of(workspace: Workspace, evidence_id: str) -> Preview:
    """Return what can be shown of an evidence, from the state and the cache; no file is opened.

    Raises UnknownEvidence.
    """
    file = _file(workspace, evidence_id)
    if file.outer_status != EvidenceStatus.PRESENT.value:
        why = "preview_gone" if file.outer_status == EvidenceStatus.MISSING.value else "why_unreadable"
        return Preview("none", (), Reason(why))
    known = file.known
    reading = ReadingCache(workspace.cache).get(known.sha256, known.path)
    kind, units = _kind(known.path, reading), _whole(workspace, known, reading)
    if known.problem in _SHUT and not units:
        return Preview("none", (), Reason(f"why_{known.problem}"))
    if kind == "text" and reading is not None and not units:
        return Preview("none", (), Reason("why_no_text"))
    return Preview(kind, tuple(_views(kind, units, reading, file.row.units or 0)))


def page_picture(
    workspace: Workspace, evidence_id: str, number: int, passage: str = "", width: int = 1000
) -> Picture:
    """Return a page of a PDF (from 1) as a picture `width` pixels wide, the words of the passage marked.

    Raises UnknownEvidence or NoPreview.
    """
    from indexer.preview.model import Wish

    file = _file(workspace, evidence_id)
    wish = Wish("page", number, passage, width)
    made = _made(workspace, file, wish)
    if passage and not made[1]:
        words = _present_words(workspace, file, number, passage)
        if words:
            made = _made(workspace, file, Wish("page", number, words, width))
    return Picture(*made)


def picture(workspace: Workspace, evidence_id: str, width: int = 1400, number: int = 1) -> Picture:
    """Return an image no larger than `width` pixels, turned upright, with nothing that the file says of itself.

    `number` is the page (from 1) of a scan that has several. Raises UnknownEvidence or NoPreview.
    """
    from indexer.preview.model import Wish

    file = _file(workspace, evidence_id)
    return Picture(*_made(workspace, file, Wish("image", number, "", width)))


def page_html(workspace: Workspace, evidence_id: str, number: int, passage: str = "") -> Shown:
    """Return a place of a file as HTML: a Word document whole, one sheet, or text: that of a page or slide, else all.

    Raises UnknownEvidence or NoPreview.
    """
    file = _file(workspace, evidence_id)
    found = _html(workspace, file, number, passage)
    if passage and not found.marked:
        words = _present_words(workspace, file, None, passage)
        return _html(workspace, file, number, words) if words else found
    return found


def original(workspace: Workspace, evidence_id: str) -> tuple[str, bytes]:
    """Return the name and the bytes of an evidence, those that the register knows.

    Raises UnknownEvidence or NoPreview.
    """
    from indexer.extract.model import ReadProblem
    from indexer.extract.reading import file_bytes
    from qms.state.files import digest

    file = _file(workspace, evidence_id)
    source = _bytes(workspace, file)
    if isinstance(source, bytes):
        return file.name, source
    try:
        data = file_bytes(bytes(source))
    except ReadProblem as problem:
        raise no_preview(problem.problem) from problem
    if digest(data) != file.known.sha256:
        raise NoPreview("preview_changed")
    return file.name, data


def _html(workspace: Workspace, file: _File, number: int, passage: str) -> Shown:
    from indexer.preview.model import Wish

    kind = _kind(file.known.path, ReadingCache(workspace.cache).get(file.known.sha256, file.known.path))
    try:
        if kind == "html":
            body, marked, _, _ = _made(workspace, file, Wish("word", 0, passage, 0))
            return Shown(body.decode("utf-8"), marked)
        if kind == "table":
            return _table(workspace, file, number, passage)
    except NoPreview as trouble:
        # What was read of the file can be shown where the file itself cannot.
        try:
            return _text(workspace, file, number, passage)
        except NoPreview:
            raise trouble from None
    return _text(workspace, file, number, passage)


def _file(workspace: Workspace, ident: str) -> _File:
    known: dict[str, KnownFile] = {}
    with workspace.state.read() as conn:
        own = row = get_row(conn, ident)
        if own is None:
            raise UnknownEvidence(name=ident, similar=[])
        while row is not None:
            known[row.id] = KnownFile(*(getattr(row, name) for name in KnownFile._fields))
            row = get_row(conn, row.container) if row.container else None
    source = source_of(workspace, known, ident)
    return _File(own, source, own.status if own.status != EvidenceStatus.PRESENT else source.outer.status)


def _kind(path: str, reading: Reading | None) -> PreviewKind:
    """Return how a file is shown: as its reader took it, else as its suffix says."""
    kind = _BY_SUFFIX.get(suffix(path), "text")
    reader = reading.reader.partition(" ")[0] if reading is not None else ""
    if reader == "pdf":
        return "pages"
    if reader == "docx":
        return "html"
    if reader == "sheet":
        return "table"
    if reader == "image":
        return "image" if kind == "image" or (reading and reading.wants_ocr) else "text"
    if reader == "text":
        return kind if kind == "table" else "text"
    return "text" if reader not in {"", "none"} else kind


def _views(kind: PreviewKind, units: Sequence[Unit], reading: Reading | None, count: int) -> list[UnitView]:
    if kind not in {"pages", "image"}:
        return [UnitView(unit.number, unit.kind, unit.label, has_text=True) for unit in units]
    labels = {unit.number: unit.label for unit in units if unit.kind == "page" or kind == "image"}
    scanned = reading.wants_ocr if reading is not None else ()
    last = max((*labels, *scanned), default=1 if kind == "image" else max(1, count))
    pages = [UnitView(at, "page", labels.get(at, ""), at in labels) for at in range(1, last + 1)]
    others = [UnitView(u.number, u.kind, u.label, has_text=True) for u in units if u.number not in labels]
    return [*pages, *others]


def _whole(workspace: Workspace, known: KnownFile, reading: Reading | None) -> tuple[Unit, ...]:
    return whole_units(known.sha256, reading, PageCache(workspace.cache)) if reading is not None else ()


def _bytes(workspace: Workspace, file: _File) -> Path | bytes:
    """Return where the bytes are that the register knows, or those of an attachment. Raises NoPreview."""
    source = file.source
    if file.outer_status != EvidenceStatus.PRESENT.value or not source.path.is_file():
        raise NoPreview("preview_gone")
    if not still_these_bytes(source.path, source.outer):
        raise NoPreview("preview_changed")
    if source.known.container is None:
        return source.path
    data = attached_bytes(source.known, bytes(source.path), extractor_of(workspace))
    if data is None:
        raise NoPreview("preview_changed")
    return data


def _made(workspace: Workspace, file: _File, wish: Wish) -> Kept:
    """Return what a worker makes of a file, or made before. Raises NoPreview."""

    def make(source: Path | bytes) -> Kept:
        made = view(workspace, source, file.name, file.known.sha256, wish)
        body = made.body
        if wish.what == "word":
            body = clean(body.decode("utf-8", "replace")).encode("utf-8")
        return body, made.marked, made.width, made.height

    return _once(workspace, file, astuple(wish), make)


def _once(workspace: Workspace, file: _File, asked: Asked, make: Callable[[Path | bytes], Kept]) -> Kept:
    """Return what was made before of the bytes that the register knows, or make and keep it. Raises NoPreview."""
    cache, sha256 = kept(workspace), file.known.sha256
    asked = (*asked, suffix(file.name))  # which chooses the reader
    found = cache.get(sha256, asked) if _is_there(file) else None
    if found is not None:
        return found
    source = _bytes(workspace, file)
    made = make(source)
    if not _is_there(file):
        raise NoPreview("preview_changed")  # it was replaced meanwhile, and this may be of the other one
    cache.put(sha256, asked, made)
    return made


def _is_there(file: _File) -> bool:
    """Tell whether the bytes on disk are still those that the register knows."""
    there = file.outer_status == EvidenceStatus.PRESENT.value
    return there and still_these_bytes(file.source.path, file.source.outer)


def _table(workspace: Workspace, file: _File, number: int, passage: str) -> Shown:
    def make(source: Path | bytes) -> Kept:
        found = grid(workspace, source, file.name)
        sheet = next((one for one in found.sheets if one.number == (number or 1)), None)
        if sheet is None:
            raise NoPreview("preview_no_page", number=number)
        if sheet.problem is not None:
            raise no_preview(sheet.problem)
        shown = table_html(sheet, passage)
        return shown.html.encode("utf-8"), shown.marked, 0, 0

    body, marked, _, _ = _once(workspace, file, ("table", number, passage, current()), make)
    return Shown(body.decode("utf-8"), marked)


def _text(workspace: Workspace, file: _File, number: int, passage: str) -> Shown:
    """Return the text that was read of a file. Raises NoPreview."""
    if not _is_there(file):
        raise NoPreview("preview_changed" if file.source.path.is_file() else "preview_gone")
    units = _units(workspace, file)
    one = next((unit for unit in units if unit.number == number), None)
    if one is not None and one.kind in _SINGLE:
        units = (one,)
    elif number and units and all(unit.kind in _SINGLE for unit in units):
        raise NoPreview("preview_no_text_here", number=number)
    if not units:
        raise NoPreview(f"why_{file.known.problem or 'no_text'}")
    return text_html(units, passage, number)


def _units(workspace: Workspace, file: _File) -> tuple[Unit, ...]:
    reading = ReadingCache(workspace.cache).get(file.known.sha256, file.known.path)
    if reading is None:  # the cache was deleted
        outer = file.source.outer if file.known.container is not None else None
        reading = read_one(workspace, file.known, outer)
    return _whole(workspace, file.known, reading)


def _present_words(workspace: Workspace, file: _File, number: int | None, passage: str) -> str:
    """Return the words in which a passage stands now, on a page or anywhere; "" where they are the same or gone."""
    units = [unit for unit in _units(workspace, file) if number in {None, unit.number}]
    if not is_quick(units, passage):
        return ""
    found = find_again(units, passage, number)
    return found.words or "" if found is not None else ""
