"""Prove that the registers and results of the Lithuanian sample say what its reports and minutes say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import Qms, calm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOOKS = {
    "awareness", "competence", "complaints", "comparisons", "improvements", "incidents", "partners", "plans",
    "proposals", "results", "risks", "survey-families", "survey-partners", "survey-results", "survey-staff",
    "survey-users",
}  # fmt: skip
REPORTED = [  # measure, service, year and value as the report of activities, the council and the surveys have them
    ("16.1", None, 2024, 18.4), ("16.1", None, 2025, 23.1), ("25.1", None, 2024, 87), ("25.1", None, 2025, 92),
    ("42.1", None, 2024, 14), ("42.1", None, 2025, 18), ("42.5", None, 2025, 71), ("56.2", "prieziura", 2025, 79),
    ("56.3", "dienos", 2025, 78), ("58.1", "dienos", 2025, 2), ("58.3", "kriziu", 2025, 86),
    ("70.1", None, 2025, 90), ("70.5", None, 2024, 66), ("70.5", None, 2025, 72),
]  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, user_cache: Path) -> Iterator[Qms]:
    """Return the Lithuanian sample provider, just made and once synced."""
    with pytest.MonkeyPatch.context() as patch:
        calm(patch, user_cache)
        patch.delenv("QMS_PERSON")
        root = tmp_path_factory.mktemp("registers") / "lt"
        Qms(root.parent).run("init", root, "--demo", "--lang", "lt")
        made = Qms(root)
        made.sync()
        yield made


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, _calm: None) -> None:
    monkeypatch.delenv("QMS_PERSON")


@pytest.fixture(scope="module")
def results(demo: Qms) -> dict[tuple[str, str | None, int], dict[str, Any]]:
    """Return every value of the sample by measure, service and year."""
    return {
        (measure["code"], measure["service"], value["year"]): value
        for indicator in demo.json("results", "show")["indicators"]
        for measure in indicator["measures"]
        for value in measure["values"]
    }


def test_every_register_and_survey_is_there_with_two_wrong_cells(demo: Qms) -> None:
    found = demo.json("register", "check", code=None)
    assert {name for file in found["files"] for name in file["registers"]} == BOOKS
    assert {(p["path"], p["row"], p["column"]) for p in found["problems"]} == {
        ("05 Partnerystė/Partnerių sąrašas 2026.xlsx", 4, "K"),
        ("05 Partnerystė/Partnerių sąrašas 2026.xlsx", 7, "J"),
    }


@pytest.mark.parametrize(("measure", "service", "year", "value"), REPORTED)
def test_counts_agree_with_what_the_reports_say(
    results: dict[tuple[str, str | None, int], dict[str, Any]],
    measure: str,
    service: str | None,
    year: int,
    value: float,
) -> None:
    found = results[measure, service, year]
    assert found["counted"]
    assert found["value"] == pytest.approx(value, abs=0.05 if measure == "16.1" else 0.5)


def test_one_results_sheet_lacks_a_service(demo: Qms) -> None:
    lacking = {one["ref"]: one["lacking"] for one in demo.json("results", "show")["indicators"]}
    assert {ref: services for ref, services in lacking.items() if services} == {"66": ["globos"]}


def test_a_year_without_complaints_is_proved_by_its_review(demo: Qms) -> None:
    needs = next(i for i in demo.json("coverage")["indicators"] if i["ref"] == "27")["needs"]
    assert {n["state"] for n in needs if (n["service"], n["year"]) == ("kriziu", 2024)} == {"covered"}
