"""Open a workspace whose documents get their results; what reads registers is imported when a report is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def open_workspace(root: Path, person: str | None = None, framework: str | None = None) -> Workspace:
    """Return the workspace at `root` for a person and a framework; nothing is read yet."""

    def results(slug: str, instance: str, language: str, year: int) -> Mapping[str, Any]:
        from qms.results.reporting import reporter

        workspace.report_data = reporter(workspace)
        return workspace.report_data(slug, instance, language, year)

    workspace = Workspace(root, person, framework)
    workspace.report_data = results
    return workspace
