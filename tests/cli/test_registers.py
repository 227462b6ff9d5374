"""Keep registers in spreadsheets and in the program: recognised, counted, and told where they are wrong."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from qms.model.register import RowProblem
from qms.results.places import problem_json, problem_lines

if TYPE_CHECKING:
    from tests.cli.conftest import Qms

COMPLAINTS = """\
Number;Received;Complainant;Service;What it is about;Answered;Outcome
K-2025-1;12.03.2025;Service user;Day Service;The soup was cold;20.03.2025;Upheld
K-2025-2;2025-05-02;Family;Work Service;Nobody called back;2025-05-21;Partly
"""
PLANS = """\
Code;Service;Plan made;Evaluated;Next evaluation
D-001;day;2025-02-03;2026-02-10;2026-08-10
D-002;day;2025-03-03;2026-03-02;2026-09-01
D-003;day;2025-03-10;;
D-004;day;2025-04-01;2025-04-20;2026-04-20
D-005;day;2025-04-02;2026-04-02;2027-04-02
D-006;day;2025-04-03;2026-04-03;2027-04-03
W-001;work;2025-04-03;2026-04-03;2027-04-03
"""


def later(qms: Qms, name: str, content: str) -> None:
    """Write a file so that its time differs whatever the clock's grain."""
    path = qms.write(name, content)
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))


def state_of(qms: Qms, ref: str, service: str, year: int) -> str:
    cells = qms.indicator(ref)["needs"]
    return next(c["state"] for c in cells if c["service"] == service and c["year"] == year)


def test_a_register_proves_by_itself_and_is_followed(qms: Qms) -> None:
    assert state_of(qms, "27", "day", 2025) == "missing"
    qms.write("any name.csv", COMPLAINTS)
    assert qms.json("sync")["registers"] == 1
    assert state_of(qms, "27", "day", 2025) == "covered"
    assert state_of(qms, "27", "work", 2025) == "covered"
    later(qms, "any name.csv", COMPLAINTS.replace("2025-05-21", ""))
    qms.sync()
    assert state_of(qms, "27", "day", 2025) == "covered"
    assert state_of(qms, "27", "work", 2025) == "missing"
    assert "K-2025-2" in qms.indicator("27")["next_action"]
    (qms.store / "any name.csv").unlink()
    qms.sync()
    assert state_of(qms, "27", "day", 2025) == "missing"


def test_no_complaints_are_a_result_when_the_register_is_kept_and_reviewed(qms: Qms) -> None:
    qms.write("complaints.csv", COMPLAINTS.replace("Work Service", "Day Service"))
    qms.sync()
    assert state_of(qms, "27", "work", 2025) == "missing"
    qms.run("register", "add", "complaints.reviews", "year=2025", "service=work", "reviewed_on=2026-01-15")
    assert state_of(qms, "27", "work", 2025) == "covered"


def test_entries_of_the_program_join_the_rows_of_spreadsheets(qms: Qms) -> None:
    qms.write("complaints.csv", COMPLAINTS)
    qms.sync()
    added = qms.run("register", "add", "complaints", "Number=K-2025-3", "Received=2025-06-01", "Service=day")
    ident = added.out.split()[-1]
    rows = qms.json("register", "show", "complaints", "--year", "2025")["rows"]
    assert [row["values"]["number"] for row in rows] == ["K-2025-1", "K-2025-2", "K-2025-3"]
    assert [row["row"] for row in rows] == [2, 3, None]
    assert rows[2]["entry"] == ident
    assert state_of(qms, "27", "day", 2025) == "missing"
    qms.run("register", "change", ident, "answered=2025-06-04", "outcome=Upheld")
    assert state_of(qms, "27", "day", 2025) == "covered"
    qms.run("register", "remove", ident, "--because", "entered twice")
    assert len(qms.json("register", "show", "complaints")["rows"]) == 2
    assert {"register.entry_added", "register.entry_changed", "register.entry_removed"} <= set(qms.trail())
    assert "K-2025-3" not in json.dumps(qms.json("log", "--limit", "1000"))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("Number=K-9",), "Received"),
        (("Number=K-9", "Received=12. marz"), "12. marz"),
        (("Number=K-9", "Recieved=2025-01-02"), "Received"),
        (("Number=K-9", "Received=2025-01-02", "Outcome=perhaps"), "Upheld"),
    ],
)
def test_an_entry_is_checked_like_a_cell(qms: Qms, cells: tuple[str, ...], told: str) -> None:
    refused = qms.run("register", "add", "complaints", *cells, code=None)
    assert refused.code in {1, 2}
    assert told in refused.err
    assert qms.json("register", "show", "complaints")["rows"] == []


