"""Tell two wordings apart word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True, slots=True)
class Wording:
    """Hold a piece of text and whether it is the same in both wordings, added or removed."""

    text: str
    mark: str


def word_differences(before: str, after: str) -> tuple[Wording, ...]:
    """Return the pieces of two wordings in the order of reading, what was removed before what was added."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pieces: list[Wording] = []
    for kind, a, a_end, b, b_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Wording("".join(old[a:a_end]), SAME))
            continue
        # A space between two changed words is no common ground.
        pieces.append(Wording("".join(old[a:a_end]), REMOVED))
        pieces.append(Wording("".join(new[b:b_end]), ADDED))
    return tuple(_joined([piece for piece in pieces if piece.text]))


def _joined(pieces: list[Wording]) -> list[Wording]:
    """Join changes that only spaces part: whole phrases read better than every other word."""
    made: list[Wording] = []
    removed = added = ""
    for place, piece in enumerate(pieces):
        between = piece.mark == SAME and not piece.text.strip() and 0 < place < len(pieces) - 1
        if piece.mark != ADDED and (piece.mark == REMOVED or between):
            removed += piece.text
        if piece.mark != REMOVED and (piece.mark == ADDED or between):
            added += piece.text
        if piece.mark == SAME and not between:
            made += [Wording(removed, REMOVED), Wording(added, ADDED), piece]
            removed = added = ""
    made += [Wording(removed, REMOVED), Wording(added, ADDED)]
    return [piece for piece in made if piece.text]
