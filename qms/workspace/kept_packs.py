"""Keep the packs that were made on the pages: below `packs/` of the workspace, owner-only, with what came of each."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from qms.model.errors import QmsError
from qms.state.files import OWNER_FILE, make_private, write_atomic
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from qms.workspace.workspace import Workspace

FOLDER = "packs"
_NAME = re.compile(r"audit-pack-\d{4}-\d{2}-\d{2}(-\d+)?\.zip")


class NoSuchPack(QmsError):
    """Report that no pack of that name was made here; `name` is given."""

    code = "pack_unknown"


@dataclass(frozen=True, slots=True)
class KeptPack:
    """Hold a pack that can be fetched again.

    `fingerprint` is that of its manifest, `sums` counts by what became of files, `inside` are ids of the evidence that
    went in, `kept_back` gives pairs of evidence id and reason by why it did not (on_site, leave_out, suspect, missing).
    """

    name: str
    by: str
    at: str
    framework: str
    language: str
    fingerprint: str
    files: int
    size: int
    sums: dict[str, int]
    inside: tuple[str, ...]
    kept_back: dict[str, tuple[tuple[str, str], ...]]
    personal: tuple[str, ...]
    registers: int
    with_names: bool

    @property
    def named(self) -> frozenset[str]:
        """Return the evidence that the pack holds, or names as to be seen on site."""
        return frozenset(self.inside) | {ident for ident, _ in self.kept_back.get("on_site", ())}


def new_place(workspace: Workspace) -> Path:
    """Return where the next pack goes; its folder is there then, for the owner only. Raises Unwritable."""
    folder = make_private(workspace.root / FOLDER)
    stem, number = f"audit-pack-{clock.today().isoformat()}", 1
    target = folder / f"{stem}.zip"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.zip"
    return target


def keep_pack(target: Path, pack: KeptPack) -> None:
    """Write beside a pack what came of it, and leave both to the owner only."""
    target.chmod(OWNER_FILE)
    body = json.dumps(asdict(pack), ensure_ascii=False, indent=1)
    write_atomic(target.with_suffix(".json"), f"{body}\n".encode())


def list_packs(workspace: Workspace) -> list[KeptPack]:
    """Return the packs that are still there, the newest first."""
    folder = workspace.root / FOLDER
    found = []
    for path in folder.glob("audit-pack-*.json") if folder.is_dir() else ():
        if _NAME.fullmatch(path.with_suffix(".zip").name) and path.with_suffix(".zip").is_file():
            with suppress(OSError, ValueError, TypeError, KeyError):
                found.append(_read(path))
    return sorted(found, key=lambda one: (one.at, one.name), reverse=True)


def find_pack(workspace: Workspace, name: str) -> tuple[KeptPack, Path]:
    """Return a pack by the name of its file, and where it lies; raises NoSuchPack."""
    for one in list_packs(workspace):
        if one.name == name:
            return one, workspace.root / FOLDER / name
    raise NoSuchPack(name=name)


def delete_pack(workspace: Workspace, name: str, actor: str) -> None:
    """Delete a pack that was kept; raises NoSuchPack."""
    one, path = find_pack(workspace, name)
    with workspace.state.write(actor) as change:
        change.log("pack.deleted", one.framework, manifest=one.fingerprint)
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)


def delete_packs_with(workspace: Workspace, evidence: Collection[str], actor: str) -> int:
    """Delete the kept packs that hold or name one of these files, such as forgotten ones; return how many."""
    gone = [one.name for one in list_packs(workspace) if one.named & set(evidence)]
    for name in gone:
        delete_pack(workspace, name, actor)
    return len(gone)


def manifest_in(path: Path) -> str:
    """Return the fingerprint of the manifest inside a ZIP as it lies there, "" where it cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            return hashlib.sha256(package.read("manifest.json")).hexdigest()
    except (OSError, KeyError, zipfile.BadZipFile):
        return ""


def _read(path: Path) -> KeptPack:
    body: dict[str, Any] = json.loads(path.read_bytes())
    body["name"] = path.with_suffix(".zip").name
    body["inside"], body["personal"] = tuple(body["inside"]), tuple(body["personal"])
    body["kept_back"] = {
        why: tuple((str(i), str(b)) for i, b in some) for why, some in body["kept_back"].items()
    }
    return KeptPack(**body)
