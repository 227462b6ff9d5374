"""Export a workspace as a folder of plain files, and make a workspace of such a folder again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.model.errors import IntegrityDamage
from qms.state.dump import dump_tables, load_tables
from qms.state.erase import remember_copy
from qms.state.files import OWNER_FILE
from qms.state.frozen import PARTS
from qms.state.store import StateUnwritable, create_state
from qms.workspace import clock
from qms.workspace.archive import ARCHIVE
from qms.workspace.package import (
    Package,
    frozen_versions,
    is_export,
    objects_needed,
    read_package,
    snapshots_needed,
    texts_needed,
    write_package,
)
from qms.workspace.swap import keep_official_private, staging
from qms.workspace.takeover import SYSTEM, take_over
from qms.workspace.targets import TargetTaken, refuse_inside, refuse_taken
from qms.workspace.tree import below, copy_file, walk, write_file
from qms.workspace.workspace import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from qms.state.objects import Objects
    from qms.workspace.package import Rows
    from qms.workspace.workspace import Workspace

_READ_ONLY = 0o444


class ObjectDamaged(IntegrityDamage):
    """Refuse to export while stored bytes are gone or changed; `name`, `kind` and `more` are given."""

    code = "object_damaged"
    hint = "hint_check"


@dataclass(frozen=True, slots=True)
class ExportReport:
    """Hold what was written: rows by table, and the number of objects, texts and files."""

    folder: Path
    rows: Mapping[str, int]
    objects: int
    texts: int
    files: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Hold what was restored, where the old workspace is kept (`aside`), and ids that had been forgotten."""

    root: Path
    rows: Mapping[str, int]
    objects: int
    texts: int
    files: int
    archived: int
    aside: Path | None
    forgotten: tuple[str, ...]


def export_workspace(workspace: Workspace, folder: Path) -> ExportReport:
    """Write the whole truth of a workspace, without evidence, into `folder`: equal state gives equal bytes.

    `folder` must be absent, empty or an earlier export, which is replaced as a whole; what else lies in it
    (such as a version control's folder) stays. Raises TargetTaken, TargetInside, ObjectDamaged or Unwritable.
    """
    refuse_inside(workspace, folder)
    if folder.exists() and not is_export(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise TargetTaken(path=folder)
    _remember(workspace, folder)
    with workspace.state.read() as conn:
        rows = dump_tables(conn)
    stored = {
        f"objects/{name}": data for name, data in _collect(workspace.objects, objects_needed(rows), "object")
    } | {f"texts/{name}": data for name, data in _collect(workspace.texts, texts_needed(rows), "text")}
    frozen = _frozen(workspace, rows)
    own = _own_files(workspace)
    with staging(folder) as stage:
        for name, data in (stored | frozen).items():
            write_file(stage / "new" / name, data, OWNER_FILE)
        write_package(stage, folder, rows, own)
    objects = sum(1 for name in stored if name.startswith("objects/"))
    counts = {table: len(lines) for table, lines in rows.items()}
    return ExportReport(folder, counts, objects, len(stored) - objects, len(own))


def _remember(workspace: Workspace, folder: Path) -> None:
    """Remember where an export lies, so that forgetting reaches it (never on a read-only disk)."""
    try:
        with workspace.state.write(SYSTEM) as change:
            remember_copy(change.conn, str(folder.absolute()), change.at)
    except StateUnwritable:
        return


def _collect(store: Objects, names: Iterable[str], kind: str) -> list[tuple[str, bytes]]:
    found = [(name, store.get(name)) for name in sorted(names)]
    lost = [name for name, data in found if data is None]
    if lost:
        raise ObjectDamaged(name=lost[0], kind=kind, more=len(lost) - 1)
    return [(name, data) for name, data in found if data is not None]


def _frozen(workspace: Workspace, rows: Rows) -> dict[str, bytes]:
    """Return what snapshots froze, by member path; raises ObjectDamaged."""
    known = {evidence["id"] for evidence in rows["evidence"]}
    found: dict[str, bytes] = {}
    for name in sorted(snapshots_needed(rows)):
        if next(workspace.frozen.problems(name, known), ""):
            raise ObjectDamaged(name=name, kind="snapshot", more=0)
        for file in (name, name + PARTS):
            found[f"snapshots/{file}"] = (workspace.frozen.folder / file).read_bytes()
    return found


def _own_files(workspace: Workspace) -> list[tuple[bytes, Path]]:
    """Return settings, working copies, own templates and catalogue by member path, without the archive."""
    sources: tuple[tuple[Path, bytes, list[str]], ...] = (
        (workspace.documents, b"documents/", [ARCHIVE]),
        (workspace.templates, b"templates/", []),
        (workspace.catalogue, b"catalogue/", []),
    )
    found = [(b"qms.toml", workspace.root / SETTINGS)]
    for folder, start, leave_out in sources:
        found += [(start + file.raw, file.path) for file in walk(folder, leave_out)]
    return found


def import_workspace(root: Path, folder: Path, *, replace: bool = False) -> ImportReport:
    """Make a workspace at `root` of the export in `folder`, after everything in it was verified.

    With `replace` a workspace that is there is kept as `<root>.before-import-N`. The evidence folder is not
    touched. Raises NoExport, ExportDamaged, ExportNewer, DumpProblem, WorkspaceTaken or Unwritable, with
    nothing half-written.
    """
    package = read_package(folder)
    if not replace:
        refuse_taken(root)
    with staging(root) as stage:
        archived = _build(stage / "new", package)
        done = take_over(stage, root, "before-import")
    return ImportReport(
        root=root,
        rows={table: len(lines) for table, lines in package.rows.items()},
        objects=len(package.objects),
        texts=len(package.texts),
        files=len(package.own),
        archived=archived,
        aside=done.aside,
        forgotten=tuple(sorted(done.forgotten.ids)),
    )


def _build(new: Path, package: Package) -> int:
    """Write the workspace that a package describes into `new` and return the number of archived files."""
    kept = new / ".qms" / "state"
    (new / ".qms").mkdir(parents=True, mode=0o700)
    kinds = (("objects", package.objects), ("texts", package.texts), ("snapshots", package.snapshots))
    for kind, stored in kinds:
        (kept / kind).mkdir(parents=True, mode=0o700)
        for name, file in stored.items():
            copy_file(file.path, kept / kind / name, OWNER_FILE)
    kept.chmod(0o700)
    state = create_state(kept / "qms.db", clock.now)
    try:
        with state.write(SYSTEM) as change:
            load_tables(change.conn, package.rows)
    finally:
        state.close()
    for file in package.own:
        # Official wording is for its owner only, wherever it goes (design section 9).
        mode = OWNER_FILE if file.raw.startswith(b"catalogue/official/") else None
        copy_file(file.path, below(new, file.raw), mode)
    keep_official_private(new)
    return _write_archive(new / "documents", package)


def _write_archive(documents: Path, package: Package) -> int:
    versions = frozen_versions(package.rows)
    for version in versions:
        copy_file(package.objects[version.sha256].path, documents / version.name, _READ_ONLY)
    return len(versions)
