"""Prove what an independent review found wanting in links, suspicion, retention and forgetting."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import qms.evidence.linking as linking
import qms.upkeep.reading as reading
from qms.coverage.proofs import judge_year
from qms.model.coverage import Proof
from qms.model.reasons import Reason
from qms.model.words import EvidenceKind, State
from qms.state.files import digest
from tests.cli.test_links import hanging, later, links, put, suspects

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Qms

FORGET = ("--because", "retention ended")


def meanwhile(patch: pytest.MonkeyPatch, module: Any, name: str, act: Callable[[], object]) -> None:
    """Let something happen once, right after the first call of a function."""
    real = getattr(module, name)
    done: list[bool] = []

    def wrapped(*given: Any, **named: Any) -> Any:
        found = real(*given, **named)
        if not done:
            done.append(True)
            act()
        return found

    patch.setattr(module, name, wrapped)


def vanish(qms: Qms, name: str) -> None:
    """Delete a file and let the register know."""
    (qms.store / name).unlink()
    qms.sync()


def holding(root: Path, word: bytes) -> list[str]:
    """Return the files of a workspace that hold a word."""
    return [p.name for p in root.rglob("*") if p.is_file() and word in p.read_bytes()]


# Forgetting


def join(qms: Qms) -> str:
    """Let a vanished file live on in another one that changed once, and return its id."""
    put(qms, "old.txt", "Words about the first plan")
    qms.run("link", "old.txt", "40", "--kind", "voice")
    ident = str(qms.register()["old.txt"]["id"])
    vanish(qms, "old.txt")
    put(qms, "new.txt", "Sitronhonning for the guinea pig")
    later(qms, "new.txt", "Honningmelon for the guinea pig")
    qms.run("link", "new.txt", "27", "--kind", "record")
    qms.run("evidence", "set", "new.txt", "--same-as", ident)
    return ident


def test_joined_evidence_keeps_the_revisions_of_both(qms: Qms) -> None:
    ident = join(qms)
    shown = qms.json("evidence", "show", "new.txt")
    assert shown["id"] == ident
    assert [r["number"] for r in shown["revisions"]] == [1, 2, 3]
    assert [r["sha256"] for r in shown["revisions"]] == [
        digest(text.encode())
        for text in (
            "Words about the first plan", "Sitronhonning for the guinea pig", "Honningmelon for the guinea pig",
        )
    ]  # fmt: skip
    assert shown["revisions"][-1]["sha256"] == shown["sha256"]
    qms.sync()
    assert suspects(qms) == [("new.txt", "equass-2018:40", "text_changed")]
    later(qms, "new.txt", "Other words altogether")
    assert len(suspects(qms)) == 2
    qms.run("check")


def test_forgetting_reaches_the_revisions_of_what_was_joined(qms: Qms) -> None:
    ident = join(qms)
    assert holding(qms.root / ".qms" / "cache", b"Sitronhonning")
    vanish(qms, "new.txt")
    qms.run("evidence", "forget", ident, *FORGET)
    for word in (b"Sitronhonning", b"Honningmelon", b"first plan"):
        assert holding(qms.root / ".qms", word) == []


def test_forgetting_reaches_backups_from_before_the_joining(qms: Qms, tmp_path: Path) -> None:
    put(qms, "old.txt", "Words about the first plan")
    ident = str(qms.register()["old.txt"]["id"])
    vanish(qms, "old.txt")
    put(qms, "guinea-pig.txt", "Sitronhonning for the guinea pig")
    was = str(qms.register()["guinea-pig.txt"]["id"])
    qms.run("link", "guinea-pig.txt", "40", "--quote", "Sitronhonning")
    qms.run("backup", tmp_path / "kept.zip")
    qms.run("evidence", "set", "guinea-pig.txt", "--same-as", ident)
    qms.sync()
    vanish(qms, "guinea-pig.txt")
    qms.run("evidence", "forget", ident, *FORGET)
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        members = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Sitronhonning" not in members
    assert b"guinea-pig" not in members
    assert sorted(qms.sql("select id from tombstones")) == sorted([(ident,), (was,)])
    qms.run("check")


def test_forgetting_drops_readings_that_no_evidence_needs(qms: Qms) -> None:
    put(qms, "a.txt", "Alpha words")
    put(qms, "b.txt", "Beta words")
    cached = qms.root / ".qms" / "cache" / "text"
    (cached / f"{'0' * 64}.json").write_text("a reading that was left behind", encoding="utf-8")
    vanish(qms, "a.txt")
    qms.run("evidence", "forget", "a.txt", *FORGET)
    assert [p.name[:64] for p in cached.iterdir()] == [digest(b"Beta words")]


def test_forgetting_tells_where_the_same_text_still_is(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "a.pdf", pdf_bytes("The same words", mark="one"))
    put(qms, "b/copy.pdf", pdf_bytes("The same words", mark="one"))
    put(qms, "c.pdf", pdf_bytes("The same words", mark="two"))
    put(qms, "d.pdf", pdf_bytes("Other words"))
    vanish(qms, "a.pdf")
    said = qms.run("evidence", "forget", "a.pdf", *FORGET).out
    assert "The same text is still in: b/copy.pdf, c.pdf" in said
    assert "Nothing" not in said


def test_forgetting_tells_which_snapshots_went(qms: Qms) -> None:
    put(qms, "a.txt", "The same words")
    snapshots = qms.root / ".qms" / "state" / "snapshots"
    snapshots.mkdir(parents=True)
    (snapshots / "2026.json").write_text(str(qms.register()["a.txt"]["id"]), encoding="utf-8")
    vanish(qms, "a.txt")
    said = qms.run("evidence", "forget", "a.txt", *FORGET).out
    assert "2026.json" in said
    assert "Nothing of the file's text is kept" in said


def test_a_backup_out_of_reach_is_a_warning_and_1(qms: Qms, tmp_path: Path) -> None:
    put(qms, "a.txt", "Words")
    ident = str(qms.register()["a.txt"]["id"])
    qms.run("backup", tmp_path / "kept.zip")
    (tmp_path / "kept.zip").rename(tmp_path / "away.zip")
    vanish(qms, "a.txt")
    left = qms.run("evidence", "forget", "a.txt", *FORGET, code=1)
    assert "Nothing" not in left.out
    assert "kept.zip" in left.err
    assert ident in left.err.splitlines()[1]
    assert "a.txt" not in qms.register()
    (tmp_path / "away.zip").rename(tmp_path / "kept.zip")
    qms.run("evidence", "forget", ident, *FORGET)


# Races


@pytest.mark.parametrize("words", [("link", "m.txt", "40"), ("review", "m.txt", "27", "--confirm")])
def test_a_file_that_changes_while_it_is_linked_is_not_confirmed(
    qms: Qms, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    put(qms, "m.txt", "Old words")
    qms.run("link", "m.txt", "27")
    meanwhile(monkeypatch, linking, "read_one", lambda: later(qms, "m.txt", "New words"))
    failed = qms.run(*words, code=1)
    assert failed.err.startswith("Error: Somebody else changed this meanwhile")
    assert [link["indicator"] for link in links(qms, "m.txt")] == ["27"]
    assert [s[2] for s in suspects(qms)] == ["text_changed"]


def test_a_link_made_while_its_attachment_is_read_is_judged(
    qms: Qms, monkeypatch: pytest.MonkeyPatch, eml_bytes: Callable[..., bytes]
) -> None:
    inner = "mail.eml#1/in.txt"
    put(qms, "mail.eml", eml_bytes(("in.txt", b"Old words")))
    qms.run("link", inner, "26")
    meanwhile(monkeypatch, reading, "evaluate", lambda: qms.run("link", inner, "40"))
    later(qms, "mail.eml", eml_bytes(("in.txt", b"New words")))
    qms.sync()
    assert [s[1] for s in suspects(qms)] == ["equass-2018:26", "equass-2018:40"]
    assert [h["path"] for h in qms.json("search", "new words")["hits"]] == [inner]


# Review


def test_confirming_a_lost_passage_drops_the_quote_and_keeps_the_place(
    qms: Qms, pdf_bytes: Callable[..., bytes]
) -> None:
    put(qms, "a.pdf", pdf_bytes("Everybody is heard", "The board agrees"))
    qms.run("link", "a.pdf", "40", "--quote", "Everybody is heard")
    qms.run("link", "a.pdf", "40", "--quote", "The board agrees")
    later(qms, "a.pdf", pdf_bytes("Nobody is heard", "A new page", "The board agrees"))
    assert [s[2] for s in suspects(qms)] == ["passage_gone"]
    qms.run("review", "a.pdf", "--confirm")
    pins = sorted((p["number"], p["quote"]) for p in links(qms, "a.pdf")[0]["pins"])
    assert pins == [(1, ""), (3, "The board agrees")]
    later(qms, "a.pdf", pdf_bytes("Nobody is heard", "A new page", "The  board agrees"))
    assert suspects(qms) == []


def test_two_lost_quotes_of_one_place_leave_one_pin(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "a.pdf", pdf_bytes("Everybody is heard and the board agrees"))
    qms.run("link", "a.pdf", "40", "--quote", "Everybody is heard")
    qms.run("link", "a.pdf", "40", "--quote", "the board agrees")
    later(qms, "a.pdf", pdf_bytes("Something else"))
    qms.run("review", "a.pdf", "--confirm")
    assert [(p["number"], p["quote"]) for p in links(qms, "a.pdf")[0]["pins"]] == [(1, "")]


def test_confirming_leaves_an_assumed_date_assumed(qms: Qms) -> None:
    put(qms, "m.txt", "Meeting of 12 March 2026")
    qms.run("link", "m.txt", "40", "--kind", "voice")
    later(qms, "m.txt", "Meeting of 12 March 2026, with more words")
    qms.run("review", "m.txt", "40", "--confirm")
    assert hanging(qms, "40")["date_assumed"] is True


def test_linking_a_suspect_link_again_says_that_it_confirms(qms: Qms) -> None:
    put(qms, "m.txt", "Old words")
    qms.run("link", "m.txt", "40", "--quote", "Old words")
    later(qms, "m.txt", "New words")
    assert len(suspects(qms)) == 1
    said = qms.run("link", "m.txt", "40").out
    assert "The link was suspect; linking it again confirmed it." in said
    assert "link.confirmed" in qms.trail()
    assert suspects(qms) == []
    assert [p["quote"] for p in links(qms, "m.txt")[0]["pins"]] == [""]
    assert "linking it again" not in qms.run("link", "m.txt", "40").out


# What a person says


def test_a_title_that_a_person_gave_survives_reading(qms: Qms, docx_bytes: Callable[..., bytes]) -> None:
    put(qms, "m.docx", docx_bytes(("Title", "What the file says"), "Words"))
    qms.run("evidence", "set", "m.docx", "--title", "What we call it")
    later(qms, "m.docx", docx_bytes(("Title", "What the file says now"), "Other words"))
    assert qms.register()["m.docx"]["title"] == "What we call it"


LOG: list[tuple[object, ...]] = [("Day", "What"), ("2026-01-02", "Food")]


def test_a_spreadsheet_said_not_to_be_living_stays_so(qms: Qms, xlsx_bytes: Callable[..., bytes]) -> None:
    put(qms, "log.xlsx", xlsx_bytes(*LOG))
    assert qms.register()["log.xlsx"]["living"] is False
    qms.run("evidence", "set", "log.xlsx", "--not-living")
    said = qms.run("link", "log.xlsx", "27", "--kind", "record").out
    assert "--not-living" not in said
    assert qms.register()["log.xlsx"]["living"] is False


def test_a_spreadsheet_taken_for_living_is_logged_once(qms: Qms, xlsx_bytes: Callable[..., bytes]) -> None:
    put(qms, "log.xlsx", xlsx_bytes(*LOG))
    said = qms.run("link", "log.xlsx", "27", "28", "--kind", "record").out
    assert said.count("--not-living") == 1
    (entry,) = [e for e in qms.json("log")["log"] if e["action"] == "evidence.set"]
    assert entry["subject"] == qms.register()["log.xlsx"]["id"]
    assert "True" in str(entry)
    assert qms.register()["log.xlsx"]["living"] is True


@pytest.mark.parametrize("command", ["link", "evidence set"])
def test_a_day_and_a_period_together_are_wrong_usage(qms: Qms, command: str) -> None:
    put(qms, "m.txt", "Words")
    words = ["link", "m.txt", "40"] if command == "link" else ["evidence", "set", "m.txt"]
    both = ("--date", "2026-01-01", "--period", "2026-01-01..2026-02-01")
    failed = qms.run(*words, *both, code=2)
    assert "--date" in failed.err.splitlines()[0]
    assert "--period" in failed.err.splitlines()[0]
    assert links(qms, "m.txt") == []


def test_a_link_that_speaks_of_all_services_says_that_it_goes_on(qms: Qms) -> None:
    put(qms, "m.txt", "Words of 1 May 2026")
    qms.run("link", "m.txt", "40", "--kind", "voice")
    said = qms.run("link", "m.txt", "40", "--service", "day").out
    assert "all services" in said
    assert links(qms, "m.txt")[0]["services"] == []
    qms.run("unlink", "m.txt", "40")
    assert "all services" not in qms.run("link", "m.txt", "40", "--service", "day").out


# Suspicion and retention


def test_a_scan_that_is_restored_is_no_longer_suspect(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    put(qms, "scan.pdf", pdf_bytes("", mark="one"))
    qms.run("link", "scan.pdf", "40", "--kind", "voice", "--date", "2026-05-01")
    later(qms, "scan.pdf", pdf_bytes("", mark="two"))
    assert [s[2] for s in suspects(qms)] == ["bytes_changed"]
    later(qms, "scan.pdf", pdf_bytes("", mark="one"))
    assert suspects(qms) == []
    assert qms.trail()[-1] == "link.carried_over"


@pytest.mark.parametrize(("day", "missing"), [("2026-06-30", 1), ("2026-07-01", 0)])
def test_a_file_is_due_only_after_its_last_day(
    qms: Qms, monkeypatch: pytest.MonkeyPatch, eml_bytes: Callable[..., bytes], day: str, missing: int
) -> None:
    put(qms, "a.txt", "Words")
    put(qms, "mail.eml", eml_bytes(("in.txt", b"Inner words")))
    qms.run("evidence", "set", "a.txt", "--keep-until", "2026-06-30")
    qms.run("evidence", "set", "mail.eml#1/in.txt", "--keep-until", "2026-06-30")
    monkeypatch.setenv("QMS_TODAY", day)
    (qms.store / "a.txt").unlink()
    qms.write("mail.eml", eml_bytes())
    assert qms.sync()["missing"] == missing
    assert qms.trail().count("evidence.deleted_as_due") == (0 if missing else 2)


def test_a_retention_day_said_late_counts_from_the_day_of_deletion(
    qms: Qms, eml_bytes: Callable[..., bytes]
) -> None:
    put(qms, "a.txt", "Words")
    put(qms, "mail.eml", eml_bytes(("in.txt", b"Inner words")))
    (qms.store / "mail.eml").unlink()
    vanish(qms, "a.txt")
    for day, due in (("2026-06-01", False), ("2026-05-31", True), ("2026-12-31", False)):
        for name in ("a.txt", "mail.eml"):
            ident = qms.sql("select id from evidence where path = ?", name)[0][0]
            qms.run("evidence", "set", str(ident), "--keep-until", day)
        gone = [m["path"] for m in qms.json("evidence", "missing")["missing"]]
        assert gone == ([] if due else ["a.txt", "mail.eml"])
        inner = qms.sql("select deleted_as_due from evidence where path like '%in.txt'")
        assert inner == [(int(due),)]


def test_a_suspect_link_does_not_become_history(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = next(
        i["ref"] for i in qms.json("framework", "show")["indicators"] if (i["rhythm"] == "yearly"
        and ["record"] in i["needs"]) or (i["rhythm"] == "yearly" and ["result"] in i["needs"])
    )  # fmt: skip
    for name in ("sound.txt", "doubtful.txt"):
        put(qms, name, f"Old words of {name}")
    kinds = ("--kind", "record", "--kind", "result", "--period", "2025-01-01..2025-12-31")
    states = []
    for name in ("sound.txt", "doubtful.txt"):
        qms.run("link", name, ref, *kinds)
        qms.run("evidence", "set", name, "--keep-until", "2026-06-01")
        if name == "doubtful.txt":
            later(qms, name, "New words")
        monkeypatch.setenv("QMS_TODAY", "2026-06-02")
        vanish(qms, name)
        (need, *_) = [n for n in qms.indicator(ref)["needs"] if set(n["kinds"]) & {"record", "result"}]
        states.append(need["state"])
        shown = qms.indicator(ref)
        qms.sql("delete from links")
        monkeypatch.setenv("QMS_TODAY", "2026-06-01")
    assert states == ["covered", "suspect"]
    assert shown["reason_code"] == "deleted_suspect"
    assert shown["action_code"] == "renew"


def test_only_sound_evidence_that_was_deleted_as_due_is_history() -> None:
    today = date(2026, 6, 1)
    gone = Proof("e", "7", (EvidenceKind.RECORD,), date_from=date(2025, 3, 1), standing=State.EXPIRED)
    sound = replace(gone, because=Reason("deleted_as_due"))
    doubtful = replace(gone, because=Reason("deleted_suspect"))
    assert judge_year(sound, 2025, today).state is State.COVERED
    assert judge_year(doubtful, 2025, today).state is State.SUSPECT
