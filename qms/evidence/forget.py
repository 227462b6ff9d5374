"""Forget an evidence: its text, quotes, entries and copies are erased, and a nameless tombstone stays."""

from __future__ import annotations

import os
import re
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qms.evidence.finding import UnknownEvidence
from qms.model.errors import QmsError
from qms.state.erase import (
    NOTHING,
    Traces,
    compact,
    erase_rows,
    former_ids,
    has_tombstone,
    known_copies,
    put_tombstone,
    still_needed,
    traces_of,
)
from qms.state.evidence_rows import known_files
from qms.state.files import HALF_WRITTEN
from qms.state.snapshot_rows import all_snapshots
from qms.workspace.copies import (
    CopyUnreachable,
    automatic_copies,
    scrub_copy,
    scrub_snapshots,
    sweep_leftovers,
)
from qms.workspace.index import IndexBusy, pass_lock
from qms.workspace.kept_packs import delete_packs_with
from qms.workspace.tree import below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qms.state.store import Change
    from qms.workspace.workspace import Workspace

# Older than a transaction can wait: a text that nobody refers to is then left over from a past confirmation.
_LEFT_OVER_SECONDS = 120.0
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


class StillPresent(QmsError):
    """Refuse to forget a file that lies in the evidence folder, since the next sync would read it again.

    `path` and `found` (where its bytes lie) are given.
    """

    code = "still_present"
    hint = "hint_delete_first"


class FolderAway(QmsError):
    """Refuse to forget while the evidence folder is away: the file might still be in it."""

    code = "folder_gone"
    hint = "hint_folder"


class NameInReason(QmsError):
    """Refuse a reason that names the file: the tombstone must not."""

    code = "name_in_reason"
    hint = "hint_nameless_reason"


class CopiesLeft(QmsError):
    """Report that the evidence `id` was forgotten, but that the copies at `paths` still hold it."""

    code = "forget_unreachable"
    hint = "hint_forget_again"


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """Hold what was erased: ids of the evidence and its attachments, and copies that were reached and not.

    `also_at` are paths of other evidence with equal bytes or text, which stays; `taken_from` names the snapshots
    that it was taken out of, `snapshots` other files among them that were deleted; `again` says that the evidence
    had been forgotten before and only copies were scrubbed.
    """

    ids: tuple[str, ...]
    scrubbed: tuple[str, ...]
    unreachable: tuple[str, ...]
    also_at: tuple[str, ...]
    snapshots: tuple[str, ...]
    taken_from: tuple[str, ...]
    compacted: bool
    again: bool


def forget(workspace: Workspace, evidence: str, because: str, actor: str) -> ForgetReport:
    """Erase everything known of `evidence` (an id) and of what lies inside it; the file is not touched.

    An id that was forgotten before is erased from copies which could not be reached then. Raises
    UnknownEvidence, StillPresent, FolderAway, NameInReason or IndexBusy; nothing is erased then. Killed at
    any point, another call completes it.
    """
    with pass_lock(workspace):  # so that nothing that is being erased is read again meanwhile
        traces, paths, also_at, again = _look(workspace, evidence)
        if not again:
            _refuse_present(workspace, traces, paths)
            _refuse_name(because, paths)
            _erase_derived(workspace, traces)
        # Derived things and copies go first and the rows last: an interrupted call can be made again.
        known, scrubbed, unreachable = _scrub_copies(workspace, traces, evidence)
        delete_packs_with(workspace, known.ids, actor)
        with workspace.state.write(actor) as change:
            _erase_truth(workspace, change, traces, known, evidence, because, again=again)
        touched = set(scrub_snapshots(workspace.state_folder / "snapshots", traces | known))
        compacted = compact(workspace.database)
    ids = tuple(sorted(traces.ids or {evidence}))
    with workspace.state.read() as conn:
        frozen = [snapshot for snapshot in all_snapshots(conn) if snapshot.sha256 in touched]
    others = tuple(sorted(touched - {snapshot.sha256 for snapshot in frozen}))
    names = tuple(snapshot.name for snapshot in frozen)
    return ForgetReport(ids, scrubbed, unreachable, also_at, others, names, compacted, again)


def _look(workspace: Workspace, evidence: str) -> tuple[Traces, list[str], tuple[str, ...], bool]:
    with workspace.state.read() as conn:
        traces = traces_of(conn, [evidence])
        files = {k.id: k.path for k in known_files(conn)}
        if not traces.ids and not has_tombstone(conn, evidence):
            raise UnknownEvidence(name=evidence, similar=[])
    paths = [files[i] for i in sorted(traces.ids)]
    return traces, paths, tuple(sorted(files[i] for i in traces.shared)), not traces.ids


