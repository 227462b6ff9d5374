"""Say which counts of registers and surveys give a measure its values, and count them for a year and a service."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from qms.results.counts.awareness import count_training
from qms.results.counts.choosing import by_day, origins
from qms.results.counts.comparisons import count_comparisons
from qms.results.counts.competence import count_competence
from qms.results.counts.complaints import count_complaints
from qms.results.counts.incidents import count_incidents
from qms.results.counts.partners import count_partners
from qms.results.counts.plans import count_endings, count_evaluations, count_plans, tells_of
from qms.results.counts.proposals import USERS, count_proposals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from qms.model.organisation import Settings
    from qms.model.register import Origin, Registers, Row

_SURVEY = re.compile(
    r"survey\.(?P<survey>[a-z]+)\.(?:response_rate|(?P<question>q_[a-z_]+)\.(?P<what>share|mean)(?:\.(?P<group>[a-z]+))?)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Say what is counted: a year as far as it is known on `day`, for a service (None: all together)."""

    registers: Registers
    settings: Settings
    year: int
    service: str | None
    day: date

    @property
    def end(self) -> date:
        """Return the day on which the year is looked at: its last one, or `day` where that comes first."""
        return min(date(self.year, 12, 31), self.day)


@dataclass(frozen=True, slots=True)
class Count:
    """Hold a value with what it rests on: `n` how many, `part` and `whole` the counts behind a share.

    `answered_by` is self, proxy or both, `invited` how many were asked, where it was a survey.
    """

    value: float
    n: int
    origins: tuple[Origin, ...]
    part: int | None = None
    whole: int | None = None
    invited: int | None = None
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class Fill:
    """Hold one automatic count: its unit, whether it rests on persons, and the columns of dates that name its years.

    `living` registers are written over as time goes on: a row tells of the newest years only. `services` says whether
    the register knows services.
    """

    name: str
    unit: str
    personal: bool
    dated: tuple[tuple[str, str], ...]
    count: Callable[[Asked], Count | None]
    living: bool = False
    services: bool = True


def find_fill(code: str) -> Fill | None:
    """Return the automatic count of a code, None when there is none such."""
    return _FILLS.get(code) or _survey_fill(code)


def fill_codes() -> tuple[str, ...]:
    """Return the codes of all automatic counts of registers; those of surveys are made of their questions."""
    return tuple(_FILLS)


def years_of(fill: Fill, registers: Registers, day: date) -> tuple[int, ...]:
    """Return the calendar years up to `day` that rows speak of, oldest first; of living registers the last two."""
    years: set[int] = set()
    for table, key in fill.dated:
        for row in registers.rows(table):
            found = row.get(key)
            if isinstance(found, date) and found <= day:
                years.add(found.year)
            elif isinstance(found, int) and found <= day.year:
                years.add(found)
    if fill.living and years:
        years = {max(years) - 1, max(years)}
    return tuple(sorted(years))


def _share(part: int, whole: int, rows: Iterable[Row], n: int | None = None) -> Count | None:
    """Return a share in percent; None where there is nothing to be a share of."""
    if whole <= 0:
        return None
    part = min(part, whole)
    return Count(100 * part / whole, whole if n is None else n, origins(rows), part, whole)


def _training(asked: Asked) -> Count | None:
    found = count_training(asked.registers, asked.settings, asked.year, asked.end)
    if found.per_person is None or found.size is None or not found.rows:
        return None
    return Count(found.per_person, found.size, found.origins)


def _competence(asked: Asked) -> Count | None:
    found = count_competence(asked.registers, asked.year, asked.day)
    return _share(found.met, found.requirements, found.rows, found.persons)


def _rights(asked: Asked) -> Count | None:
    found = count_incidents(asked.registers, asked.year, asked.service, asked.day)
    return _share(found.rights_closed, found.rights, (r for r in found.rows if r.get("kind") == "rights"))


def _complaints(asked: Asked) -> Count | None:
    found = count_complaints(asked.registers, asked.year, asked.service, asked.day)
    return _share(found.answered, found.received, found.rows)


def _partners_active(asked: Asked) -> Count | None:
    found = count_partners(asked.registers, asked.year, asked.service, asked.day)
    return Count(found.active, found.active, found.origins) if found.active else None


