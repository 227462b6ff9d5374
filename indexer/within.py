"""Give the words of an index as if some files were not in it, so that a proposal says nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.schema import EXACT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from indexer.snapshot import Snapshot


class Within:
    """Stand for a snapshot without the files whose keys are `unseen`, where words are counted and proposed."""

    def __init__(self, snapshot: Snapshot, unseen: Collection[str]) -> None:
        self._whole = snapshot
        self._unseen = unseen if isinstance(unseen, set | frozenset) else frozenset(unseen)
        self.keys: Mapping[int, str] = snapshot.keys
        self.heads: frozenset[int] = snapshot.heads
        self.head_of: Mapping[str, int] = snapshot.head_of
        self.file_of: Sequence[int] = snapshot.file_of
        self.norms: Sequence[float] = snapshot.norms
        self.living: int = snapshot.living

    def _is_seen(self, entry: int) -> bool:
        return self.keys[entry] not in self._unseen

    def postings(self, name: str, term: str) -> dict[int, float]:
        """Return the entries that hold a term, with its frequency."""
        found = self._whole.postings(name, term)
        return {entry: count for entry, count in found.items() if self._is_seen(entry)}

    def places(self, term: str, among: Collection[int]) -> dict[int, Sequence[int]]:
        """Return the positions of an exact term in those entries that hold it."""
        return self._whole.places(term, [entry for entry in among if self._is_seen(entry)])

    def prefixed(self, prefix: str) -> Mapping[int, float]:
        """Return the entries that hold exact terms that start so, with the number of these terms."""
        return {entry: count for entry, count in self._whole.prefixed(prefix).items() if self._is_seen(entry)}

    def frequency(self, term: str) -> int:
        """Return how many entries hold an exact term."""
        return len(self.postings(EXACT, term)) if self._whole.frequency(term) else 0

    def starting(self, prefix: str) -> Mapping[str, int]:
        """Return the exact terms that start so, with the number of entries that hold each."""
        found = {term: self.frequency(term) for term in self._whole.starting(prefix)}
        return {term: often for term, often in found.items() if often}
