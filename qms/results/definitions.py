"""Load the definitions of all books (registers, results, surveys) from the packaged YAML files and check them."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from qms.locale import LANGUAGES
from qms.model.books import COLUMN_TYPES, Book, Choice, Column, Table
from qms.model.errors import QmsError
from qms.resources import data_path
from qms.results.book_schema import BadBook, BookSpec, ColumnSpec, SharedSpec, read_spec
from qms.results.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# The sample row's first cell begins with this word in capitals, whatever the language, and never counts.
SAMPLE_WORDS: Mapping[str, str] = MappingProxyType({"en": "EXAMPLE", "nb": "EKSEMPEL", "lt": "PAVYZDYS"})
_SAMPLE = re.compile(rf"\s*(?:{'|'.join(SAMPLE_WORDS.values())})(?![^\W\d_])")
_SHARED = "shared"
_LONGEST_SHEET = 31  # characters, in Excel
_NO_SHEET = re.compile(r"[\[\]:*?/\\]")
_WIDTHS = {
    "text": 25, "code": 13, "person": 15, "date": 12, "year": 8, "period": 14, "number": 11, "integer": 11,
    "share": 11, "count": 11, "flag": 11, "choice": 15, "service": 17, "site": 15, "group": 17, "function": 18,
    "refs": 12,
}  # fmt: skip


class UnknownBook(QmsError):
    """Refuse the name of a book that there is none of; `name` and near names in `similar` are given."""

    code = "unknown_book"

    def hint_code(self) -> str | None:
        """Return the suggestion's code only where something similar exists."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_register_list"


def is_sample(cell: object) -> bool:
    """Tell whether a cell marks its row as the sample: it begins with EXAMPLE, EKSEMPEL or PAVYZDYS in capitals."""
    return isinstance(cell, str) and _SAMPLE.match(cell) is not None


def sample_key(table: Table) -> str:
    """Return the key of the column whose cell marks the sample row: the identity, else the first that holds words.

    "" for a table that has neither text, code nor person.
    """
    worded = (column.key for column in table.columns if column.type in {"text", "code", "person"})
    return table.identity or next(worded, "")


def load_books() -> Mapping[str, Book]:
    """Return all books by name: registers and results, then one per survey. Raises BadBook."""
    return _books()


def all_tables() -> Mapping[str, tuple[Book, Table]]:
    """Return every table of every book by its name, with its book."""
    return {table.name: (book, table) for book in load_books().values() for table in book.tables}


def find_book(name: str) -> Book:
    """Return a book by its name or its title in any language; raises UnknownBook with what is similar."""
    import difflib

    books = load_books()
    typed = plain(name)
    names = {plain(book.name): book for book in books.values()}
    for book in books.values():
        names.update({plain(title): book for title in book.titles.values()})
        if book.kind == "register":
            names.update({plain(title): book for title in book.tables[0].titles.values()})
    if typed in names:
        return names[typed]
    begun = {book.name for known, book in names.items() if typed and known.startswith(typed)}
    begun = begun or {book.name for known, book in names.items() if _shares_stem(typed, known)}
    if len(begun) == 1:
        return books[begun.pop()]
    near = difflib.get_close_matches(typed, list(names), n=3, cutoff=0.6)
    similar = list(dict.fromkeys([*(names[one].name for one in near), *sorted(begun)]))[:3]
    raise UnknownBook(name=name, similar=similar)


def _shares_stem(typed: str, title: str) -> bool:
    """Tell whether a typed word and a word of a title begin alike: *planai* names *Individualių planų registras*."""
    stem = typed[: max(4, len(typed) - 3)]
    return len(typed) >= 4 and " " not in typed and any(word.startswith(stem) for word in title.split())


@lru_cache(maxsize=1)
def _books() -> Mapping[str, Book]:
    books = dict(_own_books())
    for book in _survey_books():
        if book.name in books:
            raise BadBook(file=book.name, place="name", problem="there are two books of this name")
        check_book(book)
        books[book.name] = book
    return MappingProxyType(books)


