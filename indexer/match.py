"""Answer a parsed query from postings: which files hold all its words, and in which order to show them.

Words may be spread over the units of one file (page 1 has one, page 7 the other): a file matches when each part of
the query is met somewhere in it. A file is known by the number of its head. The evaluation works on plain
dictionaries and sets, so restricting by key costs one look-up per file and never changes the total by surprise.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from indexer.query import Every, Keys, Not, Some, Term, leaves
from indexer.ranking import Ranked, Ranking, Wish
from indexer.weights import counts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from indexer.query import Node, Query


class Source(Protocol):
    """Give what the evaluation needs of an index; entries are numbered from 0 over the whole index."""

    @property
    def living(self) -> int:
        """Return the number of entries that are not deleted."""

    @property
    def keys(self) -> Mapping[int, str]:
        """Return the key of every entry."""

    @property
    def heads(self) -> frozenset[int]:
        """Return the entries that are heads."""

    @property
    def head_of(self) -> Mapping[str, int]:
        """Return the head of every key."""

    @property
    def file_of(self) -> Sequence[int]:
        """Return the head of every entry."""

    @property
    def norms(self) -> Sequence[float]:
        """Return, per entry, what its length adds to the count of a word."""

    def postings(self, name: str, term: str) -> dict[int, float]:
        """Return the entries that hold a term, with its frequency."""

    def places(self, term: str, among: Collection[int]) -> dict[int, Sequence[int]]:
        """Return the positions of an exact term in those entries that hold it."""

    def prefixed(self, prefix: str) -> Mapping[int, float]:
        """Return the entries that hold exact terms that start so, with the number of these terms."""


@dataclass(frozen=True)
class Answer:
    """Hold the number of files that match, and the best units of the best files.

    Where few match, `near` are the best units of files that hold only some of the words, the rarer ones.
    """

    total: int
    hits: list[Ranked] = field(default_factory=list)
    near: list[Ranked] = field(default_factory=list)


def answer(query: Query, source: Source, allow: Collection[str] | None, wish: Wish) -> Answer:
    """Evaluate a query; `allow` restricts to keys (empty: no hits)."""
    if allow is not None and not allow:
        return Answer(0)
    found = _Evaluation(source, None if allow is None else frozenset(allow))
    files = found.among_allowed(found.files(query.wanted))
    few = min(wish.near, wish.files)

    def best(some: Collection[int], many: int) -> list[Ranked]:
        if not some:
            return []
        asked = {term: found.counts(term) for term in query.terms()}
        return Ranking(query.required, asked, source, some, replace(wish, files=many)).best()

    return Answer(len(files), best(files, wish.files), best(found.near(query, files, few), few - len(files)))


def _has_words(node: Node) -> bool:
    return any(isinstance(leaf, Term) for leaf in leaves(node, without_negated=True))


def _files(keys: Iterable[str], source: Source) -> set[int]:
    head_of = source.head_of
    return {head_of[key] for key in keys if key in head_of}


class _Evaluation:
    """Find the files of each node, asking the index once for a term."""

    def __init__(self, source: Source, allow: frozenset[str] | None) -> None:
        self._source, self._allow = source, allow
        self._counts: dict[Term, Mapping[int, float]] = {}

    def counts(self, term: Term) -> Mapping[int, float]:
        """Return how often each entry holds a term."""
        found = self._counts.get(term)
        if found is None:
            found = self._counts[term] = counts(term, self._source)
        return found

    def among_allowed(self, files: set[int] | frozenset[int]) -> set[int] | frozenset[int]:
        """Return the files that the caller allows."""
        if self._allow is None or not files:
            return files
        if len(files) < len(self._allow):
            keys = self._source.keys
            return {file for file in files if keys[file] in self._allow}
        return files & _files(self._allow, self._source)

    def near(self, query: Query, files: Collection[int], few: int) -> set[int] | frozenset[int]:
        """Return files with only some of the words, where fewer than `few` hold all: half of the words by rarity.

        A word that no file holds is not counted. Qualifiers and words to leave out stay as they are.
        """
        if len(files) >= few or not isinstance(query.wanted, Every):
            return frozenset()
        words = [node for node in query.wanted.nodes if _has_words(node)]
        if len(words) < 2:
            return frozenset()
        weights: dict[int, float] = {}
        whole = 0.0
        for here in filter(None, map(self.files, words)):
            rarity = math.log(1 + len(self._source.heads) / len(here))
            whole += rarity
            for file in here:
                weights[file] = weights.get(file, 0.0) + rarity
        enough = {file for file, weight in weights.items() if weight >= whole / 2 and file not in files}
        rest = [node for node in query.wanted.nodes if node not in words]
        return self.among_allowed(enough & self._all(Every(tuple(rest))) if rest else enough)

    def files(self, node: Node) -> set[int] | frozenset[int]:
        """Return the files that a node stands for."""
        if isinstance(node, Term):
            file_of = self._source.file_of
            return {file_of[entry] for entry in self.counts(node)}
        if isinstance(node, Keys):
            return _files(node.keys, self._source)
        if isinstance(node, Not):
            return self._source.heads - self.files(node.node)
        if isinstance(node, Some):
            return frozenset[int]().union(*(self.files(inner) for inner in node.nodes))
        return self._all(node)

    def _all(self, node: Every) -> set[int] | frozenset[int]:
        """Return what the nodes have in common; what is to be left out is taken away at the end."""
        files: set[int] | frozenset[int] | None = None
        for inner in sorted(node.nodes, key=lambda inner: isinstance(inner, Not)):
            if files is not None and isinstance(inner, Not):
                files = files - self.files(inner.node)
            else:
                here = self.files(inner)
                files = here if files is None else files & here
            if not files:
                return frozenset()
        return files or frozenset()
