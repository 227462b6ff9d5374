"""Let an external auditor search and read what was released, and let others release it."""

from __future__ import annotations

from qms.web.external import files, indicators, releases, searching
from qms.web.external.room import pages

__all__ = ["files", "indicators", "pages", "releases", "searching"]
