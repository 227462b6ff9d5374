"""Tell how close the words of a query stand in a unit, by the positions of the forms that were typed. Pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from indexer.match import Source
    from indexer.query import Term

NEAR_BOOST = 0.5  # at most, for words that stand next to each other
_PLACES = 64  # of one word in a unit: more would cost time and change nothing


def nearness(groups: Sequence[Sequence[Term]], source: Source, among: Collection[int]) -> dict[int, float]:
    """Return what entries gain whose words stand close together, as a share of their score."""
    placed: dict[int, list[tuple[int, int]]] = {}
    if among:
        wanted = frozenset(among)
        for number, group in enumerate(groups):
            for word in {term.exact[0] for term in group if len(term.exact) == 1 and not term.prefix}:
                for entry, places in source.places(word, wanted).items():
                    placed.setdefault(entry, []).extend((place, number) for place in places[:_PLACES])
    return {entry: gain for entry, places in placed.items() if (gain := _gain(sorted(places))) > 0}


def _gain(places: Sequence[tuple[int, int]]) -> float:
    many = len({number for _, number in places})
    return NEAR_BOOST * (many - 1) / shortest(places, many) if many > 1 else 0.0


def shortest(places: Iterable[tuple[int, int]], many: int) -> int:
    """Return how far the first and the last word are apart in the shortest stretch with `many` different words.

    `places` are (position, word), sorted.
    """
    stretch: list[tuple[int, int]] = []
    inside: Counter[int] = Counter()
    start, best = 0, 1_000_000
    for place, number in places:
        stretch.append((place, number))
        inside[number] += 1
        while len(inside) == many:
            first, left = stretch[start]
            best = min(best, place - first)
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            start += 1
    return max(best, many - 1)
