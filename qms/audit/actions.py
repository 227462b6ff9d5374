"""Keep improvement actions: who does what by when, what it led to, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.audit.findings import (
    DeclineNeedsReason,
    IndicatorNeeded,
    find_finding,
    is_open,
    list_findings,
    reopen,
)
from qms.catalogue.loader import require
from qms.evidence.services import check_services
from qms.model.errors import ChangedMeanwhile, QmsError, UsageProblem
from qms.people.actors import find_person
from qms.results.free_texts import refuse_identity_numbers
from qms.state.audit_rows import all_actions, all_findings, insert_action, update_action
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from qms.model.audit import ActionItem, Finding
    from qms.state.store import Change
    from qms.workspace.workspace import Workspace


class UnknownAction(QmsError):
    """Report that there is no action of that number."""

    code = "unknown_action"
    hint = "hint_actions"


class FindingEnded(QmsError):
    """Refuse a new action for a finding that has ended."""

    code = "finding_ended"
    hint = "hint_finding_ended"


class ActionEnded(QmsError):
    """Refuse to do or drop an action that was done or dropped already."""

    code = "action_ended"
    hint = "hint_action_ended"


class NotDoneYet(QmsError):
    """Refuse to check the effect of an action that was not done."""

    code = "action_not_done"
    hint = "hint_action_not_done"


class CheckedTooEarly(UsageProblem):
    """Refuse a check of the effect on a day before the action was done."""

    code = "checked_too_early"
    hint = "hint_checked_too_early"


class CheckBeforeDue(UsageProblem):
    """Refuse to plan the check of an effect before the day by which the action is to be done."""

    code = "check_before_due"
    hint = "hint_check_before_due"


class EffectNoteNeeded(UsageProblem):
    """Refuse to say that an action did not help without a note."""

    code = "effect_note_needed"
    hint = "hint_effect_note"


@dataclass(frozen=True, slots=True)
class ActionWish:
    """Hold what a person says of an action; None leaves a field as it is, or empty when it is new."""

    text: str | None = None
    indicators: tuple[str, ...] = ()
    service: str | None = None
    owner: str | None = None
    due: date | None = None
    check_due: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Hold an action as it now stands, with its finding, and whether that finding opened again by this."""

    action: ActionItem
    finding: Finding | None
    reopened: bool = False
    all_done: bool = False


def list_actions(workspace: Workspace) -> list[ActionItem]:
    """Return the actions of the chosen standard, in the order in which they were agreed."""
    with workspace.state.read() as conn:
        return all_actions(conn, workspace.framework.id)


def actions_of(workspace: Workspace, finding: Finding) -> list[ActionItem]:
    """Return the actions that answer a finding."""
    with workspace.state.read() as conn:
        return [one for one in all_actions(conn, finding.framework) if one.finding == finding.id]


def find_action(workspace: Workspace, number: str) -> ActionItem:
    """Return an action of any standard by its number; raises UnknownAction."""
    with workspace.state.read() as conn:
        return _by_number(all_actions(conn), number)


def finding_of(workspace: Workspace, action: ActionItem) -> Finding | None:
    """Return the finding that an action answers."""
    with workspace.state.read() as conn:
        return next((one for one in all_findings(conn) if one.id == action.finding), None)


def _by_number(found: Iterable[ActionItem], number: str) -> ActionItem:
    wanted = number.strip().casefold()
    for action in found:
        if action.number.casefold() == wanted:
            return action
    raise UnknownAction(number=number)


def standing(action: ActionItem, day: date) -> str:
    """Return where an action stands on a day: open, overdue, done, check_overdue, checked or dropped."""
    if action.dropped_on is not None:
        return "dropped"
    if action.done_on is None:
        return "overdue" if action.due is not None and action.due < day else "open"
    if action.effect is not None:
        return "checked"
    return "check_overdue" if action.check_due is not None and action.check_due < day else "done"


def add_action(workspace: Workspace, wish: ActionWish, finding: str | None = None) -> ActionItem:
    """Agree on an action, for a finding (its number) or for indicators; those of the finding are the default.

    Raises UnknownFinding, FindingEnded, IndicatorNeeded, UnknownPerson, UnknownService, UnknownReference,
    CheckBeforeDue or NumberInText; nothing is written then.
    """
    answered = find_finding(workspace, finding) if finding else None
    if answered is not None and answered.status in {"done", "declined"}:
        raise FindingEnded(number=answered.number, status=answered.status)
    values = _values(workspace, wish, answered.framework if answered else None)
    values.setdefault("indicators", list(answered.indicators) if answered else [])
    values.setdefault("service", answered.service if answered else None)
    if not values["indicators"]:
        raise IndicatorNeeded
    _refuse_early_check(wish.check_due, wish.due)
    blank = {"led_to": "", "effect_note": "", "because": ""}
    with workspace.state.write(workspace.actor.id) as change:
        row = {
            **blank,
            **values,
            "finding": answered.id if answered else None,
            "framework": answered.framework if answered else workspace.framework.id,
            "by": change.actor,
            "at": change.at,
        }
        number = insert_action(change.conn, row, clock.today().year)
        change.log("action.added", number, finding=answered.number if answered else None, owner=wish.owner)
        return _by_number(all_actions(change.conn), number)


def _values(workspace: Workspace, wish: ActionWish, framework: str | None) -> dict[str, Any]:
    """Return the columns that a wish sets, checked."""
    refuse_identity_numbers(wish.text)
    check_services(workspace, [wish.service] if wish.service else [])
    if wish.owner:
        find_person(workspace.settings.people, wish.owner)
    names = ("text", "service", "owner", "due", "check_due")
    values: dict[str, Any] = {name: v for name in names if (v := getattr(wish, name)) is not None}
    if wish.indicators:
        standard = workspace.load_framework(framework) if framework else workspace.framework
        values["indicators"] = list(dict.fromkeys(require(standard, ref) for ref in wish.indicators))
    return values


