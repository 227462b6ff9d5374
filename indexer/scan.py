"""Find the files of a folder, in place: nothing is written, links that lead out are refused."""

# ruff: noqa: PTH110, PTH112, PTH116, PTH122
from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from fnmatch import translate
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ScanProblem = Literal["unreadable", "refused", "unlisted"]
AnyPath = bytes | str | Path

# Left behind by editors, file managers and synchronisers: never evidence.
IGNORED_NAMES = (
    "~$*", ".~lock*", "*.tmp", "*~", "*.swp", "*.part", "*.partial", "*.crdownload", "thumbs.db",
    "ehthumbs.db", "desktop.ini", "icon\r", "$recycle.bin", "system volume information", "@eadir", "__macosx",
)  # fmt: skip
_IGNORED = re.compile("|".join(translate(pattern) for pattern in IGNORED_NAMES))
_CHUNK = 1 << 20
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class FoundFile:
    """Hold one file of the folder: `raw` is its relative path on disk, `display` a unique text for it.

    `size` in bytes, `mtime_ns` and `inode` as the file system tells. With a problem: "unreadable" (cannot be
    looked at), "refused" (a link out of the folder, or no regular file) or "unlisted": not a file but a folder
    (the root: no name) that cannot be listed, so that nothing is known of the files below it.
    """

    raw: bytes
    display: str
    size: int
    mtime_ns: int
    inode: int
    problem: ScanProblem | None = None


@dataclass(frozen=True)
class StableRead:
    """Hold the fingerprint of a file that did not change while it was read, or the problem."""

    sha256: str
    size: int
    mtime_ns: int
    problem: Literal["unreadable"] | None = None


def is_ignored(name: str) -> bool:
    """Tell whether a file or folder of this name is never evidence: hidden, temporary, or a system file."""
    return name.startswith(".") or _IGNORED.match(name.lower()) is not None


def matching(patterns: Iterable[str]) -> Callable[[str], bool] | None:
    """Return a test for names that fit any of some shell patterns, as `fnmatch` compares them; None without."""
    wanted = [os.path.normcase(pattern) for pattern in patterns]
    if not wanted:
        return None
    compiled = re.compile("|".join(translate(pattern) for pattern in wanted))
    return lambda shown: compiled.match(os.path.normcase(shown)) is not None


def display_name(raw: bytes) -> str:
    r"""Return raw path bytes as NFC text with `/` separators; what is not text appears as `\xNN`."""
    if raw.isascii() and os.sep == "/" and (plain := raw.decode("ascii")).isprintable():
        return plain
    text = raw.decode("utf-8", "backslashreplace")
    if os.sep != "/":
        text = text.replace(os.sep, "/")
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", unicodedata.normalize("NFC", text))


def scan(root: Path, ignore: Callable[[str], bool] | None = None) -> Iterator[FoundFile]:
    """Yield the files below `root`, sorted by raw path, with unique display names.

    `ignore` gets the display form of a relative path and may leave out further files and folders. A file
    or folder that vanishes meanwhile is not there. Raises NotADirectoryError or FileNotFoundError when
    `root` is no folder, also when it vanishes meanwhile.
    """
    top = os.fsencode(root)
    if not os.path.isdir(top):
        raise (NotADirectoryError if os.path.exists(top) else FileNotFoundError)(f"not a folder: {root}")
    found = sorted(_walk(top, os.path.realpath(top), ignore), key=lambda file: file.raw)
    yield from _told_apart(found)


