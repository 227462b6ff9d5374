"""Read one generation of the index, through the reader that `index` opened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import chain, repeat
from operator import sub
from typing import TYPE_CHECKING, Any

from indexer import schema
from indexer.columns import Keys, column_of, lengths_of
from indexer.leaf import Leaf
from indexer.schema import EXACT, HEAD, IS_HEAD, STAMP
from indexer.weights import norms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence


class IndexDamaged(Exception):  # a state of affairs, not a fault
    """Say that a file of the index cannot be read; the index is then emptied and must be filled again."""


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever Whoosh raises over a file of the index into IndexDamaged."""
    try:
        yield
    except Exception as error:
        raise IndexDamaged(type(error).__name__) from error


class Snapshot:
    """Read one generation of the index: the `Source` of the evaluation. Entries count over all segments."""

    def __init__(self, found: Any) -> None:
        self.generation: int = found.latest_generation()
        self._reader = found.reader()
        self.size: int = self._reader.doc_count_all()
        # The reader of an index without segments cannot be asked anything.
        leaves = list(self._reader.leaf_readers()) if self.size else []
        self._leaves = [Leaf(reader, offset) for reader, offset in leaves]
        self._offsets = [leaf.offset for leaf in self._leaves]
        names = sorted(str(reader.segment().segment_id()) for reader, _ in leaves)
        self.identity = f"{self.generation} {' '.join(names)}".strip()

    @cached_property
    def keys(self) -> Mapping[int, str]:
        """Return the key of every entry, also of deleted ones; each is made when it is asked for."""
        with reading():
            return Keys([column_of(leaf) for leaf in self._leaves], self._offsets)

    @cached_property
    def heads(self) -> frozenset[int]:
        """Return the entries that are heads of files."""
        return frozenset(self.postings(HEAD, IS_HEAD))

    @cached_property
    def head_of(self) -> Mapping[str, int]:
        """Return the head of every key."""
        keys = self.keys
        return {keys[head]: head for head in self.heads}

    @cached_property
    def file_of(self) -> Sequence[int]:
        """Return the head of every entry, which is the last one before it; not so for deleted entries, of no use."""
        heads = sorted(self.heads)
        units = map(sub, [*heads[1:], self.size], heads)
        return [
            *repeat(-1, heads[0] if heads else self.size),
            *chain.from_iterable(map(repeat, heads, units)),
        ]

    @cached_property
    def living(self) -> int:
        """Return the number of entries that are not deleted."""
        return self.size - sum(len(leaf.deleted) for leaf in self._leaves)

    @cached_property
    def norms(self) -> Sequence[float]:
        """Return, per entry, what its length adds to the count of a word; deleted ones have no say in the mean."""
        with reading():
            found = [lengths_of(leaf) for leaf in self._leaves]
        total = sum(sum(map(lengths.__getitem__, codes)) for codes, lengths in found)
        gone = sum(
            lengths[codes[number]]
            for leaf, (codes, lengths) in zip(self._leaves, found, strict=True)
            for number in leaf.deleted
        )
        mean = (total - gone) / max(1, self.living)
        every: list[float] = []
        for codes, lengths in found:
            every += map(norms(lengths, mean).__getitem__, codes)
        return every

    def postings(self, name: str, term: str) -> dict[int, float]:
        """Return the living entries that hold a term, with its frequency."""
        found: dict[int, float] = {}
        with reading():
            for leaf in self._leaves:
                leaf.add(name, term, found)
        return found

    def prefixed(self, prefix: str) -> Mapping[int, int]:
        """Return the living entries that hold exact terms that start so, with the number of these terms."""
        found: Counter[int] = Counter()
        with reading():
            for leaf in self._leaves:
                leaf.add_starting(EXACT, prefix, found)
        return found

    def places(self, term: str, among: Collection[int]) -> dict[int, Sequence[int]]:
        """Return the positions of an exact term in those entries that hold it."""
        wanted = sorted(among)
        with reading():
            return {
                entry: schema.positions(value)
                for leaf in self._leaves
                for entry, value in leaf.values(EXACT, term, _between(wanted, leaf))
            }

    def starting(self, prefix: str) -> dict[str, int]:
        """Return the exact terms that start so, with the number of entries that hold each."""
        found: dict[str, int] = {}
        with reading():
            for leaf in self._leaves:
                for term, often in leaf.starting(EXACT, prefix):
                    found[term] = found.get(term, 0) + often
        return found

    def frequency(self, term: str) -> int:
        """Return how many entries hold an exact term, deleted ones included."""
        with reading():
            return sum(leaf.frequency(EXACT, term) for leaf in self._leaves)

    def stored(self, entry: int) -> dict[str, Any]:
        """Return the stored values of an entry."""
        leaf = self._leaves[bisect_right(self._offsets, entry) - 1]
        with reading():
            values: dict[str, Any] = leaf.reader.stored_fields(entry - leaf.offset)
        return values

    def stamps(self) -> dict[str, str]:
        """Return the stamp of every file by key, as their heads hold it."""
        return {self.keys[head]: self.stored(head)[STAMP] for head in self.heads}

    def close(self) -> None:
        """Let go of the files."""
        with suppress(Exception):  # closed already, or on a disk that is gone: nothing depends on it
            self._reader.close()


def _between(wanted: Sequence[int], leaf: Leaf) -> Sequence[int]:
    """Return those of the sorted entries that lie in a segment."""
    return wanted[bisect_left(wanted, leaf.offset) : bisect_left(wanted, leaf.offset + leaf.size)]
