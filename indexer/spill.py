"""Sort the postings of a bulk on disk, in blocks: one by one, as Whoosh does it, takes several times as long."""

from __future__ import annotations

import heapq
import marshal
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Item = tuple[str, bytes, int, float, bytes | None]
_BLOCK = 2048
_EACH = 200
"""Bytes of memory of a posting beside those of its term and value, about."""


class Spill:
    """Take postings in any order and give them back sorted; what is beyond `limit` bytes waits on disk.

    Stands for the pool of a Whoosh writer and answers what that asks of it. Runs are files in `storage`.
    """

    def __init__(self, storage: Any, limit: int) -> None:
        self._storage = storage
        self._limit = limit
        self._room = limit
        self._current: list[Item] = []
        self._runs: list[str] = []
        self.fieldnames: set[str] = set()

    def add(self, item: Item) -> None:
        """Take one posting."""
        self._room -= _EACH + len(item[1]) + len(item[4] or b"")
        if self._room < 0:
            self._save()
        self._current.append(item)

    def iter_postings(self) -> Iterator[Item]:
        """Yield all postings, sorted, once."""
        self._current.sort()
        yield from heapq.merge(self._current, *(self._read(name) for name in self._runs))

    def cleanup(self) -> None:
        """Let go of what is in memory; the files go with their folder."""
        self._current, self._runs = [], []

    def _save(self) -> None:
        self._current.sort()
        name = f"{len(self._runs)}.run"
        with self._storage.create_file(name).raw_file() as file:
            for start in range(0, len(self._current), _BLOCK):
                marshal.dump(self._current[start : start + _BLOCK], file)
        self._runs.append(name)
        self._current, self._room = [], self._limit

    def _read(self, name: str) -> Iterator[Item]:
        with self._storage.open_file(name).raw_file() as file:
            while True:
                try:
                    block = marshal.load(file)  # noqa: S302  # our own file of a moment ago, in our own folder
                except EOFError:
                    return
                yield from block


class Lengths:
    """Answer the lengths of entries from memory: a writer asks once per posting."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.doc_field_length: Callable[[int, str], int] = cache(reader.doc_field_length)

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
