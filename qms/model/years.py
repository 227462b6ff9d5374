"""Say which calendar years are closed and judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def closed_years(as_of: date, certified_on: date | None) -> tuple[int, ...]:
    """Return the closed calendar years that yearly needs are judged for on a day, oldest first.

    They are the years after the year of the latest certificate. Without a certificate, or while none has closed
    since it, the last closed year stands in (docs/decisions/0004).
    """
    last = as_of.year - 1
    first = certified_on.year + 1 if certified_on else last
    return tuple(range(min(first, last), last + 1))
