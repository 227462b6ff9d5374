"""Count individual plans: who has one, whether they are evaluated in time, what was reached and how services ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.model.months import add_months
from qms.results.counts.choosing import by_day, done_by, of_year, origins, rows_of, shown_code, tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from qms.model.register import Origin, Registers, Row

EVALUATED_WITHIN_MONTHS = 12
LATEST_AFTER_MONTHS = 24
"""How long a plan may go on unevaluated at most, whatever next evaluation is written down."""


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """Hold the plans of the people who are served on a day; `service` None: all services together.

    `active` are all who are served, `with_plan` those for whom a plan was made. `judged` are those whose row tells of
    the day: one that was evaluated later no longer does. A plan that was made is `in_time` when its next evaluation is
    not before the day and it was evaluated (else made) within 24 months, or, where none is set, within twelve; else it
    is `overdue`. `user_present`, `own_words`, `goals` and so on count among the active. `newest` is the last day on
    which one of them was made or evaluated. `without_plan` and `late` hold codes, never names; `judged_rows` and
    `late_rows` are the rows of `judged` and `overdue`.
    """

    day: date
    service: str | None
    active: int = 0
    with_plan: int = 0
    judged: int = 0
    in_time: int = 0
    overdue: int = 0
    user_present: int = 0
    own_words: int = 0
    goals: int = 0
    goals_reached: int = 0
    with_goals: int = 0
    with_goal_reached: int = 0
    by_decided: Mapping[str, int] = field(default_factory=dict)
    newest: date | None = None
    without_plan: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    judged_rows: tuple[Row, ...] = ()
    late_rows: tuple[Row, ...] = ()
    rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()

    @property
    def decided(self) -> int:
        """Return how many said that they decided on their plan themselves."""
        return self.by_decided.get("yes", 0)

    @property
    def asked(self) -> int:
        """Return how many were asked whether they decided."""
        return sum(self.by_decided.values()) - self.by_decided.get("not_asked", 0)


@dataclass(frozen=True, slots=True)
class EvaluationCounts:
    """Hold the plans whose latest evaluation lies in a calendar year, whether or not the service ended since.

    `goals` and `goals_reached` are summed over them; `with_goal_reached` counts those of `with_goals` that reached at
    least one; `decided` those who decided themselves among the `asked`.
    """

    year: int
    service: str | None
    evaluated: int = 0
    user_present: int = 0
    own_words: int = 0
    goals: int = 0
    goals_reached: int = 0
    with_goals: int = 0
    with_goal_reached: int = 0
    decided: int = 0
    asked: int = 0
    rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class EndingCounts:
    """Hold the services that ended in a calendar year, planned or not, and after how many somebody followed up."""

    year: int
    service: str | None
    ended: int = 0
    planned: int = 0
    unplanned: int = 0
    followed_up: int = 0
    rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_plans(registers: Registers, day: date, service: str | None = None) -> PlanCounts:
    """Count the plans of those who are served on `day`: the service has begun and has not ended by then."""
    rows = [row for row in rows_of(registers, "plans", service) if is_active(row, day)]
    made = [row for row in rows if by_day(row, "plan_made", day) is not None]
    judged = [row for row in rows if tells_of(row, day)]
    late = [row for row in judged if not in_time(row, day)]
    goals = _Goals(rows)
    return PlanCounts(
        day=day,
        service=service,
        active=len(rows),
        with_plan=len(made),
        judged=len(judged),
        in_time=len(judged) - len(late),
        overdue=len(late),
        user_present=_yes(rows, "user_present"),
        own_words=_yes(rows, "own_words"),
        goals=goals.set,
        goals_reached=goals.reached,
        with_goals=goals.plans,
        with_goal_reached=goals.plans_reached,
        by_decided=tally(rows, "decided"),
        newest=_newest(rows, day),
        without_plan=_codes(row for row in rows if by_day(row, "plan_made", day) is None),
        late=_codes(late),
        judged_rows=tuple(judged),
        late_rows=tuple(late),
        rows=tuple(rows),
        origins=origins(rows),
    )


def count_evaluations(
    registers: Registers, year: int, service: str | None = None, day: date | None = None
) -> EvaluationCounts:
    """Count the plans evaluated in a year, up to `day`; an evaluation before the plan was made is none."""
    every = of_year(rows_of(registers, "plans", service), "evaluated", year, day)
    rows = [row for row in every if evaluated_by(row, day) is not None]
    goals, decided = _Goals(rows), tally(rows, "decided")
    return EvaluationCounts(
        year=year,
        service=service,
        evaluated=len(rows),
        user_present=_yes(rows, "user_present"),
        own_words=_yes(rows, "own_words"),
        goals=goals.set,
        goals_reached=goals.reached,
        with_goals=goals.plans,
        with_goal_reached=goals.plans_reached,
        decided=decided.get("yes", 0),
        asked=sum(decided.values()) - decided.get("not_asked", 0),
        rows=tuple(rows),
        origins=origins(rows),
    )


def count_endings(
    registers: Registers, year: int, service: str | None = None, day: date | None = None
) -> EndingCounts:
    """Count the services that ended in a year, up to `day`."""
    rows = of_year(rows_of(registers, "plans", service), "ended", year, day)
    kinds = tally(rows, "ending")
    return EndingCounts(
        year=year,
        service=service,
        ended=len(rows),
        planned=kinds.get("planned", 0),
        unplanned=kinds.get("unplanned", 0),
        followed_up=sum(1 for row in rows if by_day(row, "follow_up", day) is not None),
        rows=tuple(rows),
        origins=origins(rows),
    )


def is_active(row: Row, day: date) -> bool:
    """Tell whether somebody is served on a day: begun (or no day given) and not ended by then."""
    started = row.get("started")
    return (started is None or started <= day) and by_day(row, "ended", day) is None


def tells_of(row: Row, day: date) -> bool:
    """Tell whether a row still says how a plan stood on a day: what was evaluated later was written over since."""
    evaluated = row.get("evaluated")
    return evaluated is None or evaluated <= day


def evaluated_by(row: Row, day: date | None) -> date | None:
    """Return when a plan was evaluated, if by the day and not before it was made."""
    return done_by(row, "evaluated", "plan_made", day)


def in_time(row: Row, day: date) -> bool:
    """Tell whether a plan is evaluated in time on a day; where none was made by then, it is not."""
    made = by_day(row, "plan_made", day)
    if made is None:
        return False
    last, planned = evaluated_by(row, day) or made, row.get("next_evaluation")
    if planned is None:
        return add_months(last, EVALUATED_WITHIN_MONTHS) >= day
    return bool(min(planned, add_months(last, LATEST_AFTER_MONTHS)) >= day)


class _Goals:
    """Add up the goals of plans; more reached than set counts as all of them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        pairs = [
            (int(row.get("goals")), int(row.get("goals_reached") or 0)) for row in rows if row.get("goals")
        ]
        self.set = sum(goals for goals, _ in pairs)
        self.reached = sum(min(goals, reached) for goals, reached in pairs)
        self.plans = len(pairs)
        self.plans_reached = sum(1 for _, reached in pairs if reached > 0)


def _yes(rows: Iterable[Row], key: str) -> int:
    return sum(1 for row in rows if row.get(key) is True)


def _codes(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted(shown_code(row.get("code")) for row in rows))


def _newest(rows: Iterable[Row], day: date) -> date | None:
    days = (by_day(row, key, day) for row in rows for key in ("evaluated", "plan_made"))
    return max((found for found in days if found is not None), default=None)
