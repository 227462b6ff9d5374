"""Name the places of a file that no page shows, and hold what stands there."""

from __future__ import annotations

from typing import NamedTuple

PROPERTIES, AUTHOR, BENEATH, BINARY, TRACKED, LOCATION, UNSEEN = (
    "properties", "author", "beneath", "binary", "tracked", "location", "unseen",
)  # fmt: skip
PLACES = frozenset((PROPERTIES, AUTHOR, BENEATH, BINARY, TRACKED, LOCATION, UNSEEN))
"""Where a text stands; `binary` is what looks like text in old formats, the last three come without any."""


class Said(NamedTuple):
    """Hold a text and the place where it stands."""

    place: str
    text: str
