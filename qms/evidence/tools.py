"""Find what the readers of a workspace may use: LibreOffice, Tesseract, and the passwords of its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.extract.tools import Tools
    from qms.workspace.workspace import Workspace


def workspace_tools(workspace: Workspace) -> Tools:
    """Return the tools of this machine with the passwords under `[evidence] passwords`."""
    from indexer.extract.tools import find_tools

    return find_tools(workspace.settings.evidence_passwords)
