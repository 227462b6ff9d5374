"""Send messages between processes: a head of JSON and a body of plain bytes, both of bounded length.

Never pickles: a hostile file may have taken the worker over, and a pickle would hand it the parent too. For the same
reason the parent reads no more than a bound, checks what it takes, and finds fingerprints itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, get_args

from indexer.extract.model import (
    Attachment,
    AuthorSource,
    DateSource,
    Extraction,
    FoundDate,
    Kind,
    LanguageSource,
    Precision,
    Problem,
    TitleSource,
    Unit,
)
from indexer.text import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

Head = dict[str, Any]

MAX_HEAD = 16 << 20  # bytes of JSON in an answer
MAX_TEXT = 64 << 20  # bytes of text of one file
MAX_ATTACHED = 64 << 20  # bytes of all attachments of one file
MAX_BODY = MAX_TEXT + MAX_ATTACHED
_LENGTHS = struct.Struct("!QQ")
_PIECE = 1 << 20
_SURROGATE = re.compile("[\ud800-\udfff]")  # what no database takes
_OPTIONAL: dict[str, Any] = {
    "problem": Problem, "language": Language, "author_source": AuthorSource, "language_source": LanguageSource,
}  # fmt: skip


class TooLong(Exception):
    """Stop an answer that is longer than the other side takes."""


class Message(NamedTuple):
    """Hold one message: JSON values by name, and bytes beside them."""

    head: Head
    body: bytes | bytearray = b""


def send(stream: BinaryIO, head: Head, body: Iterable[bytes | bytearray] = ()) -> None:
    """Write one message, its body given in pieces. Raises OSError when the other side is gone."""
    data = json.dumps(head).encode("ascii")
    pieces = list(body)
    stream.write(_LENGTHS.pack(len(data), sum(len(piece) for piece in pieces)))
    stream.writelines(chain((data,), pieces))
    stream.flush()


def receive(stream: BinaryIO, most: int | None = None) -> Message | None:
    """Read one message; None when the other side is gone.

    Raises TooLong for a body of more than `most` bytes, of which nothing is read, and ValueError for what is no
    message.
    """
    lengths = _exactly(stream, _LENGTHS.size)
    if lengths is None:
        return None
    head_length, body_length = _LENGTHS.unpack(lengths)
    if most is not None and (head_length > MAX_HEAD or body_length > most):
        raise TooLong
    data, body = _exactly(stream, head_length), _exactly(stream, body_length)
    if data is None or body is None:
        return None
    try:
        head = json.loads(data)
    except RecursionError as error:
        raise ValueError("not a message") from error
    if not isinstance(head, dict):
        raise ValueError("not a message")
    return Message(head, body)


def _exactly(stream: BinaryIO, length: int) -> bytearray | None:
    data = bytearray()
    while len(data) < length:
        piece = stream.read(min(length - len(data), _PIECE))
        if not piece:
            return None
        data += piece
    return data


def pack(extraction: Extraction) -> tuple[Head, list[bytes]]:
    """Return an extraction as JSON values and bytes: the texts of its units, then its attachments.

    Attachments beyond the bound are left out, which makes the file too large. Raises TooLong for more text than the
    other side takes.
    """
    texts = [unit.text.encode("utf-8", "surrogatepass") for unit in extraction.units]
    if sum(len(text) for text in texts) > MAX_TEXT:
        raise TooLong
    attached = _fitting(extraction.attachments)
    head: Head = {
        name: getattr(extraction, name)
        for name in (
            "title", "title_source", "author", "author_source", "language", "language_source", "problem", "reader",
            "wants_ocr", "sketch",
        )
    }  # fmt: skip
    if len(attached) < len(extraction.attachments):
        head["problem"] = extraction.problem or "too_large"
    units = zip(extraction.units, texts, strict=True)
    head["units"] = [(unit.kind, unit.number, unit.label, len(text)) for unit, text in units]
    head["created"] = extraction.created and extraction.created.isoformat()
    head["modified"] = extraction.modified and extraction.modified.isoformat()
    head["dates"] = [
        (one.start.isoformat(), one.end.isoformat(), one.source, one.precision, one.unit, one.words, one.firm)
        for one in extraction.dates
    ]
    head["attachments"] = [(one.index, one.name, len(one.data)) for one in attached]
    return head, [*texts, *(one.data for one in attached)]


def _fitting(attachments: tuple[Attachment, ...]) -> list[Attachment]:
    fitting: list[Attachment] = []
    room = MAX_ATTACHED
    for one in attachments:
        if len(one.data) <= room:
            fitting.append(one)
            room -= len(one.data)
    return fitting


def unpack(message: Message) -> Extraction:
    """Return the extraction that `pack` took apart. Raises ValueError, TypeError or KeyError for anything else."""
    head, pieces = message.head, _Pieces(message.body)
    units = tuple(
        Unit(chosen(kind, Kind), number(at), text(label), str(pieces.next(size), "utf-8", "surrogatepass"))
        for kind, at, label, size in head["units"]
    )
    return Extraction(
        units=units,
        title=text(head["title"]),
        title_source=chosen(head["title_source"], TitleSource),
        author=text(head["author"]),
        created=_moment(head["created"]),
        modified=_moment(head["modified"]),
        dates=tuple(_date(*one) for one in head["dates"]),
        attachments=tuple(_attachment(at, name, pieces.next(size)) for at, name, size in head["attachments"]),
        reader=text(head["reader"]),
        wants_ocr=tuple(number(one) for one in head["wants_ocr"]),
        sketch=tuple(number(one, below=1 << 32) for one in head["sketch"]),
        **{name: head[name] and chosen(head[name], kind) for name, kind in _OPTIONAL.items()},
    )


class _Pieces:
    """Cut a body into the pieces that its head tells of."""

    def __init__(self, body: bytes | bytearray) -> None:
        self._body, self._at = memoryview(body), 0

    def next(self, size: object) -> memoryview:
        """Return the next piece. Raises ValueError when there is no such piece."""
        start, self._at = self._at, self._at + number(size)
        if self._at > len(self._body):
            raise ValueError("not a message")
        return self._body[start : self._at]


def _attachment(at: object, name: object, data: memoryview) -> Attachment:
    return Attachment(number(at), text(name), hashlib.sha256(data).hexdigest(), len(data), bytes(data))


def _date(
    start: str, end: str, source: str, precision: str, unit: object, words: object, firm: object
) -> FoundDate:
    return FoundDate(
        date.fromisoformat(start),
        date.fromisoformat(end),
        chosen(source, DateSource),
        chosen(precision, Precision),
        number(unit),
        text(words),
        firm is True,
    )


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def text(value: object) -> str:
    """Return a value that is text, which no lone surrogate is part of. Raises ValueError for any other."""
    if not isinstance(value, str) or _SURROGATE.search(value):
        raise ValueError("not a message")
    return value


def number(value: object, below: int = 1 << 63) -> int:
    """Return a value that is a whole number, not negative, and `below` a bound. Raises ValueError for any other."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < below:
        raise ValueError("not a message")
    return value


def chosen(value: object, kinds: Any) -> Any:
    """Return a value that is one of the words of a Literal type. Raises ValueError for any other."""
    if value not in get_args(kinds):
        raise ValueError("not a message")
    return value
