"""Read one generation of the index, through the reader that `index` opened."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from indexer import schema
from indexer.schema import EXACT, HEAD, IS_HEAD, KEY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence


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
        self._leaves: list[tuple[Any, int]] = list(self._reader.leaf_readers()) if self.size else []
        self._offsets = [offset for _, offset in self._leaves]
        names = sorted(str(leaf.segment().segment_id()) for leaf, _ in self._leaves)
        self.identity = f"{self.generation} {' '.join(names)}".strip()

    @cached_property
    def keys(self) -> Sequence[str]:
        """Return the key of every entry, also of deleted ones."""
        found: list[str] = []
        with reading():
            for leaf, _ in self._leaves:
                column = leaf.column_reader(KEY)
                found.extend(column[entry] for entry in range(leaf.doc_count_all()))
        return found

    @cached_property
    def heads(self) -> Collection[int]:
        """Return the entries that are heads of files."""
        return frozenset(self.postings(HEAD, IS_HEAD))

    @cached_property
    def _lengths(self) -> Sequence[int]:
        with reading():
            return array(
                "L",
                (
                    leaf.doc_field_length(entry, EXACT) or 0
                    for leaf, _ in self._leaves
                    for entry in range(leaf.doc_count_all())
                ),
            )

    @cached_property
    def mean_length(self) -> float:
        """Return the mean number of exact terms in an entry."""
        return sum(self._lengths) / max(1, len(self._lengths))

    def length(self, entry: int) -> int:
        """Return the number of exact terms in an entry."""
        return self._lengths[entry]

    def postings(self, name: str, term: str) -> dict[int, float]:
        """Return the living entries that hold a term, with its frequency."""
        found: dict[int, float] = {}
        for matcher, offset, deleted in self._matchers(name, term):
            with reading():
                for ids, weights in _runs(matcher):
                    if offset or deleted:
                        pairs = zip(ids, weights, strict=True)
                        found.update((n + offset, weight) for n, weight in pairs if n not in deleted)
                    else:
                        found.update(zip(ids, weights, strict=True))
        return found

    def places(self, term: str, among: Collection[int]) -> dict[int, Sequence[int]]:
        """Return the positions of an exact term in those entries that hold it."""
        found: dict[int, Sequence[int]] = {}
        for matcher, offset, deleted in self._matchers(EXACT, term):
            with reading():
                while matcher.is_active():
                    number = matcher.id()
                    if number + offset in among and number not in deleted:
                        found[number + offset] = schema.positions(matcher.value())
                    matcher.next()
        return found

    def _matchers(self, name: str, term: str) -> Iterator[tuple[Any, int, frozenset[int]]]:
        """Yield, per segment with the term: its postings, the number of its first entry, what is deleted."""
        for (leaf, offset), deleted in zip(self._leaves, self._deleted, strict=True):
            with reading():
                matcher = leaf.postings(name, term) if (name, term) in leaf else None
            if matcher is not None:  # Whoosh wraps it to leave out what is deleted, which is slow
                yield (matcher.child if deleted else matcher), offset, deleted

    @cached_property
    def _deleted(self) -> list[frozenset[int]]:
        with reading():
            return [
                frozenset(number for number in range(leaf.doc_count_all()) if leaf.is_deleted(number))
                if leaf.has_deletions()
                else frozenset()
                for leaf, _ in self._leaves
            ]

    def starting(self, prefix: str) -> Iterable[str]:
        """Return the exact terms that start so."""
        with reading():
            return {term.decode() for leaf, _ in self._leaves for term in leaf.expand_prefix(EXACT, prefix)}

    def stored(self, entry: int) -> dict[str, Any]:
        """Return the stored values of an entry."""
        leaf, offset = self._leaves[bisect_right(self._offsets, entry) - 1]
        with reading():
            values: dict[str, Any] = leaf.stored_fields(entry - offset)
        return values

    def close(self) -> None:
        """Let go of the files."""
        with suppress(Exception):  # closed already, or on a disk that is gone: nothing depends on it
            self._reader.close()


def _runs(matcher: Any) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """Yield postings in blocks: asking a matcher for them one by one takes five times as long."""
    if not hasattr(matcher, "_read_weights"):  # a term with a single posting
        while matcher.is_active():
            yield (matcher.id(),), (matcher.weight(),)
            matcher.next()
        return
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        yield matcher._ids, matcher._weights
        matcher._next_block()
