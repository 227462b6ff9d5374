"""Describe the workbooks that the program hands out and reads again: books of tables of columns, in every language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMN_TYPES = (
    "text",  # free words
    "code",  # a number or code of a row, or of a person served; never a name
    "person",  # a member of staff, by name or code
    "date",
    "year",
    "period",  # 2025, 2025 H1, 2025 Q3, 2025-03, or 2025-01-01..2025-06-30
    "number",
    "integer",
    "share",  # 85 % or 0.85, kept as 0 to 1
    "count",  # a whole number, or yes (1) and no (0)
    "flag",  # yes or no
    "choice",  # one of `choices`
    "service",  # services in scope, by id or name; several with commas; empty: all
    "site",
    "group",  # groups of qms.toml, by id or name
    "function",
    "refs",  # indicators of the first framework of the workspace, such as "26, 27"
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold one choice of a column: its token, and words by language, the one that is offered first."""

    token: str
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """Hold one column: how its heading reads by language (the printed one first, then others that mean it).

    `explain` says by language what to write, `example` is the sample row's cell (by language, or one for all).
    `people` says that values stand for persons served, so that names are reported. `between` holds the least and the
    greatest number that makes sense, such as levels 0 to 4.
    """

    key: str
    type: str
    headings: Mapping[str, tuple[str, ...]]
    explain: Mapping[str, str]
    required: bool = False
    choices: tuple[Choice, ...] = ()
    example: Any = None
    people: bool = False
    width: int = 14
    between: tuple[int, int] | None = None

    def heading(self, language: str) -> str:
        """Return the heading that is printed."""
        return (self.headings.get(language) or self.headings["en"])[0]


@dataclass(frozen=True, slots=True)
class Table:
    """Hold one table of a book: the sheet's title by language and its columns in the order they are printed.

    `identity` names the column that tells rows apart ("" for none), `dated` the one by which a row belongs to a year.
    `telling` are columns, and `words` beginnings of words in a heading, that an ordinary list does not have: where no
    name tells what a table is, it needs one of them (none given: it needs none).
    """

    name: str
    titles: Mapping[str, str]
    explain: Mapping[str, str]
    columns: tuple[Column, ...]
    identity: str = ""
    dated: str = ""
    telling: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """Return a column by key; raises KeyError."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Book:
    """Hold a workbook: `kind` register, results or survey; the first table is the main one.

    `serves` maps a framework to the indicators that the book speaks of.
    """

    name: str
    kind: str
    titles: Mapping[str, str]
    purpose: Mapping[str, str]
    serves: Mapping[str, tuple[str, ...]]
    tables: tuple[Table, ...]

    def title(self, language: str) -> str:
        """Return the title in a language, else in English."""
        return self.titles.get(language) or self.titles["en"]
