"""Prove how answers are counted: by question, service, group and year, and what is wrong in the sheets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.model.results import Value
from qms.results.survey_answers import open_answers, rounds, survey_problems
from qms.results.survey_counts import (
    answered_share,
    answers_behind,
    groups_of,
    services_of,
    survey_years,
    tally,
    trend,
)
from tests.results.survey_rows import answer_row, registers, round_row, sample


def test_a_question_is_counted_with_share_invited_and_who_answered() -> None:
    held = [round_row("A", invited=10, asked_by="peer", anonymous=True, group="users")]
    told = [
        answer_row("a", "1", 2, q_satisfied="yes", answered_by="self"),
        answer_row("A", "2", 3, q_satisfied="yes", answered_by="with_help"),
        answer_row("A", "3", 4, q_satisfied="no", answered_by="proxy"),
        answer_row("A", "4", 5, q_rights="yes", answered_by="proxy"),
        answer_row("A", "5", 6, answered_by="self"),
    ]
    found = tally(registers(held, told), "users", "q_satisfied", 2025, None)
    assert found is not None
    assert (found.n, found.counts, found.share) == (3, {"yes": 2, "partly": 0, "no": 1}, 2 / 3)
    # The fifth form came back empty, and nobody is counted as having answered by it.
    assert (found.invited, found.answered, found.response_rate) == (10, 4, 0.4)
    assert (found.alone, found.helped, found.proxies) == (1, 1, 1)
    assert (found.asked_by, found.anonymous, found.groups) == (("peer",), True, ("users",))
    assert [origin.row for origin in found.origins] == [2, 2, 3, 4]
    assert found.mean is None


def test_a_scale_of_numbers_has_a_mean_and_four_and_five_are_positive() -> None:
    told = [answer_row("A", str(n), n, q_control=token) for n, token in enumerate("15443", 2)]
    found = tally(registers([round_row("A")], told), "users", "q_control", 2025, None)
    assert found is not None
    assert (found.mean, found.share) == (3.4, 3 / 5)
    three = tally(
        registers(
            [round_row("A")], [answer_row("A", "1", q_qol_rights="3"), answer_row("A", "2", q_qol_rights="2")]
        ),
        "users",
        "q_qol_rights",
        2025,
        None,
    )
    assert three is not None
    assert (three.share, three.mean) == (0.5, 2.5)


def test_answers_count_for_the_one_service_that_they_or_their_round_name() -> None:
    held = [
        round_row("A", number=2, service=("day",), invited=4),
        round_row("B", number=3, invited=9),
    ]
    told = [
        answer_row("A", "1", 2, q_satisfied="yes"),
        answer_row("A", "2", 3, q_satisfied="no", service=("home",)),
        answer_row("B", "1", 4, q_satisfied="yes", service=("day",)),
        answer_row("B", "2", 5, q_satisfied="no"),
        answer_row("B", "3", 6, q_satisfied="no", service=("day", "home")),
    ]
    found = registers(held, told)
    assert services_of(found, "users", 2025) == ("day", "home", "")
    day = tally(found, "users", "q_satisfied", 2025, "day")
    assert day is not None
    # Some of the invited of round B are for this service, and nobody knows how many.
    assert (day.n, day.invited) == (2, None)
    whole = tally(found, "users", "q_satisfied", 2025, None)
    assert whole is not None
    assert (whole.n, whole.invited) == (5, 13)


@given(st.integers(0, 50))
def test_services_and_the_rest_add_up_to_the_whole(seed: int) -> None:
    found = sample(seed=seed, size=12)
    whole = tally(found, "users", "q_satisfied", 2025, None)
    parts = [tally(found, "users", "q_satisfied", 2025, s) for s in services_of(found, "users", 2025)]
    assert whole is not None
    assert sum(part.n for part in parts if part) == whole.n
    assert sum(part.positive for part in parts if part) == whole.positive


def test_groups_are_counted_apart() -> None:
    told = [
        answer_row("A", "1", 2, "families", q_satisfied="5", group="families"),
        answer_row("A", "2", 3, "families", q_satisfied="2", group="guardians"),
    ]
    found = registers([round_row("A", survey="families")], told, "families")
    assert groups_of(found, "families", 2025) == ("families", "guardians")
    own = tally(found, "families", "q_satisfied", 2025, None, "guardians")
    assert own is not None
    assert (own.n, own.mean) == (1, 2.0)


def test_the_same_question_is_followed_over_the_years() -> None:
    found = sample()
    assert survey_years(found, "users") == (2024, 2025)
    over = trend(found, "users", "q_satisfied", None)
    assert [one.year for one in over] == [2024, 2025]
    assert all(one.n == 40 for one in over)


def test_nothing_is_counted_where_nobody_answered() -> None:
    found = registers([round_row("A")], [])
    assert tally(found, "users", "q_satisfied", 2025, None) is None
    assert tally(found, "users", "open_good", 2025, None) is None
    share = answered_share(found, "users", 2025, None)
    assert share is not None
    assert (share.answered, share.response_rate) == (0, 0.0)
    assert answered_share(found, "users", 2024, None) is None
    with pytest.raises(KeyError):
        tally(found, "users", "q_nothing", 2025, None)


def test_a_form_that_two_files_have_counts_once_and_the_fuller_one() -> None:
    told = [
        answer_row("A", "1", 2, path="old.xlsx", q_satisfied="no"),
        answer_row("A", "1", 2, path="new.xlsx", q_satisfied="yes", q_rights="yes"),
        answer_row("A", "2", 3, path="new.xlsx", q_satisfied="yes"),
        answer_row("A", "2", 4, path="new.xlsx", q_satisfied="yes"),
    ]
    found = tally(registers([round_row("A")], told), "users", "q_satisfied", 2025, None)
    assert found is not None
    # Two rows of one sheet both count: they are two forms with one number, and that is told.
    assert found.counts == {"yes": 3, "partly": 0, "no": 0}


def test_what_is_wrong_in_the_sheets_is_told_with_its_place() -> None:
    told = [
        answer_row("A", "1", 2, q_satisfied="yes"),
        answer_row("A", "1", 3, q_satisfied="no"),
        answer_row("A", "3", 4),
        answer_row("X", "9", 5, q_satisfied="yes"),
    ]
    found = survey_problems(registers([round_row("A", invited=1)], told), "users")
    assert [(one.code, one.row) for one in found] == [
        ("survey_form_twice", 3),
        ("survey_form_empty", 4),
        ("survey_round_unknown", 5),
        ("survey_more_than_invited", 2),
    ]
    assert all(one.severity == "warning" and one.path for one in found)
    assert tally(registers([round_row("A")], told), "users", "q_satisfied", 2025, None).n == 2  # type: ignore[union-attr]


def test_rounds_tell_how_the_forms_came_back() -> None:
    (first, _, third, _) = rounds(sample(), "users")
    assert (first.year, first.answered, first.alone + first.helped + first.proxies) == (2024, 16, 16)
    assert (third.year, third.response_rate) == (2025, 16 / 30)
    assert third.first == date(2025, 10, 6)


def test_open_answers_name_round_and_form_only() -> None:
    told = [answer_row("A", "7", 8, open_better=" More trips ", service=("day",))]
    (one,) = open_answers(registers([round_row("A")], told), "users", 2025)
    assert (one.question, one.round, one.form, one.text, one.service, one.origin.row) == (
        "open_better",
        "A",
        "7",
        "More trips",
        "day",
        8,
    )
    assert open_answers(registers([round_row("A")], told), "users", 2025, "home") == ()


def test_the_answers_behind_a_value_are_those_of_its_year_service_and_group() -> None:
    value = Value("m", date(2025, 1, 1), date(2025, 12, 31), 1.0, service="day")
    behind = answers_behind(sample(), "survey.users.q_control.mean", value)
    assert behind is not None
    assert (behind.n, behind.numeric, set(behind.positive)) == (16, True, {"4", "5"})
    for fill in ("", "plans.user_present", "survey.users.response_rate", "survey.nobody.q_say.share"):
        assert answers_behind(sample(), fill, value) is None
