"""Tell whether a folder lies on a network share, where the system reports no changes that others make."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHARES = frozenset({
    "9p", "acfs", "afp", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse", "gfs2", "glusterfs",
    "gpfs", "lustre", "ncp", "ncpfs", "nfs", "nfs4", "ocfs2", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs",
    "vmhgfs", "webdav",
})  # fmt: skip
_OCTAL = re.compile(rb"\\([0-7]{3})")
_MAC = re.compile(rb" on (?P<place>.+) \((?P<kind>[^,)]+)")
_REMOTE = 4
"""What Windows calls a network drive."""


def network_share(folder: Path) -> str | None:
    """Return the kind of network file system that holds `folder` or something below it, None when all is local.

    What the system does not tell counts as local.
    """
    place = Path(os.path.realpath(folder))
    if sys.platform == "win32":
        return _windows_share(str(place))
    return share_among(place, _mounts())


def share_among(folder: Path, mounts: Iterable[tuple[Path, str]]) -> str | None:
    """Return the kind of share at or below `folder`, given (place, kind) of all mounts in their order."""
    depth, holder = -1, ""
    below: dict[Path, str] = {}
    for place, kind in mounts:
        if folder.is_relative_to(place):
            if len(place.parts) >= depth:  # of two at one place the later hides the earlier
                depth, holder = len(place.parts), kind
        elif place.is_relative_to(folder):
            below[place] = kind
    return next((kind for kind in (holder, *below.values()) if is_share(kind)), None)


def is_share(kind: str) -> bool:
    """Tell whether a file system of this kind is shared with other machines, or may be: any of FUSE's own."""
    return kind.lower() in SHARES or kind.startswith("fuse.")


def parse_mountinfo(data: bytes) -> Iterator[tuple[Path, str]]:
    """Yield place and kind of each mount that Linux lists in /proc/self/mountinfo."""
    for line in data.splitlines():
        left, dash, right = line.partition(b" - ")
        fields = left.split(b" ")
        if dash and len(fields) > 4:
            place = _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), fields[4])
            yield Path(os.fsdecode(place)), os.fsdecode(right.split(b" ")[0])


def parse_mount(data: bytes) -> Iterator[tuple[Path, str]]:
    """Yield place and kind of each mount that macOS and the BSDs print with `mount`."""
    for line in data.splitlines():
        found = _MAC.search(line)
        if found:
            yield Path(os.fsdecode(found["place"])), os.fsdecode(found["kind"])


def _mounts() -> list[tuple[Path, str]]:
    try:
        return list(parse_mountinfo(Path("/proc/self/mountinfo").read_bytes()))
    except OSError:
        pass
    try:
        done = subprocess.run(
            ["/sbin/mount"], check=False, timeout=5, stdin=subprocess.DEVNULL, capture_output=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return list(parse_mount(done.stdout))


def _windows_share(place: str) -> str | None:
    if place.startswith("\\\\") and not place.startswith(("\\\\?\\", "\\\\.\\")):
        return "unc"
    if place.startswith("\\\\?\\UNC\\"):
        return "unc"
    import ctypes

    drive = os.path.splitdrive(place.removeprefix("\\\\?\\"))[0]
    system = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    return "drive" if system.GetDriveTypeW(drive + "\\") == _REMOTE else None
