"""Prove what is counted of complaints, plans, partners, incidents, risks, proposals, comparisons and improvements."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.model.register import UNKNOWN_SERVICE
from qms.results.counts.choosing import first_codes
from qms.results.counts.comparisons import count_comparisons
from qms.results.counts.competence import count_competence, count_descriptions
from qms.results.counts.complaints import count_complaints
from qms.results.counts.improvements import count_improvements
from qms.results.counts.incidents import ABUSE, count_incidents
from qms.results.counts.partners import count_partners
from qms.results.counts.plans import count_endings, count_evaluations, count_plans
from qms.results.counts.proposals import USERS, count_proposals
from qms.results.counts.risks import count_risks
from tests.results.rows import registers, row

if TYPE_CHECKING:
    from qms.model.register import Row

DAY = date(2026, 5, 10)


MADE = date(2020, 2, 1)


def complaint(number: int, received: date, answered: date | None = None, **more: Any) -> Row:
    values = {"number": f"K{number}", "received": received} | more
    return row("complaints", number, **values, **({"answered": answered} if answered else {}))


def plan(code: str, number: int = 2, **more: Any) -> Row:
    return row("plans", number, code=code, service=("day",), **more)


# Complaints


def test_complaints_are_counted_by_the_year_in_which_they_came() -> None:
    held = registers(
        complaint(2, date(2025, 1, 1), date(2025, 1, 20), outcome="upheld", satisfied="yes", lesson="x"),
        complaint(
            3, date(2025, 12, 30), date(2026, 1, 4), complainant="anonymous", acknowledged=date(2026, 1, 2)
        ),
        complaint(4, date(2024, 6, 1)),
        complaint(5, date(2026, 1, 2)),
    )
    counts = count_complaints(held, 2025)
    assert (counts.received, counts.answered, counts.open) == (2, 2, 0)
    assert (counts.slowest_days, counts.acknowledged, counts.acknowledged_days) == (19, 1, 3)
    assert (counts.by_outcome, counts.satisfied, counts.anonymous, counts.lessons) == ({"upheld": 1}, 1, 1, 1)
    assert [origin.row for origin in counts.origins] == [2, 3], "every number can be traced to its rows"


def test_complaints_are_counted_by_service_and_a_row_without_one_counts_for_all() -> None:
    held = registers(
        complaint(2, DAY, service=("day",)), complaint(3, DAY, service=("day", "work")), complaint(4, DAY)
    )
    assert count_complaints(held, 2026, "day").received == 3
    assert count_complaints(held, 2026, "work").received == 2
    assert count_complaints(held, 2026).received == 3
    assert count_complaints(held, 2026, "work").open_numbers == ("K3", "K4")


def test_an_answer_after_the_day_was_not_there_yet() -> None:
    held = registers(complaint(2, date(2026, 5, 1), date(2026, 5, 11)), complaint(3, date(2026, 5, 11)))
    counts = count_complaints(held, 2026, None, DAY)
    assert (counts.received, counts.answered, counts.slowest_days) == (1, 0, None)


def test_a_review_speaks_of_its_year_and_must_not_be_held_before_it() -> None:
    def reviewed(year: int, on: date) -> Row:
        return row("complaints.reviews", 2, year=year, reviewed_on=on, service=("day",))

    held = registers(
        reviewed(2025, date(2026, 1, 15)),
        reviewed(2024, date(2024, 11, 30)),
        reviewed(2023, date(2023, 12, 1)),
    )
    assert count_complaints(held, 2025, "day").reviewed_on == date(2026, 1, 15)
    assert count_complaints(held, 2025, "work").reviewed_on is None
    assert count_complaints(held, 2024, "day").reviewed_on is None, "the year was not over, nor nearly so"
    assert count_complaints(held, 2023, "day").reviewed_on == date(2023, 12, 1)
    assert count_complaints(held, 2025, "day", date(2026, 1, 14)).reviewed_on is None


def test_a_review_shows_that_none_came_only_where_a_register_is_kept() -> None:
    alone = row("complaints.reviews", 2, None, year=2025, reviewed_on=date(2026, 1, 15))
    assert count_complaints(registers(alone), 2025).reviewed_on is None
    for kept in (registers(alone, books={"complaints": "f1"}), registers(alone, complaint(2, DAY))):
        assert count_complaints(kept, 2025).reviewed_on == date(2026, 1, 15)


@pytest.mark.parametrize("answered", [date(2024, 1, 12), date(2025, 1, 31), date(1900, 1, 1)])
def test_an_answer_from_before_the_complaint_came_is_none(answered: date) -> None:
    counts = count_complaints(registers(complaint(2, date(2025, 2, 1), answered)), 2025)
    assert (counts.answered, counts.open, counts.slowest_days) == (0, 1, None)
    same_day = count_complaints(registers(complaint(2, date(2025, 2, 1), date(2025, 2, 1))), 2025)
    assert (same_day.answered, same_day.slowest_days) == (1, 0)


def test_what_is_done_before_it_began_is_not_done() -> None:
    one = row("incidents", 2, number="1", date=date(2025, 3, 1), kind="rights", closed=date(2024, 4, 1))
    assert count_incidents(registers(one), 2025).closed == 0
    two = row("proposals", 2, number="1", date=date(2025, 3, 1), source="user", answered=date(2024, 4, 1))
    counts = count_proposals(registers(two), 2025)
    assert (counts.answered, counts.open, counts.slowest_days) == (0, 1, None)
    held = registers(plan("A", plan_made=date(2025, 3, 1), evaluated=date(2025, 1, 1)))
    assert count_evaluations(held, 2025).evaluated == 0


def test_an_open_complaint_about_a_service_nobody_knows_is_open_for_each() -> None:
    unknown: dict[str, Any] = {"service": (UNKNOWN_SERVICE,)}
    held = registers(
        complaint(2, DAY, **unknown),
        complaint(3, DAY, DAY, **unknown),
        complaint(4, DAY, DAY, service=("day",)),
    )
    assert [(c.received, c.open) for c in (count_complaints(held, 2026, s) for s in ("day", "work"))] == [
        (2, 1),
        (1, 1),
    ]
    assert count_complaints(held, 2026).received == 3


def test_a_row_about_a_service_nobody_knows_speaks_of_none_in_scope() -> None:
    held = registers(row("partners", 2, partner="A", start=DAY, service=(UNKNOWN_SERVICE,)))
    assert count_partners(held, 2026, "day").active == 0
    assert count_partners(held, 2026).active == 1


@pytest.mark.parametrize(
    "told", ["01019010046", "1019010046", "Ola Nordmann", "ola  nordmann", "Nordmann, Ola"]
)
def test_no_name_and_no_identity_number_is_told(told: str) -> None:
    open_one = row("complaints", 3, number=told, received=DAY)
    held = registers(complaint(2, DAY), open_one, plan(told, 2), plan("D-1", 3))
    assert count_complaints(held, 2026).open_numbers == ("K2", "…")
    counts = count_plans(held, DAY)
    assert counts.late == counts.without_plan == ("D-1", "…")


def test_a_few_codes_are_told_and_that_there_are_more() -> None:
    assert first_codes(f"D-{n}" for n in range(5)) == ("D-0", "D-1", "D-2", "D-3", "D-4")
    assert first_codes(f"D-{n}" for n in range(6)) == ("D-0", "D-1", "D-2", "D-3", "D-4", "…")
    assert first_codes(["D-1", "…"]) == ("D-1", "…")
    assert first_codes([]) == ()


days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
some_services = st.sampled_from([(), ("day",), ("work",), ("day", "work")])


@st.composite
def complaints(draw: st.DrawFn) -> list[Row]:
    found = []
    for number in range(2, 2 + draw(st.integers(0, 6))):
        received = draw(days)
        waited = draw(st.none() | st.integers(0, 90))
        answered = None if waited is None else received + timedelta(days=waited)
        found.append(complaint(number, received, answered, service=draw(some_services)))
    return found


@given(complaints(), st.integers(2024, 2026), st.sampled_from([None, "day", "work"]), st.none() | days)
def test_answered_and_open_add_up_and_order_never_matters(
    rows: list[Row], year: int, service: str | None, day: date | None
) -> None:
    counts = count_complaints(registers(*rows), year, service, day)
    turned = count_complaints(registers(*reversed(rows)), year, service, day)
    assert counts.answered + counts.open == counts.received == len(counts.rows)
    assert len(counts.open_numbers) == counts.open
    assert (turned.received, turned.answered, turned.slowest_days) == (
        counts.received,
        counts.answered,
        counts.slowest_days,
    )
    assert (turned.origins, turned.by_outcome, turned.open_numbers) == (
        counts.origins,
        counts.by_outcome,
        counts.open_numbers,
    )


# Plans


@pytest.mark.parametrize(
    ("dates", "timely"),
    [
        ({"plan_made": MADE, "evaluated": date(2025, 1, 1), "next_evaluation": DAY}, True),
        ({"plan_made": MADE, "next_evaluation": DAY - timedelta(days=1), "evaluated": DAY}, False),
        ({"plan_made": MADE, "evaluated": date(2025, 5, 10)}, True),
        ({"plan_made": MADE, "evaluated": date(2025, 5, 9)}, False),
        # Whatever is written down, nobody goes on for more than 24 months.
        ({"plan_made": MADE, "evaluated": date(2024, 5, 10), "next_evaluation": date(2099, 1, 1)}, True),
        ({"plan_made": MADE, "evaluated": date(2024, 5, 9), "next_evaluation": date(2099, 1, 1)}, False),
        # An evaluation from before the plan was made is none.
        ({"plan_made": date(2025, 5, 9), "evaluated": MADE}, False),
        # No plan, or one that is still to be made, is not evaluated in time.
        ({"evaluated": DAY, "next_evaluation": date(2026, 9, 1)}, False),
        ({"plan_made": DAY + timedelta(days=1), "next_evaluation": date(2026, 9, 1)}, False),
        ({"plan_made": date(2025, 5, 10)}, True),
        ({"plan_made": date(2025, 5, 9)}, False),
        ({"plan_made": date(2025, 5, 9), "evaluated": date(2026, 1, 1)}, True),
        ({}, False),
    ],
)
def test_when_a_plan_is_evaluated_in_time(dates: dict[str, Any], *, timely: bool) -> None:
    counts = count_plans(registers(plan("A1", **dates)), DAY)
    assert (counts.in_time, counts.overdue) == ((1, 0) if timely else (0, 1))
    assert counts.late == (() if timely else ("A1",))


def test_what_was_evaluated_later_no_longer_tells_of_a_day() -> None:
    later = [plan(f"A{n}", n, plan_made=MADE, evaluated=date(2026, 2, 1)) for n in (2, 3)]
    held = registers(*later, plan("A4", 4, plan_made=date(2025, 6, 1)), plan("A5", 5, plan_made=MADE))
    then, now = count_plans(held, date(2025, 12, 31)), count_plans(held, DAY)
    assert (then.active, then.judged, then.in_time, then.late) == (4, 2, 1, ("A5",))
    assert (now.active, now.judged, now.in_time, now.late) == (4, 4, 3, ("A5",))


def test_only_those_who_are_served_on_the_day_count() -> None:
    held = registers(
        plan("A1", 2, started=date(2026, 5, 11)),
        plan("A2", 3, ended=DAY, plan_made=date(2026, 1, 1)),
        plan("A3", 4, ended=date(2026, 5, 11), plan_made=date(2026, 1, 1)),
        plan("A4", 5),
        row("plans", 6, code="A5", service=("work",)),
    )
    counts = count_plans(held, DAY, "day")
    assert (counts.active, counts.with_plan, counts.without_plan) == (2, 1, ("A4",))
    assert count_plans(held, DAY).active == 3
    assert [o.row for o in counts.origins] == [4, 5]


def test_evaluations_and_endings_belong_to_their_year() -> None:
    held = registers(
        plan("A1", 2, evaluated=date(2025, 3, 1), goals=4, goals_reached=3, user_present=True, decided="yes"),
        plan(
            "A2", 3, evaluated=date(2025, 4, 1), goals=2, goals_reached=5, own_words=True, decided="not_asked"
        ),
        plan("A3", 4, evaluated=date(2026, 4, 1), goals=2, goals_reached=0, decided="no"),
        plan("A4", 5, ended=date(2025, 6, 1), ending="unplanned", follow_up=date(2025, 9, 1)),
        plan("A5", 6, ended=date(2025, 7, 1), ending="planned"),
    )
    counts = count_evaluations(held, 2025)
    assert (counts.evaluated, counts.goals, counts.goals_reached) == (2, 6, 5), (
        "at most all goals are reached"
    )
    assert (counts.with_goals, counts.with_goal_reached) == (2, 2)
    assert (counts.user_present, counts.own_words, counts.asked, counts.decided) == (1, 1, 1, 1)
    ended = count_endings(held, 2025)
    assert (ended.ended, ended.planned, ended.unplanned, ended.followed_up) == (2, 1, 1, 1)
    assert count_endings(held, 2024).ended == 0


# The others


def test_partners_are_active_in_the_years_between_their_days() -> None:
    held = registers(
        row("partners", 2, partner="A", start=date(2024, 3, 1), end=date(2024, 12, 31), users_included=3),
        row("partners", 3, partner="B", agreement=date(2025, 2, 1), evaluated=date(2025, 11, 1), result="r",
            decision="continue", inclusion="i"),
        row("partners", 4, partner="C", start=date(2026, 1, 1)),
    )  # fmt: skip
    counts = count_partners(held, 2025)
    assert (counts.active, counts.evaluated, counts.with_result) == (1, 1, 1)
    assert (counts.with_agreement, counts.inclusion, counts.users_included) == (1, 1, 0)
    assert count_partners(held, 2024).users_included == 3
    assert count_partners(held, 2026).active == 2


def test_incidents_by_kind_and_those_about_rights() -> None:
    held = registers(
        row("incidents", 2, number="1", date=date(2025, 1, 2), kind="rights", closed=date(2025, 2, 1)),
        row("incidents", 3, number="2", date=date(2025, 1, 3), kind="rights"),
        row("incidents", 4, number="3", date=date(2025, 1, 4), kind="neglect", lesson="x"),
        row("incidents.reviews", 2, year=2024, reviewed_on=date(2025, 1, 9)),
    )
    counts = count_incidents(held, 2025)
    assert (counts.total, counts.closed, counts.rights, counts.rights_closed, counts.concerns) == (
        3,
        1,
        2,
        1,
        1,
    )
    assert count_incidents(held, 2025, kinds=ABUSE).by_kind == {"neglect": 1}
    assert count_incidents(held, 2024).reviewed_on == date(2025, 1, 9)


def test_risks_as_they_stand_on_the_day() -> None:
    held = registers(
        row("risks", 2, risk="a", likelihood=5, consequence=3, due=date(2026, 5, 9)),
        row("risks", 3, risk="b", likelihood=2, consequence=3, due=date(2026, 5, 9), done=date(2026, 5, 1)),
        row("risks", 4, risk="c", due=DAY, reviewed=date(2026, 5, 2)),
    )
    counts = count_risks(held, DAY)
    assert (counts.total, counts.assessed, counts.high, counts.overdue, counts.done) == (3, 2, 1, 1, 1)
    assert counts.reviewed_on == date(2026, 5, 2)


def test_proposals_by_who_made_them() -> None:
    held = registers(
        row("proposals", 2, number="1", date=date(2025, 1, 1), source="user", decision="accepted",
            answered=date(2025, 1, 11), carried_out=date(2025, 5, 1)),
        row("proposals", 3, number="2", date=date(2025, 1, 1), source="council", decision="pending"),
        row("proposals", 4, number="3", date=date(2025, 1, 1), source="staff", decision="declined"),
    )  # fmt: skip
    counts = count_proposals(held, 2025, sources=USERS)
    assert (counts.total, counts.answered, counts.carried_out, counts.decided, counts.slowest_days) == (
        2,
        1,
        1,
        1,
        10,
    )
    assert count_proposals(held, 2025).by_source == {"council": 1, "staff": 1, "user": 1}


def test_a_comparison_counts_as_a_change_only_with_a_name_and_what_changed() -> None:
    held = registers(
        row("comparisons", 2, date=date(2025, 1, 1), partner="North", what="w", changed="rota"),
        row("comparisons", 3, date=date(2025, 1, 1), partner="North", what="w"),
        row("comparisons", 4, date=date(2025, 1, 1), what="w", changed="rota"),
    )
    counts = count_comparisons(held, 2025)
    assert (counts.made, counts.named, counts.changes, counts.partners) == (3, 2, 1, ("North",))


def test_improvements_of_a_year_and_of_an_indicator() -> None:
    held = registers(
        row("improvements", 2, number="1", date=date(2025, 1, 1), indicators=("69",), done=date(2025, 3, 1),
            effect_checked=date(2025, 9, 1), effect="effective", standardised="rota"),
        row("improvements", 3, number="2", date=date(2025, 2, 1), due=date(2025, 3, 1)),
    )  # fmt: skip
    counts = count_improvements(held, 2025, day=DAY)
    assert (counts.found, counts.done, counts.overdue, counts.effective) == (2, 1, 1, 1)
    assert counts.touched_on == date(2025, 9, 1)
    assert count_improvements(held, 2025, indicator="69").found == 1


def test_competence_and_descriptions() -> None:
    held = registers(
        row("competence", 2, person="P1", required=3, actual=4, checked=date(2025, 2, 1)),
        row("competence", 3, person="p1", required=3, actual=1, checked=date(2025, 2, 1), plan="course"),
        row("competence", 4, person="P2", required=0, actual=1, checked=date(2025, 2, 1)),
        row("competence.descriptions", 2, function="worker", signed=date(2025, 1, 1), reviewed=date(2025, 2, 1),
            next_review=date(2026, 5, 9)),
        row("competence.descriptions", 3, function="worker", valid_from=date(2027, 1, 1)),
    )  # fmt: skip
    counts = count_competence(held, 2025)
    assert (counts.requirements, counts.met, counts.required, counts.reached) == (2, 1, 6, 4)
    assert (counts.planned, counts.persons) == (1, 1)
    assert count_competence(held, 2024).requirements == 0
    told = count_descriptions(held, DAY)
    assert (told.total, told.signed, told.reviewed, told.overdue) == (1, 1, 1, 1)
