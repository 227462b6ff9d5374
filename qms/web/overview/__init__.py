"""Show the map, what is due and how it goes, on one screen; and the gaps, with who closes them by when."""

from __future__ import annotations

from qms.web.overview import board, bringing, gaps
from qms.web.overview.rooms import pages

__all__ = ["board", "bringing", "gaps", "pages"]
