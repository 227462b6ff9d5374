"""Search with an index that may have to be made anew first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.evidence.readings import ReadingCache
from qms.evidence.search import Answer, Filters, search
from qms.state.evidence_rows import known_files
from qms.upkeep.indexing import bring_index_in_step
from qms.upkeep.sync import sync
from qms.workspace.index import IndexBusy, open_index

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.index import Index
    from qms.workspace.workspace import Workspace


def search_evidence(
    workspace: Workspace,
    query: str,
    filters: Filters,
    limit: int,
    announce: Callable[[], None] = lambda: None,
) -> Answer:
    """Answer a query; an index that is absent, old or damaged is filled from state first, which is announced.

    Raises QueryRefused, and IndexBusy when another process writes the index meanwhile.
    """
    from indexer.index import IndexDamaged, IndexLocked

    try:
        try:
            return _ask(workspace, query, filters, limit, announce)
        except IndexDamaged:
            # Opening found nothing wrong, reading did: the index is empty now and can be filled again.
            return _ask(workspace, query, filters, limit, announce)
    except IndexLocked as error:  # what looks like damage is looked at again while nobody writes
        raise IndexBusy(holder=error.holder) from error


def _ask(
    workspace: Workspace, query: str, filters: Filters, limit: int, announce: Callable[[], None]
) -> Answer:
    index = ready_index(workspace, announce)
    try:
        return search(workspace, index, query, filters, limit)
    finally:
        index.close()


def ready_index(workspace: Workspace, announce: Callable[[], None]) -> Index:
    """Return the index, filled from state first where it is empty, which is announced; raises IndexBusy."""
    index = open_index(workspace)
    if index.stamps() or not _has_evidence(workspace):
        return index
    announce()
    if bring_index_in_step(workspace.state, ReadingCache(workspace.cache), index).unread:
        # The cache of texts is gone as well, so the files have to be read again.
        index.close()
        sync(workspace)
        index = open_index(workspace)
    return index


def _has_evidence(workspace: Workspace) -> bool:
    with workspace.state.read() as conn:
        return any(known.reader is not None for known in known_files(conn))
