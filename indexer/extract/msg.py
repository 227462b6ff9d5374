"""Read Outlook messages (MSG) with python-oxmsg: what stands in them as an e-mail, files of their own beside it.

Only the tree of streams is taken from the library. Its typed values stop at a broken code page or a missing stream;
here each value is read by itself, so that a damaged one costs only itself.
"""

from __future__ import annotations

import hashlib
import io
import struct
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.parser import HeaderParser
from email.utils import format_datetime, parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, NamedTuple

from indexer.extract import html, rtf
from indexer.extract.attached import Part, gather, safe_name
from indexer.extract.decoding import declared, decode
from indexer.extract.lzfu import unpacked
from indexer.extract.mail import letter_parts
from indexer.extract.model import Content, ReadProblem
from indexer.extract.sections import Block, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

try:
    READER = f"msg 1 oxmsg {version('python-oxmsg')}"
except PackageNotFoundError:
    READER = "msg 1"
_ROOT, _EMBEDDED, _OTHER = 32, 24, 8  # bytes before the values of a letter, an attached letter, an attachment
_SUBJECT, _BODY, _HTML, _RTF, _CLASS = 0x0037, 0x1000, 0x1013, 0x1009, 0x001A
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP, _ON_BEHALF = 0x0C1A, 0x0C1F, 0x5D01, 0x0042
_TO, _CC, _HEADERS, _SENT, _RECEIVED = 0x0E04, 0x0E03, 0x007D, 0x0039, 0x0E06
_LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _DATA, _CONTENT_ID, _HIDDEN = (
    0x3707,
    0x3704,
    0x3001,
    0x3701,
    0x3712,
    0x7FFE,
)
_PAGES = (0x3FDE, 0x3FFD)  # code pages of the body and of the other texts
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
_DEEPEST = 5  # letters within letters that are turned into e-mail
_EPOCH = datetime(1601, 1, 1)  # noqa: DTZ001  # like all times here
_SPREAD = 4  # times the size of the file that all streams together may have


class _Letter(NamedTuple):
    """Hold what a reader of e-mail sees."""

    subject: str
    sender: str
    to: str
    cc: str
    date: datetime | None
    body: str
    parts: tuple[Part, ...]
    sealed: bool


def read(data: bytes) -> Content:
    """Return a message. Raises ReadProblem, "unsupported" without python-oxmsg."""
    letter = _letter(_opened(data), _ROOT, 0)
    shown = [("Subject", letter.subject), ("From", letter.sender), ("To", letter.to), ("Cc", letter.cc)]
    shown.append(("Date", letter.date.strftime("%Y-%m-%d %H:%M") if letter.date else ""))
    head = "\n".join(f"{name}: {text}" for name, text in shown if text)
    blocks: list[Block] = [(0, head), *((0, part) for part in letter.body.split("\n\n"))]
    gathered = gather(letter.parts, letter_parts)
    return Content(
        units=tuple(cut(blocks)),
        subject=letter.subject,
        sender=letter.sender,
        created=letter.date,
        attachments=gathered.attachments,
        problem="encrypted" if letter.sealed else gathered.problem,
    )


def parts(data: bytes) -> list[Part]:
    """Return the files attached to a message. Raises ReadProblem."""
    return list(_letter(_opened(data), _ROOT, 0).parts)


def _opened(data: bytes) -> Any:
    """Return the tree of storages. Raises ReadProblem."""
    try:
        from olefile import OleFileIO  # type: ignore[import-untyped]
        from oxmsg.storage import Storage
    except ImportError as error:
        raise ReadProblem("unsupported") from error
    try:
        with OleFileIO(io.BytesIO(data)) as ole:
            # Streams may overlap in a file made for the purpose.
            if sum(entry.size for entry in ole.direntries if entry is not None) > _SPREAD * len(data):
                raise ReadProblem("too_large")
            return Storage.from_ole(ole)
    except (ReadProblem, MemoryError):
        raise
    except Exception as error:  # the library has no error of its own for broken files
        raise ReadProblem("damaged") from error


