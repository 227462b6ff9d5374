"""Write the postings of a segment in Whoosh's own format.

Whoosh's own way takes several calls for every posting, this one a few for every term; what is written is read and
merged by Whoosh as if it had written it. The format is that of its modules codec.whoosh3 and filedb.filetables.
"""

from __future__ import annotations

import pickle
import struct
import sys
import zlib
from array import array
from operator import sub
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from indexer.inverting import Postings

    Values = Sequence[bytes] | None

_BLOCK = 512  # postings
_BLOCK_MAGIC = b"W3Bl"
_HASH_HEAD = struct.pack("!4sBii", b"HSH3", 1, 0, 0)  # 1: keys are found by their CRC
_INFO = struct.Struct("!BfIBBfII")
_EXTENT = struct.Struct("!qi")
_SIZES = struct.Struct("!ii")
_LEAST_PACKED = 400  # bytes of a block from which packing is worth its time
_LONGEST = 255  # as a byte: no bound on the length of an entry
_BUFFER = 1 << 20
_PICKLE = 4  # the first version that has bytes


class Sink(Protocol):
    """Take bytes, as a file of Whoosh does."""

    def write(self, data: bytes) -> Any:
        """Write bytes."""


def write(fields: Mapping[str, Iterable[tuple[str, Postings]]], terms: Sink, postings: Sink) -> None:
    """Write fields, each with its terms in order, into a file of terms and one of postings."""
    table, blocks = _Table(terms), _Blocks(postings)
    names = sorted(fields)
    for number, name in enumerate(names):
        prefix = struct.pack("!H", number)
        for term, found in fields[name]:
            table.add(prefix + term.encode(), blocks.add(*found))
    blocks.flush()
    table.close({"fieldmap": {name: number for number, name in enumerate(names)}})


class _Blocks:
    """Write postings in blocks, and return what the table of terms says of them."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._buffer = bytearray()
        self._written = 0

    def add(self, entries: Sequence[int], counts: Sequence[int], values: Values) -> bytes:
        """Write the postings of one term; a single one goes into its row of the table."""
        number, most = len(entries), max(counts)
        if number == 1:
            inline = pickle.dumps((tuple(entries), (float(most),), tuple(values or (b"",))), _PICKLE)
            return _INFO.pack(1, most, 1, 0, _LONGEST, most, entries[0], entries[0]) + inline
        start = self._written + len(self._buffer)
        self._buffer += _BLOCK_MAGIC
        for at in range(0, number, _BLOCK):
            end = at + _BLOCK
            self._block(entries[at:end], counts[at:end], values and values[at:end], last=end >= number)
        length = self._written + len(self._buffer) - start
        if len(self._buffer) > _BUFFER:
            self.flush()
        row = _INFO.pack(0, sum(counts), number, 0, _LONGEST, most, entries[0], entries[-1])
        return row + _EXTENT.pack(start, length)

    def _block(self, entries: Sequence[int], counts: Sequence[int], values: Values, *, last: bool) -> None:
        most = max(counts)
        steps = (entries[0], *map(sub, entries[1:], entries))
        weights = None if most == 1 else tuple(counts)
        data = pickle.dumps((steps, weights, values and tuple(values)), _PICKLE)
        packed = 1 if len(data) >= _LEAST_PACKED else 0
        if packed:
            data = zlib.compress(data, packed)
        info = pickle.dumps((len(entries), entries[-1], most, packed, 0, _LONGEST), 2)
        length = len(info) + len(data)
        self._buffer += struct.pack("!i", -length if last else length) + info + data

    def flush(self) -> None:
        """Write what waits."""
        self._sink.write(bytes(self._buffer))
        self._written += len(self._buffer)
        self._buffer.clear()


class _Table:
    """Write an ordered hash table: rows, the places of the keys by their hash, and the places in order."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._buffer = bytearray(_HASH_HEAD)
        self._written = 0
        self._order = array("q")
        # Arrays, since a table has a row for each of some hundred thousand terms.
        self._buckets = [(array("I"), array("q")) for _ in range(256)]

    def add(self, key: bytes, value: bytes) -> None:
        """Add a row; keys come in order."""
        place = self._place()
        self._order.append(place)
        self._buffer += _SIZES.pack(len(key), len(value)) + key + value
        hashed = zlib.crc32(key)
        hashes, places = self._buckets[hashed & 255]
        hashes.append(hashed)
        places.append(place)
        if len(self._buffer) > _BUFFER:
            self._flush()

    def close(self, extras: dict[str, Any]) -> None:
        """Write what comes behind the rows; the file stays open."""
        directory = b""
        for hashes, places in self._buckets:
            slots = 2 * len(hashes)
            directory += struct.pack("!qi", self._place(), slots)
            self._buffer += struct.pack("!" + "Iq" * slots, *_slots(list(zip(hashes, places, strict=True))))
            if len(self._buffer) > _BUFFER:
                self._flush()
        more = pickle.dumps({**extras, "indextype": "q", "indexlen": len(self._order)}, 2)
        if sys.byteorder == "little":
            self._order.byteswap()
        more += self._order.tobytes()
        self._buffer += directory + more + struct.pack("!i", len(more))
        self._flush()

    def _place(self) -> int:
        return self._written + len(self._buffer)

    def _flush(self) -> None:
        self._sink.write(bytes(self._buffer))
        self._written += len(self._buffer)
        self._buffer.clear()


def _slots(bucket: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Return hash and place for every slot: each row in the first free one from where its hash says."""
    number = 2 * len(bucket)
    slots: list[tuple[int, int]] = [(0, 0)] * number
    for row in bucket:
        slot = (row[0] >> 8) % number
        while slots[slot][1]:
            slot = (slot + 1) % number
        slots[slot] = row
    return _flat(slots)


def _flat(pairs: Iterable[tuple[int, int]]) -> Iterator[int]:
    for pair in pairs:
        yield from pair
