"""Propose a query with a mistyped word put right, from the words that the index holds.

Nothing is prepared: words one slip away are made and looked up, words two slips away are sought among those that
start alike, so a proposal takes a few milliseconds and only when little was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from string import ascii_lowercase
from typing import TYPE_CHECKING, Protocol

from indexer.match import Source
from indexer.text import normalise, tokens
from indexer.weights import counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from indexer.query import Query, Term

FEW = 2  # files found, at most, for a proposal to be made
_MUCH_MORE = 10  # times as many files must a proposal find where something was found

_SHORTEST = 4  # letters of a word that may be mistyped: of shorter ones nearly every other is one slip away
_TWO_SLIPS = 7  # letters of a word in which two slips are likely enough
_ALIKE = 2  # first letters that are trusted when two slips are sought
_ENDING = 4  # letters of an ending, such as that of klagebehandlingen
_PROPOSALS = 3  # of one word
_TRIES = 6  # queries that are asked before giving up


class Vocabulary(Source, Protocol):
    """Give what proposals need of an index."""

    def frequency(self, term: str) -> int:
        """Return how many entries hold an exact term."""

    def starting(self, prefix: str) -> Mapping[str, int]:
        """Return the exact terms that start so, with the number of entries that hold each."""


@dataclass(frozen=True)
class Slip:
    """Hold a word of the query that looks mistyped: where it stands, and what it may have been meant to be."""

    place: tuple[int, int]
    meant: tuple[str, ...]


def slips(terms: Iterable[Term], source: Vocabulary) -> list[Slip]:
    """Return the words that may be mistyped: those that nothing holds, or else the rarest if it is very rare."""
    held = {term: len(counts(term, source)) for term in terms if term.places}
    doubtful = [term for term, often in held.items() if not often]
    if held and not doubtful:
        rarest = min(held, key=lambda term: held[term])
        doubtful = [rarest] if held[rarest] <= FEW else []
    found: list[Slip] = []
    for term in doubtful:
        for word, place in zip(term.exact, term.places, strict=True):
            if not _may_be_mistyped(word) or (len(term.exact) > 1 and source.frequency(word)):
                continue
            if meant := tuple(proposals(word, source, prefix=term.prefix)):
                found.append(Slip(place, meant))
    return found


def _may_be_mistyped(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha()


def proposals(word: str, vocabulary: Vocabulary, *, prefix: bool = False) -> list[str]:
    """Return the words of the index that are nearest to a folded word, among equals the more frequent first."""
    near: dict[str, tuple[int, int]] = {}
    for other in one_slip(word):
        if prefix:
            often = len(vocabulary.starting(other)) if other[:1] == word[:1] else 0
        else:
            often = vocabulary.frequency(other)
        if often:
            near[other] = (1, -often)
    if not near:
        most = 2 if len(word) >= _TWO_SLIPS else 1
        for other, often in vocabulary.starting(word[:_ALIKE]).items():
            if other.isalpha() and 0 < (slips_apart := _distance(word, other)) <= most:
                meant = other[: len(word)] if prefix else other
                near[meant] = min(near.get(meant, (9, 0)), (slips_apart, -often))
    return sorted(near, key=lambda other: (*near[other], other))[:_PROPOSALS]


def one_slip(word: str) -> set[str]:
    """Return what a word becomes by one letter left out, added, changed, or two neighbours exchanged."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in cuts if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    found |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in ascii_lowercase}
    found |= {head + letter + tail for head, tail in cuts for letter in ascii_lowercase}
    return found - {word, ""}


def _distance(word: str, other: str) -> int:
    """Return how many slips two words are apart, more than two as three; an ending that was not typed is free."""
    shorter = len(word) - len(other)
    if shorter > _ALIKE or -shorter > _ENDING + _ALIKE:
        return 3
    if len(set(word) - set(other)) > _ALIKE:
        return 3
    return slips_between(word, other, ending=_ENDING)


def slips_between(word: str, other: str, *, ending: int = 0) -> int:
    """Return the least number of slips that make one word the other; more than two may be told as three.

    A slip is a letter left out, added or changed, or two neighbours exchanged. Up to `ending` last letters of
    the other may be missing.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        line = [row]
        for column, other_letter in enumerate(other, 1):
            cost = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (letter != other_letter))
            if row > 1 and column > 1 and letter == other[column - 2] and word[row - 2] == other_letter:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > _ALIKE and min(last) > _ALIKE:
            return 3
        before, last = last, line
    return min(last[max(0, len(other) - ending) :])


def did_you_mean(
    text: str, query: Query, total: int, source: Vocabulary, ask: Callable[[str], tuple[int, Iterable[str]]]
) -> str | None:
    """Return the query as it finds more, spelt as the texts spell it; None where nothing looks mistyped.

    `total` files were found. `ask` answers another query with how many files it finds, and some of their texts.
    """
    if total > FEW:
        return None
    text = normalise(text)
    found = slips(query.terms(), source)
    for words in islice(product(*(slip.meant for slip in found)), _TRIES if found else 0):
        more, texts = ask(_mended(text, found, words))
        if more and more >= _MUCH_MORE * total:
            return _mended(text, found, _as_written(words, texts))
    return None


def _mended(text: str, found: Sequence[Slip], words: Sequence[str]) -> str:
    """Return the query with other words where it was mistyped."""
    mended, at = "", 0
    for (start, end), word in sorted(zip((slip.place for slip in found), words, strict=True)):
        mended, at = mended + text[at:start] + word, end
    return mended + text[at:]


def _as_written(words: Sequence[str], texts: Iterable[str]) -> list[str]:
    """Return words as the texts have them: brukerråd, not brukerrad."""
    spelt: dict[str, str] = {}
    for text in texts:
        for token in tokens(text):
            if token.exact in words:
                spelt.setdefault(token.exact, token.surface)
        if len(spelt) == len(set(words)):
            break
    return [spelt.get(word, word) for word in words]
