"""Take out what a file says where no page shows it: properties, deleted text, fields, links, comments, old versions.

For whoever hands files on: nothing of this is indexed. Texts come with the place that they stand in.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from indexer.extract.archive import Container, local, parsed
from indexer.extract.decoding import decode
from indexer.extract.model import ReadProblem
from indexer.extract.said import AUTHOR, BENEATH, LOCATION, PROPERTIES, TRACKED, UNSEEN, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST = 8_000_000
"""Characters of one file that are taken; one with more is told of as unseen."""
_DEEPEST = 3  # files in files
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP", re.DOTALL)
_MARKUP = (".xml", ".rels", ".vml", ".xhtml", ".html", ".htm")
_NOISE = re.compile(r"\[Content_Types\]|theme\d*\.xml$|fontTable|META-INF/|Configurations2/|^settings\.xml$")
_INSIDE = re.compile(
    r"(?:^|/)(?:embeddings|attachments|ObjectReplacements|Object \d+)/?[^/]*$", re.IGNORECASE
)
_BLOCKS = frozenset(("p", "h", "si"))
_GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " "}
_NUMBER = re.compile(r"[-+.,\d\sEe]+")
_AUTHORS = frozenset(("creator", "lastModifiedBy", "initial-creator", "printed-by", "author", "Manager"))
_AUTHOR_NAMES = frozenset(("author", "displayName", "userName", "lastEditedBy"))
_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo", "changed-region"))
# Attributes that hold marks of programs, sizes and shapes, and nothing that a person wrote.
_DULL = re.compile(
    r"rsid\w*|\w*Ids?|id|uid|embed|paraId|textId|d|viewBox|points|path|coord\w+|adj\w*|enhanced-path|style|sqref|ref|"
    r"spans|r|s|x|y|w|h|cx|cy|width|height|Type|type|ContentType|PartName|lastEdited|lowestEdited|rupBuild"
)
_MARK = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_SHORT_MARK = re.compile(r"[0-9A-Fa-f]{8}")
_TAG = re.compile(r"<[^<>]{0,20000}>")


_LONE = re.compile("[\ud800-\udfff]")  # halves of signs, which no message takes


def beneath(data: bytes | bytearray, name: str, passwords: Iterable[str] = ()) -> list[Said]:
    """Return what a file says beside its pages; what cannot be looked into is told of as unseen. Raises nothing new."""
    found: list[Said] = []
    left = MOST
    for said in _beneath(bytes(data), name, tuple(passwords), 0):
        if len(said.text) > left:
            found.append(Said(UNSEEN, ""))
            break
        left -= len(said.text)
        if said.text.strip() or said.place in {TRACKED, LOCATION, UNSEEN}:
            found.append(Said(said.place, _MARK.sub(" ", _LONE.sub(" ", said.text))))
    return found


def _beneath(data: bytes, name: str, passwords: tuple[str, ...], depth: int) -> Iterator[Said]:
    from indexer.extract import beneath_binary, beneath_pdf

    suffix = name.rpartition(".")[2].lower()
    if data[:4] == b"PK\x03\x04":
        yield from _container(data, passwords, depth)
    elif b"%PDF-" in data[:1_024]:
        yield from beneath_pdf.read(data, passwords)
    elif data.startswith(_OLE):
        yield from beneath_binary.read_ole(data)
    elif data.startswith(b"{\\rtf"):
        yield from beneath_binary.read_rtf(data)
    elif _PICTURE.match(data):
        yield from beneath_binary.read_picture(data)
    elif suffix in {"eml", "mht", "mhtml"}:
        yield from _letter(data, passwords, depth)
    elif suffix in {"html", "htm", "xhtml"}:
        yield from _page(decode(data))
    elif data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        yield from _part(data, name)


def _container(data: bytes, passwords: tuple[str, ...], depth: int) -> Iterator[Said]:
    """Yield what all parts of an Office or ODF file say; other archives are nobody's to take apart."""
    try:
        container = Container(data)
    except ReadProblem:
        yield Said(UNSEEN, "")
        return
    if "[Content_Types].xml" not in container and "mimetype" not in container:
        return
    if any(name.startswith("xl/revisions/") for name in container.names):
        yield Said(TRACKED, "")
    for name in dict.fromkeys(container.names):
        wanted = name.lower().endswith(_MARKUP) and not _NOISE.search(name)
        inside = not wanted and _INSIDE.search(name) is not None and not name.endswith("/")
        if not wanted and not inside:
            continue
        try:
            part = container.part(name)
        except ReadProblem:
            yield Said(UNSEEN, "")
            continue
        if wanted:
            yield from _part(part, name)
        elif depth < _DEEPEST:
            yield from _beneath(part, name, passwords, depth + 1)
        else:
            yield Said(UNSEEN, "")


def _part(data: bytes, name: str) -> Iterator[Said]:
    """Yield the texts of one XML part: what stands in it, and what its attributes say."""
    place = PROPERTIES if name.startswith("docProps/") or name.endswith("meta.xml") else BENEATH
    try:
        root = parsed(data)
    except ReadProblem as problem:
        if problem.problem == "too_large":
            yield Said(UNSEEN, "")
        else:  # drawings of Excel are written as HTML is
            yield Said(place, unescape(_TAG.sub(lambda tag: f" {tag[0][1:-1]} ", decode(data))))
        return
    walk = _Walk(place)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            walk.tail(element)
        elif event == "start":
            walk.begin(element)
        else:
            walk.end(element)
    yield from walk.said()


