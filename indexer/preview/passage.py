"""Find where a passage stands in a text that breaks, hyphenates and sets it otherwise than it was quoted; pure.

White space, hyphens and the marks between cells do not count, nor do capitals and ligatures. A passage that does not
stand there as one is looked for line by line, and at the ends of the text, where a page may break it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 4_000  # characters of a passage that are looked for
_LEAST = 12  # letters of a line, or of a part at the end of a page, that say enough by themselves
_IGNORED = frozenset("-\u00ad\u2010\u2011\u2012\u2013\u2212\u200b\u2060\ufeff\ufffe\uffff|•▪·")

Span = tuple[int, int]
"""Where a stretch of a text begins and ends, the end not included."""


def spans(text: str, passage: str) -> list[Span]:
    """Return where the passage stands in the text, in order: one stretch, several lines, or none."""
    wanted = _letters(passage[:LONGEST].strip(" …\n"))
    if not wanted:
        return []
    letters, places = _mapped(text)
    at = _at(text, letters, places, wanted)
    if at >= 0:
        return [_span(places, at, len(wanted))]
    found = list(_lines(letters, places, passage[:LONGEST]))
    return found or _broken(letters, places, wanted)


def spans_in(pieces: Sequence[str], passage: str) -> list[tuple[int, int, int]]:
    """Return where the passage stands in a text that comes in pieces: the piece, and the stretch of it."""
    ends = list(accumulate(map(len, pieces)))
    found = []
    for start, end in spans("".join(pieces), passage):
        for piece in range(bisect_right(ends, start), len(pieces)):
            begins = ends[piece] - len(pieces[piece])
            if begins >= end:
                break
            here = max(start, begins) - begins, min(end, ends[piece]) - begins
            if pieces[piece][slice(*here)].strip():
                found.append((piece, *here))
    return found


@cache
def _folded(sign: str) -> str:
    if sign in _IGNORED or unicodedata.category(sign) in ("Cc", "Cs"):
        return ""
    return "".join(unicodedata.normalize("NFKD", sign).casefold().split())


def _letters(text: str) -> str:
    return "".join(map(_folded, text))


def _mapped(text: str) -> tuple[str, list[int]]:
    """Return the letters that count, and where in the text each of them stands."""
    letters: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        folded = _folded(sign)
        letters.append(folded)
        places += [at] * len(folded)
    return "".join(letters), places


def _span(places: list[int], at: int, length: int) -> Span:
    return places[at], places[at + length - 1] + 1


def _at(text: str, letters: str, places: list[int], wanted: str) -> int:
    """Return where the wanted letters begin, at the beginning of a word rather than within one; -1 for nowhere."""
    first, at = -1, letters.find(wanted)
    while at >= 0:
        start, end = _span(places, at, len(wanted))
        if _is_whole(text, places, at, at + len(wanted)):
            if not (text[max(0, start - 1) : start].isalnum() or text[end : end + 1].isalnum()):
                return at
            first = at if first < 0 else first
        at = letters.find(wanted, at + 1)
    return first


def _is_whole(text: str, places: list[int], first: int, last: int) -> bool:
    """Tell whether letters begin and end between signs: not within one, nor between a letter and its accent."""
    if any(0 < at < len(places) and places[at - 1] == places[at] for at in (first, last)):
        return False
    end = places[last - 1] + 1
    return not unicodedata.combining(text[end : end + 1] or " ")


def _lines(letters: str, places: list[int], passage: str) -> Iterator[Span]:
    """Yield where the lines of a passage stand, each behind the one before."""
    after = 0
    for line in passage.splitlines():
        wanted = _letters(line)
        at = letters.find(wanted, after) if len(wanted) >= _LEAST else -1
        if at >= 0:
            after = at + len(wanted)
            yield _span(places, at, len(wanted))


def _broken(letters: str, places: list[int], wanted: str) -> list[Span]:
    """Return where a passage begins at the end of the text, or ends at its beginning."""
    for length in range(min(len(wanted), len(letters)), _LEAST - 1, -1):
        if letters.endswith(wanted[:length]):
            return [_span(places, len(letters) - length, length)]
        if letters.startswith(wanted[-length:]):
            return [_span(places, 0, length)]
    return []
