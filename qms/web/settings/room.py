"""Hold what the pages of settings share: writing with care, conflicts told, values of TOML read from forms."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from qms.locale.sentences import say, shown, whole_sentence
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.web.here import here
from qms.web.looks import error_text, hint_text
from qms.workspace.editing import edit_settings, fingerprint_of
from qms.workspace.schema import LISTS, TABLES, TOP, Key
from qms.workspace.settings import SettingsProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.web.fields import Form
    from qms.workspace.settings_file import TomlPath

pages = Blueprint("settings", __name__)


def seen_now() -> str:
    """Return the fingerprint of the settings that a form is drawn from."""
    return fingerprint_of(here().workspace)


def save(form: Form, changes: Mapping[TomlPath, Any]) -> list[str]:
    """Write changes meant for the settings that the form was drawn from; return what stood in the way, as sentences.

    What is wrong with one value is told beside its field, in `form.wrong`. Nothing is written unless all is right.
    """
    try:
        edit_settings(here().workspace, changes, request.form.get("seen", ""))
    except ChangedMeanwhile:
        return [say("web_settings_changed"), say("web_settings_changed_keep")]
    except SettingsProblem as error:
        for issue in error.issues:
            form.wrong[issue.key.replace(".", "-")] = expected_text(issue.expected)
        return []
    except QmsError as error:
        return [text for text in (error_text(error), hint_text(error)) if text]
    return []


def expected_text(expected: Any) -> str:
    """Return in a sentence what a field is to hold, as the schema says it."""
    return whole_sentence("web_settings_expected", {"expected": expected})


def key_of(path: TomlPath) -> Key:
    """Return what the schema says of a value."""
    if path[0] in LISTS:
        return LISTS[path[0]][path[-1]]
    return TABLES[path[0]][path[1]] if len(path) > 1 else TOP[path[0]]


def lines_in(form: Form, name: str) -> list[str]:
    """Return what was typed one a line."""
    return [line.strip() for line in form.text(name).split("\n") if line.strip()]


def read_value(form: Form, name: str, path: TomlPath, kind: str) -> Any:
    """Return the value that a field holds for the settings, None where it is empty; a wrong one is told beside it."""
    key = key_of(path)
    value = _READERS.get(kind, _text)(form, name, path)
    if name in form.wrong:
        return None
    if (key.required and value in (None, "", [])) or (value is not None and not key.accepts(value)):
        form.wrong[name] = expected_text(key.expected)
    return value


def _text(form: Form, name: str, _path: TomlPath) -> Any:
    return " ".join(form.text(name, longest=500).split()) or None


def _flag(form: Form, name: str, _path: TomlPath) -> Any:
    return form.ticked(name) or None


def _day(form: Form, name: str, _path: TomlPath) -> Any:
    return form.day(name)


def _days(form: Form, name: str, _path: TomlPath) -> Any:
    found: list[date] = []
    for line in lines_in(form, name):
        try:
            found.append(date.fromisoformat(line))
        except ValueError:
            form.fail(name, "bad_date", {"value": line})
    return sorted(set(found)) or None


def _number(form: Form, name: str, _path: TomlPath) -> Any:
    text = form.text(name).replace(",", ".").replace("\u00a0", "").replace(" ", "")
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        form.wrong[name] = expected_text(Key("number").expected)
        return None
    if not 0 <= value <= 1_000_000:
        form.fail(name, "web_field_number", {"least": 0, "most": 1_000_000})
    return int(value) if value.is_integer() else value


def _whole(form: Form, name: str, _path: TomlPath) -> Any:
    return form.whole(name)


def _lines(form: Form, name: str, _path: TomlPath) -> Any:
    return lines_in(form, name)


def _pairs(form: Form, name: str, _path: TomlPath) -> Any:
    """Return `part = whole` lines as pairs."""
    found: dict[str, str] = {}
    for line in lines_in(form, name):
        part, sign, whole = line.partition("=")
        if not sign or not part.strip() or not whole.strip():
            form.fail(name, "web_settings_pair", {"line": line[:60]})
            continue
        found[part.strip()] = whole.strip()
    return found or None


def _choice(form: Form, name: str, _path: TomlPath) -> Any:
    return form.text(name) or None


def _ordered(form: Form, name: str, _path: TomlPath) -> Any:
    """Return what was ticked, the one chosen as first in front."""
    first, ticked = form.text(f"{name}-first"), list(dict.fromkeys(form.sent.getlist(name)))
    return [one for one in ticked if one == first] + [one for one in ticked if one != first]


def _boxes(form: Form, name: str, _path: TomlPath) -> Any:
    return list(dict.fromkeys(form.sent.getlist(name)))


_READERS = {
    "flag": _flag, "date": _day, "dates": _days, "number": _number, "whole": _whole, "lines": _lines, "pairs": _pairs,
    "choice": _choice, "ordered": _ordered, "boxes": _boxes,
}  # fmt: skip


def typed_value(value: Any, kind: str) -> Any:
    """Return a value of the settings as its field shows it."""
    if value is None:
        return [] if kind in {"boxes", "ordered"} else False if kind == "flag" else ""
    if kind in {"dates", "lines"}:
        return "\n".join(one.isoformat() if isinstance(one, date) else str(one) for one in value)
    if kind == "pairs":
        return "\n".join(f"{part} = {whole}" for part, whole in value.items())
    if kind == "number":
        return shown(float(value))
    if kind in {"boxes", "ordered"}:
        return list(value)
    return value.isoformat() if isinstance(value, date) else value
