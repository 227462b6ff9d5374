"""Search the evidence: a page that answers as one types, with hits by file and passages to pin."""

from __future__ import annotations

from qms.web.search import pinning, showing
from qms.web.search.answering import hits_of
from qms.web.search.room import pages

__all__ = ["hits_of", "pages", "pinning", "showing"]
