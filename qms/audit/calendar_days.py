"""Find the days that the workspace knows of: reviews, ends of evidence, due dates of people, and audits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.documents.control import list_documents
from qms.evidence.series import series_states
from qms.model.calendar import Event
from qms.model.reasons import Reason
from qms.model.references import natural_key
from qms.model.words import EvidenceStatus
from qms.state.evidence_rows import all_evidence
from qms.state.link_rows import indicator_rows, linked_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qms.workspace.workspace import Workspace


def days_of(workspace: Workspace) -> Iterator[Event]:
    """Yield an event for every day that state knows of in the chosen standard, whenever it is."""
    yield from _reviews(workspace)
    yield from _evidence(workspace)
    yield from _series(workspace)
    yield from _indicators(workspace)
    yield from _actions(workspace)
    yield from _audits(workspace)


def _reviews(workspace: Workspace) -> Iterator[Event]:
    for document in list_documents(workspace):
        version = document.latest_approved
        if version is None or version.review_due is None:
            continue
        served = document.serves.get(workspace.framework.id, {})
        yield Event(
            "review",
            f"review/{document.id}",
            version.review_due,
            version.review_due,
            what=Reason("event_review", {"title": document.title, "version": version.number}),
            indicators=_known(workspace, served.get("required", ())),
            owner=document.owner,
            detail=document.path,
            alarms=(8, 2),
        )


def _known(workspace: Workspace, refs: object) -> tuple[str, ...]:
    order = list(workspace.framework.by_ref)
    known = {str(ref) for ref in refs} & set(order) if isinstance(refs, list | tuple | set) else set()
    return tuple(sorted(known, key=order.index))


def _evidence(workspace: Workspace) -> Iterator[Event]:
    """Yield the ends of linked evidence; the title names no file, since its name may be that of a person."""
    framework = workspace.framework.id
    with workspace.state.read() as conn:
        linked = linked_references(conn)
        register = all_evidence(conn)
    for item in register:
        refs = {ref for standard, ref in linked.get(item.id, ()) if standard == framework}
        if item.valid_until is None or not refs or item.status is EvidenceStatus.MISSING:
            continue
        yield Event(
            "evidence",
            f"evidence/{item.id}",
            item.valid_until,
            item.valid_until,
            what=Reason("event_evidence", {"refs": sorted(refs, key=natural_key)}),
            indicators=_known(workspace, refs),
            detail=item.path,
            alarms=(6,),
        )


def _series(workspace: Workspace) -> Iterator[Event]:
    """Yield the day on which the next file of each series is expected."""
    for state in series_states(workspace):
        if state.expected is not None:
            yield Event(
                "series",
                f"series/{state.series.id}",
                state.expected,
                state.expected,
                what=Reason("event_series", {"name": state.series.name}),
                indicators=state.indicators,
                detail=state.newest_path or "",
                alarms=(1,),
            )


def _indicators(workspace: Workspace) -> Iterator[Event]:
    framework, language = workspace.framework, workspace.reading_language
    with workspace.state.read() as conn:
        rows = indicator_rows(conn, framework.id)
    for ref in framework.by_ref:
        row = rows.get(ref)
        if row is None or row.due is None:
            continue
        what = Reason("event_indicator", {"ref": ref, "title": framework.title("indicators", ref, language)})
        key = f"indicator/{framework.id}/{ref}"
        yield Event(
            "indicator", key, row.due, row.due, what=what, indicators=(ref,), owner=row.owner, alarms=(2,)
        )


def _actions(workspace: Workspace) -> Iterator[Event]:
    """Yield open actions and effect checks; their texts may name people and are only a detail."""
    from qms.audit.actions import list_actions

    for action in list_actions(workspace):
        if action.framework != workspace.framework.id or action.dropped_on is not None:
            continue
        refs = _known(workspace, action.indicators)
        if action.done_on is None and action.due is not None:
            yield Event(
                "action",
                f"action/{action.id}",
                action.due,
                action.due,
                what=Reason("event_action", {"number": action.number}),
                indicators=refs,
                owner=action.owner,
                detail=action.text,
                alarms=(2,),
            )
        if action.effect is None and action.check_due is not None:
            yield Event(
                "effect",
                f"effect/{action.id}",
                action.check_due,
                action.check_due,
                what=Reason("event_effect", {"number": action.number}),
                indicators=refs,
                owner=action.owner,
                detail=action.text,
                alarms=(1,),
            )


def _audits(workspace: Workspace) -> Iterator[Event]:
    from qms.audit.rounds import list_rounds

    for found in list_rounds(workspace):
        if found.framework != workspace.framework.id or found.closed_on is not None:
            continue
        start = found.held_from or found.planned_on
        if start is None:
            continue
        what = Reason(f"event_audit_{found.kind}", {"name": found.name})
        key = f"audit/{found.id}"
        yield Event("audit", key, start, max(found.held_to or start, start), what=what, alarms=(4, 1))
