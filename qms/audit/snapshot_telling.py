"""Count what a frozen state holds, and name what ids are called now, for whoever tells of snapshots."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qms.audit.actions import list_actions
from qms.audit.findings import list_findings
from qms.documents.control import list_documents
from qms.locale.translator import current
from qms.reports.snapshot_forms import Names

if TYPE_CHECKING:
    from qms.audit.snapshot_content import Content
    from qms.workspace.workspace import Workspace


def numbers_of(content: Content) -> dict[str, int]:
    """Return how much of each sort a state holds, by the code of its name, the map apart."""
    head, parts = content.head, content.parts
    levels = [s for s in (head["assessment"] or {"scales": []})["scales"] if s["level"] is not None]
    return {
        "snapshot_files": len(head["evidence"]),
        "snapshot_links": sum(len(part["links"]) for part in parts.values()),
        "snapshot_documents": len(head["documents"]),
        "snapshot_scales": len(levels),
        "snapshot_findings": len(head["findings"]),
        "snapshot_actions": len(head["actions"]),
        "snapshot_statements": len(head["statements"]),
        "snapshot_rows": sum(head["registers"]["tables"].values()),
    }


def states_of(content: Content) -> Counter[str]:
    """Return how many indicators were in each state."""
    return Counter(entry["state"] for entry in content.head["coverage"])


def names_for(workspace: Workspace, framework: str) -> Names:
    """Return what the ids of a state are called now."""
    return Names(
        framework=workspace.load_framework(framework),
        language=current(),
        services=workspace.settings.service_names,
        documents={document.id: document.title for document in list_documents(workspace)},
        texts={finding.id: finding.text for finding in list_findings(workspace)}
        | {action.id: action.text for action in list_actions(workspace)},
    )
