"""Set what a person knows about an evidence: dates, kinds, validity, privacy, retention, and who it really is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.evidence.finding import find_one
from qms.model.errors import ChangedMeanwhile, QmsError, UsageProblem
from qms.model.words import EvidenceKind, EvidenceStatus
from qms.state.evidence_rows import (
    get_row,
    join_evidence,
    revisions_of,
    set_deletion,
    update_evidence,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.state.store import Change
    from qms.workspace.workspace import Workspace


class ApproverNeeded(UsageProblem):
    """Refuse to declare a document in force without saying who approved it."""

    code = "approver_needed"


class EndsBefore(UsageProblem):
    """Refuse a document that would end before it begins."""

    code = "ends_before"


class CannotJoin(QmsError):
    """Refuse to join two evidences unless one vanished and the other is there."""

    code = "cannot_join"
    hint = "hint_evidence_missing"


@dataclass(frozen=True, slots=True)
class MetadataWish:
    """Hold what a person wants to set; None leaves a field as it is, and `empty` names those to take back.

    These are of EMPTIED. `version` is that of the row that the person saw, None where nobody looked.
    """

    kinds: tuple[EvidenceKind, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    title: str | None = None
    in_force_from: date | None = None
    approved_by: str | None = None
    until: date | None = None
    personal_data: bool | None = None
    keep_until: date | None = None
    living: bool | None = None
    same_as: str | None = None
    empty: frozenset[str] = frozenset()
    version: int | None = None


EMPTIED: Mapping[str, Mapping[str, Any]] = {
    "kinds": {"kinds": [], "kinds_confirmed": False},
    "date": {"date_from": None, "date_to": None, "date_source": None, "date_place": None},
    "in_force_from": {"in_force_from": None, "approved_by": None},
    "until": {"valid_until": None},
    "keep_until": {"keep_until": None},
}
"""What can be taken back, by name, with the columns as they are then."""


def set_metadata(workspace: Workspace, name: str, wish: MetadataWish) -> str:
    """Apply a wish to one evidence and return its path.

    Raises UnknownEvidence, AmbiguousEvidence, ApproverNeeded, EndsBefore, CannotJoin, or ChangedMeanwhile where the row
    is no longer the one that was seen; nothing is written then.
    """
    if wish.in_force_from is not None and not wish.approved_by:
        raise ApproverNeeded
    if wish.in_force_from is not None and wish.until is not None and wish.until < wish.in_force_from:
        raise EndsBefore(start=wish.in_force_from, until=wish.until)
    with workspace.state.write(workspace.actor.id) as change:
        row = find_one(change.conn, name)
        if wish.version not in {None, row.version}:
            raise ChangedMeanwhile(subject=row.path)
        values = _values(wish)
        if values:
            update_evidence(change.conn, row.id, values, version=row.version)
            shown = {k: str(v) for k, v in values.items() if k not in {"title", "approved_by"}}
            change.log("evidence.set", row.id, **shown)
            if wish.keep_until is not None and row.status == EvidenceStatus.MISSING:
                # Said after the file was deleted: whether that was due is judged by the day it vanished.
                set_deletion(change.conn, row, due=row.missing_since > wish.keep_until)
        if wish.same_as:
            _join(change, row, wish.same_as)
    return str(row.path)


def _values(wish: MetadataWish) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for emptied in sorted(wish.empty):
        values |= EMPTIED[emptied]
    if wish.kinds:
        values |= {"kinds": [k.value for k in wish.kinds], "kinds_confirmed": True}
    if wish.date_from is not None:
        end = wish.date_to or wish.date_from
        values |= {"date_from": wish.date_from, "date_to": end, "date_source": "person"}
    if wish.title is not None:
        values |= {"title": wish.title, "title_source": "person"}
    if wish.in_force_from is not None:
        values |= {"in_force_from": wish.in_force_from, "approved_by": wish.approved_by}
    simple = {
        "valid_until": wish.until,
        "personal_data": wish.personal_data,
        "keep_until": wish.keep_until,
        "living": wish.living,
    }
    return values | {k: v for k, v in simple.items() if v is not None}


def _join(change: Change, row: Any, vanished: str) -> None:
    """Let a vanished evidence live on in the file of `row`, with all of its links."""
    old = get_row(change.conn, vanished)
    row = get_row(change.conn, row.id)
    if (
        old is None
        or old.status != EvidenceStatus.MISSING
        or row.status == EvidenceStatus.MISSING
        or old.id == row.id
    ):
        raise CannotJoin(vanished=vanished, path=row.path)
    join_evidence(change.conn, old.id, row)
    number = int(revisions_of(change.conn, old.id)[-1].number)
    update_evidence(
        change.conn,
        old.id,
        {
            "raw": row.raw,
            "path": row.path,
            "size": row.size,
            "mtime_ns": row.mtime_ns,
            "inode": row.inode,
            "sha256": row.sha256,
            "revision": number,
            "status": row.status,
            "missing_since": None,
            "reader": None,
            "deleted_as_due": False,
        },
    )
    change.log("evidence.joined", old.id, was=row.id, revision=number)
