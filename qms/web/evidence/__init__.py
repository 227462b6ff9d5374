"""Show the evidence register: the list, one file with its preview, uploads, and what people decide about a file."""

from __future__ import annotations

from qms.web.evidence import deciding, listing, previews, proposals, showing, uploads
from qms.web.evidence.room import pages

__all__ = ["deciding", "listing", "pages", "previews", "proposals", "showing", "uploads"]
