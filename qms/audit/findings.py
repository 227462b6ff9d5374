"""Keep findings of audits, inspections and comments: from where, about what, and how each ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.audit.rounds import find_round
from qms.catalogue.loader import require
from qms.evidence.linking import LinkWish, find_passage
from qms.evidence.services import check_services
from qms.model.errors import QmsError, UsageProblem
from qms.results.free_texts import refuse_identity_numbers
from qms.state.audit_rows import all_actions, all_findings, insert_finding, update_finding
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from qms.model.audit import ActionItem, AuditRound, Finding
    from qms.state.store import Change
    from qms.workspace.workspace import Workspace

SOURCE_OF_KIND = {"internal": "internal_audit", "external": "external_audit", "inspection": "inspection"}
FROM_OUTSIDE = frozenset({"external_audit", "inspection", "auditor_comment"})
"""Sources that are told with whose it is and of which day."""


class UnknownFinding(QmsError):
    """Report that there is no finding of that number."""

    code = "unknown_finding"
    hint = "hint_findings"


class SourceNeeded(UsageProblem):
    """Refuse a finding that belongs to no audit and has no source."""

    code = "source_needed"
    hint = "hint_source"


class WhoseAndWhenNeeded(UsageProblem):
    """Refuse a finding from outside without the name of whoever made it, or without its day."""

    code = "whose_and_when_needed"
    hint = "hint_whose_and_when"


class IndicatorNeeded(UsageProblem):
    """Refuse a finding or an action that belongs to no indicator."""

    code = "indicator_needed"
    hint = "hint_indicator_needed"


class PassageWithoutFile(UsageProblem):
    """Refuse a page, a heading or a quote without the file in which it stands."""

    code = "passage_without_file"
    hint = "hint_passage_file"


class ActionsOpen(QmsError):
    """Refuse to end a finding whose actions are still open; `numbers` are given."""

    code = "actions_open"
    hint = "hint_actions_open"


class DoneNeedsProof(UsageProblem):
    """Refuse to call a finding done without an action that was done, or a reason."""

    code = "done_needs_proof"
    hint = "hint_done_needs_proof"


class PlanNeeded(UsageProblem):
    """Refuse to call a finding planned without an open action that has a due date."""

    code = "plan_needed"
    hint = "hint_plan_needed"


class DeclineNeedsReason(UsageProblem):
    """Refuse to decline a finding without a reason."""

    code = "reason_needed"
    hint = "hint_decline"


@dataclass(frozen=True, slots=True)
class FindingWish:
    """Hold what a person says of a finding; None leaves a field as it is, or to its default when it is new.

    `round` is the name of its audit; `file`, `page`, `at` and `quote` point at a passage as a link does.
    """

    text: str | None = None
    severity: str | None = None
    indicators: tuple[str, ...] = ()
    service: str | None = None
    source: str | None = None
    source_name: str | None = None
    dated: date | None = None
    round: str | None = None
    file: str = ""
    page: int | None = None
    at: str = ""
    quote: str = ""


def list_findings(workspace: Workspace) -> list[Finding]:
    """Return the findings of the chosen standard, in the order in which they were written down."""
    with workspace.state.read() as conn:
        return all_findings(conn, workspace.framework.id)


def find_finding(workspace: Workspace, number: str) -> Finding:
    """Return a finding of any standard by its number; raises UnknownFinding."""
    with workspace.state.read() as conn:
        return _by_number(all_findings(conn), number)


def _by_number(found: Iterable[Finding], number: str) -> Finding:
    wanted = number.strip().casefold()
    for finding in found:
        if finding.number.casefold() == wanted:
            return finding
    raise UnknownFinding(number=number)


def add_finding(workspace: Workspace, wish: FindingWish) -> Finding:
    """Write a finding down; the trail gets its number, never its words.

    Raises SourceNeeded, WhoseAndWhenNeeded, IndicatorNeeded, PassageWithoutFile, NumberInText and what a link raises
    about its file; nothing is written then.
    """
    audit = find_round(workspace, wish.round) if wish.round is not None else None
    source = wish.source or (SOURCE_OF_KIND[audit.kind] if audit else None)
    if source is None:
        raise SourceNeeded
    if not wish.indicators:
        raise IndicatorNeeded
    name, dated = _whose_and_when(source, wish, audit)
    values = _values(workspace, wish) | {
        "round": audit.id if audit else None,
        "framework": workspace.framework.id,
        "source": source,
        "source_name": name,
        "dated": dated,
        "status": "open",
        "because": "",
    }
    with workspace.state.write(workspace.actor.id) as change:
        year = clock.today().year
        number = insert_finding(change.conn, values | {"by": change.actor, "at": change.at}, year)
        details = {"source": source, "severity": wish.severity, "indicators": list(wish.indicators)}
        change.log("finding.added", number, **details, audit=values["round"])
        return _by_number(all_findings(change.conn), number)


def _whose_and_when(source: str, wish: FindingWish, audit: AuditRound | None) -> tuple[str, date]:
    """Return whose finding it is and of which day, from the audit where the wish does not say."""
    name = wish.source_name or (audit.auditors or audit.name if audit else "")
    held = (audit.held_to or audit.held_from) if audit else None
    if source in FROM_OUTSIDE and (not name or not (wish.dated or held)):
        raise WhoseAndWhenNeeded
    return name, wish.dated or held or clock.today()


def _values(workspace: Workspace, wish: FindingWish) -> dict[str, Any]:
    """Return the columns that a wish sets, checked."""
    refuse_identity_numbers(wish.text, wish.quote, wish.source_name)
    check_services(workspace, [wish.service] if wish.service else [])
    given = {"text": wish.text, "severity": wish.severity, "service": wish.service}
    values: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    if wish.indicators:
        refs = (require(workspace.framework, ref) for ref in wish.indicators)
        values["indicators"] = list(dict.fromkeys(refs))
    if wish.file:
        place = LinkWish(page=wish.page, at=wish.at, quote=wish.quote)
        ident, _, pin = find_passage(workspace, wish.file, place)
        values["evidence"] = ident
        values |= {
            "unit": pin.unit if pin else None,
            "place": pin.number if pin else None,
            "label": pin.label if pin else None,
            "quote": pin.quote if pin else None,
        }
    elif wish.page is not None or wish.at or wish.quote:
        raise PassageWithoutFile
    return values


def set_finding(
    workspace: Workspace, number: str, wish: FindingWish, *, reopen: bool = False, version: int | None = None
) -> list[str]:
    """Change a finding and return the names of what was changed; `reopen` opens one that had ended.

    Raises as add_finding, and UnknownFinding or ChangedMeanwhile, where `version` is the one that was looked at.
    """
    before = find_finding(workspace, number)
    values = _values(workspace, wish)
    if wish.round is not None:
        values["round"] = find_round(workspace, wish.round).id
    given = {"source": wish.source, "source_name": wish.source_name, "dated": wish.dated}
    values |= {key: value for key, value in given.items() if value is not None}
    source, name = values.get("source", before.source), values.get("source_name", before.source_name)
    if source in FROM_OUTSIDE and not name:
        raise WhoseAndWhenNeeded
    if reopen and before.status != "open":
        values |= OPEN
    if values:
        with workspace.state.write(workspace.actor.id) as change:
            update_finding(change.conn, before.id, values, version or before.version)
            change.log("finding.set", before.number, fields=sorted(values))
    return sorted(values)


OPEN: dict[str, Any] = {"status": "open", "because": "", "ended_by": None, "ended_on": None}


def reopen(change: Change, finding: Finding) -> None:
    """Open a finding again within a change, since what ended it does not hold any more."""
    update_finding(change.conn, finding.id, OPEN, finding.version)
    change.log("finding.reopened", finding.number)


def close_finding(
    workspace: Workspace, number: str, ended: str, because: str = "", version: int | None = None
) -> Finding:
    """End a finding as done, planned or declined, or end it otherwise than before.

    Raises UnknownFinding, ActionsOpen, DoneNeedsProof, PlanNeeded, DeclineNeedsReason, NumberInText or
    ChangedMeanwhile.
    """
    refuse_identity_numbers(because)
    with workspace.state.write(workspace.actor.id) as change:
        finding = _by_number(all_findings(change.conn), number)
        own = [one for one in all_actions(change.conn, finding.framework) if one.finding == finding.id]
        _may_end(finding, ended, because, own)
        values = {
            "status": ended,
            "because": because,
            "ended_by": change.actor,
            "ended_on": clock.today(),
        }
        update_finding(change.conn, finding.id, values, version or finding.version)
        change.log("finding.closed", finding.number, ended=ended)
        return _by_number(all_findings(change.conn), number)


def _may_end(finding: Finding, ended: str, because: str, actions: Sequence[ActionItem]) -> None:
    """Refuse an end that the actions of a finding do not bear out."""
    running = [one for one in actions if is_open(one)]
    if ended == "planned":
        if not any(one.due is not None for one in running):
            raise PlanNeeded(number=finding.number)
        return
    if ended == "declined" and not because:
        raise DeclineNeedsReason
    if running:
        raise ActionsOpen(number=finding.number, numbers=[one.number for one in running])
    helped = any(one.done_on is not None and one.effect != "not_effective" for one in actions)
    if ended == "done" and not helped and not because:
        raise DoneNeedsProof(number=finding.number)


def is_open(action: ActionItem) -> bool:
    """Tell whether an action still has to be done."""
    return action.done_on is None and action.dropped_on is None
