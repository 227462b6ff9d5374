"""Keep entries of registers that are made in the program: read and checked like the cells of a spreadsheet."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import QmsError, UsageProblem
from qms.results.cells import Wrong, reader
from qms.results.definitions import UnknownBook, all_tables, find_book
from qms.results.known import Known
from qms.results.places import looks_personal
from qms.results.plain import from_plain, to_plain
from qms.results.privacy import has_identity_number, is_personal
from qms.results.words import plain
from qms.state.register_rows import entry_rows, insert_entry, update_entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.model.books import Book, Column, Table
    from qms.model.organisation import Settings
    from qms.workspace.workspace import Workspace

CLEAR = ""
"""What is written after a heading to empty a cell."""
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class UnknownColumn(UsageProblem):
    """Refuse a heading that the register does not have; `heading`, `headings` and `similar` are given."""

    code = "unknown_column"

    def hint_code(self) -> str:
        """Suggest what is spelt alike, else name all headings."""
        return "hint_did_you_mean" if self.params["similar"] else "hint_headings"


class CellsWrong(QmsError):
    """Refuse an entry with a cell that cannot be read; `heading` and `why` (a Wrong) are of the first."""

    code = "cells_wrong"
    hint = "hint_cells"


class CellsMissing(QmsError):
    """Refuse an entry that lacks what every row of the register has; `headings` are given."""

    code = "cells_missing"
    hint = "hint_cells"


class NameInEntry(QmsError):
    """Refuse an entry in which the code of a person served looks like a name or an identity number."""

    code = "name_in_entry"
    hint = "hint_codes"


class NameInReason(QmsError):
    """Refuse a reason with a name or an identity number: the trail keeps it for good."""

    code = "name_in_reason"
    hint = "hint_reason"


class NotText(QmsError):
    """Refuse bytes that are no UTF-8, which no export could write; `heading` says where."""

    code = "not_text"
    hint = "hint_utf8"


class UnknownEntry(QmsError):
    """Refuse the id of an entry that there is none of."""

    code = "unknown_entry"
    hint = "hint_entries"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry: its id, table, typed values, who made it when, and the number of its version."""

    id: str
    table: str
    values: Mapping[str, Any]
    by: str
    at: str
    version: int


def table_named(name: str) -> tuple[Book, Table]:
    """Return a table by its name, or the main one of a book by name or title in any language; raises UnknownBook."""
    found = all_tables().get(name)
    if found is None:
        book = find_book(name)
        found = (book, book.tables[0])
    if found[0].kind == "survey":
        # Answers are counted from the sheet of a survey, where each has its form.
        raise UnknownBook(name=name, similar=[])
    return found


def column_named(table: Table, heading: str, language: str) -> Column:
    """Return a column by its key or by a heading in any language; raises UnknownColumn."""
    typed = plain(heading)
    names = {plain(name): column for column in table.columns for n in column.headings.values() for name in n}
    names |= {plain(column.key): column for column in table.columns}
    if typed in names:
        return names[typed]
    near = difflib.get_close_matches(typed, list(names), n=3, cutoff=0.6)
    similar = list(dict.fromkeys(names[one].heading(language) for one in near))
    raise UnknownColumn(
        heading=heading, headings=[c.heading(language) for c in table.columns], similar=similar
    )


def add_entry(workspace: Workspace, name: str, cells: Iterable[tuple[str, str]]) -> Entry:
    """Add an entry to a register; the trail gets its id and table, never what it says.

    Raises UnknownBook, UnknownColumn, CellsWrong, CellsMissing, NotText or NameInEntry; nothing is written then.
    """
    _, table = table_named(name)
    values = _read(workspace, table, {}, cells)
    with workspace.state.write(workspace.actor.id) as change:
        ident = insert_entry(change.conn, table.name, to_plain(values), change.actor, change.at)
        change.log("register.entry_added", ident, table=table.name)
        return Entry(ident, table.name, values, change.actor, change.at, 1)


