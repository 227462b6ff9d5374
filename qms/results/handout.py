"""Hand out workbooks: the lists of the workspace for their cells, and a free place that is never written over."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from qms.model.errors import QmsError

if TYPE_CHECKING:
    from pathlib import Path

    from qms.model.organisation import Settings

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST = 80  # characters of a file name


class PlaceTaken(QmsError):
    """Refuse to write a workbook over a file that is there; `path` is given."""

    code = "book_file_exists"
    hint = "hint_other_name"


class NoEvidenceFolder(QmsError):
    """Report that the evidence folder, where the workbook would be kept, is not there; `folder` is given."""

    code = "no_evidence_folder"
    hint = "hint_folder"


def workspace_lists(settings: Settings) -> dict[str, dict[str, str]]:
    """Return what may be chosen in cells, by type of column: names by id."""
    return {
        "service": settings.service_names,
        "site": {site.id: site.name for site in settings.sites},
        "group": {group.id: group.name for group in settings.groups},
        "function": {function.id: function.name for function in settings.functions},
    }


def put_into(folder: Path, title: str, data: bytes, suffix: str = ".xlsx") -> Path:
    """Write a file into a folder under its title, numbered where that is taken, and return its path.

    Raises NoEvidenceFolder.
    """
    if not folder.is_dir():
        raise NoEvidenceFolder(folder=folder)
    stem = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:_LONGEST].rstrip(" .")
    for number in count(1):
        path = folder / f"{stem}{f' {number}' if number > 1 else ''}{suffix}"
        try:
            put_at(path, data)
        except PlaceTaken:
            continue
        return path
    raise AssertionError  # there is no end of numbers


def put_at(path: Path, data: bytes) -> None:
    """Write a new file; raises PlaceTaken where something is there already."""
    try:
        with path.open("xb") as stream:
            stream.write(data)
    except FileExistsError as error:
        raise PlaceTaken(path=path) from error
