"""Bring the register in step with the folder: who is new, changed, moved or missing, in one transaction."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.evidence.identity import EMPTY, Known, Matching, Seen, match
from qms.model.errors import QmsError
from qms.model.words import EvidenceStatus
from qms.state.arrival_marks import PREFIX, announced_confidential
from qms.state.collecting import uncollected
from qms.state.evidence_rows import (
    KnownFile,
    add_revision,
    insert_evidence,
    known_files,
    new_id,
    update_evidence,
)
from qms.state.inner_places import place_inside
from qms.upkeep.observing import inode_of, untouched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qms.state.store import Change, State
    from qms.upkeep.observing import Observation

BRAKE_SHARE = 0.25
BRAKE_FILES = 20


class BrakePulled(QmsError):
    """Refuse to mark a large part of the store as missing; nothing was marked (design section 5, Brake)."""

    code = "brake"
    hint = "hint_accept_missing"


@dataclass(slots=True)
class Counts:
    """Count what a pass did; `unreadable` is how many present files cannot be searched after it."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    missing: int = 0
    unreadable: int = 0


def apply(
    state: State,
    actor: str,
    seen: Observation,
    known: Sequence[KnownFile] | None,
    day: date,
    *,
    accept_missing: bool,
) -> tuple[Counts, bool]:
    """Write what an observation means against the register; None where it is `known` that something changed.

    Return what was counted and whether anything was written: a pass without changes commits nothing. Raises
    BrakePulled.
    """
    if known is not None and _Plan(known, seen, day).idle():
        return Counts(), False
    with state.read() as conn, uncollected():  # people decide while a scan runs
        plan = _Plan(known_files(conn), seen, day)
    plan.brake(accept_missing=accept_missing)
    if plan.idle():
        return plan.counts, False
    with state.write(actor) as change:
        plan.write(change)
    return plan.counts, True


