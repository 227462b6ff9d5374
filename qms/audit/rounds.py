"""Keep audits: open them for services and indicators, answer what is asked, hold and close them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.catalogue.loader import UnknownReference, require
from qms.evidence.services import check_services
from qms.model.audit import AUDIT_ROLES, VERDICTS, Answer, AuditRound
from qms.model.errors import ChangedMeanwhile, QmsError, UsageProblem
from qms.model.references import natural_key
from qms.results.free_texts import refuse_identity_numbers
from qms.state.audit_rows import all_rounds, answers_of, insert_round, put_answer, update_round
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from qms.model.framework import Framework
    from qms.workspace.workspace import Workspace


class UnknownRound(QmsError):
    """Report that there is no audit of that name; `similar` are those that are spelt alike."""

    code = "unknown_audit"

    def hint_code(self) -> str:
        """Suggest a similar name, else the list."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_audits"


class NoRound(QmsError):
    """Report that no audit was opened yet."""

    code = "no_audit"
    hint = "hint_audit_open"


class NameTaken(QmsError):
    """Refuse a second audit of the same name."""

    code = "audit_name_taken"
    hint = "hint_audit_other_name"


class RoundClosed(QmsError):
    """Refuse to change an audit that is closed."""

    code = "audit_closed"
    hint = "hint_audit_closed"


class NotInRound(UsageProblem):
    """Refuse an answer about an indicator that the audit leaves out."""

    code = "not_in_audit"
    hint = "hint_audit_show"


class RoleNotAsked(UsageProblem):
    """Refuse an answer in a role that is not asked about an indicator; `ref`, `asked` and `roles` are given."""

    code = "role_not_asked"
    hint = "hint_role_not_asked"


class DaysBackwards(UsageProblem):
    """Refuse an audit that ends before it begins."""

    code = "audit_days_backwards"
    hint = "hint_audit_days"


@dataclass(frozen=True, slots=True)
class RoundWish:
    """Hold what an audit is to be; no services, indicators and principles mean all of them."""

    kind: str
    planned_on: date | None = None
    services: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    auditors: str = ""


def open_round(workspace: Workspace, name: str, wish: RoundWish) -> AuditRound:
    """Open an audit; raises NameTaken, UnknownService or UnknownReference, and nothing is written then."""
    framework = workspace.framework
    check_services(workspace, wish.services)
    refs = chosen_indicators(framework, wish.indicators, wish.principles)
    with workspace.state.write(workspace.actor.id) as change:
        if any(_same(one.name, name) for one in all_rounds(change.conn, framework.id)):
            raise NameTaken(name=name)
        ident = insert_round(
            change.conn,
            {
                "framework": framework.id,
                "name": name,
                "kind": wish.kind,
                "planned_on": wish.planned_on,
                "auditors": wish.auditors,
                "services": list(dict.fromkeys(wish.services)),
                "indicators": list(refs),
                "summary": "",
                "by": change.actor,
                "at": change.at,
            },
        )
        change.log("audit.opened", ident, kind=wish.kind, indicators=list(refs), services=list(wish.services))
        return next(one for one in all_rounds(change.conn, framework.id) if one.id == ident)


def chosen_indicators(
    framework: Framework, indicators: Iterable[str], principles: Iterable[str]
) -> tuple[str, ...]:
    """Return the indicators that are named, alone or by their principle, in the order of the standard.

    Nothing named is nothing, which stands for all. Raises UnknownReference.
    """
    known = [principle.ref for principle in framework.principles]
    for ref in principles:
        if ref not in known:
            similar = difflib.get_close_matches(ref, known, n=3, cutoff=0.5)
            raise UnknownReference(ref=ref, framework=framework.id, similar=similar)
    named, within = {require(framework, ref) for ref in indicators}, set(principles)
    return tuple(i.ref for i in framework.indicators if i.ref in named or i.principle in within)


def list_rounds(workspace: Workspace) -> list[AuditRound]:
    """Return the audits of the chosen standard, in the order in which they were opened."""
    with workspace.state.read() as conn:
        return all_rounds(conn, workspace.framework.id)


