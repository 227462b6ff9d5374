"""Plan and hold audits: the list, one audit, its sheets and samples, and the walk through its questions."""

from __future__ import annotations

from qms.web.audits import listing, sheets, walking
from qms.web.audits.room import pages

__all__ = ["listing", "pages", "sheets", "walking"]
