"""Look at what surrounds a watcher: whether the folder and the settings are those of before, which names matter."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

from qms.workspace.workspace import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from qms.workspace.workspace import Workspace


def identity_of(folder: Path) -> tuple[int, int] | None:
    """Return what tells this very folder from another of its name, None when there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def stamp_of(workspace: Workspace) -> tuple[int, int] | None:
    """Return size and time of the settings, None when they cannot be looked at."""
    try:
        status = (workspace.root / SETTINGS).stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def matters(workspace: Workspace, raw: bytes) -> bool:
    """Say whether a raw path, relative to the evidence folder, may be evidence: no part of it is ever ignored."""
    from indexer.scan import display_name, is_ignored, matching

    own = matching(workspace.settings.evidence_ignore)
    parts = _upwards(display_name(raw))
    return not any(is_ignored(part.rsplit("/", 1)[-1]) or (own and own(part)) for part in parts)


def _upwards(path: str) -> Iterator[str]:
    """Yield a path with `/` and all folders above it, within its folder."""
    while path:
        yield path
        path = path.rpartition("/")[0]
