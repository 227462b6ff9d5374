"""Prove from outside what surrounds the map: three sides of an indicator, statements, owners, what a step changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Qms


def test_the_three_sides_of_an_indicator(qms: Qms) -> None:
    assert qms.indicator("21")["aspects"] == {"approach": "missing", "deployment": "missing"}
    qms.write("talk 2026-05-04.md", "# Talk about rights 2026-05-04\n\nTwelve were there.\n")
    qms.sync()
    qms.run("link", "talk 2026-05-04.md", "21", "--kind", "awareness")
    assert qms.indicator("21")["aspects"] == {"approach": "missing", "deployment": "covered"}
    shown = " ".join(qms.run("indicator", "show", "21").out.split())
    assert "approach: missing; deployment: covered" in shown
    assert "A D R" in qms.run("coverage").out


def test_statements_keep_their_history_by_service(qms: Qms) -> None:
    qms.run("indicator", "set", "26", "--statement", "We listen.")
    qms.run("indicator", "set", "26", "--statement", "We listen and answer.")
    qms.run("indicator", "set", "26", "--statement", "At the day service there is a box.", "--service", "day")
    shown = qms.run("indicator", "show", "26").out
    assert "We listen and answer." in shown
    assert "We listen.\n" not in shown
    assert "Earlier versions: 1" in shown
    assert "We listen.\n" in qms.run("indicator", "show", "26", "--history").out
    assert [(s["service"], s["number"]) for s in qms.indicator("26")["statements"]] == [
        (None, 1),
        (None, 2),
        ("day", 1),
    ]


def test_assigning_tells_who_and_by_when_and_what_is_overdue(qms: Qms) -> None:
    qms.run("assign", "26", "27", "--to", "dora", "--due", "2026-05-01")
    qms.run("assign", "28", "--to", "ada", "--due", "2026-12-01")
    mine = qms.json("gaps", "--owner", "dora")["gaps"]
    assert [(g["ref"], g["due"], g["overdue"]) for g in mine] == [
        ("26", "2026-05-01", True),
        ("27", "2026-05-01", True),
    ]
    assert {g["ref"] for g in qms.json("gaps", "--overdue")["gaps"]} == {"26", "27"}
    assert "(overdue)" in qms.run("gaps", "--owner", "dora").out
    assert len(qms.json("gaps", "--owner", "nobody")["gaps"]) == 72
    qms.run("assign", "26", "--clear")
    assert qms.indicator("26")["owner"] is None
    assert "ada, dora" in qms.run("assign", "26", "--to", "nobody", code=2).err
    assert qms.run("assign", "26", code=2).err


def test_what_one_step_would_change_is_what_it_changes(qms: Qms) -> None:
    """Every promise is kept: once the step is done, the indicators that it names are covered."""
    qms.write("meeting 2026-05-04.md", "# Meeting 2026-05-04\n\nQuality item.\n")
    qms.sync()
    qms.run("link", "meeting 2026-05-04.md", "3", "8", "--kind", "record")
    qms.write("meeting 2026-05-04.md", "# Meeting 2026-05-04\n\nSomething else altogether.\n")
    qms.sync()
    before = qms.json("gaps", "--leverage")
    confirm = next(s for s in before["leverage"]["steps"] if s["what"] == "confirm")
    assert confirm["closes"] == ["3", "8"]
    record = next(s for s in before["leverage"]["steps"] if s["what"] == "record" and s["principle"] == "8")
    assert record["closes"]
    qms.run("review", "meeting 2026-05-04.md", "--confirm")
    qms.write("round 2026-05-05.md", "# Round 2026-05-05\n\nAll was seen.\n")
    qms.sync()
    refs = [*record["closes"], *record["helps"]]
    qms.run(
        "link",
        "round 2026-05-05.md",
        *refs,
        "--kind",
        record["subject"],
        "--period",
        "2025-01-01..2026-05-05",
    )
    covered = {i["ref"] for i in qms.json("coverage")["indicators"] if i["state"] == "covered"}
    assert {"3", "8", *record["closes"]} <= covered
    carriers = {c["path"]: c["carries"] for c in qms.json("gaps", "--leverage")["leverage"]["carriers"]}
    assert carriers["meeting 2026-05-04.md"] == ["3", "8"]
    shown = qms.run("gaps", "--leverage", "--limit", "1").out
    assert "What one step would change" in shown
    assert "What much depends on" in shown