def find_round(workspace: Workspace, name: str | None = None) -> AuditRound:
    """Return an audit by its name, else the newest that is open, else the newest; raises UnknownRound or NoRound."""
    found = list_rounds(workspace)
    if name is None:
        running = [one for one in found if one.closed_on is None]
        if not found:
            raise NoRound
        return (running or found)[-1]
    for one in found:
        if _same(one.name, name) or one.id == name:
            return one
    similar = difflib.get_close_matches(name, [one.name for one in found], n=3, cutoff=0.5)
    raise UnknownRound(name=name, similar=similar)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def indicators_of(framework: Framework, found: AuditRound | None) -> tuple[str, ...]:
    """Return the indicators that an audit looks at, in the order of the standard; None: all."""
    chosen = set(found.indicators) if found else set()
    return tuple(ref for ref in framework.by_ref if not chosen or ref in chosen)


def answers_in(workspace: Workspace, found: AuditRound) -> dict[tuple[str, str], Answer]:
    """Return what was answered in an audit, by indicator and role."""
    with workspace.state.read() as conn:
        return answers_of(conn, found.id)


def stamp_of(given: Answer | None) -> str:
    """Return what tells one answer from the next, "" where there is none."""
    return f"{given.at} {given.by}" if given else ""


def answer(
    workspace: Workspace,
    found: AuditRound,
    indicator: str,
    role: str,
    verdict: str,
    note: str,
    seen: str | None = None,
) -> Answer:
    """Keep what an auditor saw for an indicator in one role, in place of an earlier answer.

    An earlier note stays unless another is given, or unless `seen` is given: the stamp of the answer that was looked
    at, with its note before one's eyes.

    Raises RoundClosed, UnknownReference, NotInRound, NumberInText, or ChangedMeanwhile where another answer is there
    than the one seen.
    """
    if role not in AUDIT_ROLES or verdict not in VERDICTS:
        raise ValueError(role, verdict)
    ref = require(workspace.framework, indicator)
    if ref not in indicators_of(workspace.framework, found):
        raise NotInRound(ref=ref, name=found.name)
    refuse_identity_numbers(note)
    with workspace.state.write(workspace.actor.id) as change:
        _still_open(all_rounds(change.conn, found.framework), found)
        before = answers_of(change.conn, found.id).get((ref, role))
        if seen is not None and seen != stamp_of(before):
            raise ChangedMeanwhile(subject=ref)
        kept = note or (before.note if before and seen is None else "")
        made = Answer(ref, role, verdict, kept, change.actor, change.at)
        put_answer(change.conn, found.id, made)
        change.log("audit.answered", f"{found.id}>{ref}", asked=role, verdict=verdict)
    return made


def hold_round(workspace: Workspace, found: AuditRound, start: date, end: date | None = None) -> None:
    """Say when an audit was held; raises DaysBackwards, RoundClosed or ChangedMeanwhile."""
    last = end or start
    if last < start:
        raise DaysBackwards(start=start, end=last)
    with workspace.state.write(workspace.actor.id) as change:
        _still_open(all_rounds(change.conn, found.framework), found)
        update_round(change.conn, found.id, {"held_from": start, "held_to": last}, found.version)
        change.log("audit.held", found.id, start=str(start), end=str(last))


def close_round(workspace: Workspace, found: AuditRound, summary: str = "", on: date | None = None) -> None:
    """Close an audit with a summary; its findings go on. Raises RoundClosed, NumberInText or ChangedMeanwhile."""
    refuse_identity_numbers(summary)
    values = {"closed_on": on or clock.today(), "summary": summary or found.summary}
    with workspace.state.write(workspace.actor.id) as change:
        _still_open(all_rounds(change.conn, found.framework), found)
        update_round(change.conn, found.id, values, found.version)
        change.log("audit.closed", found.id, on=str(values["closed_on"]))


def _still_open(rounds: Sequence[AuditRound], found: AuditRound) -> None:
    now = next((one for one in rounds if one.id == found.id), found)
    if now.closed_on is not None:
        raise RoundClosed(name=now.name, date=now.closed_on)


def in_order(refs: Iterable[str]) -> list[str]:
    """Return references sorted as people count."""
    return sorted(refs, key=natural_key)
