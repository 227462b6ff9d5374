"""Remember the coverage map while nothing changed: at many links it takes long to judge, and every page needs it."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

    from qms.model.coverage import CoverageMap
    from qms.workspace.workspace import Workspace

SECONDS = 30.0
"""How long something is believed at most: files of documents may change without the database knowing."""
_COUNTER = slice(24, 28)
_MOST = 32


class Remembered:
    """Hold values by key and by the stamp of the workspace: an older stamp is as good as nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: dict[Hashable, tuple[Hashable, float, Any]] = {}

    def get(self, workspace: Workspace, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is remembered under `key` for the workspace as it is now, else what `make` returns."""
        stamp = stamp_of(workspace)
        held = self._held.get(key)
        if held is not None and held[0] == stamp and time.monotonic() - held[1] < SECONDS:
            with self._lock:  # what is asked for often is the last to be forgotten
                if self._held.get(key) is held:
                    self._held[key] = self._held.pop(key)
            return held[2]
        made = make()
        with self._lock:
            self._held.pop(key, None)
            self._held[key] = (stamp, time.monotonic(), made)
            while len(self._held) > _MOST:
                del self._held[next(iter(self._held))]
        return made


def stamp_of(workspace: Workspace) -> Hashable:
    """Return what changes with every commit of the database, with the settings and with the day."""
    settings = (workspace.root / "qms.toml").stat()
    return _commits(workspace.database), settings.st_mtime_ns, settings.st_size, clock.today()


def _commits(database: Path) -> bytes:
    """Return the change counter in the head of an SQLite file, which every commit raises."""
    with database.open("rb") as stream:
        return stream.read(_COUNTER.stop)[_COUNTER]


def map_of(remembered: Remembered, workspace: Workspace, service: str | None = None) -> CoverageMap:
    """Return the coverage map of the framework that the workspace was opened for."""
    from qms.coverage.map import build_map

    key = ("map", workspace.framework.id, workspace.reading_language, service)
    found: CoverageMap = remembered.get(workspace, key, lambda: build_map(workspace, service=service))
    return found
