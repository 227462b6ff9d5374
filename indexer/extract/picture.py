"""Make the picture of a page that recognition looks at: of a PDF, or of an image. Runs in a reader worker."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple, cast

from indexer.extract.model import ReadProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

DPI = 300
MAX_PIXELS = 35_000_000  # of the picture that is looked at
_MAX_DECODED = 120_000_000  # pixels of an image as it is stored
_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "PPM")
_LONG_SIDE = 11.7  # inches: an image that does not say its size is taken for a sheet of A4
_BELIEVED = range(150, 1_201)  # dots per inch that a scanner says; cameras and screens say 72 or 96
_FINE = 200  # dots per inch below which letters are too small for Tesseract
_PDF, _PDF_WITHIN = b"%PDF-", 1_024


class Picture(NamedTuple):
    """Hold a grey picture as a PNM file, and its dots per inch."""

    data: bytes
    dpi: int


def take_picture(data: bytes | bytearray, page: int, passwords: Sequence[str] = ()) -> Picture:
    """Return the picture of a page (from 1) of a PDF or an image. Raises ReadProblem."""
    try:
        if _PDF in data[:_PDF_WITHIN]:
            return _of_pdf(data, page, passwords)
        return _of_image(data, page)
    except MemoryError as error:
        raise ReadProblem("too_large") from error


def _of_pdf(data: bytes | bytearray, page: int, passwords: Sequence[str]) -> Picture:
    import pypdfium2 as pdfium

    document = None
    for password in (None, *passwords):
        try:
            document = pdfium.PdfDocument(bytes(data), password=password)
            break
        except pdfium.PdfiumError as error:
            problem = ReadProblem("encrypted" if "assword" in str(error) else "damaged")
    if document is None:
        raise problem
    try:
        if not 1 <= page <= len(document):
            raise ReadProblem("damaged")
        shown = document[page - 1]
        width, height = shown.get_size()  # points, turned as the page says
        if not (width > 0 and height > 0):
            raise ReadProblem("damaged")
        dpi = min(DPI, int((MAX_PIXELS / (width * height)) ** 0.5 * 72))
        if dpi < 1:
            raise ReadProblem("too_large")
        image = shown.render(scale=dpi / 72, grayscale=True).to_pil()
    except pdfium.PdfiumError as error:
        raise ReadProblem("damaged") from error
    finally:
        document.close()
    return Picture(_packed(image.convert("L")), max(dpi, 70))


def _of_image(data: bytes | bytearray, page: int) -> Picture:
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limit is judged after JPEG was asked to decode smaller

    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise ReadProblem("unsupported") from error
    except Image.DecompressionBombError as error:
        raise ReadProblem("too_large") from error
    except Exception as error:  # a broken image may raise anything
        raise ReadProblem("damaged") from error
    try:
        if page > 1:
            image.seek(page - 1)
        image.draft("L", _fitting(image.size, MAX_PIXELS))  # JPEG is decoded smaller, others as they are
        if image.size[0] * image.size[1] > _MAX_DECODED:
            raise ReadProblem("too_large")
        told = image.info.get("dpi")
        grey = _grey(ImageOps.exif_transpose(image))
    except (ReadProblem, MemoryError):
        raise
    except Exception as error:  # likewise
        raise ReadProblem("damaged") from error
    return _sized(grey, told)


def _grey(image: Image) -> Image:
    """Return an image of 256 greys, on white where it is transparent."""
    from PIL import Image

    if image.mode in ("L", "1"):
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":  # convert would cut off all above 255
        low, high = (float(cast("float", value)) for value in image.getextrema())
        scale = 255 / ((high - low) or 1)
        return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(white, image).convert("L")
    return image.convert("RGB").convert("L")


def _sized(image: Image, told: object) -> Picture:
    """Return an image at a size that suits letters of a printed page."""
    from PIL import Image

    dpi = _told_dpi(told) or max(70, round(max(image.size) / _LONG_SIDE))
    width, height = image.size
    times = 2 if dpi < _FINE and width * height * 4 <= MAX_PIXELS else 1
    fitting = _fitting((width * times, height * times), MAX_PIXELS)
    if fitting != image.size:
        dpi = max(70, round(dpi * fitting[0] / width))
        image = image.resize(fitting, Image.Resampling.BICUBIC)
    return Picture(_packed(image), dpi)


def _told_dpi(told: object) -> int | None:
    try:
        dpi = round(float(told[0]))  # type: ignore[index]
    except (TypeError, ValueError, IndexError, OverflowError, ZeroDivisionError):
        return None
    return dpi if dpi in _BELIEVED else None


def _fitting(size: tuple[int, int], most: int) -> tuple[int, int]:
    width, height = size
    scale = min(1.0, (most / max(1, width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _packed(image: Image) -> bytes:
    return b"P5 %d %d 255\n" % image.size + image.tobytes()
