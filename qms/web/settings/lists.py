"""Add, rename and take out services, sites, functions and groups; ids stay for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.locale.sentences import say, word
from qms.people.access import Right
from qms.upkeep.hanging import hanging_on
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.settings.room import pages, read_value, save, seen_now
from qms.workspace.editing import proposed_id
from qms.workspace.schema import GROUP_KINDS, SERVICE_KINDS

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.workspace.settings_file import TomlPath

TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "services": (("name", "text"), ("kind", "choice")),
    "sites": (("name", "text"), ("address", "text")),
    "functions": (("name", "text"),),
    "groups": (("name", "text"), ("kind", "choice"), ("size", "whole")),
}
"""The lists with the keys of a row beside its id, and how the field of each works."""
_KINDS = {"services": SERVICE_KINDS, "groups": GROUP_KINDS}
ANY = "<any(services, sites, functions, groups):table>"


def kinds_of(table: str) -> list[tuple[str, str]]:
    """Return the kinds that a row of a list may have, with their words."""
    return [(kind, _kind_word(table, kind)) for kind in _KINDS.get(table, ())]


def _kind_word(table: str, kind: str) -> str:
    return say(f"web_service_kind_{kind}") if table == "services" else say(f"web_group_kind_{kind}")


def kind_text(table: str, row: Any) -> str:
    """Return what is to be said of a row beside its name."""
    if table == "services":
        return _kind_word(table, row.kind)
    if table == "groups":
        size = say("pack_group_size", {"count": row.size}) if row.size is not None else ""
        return ", ".join(part for part in (_kind_word(table, row.kind), size) if part)
    return str(row.address) if table == "sites" else ""


@pages.get(f"/settings/{ANY}/new")
@needs(Right.SETTINGS)
def new_row(table: str) -> str:
    """Show the form of a new row."""
    return _form(table, None, Form(request.form), [])


@pages.post(f"/settings/{ANY}/new")
@needs(Right.SETTINGS)
def add_row(table: str) -> Response | str:
    """Write a new row; its id is made of its name where none was typed."""
    form = Form(request.form)
    values = _read(form, table)
    known = [row.id for row in getattr(here().workspace.settings, table)]
    ident = form.text("id", longest=60) or proposed_id(str(values.get("name") or ""), known)
    if form.text("id") and ident in known:
        form.fail("id", "web_settings_id_taken", {"id": ident})
    told = save(form, {(table, ident): {"id": ident, **values}}) if form.ok else []
    if told or not form.ok:
        _beside_id(form, table)
        return _form(table, None, form, told)
    flash(say("web_settings_added", {"name": values["name"], "id": ident}))
    return redirect(url_for("settings.show") + f"#{table}")


@pages.get(f"/settings/{ANY}/<ident>")
@needs(Right.SETTINGS)
def show_row(table: str, ident: str) -> str:
    """Show the form of a row."""
    _known(table, ident)
    return _form(table, ident, Form(request.form), [])


@pages.post(f"/settings/{ANY}/<ident>")
@needs(Right.SETTINGS)
def change_row(table: str, ident: str) -> Response | str:
    """Write what was changed in a row."""
    _known(table, ident)
    form = Form(request.form)
    values = _read(form, table)
    changes: dict[TomlPath, Any] = {(table, ident, key): values.get(key) for key, _ in TABLES[table]}
    told = save(form, changes) if form.ok else []
    if told or not form.ok:
        return _form(table, ident, form, told)
    flash(say("web_settings_saved"))
    return redirect(url_for("settings.show") + f"#{table}")


@pages.post(f"/settings/{ANY}/<ident>/remove")
@needs(Right.SETTINGS)
def remove_row(table: str, ident: str) -> Response | str:
    """Take a row out, unless something hangs on it."""
    name = _known(table, ident)
    form = Form(request.form)
    hanging = hanging_on(here().workspace, table, ident)
    told = [say("web_settings_hangs_refused")] if hanging else save(form, {(table, ident): None})
    if told:
        return _form(table, ident, Form(request.form), told, typed=False)
    flash(say("web_settings_removed", {"name": name}))
    return redirect(url_for("settings.show") + f"#{table}")


def _read(form: Form, table: str) -> dict[str, Any]:
    read = {key: read_value(form, f"{table}-{key}", (table, key), kind) for key, kind in TABLES[table]}
    return {key: value for key, value in read.items() if value is not None}


def _beside_id(form: Form, table: str) -> None:
    """Tell what is wrong with an id beside its field."""
    if f"{table}-id" in form.wrong:
        form.wrong["id"] = form.wrong.pop(f"{table}-id")


def _known(table: str, ident: str) -> str:
    """Return the name of a row; 404 where there is none."""
    row = next((r for r in getattr(here().workspace.settings, table) if r.id == ident), None)
    if row is None:
        abort(404)
    return str(row.name)


def _form(table: str, ident: str | None, form: Form, told: list[str], *, typed: bool | None = None) -> str:
    h = here()
    row = next((r for r in getattr(h.workspace.settings, table) if r.id == ident), None)
    is_typed = request.method == "POST" if typed is None else typed
    values = {key: "" if row is None else getattr(row, key) for key, _ in TABLES[table]}
    shown = {key: form.sent.get(f"{table}-{key}", "") for key in values} if is_typed else values
    now = {
        key: values[key]
        for key in values
        if row is not None and told and str(values[key] or "") != shown[key]
    }
    if "kind" in now:
        now["kind"] = dict(kinds_of(table)).get(str(now["kind"]), "")
    return render_template(
        "settings/row.html",
        table=table,
        ident=ident,
        name=row.name if row else "",
        fields=TABLES[table],
        values=shown,
        typed_id=form.sent.get("id", ""),
        now=now if is_typed else {},
        kinds=kinds_of(table),
        wrong=form.wrong,
        told=told,
        seen=seen_now(),
        hanging=hanging_on(h.workspace, table, ident) if ident else (),
    )


def role_words(roles: tuple[str, ...]) -> str:
    """Return roles in words."""
    return ", ".join(word(role) for role in roles)
