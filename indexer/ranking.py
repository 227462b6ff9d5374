"""Put the files that answer in order, and the best units of each. Pure.

A unit scores by its words, more where several stand close together. A file scores by its best unit and by its title
and path, times what the caller says of it.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indexer.nearness import nearness
from indexer.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from indexer.match import Source
    from indexer.query import Term

NAME_BOOST = 0.7  # of words in title and path, which tell what a file is about; they are short as they are
_NEAR_AMONG = 60  # best files in which it is measured how close words stand: no other would come to the top
_NEAR_UNITS = 5  # best units of each of them
_ALIKE = 1e-8  # scores so near to each other count as equal


@dataclass(frozen=True)
class Ranked:
    """Hold a unit (or the head of a file) that answers, its score, and which groups of the query it meets.

    `place` is the rank of its file, from 1.
    """

    entry: int
    key: str
    place: int
    score: float
    groups: tuple[int, ...] = ()


@dataclass(frozen=True)
class Wish:
    """Hold how many files are wanted, how many units of each, and what the caller knows of files.

    `boost` multiplies the score of a key; between equals the lower `order` comes first, then the key. Where fewer than
    `near` files answer, files with only some of the words fill up. `correct` looks for words that may be mistyped, as
    if the files of the keys `unseen` were not there.
    """

    files: int
    units: int = 3
    boost: Mapping[str, float] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)
    near: int = 5
    correct: bool = True
    unseen: Collection[str] = ()


class Ranking:
    """Rank files by the words of a query, given as groups of terms with how often each entry holds them."""

    def __init__(
        self,
        groups: Sequence[Sequence[Term]],
        counts: Mapping[Term, Mapping[int, float]],
        source: Source,
        files: Collection[int],
        wish: Wish,
    ) -> None:
        self._groups, self._source, self._files, self._wish = groups, source, files, wish
        self._total: dict[int, float] = {}
        self._met: dict[int, int] = {}
        for number, group in enumerate(groups):
            self._add(1 << number, _best(weigh(counts[term], source, files) for term in group))
        self._gains: dict[int, float] = {}

    def _add(self, bit: int, scored: dict[int, float]) -> None:
        if not self._total:
            self._total, self._met = scored, dict.fromkeys(scored, bit)
            return
        total, met = self._total, self._met
        for entry, score in scored.items():
            if entry in total:
                total[entry] += score
                met[entry] |= bit
            else:
                total[entry], met[entry] = score, bit

    def best(self) -> list[Ranked]:
        """Return the best units of the best files: those of a file follow one another, the best first."""
        names = {head: NAME_BOOST * self._total[head] for head in self._source.heads & self._total.keys()}
        units = self._by_unit()
        scores = self._by_file(units, names)
        sooner = self._sooner(scores)
        measured = len(self._groups) > 1
        chosen = _first(max(self._wish.files, _NEAR_AMONG * measured), scores, sooner)
        of_file = self._units_of(chosen, units)
        if measured:
            self._measure(of_file, units)
            again = self._by_file(
                {entry: units[entry] for own in of_file.values() for entry in own}, names, chosen
            )
            scores.update(again)
            chosen.sort(key=sooner)
        found: list[Ranked] = []
        for place, file in enumerate(chosen[: self._wish.files], 1):
            shown = self._shown(of_file[file]) or [file]
            whole = units.get(shown[0], 0.0) or 1.0
            found.extend(
                self._ranked(entry, place, scores[file] * units.get(entry, whole) / whole) for entry in shown
            )
        return found

    def _by_unit(self) -> dict[int, float]:
        """Return the score of every unit: one that meets few of the groups counts for little."""
        number, met = len(self._groups), self._met
        units = dict(self._total)
        for head in self._source.heads & units.keys():
            del units[head]
        if number > 1:
            shares = {bits: (bits.bit_count() / number) ** 2 for bits in set(met.values())}
            units = {entry: score * shares[met[entry]] for entry, score in units.items()}
        return units

    def _by_file(
        self, units: Mapping[int, float], names: Mapping[int, float], files: Collection[int] | None = None
    ) -> dict[int, float]:
        """Return the score of every file: of its best unit and its name, times the caller's boost."""
        file_of = self._source.file_of
        scores = dict.fromkeys(self._files if files is None else files, 0.0)
        for entry, score in units.items():
            if score > scores[file := file_of[entry]]:
                scores[file] = score
        for file, score in names.items():
            if file in scores:
                scores[file] += score
        keys, boost, nothing = self._source.keys, self._wish.boost, not self._groups
        if boost:
            for file, score in scores.items():
                factor = boost.get(keys[file], 1.0)
                scores[file] = factor if nothing else score * factor
        return scores

    def _sooner(self, scores: Mapping[int, float]) -> Callable[[int], tuple[float, int, str]]:
        keys, order = self._source.keys, self._wish.order
        last = len(order)
        return lambda file: (-round(scores[file], 9), order.get(keys[file], last), keys[file])

    def _units_of(self, files: Collection[int], units: Mapping[int, float]) -> dict[int, list[int]]:
        """Return the units of files that hold a word, the best first."""
        file_of = self._source.file_of
        found: dict[int, list[int]] = {file: [] for file in files}
        for entry in units:
            if (file := file_of[entry]) in found:
                found[file].append(entry)
        for own in found.values():
            own.sort(key=lambda entry: (-round(units[entry], 9), entry))
        return found

    def _measure(self, of_file: Mapping[int, list[int]], units: dict[int, float]) -> None:
        """Let units gain whose words stand close together."""
        met = self._met
        among = [
            entry for own in of_file.values() for entry in own[:_NEAR_UNITS] if met[entry].bit_count() > 1
        ]
        for entry, gain in nearness(self._groups, self._source, among).items():
            units[entry] *= 1 + gain
        for own in of_file.values():
            own.sort(key=lambda entry: (-round(units[entry], 9), entry))

    def _shown(self, units: Sequence[int]) -> list[int]:
        """Choose the best unit, then those with words that were missing in it, then others that meet as many."""
        if not units:
            return []
        met, seen = self._met, self._met[units[0]]
        shown = [units[0]]
        for entry in units[1:]:
            if met[entry] & ~seen:
                shown.append(entry)
                seen |= met[entry]
        enough = met[units[0]].bit_count()
        shown += [entry for entry in units if entry not in shown and met[entry].bit_count() >= enough]
        return shown[: self._wish.units]

    def _ranked(self, entry: int, place: int, score: float) -> Ranked:
        bits = self._met.get(entry, 0)
        groups = tuple(number for number in range(len(self._groups)) if bits >> number & 1)
        return Ranked(entry, self._source.keys[entry], place, score, groups)


def _first(
    many: int, scores: Mapping[int, float], sooner: Callable[[int], tuple[float, int, str]]
) -> list[int]:
    """Return so many files, in order; only those near the last place are compared by more than their score."""
    least = heapq.nlargest(many, scores.values())[-1:]
    near = [file for file, score in scores.items() if not least or score >= least[0] - _ALIKE]
    return sorted(near, key=sooner)[:many]


def _best(several: Iterable[dict[int, float]]) -> dict[int, float]:
    """Return the best score of each entry; may change the first."""
    best: dict[int, float] = {}
    for scored in several:
        if not best:
            best = scored
            continue
        get = best.get
        for entry, score in scored.items():
            if score > get(entry, 0.0):
                best[entry] = score
    return best
