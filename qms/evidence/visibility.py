"""Say which evidence a person must not see: no name, text, quote or count of it (docs/decisions/0026)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.people.access import Right, may
from qms.state.release_rows import Mark, chain_of, evidence_marks, releases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qms.model.organisation import Person
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Released:
    """Hold what was released to a person: ids of evidence and of documents."""

    evidence: frozenset[str]
    documents: frozenset[str]


def released(workspace: Workspace, person_id: str) -> Released:
    """Return what was released to a person, whether or not the account is still open."""
    with workspace.state.read() as conn:
        rows = releases_of(conn, person_id)
    return Released(
        frozenset(row.evidence for row in rows if row.evidence),
        frozenset(row.document for row in rows if row.document),
    )


def hidden_ids(workspace: Workspace, person: Person) -> frozenset[str]:
    """Return the ids of evidence that a person must not see.

    Confidential evidence, and what lies in it, is for those who may read it. Who may read nothing but what was
    released sees that and what lies in it, unless it is confidential. Who may not read at all sees nothing.
    """
    if may(person, Right.READ) and may(person, Right.READ_CONFIDENTIAL):
        return frozenset()
    with workspace.state.read() as conn:
        marks = evidence_marks(conn)
    by_id = {mark.id: mark for mark in marks}
    shown = _shown_to(workspace, person)
    return frozenset(mark.id for mark in marks if not _is_seen(_chain(mark, by_id), person, shown))


def may_see(workspace: Workspace, person: Person, evidence_id: str) -> bool:
    """Tell whether a person may see one evidence; nobody sees what the register does not have."""
    with workspace.state.read() as conn:
        chain = chain_of(conn, evidence_id)
    return bool(chain) and _is_seen(chain, person, _shown_to(workspace, person))


def confidential_ids(marks: Sequence[Mark]) -> frozenset[str]:
    """Return the ids of what is confidential or lies in something that is."""
    by_id = {mark.id: mark for mark in marks}
    return frozenset(mark.id for mark in marks if any(m.personal_data for m in _chain(mark, by_id)))


def sealed_ids(workspace: Workspace, hidden: frozenset[str]) -> frozenset[str]:
    """Return `hidden` with all that holds some of it at any depth: its bytes would hand out what is hidden."""
    if not hidden:
        return hidden
    with workspace.state.read() as conn:
        by_id = {mark.id: mark for mark in evidence_marks(conn)}
    return frozenset(m.id for ident in hidden if ident in by_id for m in _chain(by_id[ident], by_id)) | hidden


def _shown_to(workspace: Workspace, person: Person) -> frozenset[str]:
    """Return the evidence released to somebody who sees nothing else."""
    if may(person, Right.READ) or not may(person, Right.RELEASED):
        return frozenset()
    return released(workspace, person.id).evidence


def _is_seen(chain: Iterable[Mark], person: Person, shown: frozenset[str]) -> bool:
    """Tell whether somebody sees the first of a chain from an evidence outwards."""
    links = tuple(chain)
    if any(mark.personal_data for mark in links) and not may(person, Right.READ_CONFIDENTIAL):
        return False
    return may(person, Right.READ) or any(mark.id in shown for mark in links)


def _chain(mark: Mark, by_id: dict[str, Mark]) -> list[Mark]:
    """Return an evidence and what it lies in, the innermost first."""
    found = [mark]
    while found[-1].container is not None and found[-1].container in by_id:
        found.append(by_id[found[-1].container])
    return found
