"""Prove what registers and surveys fill in: the right number, for the right service and year, from the right rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.model.results import Value
from qms.results.filling import fill_values, with_counted
from qms.results.fills import answers_of_year
from qms.results.measures import measures_of
from qms.results.survey_counts import tally
from tests.results.results_rows import FRAMEWORK, registers_of, settings_of, table_of

if TYPE_CHECKING:
    import random

    from qms.model.register import Row

TODAY = date(2026, 6, 1)
YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def filled(
    rows: list[Row], services: tuple[str, ...] = ("day", "work"), day: date | None = TODAY
) -> tuple[Value, ...]:
    found = registers_of(rows)
    return fill_values(found, settings_of(*services), measures_of(found, FRAMEWORK, "en"), day)


def numbers(
    rows: list[Row], code: str, **more: Any
) -> dict[tuple[str | None, int], tuple[float, int | None]]:
    return {(v.service, v.year): (round(v.value, 2), v.n) for v in filled(rows, **more) if v.measure == code}


def d(text: str) -> date:
    return date.fromisoformat(text)


COMPLAINTS = table_of(
    "complaints",
    {"number": "1", "received": d("2025-02-01"), "answered": d("2025-02-10"), "service": ("day",)},
    {"number": "2", "received": d("2025-03-01"), "service": ("day",)},
    {"number": "3", "received": d("2025-12-20"), "answered": d("2026-01-05"), "service": ("work",)},
    {"number": "4", "received": d("2024-03-01"), "answered": d("2024-03-02"), "service": ("work",)},
)
PLANS = table_of(
    "plans",
    {
        "code": "a", "service": ("day",), "started": d("2024-01-01"), "plan_made": d("2024-02-01"),
        "user_present": True, "own_words": True, "goals": 4, "goals_reached": 3, "evaluated": d("2025-10-01"),
        "next_evaluation": d("2026-10-01"), "decided": "yes",
    },
    {
        "code": "b", "service": ("day",), "started": d("2024-01-01"), "plan_made": d("2024-02-01"),
        "user_present": False, "goals": 2, "goals_reached": 0, "evaluated": d("2025-11-01"),
        "next_evaluation": d("2025-12-01"), "decided": "not_asked",
    },
    {
        "code": "c", "service": ("day",), "started": d("2024-01-01"), "plan_made": d("2024-02-01"),
        "ended": d("2025-05-01"), "ending": "unplanned", "follow_up": d("2025-08-01"),
    },
)  # fmt: skip


def test_complaints_are_counted_by_service_and_year_even_when_answered_in_the_next() -> None:
    assert numbers(COMPLAINTS, "25.4") == {
        ("day", 2025): (50.0, 2),
        ("work", 2025): (100.0, 1),
        (None, 2025): (66.67, 3),
        ("work", 2024): (100.0, 1),
        (None, 2024): (100.0, 1),
    }


def test_a_number_leads_back_to_its_rows_and_counts() -> None:
    value = next(v for v in filled(COMPLAINTS) if (v.measure, v.service, v.year) == ("25.4", "day", 2025))
    assert [(o.path, o.sheet, o.row) for o in value.origins] == [
        ("complaints.xlsx", "complaints", 5),
        ("complaints.xlsx", "complaints", 6),
    ]
    assert (value.part, value.whole, value.counted, value.personal) == (1, 2, True, False)
    assert value.complete
    assert value.asked == "records"


def test_plans() -> None:
    assert numbers(PLANS, "56.1")["day", 2025] == (50.0, 2)
    assert numbers(PLANS, "56.2")["day", 2025] == (50.0, 2)
    assert numbers(PLANS, "56.4")["day", 2025] == (100.0, 1)
    assert numbers(PLANS, "56.5")["day", 2025] == (50.0, 2)
    assert numbers(PLANS, "45.4")["day", 2025] == (50.0, 2)
    assert numbers(PLANS, "68.1")["day", 2025] == (50.0, 2)
    assert numbers(PLANS, "58.1")["day", 2025] == (1.0, 3)
    assert numbers(PLANS, "58.3")["day", 2025] == (100.0, 1)
    assert ("work", 2025) not in numbers(PLANS, "56.1")
    goals = next(v for v in filled(PLANS) if v.measure == "68.1" and v.service == "day")
    assert (goals.part, goals.whole, goals.personal) == (3, 6, True)


def test_a_closed_year_is_not_counted_from_what_was_done_later() -> None:
    late = {
        "service": ("day",),
        "plan_made": d("2020-02-01"),
        "evaluated": d("2026-02-01"),
        "user_present": True,
    }
    rows = table_of(
        "plans", *({"code": f"a{n}", "next_evaluation": d("2027-02-01"), **late} for n in range(8))
    )
    assert numbers(rows, "56.5") == {("day", 2026): (100.0, 8), (None, 2026): (100.0, 8)}
    assert numbers(rows, "56.1") == {("day", 2026): (100.0, 8), (None, 2026): (100.0, 8)}


def test_a_provider_with_one_service_does_not_count_rows_of_others() -> None:
    rows = table_of(
        "partners",
        {"partner": "A", "start": d("2025-05-01"), "service": ("?",)},
        {"partner": "B", "start": d("2025-05-01"), "service": ("day",)},
        {"partner": "C", "start": d("2025-05-01")},
    )
    assert numbers(rows, "39.1", services=("day",))[None, 2025] == (2, 2)


def test_a_column_that_nobody_fills_in_gives_no_number() -> None:
    bare = table_of("plans", {"code": "a", "service": ("day",), "plan_made": d("2025-02-01")})
    assert numbers(bare, "56.1") == {}


def test_partners_that_were_evaluated_later_do_not_tell_of_the_year_before() -> None:
    rows = table_of(
        "partners",
        {"partner": "A", "start": d("2020-01-01"), "evaluated": d("2025-05-01"), "users_included": 3},
        {"partner": "B", "start": d("2020-01-01"), "evaluated": d("2026-02-01"), "users_included": 1},
        {"partner": "C", "start": d("2020-01-01"), "end": d("2024-02-01")},
    )
    assert numbers(rows, "39.1", services=()) == {(None, 2025): (2, 2), (None, 2026): (2, 2)}
    assert numbers(rows, "39.2", services=()) == {(None, 2025): (100.0, 1), (None, 2026): (50.0, 2)}
    included = next(v for v in filled(rows, ()) if v.measure == "39.3")
    assert (included.value, included.part, included.personal) == (4, 4, True)


def test_proposals_comparisons_incidents_and_competence() -> None:
    rows = [
        *table_of(
            "proposals",
            {"number": "1", "date": d("2025-02-01"), "source": "user", "carried_out": d("2025-05-01")},
            {"number": "2", "date": d("2025-02-01"), "source": "council"},
            {"number": "3", "date": d("2025-02-01"), "source": "staff"},
        ),
        *table_of(
            "comparisons",
            {"date": d("2025-03-01"), "partner": "North", "changed": "Menu", "effect": "More eat"},
            {"date": d("2025-04-01"), "partner": "South", "changed": "Bus"},
            {"date": d("2025-05-01"), "partner": "West"},
        ),
        *table_of(
            "incidents",
            {"number": "1", "date": d("2025-03-01"), "kind": "rights", "closed": d("2025-04-01")},
            {"number": "2", "date": d("2025-03-01"), "kind": "rights"},
            {"number": "3", "date": d("2025-03-01"), "kind": "fire"},
        ),
        *table_of(
            "competence",
            {"person": "P1", "required": 3, "actual": 3, "checked": d("2025-03-01")},
            {"person": "P1", "required": 3, "actual": 2, "checked": d("2025-03-01")},
        ),
        *table_of(
            "awareness", {"date": d("2025-03-01"), "topic": "T", "group": ("team",), "present": 8, "hours": 2}
        ),
    ]
    found = {v.measure: (round(v.value, 2), v.n) for v in filled(rows, ())}
    assert found == {
        "42.1": (2, 2),
        "42.2": (50.0, 2),
        "75.1": (3, 3),
        "75.2": (2, 3),
        "75.3": (50.0, 2),
        "25.3": (50.0, 2),
        "16.4": (50.0, 1),
        "16.1": (1.6, 10),
    }


def test_staff_registers_know_no_services() -> None:
    rows = table_of("competence", {"person": "P", "required": 1, "actual": 1, "checked": d("2025-03-01")})
    assert list(numbers(rows, "16.4")) == [(None, 2025)]


SURVEY = [
    *table_of(
        "survey-users.rounds",
        {"round": "d25", "year": 2025, "service": ("day",), "group": "users", "invited": 8, "asked_by": "peer"},
    ),
    *table_of(
        "survey-users.answers",
        *(
            {"round": "d25", "form": str(n), "q_say": "yes" if n < 3 else "no", "q_control": "4",
             "answered_by": "proxy" if n == 1 else "self"}
            for n in range(1, 5)
        ),
    ),
]  # fmt: skip


def test_surveys_fill_shares_means_and_response_rates() -> None:
    assert numbers(SURVEY, "42.5")["day", 2025] == (50.0, 4)
    assert numbers(SURVEY, "45.1")["day", 2025] == (4.0, 4)
    assert numbers(SURVEY, "70.5")["day", 2025] == (50.0, 4)
    said = next(v for v in filled(SURVEY) if v.measure == "42.5" and v.service == "day")
    assert (said.invited, said.response_rate, said.answered_by) == (8, 0.5, "both")
    assert (said.part, said.whole, said.personal, said.asked) == (2, 4, True, "users")
    assert len(said.origins) == 5


def test_the_answers_of_a_year_give_the_counts_that_all_answers_give() -> None:
    earlier = [
        *table_of("survey-users.rounds", {"round": "d24", "year": 2024, "service": ("day",), "invited": 5}),
        *table_of(
            "survey-users.answers", *({"round": "d24", "form": str(n), "q_say": "yes"} for n in range(3))
        ),
    ]
    everything = registers_of([*earlier, *SURVEY])
    for year in (2024, 2025):
        narrowed = answers_of_year(everything, "users", year)
        assert tally(narrowed, "users", "q_say", year, "day") == tally(
            everything, "users", "q_say", year, "day"
        )
    assert numbers([*earlier, *SURVEY], "42.5")["day", 2024] == (100.0, 3)
    assert numbers([*earlier, *SURVEY], "42.5")["day", 2025] == (50.0, 4)


def test_a_provider_with_one_service_has_values_that_stand_for_it() -> None:
    assert {v.service for v in filled(COMPLAINTS, ("day",))} == {None}


def test_the_running_year_ends_today_and_nothing_lies_ahead() -> None:
    rows = table_of(
        "complaints",
        {"number": "1", "received": d("2026-02-01"), "answered": d("2026-02-02")},
        {"number": "2", "received": d("2026-09-01")},
    )
    found = [v for v in filled(rows, ()) if v.measure == "25.4"]
    assert [(v.last, v.value, v.n) for v in found] == [(TODAY, 100.0, 1)]


# Typed against counted


def typed(value: float, **more: Any) -> Value:
    facts: dict[str, Any] = {
        "measure": "25.4", "first": date(2025, 1, 1), "last": date(2025, 12, 31), "service": "day", "n": 2,
        "origins": (table_of("results.values", {})[0].origin,),
    }  # fmt: skip
    return Value(**(facts | {"value": value} | more))


def test_a_typed_value_wins_and_a_difference_is_told() -> None:
    counted = [v for v in filled(COMPLAINTS) if v.measure == "25.4"]
    values, differences = with_counted([typed(60.0)], counted)
    mine = [v for v in values if (v.service, v.year) == ("day", 2025)]
    assert [v.value for v in mine] == [60.0]
    assert [(x.typed.value, x.counted.value) for x in differences] == [(60.0, 50.0)]
    assert len(values) == len(counted)


def test_a_typed_value_that_agrees_leads_to_the_counted_rows_too() -> None:
    counted = [v for v in filled(COMPLAINTS) if v.measure == "25.4"]
    values, differences = with_counted([typed(50.0, n=None)], counted)
    mine = next(v for v in values if (v.service, v.year) == ("day", 2025))
    assert differences == ()
    assert (mine.n, mine.part, mine.whole, mine.counted, mine.complete) == (2, 1, 2, True, True)
    assert {o.path for o in mine.origins} == {"results.xlsx", "complaints.xlsx"}


def test_a_hundred_is_typed_of_all_only() -> None:
    counted = [Value("25.4", *YEAR, 100 * 299 / 300, n=300, service="day", counted=True, part=299, whole=300)]
    assert [x.typed.value for x in with_counted([typed(100.0)], counted)[1]] == [100.0]
    assert with_counted([typed(99.7)], counted)[1] == ()
    few = [replace(counted[0], value=100 / 300, part=1)]
    assert [x.typed.value for x in with_counted([typed(0.0)], few)[1]] == [0.0]


def test_what_is_counted_for_a_service_comes_before_a_value_that_several_share() -> None:
    counted = [Value("25.4", *YEAR, 50.0, n=2, service="day", counted=True, part=1, whole=2)]
    values, differences = with_counted([typed(90.0, shared=True)], counted)
    assert (values, differences) == (tuple(counted), ())


def test_a_value_of_a_quarter_stands_beside_the_year() -> None:
    counted = [v for v in filled(COMPLAINTS) if v.measure == "25.4"]
    values, differences = with_counted([typed(10.0, last=date(2025, 3, 31))], counted)
    assert (len(values), differences) == (len(counted) + 1, ())


# Laws

_DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))


@st.composite
def complaints(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for number in range(draw(st.integers(0, 8))):
        received = draw(_DAYS)
        answered = draw(st.none() | st.integers(0, 60))
        rows.append(
            {
                "number": str(number),
                "received": received,
                "answered": None if answered is None else received + timedelta(answered),
                "service": draw(st.sampled_from([None, ("day",), ("work",), ("day", "work")])),
            }
        )
    return rows


@given(complaints(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(given_rows: list[dict[str, Any]], chance: random.Random) -> None:
    rows = [*table_of("complaints", *given_rows), *PLANS, *SURVEY]
    mixed = list(rows)
    chance.shuffle(mixed)
    assert filled(mixed) == filled(rows)


@given(complaints(), _DAYS, st.sampled_from([None, ("day",), ("work",)]))
def test_an_answered_complaint_more_never_lowers_the_share(
    given_rows: list[dict[str, Any]], received: date, service: tuple[str, ...] | None
) -> None:
    more = {"number": "new", "received": received, "answered": received, "service": service}
    before = numbers(table_of("complaints", *given_rows), "25.4")
    after = numbers(table_of("complaints", *given_rows, more), "25.4")
    assert all(after[key][0] >= value for key, (value, _) in before.items())


@given(complaints())
def test_shares_are_shares_and_rest_on_their_counts(given_rows: list[dict[str, Any]]) -> None:
    for value in filled(table_of("complaints", *given_rows)):
        assert 0 <= value.value <= 100
        assert value.part is not None
        assert value.whole is not None
        assert value.value == pytest.approx(100 * value.part / value.whole)
        assert len(value.origins) == value.n
