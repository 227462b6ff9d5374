"""Keep the folders of an index: the live one, and one beside it in which a new index is filled before they swap."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_VERSION_FILE = "version"


class Folders:
    """Hold where an index lies. `current` is the folder in use: `live`, or the one beside it that is being filled.

    Whatever changes folders holds the writer's lock.
    """

    def __init__(self, live: Path) -> None:
        self.live = self.current = live

    @property
    def beside(self) -> bool:
        """Tell whether a new index is being filled beside the live one."""
        return self.current != self.live

    @property
    def taken(self) -> bool:
        """Tell whether something is where the live index belongs."""
        return self.live.exists() or self.live.is_symlink()

    def make_room(self) -> bool:
        """Make an empty folder for a new index: in place where there is none, else beside the old one.

        Return whether there was one before. The old one stays as it is: others may still be reading it.
        """
        there = self.taken
        folder = self.live.is_dir() and not self.live.is_symlink()
        if there and not folder:
            self.live.unlink()
        self.current = self.sibling("new") if folder else self.live
        _remove(self.current)
        self.current.mkdir(mode=0o700, parents=True)
        return there

    def sign(self, version: str) -> None:
        """Write of which version the index in use is."""
        file = self.current / _VERSION_FILE
        file.touch(0o600)
        file.write_text(version, "ascii")

    def is_signed(self, version: str) -> bool:
        """Tell whether the index in use says that it is of this version."""
        try:
            return (self.current / _VERSION_FILE).read_text("ascii") == version
        except (OSError, UnicodeDecodeError):
            return False

    def spoil(self) -> None:
        """Take the signature away, so that nobody takes the index in use for a sound one again."""
        (self.current / _VERSION_FILE).unlink(missing_ok=True)

    def swap(self) -> None:
        """Let the new index take the place of the live one, and remove that.

        Killed between the two renames, no index is there, and the next opening makes one.
        """
        old = self.sibling("old")
        _remove(old)
        self.live.replace(old)
        self.current.replace(self.live)
        self.current = self.live
        _remove(old)

    def sweep(self) -> None:
        """Remove what a killed process left beside the live index."""
        for name in ("new", "old"):
            _remove(self.sibling(name))

    def sibling(self, name: str) -> Path:
        """Return the folder beside the live one with a name of its own."""
        return self.live.with_name(f"{self.live.name}.{name}")

    def inode(self) -> int:
        """Return what tells the folder in use from one that took its place; 0 where there is none."""
        try:
            return self.current.stat().st_ino
        except OSError:
            return 0


def _remove(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
