"""Write files so that a reader sees the old bytes or the new ones, never half of them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from qms.model.errors import QmsError

OWNER_FILE = 0o600
OWNER_FOLDER = 0o700
HALF_WRITTEN = ".qms-*.tmp"
"""What `write_atomic` leaves behind when it is killed."""


class Unwritable(QmsError):
    """Report a file or folder that cannot be written."""

    code = "unwritable"
    hint = "hint_permissions"


def write_atomic(path: Path, data: bytes, mode: int | None = OWNER_FILE, *, durable: bool = True) -> None:
    """Write `data` to `path` through a temporary file beside it; `mode` None keeps the folder's default.

    What is derived may do without being `durable`: after a power cut it may be gone or empty, which whoever reads
    it must stand. Raises Unwritable; the old file stays whole then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".qms-", suffix=".tmp")
    except OSError as error:
        raise Unwritable(path=path, why=error.strerror) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        temporary.chmod(mode if mode is not None else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise Unwritable(path=path, why=error.strerror) from error
    if durable:
        _sync_folder(path.parent)


def make_private(folder: Path) -> Path:
    """Make an owner-only folder and return it; raises Unwritable."""
    try:
        for part in reversed([folder, *folder.parents]):
            # mkdir gives its mode to the last folder only, so each level is made by itself.
            if not part.is_dir():
                part.mkdir(mode=OWNER_FOLDER, exist_ok=True)
    except OSError as error:
        raise Unwritable(path=folder, why=error.strerror) from error
    return folder


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        # Network file systems may refuse to sync a folder; the file itself is already on disk.
        return
    finally:
        os.close(handle)
