"""Draft documents and keep them under control."""

from __future__ import annotations

from qms.web.documents import adopting, comparing, deciding, drafting, interview, library, readings, showing
from qms.web.documents.room import pages

__all__ = [
    "adopting",
    "comparing",
    "deciding",
    "drafting",
    "interview",
    "library",
    "pages",
    "readings",
    "showing",
]
