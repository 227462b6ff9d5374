"""Change `qms.toml` with care: whole or not at all, comments and layout kept, never over another's change."""

from __future__ import annotations

import os
import stat
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms.model.errors import FileTrouble, QmsError
from qms.state.files import digest, write_atomic
from qms.workspace.settings import read_settings
from qms.workspace.statements import NotHere, dotted, line_of, statements
from qms.workspace.workspace import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qms.model.organisation import Settings
    from qms.workspace.workspace import Workspace

_BOM = b"\xef\xbb\xbf"
TomlPath = tuple[str, ...]


class SettingsChanged(QmsError):
    """Refuse to write over a `qms.toml` that somebody changed since it was read."""

    code = "settings_changed"
    hint = "hint_settings_changed"


class SettingsReadOnly(QmsError):
    """Report a `qms.toml` that may not be written."""

    code = "settings_read_only"
    hint = "hint_settings_read_only"


class AnswerByHand(QmsError):
    """Report a value that stands in `qms.toml` in a form that only a person should change."""

    code = "answer_by_hand"
    hint = "hint_answer_by_hand"


class SettingsFile:
    """Hold `qms.toml` as it was read, and write changed texts of it.

    Whoever may not write, or is not known, hears so here, before the first question. Raises FileTrouble,
    SettingsReadOnly, SettingsProblem, UnknownPerson or NobodyActs.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        # Where the name is a link, the file behind it is the one to replace.
        self._path = (workspace.root / SETTINGS).resolve()
        self._bytes = _read(self._path)
        _check_writable(self._path)
        workspace.settings = settings_of(self._bytes)
        self._actor = workspace.actor.id
        self._bom = self._bytes.startswith(_BOM)
        text = self._bytes.decode("utf-8-sig")
        self._crlf = "\r\n" in text and text.count("\n") == text.count("\r\n")
        self._text = text.replace("\r\n", "\n") if self._crlf else text

    @property
    def fingerprint(self) -> str:
        """Return what changes whenever the file does, for a form that is sent back later."""
        return digest(self._bytes)

    @property
    def data(self) -> dict[str, Any]:
        """Return what the file holds, parsed anew."""
        return tomllib.loads(self._text)

    def rewrite(
        self,
        paths: Iterable[TomlPath],
        edit: Callable[[str, TomlPath], str],
        wanted: dict[str, Any],
        check: Callable[[Settings], None] = lambda _settings: None,
        action: str = "answers.written",
    ) -> None:
        """Write the text that `edit` makes of each path in turn, once it is proven to hold `wanted`.

        `check` may refuse the new settings; the trail gets the names of the paths as `action`. The workspace knows the
        new settings afterwards. Raises AnswerByHand, SettingsProblem, SettingsChanged, SettingsReadOnly or Unwritable;
        nothing is written then.
        """
        named = list(paths)
        text = self._edited(named, edit, wanted)
        data = (_BOM if self._bom else b"") + (text.replace("\n", "\r\n") if self._crlf else text).encode()
        settings = settings_of(data)
        check(settings)
        _check_writable(self._path)
        names = [dotted(path[1:] if path[0] == "answers" else path) for path in named]
        # The transaction also keeps two interviews from writing at the same time.
        with self._workspace.state.write(self._actor) as change:
            if _read(self._path) != self._bytes:
                raise SettingsChanged(file=SETTINGS)
            change.log(action, SETTINGS, names=names)
            write_atomic(self._path, data, mode=stat.S_IMODE(self._path.stat().st_mode))
        self._bytes, self._text = data, text
        self._workspace.settings = settings

    def _edited(
        self, paths: list[TomlPath], edit: Callable[[str, TomlPath], str], wanted: dict[str, Any]
    ) -> str:
        """Return the edited text, proven to hold what is wanted and nothing else that is new."""
        text = self._text
        for path in paths:
            try:
                text = edit(text, path)
            except NotHere as error:
                raise AnswerByHand(file=SETTINGS, line=error.line, name=dotted(path)) from error
        try:
            whole = tomllib.loads(text) == wanted
        except tomllib.TOMLDecodeError:
            whole = False
        if not whole:
            line = line_of(statements(self._text), paths[0])
            raise AnswerByHand(file=SETTINGS, line=line, name=dotted(paths[0]))
        return text


def fingerprint_of(workspace: Workspace) -> str:
    """Return what changes whenever `qms.toml` does; raises FileTrouble."""
    return digest(_read((workspace.root / SETTINGS).resolve()))


def settings_of(data: bytes) -> Settings:
    """Return the settings that the bytes of a `qms.toml` hold; raises SettingsProblem."""
    with tempfile.TemporaryDirectory(prefix="qms-") as folder:
        copy = Path(folder) / SETTINGS
        copy.write_bytes(data)
        return read_settings(copy)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileTrouble(path=path, why=error.strerror or "") from error


def _check_writable(path: Path) -> None:
    # An administrator may write everywhere, but a file without any write bit was locked on purpose.
    if not os.access(path, os.W_OK) or not path.stat().st_mode & 0o222:
        raise SettingsReadOnly(path=path)
