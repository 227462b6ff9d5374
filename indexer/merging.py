"""Decide which segments of the index to write anew: few and alike, so that a small change stays cheap; pure."""

from __future__ import annotations

from collections import defaultdict
from typing import Protocol, TypeVar

_MANY = 10
"""So many segments of one size class become one of the next class."""


class Sized(Protocol):
    """Tell how many entries a segment holds."""

    def doc_count(self) -> int:
        """Return how many are living."""

    def doc_count_all(self) -> int:
        """Return how many there are with the deleted ones."""


_Segment = TypeVar("_Segment", bound=Sized)


def to_merge(segments: list[_Segment]) -> list[_Segment]:
    """Return the segments to write anew: those of a size class that is full, and those mostly deleted.

    Size classes grow by the factor of a merge, so an entry is written anew once per class, however many changes
    come; Whoosh's own policy merges everything at the fifth commit.
    """
    classes: dict[int, list[_Segment]] = defaultdict(list)
    chosen: list[_Segment] = []
    for segment in segments:
        living = segment.doc_count()
        if 2 * living < segment.doc_count_all():
            chosen.append(segment)
        else:
            classes[len(str(living))].append(segment)
    for alike in classes.values():
        if len(alike) >= _MANY:
            chosen.extend(alike)
    return chosen
