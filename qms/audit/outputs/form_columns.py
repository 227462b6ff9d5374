"""Find in a table of a provider's own form the columns and cells that take a text, and those that are to be ticked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from qms.audit.outputs.form_words import (
    DONE,
    LED,
    LENS,
    OTHER,
    TICK,
    UNKNOWN,
    WEAK_DONE,
    WEAK_LED,
    WHOLE,
    label_of,
    sort_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.audit.outputs.form_cells import Cell

_HEADS = 2
"""Rows above the first criterion that can head the columns; what stands higher is about something else."""
_NARROW = 0.4
"""A column of less than this part of the widest text column is none: ticks are put into narrow ones."""
_CLEARLY = 1.3
"""How many times as wide as the next one an empty column without a known head must be."""
_NOWHERE: Mapping[str, Cell | None] = {WHOLE: None}
_TOO_NARROW = 1400
"""Width (twips, 2.5 cm) below which a column without a known head is taken for one to tick."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold what the heads of a table say: `parts` gives the first column of each part that has one of its own.

    `columns` are first columns and widths, `barred` the columns that no text may enter; `is_bare` says that no head
    stands above the criteria, `is_doubtful` that there are heads, and that they leave open where the text belongs.
    """

    rows: Sequence[Sequence[Cell]]
    columns: tuple[tuple[int, float], ...]
    parts: tuple[tuple[int, str], ...] = ()
    barred: frozenset[int] = frozenset()
    is_bare: bool = True
    is_doubtful: bool = False

    def on(self, rows: Sequence[Sequence[Cell]]) -> Layout:
        """Return the same columns for the rows of another table."""
        return replace(self, rows=rows)

    def cells(self, row: Sequence[Cell], name: int) -> dict[str, Cell | None]:
        """Return the cell of each part in a row; None where it has none, or one that reaches into other columns."""
        starts = {start for start, _ in self.columns}
        found: dict[str, Cell | None] = {}
        for start, part in self.parts:
            mine = [
                cell
                for place, cell in enumerate(row)
                if place != name
                and cell.start == start
                and not starts & set(range(start + 1, start + cell.span))
            ]
            found[part] = mine[0] if mine else None
        return found

    def may_enter(self, cell: Cell) -> bool:
        """Tell whether no column of a cell is one that no text may enter."""
        return not self.barred & set(range(cell.start, cell.start + cell.span))


def layout_of(rows: Sequence[Sequence[Cell]], named: Mapping[int, int]) -> Layout:
    """Return the columns of a table; `named` gives by row the place of the cell that names a criterion."""
    total = max((cell.start + cell.span for row in rows for cell in row), default=0)
    first = min(named)
    above = [[c for c in row if c.span < total or total == 1] for row in rows[max(0, first - _HEADS) : first]]
    mine = [rows[number] for number in named]
    starts = Counter(cell.start for row in mine for cell in row)
    columns = sorted(start for start, count in starts.items() if count * 2 >= len(mine))
    widths = {
        start: median([cell.width for row in mine for cell in row if cell.start == start])
        for start in columns
    }
    heads = {
        start: " ".join(
            cell.text for row in above for cell in row if cell.start <= start < cell.start + cell.span
        )
        for start in columns
    }
    sorts = {start: sort_of(head) for start, head in heads.items()}
    names = {rows[number][place].start for number, place in named.items()}
    empty = {
        start: sum(cell.is_free for row in mine for cell in row if cell.start == start) * 2 > len(mine)
        for start in columns
    }
    parts, doubtful = _parts({s: k for s, k in sorts.items() if s not in names}, widths, empty)
    barred = {start for start, sort in sorts.items() if sort not in {DONE, LED, WHOLE, UNKNOWN}} | names
    if parts:
        barred |= set(columns) - {start for start, _ in parts}
    return Layout(
        rows,
        tuple((start, widths[start]) for start in columns),
        parts,
        frozenset(barred - {start for start, _ in parts}),
        is_bare=not any(head.strip() for head in heads.values()),
        is_doubtful=doubtful,
    )


def _parts(
    sorts: Mapping[int, str], widths: Mapping[int, float], empty: Mapping[int, bool]
) -> tuple[tuple[tuple[int, str], ...], bool]:
    """Return the columns with known heads and their parts, and whether such heads contradict each other."""
    found = {
        sort: [s for s, k in sorts.items() if k == sort] for sort in (DONE, LED, WHOLE, WEAK_DONE, WEAK_LED)
    }
    _settle_weak(found, LENS in sorts.values())
    texts = [start for sort in (DONE, LED, WHOLE) for start in found[sort]]
    if not texts:
        return (), False
    widest_text = max(widths[start] for start in texts)
    for sort in (DONE, LED, WHOLE):
        kept = [start for start in found[sort] if widths[start] >= _NARROW * widest_text]
        found[sort] = kept if len(kept) < 2 else [start for start in kept if empty[start]]
    done, led, whole = found[DONE], found[LED], found[WHOLE]
    if done and whole and not led:
        both = [start for start in (*done, *whole) if empty[start]]
        done, whole = [s for s in done if s in both], [s for s in whole if s in both]
    elif done and led:
        whole = []
    if max(len(done), len(led), len(whole)) > 1 or len(done) + len(whole) != 1:
        return (), True
    return tuple(
        [(s, DONE) for s in done] + [(s, WHOLE if not led else DONE) for s in whole] + [(s, LED) for s in led]
    ), False


def _settle_weak(found: dict[str, list[int]], lens: bool) -> None:
    """Take "done" and "result" for heads of texts where they stand as a pair, and not beside columns to tick."""
    if found[WHOLE]:
        return
    if not found[LED] and not lens and (found[DONE] or found[WEAK_DONE]):
        found[LED] = found[WEAK_LED]
    if not found[DONE] and found[LED]:
        found[DONE] = found[WEAK_DONE]


def widest(layout: Layout, cells: Iterable[Cell]) -> dict[str, Cell | None] | None:
    """Return the one cell of a row that is clearly the place of a text, by its width; None where none is.

    Whether a column is mostly empty is judged over all rows, so that a filled one does not give way to its neighbour.
    """
    known = dict(layout.columns)
    right = [cell for cell in cells if layout.may_enter(cell)]
    open_ = [cell for cell in right if _is_mostly_free(layout, cell)]
    if not open_:
        return {WHOLE: None} if len(right) == 1 else None
    order = sorted(open_, key=lambda cell: known.get(cell.start, cell.width), reverse=True)
    first = known.get(order[0].start, order[0].width)
    if len(order) > 1 and first < _CLEARLY * known.get(order[1].start, order[1].width):
        return None
    filled = [cell.width for cell in right if cell not in open_]
    if first < _TOO_NARROW or any(first < _NARROW * width for width in filled):
        return None
    return {WHOLE: order[0]}


def _is_mostly_free(layout: Layout, cell: Cell) -> bool:
    column = [c for row in layout.rows for c in row if c.start == cell.start and c.span == cell.span]
    # The row that heads the columns is no place to write, and counts for nothing here.
    return sum(c.is_free for c in column) * 2 >= len(column) - _HEADS and any(c.is_free for c in column)


def labelled(block: Sequence[Sequence[Cell]], layout: Layout, name: int = -1) -> dict[str, Cell | None]:
    """Return the cells that labels such as "Done" and "Led to" point to, by part; nothing where there are none.

    A label points to the cell beside it, or in a row of heads to the one below it. Labels that contradict each other
    give a place that cannot be written to.
    """
    labels = [
        (number, place, label_of(cell.text))
        for number, row in enumerate(block)
        for place, cell in enumerate(row)
        if not (number == 0 and place == name)
    ]
    sorts = [sort for _, _, sort in labels]
    lens = LENS in sorts
    found: dict[str, Cell | None] = {}
    for number, place, sort in labels:
        part = sort
        if sort == WEAK_DONE and {LED, WEAK_LED} & set(sorts):
            part = DONE
        elif sort == WEAK_LED and not lens and {DONE, WEAK_DONE} & set(sorts):
            part = LED
        if part not in {DONE, LED, WHOLE}:
            continue
        if part in found:
            return dict(_NOWHERE)
        found[part] = _beside(block, number, place, layout)
    if not found:
        return {}
    if not set(found) & {DONE, WHOLE} or {DONE, WHOLE} <= set(found):
        return dict(_NOWHERE)
    if set(found) == {WHOLE, LED}:
        return {DONE: found[WHOLE], LED: found[LED]}
    return found


def _beside(block: Sequence[Sequence[Cell]], number: int, place: int, layout: Layout) -> Cell | None:
    row = block[number]
    label = row[place]
    if place + 1 < len(row) and not _is_head(row[place + 1]):
        beside = row[place + 1]
        widths = sum(cell.width for cell in row)
        is_wide = place + 2 >= len(row) or beside.width * len(row) >= widths
        return beside if layout.may_enter(beside) and is_wide else None
    if number + 1 < len(block):
        below = [cell for cell in block[number + 1] if cell.start == label.start and cell.span == label.span]
        return below[0] if below else None
    return None


def _is_head(cell: Cell) -> bool:
    return bool(cell.text) and (label_of(cell.text) != UNKNOWN or sort_of(cell.text) in {TICK, OTHER})
