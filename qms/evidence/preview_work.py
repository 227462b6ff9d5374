"""Have a warm worker make what is shown of a file: its bytes are taken apart there and nowhere else."""

from __future__ import annotations

import atexit
import threading
from time import monotonic
from typing import TYPE_CHECKING

from qms.evidence.preview_cache import PreviewCache
from qms.model.preview import NoPreview

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.extract.grid import Grid
    from indexer.extract.pool import Extractor
    from indexer.preview.model import View, Wish
    from qms.workspace.workspace import Workspace

WORKERS = 2
"""Started when needed: while one draws a vast page, the other serves the rest."""
_BOOKS = 4  # workspaces (by their passwords) that are served at once
_LOCK = threading.Lock()
_WARM: dict[tuple[str, ...], Extractor] = {}
_PATIENCE = 600.0  # seconds
_MOST_ENDLESS = 1_000
_ENDLESS: dict[tuple[str, str, int], float] = {}
"""When to try again what took too long: fingerprint, what of it, and number."""


def extractor_of(workspace: Workspace) -> Extractor:
    """Return the extractor of the process that serves previews; it starts no other program."""
    from indexer.extract.pool import Extractor
    from indexer.extract.tools import Tools

    passwords = tuple(workspace.settings.evidence_passwords)
    with _LOCK:
        found = _WARM.get(passwords)
        if found is None:
            if not _WARM:
                atexit.register(close_previews)
            while len(_WARM) >= _BOOKS:
                _WARM.pop(next(iter(_WARM))).close()
            found = _WARM[passwords] = Extractor(WORKERS, tools=Tools(passwords))
    return found


def close_previews() -> None:
    """End the workers; another call starts them again."""
    with _LOCK:
        while _WARM:
            _WARM.popitem()[1].close()


def view(workspace: Workspace, source: Path | bytes, name: str, sha256: str, wish: Wish) -> View:
    """Return what a worker makes of a file. Raises NoPreview.

    What had no end is refused for a while by its fingerprint, so that it does not keep all workers busy.
    """
    key = (sha256, wish.what, wish.number)
    until = _ENDLESS.get(key, 0.0)
    made = "timeout" if until > monotonic() else extractor_of(workspace).view(source, name, wish)
    if made == "timeout" and until <= monotonic():
        if len(_ENDLESS) >= _MOST_ENDLESS:
            _ENDLESS.clear()
        _ENDLESS[key] = monotonic() + _PATIENCE
    if isinstance(made, str):
        raise no_preview(made, wish.number)
    return made


def grid(workspace: Workspace, source: Path | bytes, name: str) -> Grid:
    """Return a spreadsheet as rows of cells. Raises NoPreview."""
    extractor = extractor_of(workspace)
    found = (
        extractor.grid_bytes(name, source) if isinstance(source, bytes) else extractor.grid(source, name=name)
    )
    if isinstance(found, str):
        raise no_preview(found)
    return found


def no_preview(problem: str, number: int = 0) -> NoPreview:
    """Return the refusal that a problem of a reader means; that there is no text tells of a page that is not there."""
    if problem == "no_text" and number:
        return NoPreview("preview_no_page", number=number)
    return NoPreview(f"why_{problem}")


def kept(workspace: Workspace) -> PreviewCache:
    """Return where previews of a workspace are kept."""
    return PreviewCache(workspace.cache)
