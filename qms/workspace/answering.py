"""Write answers into `qms.toml`: whole or not at all, comments and layout kept, entered in the trail by name only."""

from __future__ import annotations

import os
import stat
import tempfile
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms.model.errors import FileTrouble, QmsError
from qms.state.files import write_atomic
from qms.workspace.settings import read_settings
from qms.workspace.statements import NotHere, dotted, line_of, put, statements
from qms.workspace.workspace import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.organisation import Settings
    from qms.workspace.workspace import Workspace

LAW = ("law", "acts")
_BOM = b"\xef\xbb\xbf"


class SettingsChanged(QmsError):
    """Refuse to write over a `qms.toml` that somebody changed since it was read."""

    code = "settings_changed"
    hint = "hint_settings_changed"


class SettingsReadOnly(QmsError):
    """Report a `qms.toml` that may not be written."""

    code = "settings_read_only"
    hint = "hint_settings_read_only"


class AnswerByHand(QmsError):
    """Report an answer that stands in `qms.toml` in a form that only a person should change."""

    code = "answer_by_hand"
    hint = "hint_answer_by_hand"


class AnswerFile:
    """Hold `qms.toml` as it was read, and write answers into it.

    Whoever may not write, or is not known, hears so here, before the first question. Raises FileTrouble,
    SettingsReadOnly, SettingsProblem, UnknownPerson or NobodyActs.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        # Where the name is a link, the file behind it is the one to replace.
        self._path = (workspace.root / SETTINGS).resolve()
        self._bytes = _read(self._path)
        _check_writable(self._path)
        workspace.settings = _settings(self._bytes)
        self._actor = workspace.actor.id
        self._bom = self._bytes.startswith(_BOM)
        text = self._bytes.decode("utf-8-sig")
        self._crlf = "\r\n" in text and text.count("\n") == text.count("\r\n")
        self._text = text.replace("\r\n", "\n") if self._crlf else text

    @property
    def ticked(self) -> tuple[str, ...] | None:
        """Return the acts that were ticked, None where `[law] acts` is absent."""
        acts = tomllib.loads(self._text).get("law", {}).get("acts")
        return None if acts is None else tuple(acts)

    def differs(self, path: tuple[str, ...], value: Any) -> bool:
        """Tell whether the file holds something else at `path`."""
        return bool(_at(tomllib.loads(self._text), path) != value)

    def write(self, answers: Mapping[tuple[str, ...], Any]) -> None:
        """Write answers by their path, such as ("answers", "common", "director"); the workspace then knows them.

        Raises SettingsChanged, SettingsReadOnly, AnswerByHand, SettingsProblem or Unwritable; nothing is written then.
        """
        workspace = self._workspace
        text = self._edited(answers)
        data = (_BOM if self._bom else b"") + (text.replace("\n", "\r\n") if self._crlf else text).encode()
        settings = _settings(data)
        _check_writable(self._path)
        names = [dotted(path[1:] if path[0] == "answers" else path) for path in answers]
        # The transaction also keeps two interviews from writing at the same time.
        with workspace.state.write(self._actor) as change:
            if _read(self._path) != self._bytes:
                raise SettingsChanged(file=SETTINGS)
            change.log("answers.written", SETTINGS, names=names)
            write_atomic(self._path, data, mode=stat.S_IMODE(self._path.stat().st_mode))
        self._bytes, self._text = data, text
        workspace.settings = settings

    def _edited(self, answers: Mapping[tuple[str, ...], Any]) -> str:
        """Return the text with the answers in it, proven to hold them and nothing else that is new."""
        text, wanted = self._text, tomllib.loads(self._text)
        for path, value in answers.items():
            try:
                text = put(text, path, value)
                _set(wanted, path, value)
            except NotHere as error:
                raise AnswerByHand(file=SETTINGS, line=error.line, name=dotted(path)) from error
        try:
            whole = tomllib.loads(text) == wanted
        except tomllib.TOMLDecodeError:
            whole = False
        if not whole:
            path = next(iter(answers))
            line = line_of(statements(self._text), path)
            raise AnswerByHand(file=SETTINGS, line=line, name=dotted(path))
        return text


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileTrouble(path=path, why=error.strerror or "") from error


def _check_writable(path: Path) -> None:
    # An administrator may write everywhere, but a file without any write bit was locked on purpose.
    if not os.access(path, os.W_OK) or not path.stat().st_mode & 0o222:
        raise SettingsReadOnly(path=path)


def _settings(data: bytes) -> Settings:
    """Return the settings that `data` holds; raises SettingsProblem."""
    with tempfile.TemporaryDirectory(prefix="qms-") as folder:
        copy = Path(folder) / SETTINGS
        copy.write_bytes(data)
        return read_settings(copy)


def _at(data: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data


def _set(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    node: Any = data
    for part in path[:-1]:
        node = node.setdefault(part, {}) if isinstance(node, dict) else None
    if not isinstance(node, dict):
        raise NotHere(1)
    node[path[-1]] = deepcopy(value)