class _Plan:
    """Compare the register with an observation and write the difference."""

    def __init__(self, known: Sequence[KnownFile], seen: Observation, day: date) -> None:
        self.counts = Counts()
        self.day = day
        self.seen = seen
        self.by_id = {k.id: k for k in known}
        self.inner = [k for k in known if k.container is not None]
        top = [k for k in known if k.container is None]
        inside = os.fsencode(os.sep)
        below = tuple(raw + inside for raw in (*seen.closed, *_unreadable(seen)))
        hidden = {k.raw for k in top if below and k.raw.startswith(below)}
        kept = {k.id for k in top if k.raw in seen.problems or _stays(k, hidden)}
        self.unreadable = [k for k in top if k.id in kept]
        self.matching: Matching = match(
            [Known(k.id, k.raw, k.sha256) for k in top if k.id not in kept],
            [Seen(raw, sha) for raw, sha in seen.sums.items()],
        )
        present = [k for k in top if k.status != EvidenceStatus.MISSING]
        self.store = len(present)
        missing = (self.by_id[i] for i in self.matching.vanished)
        self.newly_missing = [k for k in missing if k.status != EvidenceStatus.MISSING]
        taken = {k.raw for k in self.unreadable}
        folders = {raw for raw in _unreadable(seen) if any(h.startswith(raw + inside) for h in hidden)}
        self.new_problems = [raw for raw in seen.problems if raw not in taken and raw not in folders]

    def brake(self, *, accept_missing: bool) -> None:
        gone = len([k for k in self.newly_missing if not _deletion_due(k, self.day)])
        if not accept_missing and gone >= BRAKE_FILES and gone > BRAKE_SHARE * self.store:
            raise BrakePulled(missing=gone, store=self.store)

    def idle(self) -> bool:
        touched = any(self._differs(i, s) for i, s in self.matching.same.items())
        blocked = any(k.status != EvidenceStatus.UNREADABLE for k in self.unreadable)
        return not (
            touched
            or blocked
            or self.matching.moved
            or self.matching.new
            or self.newly_missing
            or self.new_problems
        )

    def write(self, change: Change) -> None:
        # Paths are unique, so those that change hands are freed first.
        for k in self.inner:
            if k.raw in self.seen.files:
                update_evidence(change.conn, k.id, place_inside(change.conn, k.id, k.raw, k.path, taken=True))
        for ident in self.matching.moved:
            self._park(change, ident)
        for k in self.newly_missing:
            self._missing(change, k)
        for ident in self.matching.vanished:
            if any(s.raw == self.by_id[ident].raw for s in self._arrivals()):
                self._park(change, ident)
        for ident, place in self.matching.moved.items():
            self._move(change, ident, place)
        for ident, place in self.matching.same.items():
            if self._differs(ident, place):
                self._same(change, ident, place)
        for k in self.unreadable:
            self._blocked(change, k)
        self._add(change)

    def _park(self, change: Change, ident: str) -> None:
        update_evidence(change.conn, ident, {"raw": b"\x00parked/" + ident.encode()})
        for k in self.inner:
            if k.container == ident:
                update_evidence(change.conn, k.id, {"raw": b"\x00parked/" + k.id.encode()})

    def _arrivals(self) -> list[Seen]:
        return [*self.matching.moved.values(), *self.matching.new]

    def _differs(self, ident: str, place: Seen) -> bool:
        k, file = self.by_id[ident], self.seen.files[place.raw]
        return not untouched(k, file) or k.sha256 != place.sha256 or k.path != file.display

    def _missing(self, change: Change, k: KnownFile) -> None:
        due = _deletion_due(k, self.day)
        values = {"status": EvidenceStatus.MISSING.value, "missing_since": self.day, "deleted_as_due": due}
        for ident in (k.id, *(i.id for i in self.inner if i.container == k.id)):
            update_evidence(change.conn, ident, values)
        change.log("evidence.deleted_as_due" if due else "evidence.missing", k.id)
        self.counts.missing += not due

    def _move(self, change: Change, ident: str, place: Seen) -> None:
        self._place(change, ident, place)
        if _name(self.by_id[ident].raw) != _name(place.raw):
            # Title, date and reader may come from the name.
            update_evidence(change.conn, ident, {"reader": None})
        change.log("evidence.moved", ident)
        self.counts.moved += 1

    def _same(self, change: Change, ident: str, place: Seen) -> None:
        k = self.by_id[ident]
        self._place(change, ident, place)
        if k.status == EvidenceStatus.MISSING:
            change.log("evidence.returned", ident)
        if k.status == EvidenceStatus.UNREADABLE:
            update_evidence(change.conn, ident, {"reader": None, "problem": None})
        if k.sha256 != place.sha256:
            number = k.revision + 1
            file = self.seen.files[place.raw]
            values = {"sha256": place.sha256, "revision": number, "reader": None}
            update_evidence(change.conn, ident, values)
            add_revision(change.conn, ident, number, place.sha256, file.size, change.at)
            change.log("evidence.changed", ident, revision=number, sha256=place.sha256)
            self.counts.changed += 1

    def _place(self, change: Change, ident: str, place: Seen) -> None:
        file = self.seen.files[place.raw]
        values: dict[str, Any] = {
            "raw": file.raw,
            "path": file.display,
            "size": file.size,
            "mtime_ns": file.mtime_ns,
            "inode": inode_of(file),
            "status": EvidenceStatus.PRESENT.value,
            "missing_since": None,
            "deleted_as_due": False,
        }
        update_evidence(change.conn, ident, values)
        own = [k for k in self.inner if k.container == ident]
        was = self.by_id[ident]
        for k in own:
            path = file.display + k.path[len(was.path) :]
            values = {"path": path}
            # An attachment that left its container has no place in it.
            if k.raw.startswith(was.raw + b"#"):
                raw = file.raw + k.raw[len(was.raw) :]
                values = place_inside(change.conn, k.id, raw, path, taken=raw in self.seen.files)
            update_evidence(change.conn, k.id, values)
        if own and was.status == EvidenceStatus.MISSING:
            # Which attachments are back with it is for the reading to tell.
            update_evidence(change.conn, ident, {"reader": None})

    def _blocked(self, change: Change, k: KnownFile) -> None:
        if k.status == EvidenceStatus.UNREADABLE:
            return
        values = {"status": EvidenceStatus.UNREADABLE.value, "problem": "unreadable", "missing_since": None}
        update_evidence(change.conn, k.id, values)
        change.log("evidence.unreadable", k.id)

    def _add(self, change: Change) -> None:
        rows = [self._new(change, s.raw, s.sha256, EvidenceStatus.PRESENT) for s in self.matching.new]
        for raw in sorted(self.new_problems):
            row = self._new(change, raw, EMPTY, EvidenceStatus.UNREADABLE)
            rows.append(row | {"problem": "unreadable", "reader": "none"})
        confidential = announced_confidential(change.conn) if rows else frozenset()
        for row in rows:
            row.setdefault("problem", None)
            row.setdefault("reader", None)
            row["personal_data"] = row["sha256"][:PREFIX] in confidential
        change.log_all("evidence.added", [(row["id"], {"sha256": row["sha256"]}) for row in rows])
        insert_evidence(change.conn, rows)
        self.counts.added += len(rows)

    def _new(self, change: Change, raw: bytes, sha256: str, status: EvidenceStatus) -> dict[str, Any]:
        file = self.seen.files[raw]
        return {
            "id": new_id("e"),
            "raw": raw,
            "path": file.display,
            "status": status.value,
            "size": file.size,
            "mtime_ns": file.mtime_ns,
            "inode": inode_of(file),
            "sha256": sha256,
            "title": file.display.rsplit("/", 1)[-1],
            "seen_at": change.at,
        }


def _unreadable(seen: Observation) -> list[bytes]:
    """Return what cannot even be looked at: where files are known below it, it is a folder."""
    return [raw for raw, problem in seen.problems.items() if problem == "unreadable"]


def _stays(k: KnownFile, hidden: set[bytes]) -> bool:
    """Say whether a file that nobody can see now is kept as it was; one that was missing may turn up elsewhere."""
    return k.raw in hidden and k.status != EvidenceStatus.MISSING


def _name(raw: bytes) -> bytes:
    return raw.rsplit(b"/", 1)[-1]


def _deletion_due(k: KnownFile, day: date) -> bool:
    return k.keep_until is not None and k.keep_until < day
