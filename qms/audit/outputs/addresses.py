"""Find the address at which a report opens a file: relative to the report, so that it tells nothing of the machine."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from qms.model.reports import Linked
from qms.reports.coverage_forms import entries_text
from qms.reports.tables import printable

if TYPE_CHECKING:
    from qms.audit.outputs.kinds import Wish

_ASCII = re.compile(r"[\x00-\x7f]+")
_SAFE = "/()!',&+=@~$;:"


class Addresses:
    """Give the address of evidence and documents, each looked up once; none where a report is to have no links."""

    def __init__(self, wish: Wish) -> None:
        self._from = wish.links_from
        self._folders = (wish.workspace.evidence_folder, wish.workspace.root)
        self._known: dict[str, str] = {}

    def of(self, ident: str, path: str) -> Linked:
        """Return the path of a file as a report shows it, with the address that opens it if there is one."""
        if not path:
            return Linked(entries_text(ident) or ident)
        if path not in self._known:
            self._known[path] = self._find(path)
        return Linked(printable(path), self._known[path])

    def _find(self, path: str) -> str:
        """Return the address of a file, or of the file that an attachment came in."""
        if self._from is None:
            return ""
        for name in dict.fromkeys((path, path.partition("#")[0])):
            for folder in self._folders:
                found = folder / name
                if name and found.is_file() and _stays_within(found, folder):
                    return _relative(found, self._from)
        return ""


def _stays_within(path: Path, folder: Path) -> bool:
    return Path(os.path.normpath(path)).is_relative_to(os.path.normpath(folder))


def _relative(path: Path, folder: Path) -> str:
    """Return the way from a folder to a file as a reference; none where they are on different drives."""
    try:
        way = os.path.relpath(path, folder)
    except ValueError:
        return ""
    # Spreadsheets read escaped letters beyond ASCII in whatever code page the machine has: these stay as they are.
    address = _ASCII.sub(lambda found: quote(found.group(), safe=_SAFE), Path(way).as_posix())
    return f"./{address}" if ":" in address.partition("/")[0] else address
