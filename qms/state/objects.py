"""Keep bytes under their own SHA-256: generated bases, approved versions, texts of confirmed revisions."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from qms.state.files import digest, make_private, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Objects:
    """Store immutable bytes in `folder`, one owner-only file each, named by fingerprint."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Store `data` once and return its SHA-256."""
        name = digest(data)
        target = self.folder / name
        if not target.is_file():
            make_private(self.folder)
            write_atomic(target, data)
        else:
            # What was wanted a moment ago is not swept away as unused, though no row names it yet.
            os.utime(target)
        return name

    def get(self, name: str) -> bytes | None:
        """Return the bytes, or None when they are gone or no longer match their name."""
        target = self.folder / name
        try:
            data = target.read_bytes()
        except OSError:
            return None
        return data if digest(data) == name else None

    def drop(self, name: str) -> None:
        """Delete the bytes of that name, if any."""
        (self.folder / name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Yield the names of everything stored, sorted."""
        if self.folder.is_dir():
            yield from sorted(p.name for p in self.folder.iterdir() if len(p.name) == 64)
