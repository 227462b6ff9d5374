"""Decide what public versions show of answers to surveys and of values that rest on people.

Counts of one to four are hidden, the whole line when it rests on fewer than five, and as few more cells as needed, so
that no hidden one can be computed: not from margins, not from the difference between the whole and its services, not
from a share or mean with its n. Reports on surveys and sheets of results decide alike about n, shares and means, for
readers have both. Counts of events (complaints, incidents, proposals) are never hidden: they are not `personal`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.results.hiding import LEAST, Key, System, is_small, suppress, unsafe

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from qms.model.results import Value

TOTAL = "\0total"
"""The line of all services together."""
_REST = "\0rest"
_N, _POSITIVE, _MEAN, _OTHERS = "\0n", "\0positive", "\0mean", "\0others"


@dataclass(frozen=True, slots=True)
class Answered:
    """Hold the counts of all answers behind a share or mean; `positive` are those that count for the share."""

    counts: Mapping[str, int]
    positive: Collection[str] = ()
    numeric: bool = False

    @property
    def n(self) -> int:
        """Return how many answered."""
        return sum(self.counts.values())

    @property
    def good(self) -> int:
        """Return how many gave a positive answer."""
        return sum(count for answer, count in self.counts.items() if answer in self.positive)


@dataclass(frozen=True, slots=True)
class PublicValue:
    """Hold a value and whether a public version shows it, and how many it rests on."""

    value: Value
    shown: bool
    n_shown: bool


@dataclass(frozen=True, slots=True)
class PublicTable:
    """Hold what a public version shows of a table of counts: lines are services or TOTAL, columns are answers."""

    hidden: frozenset[Key]

    def shows(self, line: str, answer: str) -> bool:
        """Tell whether the count of an answer is shown."""
        return (line, answer) not in self.hidden

    def shows_n(self, line: str) -> bool:
        """Tell whether it is shown on how many answers a line rests."""
        return (line, _N) not in self.hidden

    def shows_share(self, line: str) -> bool:
        """Tell whether the share of positive answers is shown."""
        return self.shows_n(line) and (line, _POSITIVE) not in self.hidden

    def shows_mean(self, line: str) -> bool:
        """Tell whether the mean is shown."""
        return self.shows_n(line) and (line, _MEAN) not in self.hidden


def public_table(
    lines: Mapping[str, Mapping[str, int]], positive: Collection[str] = (), *, numeric: bool = False
) -> PublicTable:
    """Decide about counts by line and answer, their n, their whole over all lines, shares and means.

    `lines` are services that part all answers among them, the one named "" those that name none; a table may have TOTAL
    alone. The share is that of the `positive` answers; `numeric` tables have a mean of their answers.
    """
    answers = list(next(iter(lines.values()), {}))
    whole = {answer: sum(line[answer] for line in lines.values()) for answer in answers}
    every = dict(lines) if TOTAL in lines else {**lines, TOTAL: whole}
    told = {name: Answered(counts, positive, numeric) for name, counts in every.items()}
    table = _Table()
    for name, answered in told.items():
        table.line(name, answered)
    if len(every) > 1:
        table.margins(answers, list(every))
    system = table.system()
    if not any(is_small(system.cells[key]) for key in system.sensitive):
        return PublicTable(frozenset())
    named = {name: one for name, one in told.items() if name}
    hidden = set(_hidden_shares({k: a.n for k, a in named.items()}, _parts(named), _unsafe_shares(named)))
    hidden |= {(name, _MEAN) for name in _hidden_means(named)} if numeric else set()
    hidden = {key for key in hidden if key in system.cells and key not in system.free}
    return PublicTable(suppress(system, _whole_lines(system, hidden)))


class _Table:
    """Gather the cells of a table and how they hang together."""

    def __init__(self) -> None:
        self.cells: dict[Key, int] = {}
        self.relations: list[Mapping[Key, int]] = []
        self.sensitive: set[Key] = set()
        self.unprinted: set[Key] = set()
        self.kept: dict[Key, frozenset[Key]] = {}
        self.costs: dict[Key, int] = {}
        self.wholes: set[Key] = set()

    def line(self, name: str, answered: Answered) -> None:
        """Add a line with its n, share and mean."""
        answers = [(name, answer) for answer in answered.counts]
        good = [(name, answer) for answer in answered.counts if answer in answered.positive]
        self.cells[name, _N] = answered.n
        self.cells.update(zip(answers, answered.counts.values(), strict=True))
        self.relations.append({(name, _N): -1, **dict.fromkeys(answers, 1)})
        self.sensitive.update({(name, _N), *answers})
        self.wholes.add((name, _N))
        # A lone positive answer is what the share tells, and other papers tell the share.
        place = 1 if name == TOTAL else 0
        self.costs.update({key: place for key in answers if len(good) != 1 or key not in good})
        self.costs[name, _N] = 2 + place
        derived: list[Key] = []
        if good:
            derived.append((name, _POSITIVE))
            self.cells[name, _POSITIVE], self.cells[name, _OTHERS] = answered.good, answered.n - answered.good
            self.relations.append({(name, _POSITIVE): -1, **dict.fromkeys(good, 1)})
            self.relations.append({(name, _N): -1, (name, _POSITIVE): 1, (name, _OTHERS): 1})
            self.sensitive.update({(name, _POSITIVE), (name, _OTHERS)})
            self.unprinted.add((name, _OTHERS))
            if len(good) == 1:
                self.kept[name, _POSITIVE] = frozenset(good)
                self.kept[good[0]] = frozenset({(name, _POSITIVE)})
        if answered.numeric:
            derived.append((name, _MEAN))
            self.cells[name, _MEAN] = sum(int(a) * count for a, count in answered.counts.items())
            self.relations.append({(name, _MEAN): -1, **{key: int(key[1]) for key in answers}})
        self.kept[name, _N] = frozenset([*answers, *derived])

    def margins(self, answers: Sequence[str], names: Sequence[str]) -> None:
        """Say that the lines add up to the whole, answer by answer."""
        for column in (_N, *answers):
            self.relations.append({(name, column): -1 if name == TOTAL else 1 for name in names})
            self.wholes.add((TOTAL, column))

    def system(self) -> System:
        """Return what was gathered."""
        return System(
            self.cells,
            self.relations,
            frozenset(self.sensitive),
            self.kept,
            frozenset(self.unprinted),
            self.costs,
            frozenset(self.wholes),
        )


def _whole_lines(system: System, hidden: Iterable[Key]) -> set[Key]:
    """Add what is hidden with a cell, but for what is nothing anyway."""
    found = set(hidden)
    for key in list(found):
        found |= set(system.lines.get(key, ())) - system.free
    return found


def _parts(lines: Mapping[str, Answered]) -> dict[str, int | None]:
    return {name: one.good if one.positive else None for name, one in lines.items()}


def _unsafe_shares(lines: Mapping[str, Answered]) -> frozenset[str]:
    """Return the lines whose share would give the answers away beside their mean; the mean says more and stays."""
    return frozenset(
        name
        for name, one in lines.items()
        if one.numeric and not _mean_is_safe(one, share=True) and _mean_is_safe(one, share=False)
    )


def _hidden_means(lines: Mapping[str, Answered]) -> frozenset[str]:
    """Return the lines whose mean is hidden: where it gives answers away, and one more lest the others tell it."""
    hidden = {name for name, one in lines.items() if is_small(one.n) or not _mean_is_safe(one, share=False)}
    if TOTAL in lines and len(lines) > 1 and len(hidden) == 1:
        shown = sorted((name == TOTAL, one.n, name) for name, one in lines.items() if name not in hidden)
        hidden.add(shown[0][2])
    return frozenset(hidden)


def _mean_is_safe(one: Answered, *, share: bool) -> bool:
    """Tell whether small counts stay unknown to who knows the mean of a line, its n and, with `share`, its share."""
    small = frozenset((answer,) for answer, count in one.counts.items() if is_small(count))
    if not small:
        return True
    answers: list[Key] = [(answer,) for answer in one.counts]
    relations: list[Mapping[Key, int]] = [
        dict.fromkeys(answers, 1),
        {(answer,): int(answer) for answer in one.counts},
    ]
    shown = not is_small(one.good) and not is_small(one.n - one.good)
    if share and shown and one.positive:
        relations.append({(answer,): 1 for answer in one.counts if answer in one.positive})
    cells: dict[Key, int] = {(answer,): count for answer, count in one.counts.items()}
    system = System(cells, relations, small)
    return not unsafe(system, frozenset(answers), frozenset())


def _lines_to_hide(counts: Mapping[str, int]) -> set[Key]:
    """Return the n of the lines to hide, by the numbers of people alone: so all papers hide the same lines."""
    cells: dict[Key, int] = {(name, _N): count for name, count in counts.items()}
    relations: list[Mapping[Key, int]] = []
    if TOTAL in counts and len(counts) > 1:
        relations.append({(name, _N): -1 if name == TOTAL else 1 for name in counts})
    costs: dict[Key, int] = {(name, _N): 1 if name == TOTAL else 0 for name in counts if name != _REST}
    rest: frozenset[Key] = frozenset({(_REST, _N)} if _REST in counts else ())
    small = is_small(counts.get(_REST, 0))
    system = System(
        cells,
        relations,
        frozenset(cells),
        unprinted=rest if small else frozenset(),
        costs=costs,
        fixed=rest if not small else frozenset(),
    )
    return set(suppress(system))


def published(
    values: Sequence[Value],
    *,
    percent: Collection[str] = (),
    answered: Callable[[Value], Answered | None] | None = None,
) -> tuple[PublicValue, ...]:
    """Decide for each value whether a public version shows it and its n, in the order given.

    Values of one measure and period are judged together: services, and all services together (service None). `percent`
    are the codes of measures in percent, whose counts follow from value and n. `answered` gives the counts of all
    answers behind a value that a survey filled (see `survey_counts.answers_behind`): a mean that gives small counts
    away is hidden. Values that do not rest on people are always shown.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, value in enumerate(values):
        if value.personal:
            groups.setdefault((value.measure, value.first, value.last), []).append(place)
    found = {place: PublicValue(value, True, True) for place, value in enumerate(values)}
    for places in groups.values():
        group = [values[place] for place in places]
        found.update(zip(places, _group(group, percent, answered), strict=True))
    return tuple(found[place] for place in range(len(values)))


