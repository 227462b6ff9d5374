"""Refuse places where an export, a backup or a restored workspace would do harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.model.errors import QmsError, UsageProblem
from qms.workspace.swap import OWN

if TYPE_CHECKING:
    from pathlib import Path

    from qms.workspace.workspace import Workspace


class TargetInside(UsageProblem):
    """Refuse to write into what is to be copied; `path` and `folder` are given."""

    code = "target_inside"


class TargetTaken(QmsError):
    """Refuse to replace something that we did not write; `path` is given."""

    code = "target_taken"
    hint = "hint_other_target"


class WorkspaceTaken(QmsError):
    """Refuse to write a workspace over another without being told so; `path` and `found` are given."""

    code = "workspace_taken"
    hint = "hint_replace"


def refuse_inside(workspace: Workspace, target: Path) -> None:
    """Raise TargetInside when `target` lies in a folder that exports and backups copy, or in the evidence."""
    place = target.resolve()
    ours = [workspace.root / name for name in OWN] + [workspace.evidence_folder]
    for folder in ours:
        if place.is_relative_to(folder.resolve()):
            raise TargetInside(path=target, folder=folder)


def refuse_taken(root: Path) -> None:
    """Raise WorkspaceTaken when `root` holds anything of a workspace."""
    for name in reversed(OWN):
        if (root / name).exists():
            raise WorkspaceTaken(path=root, found=name)
