"""Show people what concerns them: what to read, what to do, what they sent in, and what became of it."""

from __future__ import annotations

from qms.web.mine import front, printing, reading, reporting, today
from qms.web.mine.room import pages

__all__ = ["front", "pages", "printing", "reading", "reporting", "today"]