def _partners_evaluated(asked: Asked) -> Count | None:
    """Count the evaluated ones; a row that was evaluated in a later year no longer tells of this one."""
    found = count_partners(asked.registers, asked.year, asked.service, asked.day)
    known = [r for r in found.rows if (at := r.get("evaluated")) is None or at.year <= asked.year]
    return _share(found.evaluated, len(known), known)


def _partners_users(asked: Asked) -> Count | None:
    found = count_partners(asked.registers, asked.year, asked.service, asked.day)
    rows = [row for row in found.rows if row.get("users_included") is not None]
    if not rows:
        return None
    return Count(found.users_included, len(rows), origins(rows), part=found.users_included)


def _proposals(asked: Asked) -> Count | None:
    found = count_proposals(asked.registers, asked.year, asked.service, asked.day, USERS)
    return Count(found.total, found.total, origins(found.rows)) if found.total else None


def _carried_out(asked: Asked) -> Count | None:
    found = count_proposals(asked.registers, asked.year, asked.service, asked.day, USERS)
    return _share(found.carried_out, found.total, found.rows)


def _plans(key: str) -> Callable[[Asked], Count | None]:
    """Return the share of plans that a column says yes of; None where the column is not used.

    A plan that was evaluated after the year no longer tells of it.
    """

    def count(asked: Asked) -> Count | None:
        found = count_plans(asked.registers, asked.end, asked.service)
        if all(row.get(key) is None for row in found.rows):
            return None
        made = [
            row
            for row in found.rows
            if by_day(row, "plan_made", asked.end) is not None and tells_of(row, asked.end)
        ]
        return _share(sum(1 for row in made if row.get(key) is True), len(made), made)

    return count


def _in_time(asked: Asked) -> Count | None:
    found = count_plans(asked.registers, asked.end, asked.service)
    return _share(found.in_time, found.judged, found.judged_rows)


def _goals(asked: Asked) -> Count | None:
    found = count_evaluations(asked.registers, asked.year, asked.service, asked.day)
    return _share(found.goals_reached, found.goals, _with_goals(found.rows), found.with_goals)


def _own_goal(asked: Asked) -> Count | None:
    found = count_evaluations(asked.registers, asked.year, asked.service, asked.day)
    return _share(found.with_goal_reached, found.with_goals, _with_goals(found.rows))


def _with_goals(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.get("goals")]


def _decided(asked: Asked) -> Count | None:
    found = count_evaluations(asked.registers, asked.year, asked.service, asked.day)
    rows = [row for row in found.rows if row.get("decided") not in {None, "not_asked"}]
    return _share(found.decided, found.asked, rows)


def _unplanned(asked: Asked) -> Count | None:
    """Count unplanned endings among all who were served in the year, so that none is a result too."""
    ended = count_endings(asked.registers, asked.year, asked.service, asked.day)
    served = count_plans(asked.registers, asked.end, asked.service)
    n = ended.ended + served.active
    if not n:
        return None
    rows = (row for row in ended.rows if row.get("ending") == "unplanned") if ended.unplanned else served.rows
    return Count(ended.unplanned, n, origins(rows), part=ended.unplanned)


def _follow_up(asked: Asked) -> Count | None:
    found = count_endings(asked.registers, asked.year, asked.service, asked.day)
    return _share(found.followed_up, found.ended, found.rows)


def _compared(asked: Asked) -> Count | None:
    found = count_comparisons(asked.registers, asked.year, asked.service, asked.day)
    return Count(found.made, found.made, found.origins) if found.made else None


def _changes(asked: Asked) -> Count | None:
    found = count_comparisons(asked.registers, asked.year, asked.service, asked.day)
    return Count(found.changes, found.made, found.origins) if found.made else None


def _effects(asked: Asked) -> Count | None:
    found = count_comparisons(asked.registers, asked.year, asked.service, asked.day)
    return _share(found.effects, found.changes, found.change_rows)


