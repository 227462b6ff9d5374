"""Prove how values of the workbook are read: for which service, how complete, and what is odd about them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from qms.model.results import Value
from qms.results.filling import agrees
from qms.results.measures import measures_of
from qms.results.values import incomplete_problems, typed_values
from tests.results.results_rows import FRAMEWORK, registers_of, settings_of, table_of

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
FULL: dict[str, Any] = {
    "measure": "42.3",
    "period": YEAR,
    "service": ("day",),
    "value": 80.0,
    "n": 20,
    "source": "Lists",
}


def read(*rows: dict[str, Any], services: tuple[str, ...] = ("day", "work"), measures: Any = ()) -> Any:
    given = registers_of([*table_of("results.values", *rows), *table_of("results.measures", *measures)])
    return typed_values(given, settings_of(*services), measures_of(given, FRAMEWORK, "en"))


def test_a_value_knows_its_place_and_the_counts_behind_it() -> None:
    found = read(FULL | {"asked": "users", "answered_by": "both", "invited": 25, "note": "Lists of May"})
    (value,) = found.values
    assert (value.measure, value.service, value.value, value.n) == ("42.3", "day", 80.0, 20)
    assert (value.first, value.last, value.year) == (*YEAR, 2025)
    assert (value.part, value.whole, value.personal) == (16, 20, True)
    assert (value.asked, value.answered_by, value.invited) == ("users", "both", 25)
    assert value.response_rate == 0.8
    assert (value.origins[0].sheet, value.origins[0].row, value.counted) == ("results.values", 5, False)
    assert value.complete
    assert found.problems == ()


@pytest.mark.parametrize(
    "told",
    [
        "42.3",
        "42.3 Service users who took part in a forum",
        "42.3  Paslaugų gavėjai",
        "service users who took  part in a forum",
    ],
)
def test_a_measure_is_known_by_its_code_with_or_without_words_or_by_its_name(told: str) -> None:
    assert [v.measure for v in read(FULL | {"measure": told}).values] == ["42.3"]


def test_a_name_that_two_measures_have_tells_none() -> None:
    twins = tuple({"code": code, "name": "Twin", "indicator": ("66",)} for code in ("a", "b"))
    assert read(FULL | {"measure": "Twin"}, measures=twins).values == ()


def test_who_is_asked_is_known_from_the_measure() -> None:
    assert read(FULL).values[0].asked == "records"


def test_a_value_is_complete_with_period_n_and_source() -> None:
    without_n = {k: v for k, v in FULL.items() if k != "n"}
    without_source = {k: v for k, v in FULL.items() if k != "source"}
    assert not read(without_n).values[0].complete
    assert not read(without_source).values[0].complete
    # A source that the workbook names for the measure holds for its values.
    assert read(without_source, measures=({"code": "42.3", "source": "Lists"},)).values[0].complete


@pytest.mark.parametrize(
    ("services", "named", "expected"),
    [
        (("day", "work"), ("day",), ["day"]),
        (("day", "work"), ("day", "work"), [None]),
        (("day", "work", "home"), ("day", "work"), ["day", "work"]),
        (("day", "work"), ("?",), []),
        (("day",), ("?",), []),
        (("day", "work"), ("?", "work"), ["work"]),
        (("day", "work"), None, [None]),
        (("day",), ("day",), [None]),
        (("day",), None, [None]),
        ((), None, [None]),
    ],
)
def test_a_value_speaks_of_the_services_it_names(
    services: tuple[str, ...], named: tuple[str, ...] | None, expected: list[str | None]
) -> None:
    found = read({**FULL, "service": named}, services=services)
    assert [v.service for v in found.values] == expected


def test_a_row_of_several_services_is_complete_for_none_of_them() -> None:
    found = read({**FULL, "service": ("day", "work")}, services=("day", "work", "home"))
    assert [(v.shared, v.complete) for v in found.values] == [(True, False)] * 2
    assert [p.code for p in incomplete_problems(found.values)] == ["value_of_several"]
    own = read({**FULL, "service": ("day", "work")}, FULL, services=("day", "work", "home"))
    assert [(v.service, v.shared) for v in own.values] == [("day", False), ("work", True)]


@pytest.mark.parametrize(("n", "complete"), [(0, False), (1, True), (None, False)])
def test_a_value_rests_on_somebody(n: int | None, *, complete: bool) -> None:
    (value,) = read({**FULL, "n": n}).values
    assert value.complete is complete
    assert [p.code for p in incomplete_problems([value])] == ([] if complete else ["value_without_n"])


def test_a_measure_for_one_service_gives_its_values_to_it() -> None:
    own = {"code": "k1", "name": "A", "indicator": ("66",), "service": ("work",)}
    found = read({"measure": "K1", "period": YEAR, "value": 3.0}, measures=(own,))
    assert [v.service for v in found.values] == ["work"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"measure": "42.33"}, "value_unknown_measure_similar"),
        ({"measure": "qqq"}, "value_unknown_measure"),
        ({"value": None}, "value_missing"),
        ({"value": 120.0}, "value_beyond_percent"),
        ({"value": -1.0}, "value_beyond_percent"),
        ({"value": 0.8}, "value_share_for_percent"),
        ({"n": 30, "invited": 20}, "value_more_than_invited"),
    ],
)
def test_what_is_odd_is_told_with_its_place(changed: dict[str, Any], code: str) -> None:
    found = read(FULL | changed)
    assert [p.code for p in found.problems] == [code]
    assert (found.problems[0].path, found.problems[0].sheet, found.problems[0].row) == (
        "results.xlsx",
        "results.values",
        5,
    )


def test_a_share_typed_where_percent_were_meant_is_read_as_percent() -> None:
    assert read(FULL | {"value": 0.8}).values[0].value == 80.0
    # One in a hundred and fifty is less than one per cent.
    assert read(FULL | {"value": 0.67, "n": 150}).values[0].value == 0.67
    assert read(FULL | {"measure": "42.1", "value": 0.8}).values[0].value == 0.8


def test_an_empty_row_of_the_template_is_nothing() -> None:
    found = read({"measure": "42.3", "period": YEAR, "service": ("day",), "asked": "records"})
    assert (found.values, found.problems) == ((), ())


@pytest.mark.parametrize("note", ["Counted by the program: leave empty"])
def test_what_the_template_wrote_is_no_note(note: str) -> None:
    assert read(FULL | {"note": note}).values[0].note == ""


def test_of_two_values_for_the_same_the_fuller_one_counts_whatever_the_order() -> None:
    thin = {"measure": "42.3", "period": YEAR, "service": ("day",), "value": 70.0}
    for rows in ((FULL, thin), (thin, FULL)):
        found = read(*rows)
        assert [v.value for v in found.values] == [80.0]
        (problem,) = found.problems
        assert problem.code == "value_twice"
        assert {problem.row, problem.params["row"]} == {5, 6}


def test_the_same_value_twice_is_no_problem() -> None:
    assert read(FULL, FULL).problems == ()


@pytest.mark.parametrize(
    ("typed", "counted", "same"),
    [
        (85.0, 84.6, True),
        (85.0, 84.4, False),
        (84.6, 84.62, True),
        (84.6, 84.7, False),
        (7.0, 7, True),
        (8.0, 7, False),
    ],
)
def test_a_typed_number_is_the_counted_one_as_far_as_it_was_rounded(
    typed: float, counted: float, same: bool
) -> None:
    assert agrees(typed, counted) is same


def test_rows_that_were_counted_are_their_own_source() -> None:
    value = Value("a", *YEAR, 1.0, n=1, counted=True, origins=read(FULL).values[0].origins)
    assert value.complete
