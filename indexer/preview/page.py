"""Draw a page of a PDF as a picture, with the words of a passage marked."""

from __future__ import annotations

import ctypes
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as api
from PIL import Image, ImageChops, ImageDraw

from indexer.extract import pdf_parts, pdfium
from indexer.extract.model import ReadProblem
from indexer.extract.pdf import swells
from indexer.preview.model import View
from indexer.preview.passage import spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_PIXELS = 12_000_000
_MOST_CHARACTERS = 200_000  # of a page in which a passage is looked for
_MOST_BOXES = 300
_TINT, _LINE = (255, 226, 110), (31, 85, 102)
Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels."""


def draw_page(data: bytes, number: int, passage: str, width: int, passwords: Sequence[str]) -> View:
    """Return a page (from 1) as a PNG, `width` pixels wide. Raises ReadProblem; "no_text" where there is no page."""
    if swells(data):
        raise ReadProblem("too_large")
    with pdfium.opened(data, passwords) as document:
        if document is None:
            raise ReadProblem("damaged")
        if not 1 <= number <= api.FPDF_GetPageCount(document):
            raise ReadProblem("no_text")
        with pdf_parts.form_of(document) as form, _page(document, number) as page:
            image = _drawn(page, form, _size(page, width))
            boxes = _boxes(page, passage, image.size) if passage else []
    for box in boxes:
        _mark(image, box)
    return View(as_png(image), bool(boxes), *image.size)


def as_png(image: Image.Image) -> bytes:
    """Return an image as PNG with nothing but its pixels."""
    out = io.BytesIO()
    image.info.clear()
    image.save(out, "PNG", compress_level=5)
    return out.getvalue()


@contextmanager
def _page(document: Any, number: int) -> Iterator[Any]:
    page = api.FPDF_LoadPage(document, number - 1)
    if not page:
        raise ReadProblem("damaged")
    try:
        yield page
    finally:
        api.FPDF_ClosePage(page)


def _size(page: Any, width: int) -> tuple[int, int]:
    """Return the size of the picture in pixels; a page that is far too long or wide becomes smaller."""
    wide, high = api.FPDF_GetPageWidthF(page), api.FPDF_GetPageHeightF(page)
    if not (wide > 0 and high > 0):
        raise ReadProblem("damaged")
    scale = min(width / wide, (MOST_PIXELS / (wide * high)) ** 0.5)
    return max(1, round(wide * scale)), max(1, min(MOST_PIXELS, round(high * scale)))


def _drawn(page: Any, form: Any, size: tuple[int, int]) -> Image.Image:
    bitmap = api.FPDFBitmap_Create(*size, 0)
    if not bitmap:
        raise ReadProblem("too_large")
    try:
        api.FPDFBitmap_FillRect(bitmap, 0, 0, *size, 0xFFFFFFFF)
        api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *size, 0, api.FPDF_ANNOT)
        if form is not None:
            api.FPDF_FFLDraw(form, bitmap, page, 0, 0, *size, 0, api.FPDF_ANNOT)
        row = api.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(api.FPDFBitmap_GetBuffer(bitmap), row * size[1])
    finally:
        api.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("RGB", size, pixels, "raw", "BGRX", row)


def _boxes(page: Any, passage: str, size: tuple[int, int]) -> list[Box]:
    layer = api.FPDFText_LoadPage(page)
    if not layer:
        return []
    try:
        count = min(max(0, api.FPDFText_CountChars(layer)), _MOST_CHARACTERS)
        text = "".join(_sign(api.FPDFText_GetUnicode(layer, at)) for at in range(count))
        return [
            box
            for start, end in spans(text, passage)
            for box in _stretch(layer, page, (start, end - start), size)
        ][:_MOST_BOXES]
    finally:
        api.FPDFText_ClosePage(layer)


def _sign(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 else "\0"  # one for one, so that places stay true


def _stretch(layer: Any, page: Any, where: tuple[int, int], size: tuple[int, int]) -> Iterator[Box]:
    """Yield the boxes of a stretch of text, one a line."""
    corners = [ctypes.c_double() for _ in range(4)]
    for at in range(min(api.FPDFText_CountRects(layer, *where), _MOST_BOXES)):
        if not api.FPDFText_GetRect(layer, at, *corners):
            continue
        left, top, right, bottom = (corner.value for corner in corners)
        ends = [_pixel(page, size, x, y) for x, y in ((left, top), (right, bottom))]
        (x0, x1), (y0, y1) = sorted(x for x, _ in ends), sorted(y for _, y in ends)
        box = (max(0, x0 - 2), max(0, y0 - 2), min(size[0], x1 + 2), min(size[1], y1 + 2))
        if box[0] < box[2] and box[1] < box[3]:
            yield box


def _pixel(page: Any, size: tuple[int, int], x: float, y: float) -> tuple[int, int]:
    across, down = ctypes.c_int(), ctypes.c_int()
    api.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _mark(image: Image.Image, box: Box) -> None:
    """Tint a box so that its letters stay as dark as they are, and underline it: colour alone is not seen by all."""
    part = image.crop(box)
    image.paste(ImageChops.multiply(part, Image.new("RGB", part.size, _TINT)), box)
    ImageDraw.Draw(image).line((box[0], box[3] - 1, box[2] - 1, box[3] - 1), fill=_LINE, width=2)