def test_names_of_service_users_are_refused_and_told_without_repeating_them(qms: Qms) -> None:
    refused = qms.run("register", "add", "plans", "Code=Peter Parker", "Service=day", code=1)
    assert "Peter" not in refused.err
    named = PLANS.replace("D-001", "Peter Parker").replace("D-002", "Mary Jane Watson")
    qms.write("plans.csv", named)
    told = qms.run("sync").out
    assert "column A" in told
    assert "Parker" not in told


def test_places_are_told_by_sheet_row_and_column(qms: Qms) -> None:
    qms.write("complaints.csv", COMPLAINTS.replace("20.03.2025", "soon"))
    told = qms.run("sync").out
    assert "row 2, column F (Answered)" in told
    found = qms.run("register", "check", code=3)
    assert "row 2, column F (Answered)" in found.out
    (problem,) = qms.json("register", "check", code=3)["problems"]
    assert (problem["path"], problem["row"], problem["column"]) == ("complaints.csv", 2, "F")
    assert state_of(qms, "27", "day", 2025) == "missing", "a date that cannot be read answers nothing"


def test_a_file_is_checked_before_it_is_put_into_the_folder(qms: Qms) -> None:
    file = qms.root.parent / "mine.csv"
    file.write_text(COMPLAINTS, encoding="utf-8")
    assert "complaints" in qms.json("register", "check", str(file))["files"][0]["registers"]
    assert not list(qms.store.glob("*.csv"))
    assert qms.run("register", "check", str(file) + "x", code=1).err


def test_the_same_register_in_two_files_counts_once(qms: Qms) -> None:
    qms.write("2025/complaints.csv", COMPLAINTS)
    qms.write("copy/complaints.csv", COMPLAINTS)
    qms.write("older/complaints.csv", COMPLAINTS.replace("20.03.2025", ""))
    qms.sync()
    assert len(qms.json("register", "show", "complaints")["rows"]) == 2
    problems = qms.json("register", "check", code=3)["problems"]
    assert [p["code"] for p in problems] == ["row_clash"]


@pytest.mark.slow
def test_the_cache_may_be_deleted_and_an_export_brings_entries_back(qms: Qms) -> None:
    qms.write("complaints.csv", COMPLAINTS)
    qms.sync()
    qms.run("register", "add", "complaints", "Number=K-2025-3", "Received=2025-06-01", "Service=day")
    before = qms.json("register", "show", "complaints")
    shutil.rmtree(qms.root / ".qms" / "cache")
    assert qms.json("register", "show", "complaints") == before
    qms.run("export", qms.root.parent / "kept")
    qms.run("import", qms.root.parent / "kept", "--replace")
    qms.write("complaints.csv", COMPLAINTS)
    qms.sync()
    assert qms.json("register", "show", "complaints") == before


def test_a_sample_of_plans_is_drawn_and_drawn_again(qms: Qms) -> None:
    assert "qms register template plans" in qms.run("audit", "sample", "plans", code=1).err
    qms.write("plans.csv", PLANS)
    qms.sync()
    first = qms.json("audit", "sample", "plans", "--service", "day")
    assert first["population"] == 6
    assert len(first["plans"]) == 5
    assert all(plan["code"].startswith("D-") and plan["row"] for plan in first["plans"])
    again = qms.json("audit", "sample", "plans", "--service", "day", "--seed", str(first["seed"]))
    assert again["plans"] == first["plans"]
    others = {
        tuple(
            p["code"] for p in qms.json("audit", "sample", "plans", "--size", "3", "--seed", str(s))["plans"]
        )
        for s in range(8)
    }
    assert len(others) > 3
    log = qms.json("log", "--limit", "3")["log"][0]
    assert log["action"] == "audit.sample"
    assert "D-00" not in json.dumps(log)


def test_templates_are_handed_out_once_and_read_back_as_empty(qms: Qms) -> None:
    for name in ("complaints", "awareness", "competence", "plans", "partners", "incidents", "risks", "proposals",
                 "comparisons", "improvements"):  # fmt: skip
        qms.run("register", "template", name)
    files = sorted(qms.store.glob("*.xlsx"))
    assert len(files) == 10
    bytes_before = [file.read_bytes() for file in files]
    qms.run("register", "template", "complaints")
    assert len(list(qms.store.glob("*.xlsx"))) == 11, "a free name is taken, nothing is written over"
    done = qms.json("sync")
    assert done["registers"] == 11
    assert done["register_problems"] == 0
    assert qms.json("register", "show", "complaints")["rows"] == [], "the sample row never counts"
    assert [file.read_bytes() for file in files] == bytes_before


