"""Look at the evidence folder: what is there, with which bytes, and what is left for a later pass."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from qms.model.errors import QmsError
from qms.model.words import EvidenceStatus
from qms.state.collecting import uncollected
from qms.state.evidence_looks import last_looks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from indexer.scan import FoundFile, StableRead
    from qms.state.evidence_rows import KnownFile
    from qms.state.store import State


class FolderGone(QmsError):
    """Report that the evidence folder is not there; nothing was marked."""

    code = "folder_gone"
    hint = "hint_folder"


@dataclass(slots=True)
class Observation:
    """Hold a scan with fingerprints: stable files by raw path, and those that could not be read.

    `closed` are folders that could not be listed: whether the files below them are there, nobody knows.
    """

    files: dict[bytes, FoundFile] = field(default_factory=dict)
    sums: dict[bytes, str] = field(default_factory=dict)
    problems: dict[bytes, str] = field(default_factory=dict)
    closed: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Differences:
    """Hold what a scan found before anything is read: files that differ from the register, those that vanished.

    `same` is how many are as they were.
    """

    changed: Sequence[FoundFile]
    vanished: Sequence[KnownFile]
    same: int


if TYPE_CHECKING:
    Hold = Callable[[Differences], Collection[bytes]]
    """Choose what a pass leaves as it was, for a later one; may raise to leave everything."""


def is_calm(state: State, folder: Path, ignore: Sequence[str]) -> bool:
    """Say whether the folder is as the register knows it, so that a pass needs no closer look."""
    from indexer.calm import is_unchanged
    from indexer.scan import matching

    with uncollected():
        with state.read() as conn:
            known = last_looks(conn)
        return known is not None and is_unchanged(folder, matching(ignore), known)


def observe(
    folder: Path,
    ignore: Sequence[str],
    known: Mapping[bytes, KnownFile],
    progress: Callable[[], None],
    hold: Hold | None = None,
) -> Observation:
    """Scan `folder` and fingerprint only what differs in size, time or inode from what is known.

    What `hold` names stays as the register knows it: neither new, nor changed, nor missing. Raises FolderGone.
    """
    from indexer.scan import matching, scan

    seen = Observation()
    try:
        with uncollected():
            found = list(scan(folder, matching(ignore)))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FolderGone(path=folder) from error
    held = frozenset(hold(_differences(found, known)) if hold is not None else ())
    for raw in held:
        if raw in known:
            _leave(seen, known[raw])
    for file in found:
        progress()
        if file.problem == "unlisted":
            if not file.raw:
                raise FolderGone(path=folder)
            seen.closed.append(file.raw)
            continue
        if file.raw in held:
            continue
        if file.problem:
            seen.files[file.raw], seen.problems[file.raw] = file, file.problem
            continue
        before = known.get(file.raw)
        if before is not None and untouched(before, file):
            seen.files[file.raw], seen.sums[file.raw] = file, before.sha256
            continue
        _take(seen, folder, file, before, watching=hold is not None)
    return seen


def _take(
    seen: Observation, folder: Path, file: FoundFile, before: KnownFile | None, *, watching: bool
) -> None:
    """Fingerprint a file that differs; while `watching`, one that changes under our hands is left for later."""
    from indexer.scan import read_stable

    stable = read_stable(_join(folder, file.raw))
    if watching and _moved_on(stable, file):
        if before is not None:
            _leave(seen, before)
    elif stable.problem is None:
        seen.files[file.raw], seen.sums[file.raw] = file, stable.sha256
    elif _join(folder, file.raw).exists():
        seen.files[file.raw], seen.problems[file.raw] = file, stable.problem


def _differences(found: Sequence[FoundFile], known: Mapping[bytes, KnownFile]) -> Differences:
    """Compare a scan with the register by name, size, time and inode; what cannot be looked at is left out."""
    here = {file.raw for file in found}
    closed = tuple(os.path.join(file.raw, b"") for file in found if file.problem)
    files = [file for file in found if not file.problem]
    changed = [f for f in files if (before := known.get(f.raw)) is None or not untouched(before, f)]
    vanished = [
        k
        for k in known.values()
        if k.container is None and k.status != EvidenceStatus.MISSING and k.raw not in here
        if not k.raw.startswith(closed)
    ]
    return Differences(changed, vanished, len(files) - len(changed))


def _leave(seen: Observation, known: KnownFile) -> None:
    """Let a file be as the register knows it, whatever the scan found in its place."""
    from indexer.scan import FoundFile

    if known.status == EvidenceStatus.MISSING:
        return
    seen.files[known.raw] = FoundFile(known.raw, known.path, known.size, known.mtime_ns, known.inode)
    if known.status == EvidenceStatus.PRESENT:
        seen.sums[known.raw] = known.sha256
    else:
        seen.problems[known.raw] = "unreadable"


def _moved_on(stable: StableRead, file: FoundFile) -> bool:
    """Say whether a file changed between the scan and the end of its reading; one that cannot be read has no time."""
    readable = bool(stable.sha256) or bool(stable.mtime_ns)
    return readable and (stable.size, stable.mtime_ns) != (file.size, file.mtime_ns)


def _join(folder: Path, raw: bytes) -> Path:
    return Path(os.fsdecode(os.path.join(os.fsencode(folder), raw)))


def untouched(before: KnownFile, file: FoundFile) -> bool:
    """Say whether a present file has the size, time and inode that the register knows."""
    stat = (file.size, file.mtime_ns, inode_of(file))
    return before.status == EvidenceStatus.PRESENT and (before.size, before.mtime_ns, before.inode) == stat


def inode_of(file: FoundFile) -> int:
    """Return the inode of a file as the database can hold it."""
    return file.inode & 0x7FFF_FFFF_FFFF_FFFF
