"""Calendar, snapshots and progress report as a coordinator uses them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import icalendar
import pytest
import python_calamine

from tests.cli.conftest import TOML

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms

CERTIFIED = TOML + "\n[certification]\ncertified_on = 2025-06-10\nvisits = [2026-09-02, 2026-09-01]\n"
FORGET = ("--because", "the retention period ended")


def finding(qms: Qms, text: str, indicator: str) -> None:
    given = ("--severity", "recommendation", "--source", "external_audit", "--source-name", "Report 2025")
    qms.run("finding", "add", text, "--indicator", indicator, "--date", "2025-05-01", *given)


# Calendar


def test_the_calendar_holds_wheels_and_what_the_workspace_knows(qms: Qms, tmp_path: Path) -> None:
    qms.configure(toml=CERTIFIED)
    qms.write("plans/Kari Nordmann.txt", "A plan.")
    qms.sync()
    qms.run("evidence", "set", "plans/Kari Nordmann.txt", "--until", "2026-10-01")
    qms.run("link", "plans/Kari Nordmann.txt", "52", "--kind", "record")
    qms.run("indicator", "set", "26", "--owner", "ada", "--due", "2026-08-01")
    qms.run("action", "add", "Talk to Kari", "--indicator", "26", "--owner", "dora", "--due", "2026-07-01")
    qms.run("audit", "open", "Autumn", "--kind", "internal", "--planned", "2026-09-15")
    found = qms.json("calendar")
    kinds = {event["kind"] for event in found["events"]}
    assert kinds >= {"certificate", "year", "visit", "evidence", "indicator", "action", "audit"}
    assert (found["from"], found["until"]) == ("2026-06-01", "2027-06-01")
    report = next(event for event in found["events"] if event["key"].endswith("/report-1"))
    assert report["first"] == "2026-06-10"
    assert "Kari Nordmann" in qms.run("calendar").out  # on the provider's own screen
    target = tmp_path / "q.ics"
    qms.run("calendar", "-o", target)
    first = target.read_bytes()
    assert b"Kari" not in first
    assert b"Ada Byrne" in first
    uids = [str(entry["UID"]) for entry in icalendar.Calendar.from_ical(first).walk("VEVENT")]
    assert len(uids) == len(set(uids)) > 70
    qms.run("indicator", "set", "26", "--due", "2026-08-20")
    qms.run("calendar", "-o", target, "--no-names")
    again = icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert {str(entry["UID"]) for entry in again} == set(uids)
    assert b"Byrne" not in target.read_bytes()


def test_a_calendar_is_written_in_three_languages_and_never_over_a_stranger(qms: Qms, tmp_path: Path) -> None:
    qms.configure(toml=CERTIFIED)
    texts = set()
    for language in ("en", "nb", "lt"):
        qms.run("calendar", "-o", tmp_path / "q.ics", "--lang", language, "--years", "1")
        texts.add((tmp_path / "q.ics").read_bytes())
    assert len(texts) == 3
    (tmp_path / "mine.ics").write_text("BEGIN:VCALENDAR\nPRODID:other\n", encoding="utf-8")
    assert "no calendar" in qms.run("calendar", "-o", tmp_path / "mine.ics", code=1).err
    qms.run("calendar", "-o", tmp_path / "mine.ics", "--force")
    for place in ("documents/q.ics", ".qms/q.ics", "evidence_store/q.ics", "qms.toml"):
        before = (qms.root / "qms.toml").read_bytes()
        refused = qms.run("calendar", "-o", qms.root / place, "--force", code=1)
        assert "copies" not in refused.err
        assert (qms.root / "qms.toml").read_bytes() == before
    assert not (qms.root / "documents" / "q.ics").exists()
    qms.run("calendar", "-o", qms.root / "none" / "q.ics", code=1)


def test_without_a_certificate_the_way_to_the_first_one_is_planned(qms: Qms) -> None:
    qms.configure()
    assert "target_on" in qms.run("calendar").out
    qms.configure(toml=TOML + "\n[certification]\ntarget_on = 2027-06-01\n")
    said = qms.run("calendar").out
    assert "past: 4" in " ".join(said.split())  # twelve months are left of the eighteen that are usual
    titles = [event["title"] for event in qms.json("calendar")["events"]]
    assert "The certificate is wanted by this day" in titles


def test_a_list_of_days_is_checked(qms: Qms) -> None:
    qms.configure(toml=TOML + '\n[certification]\nreports_sent = ["soon"]\n')
    assert "2026-12-01" in qms.run("calendar", code=1).err


# Snapshots


@pytest.fixture
def frozen(qms: Qms) -> Qms:
    """Return a workspace with two linked files and a snapshot."""
    qms.configure()
    qms.write("a.txt", "Complaints are answered in ten days.")
    qms.write("b.txt", "Minutes of 2026-03-01.")
    qms.sync()
    qms.run("link", "a.txt", "26", "--quote", "answered in ten days")
    qms.run("link", "b.txt", "37", "--kind", "record", "--date", "2026-03-01")
    qms.run("snapshot", "take", "Audit 2026")
    return qms


def test_the_state_of_now_is_named_in_words(frozen: Qms) -> None:
    said = frozen.run("snapshot", "diff", "Audit 2026").out
    assert "to the state as it is now (2026-06-01)" in " ".join(said.split())
    assert frozen.run("snapshot", "show", "NOW").out.startswith(
        "The state as it is now, judged on 2026-06-01"
    )


def test_nothing_changed_and_the_same_fingerprint_again(frozen: Qms) -> None:
    assert "Nothing changed." in frozen.run("snapshot", "diff", "audit 2026").out
    frozen.run("snapshot", "take", "Again")
    rows = frozen.json("snapshot", "list")["snapshots"]
    assert rows[0]["sha256"] == rows[1]["sha256"]
    assert frozen.trail().count("snapshot.taken") == 2
    frozen.run("snapshot", "take", "again", code=1)
    frozen.run("snapshot", "take", "now", code=2)
    assert "Audit 2026" in frozen.run("snapshot", "diff", "Audit 206", code=1).err
    shown = frozen.json("snapshot", "show", "Audit 2026")
    assert {part["path"] for part in shown["evidence"].values()} == {"a.txt", "b.txt"}
    assert "ten days" not in str(shown)  # quotes are there by fingerprint


def test_a_difference_tells_what_happened_since(frozen: Qms) -> None:
    (frozen.store / "a.txt").rename(frozen.store / "moved.txt")
    (frozen.store / "b.txt").unlink()
    frozen.write("c.txt", "New.")
    frozen.sync()
    frozen.run("link", "c.txt", "30", "--kind", "document")
    frozen.run("indicator", "set", "26", "--statement", "We answer.")
    finding(frozen, "Answer sooner", "26")
    found = frozen.json("snapshot", "diff", "Audit 2026")
    assert {(f["change"], f["path"], f["was"]) for f in found["files"]} == {
        ("moved", "moved.txt", "a.txt"),
        ("vanished", "b.txt", None),
        ("added", "c.txt", None),
    }
    assert [(link["change"], link["indicator"]) for link in found["links"]] == [("added", "30")]
    assert [s["after"] for s in found["statements"]] == [1]
    assert found["findings"][0]["text"] == "Answer sooner"
    changed = {c["ref"]: (c["before"], c["after"]) for c in found["indicators"]}
    assert changed["37"] == ("covered", "missing")
    gap = next(c for c in found["indicators"] if c["ref"] == "37")
    assert "b.txt" in gap["reason_after"]
    assert "covered → missing" in frozen.run("snapshot", "diff", "Audit 2026").out
    said = frozen.run("snapshot", "diff", "Audit 2026").out
    assert "Moved: a.txt → moved.txt" in said
    assert "…" not in said


def test_forgotten_evidence_leaves_no_trace_and_the_fingerprint_stays(frozen: Qms, tmp_path: Path) -> None:
    ident = frozen.register()["a.txt"]["id"]
    sha = frozen.json("snapshot", "list")["snapshots"][0]["sha256"]
    frozen.run("backup", tmp_path / "kept.zip")
    frozen.run("export", tmp_path / "out")
    (frozen.store / "a.txt").unlink()
    frozen.sync()
    said = frozen.run("evidence", "forget", "a.txt", *FORGET).out
    assert "Audit 2026" in said
    shown = frozen.json("snapshot", "show", "Audit 2026")
    assert ident not in shown["evidence"]
    assert "a.txt" not in str(shown)
    row = frozen.json("snapshot", "verify")["snapshots"][0]
    assert (row["sha256"], row["problem"], row["forgotten"]) == (sha, None, 1)
    frozen.run("check")
    assert frozen.json("snapshot", "diff", "Audit 2026")["forgotten"] == 1
    # Copies were scrubbed likewise, and are whole.
    for words in (("restore", tmp_path / "kept.zip"), ("import", tmp_path / "out")):
        root = tmp_path / str(words[0])
        frozen.run(*words, "--into", root)
        other = type(frozen)(root)
        assert "a.txt" not in str(other.json("snapshot", "show", "Audit 2026"))
        assert other.json("snapshot", "verify")["snapshots"][0]["problem"] is None


def test_damage_is_found_and_leaves_with_4(frozen: Qms, tmp_path: Path) -> None:
    folder = frozen.root / ".qms" / "state" / "snapshots"
    head = next(path for path in folder.iterdir() if not path.suffix)
    data = head.read_bytes()
    head.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert "altered" in frozen.run("snapshot", "verify", code=4).out
    frozen.run("check", code=4)
    frozen.run("snapshot", "diff", "Audit 2026", code=4)
    frozen.run("export", tmp_path / "out", code=4)
    head.unlink()
    assert "gone" in frozen.run("snapshot", "verify", code=4).out


def test_a_rewritten_trail_is_found_by_the_snapshot_that_saw_it(frozen: Qms) -> None:
    frozen.sql("update trail set hash = ? where action = 'link.made'", "0" * 64)
    assert "trail" in frozen.run("snapshot", "verify", code=4).out


# Progress report


def test_a_progress_report_tells_only_what_is_recorded(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    qms.configure()
    assert "--since" in qms.run("report", "progress", "-o", qms.root / "p.docx", code=2).err
    qms.configure(toml=CERTIFIED)
    finding(qms, "Answer in writing", "26")
    finding(qms, "Hire a lawyer", "24")
    qms.run(
        "action", "add", "Letters & forms", "--finding", "F-2026-1", "--owner", "ada", "--due", "2026-05-01"
    )
    qms.run("action", "done", "A-2026-1", "--led-to", "All are answered in writing")
    qms.run("finding", "close", "F-2026-1", "--as", "done")
    qms.run("finding", "close", "F-2026-2", "--as", "declined", "--because", "The town has one")
    qms.run("action", "add", "Later", "--indicator", "42", "--owner", "ada", "--due", "2026-12-01")
    qms.run("assess", "round", "open", "First")
    qms.run("assess", "set", "1", "--level", "1", "--because", "Asked")
    qms.run("report", "progress", "-o", qms.root / "p.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(str(qms.root / "p.xlsx"))
    sheets = {name: str(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}
    text = "\n".join(sheets.values())
    for said in (
        "Answer in writing",
        "Letters & forms (done",
        "The town has one",
        "Under way: Later",
        "draft",
    ):
        assert said in text, said
    told = next(part for name, part in sheets.items() if "riterion" in name)
    assert "All are answered in writing" in told
    assert "→ 1" not in told  # assessed for the first time: no work is claimed
    qms.run(
        "report",
        "progress",
        "-o",
        qms.root / "p.docx",
        "--since",
        "2026-06-02",
        "--until",
        "2026-06-01",
        code=2,
    )
    qms.run("report", "gaps", "-o", qms.root / "g.docx", "--since", "2026-01-01", code=2)
    # The next report begins on the day after the last one: what was told then is not told again.
    qms.configure(toml=CERTIFIED + "reports_sent = [2026-06-10]\n")
    monkeypatch.setenv("QMS_TODAY", "2027-06-01")
    qms.run("report", "progress", "-o", qms.root / "next.docx")
    shown = docx.Document(str(qms.root / "next.docx"))
    words = "\n".join(cell.text for table in shown.tables for row in table.rows for cell in row.cells)
    assert "11 June 2026" in words
    assert "Letters & forms" not in words


def test_the_own_form_is_filled_as_a_new_file(qms: Qms) -> None:
    qms.configure(toml=CERTIFIED)
    qms.run("action", "add", "Letters", "--indicator", "26", "--owner", "ada", "--due", "2026-05-01")
    qms.run("action", "done", "A-2026-1", "--led-to", "Answers")
    qms.run("action", "add", "Garden", "--indicator", "75", "--owner", "ada")
    qms.run("action", "done", "A-2026-2", "--led-to", "Peace")
    made = docx.Document()
    table = made.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Criterion", "What was done", "Yes"), strict=True):
        cell.text = text
    criterion = next(i["criterion"] for i in qms.json("framework", "show")["indicators"] if i["ref"] == "26")
    table.rows[1].cells[0].text = f"{criterion}. Their own heading"
    out = io.BytesIO()
    made.save(out)
    own = qms.root / "own.docx"
    own.write_bytes(out.getvalue())
    said = qms.run("report", "progress", "-o", qms.root / "new.docx", "--into", own).out
    assert own.read_bytes() == out.getvalue()
    cells = [cell.text for cell in docx.Document(str(qms.root / "new.docx")).tables[0].rows[1].cells]
    assert "Letters (done" in cells[1]
    assert "Answers." in cells[1]
    assert cells[2] == ""
    assert "into your copy of the form: 1" in said
    assert "   50 " in said.partition("does not name")[2]
    # Nothing is written where nothing can be placed: no criterion is named, or its place is taken.
    for text, hint in (("Principle", "by number or by title"), (f"{criterion}. Criterion", "Description")):
        bare = docx.Document()
        bare.add_paragraph("Criteria")
        grid = bare.add_table(rows=1, cols=2)
        grid.rows[0].cells[0].text, grid.rows[0].cells[1].text = text, "Our own words"
        bare.save(str(qms.root / "bare.docx"))
        failed = qms.run(
            "report", "progress", "-o", qms.root / "b.docx", "--into", qms.root / "bare.docx", code=1
        )
        assert hint in failed.err
        assert not (qms.root / "b.docx").exists()
    qms.run("report", "progress", "-o", own, "--into", own, "--force", code=2)
    qms.run("report", "progress", "-o", qms.root / "new.xlsx", "--into", own, code=2)
    qms.run("report", "gaps", "-o", qms.root / "g.docx", "--into", own, code=2)
    (qms.root / "bad.docx").write_bytes(b"no word file")
    qms.run("report", "progress", "-o", qms.root / "n.docx", "--into", qms.root / "bad.docx", code=1)
