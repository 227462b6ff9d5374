"""Prove folder rules and series from outside: accepted for a folder at once; the newest counts, a late one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.cli.conftest import Qms


def minutes(qms: Qms, *days: str) -> None:
    for day in days:
        qms.write(
            f"Meetings/House/{day} house meeting.md", f"# House meeting {day}\n\nWe talked about food.\n"
        )
    qms.sync()


def linked(qms: Qms, ref: str) -> list[str]:
    return sorted(e["path"] for e in qms.indicator(ref)["evidence"])


def test_what_arrives_in_a_folder_is_proposed_and_accepted_at_once(qms: Qms) -> None:
    minutes(qms, "2026-03-02", "2026-04-06")
    said = qms.run("rule", "add", "Meetings/House/", "40", "46", "--kind", "voice", "--service", "day").out
    assert "Files that wait: 2" in said
    assert linked(qms, "40") == []
    qms.run("rule", "accept", "Meetings/House")
    assert len(linked(qms, "40")) == len(linked(qms, "46")) == 2
    evidence = qms.indicator("40")["evidence"][0]
    assert (evidence["kinds"], evidence["services"]) == (["voice"], ["day"])
    minutes(qms, "2026-05-04")
    assert "wait to be linked: 1" in qms.run("sync").out
    assert qms.json("rule", "list")["rules"][0]["waiting"] == 1
    qms.run("rule", "remove", "Meetings/House")
    assert qms.json("rule", "list")["rules"] == []
    assert len(linked(qms, "40")) == 2


def test_the_inner_folder_decides_and_a_refused_file_does_not_stop_the_others(qms: Qms) -> None:
    minutes(qms, "2026-03-02", "2026-04-06")
    qms.write("Meetings/2026-04-07 staff meeting.md", "# Staff meeting\n\nQuality item.\n")
    qms.sync()
    qms.run("rule", "add", "Meetings", "3", "--kind", "record")
    qms.run("rule", "add", "Meetings/House", "40", "--kind", "voice")
    (qms.store / "Meetings/House/2026-03-02 house meeting.md").write_text("# House meeting\n\nChanged.\n")
    qms.run("rule", "accept", "Meetings")
    said = qms.run("rule", "accept", "Meetings/House").out
    assert linked(qms, "3") == ["Meetings/2026-04-07 staff meeting.md"]
    assert "Meetings/House/2026-04-06 house meeting.md" in linked(qms, "40")
    assert said


def test_of_a_series_the_newest_counts_and_a_late_one_is_told(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes(qms, "2026-03-02", "2026-04-06")
    qms.run(
        "rule", "add", "Meetings/House", "40", "--kind", "voice", "--every", "1", "--series", "House meetings"
    )
    qms.run("rule", "accept", "Meetings/House")
    assert linked(qms, "40") == ["Meetings/House/2026-04-06 house meeting.md"]
    told = qms.json("rule", "list")["series"][0]
    assert (told["newest_on"], told["expected"], told["files"]) == ("2026-04-06", "2026-05-06", 2)
    monkeypatch.setenv("QMS_TODAY", "2026-05-10")
    assert qms.json("rule", "list")["series"][0]["late"] is False
    monkeypatch.setenv("QMS_TODAY", "2026-06-10")
    assert qms.json("rule", "list")["series"][0]["late"] is True
    assert any("House meetings" in w for w in qms.indicator("40")["warnings"])
    assert "House meetings" in qms.run("sync").out


def test_a_link_joins_a_series_by_its_name(qms: Qms) -> None:
    minutes(qms, "2026-03-02")
    assert qms.run("link", "2026-03-02 house meeting.md", "40", "--series", "Monthly", code=2).err
    qms.run(
        "link", "2026-03-02 house meeting.md", "40", "--kind", "voice", "--series", "Monthly", "--every", "1"
    )
    assert qms.json("rule", "list")["series"][0]["name"] == "Monthly"
    assert "--series" in qms.run("link", "2026-03-02 house meeting.md", "40", "--every", "1", code=2).err


def test_a_folder_that_is_not_there_is_refused_with_a_suggestion(qms: Qms) -> None:
    minutes(qms, "2026-03-02")
    assert "Meetings/House" in qms.run("rule", "add", "Meetings/Hous", "40", code=1).err
    assert qms.run("rule", "accept", "Meetings/House", code=1).err


def test_a_rule_that_is_replaced_says_what_stood_before(qms: Qms) -> None:
    minutes(qms, "2026-03-02")
    add = ("rule", "add", "Meetings/House", "40")
    assert "replaces" not in qms.run(*add, "--service", "day", "--every", "1").out
    assert "replaces" not in qms.run(*add, "--service", "day", "--every", "1").out
    said = qms.run(*add, "41").out
    assert "before: 40; by the name of the file; Day Service; Meetings/House (every month)." in said
    qms.run(*add, "--every", "2")
    assert "(every 2 months)" in " ".join(qms.run("rule", "add", "Meetings/House", "41").out.split())
