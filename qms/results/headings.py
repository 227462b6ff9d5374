"""Know the headings and titles of all books by their folded words, and match what people made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from indexer.text import fold, normalise
from qms.results.words import SIGNS, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.books import Book, Column, Table

LONGEST = 120  # characters of a heading
_ASIDE = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_UNITS = re.compile(r"[:;,.*†‡¹²³?!\s]+$")
_PIECES = re.compile(r'[\t\n\r;|"]+')
_PIECES_OF_CSV = re.compile(r'[\t\n\r;|",]+')
_DIGITS = re.compile(r"\d+")
_TITLES = 400  # characters in which a title is looked for
_HEAD = 4_000  # characters of a sheet's text in which headings are looked for
_LONG = 10  # letters of a title that may stand within other words
_CUT = 12
_SMALL = frozenset(("of", "the", "and", "for", "to", "og", "av", "for", "om", "i", "ir", "apie"))


@dataclass(frozen=True, slots=True)
class Known:
    """Hold a table with its book and what its headings are called: folded words to keys and languages.

    `shared` are headings that another book prints as well; `words` begin words that only this table's headings have.
    """

    book: Book
    table: Table
    keys: Mapping[str, tuple[tuple[str, str], ...]]
    titles: frozenset[str]
    shared: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    @property
    def required(self) -> tuple[Column, ...]:
        """Return the columns that no row goes without."""
        return tuple(column for column in self.table.columns if column.required)


class Headings:
    """Hold every table of the books by its headings."""

    def __init__(self, books: Mapping[str, Book]) -> None:
        printed: dict[str, set[str]] = {}
        for book in books.values():
            for column in (column for table in book.tables for column in table.columns):
                for words in column.headings.values():
                    printed.setdefault(bare(words[0]), set()).add(book.name)
        self.tables = [
            replace(
                _known(book, table),
                shared=frozenset(word for word, names in printed.items() if names - {book.name}),
            )
            for book in books.values()
            for table in book.tables
        ]
        self.words: dict[str, frozenset[int]] = {}
        gathered: dict[str, set[int]] = {}
        for at, known in enumerate(self.tables):
            for word in known.keys:
                gathered.setdefault(word, set()).add(at)
        self.words = {word: frozenset(found) for word, found in gathered.items()}
        self._titles = tuple({title for known in self.tables for title in known.titles if len(title) > 7})

    def might_be(self, text: str) -> bool:
        """Tell whether the text of a sheet has two headings of one table, or the title of a table, near its top."""
        # Folded at once: a cell at a time takes ten times as long.
        head = fold(normalise(text[:_HEAD]))
        counted: dict[int, int] = {}
        for piece in set((_PIECES if "\t" in head or ";" in head else _PIECES_OF_CSV).split(head)):
            word = piece.strip(" :*.")
            if word not in self.words:
                if not 1 < len(word) <= LONGEST or word.replace(" ", "").isalnum() or _DIGITS.search(word):
                    continue
                word = bare(word)
            for at in self.words.get(word, ()):
                counted[at] = counted.get(at, 0) + 1
                if counted[at] == 2:
                    return True
        top = " ".join(SIGNS.sub(" ", head[:_TITLES]).split())
        return any(title in top for title in self._titles)

    def calls(self, name: str) -> bool:
        """Tell whether the name of a file is the title of a register."""
        return any(known.book.kind == "register" and is_called(known.titles, name) for known in self.tables)


def headings_of(books: Mapping[str, Book]) -> Headings:
    """Return the headings of books, made once for the same books."""
    global _last  # noqa: PLW0603  # there is one set of books in a program
    if _last is None or _last[0] is not books:
        _last = (books, Headings(books))
    return _last[1]


_last: tuple[Mapping[str, Book], Headings] | None = None


def _known(book: Book, table: Table) -> Known:
    keys: dict[str, dict[tuple[str, str], None]] = {}
    for form in (plain, bare):  # what is printed goes before what is left of something printed
        for column in table.columns:
            for language, words in column.headings.items():
                for word in filter(None, map(form, words)):
                    if form is plain or word not in keys:
                        keys.setdefault(word, {})[column.key, language] = None
    titles = {plain(title) for title in table.titles.values()}
    if table is book.tables[0]:
        titles |= {plain(title) for title in book.titles.values()} | {plain(book.name)}
    made = {word: tuple(found) for word, found in keys.items()}
    return Known(book, table, made, frozenset(filter(None, titles)), words=tuple(map(plain, table.words)))


@lru_cache(maxsize=1 << 15)
def bare(text: str) -> str:
    """Return a heading as it is compared: folded, without what stands in brackets, colons, stars and footnote signs."""
    return plain(_ASIDE.sub(" ", _UNITS.sub("", text))) or plain(text)


def match(known: Known, text: str) -> tuple[tuple[str, str], ...]:
    """Return keys and languages of the columns that a heading may be by its exact words; most often one, or none."""
    return known.keys.get(plain(text)) or known.keys.get(bare(text)) or ()


def tells(known: Known, key: str, text: str) -> bool:
    """Tell whether a heading, that of a column ("" for none), is one that ordinary lists do not have."""
    return (key in known.table.telling and bare(text) not in known.shared) or speaks(known, text)


def speaks(known: Known, text: str) -> bool:
    """Tell whether a word of a text begins as only those of this table do: Klagen gjelder, klager_2025."""
    return bool(known.words) and any(piece.startswith(known.words) for piece in plain(text).split())


def match_nearly(known: Known, text: str, taken: Iterable[str]) -> tuple[str, str] | None:
    """Return key and language of the one column, none of those taken, that a heading is a close spelling of."""
    word = bare(text)
    if len(word) < 5:
        return None
    allowed = 1 if len(word) < 9 else 2
    passed = frozenset(taken)
    best = allowed
    found: dict[str, str] = {}
    for other, options in known.keys.items():
        if abs(len(other) - len(word)) > allowed or len(other) < 5:
            continue
        if all(key in passed for key, _ in options) or _DIGITS.findall(other) != _DIGITS.findall(word):
            continue
        distance = _distance(word, other, best)
        if distance < best:
            best, found = distance, dict(options)
        elif distance == best:
            found.update(options)
    left = [(key, language) for key, language in found.items() if key not in passed]
    return left[0] if len(left) == 1 and len(found) == 1 else None


def names(titles: Iterable[str], text: str) -> bool:
    """Tell whether a text (a sheet's name, a title, a file's name) names one of these titles, whatever else it says."""
    told = plain(text)
    if not told:
        return False
    padded = f" {told} "
    return any(
        f" {title} " in padded
        # Names of sheets are cut at 31 characters.
        or (len(told) >= _CUT and title.startswith(told))
        or (len(title) >= _LONG and title in told)
        or _has_words(title, told)
        for title in titles
    )


def is_called(titles: Iterable[str], text: str) -> bool:
    """Tell whether a text is one of these titles, with a year perhaps: Complaints 2025, but not Survey of partners."""
    told = " ".join(_DIGITS.sub(" ", plain(text)).split())
    return bool(told) and any(
        told == title or (len(title) >= _LONG and (told.startswith(f"{title} ") or _has_words(title, told)))
        for title in titles
    )


def _has_words(title: str, told: str) -> bool:
    """Tell whether all words of a title of several stand in a text, in any order: Register of proposals."""
    words = [word for word in title.split() if word not in _SMALL]
    return len(words) > 1 and set(words).issubset(told.split())


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters were changed, left out, added or swapped; `most` + 1 for more than that."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            cost = min(above[column] + 1, line[column - 1] + 1, above[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return above[-1]
