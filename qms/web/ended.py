"""Remember which sessions a sign-out ended, also after a restart: a copy of their cookie must stay worthless."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from qms.state.files import OWNER_FILE, make_private, write_atomic

if TYPE_CHECKING:
    from pathlib import Path


class EndedSessions:
    """Keep the ids of ended sessions in an owner-only file, each for `seconds`: a cookie is not believed for longer."""

    def __init__(self, file: Path, seconds: float) -> None:
        self._file = file
        self._seconds = seconds
        self._lock = threading.Lock()
        self._ended = self._kept()

    def __contains__(self, ident: object) -> bool:
        """Say whether a session was ended."""
        return ident in self._ended

    def add(self, ident: str) -> None:
        """End a session for good."""
        with self._lock:
            now = time.time()
            self._ended = {i: at for i, at in self._ended.items() if now - at < self._seconds} | {ident: now}
            lines = "".join(f"{at:.0f} {i}\n" for i, at in self._ended.items())
            make_private(self._file.parent)
            write_atomic(self._file, lines.encode("ascii"), OWNER_FILE)

    def _kept(self) -> dict[str, float]:
        """Return what an earlier run left, without what is too old to matter; a damaged line is as good as none."""
        found: dict[str, float] = {}
        with suppress(OSError):
            for line in self._file.read_text("ascii", "replace").splitlines():
                at, _, ident = line.partition(" ")
                if at.isdecimal() and time.time() - float(at) < self._seconds:
                    found[ident] = float(at)
        return found
