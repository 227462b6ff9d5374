"""Cut the lines below a table's head into its columns, and what follows them, where nothing else tells where one ends.

In a table that comes column by column each level repeats the one before: that, blank lines, ends of sentences and the
room that a line had left for another word tell together where the next column begins.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from qms.catalogue.wording.lines import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qms.catalogue.wording.lines import Line
    from qms.catalogue.wording.patterns import Words

UNENDED = 4.0
"""What a boundary costs where no sentence ends; from there on it is doubtful."""
_GAP_INSIDE = 2.0
_MOST_CHUNKS = 30
_OPENING = 6
_WIDE = 1.8
_FULL_STOP = re.compile(r"\w{5,}[.!?]$")


@dataclass(frozen=True)
class Chunk:
    """Hold lines between two places where something could end: `cost` is what a boundary before them costs."""

    lines: tuple[Line, ...]
    cost: float

    @property
    def text(self) -> str:
        """Return the lines as they stand."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Columns:
    """Hold the columns of a table, the lines after them, and why the cut is doubtful ("" where it is not).

    Where the order of the lines is broken there are no columns: to guess them would be worse than to have none.
    """

    columns: tuple[tuple[Line, ...], ...]
    rest: tuple[Line, ...]
    doubt: str = ""


def chunks(lines: Sequence[Line], *, has_gaps: bool) -> list[Chunk]:
    """Return lines in pieces that no boundary can cut; `has_gaps` tells that the document has blank lines."""
    found: list[Chunk] = []
    own: list[Line] = []
    cost = 0.0
    depth = 0
    for line in lines:
        if own and depth <= 0 and (between := _boundary(own, line, has_gaps=has_gaps)) is not None:
            found.append(Chunk(tuple(own), cost))
            own, cost = [], between
        own.append(line)
        depth = max(0, depth + line.text.count("(") - line.text.count(")"))
        if len(own) > 12:
            depth = 0  # a parenthesis that nobody closed
    if own:
        found.append(Chunk(tuple(own), cost))
    return found


def _boundary(own: Sequence[Line], line: Line, *, has_gaps: bool) -> float | None:
    """Return what a boundary before a line costs, None where there cannot be one."""
    if line.gap and line.begins and not line.text.startswith("("):
        return 0.0
    if not line.begins or line.text.startswith("("):
        return 3.0 if line.gap else None
    width = max(len(o.text) for o in own[-6:])
    fits = len(own[-1].text) + 1 + len(line.text.split(" ", 1)[0]) <= width
    cost = (1.0 if own[-1].ends else UNENDED) + (-0.5 if fits else 0.6)
    return cost + (2.0 if has_gaps else 0.0)


def cut_columns(lines: Sequence[Line], words: Words, levels: int, *, rest: bool, has_gaps: bool) -> Columns:
    """Return the columns below a table's head; with `rest`, at least one piece after them belongs to something else."""
    rows = [line for line in lines if line.text.count("\t") == levels - 1]
    if rows:
        return _cells(lines, rows, levels)
    pieces = chunks(lines, has_gaps=has_gaps)
    if len(pieces) < levels + rest:
        return Columns((), tuple(lines), "doubt_columns_few")
    if len(pieces) > _MOST_CHUNKS:
        pieces = [*pieces[: _MOST_CHUNKS - 1], _merged(pieces[_MOST_CHUNKS - 1 :])]
    ends = _Cutter(pieces, words, levels, rest=rest).best()
    starts = (0, *ends[:-1])
    columns = tuple(
        tuple(line for piece in pieces[a:b] for line in piece.lines)
        for a, b in zip(starts, ends, strict=True)
    )
    after = tuple(line for piece in pieces[ends[-1] :] for line in piece.lines)
    cut = [pieces[end] for end in ends if end < len(pieces)]
    if is_torn(columns):
        return Columns((), after, "doubt_columns_torn")
    doubt = (
        "doubt_columns_unended" if any(p.cost >= UNENDED - 0.5 and not p.lines[0].gap for p in cut) else ""
    )
    within = has_gaps and any(line.gap and line.begins for column in columns for line in column[1:])
    doubt = doubt or ("doubt_columns_gap" if within else "")
    return Columns(columns, after, doubt or over_page(columns) or _unlike(columns))


