"""Find the registers in a spreadsheet: which rows are headings, of which table, and which column is which.

Strict on purpose: an ordinary list that happens to have a date and a name is no register.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qms.results.fitting import TOP, Fit, fit_of, fits_of, lines, single
from qms.results.headings import LONGEST, Headings, Known, headings_of, is_called, names, speaks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.extract.grid import Grid, GridRow, GridSheet
    from qms.model.books import Book, Column, Table

_SECOND = 5  # headings of a table that is not the first of its book, where nothing else speaks for it


_MOST = 0.6  # of the columns of a table are most of them
_LISTED = 8  # columns that are named as missing where no required one is
_WIDE = 3  # texts in a row that may be headings of a list
_NUMBERS = re.compile(r"\d+")
_UNNAMED = frozenset(
    ("ark", "sheet", "lapas", "tabell", "table")
)  # as spreadsheets call a sheet by themselves


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a table found in a sheet: its heading rows and, by column of the sheet, what each column is.

    `headings` are as written, by column of the sheet; `extra` are columns with a heading that the table does not know,
    `twice` those that say what another one says already. `end` is the row at which another table begins (0: none).
    """

    book: Book
    table: Table
    sheet: GridSheet
    language: str
    first: int
    last: int
    columns: Mapping[int, Column]
    headings: Mapping[int, str]
    extra: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    repeats: frozenset[int] = frozenset()
    end: int = 0

    @property
    def missing(self) -> tuple[Column, ...]:
        """Return the required columns that are not there."""
        there = {column.key for column in self.columns.values()}
        return tuple(each for each in self.table.columns if each.required and each.key not in there)


@dataclass(frozen=True, slots=True)
class Near:
    """Hold a sheet that is a register by its name or its neighbours but has not its columns.

    `row` is 0 where no heading was found; `rows` of it, at least one, are missing in `tables`.
    """

    book: Book
    table: Table
    sheet: GridSheet
    row: int
    missing: tuple[Column, ...]
    rivals: tuple[Book, ...] = ()
    tables: tuple[str, ...] = ()
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Recognised:
    """Hold what was recognised in a spreadsheet, in the order of sheets and rows, and what only calls itself so."""

    found: tuple[Found, ...] = ()
    near: tuple[Near, ...] = ()


def might_be_book(text: str, books: Mapping[str, Book] | None = None, path: str = "") -> bool:
    """Tell from the text of a sheet (cells between tabs, or raw CSV) whether it is worth to read its cells.

    With the path of its file, a file that calls itself a register is one of them.
    """
    if books is None:
        from qms.results.definitions import load_books

        books = load_books()
    headings = headings_of(books)
    return headings.might_be(text) or (bool(path) and headings.calls(_stem(path)))


def worth_a_look(text: str, path: str) -> bool:
    """Tell whether the cells of a sheet are to be read: for a register, or for names that should not be there."""
    from qms.results.privacy import personal_list

    return might_be_book(text, path=path) or personal_list(text)


def recognise(grid: Grid, books: Mapping[str, Book], path: str = "") -> Recognised:
    """Return the tables of books that a spreadsheet has; its path speaks where headings alone leave it open."""
    headings = headings_of(books)
    stem = _stem(path)
    candidates = [(sheet, line) for sheet in grid.sheets for line in lines(sheet, headings)]
    options = [
        (sheet, fits)
        for sheet, line in candidates
        if (fits := [fit for fit in fits_of(sheet, line, headings) if _is_sure(fit, stem)])
    ]
    sure = {fits[0].known.book.name for _, fits in options if _clear(fits) and _stands_alone(fits[0])}
    tops = [
        text for sheet in grid.sheets for row in sheet.rows[:3] if len(row.cells) <= 2 for text in _said(row)
    ]
    found: list[Found] = []
    open_: list[Near] = []
    for sheet, fits in options:
        chosen = _chosen(fits, sure, [stem, *tops])
        if chosen is not None:
            found.append(_found(chosen, sheet))
        elif len(fits) > 1 and not _clear(fits):
            rivals = tuple(fit.known.book for fit in fits[:4])
            first = fits[0]
            tables, rows = tuple(fit.known.table.name for fit in fits), _rows_below(sheet, first.line.last)
            near = Near(
                first.known.book, first.known.table, sheet, first.line.first, (), rivals, tables, rows
            )
            open_.append(near)
    whole = _bounded(_joined(found))
    taken = {each.sheet.number for each in whole} | {each.sheet.number for each in open_}
    return Recognised(tuple(whole), (*open_, *_near_misses(grid, headings, stem, whole, taken)))


