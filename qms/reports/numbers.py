"""Write numbers as readers of a language expect them: decimal commas, spaced thousands, units."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SPACE = "\u00a0"
_MINUS = "\u2212"
_DECIMALS: Mapping[str, int] = {"money": 2, "score": 2}
_UNITS: Mapping[str, Mapping[str, str]] = {
    "hours": {"en": "h", "nb": "t", "lt": "val."},
    "days": {"en": "days", "nb": "dager", "lt": "d."},
}


def stretches(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers as stretches without a gap, first and last of each: 2 to 9, 12 to 12."""
    found: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found


def stretch_text(first: int, last: int) -> str:
    """Return a stretch as people write it: 2–9, or 12 alone."""
    return str(first) if first == last else f"{first}–{last}"


def number_text(value: float, unit: str, language: str) -> str:
    """Return a value with its unit: percent, hours and days carry theirs, others stand as they are.

    Values are rounded to one decimal, scores and money to two, and from a thousand on to none.
    """
    places = 0 if abs(value) >= 1000 else _DECIMALS.get(unit, 1)
    text = plain_number(value, places, language)
    if unit == "percent":
        return f"{text}%" if language == "en" else f"{text}{_SPACE}%"
    word = _UNITS.get(unit, {}).get(language, "")
    return f"{text}{_SPACE}{word}" if word else text


def plain_number(value: float, places: int, language: str) -> str:
    """Return a number with at most `places` decimals, no idle zeros, and its thousands parted."""
    text = f"{round(value, places):,.{places}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in {"-0", ""}:
        text = "0"
    if language != "en":
        text = text.replace(",", _SPACE).replace(".", ",")
    return text.replace("-", _MINUS)


def share_text(share: float, language: str) -> str:
    """Return a share of one as whole percent."""
    return number_text(round(share * 100), "percent", language)
