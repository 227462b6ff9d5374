"""Open the search index of a workspace, in the user's own cache, and hold the lock of the pass beside it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from qms.model.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.index import Index
    from qms.workspace.workspace import Workspace


class IndexBusy(Busy):
    """Report that another process writes the index; `holder` is its process id."""

    code = "index_busy"


def open_index(workspace: Workspace) -> Index:
    """Open the index, made anew where it is absent, old or damaged; raises IndexBusy."""
    from indexer.index import Index, IndexLocked
    from qms.state.files import make_private

    make_private(workspace.index_folder)
    try:
        return Index(workspace.index_folder / "index")
    except IndexLocked as error:
        raise IndexBusy(holder=error.holder) from error


@contextmanager
def pass_lock(workspace: Workspace) -> Iterator[None]:
    """Hold the lock of the pass: who reads evidence, or erases what was read, does so alone.

    Waits ten seconds (QMS_LOCK_WAIT), then raises IndexBusy with the holder.
    """
    from indexer.lock import Locked, hold
    from qms.state.files import make_private

    make_private(workspace.index_folder)
    try:
        with hold(workspace.index_folder / "sync.lock", wait=float(os.environ.get("QMS_LOCK_WAIT", "10"))):
            yield
    except Locked as error:
        raise IndexBusy(holder=error.holder) from error
