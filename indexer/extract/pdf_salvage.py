"""Give a PDF that was cut off an end again, so that the pages before the cut can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.extract.pdf_found import MAX_PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 64 << 20  # bytes of a file that is copied for this
_HIGHEST = 4_000_000  # object number that PDFium takes
_OBJECT = re.compile(rb"(?<!\d)(\d{1,7})\s+(\d{1,5})\s+obj\b")
_KIND = re.compile(rb"/Type\s*/(Catalog|Page)\b")
_NEAR = 4_000  # bytes between the beginning of an object and its type


def with_an_end(data: bytes) -> Iterator[bytes]:
    """Yield the file closed by its own catalogue, where that is still there, then by one made of all its pages."""
    if len(data) > _LARGEST:
        return
    catalogues, pages = _places(data)
    if catalogues:
        yield data + _end(catalogues[-1])
    if pages:
        highest = max((int(match[1]) for match in _OBJECT.finditer(data)), default=0)
        if highest + 2 < _HIGHEST:
            tree, root = highest + 1, highest + 2
            made = b"%d 0 obj\n<</Type/Pages/Kids[%s]/Count %d>>\nendobj\n" % (
                tree,
                b" ".join(b"%s R" % page for page in pages),
                len(pages),
            )
            made += b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (root, tree)
            yield data + _end(b"%d 0" % root, made)


def _places(data: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the names (`12 0`) of the catalogues and of the pages, in the order of the file."""
    catalogues, pages = list[bytes](), dict[bytes, None]()
    for match in _KIND.finditer(data):
        at = match.start()
        before = data[max(0, at - _NEAR) : at]
        before = before[before.rfind(b"endobj") + 1 :]
        found = None
        for found in _OBJECT.finditer(before):  # the last one before the type  # noqa: B007
            pass
        if found is None:
            continue
        name = b"%s %s" % (found[1], found[2])
        if match[1] == b"Catalog":
            catalogues.append(name)
        elif len(pages) < MAX_PAGES:
            pages[name] = None
    return catalogues, list(pages)


def _end(root: bytes, objects: bytes = b"") -> bytes:
    """Return what closes an object that was cut in two, then `objects`, then the trailer of a file."""
    trailer = b"trailer\n<</Root %s R>>\nstartxref\n0\n%%%%EOF\n" % root
    return b"\nendstream\nendobj\n" + objects + trailer
