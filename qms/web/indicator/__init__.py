"""Show one indicator with all that hangs on it, and take what people decide about it."""

from __future__ import annotations

from qms.web.indicator import adding, links, showing, statements, suggestions
from qms.web.indicator.room import pages

__all__ = ["adding", "links", "pages", "showing", "statements", "suggestions"]
