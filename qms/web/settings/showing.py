"""Show all settings on one page, with the way to change each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import redirect, render_template, url_for

from qms.locale.sentences import say, word
from qms.people.access import Right
from qms.web.here import here, needs
from qms.web.looks import day_text, number_text
from qms.web.settings.lists import TABLES, kind_text
from qms.web.settings.room import pages
from qms.web.settings.sections import SECTIONS, current_data, value_at

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.web.here import Here
    from qms.web.settings.sections import Value


@dataclass(frozen=True, slots=True)
class Standard:
    """Hold a standard that is worked with: its name, whether it is the present and the first one, and its wording."""

    id: str
    name: str
    is_first: bool
    is_here: bool
    wording: tuple[str, ...]


@pages.get("/settings")
@needs(Right.SETTINGS, Right.PEOPLE)
def show() -> str | Response:
    """Show the settings."""
    h = here()
    if not h.may(Right.SETTINGS):
        return redirect(url_for("settings.people"))
    data = current_data()
    sections = {
        name: [
            (say(value.label), _told(h, value, value_at(data, value.path) or _otherwise(h, value)))
            for value in values
        ]
        for name, values in SECTIONS.items()
    }
    settings = h.workspace.settings
    lists = {
        table: [(row.id, row.name, kind_text(table, row)) for row in getattr(settings, table)]
        for table in TABLES
    }
    return render_template(
        "settings/show.html",
        sections=sections,
        lists=lists,
        standards=_standards(h),
        people=len(settings.people),
    )


def _standards(h: Here) -> list[Standard]:
    from qms.catalogue.official import Official

    listed = h.workspace.settings.frameworks
    return [
        Standard(
            ident,
            h.workspace.load_framework(ident).name(h.language),
            ident == listed[0],
            ident == h.workspace.framework.id,
            tuple(word(language) for language in Official(h.workspace.catalogue, ident).languages),
        )
        for ident in listed
    ]


def _otherwise(h: Here, value: Value) -> Any:
    """Return what holds where the file says nothing, so that nobody must guess; None where nothing does."""
    settings = h.workspace.settings
    kept: dict[tuple[str, ...], Any] = {
        ("evidence", "folder"): settings.evidence_folder,
        ("documents", "warn_days"): settings.warn_days,
        **{("awareness", extent): share for extent, share in settings.awareness.items()},
    }
    return kept.get(value.path)


def _told(h: Here, value: Value, found: Any) -> str | list[str]:
    """Return a value in words, a longer choice as a list; "" where the file says nothing."""
    if found in (None, [], ""):
        return ""
    if value.kind == "date":
        return day_text(found)
    if value.kind == "dates":
        return ", ".join(day_text(day) for day in found)
    if value.kind == "flag":
        return say("web_set_yes") if found else ""
    if value.kind in {"number", "whole"}:
        return number_text(found)
    if value.kind == "pairs":
        return ", ".join(f"{part} → {whole}" for part, whole in found.items())
    names: dict[str, str] = dict(value.options(h)) if value.options else {}
    if value.kind == "boxes":
        return [str(names.get(one, one)) for one in found]
    if isinstance(found, list):
        return (
            "; ".join(str(names.get(one, one)) for one in found)
            if value.kind != "lines"
            else ", ".join(found)
        )
    return names.get(found, str(found))
