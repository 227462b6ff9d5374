"""Search with an index that may have to be made anew first, and that may stay open between queries."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

from qms.evidence.readings import ReadingCache
from qms.evidence.search import Answer, Filters, search
from qms.state.evidence_rows import known_files
from qms.upkeep.indexing import bring_index_in_step
from qms.upkeep.sync import sync
from qms.workspace.index import IndexBusy, open_index

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from indexer.index import Index
    from qms.evidence.listing import Listed
    from qms.workspace.workspace import Workspace

_LOOKS = 1
"""How often an index that proves damaged is filled again within one query."""


def search_evidence(
    workspace: Workspace,
    query: str,
    filters: Filters,
    limit: int,
    announce: Callable[[], None] = lambda: None,
    hidden: Collection[str] = (),
) -> Answer:
    """Answer a query; an index that is absent, old or damaged is filled from state first, which is announced.

    Evidence whose id is in `hidden` is as if it were not there. Raises QueryRefused, and IndexBusy when another process
    writes the index meanwhile.
    """
    with OpenIndex() as opened:
        return opened.search(workspace, query, filters, limit, announce, hidden)


class OpenIndex:
    """Keep the index of one workspace open between queries, in step with what others write; threads may share it.

    It opens with the first query. Use it as a context manager or close it; after that it may be used again.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._index: Index | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        with self._guard:
            found, self._index = self._index, None
        if found is not None:
            found.close()

    def search(
        self,
        workspace: Workspace,
        query: str,
        filters: Filters,
        limit: int,
        announce: Callable[[], None] = lambda: None,
        hidden: Collection[str] = (),
        listed: Sequence[Listed] | None = None,
    ) -> Answer:
        """Answer as `search_evidence` does; `listed` is the register where the caller has it."""
        from indexer.index import IndexDamaged, IndexLocked

        try:
            for _ in range(_LOOKS):
                index = self._ready(workspace, announce)
                try:
                    return search(workspace, index, query, filters, limit, hidden=hidden, listed=listed)
                except IndexDamaged:
                    # Opening found nothing wrong, reading did: the index is empty now and can be filled again.
                    self.close()
            index = self._ready(workspace, announce)
            return search(workspace, index, query, filters, limit, hidden=hidden, listed=listed)
        except IndexLocked as error:  # what looks like damage is looked at again while nobody writes
            raise IndexBusy(holder=error.holder) from error

    def _ready(self, workspace: Workspace, announce: Callable[[], None]) -> Index:
        with self._guard:
            if self._index is None or not self._index.path.exists():
                self._index = ready_index(workspace, announce)
            return self._index


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