def _survey_books() -> list[Book]:
    from qms.results.surveys import survey_books

    return list(survey_books())


@lru_cache(maxsize=1)
def _own_books() -> Mapping[str, Book]:
    return MappingProxyType(read_books(data_path("templates", "registers")))


def _place(book: Book) -> tuple[bool, int, str]:
    """Order books as the standard goes: registers by the first indicator that they serve, then the results."""
    first = next((ref for refs in book.serves.values() for ref in refs), "")
    return book.kind != "register", int(first) if first.isdecimal() else 0, book.name


def read_books(folder: Path) -> dict[str, Book]:
    """Return the books of a folder of YAML files by name, in the order of the standard. Raises BadBook."""
    shared = folder / f"{_SHARED}.yaml"
    common = read_spec(shared, SharedSpec) if shared.is_file() else SharedSpec()
    books: dict[str, Book] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == _SHARED:
            continue
        book = _build(path, read_spec(path, BookSpec), common)
        check_book(book, path.name)
        books[book.name] = book
    return {book.name: book for book in sorted(books.values(), key=_place)}


def _build(path: Path, spec: BookSpec, common: SharedSpec) -> Book:
    tables = []
    for name, table in spec.tables.items():
        place = f"tables.{name}"
        whole = _with_shared(table, common.tables, path, place)
        columns = tuple(
            _column(key, _with_shared(column, common.columns, path, f"{place}.columns.{key}"))
            for key, column in whole.columns.items()
        )
        built = Table(
            name,
            whole.titles,
            whole.explain,
            columns,
            whole.identity,
            whole.dated,
            whole.telling,
            whole.words,
        )
        tables.append(_with_marked_sample(built))
    return Book(path.stem, spec.kind, spec.titles, spec.purpose, spec.serves, tuple(tables))


def _with_shared(spec: Any, shared: Mapping[str, Any], path: Path, place: str) -> Any:
    """Return a column or table laid over the shared one that it uses."""
    if not spec.use:
        return spec
    if spec.use not in shared:
        raise BadBook(file=path.name, place=place, problem=f"there is nothing shared called {spec.use}")
    base = shared[spec.use]
    given = {name: getattr(spec, name) for name in spec.model_fields_set}
    return base.model_copy(update=given)


def _column(key: str, spec: ColumnSpec) -> Column:
    return Column(
        key=key,
        type=spec.type,
        headings=spec.headings,
        explain=spec.explain,
        required=spec.required,
        choices=tuple(Choice(token, words) for token, words in spec.choices.items()),
        example=spec.example,
        people=spec.people,
        width=spec.width or _WIDTHS.get(spec.type, 14),
        between=spec.between,
    )


def _with_marked_sample(table: Table) -> Table:
    """Return the table with its sample marked in the cell that says so, in each language."""
    from dataclasses import replace

    key = sample_key(table)
    if not key or all(column.example is None for column in table.columns):
        return table
    columns = tuple(
        replace(column, example=marked_example(column.example)) if column.key == key else column
        for column in table.columns
    )
    return replace(table, columns=columns)


def marked_example(example: Any) -> dict[str, str]:
    """Return an example's words by language, each beginning with the word for sample."""
    words = {}
    for language, mark in SAMPLE_WORDS.items():
        own = example.get(language, "") if isinstance(example, dict) else (example or "")
        text = str(own)
        words[language] = text if is_sample(text) else f"{mark}: {text}" if text else mark
    return words


def check_book(book: Book, file: str = "") -> None:
    """Refuse a book that could not be written or read back without doubt. Raises BadBook."""
    file = file or book.name
    for place, problem in _problems(book):
        raise BadBook(file=file, place=place, problem=problem)


