"""Keep what was made to show a file, by the fingerprint of its bytes, within bounds; all of it may be deleted."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from qms.state.files import digest, make_private, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 200 << 20
"""Of all that is kept; what was not looked at for longest goes first."""
MAKERS = 1
"""Raise it when previews are made otherwise: older ones are then made anew."""
Kept = tuple[bytes, bool, int, int]
"""PNG or HTML, whether the passage is marked, width and height."""


Asked = tuple[str | int, ...]
"""All that a preview depends on beside the bytes: what of them, which passage, how wide, in which language."""


class PreviewCache:
    """Keep previews below `folder`, owner-only."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self.folder = folder / "previews"
        self._most = most

    def get(self, sha256: str, asked: Asked) -> Kept | None:
        """Return what was made of these bytes when it was asked for so, None when it is not there whole."""
        path = self._path(sha256, asked)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            told = json.loads(head)
            if digest(body) != told["sha256"]:
                return None
            os.utime(path)  # it was looked at
            return body, bool(told["marked"]), int(told["width"]), int(told["height"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, sha256: str, asked: Asked, kept: Kept) -> None:
        """Keep what was made of these bytes, by all that it depends on."""
        body, marked, width, height = kept
        head = {"marked": marked, "width": width, "height": height, "sha256": digest(body)}
        make_private(self.folder)
        data = json.dumps(head).encode("ascii") + b"\n" + body
        write_atomic(self._path(sha256, asked), data, durable=False)
        self._make_room()

    def _path(self, sha256: str, asked: Asked) -> Path:
        key = digest(json.dumps([MAKERS, *asked]).encode("ascii"))
        return self.folder / f"{sha256}.{key[:16]}"  # forgetting finds it by the fingerprint

    def _make_room(self) -> None:
        found = []
        for path in self.folder.iterdir():
            try:
                status = path.stat()
            except OSError:
                continue
            found.append((status.st_mtime_ns, status.st_size, path))
        over = sum(size for _, size, _ in found) - self._most
        for _, size, path in sorted(found):
            if over <= 0:
                break
            path.unlink(missing_ok=True)
            over -= size
