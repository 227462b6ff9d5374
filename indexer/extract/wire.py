"""Send extractions between processes as length-prefixed JSON.

Never pickles: a hostile file may have taken the worker over, and a pickle would hand it the parent too.
"""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, BinaryIO

from indexer.extract.model import Attachment, Extraction, FoundDate, Unit

_LENGTH = struct.Struct("!Q")
_LONGEST = 1 << 30  # bytes of one message


def send(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message. Raises OSError when the other side is gone."""
    data = json.dumps(message).encode("ascii")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """Read one message; None when the other side is gone. Raises ValueError for what is no message."""
    head = _exactly(stream, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > _LONGEST:
        raise ValueError("message too long")
    data = _exactly(stream, length)
    if data is None:
        return None
    message = json.loads(data)
    if not isinstance(message, dict):
        raise ValueError("not a message")
    return message


def _exactly(stream: BinaryIO, length: int) -> bytes | None:
    pieces: list[bytes] = []
    while length:
        piece = stream.read(min(length, 1 << 20))
        if not piece:
            return None
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def pack_bytes(data: bytes) -> str:
    """Return bytes as text for a message."""
    return base64.b64encode(data).decode("ascii")


def unpack_bytes(text: str) -> bytes:
    """Return the bytes that `pack_bytes` made text of."""
    return base64.b64decode(text)


def pack(extraction: Extraction) -> dict[str, Any]:
    """Return an extraction as JSON values."""
    packed: dict[str, Any] = {
        name: getattr(extraction, name)
        for name in (
            "title", "title_source", "author", "author_source", "language", "language_source", "problem", "reader",
        )
    }  # fmt: skip
    packed["wants_ocr"] = list(extraction.wants_ocr)
    packed["sketch"] = list(extraction.sketch)
    packed["units"] = [[unit.kind, unit.number, unit.label, unit.text] for unit in extraction.units]
    packed["created"] = extraction.created and extraction.created.isoformat()
    packed["modified"] = extraction.modified and extraction.modified.isoformat()
    packed["dates"] = [
        [
            found.start.isoformat(),
            found.end.isoformat(),
            found.source,
            found.precision,
            found.unit,
            found.words,
            found.firm,
        ]
        for found in extraction.dates
    ]
    packed["attachments"] = [{**asdict(one), "data": pack_bytes(one.data)} for one in extraction.attachments]
    return packed


def unpack(packed: dict[str, Any]) -> Extraction:
    """Return the extraction that `pack` made JSON values of."""
    values = dict(packed)
    for name in ("created", "modified"):
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    values["units"] = tuple(Unit(*unit) for unit in values["units"])
    values["dates"] = tuple(
        FoundDate(date.fromisoformat(start), date.fromisoformat(end), source, precision, unit, words, firm)
        for start, end, source, precision, unit, words, firm in values["dates"]
    )
    for name in ("wants_ocr", "sketch"):
        values[name] = tuple(values[name])
    values["attachments"] = tuple(
        Attachment(**{**one, "data": unpack_bytes(one["data"])}) for one in values["attachments"]
    )
    return Extraction(**values)
