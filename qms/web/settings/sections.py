"""Change the settings that are no lists, a section a page."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, session, url_for

from qms.locale.sentences import say, word
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.settings.room import pages, read_value, save, seen_now, typed_value
from qms.workspace.schema import LANGUAGES, USER_WORDS
from qms.workspace.workspace import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from werkzeug.wrappers import Response

    from qms.web.here import Here
    from qms.workspace.settings_file import TomlPath

    Options = Callable[[Here], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Value:
    """Hold one value of the settings: where it stands, how its field works, and what it is called."""

    path: TomlPath
    kind: str
    label: str
    help: str = ""
    options: Options | None = None
    required: bool = False

    @property
    def name(self) -> str:
        """Return the name of its field."""
        return "-".join(self.path)


def _user_words(_h: Here) -> list[tuple[str, str]]:
    return [(token, say(f"web_user_word_{token}")) for token in USER_WORDS]


def _languages(_h: Here) -> list[tuple[str, str]]:
    return [(token, word(token)) for token in LANGUAGES]


def _frameworks(h: Here) -> list[tuple[str, str]]:
    from qms.catalogue.loader import known_ids, load_framework

    names: dict[str, str] = {}
    for ident in dict.fromkeys([*h.workspace.settings.frameworks, *known_ids(h.workspace.catalogue)]):
        try:
            names[ident] = load_framework(ident, h.workspace.catalogue).name(h.language)
        except QmsError:  # an addition of the provider that is broken cannot be chosen
            continue
    return list(names.items())


def _acts(h: Here) -> list[tuple[str, str]]:
    """Return the acts of the provider's country, and those that are ticked, by title."""
    from qms.documents.anchors import load_anchors

    settings = h.workspace.settings
    anchors, _ = load_anchors(h.workspace.templates)
    there = {
        anchor.act.id: _title(anchor.act.title, h.language) or anchor.act.id
        for anchor in anchors
        if anchor.country in {"", settings.organisation.country} or anchor.act.id in settings.law_acts
    }
    return list((there | {ident: ident for ident in settings.law_acts if ident not in there}).items())


def _title(titles: Mapping[Any, str], language: str) -> str:
    return titles.get(language) or next(iter(titles.values()), "")


SECTIONS: dict[str, tuple[Value, ...]] = {
    "organisation": (
        Value(("organisation", "name"), "text", "pack_fact_name", required=True),
        Value(("organisation", "legal_form"), "text", "pack_fact_legal_form"),
        Value(("organisation", "number"), "text", "pack_fact_number"),
        Value(("organisation", "address"), "text", "pack_fact_address"),
        Value(("organisation", "phone"), "text", "pack_fact_phone"),
        Value(("organisation", "email"), "text", "pack_fact_email"),
        Value(("organisation", "website"), "text", "pack_fact_website"),
        Value(("organisation", "municipality"), "text", "pack_fact_municipality"),
        Value(("organisation", "country"), "text", "pack_fact_country", "web_help_country", required=True),
        Value(("organisation", "user_word"), "choice", "web_set_user_word", "web_help_user_word", _user_words),
        Value(("organisation", "very_small"), "flag", "web_set_very_small", "web_help_very_small"),
    ),
    "certification": (
        Value(("certification", "certified_on"), "date", "pack_fact_certified_on", "web_help_certified_on"),
        Value(("certification", "certified_until"), "date", "pack_fact_certified_until", "web_help_certified_until"),
        Value(("certification", "audit_on"), "date", "pack_fact_audit_on"),
        Value(("certification", "target_on"), "date", "pack_fact_target_on", "web_help_target_on"),
        Value(("certification", "visits"), "dates", "pack_fact_visits", "web_help_days"),
        Value(("certification", "reports_sent"), "dates", "pack_fact_reports_sent", "web_help_days"),
        Value(("assessed_on",), "date", "pack_fact_as_of", "web_help_assessed_on"),
    ),
    "standards": (
        Value(("frameworks",), "ordered", "web_set_frameworks", "web_help_frameworks", _frameworks, required=True),
        Value(("languages",), "ordered", "web_set_languages", "web_help_languages", _languages, required=True),
    ),
    "evidence": (
        Value(("evidence", "folder"), "folder", "web_set_folder", "web_help_folder"),
        Value(("evidence", "ignore"), "lines", "web_set_ignore", "web_help_ignore"),
    ),
    "documents": (
        Value(("law", "acts"), "boxes", "web_set_acts", "web_help_acts", _acts),
        Value(("documents", "chapters"), "pairs", "web_set_chapters", "web_help_chapters"),
        Value(("documents", "warn_days"), "whole", "web_set_warn_days", "web_help_warn_days"),
        Value(("awareness", "many"), "number", "web_set_many", "web_help_share"),
        Value(("awareness", "most"), "number", "web_set_most", "web_help_share"),
        Value(("awareness", "all"), "number", "web_set_all", "web_help_share"),
    ),
}  # fmt: skip
"""The sections of settings with their values; each has the title `web_set_section_NAME`."""


