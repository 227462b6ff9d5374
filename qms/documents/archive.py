"""Lay approved versions out in the archive and in the working copy, from the bytes that state holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.documents.control import archive_path, list_documents
from qms.state.files import digest, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from qms.documents.control import Document, Version
    from qms.workspace.workspace import Workspace

READ_ONLY = 0o444
_SCANS = {b"%PDF": ".pdf", b"\x89PNG": ".png", b"\xff\xd8": ".jpg", b"II*": ".tif", b"MM\x00*": ".tif"}


def lay_out(workspace: Workspace, document: Document) -> int:
    """Write what is missing in the archive, and the newest approved version into its working copy; count the files.

    The working copy is replaced only where it holds the very bytes that were approved from.
    """
    written = 0
    for version in document.versions:
        if version.frozen is not None:
            written += _archive(workspace, document, version)
    newest, path = document.newest, workspace.root / document.path
    replaceable = (
        newest.frozen is not None and newest.submitted not in {None, newest.frozen} and path.is_file()
    )
    if newest.frozen is not None and replaceable and digest(path.read_bytes()) == newest.submitted:
        data = workspace.objects.get(newest.frozen)
        if data is not None:
            write_atomic(path, data, mode=None)
            written += 1
    return written


def lay_out_all(workspace: Workspace) -> int:
    """Do the same for every document: a pass mends what a crash or a deletion left open."""
    return sum(lay_out(workspace, document) for document in list_documents(workspace))


def scan_path(archived: Path, data: bytes) -> Path:
    """Return where the signed scan of a version lies: beside it, with an ending that tells what it is."""
    ending = next((end for start, end in _SCANS.items() if data.startswith(start)), ".bin")
    return archived.with_name(f"{archived.stem}.act{ending}")


def _archive(workspace: Workspace, document: Document, version: Version) -> int:
    target = archive_path(workspace, document, version)
    written = 0
    if version.frozen is not None and not target.is_file():
        data = workspace.objects.get(version.frozen)
        if data is not None:
            write_atomic(target, data, mode=READ_ONLY)
            written += 1
    scan = workspace.objects.get(version.scan) if version.scan else None
    if scan is not None and not scan_path(target, scan).is_file():
        write_atomic(scan_path(target, scan), scan, mode=READ_ONLY)
        written += 1
    return written
