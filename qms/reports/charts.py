"""Draw the charts of reports: measures over the years (and answers to surveys: bars.py), alike for the same numbers.

They are read in print too, often without colour: lines differ by marker and dash, and each is named where it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from qms.reports.bars import Answers, answer_bars, answer_words
from qms.reports.figures import GREY, INK, LIGHT, WIDTH, new_figure, png_of, wrapped
from qms.reports.numbers import number_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


__all__ = [
    "Answers",
    "Compared",
    "Line",
    "Panel",
    "Words",
    "answer_bars",
    "answer_words",
    "trend_chart",
    "trend_words",
]

_ROWS = (1.6, 1.2, 0.95, 0.85)  # inches of height of a row of panels, by how many rows there are
_FEW = 6  # panels up to which two stand side by side, beyond it three
_LEFT = 0.42  # inches beside the axes of a panel for the scale
_TEXT = 0.047  # inches of a letter of what stands at the right
_ABOVE, _BELOW = 0.3, 0.17  # inches above them for the title, and below for the years
_TITLE = (90, 45, 33)  # letters of a line of a title, by how many panels stand side by side
_KEY = 0.15  # inches of a line of the key that tells whose the lines are
_LETTER, _SIGN = 0.053, 0.55  # inches of a letter of the key, and of the line drawn beside it
_STEP = 0.1  # inches between names of lines
_STRONG = "#14303f"
_COLOURS = ("#b5541c", "#4d7f3a", "#6b4a8a", "#8a6d1f", "#2a7f86", "#a03a5a")
_MARKERS = ("o", "s", "^", "D", "v", "P")
_DASHES: tuple[Any, ...] = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)), "-", (0, (3, 1)))
_TICKS = 4  # years that find room below a small panel
_SCALES = (3, 5)  # scores reach from one to
_HIGH_SHARE, _LOW_SHARE = (
    60,
    30,
)  # percent, from which on the scale begins at half, and up to which it ends early


@dataclass(frozen=True, slots=True)
class Line:
    """Hold the values of one service over the years: `points` are (year, value), a year without a value is left out.

    A `strong` line is that of all services together.
    """

    label: str
    points: tuple[tuple[int, float], ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold a value of others to compare with: who they are, the year and their value."""

    label: str
    year: int
    value: float


