"""Tell others that somebody watches: a lock held for as long, and a small file that says how it goes.

Both lie beside the index, in the user's own cache: they speak of a process of this machine and must not travel with
the workspace.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import Busy
from qms.state.files import Unwritable, make_private, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qms.workspace.workspace import Workspace

_LOCK, _FILE = "watch.lock", "watch.json"
PATIENCE = 1.0
"""Seconds to wait for a watcher that is just about to end."""


class WatcherBusy(Busy):
    """Refuse to watch what another process watches already; `holder` is its process id."""

    code = "watch_busy"
    hint = "hint_watch_busy"


@dataclass(frozen=True, slots=True)
class Status:
    """Hold how watching goes.

    `state` is "starting", "idle", "waiting", "passing", "recognising", "gone" or "trouble"; `observer` "native" or
    "polling", `why` the reason for it. Times are ISO, `rescan_in` is seconds. `waiting` counts files still being
    written, `unreadable` files that cannot be searched, `pages` those that wait for recognition, `done` the files
    handled in the pass that runs. `trouble` is the code of the error that stops passes.
    """

    pid: int
    started: str
    state: str = "starting"
    observer: str = ""
    why: str = ""
    last_pass: str | None = None
    waiting: int = 0
    unreadable: int = 0
    pages: int = 0
    done: int = 0
    rescan_in: float = 0.0
    trouble: str | None = None
    beat: str | None = None


@contextmanager
def watching(workspace: Workspace) -> Iterator[None]:
    """Be the only watcher of a workspace for the length of the block; raises WatcherBusy."""
    from indexer.lock import Locked, hold

    make_private(workspace.index_folder)
    try:
        with hold(workspace.index_folder / _LOCK, wait=PATIENCE):
            try:
                yield
            finally:
                with suppress(OSError):
                    _file(workspace).unlink()
    except Locked as error:
        raise WatcherBusy(holder=error.holder) from error


def write_heartbeat(workspace: Workspace, status: Status) -> None:
    """Write how watching goes, owner-only; where that fails, watching goes on."""
    data = json.dumps(asdict(status), ensure_ascii=False, indent=2)
    with suppress(Unwritable):
        write_atomic(_file(workspace), data.encode("utf-8"), durable=False)


def read_heartbeat(workspace: Workspace) -> dict[str, Any] | None:
    """Return the fields of `Status` as the watcher last wrote them, None when nobody watches.

    The lock tells whether somebody does, since a killed watcher leaves its file behind.
    """
    from indexer.lock import Locked, hold

    folder = workspace.index_folder
    if not (folder / _LOCK).is_file():
        return None
    try:
        with hold(folder / _LOCK, wait=0):
            return None
    except (Locked, OSError):
        pass
    try:
        found = json.loads(_file(workspace).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _file(workspace: Workspace) -> Path:
    return workspace.index_folder / _FILE
