"""Plan a merge: which items of three versions are the same, and what each side added, removed or moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from qms.documents.comparing.alignment import Item, Matching, likeness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T", bound=Item)
_SAME_ADDITION = 0.6  # from here on what person and template added at one place counts as the same thing


@dataclass(frozen=True)
class Plan(Generic[T]):
    """Know which items of three versions are the same."""

    base: Sequence[T]
    edited: Sequence[T]
    new: Sequence[T]
    own: Matching
    other: Matching

    @classmethod
    def of(
        cls,
        base: Sequence[T],
        edited: Sequence[T],
        new: Sequence[T],
        match: Callable[[Sequence[T], Sequence[T]], Matching],
    ) -> Plan[T]:
        """Align an edited and a new version with their base."""
        own, other = match(base, edited), match(base, new)
        first = _without_strangers(base, (edited, own), (new, other))
        second = _without_strangers(base, (new, other), (edited, own))
        return cls(base, edited, new, first, second)

    def triples(self) -> Iterator[tuple[int, T, T | None, T | None]]:
        """Return each item of the base with what it is in the other two."""
        for number, item in enumerate(self.base):
            mine, theirs = self.own.pairs.get(number), self.other.pairs.get(number)
            yield (
                number,
                item,
                None if mine is None else self.edited[mine],
                None if theirs is None else self.new[theirs],
            )

    @cached_property
    def twins(self) -> dict[int, int]:
        """Return additions that both made, new to edited."""
        free: dict[str, list[int]] = {}
        for number, item in self.added(self.edited, self.own):
            free.setdefault(item.key, []).append(number)
        found = {}
        for number, item in self.added(self.new, self.other):
            if free.get(item.key):
                found[number] = free[item.key].pop(0)
        return found

    @cached_property
    def rivals(self) -> dict[int, int]:
        """Return additions of both at one place that are much alike, new to edited."""
        taken, found = set(self.twins.values()), {}
        for number, item in self.added(self.new, self.other):
            slot = self.slot(number, self.other)
            for place, mine in self.added(self.edited, self.own) if number not in self.twins else ():
                alike = place not in taken and self.slot(place, self.own) == slot
                if alike and likeness(item.text, mine.text) >= _SAME_ADDITION:
                    found[number] = place
                    taken.add(place)
                    break
        return found

    def added(self, items: Sequence[T], matching: Matching) -> list[tuple[int, T]]:
        """Return what the base does not have."""
        known = matching.reverse
        return [(number, item) for number, item in enumerate(items) if number not in known]

    def added_by_person(self) -> list[tuple[int, T]]:
        """Return what only the person added."""
        known = {*self.twins.values(), *self.rivals.values()}
        return [(number, item) for number, item in self.added(self.edited, self.own) if number not in known]

    def slot(self, number: int, matching: Matching) -> int:
        """Return after which item of the base an addition stands, -1 for none."""
        known = matching.reverse
        return next((known[place] for place in range(number, -1, -1) if place in known), -1)

    def standing(self, number: int) -> T | None:
        """Return what item `number` of the new version is in the person's."""
        origin = self.other.reverse.get(number)
        found = self.twins.get(number) if origin is None else self.own.pairs.get(origin)
        return None if found is None else self.edited[found]


def _without_strangers(
    base: Sequence[T], version: tuple[Sequence[T], Matching], other: tuple[Sequence[T], Matching]
) -> Matching:
    """Return the matching of a version without pairs that take for reworded what the other version added."""
    items, matching = version
    others, theirs = other
    added = Counter(item.key for place, item in enumerate(others) if place not in theirs.reverse)
    pairs = dict(matching.pairs)
    for number, place in matching.pairs.items():
        key = items[place].key
        same = number in theirs.pairs and others[theirs.pairs[number]].key == key
        if key != base[number].key and not same and added[key] > 0:
            added[key] -= 1
            del pairs[number]
    return Matching(pairs, matching.moved)
