"""Read the trail for people: ids are turned into names where the register still has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.documents.control import list_documents
from qms.state.evidence_rows import known_files
from qms.state.trail_rows import newest_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """Hold one entry of the trail; `shown` is its subject as people know it."""

    seq: int
    at: str
    actor: str
    action: str
    subject: str
    shown: str
    details: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the entry for programs."""
        return {
            "seq": self.seq,
            "at": self.at,
            "actor": self.actor,
            "action": self.action,
            "subject": self.subject,
            "shown": self.shown,
            "details": dict(self.details),
        }


def read_trail(workspace: Workspace, limit: int) -> list[TrailEntry]:
    """Return the newest entries, newest first."""
    with workspace.state.read() as conn:
        rows = newest_entries(conn, limit)
        names = {k.id: k.path for k in known_files(conn)}
    names |= {d.id: d.title for d in list_documents(workspace)}
    return [
        TrailEntry(r.seq, r.at, r.actor, r.action, r.subject, _named(r.subject, names), r.details)
        for r in rows
    ]


def _named(subject: str, names: Mapping[str, str]) -> str:
    ident, arrow, ref = subject.partition(">")
    name = names.get(ident, ident)
    return f"{name} → {ref}" if arrow else name
