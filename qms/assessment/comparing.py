"""Compare two rounds of self-assessment, scale by scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.assessment.levels import met_keys
from qms.assessment.results import items, result_of, rounds_of
from qms.assessment.rounds import UnknownRound, find_round
from qms.model.errors import QmsError, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qms.assessment.schemes import Item
    from qms.model.assessment import Condition, Round, RoundResult, ScaleResult
    from qms.workspace.workspace import Workspace


LEAST_COMPARED = 2  # rounds


class SameRound(UsageProblem):
    """Refuse to compare a round with itself."""

    code = "same_round"
    hint = "hint_rounds"


class TwoRoundsNeeded(QmsError):
    """Report that there are no two rounds that could be compared."""

    code = "compare_two_needed"
    hint = "hint_open_round"


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """Hold one scale in two rounds, of the organisation or of a service that differs in one of them.

    A service without a decision of its own stands as the organisation does. Levels are None where nobody assessed it;
    `gained` and `lost` are conditions by what counts as ticked. `by_before` and `by_after` are ids of persons.
    """

    criterion: str
    perspective: str
    service: str | None
    before: int | None
    after: int | None
    gained: tuple[Condition, ...] = ()
    lost: tuple[Condition, ...] = ()
    by_before: str | None = None
    by_after: str | None = None
    because_before: str = ""
    because_after: str = ""

    @property
    def is_change(self) -> bool:
        """Say whether the level or what is ticked differs."""
        return self.before != self.after or bool(self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold two rounds side by side, in the order of the standard, with those scales that stayed as they were."""

    before: RoundResult
    after: RoundResult
    changes: tuple[ScaleChange, ...]

    @property
    def raised(self) -> int:
        """Return how many scales reached a higher level; those assessed for the first time are not among them."""
        return sum(1 for c in self.changes if _rose(c.before, c.after))

    @property
    def lowered(self) -> int:
        """Return how many scales came down."""
        return sum(1 for c in self.changes if _rose(c.after, c.before))


def compare_rounds(workspace: Workspace, first: str | None = None, second: str | None = None) -> Comparison:
    """Return what differs between two rounds; the second is the newest, or where that is the first, the one before it.

    Without any name: the newest and the one before it. The earlier round always stands first. Raises TwoRoundsNeeded,
    UnknownRound or SameRound.
    """
    rounds = rounds_of(workspace)
    if first is None and len(rounds) < LEAST_COMPARED:
        raise TwoRoundsNeeded
    one = rounds[-1] if first is None else find_round(rounds, first)
    other = find_round(rounds, second) if second is not None else _other(rounds, one)
    if other.id == one.id:
        raise SameRound(round=one.name, known=[r.name for r in rounds])
    earlier, later = sorted((one, other), key=rounds.index)
    before = result_of(workspace, earlier.id, with_warnings=False)
    after = result_of(workspace, later.id, with_warnings=False)
    if before is None or after is None:  # pragma: no cover - both were found a moment ago
        raise UnknownRound(round=one.name, known=[])
    return Comparison(before, after, tuple(changes(items(workspace), before, after)))


def _other(rounds: tuple[Round, ...], one: Round) -> Round:
    if rounds[-1].id != one.id or len(rounds) == 1:
        return rounds[-1]
    return rounds[-2]


def changes(found: tuple[Item, ...], before: RoundResult, after: RoundResult) -> Iterator[ScaleChange]:
    """Yield every scale of the organisation, and of each service that differs in one of the rounds."""
    old = {(scale.criterion, scale.perspective): scale for scale in before.scales}
    new = {(scale.criterion, scale.perspective): scale for scale in after.scales}
    for item in found:
        one, two = old[item.place], new[item.place]
        yield _change(item, None, one, two)
        for service in sorted({*one.by_service, *two.by_service}):
            yield _change(item, service, one.by_service.get(service, one), two.by_service.get(service, two))


def _change(item: Item, service: str | None, one: ScaleResult, two: ScaleResult) -> ScaleChange:
    met_before = met_keys(item.conditions, one.assessed.ticks if one.assessed else ())
    met_after = met_keys(item.conditions, two.assessed.ticks if two.assessed else ())
    # Who was not assessed has neither gained nor lost anything.
    both = one.assessed is not None and two.assessed is not None
    gained, lost = (met_after - met_before, met_before - met_after) if both else (set(), set())
    return ScaleChange(
        criterion=item.criterion,
        perspective=item.perspective,
        service=service,
        before=one.level,
        after=two.level,
        gained=tuple(c for c in item.conditions if c.key in gained),
        lost=tuple(c for c in item.conditions if c.key in lost),
        by_before=one.assessed.by if one.assessed else None,
        by_after=two.assessed.by if two.assessed else None,
        because_before=one.assessed.because if one.assessed else "",
        because_after=two.assessed.because if two.assessed else "",
    )


def _rose(one: int | None, two: int | None) -> bool:
    return one is not None and two is not None and two > one
