"""Say where a file that the program writes for people may stand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qms.model.errors import QmsError
from qms.workspace.workspace import SETTINGS

if TYPE_CHECKING:
    from qms.workspace.workspace import Workspace


class ReportTaken(QmsError):
    """Refuse to write a report over a file that is there; `path` is given."""

    code = "output_taken"
    hint = "hint_output_taken"


class PlaceOurs(QmsError):
    """Refuse to put a report where evidence, documents or the state are kept; `path` and `folder` are given."""

    code = "output_place"
    hint = "hint_output_place"


class NoFolder(QmsError):
    """Report that the folder of the file to write does not exist; `folder` is given."""

    code = "output_no_folder"
    hint = "hint_output_no_folder"


def place_of_output(workspace: Workspace, target: Path, *, force: bool) -> Path:
    """Return the folder of a file to write with all links followed; what the program keeps is never written over.

    That is the evidence, documents, templates, catalogue, the state and the settings, `force` or not. Raises
    ReportTaken, PlaceOurs or NoFolder.
    """
    folder = Path(os.path.realpath(target.parent))
    if not folder.is_dir():
        raise NoFolder(folder=target.parent)
    kept = (workspace.evidence_folder, workspace.documents, workspace.templates, workspace.catalogue)
    for own in (*kept, workspace.root / ".qms"):
        if folder.is_relative_to(os.path.realpath(own)):
            raise PlaceOurs(path=target, folder=own.name)
    if folder == workspace.root and target.name == SETTINGS:
        raise PlaceOurs(path=target, folder=target.name)
    if not force and os.path.lexists(target):
        raise ReportTaken(path=target)
    return folder
