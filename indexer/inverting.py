"""Turn text into the terms of the index, fast: what a word gives is worked out once and remembered.

The loops over words run inside the interpreter (`map` over methods of dictionaries and arrays), since a store has
millions of words and a loop in Python costs more than all else together.
"""

from __future__ import annotations

from array import array
from collections import Counter, deque
from functools import lru_cache
from itertools import accumulate, repeat
from typing import TYPE_CHECKING, NamedTuple

from indexer import compounds
from indexer.stems import LANGUAGES, stem_forms
from indexer.text import fold, runs, stem_languages, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.text import Language

    Postings = tuple[Sequence[int], Sequence[int], Sequence[bytes] | None]

_GAP = 100  # positions between title and path, or label and text: no phrase reaches across
_LONGEST = 64  # characters of a word that count
_MOST = 60_000  # words to remember; a full memory starts anew
_SHIFT = 24  # bits of a position: entry and position of a word make one number
_POSITIONS = (1 << _SHIFT) - 1
_NEW_TERM = 260  # bytes of memory, about
_append = array.append


class Words(NamedTuple):
    """Hold the lower-case words of pieces of text, each piece with the position of its first, and codes with theirs."""

    pieces: list[tuple[int, list[str]]]
    codes: list[tuple[str, int]]


def words_of(pieces: Sequence[str]) -> Words:
    """Return the words and codes of pieces of normalised text."""
    found: list[tuple[int, list[str]]] = []
    codes: list[tuple[str, int]] = []
    start = last = 0
    for piece in pieces:
        words = runs(piece)
        if not all(map(str.isalnum, words)):
            words = _taken_apart(words, start, codes)
        found.append((start, words))
        last = start + len(words) - 1 if words else last
        start = last + _GAP
    return Words(found, codes)


def _taken_apart(found: list[str], start: int, codes: list[tuple[str, int]]) -> list[str]:
    """Return runs with the joined ones cut into their words; add their codes to `codes`."""
    words: list[str] = []
    for run in found:
        if run.isalnum():
            words.append(run)
        else:
            own, parts = _analysed(run)
            at = start + len(words)
            codes += ((code, at + offset) for code, offset in own)
            words += parts
    return words


@lru_cache(maxsize=16_000)
def _analysed(run: str) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...]]:
    """Return the codes of a joined run with their positions, and its words."""
    found = list(tokens(run))
    codes = tuple((token.exact, token.position) for token in found if token.whole)
    return codes, tuple(token.surface for token in found if not token.whole)


class Inverted:
    """Hold the exact and the stem terms of entries, which come in order."""

    def __init__(self) -> None:
        self._size = 0
        self._exact = _Exact()
        self._stems = {language: _Stems(language) for language in LANGUAGES}

    def add(
        self, entry: int, words: Words, *, known: Language | None = None, every: bool = False
    ) -> tuple[int, int]:
        """Take the words of one entry, and return how many exact terms and how many stem terms it has.

        They are stemmed by the rules of the languages that they seem to be in, `known` among them, or of `every` one.
        """
        exact, base, length = self._exact, entry << _SHIFT, len(words.codes)
        if len(exact) > _MOST:
            exact.clear()
        counts: Counter[str] = Counter()
        for start, piece in words.pieces:
            some = piece[: max(0, _POSITIONS - start)]
            at = base + start
            deque(map(_append, map(exact.__getitem__, some), range(at, at + len(some))), 0)
            counts.update(some)
            length += len(some)
        for code, at in words.codes:
            exact.of(code).append(base + min(at, _POSITIONS))
        stemmed = 0
        for language in LANGUAGES if every else stem_languages(counts, known):
            for _, piece in words.pieces:
                stemmed += self._stems[language].add(entry, piece)
        self._size += 8 * length + 4 * stemmed
        return length, stemmed

    def memory(self) -> int:
        """Return the bytes of memory that all takes, about."""
        terms = len(self._exact.terms) + sum(len(stems.terms) for stems in self._stems.values())
        return self._size + _NEW_TERM * terms

    def exact(self) -> Iterator[tuple[str, Postings]]:
        """Yield the exact terms in order: entries, counts, and positions as bytes."""
        for term in sorted(self._exact.terms):
            yield term, _placed(self._exact.terms[term])

    def stems(self) -> Iterator[tuple[str, Postings]]:
        """Yield the stem terms in order: entries and counts."""
        terms: dict[str, array[int]] = {}
        for stems in self._stems.values():
            terms.update(stems.terms)
        for term in sorted(terms):
            counted = Counter(terms[term])
            yield term, (list(counted), list(counted.values()), None)


class _Exact(dict[str, "array[int]"]):
    """Give the array of a word, which those share that differ in case and diacritics only."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, array[int]] = {}

    def __missing__(self, word: str) -> array[int]:
        found = self[word] = self.of(fold(word[:_LONGEST]))
        return found

    def of(self, term: str) -> array[int]:
        """Return the array of an exact term."""
        found = self.terms.get(term)
        if found is None:
            found = self.terms[term] = array("Q")
        return found


class _Stems(dict[str, "array[int]"]):
    """Give the array of a word's stem in one language; a stop word has none, a compound several."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.terms: dict[str, array[int]] = {}
        self._language: Language = language
        self._none = array("I")
        self._several: dict[str, tuple[array[int], ...]] = {}

    def add(self, entry: int, words: list[str]) -> int:
        """Take words of an entry, and return how many stem terms they have."""
        if len(self) > _MOST:
            self.clear()
            self._several.clear()
        deque(map(_append, map(self.__getitem__, words), repeat(entry)), 0)
        number = len(words) - len(self._none)
        del self._none[:]
        if self._several:
            for word in self._several.keys() & set(words):
                count = words.count(word)
                for held in self._several[word]:
                    held.extend(repeat(entry, count))
                    number += count
        return number

    def __missing__(self, word: str) -> array[int]:
        forms = _forms(word[:_LONGEST], self._language)
        held = tuple(self.terms.setdefault(form, array("I")) for form in forms)
        if len(held) > 1:
            self._several[word] = held
        found = self[word] = held[0] if len(held) == 1 else self._none
        return found


def _forms(word: str, language: Language) -> tuple[str, ...]:
    forms = stem_forms(word, (language,))
    return forms + compounds.part_forms(word) if language == "nb" else forms


def _placed(held: array[int]) -> Postings:
    if len(held) == 1:
        return (held[0] >> _SHIFT,), (1,), (array("I", (held[0] & _POSITIONS,)).tobytes(),)
    counted = Counter([number >> _SHIFT for number in held])
    places = array("I", [number & _POSITIONS for number in held])
    data, size = places.tobytes(), places.itemsize
    counts = list(counted.values())
    ends = [size * end for end in accumulate(counts)]
    return list(counted), counts, [data[at:end] for at, end in zip([0, *ends], ends, strict=False)]
