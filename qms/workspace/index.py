"""Open the search index of a workspace, in the user's own cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.model.errors import Busy

if TYPE_CHECKING:
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
