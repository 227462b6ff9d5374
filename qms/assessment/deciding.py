"""Set what a person ticks on a scale, for the organisation or for a service that differs; nothing is overwritten."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qms.assessment.levels import level_of
from qms.assessment.results import items, standing_in
from qms.assessment.rounds import rounds_in, the_open_round
from qms.evidence.services import check_services
from qms.model.errors import ChangedMeanwhile, QmsError, UsageProblem
from qms.results.free_texts import refuse_identity_numbers
from qms.state.assessment_rows import add_assessment, assessment_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.assessment.schemes import Item
    from qms.model.assessment import Assessed, Condition, Round
    from qms.workspace.workspace import Workspace


class UnknownScale(QmsError):
    """Refuse a criterion or perspective that the standard does not have."""

    code = "unknown_scale"

    def hint_code(self) -> str | None:
        """Return the suggestion's code only where something similar exists."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_assess_show"


class PerspectiveNeeded(UsageProblem):
    """Refuse a criterion with several scales while none of them is named."""

    code = "perspective_needed"
    hint = "hint_perspective"


class UnknownCondition(UsageProblem):
    """Refuse a condition that the scale does not have."""

    code = "unknown_condition"

    def hint_code(self) -> str | None:
        """Return the suggestion's code only where something similar exists."""
        return "hint_did_you_mean" if self.params.get("similar") else "hint_conditions"


class NoConditions(QmsError):
    """Report a scale for which no conditions were written."""

    code = "no_conditions"
    hint = "hint_no_conditions"


class TicksContradict(UsageProblem):
    """Refuse to tick and untick one condition at once."""

    code = "ticks_contradict"


class LevelOutside(UsageProblem):
    """Refuse a level that the scale does not have."""

    code = "level_outside"


class WhyNeeded(UsageProblem):
    """Refuse an assessment without a reason."""

    code = "assess_why_needed"


class FollowsAlready(UsageProblem):
    """Refuse to withdraw an assessment that a service does not have."""

    code = "follows_already"


