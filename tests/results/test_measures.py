"""Prove that the starter library is whole, and that the workbook lies over it cell by cell."""

from __future__ import annotations

import re
from typing import Any

import pytest

from qms.locale import LANGUAGES
from qms.results.fills import fill_codes, find_fill
from qms.results.measures import known_fills, measures_of, results_indicators, starter_measures
from tests.results.results_rows import FRAMEWORK, registers_of, table_of

REFS = ("16", "25", "39", "42", "45", "51", "56", "58", "66", "67", "68", "70", "71", "75")
STARTER = starter_measures("en", "equass-2018")


def laid_over(*rows: dict[str, Any]) -> Any:
    return measures_of(registers_of(table_of("results.measures", *rows)), FRAMEWORK, "en")


def codes_of(problems: Any) -> list[str]:
    return [p.code for p in problems]


def test_every_results_document_has_three_to_five_measures_and_quality_of_life_its_domains() -> None:
    assert results_indicators(FRAMEWORK) == REFS
    counts = {ref: sum(g.measure.indicator == ref for g in STARTER) for ref in REFS}
    assert all(3 <= count <= 5 for ref, count in counts.items() if ref != "51"), counts
    domains = [g.measure.name for g in STARTER if g.measure.indicator == "51"][:8]
    assert domains == [
        "Personal development",
        "Self-determination",
        "Interpersonal relations",
        "Social inclusion",
        "Rights",
        "Emotional well-being",
        "Physical well-being",
        "Material well-being",
    ]


