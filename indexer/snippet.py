"""Cut the telling piece out of a text, with the words that were found told apart from the rest. No HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.compounds import part_forms
from indexer.stems import IRREGULAR, stem_forms
from indexer.text import Token, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.query import Term

Segment = tuple[str, bool]
WIDTH = 240  # characters
_LEAD = 60  # characters before the first match
_STRETCH = 20_000  # characters of a unit that are looked through at a time: a sheet may have millions
_FIRST = 2  # letters that a word shares with its stem, unless it is irregular
_INSIDE = 3  # letters of a part that stand somewhere in the compound
_LIGATURES = {"ae": "æ", "oe": "œ", "ss": "ß", "th": "þ"}  # what folding makes two letters of
_VARIANTS: dict[str, str] = {}
"""Small letters that are folded to a letter."""
for _code in (*range(0xDF, 0x250), *range(0x1E00, 0x1F00)):
    if len(_folded := fold(chr(_code))) == 1 and _folded != chr(_code) and chr(_code).islower():
        _VARIANTS[_folded] = _VARIANTS.get(_folded, "") + chr(_code)
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Match:
    """Hold a place in a text that answers the term with this number."""

    start: int
    end: int
    term: int


def snippet(text: str, marker: Marker, width: int = WIDTH) -> tuple[Segment, ...]:
    """Return about `width` characters of `text` as (piece, is a match); without a match, its beginning.

    The pieces joined are one stretch of the text, its white space made single blanks, with "…" where it
    was cut.
    """
    found = marker.first(text)
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


class Marker:
    """Find the places in texts that answer the terms of one query.

    What a word answers is worked out once and remembered: a text has thousands of words, and stemming each of them
    would take longer than the search itself.
    """

    def __init__(self, terms: Sequence[Term]) -> None:
        numbered = list(enumerate(terms))
        self._codes = [
            (n, t.exact[0]) for n, t in numbered if len(t.exact) == 1 and not t.prefix and not t.stems
        ]
        self._phrases = [(n, t.exact) for n, t in numbered if len(t.exact) > 1]
        self._words = [(n, t) for n, t in numbered if len(t.exact) == 1 and (t.prefix or t.stems)]
        self._joined = bool(self._codes) or any(not t.exact[0].isalnum() for _, t in self._words if t.prefix)
        self._likely = _likely([term for _, term in self._words])
        self._known: dict[str, tuple[int, ...]] = {}

    def matches(self, text: str) -> list[Match]:
        """Return the places that answer a term, in order and without overlap; phrases only where whole."""
        found = list(self._by_word(text)) if self._words else []
        if self._phrases or self._joined:
            found.extend(self._by_token(text))
        found.sort(key=lambda match: (match.start, -match.end, match.term))
        kept: list[Match] = []
        for match in found:
            if not kept or match.start >= kept[-1].end:
                kept.append(match)
        return kept

    def first(self, text: str) -> list[Match]:
        """Return the matches of the first long stretch of a text that has any."""
        for at in range(0, max(1, len(text)), _STRETCH):
            if found := self.matches(text[at : at + _STRETCH]):
                return [Match(match.start + at, match.end + at, match.term) for match in found]
        return []

    def _by_word(self, text: str) -> Iterator[Match]:
        """Yield the places of single words: of those that begin or look likely, the ones that answer."""
        end = 0
        for likely in self._likely.finditer(_small(text)):
            start = likely.start()
            if start < end:
                continue
            while start > end and text[start - 1].isalnum():
                start -= 1
            word = _WORD.match(text, start)
            if word is None:  # a letter whose small form is none
                continue
            end = word.end()
            for number in self._answered(word[0]):
                yield Match(start, end, number)

    def _answered(self, word: str) -> tuple[int, ...]:
        """Return the terms that a word answers."""
        found = self._known.get(word)
        if found is None:
            exact = fold(word)
            found = tuple(n for n, term in self._words if _answers(word.lower(), exact, term))
            self._known[word] = found
        return found

    def _by_token(self, text: str) -> Iterator[Match]:
        """Yield the places of phrases and codes."""
        cut = list(tokens(text))
        for number, wanted in self._phrases:
            yield from _phrases([token for token in cut if not token.whole], wanted, number)
        for number, code in self._codes:
            yield from (Match(t.start, t.end, number) for t in cut if t.exact == code)
        for number, term in self._words:
            if term.prefix:
                yield from (
                    Match(t.start, t.end, number)
                    for t in cut
                    if t.whole and t.exact.startswith(term.exact[0])
                )


def _small(text: str) -> str:
    """Return text in small letters, as long as it was."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return low


def _likely(terms: Sequence[Term]) -> re.Pattern[str]:
    """Return what finds words worth stemming: by the beginning of a form of theirs, or of a part in a compound."""
    first = {term.exact[0][:_FIRST] for term in terms}
    first |= {form[2 : 2 + _FIRST] for term in terms for form in term.stems.union(*term.apart)}
    first |= {odd[:_FIRST] for odd in IRREGULAR if any(_answers(odd, odd, term) for term in terms)}
    inside = {form[2 : 2 + _INSIDE] for term in terms for form in term.within.union(*term.apart)}
    beginnings = "|".join(sorted(map(_as_written, first)))
    return re.compile("|".join([rf"(?<![^\W_])(?:{beginnings})", *sorted(map(_as_written, inside))]))


def _as_written(letters: str) -> str:
    """Return a pattern for small letters that are folded to these: also å for a, and æ for ae or the a of it."""
    pattern, at = "", 0
    while at < len(letters):
        pair = letters[at : at + 2]
        if pair in _LIGATURES:
            # The second letter may also begin a ligature: sß is folded to sss.
            pattern += f"(?:{_letter(pair[0])}{_letter(pair[1], *_begun_by(pair[1]))}|{_LIGATURES[pair]})"
        else:
            # With nothing after it, all may follow.
            pattern += _letter(letters[at], *(_begun_by(pair) if len(pair) == 1 else ()))
        at += 2 if pair in _LIGATURES else 1
    return pattern


def _begun_by(letter: str) -> list[str]:
    return [one for two, one in _LIGATURES.items() if two[0] == letter]


def _letter(letter: str, *more: str) -> str:
    return f"[{re.escape(letter)}{_VARIANTS.get(letter, '')}{''.join(more)}]"


def _answers(surface: str, exact: str, term: Term) -> bool:
    if term.prefix:
        return exact.startswith(term.exact[0])
    if exact == term.exact[0]:
        return True
    forms = {*stem_forms(surface), *part_forms(surface)}
    return not (term.stems.isdisjoint(forms) and term.within.isdisjoint(forms)) or any(
        not part.isdisjoint(forms) for part in term.apart
    )


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
