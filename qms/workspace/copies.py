"""Erase evidence from the copies of a workspace's state: automatic ones, backup files and old workspaces."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from qms.model.errors import QmsError
from qms.state.dump import dump_tables, load_tables
from qms.state.erase import NOTHING, Traces, scrub_database
from qms.state.files import OWNER_FILE, Unwritable
from qms.state.frozen import PARTS, FrozenStates, NotFrozen, is_frozen_name, without
from qms.state.objects import Objects
from qms.state.store import create_state
from qms.workspace.backup import DATABASE, EVIDENCE, STATE, copy_sound
from qms.workspace.package import is_export, read_package, write_package
from qms.workspace.swap import remove_tree, staging
from qms.workspace.tree import below, copy_file
from qms.workspace.ziplist import BackupReader, Member, open_backup, write_backup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_TEXTS = STATE + "texts/"
_SNAPSHOTS = STATE + "snapshots/"
_HOUR = 3600.0


class CopyUnreachable(QmsError):
    """Report a copy that could not be scrubbed; `path` is given."""

    code = "copy_unreachable"


def scrub_copy(path: Path, ids: Collection[str], also: Traces) -> Traces:
    """Erase evidence from a backup, an export, a database or an old workspace; return what it knew of it.

    Raises CopyUnreachable when it is not there, damaged or cannot be written; then it is as it was.
    """
    try:
        if is_export(path):
            return scrub_export(path, ids, also)
        if path.is_dir():
            return scrub_folder(path / ".qms" / "state", ids, also)
        if path.suffix == ".db":
            return scrub_file(path, ids, also)
        return scrub_backup(path, ids, also)
    except (QmsError, OSError) as error:
        raise CopyUnreachable(path=path) from error


def scrub_folder(folder: Path, ids: Collection[str], also: Traces) -> Traces:
    """Erase evidence from the state folder of an old workspace: databases, texts, snapshots and the cache."""
    traces = NOTHING
    for path in [*automatic_copies(folder), folder / "qms.db"]:
        traces |= scrub_file(path, ids, also)
    texts = Objects(folder / "texts")
    for name in traces.texts:
        texts.drop(name)
    scrub_snapshots(folder / "snapshots", traces)
    remove_tree(folder.parent / "cache")
    return traces


def scrub_export(folder: Path, ids: Collection[str], also: Traces) -> Traces:
    """Erase evidence from an export, which is written anew when it holds anything of it."""
    package = read_package(folder)
    with staging(folder) as stage:
        state = create_state(stage / "qms.db", str)
        try:
            with state.write("") as change:
                load_tables(change.conn, package.rows)
            traces = scrub_database(state.path, ids, also)
            with state.read() as conn:
                rows = dump_tables(conn)
        finally:
            state.close()
        if traces.ids:
            texts = {name: file for name, file in package.texts.items() if name not in traces.texts}
            for file in [*package.objects.values(), *texts.values(), *package.snapshots.values()]:
                copy_file(file.path, below(stage / "new", file.raw), OWNER_FILE)
            scrub_snapshots(stage / "new" / "snapshots", traces)
            write_package(stage, folder, rows, [(file.raw, file.path) for file in package.own])
    return traces


def automatic_copies(state_folder: Path) -> list[Path]:
    """Return the databases that were kept before a migration, sorted."""
    return sorted((state_folder / "backups").glob("*.db"))


def sweep_leftovers(root: Path, older_than: float = _HOUR) -> None:
    """Delete what killed programs left half-written in a workspace, once it is so many seconds old."""
    before = time.time() - older_than
    left = [*root.glob(".qms-*"), *(root / ".qms").rglob(".qms-*")]
    for path in left:
        if path.is_symlink() or not path.exists() or path.stat().st_mtime > before:
            continue
        if path.is_dir():
            remove_tree(path)
        else:
            path.unlink()


def scrub_file(path: Path, ids: Collection[str], also: Traces) -> Traces:
    """Erase evidence from one database that nobody has open, by writing it anew. Raises StateDamaged."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".qms-") as folder:
        copy = Path(folder) / path.name
        copy_sound(path, copy)
        traces = scrub_database(copy, ids, also)
        if traces.ids:
            copy.replace(path)
    return traces


def scrub_snapshots(folder: Path, traces: Traces) -> tuple[str, ...]:
    """Take the evidence out of every frozen state and return the names of those that held any of it.

    What else lies in the folder and speaks of the evidence is deleted.
    """
    found: list[str] = list(FrozenStates(folder).forget(traces.ids))
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if is_frozen_name(path.name) or not path.is_file():
            continue
        if mentions(path.read_bytes(), traces):
            path.chmod(0o600)
            path.unlink()
            found.append(path.relative_to(folder).as_posix())
    return tuple(found)


def mentions(data: bytes, traces: Traces) -> bool:
    """Tell whether bytes name one of the ids, fingerprints or paths."""
    words: Iterable[str] = traces.ids | traces.sums | traces.texts
    return any(word.encode("utf-8") in data for word in words) or any(raw in data for raw in traces.raws)


def scrub_backup(path: Path, ids: Collection[str], also: Traces) -> Traces:
    """Erase evidence from a backup file, which is written anew when it holds anything of it."""
    with (
        tempfile.TemporaryDirectory(dir=path.parent, prefix=".qms-") as folder,
        open_backup(path) as reader,
    ):
        copy = Path(folder) / "qms.db"
        members = {m.name: m for m in reader.members}
        if DATABASE not in members:
            raise Unwritable(path=path, why=DATABASE)
        reader.extract(members[DATABASE], copy, 0o600)
        traces = scrub_database(copy, ids, also)
        dropped = {m.name for m in reader.members if _is_dropped(reader, m, traces)}
        left = _parts_left(reader, traces)
        if traces.ids or dropped or left:
            _rewrite(path, reader, copy, dropped, left)
    return traces


def _is_dropped(reader: BackupReader, member: Member, traces: Traces) -> bool:
    if member.name.startswith(EVIDENCE):
        return member.sha256 in traces.sums or member.path.removeprefix(EVIDENCE.encode()) in traces.raws
    if member.name.startswith(_TEXTS):
        return member.name.removeprefix(_TEXTS) in traces.texts
    named = member.name.removeprefix(_SNAPSHOTS)
    return named != member.name and not is_frozen_name(named) and mentions(reader.read(member), traces)


def _parts_left(reader: BackupReader, traces: Traces) -> dict[str, bytes]:
    """Return, by member, the parts of frozen states without the evidence, where they held any of it."""
    found: dict[str, bytes] = {}
    for member in reader.members:
        if not (member.name.startswith(_SNAPSHOTS) and member.name.endswith(PARTS)):
            continue
        try:
            left = without(reader.read(member), traces.ids)
        except NotFrozen:
            left = b""  # damaged already, and nobody can tell what it holds
        if left is not None:
            found[member.name] = left
    return found


def _rewrite(
    path: Path,
    reader: BackupReader,
    database: Path,
    dropped: Collection[str],
    left: Mapping[str, bytes],
) -> None:
    with write_backup(path) as writer:
        for member in reader.members:
            if member.name == DATABASE:
                with database.open("rb") as stream:
                    writer.add(stream, member.path, member.mtime_ns)
            elif member.name in left:
                writer.add(io.BytesIO(left[member.name]), member.path, member.mtime_ns)
            elif member.name not in dropped:
                with tempfile.TemporaryFile(dir=database.parent) as stream:
                    for piece in reader.pieces(member):
                        stream.write(piece)
                    stream.seek(0)
                    writer.add(stream, member.path, member.mtime_ns)
