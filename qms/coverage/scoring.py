"""Weigh how specifically one file speaks of each indicator, and find the passage that says it best; pure."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.text import normalise
from qms.coverage.wording import Matcher, Word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.coverage.wording import Met
    from qms.model.evidence import Unit
    from qms.model.words import EvidenceKind

NAME_NEAR = 1_000  # in a name, all words are near each other
OTHER_LANGUAGE = 0.5  # what a pack counts that is not in the file's language
KIND_MISSES = 0.75  # a file of a kind that the indicator does not ask for
PUT_AWAY = 0.6  # a draft, a copy, or something that a folder of old things holds
HALF = 5.0  # weight at which a score reaches 0.63
EVENLY = 0.7  # how strongly the other indicators of a file count against one
MOST_WORDS = 30_000  # of one text; what follows no longer tells what it is about
LEAD = 40  # words at the beginning of a text, which say what it is
_FOLDER_GAP = 10_000
_LEAD_COUNTS, _MOST_OFTEN, _LONG = 2.0, 2.2, 400
_AGAINST = 1.0


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold what is looked at of one file; `kinds` are those that it has or seems to have."""

    path: str
    title: str
    language: str | None
    units: Sequence[Unit]
    kinds: tuple[EvidenceKind, ...] = ()
    put_away: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Point at words of a unit: its index among the units, and where they start and end in its normalised text."""

    unit: int
    start: int
    end: int
    weight: float


@dataclass(slots=True)
class Weighed:
    """Hold what speaks for one indicator; `words` by field (title, path, text, against) as they stand in the file."""

    ref: str
    weight: float = 0.0
    score: float = 0.0
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    places: list[Place] = field(default_factory=list)


class Scorer:
    """Weigh files by the packs of a standard; `needs` are the kinds that each indicator asks for."""

    def __init__(self, matchers: Iterable[Matcher], needs: Mapping[str, frozenset[EvidenceKind]]) -> None:
        self._matchers = tuple(matchers)
        self._needs = needs

    def weigh(self, subject: Subject) -> list[Weighed]:
        """Return every indicator that something speaks for, the likeliest first; ties in the order of the standard."""
        names, folders_from = _name_words(subject)
        texts = _texts(subject.units)
        best: dict[str, Weighed] = {}
        for matcher in self._matchers:
            own = subject.language in {None, matcher.language}
            share = 1.0 if own else OTHER_LANGUAGE
            # A name may be in another language than the text; a text is in one.
            for ref, one in _weigh(matcher, names, folders_from, texts if own else []).items():
                one.weight *= share
                if ref not in best or best[ref].weight < one.weight:
                    best[ref] = one
        return self._scored(subject, best)

    def _scored(self, subject: Subject, best: dict[str, Weighed]) -> list[Weighed]:
        for ref, one in best.items():
            needs = self._needs.get(ref)
            if needs and subject.kinds and not needs & set(subject.kinds):
                one.weight *= KIND_MISSES
        top = max((one.weight for one in best.values()), default=0.0)
        damped = PUT_AWAY if subject.put_away else 1.0
        for one in best.values():
            if one.weight > 0:
                own = 1 - math.exp(-one.weight / HALF)
                one.score = own * (one.weight / top) ** EVENLY * damped
        order = {ref: number for number, ref in enumerate(self._needs)}
        found = [one for one in best.values() if one.score > 0 and one.ref in order]
        return sorted(found, key=lambda one: (-one.score, order[one.ref]))


def _name_words(subject: Subject) -> tuple[list[Word], int]:
    """Return the words of title, file name and folders, and the position from which folders stand."""
    *folders, name = normalise(subject.path).split("/")
    stem = name.rpartition(".")[0] or name
    title = words_of(normalise(subject.title))
    own = words_of(stem.replace("_", " "), _next(title) + 3)
    above = words_of(" / ".join(folders).replace("_", " "), _next(own, title) + _FOLDER_GAP)
    return [*title, *own, *above], above[0].position if above else 1 << 30


def _next(*several: list[Word]) -> int:
    return next((words[-1].position + 1 for words in several if words), 0)


def _texts(units: Sequence[Unit]) -> list[list[Word]]:
    """Return the words of each unit, numbered through the file."""
    found: list[list[Word]] = []
    first = 0
    for unit in units:
        words = words_of(normalise(unit.text), first) if first < MOST_WORDS else []
        first = words[-1].position + 1 + 50 if words else first
        found.append(words)
    return found


def _weigh(
    matcher: Matcher, names: list[Word], folders_from: int, texts: list[list[Word]]
) -> dict[str, Weighed]:
    found: dict[str, Weighed] = {}
    against: dict[str, float] = defaultdict(float)
    for met in matcher.find(names, NAME_NEAR):
        _add_name(found, against, met, names, folders_from)
    length = sum(map(len, texts))
    share = 1 / (1 + math.log1p(length / _LONG))
    often: dict[int, tuple[Met, float, float]] = {}
    for number, words in enumerate(texts):
        for met in matcher.find(words):
            _add_text(found, met, number, words)
            _, count, lead = often.get(id(met.wanted), (met, 0.0, 1.0))
            early = any(words[p[0]].position < LEAD for p in met.places)
            often[id(met.wanted)] = (met, count + len(met.places), _LEAD_COUNTS if early else lead)
    for met, count, lead in often.values():
        value = met.wanted.entry.weights["text"] * met.wanted.rarity * lead * share
        value *= min(_MOST_OFTEN, 1 + math.log(count) / 2)
        if met.wanted.entry.against:
            against[met.wanted.ref] += value / 2
        else:
            found[met.wanted.ref].weight += value
    for ref, value in against.items():
        if ref in found:
            found[ref].weight = max(0.0, found[ref].weight - _AGAINST * value)
    return found


def _add_name(
    found: dict[str, Weighed],
    against: dict[str, float],
    met: Met,
    names: list[Word],
    folders_from: int,
) -> None:
    """Add an entry that the name meets: in its own field, title before path."""
    wanted = met.wanted
    places = met.places
    own = [p for p in places if any(names[n].position < folders_from for n in p)]
    name = "title" if own else "path"
    value = wanted.entry.weights[name] * wanted.rarity
    shown = _shown(names, (own or places)[0])
    if wanted.entry.against:
        against[wanted.ref] += value
        if wanted.ref in found or value:
            found.setdefault(wanted.ref, Weighed(wanted.ref)).words["against"].append(shown)
        return
    one = found.setdefault(wanted.ref, Weighed(wanted.ref))
    one.weight += value
    if value:
        one.words[name].append(shown)


def _add_text(found: dict[str, Weighed], met: Met, unit: int, words: list[Word]) -> None:
    """Remember where a text meets an entry."""
    wanted = met.wanted
    value = wanted.entry.weights["text"] * wanted.rarity
    if wanted.entry.against or not value:
        return
    one = found.setdefault(wanted.ref, Weighed(wanted.ref))
    for place in met.places:
        inside = [words[n] for n in place]
        one.places.append(Place(unit, min(w.start for w in inside), max(w.end for w in inside), value))
    shown = _shown(words, met.places[0])
    if shown not in one.words["text"]:
        one.words["text"].append(shown)


def _shown(words: Sequence[Word], place: Iterable[int]) -> str:
    """Return the words of a place as they stand; three dots tell that others stand between them."""
    numbers = sorted(place)
    shown = words[numbers[0]].surface
    for before, after in pairwise(numbers):
        follows = words[after].position == words[before].position + 1
        shown += (" " if follows else " … ") + words[after].surface
    return shown
