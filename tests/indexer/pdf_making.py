"""Make PDFs for the tests: with reportlab and pypdf, or from bare objects where no program would make such a file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
READABLE = b"BT /F 12 Tf 60 700 Td (Readable words on a page) Tj ET"


def drawn(draw: Callable[[Canvas], Any], **options: Any) -> bytes:
    """Return a PDF on whose canvas `draw` has drawn; the last page is ended here."""
    out = io.BytesIO()
    canvas = Canvas(out, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def lines(canvas: Canvas, *texts: str, x: int = 60, y: int = 780, font: str = "Helvetica") -> None:
    """Write lines below each other."""
    canvas.setFont(font, 12)
    for number, text in enumerate(texts):
        canvas.drawString(x, y - 15 * number, text)


def embedded_font() -> str:
    """Return the name of a font with all letters that is embedded in part; skips where the machine has none."""
    try:
        pdfmetrics.registerFont(TTFont("DejaVu", str(_DEJAVU)))
    except (TTFError, OSError):
        pytest.skip("needs the DejaVu fonts")
    return "DejaVu"


def picture(text: str = "skannet brev") -> ImageReader:
    """Return an image of a page on which something is written."""
    image = Image.new("L", (800, 1_100), 245)
    ImageDraw.Draw(image).text((100, 100), text, fill=10, font_size=40)
    return ImageReader(image)


def scan(canvas: Canvas) -> None:
    """Fill the page with a picture."""
    canvas.drawImage(picture(), 0, 0, 595, 842)


def changed(data: bytes, change: Callable[[PdfWriter], Any]) -> bytes:
    """Return a PDF that pypdf has changed."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bare(
    *,
    catalogue: bytes = b"",
    pages: bytes = b"/Kids[3 0 R]/Count 1",
    page: bytes = b"",
    content: bytes = READABLE,
    head: bytes = b"",
    more: dict[int, bytes] | None = None,
) -> bytes:
    """Return a PDF of bare objects: 1 catalogue, 2 pages, 3 page, 4 its content, 5 font, and `more` from 6."""
    resources = b"/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalogue,
        2: b"<</Type/Pages %s>>" % pages,
        3: b"<</Type/Page/Parent 2 0 R%s/Contents 4 0 R%s>>" % (resources, page),
        4: stream(content, head),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        **(more or {}),
    }
    return b"".join(_file(objects))


def stream(content: bytes, head: bytes = b"") -> bytes:
    """Return a stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (head, len(content), content)


def _file(objects: dict[int, bytes]) -> Iterator[bytes]:
    head = b"%PDF-1.7\n"
    yield head
    at, offsets = len(head), dict[int, int]()
    for number, content in objects.items():
        offsets[number] = at
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        at += len(piece)
        yield piece
    size = max(objects) + 1
    rows = (
        b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
        for number in range(size)
    )
    yield b"xref\n0 %d\n%s" % (size, b"".join(rows))
    yield b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, at)
