"""Seal a pack: a manifest of every file, sums that other programs verify, and the fingerprint to be read out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qms.state.files import digest
from qms.workspace.program import program_version
from qms.workspace.tree import sum_of, walk

if TYPE_CHECKING:
    from pathlib import Path

    from qms.model.pack import Pack

MANIFEST, SUMS, SEAL = "manifest.json", "SHA256SUMS", "seal.js"
FORMAT = 1
NAME = "qms audit pack"


def seal(folder: Path, pack: Pack) -> str:
    """Write manifest, sums and seal of a complete folder and return the fingerprint of the manifest.

    The manifest lists every file but these three, the sums every file but themselves; the page verifies all.
    """
    files = [
        {"path": file.name, "size": file.size, "sha256": sum_of(file.path)}
        for file in walk(folder)
        if file.name not in {MANIFEST, SUMS, SEAL}
    ]
    body = {
        "what": NAME,
        "format": FORMAT,
        "program": program_version(),
        "organisation": pack.organisation,
        "framework": pack.framework_id,
        "language": pack.language,
        "made_on": pack.made_on.isoformat(),
        "as_of": pack.as_of.isoformat(),
        "files": files,
    }
    manifest = (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
    (folder / MANIFEST).write_bytes(manifest)
    fingerprint = digest(manifest)
    script = seal_script(fingerprint)
    (folder / SEAL).write_bytes(script)
    (folder / SUMS).write_bytes(
        sums_text(
            [
                *((str(f["path"]), str(f["sha256"])) for f in files),
                (MANIFEST, fingerprint),
                (SEAL, digest(script)),
            ]
        )
    )
    return fingerprint


def seal_script(fingerprint: str) -> bytes:
    """Return the script that tells the page its fingerprint; the verifier expects exactly these bytes."""
    return f'window.PACK_SEAL="{fingerprint}";\n'.encode()


def sums_text(sums: list[tuple[str, str]]) -> bytes:
    """Return fingerprints as `sha256sum -c` takes them, sorted by path."""
    lines = sorted(f"{fingerprint}  {path}\n" for path, fingerprint in sums)
    return "".join(sorted(lines, key=lambda line: line[66:])).encode("utf-8")


def is_pack(folder: Path) -> bool:
    """Tell whether a folder is a pack that this program wrote."""
    try:
        body = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(body, dict) and body.get("what") == NAME


def strangers(folder: Path) -> list[str]:
    """Return the files in the folder of a pack that its manifest does not list."""
    body = json.loads((folder / MANIFEST).read_bytes())
    listed = {str(file["path"]) for file in body.get("files", ())} | {MANIFEST, SUMS, SEAL}
    return [file.name for file in walk(folder) if file.name not in listed]


def fingerprint_shown(fingerprint: str) -> str:
    """Return a fingerprint in groups of four, to be read out."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
