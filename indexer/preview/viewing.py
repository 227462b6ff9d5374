"""Make what was wished for of a file's bytes. Runs in a reader worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.model import ReadProblem
from indexer.preview.model import NARROWEST, WIDEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.preview.model import View, Wish


def view(data: bytes, name: str, wish: Wish, passwords: Sequence[str]) -> View:
    """Return a page, an image or a document. Raises ReadProblem."""
    if not data:
        raise ReadProblem("empty")
    width = max(NARROWEST, min(WIDEST, wish.width))
    if wish.what == "page":
        from indexer.preview.page import draw_page

        return draw_page(data, wish.number, wish.passage, width, passwords)
    if wish.what == "image":
        from indexer.preview.raster import as_picture

        return as_picture(data, wish.number, width)
    if wish.what == "word":
        from indexer.preview.word import as_html

        return as_html(data, name, wish.passage)
    raise ReadProblem("unsupported")
