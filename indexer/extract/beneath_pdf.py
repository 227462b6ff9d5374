"""Take out what a PDF says beside its pages: properties, notes, addresses, outline, fields; also what nothing uses."""

from __future__ import annotations

import io
import re
from time import monotonic
from typing import TYPE_CHECKING, Any

from indexer.extract.archive import local, parsed
from indexer.extract.model import ReadProblem
from indexer.extract.said import AUTHOR, BENEATH, PROPERTIES, UNSEEN, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pypdf

_SECONDS = 20.0  # for one file
_MOST_OBJECTS = 100_000
_DEEPEST = 12
_MOST_VERSIONS = 20
_END = re.compile(rb"startxref\s{1,4}(\d{1,10})\s{1,4}%%EOF[\r\n]{0,2}")
_TABLE = re.compile(rb"\s{0,4}(?:xref\b|\d{1,10}\s\d{1,5}\sobj)")
# Dictionaries and entries that hold marks of programs and fonts, or days.
_DULL_TYPES = frozenset(
    ("/Font", "/FontDescriptor", "/Encoding", "/EmbeddedFile", "/XRef", "/ObjStm", "/Sig")
)
_STREAMS = ("/Metadata", "/XFA", "/JS")
_DULL = frozenset(
    (
        "/ID", "/CharSet", "/FontFamily", "/Registry", "/Ordering", "/Cert", "/ByteRange", "/CheckSum", "/CreationDate",
        "/ModDate", "/M", "/Lang", "/DA", "/DS", "/NM", "/Parent", "/P", "/PTEX.Fullbanner", "/CIDSystemInfo",
    )
)  # fmt: skip


def read(data: bytes, passwords: Sequence[str]) -> Iterator[Said]:
    """Yield the strings of all objects, the metadata streams, and all of earlier versions that the file still holds.

    What takes too long is told of as unseen.
    """
    yield from _objects(data, passwords)
    ends = _earlier(data)
    started = monotonic()
    told: set[Said] = set()
    for count, end in enumerate(ends):
        if count == _MOST_VERSIONS or monotonic() - started > _SECONDS:
            yield Said(UNSEEN, "")
            return
        for said in (*_pages(data[:end], passwords), *_objects(data[:end], passwords)):
            if said not in told:
                told.add(said)
                yield said


def _earlier(data: bytes) -> list[int]:
    """Return where earlier versions of a file end, which later ones were only added to."""
    ends = []
    for match in _END.finditer(data):
        at = int(match[1])
        # A file in the file has its table elsewhere, and the first mark of one for the web ends no version.
        if at and at < match.start() and _TABLE.match(data, at):
            ends.append(match.end())
    return ends[:-1]


def _pages(data: bytes, passwords: Sequence[str]) -> Iterator[Said]:
    from indexer.extract import pdf

    try:
        content = pdf.read(data, passwords=passwords)
    except ReadProblem:
        yield Said(UNSEEN, "")
        return
    yield from (Said(BENEATH, f"{unit.text}\n\n{unit.label}") for unit in content.units)


def _objects(data: bytes, passwords: Sequence[str]) -> Iterator[Said]:
    import pypdf

    try:
        reader = _opened(data, passwords)
        numbers = {(number, gen) for gen, entries in reader.xref.items() for number in entries}
        numbers |= {(number, 0) for number in reader.xref_objStm}
    except Exception:  # noqa: BLE001  # both libraries raise whatever they meet
        yield Said(UNSEEN, "")
        return
    started, gathered = monotonic(), _Gathered()
    for count, (number, gen) in enumerate(sorted(numbers)):
        if count > _MOST_OBJECTS or monotonic() - started > _SECONDS:
            yield Said(UNSEEN, "")
            break
        try:
            gathered.take(reader.get_object(pypdf.generic.IndirectObject(number, gen, reader)), 0)
        except Exception:  # noqa: BLE001, S112  # an object that nobody can read says nothing
            continue
    yield Said(BENEATH, "\n\n".join(gathered.texts))
    yield from (Said(AUTHOR, author) for author in gathered.authors)
    for stream in gathered.streams.values():
        try:
            item = stream.get_object()
            if isinstance(item, pypdf.generic.StreamObject):
                yield from _metadata(item.get_data())
        except Exception:  # noqa: BLE001  # what is broken there, nobody looked into
            yield Said(UNSEEN, "")


def _opened(data: bytes, passwords: Sequence[str]) -> pypdf.PdfReader:
    """Return a reader; what is protected, of which pypdf opens little by itself, PDFium saves unprotected first."""
    import pypdf
    import pypdfium2
    import pypdfium2.raw as api

    if b"/Encrypt" not in data:
        return pypdf.PdfReader(io.BytesIO(data), strict=False)
    for password in ("", *passwords):
        try:
            document = pypdfium2.PdfDocument(data, password=password)
        except pypdfium2.PdfiumError:
            continue
        try:
            plain = io.BytesIO()
            document.save(plain, flags=api.FPDF_REMOVE_SECURITY)
        finally:
            document.close()
        return pypdf.PdfReader(plain, strict=False)
    raise ReadProblem("encrypted")


class _Gathered:
    """Gather the strings of objects, authors apart, and the streams that hold metadata, forms and scripts."""

    def __init__(self) -> None:
        self.texts: dict[str, None] = {}
        self.authors: dict[str, None] = {}
        self.streams: dict[int, Any] = {}

    def take(self, item: Any, depth: int) -> None:
        """Take the strings of an object; what it only refers to comes by itself."""
        from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, TextStringObject

        if depth > _DEEPEST:
            return
        if isinstance(item, DictionaryObject):
            if item.get("/Type") in _DULL_TYPES:
                return
            for key in item:
                value = item.raw_get(key)
                if key in _STREAMS:
                    several = value if isinstance(value, ArrayObject) else [value]
                    refs = (list.__getitem__(several, at) for at in range(len(several)))
                    self.streams |= {one.idnum: one for one in refs if isinstance(one, IndirectObject)}
                if key == "/Author" and isinstance(value, TextStringObject):
                    self.authors[str(value).strip()] = None
                elif key not in _DULL:
                    self.take(value, depth + 1)
        elif isinstance(item, ArrayObject):
            for index in range(len(item)):
                self.take(list.__getitem__(item, index), depth + 1)
        elif isinstance(item, TextStringObject):
            text = str(item)
            if len(text) > 3 and not text.startswith("D:"):
                self.texts[text] = None


def _metadata(data: bytes) -> Iterator[Said]:
    try:
        root = parsed(data)
    except ReadProblem:
        yield Said(PROPERTIES, data.decode("utf-8", "replace"))
        return
    texts: list[str] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        texts += [str(value) for value in element.attrib.values()]
        text = (element.text or "").strip()
        if text and any(local(outer) == "creator" for outer in (element, *element.iterancestors())):
            yield Said(AUTHOR, text)
        elif text and local(element) not in {"DocumentID", "InstanceID", "OriginalDocumentID"}:
            texts.append(text)
    yield Said(PROPERTIES, "\n\n".join(texts))
