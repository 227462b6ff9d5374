"""Take uploaded files into the evidence folder: under a free name, whole or not at all, and nowhere else."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.scan import display_name, is_ignored, matching
from qms.evidence.upload_names import clean_name, is_program, shortened
from qms.model.errors import FileTrouble, QmsError
from qms.model.reasons import Reason
from qms.state.evidence_pages import paths_with_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import IO

    from qms.workspace.workspace import Workspace

MOST = 200 * 2**20
"""Bytes of one file."""
DEEPEST = 8
"""Folders below one another."""
_PIECE = 1 << 20


class UploadRefused(QmsError):
    """Refuse a file of which the evidence folder would never hold one; `name` and `why` (a Reason) are given."""

    code = "upload_refused"
    hint = "hint_upload_refused"


class UploadTooLarge(QmsError):
    """Refuse a file of more bytes than one may have; `name` and `most` (in MB) are given."""

    code = "upload_too_large"
    hint = "hint_upload_too_large"


class UploadEmpty(QmsError):
    """Refuse a file without bytes; `name` is given."""

    code = "upload_empty"


class FolderRefused(QmsError):
    """Refuse a folder outside the evidence folder, behind a link, or of a name that is never looked into."""

    code = "upload_folder_refused"
    hint = "hint_upload_folder"


@dataclass(frozen=True, slots=True)
class Uploaded:
    """Hold what became of a file: its display path below the evidence folder, and whether its name was taken.

    `same_as` is the path of a file with the same bytes that was there before; then nothing was written and `path` is
    that one. `raw` is the path as it stands on disk.
    """

    path: str
    raw: bytes
    renamed: bool
    same_as: str | None


def put(
    workspace: Workspace,
    folder: str,
    name: str,
    stream: IO[bytes],
    *,
    hidden: Collection[str] = (),
    twice: bool = False,
) -> Uploaded:
    """Write a file below the evidence folder, never over another one, and enter it in the trail.

    `folder` is below the evidence folder, "" for itself, and is made where it is missing. Bytes that are there
    already are not written again unless `twice`; files of ids in `hidden` count as not there, so that nobody learns
    of them. Raises UploadRefused, UploadTooLarge, UploadEmpty, FolderRefused or FileTrouble; nothing is written then.
    """
    wanted = clean_name(name)
    _refuse(workspace, folder, wanted, name)
    place, made = _place(workspace, folder)
    temporary = place / f".qms-{secrets.token_hex(8)}.tmp"
    try:
        sha256, size, head = _write(temporary, stream, wanted)
        if not size:
            raise UploadEmpty(name=wanted)
        if is_program(wanted, head):
            raise UploadRefused(name=wanted, why=Reason("upload_program"))
        there = None if twice else _same(workspace, place, wanted, sha256, size, hidden)
        if there is not None:
            return there
        written = _settle(temporary, place, wanted)
    except OSError as error:
        raise FileTrouble(path=place / wanted, why=error.strerror or "") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        _sweep(made)
    with workspace.state.write(workspace.actor.id) as change:
        change.log("evidence.upload", sha256[:12], size=size)
    raw = _raw(workspace, written)
    return Uploaded(display_name(raw), raw, written.name != wanted, None)


def folders(workspace: Workspace) -> list[str]:
    """Return the folders below the evidence folder that uploads may go to, in order; those behind links are none."""
    top = workspace.evidence_folder
    ignored = matching(workspace.settings.evidence_ignore) or (lambda _shown: False)
    found: list[str] = []
    for place, inner, _ in os.walk(top):
        below = Path(place).relative_to(top).as_posix()
        prefix = "" if below == "." else f"{below}/"
        inner[:] = sorted(
            name
            for name in inner
            if _is_text(name) and not is_ignored(name) and not ignored(prefix + name)
            and not (Path(place) / name).is_symlink()
        )  # fmt: skip
        found += [prefix + name for name in inner]
        if prefix.count("/") >= DEEPEST - 1:
            inner.clear()
    return sorted(found)


def _is_text(name: str) -> bool:
    return all(not 0xDC80 <= ord(letter) <= 0xDCFF for letter in name)


def _refuse(workspace: Workspace, folder: str, wanted: str, name: str) -> None:
    """Refuse what no name is left of, what is a program, and what a scan would pass over."""
    if not wanted.strip("._ "):
        raise UploadRefused(name=name[:80], why=Reason("upload_no_name"))
    if is_program(wanted, b""):
        raise UploadRefused(name=wanted, why=Reason("upload_program"))
    ignored = matching(workspace.settings.evidence_ignore)
    shown = f"{folder}/{wanted}" if folder else wanted
    if is_ignored(wanted) or (ignored is not None and ignored(shown)):
        raise UploadRefused(name=wanted, why=Reason("upload_ignored"))


def _sweep(made: Sequence[Path]) -> None:
    """Take away folders that were made for a file which then was refused."""
    with suppress(OSError):
        for folder in made:
            folder.rmdir()


def _place(workspace: Workspace, folder: str) -> tuple[Path, list[Path]]:
    """Return the folder to write into, and what of it was made just now, the innermost first; raises FolderRefused."""
    top = workspace.evidence_folder
    if not top.is_dir():
        raise FolderRefused(folder=str(top))
    parts = folder.split("/") if folder else []
    if len(parts) > DEEPEST:
        raise FolderRefused(folder=folder)
    place = top
    for part in parts:
        inner = place / part
        known = part not in {"", ".", ".."} and "\\" not in part and "\x00" not in part
        if not known or is_ignored(part) or inner.is_symlink():
            raise FolderRefused(folder=folder)
        if not inner.exists() and clean_name(part) != part:
            raise FolderRefused(folder=folder)
        place = inner
    real = top.resolve()
    if not place.resolve().is_relative_to(real):
        raise FolderRefused(folder=folder)
    made = [one for one in (place, *place.parents) if not one.exists()]
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderRefused(folder=folder) from error
    if not place.resolve().is_relative_to(real):  # a link put there meanwhile
        raise FolderRefused(folder=folder)
    return place, made


def _write(path: Path, stream: IO[bytes], name: str) -> tuple[str, int, bytes]:
    """Write a stream to a new file that is on disk before returning: fingerprint, size and first bytes."""
    digest, size, head = hashlib.sha256(), 0, b""
    with path.open("xb") as target:
        while piece := stream.read(_PIECE):
            head = head or piece[:16]
            size += len(piece)
            if size > MOST:
                raise UploadTooLarge(name=name, most=MOST >> 20)
            digest.update(piece)
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest(), size, head


def _same(
    workspace: Workspace, place: Path, name: str, sha256: str, size: int, hidden: Collection[str]
) -> Uploaded | None:
    """Return the file that holds the same bytes already: one of the register, or one of that very name."""
    with workspace.state.read() as conn:
        known = paths_with_bytes(conn, sha256, hidden)
    for raw, path in known:
        there = workspace.evidence_folder / os.fsdecode(raw)
        if there.is_file() and there.stat().st_size == size:
            return Uploaded(path, raw, renamed=False, same_as=path)
    twin = place / name
    if twin.is_file() and not twin.is_symlink() and twin.stat().st_size == size and _sum(twin) == sha256:
        raw = _raw(workspace, twin)
        with workspace.state.read() as conn:
            if not paths_with_bytes(conn, sha256, ()):  # nobody has seen it yet, so it is nobody's secret
                return Uploaded(display_name(raw), raw, renamed=False, same_as=display_name(raw))
    return None


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _settle(temporary: Path, place: Path, wanted: str) -> Path:
    """Give a file its name, or the first free one like it; names that differ in case only count as taken."""
    taken = {_folded(there.name) for there in place.iterdir()}
    for number in range(1, 1000):
        name = wanted if number == 1 else shortened(wanted, f" ({number})")
        if _folded(name) in taken:
            continue
        try:
            _name(temporary, place / name)
        except FileExistsError:
            continue
        return place / name
    raise UploadRefused(name=wanted, why=Reason("upload_no_free_name"))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _name(temporary: Path, target: Path) -> None:
    """Give a file its name unless that is taken, which raises FileExistsError."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS}:
            raise
        # No second names on this file system: take the name first, then move the bytes to it.
        target.open("xb").close()
        temporary.replace(target)


def _raw(workspace: Workspace, path: Path) -> bytes:
    return os.fsencode(path.relative_to(workspace.evidence_folder))
