"""Read a day, month, quarter or year as people write it in three languages; pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from indexer.text import fold, normalise

_YEAR = r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[-.](?P<month>\d{{1,2}})[-.](?P<day>\d{{1,2}})",  # 2025-01-15, 2025.01.15
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",  # 15.01.2025
        rf"{_YEAR}[-.](?P<month>\d{{1,2}})",  # 2025-01
        rf"(?P<month>\d{{1,2}})[./]{_YEAR}",  # 01.2025, 1/2025
        rf"{_YEAR}[-.\s]?[qk](?P<quarter>[1-4])",  # 2025Q1, 2025-K1
        rf"[qk](?P<quarter>[1-4])[-.\s/]?{_YEAR}",  # Q1 2025
        rf"{_YEAR}\s?(?:m\.?)?\s?(?P<roman>i{{1,3}}|iv)\s?ketv\.?",  # 2025 I ketv.
        rf"(?P<quarter>[1-4])\.\s?kvartal\s{_YEAR}",  # 1. kvartal 2025
        rf"{_YEAR}(?:\s?m\.?)?",  # 2025, 2025 m.
    )
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_moment(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of what a text names, None when it names no time."""
    wanted = fold(normalise(text)).strip()
    for form in _FORMS:
        if found := form.fullmatch(wanted):
            try:
                return _days({name: value for name, value in found.groupdict().items() if value})
            except ValueError:  # no such day, such as 31.02.
                return None
    return None


def _days(found: dict[str, str]) -> tuple[date, date]:
    year = int(found["year"])
    if "day" in found:
        day = date(year, int(found["month"]), int(found["day"]))
        return day, day
    if "month" in found:
        month = int(found["month"])
        return date(year, month, 1), _last_day(year, month)
    quarter = _ROMAN.get(found.get("roman", ""), int(found.get("quarter", 0)))
    if quarter:
        return date(year, 3 * quarter - 2, 1), _last_day(year, 3 * quarter)
    return date(year, 1, 1), date(year, 12, 31)


def _last_day(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)
