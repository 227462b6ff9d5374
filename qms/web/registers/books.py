"""Show the registers and one of them: what it counts, where it is kept, what is wrong there, and its entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, render_template, request

from qms.locale.sentences import say
from qms.locale.translator import current
from qms.people.access import Right
from qms.reports.numbers import plain_number
from qms.results.book_counts import BookCounts, count_book, span_of
from qms.results.definitions import load_books
from qms.results.entries import entries_of
from qms.results.telling import told_of_book
from qms.web.here import here, needs
from qms.web.registers import pages
from qms.web.registers.drawing import Bar, part_bars
from qms.web.registers.seen import (
    all_problems,
    is_careful,
    is_withheld,
    places_of,
    registers_of,
    sheets_of,
)

if TYPE_CHECKING:
    from flask import Response

    from qms.model.books import Book
    from qms.results.book_counts import Line
    from qms.web.here import Here
    from qms.web.registers.seen import Sheet

_TOLD = 3
"""Sentences of counts that the list shows of each register."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold a register as the list shows it; `rows` None: its numbers are not for who asks."""

    name: str
    title: str
    serves: tuple[str, ...]
    sheets: tuple[Sheet, ...]
    entries: int
    rows: int | None
    span: tuple[int, int] | None
    problems: int
    told: tuple[str, ...]


@pages.get("/registers")
@needs(Right.READ)
def show() -> str:
    """List the registers with what they count, and below them the places that are wrong."""
    h = here()
    places = places_of(h, all_problems(h))
    books = [book for book in load_books().values() if book.kind == "register"]
    return render_template(
        "registers/show.html",
        books=[_listed(h, book) for book in books],
        places=places,
        careful=is_careful(h),
    )


def _listed(h: Here, book: Book) -> Listed:
    registers = registers_of(h)
    withheld = is_withheld(h, book.name)
    tables = [table.name for table in book.tables]
    sheets = sheets_of(h, book.name)
    entries = sum(1 for table in tables for row in registers.rows(table) if row.origin.entry is not None)
    told = () if withheld else told_of_book(book.name, registers, h.workspace.settings, h.workspace.as_of)
    return Listed(
        name=book.name,
        title=book.title(current()),
        serves=tuple(book.serves.get(h.workspace.framework.id, ())),
        sheets=tuple(sheets),
        entries=0 if withheld else entries,
        rows=None if withheld else len(registers.rows(tables[0])),
        span=None if withheld else span_of(book.tables[:1], registers),
        problems=sum(sheet.problems for sheet in sheets),
        told=tuple(say(r.code, r.params) for r in told if not r.params.get("service"))[-_TOLD:],
    )


def register_named(name: str) -> Book:
    """Return a register by its name; 404 for any other book."""
    book = load_books().get(name)
    if book is None or book.kind != "register":
        abort(404)
    return book


@pages.get("/registers/<name>")
@needs(Right.READ)
def book(name: str) -> str | Response:
    """Show one register; the names of surveys and of results lead to theirs."""
    from flask import redirect, url_for

    found = load_books().get(name)
    if found is not None and found.kind == "survey":
        return redirect(url_for("registers.survey", ident=name.removeprefix("survey-")))  # type: ignore[return-value]
    if found is not None and found.kind == "results":
        return redirect(url_for("registers.results"))  # type: ignore[return-value]
    h, register = here(), register_named(name)
    withheld = is_withheld(h, register.name)
    counts = None if withheld else _counts(h, register)
    sees_entries = h.may(Right.COUNT) or h.may(Right.READ_CONFIDENTIAL)
    return render_template(
        "registers/book.html",
        book=register,
        listed=_listed(h, register),
        counts=counts,
        rows=_rows(h, counts) if counts else [],
        bars=_bars(counts) if counts else [],
        withheld=withheld,
        careful=is_careful(h),
        places=places_of(h, [p for p in all_problems(h) if _is_of(h, p.path, register.name)]),
        entries=entry_rows(h, register) if sees_entries else [],
        sees_entries=sees_entries,
        told=() if withheld else _told(h, register),
    )


def _told(h: Here, register: Book) -> list[str]:
    settings = h.workspace.settings
    reasons = told_of_book(register.name, registers_of(h), settings, h.workspace.as_of)
    names = settings.service_names
    careful = is_careful(h)
    lines = []
    for reason in reasons:
        service = reason.params.get("service")
        if service and careful:
            continue
        text = say(reason.code, reason.params)
        lines.append(f"{text} ({names.get(str(service), service)})" if service else text)
    return lines


def _is_of(h: Here, path: str, name: str) -> bool:
    return any(file.path == path for file in registers_of(h).files_of(name))


def _counts(h: Here, register: Book) -> BookCounts | None:
    return count_book(
        register.name,
        registers_of(h),
        h.workspace.settings,
        h.workspace.as_of,
        careful=is_careful(h),
    )


def _rows(h: Here, counts: BookCounts) -> list[dict[str, Any]]:
    """Return the lines of the table in words."""
    names = h.workspace.settings.service_names
    return [
        {
            "year": line.year,
            "service": names.get(line.service, line.service) if line.service else "",
            "cells": [_number(value) for value in line.values],
        }
        for line in counts.lines
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else plain_number(value, 0 if value == int(value) else 1, current())


def _bars(counts: BookCounts) -> list[Bar]:
    """Return a bar for each year that has anything, oldest first."""

    def part(line: Line) -> float | None:
        return (line.values[counts.part] or 0) if counts.part else None

    rows = [(str(line.year), line.values[0] or 0, part(line)) for line in reversed(counts.together)]
    return part_bars(rows) if any(whole for _, whole, _ in rows) else []


def entry_rows(h: Here, register: Book) -> list[dict[str, Any]]:
    """Return the entries of a register in words, newest first, for those who may read them."""
    from qms.reports.registers import cell_text

    names, language = names_of(h), current()
    people = {person.id: person.name for person in h.workspace.settings.people}
    found = []
    for table in register.tables:
        for entry in reversed(entries_of(h.workspace, table.name)):
            cells = [
                (column.heading(language), cell_text(column, entry.values[column.key], language, names))
                for column in table.columns
                if entry.values.get(column.key) is not None
            ]
            found.append(
                {
                    "id": entry.id,
                    "table": table.titles.get(language) or table.name,
                    "cells": cells,
                    "by": people.get(entry.by, entry.by),
                    "at": entry.at,
                }
            )
    return found


def names_of(h: Here) -> dict[str, str]:
    """Return the names of services, sites, groups and functions by id."""
    from qms.results.handout import workspace_lists

    lists = workspace_lists(h.workspace.settings)
    return {ident: name for names in lists.values() for ident, name in names.items()}


@pages.get("/registers/<name>/template")
@needs(Right.READ)
def template(name: str) -> Response:
    """Hand out the empty workbook of a register, in a language."""
    from qms.reports.workbooks import write_book
    from qms.results.handout import workspace_lists
    from qms.web.downloads import hand_out
    from qms.web.registers.handing import XLSX, file_name

    h, register = here(), register_named(name)
    language = chosen_language(h)
    data = write_book(register, language, lists=workspace_lists(h.workspace.settings))
    return hand_out(data, file_name(register.title(language), ".xlsx"), XLSX)


def chosen_language(h: Here) -> str:
    """Return the language that the address asks a file in, else that of the workspace."""
    from qms.locale import LANGUAGES

    asked = request.args.get("lang", "")
    return asked if asked in LANGUAGES else h.workspace.settings.language
