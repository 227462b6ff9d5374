"""Show every bomb that reading knows in every way: it gives a problem or something small, and the next file shows."""

from __future__ import annotations

import struct
import time
import zlib
from typing import TYPE_CHECKING, get_args

import pytest

from indexer.extract import Extractor, Problem
from indexer.preview.model import MOST, What, Wish
from tests.cli.test_hostile import pdf, pdf_bombs, png_bomb, xml_bombs, zip_bombs
from tests.evidence.test_previewing import drawn

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow
PAGE = (
    b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
)  # fmt: skip


def painted(content: bytes, image: bytes) -> bytes:
    return pdf(*PAGE, b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), image)


def pictures_within() -> Iterator[tuple[str, bytes]]:
    """Yield PDFs whose pictures unpack to gigabytes, and one that draws itself."""
    pixels = zlib.compress(bytes(200 << 20), 9)
    image = b"<</Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    image += b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(pixels), pixels)
    yield "picture.pdf", painted(b"q 500 0 0 500 0 0 cm /I Do Q", image)
    yield "picture often.pdf", painted(b"q 500 0 0 500 0 0 cm /I Do Q " * 500, image)
    itself = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</I 5 0 R>>>>/Length 12>>stream\n"
        b"/I Do /I Do \nendstream"
    )
    yield "itself.pdf", painted(b"/I Do", itself)
    yield "lines.pdf", painted(b"0 0 m 500 500 l S " * 1_500_000, b"<<>>")


def rasters() -> Iterator[tuple[str, bytes]]:
    yield "bomb.png", png_bomb()
    wide = struct.pack("<2sIHHI", b"BM", 1 << 20, 0, 0, 54)
    yield (
        "wide.bmp",
        wide + struct.pack("<IiiHHIIiiII", 40, 1 << 30, 1 << 30, 1, 24, 0, 0, 1, 1, 0, 0) + bytes(999),
    )
    yield "cut.jpg", b"\xff\xd8\xff\xe0" + bytes(5_000)


BOMBS = [pdf_bombs, pictures_within, rasters, xml_bombs, zip_bombs]


@pytest.mark.parametrize("bombs", BOMBS)
def test_bombs_cost_themselves(bombs: object) -> None:
    good = drawn("Good words")
    assert callable(bombs)
    with Extractor(workers=1) as extractor:
        for name, data in bombs():
            for what in get_args(What):
                started = time.monotonic()
                found = extractor.view(data, name, Wish(what, 1, "words"))
                took = time.monotonic() - started
                print(
                    f"{name:30} {what:6} {found if isinstance(found, str) else len(found.body)} {took:.1f} s"
                )
                assert found in get_args(Problem) if isinstance(found, str) else len(found.body) <= MOST
                assert took < 25
            shown = extractor.view(good, "good.pdf", Wish("page", 1, "good words"))
            assert not isinstance(shown, str)
            assert shown.marked
