"""Gather what people decided about one indicator: the links with their passages, owner, statements and history."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from qms.model.evidence import Pin
from qms.model.words import EvidenceKind
from qms.state.evidence_rows import as_evidence, rows_of
from qms.state.link_rows import exemptions_of, indicator_rows, links_on, pins_of, statements_of
from qms.state.series_rows import all_series
from qms.state.trail_rows import entries_about

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from qms.model.evidence import Evidence
    from qms.model.references import Ref
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Pinned:
    """Hold a pinned passage, and its present words where it was found again in others (`found`)."""

    pin: Pin
    found: str | None


@dataclass(frozen=True, slots=True)
class LinkOn:
    """Hold one link of an indicator with its file; `version` and `revision` are those of link and file now.

    `series` is the name of the series that the file belongs to with this link, empty for none.
    """

    evidence: Evidence
    kinds: tuple[EvidenceKind, ...]
    services: tuple[str, ...]
    date_from: date | None
    date_to: date | None
    date_assumed: bool
    suspect: str | None
    note: str
    series: str
    pins: tuple[Pinned, ...]
    confirmed_by: str
    confirmed_at: str
    version: int
    revision: int


@dataclass(frozen=True, slots=True)
class Waived:
    """Hold a decision that an indicator, one of its needs or one service does not apply."""

    service: str | None
    need: str | None
    because: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one version of an evidence statement; no service means all of them."""

    service: str | None
    number: int
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Happened:
    """Hold one entry of the trail: `evidence` and `path` name the file that it was about, empty where none was."""

    at: str
    actor: str
    action: str
    evidence: str
    path: str
    details: Mapping[str, Any] = field(default_factory=dict)


def links_of_indicator(workspace: Workspace, ref: Ref, hidden: Collection[str] = ()) -> list[LinkOn]:
    """Return the links of an indicator in order of path, without those to evidence that is hidden."""
    with workspace.state.read() as conn:
        rows = [row for row in links_on(conn, ref.framework, ref.ref) if row.evidence not in hidden]
        pins = {row.id: pins_of(conn, row.id) for row in rows}
        files = rows_of(conn, (row.evidence for row in rows))
        names = {one.id: one.name for one in all_series(conn)} if any(r.series for r in rows) else {}
    found = [_link(row, files[row.evidence], pins[row.id], names) for row in rows if row.evidence in files]
    return sorted(found, key=lambda link: link.evidence.path)


def link_of_indicator(workspace: Workspace, ref: Ref, evidence: str) -> LinkOn | None:
    """Return the link of one evidence to an indicator, None where there is none."""
    return next((one for one in links_of_indicator(workspace, ref) if one.evidence.id == evidence), None)


def _link(row: Any, file: Any, pins: Sequence[Any], series: Mapping[str, str]) -> LinkOn:
    return LinkOn(
        evidence=as_evidence(file),
        kinds=tuple(EvidenceKind(kind) for kind in row.kinds),
        services=tuple(row.services),
        date_from=row.date_from,
        date_to=row.date_to,
        date_assumed=bool(row.date_assumed),
        suspect=row.suspect,
        note=row.note,
        series=series.get(row.series or "", ""),
        pins=tuple(Pinned(Pin(pin.unit, pin.number, pin.label, pin.quote), pin.found) for pin in pins),
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
        version=row.version,
        revision=file.revision,
    )


def settings_version(workspace: Workspace, ref: Ref) -> int:
    """Return the version of owner and due date of an indicator, 0 where none were ever set."""
    with workspace.state.read() as conn:
        row = indicator_rows(conn, ref.framework).get(ref.ref)
    return int(row.version) if row else 0


def waived_of_indicator(workspace: Workspace, ref: Ref) -> list[Waived]:
    """Return what of an indicator does not apply, in a stable order."""
    with workspace.state.read() as conn:
        rows = [row for row in exemptions_of(conn, ref.framework) if row.indicator == ref.ref]
    return [Waived(r.service, r.need, r.because, r.by, r.at[:10]) for r in rows]


def statements_of_indicator(workspace: Workspace, ref: Ref) -> dict[str | None, list[Statement]]:
    """Return the versions of the evidence statements by service (None: all services), the newest first."""
    found: dict[str | None, list[Statement]] = {}
    with workspace.state.read() as conn:
        rows = statements_of(conn, ref.framework, ref.ref)
    for row in reversed(rows):
        statement = Statement(row.service, row.number, row.text, row.by, row.at)
        found.setdefault(row.service, []).append(statement)
    return dict(sorted(found.items(), key=lambda item: item[0] or ""))


def history_of_indicator(
    workspace: Workspace, ref: Ref, limit: int, hidden: Collection[str] = ()
) -> list[Happened]:
    """Return the newest entries of the trail about an indicator and its links, newest first.

    Entries about evidence that is hidden are left out; of evidence that was forgotten the id is told.
    """
    with workspace.state.read() as conn:
        rows = [
            (row, row.subject.rpartition(">")[0])
            for row in entries_about(conn, str(ref), limit + len(hidden))
        ]
        rows = [(row, ident) for row, ident in rows if ident not in hidden][:limit]
        files = rows_of(conn, {ident for _, ident in rows if ident})
    return [
        Happened(r.at, r.actor, r.action, ident, files[ident].path if ident in files else ident, r.details)
        for r, ident in rows
    ]
