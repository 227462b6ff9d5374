"""Make any image a plain PNG of bounded size: upright, on white, with nothing that the file says of itself."""

from __future__ import annotations

import io

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from indexer.extract.model import ReadProblem
from indexer.preview.model import View
from indexer.preview.page import as_png

MOST_PIXELS = 120_000_000  # of an image as it is stored
# Pillow knows a format once its module is there, and only these are opened.
_FORMATS = tuple(
    plugin.format for plugin in (
        JpegImagePlugin.JpegImageFile, PngImagePlugin.PngImageFile, GifImagePlugin.GifImageFile,
        TiffImagePlugin.TiffImageFile, BmpImagePlugin.BmpImageFile, WebPImagePlugin.WebPImageFile,
    )
)  # fmt: skip


def as_picture(data: bytes, number: int, width: int) -> View:
    """Return page `number` (from 1) of an image, no more than `width` pixels on its longer side. Raises ReadProblem."""
    Image.MAX_IMAGE_PIXELS = None  # judged here, before anything is decoded
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if number > 1:
                image.seek(number - 1)
            image.draft("RGB", (width, width))  # JPEG is decoded smaller, others as they are
            if image.size[0] * image.size[1] > MOST_PIXELS:
                raise ReadProblem("too_large")
            plain = _on_white(image)
            plain.thumbnail((width, width))
            upright = ImageOps.exif_transpose(plain)
    except EOFError as error:
        raise ReadProblem("no_text") from error
    except (ReadProblem, MemoryError):
        raise
    except Exception as error:  # a broken image may raise anything
        raise ReadProblem("damaged") from error
    return View(as_png(upright), marked=False, width=upright.width, height=upright.height)


def _on_white(image: Image.Image) -> Image.Image:
    """Return an image in plain colours; what it says of its orientation stays."""
    exif = image.getexif()
    if image.mode.startswith("I") or image.mode == "F":
        image = image.convert("F").point(lambda value: value / 257)
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        plain = Image.new("RGB", clear.size, "white")
        plain.paste(clear, mask=clear.getchannel("A"))
    else:
        plain = image.convert("RGB")
    plain.info.clear()
    plain.getexif()[0x0112] = exif.get(0x0112, 1)
    return plain
