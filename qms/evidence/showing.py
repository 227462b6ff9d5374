"""Show one evidence with its places, revisions and links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.evidence.extraction import read_one
from qms.evidence.finding import find_one, known_with_container
from qms.evidence.listing import Listed
from qms.model.words import EvidenceStatus
from qms.state.erase import has_tombstone
from qms.state.evidence_rows import as_evidence, revisions_of
from qms.state.link_rows import all_links

if TYPE_CHECKING:
    from qms.model.evidence import Unit
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """Hold all that the register knows of one evidence; revisions oldest first."""

    listed: Listed
    units: tuple[Unit, ...]
    revisions: list[dict[str, Any]]


def identify(workspace: Workspace, name: str) -> str:
    """Return the id of the evidence that `name` means, or `name` itself where it is the id of a forgotten one.

    Raises UnknownEvidence or AmbiguousEvidence.
    """
    with workspace.state.read() as conn:
        return name if has_tombstone(conn, name) else str(find_one(conn, name).id)


def show(workspace: Workspace, name: str) -> ShownEvidence:
    """Return one evidence; raises UnknownEvidence or AmbiguousEvidence."""
    with workspace.state.read() as conn:
        row = find_one(conn, name)
        known, container = known_with_container(conn, row.id)
        links = tuple(link for link in all_links(conn) if link.evidence == row.id)
        revisions = [
            {
                "number": r.number,
                "sha256": r.sha256,
                "size": r.size,
                "seen_at": r.seen_at,
                "problem": r.problem,
            }
            for r in revisions_of(conn, row.id)
        ]
    units: tuple[Unit, ...] = ()
    if row.text_sha256 and row.status != EvidenceStatus.MISSING:
        reading = read_one(workspace, known, container)
        units = reading.units if reading else ()
    return ShownEvidence(Listed(as_evidence(row), links), units, revisions)
