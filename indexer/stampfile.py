"""Keep the stamps of an index in a list beside it, so that a comparison reads one small file and no entry."""

# ruff: noqa: PTH108
from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_NAME = "stamps.json"


def read_stamps(folder: Path, identity: str) -> dict[str, str] | None:
    """Return stamps by key, or None when there is no list of exactly this state of the index."""
    try:
        found = json.loads((folder / _NAME).read_bytes())
        stamps = found["stamps"] if found["identity"] == identity else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return stamps if isinstance(stamps, dict) else None


def write_stamps(folder: Path, identity: str, stamps: Mapping[str, str]) -> None:
    """Write the list for the state `identity`, owner-only; the writer's lock is held.

    What cannot be written is left out: the entries know it too.
    """
    path, temporary = folder / _NAME, folder / f"{_NAME}.new"
    data = json.dumps({"identity": identity, "stamps": dict(stamps)}, separators=(",", ":"))
    with suppress(OSError):
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        with os.fdopen(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data.encode("ascii"))
        temporary.replace(path)
