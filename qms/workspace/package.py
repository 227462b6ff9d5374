"""Write an export folder, and read one after verifying all of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms.model.errors import Busy, IntegrityDamage, QmsError
from qms.state.dump import decision_tables
from qms.state.files import OWNER_FILE
from qms.state.frozen import FrozenStates
from qms.state.tables import HEAD
from qms.state.trail import verify_chain
from qms.workspace.archive import archive_name
from qms.workspace.program import program_version
from qms.workspace.swap import swap_in
from qms.workspace.tree import TreeFile, below, copy_file, is_safe, sum_of, walk, write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORMAT = 1
HEADER = "export.json"
CONTENTS = (
    "decisions",
    "objects",
    "texts",
    "snapshots",
    "documents",
    "templates",
    "catalogue",
    "qms.toml",
    HEADER,
)
"""What an export consists of, the file that marks it last."""
_OWN = frozenset({"documents", "templates", "catalogue", "qms.toml"})

Rows = dict[str, list[dict[str, Any]]]


class NoExport(QmsError):
    """Report that a folder is not an export; `path` is given."""

    code = "no_export"


class ExportDamaged(IntegrityDamage):
    """Refuse an export that is not as it was written; `file` and `problem` are given.

    Problems: unreadable, missing, changed, wrong_count, wrong_name, broken_chain, unsafe_name.
    """

    code = "export_damaged"
    hint = "hint_export_again"


class ExportNewer(Busy):
    """Refuse an export that a newer program wrote; `found` and `known` are given."""

    code = "export_newer"
    hint = "hint_upgrade"


@dataclass(frozen=True, slots=True)
class Package:
    """Hold a verified export: rows by table, stored bytes by name, and the provider's own files."""

    rows: Rows
    objects: Mapping[str, TreeFile]
    texts: Mapping[str, TreeFile]
    snapshots: Mapping[str, TreeFile]
    own: tuple[TreeFile, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """Hold one approved version: where it lies below `documents/`, and the fingerprint of its bytes."""

    name: str
    sha256: str


def write_package(stage: Path, folder: Path, rows: Rows, own: Iterable[tuple[bytes, Path]]) -> None:
    """Complete the export at `stage/new`, which holds objects and texts already, and put it into `folder`.

    `own` are the provider's files by member path. What was in `folder` goes to `stage/old`. Raises OSError.
    """
    new, old = stage / "new", stage / "old"
    for table, lines in rows.items():
        text = "".join(json.dumps(row, sort_keys=True, ensure_ascii=False) + "\n" for row in lines)
        # What stands for bytes that were no UTF-8 cannot be encoded; as \udce5 it is JSON and reads back.
        data = text.encode("utf-8", "backslashreplace")
        write_file(new / "decisions" / f"{table}.jsonl", data, OWNER_FILE)
    for raw, path in own:
        copy_file(path, below(new, raw), OWNER_FILE)
    header = {
        "format": FORMAT,
        "schema": HEAD,
        "program": program_version(),
        "tables": {table: len(lines) for table, lines in rows.items()},
        "files": {file.name: sum_of(file.path) for file in walk(new)},
    }
    text = json.dumps(header, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
    write_file(new / HEADER, text.encode("utf-8"), OWNER_FILE)
    old.mkdir()
    swap_in(new, folder, CONTENTS, old)


def is_export(folder: Path) -> bool:
    """Tell whether a folder holds an export, of whatever version."""
    try:
        return isinstance(_header(folder), dict)
    except QmsError:
        return False


def read_package(folder: Path) -> Package:
    """Return the export in `folder`. Raises NoExport, ExportNewer or ExportDamaged."""
    header = _header(folder)
    if header["format"] > FORMAT or header["schema"] > HEAD:
        raise ExportNewer(found=f"{header['format']}/{header['schema']}", known=f"{FORMAT}/{HEAD}")
    files = _verified(folder, header["files"])
    rows = {table.name: _rows(folder, table.name, header["tables"]) for table in decision_tables()}
    package = Package(
        rows=rows,
        objects=_stored(files, "objects"),
        texts=_stored(files, "texts"),
        snapshots={Path(f.name).name: f for f in files if f.name.startswith("snapshots/")},
        own=tuple(f for f in files if f.name.split("/")[0] in _OWN),
    )
    try:
        _verify_trail(rows)
        _verify_references(package)
    except (KeyError, TypeError, AttributeError) as error:
        raise ExportDamaged(file="decisions", problem="unreadable") from error
    return package


def _header(folder: Path) -> dict[str, Any]:
    try:
        header = json.loads((folder / HEADER).read_text(encoding="utf-8"))
    except OSError as error:
        raise NoExport(path=folder) from error
    except ValueError as error:
        raise ExportDamaged(file=HEADER, problem="unreadable") from error
    shape = {"format": int, "schema": str, "tables": dict, "files": dict}
    if not isinstance(header, dict) or any(not isinstance(header.get(k), t) for k, t in shape.items()):
        raise ExportDamaged(file=HEADER, problem="unreadable")
    return header


def _verified(folder: Path, sums: Mapping[str, str]) -> list[TreeFile]:
    """Return the files that the header lists, all there and unchanged; others are passed over."""
    files = {file.name: file for file in walk(folder) if file.name in sums}
    for name, expected in sorted(sums.items()):
        if name not in files:
            raise ExportDamaged(file=name, problem="missing")
        if sum_of(files[name].path) != expected:
            raise ExportDamaged(file=name, problem="changed")
    if "qms.toml" not in files:
        raise ExportDamaged(file="qms.toml", problem="missing")
    return list(files.values())


def _rows(folder: Path, table: str, counts: Mapping[str, Any]) -> list[dict[str, Any]]:
    name = f"decisions/{table}.jsonl"
    if table not in counts:
        return []  # an older program did not have this table
    try:
        lines = (folder / name).read_bytes().decode("utf-8").split("\n")
        rows = [json.loads(line) for line in lines if line]
    except (OSError, ValueError) as error:
        raise ExportDamaged(file=name, problem="unreadable") from error
    if len(rows) != counts[table]:
        raise ExportDamaged(file=name, problem="wrong_count")
    return rows


def _verify_trail(rows: Rows) -> None:
    if verify_chain(sorted(rows["trail"], key=lambda entry: entry["seq"])):
        raise ExportDamaged(file="decisions/trail.jsonl", problem="broken_chain")


def _stored(files: list[TreeFile], kind: str) -> dict[str, TreeFile]:
    """Return stored bytes by name, after comparing the name with the bytes."""
    found = {Path(f.name).name: f for f in files if f.name.startswith(kind + "/")}
    for name, file in found.items():
        if sum_of(file.path) != name:
            raise ExportDamaged(file=file.name, problem="wrong_name")
    return found


def _verify_references(package: Package) -> None:
    for kind, needed, there in (
        ("objects", objects_needed(package.rows), package.objects),
        ("texts", texts_needed(package.rows), package.texts),
    ):
        for name in sorted(needed - set(there)):
            raise ExportDamaged(file=f"{kind}/{name}", problem="missing")
    known = {evidence["id"] for evidence in package.rows["evidence"]}
    for name in sorted(snapshots_needed(package.rows)):
        folder = package.snapshots[name].path.parent if name in package.snapshots else None
        problem = "missing" if folder is None else next(FrozenStates(folder).problems(name, known), "")
        if problem:
            raise ExportDamaged(file=f"snapshots/{name}", problem=problem)
    for document in package.rows["documents"]:
        if not is_safe(document["path"].encode("utf-8")):
            raise ExportDamaged(file="decisions/documents.jsonl", problem="unsafe_name")
    for version in frozen_versions(package.rows):
        if not is_safe(version.name.encode("utf-8")) or version.name.count("/") != 3:
            raise ExportDamaged(file="decisions/documents.jsonl", problem="unsafe_name")


def objects_needed(rows: Rows) -> set[str]:
    """Return the names of all bytes that versions of documents refer to."""
    versions = rows["document_versions"]
    return {v[key] for v in versions for key in ("base_sha256", "frozen_sha256", "scan_sha256") if v.get(key)}


def texts_needed(rows: Rows) -> set[str]:
    """Return the names of the texts that confirmed links refer to."""
    return {link["confirmed_text"] for link in rows["links"] if link.get("confirmed_text")}


def snapshots_needed(rows: Rows) -> set[str]:
    """Return the fingerprints of the states that snapshots froze."""
    return {snapshot["sha256"] for snapshot in rows["snapshots"]}


def frozen_versions(rows: Rows) -> list[Frozen]:
    """Return every version of which bytes are frozen."""
    return list(_frozen(rows))


def _frozen(rows: Rows) -> Iterator[Frozen]:
    documents = {d["id"]: d for d in rows["documents"]}
    for version in rows["document_versions"]:
        document = documents.get(version["document"])
        if document is not None and version.get("frozen_sha256"):
            name = archive_name(document["slug"], version["number"], document["path"], version.get("ending"))
            yield Frozen(str(name), version["frozen_sha256"])