def change_entry(
    workspace: Workspace, ident: str, cells: Iterable[tuple[str, str]], version: int | None = None
) -> Entry:
    """Change cells of an entry, an empty text emptying one; raises as add_entry, UnknownEntry or ChangedMeanwhile."""
    before = entry_of(workspace, ident)
    _, table = table_named(before.table)
    values = _read(workspace, table, before.values, cells)
    keys = sorted(k for k in {*values, *before.values} if values.get(k) != before.values.get(k))
    with workspace.state.write(workspace.actor.id) as change:
        update_entry(change.conn, ident, {"cells": to_plain(values)}, version or before.version)
        change.log("register.entry_changed", ident, table=table.name, columns=keys)
    return Entry(ident, table.name, values, before.by, before.at, before.version + 1)


def remove_entry(workspace: Workspace, ident: str, because: str, version: int | None = None) -> Entry:
    """Take an entry back; it stays in the state, out of all counts.

    Raises UnknownEntry, ChangedMeanwhile, NotText or NameInReason.
    """
    before = entry_of(workspace, ident)
    because = _clean(because, "because")
    if is_personal(_without_names(because, workspace.settings)):
        raise NameInReason
    with workspace.state.write(workspace.actor.id) as change:
        update_entry(change.conn, ident, {"removed": True}, version or before.version)
        change.log("register.entry_removed", ident, table=before.table, because=because)
    return before


def entries_of(workspace: Workspace, table: str | None = None) -> list[Entry]:
    """Return the entries of a table, or of all, oldest first."""
    with workspace.state.read() as conn:
        rows = entry_rows(conn)
    return [
        Entry(row.id, row.table, from_plain(row.cells), row.by, row.at, row.version)
        for row in rows
        if table is None or row.table == table
    ]


def entry_of(workspace: Workspace, ident: str) -> Entry:
    """Return one entry by id; raises UnknownEntry."""
    for entry in entries_of(workspace):
        if entry.id == ident:
            return entry
    raise UnknownEntry(entry=ident)


def _read(
    workspace: Workspace, table: Table, before: Mapping[str, Any], cells: Iterable[tuple[str, str]]
) -> dict[str, Any]:
    """Return the values of an entry: those from before with the given cells read over them."""
    language = workspace.reading_language
    known = Known.of(workspace.settings)
    values = dict(before)
    for heading, written in cells:
        column = column_named(table, heading, language)
        text = _clean(written, column.heading(language))
        values.pop(column.key, None)
        if text.strip() == CLEAR:
            continue
        value = reader(column, known, language)(text.strip(), False)
        if isinstance(value, Wrong):
            raise CellsWrong(heading=column.heading(language), why=value)
        _refuse_names(column, text, language)
        if value is not None:
            values[column.key] = value
    _require(table, values, language)
    return values


def _clean(text: str, heading: str) -> str:
    """Return text as a cell keeps it: line ends of one kind, nothing that steers a terminal; raises NotText."""
    if _SURROGATE.search(text):
        raise NotText(heading=heading)
    return _CONTROL.sub("", _BREAKS.sub("\n", text))


def _without_names(text: str, settings: Settings) -> str:
    """Return a text without the names of services, sites, groups and functions, which are no persons."""
    known = Known.of(settings, ())
    named = (known.services, known.sites, known.groups, known.functions)
    for name in sorted((name for names in named for name in names.values()), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", "-", text, flags=re.IGNORECASE)
    return text


def _refuse_names(column: Column, text: str, language: str) -> None:
    if has_identity_number(text) or (column.people and looks_personal(text.strip())):
        raise NameInEntry(heading=column.heading(language))


def _require(table: Table, values: Mapping[str, Any], language: str) -> None:
    lacking: Sequence[str] = [
        c.heading(language) for c in table.columns if c.required and values.get(c.key) is None
    ]
    if lacking:
        raise CellsMissing(headings=lacking)
