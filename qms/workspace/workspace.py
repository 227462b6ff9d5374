"""Open the workspace that holds the current folder, and hand out what it owns."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from qms.model.errors import QmsError
from qms.people.actors import resolve_actor
from qms.state.frozen import FrozenStates
from qms.state.objects import Objects
from qms.workspace import clock
from qms.workspace.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Any

    from qms.catalogue.official import Official
    from qms.model.framework import Framework
    from qms.model.organisation import Person, Settings
    from qms.state.store import State

SETTINGS = "qms.toml"


class NoWorkspace(QmsError):
    """Report that neither the folder nor one above it is a workspace."""

    code = "no_workspace"
    hint = "hint_init"


class Workspace:
    """Give the settings, paths, state and frameworks of the workspace at `root`.

    `chosen_actor` is the person named with --as, `language` the one that texts are wanted in. `report_data` gives the
    measured results that a report prints, by slug, instance, language and year; whoever opens the workspace to work
    with documents sets it, for documents know nothing of registers.
    """

    report_data: Callable[[str, str, str, int], Mapping[str, Any]] | None = None

    def __init__(self, root: Path, chosen_actor: str | None = None, framework: str | None = None) -> None:
        self.root = root.resolve()
        self._chosen_actor = chosen_actor
        self._framework = framework

    @cached_property
    def settings(self) -> Settings:
        """Return what `qms.toml` says; raises SettingsProblem."""
        return read_settings(self.root / SETTINGS)

    @cached_property
    def state(self) -> State:
        """Return the open database; raises StateMissing, StateNewer or StateDamaged."""
        from qms.state.store import open_state

        return open_state(self.database, clock.now)

    @cached_property
    def actor(self) -> Person:
        """Return who acts; raises UnknownPerson or NobodyActs."""
        return resolve_actor(self.settings.people, self._chosen_actor)

    @cached_property
    def framework(self) -> Framework:
        """Return the chosen framework, else the first of `frameworks`."""
        return self.load_framework(self._framework or self.settings.frameworks[0])

    def load_framework(self, name: str) -> Framework:
        """Return a framework by id with the overlay of this workspace; raises UnknownFramework."""
        from qms.catalogue.loader import load_framework

        return load_framework(name, self.catalogue, {*self.settings.languages, self.reading_language})

    @cached_property
    def official(self) -> Official:
        """Return the official wording of the chosen framework that this workspace holds; nothing is read yet."""
        from qms.catalogue.official import Official

        return Official(self.catalogue, self._framework or self.settings.frameworks[0])

    @cached_property
    def reading_language(self) -> str:
        """Return the language that the person reads the program in."""
        from qms.locale.translator import current

        return current()

    @property
    def as_of(self) -> date:
        """Return the day that freshness is judged on: `assessed_on`, else today."""
        return self.settings.assessed_on or clock.today()

    @property
    def state_folder(self) -> Path:
        """Return the owner-only folder of the truth that this program keeps."""
        return self.root / ".qms" / "state"

    @property
    def database(self) -> Path:
        """Return the path of the state database."""
        return self.state_folder / "qms.db"

    @property
    def cache(self) -> Path:
        """Return the folder of extracted texts; it may be deleted at any time."""
        return self.root / ".qms" / "cache"

    @property
    def documents(self) -> Path:
        """Return the folder of working copies; the archive stands below it."""
        return self.root / "documents"

    @property
    def templates(self) -> Path:
        """Return the folder of the provider's own templates."""
        return self.root / "templates"

    @property
    def catalogue(self) -> Path:
        """Return the folder of the provider's own additions to standards."""
        return self.root / "catalogue"

    @property
    def evidence_folder(self) -> Path:
        """Return the evidence folder, which is read in place; only an explicit upload adds a file to it."""
        return (self.root / Path(self.settings.evidence_folder).expanduser()).absolute()

    @property
    def objects(self) -> Objects:
        """Return the bytes of generated bases and approved versions."""
        return Objects(self.state_folder / "objects")

    @property
    def texts(self) -> Objects:
        """Return the texts of confirmed revisions."""
        return Objects(self.state_folder / "texts")

    @property
    def frozen(self) -> FrozenStates:
        """Return the states that snapshots froze."""
        return FrozenStates(self.state_folder / "snapshots")

    @property
    def index_folder(self) -> Path:
        """Return the folder of the search index, in the user's own cache and never inside the workspace.

        An index holds pickles, so one that came with a folder must never be opened (design section 4).
        """
        named = os.environ.get("QMS_CACHE_DIR")
        if named:
            base = Path(named)
        else:
            from platformdirs import user_cache_path

            base = user_cache_path("qms")
        return base / hashlib.sha256(os.fsencode(self.root)).hexdigest()[:16]

    def close(self) -> None:
        """Release the database if it was opened."""
        if "state" in self.__dict__:
            self.state.close()


def find_workspace(start: Path) -> Path:
    """Return the nearest folder at or above `start` that holds qms.toml; raises NoWorkspace."""
    folder = start.absolute()
    for candidate in (folder, *folder.parents):
        if (candidate / SETTINGS).is_file():
            return candidate
    raise NoWorkspace(path=folder)
