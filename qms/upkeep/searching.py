"""Search with an index that may have to be made anew first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.evidence.readings import ReadingCache
from qms.evidence.search import Answer, Filters, search
from qms.upkeep.indexing import bring_index_in_step
from qms.upkeep.sync import sync
from qms.workspace.index import open_index

if TYPE_CHECKING:
    from indexer.index import Index
    from qms.workspace.workspace import Workspace


def search_evidence(workspace: Workspace, query: str, filters: Filters, limit: int) -> Answer:
    """Answer a query; an index that is absent, old or damaged is filled from state first.

    Raises QueryRefused, and IndexBusy when another process writes the index meanwhile.
    """
    from indexer.index import IndexDamaged

    try:
        return _ask(workspace, query, filters, limit)
    except IndexDamaged:
        # Opening found nothing wrong, reading did: the index is empty now and can be filled again.
        return _ask(workspace, query, filters, limit)


def _ask(workspace: Workspace, query: str, filters: Filters, limit: int) -> Answer:
    index = _ready_index(workspace)
    try:
        return search(workspace, index, query, filters, limit)
    finally:
        index.close()


def _ready_index(workspace: Workspace) -> Index:
    index = open_index(workspace)
    if (
        not index.stamps()
        and bring_index_in_step(workspace.state, ReadingCache(workspace.cache), index).unread
    ):
        # The cache of texts is gone as well, so the files have to be read again.
        index.close()
        sync(workspace)
        index = open_index(workspace)
    return index