def _is_sure(fit: Fit, stem: str) -> bool:
    """Tell whether a table is whole, or may lack a column since it is named or has most of the others."""
    whole = not fit.lacking or fit.named or names(_all_titles(fit.known), stem)
    return whole or fit.size >= _MOST * len(fit.known.table.columns)


def _clear(fits: Sequence[Fit]) -> bool:
    return len(fits) == 1 or fits[0].score > fits[1].score


def _chosen(fits: Sequence[Fit], sure: set[str], told: Sequence[str]) -> Fit | None:
    """Return the table that a line is; where several fit alike, that of a book that is there, or that is named."""
    alike = [fit for fit in fits if fit.score == fits[0].score]
    if len(alike) > 1:
        for test in (
            [fit for fit in alike if fit.known.book.name in sure],
            [fit for fit in alike if _named(fit, told)],
        ):
            if len(test) == 1:
                alike = test
                break
        else:
            return None
    fit = alike[0]
    return fit if _stands_alone(fit) or fit.known.book.name in sure or _named(fit, told) else None


def _stands_alone(fit: Fit) -> bool:
    """Tell whether a table needs nothing else that speaks for it.

    It is named, or has a heading that no ordinary list has, and is a main one or nearly complete.
    """
    if fit.named:
        return True
    nearly_whole = fit.size >= max(_SECOND, _MOST * len(fit.known.table.columns))
    return fit.telling and (fit.is_first or nearly_whole)


def _named(fit: Fit, told: Sequence[str]) -> bool:
    """Tell whether the name of the file, or a title in it, names the book."""
    titles = _all_titles(fit.known)
    return any(names(titles, text) or speaks(fit.known, text) for text in told)


def _all_titles(known: Known) -> frozenset[str]:
    """Return the titles of a table and of its book."""
    from qms.results.words import plain

    book = known.book
    return known.titles | {plain(title) for title in book.titles.values()} | {plain(book.name)}


def _found(fit: Fit, sheet: GridSheet) -> Found:
    columns = {column: fit.known.table.column(key) for column, (key, _) in fit.keys.items()}
    spoken = Counter(language for _, language in fit.keys.values())
    return Found(
        book=fit.known.book,
        table=fit.known.table,
        sheet=sheet,
        language=spoken.most_common(1)[0][0],
        first=fit.line.first,
        last=fit.line.last,
        columns=columns,
        headings=fit.written,
        extra=tuple(column for column in fit.line.texts if column not in columns and column not in fit.twice),
        twice=fit.twice,
    )


def _joined(found: Sequence[Found]) -> list[Found]:
    """Return the tables, headings that stand again (on every printed page) taken into the first of them."""
    whole: list[Found] = []
    for each in found:
        before = next((one for one in reversed(whole) if one.sheet is each.sheet), None)
        if before is not None and before.table is each.table and before.columns == each.columns:
            again = before.repeats | frozenset(range(each.first, each.last + 1))
            whole[whole.index(before)] = replace(before, repeats=again)
        else:
            whole.append(each)
    return whole


def _bounded(found: Sequence[Found]) -> list[Found]:
    """Return the tables, each ended where another one begins below it in the same columns."""
    return [
        replace(
            each,
            end=min(
                (
                    other.first
                    for other in found
                    if other.sheet is each.sheet and other.first > each.last and _overlap(each, other)
                ),
                default=0,
            ),
        )
        for each in found
    ]


def _overlap(one: Found, other: Found) -> bool:
    return min(one.headings) <= max(other.headings) and min(other.headings) <= max(one.headings)


def _near_misses(
    grid: Grid, headings: Headings, stem: str, found: Sequence[Found], taken: set[int]
) -> Iterator[Near]:
    """Yield sheets that are a register by their name, file or neighbours, and do not have its columns."""
    sheets = [
        each
        for each in grid.sheets
        if each.number not in taken and each.visibility == "visible" and each.rows
    ]
    for known in headings.tables:
        if known.table is not known.book.tables[0]:
            continue
        beside = [each.sheet for each in found if each.table is known.table]
        if beside or any(each.book is known.book for each in found):
            fits = ((sheet, _best_fit(sheet, known)) for sheet in sheets)
            alike = [(sheet, fit) for sheet, fit in fits if _is_alike(sheet, fit, beside)]
        else:
            alike = []
        if not beside and not alike:
            alike = _only_called(grid, sheets, known, stem)
        yield from (_near(sheet, fit) for sheet, fit in alike)


