"""Prove what the sheet of an indicator holds: series by service, words, what is lacking, and what proves it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from qms.results.measures import results_indicators
from qms.results.sheets import read_results, results_sheets, values_by_indicator
from tests.results.results_rows import FRAMEWORK, registers_of, settings_of, table_of

if TYPE_CHECKING:
    from qms.model.results import ResultsSheet, Value

TODAY = date(2026, 6, 1)
BOTH = ("day", "work")


def period(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def given(measure: str, year: int, value: float, service: str | None = None, **more: Any) -> dict[str, Any]:
    facts = {"measure": measure, "period": period(year), "value": value, "n": 20, "source": "Lists"}
    return {**facts, "service": (service,) if service else None} | more


def sheets(*values: dict[str, Any], services: tuple[str, ...] = BOTH, **tables: Any) -> Any:
    rows = table_of("results.values", *values)
    for name, own in tables.items():
        rows += table_of(f"results.{name}" if name in {"measures", "texts"} else name, *own)
    return results_sheets(registers_of(rows), settings_of(*services), FRAMEWORK, "en", TODAY)


def of(sheet: ResultsSheet) -> dict[tuple[str, str | None], list[float]]:
    return {(s.measure.code, s.measure.service): [v.value for v in s.values] for s in sheet.series}


def test_every_results_indicator_has_a_sheet_and_lacks_everything_at_first() -> None:
    found = sheets()
    assert tuple(found) == results_indicators(FRAMEWORK)
    assert all(sheet.series == () and sheet.lacking == BOTH for sheet in found.values())
    assert all(sheet.lacking == (None,) for sheet in sheets(services=()).values())


def test_series_are_by_measure_and_service_oldest_first() -> None:
    found = sheets(
        given("42.3", 2025, 80, "work"),
        given("42.3", 2025, 70, "day"),
        given("42.3", 2024, 60, "day"),
        given("42.3", 2025, 75),
        given("42.4", 2025, 6),
    )
    assert of(found["42"]) == {
        ("42.3", "day"): [60, 70],
        ("42.3", "work"): [80],
        ("42.3", None): [75],
        ("42.4", None): [6],
    }
    assert list(of(found["42"])) == [("42.3", "day"), ("42.3", "work"), ("42.3", None), ("42.4", None)]


@pytest.mark.parametrize(
    ("values", "lacking"),
    [
        ((given("66.1", 2025, 90, "day"),), ("work",)),
        ((given("66.1", 2025, 90, "day"), given("66.2", 2024, 80, "work")), ()),
        ((given("66.1", 2025, 90),), BOTH),  # all together does not show how each service does
        ((given("66.5", 2025, 1000),), ()),  # this one is taken once for the whole provider
        ((given("66.1", 2025, 90, "day", n=None), given("66.2", 2025, 80, "day", source=None)), BOTH),
        ((given("66.1", 2027, 90, "day"),), BOTH),  # has not begun
    ],
)
def test_services_without_a_complete_value_are_lacking(
    values: tuple[dict[str, Any], ...], lacking: tuple[str, ...]
) -> None:
    assert sheets(*values)["66"].lacking == lacking


def test_a_value_for_all_is_enough_for_a_provider_with_one_service() -> None:
    assert sheets(given("66.1", 2025, 90), services=("day",))["66"].lacking == ()
    assert sheets(given("66.1", 2025, 90), services=())["66"].lacking == ()


def test_what_registers_count_is_there_without_a_workbook() -> None:
    complaints = (
        {"number": "1", "received": date(2025, 3, 1), "answered": date(2025, 3, 2), "service": ("day",)},
    )
    found = sheets(complaints=complaints)
    assert of(found["25"]) == {("25.4", "day"): [100], ("25.4", None): [100]}
    assert found["25"].lacking == ("work",)


def test_what_the_provider_says_is_by_year_and_service() -> None:
    texts = (
        {"indicator": ("42",), "year": 2025, "service": ("work",), "interpretation": "More took part"},
        {
            "indicator": ("42",),
            "year": 2025,
            "interpretation": "All in all",
            "action": "Go on",
            "owner": "ada",
        },
        {"indicator": ("42",), "year": 2024, "interpretation": "Begun"},
        {"indicator": ("99",), "year": 2024, "interpretation": "Lost"},
    )
    rows = registers_of(table_of("results.texts", *texts))
    results = read_results(rows, settings_of(*BOTH), FRAMEWORK, "en", TODAY)
    said = [(t.year, t.service, t.interpretation) for t in results.sheets["42"].tellings]
    assert said == [(2024, None, "Begun"), (2025, None, "All in all"), (2025, "work", "More took part")]
    assert [p.code for p in results.problems] == ["measure_unknown_indicator"]
    assert results.sheets["42"].tellings[0].origin is not None


def test_an_own_measure_or_one_with_a_target_is_shown_before_it_has_values() -> None:
    measures = (
        {"code": "42.8", "name": "Ideas", "indicator": ("42",)},
        {"code": "42.4", "target": 6.0},
        {"code": "42.3"},
    )
    assert list(of(sheets(measures=measures)["42"])) == [("42.4", None), ("42.8", None)]


def test_a_difference_between_workbook_and_register_is_told_with_both_places() -> None:
    complaints = ({"number": "1", "received": date(2025, 3, 1), "service": ("day",)},)
    rows = [*table_of("complaints", *complaints), *table_of("results.values", given("25.4", 2025, 90, "day"))]
    results = read_results(registers_of(rows), settings_of(*BOTH), FRAMEWORK, "en", TODAY)
    (problem,) = results.problems
    assert (problem.code, problem.path, problem.row) == ("value_differs", "results.xlsx", 5)
    assert problem.params["path"] == "complaints.xlsx"
    assert (problem.params["typed"], problem.params["counted"]) == (90, 0)
    assert of(results.sheets["25"])["25.4", "day"] == [90]


def test_values_that_prove_nothing_yet_are_told() -> None:
    rows = table_of(
        "results.values", given("66.1", 2025, 90, "day", n=None), given("66.1", 2024, 90, "day", source=None)
    )
    results = read_results(registers_of(rows), settings_of(*BOTH), FRAMEWORK, "en", TODAY)
    assert [(p.code, p.row) for p in results.problems] == [
        ("value_without_n", 5),
        ("value_without_source", 6),
    ]


# What proves an indicator


def proving(
    *values: dict[str, Any], services: tuple[str, ...] = BOTH, measures: Any = ()
) -> dict[str, list[Value]]:
    rows = [*table_of("results.values", *values), *table_of("results.measures", *measures)]
    return values_by_indicator(registers_of(rows), settings_of(*services), FRAMEWORK, TODAY)


def test_only_what_stands_for_a_service_proves_it() -> None:
    found = proving(given("66.1", 2025, 90), given("66.1", 2025, 80, "day"), given("66.5", 2025, 1))
    assert [(v.measure, v.service) for v in found["66"]] == [("66.1", "day"), ("66.5", None)]
    assert set(found) == {"66"}


def test_a_value_of_several_services_proves_none_of_them_alone() -> None:
    own = {"code": "k", "name": "A", "indicator": ("66",), "service": BOTH}
    for services in (BOTH, (*BOTH, "home")):
        found = proving({**given("k", 2025, 90), "service": None}, services=services, measures=(own,))
        assert not any(v.complete for v in found.get("66", ()))
    joint = {**given("66.2", 2025, 90), "service": BOTH}
    assert sheets(joint)["66"].lacking == BOTH
    assert sheets({**given("66.5", 2025, 90), "service": BOTH})["66"].lacking == (), "taken once for all"


def test_a_period_that_has_not_ended_counts_up_to_the_day() -> None:
    (value,) = proving(given("66.5", 2026, 90))["66"]
    assert (value.first, value.last, value.complete) == (date(2026, 1, 1), TODAY, True)


def test_sheets_and_proofs_agree_on_what_is_lacking() -> None:
    values = (
        given("66.1", 2025, 90),
        given("66.2", 2025, 80, "work"),
        given("42.4", 2025, 4),
        given("16.2", 2025, 9),
    )
    proved = proving(*values)
    for ref, sheet in sheets(*values).items():
        served = {v.service for v in proved.get(ref, []) if v.complete}
        assert (sheet.lacking == ()) is (None in served or served >= set(BOTH)), ref
