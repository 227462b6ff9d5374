"""Keep a workspace in one file and bring it back, verified, without losing what is there."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qms.model.errors import QmsError
from qms.state.erase import forget_copy, remember_copy
from qms.state.files import OWNER_FILE, OWNER_FOLDER
from qms.state.integrity import database_problems, schema_of
from qms.state.store import StateDamaged, copy_database
from qms.workspace.settings import SettingsProblem, read_settings
from qms.workspace.swap import keep_official_private, make_owner_only, staging
from qms.workspace.takeover import take_over
from qms.workspace.targets import TargetTaken, refuse_inside, refuse_taken
from qms.workspace.tree import below, sum_of, walk
from qms.workspace.ziplist import BackupDamaged, BackupReader, Member, is_backup, open_backup, write_backup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qms.state.erase import Traces
    from qms.workspace.workspace import Workspace

STATE = ".qms/state/"
DATABASE = STATE + "qms.db"
EVIDENCE = "evidence/"
KEPT = ("objects", "texts", "snapshots")
"""The folders of state that a backup holds beside the database."""
_READ_ONLY = 0o444


class EvidenceFolderGone(QmsError):
    """Report that the evidence folder, which was to be copied, is not there."""

    code = "folder_gone"
    hint = "hint_folder"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """Hold what was written: members, bytes of the file and its SHA-256, and files that could not be read."""

    file: Path
    members: int
    size: int
    sha256: str
    skipped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """Hold what was restored, and where the old workspace is kept (`aside`).

    `evidence` counts files put back into `evidence_folder`; `kept` are those that were there with other bytes
    and stay as they are. `forgotten` are ids that the old workspace had forgotten and that were erased again.
    """

    root: Path
    members: int
    aside: Path | None
    evidence_folder: Path | None
    evidence: int
    kept: tuple[str, ...]
    forgotten: tuple[str, ...]


def make_backup(
    workspace: Workspace,
    file: Path,
    *,
    with_evidence: bool = False,
    progress: Callable[[], None] = lambda: None,
) -> BackupReport:
    """Write one owner-only ZIP with everything that is truth, and remember where it lies.

    Raises TargetInside, TargetTaken (a file that is no backup), StateDamaged, EvidenceFolderGone, Unwritable.
    """
    file = file.absolute()
    refuse_inside(workspace, file)
    if file.exists() and not is_backup(file):
        raise TargetTaken(path=file)
    if with_evidence and not workspace.evidence_folder.is_dir():
        raise EvidenceFolderGone(path=workspace.evidence_folder)
    known = file.exists()
    actor = workspace.actor.id
    # Remembered first: a copy that forgetting does not know of is worse than a name without a file.
    with workspace.state.write(actor) as change:
        remember_copy(change.conn, str(file), change.at)
    try:
        members, skipped = _write(workspace, file, with_evidence=with_evidence, progress=progress)
    except BaseException:
        if not known:
            with workspace.state.write(actor) as change:
                forget_copy(change.conn, str(file))
        raise
    total = sum_of(file)
    with workspace.state.write(actor) as change:
        change.log("workspace.backup", total, members=members, with_evidence=with_evidence)
    return BackupReport(file, members, file.stat().st_size, total, tuple(skipped))


def _write(
    workspace: Workspace, file: Path, *, with_evidence: bool, progress: Callable[[], None]
) -> tuple[int, list[str]]:
    skipped: list[str] = []
    with (
        tempfile.TemporaryDirectory(dir=workspace.state_folder, prefix=".qms-") as folder,
        write_backup(file) as writer,
    ):
        copy = Path(folder) / "qms.db"
        copy_sound(workspace.database, copy)
        with copy.open("rb") as stream:
            writer.add(stream, DATABASE.encode("ascii"), copy.stat().st_mtime_ns)
        for path, raw, mtime_ns in _files(workspace, with_evidence=with_evidence):
            try:
                stream = path.open("rb")
            except OSError:
                skipped.append(os.fsencode(path).decode("utf-8", "backslashreplace"))
                continue
            with stream:
                writer.add(stream, raw, mtime_ns)
            progress()
    return len(writer.members), skipped


def copy_sound(database: Path, copy: Path) -> None:
    """Copy a database; raises StateDamaged when it is not whole, so that no backup hides the damage."""
    try:
        copy_database(database, copy)
    except sqlite3.DatabaseError as error:
        raise StateDamaged(path=database) from error
    if database_problems(copy):
        raise StateDamaged(path=database)


def _files(workspace: Workspace, *, with_evidence: bool) -> Iterator[tuple[Path, bytes, int]]:
    """Yield what a backup holds beside the database: absolute path, member path, modification time."""
    settings = workspace.root / "qms.toml"
    yield settings, b"qms.toml", settings.stat().st_mtime_ns
    folders = {STATE + name + "/": workspace.state_folder / name for name in KEPT}
    folders |= {
        "documents/": workspace.documents,
        "templates/": workspace.templates,
        "catalogue/": workspace.catalogue,
    }
    if with_evidence:
        folders[EVIDENCE] = workspace.evidence_folder
    for start, folder in folders.items():
        for found in walk(folder):
            yield found.path, start.encode("ascii") + found.raw, found.mtime_ns


def restore_backup(file: Path, root: Path, *, replace: bool = False) -> RestoreReport:
    """Bring a workspace back from a backup, after all of it was verified; nothing is half-written.

    With `replace` a workspace that is there is kept as `<root>.before-restore-N`. Files that lie in the
    evidence folder are never overwritten. Raises NoBackup, BackupDamaged, BackupNewer, WorkspaceTaken,
    StateDamaged, StateNewer or Unwritable.
    """
    file, root = file.absolute(), root.absolute()
    with open_backup(file) as reader:
        if not replace:
            refuse_taken(root)
        with staging(root) as stage:
            evidence = _unpack(reader, stage)
            done = take_over(stage, root, "before-restore", [str(file)])
            wanted = [m for m in evidence if not _is_forgotten(m, done.forgotten)]
            folder = _evidence_folder(root) if evidence else None
            kept = [m.name for m in wanted if folder is not None and not _put_back(m, stage, folder)]
        return RestoreReport(
            root=root,
            members=len(reader.members),
            aside=done.aside,
            evidence_folder=folder,
            evidence=len(wanted) - len(kept),
            kept=tuple(kept),
            forgotten=tuple(sorted(done.forgotten.ids)),
        )


def _unpack(reader: BackupReader, stage: Path) -> list[Member]:
    """Write all members below `stage`, each verified, and return those that are evidence."""
    names = {m.name for m in reader.members}
    for needed in (DATABASE, "qms.toml"):
        if needed not in names:
            raise BackupDamaged(path=reader.path, member=needed, problem="missing")
    new = stage / "new"
    new.mkdir(mode=OWNER_FOLDER)
    for member in reader.members:
        evidence = member.name.startswith(EVIDENCE)
        reader.extract(member, below(stage if evidence else new, member.path), _mode(member.name))
    make_owner_only(new / ".qms")
    keep_official_private(new)
    database = new / DATABASE
    schema_of(database)
    if database_problems(database):
        raise StateDamaged(path=reader.path)
    return [m for m in reader.members if m.name.startswith(EVIDENCE)]


def _mode(name: str) -> int | None:
    if name.startswith("documents/archive/"):
        return _READ_ONLY
    return OWNER_FILE if name.startswith((".qms/", "catalogue/official/")) else None


def _is_forgotten(member: Member, forgotten: Traces) -> bool:
    return member.sha256 in forgotten.sums or member.path.removeprefix(EVIDENCE.encode()) in forgotten.raws


def _evidence_folder(root: Path) -> Path:
    """Return where evidence is put back: the folder that qms.toml names if inside, else `evidence_store`."""
    try:
        named = root / Path(read_settings(root / "qms.toml").evidence_folder).expanduser()
    except SettingsProblem:
        return root / "evidence_store"
    return named if named.resolve().is_relative_to(root.resolve()) else root / "evidence_store"


def _put_back(member: Member, stage: Path, folder: Path) -> bool:
    """Move one evidence file into its folder unless one is there; say whether its bytes are there now."""
    source = below(stage, member.path)
    target = below(folder, member.path.removeprefix(EVIDENCE.encode()))
    if target.exists():
        return target.is_file() and sum_of(target) == member.sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    return True