class _Walk:
    """Gather texts on the way through a part: runs of a paragraph joined, all else apart by an empty line.

    Deleted text and fields are gathered beside the text, so that neither parts a word of the other.
    """

    def __init__(self, place: str) -> None:
        self.place = place
        self.tracked = False
        self._within = 0
        self._text: list[str] = []
        self._deleted: list[str] = []
        self._fields: list[str] = []
        self._attributes: dict[str, None] = {}
        self._authors: dict[str, None] = {}

    def begin(self, element: etree._Element) -> None:
        """Take the attributes and the text of an element."""
        name = local(element)
        if name in _BLOCKS:
            self._within += 1
            self._part()
        self.tracked = self.tracked or name in _CHANGES
        for key, value in element.attrib.items():
            self._attribute(str(key).rpartition("}")[2], str(value))
        if self._within and name in _GAPS:
            self._text.append(_GAPS[name])
        text = element.text
        if not text:
            return
        if name in _AUTHORS:
            self._authors[text.strip()] = None
        elif name == "delText":
            self._deleted.append(text)
        elif name in {"instrText", "delInstrText"}:
            self._fields.append(text)
        elif name == "v":
            self._value(text)
        else:
            self._add(text)

    def end(self, element: etree._Element) -> None:
        """Take what follows an element, and end a paragraph."""
        if local(element) in _BLOCKS:
            self._within -= 1
            self._part()
        self.tail(element)

    def tail(self, element: etree._Element) -> None:
        """Take the text behind an element."""
        if element.tail and element.tail.strip():
            self._add(element.tail)
        elif element.tail and self._within:
            self._text.append(" ")

    def said(self) -> Iterator[Said]:
        """Yield what was gathered."""
        yield Said(self.place, "".join(self._text))
        yield Said(BENEATH, "".join(self._deleted))
        yield Said(BENEATH, "".join(self._fields))
        yield Said(self.place, "\n\n".join(self._attributes))
        yield from (Said(AUTHOR, one) for one in self._authors if one)
        if self.tracked:
            yield Said(TRACKED, "")

    def _add(self, text: str) -> None:
        self._text.append(text if self._within else f"\n\n{text}")

    def _part(self) -> None:
        for texts in (self._text, self._deleted, self._fields):
            if texts and texts[-1] != "\n\n":
                texts.append("\n\n")

    def _value(self, text: str) -> None:
        """Take a value of a cell or chart: of plain numbers only those as long as an identity number."""
        if not _NUMBER.fullmatch(text):
            self._add(text)
        elif text.isdigit() and len(text) in {10, 11}:
            self._text.append(f"\n\n{text:0>11}")

    def _attribute(self, name: str, value: str) -> None:
        if len(value) < 4 or _DULL.fullmatch(name) or _SHORT_MARK.fullmatch(value):
            return
        if name in _AUTHOR_NAMES:
            self._authors[value.strip()] = None
        elif name == "v" and _NUMBER.fullmatch(value):
            self._value(value)
        else:
            self._attributes[unquote(value) if "%" in value else value] = None


_HEADERS = (
    "From", "To", "Cc", "Bcc", "Sender", "Reply-To", "Subject", "Return-Path", "Delivered-To", "X-Original-To",
    "Resent-From", "Resent-To", "Resent-Cc", "Disposition-Notification-To", "Thread-Topic", "X-Forwarded-To",
    "X-Forwarded-For", "Keywords", "Comments", "Organization", "X-Sender", "Envelope-To", "Apparently-To",
)  # fmt: skip


def _letter(data: bytes, passwords: tuple[str, ...], depth: int) -> Iterator[Said]:
    """Yield the headers of an e-mail, all its texts (also those that no program shows) and what is attached."""
    from indexer.extract import mail

    message, problem = mail._message(data)  # of this package
    if problem:
        yield Said(UNSEEN, "")
    for part in message.walk():
        headers = [mail._header(part, name) for name in _HEADERS if name in part]
        yield Said(PROPERTIES, "\n\n".join(headers))
        name = part.get_filename() or ""
        yield Said(BENEATH, name)
        if part.is_multipart():
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        kind = part.get_content_type()
        try:
            if kind == "text/html":
                yield from _page(decode(body))
            elif kind.startswith("text/"):
                yield Said(BENEATH, decode(body))
            elif depth < _DEEPEST:
                yield from _beneath(body, name or "file", passwords, depth + 1)
        except ReadProblem:
            yield Said(UNSEEN, "")


_DROPPED = re.compile(
    r"<(style|svg)\b.{0,200000}?</\1\s*>|data:[\w/+.-]+;base64,[\w+/=\s]+", re.DOTALL | re.IGNORECASE
)
_SHOWN_NOWHERE = re.compile(
    r"<!--(.{0,20000}?)-->|<script[^>]*>(.{0,200000}?)</script|"
    r"(?:href|content|title|alt|value|placeholder|label|data-[\w-]{1,40})\s*=\s*[\"']([^\"']{4,500})",
    re.DOTALL | re.IGNORECASE,
)
_META_AUTHOR = re.compile(
    r"<meta\s[^>]{0,99}name=[\"']author[\"'][^>]{0,99}content=[\"']([^\"']{3,200})", re.IGNORECASE
)
_LINE_END = re.compile(r"</?(?:p|div|td|th|tr|li|br|h\d|table)\b[^>]*>", re.IGNORECASE)


def _page(text: str) -> Iterator[Said]:
    """Yield what a web page says, hidden parts, comments, scripts and addresses of links included."""
    text = _DROPPED.sub(" ", text)
    hidden = [part for found in _SHOWN_NOWHERE.findall(text) for part in found if part]
    yield Said(BENEATH, "\n\n".join(unquote(unescape(part)) for part in hidden))
    yield Said(BENEATH, unescape(_TAG.sub("", _LINE_END.sub("\n\n", text))))
    yield from (Said(AUTHOR, unescape(author)) for author in _META_AUTHOR.findall(text))
