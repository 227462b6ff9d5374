"""Take out what old Office files, RTF and pictures say beside their pages: properties, and whatever looks like text."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from indexer.extract.said import AUTHOR, BENEATH, BINARY, LOCATION, PROPERTIES, TRACKED, UNSEEN, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

_NARROW = re.compile(rb"[\x20-\x7e\xa0-\xff]{8,4000}")
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\x7f]\x01){6,4000}")
_MOST = 64 << 20  # bytes in which text is looked for
_FACTS = ("title", "subject", "keywords", "comments", "company", "category")
_PEOPLE = ("author", "last_saved_by", "manager")


def read_ole(data: bytes) -> Iterator[Said]:
    """Yield the properties of an old Office file or Outlook letter, and all in it that looks like text."""
    from olefile import OleFileIO  # type: ignore[import-untyped]

    try:
        with OleFileIO(io.BytesIO(data)) as package:
            facts = package.get_metadata()
        yield Said(PROPERTIES, "\n\n".join(_text(getattr(facts, name, None)) for name in _FACTS))
        yield from (Said(AUTHOR, _text(getattr(facts, name, None)).strip()) for name in _PEOPLE)
    except Exception:  # noqa: BLE001  # whatever the library meets
        yield Said(UNSEEN, "")
    if len(data) > _MOST:
        yield Said(UNSEEN, "")
    part = data[:_MOST]
    yield Said(BINARY, "\n\n".join(run.decode("cp1252", "replace") for run in _NARROW.findall(part)))
    yield Said(BINARY, "\n\n".join(run.decode("utf-16-le", "replace") for run in _WIDE.findall(part)))


def _text(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8").strip("\0")
        except UnicodeDecodeError:
            return value.decode("cp1257", "replace").strip("\0")
    return value if isinstance(value, str) else ""


_HEX = re.compile(r"[0-9a-fA-F\s]{200,}")
_AUTHOR = re.compile(r"\\(?:author|operator|manager) ([^{}]{1,200})")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")
_BREAK = re.compile(r"\\(?:par|line|cell|row|tab|sect|page)\b ?")
_WIDE_SIGN = re.compile(r"\\u(-?\d{1,6}) ?(?:\\'[0-9a-f]{2}|\?)?", re.IGNORECASE)
_SIGN = re.compile(r"\\'([0-9a-f]{2})", re.IGNORECASE)
_CONTROL = re.compile(r"\\[a-z]{1,32}-?\d{0,10} ?|[{}]|\\\*|\r|\n", re.IGNORECASE)


def read_rtf(data: bytes) -> Iterator[Said]:
    """Yield all text of an RTF file, its properties and fields included."""
    raw = _HEX.sub(" ", data.decode("latin-1"))
    page = _CODE_PAGE.search(raw[:2_000])

    def sign(match: re.Match[str]) -> str:
        try:
            return bytes([int(match[1], 16)]).decode(f"cp{page[1] if page else 1252}")
        except (LookupError, UnicodeDecodeError):
            return " "

    if re.search(r"\\(?:revised|deleted|revisions)\b", raw):
        yield Said(TRACKED, "")
    text = _SIGN.sub(sign, _WIDE_SIGN.sub(lambda match: chr(int(match[1]) % 0x10000), raw))
    yield from (Said(AUTHOR, author.strip()) for author in _AUTHOR.findall(text))
    yield Said(BENEATH, _CONTROL.sub("", _BREAK.sub("\n\n", text)))


_GPS = 0x8825
_ARTIST = 0x013B
_WIDE_TAGS = frozenset((0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F))


def read_picture(data: bytes) -> Iterator[Said]:
    """Yield what a picture says of itself: description, artist, comments, and that it knows where it was taken."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            exif = image.getexif()
            beside = [value for key, value in image.info.items() if key not in {"exif", "icc_profile"}]
    except Exception:  # noqa: BLE001  # a picture stands in the list anyway
        return
    if exif.get_ifd(_GPS):
        yield Said(LOCATION, "")
    for tag, value in exif.items():
        text = value.decode("utf-16-le", "replace") if tag in _WIDE_TAGS and isinstance(value, bytes) else ""
        text = (text or _text(value)).strip("\0 ")
        yield Said(AUTHOR if tag == _ARTIST else PROPERTIES, text)
    texts = [re.sub(r"<[^<>]{0,20000}>", lambda tag: f" {tag[0]} ", _text(value)) for value in beside]
    yield Said(PROPERTIES, "\n\n".join(text for text in texts if text))