def set_action(
    workspace: Workspace, number: str, wish: ActionWish, *, again: bool = False, version: int | None = None
) -> Moved | None:
    """Change an action, None where a wish changes nothing; `again` opens one that was done or dropped.

    Raises as add_action, and UnknownAction or ChangedMeanwhile, where `version` is the one that was looked at.
    """
    before = find_action(workspace, number)
    values = _values(workspace, wish, before.framework)
    if again and not is_open(before):
        values |= {"done_on": None, "led_to": "", "dropped_on": None, "because": ""}
        values |= {"effect": None, "effect_on": None, "effect_note": ""}
    if not values:
        return None
    if wish.due is not None or wish.check_due is not None:
        done = None if again else before.done_on
        _refuse_early_check(wish.check_due or before.check_due, done or wish.due or before.due)
    return _move(
        workspace, number, "action.set", lambda _: values, version or before.version, fields=sorted(values)
    )


def _refuse_early_check(check_due: date | None, done: date | None) -> None:
    """Refuse a check of the effect that is planned before the day on which an action is, or is to be, done."""
    if check_due is not None and done is not None and check_due < done:
        raise CheckBeforeDue(date=check_due, due=done)


def finish_action(
    workspace: Workspace,
    number: str,
    led_to: str,
    on: date | None = None,
    check_due: date | None = None,
    version: int | None = None,
) -> Moved:
    """Say that an action was done and what it led to.

    Raises UnknownAction, ActionEnded, CheckBeforeDue, NumberInText, or ChangedMeanwhile where `version` is the one
    that was looked at.
    """
    refuse_identity_numbers(led_to)
    day = on or clock.today()
    _refuse_early_check(check_due, day)

    def values(action: ActionItem) -> dict[str, Any]:
        _refuse_ended(action)
        return {"done_on": day, "led_to": led_to, "check_due": check_due or action.check_due}

    return _move(workspace, number, "action.done", values, version, on=str(day))


def check_action(
    workspace: Workspace,
    number: str,
    effect: str,
    note: str = "",
    on: date | None = None,
    version: int | None = None,
) -> Moved:
    """Say whether an action helped; where it did not, its finding opens again.

    Raises UnknownAction, NotDoneYet, CheckedTooEarly, EffectNoteNeeded, NumberInText or ChangedMeanwhile.
    """
    refuse_identity_numbers(note)
    if effect == "not_effective" and not note:
        raise EffectNoteNeeded
    day = on or clock.today()

    def values(action: ActionItem) -> dict[str, Any]:
        if action.done_on is None:
            raise NotDoneYet(number=action.number)
        if day < action.done_on:
            raise CheckedTooEarly(number=action.number, date=action.done_on)
        return {"effect": effect, "effect_on": day, "effect_note": note}

    return _move(workspace, number, "action.checked", values, version, effect=effect)


def drop_action(workspace: Workspace, number: str, because: str, version: int | None = None) -> Moved:
    """Give an action up, with a reason.

    Raises UnknownAction, ActionEnded, DeclineNeedsReason, NumberInText or ChangedMeanwhile.
    """
    refuse_identity_numbers(because)
    if not because:
        raise DeclineNeedsReason

    def values(action: ActionItem) -> dict[str, Any]:
        _refuse_ended(action)
        return {"dropped_on": clock.today(), "because": because}

    return _move(workspace, number, "action.dropped", values, version)


def _refuse_ended(action: ActionItem) -> None:
    if not is_open(action):
        ended = action.done_on or action.dropped_on
        raise ActionEnded(number=action.number, date=ended)


def _move(
    workspace: Workspace,
    number: str,
    action: str,
    values: Callable[[ActionItem], dict[str, Any]],
    version: int | None,
    **details: Any,
) -> Moved:
    """Change an action in one transaction, and open its finding again where it does not bear out the end any more."""
    with workspace.state.write(workspace.actor.id) as change:
        before = _by_number(all_actions(change.conn), number)
        if version is not None and version != before.version:
            raise ChangedMeanwhile(subject=before.number)
        update_action(change.conn, before.id, values(before), before.version)
        change.log(action, before.number, **details)
        after = _by_number(all_actions(change.conn), number)
        return _settle(change, after)


def _settle(change: Change, action: ActionItem) -> Moved:
    finding = next((one for one in all_findings(change.conn) if one.id == action.finding), None)
    if finding is None:
        return Moved(action, None)
    own = [one for one in all_actions(change.conn, finding.framework) if one.finding == finding.id]
    running = [one for one in own if is_open(one)]
    planned = any(one.due is not None for one in running) or any(one.done_on is not None for one in own)
    failed = action.effect == "not_effective"
    lost = (finding.status == "done" and bool(running)) or (finding.status == "planned" and not planned)
    if lost or (failed and finding.status in {"done", "planned"}):
        reopen(change, finding)
        return Moved(action, next(f for f in all_findings(change.conn) if f.id == finding.id), reopened=True)
    return Moved(action, finding, all_done=not running and action.done_on is not None)


def overdue_actions(workspace: Workspace, day: date | None = None) -> list[ActionItem]:
    """Return the actions that are overdue, and those whose effect should have been checked by `day`."""
    last = day or workspace.as_of
    late = {"overdue", "check_overdue"}
    return [one for one in list_actions(workspace) if standing(one, last) in late]


def numbers_of_findings(workspace: Workspace) -> dict[str, str]:
    """Return the numbers of findings by their ids."""
    return {finding.id: finding.number for finding in list_findings(workspace)}
