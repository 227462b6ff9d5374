"""Change the settings in `qms.toml` on somebody's behalf: a value, or a row of a list by its id."""

from __future__ import annotations

import re
import unicodedata
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from qms.model.errors import ChangedMeanwhile, QmsError
from qms.people.access import Right, may
from qms.workspace.rows import add_row, put_in_row, take_out_row
from qms.workspace.schema import LISTS
from qms.workspace.settings_file import SettingsChanged, SettingsFile, TomlPath, fingerprint_of
from qms.workspace.statements import put, taken_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from qms.model.organisation import Settings
    from qms.workspace.workspace import Workspace

__all__ = ["NobodySettles", "edit_settings", "fingerprint_of", "proposed_id"]

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ł": "l"})
_LONGEST = 40


class NobodySettles(QmsError):
    """Refuse a change after which no person might change settings any more."""

    code = "nobody_settles"
    hint = "hint_nobody_settles"


def edit_settings(workspace: Workspace, changes: Mapping[TomlPath, Any], seen: str) -> None:
    """Write changes of `qms.toml` by path: ("organisation", "name"), ("people", ID, "roles"), ("sites", ID).

    A value None takes out. A whole row is given as its keys, or None to take it out. `seen` is the fingerprint of the
    file that the changes are meant for (`fingerprint_of`). What is there already is not written. Raises
    ChangedMeanwhile, NobodySettles, SettingsProblem, SettingsReadOnly, AnswerByHand or Unwritable.
    """
    file = SettingsFile(workspace)
    if file.fingerprint != seen:
        raise ChangedMeanwhile(subject="qms.toml")
    wanted = file.data
    differing = [path for path, value in changes.items() if _get(wanted, path) != value]
    if not differing:
        return
    for path in differing:
        _set(wanted, path, changes[path])

    def edit(text: str, path: TomlPath) -> str:
        return _edited(text, path, changes[path])

    try:
        file.rewrite(differing, edit, wanted, _check_somebody_settles, "settings.changed")
    except SettingsChanged as error:
        raise ChangedMeanwhile(subject="qms.toml") from error


def proposed_id(name: str, taken: Iterable[str]) -> str:
    """Return an id made of a name that no other has: `vaiku-dienos-centras`, `vaiku-dienos-centras-2`."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "x"
    known, number, ident = set(taken), 1, base
    while ident in known:
        number += 1
        ident = f"{base}-{number}"
    return ident


def _check_somebody_settles(settings: Settings) -> None:
    if not any(may(person, Right.SETTINGS) and may(person, Right.PEOPLE) for person in settings.people):
        raise NobodySettles


def _edited(text: str, path: TomlPath, value: Any) -> str:
    """Return the text with one change; raises NotHere."""
    if path[0] not in LISTS:
        return taken_out(text, path) if value is None else put(text, path, value)
    if len(path) > 2:
        return put_in_row(text, path[0], path[1], path[2], value)
    if value is None:
        return take_out_row(text, path[0], path[1])
    return add_row(text, path[0], value)


def _row(data: Mapping[str, Any], path: TomlPath) -> dict[str, Any] | None:
    rows = data.get(path[0], [])
    return next((row for row in rows if row.get("id") == path[1]), None)


def _get(data: Mapping[str, Any], path: TomlPath) -> Any:
    if path[0] in LISTS:
        row = _row(data, path)
        return row if row is None or len(path) < 3 else row.get(path[2])
    node: Any = data
    for part in path:
        node = node.get(part) if isinstance(node, dict) else None
    return node


def _set(data: dict[str, Any], path: TomlPath, value: Any) -> None:
    if path[0] not in LISTS:
        node = data
        for part in path[:-1]:
            node = node.setdefault(part, {})
    else:
        row = _row(data, path)
        if len(path) > 2:
            # Of an id that the file does not have there is nothing to set; the proof of the text then fails.
            node = row if row is not None else {}
        elif value is not None:
            data.setdefault(path[0], []).append(dict(value))
            return
        else:
            data[path[0]].remove(row)
            if not data[path[0]]:
                del data[path[0]]
            return
    if value is None:
        node.pop(path[-1], None)
    else:
        node[path[-1]] = deepcopy(value)