def over_page(columns: Sequence[Sequence[Line]]) -> str:
    """Return a doubt where a table goes over a page and a column ends without a full stop."""
    pages = {line.page for column in columns for line in column}
    return (
        "doubt_columns_unended" if len(pages) > 1 and not all(column[-1].ends for column in columns) else ""
    )


def _unlike(columns: Sequence[Sequence[Line]]) -> str:
    """Return why columns that should repeat one another do not."""
    texts = ["\n".join(line.text for line in column) for column in columns]
    if len(texts) < 3:
        return ""
    return "" if _cover(texts[1], texts[2]) >= 0.5 else "doubt_columns_unlike"


def is_torn(columns: Sequence[Sequence[Line]]) -> bool:
    """Tell whether lines of other columns stand inside one: a table went over a page, row by row."""
    seams = [pair for column in columns for pair in pairwise(column)]
    after_end = any(_FULL_STOP.search(a.text) and b.text[:1].islower() for a, b in seams)
    pages = {line.page for column in columns for line in column}
    openings = {column[0].text.split()[0] for column in columns if column}
    whole = " ".join(line.text for column in columns for line in column).casefold()
    # A new column that begins in the middle of a sentence; where a full stop is merely lacking, other words follow.
    cut_off = any(
        b.text.split()[0] in openings
        and b.begins
        and not a.ends
        and whole.count(f"{a.text.split()[-1]} {b.text.split()[0]}".casefold()) < 2
        for a, b in seams
    )
    return after_end or (len(pages) > 1 and cut_off)


def _cells(lines: Sequence[Line], rows: Sequence[Line], levels: int) -> Columns:
    """Return the columns of a table whose rows came with tabs."""
    last = max(i for i, line in enumerate(lines) if line in rows)
    columns: list[list[Line]] = [[] for _ in range(levels)]
    for line in lines[: last + 1]:
        cells = line.text.split("\t")
        if len(cells) != levels:
            return Columns((), tuple(lines), "doubt_columns_few")
        for column, cell in zip(columns, cells, strict=True):
            if cell.strip():
                column.append(replace(line, text=cell.strip()))
    return Columns(tuple(tuple(column) for column in columns), tuple(lines[last + 1 :]))


def _merged(pieces: Sequence[Chunk]) -> Chunk:
    return Chunk(tuple(line for piece in pieces for line in piece.lines), pieces[0].cost)


class _Cutter:
    """Look for the cheapest ends of columns, from the first to the last."""

    def __init__(self, pieces: Sequence[Chunk], words: Words, levels: int, *, rest: bool) -> None:
        self.pieces = pieces
        self.words = words
        self.levels = levels
        self.rest = rest
        self.inside = [_GAP_INSIDE if p.lines[0].gap else 0.0 for p in pieces]
        width = max(len(line.text) for line in pieces[0].lines)
        self.wide = [max(len(line.text) for line in p.lines) > _WIDE * width + 4 for p in pieces]

    def best(self) -> tuple[int, ...]:
        """Return where each column ends, as the number of the piece after it."""
        count = len(self.pieces)
        states: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {
            (0, end): (self._own(0, 0, end), (end,)) for end in range(1, count - self.levels + 2)
        }
        for level in range(1, self.levels):
            following: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {}
            for (start, end), (cost, ends) in states.items():
                for stop in range(end + 1, count - (self.levels - 1 - level) + 1):
                    total = cost + self._own(level, end, stop) + self._pair(level, start, end, stop)
                    if (end, stop) not in following or total < following[end, stop][0]:
                        following[end, stop] = (total, (*ends, stop))
            states = following
        finals = [(cost + self._after(end), ends) for (_, end), (cost, ends) in states.items()]
        return min(finals)[1]

    def _after(self, end: int) -> float:
        """Return what it costs that the last column ends here."""
        left = self.pieces[end:]
        if not left:
            return 50.0 if self.rest else 0.0
        return left[0].cost if self.rest else 20.0 + left[0].cost

    def _own(self, level: int, start: int, stop: int) -> float:
        """Return what it costs that these pieces are the column of a level, counted from 0."""
        cost = self.pieces[start].cost if start else 0.0
        cost += sum(self.inside[start + 1 : stop])
        cost += 4.0 * any(self.wide[start:stop]) if level else 0.0
        if level < self.levels - 2 or self.levels < 4:
            return cost
        opening = tuple(self._text(start, stop).casefold().split()[:14])
        hints = self.words.seeks if level == self.levels - 2 else self.words.gained
        cost += 0.0 if any(word.startswith(hints) for word in opening) else 3.0
        cost += 3.0 * any(word.startswith(self.words.understands) for word in opening[:4])
        return cost + 0.4 * (stop - start - 1)

    def _pair(self, level: int, start: int, end: int, stop: int) -> float:
        """Return what it costs that a column follows the one before it."""
        before, text = self._text(start, end), self._text(end, stop)
        if level == 1:
            return 3.0 * (1 - _opening(before, text)) + 1.5 * (1 - _cover(before, text))
        if level == 2:
            more = len(text.split()) > len(before.split()) + 2
            return (
                3.0 * (1 - _opening(before, text)) + 4.0 * (1 - _cover(before, text)) + (0.0 if more else 2.0)
            )
        if level == self.levels - 1 and self.levels > 3:
            return 2.0 * (1 - _cover(before, text))
        return 0.0

    def _text(self, start: int, stop: int) -> str:
        return "\n".join(piece.text for piece in self.pieces[start:stop])