def _walk(top: bytes, real_top: bytes, ignore: Callable[[str], bool] | None) -> Iterator[FoundFile]:
    pending = [(b"", "")]
    while pending:
        folder, folder_shown = pending.pop()
        try:
            with os.scandir(os.path.join(top, folder) if folder else top) as entries:
                listed = list(entries)
        except FileNotFoundError:
            if not folder:
                raise
            continue
        except OSError:
            yield FoundFile(folder, folder_shown, 0, 0, 0, "unlisted")
            continue
        for entry in listed:
            raw, shown = entry.name, display_name(entry.name)
            if is_ignored(shown):
                continue
            if folder:  # no sign composes with the separator, so the parts may be folded one by one
                raw, shown = os.path.join(folder, raw), f"{folder_shown}/{shown}"
            if ignore is not None and ignore(shown):
                continue
            if _is_folder(entry):
                pending.append((raw, shown))
            elif (file := _look(entry, raw, shown, real_top)) is not None:
                yield file


def _is_folder(entry: os.DirEntry[bytes]) -> bool:
    try:
        if getattr(entry, "is_junction", bool)():  # Windows, from Python 3.12: a link to a folder
            return False
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _look(entry: os.DirEntry[bytes], raw: bytes, shown: str, real_top: bytes) -> FoundFile | None:
    """Return the file behind a directory entry; None when it vanished or is a link to a folder inside."""
    try:
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            if not _inside(target, real_top):
                return FoundFile(raw, shown, 0, 0, 0, "refused")
            if os.path.isdir(target):
                return None
        status = entry.stat()
    except FileNotFoundError:
        return None
    except OSError:
        return FoundFile(raw, shown, 0, 0, 0, "unreadable")
    if not stat.S_ISREG(status.st_mode):
        return FoundFile(raw, shown, 0, status.st_mtime_ns, status.st_ino, "refused")
    return FoundFile(raw, shown, status.st_size, status.st_mtime_ns, status.st_ino)


def _inside(path: bytes, top: bytes) -> bool:
    separator = os.fsencode(os.sep)
    return path == top or path.startswith(top.rstrip(separator) + separator)


def _told_apart(found: list[FoundFile]) -> Iterator[FoundFile]:
    """Give files whose names fold to one a suffix, by the order of their raw bytes.

    The file that is really called so keeps its name, whatever comes before it.
    """
    taken = Counter(file.display for file in found)
    owned = {file.display for file in found if taken[file.display] > 1 and _is_plain(file)}
    used = set(owned)
    for file in found:
        shown, count = file.display, 1
        own = shown in owned and _is_plain(file)
        while not own and (shown in used or (count > 1 and shown in taken)):
            count += 1
            stem, suffix = os.path.splitext(file.display)
            shown = f"{stem} ({count}){suffix}"
        used.add(shown)
        yield file if shown == file.display else replace(file, display=shown)


def _is_plain(file: FoundFile) -> bool:
    return file.raw == os.fsencode(file.display.replace("/", os.sep))


def open_file(path: AnyPath) -> BinaryIO:
    """Open a regular file to be read. Raises OSError, also for anything else: opening a pipe would wait for ever."""
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
    number = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "not a regular file")
    return os.fdopen(number, "rb")


def fingerprint(path: AnyPath) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits, read in pieces. Raises OSError."""
    with open_file(path) as file:
        return _digest(file, None)


def _digest(file: BinaryIO, most: int | None) -> str:
    """Fingerprint a file, at most so many bytes of it."""
    digest = hashlib.sha256()
    while piece := file.read(_CHUNK if most is None else min(_CHUNK, most)):
        digest.update(piece)
        most = None if most is None else most - len(piece)
    return digest.hexdigest()


def read_stable(path: AnyPath) -> StableRead:
    """Fingerprint a file and say so when it changed while it was read, or could not be read.

    No more is read than it held at first: a file that grows as fast as it is read would have no end.
    """
    try:
        with open_file(path) as file:
            before = os.fstat(file.fileno())
            digest = _digest(file, before.st_size)
            grown = bool(file.read(1))
        after = os.stat(path)
    except OSError:
        return StableRead("", 0, 0, "unreadable")
    if grown or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        return StableRead("", after.st_size, after.st_mtime_ns, "unreadable")
    return StableRead(digest, after.st_size, after.st_mtime_ns)
