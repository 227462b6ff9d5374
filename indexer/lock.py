"""Hold a lock between processes: a file that the system locks, with the holder's process id in it."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE = 0.05
# Windows locks bytes of the file, and a locked byte cannot be read by others: lock one far behind the
# process id.
_FAR = 1 << 30


class Locked(Exception):  # a state of affairs, not a fault
    """Say that another process holds the lock; `holder` is its process id, None when unknown."""

    def __init__(self, path: Path, holder: int | None) -> None:
        super().__init__(f"locked by process {holder}" if holder else "locked by another process")
        self.path = path
        self.holder = holder


@contextmanager
def hold(path: Path, *, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock `path` (made owner-only if absent) for the length of the block.

    Waits at most `wait` seconds, then raises Locked. The operating system frees the lock when its holder
    dies; the file stays. Not re-entrant.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _acquire(handle, path, time.monotonic() + wait)
        os.ftruncate(handle, 0)
        _write(handle)
        try:
            yield
        finally:
            os.ftruncate(handle, 0)
            _unlock(handle)
    finally:
        os.close(handle)


def holder_of(path: Path) -> int | None:
    """Return the process id written in a lock file, None when it is free, absent or unreadable."""
    try:
        return int(path.read_bytes().strip() or b"0") or None
    except (OSError, ValueError):
        return None


def _acquire(handle: int, path: Path, until: float) -> None:
    while not _try_lock(handle):
        if time.monotonic() >= until:
            raise Locked(path, holder_of(path))
        time.sleep(_PAUSE)


def _write(handle: int) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, str(os.getpid()).encode())


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            os.lseek(handle, _FAR, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
