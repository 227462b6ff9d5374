"""Run the one pass: scan, register, readings, links and index; killed at any point, the next pass completes it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.kinship import newer_versions
from qms.evidence.readings import ReadingCache
from qms.evidence.tools import workspace_tools
from qms.people.actors import NobodyActs
from qms.state.evidence_rows import count_problems, known_files, update_evidence
from qms.state.files import make_private
from qms.upkeep.indexing import bring_index_in_step
from qms.upkeep.reading import read_all
from qms.upkeep.register import Counts, apply, observe
from qms.workspace import clock
from qms.workspace.index import IndexBusy, open_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.index import Index
    from qms.state.evidence_rows import KnownFile
    from qms.workspace.workspace import Workspace

SYSTEM = "qms"


@dataclass(slots=True)
class SyncReport:
    """Hold what a pass did: files read, entries indexed, whether the index was made anew, PDFs added.

    `newer` counts files of this pass that may be a newer version of a linked file.
    """

    counts: Counts
    read: int
    indexed: int
    rebuilt: bool
    pdfs: int
    newer: int


def actor_or_system(workspace: Workspace) -> str:
    """Return who acts; a pass decides nothing, so it may also run for nobody in particular."""
    try:
        return workspace.actor.id
    except NobodyActs:
        return SYSTEM


def sync(
    workspace: Workspace,
    *,
    accept_missing: bool = False,
    progress: Callable[[str], None] = lambda _stage: None,
) -> SyncReport:
    """Bring the whole workspace in step once.

    Raises FolderGone, BrakePulled, IndexBusy, or what opening a workspace raises.
    """
    actor = actor_or_system(workspace)
    cache, tools = ReadingCache(workspace.cache), workspace_tools(workspace)
    with _one_at_a_time(workspace) as index:
        with workspace.state.read() as conn:
            manifest = known_files(conn)
        known = {k.raw: k for k in manifest}
        seen = observe(
            workspace.evidence_folder, workspace.settings.evidence_ignore, known, lambda: progress("scan")
        )
        counts, wrote = apply(
            workspace.state, actor, seen, manifest, clock.today(), accept_missing=accept_missing
        )
        folder = workspace.evidence_folder
        read = read_all(
            workspace.state, workspace.texts, cache, folder, actor, lambda: progress("read"), tools
        )
        calm = not (wrote or read)
        done = bring_index_in_step(workspace.state, cache, index, manifest if calm else None)
        if done.unread:
            _forget_readings(workspace, actor, done.unread)
            read += read_all(
                workspace.state, workspace.texts, cache, folder, actor, lambda: progress("read"), tools
            )
            done = bring_index_in_step(workspace.state, cache, index)
        counts.unreadable = count_unsearchable(workspace)
        _follow_documents(workspace, actor)
        newer = _count_newer(workspace, manifest) if counts.added or counts.changed else 0
        return SyncReport(counts, read, done.written, index.was_rebuilt, _archive_pdfs(workspace), newer)


def _count_newer(workspace: Workspace, before: Sequence[KnownFile]) -> int:
    """Return how many files that came or changed with this pass may be a newer version of a linked file."""
    revisions = {k.id: k.revision for k in before}
    with workspace.state.read() as conn:
        came = {k.id for k in known_files(conn) if revisions.get(k.id) != k.revision}
        return len({pair.id for pair in newer_versions(conn, came)})


def _follow_documents(workspace: Workspace, actor: str) -> None:
    """Notice edits after an approval, and put back what is missing in the archive."""
    from qms.documents.archive import lay_out_all
    from qms.documents.review import follow_edits

    lay_out_all(workspace)
    follow_edits(workspace, actor)


def _archive_pdfs(workspace: Workspace) -> int:
    """Add PDFs of approved versions that were archived while LibreOffice was not there."""
    from qms.documents.pdf import add_missing_pdfs, find_office

    return add_missing_pdfs(workspace) if find_office() else 0


def count_unsearchable(workspace: Workspace) -> int:
    """Return how many present files cannot be searched."""
    with workspace.state.read() as conn:
        return count_problems(conn)


def _forget_readings(workspace: Workspace, actor: str, unread: tuple[str, ...]) -> None:
    """Ask for another reading where the cache was deleted; containers stand for their attachments."""
    with workspace.state.write(actor) as change:
        containers = {k.id: k.container or k.id for k in known_files(change.conn)}
        for ident in sorted({containers[i] for i in unread}):
            update_evidence(change.conn, ident, {"reader": None})


@contextmanager
def _one_at_a_time(workspace: Workspace) -> Iterator[Index]:
    """Hold the lock of the pass for its length; a second pass waits ten seconds, then names the holder."""
    from indexer.lock import Locked, hold

    folder = workspace.index_folder
    make_private(folder)
    try:
        with hold(folder / "sync.lock", wait=float(os.environ.get("QMS_LOCK_WAIT", "10"))):
            index = open_index(workspace)
            try:
                yield index
            finally:
                index.close()
    except Locked as error:
        raise IndexBusy(holder=error.holder) from error
