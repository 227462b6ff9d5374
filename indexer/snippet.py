"""Cut the telling piece out of a text, with the words that were found told apart from the rest. No HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.stems import stem_forms
from indexer.text import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Collection

    from indexer.query import Term

Segment = tuple[str, bool]
WIDTH = 240  # characters
_LEAD = 60  # characters before the first match


@dataclass(frozen=True)
class Match:
    """Hold a place in a text that answers the term with this number."""

    start: int
    end: int
    term: int


def snippet(text: str, terms: Collection[Term], width: int = WIDTH) -> tuple[Segment, ...]:
    """Return about `width` characters of `text` as (piece, is a match); without a match, its beginning.

    The pieces joined are one stretch of the text, its white space made single blanks, with "…" where it
    was cut.
    """
    found = matches(text, terms)
    start, end = _window(text, found, width)
    segments: list[Segment] = [("…", False)] if start > 0 else []
    at = start
    for match in found:
        if match.start >= at and match.end <= end:
            segments += [(text[at : match.start], False), (text[match.start : match.end], True)]
            at = match.end
    segments.append((text[at:end], False))
    if end < len(text.rstrip()):
        segments.append(("…", False))
    return _tidy(segments)


def matches(text: str, terms: Collection[Term]) -> list[Match]:
    """Return the places that answer a term, in order and without overlap; phrases only where whole."""
    cut = list(tokens(text))
    words = [token for token in cut if not token.whole]
    found: list[Match] = []
    for number, term in enumerate(terms):
        if len(term.exact) > 1:
            found.extend(_phrases(words, term.exact, number))
        else:
            found.extend(Match(t.start, t.end, number) for t in cut if _answers(t, term))
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[Match] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _answers(token: Token, term: Term) -> bool:
    if term.prefix:
        return token.exact.startswith(term.exact[0])
    if token.exact == term.exact[0]:
        return True
    return bool(term.stems) and not token.whole and not term.stems.isdisjoint(stem_forms(token.surface))


def _phrases(words: list[Token], wanted: tuple[str, ...], number: int) -> list[Match]:
    span = len(wanted)
    return [
        Match(words[at].start, words[at + span - 1].end, number)
        for at in range(len(words) - span + 1)
        if words[at].exact == wanted[0] and all(words[at + n].exact == wanted[n] for n in range(1, span))
    ]


def _window(text: str, found: list[Match], width: int) -> tuple[int, int]:
    """Return where to cut: around the stretch with most different terms, then most matches."""
    if not found:
        return 0, _to_blank(text, width)
    best, best_rank = found[0], (0, 0)
    for number, first in enumerate(found):
        inside = [match for match in found[number : number + 50] if match.end <= first.start + width - _LEAD]
        rank = (len({match.term for match in inside}), len(inside))
        if rank > best_rank:
            best, best_rank = first, rank
    start = _from_blank(text, max(0, best.start - _LEAD))
    return start, max(best.end, _to_blank(text, start + width))


def _from_blank(text: str, at: int) -> int:
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _to_blank(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    cut = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at))
    return cut if cut > at - 40 else at


def _tidy(segments: list[Segment]) -> tuple[Segment, ...]:
    """Make runs of white space single blanks, also across pieces; drop empty pieces."""
    tidy: list[Segment] = []
    after_blank = True
    for piece, is_match in segments:
        blank_first = piece[:1].isspace() and not after_blank
        words = " ".join(piece.split())
        text = (" " if blank_first else "") + words + (" " if words and piece[-1:].isspace() else "")
        if text:
            tidy.append((text, is_match))
            after_blank = text.endswith(" ")
    return tuple(tidy)
