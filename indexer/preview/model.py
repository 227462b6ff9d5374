"""Hold what a worker makes of a file to be shown, and what it was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

What = Literal["page", "image", "word"]
SECONDS = 20.0
"""Somebody looks at an empty page meanwhile."""
MOST = 16 << 20
"""Bytes of what is shown."""
NARROWEST, WIDEST = 100, 2_400
"""Pixels."""


class View(NamedTuple):
    """Hold a PNG with its size in pixels, or HTML in UTF-8; `marked` tells that the passage is marked in it."""

    body: bytes
    marked: bool
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Wish:
    """Ask for a page (from 1) of a PDF, an image or a Word document, with `passage` marked, so many pixels wide."""

    what: What
    number: int = 1
    passage: str = ""
    width: int = 1_000
