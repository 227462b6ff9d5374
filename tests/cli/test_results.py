"""Prove the results commands from outside: a workbook handed out, filled in, taken in, read and shown."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from qms.reports.workbooks import write_book
from qms.results.definitions import find_book
from qms.results.measures import starter_measures

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from qms.model.books import Book
    from tests.cli.conftest import Qms

LISTS = {"service": {"day": "Day Service", "work": "Work Service"}}


def book(name: str, language: str = "en", **tables: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a filled workbook; `main` are the rows of its first table."""
    found: Book = find_book(name)
    rows = {found.tables[0].name if key == "main" else f"{name}.{key}": own for key, own in tables.items()}
    return write_book(found, language, lists=LISTS, rows=rows, sample=False)


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


def value(measure: str, number: int, amount: float | None, **more: Any) -> dict[str, Any]:
    return {"measure": measure, "period": year(number), "value": amount, **more}


OCCUPANCY = [
    value("66.1", 2023, 81.5, service="day", n=20, source="Attendance"),
    value("66.1", 2024, 85, service="day", n=20, source="Attendance"),
    value("66.1", 2025, 90, service="day", n=20, source="Attendance"),
]
TARGET = [{"code": "66.1", "name": "Occupancy", "indicator": ("66",), "target": 88}]


def sheets_of(path: Path) -> dict[str, list[list[Any]]]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes())) as workbook:
        return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


# The template


def test_the_template_has_every_measure_and_an_empty_value_for_each_service_and_year(qms: Qms) -> None:
    told = qms.run("results", "template").out
    path = qms.store / "Measures and results 2025.xlsx"
    assert "Measures and results 2025.xlsx" in told
    assert path.is_file()
    found = sheets_of(path)
    codes = [row[0] for row in found["Measures"][4:] if row[0]]
    assert len(codes) == 68
    heads = found["Values"][3]
    rows = [dict(zip(heads, row, strict=True)) for row in found["Values"][4:] if row[0]]
    present = [r for r in rows if r["Measure (code)"] == "56.1 Plans made with the service user present"]
    assert [(str(r["Period"]), r["Service"]) for r in present] == [
        ("2024", "Day Service"),
        ("2024", "Work Service"),
        ("2025", "Day Service"),
        ("2025", "Work Service"),
    ]
    assert all(r["Note"] == "Counted by the program: leave empty" and r["Value"] == "" for r in present)
    assert [r["Note"] for r in rows if r["Measure (code)"].startswith("42.3 ")] == [""] * 4
    # What is taken once for the whole provider has one row a year.
    assert [r["Service"] for r in rows if r["Measure (code)"].startswith("66.5 ")] == ["", ""]


def test_an_empty_template_is_read_without_a_problem_and_holds_no_value(qms: Qms) -> None:
    qms.run("results", "template")
    qms.sync()
    checked = qms.json("register", "check")
    assert checked["problems"] == []
    shown = qms.json("results", "show")
    assert shown["problems"] == []
    assert all(one["lacking"] == ["day", "work"] for one in shown["indicators"])
    assert not any(m["values"] for one in shown["indicators"] for m in one["measures"])


@pytest.mark.parametrize(
    ("language", "name"), [("nb", "Måltall og resultater"), ("lt", "Matavimo rodikliai ir rezultatai")]
)
def test_the_template_speaks_the_language_that_is_asked_for(qms: Qms, language: str, name: str) -> None:
    qms.run("results", "template", "--lang", language, "--year", "2025")
    path = qms.store / f"{name} 2025.xlsx"
    found = sheets_of(path)
    names = {row[1] for rows in found.values() for row in rows if len(row) > 1}
    assert {g.measure.name for g in starter_measures(language, "equass-2018")} <= names
    qms.sync()
    assert qms.json("register", "check")["problems"] == []


def test_a_template_is_never_written_over_another_file(qms: Qms, tmp_path: Path) -> None:
    qms.run("results", "template")
    first = (qms.store / "Measures and results 2025.xlsx").read_bytes()
    qms.run("results", "template")
    assert (qms.store / "Measures and results 2025.xlsx").read_bytes() == first
    assert (qms.store / "Measures and results 2025 2.xlsx").is_file()
    taken = tmp_path / "mine.xlsx"
    taken.write_bytes(b"mine")
    assert "mine.xlsx" in qms.run("results", "template", "-o", taken, code=1).err
    assert taken.read_bytes() == b"mine"


def test_a_second_template_leaves_out_what_is_kept_already(qms: Qms) -> None:
    qms.write("r.xlsx", book("results", measures=TARGET, values=OCCUPANCY))
    qms.sync()
    told = qms.run("results", "template", "--year", "2025", "-o", qms.root / "new.xlsx").out
    assert "r.xlsx" in told
    found = sheets_of(qms.root / "new.xlsx")
    assert not any(row[0] for row in found["Measures"][4:])
    rows = [row for row in found["Values"][4:] if str(row[0]).startswith("66.1 ")]
    assert [row[2] for row in rows] == ["Work Service"]


# Taking a workbook in


def test_a_workbook_from_elsewhere_is_copied_and_read_at_the_next_pass(qms: Qms, tmp_path: Path) -> None:
    qms.write("mine.xlsx", b"something else")
    source = tmp_path / "mine.xlsx"
    source.write_bytes(book("results", measures=TARGET, values=OCCUPANCY))
    told = qms.run("results", "import", source).out
    assert "Values: 3, measures: 1" in " ".join(told.split())
    assert (qms.store / "mine.xlsx").read_bytes() == b"something else"
    assert (qms.store / "mine 2.xlsx").read_bytes() == source.read_bytes()
    qms.sync()
    assert "90%" in qms.run("results", "show", "66").out
    again = qms.run("results", "import", source).out
    assert "already" in again
    assert not (qms.store / "mine 3.xlsx").exists()


