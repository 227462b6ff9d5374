"""Find the entries of a query pack in a run of words: inflected, in phrases, or near each other; pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from indexer.stems import stem_forms
from indexer.text import fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.text import Language
    from qms.catalogue.packs import Entry, Pack, Slot

NEAR = 14  # words between which pieces count as near each other in a text
_SKIPPED = 1  # words that may stand between two of a phrase
_SHORTEST = 2  # letters of a beginning


class Word(NamedTuple):
    """Hold one word of a text: as it is, in lower case, where it stands, and its ordinal."""

    surface: str
    start: int
    end: int
    position: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold an entry of one indicator, ready to be looked for; `rarity` is 1 for a word that no other pack has."""

    ref: str
    entry: Entry
    rarity: float
    pieces: tuple[tuple[frozenset[int], ...], ...]


class Met(NamedTuple):
    """Say that an entry stands in a run of words: the numbers of the words that meet it first, and how often."""

    wanted: Wanted
    places: tuple[tuple[int, ...], ...]


def words_of(text: str, first: int = 0) -> list[Word]:
    """Return the words of normalised text in order, numbered from `first`."""
    return [Word(t.surface, t.start, t.end, first + t.position) for t in tokens(text) if not t.whole]


class Matcher:
    """Look for all entries of a pack at once; what it knows of a word serves every later text."""

    def __init__(self, pack: Pack) -> None:
        self.language: Language = pack.language if pack.language in {"en", "nb", "lt"} else "en"  # type: ignore[assignment]
        self._numbers: dict[str, int] = {}
        self._whole: dict[str, int] = {}
        self._begins: dict[str, int] = {}
        self._known: dict[str, frozenset[int]] = {}
        used = Counter(e.written for found in pack.entries.values() for e in found if not e.against)
        self.wanted = [
            Wanted(ref, e, used[e.written] ** -0.5 if used[e.written] else 1.0, self._compiled(e.pieces))
            for ref, found in pack.entries.items()
            for e in found
        ]
        self._by_atom: dict[int, list[Wanted]] = defaultdict(list)
        for one in self.wanted:
            for atom in min((piece[0] for piece in one.pieces), key=len):
                self._by_atom[atom].append(one)

    def _compiled(self, pieces: Sequence[Sequence[Slot]]) -> tuple[tuple[frozenset[int], ...], ...]:
        return tuple(tuple(frozenset(map(self._atom, slot)) for slot in piece) for piece in pieces)

    def _atom(self, word: str) -> int:
        """Return the number of a word of the pack, and remember how a text meets it."""
        number = self._numbers.setdefault(word, len(self._numbers))
        if word.endswith("*"):
            self._begins[fold(word[:-1])] = self._numbers.setdefault(fold(word), number)
            return self._begins[fold(word[:-1])]
        for form in stem_forms(word, (self.language,)) or (fold(word),):
            number = self._whole.setdefault(form, number)
        return number

    def _atoms(self, surface: str) -> frozenset[int]:
        """Return the numbers of the words of the pack that a word of a text meets."""
        found = self._known.get(surface)
        if found is None:
            folded = fold(surface)
            met = {self._whole.get(form) for form in (*stem_forms(surface, (self.language,)), folded)}
            met |= {self._begins.get(folded[:n]) for n in range(_SHORTEST, len(folded) + 1)}
            found = self._known[surface] = frozenset(number for number in met if number is not None)
        return found

    def find(self, words: Sequence[Word], near: int = NEAR) -> Iterator[Met]:
        """Yield every entry that stands in these words, each once, with all places where it does."""
        held: dict[int, list[int]] = defaultdict(list)
        at: dict[int, int] = {}
        for number, word in enumerate(words):
            atoms = self._atoms(word.surface)
            if atoms:
                at[word.position] = number
                for atom in atoms:
                    held[atom].append(number)
        seen: set[int] = set()
        for atom in list(held):
            for one in self._by_atom.get(atom, ()):
                if id(one) in seen:
                    continue
                seen.add(id(one))
                places = self._places(one, words, held, at, near)
                if places:
                    yield Met(one, tuple(places))

    def _places(
        self,
        one: Wanted,
        words: Sequence[Word],
        held: Mapping[int, list[int]],
        at: Mapping[int, int],
        near: int,
    ) -> list[tuple[int, ...]]:
        runs = []
        for piece in one.pieces:
            found = self._runs(piece, words, held, at)
            if not found:
                return []
            runs.append(found)
        if len(runs) == 1:
            return runs[0]
        places: list[tuple[int, ...]] = []
        for first in runs[0]:
            other = [_nearest(first, run, words, near) for run in runs[1:]]
            if all(o is not None for o in other):
                places.append((*first, *(n for o in other if o for n in o)))
        return places

    def _runs(
        self,
        piece: tuple[frozenset[int], ...],
        words: Sequence[Word],
        held: Mapping[int, list[int]],
        at: Mapping[int, int],
    ) -> list[tuple[int, ...]]:
        """Return where the words of a piece stand in a row."""
        starts = sorted({n for atom in piece[0] for n in held.get(atom, ())})
        if len(piece) == 1:
            return [(n,) for n in starts]
        return [run for start in starts if (run := self._run(piece, start, words, at)) is not None]

    def _run(
        self,
        piece: tuple[frozenset[int], ...],
        start: int,
        words: Sequence[Word],
        at: Mapping[int, int],
    ) -> tuple[int, ...] | None:
        run, position = [start], words[start].position
        for slot in piece[1:]:
            for step in range(1, _SKIPPED + 2):
                number = at.get(position + step)
                if number is not None and slot & self._atoms(words[number].surface):
                    run.append(number)
                    position += step
                    break
            else:
                return None
        return tuple(run)


def _nearest(
    first: tuple[int, ...], runs: list[tuple[int, ...]], words: Sequence[Word], near: int
) -> tuple[int, ...] | None:
    """Return the run nearest to `first` that shares no word with it, None when none is near."""
    place = bisect_left(runs, first)
    best, distance = None, near + 1
    for run in runs[max(0, place - 3) : place + 4]:
        away = abs(words[run[0]].position - words[first[0]].position)
        if away < distance and not set(run) & set(first):
            best, distance = run, away
    return best
