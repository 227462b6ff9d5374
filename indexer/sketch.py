"""Tell how alike two texts are from a few numbers kept of each: a bottom-k sketch of their word triples."""

from __future__ import annotations

import re
import zlib
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SIZE = 64
"""Numbers kept of a text: enough to tell a likeness of a half from one of a third."""
_LONGEST = 400_000  # characters looked at; a register that long is known by its beginning
_WORD = re.compile(r"\w+")


def sketch(texts: Iterable[str]) -> tuple[int, ...]:
    """Return the sketch of a text given in pieces: at most SIZE numbers below 2**32, in rising order.

    A text of fewer than three words has none.
    """
    words: list[str] = []
    left = _LONGEST
    for text in texts:
        words += _WORD.findall(text[:left].casefold())
        left -= len(text)
        if left <= 0:
            break
    triples = map(" ".join, zip(words, words[1:], words[2:], strict=False))
    return tuple(sorted(set(map(zlib.crc32, map(str.encode, triples))))[:SIZE])


def likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """Return the share of word triples that two texts have in common, about: 0 for none, 1 for all."""
    first, second = set(one), set(other)
    if not first or not second:
        return 0.0
    lowest = sorted(first | second)[: max(len(first), len(second))]
    return sum(1 for number in lowest if number in first and number in second) / len(lowest)


def pack(numbers: Iterable[int]) -> bytes:
    """Return a sketch as bytes, four for each number."""
    return array("I", numbers).tobytes()


def unpack(data: bytes) -> array[int]:
    """Return the numbers that `pack` made bytes of."""
    found = array("I")
    found.frombytes(data)
    return found