def _group(
    group: Sequence[Value],
    percent: Collection[str],
    answered: Callable[[Value], Answered | None] | None,
) -> list[PublicValue]:
    names = _names(group)
    ns = {name: _n(value) for name, value in zip(names, group, strict=True)}
    if any(n is None for n in ns.values()):
        # How many a value rests on is not known, so nothing says that they are enough.
        enough = {name for name, n in ns.items() if n is not None and (n >= LEAST or n == 0)}
        return [
            PublicValue(value, name in enough, name in enough)
            for name, value in zip(names, group, strict=True)
        ]
    parts = {name: _part(value, percent) for name, value in zip(names, group, strict=True)}
    told = {}
    for name, value in zip(names, group, strict=True):
        behind = answered(value) if answered is not None else None
        if behind is not None:
            told[name] = behind
    whole = {name: n for name, n in ns.items() if n is not None}
    hidden = _hidden_shares(whole, parts, _unsafe_shares(told))
    means = _hidden_means({name: one for name, one in told.items() if parts[name] is None})
    made = []
    for name, value in zip(names, group, strict=True):
        n_shown = (name, _N) not in hidden
        shown = n_shown and (name, _POSITIVE) not in hidden and name not in means
        made.append(PublicValue(value, shown, n_shown))
    return made