@dataclass(frozen=True, slots=True)
class Ticking:
    """Hold how a person changes the ticks of a scale: start from a level or from what stands, then tick and untick.

    Conditions are named by key or by their number (from 1) in the list as it is shown. Level 0 ticks nothing.
    """

    tick: tuple[str, ...] = ()
    untick: tuple[str, ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold what a decision made of a scale: levels before (None: not assessed) and after.

    `is_new` is False where nothing differs from what stood, so that nothing was written.
    """

    item: Item
    round: Round
    service: str | None
    before: int | None
    level: int
    ticks: tuple[str, ...]
    is_new: bool


def find_item(found: Sequence[Item], criterion: str, perspective: str | None = None) -> Item:
    """Return one scale; the perspective may be left out where the criterion has one.

    Raises UnknownScale or PerspectiveNeeded.
    """
    own = [item for item in found if item.criterion == criterion]
    if not own:
        similar = difflib.get_close_matches(criterion, list(dict.fromkeys(i.criterion for i in found)), n=3)
        raise UnknownScale(scale=criterion, similar=similar)
    names = [item.perspective for item in own]
    if perspective is None:
        if len(own) > 1:
            raise PerspectiveNeeded(criterion=criterion, perspectives=names)
        return own[0]
    for item in own:
        if item.perspective == perspective.casefold():
            return item
    raise UnknownScale(scale=f"{criterion} {perspective}", similar=[f"{criterion} {name}" for name in names])


def decide(
    workspace: Workspace,
    criterion: str,
    perspective: str | None,
    ticking: Ticking,
    because: str,
    *,
    service: str | None = None,
    round_name: str | None = None,
    seen: int | None = None,
) -> Decided:
    """Append a decision to the open round and return what it made of the level.

    A service that follows the organisation starts from the organisation's ticks. `seen` is what `decisions_seen` said
    when the scale was looked at. Raises UnknownScale, PerspectiveNeeded, UnknownCondition, TicksContradict,
    NoConditions, LevelOutside, WhyNeeded, UnknownService, NoOpenRound, RoundClosed or ChangedMeanwhile; nothing is
    written then.
    """
    check_services(workspace, [service] if service else [])
    item = find_item(items(workspace), criterion, perspective)
    why = " ".join(because.split())
    refuse_identity_numbers(why)
    with workspace.state.write(workspace.actor.id) as change:
        target = the_open_round(rounds_in(change.conn, workspace.framework.id), round_name)
        if not item.conditions:
            raise NoConditions(criterion=item.criterion)
        rows = assessment_rows(change.conn, target.id)
        _refuse_unseen(rows, item, service, seen)
        standing = standing_in(rows).get(item.place, {})
        own = standing.get(service)
        base = own or standing.get(None)
        ticks = ticked(item, base.ticks if base else (), ticking)
        if not why:
            raise WhyNeeded
        is_new = own is None or (set(own.ticks), own.because, own.by) != (set(ticks), why, change.actor)
        if is_new:
            values = {"ticks": list(ticks), "because": why, "withdrawn": False}
            number = add_assessment(
                change.conn, _whose(target, item, service) | values | {"by": change.actor, "at": change.at}
            )
            level = level_of(item.conditions, ticks)
            change.log("assessment.set", _subject(target, item), service=service, number=number, level=level)
    before = None if own is None else level_of(item.conditions, own.ticks)
    return Decided(item, target, service, before, level_of(item.conditions, ticks), ticks, is_new)


def follow(
    workspace: Workspace,
    criterion: str,
    perspective: str | None,
    service: str,
    *,
    round_name: str | None = None,
    seen: int | None = None,
) -> Item:
    """Withdraw what was decided for a service alone, so that it follows the organisation again.

    The service need not be in `qms.toml` any more. Raises FollowsAlready besides what `decide` raises.
    """
    item = find_item(items(workspace), criterion, perspective)
    with workspace.state.write(workspace.actor.id) as change:
        target = the_open_round(rounds_in(change.conn, workspace.framework.id), round_name)
        rows = assessment_rows(change.conn, target.id)
        _refuse_unseen(rows, item, service, seen)
        own = standing_in(rows).get(item.place, {}).get(service)
        if own is None:
            check_services(workspace, [service])
            raise FollowsAlready(service=service, criterion=item.criterion)
        values = {"ticks": [], "because": "", "withdrawn": True, "by": change.actor, "at": change.at}
        number = add_assessment(change.conn, _whose(target, item, service) | values)
        change.log("assessment.withdrawn", _subject(target, item), service=service, number=number)
    return item


def decisions_seen(rows: Iterable[Any], place: tuple[str, str], service: str | None) -> int:
    """Return how many decisions bear on a scale of a service (None: the organisation) in the rows of a round.

    Those of the organisation bear on a service as long as it follows.
    """
    mine = [row for row in rows if (row.criterion, row.perspective) == place]
    own = [row for row in mine if row.service == service]
    follows = service not in standing_in(own).get(place, {})
    return len(own) + (sum(row.service is None for row in mine) if service is not None and follows else 0)


def _refuse_unseen(rows: Iterable[Any], item: Item, service: str | None, seen: int | None) -> None:
    if seen is not None and decisions_seen(rows, item.place, service) != seen:
        raise ChangedMeanwhile(subject=f"{item.criterion} {item.perspective}")


def is_as_the_whole(
    item: Item, standing: Mapping[str | None, Assessed], service: str | None, ticks: Iterable[str]
) -> bool:
    """Tell whether ticks say of a service without an assessment of its own what holds of the organisation anyway."""
    whole = standing.get(None)
    return (
        service is not None
        and service not in standing
        and whole is not None
        and set(ticks) == {c.key for c in item.conditions} & set(whole.ticks)
    )


def ticked(item: Item, base: Sequence[str], ticking: Ticking) -> tuple[str, ...]:
    """Return the keys that are ticked after a change, in the order of the scale.

    Naming a level ticks exactly what holds up to it. Unticking a condition unticks what is stronger as well, since
    "most" is not true where "some" is not. Keys that the scale does not have any more are dropped.
    """
    keys = {condition.key for condition in item.conditions}
    found = set(base) & keys
    if ticking.level is not None:
        if not 0 <= ticking.level <= item.levels:
            raise LevelOutside(level=ticking.level, levels=item.levels)
        found = {condition.key for condition in item.conditions if condition.level <= ticking.level}
    on, off = ([named(item, name).key for name in names] for names in (ticking.tick, ticking.untick))
    if both := set(on) & set(off):
        numbers = [n for n, condition in enumerate(item.conditions, 1) if condition.key in both]
        raise TicksContradict(numbers=numbers)
    for key in off:
        found -= _stronger(item.conditions, key)
    found |= set(on)
    return tuple(condition.key for condition in item.conditions if condition.key in found)


def named(item: Item, name: str) -> Condition:
    """Return the condition of a key or of a number in the list as shown; raises UnknownCondition."""
    for condition in item.conditions:
        if condition.key == name:
            return condition
    if name.isdecimal() and 0 < int(name) <= len(item.conditions):
        return item.conditions[int(name) - 1]
    similar = difflib.get_close_matches(name, [c.key for c in item.conditions], n=3, cutoff=0.5)
    raise UnknownCondition(condition=name, count=len(item.conditions), similar=similar)


def _stronger(conditions: Sequence[Condition], key: str) -> set[str]:
    """Return a condition and all that replace it, at once or by way of others."""
    found = {key}
    while more := {c.key for c in conditions if c.replaces in found} - found:
        found |= more
    return found


def _subject(target: Round, item: Item) -> str:
    """Return how the trail names a scale in a round."""
    return f"{target.id}>{item.criterion} {item.perspective}"


def _whose(target: Round, item: Item, service: str | None) -> dict[str, object]:
    return {
        "round": target.id,
        "criterion": item.criterion,
        "perspective": item.perspective,
        "service": service,
    }
