"""Write dates and periods the one way that tables and JSON share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def iso(day: date | None) -> str | None:
    """Return a day as YYYY-MM-DD, None for none."""
    return day.isoformat() if day else None


def period_text(start: date | None, end: date | None) -> str | None:
    """Return a day, or a period as `A..B` with both ends included; None when nothing is known."""
    if start is None or end is None or start == end:
        return iso(start)
    return f"{start.isoformat()}..{end.isoformat()}"
