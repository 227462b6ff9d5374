"""Place the bars of the trend: a column for every snapshot and for now, a segment for every state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say
from qms.reports.report_tones import SIGNS, tone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.audit.board import Point

STACKED = ("missing", "expired", "suspect", "partial", "covered")
"""From the top of a column to its foot; what does not apply is not drawn."""
MOST = 6
HIGH, WIDE, STEP, TOP = 92.0, 40.0, 54.0, 4.0
_ROOM = 11.0  # height from which on a number finds room in a segment


def drawn(points: Sequence[Point]) -> dict[str, Any]:
    """Return columns, width and height of the picture, and whether there is any snapshot; the newest six fit.

    Lengths are units of the picture. Several points are drawn where there are snapshots, else only what is now.
    """
    shown = points[-MOST:]
    columns = []
    for number, point in enumerate(shown):
        total = sum(point.counts[state] for state in STACKED) or 1
        left, top, segments = number * STEP + 4, TOP, []
        for state in STACKED:
            count = point.counts[state]
            high = HIGH * count / total
            ground, ink = tone_of(state)
            if count:
                segments.append(
                    {
                        "y": round(top, 1),
                        "high": round(high, 1),
                        "middle": round(top + high / 2 + 3.2, 1),
                        "ground": ground,
                        "ink": ink,
                        "text": f"{SIGNS[state]} {count}" if high >= _ROOM else "",
                    }
                )
            top += high
        columns.append(
            {
                "x": round(left, 1),
                "middle": round(left + WIDE / 2, 1),
                "segments": segments,
                "name": point.name or say("web_trend_now"),
                "day": point.day,
                "counts": point.counts,
            }
        )
    return {
        "columns": columns,
        "width": len(shown) * STEP + 4,
        "wide": WIDE,
        "height": TOP + HIGH + 16,
        "foot": TOP + HIGH + 11,
        "any": len(points) > 1,
    }
