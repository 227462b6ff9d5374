"""Read and write backup files: a ZIP whose manifest names every member with its fingerprint."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING

from qms.model.errors import Busy, IntegrityDamage, QmsError
from qms.state.files import Unwritable
from qms.state.tables import HEAD
from qms.workspace.program import program_version
from qms.workspace.tree import is_safe, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
MANIFEST = "manifest.json"
_PIECE = 1 << 20
_PACKED = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".pdf", ".jpg", ".jpeg", ".png", ".zip", ".heic"})
_BELOW = (".qms/state/", "documents/", "templates/", "catalogue/", "evidence/")
# What the standard library raises on reading a file that somebody or something changed.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


class NoBackup(QmsError):
    """Report a file that is not a backup; `path` is given."""

    code = "no_backup"


class BackupDamaged(IntegrityDamage):
    """Refuse a backup that is not as it was written; `path`, `member` and `problem` are given.

    Problems: unreadable, missing, changed, unexpected, unsafe_name.
    """

    code = "backup_damaged"
    hint = "hint_other_backup"


class BackupNewer(Busy):
    """Refuse a backup that a newer program wrote; `found` and `known` are given."""

    code = "backup_newer"
    hint = "hint_upgrade"


@dataclass(frozen=True, slots=True)
class Member:
    """Hold one file of a backup: member name, SHA-256, size in bytes, modification time, and its raw path.

    `raw` is the base64 of the path where the name cannot tell it (not UTF-8), else empty.
    """

    name: str
    sha256: str
    size: int
    mtime_ns: int
    raw: str = ""

    @property
    def path(self) -> bytes:
        """Return the relative path as the disk had it."""
        return base64.b64decode(self.raw) if self.raw else self.name.encode("utf-8")


class BackupWriter:
    """Write the members of a backup, each with its fingerprint."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: list[Member] = []

    def add(self, source: IO[bytes], raw: bytes, mtime_ns: int) -> None:
        """Copy a stream into the member for the relative path `raw`."""
        name = shown(raw)
        info = zipfile.ZipInfo(name)
        info.external_attr = 0o600 << 16
        packed = PurePath(name).suffix.lower() in _PACKED
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self._archive.open(info, "w", force_zip64=True) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                size += len(piece)
                target.write(piece)
        told = "" if name.encode("utf-8") == raw else base64.b64encode(raw).decode("ascii")
        self.members.append(Member(name, digest.hexdigest(), size, mtime_ns, told))

    def finish(self) -> None:
        """Write the manifest."""
        data = {
            "format": FORMAT,
            "schema": HEAD,
            "program": program_version(),
            "members": [asdict(member) for member in self.members],
        }
        text = json.dumps(data, sort_keys=True, ensure_ascii=False, indent=1)
        self._archive.writestr(MANIFEST, text.encode("utf-8"), zipfile.ZIP_DEFLATED)


class BackupReader:
    """Read the members of a backup, verified against its manifest."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path = path
        self._archive = archive
        self.members = self._manifest()

    def _manifest(self) -> list[Member]:
        try:
            data = json.loads(self._archive.read(MANIFEST))
            newer = data["format"] > FORMAT or data["schema"] > HEAD
            found = f"{data['format']}/{data['schema']}"
            members = [] if newer else [Member(**m) for m in data["members"]]
            listed = [m.path for m in members]
        except KeyError as error:
            raise NoBackup(path=self.path) from error
        except (*_DAMAGE, ValueError, TypeError, binascii.Error) as error:
            raise BackupDamaged(path=self.path, member=MANIFEST, problem="unreadable") from error
        if newer:
            raise BackupNewer(found=found, known=f"{FORMAT}/{HEAD}")
        self._compare(members, listed)
        return members

    def _compare(self, members: list[Member], listed: list[bytes]) -> None:
        there = sorted(name for name in self._archive.namelist() if name != MANIFEST)
        expected = sorted(m.name for m in members)
        if there != expected:
            lost = sorted(set(expected) - set(there))
            other = lost or sorted(set(there) - set(expected)) or there
            raise BackupDamaged(path=self.path, member=other[0], problem="missing" if lost else "unexpected")
        for member, raw in zip(members, listed, strict=True):
            if not _belongs(member.name) or not _belongs(shown(raw)) or not is_safe(raw):
                raise BackupDamaged(path=self.path, member=member.name, problem="unsafe_name")
        if len(set(listed)) != len(listed):
            raise BackupDamaged(path=self.path, member=MANIFEST, problem="unexpected")

    def pieces(self, member: Member) -> Iterator[bytes]:
        """Yield the bytes of a member; raises BackupDamaged at the end of those that are not as written."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._archive.open(member.name) as stream:
                while size <= member.size and (piece := stream.read(_PIECE)):
                    digest.update(piece)
                    size += len(piece)
                    yield piece
        except _DAMAGE as error:
            raise BackupDamaged(path=self.path, member=member.name, problem="unreadable") from error
        if size != member.size or digest.hexdigest() != member.sha256:
            raise BackupDamaged(path=self.path, member=member.name, problem="changed")

    def read(self, member: Member) -> bytes:
        """Return the bytes of a member; raises BackupDamaged."""
        return b"".join(self.pieces(member))

    def extract(self, member: Member, target: Path, mode: int | None) -> None:
        """Write a member to a new file, verified; raises BackupDamaged."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            for piece in self.pieces(member):
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        os.utime(target, ns=(member.mtime_ns, member.mtime_ns))
        if mode is not None:
            target.chmod(mode)


def _belongs(name: str) -> bool:
    return name == "qms.toml" or name.startswith(_BELOW)


def is_backup(path: Path) -> bool:
    """Tell whether a file is a backup of ours, whole or not."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


@contextmanager
def open_backup(path: Path) -> Iterator[BackupReader]:
    """Yield a reader whose manifest fits the members. Raises NoBackup, BackupDamaged or BackupNewer."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise NoBackup(path=path) from error
    except (*_DAMAGE, ValueError) as error:
        raise BackupDamaged(path=path, member="", problem="unreadable") from error
    with archive:
        yield BackupReader(path, archive)


@contextmanager
def write_backup(path: Path) -> Iterator[BackupWriter]:
    """Yield a writer of a new owner-only backup, which takes the place of `path` if nothing is raised inside.

    Raises Unwritable.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".qms-", suffix=".tmp")
    except OSError as error:
        raise Unwritable(path=path, why=error.strerror) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                writer = BackupWriter(archive)
                yield writer
                writer.finish()
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except OSError as error:
        raise Unwritable(path=path, why=error.strerror) from error
    finally:
        temporary.unlink(missing_ok=True)