def _names(group: Sequence[Value]) -> list[str]:
    """Name the lines of a group; a service that has two values of one period has two lines."""
    names: list[str] = []
    for value in group:
        name = TOTAL if value.service is None else value.service
        while name in names:
            name += "\0"
        names.append(name)
    return names


def _n(value: Value) -> int | None:
    return value.whole if value.whole is not None else value.n


def _part(value: Value, percent: Collection[str]) -> int | None:
    """Return the count behind a share: as it was counted, or as value and n tell."""
    if value.part is not None:
        return value.part
    n = _n(value)
    if value.measure in percent and n is not None:
        return min(n, max(0, round(value.value * n / 100)))
    return None


def _hidden_shares(
    ns: Mapping[str, int], parts: Mapping[str, int | None], forced: Collection[str] = ()
) -> frozenset[Key]:
    """Return the n and shares to hide; what the services lack of the whole is a line as well, but never printed."""
    services = [name for name in ns if name != TOTAL]
    rest = ns[TOTAL] - sum(ns[name] for name in services) if TOTAL in ns and services else 0
    if rest < 0:
        # People who use two services count twice: nothing follows from the whole, so each line stands for itself.
        alone = [_hidden_shares({name: ns[name]}, {name: parts[name]}, forced) for name in ns]
        return frozenset(key for one in alone for key in one)
    lines = {**ns, _REST: rest} if TOTAL in ns and services else dict(ns)
    counted = {name: part for name, part in parts.items() if part is not None}
    if _REST in lines and counted.keys() >= set(ns):
        left = counted[TOTAL] - sum(counted[name] for name in services)
        if 0 <= left <= rest:
            counted[_REST] = left
    system = _shares(lines, counted)
    first: set[Key] = set()
    if any(is_small(system.cells[key]) for key in system.sensitive):
        first |= _lines_to_hide(lines)
    for name, part in counted.items():
        if name != _REST and (is_small(part) or is_small(lines[name] - part) or name in forced):
            first.add((name, _POSITIVE))
    return suppress(system, _whole_lines(system, first)) if first or system.secret else frozenset()