_EVALUATED = (("plans", "evaluated"),)
_PLANS = (*_EVALUATED, ("plans", "plan_made"), ("plans", "ended"))
_PARTNERS = (("partners", "evaluated"), ("partners", "start"), ("partners", "agreement"))
_PROPOSALS = (("proposals", "date"),)
_COMPARISONS = (("comparisons", "date"),)
_FILLS = {
    fill.name: fill
    for fill in (
        Fill(
            "training.hours_per_person", "hours", False, (("awareness", "date"),), _training, services=False
        ),
        Fill(
            "competence.gap_closed",
            "percent",
            True,
            (("competence", "checked"),),
            _competence,
            services=False,
        ),
        Fill("incidents.rights_solved", "percent", False, (("incidents", "date"),), _rights),
        Fill("complaints.answered", "percent", False, (("complaints", "received"),), _complaints),
        Fill("partners.active", "number", False, _PARTNERS, _partners_active, living=True),
        Fill("partners.evaluated", "percent", False, _PARTNERS, _partners_evaluated, living=True),
        Fill("partners.users_included", "number", True, _PARTNERS, _partners_users, living=True),
        Fill("proposals.users", "number", False, _PROPOSALS, _proposals),
        Fill("proposals.carried_out", "percent", False, _PROPOSALS, _carried_out),
        Fill("plans.user_present", "percent", True, _PLANS, _plans("user_present"), living=True),
        Fill("plans.own_words", "percent", True, _PLANS, _plans("own_words"), living=True),
        Fill("plans.goals_reached", "percent", True, _EVALUATED, _goals, living=True),
        Fill("plans.own_goal_reached", "percent", True, _EVALUATED, _own_goal, living=True),
        Fill("plans.decided", "percent", True, _EVALUATED, _decided, living=True),
        Fill("plans.evaluated_in_time", "percent", True, _PLANS, _in_time, living=True),
        Fill("plans.unplanned_endings", "number", True, _PLANS, _unplanned, living=True),
        Fill("plans.follow_up", "percent", True, (("plans", "ended"),), _follow_up),
        Fill("comparisons.made", "number", False, _COMPARISONS, _compared),
        Fill("comparisons.changes", "number", False, _COMPARISONS, _changes),
        Fill("comparisons.effects", "percent", False, _COMPARISONS, _effects),
    )
}


@lru_cache(maxsize=256)
def _survey_fill(code: str) -> Fill | None:
    """Return the count of a question, such as `survey.users.q_say.share`, a group of people after it if wanted."""
    told = _SURVEY.fullmatch(code)
    if told is None:
        return None
    from qms.results.surveys import load_surveys

    survey = load_surveys().get(told["survey"])
    if survey is None:
        return None
    if told["question"] is not None:
        asked = next((q for q in survey.questions if q.key == told["question"]), None)
        if asked is None or asked.scale is None or (told["what"] == "mean" and not asked.scale.numeric):
            return None
    unit = "score" if told["what"] == "mean" else "percent"
    dated = ((f"{survey.book}.rounds", "year"),)
    return Fill(
        code, unit, True, dated, _survey_count(told["survey"], told["question"], told["what"], told["group"])
    )


def _survey_count(
    survey: str, question: str | None, what: str | None, group: str | None
) -> Callable[[Asked], Count | None]:
    def count(asked: Asked) -> Count | None:
        from qms.results.survey_counts import answered_share, tally

        if question is None:
            found = answered_share(asked.registers, survey, asked.year, asked.service)
            value = None if found is None else found.response_rate
            part, whole = (found.answered, found.invited) if found is not None else (None, None)
        else:
            found = tally(asked.registers, survey, question, asked.year, asked.service, group)
            value = None if found is None else found.mean if what == "mean" else found.share
            part, whole = (found.positive, found.n) if found is not None and what == "share" else (None, None)
        if found is None or value is None:
            return None
        by = "proxy" if found.proxies and found.proxies == found.n else "both" if found.proxies else "self"
        scale = 1 if what == "mean" else 100
        return Count(
            value * scale, found.n, tuple(sorted_origins(found.origins)), part, whole, found.invited, by
        )

    return count


def answers_of_year(registers: Registers, survey: str, year: int) -> Registers:
    """Return registers that hold, of one survey, all rounds and the answers of a year; counts on them are the same."""
    from qms.model.register import Registers as Made
    from qms.results.survey_answers import answers_of
    from qms.results.surveys import load_surveys

    asked = load_surveys()[survey]
    rounds, answers = f"{asked.book}.rounds", f"{asked.book}.answers"
    found = tuple(answer.row for answer in answers_of(registers, asked, year))
    return Made({rounds: registers.rows(rounds), answers: found})


def sorted_origins(given: Iterable[Origin]) -> list[Origin]:
    """Return where rows stand, each once, in an order that does not depend on that of the rows."""
    return sorted(set(given), key=lambda o: (o.path, o.sheet, o.row, o.entry or "", o.evidence or ""))
