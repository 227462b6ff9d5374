"""Read the terms and postings of one segment, straight from the files as Whoosh's readers do it, with fewer calls.

Whoosh asks its files several times for every block, and finds each term of a prefix anew; here a term costs one look-up
and one read, and neighbouring terms, which lie side by side, are read together. The format is that of its modules
codec.whoosh3 and filedb.filetables; `postings` writes it.
"""

from __future__ import annotations

import pickle
import struct
import zlib
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

Block = tuple["Sequence[int]", "Sequence[float]", "Sequence[bytes] | None"]
"""Holds entries of a segment, how often each holds the term, and where."""

_INFO = struct.Struct("!BfIBBfII")
_EXTENT = struct.Struct("!qi")
_SIZES = struct.Struct("!ii")
_LENGTH = struct.Struct("!i")
_FIELD = struct.Struct("!H")
_MAGIC = b"W3Bl"
_FREQUENCY = 2  # place of the number of entries in a row of the table of terms
_FIRST_READ, _LAST_READ = 1 << 12, 1 << 18  # bytes of the table of terms at a time, growing
_TOGETHER = 1 << 20  # bytes of postings of neighbouring terms that are read at once


class Leaf:
    """Read one segment, given Whoosh's reader of it and the number of its first entry in the index."""

    def __init__(self, reader: Any, offset: int) -> None:
        self.reader, self.offset = reader, offset
        self.size: int = reader.doc_count_all()
        self.deleted = (
            frozenset(number for number in range(self.size) if reader.is_deleted(number))
            if reader.has_deletions()
            else frozenset[int]()
        )
        self._gone = frozenset(number + offset for number in self.deleted)
        self._table = reader._terms._tindex
        self._fields: dict[str, int] = reader._terms._fieldmap
        self._file = reader._terms._postfile

    def add(self, name: str, term: str, found: dict[int, float]) -> None:
        """Put the living entries of the index that hold a term, and how often, into `found`."""
        if (row := self._row(name, term.encode())) is not None:
            for entries, counts, _ in self._blocks(row):
                found.update(zip(entries, counts, strict=True))
            self._drop(found)

    def add_starting(self, name: str, prefix: str, found: Counter[int]) -> None:
        """Count, in `found`, the terms that start so in each living entry of the index."""
        for entries, _, _ in self._together(row for _, row in self._rows(name, prefix.encode())):
            found.update(entries)
        self._drop(found)

    def _drop(self, found: dict[int, Any]) -> None:
        for entry in self._gone & found.keys() if self._gone else ():
            del found[entry]

    def values(self, name: str, term: str, wanted: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """Yield those of the sorted `wanted` entries of the index that hold a term, with the value of the posting."""
        if (row := self._row(name, term.encode())) is None:
            return
        own = set(wanted) - self._gone
        for entries, _, values in self._blocks(row):
            if not own.isdisjoint(entries):
                yield from ((e, value) for e, value in zip(entries, values or (), strict=True) if e in own)

    def starting(self, name: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Yield the terms that start so, each with the number of entries that hold it."""
        for term, row in self._rows(name, prefix.encode()):
            yield term.decode(), _INFO.unpack_from(row)[_FREQUENCY]

    def frequency(self, name: str, term: str) -> int:
        """Return how many entries hold a term, deleted ones included."""
        row = self._row(name, term.encode())
        return 0 if row is None else _INFO.unpack_from(row)[_FREQUENCY]

    def _row(self, name: str, term: bytes) -> bytes | None:
        if name not in self._fields:
            return None
        key = _FIELD.pack(self._fields[name]) + term
        return next(iter(self._table.all(key)), None)

    def _rows(self, name: str, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield the terms that start so, each with its row of the table."""
        if name not in self._fields:
            return
        wanted = _FIELD.pack(self._fields[name]) + prefix
        at, end = self._table.closest_key_pos(wanted), self._table.endofdata
        size = _FIRST_READ
        while at is not None and at < end:
            data: bytes = self._table.dbfile.get(at, min(size, end - at))
            size = min(4 * size, _LAST_READ)
            place = 0
            while place + _SIZES.size <= len(data):
                key_size, row_size = _SIZES.unpack_from(data, place)
                middle = place + _SIZES.size + key_size
                after = middle + row_size
                if after > len(data):
                    size = max(size, after - place)
                    break
                key = data[place + _SIZES.size : middle]
                if not key.startswith(wanted):
                    return
                yield key[_FIELD.size :], data[middle:after]
                place = after
            at += place

    def _blocks(self, row: bytes) -> Iterator[Block]:
        """Yield the postings that a row of the table leads to."""
        if row[0]:
            yield _single(row, self.offset)
        else:
            start, length = _EXTENT.unpack_from(row, _INFO.size)
            yield from _blocks(self._file.get(start, length), self.offset)

    def _together(self, rows: Iterable[bytes]) -> Iterator[Block]:
        """Yield the postings of many rows; those that lie side by side are read at once."""
        first = last = 0
        for row in rows:
            if row[0]:
                yield _single(row, self.offset)
                continue
            start, length = _EXTENT.unpack_from(row, _INFO.size)
            if start != last or last - first > _TOGETHER:
                yield from _blocks(self._file.get(first, last - first), self.offset)
                first = start
            last = start + length
        yield from _blocks(self._file.get(first, last - first), self.offset)


def _single(row: bytes, offset: int) -> Block:
    """Return the only posting of a term, which stands in the table itself."""
    entries, counts, values = _unpickled(row[_INFO.size :])
    return (entries[0] + offset,), counts, values


def _blocks(data: bytes, offset: int) -> Iterator[Block]:
    """Yield the blocks of the postings of one term, or of several that follow one another."""
    at = 0
    while at < len(data):
        if data.startswith(_MAGIC, at):
            at += len(_MAGIC)
        end = at + _LENGTH.size + abs(_LENGTH.unpack_from(data, at)[0])
        block = BytesIO(data[at + _LENGTH.size : end])
        number, _, _, packed, *_ = pickle.load(block)  # noqa: S301 - see _unpickled
        rest = block.read()
        steps, counts, values = _unpickled(zlib.decompress(rest) if packed else rest)
        if counts is None or isinstance(counts, float):
            counts = (1.0 if counts is None else counts,) * number
        yield tuple(accumulate((steps[0] + offset, *steps[1:]))), counts, values
        at = end


def _unpickled(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301 - of this user's own index, which holds pickles in any case
