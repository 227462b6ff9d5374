"""Write answers into `qms.toml`: whole or not at all, comments and layout kept, entered in the trail by name only."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from qms.workspace.settings_file import AnswerByHand, SettingsChanged, SettingsFile, SettingsReadOnly
from qms.workspace.statements import NotHere, dotted, line_of, put, statements, taken_out
from qms.workspace.workspace import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LAW", "AnswerByHand", "AnswerFile", "SettingsChanged", "SettingsReadOnly"]

LAW = ("law", "acts")


class AnswerFile(SettingsFile):
    """Hold `qms.toml` as it was read, and write answers into it; raises what SettingsFile raises."""

    @property
    def ticked(self) -> tuple[str, ...] | None:
        """Return the acts that were ticked, None where `[law] acts` is absent."""
        acts = self.data.get("law", {}).get("acts")
        return None if acts is None else tuple(acts)

    def differs(self, path: tuple[str, ...], value: Any) -> bool:
        """Tell whether the file holds something else at `path`."""
        return bool(_at(self.data, path) != value)

    def write(self, answers: Mapping[tuple[str, ...], Any]) -> None:
        """Write answers by their path, such as ("answers", "common", "director"); the workspace then knows them.

        An answer None is taken out. Raises SettingsChanged, SettingsReadOnly, AnswerByHand, SettingsProblem or
        Unwritable; nothing is written then.
        """

        def edit(text: str, path: tuple[str, ...]) -> str:
            value = answers[path]
            return taken_out(text, path) if value is None else put(text, path, value)

        wanted = self.data
        for path, value in answers.items():
            try:
                _set(wanted, path, value)
            except NotHere as error:
                line = line_of(statements(self._text), path)
                raise AnswerByHand(file=SETTINGS, line=line, name=dotted(path)) from error
        self.rewrite(answers, edit, wanted)


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
    if value is None:
        node.pop(path[-1], None)
    else:
        node[path[-1]] = deepcopy(value)