def _refuse_present(workspace: Workspace, traces: Traces, paths: list[str]) -> None:
    """Raise StillPresent when a path exists, or when the bytes lie where the register knows nothing."""
    folder = workspace.evidence_folder
    if not folder.is_dir():
        raise FolderAway(path=folder)
    with workspace.state.read() as conn:
        known = known_files(conn)
    by_id = {k.id: k for k in known}
    for ident in sorted(traces.ids):
        outer = by_id[ident]
        while outer.container is not None:
            outer = by_id[outer.container]
        if os.path.lexists(below(folder, outer.raw)):
            raise StillPresent(path=outer.path, found=outer.path)
    others = {k.raw for k in known if k.id not in traces.ids}
    sizes = {by_id[i].size for i in traces.ids if by_id[i].container is None and by_id[i].size}
    sums = {by_id[i].sha256 for i in traces.ids}
    for shown in _moved(workspace, others, sizes, sums):
        raise StillPresent(path=paths[0], found=shown)


def _moved(workspace: Workspace, others: set[bytes], sizes: set[int], sums: set[str]) -> Iterator[str]:
    """Yield files that the register does not know and that hold the bytes to forget."""
    from indexer.scan import fingerprint, scan

    for file in scan(workspace.evidence_folder):
        if file.problem is not None or file.size not in sizes or file.raw in others:
            continue
        if fingerprint(below(workspace.evidence_folder, file.raw)) in sums:
            yield file.display


def _refuse_name(because: str, paths: Iterable[str]) -> None:
    said = because.casefold()
    for path in paths:
        name = path.rsplit("/", 1)[-1].casefold()
        if name in said or (len(Path(name).stem) > 3 and Path(name).stem in said):
            raise NameInReason(name=path.rsplit("/", 1)[-1])


def _erase_derived(workspace: Workspace, traces: Traces) -> None:
    """Delete readings that nothing else needs, and the whole index, which keeps deleted text until it is merged.

    Whatever a killed program left half-written may hold the text as well, however young it is.
    """
    with workspace.state.read() as conn:
        needed = {k.sha256 for k in known_files(conn) if k.id not in traces.ids}
    for path in workspace.cache.rglob("*"):
        known = _FINGERPRINT.match(path.name)
        if (known and known[0] not in needed) or path.match(HALF_WRITTEN):
            path.unlink(missing_ok=True)
    for path in workspace.texts.folder.glob(HALF_WRITTEN):
        path.unlink(missing_ok=True)
    folder = workspace.index_folder / "index"
    beside = [folder.with_name(f"{folder.name}.{name}") for name in ("new", "old")]
    if not any(place.exists() for place in (folder, *beside)):
        return
    from indexer.index import Index, IndexLocked

    try:
        with Index(folder) as index, index.lock():
            index.close()
            for place in (folder, *beside):
                shutil.rmtree(place, ignore_errors=place != folder)
    except IndexLocked as error:
        raise IndexBusy(holder=error.holder) from error


def _scrub_copies(
    workspace: Workspace, traces: Traces, evidence: str
) -> tuple[Traces, tuple[str, ...], tuple[str, ...]]:
    """Erase from every known copy; return what they knew, which were reached and which not."""
    ids = traces.ids or frozenset({evidence})
    with workspace.state.read() as conn:
        copies = known_copies(conn)
        ids |= former_ids(conn, ids)
    sweep_leftovers(workspace.root)
    found, scrubbed, unreachable = replace(NOTHING, ids=ids), [], []
    for copy in [*automatic_copies(workspace.state_folder), *map(Path, copies)]:
        try:
            found |= scrub_copy(copy, ids, traces)
        except CopyUnreachable:
            unreachable.append(str(copy))
        else:
            scrubbed.append(str(copy))
    return found, tuple(scrubbed), tuple(unreachable)


def _erase_truth(
    workspace: Workspace,
    change: Change,
    traces: Traces,
    known: Traces,
    evidence: str,
    because: str,
    *,
    again: bool,
) -> None:
    """Erase the rows and the texts that nothing else needs, and leave the tombstone."""
    for ident in former_ids(change.conn, traces.ids):
        # A backup from before the joining that is restored one day must know it as forgotten, too.
        put_tombstone(change.conn, ident, because, change.actor, change.at)
    erase_rows(change.conn, traces.ids)
    needed = still_needed(change.conn)
    texts = workspace.texts
    for name in texts.names():
        if name not in needed and (name in traces.texts | known.texts or _is_left_over(texts.folder / name)):
            texts.drop(name)
    if again:
        change.log("evidence.forgotten", evidence, again=True)
    for ident in sorted(traces.ids):
        put_tombstone(change.conn, ident, because, change.actor, change.at)
        change.log("evidence.forgotten", ident)


def _is_left_over(path: Path) -> bool:
    return time.time() - path.stat().st_mtime > _LEFT_OVER_SECONDS
