"""Draw the map: a row of cells for each principle, told apart by sign, ground and pattern, as SVG and as PNG.

Both are drawn from one list of shapes, so that they show the same. Lengths are points, counted from the top left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from qms.reports.report_tones import tone_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes

    from qms.model.reports import MapPicture

INK, QUIET, EDGE = "#1d2b33", "#55636b", "#8797a0"
_LEFT, _CELL, _HIGH, _GAP, _ROW = 176.0, 48.0, 27.0, 3.0, 33.0
_TOP, _BELOW, _KEY = 4.0, 12.0, 20.0
_LETTER = 5.4  # points of a letter of the legend
_SIZE = 11.0
_RADIUS = 5.2


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a rectangle; a `dashed` one has a broken edge."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    edge: str
    line: float = 0.8
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """Hold a circle: `half` fills its left side only, `dashed` breaks its edge; without `fill` it is empty."""

    x: float
    y: float
    radius: float
    edge: str
    fill: str = ""
    half: bool = False
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """Hold a straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    line: float = 1.4


@dataclass(frozen=True, slots=True)
class Words:
    """Hold a text whose middle line is at `y`; it begins at `x`, or has its middle there."""

    x: float
    y: float
    text: str
    colour: str
    size: float = _SIZE
    bold: bool = False
    middle: bool = False


Shape = Box | Ring | Stroke | Words


def size_of(picture: MapPicture) -> tuple[float, float]:
    """Return width and height of the picture."""
    longest = max((len(row.cells) for row in picture.rows), default=1)
    width = max(_LEFT + longest * _CELL, 640.0)
    keys = len(_legend_rows(picture, width))
    return width, _TOP + len(picture.rows) * _ROW + _BELOW + keys * _KEY


def shapes_of(picture: MapPicture) -> Iterator[Shape]:
    """Yield what the picture consists of, from the back to the front."""
    width, _ = size_of(picture)
    for number, row in enumerate(picture.rows):
        top = _TOP + number * _ROW
        middle = top + _HIGH / 2
        yield Words(20, middle, row.ref, QUIET, bold=True, middle=True)
        yield Words(36, middle, _cut(row.title, 25), INK)
        for place, cell in enumerate(row.cells):
            left = _LEFT + place * _CELL
            yield from _cell(left, top, cell.token, cell.ref)
    top = _TOP + len(picture.rows) * _ROW + _BELOW
    for number, keys in enumerate(_legend_rows(picture, width)):
        left = 10.0
        for token, text in keys:
            yield from _cell(left, top + number * _KEY, token, "", small=True)
            yield Words(left + 27, top + number * _KEY + 8, text, INK, 10.0)
            left += _key_width(text)


def _legend_rows(picture: MapPicture, width: float) -> list[list[tuple[str, str]]]:
    """Share the entries of the legend among as few lines as hold them whole."""
    rows: list[list[tuple[str, str]]] = [[]]
    room = width - 10
    for token, word, count in picture.legend:
        text = f"{word}: {count}"
        if rows[-1] and _key_width(text) > room:
            rows.append([])
            room = width - 10
        rows[-1].append((token, text))
        room -= _key_width(text)
    return rows


def _key_width(text: str) -> float:
    return 27 + len(text) * _LETTER + 14