@lru_cache(maxsize=8192)
def _bag(text: str) -> Counter[str]:
    return Counter(stems(text))


@lru_cache(maxsize=8192)
def _cover(one: str, other: str) -> float:
    """Return the part of the words of one text that stands in another, 0 to 1."""
    bag = _bag(one)
    shared: int = sum((bag & _bag(other)).values())
    return shared / max(1, sum(bag.values()))


@lru_cache(maxsize=8192)
def _opening(one: str, other: str) -> float:
    """Return the part of the first words that two texts share in the same place, 0 to 1."""
    first, second = (re.findall(r"\w+", t.casefold())[:_OPENING] for t in (one, other))
    same: int = sum(a[:5] == b[:5] for a, b in zip(first, second, strict=False))
    return same / _OPENING


def tail_start(
    pieces: Sequence[Chunk], head_like: str, tail_like: str, weights: Counter[str]
) -> tuple[int, bool]:
    """Return from which piece on the text belongs to what follows, and whether that is sure.

    `head_like` and `tail_like` are texts that the first and the second part should share words with.
    """
    costs = [(_parted(pieces, at, head_like, tail_like, weights), at) for at in range(1, len(pieces))]
    best = min(costs)
    sure = pieces[best[1]].lines[0].gap or pieces[best[1]].cost < UNENDED - 0.5
    return best[1], sure


def _parted(pieces: Sequence[Chunk], at: int, head_like: str, tail_like: str, weights: Counter[str]) -> float:
    head = "\n".join(p.text for p in pieces[:at])
    tail = "\n".join(p.text for p in pieces[at:])
    likeness = _weighed(head, head_like, weights) + _weighed(tail, tail_like, weights)
    if pieces[at].lines[0].text.startswith("("):
        return 50.0
    early = 0.0 if tail_like else 0.5 * at
    gaps = sum(_GAP_INSIDE for i, p in enumerate(pieces) if i not in (0, at) and p.lines[0].gap)
    return pieces[at].cost + gaps + early - 2.0 * likeness


def _weighed(one: str, other: str, weights: Counter[str]) -> float:
    first, second = set(stems(one)), set(stems(other))
    shared = sum(1 / (1 + weights[s]) for s in first & second)
    return (
        shared / max(1e-9, min(sum(1 / (1 + weights[s]) for s in x) for x in (first, second)))
        if second
        else 0.0
    )


def counted(lines: Sequence[Line]) -> Counter[str]:
    """Return how often each beginning of a word stands in a document."""
    return Counter(_every(lines))


def _every(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield from stems(line.text)
