"""Take snapshots of the whole state, find them again, and verify that they are as they were taken."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.audit.snapshot_content import Content, content_of
from qms.model.errors import IntegrityDamage, QmsError, UsageProblem
from qms.state.snapshot_rows import (
    Snapshot,
    all_snapshots,
    insert_snapshot,
    known_ids,
    trail_hash,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.workspace.workspace import Workspace

NOW = "now"


class SnapshotTaken(QmsError):
    """Refuse a second snapshot of the same name; `name` and `day` are given."""

    code = "snapshot_taken"
    hint = "hint_snapshot_name"


class NameReserved(UsageProblem):
    """Refuse the word that stands for the state as it is now as the name of a snapshot."""

    code = "snapshot_reserved"


class UnknownSnapshot(QmsError):
    """Report that there is no snapshot of that name; `similar` are those that are spelt alike."""

    code = "unknown_snapshot"

    def hint_code(self) -> str | None:
        """Return the suggestion only where something similar exists."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_snapshot_list"


class SnapshotDamaged(IntegrityDamage):
    """Refuse to read a snapshot whose bytes are gone or altered; `name` and `problem` are given."""

    code = "snapshot_damaged"
    hint = "hint_check"


class OtherStandard(UsageProblem):
    """Refuse to compare states that were judged by different standards; `first` and `second` are given."""

    code = "snapshot_standards"


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold a snapshot and what is wrong with it: "", missing, changed, or trail (the trail is not the one it saw)."""

    snapshot: Snapshot
    problem: str
    forgotten: int = 0


def take_snapshot(workspace: Workspace, name: str) -> Snapshot:
    """Freeze the state under a name and return the row; equal states have equal fingerprints.

    Raises SnapshotTaken or NameReserved.
    """
    if name.casefold() == NOW:
        raise NameReserved(name=name)
    with workspace.state.read() as conn:
        _refuse_taken(all_snapshots(conn), name)
    content = content_of(workspace)
    # The bytes first: a row without them would be damage, bytes without a row are nobody's loss.
    sha256 = workspace.frozen.put(content.head, content.parts)
    as_of = workspace.as_of
    with workspace.state.write(workspace.actor.id) as change:
        _refuse_taken(all_snapshots(change.conn), name)
        values = {
            "name": name,
            "framework": workspace.framework.id,
            "as_of": as_of,
            "sha256": sha256,
            "by": change.actor,
            "at": change.at,
        }
        ident = insert_snapshot(change.conn, values)
        change.log("snapshot.taken", ident, sha256=sha256)
        at = change.at
    return Snapshot(ident, name, workspace.framework.id, as_of, sha256, workspace.actor.id, at)


def _refuse_taken(known: list[Snapshot], name: str) -> None:
    for snapshot in known:
        if snapshot.name.casefold() == name.casefold():
            raise SnapshotTaken(name=snapshot.name, day=snapshot.at[:10])


def list_snapshots(workspace: Workspace) -> list[Snapshot]:
    """Return every snapshot of the workspace, oldest first."""
    with workspace.state.read() as conn:
        return all_snapshots(conn)


def find_snapshot(workspace: Workspace, name: str) -> Snapshot:
    """Return a snapshot by name, id, or the beginning of its fingerprint (eight signs); raises UnknownSnapshot."""
    known = list_snapshots(workspace)
    for snapshot in known:
        if name.casefold() in {snapshot.name.casefold(), snapshot.id}:
            return snapshot
    marked = [s for s in known if len(name) >= 8 and s.sha256.startswith(name.casefold())]
    if marked:
        return marked[-1]
    similar = difflib.get_close_matches(name, [s.name for s in known], n=3, cutoff=0.5)
    raise UnknownSnapshot(name=name, similar=similar)


def frozen_content(workspace: Workspace, snapshot: Snapshot) -> Content:
    """Return what a snapshot froze, less what was forgotten since; raises SnapshotDamaged."""
    with workspace.state.read() as conn:
        known = known_ids(conn)
    problem = next(workspace.frozen.problems(snapshot.sha256, known), "")
    head, parts = workspace.frozen.head(snapshot.sha256), workspace.frozen.parts(snapshot.sha256)
    if problem or head is None or parts is None:
        raise SnapshotDamaged(name=snapshot.name, problem=problem)
    return Content(head, parts)


def content_named(workspace: Workspace, name: str) -> Content:
    """Return what a snapshot froze, or the state as it is for the word `now`."""
    if name.casefold() == NOW:
        return content_of(workspace)
    return frozen_content(workspace, find_snapshot(workspace, name))


def refuse_other_standard(before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Raise OtherStandard where two heads were judged by different standards."""
    first, second = before["framework"]["id"], after["framework"]["id"]
    if first != second:
        raise OtherStandard(first=first, second=second)


def verify_snapshots(workspace: Workspace) -> list[Verified]:
    """Look at the bytes of every snapshot, and at the entry of the trail that each of them saw last."""
    found: list[Verified] = []
    with workspace.state.read() as conn:
        known = known_ids(conn)
        for snapshot in all_snapshots(conn):
            problem = next(workspace.frozen.problems(snapshot.sha256, known), "")
            head = workspace.frozen.head(snapshot.sha256)
            parts = workspace.frozen.parts(snapshot.sha256) or {}
            gone = 0
            if not problem and head is not None:
                seen = head["trail"]
                gone = len(head["evidence"].keys() - parts.keys())
                if seen["hash"] and trail_hash(conn, int(seen["number"])) != seen["hash"]:
                    problem = "trail"
            found.append(Verified(snapshot, problem, gone))
    return found
