"""Registers are handed out as workbooks: where they are written, in which language, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import python_calamine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms


def sheets(path: Path) -> list[str]:
    """Return the names of the sheets of a workbook."""
    return python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names


def test_a_register_is_written_into_the_evidence_folder_under_a_free_name(qms: Qms) -> None:
    first = qms.run("register", "template", "complaints")
    path = qms.store / "Complaints register.xlsx"
    assert str(path) in first.out
    assert "qms sync" in first.out
    assert sheets(path)[1:3] == ["Complaints", "Yearly review"]
    before = path.read_bytes()
    qms.run("register", "template", "complaints")
    assert (qms.store / "Complaints register 2.xlsx").read_bytes() == before
    assert path.read_bytes() == before


def test_the_name_may_be_typed_in_any_language_and_the_workbook_be_in_another(qms: Qms) -> None:
    qms.run("register", "template", "Klageregister", "--lang", "lt")
    assert sheets(qms.store / "Skundų registras.xlsx")[1] == "Skundai"


def test_the_lists_are_those_of_the_workspace(qms: Qms) -> None:
    qms.run("register", "template", "plans")
    book = python_calamine.CalamineWorkbook.from_path(str(qms.store / "Register of individual plans.xlsx"))
    assert "Day Service" in book.get_sheet_by_name("Individual plans").to_python(skip_empty_area=False)[4]


def test_another_place_is_never_written_over(qms: Qms, tmp_path: Path) -> None:
    target = tmp_path / "mine.xlsx"
    said = qms.run("register", "template", "risks", "-o", target)
    assert "put it into the evidence folder" in said.out
    before = target.read_bytes()
    refused = qms.run("register", "template", "risks", "-o", target, code=1)
    assert "exists already" in refused.err
    assert target.read_bytes() == before
    folder = tmp_path / "desk"
    folder.mkdir()
    qms.run("register", "template", "risks", "-o", folder)
    assert [p.name for p in folder.iterdir()] == ["Risk register.xlsx"]
    missing = qms.run("register", "template", "risks", "-o", tmp_path / "no" / "mine.xlsx", code=1)
    assert missing.err.startswith("Error:")


def test_an_unknown_register_is_refused_with_a_suggestion(qms: Qms) -> None:
    refused = qms.run("register", "template", "coplaints", code=1)
    assert "coplaints" in refused.err
    assert "Did you mean: complaints" in refused.err
    lost = qms.run("register", "template", "zzzz", code=1)
    assert "qms register list" in lost.err


def test_results_and_surveys_are_sent_to_their_own_commands(qms: Qms) -> None:
    assert "qms results template" in qms.run("register", "template", "results", code=2).err
    assert "qms survey template users" in qms.run("register", "template", "survey-users", code=2).err
    assert not list(qms.store.glob("*.xlsx"))


def test_without_an_evidence_folder_nothing_is_made(qms: Qms) -> None:
    qms.store.rmdir()
    refused = qms.run("register", "template", "complaints", code=1)
    assert "is not there" in refused.err
    assert not qms.store.exists()


def test_all_books_are_listed_with_their_indicators(qms: Qms) -> None:
    rows = {row["name"]: row for row in qms.json("register", "list")["registers"]}
    assert rows["complaints"]["serves"] == ["26", "27"]
    assert rows["complaints"]["titles"]["nb"] == "Klageregister"
    assert rows["complaints"]["tables"] == ["complaints", "complaints.reviews"]
    assert [row["kind"] for row in rows.values()].count("register") == 10
    shown = qms.run("register", "list").out
    assert "Complaints register" in shown
    assert "26, 27" in shown


def test_a_handed_out_register_is_recognised_and_counts_nothing(qms: Qms) -> None:
    qms.run("register", "template", "complaints", "--lang", "nb")
    qms.sync()
    checked = qms.json("register", "check")
    assert [(f["path"], f["registers"], f["rows"]) for f in checked["files"]] == [
        ("Klageregister.xlsx", ["complaints"], 0)
    ]
    assert checked["problems"] == []
