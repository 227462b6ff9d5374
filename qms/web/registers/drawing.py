"""Lay out charts as shapes that a template writes as SVG: bars of a whole and its part, answers, and lines of years.

Whoever cannot see them has the table beside; so they hold few words, and states differ by more than colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH = 100.0
"""The width of a bar in its own measure: per cent."""
_CHART, _HIGH = 320, 150
_LEFT, _RIGHT, _TOP, _LOW = 8, 62, 14, 122
_HIGH_SHARES = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Hold a part of a bar: where it begins, how wide it is (0 to 100), its number, its place in the key, its words."""

    left: float
    width: float
    count: int
    tone: int
    text: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold a bar with its name and what stands behind it."""

    name: str
    parts: tuple[Part, ...]
    total: str


def answer_bar(name: str, counts: Sequence[int], words: Sequence[str], tones: Sequence[int]) -> Bar:
    """Return the bar of a question, filled by its answers."""
    whole = sum(counts)
    parts, left = [], 0.0
    for count, word, tone in zip(counts, words, tones, strict=True):
        width = WIDTH * count / whole if whole else 0.0
        if count:
            text = f"{round(100 * count / whole)} %" if width >= 9 else ""
            parts.append(Part(round(left, 2), round(width, 2), count, tone, text or ""))
        left += width
        del word
    return Bar(name, tuple(parts), f"n = {whole}")


def part_bars(rows: Sequence[tuple[str, float, float | None]]) -> list[Bar]:
    """Return a bar for each (name, whole, part), as long as its whole beside the longest one."""
    most = max((whole for _, whole, _ in rows), default=0)
    bars = []
    for name, whole, part in rows:
        length = WIDTH * whole / most if most else 0.0
        done = length if part is None or not whole else length * min(part, whole) / whole
        done = 0.0 if not whole else done
        parts = [Part(0.0, round(done, 2), int(part if part is not None else whole), 0, "")] if done else []
        if length - done > 0.01:
            parts.append(Part(round(done, 2), round(length - done, 2), int(whole - (part or 0)), 3, ""))
        told = f"{whole:g}" if part is None else f"{part:g} / {whole:g}"
        bars.append(Bar(name, tuple(parts), told))
    return bars


@dataclass(frozen=True, slots=True)
class Dot:
    """Hold a point of a line, with its value in words where it is written beside it."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Track:
    """Hold the line of one service: its name, points and place in the key."""

    name: str
    dots: tuple[Dot, ...]
    tone: int

    @property
    def points(self) -> str:
        """Return the points as SVG writes them."""
        return " ".join(f"{dot.x:g},{dot.y:g}" for dot in self.dots)


@dataclass(frozen=True, slots=True)
class Trend:
    """Hold a small chart of a measure over the years; `target` is the height of its line, None without one."""

    width: int
    height: int
    years: tuple[tuple[float, str], ...]
    tracks: tuple[Track, ...]
    target: float | None
    ends: tuple[str, str]
    right: int
    left: int = _LEFT
    top: int = _TOP
    low: int = _LOW


def trend(
    lines: Sequence[tuple[str, Mapping[int, float]]],
    years: Sequence[int],
    target: float | None,
    told: Mapping[float, str],
    *,
    percent: bool,
) -> Trend | None:
    """Return the chart of lines (name, values by year); None where no line has two points.

    `told` gives the words of values.
    """
    if not any(len([y for y in years if y in values]) > 1 for _, values in lines):
        return None
    every = [value for _, values in lines for value in values.values()] + (
        [target] if target is not None else []
    )
    high = max(100.0 if percent else 0.0, *every) or 1.0
    # Where all shares are high, the scale begins at half, as in the reports.
    low = 50.0 if percent and min(every) >= _HIGH_SHARES else min(0.0, *every)
    right = _RIGHT if len(lines) == 1 else 2 * _LEFT

    def height(value: float) -> float:
        return round(_LOW - (value - low) / ((high - low) or 1.0) * (_LOW - _TOP), 1)

    step = (_CHART - right - 2 * _LEFT - 12) / max(1, len(years) - 1)
    places = {year: round(_LEFT + 14 + step * number, 1) for number, year in enumerate(years)}
    tracks = []
    for number, (name, values) in enumerate(lines):
        own = [year for year in years if year in values]
        last = own[-1] if own else None
        dots = tuple(
            Dot(places[year], height(values[year]), told.get(values[year], "") if year == last else "")
            for year in own
        )
        tracks.append(Track(name, dots, number))
    return Trend(
        _CHART,
        _HIGH,
        tuple((places[year], str(year)) for year in years),
        tuple(tracks),
        None if target is None else height(target),
        (f"{low:g}", f"{high:g}"),
        _CHART - right,
    )