def at_machine() -> bool:
    """Say whether the person came in by the link of the program that runs here, not over the network."""
    return bool(session.get("link"))


@pages.get("/settings/<any(organisation, certification, standards, evidence, documents):section>")
@needs(Right.SETTINGS)
def edit(section: str) -> str:
    """Show the form of a section."""
    return _form(section, Form(request.form), [], typed=False)


@pages.post("/settings/<any(organisation, certification, standards, evidence, documents):section>")
@needs(Right.SETTINGS)
def change(section: str) -> Response | str:
    """Write what was typed."""
    form = Form(request.form)
    changes: dict[TomlPath, Any] = {}
    for value in SECTIONS[section]:
        if value.kind == "folder":
            if at_machine():
                changes[value.path] = _folder(form, value)
            continue
        changes[value.path] = read_value(form, value.name, value.path, value.kind)
    told = save(form, _kept_short(changes)) if form.ok else []
    if told or not form.ok:
        return _form(section, form, told, typed=True)
    flash(say("web_settings_saved"))
    return redirect(url_for("settings.show"))


def _kept_short(changes: dict[TomlPath, Any]) -> dict[TomlPath, Any]:
    """Leave an empty list out where the file says nothing of it."""
    data = current_data()
    return {path: value for path, value in changes.items() if value != [] or value_at(data, path) is not None}


def _folder(form: Form, value: Value) -> str | None:
    """Return the evidence folder, which must exist; another one is taken only with the warning read."""
    h, typed = here(), form.text(value.name, longest=1000)
    before = value_at(current_data(), value.path)
    if not typed or typed == before:
        return before if typed else None
    folder = (h.workspace.root / Path(typed).expanduser()).absolute()
    if not folder.is_dir():
        form.fail(value.name, "web_settings_no_folder", {"folder": typed})
    elif folder == h.workspace.root or (h.workspace.root / ".qms").is_relative_to(folder):
        form.fail(value.name, "web_settings_folder_around")
    elif not form.ticked("folder-known"):
        form.fail(value.name, "web_settings_folder_ask")
    return typed


def _form(section: str, form: Form, told: list[str], *, typed: bool) -> str:
    h, data = here(), current_data()
    values = []
    for value in SECTIONS[section]:
        now = typed_value(value_at(data, value.path), value.kind)
        shown = _typed(form, value) if typed else now
        options = list(value.options(h)) if value.options else []
        values.append(
            {
                "is": value,
                "value": shown,
                "now": _words(now, options) if told and shown != now else "",
                "options": options,
                "first": form.text(f"{value.name}-first")
                if typed
                else (now[0] if value.kind == "ordered" and now else ""),
            }
        )
    return render_template(
        "settings/section.html",
        section=section,
        values=values,
        wrong=form.wrong,
        told=told,
        seen=seen_now(),
        at_machine=at_machine(),
        folder_known=typed and form.ticked("folder-known"),
        passwords=len(h.workspace.settings.evidence_passwords),
        folder=h.workspace.evidence_folder,
    )


def _typed(form: Form, value: Value) -> Any:
    if value.kind in {"boxes", "ordered"}:
        return form.sent.getlist(value.name)
    return form.ticked(value.name) if value.kind == "flag" else form.sent.get(value.name, "")


def _words(now: Any, options: list[tuple[str, str]]) -> str:
    """Return what the file says now, in words; a dash where it says nothing."""
    names = dict(options)
    if isinstance(now, list):
        return ", ".join(str(names.get(one, one)) for one in now) or "–"
    if isinstance(now, bool):
        return say("web_set_yes") if now else say("web_set_no")
    return names.get(str(now), str(now)) or "–"


def current_data() -> dict[str, Any]:
    """Return what the settings say now, as they stand in the file."""
    return tomllib.loads((here().workspace.root / SETTINGS).read_bytes().decode("utf-8-sig"))


def value_at(data: Any, path: TomlPath) -> Any:
    """Return the value at a path, None where there is none."""
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data
