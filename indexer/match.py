"""Answer a parsed query from postings: which files hold all its words, which of their units hold most.

Words may be spread over the units of one file (page 1 has one, page 7 the other): a file matches when each
group of the query is met somewhere in it. Hits are units. The evaluation works on plain dictionaries from
entry number to weight, so restricting by key costs one look-up per candidate and never changes the total by
surprise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from indexer.schema import EXACT, STEM

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from indexer.query import Query, Term

_K1, _B = 1.2, 0.6
_STEM_SHARE = 0.5  # of the weight of the form as typed


class Source(Protocol):
    """Give what the evaluation needs of an index; entries are numbered from 0 over the whole index."""

    @property
    def size(self) -> int:
        """Return the number of entries."""

    @property
    def keys(self) -> Sequence[str]:
        """Return the key of every entry."""

    @property
    def heads(self) -> Collection[int]:
        """Return the entries that are heads."""

    def postings(self, name: str, term: str) -> dict[int, float]:
        """Return the entries that hold a term, with its frequency."""

    def places(self, term: str, among: Collection[int]) -> dict[int, Sequence[int]]:
        """Return the positions of an exact term in those entries that hold it."""

    def starting(self, prefix: str) -> Iterable[str]:
        """Return the exact terms that start so."""

    def length(self, entry: int) -> int:
        """Return the number of exact terms in an entry."""

    @property
    def mean_length(self) -> float:
        """Return the mean of the lengths."""


@dataclass
class Ranked:
    """Hold a unit (or the head of a file) that answers, its score, and which groups of the query it meets."""

    entry: int
    key: str
    score: float = 0.0
    groups: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Answer:
    """Hold the number of files that match and the hits: the best unit of each file, then further units."""

    total: int
    hits: list[Ranked]


def answer(
    query: Query, source: Source, allow: Collection[str] | None, boost: Mapping[str, float], limit: int
) -> Answer:
    """Evaluate a query. `allow` restricts to keys (empty: no hits), `boost` multiplies the score of a key."""
    allowed = _allowed(query, allow)
    if allowed is not None and not allowed:
        return Answer(0, [])
    if not query.required:
        return _everything(source, allowed, query.without, boost, limit)
    groups = [_group(terms, source) for terms in query.required]
    files = _files(groups, source.keys, allowed) - query.without
    if files and query.excluded:
        files -= {source.keys[entry] for term in query.excluded for entry in _holding(term, source)}
    if not files:
        return Answer(0, [])
    return Answer(len(files), _ranked(groups, source, files, boost, limit))


def _allowed(query: Query, allow: Collection[str] | None) -> frozenset[str] | None:
    if allow is None:
        return query.keys
    return frozenset(allow) if query.keys is None else query.keys.intersection(allow)


def _everything(
    source: Source,
    allowed: frozenset[str] | None,
    without: frozenset[str],
    boost: Mapping[str, float],
    limit: int,
) -> Answer:
    found = [
        Ranked(entry, key, boost.get(key, 1.0))
        for entry in source.heads
        if (allowed is None or (key := source.keys[entry]) in allowed)
        and (key := source.keys[entry]) not in without
    ]
    found.sort(key=lambda ranked: (-ranked.score, ranked.key))
    return Answer(len(found), found[:limit])


def _files(groups: list[dict[int, float]], keys: Sequence[str], allowed: frozenset[str] | None) -> set[str]:
    """Return the keys that have every group in some entry."""
    files: set[str] | None = None
    for group in sorted(groups, key=len):
        here = {keys[entry] for entry in group}
        files = here if files is None else files & here
        if allowed is not None:
            files &= allowed
        if not files:
            return set()
    return files or set()


def _ranked(
    groups: list[dict[int, float]], source: Source, files: set[str], boost: Mapping[str, float], limit: int
) -> list[Ranked]:
    entries: dict[int, Ranked] = {}
    keys = source.keys
    for number, group in enumerate(groups):
        for entry, score in group.items():
            if (key := keys[entry]) in files:
                ranked = entries.get(entry) or entries.setdefault(entry, Ranked(entry, key))
                ranked.score += score
                ranked.groups.add(number)
    heads = {
        ranked.key: entries.pop(ranked.entry)
        for ranked in list(entries.values())
        if ranked.entry in source.heads
    }
    by_file: dict[str, list[Ranked]] = {}
    for ranked in entries.values():
        ranked.score *= (len(ranked.groups) / len(groups)) ** 2
        by_file.setdefault(ranked.key, []).append(ranked)
    best: list[Ranked] = []
    further: list[Ranked] = []
    for key in files:
        units = sorted(by_file.get(key, []), key=lambda unit: (-unit.score, unit.entry)) or [heads[key]]
        named = heads[key].score if key in heads and units[0] is not heads[key] else 0.0
        for unit in units:
            unit.score = (unit.score + named) * boost.get(key, 1.0)
        best.append(units[0])
        further.extend(unit for unit in units[1:] if len(unit.groups) >= len(units[0].groups))
    order = _by_score
    best.sort(key=order)
    if len(best) < limit:
        best.extend(sorted(further, key=order))
    return best[:limit]


def _by_score(ranked: Ranked) -> tuple[float, str, int]:
    return (-ranked.score, ranked.key, ranked.entry)


def _group(terms: tuple[Term, ...], source: Source) -> dict[int, float]:
    """Return the entries that meet one of the terms, with the best score."""
    found: dict[int, float] = {}
    for term in terms:
        for entry, score in _scored(term, source).items():
            if score > found.get(entry, 0.0):
                found[entry] = score
    return found


def _scored(term: Term, source: Source) -> dict[int, float]:
    counts = _counts(term, source)
    if not counts:
        return {}
    rarity = math.log(1 + (source.size - len(counts) + 0.5) / (len(counts) + 0.5))
    mean = source.mean_length or 1.0
    length = source.length
    return {
        entry: rarity * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length(entry) / mean))
        for entry, count in counts.items()
    }


def _holding(term: Term, source: Source) -> Collection[int]:
    return _counts(term, source)


def _counts(term: Term, source: Source) -> dict[int, float]:
    """Return how often each entry holds a term; other forms of a word count less than the form as typed."""
    if term.prefix:
        return _sum(source.postings(EXACT, word) for word in source.starting(term.exact[0]))
    counts = source.postings(EXACT, term.exact[0]) if len(term.exact) == 1 else _phrase(term.exact, source)
    for code in term.also:
        counts = {entry: counts[entry] for entry in counts.keys() & source.postings(EXACT, code).keys()}
    if not term.stems:
        return counts
    widened: dict[int, float] = {}
    for form in term.stems:
        for entry, count in source.postings(STEM, form).items():
            widened[entry] = max(widened.get(entry, 0.0), count * _STEM_SHARE)
    return _sum((counts, widened))


def _sum(several: Iterable[Mapping[int, float]]) -> dict[int, float]:
    total: dict[int, float] = {}
    for counts in several:
        for entry, count in counts.items():
            total[entry] = total.get(entry, 0.0) + count
    return total


def _phrase(words: tuple[str, ...], source: Source) -> dict[int, float]:
    """Count the places where the words stand next to each other, in order."""
    among: set[int] | None = None
    for word in set(words):
        here = source.postings(EXACT, word).keys()
        among = set(here) if among is None else among & here
        if not among:
            return {}
    places = {word: source.places(word, among or ()) for word in set(words)}
    counts: dict[int, float] = {}
    for entry in among or ():
        starts = set(places[words[0]][entry])
        for offset, word in enumerate(words[1:], 1):
            starts &= {place - offset for place in places[word][entry]}
            if not starts:
                break
        if starts:
            counts[entry] = float(len(starts))
    return counts
