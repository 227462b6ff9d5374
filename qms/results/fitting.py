"""Hold how well a row of a sheet fits the headings of a table, and which rows may be headings at all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qms.results.headings import LONGEST, Headings, Known, bare, match, match_nearly, names, tells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indexer.extract.grid import GridRow, GridSheet

TOP = 40  # filled rows in which headings are looked for everywhere
_AFTER_GAP = 4  # filled rows below an empty one in which headings of another table are looked for
_FEWEST = 3  # headings of a table without a name
_TITLE_ROWS = 6
_TRIED = 60  # lines of a sheet


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a row (or two) that may be headings: for each column what it may be called, the fullest first."""

    first: int
    last: int
    texts: Mapping[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Fit:
    """Hold how well a line fits a table."""

    known: Known
    line: Line
    keys: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    written: Mapping[int, str] = field(default_factory=dict)
    twice: tuple[int, ...] = ()
    named: bool = False

    @property
    def size(self) -> int:
        """Return how many columns were found."""
        return len(self.keys)

    @property
    def lacking(self) -> int:
        """Return how many required columns were not."""
        there = {key for key, _ in self.keys.values()}
        return sum(column.key not in there for column in self.known.required)

    @property
    def score(self) -> tuple[float, float]:
        """Return what the better of two fits has more of."""
        share = self.size / len(self.known.table.columns)
        return self.size - self.lacking + 2 * self.named, share

    @property
    def telling(self) -> bool:
        """Tell whether a heading is one that an ordinary list does not have; True for tables that need none."""
        table = self.known.table
        if not table.telling and not table.words:
            return True
        keys = {column: key for column, (key, _) in self.keys.items()}
        return any(tells(self.known, keys.get(at, ""), text) for at, text in self.written.items())

    @property
    def is_first(self) -> bool:
        """Tell whether the table is the main one of its book."""
        return self.known.table is self.known.book.tables[0]

    def is_register(self) -> bool:
        """Tell whether the headings make the table, or its name and two of them do."""
        if self.named and self.size >= 2:
            return True
        spared = 1 if len(self.known.required) > 2 else 0
        few = len(self.known.required) == 1
        enough = self.size >= _FEWEST + few and self.size * 2 > len(self.line.texts)
        return enough and self.lacking <= spared


def lines(sheet: GridSheet, headings: Headings) -> Iterator[Line]:
    """Yield what may be headings: near the top, and below an empty row or a title.

    The same headings again (on every printed page) are not, and of a sheet full of what may be some only the first.
    """
    since_gap, skip, tried = 0, False, 0
    seen: set[tuple[tuple[int, tuple[str, ...]], ...]] = set()
    for at, row in enumerate(sheet.rows):
        before = sheet.rows[at - 1] if at else None
        gap = before is not None and (row.number > before.number + 1 or len(before.cells) == 1)
        since_gap = 0 if gap else since_gap + 1
        if skip:
            skip = False
            continue
        if at >= TOP and since_gap >= _AFTER_GAP:
            continue
        below = sheet.rows[at + 1] if at + 1 < len(sheet.rows) else None
        parts = list(_best_lines(sheet, row, below, headings))
        skip = any(line.last > line.first for line in parts)
        for line in parts:
            what = tuple(sorted(line.texts.items()))
            if what not in seen:
                seen.add(what)
                tried += 1
                yield line
        if tried > _TRIED:
            return


def _best_lines(sheet: GridSheet, row: GridRow, below: GridRow | None, headings: Headings) -> Iterator[Line]:
    """Yield the line or lines that a row makes, by itself or with the row below it; none where no headings are."""
    whole = single(row)
    if below is not None and below.number == row.number + 1 and _all_text(below):
        double = _double(sheet, row, below)
        weights = _weight(whole, headings), _weight(single(below), headings)
        if _weight(double, headings) > max(weights):
            yield double
            return
        if weights[1] > weights[0]:  # what explains the columns may stand above their headings
            return
    if _weight(whole, headings) < 2:
        return
    segments = [part for part in _segments(whole) if len(part.texts) >= _FEWEST]
    if len(segments) > 1:
        sizes = {next(iter(part.texts)): _best_size(sheet, part, headings) for part in segments}
        if sum(sizes.values()) > _best_size(sheet, whole, headings):
            yield from (part for part in segments if sizes[next(iter(part.texts))])
            return
    yield whole


def _best_size(sheet: GridSheet, line: Line, headings: Headings) -> int:
    return next((fit.size for fit in fits_of(sheet, line, headings)), 0)


def single(row: GridRow) -> Line:
    """Return a row as a line of headings."""
    texts = {
        column: (" ".join(cell.split()),)
        for column, cell in row.cells.items()
        if isinstance(cell, str) and len(cell) <= LONGEST
    }
    return Line(row.number, row.number, texts)


def _all_text(row: GridRow) -> bool:
    return all(isinstance(cell, str) and len(cell) <= LONGEST for cell in row.cells.values())


def _double(sheet: GridSheet, row: GridRow, below: GridRow) -> Line:
    """Return two rows of headings as one: what stands above others, merged, belongs to each of them."""
    above = {column: texts[0] for column, texts in single(row).texts.items()}
    for merged in sheet.merged:
        if merged.top == row.number and merged.left in above and merged.right - merged.left < 30:
            for column in range(merged.left + 1, merged.right + 1):
                above.setdefault(column, above[merged.left])
    beneath = {column: texts[0] for column, texts in single(below).texts.items()}
    texts: dict[int, tuple[str, ...]] = {}
    for column in sorted({*row.cells, *beneath}):
        top, bottom = above.get(column, ""), beneath.get(column, "")
        if top and bottom:
            texts[column] = (f"{top} {bottom}", bottom, top)
        elif top or bottom:
            texts[column] = (top or bottom,)
    return Line(row.number, below.number, texts)


def _segments(line: Line) -> list[Line]:
    """Return the parts of a line between empty columns."""
    parts: list[dict[int, tuple[str, ...]]] = []
    before = 0
    for column in sorted(line.texts):
        if not parts or column > before + 1:
            parts.append({})
        parts[-1][column] = line.texts[column]
        before = column
    return [replace(line, texts=part) for part in parts]


def _weight(line: Line, headings: Headings) -> int:
    """Return how many headings of one table a line has at most."""
    counted: Counter[int] = Counter()
    for texts in line.texts.values():
        tables = next((found for text in texts if (found := headings.words.get(bare(text)))), frozenset())
        counted.update(tables)
    return max(counted.values(), default=0)


def fits_of(sheet: GridSheet, line: Line, headings: Headings) -> list[Fit]:
    """Return the tables that a line makes, the best first."""
    counted: Counter[int] = Counter()
    for texts in line.texts.values():
        counted.update({at for text in texts for at in headings.words.get(bare(text), ())})
    fits = [fit_of(sheet, line, headings.tables[at]) for at, count in counted.items() if count >= 2]
    fits = [fit for fit in fits if fit.is_register()]
    return sorted(fits, key=lambda fit: fit.score, reverse=True)


def fit_of(sheet: GridSheet, line: Line, known: Known) -> Fit:
    """Return which column of a table each heading of a line is."""
    options: dict[int, tuple[str, tuple[tuple[str, str], ...]]] = {}
    for column, texts in line.texts.items():
        for text in texts:
            if exact := match(known, text):
                options[column] = (text, exact)
                break
    spoken = Counter(language for _, found in options.values() for language in {one for _, one in found})
    keys: dict[int, tuple[str, str]] = {}
    twice: list[int] = []
    # Headings that can be only one column go before those that can be several.
    for column in sorted(options, key=lambda each: (len({key for key, _ in options[each][1]}), each)):
        taken = {key for key, _ in keys.values()}
        ranked = sorted(options[column][1], key=lambda one: -spoken[one[1]])
        free = [one for one in ranked if one[0] not in taken]
        if free:
            keys[column] = free[0]
        else:
            twice.append(column)
    if len(keys) >= 2:
        for column, texts in line.texts.items():
            if column not in options:
                taken_keys = [key for key, _ in keys.values()]
                near = next(
                    (found for text in texts if (found := match_nearly(known, text, taken_keys))), None
                )
                if near is not None:
                    keys[column] = near
    written = {
        column: options[column][0] if column in options else texts[0] for column, texts in line.texts.items()
    }
    named = names(known.titles, sheet.name) or any(
        names(known.titles, text) for text in _titles(sheet, line.first)
    )
    return Fit(known, line, dict(sorted(keys.items())), written, tuple(sorted(twice)), named)


def _titles(sheet: GridSheet, row: int) -> list[str]:
    """Return the texts that stand above a line, in rows with a cell or two."""
    texts: list[str] = []
    above = [each for each in sheet.rows[: TOP * 3] if each.number < row]
    for each in reversed(above[-_TITLE_ROWS:]):
        if len(each.cells) > 2:
            break
        texts += [cell for cell in each.cells.values() if isinstance(cell, str) and len(cell) <= LONGEST]
    return texts
