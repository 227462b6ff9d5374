"""Keep copies of what is about to be replaced, and notice files that another program has open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qms.model.errors import QmsError
from qms.state.files import write_atomic
from qms.workspace import clock

if TYPE_CHECKING:
    from qms.workspace.workspace import Workspace

EARLIER = "earlier"


class FileThere(QmsError):
    """Refuse to write over a file that is there already."""

    code = "file_there"
    hint = "hint_file_there"


class CopyOpen(QmsError):
    """Refuse to write a copy that another program has open."""

    code = "copy_open"
    hint = "hint_close_file"


def keep_copy(workspace: Workspace, path: str, data: bytes) -> str:
    """Write `data` under a free name in `documents/earlier` and return its path, relative to the workspace."""
    source = Path(path)
    folder = workspace.documents / EARLIER
    day = clock.today().isoformat()
    number = 1
    while True:
        tail = day if number == 1 else f"{day} {number}"
        target = folder / f"{source.stem} ({tail}){source.suffix}"
        if not target.exists():
            break
        if target.read_bytes() == data:
            return target.relative_to(workspace.root).as_posix()
        number += 1
    write_atomic(target, data, mode=None)
    return target.relative_to(workspace.root).as_posix()


def is_open(path: Path) -> bool:
    """Tell whether Word or LibreOffice has the file open, by the mark that they leave beside it."""
    marks = (f"~${path.name[2:]}", f"~${path.name[1:]}", f"~${path.name}", f".~lock.{path.name}#")
    return any(path.with_name(mark).exists() for mark in marks)
