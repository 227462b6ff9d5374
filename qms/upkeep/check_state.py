"""Check what the program itself keeps: database, trail, stored bytes and the archive."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from qms.state.decisions import confirmed_texts
from qms.state.document_rows import all_documents, all_versions
from qms.state.evidence_rows import known_files
from qms.state.integrity import database_problems
from qms.state.trail import broken_entries
from qms.state.trail_rows import newest_entries
from qms.upkeep.soundness import CheckFinding, damage, finding
from qms.workspace.archive import ARCHIVE, archive_name
from qms.workspace.tree import sum_of, walk

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from qms.state.objects import Objects
    from qms.workspace.workspace import Workspace

_SHOWN = 20


def check_database(workspace: Workspace) -> Iterator[CheckFinding]:
    """Yield what the database itself finds wrong, at most twenty lines of it."""
    if not workspace.database.is_file():
        yield damage("database_missing", path=workspace.database)
        return
    for problem in database_problems(workspace.database)[:_SHOWN]:
        yield damage("database_damaged", problem=problem)


def check_trail(workspace: Workspace) -> Iterator[CheckFinding]:
    """Yield the entries of the trail that were changed, left out or put in."""
    with workspace.state.read() as conn:
        broken = broken_entries(conn)
        emptied = not broken and not newest_entries(conn, 1) and bool(known_files(conn))
    for entry in broken:
        yield damage("trail_broken", seq=entry.seq, what=entry.what)
    if emptied:
        # Every evidence was logged when it was found, so there is no register without a trail.
        yield damage("trail_emptied")


def check_stored(workspace: Workspace, looked: Counter[str]) -> Iterator[CheckFinding]:
    """Yield stored bytes and texts that are gone or no longer match their name."""
    with workspace.state.read() as conn:
        versions = all_versions(conn)
        texts = confirmed_texts(conn)
    objects = {s for v in versions for s in (v.base_sha256, v.frozen_sha256, v.scan_sha256)}
    yield from _stored(workspace.objects, {o for o in objects if o}, "object", looked)
    yield from _stored(workspace.texts, texts, "text", looked)


def check_snapshots(workspace: Workspace, looked: Counter[str]) -> Iterator[CheckFinding]:
    """Yield snapshots whose bytes are gone or altered, or that saw another trail than the one that is here."""
    from qms.audit.snapshots import verify_snapshots

    for verified in verify_snapshots(workspace):
        looked["snapshot"] += 1
        if verified.problem:
            yield damage(f"snapshot_{verified.problem}", name=verified.snapshot.name)


def _stored(store: Objects, needed: set[str], kind: str, looked: Counter[str]) -> Iterator[CheckFinding]:
    there = set(store.names())
    looked[kind] += len(there)
    for name in sorted(there):
        if store.get(name) is None:
            yield damage("stored_changed", kind=kind, name=name)
    for name in sorted(needed - there):
        yield damage("stored_missing", kind=kind, name=name)


def check_documents(workspace: Workspace, looked: Counter[str]) -> Iterator[CheckFinding]:
    """Yield archived versions that differ from their frozen bytes, and documents whose files are gone."""
    with workspace.state.read() as conn:
        documents = {row.id: row for row, _ in all_documents(conn)}
        versions = all_versions(conn)
    known: set[str] = set()
    for version in versions:
        row = documents[version.document]
        if version.frozen_sha256 is None:
            continue
        name = str(archive_name(row.slug, version.number, row.path, version.ending))
        known.add(name)
        looked["archive"] += 1
        path = workspace.documents / name
        if not path.is_file():
            yield finding("archive_missing", path=f"documents/{name}", slug=row.slug, version=version.number)
        elif sum_of(path) != version.frozen_sha256:
            yield damage("archive_changed", path=f"documents/{name}", slug=row.slug, version=version.number)
    for row in documents.values():
        if not (workspace.root / row.path).is_file():
            yield finding("working_copy_missing", path=row.path, slug=row.slug)
    yield from _strangers(workspace, known)


def _strangers(workspace: Workspace, known: set[str]) -> Iterator[CheckFinding]:
    stems = {Path(name).with_suffix("").as_posix() for name in known}
    for file in walk(workspace.documents / ARCHIVE):
        name = f"{ARCHIVE}/{file.name}"
        if Path(name).with_suffix("").as_posix().removesuffix(".act") not in stems:
            yield finding("archive_unknown", path=f"documents/{name}")


def check_privacy(folder: Path) -> Iterator[CheckFinding]:
    """Yield the folder when others on this machine may read it; only POSIX systems tell."""
    if os.name == "posix" and folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield finding("not_private", path=folder)