@dataclass(frozen=True, slots=True)
class Panel:
    """Hold one measure: its name, unit, a line per service, target, baseline and what it is compared with.

    `unit` is a token of `Measure.unit`. `baseline` stands at `baseline_year`, or as a level line without one.
    """

    title: str
    lines: tuple[Line, ...]
    unit: str = "number"
    target: float | None = None
    baseline: float | None = None
    baseline_year: int | None = None
    compared: tuple[Compared, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words that a chart prints, in the language of the document."""

    target: str
    baseline: str


def trend_chart(panels: Sequence[Panel], *, words: Words, language: str) -> bytes:
    """Return a PNG of measures over the years: a panel each, target dashed, baseline marked."""
    return _trend(tuple(panels), words, language)


def trend_words(panels: Sequence[Panel], *, words: Words, language: str) -> str:
    """Return what `trend_chart` shows in words, for who cannot see the picture."""
    return " ".join(_panel_words(panel, words, language) for panel in panels)


def _panel_words(panel: Panel, words: Words, language: str) -> str:
    def said(value: float) -> str:
        return number_text(value, panel.unit, language)

    told = []
    for line in panel.lines:
        values = ", ".join(f"{year} {said(value)}" for year, value in line.points)
        told.append(f"{line.label}: {values}" if line.label else values)
    told += [f"{one.label} {one.year}: {said(one.value)}" for one in panel.compared]
    if panel.target is not None:
        told.append(f"{words.target} {said(panel.target)}")
    if panel.baseline is not None:
        year = f" {panel.baseline_year}" if panel.baseline_year else ""
        told.append(f"{words.baseline}{year} {said(panel.baseline)}")
    return f"{panel.title}: {'; '.join(told)}."


@lru_cache(maxsize=64)
def _trend(panels: tuple[Panel, ...], words: Words, language: str) -> bytes:
    from matplotlib import rc_context

    columns = 1 if len(panels) == 1 else 2 if len(panels) <= _FEW else 3
    rows = max(1, -(-len(panels) // columns))
    look = _look(panels, words, language, columns)
    key = _key(look.names) if len(look.names) > 1 else []
    below = _KEY * len(key) + (0.06 if key else 0)
    row = _ROWS[min(rows, len(_ROWS)) - 1]
    height, width = below + rows * row, WIDTH / columns
    with rc_context({"font.family": "DejaVu Sans", "font.size": 7}):
        figure = new_figure(WIDTH, height)
        for number, panel in enumerate(panels):
            left, top = number % columns * width + _LEFT, height - number // columns * row - _ABOVE
            high = row - _ABOVE - _BELOW
            box = (left / WIDTH, (top - high) / height, (width - _LEFT - look.beside) / WIDTH, high / height)
            _draw_panel(figure.add_axes(box), panel, look, high)
        for number, names in enumerate(reversed(key)):
            _draw_key(figure, names, look, (_KEY * number + 0.1) / height)
        return png_of(figure)


def _look(panels: Sequence[Panel], words: Words, language: str, columns: int) -> _Look:
    """Return what all panels share; strong lines come first in the key."""
    lines = [line for panel in panels for line in panel.lines]
    names = list(dict.fromkeys(line.label for line in sorted(lines, key=lambda line: not line.strong)))
    years = sorted({year for panel in panels for year in _years(panel)})
    strong = frozenset(line.label for line in lines if line.strong) if len(names) > 1 else frozenset()
    longest = max((len(text) for panel in panels for text, _, _ in _marks(panel, words, language)), default=0)
    ends = [
        number_text(line.points[-1][1], p.unit, language) for p in panels for line in p.lines if line.points
    ]
    longest = max(longest, *(len(text) + 1 for text in ends), 0)
    return _Look(words, language, columns, names, years, strong, 0.1 + _TEXT * longest)


def _years(panel: Panel) -> Iterator[int]:
    for line in panel.lines:
        yield from (year for year, _ in line.points)
    yield from (one.year for one in panel.compared)


@dataclass(frozen=True, slots=True)
class _Look:
    """Hold what all panels of a picture share: words, language, panels side by side, names of lines, and the years.

    `strong` are the names of lines that stand out among several, `beside` the inches beside a panel for its values.
    """

    words: Words
    language: str
    columns: int
    names: Sequence[str]
    years: Sequence[int]
    strong: frozenset[str]
    beside: float

    def style(self, label: str) -> dict[str, Any]:
        """Return how the line of a service looks, in every panel alike; marker and dash tell it without colour."""
        if label in self.strong or len(self.names) == 1:
            return {"color": _STRONG, "linewidth": 2.0, "marker": "o", "markersize": 4.2, "zorder": 4}
        number = [name for name in self.names if name not in self.strong].index(label)
        colour = _COLOURS[number % len(_COLOURS)]
        return {
            "color": colour,
            "linewidth": 0.9 if self.strong else 1.3,
            "linestyle": _DASHES[(number + number // len(_COLOURS)) % len(_DASHES)],
            "marker": _MARKERS[(number + 1) % len(_MARKERS)],
            "markersize": 3.2,
            "markerfacecolor": "white" if number % 2 else colour,
            "markeredgecolor": colour,
            "markeredgewidth": 0.8,
            "zorder": 3,
        }


def _key(names: Sequence[str]) -> list[list[str]]:
    """Share the names of lines among as few lines of the key as hold them whole."""
    made: list[list[str]] = [[]]
    room = WIDTH
    for name in names:
        asked = _SIGN + _LETTER * len(name)
        if made[-1] and asked > room:
            made.append([])
            room = WIDTH
        made[-1].append(name)
        room -= asked
    return made


def _draw_key(figure: Figure, names: Sequence[str], look: _Look, height: float) -> None:
    """Write a line below the panels which tells whose the lines are, at a height from 0 to 1."""
    from matplotlib.lines import Line2D

    left = 0.08
    for name in names:
        xs = [(left + step * _SIGN * 0.28) / WIDTH for step in range(3)]
        drawn = Line2D(xs, [height] * 3, markevery=[1], transform=figure.transFigure, **look.style(name))
        figure.add_artist(drawn)
        figure.text(xs[-1] + 0.06 / WIDTH, height, name, fontsize=6.3, color=INK, va="center_baseline")
        left += _SIGN + _LETTER * len(name)


def _draw_panel(axes: Axes, panel: Panel, look: _Look, high: float) -> None:
    """Draw one measure: its lines, what they are measured by, and the values at the right that matter most."""
    labels: list[tuple[float, str, str, bool]] = []
    words = look.words

    def told(value: float) -> str:
        return number_text(value, panel.unit, look.language)

    named = [line for line in panel.lines if line.label in look.strong] or panel.lines
    for line in panel.lines:
        xs, ys = [year for year, _ in line.points], [value for _, value in line.points]
        axes.plot(xs, ys, clip_on=False, **look.style(line.label))
        if line in named and line.points:
            labels.append((ys[-1], told(ys[-1]), str(look.style(line.label)["color"]), True))
        if len(panel.lines) == 1:
            _name_points(axes, line, panel.unit, look)
    for one in panel.compared:
        axes.plot([one.year], [one.value], marker="x", color=GREY, markersize=5.5, linestyle="", zorder=5)
    if panel.target is not None:
        axes.axhline(panel.target, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=2)
    if panel.baseline is not None:
        axes.axhline(panel.baseline, color=GREY, linewidth=0.8, linestyle=(0, (1, 2)), zorder=1)
    labels += [(value, text, colour, False) for text, value, colour in _marks(panel, words, look.language)]
    _frame(axes, panel, look)
    # What finds no room is left to the table: the last ones first.
    _place_labels(axes, labels[: max(1, int(high / _STEP) + 1)], high)


def _marks(panel: Panel, words: Words, language: str) -> list[tuple[str, float, str]]:
    """Return what stands beside a panel besides the ends of lines: text, value and colour, what matters most first."""
    made = []
    if panel.target is not None:
        made.append((f"{words.target} {number_text(panel.target, panel.unit, language)}", panel.target, INK))
    made += [(f"× {number_text(one.value, panel.unit, language)}", one.value, GREY) for one in panel.compared]
    if panel.baseline is not None:
        text = f"{words.baseline} {number_text(panel.baseline, panel.unit, language)}"
        made.append((text, panel.baseline, GREY))
    return made


def _name_points(axes: Axes, line: Line, unit: str, look: _Look) -> None:
    """Write the values above the points of the only line; the last is named at its end."""
    for year, value in line.points[:-1]:
        axes.annotate(
            number_text(value, unit, look.language),
            (year, value),
            xytext=(0, 4),
            textcoords="offset points",
            ha="center",
            fontsize=6,
            color=INK,
            zorder=5,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3, "alpha": 0.75},
        )


def _frame(axes: Axes, panel: Panel, look: _Look) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    years = look.years
    title = wrapped(panel.title, _TITLE[look.columns - 1])
    # The title begins above the scale, which gives it more room.
    left = (0.08 - _LEFT) / (axes.get_position().width * WIDTH)
    size = 7 if look.columns < len(_TITLE) else 6.3
    axes.set_title(title, loc="left", x=left, fontsize=size, color=INK, fontweight="bold", pad=4)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(LIGHT)
    axes.tick_params(colors=GREY, length=2, labelsize=6, color=LIGHT, pad=1.5)
    axes.grid(axis="y", color=LIGHT, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.set_xticks(list(years))
    thin = 2 if look.columns > 1 and len(years) > _TICKS else 1
    axes.set_xticklabels(
        ["" if (len(years) - 1 - place) % thin else str(year) for place, year in enumerate(years)]
    )
    if years:
        air = 0.3 if len(years) > 1 else 0.6
        axes.set_xlim(years[0] - air, years[-1] + air / 2)
    axes.set_ylim(*_limits(panel))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=3, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: number_text(value, "number", look.language))
    )


def _limits(panel: Panel) -> tuple[float, float]:
    """Return from where to where the values axis goes: from nothing, but for scores and where all shares are high."""
    values = [value for line in panel.lines for _, value in line.points]
    values += [one.value for one in panel.compared]
    values += [value for value in (panel.target, panel.baseline) if value is not None]
    highest, lowest = max(values, default=1.0), min(values, default=0.0)
    if panel.unit == "percent":
        if 0 < highest <= _LOW_SHARE:
            return 0.0, highest * 1.25
        return 50.0 if lowest >= _HIGH_SHARE else 0.0, max(110.0, highest * 1.05)
    scale = next((top for top in _SCALES if highest <= top), None)
    if panel.unit == "score" and lowest >= 1 and scale:
        return 1 - 0.02 * scale, scale * 1.03
    low = min(0.0, lowest * 1.15)
    return low, (highest * 1.18 if highest > 0 else 1.0)


def _place_labels(axes: Axes, labels: Sequence[tuple[float, str, str, bool]], high: float) -> None:
    """Write values beside the right edge of axes `high` inches high, pushed apart where they would cover each other."""
    low, top = axes.get_ylim()
    ordered = sorted(labels, key=lambda label: (label[0], label[1]))
    step = (top - low) * _STEP / high
    places = spread([label[0] for label in ordered], step, low, top)
    for place, (_, text, colour, strong) in zip(places, ordered, strict=True):
        axes.annotate(
            text,
            (1.0, place),
            xycoords=("axes fraction", "data"),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=6.3,
            fontweight="bold" if strong else "normal",
            color=colour,
            annotation_clip=False,
        )


def spread(values: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Return places for ascending `values` at least `step` apart and, where they find room, within `low` and `high`."""
    places = [min(max(value, low), high) for value in values]
    for _ in range(60):
        for index in range(1, len(places)):
            lack = step - (places[index] - places[index - 1])
            if lack > 0:
                places[index - 1] -= lack / 2
                places[index] += lack / 2
        if places and places[-1] > high:
            places[-1] = high
        if places and places[0] < low:
            places[0] = low
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + step * 0.99)
    return places
