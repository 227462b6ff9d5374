"""Align two versions of blocks, rows or cells: what stayed, what was reworded and what was moved."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from qms.documents.comparing.blocks import ADAPT_LABEL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qms.documents.comparing.blocks import Block, Cell, Row

_WORD = re.compile(r"\w+")
_LIKE = 0.5  # from here on a text counts as another wording of the same
_WEAK = 0.01  # what a pair weighs that shares nothing but its place
_LARGEST = 90_000  # pairs that are weighed in one stretch; more is another document
_TELLING = 3  # letters from which on a text elsewhere is the same one, moved


class Item(Protocol):
    """Describe what can be aligned."""

    @property
    def key(self) -> str:
        """Return what is compared."""

    @property
    def text(self) -> str:
        """Return what is shown."""


T = TypeVar("T", bound=Item)


@dataclass(frozen=True)
class Matching:
    """Hold which item of a list is which of another; `moved` names those of the first that changed order."""

    pairs: dict[int, int] = field(default_factory=dict)
    moved: frozenset[int] = frozenset()

    @cached_property
    def reverse(self) -> dict[int, int]:
        """Return the pairs the other way round."""
        return {second: first for first, second in self.pairs.items()}


def match_blocks(first: Sequence[Block], second: Sequence[Block]) -> Matching:
    """Align blocks: equal ones in order, then equal ones that were moved, then reworded ones between them."""
    pairs, gaps = _anchors(first, second)
    free: dict[str, list[int]] = {}
    taken = set(pairs.values())
    for place, block in enumerate(second):
        if place not in taken and len(block.text) >= _TELLING:
            free.setdefault(block.key, []).append(place)
    moved = {}
    for place, block in enumerate(first):
        if place not in pairs and free.get(block.key):
            moved[place] = free[block.key].pop(0)
    return Matching(
        pairs | moved | _reworded(first, second, pairs | moved, gaps, _block_weight), frozenset(moved)
    )


def match_rows(first: Sequence[Row], second: Sequence[Row]) -> Matching:
    """Align rows of tables, chiefly by what stands in their first cells."""
    pairs, gaps = _anchors(first, second)
    return Matching(pairs | _reworded(first, second, pairs, gaps, _row_weight))


def match_cells(first: Sequence[Cell], second: Sequence[Cell]) -> Matching:
    """Align cells: by place where there are as many, else by what they say."""
    if len(first) == len(second):
        return Matching({place: place for place in range(len(first))})
    pairs, gaps = _anchors(first, second)
    return Matching(pairs | _reworded(first, second, pairs, gaps, lambda _, __, shared: max(shared, _WEAK)))


def likeness(first: str, second: str) -> float:
    """Return the share of words that two texts have in common, from 0 to 1."""
    return _shared(_bag(first), _bag(second))


_Gap = tuple[range, range]
Bag = frozenset[tuple[str, int]]


def _bag(text: str) -> Bag:
    counts = Counter(_WORD.findall(text.casefold()))
    return frozenset((word, number) for word, count in counts.items() for number in range(count))


def _shared(first: Bag, second: Bag) -> float:
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def _block_weight(first: Block, second: Block, shared: float) -> float:
    if first.is_table != second.is_table:
        return 0
    if first.is_table:
        same_head = bool(first.rows and second.rows and first.rows[0].key == second.rows[0].key)
        return max(shared, 0.6) if same_head else shared if shared >= _LIKE else 0
    if bool(first.level) != bool(second.level) or first.key.startswith("#") or second.key.startswith("#"):
        return 0
    if (first.style == ADAPT_LABEL) != (second.style == ADAPT_LABEL):
        return 0
    return shared if shared >= _LIKE else _WEAK


def _row_weight(first: Row, second: Row, shared: float) -> float:
    if not first.text or not second.text:
        return _LIKE  # a row of a form that was filled in
    heads = [row.cells[0].key if row.cells else "" for row in (first, second)]
    if heads[0] and heads[0] == heads[1]:
        return 0.6 + 0.4 * shared
    return shared if shared >= _LIKE else 0


def _anchors(first: Sequence[T], second: Sequence[T]) -> tuple[dict[int, int], list[_Gap]]:
    """Return what is equal in order, and the stretches between where both versions have something else."""
    pairs: dict[int, int] = {}
    gaps: list[_Gap] = []
    keys = [item.key for item in first], [item.key for item in second]
    for kind, a, a_end, b, b_end in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind == "equal":
            pairs |= {a + step: b + step for step in range(a_end - a)}
        elif kind == "replace":
            gaps.append((range(a, a_end), range(b, b_end)))
    return pairs, gaps


def _reworded(
    first: Sequence[T],
    second: Sequence[T],
    known: dict[int, int],
    gaps: Sequence[_Gap],
    weight: Callable[[T, T, float], float],
) -> dict[int, int]:
    """Return which items in the gaps are other wordings of each other."""
    taken = set(known.values())
    pairs: dict[int, int] = {}
    for old, new in gaps:
        ones = [place for place in old if place not in known]
        others = [place for place in new if place not in taken]
        found = _best([first[n] for n in ones], [second[n] for n in others], weight)
        pairs |= {ones[one]: others[other] for one, other in found}
    return pairs


def _best(
    first: Sequence[T], second: Sequence[T], weight: Callable[[T, T, float], float]
) -> list[tuple[int, int]]:
    """Return the pairs, in order, that together weigh most."""
    if len(first) * len(second) > _LARGEST:
        return []
    bags = [_bag(item.text) for item in first], [_bag(item.text) for item in second]
    weights = [
        [weight(one, other, _shared(bag, also)) for other, also in zip(second, bags[1], strict=True)]
        for one, bag in zip(first, bags[0], strict=True)
    ]
    sums = [[0.0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for a in range(len(first) - 1, -1, -1):
        for b in range(len(second) - 1, -1, -1):
            joined = weights[a][b] + sums[a + 1][b + 1] if weights[a][b] else 0.0
            sums[a][b] = max(joined, sums[a + 1][b], sums[a][b + 1])
    return list(_trace(weights, sums))


def _trace(weights: Sequence[Sequence[float]], sums: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    a = b = 0
    while a < len(weights) and b < len(weights[a]):
        if weights[a][b] and sums[a][b] == weights[a][b] + sums[a + 1][b + 1]:
            yield a, b
            a, b = a + 1, b + 1
        elif sums[a][b] == sums[a + 1][b]:
            a += 1
        else:
            b += 1
