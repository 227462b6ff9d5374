"""Keep small counts of people out of public versions, and every cell from which they could be computed.

Counts of one to four are hidden, and a whole line when it rests on fewer than five (primary). Then as few more cells as
needed are hidden, so that no hidden cell follows from what is shown: not from margins, not from the difference between
a whole and its services, not from a share or mean with its n, and not as the rest of a share (secondary). A small
count also counts as computed when fewer than five values are left for it. Counts of events are nobody's business here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, permutations
from math import gcd, lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LEAST = 5
"""A count below it, other than 0, is hidden; as many values must stay possible for it."""

Key = Hashable
Cells = Mapping[Key, int]
_Vector = tuple[int, ...]
_TWO = 2  # values that must stay possible for any other hidden cell
_LINE = 2  # the cost from which on a whole line is lost
_ANY = 99
_EASY = 4  # cells, of which it is not worth to look for fewer
_MOST = 120  # directions along which other tables are looked for
_LOOKS = 25  # tables from which others are looked for, where it need not be certain
_ROUNDS = 6  # passes over all pairs of directions
_FAR = 8  # steps along one direction


@dataclass(frozen=True, slots=True)
class System:
    """Hold counts that hang together: each relation says that `parts`, weighted, add up to nothing.

    `sensitive` are the cells that a small value makes secret; `lines` maps a line's n to the cells that are hidden
    with it. `unprinted` cells stand nowhere, but whoever computes them knows them. `costs` orders what is hidden first
    (low before high, then small before large); a cell without a cost is only hidden where nothing else helps. `wholes`
    are cells that are shown when they are nothing. `fixed` are cells that readers know from elsewhere.
    """

    cells: Cells
    relations: Sequence[Mapping[Key, int]]
    sensitive: frozenset[Key]
    lines: Mapping[Key, frozenset[Key]] = field(default_factory=dict)
    unprinted: frozenset[Key] = frozenset()
    costs: Mapping[Key, int] = field(default_factory=dict)
    wholes: frozenset[Key] = frozenset()
    fixed: frozenset[Key] = frozenset()

    @property
    def secret(self) -> frozenset[Key]:
        """Return the small cells that stand nowhere and must not be computed either."""
        return frozenset(key for key in self.unprinted & self.sensitive if is_small(self.cells[key]))

    @property
    def free(self) -> frozenset[Key]:
        """Return cells that are nothing because their whole is: they say no more than it does."""
        empty = {key for key in self.wholes if self.cells[key] == 0}
        found: set[Key] = set()
        for relation in self.relations:
            if any(key in empty and weight < 0 for key, weight in relation.items()):
                found.update(key for key in relation if self.cells[key] == 0)
        return frozenset(found - self.unprinted)


def is_small(count: int) -> bool:
    """Tell whether a count of people is so small that it is not published."""
    return 0 < count < LEAST


def suppress(system: System, hidden: Iterable[Key] = ()) -> frozenset[Key]:
    """Return the printed cells to hide; those in `hidden` stay so. Empty when no sensitive cell is small.

    The same system gives the same cells, and what is returned needs nothing more to be hidden.
    """
    primary = set(hidden)
    for key in system.sensitive:
        if is_small(system.cells[key]) and key not in system.unprinted:
            primary |= _with_line(system, key)
    secret = system.secret
    if not primary and not secret:
        return frozenset()
    if _nothing_to_say(system):
        primary |= set(system.cells) - system.unprinted
    else:
        primary -= system.free - set(hidden)
    first = frozenset(primary)
    plan = _shown_again(system, first, *_grown(system, first, secret, _LINE), secret)
    if len(plan) - len(first) <= _EASY and not unsafe(system, plan, secret):
        return plan
    plans = [plan, _shown_again(system, first, *_all_cheap(system, first), secret)]
    safe = [one for one in plans if not unsafe(system, one, secret)]
    if safe:
        return min(safe, key=len)
    # Only the loss of whole lines helps, or of what other papers show as well.
    now, steps = _all_cheap(system, first)
    now, more = _grown(system, now, secret, _ANY)
    return _shown_again(system, first, now, [*steps, *more], secret)


def _grown(
    system: System, now: frozenset[Key], secret: frozenset[Key], most: int
) -> tuple[frozenset[Key], list[frozenset[Key]]]:
    """Hide one cell after another that costs less than `most` until nothing can be computed; return the steps too."""
    steps: list[frozenset[Key]] = []
    while known := unsafe(system, now, secret):
        step = _next(system, now, secret, known, most)
        if not step:
            break
        steps.append(step)
        now |= step
    return now, steps


def _all_cheap(system: System, first: frozenset[Key]) -> tuple[frozenset[Key], list[frozenset[Key]]]:
    """Hide all that costs no line; the steps are so ordered that what readers want most is shown again first."""
    shut = first | system.unprinted | system.fixed | system.free
    cells = [key for key in system.cells if key not in shut and system.costs.get(key, _ANY) < _LINE]
    cells.sort(key=lambda key: (system.costs[key], system.cells[key]))
    steps = [_with_line(system, key) - first for key in cells]
    return first.union(*steps), steps


def _shown_again(
    system: System,
    first: frozenset[Key],
    now: frozenset[Key],
    steps: Sequence[frozenset[Key]],
    secret: frozenset[Key],
) -> frozenset[Key]:
    """Show again what is hidden needlessly, the last step first, where nothing can be computed."""
    if unsafe(system, now, secret):
        return now
    for step in reversed(steps):
        fewer = now - (step - first)
        if not unsafe(system, fewer, secret) and _lines_whole(system, fewer):
            now = fewer
    return now


def _nothing_to_say(system: System) -> bool:
    """Tell whether the whole rests on so few that even a nothing would tell too much."""
    counts = [system.cells[key] for key in system.lines]
    return bool(counts) and is_small(max(counts))


def _with_line(system: System, key: Key) -> frozenset[Key]:
    return frozenset({key}) | system.lines.get(key, frozenset())


def _lines_whole(system: System, hidden: frozenset[Key]) -> bool:
    """Tell whether a hidden n has its line hidden with it."""
    return all(cells - system.free <= hidden for n, cells in system.lines.items() if n in hidden)


def _next(
    system: System, now: frozenset[Key], secret: frozenset[Key], known: frozenset[Key], most: int
) -> frozenset[Key]:
    """Return the cells whose hiding helps most at the least loss; empty when none is left that costs less."""
    shut = now | system.unprinted | system.fixed | system.free
    open_cells = [key for key in system.cells if key not in shut and system.costs.get(key, _ANY - 1) < most]
    near = _near(system, known, set(open_cells))
    for pool in ([key for key in near if key in system.costs], near, open_cells):
        steps = {key: _with_line(system, key) - now - system.free for key in pool}
        ranked = sorted(
            (
                len(unsafe(system, now | steps[key], secret, _LOOKS)),
                system.costs.get(key, _ANY),
                system.cells[key] or 10**9,  # hiding a nothing helps little
                place,
                key,
            )
            for place, key in enumerate(pool)
        )
        if ranked:
            return steps[ranked[0][4]]
    return frozenset()


def _near(system: System, known: frozenset[Key], pool: set[Key]) -> list[Key]:
    """Return the open cells that share a relation with a known one, or with an unprinted cell that does."""
    reached = set(known)
    for _ in range(2):
        for relation in system.relations:
            if reached & set(relation):
                reached |= set(relation) & (system.unprinted | known)
    near = {key for relation in system.relations if reached & set(relation) for key in relation}
    return [key for key in system.cells if key in near and key in pool]


def unsafe(
    system: System, hidden: frozenset[Key], secret: frozenset[Key], looks: int = 120
) -> frozenset[Key]:
    """Return the hidden and secret cells that could be computed from what is shown.

    That is where a single value fits, and for a small sensitive count where fewer than LEAST do. Whole tables that fit
    are looked for, from the true one on, so a cell that is not returned surely has that many.
    """
    watched = hidden | secret
    unknown = [key for key in system.cells if key in hidden or key in system.unprinted]
    directions = _shortened(list(_directions(system.relations, unknown)))
    moving = {place for vector in directions for place, weight in enumerate(vector) if weight}
    places = {place for place in moving if unknown[place] in watched}
    told = watched - {unknown[place] for place in places}
    ways = _with_pairs(directions)
    start = tuple(system.cells[key] for key in unknown)
    found: dict[int, set[int]] = {place: {start[place]} for place in places}
    small = frozenset(p for p in places if is_small(start[p]) and unknown[p] in system.sensitive)
    seen, waiting = {start}, deque([start])
    for _ in range(looks):
        if not found or not waiting:
            break
        table = waiting.popleft()
        for vector in ways:
            down, up = _steps(vector, table)
            _note(found, small, vector, table, (down, up))
            for steps in (-down, up):
                other = tuple(v + w * steps for v, w in zip(table, vector, strict=True))
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return frozenset(unknown[place] for place in found) | told


def _note(
    found: dict[int, set[int]],
    small: frozenset[int],
    vector: _Vector,
    table: _Vector,
    steps: tuple[int, int],
) -> None:
    """Note the values that cells take along a direction; a cell with enough of them is taken off."""
    for place in list(found):
        if vector[place] and any(steps):
            along = range(-steps[0], steps[1] + 1)
            found[place].update(table[place] + vector[place] * step for step in along)
            if len(found[place]) >= (LEAST if place in small else _TWO):
                del found[place]


def _with_pairs(directions: list[_Vector]) -> list[_Vector]:
    """Add the sums and differences of two directions that are no longer than these: other ways to change as little."""
    found = dict.fromkeys(directions)
    lengths = {vector: sum(map(abs, vector)) for vector in directions}
    for one, other in combinations(directions, 2):
        for sign in (1, -1):
            vector = tuple(a + sign * b for a, b in zip(one, other, strict=True))
            if len(found) < _MOST and sum(map(abs, vector)) <= max(lengths[one], lengths[other]):
                found.setdefault(vector)
    return list(found)


def _steps(vector: _Vector, table: _Vector) -> tuple[int, int]:
    """Return how many whole steps back and forth along a direction leave no count below 0, at most _FAR."""
    up = min(
        (value // -weight for weight, value in zip(vector, table, strict=True) if weight < 0), default=_FAR
    )
    down = min(
        (value // weight for weight, value in zip(vector, table, strict=True) if weight > 0), default=_FAR
    )
    return min(down, _FAR), min(up, _FAR)


def _shortened(directions: list[_Vector]) -> list[_Vector]:
    """Return directions that change fewer cells by less: long ones end soon at a count of nothing."""
    lengths = [sum(map(abs, vector)) for vector in directions]
    for _ in range(_ROUNDS):
        changed = False
        for place, other in permutations(range(len(directions)), 2):
            one, two = directions[place], directions[other]
            if lengths[other] > 2 * lengths[place]:
                continue
            for sign in (1, -1):
                vector = tuple(a + sign * b for a, b in zip(one, two, strict=True))
                length = sum(map(abs, vector))
                if length < lengths[place]:
                    directions[place], lengths[place], one, changed = vector, length, vector, True
        if not changed:
            break
    return directions


def _directions(relations: Sequence[Mapping[Key, int]], unknown: Sequence[Key]) -> Iterator[_Vector]:
    """Yield whole-numbered vectors that span all ways to change the unknown cells and keep the relations."""
    places = {key: place for place, key in enumerate(unknown)}
    rows = [
        [Fraction(relation.get(key, 0)) for key in unknown]
        for relation in relations
        if any(key in places for key in relation)
    ]
    pivots = _reduce(rows, len(unknown))
    for free in range(len(unknown)):
        if free in pivots:
            continue
        vector = [Fraction(0)] * len(unknown)
        vector[free] = Fraction(1)
        for column, line in pivots.items():
            vector[column] = -rows[line][free]
        scale = lcm(*(part.denominator for part in vector))
        whole = [int(part * scale) for part in vector]
        divisor = gcd(*whole)
        yield tuple(part // divisor for part in whole)


def _reduce(rows: list[list[Fraction]], columns: int) -> dict[int, int]:
    """Reduce a matrix in place and return the row of each pivot column."""
    pivots: dict[int, int] = {}
    line = 0
    for column in range(columns):
        found = next((r for r in range(line, len(rows)) if rows[r][column]), None)
        if found is None:
            continue
        rows[line], rows[found] = rows[found], rows[line]
        lead = rows[line][column]
        rows[line] = [part / lead for part in rows[line]]
        for other in range(len(rows)):
            weight = rows[other][column]
            if other != line and weight:
                pivot = rows[line]
                rows[other] = [a - weight * b if b else a for a, b in zip(rows[other], pivot, strict=True)]
        pivots[column] = line
        line += 1
    return pivots
