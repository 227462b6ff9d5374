"""Look at images: what they say of themselves, and how many pages there are to recognise."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import PIL

# Only these formats are opened, and Pillow knows a format only once its module is there.
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from indexer.extract.archive import local, parsed
from indexer.extract.model import Content, ReadProblem, Unit
from indexer.extract.sections import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from indexer.extract.sections import Block

READER = f"image 1 pillow {PIL.__version__}"
MOST_PIXELS = 200_000_000
MOST_PAGES = 50  # of a scan
SMALLEST = 60  # pixels of a side: smaller ones are icons
_FORMATS = tuple(
    plugin.format for plugin in (
        JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile, GifImagePlugin.GifImageFile,
        TiffImagePlugin.TiffImageFile, BmpImagePlugin.BmpImageFile, WebPImagePlugin.WebPImageFile,
    )
)  # fmt: skip
_DESCRIPTION, _ARTIST, _CHANGED, _EXIF, _TAKEN = 0x010E, 0x013B, 0x0132, 0x8769, 0x9003
# Cameras and programs write their own name where a description belongs.
_JUNK = re.compile(
    r"(?i)^\W*$|^(olympus|sony|samsung|canon|nikon|kodak|dcim|default|image|picture|img|dsc|screenshot|untitled"
    r"|created (with|by)|software|minolta|exif|oznor|cof|hdr|sdr|ffd8|charset)\b"
)
_LEAST_WORDS = 2  # of a description that is one


def read(data: bytes) -> Content:
    """Return what an image says of itself, and its pages as wanting recognition. Raises ReadProblem."""
    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is decoded
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise ReadProblem("too_large")
            pages = _pages(image)
            told = _told(image)
            image.verify()
    except (ReadProblem, MemoryError):
        raise
    except Exception as error:  # a broken image may raise anything
        raise ReadProblem("damaged") from error
    description = told.get("description", "")
    return Content(
        units=(Unit("part", 1, "", description),) if description else (),
        author=told.get("author", ""),
        created=_moment(told.get("created", "")),
        wants_ocr=tuple(range(1, pages + 1)) if min(width, height) >= SMALLEST else (),
    )


def read_svg(data: bytes) -> Content:
    """Return the words of a drawing. Raises ReadProblem."""
    root = parsed(data)
    found = [each for each in root.iter() if local(each) in ("text", "title", "desc", "p")]
    pieces = (" ".join("".join(_visible(each)).split()) for each in found)
    blocks: list[Block] = [(0, piece) for piece in dict.fromkeys(pieces)]
    title = next((" ".join((each.text or "").split()) for each in root if local(each) == "title"), "")
    return Content(units=tuple(cut(blocks)), title=title)


def _visible(element: etree._Element) -> Iterator[str]:
    """Yield the text below an element; a reference to an entity has none."""
    for each in element.iter():
        if isinstance(each.tag, str):
            yield each.text or ""
        yield (each.tail or "") if each is not element else ""


def _pages(image: Image.Image) -> int:
    """Return the number of pages; only TIFF holds pages, others hold the pictures of an animation."""
    if image.format != "TIFF":
        return 1
    for number in range(
        1, MOST_PAGES
    ):  # not n_frames, which walks to the end of a chain made for the purpose
        try:
            image.seek(number)
        except EOFError:
            image.seek(0)
            return number
    image.seek(0)
    return MOST_PAGES


def _told(image: Image.Image) -> dict[str, str]:
    """Return description, author and day from EXIF or the texts of a PNG; none where they are broken."""
    exif: Any = {}
    inner: Any = {}
    if (
        image.format != "PNG" or "exif" in image.info
    ):  # else Pillow decodes a whole PNG to look for it at the end
        with suppress(Exception):  # cameras write what they like, and a parser of it may raise anything
            exif = image.getexif()
            inner = exif.get_ifd(_EXIF)
    texts = {str(key).lower(): str(value) for key, value in image.info.items() if isinstance(value, str)}
    description = (
        _words(exif.get(_DESCRIPTION)) or _words(texts.get("description")) or _words(texts.get("title"))
    )
    return {
        "description": ""
        if _JUNK.search(description) or len(description.split()) < _LEAST_WORDS
        else description,
        "author": _words(exif.get(_ARTIST)) or _words(texts.get("author")),
        "created": _words(inner.get(_TAKEN)) or _words(exif.get(_CHANGED)),
    }


def _words(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    with suppress(UnicodeError):  # Pillow reads these texts as Latin-1, programs write UTF-8
        value = value.encode("latin-1").decode("utf-8")
    return " ".join(value.replace("\0", " ").split())


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  # as it stands in the file
    except ValueError:
        return None
    return found if found.year >= 1990 else None
