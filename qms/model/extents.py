"""Tell which extents of the standard (many, most, all) a share of a group reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EXTENTS = ("many", "most", "all")


def reached(share: float, limits: Mapping[str, float]) -> tuple[str, ...]:
    """Return the extents that a share (0 to 1) reaches, weakest first; `limits` are `[awareness]` of `qms.toml`.

    *most* is more than its threshold, the others at least theirs; nobody reaches nothing.
    """
    return tuple(
        extent
        for extent in EXTENTS
        if share > 0 and (share > limits[extent] if extent == "most" else share >= limits[extent])
    )