def _shares(lines: Mapping[str, int], counted: Mapping[str, int]) -> System:
    """Make the system of n and shares by line."""
    cells: dict[Key, int] = {(name, _N): n for name, n in lines.items()}
    relations: list[Mapping[Key, int]] = []
    unprinted: set[Key] = set()
    fixed: set[Key] = set()
    if _REST in lines:
        # Nobody prints those who named no service, but a report on the survey may, where they are enough.
        (unprinted if is_small(lines[_REST]) else fixed).add((_REST, _N))
    if _REST in counted:
        tells = is_small(lines[_REST]) or is_small(counted[_REST]) or is_small(lines[_REST] - counted[_REST])
        (unprinted if tells else fixed).add((_REST, _POSITIVE))
    for name, part in counted.items():
        cells[name, _POSITIVE], cells[name, _OTHERS] = part, lines[name] - part
        relations.append({(name, _N): -1, (name, _POSITIVE): 1, (name, _OTHERS): 1})
        unprinted.add((name, _OTHERS))
    if _REST in lines:
        columns = (_N, _POSITIVE) if _REST in counted else (_N,)
        relations += [{(name, column): -1 if name == TOTAL else 1 for name in lines} for column in columns]
    costs: dict[Key, int] = {(n, _POSITIVE): 1 if n == TOTAL else 0 for n in counted if n != _REST}
    costs |= {(name, _N): 3 if name == TOTAL else 2 for name in lines if name != _REST}
    kept: dict[Key, frozenset[Key]] = {
        (name, _N): frozenset({(name, _POSITIVE)} if name in counted else ())
        for name in lines
        if name != _REST
    }
    wholes = frozenset((name, _N) for name in lines if name != _REST)
    return System(
        cells, relations, frozenset(cells), kept, frozenset(unprinted), costs, wholes, frozenset(fixed)
    )
