"""Count the photographs inside a file, where that costs little: Word, slides, spreadsheets and PDF."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from qms.evidence.file_types import suffix

if TYPE_CHECKING:
    from pathlib import Path

_ZIPPED = frozenset({"docx", "docm", "dotx", "xlsx", "xlsm", "pptx", "pptm", "odt", "ods", "odp"})
_PHOTO_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff", ".bmp")
LEAST_BYTES = 25_000
"""Smaller pictures in office files are logos and marks."""
LEAST_PIXELS = 300
"""Pictures in a PDF that are narrower or lower than this are logos and marks."""
WHOLE_PAGE = 0.7
"""A picture that fills more of a page is a scan, and tells nothing of photographs."""
_PAGES, _OBJECTS = 40, 400  # of a PDF that are looked at


def photographs(path: Path) -> int:
    """Return how many pictures of the size of photographs a file holds; 0 where it cannot be told."""
    kind = suffix(path.name)
    try:
        if kind in _ZIPPED:
            return _in_zip(path)
        if kind == "pdf":
            return _in_pdf(path)
    except (OSError, zipfile.BadZipFile, RuntimeError, ValueError):
        return 0
    return 0


def _in_zip(path: Path) -> int:
    with zipfile.ZipFile(path) as package:
        return sum(
            item.file_size >= LEAST_BYTES and item.filename.casefold().endswith(_PHOTO_ENDINGS)
            for item in package.infolist()
            if "/media/" in f"/{item.filename}" or item.filename.startswith("Pictures/")
        )


def _in_pdf(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return sum(len(photographs_on(document[number])) for number in range(min(len(document), _PAGES)))
    finally:
        document.close()


def photographs_on(page: Any) -> list[tuple[float, float, float, float]]:
    """Return where the photographs of a PDF page lie: left, bottom, right and top in points."""
    import pypdfium2.raw as api

    width, height = page.get_size()
    found = []
    for number, item in enumerate(page.get_objects(filter=[api.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        if number >= _OBJECTS:
            break
        left, bottom, right, top = item.get_bounds()
        share = (right - left) * (top - bottom) / max(width * height, 1.0)
        if min(item.get_px_size()) >= LEAST_PIXELS and share < WHOLE_PAGE:
            found.append((left, bottom, right, top))
    return found
