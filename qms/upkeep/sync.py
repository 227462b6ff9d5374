"""Run the one pass: scan, register, readings, links and index; killed at any point, the next pass completes it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.kinship import newer_versions
from qms.evidence.readings import ReadingCache
from qms.evidence.tools import workspace_tools
from qms.people.actors import NobodyActs
from qms.state.evidence_looks import newest_revisions
from qms.state.evidence_rows import (
    count_problems,
    known_files,
    update_evidence,
    waiting_for_ocr,
)
from qms.state.series_rows import all_rules, all_series
from qms.upkeep.indexing import bring_index_in_step
from qms.upkeep.observing import is_calm, observe
from qms.upkeep.reading import read_all
from qms.upkeep.register import Counts, apply
from qms.upkeep.registers import follow_registers
from qms.workspace import clock
from qms.workspace.index import open_index, pass_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from indexer.index import Index
    from qms.state.evidence_rows import KnownFile
    from qms.upkeep.observing import Hold
    from qms.upkeep.registers import RegisterNews
    from qms.workspace.workspace import Workspace

SYSTEM = "qms"


@dataclass(slots=True)
class SyncReport:
    """Hold what a pass did: files read, entries indexed, whether the index was made anew, PDFs added.

    `newer` counts files of this pass that may be a newer version of a linked file, `registers` tells which spreadsheets
    with registers were read. `arrived` counts files that wait in folders with a rule, `late` names series whose next
    file is late.
    """

    counts: Counts
    read: int
    indexed: int
    rebuilt: bool
    pdfs: int
    newer: int
    registers: RegisterNews
    arrived: int = 0
    late: tuple[str, ...] = ()


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
    hold: Hold | None = None,
    enough: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """Bring the whole workspace in step once.

    A pass of a watcher leaves the files that `hold` names for a later one, and reads until `enough` says so. Raises
    FolderGone, BrakePulled, IndexBusy, or what opening a workspace or `hold` raises.
    """
    actor = actor_or_system(workspace)
    cache, tools = ReadingCache(workspace.cache), workspace_tools(workspace)
    with _one_at_a_time(workspace) as index:
        folder, ignore = workspace.evidence_folder, workspace.settings.evidence_ignore
        with workspace.state.read() as conn:
            manifest = known_files(conn)
        counts, wrote = Counts(), False
        if hold is not None or not is_calm(workspace.state, folder, ignore):
            counts, wrote = apply(
                workspace.state,
                actor,
                observe(folder, ignore, {k.raw: k for k in manifest}, lambda: progress("scan"), hold),
                manifest if hold is not None else None,
                clock.today(),
                accept_missing=accept_missing,
            )
        if lost := _lost_scans(workspace, cache):
            _forget_readings(workspace, actor, lost)
        read = read_all(
            workspace.state, workspace.texts, cache, folder, actor, lambda: progress("read"), tools, enough
        )
        calm = not (wrote or read)
        done = bring_index_in_step(
            workspace.state, cache, index, manifest if calm else None, lambda: progress("index")
        )
        if done.unread:
            _forget_readings(workspace, actor, done.unread)
            read += read_all(
                workspace.state,
                workspace.texts,
                cache,
                folder,
                actor,
                lambda: progress("read"),
                tools,
                enough,
            )
            done = bring_index_in_step(workspace.state, cache, index, progress=lambda: progress("index"))
        counts.unreadable = count_unsearchable(workspace)
        registers = follow_registers(workspace, actor, lambda: progress("registers"))
        _follow_documents(workspace, actor)
        newer = _count_newer(workspace, manifest) if counts.added or counts.changed else 0
        pdfs = _archive_pdfs(workspace)
        arrived, late = _announced(workspace)
        return SyncReport(
            counts, read, done.written, index.was_rebuilt, pdfs, newer, registers, arrived, late
        )


def _announced(workspace: Workspace) -> tuple[int, tuple[str, ...]]:
    """Return how many files wait in folders with a rule, and which series wait for a file that is late."""
    with workspace.state.read() as conn:
        rules, known = bool(all_rules(conn)), bool(all_series(conn))
    from qms.coverage.arriving import rule_suggestions
    from qms.evidence.series import series_states

    arrived = len({one.path for one in rule_suggestions(workspace)}) if rules else 0
    return arrived, tuple(s.series.name for s in series_states(workspace) if s.late) if known else ()


def _count_newer(workspace: Workspace, before: Sequence[KnownFile]) -> int:
    """Return how many files that came or changed with this pass may be a newer version of a linked file."""
    revisions = {k.id: k.revision for k in before}
    with workspace.state.read() as conn:
        came = {
            ident for ident, revision in newest_revisions(conn).items() if revisions.get(ident) != revision
        }
        return len({pair.id for pair in newer_versions(conn, came)})


def _follow_documents(workspace: Workspace, actor: str) -> None:
    """Notice edits after an approval, and put back what is missing in the archive."""
    from qms.documents.archive import lay_out_all
    from qms.documents.review import follow_edits

    lay_out_all(workspace)
    follow_edits(workspace, actor)


def _archive_pdfs(workspace: Workspace) -> int:
    """Add PDFs of approved versions that were archived while LibreOffice was not there."""
    from indexer.extract.tools import find_office
    from qms.documents.pdf import add_missing_pdfs

    return add_missing_pdfs(workspace) if find_office() else 0


def count_unsearchable(workspace: Workspace) -> int:
    """Return how many present files cannot be searched."""
    with workspace.state.read() as conn:
        return count_problems(conn)


def _lost_scans(workspace: Workspace, cache: ReadingCache) -> tuple[str, ...]:
    """Return the files whose pages wait for recognition while the cache no longer tells which pages these are."""
    with workspace.state.read() as conn:
        return tuple(
            known.id for known, _ in waiting_for_ocr(conn) if cache.get(known.sha256, known.path) is None
        )


def _forget_readings(workspace: Workspace, actor: str, unread: tuple[str, ...]) -> None:
    """Ask for another reading where the cache was deleted; containers stand for their attachments."""
    with workspace.state.write(actor) as change:
        containers = {k.id: k.container or k.id for k in known_files(change.conn)}
        for ident in sorted({containers[i] for i in unread}):
            update_evidence(change.conn, ident, {"reader": None})


@contextmanager
def _one_at_a_time(workspace: Workspace) -> Iterator[Index]:
    """Hold the lock of the pass for its length, with the index open; raises IndexBusy."""
    with pass_lock(workspace):
        index = open_index(workspace)
        try:
            yield index
        finally:
            index.close()
