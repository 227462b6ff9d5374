"""Export a workspace as a folder of plain files, and make a workspace of such a folder again (design section 4)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import IntegrityDamage
from qms.state.dump import dump_tables, load_tables
from qms.state.files import OWNER_FILE, digest
from qms.state.store import create_state
from qms.state.tables import HEAD
from qms.workspace import clock
from qms.workspace.archive import ARCHIVE
from qms.workspace.package import (
    CONTENTS,
    FORMAT,
    HEADER,
    Package,
    frozen_versions,
    is_export,
    objects_needed,
    read_package,
    texts_needed,
)
from qms.workspace.program import program_version
from qms.workspace.swap import staging, swap_in
from qms.workspace.takeover import take_over
from qms.workspace.targets import TargetTaken, refuse_inside, refuse_taken
from qms.workspace.tree import below, copy_file, walk, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from qms.state.objects import Objects
    from qms.workspace.workspace import Workspace

_READ_ONLY = 0o444


class ObjectDamaged(IntegrityDamage):
    """Refuse to export a workspace in which bytes are gone or changed; `name`, `kind` and `more` are given."""

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

    `folder` must be absent, empty or an earlier export, which is replaced as a whole; what else lies in it (such as
    a version control's folder) stays. Raises TargetTaken, TargetInside, ObjectDamaged or Unwritable.
    """
    refuse_inside(workspace, folder)
    if folder.exists() and not is_export(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise TargetTaken(path=folder)
    with workspace.state.read() as conn:
        rows = dump_tables(conn)
    objects = _collect(workspace.objects, objects_needed(rows), "object")
    texts = _collect(workspace.texts, texts_needed(rows), "text")
    with staging(folder) as stage:
        new, old = stage / "new", stage / "old"
        new.mkdir()
        old.mkdir()
        _write_rows(new, rows)
        for kind, stored in (("objects", objects), ("texts", texts)):
            for name, data in stored.items():
                write_file(new / kind / name, data, OWNER_FILE)
        files = _copy_own(workspace, new)
        _write_header(new, rows)
        swap_in(new, folder, CONTENTS, old)
    return ExportReport(folder, {t: len(r) for t, r in rows.items()}, len(objects), len(texts), files)


def _collect(store: Objects, names: Iterable[str], kind: str) -> dict[str, bytes]:
    found = {name: store.get(name) for name in sorted(names)}
    lost = [name for name, data in found.items() if data is None]
    if lost:
        raise ObjectDamaged(name=lost[0], kind=kind, more=len(lost) - 1)
    return {name: data for name, data in found.items() if data is not None}


def _write_rows(new: Path, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    for table, lines in rows.items():
        text = "".join(json.dumps(row, sort_keys=True, ensure_ascii=False) + "\n" for row in lines)
        write_file(new / "decisions" / f"{table}.jsonl", text.encode("utf-8"), OWNER_FILE)


def _copy_own(workspace: Workspace, new: Path) -> int:
    """Copy settings, working copies, own templates and catalogue; the archive is made of frozen objects again."""
    sources: tuple[tuple[Path, str, list[str]], ...] = (
        (workspace.documents, "documents", [ARCHIVE]),
        (workspace.templates, "templates", []),
        (workspace.catalogue, "catalogue", []),
    )
    copied = 1
    copy_file(workspace.root / "qms.toml", new / "qms.toml", OWNER_FILE)
    for source, name, leave_out in sources:
        for file in walk(source, leave_out):
            copy_file(file.path, below(new / name, file.raw), OWNER_FILE)
            copied += 1
    return copied


def _write_header(new: Path, rows: Mapping[str, list[dict[str, Any]]]) -> None:
    header = {
        "format": FORMAT,
        "schema": HEAD,
        "program": program_version(),
        "tables": {table: len(lines) for table, lines in rows.items()},
        "files": {file.name: digest(file.path.read_bytes()) for file in walk(new)},
    }
    text = json.dumps(header, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    write_file(new / HEADER, text.encode("utf-8"), OWNER_FILE)


def import_workspace(root: Path, folder: Path, *, replace: bool = False) -> ImportReport:
    """Make a workspace at `root` of the export in `folder`, after everything in it was verified.

    With `replace` a workspace that is there is kept as `<root>.before-import-N`. The evidence folder is not touched.
    Raises NoExport, ExportDamaged, ExportNewer, DumpProblem, WorkspaceTaken or Unwritable; nothing is half-written.
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
    for kind, stored in (("objects", package.objects), ("texts", package.texts)):
        (kept / kind).mkdir(parents=True, mode=0o700)
        for name, file in stored.items():
            copy_file(file.path, kept / kind / name, OWNER_FILE)
    kept.chmod(0o700)
    state = create_state(kept / "qms.db", clock.now)
    try:
        with state.write("qms") as change:
            load_tables(change.conn, package.rows)
    finally:
        state.close()
    for file in package.own:
        copy_file(file.path, below(new, file.raw), None)
    return _write_archive(new / "documents", package)


def _write_archive(documents: Path, package: Package) -> int:
    versions = frozen_versions(package.rows)
    for version in versions:
        copy_file(package.objects[version.sha256].path, documents / version.name, _READ_ONLY)
    return len(versions)
