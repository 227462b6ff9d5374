"""Follow a finding from an audit to the check of its effect, and read the log beside the rows of a register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import TOML

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Qms

IMPROVEMENTS = """\
Number;Date;Source;Indicators;Service;Finding;Action;Owner;Due;Done;Effect checked;Effect
T-1;2025-03-01;Complaint;27, 64;Day Service;Late change;Message before;Ada;2025-04-01;2025-03-20;2025-06-15;Effective
T-2;2026-02-01;Survey;26;;The form is hard to read;Easy words;Ada;2026-05-01;;;
A-2026-1;2026-05-10;Audit;26;;Told twice;Told twice;Ada;;;;
"""
ADD = (
    "finding",
    "add",
    "Two of five staff did not know the form.",
    "--severity",
    "minor",
    "--indicator",
    "26",
)
OUTSIDE = ("--source", "external_audit", "--source-name", "Auditor X", "--date", "2025-11-20")


@pytest.fixture(scope="module")
def one(make_qms: Callable[[], Qms]) -> Qms:
    """Return a workspace with one file and one finding, which bad input leaves alone."""
    qms = make_qms()
    qms.write("rule.txt", "Complaints are answered within ten days.\n")
    qms.sync()
    qms.run(*ADD, *OUTSIDE)
    return qms


def finding(qms: Qms, number: str = "F-2026-1") -> dict[str, Any]:
    """Return one finding."""
    found: dict[str, Any] = qms.json("finding", "show", number)
    return found


def action(qms: Qms, number: str = "A-2026-1") -> dict[str, Any]:
    """Return one action."""
    found: dict[str, Any] = qms.json("action", "show", number)
    return found


def as_of(qms: Qms, monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("QMS_TODAY", day)


def test_a_finding_of_an_external_audit_lives_until_its_effect_is_checked(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = qms.run(*ADD, "--indicator", "27", "--service", "day", *OUTSIDE).out
    assert "F-2026-1" in out
    row = finding(qms)
    assert (row["source"], row["source_name"], row["date"]) == ("external_audit", "Auditor X", "2025-11-20")
    assert (row["status"], row["indicators"], row["service"]) == ("open", ["26", "27"], "day")
    # Planned needs an open action with a due date.
    assert "due date" in qms.run("finding", "close", "F-2026-1", "--as", "planned", code=2).err
    told = qms.run("action", "add", "Teach the form", "--finding", "f-2026-1", "--owner", "dora").out
    assert "A-2026-1" in told
    assert "--due" in told
    assert "due date" in qms.run("finding", "close", "F-2026-1", "--as", "planned", code=2).err
    qms.run("action", "set", "A-2026-1", "--due", "2026-07-01")
    qms.run("finding", "close", "F-2026-1", "--as", "planned")
    assert (finding(qms)["status"], action(qms)["indicators"]) == ("planned", ["26", "27"])
    # Open actions block done.
    assert "A-2026-1" in qms.run("finding", "close", "F-2026-1", "--as", "done", code=1).err
    as_of(qms, monkeypatch, "2026-08-01")
    (late,) = qms.json("action", "list", "--overdue", "--owner", "dora")["actions"]
    assert (late["number"], late["status"], late["finding"]) == ("A-2026-1", "overdue", "F-2026-1")
    assert qms.json("action", "list", "--overdue", "--owner", "ada")["actions"] == []
    done = qms.run(
        "action", "done", "A-2026-1", "--led-to", "All units were taught", "--check-due", "2026-09-01"
    ).out
    assert "All actions of F-2026-1 are done" in done
    assert qms.json("action", "list", "--open")["actions"] == []
    qms.run("finding", "close", "F-2026-1", "--as", "done")
    as_of(qms, monkeypatch, "2026-10-01")
    (unchecked,) = qms.json("action", "list", "--overdue")["actions"]
    assert unchecked["status"] == "check_overdue"
    qms.run("action", "check", "A-2026-1", "--effect", "not_effective", code=2)
    again = qms.run(
        "action", "check", "A-2026-1", "--effect", "not_effective", "--note", "Two still did not know"
    ).out
    assert "F-2026-1 is open again" in again
    assert finding(qms)["status"] == "open"
    # What did not help is no proof.
    qms.run("finding", "close", "F-2026-1", "--as", "done", code=2)
    qms.run(
        "action",
        "add",
        "A card at every desk",
        "--finding",
        "F-2026-1",
        "--owner",
        "ada",
        "--due",
        "2026-11-01",
    )
    qms.run("action", "done", "A-2026-2", "--led-to", "Cards lie there", "--on", "2026-09-15")
    qms.run("finding", "close", "F-2026-1", "--as", "done")
    qms.run("action", "check", "A-2026-2", "--effect", "effective")
    assert (finding(qms)["status"], action(qms, "A-2026-2")["effect"]) == ("done", "effective")
    assert [a["number"] for a in finding(qms)["actions"]] == ["A-2026-1", "A-2026-2"]
    assert qms.json("action", "list", "--overdue")["actions"] == []
    actions = [a for a in qms.trail() if a.startswith(("finding.", "action."))]
    assert actions == [
        "finding.added", "action.added", "action.set", "finding.closed", "action.done", "finding.closed",
        "action.checked", "finding.reopened", "action.added", "action.done", "finding.closed", "action.checked",
    ]  # fmt: skip
    assert "Teach" not in str(qms.json("log", "--limit", "500"))


def test_a_finding_may_be_declined_or_done_with_a_reason(qms: Qms) -> None:
    for _ in range(2):
        qms.run(*ADD, *OUTSIDE)
    qms.run("finding", "close", "F-2026-1", "--as", "declined", code=2)
    qms.run("finding", "close", "F-2026-1", "--as", "declined", "--because", "The building is not ours.")
    assert finding(qms)["because"] == "The building is not ours."
    qms.run("finding", "close", "F-2026-2", "--as", "done", code=2)
    qms.run("finding", "close", "F-2026-2", "--as", "done", "--because", "The service has ended.")
    assert [f["number"] for f in qms.json("finding", "list", "--open")["findings"]] == []
    assert "F-2026-1" in qms.run("action", "add", "Late", "--finding", "F-2026-1", code=1).err
    qms.run("finding", "set", "F-2026-1", "--reopen", "--severity", "major")
    assert (finding(qms)["status"], finding(qms)["severity"], finding(qms)["because"]) == (
        "open",
        "major",
        "",
    )


def test_a_plan_that_is_dropped_opens_its_finding_again(qms: Qms) -> None:
    qms.run(*ADD, *OUTSIDE)
    qms.run("action", "add", "Teach", "--finding", "F-2026-1", "--due", "2026-09-01")
    qms.run("finding", "close", "F-2026-1", "--as", "planned")
    assert "open again" in qms.run("action", "drop", "A-2026-1", "--because", "Nobody has time").out
    assert (finding(qms)["status"], action(qms)["status"]) == ("open", "dropped")
    assert "A-2026-1" in qms.run("action", "done", "A-2026-1", "--led-to", "x", code=1).err
    assert "qms action done" in qms.run("action", "check", "A-2026-1", "--effect", "effective", code=1).err
    qms.run("action", "set", "A-2026-1", "--reopen")
    qms.run("action", "done", "A-2026-1", "--led-to", "Taught", "--on", "2026-05-20")
    qms.run("finding", "close", "F-2026-1", "--as", "done")
    assert "open again" in qms.run("action", "set", "A-2026-1", "--reopen").out
    assert finding(qms)["status"] == "open"


def test_the_effect_is_not_checked_before_an_action_is_done(qms: Qms) -> None:
    qms.run("action", "add", "Teach", "--indicator", "26", "--due", "2026-09-01", "--check-due", "2026-09-01")
    later = ("action", "set", "A-2026-1", "--due", "2026-10-01")
    assert "2026-09-01" in qms.run(*later, code=2).err
    qms.run(*later, "--check-due", "2026-12-01")
    done = ("action", "done", "A-2026-1", "--led-to", "Taught", "--on", "2026-05-20")
    qms.run(*done, "--check-due", "2026-05-19", code=2)
    # It was done early, and so may be the check.
    qms.run(*done, "--check-due", "2026-06-20")
    assert action(qms)["check_due"] == "2026-06-20"


def test_what_helped_in_part_asks_for_a_further_action(qms: Qms) -> None:
    qms.run(*ADD, *OUTSIDE)
    qms.run("action", "add", "Teach", "--finding", "F-2026-1", "--due", "2026-09-01")
    qms.run("action", "done", "A-2026-1", "--led-to", "Taught", "--on", "2026-05-20")
    partly = ("action", "check", "A-2026-1", "--effect", "partly")
    assert "qms action add … --finding F-2026-1" in qms.run(*partly).out
    qms.run("finding", "close", "F-2026-1", "--as", "done")
    assert "qms finding set F-2026-1 --reopen" in qms.run(*partly).out
    assert finding(qms)["status"] == "done"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((*ADD,), 2, "where the finding comes from"),
        ((*ADD, "--source", "inspection"), 2, "from outside"),
        ((*ADD, "--source", "inspection", "--source-name", "County"), 2, "from outside"),
        ((*ADD, *OUTSIDE[:-1], "2026-07-01"), 2, "2026-07-01"),
        ((*ADD, *OUTSIDE, "--indicator", "126"), 1, "126"),
        ((*ADD, *OUTSIDE, "--service", "night"), 2, "night"),
        ((*ADD, *OUTSIDE, "--page", "3"), 2, "file"),
        ((*ADD, *OUTSIDE, "--file", "none.txt"), 1, "none.txt"),
        ((*ADD, *OUTSIDE, "--file", "rule.txt", "--quote", "no such words"), 1, "rule.txt"),
        ((*ADD, "--audit", "Winter"), 1, "Winter"),
        (("finding", "show", "F-2026-9"), 1, "F-2026-9"),
        (("finding", "set", "F-2026-1"), 2, "Nothing"),
        (("action", "add", "Teach"), 2, "indicators"),
        (("action", "add", "Teach", "--indicator", "26", "--owner", "eva"), 2, "eva"),
        (("action", "add", "Teach", "--finding", "F-2026-9"), 1, "F-2026-9"),
        (("action", "add", "Teach", "--indicator", "26", "--due", "soon"), 2, "soon"),
        (
            (
                "action",
                "add",
                "Teach",
                "--indicator",
                "26",
                "--due",
                "2026-09-01",
                "--check-due",
                "2026-08-01",
            ),
            2,
            "2026-08-01",
        ),
        (("action", "done", "A-2026-9", "--led-to", "x"), 1, "A-2026-9"),
        (("action", "list", "--owner", "eva"), 2, "eva"),
        (("audit", "log", "--since", "may"), 2, "may"),
    ],
)
def test_bad_input_is_told_in_one_line(one: Qms, words: tuple[str, ...], code: int, told: str) -> None:
    result = one.run(*words, code=code)
    error, hint = result.err.splitlines()
    assert error.startswith("Error: ")
    assert told in error
    assert hint.startswith("Hint: ")
    assert one.sql("SELECT count(*) FROM findings UNION ALL SELECT count(*) FROM actions") == [(1,), (0,)]


def test_a_passage_is_found_and_forgotten_with_its_file(qms: Qms) -> None:
    path = qms.write("rule.txt", "Complaints are answered within ten days.\n")
    qms.sync()
    qms.run(*ADD, *OUTSIDE, "--file", "rule.txt", "--quote", "within ten days")
    row = finding(qms)
    assert (row["path"], row["quote"]) == ("rule.txt", "within ten days")
    assert "within ten days" in qms.run("finding", "show", "F-2026-1").out
    path.unlink()
    qms.sync()
    qms.run("evidence", "forget", "rule.txt", "--because", "asked for")
    row = finding(qms)
    assert (row["path"], row["quote"], row["label"], row["page"]) == (None, "", "", None)
    assert row["text"] == ADD[2]
    assert qms.sql("SELECT evidence, unit, place, label, quote FROM findings") == [(None,) * 5]


def test_a_finding_follows_a_file_that_is_joined(qms: Qms) -> None:
    old = qms.write("old.txt", "Complaints are answered within ten days.\n")
    qms.sync()
    qms.run(*ADD, *OUTSIDE, "--file", "old.txt", "--quote", "within ten days")
    ident = qms.register()["old.txt"]["id"]
    old.unlink()
    qms.write("new.txt", "Complaints are answered within ten days, in writing.\n")
    qms.sync()
    qms.run("evidence", "set", "new.txt", "--same-as", ident)
    assert finding(qms)["path"] == "new.txt"


def test_export_and_import_keep_audits_findings_and_actions(qms: Qms, tmp_path: Path) -> None:
    qms.run("audit", "open", "Spring", "--kind", "internal", "--indicator", "26")
    qms.run("audit", "answer", "Spring", "26", "records", "--verdict", "seen", "--note", "all there")
    qms.run(*ADD, "--audit", "Spring")
    qms.run("action", "add", "Teach", "--finding", "F-2026-1", "--owner", "ada", "--due", "2026-09-01")
    shown = [("audit", "show"), ("finding", "list"), ("action", "list"), ("audit", "log")]
    before = [qms.json(*words) for words in shown]
    qms.run("export", tmp_path / "kept")
    again = type(qms)(tmp_path / "again")
    type(qms)(tmp_path).run("import", tmp_path / "kept", "--into", again.root)
    assert [again.json(*words) for words in shown] == before
    assert before[1]["findings"][0]["audit"] == "Spring"
    assert "all there" in [one["note"] for one in before[0]["progress"]]
    # Numbers go on where they stood.
    again.run(*ADD, "--audit", "Spring")
    assert finding(again, "F-2026-2")["status"] == "open"


def test_the_log_joins_findings_and_actions_with_the_rows_of_a_register(qms: Qms) -> None:
    qms.write("improvements.csv", IMPROVEMENTS)
    qms.sync()
    qms.run(*ADD, *OUTSIDE)
    qms.run("action", "add", "Teach", "--finding", "F-2026-1", "--owner", "dora", "--due", "2026-05-01")
    qms.run(
        "finding",
        "add",
        "No bench.",
        "--severity",
        "recommendation",
        "--indicator",
        "42",
        "--source",
        "other",
    )
    log = {line["number"]: line for line in qms.json("audit", "log")["log"]}
    assert list(log) == ["T-1", "A-2026-1", "T-2", "F-2026-2"]
    assert (log["T-1"]["origin"], log["T-1"]["status"], log["T-1"]["effect"]) == (
        "register",
        "checked",
        "effective",
    )
    assert (log["T-1"]["indicators"], log["T-1"]["service"]) == (["27", "64"], "day")
    assert log["T-1"]["where"] == "improvements.csv, row 2"
    mine = log["A-2026-1"]
    assert (mine["origin"], mine["action"], mine["finding_number"]) == ("state", "Teach", "F-2026-1")
    assert (mine["owner"], mine["source"], mine["where"]) == (
        "Dora Quinn",
        "external_audit",
        "improvements.csv, row 4",
    )
    assert [line["number"] for line in qms.json("audit", "log", "--open")["log"]] == [
        "A-2026-1",
        "T-2",
        "F-2026-2",
    ]
    qms.run("action", "done", "A-2026-1", "--led-to", "All know it")
    # The finding goes on after its last action, until somebody ends it.
    left = [line["number"] for line in qms.json("audit", "log", "--open")["log"]]
    assert left == ["F-2026-1", "T-2", "F-2026-2"]
    since = qms.json("audit", "log", "--since", "2026-03-01")["log"]
    assert [line["number"] for line in since] == ["A-2026-1", "F-2026-2"]
    assert [line["number"] for line in qms.json("audit", "log", "--until", "2025-04-01")["log"]] == ["T-1"]
    told = qms.run("audit", "log").out
    assert "overdue" in told
    assert "improvements.csv, row 2" in told
    lithuanian = qms.run("--lang", "lt", "audit", "log").out
    assert "Rodikliai: 27, 64" in lithuanian
    assert "improvements.csv, 2 eilutė" in lithuanian
    assert "Pastabos: 2" in qms.run("--lang", "lt", "finding", "list").out


def test_a_log_line_of_another_standard_stays_there(qms: Qms) -> None:
    from tests.audit.asking import small_standard

    qms.configure(toml=TOML.replace('["equass-2018"]', '["equass-2018", "small"]'))
    (qms.root / "catalogue" / "small.yaml").write_text(small_standard(), encoding="utf-8")
    qms.run(
        "finding", "add", "No oil.", "--severity", "major", "--indicator", "small:A.10", "--source", "other"
    )
    qms.run("action", "add", "Buy oil", "--finding", "F-2026-1")
    assert qms.json("finding", "list")["findings"] == []
    assert finding(qms)["indicators"] == action(qms)["indicators"] == ["A.10"]
    assert [f["number"] for f in qms.json("--framework", "small", "finding", "list")["findings"]] == [
        "F-2026-1"
    ]


def test_a_second_editor_is_told(qms: Qms) -> None:
    from qms.audit.actions import ActionWish, find_action, set_action
    from qms.audit.findings import FindingWish, close_finding, find_finding, set_finding
    from qms.audit.rounds import find_round, hold_round
    from qms.model.errors import ChangedMeanwhile
    from qms.workspace import clock
    from qms.workspace.workspace import Workspace

    qms.run("audit", "open", "Spring", "--kind", "internal")
    qms.run(*ADD, "--audit", "Spring")
    qms.run("action", "add", "Teach", "--finding", "F-2026-1", "--due", "2026-09-01")
    workspace = Workspace(qms.root)
    seen = (
        find_round(workspace, "Spring"),
        find_finding(workspace, "F-2026-1"),
        find_action(workspace, "A-2026-1"),
    )
    qms.run("audit", "held", "Spring", "--from", "2026-05-01")
    qms.run("finding", "set", "F-2026-1", "--severity", "major")
    qms.run("action", "set", "A-2026-1", "--owner", "ada")
    with pytest.raises(ChangedMeanwhile):
        hold_round(workspace, seen[0], clock.today())
    with pytest.raises(ChangedMeanwhile):
        set_finding(workspace, "F-2026-1", FindingWish(text="x"), version=seen[1].version)
    with pytest.raises(ChangedMeanwhile):
        close_finding(workspace, "F-2026-1", "planned", "", version=seen[1].version)
    with pytest.raises(ChangedMeanwhile):
        set_action(workspace, "A-2026-1", ActionWish(text="x"), version=seen[2].version)
    workspace.close()
    assert (finding(qms)["severity"], action(qms)["text"]) == ("major", "Teach")


def test_check_tells_of_people_and_services_that_are_gone(qms: Qms) -> None:
    qms.run("audit", "open", "Spring", "--kind", "internal", "--service", "work")
    qms.run(*ADD, "--audit", "Spring", "--service", "work")
    qms.run("action", "add", "Teach", "--finding", "F-2026-1", "--owner", "dora")
    assert [f for f in qms.json("check")["findings"] if f["severity"] != "note"] == []
    qms.configure(toml=TOML.replace('id = "dora"', 'id = "eva"').replace('id = "work"', 'id = "shop"'))
    told = {(f["code"], f["params"].get("table")) for f in qms.json("check", code=3)["findings"]}
    assert told >= {
        ("unknown_service_in", "audit_rounds"), ("unknown_service_in", "findings"), ("unknown_person_in", "actions")
    }  # fmt: skip