def _only_called(
    grid: Grid, sheets: Sequence[GridSheet], known: Known, stem: str
) -> list[tuple[GridSheet, Fit]]:
    """Return the sheets that call themselves a register, or the best sheet of a file that does."""
    # Surveys and results of any shape are called so; a list called a register of complaints is meant to be one.
    strict = known.book.kind != "register"
    calling = [(sheet, _best_fit(sheet, known)) for sheet in sheets if _calls_itself(sheet, known)]
    meant = [each for each in calling if each[1].size >= (2 if strict else 1 if grid.text else 0)]
    if meant or not is_called(known.titles, stem):
        return meant
    best = max(
        ((sheet, _best_fit(sheet, known)) for sheet in sheets), key=lambda one: one[1].size, default=None
    )
    least = 2 if strict or best is None or not _is_list(best[0]) else 1
    return [best] if best is not None and best[1].size >= least else []


def _is_alike(sheet: GridSheet, fit: Fit, beside: Sequence[GridSheet]) -> bool:
    """Tell whether a sheet looks like the same kind of rows as the register that lies in the same workbook."""
    if not _is_list(sheet):
        return False
    if _calls_itself(sheet, fit.known) or any(_numbered_alike(sheet.name, other.name) for other in beside):
        return True
    wide = len(fit.line.texts) >= _WIDE
    return wide and fit.size >= (2 if fit.telling else 3) and fit.size * 2 >= len(fit.line.texts)


def _numbered_alike(one: str, other: str) -> bool:
    """Tell whether two names of sheets differ in nothing but a number: 2024 and 2025, Klager 1 and Klager 2."""
    bare_one, bare_other = (_NUMBERS.sub("", name).strip().casefold() for name in (one, other))
    unnamed = bare_one in _UNNAMED
    return one != other and bare_one == bare_other and not unnamed and bool(_NUMBERS.search(one + other))


def _is_list(sheet: GridSheet) -> bool:
    """Tell whether a sheet has a row of three texts or more, and rows of some cells below it."""
    heads = (
        row for row in sheet.rows[:TOP] if sum(isinstance(cell, str) for cell in row.cells.values()) >= _WIDE
    )
    head = next(heads, None)
    return head is not None and any(row.number > head.number and len(row.cells) > 1 for row in sheet.rows)


def _best_fit(sheet: GridSheet, known: Known) -> Fit:
    """Return how the row near the top of a sheet fits that has most headings of a table."""
    return max((fit_of(sheet, single(row), known) for row in sheet.rows[:TOP]), key=lambda fit: fit.size)


def _near(sheet: GridSheet, fit: Fit) -> Near:
    known = fit.known
    keys = {key for key, _ in fit.keys.values()}
    lacking = tuple(column for column in known.table.columns if column.key not in keys)
    missing = tuple(column for column in lacking if column.required) or lacking[:_LISTED]
    row = fit.line.first if fit.size else 0
    return Near(
        known.book, known.table, sheet, row, missing, tables=(known.table.name,), rows=_rows_below(sheet, row)
    )


def _rows_below(sheet: GridSheet, row: int) -> int:
    """Return how many rows of a sheet say something below its headings, at least one."""
    filled = sum(each.number > row and len(each.cells) > 1 for each in sheet.rows)
    return max(1, filled if row else filled - 1)


def _calls_itself(sheet: GridSheet, known: Known) -> bool:
    """Tell whether the name of a sheet, or a title at its top, is that of a table."""
    tops = (text for row in sheet.rows[:3] if len(row.cells) <= 2 for text in _said(row))
    return is_called(known.titles, sheet.name) or any(is_called(known.titles, text) for text in tops)


def tables_named(sheet: GridSheet, books: Mapping[str, Book], found: Sequence[Found] = ()) -> tuple[str, ...]:
    """Return the tables that a sheet whose cells are not known is by its name, or by that of one found beside it."""
    named = [known.table.name for known in headings_of(books).tables if is_called(known.titles, sheet.name)]
    alike = [each.table.name for each in found if _numbered_alike(sheet.name, each.sheet.name)]
    return tuple(dict.fromkeys([*named, *alike]))


def _stem(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]


def _said(row: GridRow) -> list[str]:
    return [cell for cell in row.cells.values() if isinstance(cell, str) and len(cell) <= LONGEST]
