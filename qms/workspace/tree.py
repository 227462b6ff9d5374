"""Walk the files of a folder that belong to an export or a backup, with names that any file system gives."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

# Left behind by editors and by interrupted writes: nobody's work.
_PASSING = ("~$", ".~lock", ".qms-")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class TreeFile:
    """Hold one regular file: absolute `path`, `raw` path below the folder, size, modification time."""

    path: Path
    raw: bytes
    size: int
    mtime_ns: int

    @property
    def name(self) -> str:
        r"""Return the path below the folder as text with `/`; what is not UTF-8 appears as `\xNN`."""
        return shown(self.raw)


def shown(raw: bytes) -> str:
    r"""Return raw path bytes as text with `/`; what is not UTF-8 appears as `\xNN`."""
    text = raw.decode("utf-8", "backslashreplace")
    return text if os.sep == "/" else text.replace(os.sep, "/")


def walk(folder: Path, leave_out: Collection[str] = ()) -> Iterator[TreeFile]:
    """Yield the regular files below `folder`, sorted by raw path; nothing when it is absent.

    `leave_out` names entries directly below `folder`. Links and what editors left behind are passed over.
    """
    top = os.fsencode(folder)
    skipped = {os.fsencode(name) for name in leave_out}
    found: list[TreeFile] = []
    for place, folders, files in os.walk(top):
        if place == top:
            folders[:] = [name for name in folders if name not in skipped]
        for name in files:
            if os.fsdecode(name).startswith(_PASSING) or (place == top and name in skipped):
                continue
            path = Path(os.fsdecode(place), os.fsdecode(name))
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                raw = os.path.relpath(os.fsencode(path), top)
                found.append(TreeFile(path, raw, status.st_size, status.st_mtime_ns))
    yield from sorted(found, key=lambda file: file.raw)


def below(folder: Path, raw: bytes) -> Path:
    """Return the path of a raw relative path below `folder`."""
    return folder / os.fsdecode(raw)


def is_safe(raw: bytes) -> bool:
    """Tell whether a relative path stays below the folder that it is joined to, on any system."""
    if not raw or b"\x00" in raw:
        return False
    parts = raw.replace(b"\\", b"/").split(b"/") if os.name == "nt" else raw.split(b"/")
    if os.name == "nt" and b":" in raw:
        return False
    return all(part not in {b"", b".", b".."} for part in parts)


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def write_file(path: Path, data: bytes, mode: int | None) -> None:
    """Write a new file and its folders, safely on disk before returning; `mode` None keeps the default."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if mode is not None:
        path.chmod(mode)


def copy_file(source: Path, target: Path, mode: int | None) -> None:
    """Copy a file's bytes to a new file; `mode` None keeps the default."""
    write_file(target, source.read_bytes(), mode)