def _cut(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _cell(left: float, top: float, token: str, ref: str, *, small: bool = False) -> Iterator[Shape]:
    ground, ink = tone_of(token)
    width, height = (20.0, 16.0) if small else (_CELL - _GAP, _HIGH)
    broken = token in {"expired", "not_applicable"}
    strong = 1.8 if token == "missing" else 0.8  # noqa: S105 - a state, no secret
    yield Box(left, top, width, height, ground, ink if strong > 1 else EDGE, strong, broken)
    x, y = left + (10 if small else 12), top + height / 2
    yield from _sign(token, x, y, ink)
    if ref:
        yield Words(left + 31, y, ref, ink, 12.0, bold=True, middle=True)


def _sign(token: str, x: float, y: float, ink: str) -> Iterator[Shape]:
    if token == "suspect":  # noqa: S105 - a state, no secret
        yield Words(x, y, "?", ink, 14.0, bold=True, middle=True)
    elif token == "missing":  # noqa: S105 - likewise
        arm = _RADIUS * 0.8
        yield Stroke(x - arm, y - arm, x + arm, y + arm, ink, 1.9)
        yield Stroke(x - arm, y + arm, x + arm, y - arm, ink, 1.9)
    elif token == "not_applicable":  # noqa: S105 - likewise
        yield Stroke(x - _RADIUS, y, x + _RADIUS, y, ink, 1.8)
    elif token == "covered":  # noqa: S105 - likewise
        yield Ring(x, y, _RADIUS, ink, ink)
    elif token == "partial":  # noqa: S105 - likewise
        yield Ring(x, y, _RADIUS, ink, ink, half=True)
    else:
        yield Ring(x, y, _RADIUS, ink, dashed=True)


def map_svg(picture: MapPicture) -> str:
    """Return the picture as an SVG element that stands in a page, with its words for who cannot see it."""
    width, height = size_of(picture)
    drawn = "".join(_svg(shape) for shape in shapes_of(picture))
    return (
        f'<svg class="map" role="img" aria-labelledby="map-title map-words" viewBox="0 0 {width:g} {height:g}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="Arial, Helvetica, sans-serif">'
        f'<title id="map-title">{escape(picture.title)}</title><desc id="map-words">{escape(picture.alt)}</desc>'
        f"{drawn}</svg>"
    )


def _svg(shape: Shape) -> str:
    if isinstance(shape, Box):
        dash = ' stroke-dasharray="4 2.5"' if shape.dashed else ""
        return (
            f'<rect x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}" rx="2.5" '
            f'fill="{shape.fill}" stroke="{shape.edge}" stroke-width="{shape.line:g}"{dash}/>'
        )
    if isinstance(shape, Ring):
        x, y, r = shape.x, shape.y, shape.radius
        dash = ' stroke-dasharray="2.6 2"' if shape.dashed else ""
        fill = shape.fill if shape.fill and not shape.half else "none"
        ring = (
            f'<circle cx="{x:g}" cy="{y:g}" r="{r:g}" fill="{fill}" stroke="{shape.edge}" '
            f'stroke-width="1.5"{dash}/>'
        )
        half = f'<path d="M{x:g} {y - r:g}A{r:g} {r:g} 0 0 0 {x:g} {y + r:g}Z" fill="{shape.fill}"/>'
        return ring + (half if shape.half else "")
    if isinstance(shape, Stroke):
        return (
            f'<line x1="{shape.x1:g}" y1="{shape.y1:g}" x2="{shape.x2:g}" y2="{shape.y2:g}" '
            f'stroke="{shape.colour}" stroke-width="{shape.line:g}" stroke-linecap="round"/>'
        )
    weight = ' font-weight="bold"' if shape.bold else ""
    anchor = ' text-anchor="middle"' if shape.middle else ""
    # The middle of capital letters and figures is about a third of the size above the line they stand on.
    return (
        f'<text x="{shape.x:g}" y="{shape.y + shape.size * 0.36:g}" font-size="{shape.size:g}" '
        f'fill="{shape.colour}"{weight}{anchor}>{escape(shape.text)}</text>'
    )


@lru_cache(maxsize=8)
def map_png(picture: MapPicture) -> bytes:
    """Return the picture as a PNG; the same picture gives the same bytes."""
    from matplotlib import rc_context

    from qms.reports.figures import new_figure, png_of

    width, height = size_of(picture)
    with rc_context({"font.family": "DejaVu Sans"}):
        figure = new_figure(width / 72, height / 72)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.axis("off")
        for shape in shapes_of(picture):
            _paint(axes, shape)
        return png_of(figure)


def _paint(axes: Axes, shape: Shape) -> None:
    from matplotlib.patches import Circle, FancyBboxPatch, Wedge

    if isinstance(shape, Box):
        look = "round,pad=0,rounding_size=2.5"
        axes.add_patch(
            FancyBboxPatch(
                (shape.x, shape.y),
                shape.width,
                shape.height,
                boxstyle=look,
                facecolor=shape.fill,
                edgecolor=shape.edge,
                linewidth=shape.line,
                linestyle=(0, (4, 2.5)) if shape.dashed else "-",
            )
        )
    elif isinstance(shape, Ring):
        style = (0, (1.8, 1.4)) if shape.dashed else "-"
        inside = shape.fill if shape.fill and not shape.half else "none"
        axes.add_patch(
            Circle(
                (shape.x, shape.y),
                shape.radius,
                facecolor=inside,
                edgecolor=shape.edge,
                linewidth=1.5,
                linestyle=style,
            )
        )
        if shape.half:
            axes.add_patch(
                Wedge((shape.x, shape.y), shape.radius, 90, 270, facecolor=shape.fill, linewidth=0)
            )
    elif isinstance(shape, Stroke):
        axes.plot(
            [shape.x1, shape.x2],
            [shape.y1, shape.y2],
            color=shape.colour,
            linewidth=shape.line,
            solid_capstyle="round",
        )
    else:
        axes.text(
            shape.x,
            shape.y,
            shape.text,
            fontsize=shape.size * 0.9,
            color=shape.colour,
            fontweight="bold" if shape.bold else "normal",
            ha="center" if shape.middle else "left",
            va="center_baseline",
        )
