"""Print, fill in, count and report surveys from outside."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from qms.documents.package import part_texts
from qms.reports.workbooks import write_book
from qms.results.definitions import load_books
from tests.results.survey_rows import sample

if TYPE_CHECKING:
    from tests.cli.conftest import Qms

LISTS = {"service": {"day": "Day Service", "work": "Work Service"}}


def filled(qms: Qms, language: str = "en", name: str = "users") -> None:
    """Put a filled-in counting sheet, as the program writes it, into the evidence folder and read it."""
    found = sample(name)
    services = {"home": ("work",), "day": ("day",)}
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in (f"survey-{name}.rounds", f"survey-{name}.answers"):
        rows[table] = [
            {
                **row.values,
                **({"service": services[row.values["service"][0]]} if "service" in row.values else {}),
            }
            for row in found.rows(table)
        ]
    data = write_book(load_books()[f"survey-{name}"], language, lists=LISTS, rows=rows)
    (qms.store / "answers.xlsx").write_bytes(data)
    qms.sync()


def test_a_form_and_a_counting_sheet_are_written_under_free_names(qms: Qms) -> None:
    for _ in range(2):
        qms.run("survey", "template", "Service users", "--give-to", "Ada, room 2")
    forms = sorted(path.name for path in (qms.root / "documents").glob("*.docx"))
    sheets = sorted(path.name for path in qms.store.glob("*.xlsx"))
    assert forms == ["What do you think about us 2.docx", "What do you think about us.docx"]
    assert sheets == ["Survey of service users 2.xlsx", "Survey of service users.xlsx"]
    text = part_texts((qms.root / "documents" / forms[1]).read_bytes())["word/document.xml"]
    assert "Ada, room 2" in text


def test_an_empty_counting_sheet_counts_nothing(qms: Qms) -> None:
    qms.run("survey", "template", "users")
    qms.sync()
    found = qms.json("survey", "count", "users")
    assert found == {"surveys": []}


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
def test_a_form_in_another_language_goes_where_it_is_wanted(qms: Qms, language: str, tmp_path: Any) -> None:
    place = tmp_path / "out"
    place.mkdir()
    qms.run("survey", "template", "staff", "--lang", language, "-o", str(place))
    assert sorted(path.suffix for path in place.iterdir()) == [".docx", ".xlsx"]
    assert not list(qms.store.glob("*.xlsx"))


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
def test_a_sheet_in_any_language_is_counted(qms: Qms, language: str) -> None:
    filled(qms, language)
    (found,) = qms.json("survey", "count", "users")["surveys"]
    assert (found["year"], found["invited"], found["answered"]) == (2025, 60, 40)
    assert found["response_rate"] == pytest.approx(2 / 3)
    assert found["asked_by"] == ["outsider"]
    first = found["questions"][0]
    assert (first["key"], first["n"], sum(first["counts"].values())) == ("q_satisfied", 40, 40)
    assert [one["year"] for one in first["trend"]] == [2024, 2025]
    assert {origin["path"] for origin in first["origins"]} == {"answers.xlsx"}
    assert found["problems"] == []
    (day,) = qms.json("survey", "count", "users", "--service", "day")["surveys"]
    assert day["answered"] == 16
    assert all(one["service"] == "day" for one in day["open"])


def test_counts_fit_eighty_columns(qms: Qms) -> None:
    filled(qms)
    found = qms.run("survey", "count")
    assert max(len(line) for line in found.out.splitlines()) <= 80
    assert "Response rate" in found.out
    assert "The walks on Fridays & the food. (2025-home, form 5)" in found.out
    assert qms.run("survey", "count", "staff").out.startswith("Survey of staff: no round")


def test_a_report_is_written_once_and_a_public_one_holds_less(qms: Qms) -> None:
    filled(qms)
    inside, outside = qms.root / "inside.docx", qms.root / "outside.docx"
    call = ("survey", "report", "users", "--year", "2025")
    qms.run(*call, "-o", str(inside))
    qms.run(*call, "--public", "-o", str(outside))
    again = qms.run(*call, "-o", str(inside), code=1)
    assert "exists already" in again.err
    texts = [part_texts(path.read_bytes())["word/document.xml"] for path in (inside, outside)]
    assert "answers.xlsx" in texts[0]
    assert "answers.xlsx" not in texts[1]
    assert "Work Service" in texts[1]


def test_a_year_without_a_round_and_a_survey_that_is_not_there_are_refused_with_a_hint(qms: Qms) -> None:
    filled(qms)
    found = qms.run("survey", "report", "users", "--year", "2019", "-o", str(qms.root / "x.docx"), code=1)
    assert "2024, 2025" in found.err
    found = qms.run("survey", "count", "usres", code=1)
    assert "Did you mean: users" in found.err
    qms.run("survey", "count", "users", "--service", "night", code=2)


def test_the_list_names_every_survey_with_its_indicators(qms: Qms) -> None:
    rows = qms.json("survey", "list")["surveys"]
    assert [row["name"] for row in rows] == ["users", "families", "staff", "partners", "results"]
    assert rows[4]["serves"] == ["71"]
    assert rows[0]["questions"][5]["answers"] == ["5", "4", "3", "2", "1"]
    assert json.dumps(rows)
    assert io.StringIO(qms.run("survey", "list").out).readline().startswith("users")
