"""Show and decide the self-assessment: rounds, scales with their conditions, and rounds compared."""

from __future__ import annotations

from qms.web.assessment import comparing, scale_page, table
from qms.web.assessment.room import pages

__all__ = ["comparing", "pages", "scale_page", "table"]
