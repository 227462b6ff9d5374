"""Keep the language that a person chose where no account could hold it: whoever sits at the machine needs none."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from qms.locale import LANGUAGES
from qms.state.files import OWNER_FILE, make_private, write_atomic

if TYPE_CHECKING:
    from pathlib import Path


def language_of(root: Path, person: str) -> str:
    """Return the language that a person chose on this machine, "" where none is known."""
    chosen = _kept(root).get(person, "")
    return chosen if chosen in LANGUAGES else ""


def keep_language(root: Path, person: str, language: str) -> None:
    """Keep the language of a person; the file may be lost at any time, and then the workspace's language holds."""
    file = _file(root)
    make_private(file.parent)
    kept = {**_kept(root), person: language}
    write_atomic(file, json.dumps(kept, sort_keys=True).encode("utf-8"), OWNER_FILE)


def _kept(root: Path) -> dict[str, str]:
    with suppress(OSError, ValueError):
        found = json.loads(_file(root).read_text("utf-8"))
        if isinstance(found, dict):
            return {str(person): str(language) for person, language in found.items()}
    return {}


def _file(root: Path) -> Path:
    return root / ".qms" / "cache" / "web.languages"
