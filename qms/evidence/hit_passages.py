"""Cut the sentence with the match out of a snippet, as a passage that stands in the file; pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_END = re.compile(r"[.!?…:;](?=\s)")
_CUT = "…"
_SHORTEST = 25
"""Letters of a passage: a shorter sentence takes the next one with it."""


def passage_of(snippet: Sequence[tuple[str, bool]]) -> str:
    """Return the sentence of a snippet that holds its first match; "" where nothing matched.

    The snippet is pieces of text with whether each is a match, white space made single blanks, "…" where it was cut.
    What is returned holds no such sign and no half words, so that it can be found in the file.
    """
    text, match = "", (0, 0)
    for piece, is_match in snippet:
        if is_match and match == (0, 0):
            match = (len(text), len(text) + len(piece))
        text += piece
    if match == (0, 0):
        return ""
    first, last = _inside(text)
    ends = [found.end() for found in _END.finditer(text, first, last)]
    start = max((end for end in ends if end <= match[0]), default=first)
    after = [end for end in ends if end >= match[1]]
    stop = next((end for end in after if end - start >= _SHORTEST), last)
    return text[start:stop].strip()


def _inside(text: str) -> tuple[int, int]:
    """Return where the text between the signs of cutting begins and ends, without the half words beside these."""
    first, last = 0, len(text)
    if text.startswith(_CUT):
        blank = text.find(" ", 1)
        first = blank + 1 if blank >= 0 else 1
    if text.endswith(_CUT):
        blank = text.rfind(" ", 0, last - 1)
        last = blank if blank > first else last - 1
    return first, last
