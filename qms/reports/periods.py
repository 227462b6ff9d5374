"""Write dates and periods the one way that tables and JSON share."""

from __future__ import annotations

from calendar import monthrange
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


def short_period(text: str | None) -> str:
    """Return what `period_text` wrote as tables show it: whole years and months as such, "–" for nothing."""
    start, dots, end = (text or "–").partition("..")
    if not dots:
        return start
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if start.endswith("-01") and _ends_month(end):
        return start[:7] if start[:7] == end[:7] else f"{start[:7]} – {end[:7]}"
    return f"{start} – {end}"


def _ends_month(day: str) -> bool:
    year, month, last = (int(part) for part in day.split("-"))
    return last == monthrange(year, month)[1]
