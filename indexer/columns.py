"""Read the columns of the index, which say something of every entry: its key, and how many words it has."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from indexer.schema import EXACT, KEY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.leaf import Leaf


class Column(NamedTuple):
    """Hold the keys of a segment in one piece, and where each begins and how long it is."""

    data: bytes
    offsets: Sequence[int]
    lengths: Sequence[int]


def column_of(leaf: Leaf) -> Column:
    """Return the keys of a segment."""
    column = leaf.reader.column_reader(KEY, translate=False)
    offsets, lengths = column._offsets, column._lengths
    if not len(offsets) == len(lengths) == leaf.size:
        raise ValueError("not every entry has a key")
    return Column(bytes(column._dbfile.get(column._basepos, offsets[-1] + lengths[-1])), offsets, lengths)


class Keys(dict[int, str]):
    """Give the key of every entry of the index: few are asked for, so each is made when it is."""

    def __init__(self, columns: Sequence[Column], starts: Sequence[int]) -> None:
        super().__init__()
        self._columns, self._starts = columns, starts

    def __missing__(self, entry: int) -> str:
        leaf = bisect_right(self._starts, entry) - 1
        data, offsets, lengths = self._columns[leaf]
        own = entry - self._starts[leaf]
        at = offsets[own]
        key = self[entry] = data[at : at + lengths[own]].decode()
        return key


def lengths_of(leaf: Leaf) -> tuple[bytes, list[int]]:
    """Return a code for the number of exact terms of each entry, and these numbers by code.

    Whoosh is asked once per code that it has for a length.
    """
    leaf.reader.doc_field_length(0, EXACT)  # opens the column
    column = leaf.reader._perdoc._readers.get(f"_{EXACT}_len")
    if column is None:  # no entry has a word: files named "!!!" that hold no text
        return bytes(leaf.size), [0]
    codes = bytes(column._dbfile.get(column._basepos, min(column._count, leaf.size)))
    numbers = [0] * 256
    for code in set(codes):
        numbers[code] = leaf.reader.doc_field_length(codes.index(code), EXACT) or 0
    rest = leaf.size - len(codes)
    if rest:  # entries at the end without a word: a code that none has, or that stands for no word
        none = next(code for code, number in enumerate(numbers) if not number)
        codes += bytes([none]) * rest
    return codes, numbers
