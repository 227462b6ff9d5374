"""Make empty figures in the looks of our charts, and their pictures: the same bytes for the same drawing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DPI = 170
_COLOURS = 64  # enough for the edges of letters
WIDTH = 6.3  # inches, the text width of the narrowest page that we print on
INK, GREY, LIGHT = "#1c1c1c", "#5b6670", "#d4dadf"


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of our looks; the interface to no screen is touched."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with rc_context({"font.family": "DejaVu Sans"}):
        figure = Figure(figsize=(width, height), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def png_of(figure: Figure) -> bytes:
    """Return a figure as the bytes of a PNG with a palette: a report holds a dozen, and is kept in every version."""
    from PIL import Image

    stream = io.BytesIO()
    # The name and version of the drawing program would make the same chart differ.
    figure.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
    drawn = Image.open(stream).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    small = io.BytesIO()
    drawn.save(small, format="PNG", optimize=True, dpi=(DPI, DPI))
    return small.getvalue()


def wrapped(text: str, width: int) -> str:
    """Return a text in lines of at most `width` letters, two at most; what is left out is marked."""
    import textwrap

    return "\n".join(textwrap.wrap(text, width, max_lines=2, placeholder=" …")) or text
