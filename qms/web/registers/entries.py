"""Make, change and take back entries of registers in the program; the second of two editors is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.locale.sentences import say
from qms.locale.translator import current
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.people.access import Right
from qms.results.definitions import all_tables
from qms.results.entries import add_entry, change_entry, column_named, entry_of, remove_entry
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.refused import refusal
from qms.web.registers import pages
from qms.web.registers.books import names_of, register_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

    from qms.model.books import Book, Column, Table
    from qms.results.entries import Entry
    from qms.web.here import Here

_MANY = ("service", "group", "function", "site")


@pages.get("/registers/<name>/entries/new")
@needs(Right.COUNT)
def new_entry(name: str) -> str:
    """Show the empty form of a table."""
    book = register_named(name)
    return _form(book, _table_asked(book), {}, {})


@pages.post("/registers/<name>/entries/new")
@needs(Right.COUNT)
def add(name: str) -> Response | tuple[str, int]:
    """Add an entry."""
    book = register_named(name)
    table = _table_asked(book)
    cells = _cells(table)
    try:
        add_entry(here().workspace, table.name, cells)
    except QmsError as error:
        return _form(book, table, dict(cells), _wrong(table, error)), 400
    flash(say("web_entry_added"))
    return redirect(url_for("registers.book", name=name))


@pages.get("/registers/<name>/entries/<ident>")
@needs(Right.COUNT)
def entry(name: str, ident: str) -> str:
    """Show an entry as a form."""
    h, book = here(), register_named(name)
    found = _entry(h, book, ident)
    table = all_tables()[found.table][1]
    return _form(book, table, _written(h, table, found), {}, found)


@pages.post("/registers/<name>/entries/<ident>")
@needs(Right.COUNT)
def change(name: str, ident: str) -> Response | tuple[str, int]:
    """Change an entry as it was seen; when somebody else changed it since, show both."""
    h, book = here(), register_named(name)
    found = _entry(h, book, ident)
    table = all_tables()[found.table][1]
    cells = _cells(table)
    try:
        change_entry(h.workspace, ident, cells, _version())
    except ChangedMeanwhile:
        now = _entry(h, book, ident)
        return _form(book, table, dict(cells), {}, now, other=True), 409
    except QmsError as error:
        seen = _version()
        return _form(book, table, dict(cells), _wrong(table, error), found, version=seen), 400
    flash(say("web_entry_changed"))
    return redirect(url_for("registers.book", name=name))


@pages.post("/registers/<name>/entries/<ident>/remove")
@needs(Right.COUNT)
def remove(name: str, ident: str) -> Response | tuple[str, int]:
    """Take an entry back, with a reason."""
    h, book = here(), register_named(name)
    found = _entry(h, book, ident)
    table = all_tables()[found.table][1]
    form = Form(request.form)
    because = form.text("because", required=True, longest=500)
    if form.ok:
        try:
            remove_entry(h.workspace, ident, because, _version())
        except ChangedMeanwhile:
            return _form(book, table, _written(h, table, found), {}, found, other=True, because=because), 409
        except QmsError as error:
            form.wrong["because"] = refusal(error).line
        else:
            flash(say("web_entry_removed"))
            return redirect(url_for("registers.book", name=name))
    return _form(book, table, _written(h, table, found), form.wrong, found, because=because), 400


def _entry(h: Here, book: Book, ident: str) -> Entry:
    """Return an entry of a book; 404 for one of another or one that was taken back."""
    try:
        found = entry_of(h.workspace, ident)
    except QmsError:
        abort(404)
    if found.table not in {table.name for table in book.tables}:
        abort(404)
    return found


def _version() -> int | None:
    return Form(request.form).whole("version", least=1)


def _table_asked(book: Book) -> Table:
    asked = request.values.get("table", "")
    return next((table for table in book.tables if table.name == asked), book.tables[0])


def _cells(table: Table) -> list[tuple[str, str]]:
    """Return what the form says, by key of column; several choices stand with commas between them."""
    return [
        (column.key, ", ".join(request.form.getlist(f"c-{column.key}")).strip()) for column in table.columns
    ]


def _wrong(table: Table, error: QmsError) -> dict[str, str]:
    """Return what is wrong by field, where the refusal names a column, else above the form."""
    headings = error.params.get("headings") or [error.params.get("heading")]
    wrong = {}
    for heading in headings:
        try:
            key = column_named(table, str(heading), current()).key
        except QmsError:
            key = table.columns[0].key
        required = error.code == "cells_missing"
        wrong[f"c-{key}"] = say("web_field_required") if required else refusal(error).line
    return wrong


def _written(h: Here, table: Table, found: Entry) -> dict[str, str]:
    """Return the cells of an entry as the form writes them."""
    return {
        column.key: _cell(h, column, found.values[column.key])
        for column in table.columns
        if found.values.get(column.key) is not None
    }


def _cell(h: Here, column: Column, value: Any) -> str:
    from qms.reports.registers import cell_text

    if column.type == "period":
        return f"{value[0].isoformat()}..{value[1].isoformat()}"
    return cell_text(column, value, current(), names_of(h))


def _form(
    book: Book,
    table: Table,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
    found: Entry | None = None,
    *,
    other: bool = False,
    version: int | None = None,
    because: str = "",
) -> str:
    """Return the page of the form; `other` tells that somebody changed the entry and shows how it stands now."""
    h = here()
    now = []
    if other and found is not None:
        written = _written(h, table, found)
        now = [(c.heading(current()), written[c.key]) for c in table.columns if c.key in written]
    return render_template(
        "registers/entry.html",
        book=book,
        table=table,
        fields=[_field(h, column, typed.get(column.key, "")) for column in table.columns],
        wrong=dict(wrong),
        entry=found,
        version=version or (found.version if found else 0),
        other=other,
        now=now,
        because=because,
    )


def _field(h: Here, column: Column, value: str) -> dict[str, Any]:
    """Return how a column stands in the form: its kind, choices and words."""
    from qms.results.handout import workspace_lists

    language = current()
    made: dict[str, Any] = {
        "name": f"c-{column.key}",
        "label": column.heading(language),
        "help": column.explain.get(language) or column.explain.get("en", ""),
        "value": value,
        "required": column.required,
        "kind": "text",
    }
    if column.type == "choice":
        words = [(c.words.get(language) or c.words["en"])[0] for c in column.choices]
        made |= {"kind": "choice", "options": [(word, word) for word in words]}
    elif column.type == "flag":
        made |= {"kind": "choice", "options": [(w, w) for w in (say("cell_yes"), say("cell_no"))]}
    elif column.type in _MANY:
        names = list(workspace_lists(h.workspace.settings).get(column.type, {}).values())
        chosen = [part.strip() for part in value.split(",")]
        made |= {"kind": "boxes", "options": [(name, name) for name in names], "values": chosen}
        if not names:
            made["kind"] = "text"
    elif column.type == "date":
        made["kind"] = "date"
    elif column.type == "text" and column.width >= 25:
        made["kind"] = "area"
    return made