ROW = ("Number=K-9", "Received=2025-01-02")


@pytest.mark.parametrize("code", ["Peter Parker", "peter parker", "Peter", "P. Parker", "010190 100 46"])
def test_a_code_that_is_a_name_is_refused_however_it_is_written(qms: Qms, code: str) -> None:
    refused = qms.run("register", "add", "plans", f"Code={code}", "Service=day", code=1)
    assert code not in refused.err
    assert qms.json("register", "show", "plans")["rows"] == []


@pytest.mark.parametrize(
    "because", ["Peter Parker 01019010046 called", "01019010046", "asked by Peter Parker"]
)
def test_a_reason_with_a_name_stays_out_of_the_trail(qms: Qms, because: str) -> None:
    ident = qms.run("register", "add", "complaints", *ROW).out.split()[-1]
    refused = qms.run("register", "remove", ident, "--because", because, code=1)
    assert "Parker" not in refused.err
    assert "01019010046" not in refused.err
    assert len(qms.json("register", "show", "complaints")["rows"]) == 1
    assert "register.entry_removed" not in qms.trail()


def test_a_reason_may_name_a_service(qms: Qms) -> None:
    ident = qms.run("register", "add", "complaints", *ROW).out.split()[-1]
    qms.run("register", "remove", ident, "--because", "it came to the Work Service")
    assert qms.json("register", "show", "complaints")["rows"] == []


def test_bytes_that_are_no_text_are_refused_where_they_are_typed(qms: Qms) -> None:
    refused = qms.run("register", "add", "complaints", *ROW, "topic=bl\udce5b\udce6r", code=1)
    assert "UTF-8" in refused.err
    assert qms.json("register", "show", "complaints")["rows"] == []
    ident = qms.run("register", "add", "complaints", *ROW).out.split()[-1]
    assert "UTF-8" in qms.run("register", "change", ident, "topic=\udce5", code=1).err
    assert "UTF-8" in qms.run("register", "remove", ident, "--because", "bl\udce5", code=2).err


def test_what_steers_a_terminal_comes_neither_into_an_entry_nor_out_of_a_file(qms: Qms) -> None:
    qms.run(
        "register", "add", "complaints", "Number=K\x1b[31m1", "Received=2025-01-02", "topic=one\x0btwo\x02"
    )
    values = qms.json("register", "show", "complaints")["rows"][0]["values"]
    assert values["topic"] == "one\ntwo"
    qms.write("complaints.csv", COMPLAINTS.replace("K-2025-2", "K\x1b[2J2").replace("2025-05-21", ""))
    qms.sync()
    for words in (("register", "show", "complaints"), ("indicator", "show", "27"), ("gaps",)):
        assert "\x1b" not in qms.run(*words).out


def test_a_sample_shows_no_code_that_is_a_name_or_an_identity_number(qms: Qms) -> None:
    qms.write("plans.csv", PLANS.replace("D-001", "01019010046").replace("D-002", "Peter Parker"))
    qms.sync()
    told = qms.run("audit", "sample", "plans", "--size", "7").out
    assert "01019010046" not in told
    assert "Parker" not in told
    assert "D-003" in told
    assert "looks like a name" in told
    codes = [plan["code"] for plan in qms.json("audit", "sample", "plans", "--size", "7")["plans"]]
    assert codes.count("…") == 2


def test_a_sheet_that_is_called_as_a_person_is_not_named(qms: Qms) -> None:
    problem = RowProblem(
        "cell_no_day", {"value": "soon"}, "plans.xlsx", "Plan Peter Parker", 4, "C", "Plan made"
    )
    (_, line) = problem_lines([problem])
    assert "Parker" not in line
    assert "row 4, column C (Plan made)" in line
    assert problem_json(problem)["sheet"] == "…"
    assert problem_json(replace(problem, sheet="Complaints Review"))["sheet"] == "Complaints Review"


def test_a_clash_is_told_in_headings_and_without_a_sheet_that_is_none(qms: Qms) -> None:
    qms.write("2025/complaints.csv", COMPLAINTS)
    qms.write("older/complaints.csv", COMPLAINTS.replace("20.03.2025", ""))
    qms.sync()
    told = " ".join(qms.run("register", "check", code=3).out.split())
    assert "complaints.csv, row 2, with other content in Answered" in told
    told = " ".join(qms.run("--lang", "nb", "register", "check", code=3).out.split())
    assert ", , " not in told
    assert "answered" not in told


def test_small_words_of_refusals(qms: Qms) -> None:
    assert ".." not in qms.run("register", "add", "complaints", "topic=x", code=1).err
    assert "folder" in qms.run("register", "check", ".", code=1).err
