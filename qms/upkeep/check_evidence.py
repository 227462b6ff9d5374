"""Check the evidence folder against the register, byte by byte, and the index against the register."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import KnownFile, known_files
from qms.upkeep.indexing import stamp_of
from qms.upkeep.soundness import CheckFinding, finding, note
from qms.workspace import clock
from qms.workspace.tree import below

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator, Mapping

    from indexer.scan import FoundFile
    from qms.workspace.workspace import Workspace


def check_evidence(
    workspace: Workspace, looked: Counter[str], progress: Callable[[int, int], None]
) -> Iterator[CheckFinding]:
    """Yield files whose bytes changed behind size and time, that are unknown, gone or out of step."""
    from indexer.scan import matching, scan

    folder = workspace.evidence_folder
    try:
        found = list(scan(folder, matching(workspace.settings.evidence_ignore)))
    except (FileNotFoundError, NotADirectoryError):
        yield finding("folder_gone", path=folder)
        return
    closed = [f.raw for f in found if f.problem == "unlisted"]
    if b"" in closed:
        yield finding("folder_gone", path=folder)
        return
    found = [f for f in found if f.problem != "unlisted"]
    with workspace.state.read() as conn:
        known = {k.raw: k for k in known_files(conn) if k.container is None}
    yield from _gone(known, {f.raw for f in found}, tuple(raw + os.fsencode(os.sep) for raw in closed))
    for number, file in enumerate(found, 1):
        looked["evidence"] += 1
        yield from _one(workspace, file, known.get(file.raw))
        progress(number, len(found))


def _gone(
    known: Mapping[bytes, KnownFile], there: set[bytes], closed: tuple[bytes, ...]
) -> Iterator[CheckFinding]:
    """Yield what is not there; below a folder that cannot be listed nobody knows."""
    for k in known.values():
        if k.raw in there or k.status == EvidenceStatus.MISSING:
            continue
        if closed and k.raw.startswith(closed):
            if k.status != EvidenceStatus.UNREADABLE:
                yield note("evidence_unreadable", id=k.id, path=k.path)
        else:
            yield note("evidence_gone", id=k.id, path=k.path)


def _one(workspace: Workspace, file: FoundFile, known: KnownFile | None) -> Iterator[CheckFinding]:
    from indexer.scan import read_stable

    if known is None:
        yield note("evidence_unknown", path=file.display)
        return
    if known.status == EvidenceStatus.MISSING:
        yield note("evidence_returned", id=known.id, path=known.path)
        return
    if known.keep_until is not None and known.keep_until < clock.today():
        yield finding("retention_over", id=known.id, path=known.path, date=known.keep_until)
    read = read_stable(below(workspace.evidence_folder, file.raw)) if file.problem is None else None
    if read is None or read.problem is not None:
        if known.status != EvidenceStatus.UNREADABLE:
            yield note("evidence_unreadable", id=known.id, path=known.path)
    elif read.sha256 != known.sha256:
        silent = (read.size, read.mtime_ns) == (known.size, known.mtime_ns)
        if silent:
            yield finding("changed_silently", id=known.id, path=known.path)
        else:
            yield note("evidence_changed", id=known.id, path=known.path)


def check_index(workspace: Workspace, looked: Counter[str]) -> Iterator[CheckFinding]:
    """Yield how far the search index lags behind the register; an index that is absent is only noted."""
    from indexer.index import Index, IndexLocked

    folder = workspace.index_folder / "index"
    if not folder.is_dir():
        yield note("index_absent")
        return
    try:
        with Index(folder, wait=1.0) as index:
            held, rebuilt = index.stamps(from_entries=True), index.was_rebuilt
    except IndexLocked as error:
        yield note("index_held", holder=error.holder)
        return
    if rebuilt:
        yield note("index_rebuilt")
    with workspace.state.read() as conn:
        rows = known_files(conn)
    wanted = {k.id: stamp_of(k) for k in rows if k.status == EvidenceStatus.PRESENT and k.reader is not None}
    looked["index"] += len(held)
    behind = sum(1 for ident, stamp in wanted.items() if held.get(ident) != stamp)
    beyond = len(set(held) - set(wanted))
    if behind or beyond:
        yield note("index_behind", behind=behind, beyond=beyond)
