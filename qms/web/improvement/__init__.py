"""Keep findings and actions: the log with its filters, and a page for each of them."""

from __future__ import annotations

from qms.web.improvement import action_pages, finding_pages, listing
from qms.web.improvement.room import pages

__all__ = ["action_pages", "finding_pages", "listing", "pages"]