def _problems(book: Book) -> Iterable[tuple[str, str]]:
    """Yield place and problem of everything that is wrong with a book."""
    yield from _missing_languages("titles", book.titles)
    yield from _missing_languages("purpose", book.purpose)
    yield from _unknown_refs(book)
    if not book.tables:
        yield "tables", "a book needs a table"
    names = [table.name for table in book.tables]
    for name in names:
        if names.count(name) > 1:
            yield f"tables.{name}", "there are two tables of this name"
        if name != book.name and not name.startswith(f"{book.name}."):
            yield f"tables.{name}", f"the name must be {book.name} or begin with {book.name}."
    for table in book.tables:
        place = f"tables.{table.name}"
        yield from _missing_languages(f"{place}.titles", table.titles)
        yield from ((f"{place}.titles", problem) for problem in _no_sheet_names(table.titles.values()))
        yield from ((f"{place}.{where}", problem) for where, problem in _table_problems(table))


def _no_sheet_names(titles: Iterable[str]) -> Iterable[str]:
    """Yield what keeps a title from being the name of a sheet, which is how it is printed."""
    for title in titles:
        if len(title) > _LONGEST_SHEET or _NO_SHEET.search(title) or title != title.strip(" '"):
            yield f"no name for a sheet: {title}"


def _table_problems(table: Table) -> Iterable[tuple[str, str]]:
    keys = [column.key for column in table.columns]
    for role in ("identity", "dated"):
        if getattr(table, role) and getattr(table, role) not in keys:
            yield role, f"there is no column {getattr(table, role)}"
    for key in table.telling:
        if key not in keys:
            yield "telling", f"there is no column {key}"
    if not any(column.required for column in table.columns):
        yield "columns", "a table needs a required column"
    for key in {key for key in keys if keys.count(key) > 1}:
        yield f"columns.{key}", "there are two columns of this key"
    for language in LANGUAGES:
        yield from _twice(
            language,
            ((f"columns.{column.key}", column.headings.get(language, ())) for column in table.columns),
        )
    for column in table.columns:
        yield from ((f"columns.{column.key}.{where}", problem) for where, problem in _column_problems(column))


def _column_problems(column: Column) -> Iterable[tuple[str, str]]:
    if column.type not in COLUMN_TYPES:
        yield "type", f"unknown type {column.type}"
    yield from _missing_languages("headings", column.headings)
    if (column.type == "choice") != bool(column.choices):
        yield "choices", "a choice needs choices, and no other type has them"
    for choice in column.choices:
        yield from _missing_languages(f"choices.{choice.token}", choice.words)
    for language in LANGUAGES:
        yield from _twice(
            language,
            ((f"choices.{choice.token}", choice.words.get(language, ())) for choice in column.choices),
        )
    if (
        column.choices
        and not isinstance(column.example, dict | None)
        and column.example not in {choice.token for choice in column.choices}
    ):
        yield "example", f"{column.example} is none of the choices"


def _missing_languages(place: str, texts: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for language in LANGUAGES:
        if not texts.get(language):
            yield place, f"words are missing in {language}"


def _twice(language: str, named: Iterable[tuple[str, tuple[str, ...]]]) -> Iterable[tuple[str, str]]:
    """Yield a place for every word that another place has taken."""
    taken: dict[str, str] = {}
    for place, words in named:
        for word in words:
            bare = plain(word)
            if not bare:
                yield place, f"a word in {language} is only signs: {word}"
            elif taken.get(bare, place) != place:
                yield place, f"“{word}” ({language}) is taken by {taken[bare]}"
            taken[bare] = place


def _unknown_refs(book: Book) -> Iterable[tuple[str, str]]:
    from qms.catalogue.loader import load_framework, packaged_ids

    for framework, refs in book.serves.items():
        if framework not in packaged_ids():
            yield f"serves.{framework}", "there is no such framework"
            continue
        known = load_framework(framework, languages=()).by_ref
        for ref in refs:
            if ref not in known:
                yield f"serves.{framework}", f"there is no indicator {ref}"


__all__ = [
    "SAMPLE_WORDS",
    "BadBook",
    "UnknownBook",
    "all_tables",
    "check_book",
    "find_book",
    "is_sample",
    "load_books",
    "marked_example",
    "plain",
    "read_books",
    "sample_key",
]
