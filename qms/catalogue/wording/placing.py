"""Find the scale that each table belongs to, by its words, by where it stands, and by which tables a criterion has."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.catalogue.wording.lines import stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from qms.catalogue.wording.patterns import Words

UNSURE = 0.12
"""By how much the best places must be better than two tables exchanged; words count up to 1."""
_FAR = 0.2
_NEAR = 0.02
_KIND = 0.3
_NOWHERE = -10.0
MOST_TABLES = 3
"""How many tables for each scale are looked at: no copy of a standard holds more."""


@dataclass(frozen=True)
class Table:
    """Hold the text of a table as a whole and by level (none where it could not be cut), and where it stands.

    `rank` is how many criteria had been named before it in the document.
    """

    levels: tuple[str, ...]
    text: str
    rank: int
    line: int


@dataclass(frozen=True)
class Slot:
    """Hold a scale: its criterion and perspective, what the document says of the criterion, and its rank in it."""

    criterion: str
    perspective: str
    text: str
    rank: int


@dataclass(frozen=True)
class Placed:
    """Hold where a table belongs; `other` is the scale that would do nearly as well, or None."""

    table: int
    slot: Slot
    other: Slot | None
    shares: bool


def place(tables: Sequence[Table], slots: Sequence[Slot], words: Words) -> list[Placed]:
    """Return a scale for each table so that all of them together fit best; tables too many are left out."""
    tables = tables[: MOST_TABLES * len(slots)]
    if not tables:
        return []
    likeness = _likeness([t.text for t in tables], [s.text for s in slots])
    size = max(len(tables), len(slots))
    worth = [[_NOWHERE] * size for _ in range(size)]
    for row, table in enumerate(tables):
        for column, slot in enumerate(slots):
            worth[row][column] = likeness[row][column] + _by_place(table, slot) + _by_kind(table, slot, words)
    chosen = _assignment([[-w for w in row] for row in worth])
    found = []
    for row, column in enumerate(chosen[: len(tables)]):
        if column < len(slots):
            other = _rival(row, chosen, worth, len(tables), len(slots))
            found.append(
                Placed(
                    row, slots[column], None if other is None else slots[other], likeness[row][column] > 0.02
                )
            )
    return found


def _by_place(table: Table, slot: Slot) -> float:
    """Return the loss by distance: on its page a table stands next to its criterion, before or after it."""
    apart = abs(table.rank - slot.rank)
    return -_NEAR * apart - _FAR * max(0, apart - 1)


def _by_kind(table: Table, slot: Slot, words: Words) -> float:
    """Return the gain where the upper levels say results, and the scale is one of results, or neither does."""
    if slot.perspective not in {"approach", "results"}:
        return 0.0
    upper = (" ".join(table.levels[-2:]) or table.text).casefold().split()
    tells = any(word.startswith(words.results) for word in upper)
    return _KIND if tells == (slot.perspective == "results") else -_KIND


def _likeness(tables: Sequence[str], slots: Sequence[str]) -> list[list[float]]:
    """Return how alike texts are, 0 to 1; words that stand in many of them count little."""
    bags = [Counter(stems(text)) for text in (*tables, *slots)]
    spread = Counter(stem for bag in bags for stem in bag)
    weights = {stem: math.log(len(bags) / count) for stem, count in spread.items()}
    vectors = [{s: (1 + math.log(n)) * weights[s] for s, n in bag.items()} for bag in bags]
    return [[_cosine(t, s) for s in vectors[len(tables) :]] for t in vectors[: len(tables)]]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = (one, other) if len(one) < len(other) else (other, one)
    shared = sum(value * large[stem] for stem, value in small.items() if stem in large)
    lengths = math.sqrt(sum(v * v for v in one.values()) * sum(v * v for v in other.values()))
    return shared / lengths if lengths else 0.0


def _rival(
    row: int, chosen: Sequence[int], worth: Sequence[Sequence[float]], rows: int, columns: int
) -> int | None:
    """Return the scale with which a table could be exchanged at next to no loss, None where there is none."""
    own = chosen[row]
    for other in range(rows):
        there = chosen[other]
        if other == row or there >= columns:
            continue
        kept = worth[row][own] + worth[other][there]
        if kept - worth[row][there] - worth[other][own] < UNSURE:
            return there
    return None


def _assignment(costs: Sequence[Sequence[float]]) -> list[int]:
    """Return for each row of a square matrix its column in the cheapest assignment (the Hungarian method)."""
    size = len(costs)
    over, under = [0.0] * (size + 1), [0.0] * (size + 1)
    matched, way = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        matched[0], column = row, 0
        least, used = [math.inf] * (size + 1), [False] * (size + 1)
        while True:
            used[column] = True
            delta, following = math.inf, 0
            current = matched[column]
            for other in range(1, size + 1):
                if used[other]:
                    continue
                cost = costs[current - 1][other - 1] - over[current] - under[other]
                if cost < least[other]:
                    least[other], way[other] = cost, column
                if least[other] < delta:
                    delta, following = least[other], other
            for other in range(size + 1):
                if used[other]:
                    over[matched[other]] += delta
                    under[other] -= delta
                else:
                    least[other] -= delta
            column = following
            if matched[column] == 0:
                break
        while column:
            matched[column] = matched[way[column]]
            column = way[column]
    found = [0] * size
    for column in range(1, size + 1):
        found[matched[column] - 1] = column - 1
    return found