class _Values:
    """Give the values of a storage by their numbers; what is missing or broken is empty."""

    def __init__(self, storage: Any, offset: int) -> None:
        self._streams = {stream.name.upper(): stream.bytes_ for stream in storage.streams}
        fixed = self._streams.get("__PROPERTIES_VERSION1.0", b"")[offset:]
        rows = (fixed[at : at + 16] for at in range(0, len(fixed) - 15, 16))
        self._fixed = {int.from_bytes(row[2:4], "little"): row[8:] for row in rows}
        self._pages = [self.number(page) for page in _PAGES]

    def __bool__(self) -> bool:
        return bool(self._streams)

    def binary(self, number: int) -> bytes:
        """Return a stream of bytes."""
        return bytes(self._streams.get(f"__SUBSTG1.0_{number:04X}0102", b""))

    def text(self, number: int) -> str:
        """Return a text, of two bytes a character or in the code page of the message."""
        wide = self._streams.get(f"__SUBSTG1.0_{number:04X}001F")
        if wide is not None:
            return str(wide, "utf-16-le", "replace").replace("\0", "")
        narrow = self._streams.get(f"__SUBSTG1.0_{number:04X}001E", b"").replace(b"\0", b"")
        return self.decoded(narrow)

    def decoded(self, data: bytes) -> str:
        """Return bytes as text by a code page that the message names, else the one found."""
        page = next((page for page in self._pages if page), 0)
        try:
            return declared(data, f"cp{page}") if page else decode(data)
        except ReadProblem:
            return data.decode("cp1252", "replace")

    def number(self, number: int) -> int:
        """Return a whole number, 0 when it is missing."""
        return int.from_bytes(self._fixed.get(number, b"")[:4], "little")

    def moment(self, number: int) -> datetime | None:
        """Return a time (UTC, naive)."""
        row = self._fixed.get(number, b"")
        if len(row) < 8:
            return None
        try:
            found = _EPOCH + timedelta(microseconds=struct.unpack("<Q", row[:8])[0] // 10)
        except OverflowError:
            return None
        return found.replace(microsecond=0) if found.year >= 1980 else None


def _letter(storage: Any, offset: int, depth: int) -> _Letter:
    values = _Values(storage, offset)
    headers = HeaderParser().parsestr(values.text(_HEADERS))
    page = _page(values)
    return _Letter(
        subject=" ".join(values.text(_SUBJECT).split()),
        sender=_sender(values),
        to=" ".join(values.text(_TO).split()),
        cc=" ".join(values.text(_CC).split()),
        date=_date(str(headers.get("Date", ""))) or values.moment(_SENT) or values.moment(_RECEIVED),
        body=_body(values, page),
        parts=tuple(_parts(storage, page, depth)),
        sealed=values.text(_CLASS).upper() == "IPM.NOTE.SMIME",
    )


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text).replace(tzinfo=None)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sender(values: _Values) -> str:
    name = " ".join((values.text(_SENDER) or values.text(_ON_BEHALF)).split())
    # An address of the house (/O=..) says nothing to a reader.
    addresses = (values.text(_SENDER_SMTP), values.text(_SENDER_ADDRESS))
    address = next((" ".join(text.split()) for text in addresses if "@" in text), "")
    return f"{name} <{address}>" if name and address and name != address else name or address


def _page(values: _Values) -> str:
    data = values.binary(_HTML)
    return values.decoded(data) if data else values.text(_HTML)


def _body(values: _Values, page: str) -> str:
    """Return the plain body, else the one in HTML, else the one in RTF, as text."""
    plain = values.text(_BODY).replace("\r\n", "\n")
    if plain.strip():
        return plain
    if page.strip():
        return html.plain(page)
    packed = values.binary(_RTF)
    if not packed:
        return ""
    try:
        return "\n\n".join(unit.text for unit in rtf.read(unpacked(packed)).units)
    except ReadProblem:
        return ""


def _parts(storage: Any, page: str, depth: int) -> Iterator[Part]:
    """Yield the attached files and letters; pictures that only decorate the body are left out."""
    for number, each in enumerate(
        sorted(storage.iter_attachment_storages(), key=lambda found: str(found.name)), 1
    ):
        values = _Values(each, _OTHER)
        name = values.text(_LONG_NAME) or values.text(_SHORT_NAME) or values.text(_SHOWN_NAME)
        inner = next((found for found in each.storages if found.name.upper() == "__SUBSTG1.0_3701000D"), None)
        if inner is not None:
            if depth < _DEEPEST:
                letter = _letter(inner, _EMBEDDED, depth + 1)
                subject = letter.subject.replace("/", "_")[:80]
                yield Part(
                    safe_name(f"{subject}.eml" if subject else "", f"message-{number}.eml"),
                    _as_mail(letter),
                    True,
                )
            continue
        cid = values.text(_CONTENT_ID)
        if cid and f"cid:{cid}" in page and (name.lower().endswith(_PICTURES) or values.number(_HIDDEN) & 1):
            continue
        name = safe_name(name, f"attachment-{number}")
        yield Part(name, values.binary(_DATA), name.lower().endswith((".eml", ".msg")))


def _as_mail(letter: _Letter) -> bytes:
    """Return an attached letter as e-mail, since only a whole file can be evidence; equal letters give equal bytes."""
    message = EmailMessage()
    for name, text in (
        ("Subject", letter.subject),
        ("From", letter.sender),
        ("To", letter.to),
        ("Cc", letter.cc),
    ):
        if text:
            try:
                message[name] = text
            except (ValueError, IndexError, AttributeError):  # addresses that no parser understands
                message[f"X-{name}"] = text.encode("ascii", "replace").decode("ascii")
    if letter.date:
        message["Date"] = format_datetime(letter.date.replace(tzinfo=UTC))
    message.set_content(letter.body.encode("utf-8", "replace").decode("utf-8"))
    for part in letter.parts:
        message.add_attachment(part.data, maintype="application", subtype="octet-stream", filename=part.name)
    if letter.parts:
        digest = hashlib.sha256(letter.body.encode("utf-8", "replace"))
        for part in letter.parts:
            digest.update(part.data)
        message.set_boundary(f"=_{digest.hexdigest()[:40]}")
    return message.as_bytes()
