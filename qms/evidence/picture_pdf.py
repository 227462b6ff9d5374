"""Write pictures as the pages of a PDF that holds nothing else: no text, no properties, no dates."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

QUALITY = 62
_SHIFTED = bytes((level >> 4) << 4 for level in range(256))


def bound(pages: Sequence[tuple[Image, float, bool]]) -> bytes:
    """Return grey pictures as a PDF; each comes with its pixels per point and whether it holds pictures itself.

    Letters and lines are stored in sixteen levels of grey, which is sharper and smaller than JPEG. The same pictures
    give the same bytes.
    """
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    kids = []
    for image, scale, photographic in pages:
        at = len(objects) + 1
        kids.append(at)
        picture = _jpeg(image) if photographic else _levels(image)
        width, height = image.width / scale, image.height / scale
        content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /I Do Q".encode()
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:.3f} {height:.3f}]"
            f"/Resources<</XObject<</I {at + 1} 0 R>>>>/Contents {at + 2} 0 R>>".encode(),
            picture,
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        ]
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>".encode()
    return _file(objects)


def _jpeg(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return _stream(image.width, image.height, 8, b"DCTDecode", out.getvalue())


def _levels(image: Image) -> bytes:
    """Return a picture in four bits a pixel, compressed."""
    even = image.crop((0, 0, image.width - image.width % 2, image.height))
    signs = even.tobytes()
    left = int.from_bytes(signs[::2].translate(_SHIFTED), "big")
    right = int.from_bytes(signs[1::2].translate(_SHIFTED), "big") >> 4
    packed = (left | right).to_bytes(len(signs) // 2, "big")
    return _stream(even.width, even.height, 4, b"FlateDecode", zlib.compress(packed, 9))


def _stream(width: int, height: int, bits: int, code: bytes, data: bytes) -> bytes:
    head = (
        f"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceGray"
        f"/BitsPerComponent {bits}/Filter/{code.decode()}/Length {len(data)}>>"
    )
    return head.encode() + b"stream\n" + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of objects numbered from one, the first being the catalogue."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