def test_what_holds_no_results_is_refused_with_the_reason(qms: Qms, tmp_path: Path) -> None:
    complaints = tmp_path / "c.xlsx"
    complaints.write_bytes(
        book("complaints", main=[{"number": "1", "received": date(2025, 1, 2), "topic": "Lunch"}])
    )
    refused = qms.run("results", "import", complaints, code=1)
    assert "c.xlsx" in refused.err
    assert "results template" in refused.err
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"not a workbook")
    assert "b.xlsx" in qms.run("results", "import", broken, code=1).err
    assert qms.run("results", "import", tmp_path / "none.xlsx", code=1).err
    assert list(qms.store.iterdir()) == []


def test_places_that_are_wrong_are_told_when_nothing_can_be_read(qms: Qms, tmp_path: Path) -> None:
    source = tmp_path / "w.xlsx"
    source.write_bytes(book("results", values=[{"measure": "66.1", "period": "some day", "value": 3}]))
    refused = qms.run("results", "import", source, code=1)
    assert "Values" in refused.out
    assert "row 5" in refused.out
    assert list(qms.store.iterdir()) == []


# Showing


@pytest.fixture(scope="module")
def measured(make_qms: Callable[[], Qms]) -> Qms:
    """Return a workspace with a workbook of results and a register of complaints, for many tests to read."""
    qms = make_qms()
    texts = [
        {"indicator": ("66",), "year": 2025, "interpretation": "More places in use.", "action": "Go on."}
    ]
    values = [
        *OCCUPANCY,
        value("25.4", 2025, 60, service="day", n=2, source="Own count"),
        value("42.33", 2025, 3),
    ]
    qms.write("r.xlsx", book("results", measures=TARGET, values=values, texts=texts))
    complaints = [
        {
            "number": str(n),
            "received": date(2025, n, 1),
            "answered": date(2025, n, 9) if n < 5 else None,
            "service": "day" if n % 2 else "work",
            "topic": "Lunch",
        }
        for n in range(1, 8)
    ]
    qms.write("c.xlsx", book("complaints", main=complaints))
    qms.sync()
    return qms


def test_an_indicator_shows_three_years_the_target_and_where_each_number_stands(measured: Qms) -> None:
    out = measured.run("results", "show", "66").out
    assert any(line.startswith("66.1") for line in out.splitlines())
    day = next(line for line in out.splitlines() if line.strip().startswith("Day Service"))
    assert day.split()[2:] == ["81.5%", "85%", "90%", "88%", "20", "yes", "↑"]
    assert "r.xlsx, Values, row" in measured.run("results", "show", "66", "--trace").out
    assert "What it shows (2025): More places in use." in out
    assert "No complete value (period, n and source) yet: Work Service" in " ".join(out.split())


def test_json_holds_every_number_with_its_rows(measured: Qms) -> None:
    shown = measured.json("results", "show", "25")
    (indicator,) = shown["indicators"]
    assert (shown["framework"], indicator["ref"], indicator["lacking"]) == ("equass-2018", "25", [])
    by_service = {m["service"]: m for m in indicator["measures"]}
    assert list(by_service) == ["day", "work", None]
    (counted,) = by_service["work"]["values"]
    assert (counted["value"], counted["n"], counted["counted"], counted["complete"]) == (
        66.6667,
        3,
        True,
        True,
    )
    assert [(r["path"], r["sheet"], r["row"]) for r in counted["rows"]] == [
        ("c.xlsx", "Complaints", 6),
        ("c.xlsx", "Complaints", 8),
        ("c.xlsx", "Complaints", 10),
    ]
    (typed,) = by_service["day"]["values"]
    assert (typed["value"], typed["counted"], typed["source"]) == (60.0, False, "Own count")


def test_what_differs_or_is_unknown_is_told_with_its_place(measured: Qms) -> None:
    problems = {p["code"]: p for p in measured.json("results", "show")["problems"]}
    assert set(problems) == {"value_differs", "value_unknown_measure_similar"}
    differs = problems["value_differs"]
    assert (differs["path"], differs["sheet"], differs["row"]) == ("r.xlsx", "Values", 8)
    assert "says 60, the program counts 50 (c.xlsx" in differs["problem"]
    assert "Places to look at: 2" in measured.run("results", "show").out
    checked = {p["code"] for p in measured.json("register", "check", code=3)["problems"]}
    assert checked == set(problems)


def test_the_trace_leads_to_file_sheet_and_rows(measured: Qms) -> None:
    out = measured.run("results", "show", "25", "--trace").out
    assert "c.xlsx, Complaints, rows 5–11" in out
    assert "r.xlsx, Values, row 8" in out


def test_a_service_shows_what_is_its_own(measured: Qms) -> None:
    shown = measured.json("results", "show", "--service", "work")
    services = {m["service"] for one in shown["indicators"] for m in one["measures"]}
    assert services == {"work"}
    assert "nowhere" in measured.run("results", "show", "--service", "nowhere", code=2).err


def test_a_year_shows_what_ended_in_it(measured: Qms) -> None:
    (indicator,) = measured.json("results", "show", "66", "--year", "2024")["indicators"]
    (day, *_) = indicator["measures"]
    assert [v["year"] for v in day["values"]] == [2024]
    assert (day["met"], day["course"]) == (False, "better")


def test_an_indicator_that_asks_for_no_results_is_refused(measured: Qms) -> None:
    refused = measured.run("results", "show", "26", code=1).err
    assert "26" in refused
    assert "66" in refused
    assert measured.run("results", "show", "99", code=1).err


def test_nothing_measured_yet_says_what_to_do(qms: Qms) -> None:
    assert "qms results template" in qms.run("results", "show").out
