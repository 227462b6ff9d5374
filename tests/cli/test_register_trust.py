"""A register never claims more than is known: files that vanish, break, change under the reader or are copied."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from indexer.extract.pool import Extractor
from tests.cli.test_registers import COMPLAINTS, later, state_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms

SECOND = """\
Number;Received;Complainant;Service;What it is about;Answered;Outcome
K-2025-7;12.08.2025;Service user;Day Service;Nobody answers the phone;;
"""


@pytest.fixture
def two_halves(qms: Qms) -> Qms:
    """Return a workspace with two registers of complaints, the second with an open one."""
    qms.write("first half complaints.csv", COMPLAINTS)
    qms.write("second half complaints.csv", SECOND)
    qms.sync()
    assert state_of(qms, "27", "day", 2025) == "missing"
    return qms


def problems(qms: Qms) -> list[str]:
    return [p["code"] for p in qms.json("register", "check", code=None)["problems"]]


def test_a_register_that_vanished_leaves_doubt_until_its_rows_stand_elsewhere(two_halves: Qms) -> None:
    (two_halves.store / "second half complaints.csv").unlink()
    two_halves.sync()
    assert state_of(two_halves, "27", "day", 2025) == "suspect"
    assert problems(two_halves) == ["register_gone"]
    answered = SECOND.replace(";;\n", ";2025-08-20;Upheld\n").splitlines()[1]
    later(two_halves, "first half complaints.csv", COMPLAINTS + answered + "\n")
    two_halves.sync()
    assert problems(two_halves) == []
    assert state_of(two_halves, "27", "day", 2025) == "covered"


def test_a_register_that_breaks_leaves_doubt_and_is_told(two_halves: Qms) -> None:
    later(two_halves, "second half complaints.csv", "")
    two_halves.sync()
    assert state_of(two_halves, "27", "day", 2025) == "suspect"
    assert problems(two_halves) == ["register_unread"]
    later(two_halves, "second half complaints.csv", SECOND + " ")
    two_halves.sync()
    assert state_of(two_halves, "27", "day", 2025) == "missing"


def test_what_is_said_while_a_file_is_away_is_not_remembered(two_halves: Qms, tmp_path: Path) -> None:
    for name in ("facts", "tables"):
        shutil.rmtree(two_halves.root / ".qms" / "cache" / name, ignore_errors=True)
    away = two_halves.store / "second half complaints.csv"
    shutil.move(away, tmp_path / "away.csv")
    assert state_of(two_halves, "27", "day", 2025) == "suspect"
    shutil.move(tmp_path / "away.csv", away)
    assert state_of(two_halves, "27", "day", 2025) == "missing"


def test_a_reading_that_fails_for_a_moment_is_made_again(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    qms.write("complaints.csv", COMPLAINTS)
    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "grid", lambda *_, **__: "timeout")
        assert "could not be read" in qms.run("sync").out
    assert qms.json("sync")["registers"] == 1
    assert state_of(qms, "27", "day", 2025) == "covered"


def test_rows_of_other_bytes_are_never_kept(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    open_one = COMPLAINTS.replace("2025-05-21", "")
    path = qms.write("complaints.csv", open_one)
    real = Extractor.grid

    def saved_meanwhile(self: Extractor, *words: object, **more: object) -> object:
        path.write_text(COMPLAINTS, encoding="utf-8")
        return real(self, *words, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Extractor, "grid", saved_meanwhile)
        qms.sync()
    later(qms, "complaints.csv", open_one)
    qms.sync()
    assert state_of(qms, "27", "work", 2025) == "missing"


def test_a_copy_under_another_name_takes_nothing_away(qms: Qms) -> None:
    values = "Measure;Period;Service;Value;n;Source\n66.1;2025;Day Service;85;20;Accounts\n"
    qms.write("Measures and results.csv", values)
    qms.sync()
    before = qms.json("results", "show", "66")
    qms.write("v.csv", values)
    qms.sync()
    assert qms.json("results", "show", "66")["indicators"] == before["indicators"]


def test_the_map_follows_the_rules_of_the_workspace(qms: Qms) -> None:
    qms.write("complaints.csv", COMPLAINTS)
    qms.sync()
    assert qms.indicator("27")["state"] != "missing"
    for path in (qms.root / ".qms" / "cache" / "facts").glob("*.json"):
        path.write_text('{"files": [[]], "proofs": [1]}', encoding="utf-8")
    assert qms.indicator("27")["state"] != "missing", "a cache with anything in it is found out"


def test_a_list_of_names_and_numbers_is_told_at_once_without_repeating_it(qms: Qms) -> None:
    qms.write(
        "key.csv", "Kode;Navn;Fødselsnummer\nD-1;Ola Nordmann;01019010046\nD-2;Kari Nordmann;13028045112\n"
    )
    told = qms.run("sync").out
    assert "key.csv" in told
    assert "Nordmann" not in told
    assert "010190" not in told
    assert problems(qms)


def test_equal_running_numbers_elsewhere_do_not_stand_for_rows_that_vanished(qms: Qms) -> None:
    qms.write("day complaints.csv", COMPLAINTS)
    qms.write("new complaints.csv", SECOND.replace("K-2025-7", "K-2025-1"))
    qms.sync()
    assert state_of(qms, "27", "day", 2025) == "missing"
    (qms.store / "new complaints.csv").unlink()
    qms.sync()
    assert state_of(qms, "27", "day", 2025) == "suspect"


def test_whoever_leaves_on_the_day_is_neither_drawn_nor_counted(qms: Qms) -> None:
    heading = "Code;Service;Plan made;Evaluated;Ended\n"
    rows = heading + "D-1;day;2026-01-02;2026-02-02;\nD-2;day;2026-01-02;2026-02-02;2026-06-01\n"
    qms.write("plans.csv", rows)
    qms.sync()
    assert qms.json("audit", "sample", "plans")["population"] == 1
    assert "1 of 1" in " ".join(qms.indicator("52")["counts"])