def test_codes_are_unique_and_begin_with_their_indicator() -> None:
    codes = [g.measure.code for g in STARTER]
    assert len(set(codes)) == len(codes)
    assert all(g.measure.code.partition(".")[0] == g.measure.indicator for g in STARTER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_has_its_words_in_every_language(language: str) -> None:
    found = starter_measures(language, "equass-2018")
    assert [g.measure.code for g in found] == [g.measure.code for g in STARTER]
    for gauge in found:
        measure = gauge.measure
        for text in (measure.name, measure.definition, measure.source):
            assert text == text.strip()
            assert text
        assert measure.definition.endswith(".")
        assert not measure.name.endswith(".")
        if language != "en":
            english = next(g.measure for g in STARTER if g.measure.code == measure.code)
            assert measure.definition != english.definition


def test_lithuanian_never_calls_a_measure_by_the_word_for_indicator() -> None:
    for gauge in starter_measures("lt", "equass-2018"):
        text = f"{gauge.measure.name} {gauge.measure.definition}".casefold()
        assert not re.search(r"(?<!matavimo )\brodikli", text), gauge.measure.code


def test_automatic_counts_exist_and_have_the_unit_of_their_measure() -> None:
    for gauge in STARTER:
        if gauge.measure.fill:
            fill = find_fill(gauge.measure.fill)
            assert fill is not None, gauge.measure.fill
            assert fill.unit == gauge.measure.unit, gauge.measure.code
            assert fill.personal == gauge.personal, gauge.measure.code
            assert fill.services or not gauge.per_service, gauge.measure.code


def test_every_count_of_a_register_fills_a_measure() -> None:
    used = {g.measure.fill for g in STARTER}
    assert set(fill_codes()) <= used
    assert set(known_fills()) >= used - {""}


@pytest.mark.parametrize(
    "code", ["", "x", "survey.users.q_none.share", "survey.nobody.q_say.share", "survey.users.q_say.mean"]
)
def test_a_code_that_counts_nothing_is_no_count(code: str) -> None:
    assert find_fill(code) is None


def test_a_standard_without_a_library_has_no_starter_measures() -> None:
    assert starter_measures("en", "iso-9001") == ()


def test_a_row_wins_where_it_says_something_and_leaves_the_rest() -> None:
    found = laid_over({"code": "56.1", "name": "Present at own plan", "target": 95.0, "source": "Plans"})
    gauge = found.find("56.1")
    starter = next(g for g in STARTER if g.measure.code == "56.1")
    assert gauge.measure.name == "Present at own plan"
    assert (gauge.measure.target, gauge.told_source) == (95.0, "Plans")
    assert gauge.measure.definition == starter.measure.definition
    assert (gauge.measure.fill, gauge.per_service, gauge.personal) == ("plans.user_present", True, True)
    assert gauge.measure.origin is not None
    assert gauge.measure.origin.row == 5
    assert found.problems == ()
    assert len(found.gauges) == len(STARTER)


def test_codes_are_the_same_whatever_their_case() -> None:
    found = laid_over({"code": "k1", "name": "A", "indicator": ("66",)}, {"code": "K1", "target": 3.0})
    assert found.find("K1").measure.target == 3.0
    assert len(found.gauges) == len(STARTER) + 1


def test_a_row_for_one_service_says_nothing_of_the_others() -> None:
    found = laid_over({"code": "56.1", "target": 90.0}, {"code": "56.1", "service": ("day",), "target": 70.0})
    gauge = found.find("56.1")
    assert gauge.measure_of("day").target == 70.0
    assert gauge.measure_of("work").target == 90.0
    assert gauge.measure_of(None).target == 90.0
    assert gauge.measure_of("day").service == "day"


def test_an_own_measure_takes_its_place_behind_those_of_its_indicator() -> None:
    found = laid_over({"code": "16.9", "name": "Certificates", "indicator": ("16",), "unit": "number"})
    assert [g.measure.code for g in found.of("16")] == ["16.1", "16.2", "16.3", "16.4", "16.5", "16.9"]
    own = found.find("16.9")
    assert not own.measure.starter
    assert not own.per_service


def test_an_own_measure_of_persons_is_published_with_care() -> None:
    found = laid_over(
        {"code": "a", "name": "Found work", "indicator": ("68",), "unit": "number"},
        {"code": "b", "name": "Savings", "indicator": ("68",), "unit": "money"},
        {"code": "c", "name": "Audit remarks", "indicator": ("67",), "unit": "number"},
    )
    assert [found.find(code).personal for code in "abc"] == [True, False, False]


def test_an_own_measure_may_ask_for_a_count() -> None:
    found = laid_over(
        {"code": "own", "name": "Said yes", "indicator": ("70",), "fill": "survey.users.q_say.share"}
    )
    gauge = found.find("own")
    assert (gauge.measure.unit, gauge.per_service, gauge.personal) == ("percent", True, True)


@pytest.mark.parametrize(
    ("given", "code", "kept"),
    [
        ({"code": "x", "name": "A"}, "measure_no_indicator", False),
        ({"code": "x", "name": "A", "indicator": ("99",)}, "measure_unknown_indicator", False),
        ({"code": "x", "name": "A", "indicator": ("26",)}, "measure_no_results", False),
        ({"code": "x", "name": "A", "indicator": ("16", "25")}, "measure_one_indicator", True),
        ({"code": "x", "name": "A", "indicator": ("42",), "fill": "nonsense"}, "measure_unknown_fill", True),
        (
            {"code": "x", "name": "A", "indicator": ("42",), "fill": "proposals.user"},
            "measure_unknown_fill_similar",
            True,
        ),
        ({"code": "42.1", "unit": "percent", "fill": "proposals.users"}, "measure_fill_unit", True),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_place(given: dict[str, Any], code: str, kept: bool) -> None:
    found = laid_over(given)
    assert codes_of(found.problems) == [code]
    problem = found.problems[0]
    assert (problem.path, problem.sheet, problem.row) == ("results.xlsx", "results.measures", 5)
    assert (found.find(given["code"]) is not None) is kept


def test_another_unit_or_a_dash_switches_the_count_off() -> None:
    assert laid_over({"code": "42.1", "unit": "percent"}).find("42.1").measure.fill == ""
    assert laid_over({"code": "42.1", "fill": "–"}).find("42.1").measure.fill == ""
    assert laid_over({"code": "42.1", "unit": "number"}).find("42.1").measure.fill == "proposals.users"
