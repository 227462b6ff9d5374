"""Tell fast whether a folder is exactly as it was: one look at each file, nothing opened, nothing kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from indexer.scan import display_name, is_ignored

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Look = tuple[bytes, int, int, int]
"""A raw path, and what the file system tells of the file: size in bytes, time of change in nanoseconds, inode."""
INODE = 0x7FFF_FFFF_FFFF_FFFF
"""The bits of an inode that a register keeps."""


def is_unchanged(root: Path, ignore: Callable[[str], bool] | None, known: Mapping[bytes, Look]) -> bool:
    """Say whether the files below `root` are those of `known`, by raw path, and look as they did.

    False also where that takes more than a look: links, what cannot be listed, a root that is no folder, Windows.
    """
    if os.name != "posix" or not root.is_dir():
        return False
    try:
        return _all_known(os.fsencode(root), ignore, known)
    except OSError:
        return False


def _all_known(top: bytes, ignore: Callable[[str], bool] | None, known: Mapping[bytes, Look]) -> bool:
    found, pending = 0, [b""]
    look = known.get
    while pending:
        folder = pending.pop()
        with os.scandir(top + b"/" + folder[:-1] if folder else top) as entries:
            for entry in entries:
                raw = folder + entry.name
                before = look(raw)
                if before is None:
                    if not _may_be_unknown(entry, raw, ignore, pending):
                        return False
                else:
                    now = entry.stat(follow_symlinks=False)  # a link has another inode than what it leads to
                    _, size, changed, inode = before
                    if now.st_size != size or now.st_mtime_ns != changed or now.st_ino & INODE != inode:
                        return False
                    found += 1
    return found == len(known) and (ignore is None or not any(ignore(display_name(raw)) for raw in known))


def _may_be_unknown(
    entry: os.DirEntry[bytes], raw: bytes, ignore: Callable[[str], bool] | None, pending: list[bytes]
) -> bool:
    """Say whether an entry is none of the register's: left out, or a folder, which is put in `pending`."""
    if is_ignored(display_name(entry.name)) or (ignore is not None and ignore(display_name(raw))):
        return True
    if not entry.is_dir(follow_symlinks=False):
        return False
    pending.append(raw + b"/")
    return True
