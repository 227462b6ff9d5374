"""Weigh the words of a query: which entries hold each, how often, and how much that says of them. Pure.

Every other form of a word counts less than the one typed, a compound less still.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from indexer.schema import EXACT, STEM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from indexer.match import Source
    from indexer.query import Term

K1, B = (
    1.2,
    0.6,
)  # of BM25: how soon more of the same word stops counting, how much a long text is held against it
STEM_SHARE = 0.5  # of the weight of the form as typed: "klagene" where "klage" was asked for
PART_SHARE = (
    0.2  # for "klagebehandling": it is about complaints, but a text that says "klage" is so more surely
)
APART_SHARE = 0.2  # for "behandling av klager", where no text has the compound that was asked for


def norms(lengths: Iterable[int], mean: float) -> Sequence[float]:
    """Return, per entry, what BM25 adds to the count of a word for the length of the text."""
    flat, slope = K1 * (1 - B), K1 * B / (mean or 1.0)
    return [flat + slope * length for length in lengths]


def weigh(counts: Mapping[int, float], source: Source, files: Collection[int]) -> dict[int, float]:
    """Return the score of a term, held `counts` times, in the entries of `files`."""
    rarity = math.log(1 + (source.living - len(counts) + 0.5) / (len(counts) + 0.5))
    weight = rarity * (K1 + 1)
    file_of, norm = source.file_of, source.norms
    return {
        entry: weight * count / (count + norm[entry])
        for entry, count in counts.items()
        if file_of[entry] in files
    }


def counts(term: Term, source: Source) -> Mapping[int, float]:
    """Return how often each entry holds a term; other forms of a word count less than the form as typed."""
    if term.prefix:
        return source.prefixed(term.exact[0])
    found = source.postings(EXACT, term.exact[0]) if len(term.exact) == 1 else _phrase(term.exact, source)
    for code in term.also:
        here = source.postings(EXACT, code)
        found = {entry: count for entry, count in found.items() if entry in here}
    if term.stems:
        found = _widened(found, term, source)
    if not found and term.apart:
        return _apart(term.apart, source)
    return found


def _widened(exact: dict[int, float], term: Term, source: Source) -> dict[int, float]:
    """Add the other forms, then the compounds; where languages share a stem, it counts once."""
    found: dict[int, float] = {}
    for forms, share in ((term.within, PART_SHARE), (term.stems, STEM_SHARE)):
        for form in forms:
            here = source.postings(STEM, form)
            if not found:
                found = {entry: count * share for entry, count in here.items()}
                continue
            get = found.get
            for entry, count in here.items():
                if count * share > get(entry, 0.0):
                    found[entry] = count * share
    if not found:
        return exact
    get = found.get
    for entry, count in exact.items():
        found[entry] = get(entry, 0.0) + count
    return found


def _apart(wanted: tuple[frozenset[str], ...], source: Source) -> dict[int, float]:
    """Return the entries that hold every part of a compound, each as a word or in another compound."""
    found: dict[int, float] | None = None
    for forms in wanted:
        here = _union(source.postings(STEM, form) for form in forms)
        if found is None:
            found = {entry: APART_SHARE * min(1.0, count) for entry, count in here.items()}
        else:
            found = {entry: count for entry, count in found.items() if entry in here}
    return found or {}


def _union(several: Iterable[Mapping[int, float]]) -> dict[int, float]:
    total: dict[int, float] = {}
    for found in several:
        if not total:
            total.update(found)
            continue
        get = total.get
        for entry, count in found.items():
            total[entry] = get(entry, 0.0) + count
    return total


def _phrase(words: tuple[str, ...], source: Source) -> dict[int, float]:
    """Count the places where the words stand next to each other, in order."""
    among: set[int] | None = None
    for here in sorted((source.postings(EXACT, word).keys() for word in set(words)), key=len):
        among = set(here) if among is None else among & here
        if not among:
            return {}
    places = {word: source.places(word, among or ()) for word in set(words)}
    found: dict[int, float] = {}
    for entry in among or ():
        starts = set(places[words[0]].get(entry, ()))
        for offset, word in enumerate(words[1:], 1):
            starts.intersection_update([place - offset for place in places[word].get(entry, ())])
            if not starts:
                break
        if starts:
            found[entry] = float(len(starts))
    return found
