"""Prove what a pass does with files that come, change, move, vanish, return, or cannot be read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import PROGRAM
from tests.powers import NO_LIMITS, no_limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms

NOTHING = {"added": 0, "changed": 0, "moved": 0, "missing": 0}


def counts(qms: Qms) -> dict[str, int]:
    """Run a pass and return the counts that are not about reading."""
    return {k: v for k, v in qms.sync().items() if k != "unreadable"}


def later(qms: Qms, name: str, content: str | bytes) -> None:
    """Write a file so that its time differs whatever the clock's grain."""
    path = qms.write(name, content)
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))


def test_counts_have_exactly_the_names_of_the_contract(qms: Qms) -> None:
    assert qms.sync() == {"added": 0, "changed": 0, "moved": 0, "missing": 0, "unreadable": 0}


def test_new_and_changed(qms: Qms) -> None:
    qms.write("a.txt", "First minutes")
    assert counts(qms) == NOTHING | {"added": 1}
    first = qms.register()["a.txt"]
    later(qms, "a.txt", "Second minutes")
    assert counts(qms) == NOTHING | {"changed": 1}
    second = qms.register()["a.txt"]
    assert second["id"] == first["id"]
    assert second["sha256"] != first["sha256"]
    assert len(qms.json("evidence", "show", "a.txt")["revisions"]) == 2


def test_touched_but_equal_is_no_change(qms: Qms) -> None:
    qms.write("a.txt", "Minutes")
    qms.sync()
    later(qms, "a.txt", "Minutes")
    assert counts(qms) == NOTHING
    assert len(qms.json("evidence", "show", "a.txt")["revisions"]) == 1


def test_moved_keeps_id_and_links(qms: Qms) -> None:
    qms.write("a.txt", "Minutes of the council")
    qms.sync()
    ident = qms.register()["a.txt"]["id"]
    qms.run("link", "a.txt", "40", "--kind", "voice")
    (qms.store / "2026").mkdir()
    (qms.store / "a.txt").rename(qms.store / "2026" / "b.txt")
    assert counts(qms) == NOTHING | {"moved": 1}
    row = qms.register()["2026/b.txt"]
    assert (row["id"], row["indicators"], row["status"]) == (ident, ["40"], "present")
    assert qms.json("search", "council")["hits"][0]["path"] == "2026/b.txt"


def test_a_new_name_gives_a_new_title_where_the_title_was_the_name(qms: Qms) -> None:
    qms.write("a.csv", "one,two\n")
    qms.sync()
    (qms.store / "a.csv").rename(qms.store / "waiting list.csv")
    qms.sync()
    assert "waiting list" in qms.register()["waiting list.csv"]["title"]


def test_a_new_name_gives_a_new_date_where_the_date_was_in_the_name(qms: Qms) -> None:
    qms.write("minutes 2025-03-01.txt", "Nothing else")
    qms.sync()
    assert qms.register()["minutes 2025-03-01.txt"]["evidence_date"] == "2025-03-01"
    (qms.store / "minutes 2025-03-01.txt").rename(qms.store / "minutes 2025-03-11.txt")
    assert counts(qms) == NOTHING | {"moved": 1}
    assert qms.register()["minutes 2025-03-11.txt"]["evidence_date"] == "2025-03-11"


def test_equal_files_take_date_and_title_each_from_its_own_name(qms: Qms) -> None:
    qms.write("minutes 2025-03-01.txt", "x y z")
    qms.sync()
    qms.write("other.txt", "x y z")
    qms.sync()
    row = qms.register()["other.txt"]
    assert row["evidence_date"] is None
    assert row["title"] == "other"


def test_folder_renamed_moves_everything(qms: Qms) -> None:
    for n in range(6):
        qms.write(f"old/{n}.txt", f"text number {n}")
    qms.sync()
    (qms.store / "old").rename(qms.store / "new")
    assert counts(qms) == NOTHING | {"moved": 6}


def test_copy_is_a_duplicate_of_its_own(qms: Qms) -> None:
    qms.write("a.txt", "Same words")
    qms.sync()
    shutil.copy2(qms.store / "a.txt", qms.store / "copy.txt")
    assert counts(qms) == NOTHING | {"added": 1}
    rows = qms.register()
    assert rows["a.txt"]["id"] != rows["copy.txt"]["id"]


def test_vanished_and_returned(qms: Qms) -> None:
    qms.write("a.txt", "Minutes")
    qms.write("b.txt", "Other")
    qms.sync()
    qms.run("link", "a.txt", "40", "--kind", "voice")
    ident = qms.register()["a.txt"]["id"]
    data = (qms.store / "a.txt").read_bytes()
    (qms.store / "a.txt").unlink()
    assert counts(qms) == NOTHING | {"missing": 1}
    gone = qms.register()["a.txt"]
    assert (gone["status"], gone["indicators"]) == ("missing", ["40"])
    assert qms.json("evidence", "missing")["missing"][0]["missing_since"] == "2026-06-01"
    assert not qms.json("search", "minutes")["hits"]
    assert counts(qms) == NOTHING
    qms.write("a.txt", data)
    assert counts(qms) == NOTHING
    back = qms.register()["a.txt"]
    assert (back["id"], back["status"], back["indicators"]) == (ident, "present", ["40"])
    assert qms.json("search", "minutes")["hits"]
    assert "evidence.returned" in qms.trail()


def test_returned_elsewhere_is_the_same_evidence(qms: Qms) -> None:
    qms.write("a.txt", "Minutes")
    qms.sync()
    ident = qms.register()["a.txt"]["id"]
    (qms.store / "a.txt").unlink()
    qms.sync()
    qms.write("archive/a.txt", "Minutes")
    assert counts(qms) == NOTHING | {"moved": 1}
    assert qms.register()["archive/a.txt"]["id"] == ident


def test_two_files_that_swap_names_keep_their_links(qms: Qms) -> None:
    qms.write("a.txt", "Alpha text")
    qms.write("b.txt", "Beta text")
    qms.sync()
    qms.run("link", "a.txt", "40", "--kind", "voice")
    before = {p: r["id"] for p, r in qms.register().items()}
    (qms.store / "a.txt").rename(qms.store / "t")
    (qms.store / "b.txt").rename(qms.store / "a.txt")
    (qms.store / "t").rename(qms.store / "b.txt")
    assert counts(qms) == NOTHING | {"moved": 2}
    rows = qms.register()
    assert (rows["a.txt"]["id"], rows["b.txt"]["id"]) == (before["b.txt"], before["a.txt"])
    assert rows["b.txt"]["indicators"] == ["40"]
    assert qms.json("review")["suspect"] == []
    assert qms.json("search", "alpha")["hits"][0]["path"] == "b.txt"


def test_new_version_under_the_old_name_and_the_old_one_set_aside(qms: Qms) -> None:
    qms.write("plan.txt", "Plan of last year")
    qms.sync()
    ident = qms.register()["plan.txt"]["id"]
    (qms.store / "plan.txt").rename(qms.store / "plan old.txt")
    qms.write("plan.txt", "Plan of this year")
    # Rule (a): the path decides, so the links stay with the name and their text is judged again.
    assert counts(qms) == NOTHING | {"changed": 1, "added": 1}
    assert qms.register()["plan.txt"]["id"] == ident


def test_attachments_move_with_their_container(qms: Qms, eml_bytes: Callable[..., bytes]) -> None:
    qms.write("mail.eml", eml_bytes(("report.txt", b"Findings of the visit"), ("second.txt", b"More")))
    assert counts(qms) == NOTHING | {"added": 1}
    before = {p: r["id"] for p, r in qms.register().items()}
    assert set(before) == {"mail.eml", "mail.eml#1/report.txt", "mail.eml#2/second.txt"}
    assert qms.json("search", "findings visit")["hits"][0]["path"] == "mail.eml#1/report.txt"
    qms.run("link", "mail.eml#1/report.txt", "40", "--kind", "voice", "--quote", "Findings")
    (qms.store / "post").mkdir()
    (qms.store / "mail.eml").rename(qms.store / "post" / "letter.eml")
    assert counts(qms) == NOTHING | {"moved": 1}
    rows = qms.register()
    assert rows["post/letter.eml#1/report.txt"]["id"] == before["mail.eml#1/report.txt"]
    assert rows["post/letter.eml#1/report.txt"]["indicators"] == ["40"]
    assert qms.json("search", "findings")["hits"][0]["path"] == "post/letter.eml#1/report.txt"
    (qms.store / "post" / "letter.eml").unlink()
    assert counts(qms) == NOTHING | {"missing": 1}
    assert {r["status"] for r in qms.register().values()} == {"missing"}


def test_a_changed_attachment_makes_its_link_suspect(qms: Qms, eml_bytes: Callable[..., bytes]) -> None:
    qms.write("mail.eml", eml_bytes(("report.txt", b"Findings of the visit")))
    qms.sync()
    name = "mail.eml#1/report.txt"
    ident = qms.register()[name]["id"]
    qms.run("link", name, "40", "--kind", "voice")
    later(qms, "mail.eml", eml_bytes(("report.txt", b"Nothing was found at all")))
    assert counts(qms)["changed"] == 1
    assert qms.register()[name]["id"] == ident
    assert [(s["path"], s["because"]) for s in qms.json("review")["suspect"]] == [(name, "text_changed")]
    assert len(qms.json("evidence", "show", name)["revisions"]) == 2
    qms.run("review", name, "--confirm")
    assert qms.json("review")["suspect"] == []


def test_an_attachment_that_is_gone_is_missing_since_and_can_return(
    qms: Qms, eml_bytes: Callable[..., bytes]
) -> None:
    both = eml_bytes(("a.txt", b"First part"), ("b.txt", b"Second part"))
    qms.write("mail.eml", both)
    qms.sync()
    qms.run("link", "mail.eml#2/b.txt", "40", "--kind", "voice", "--date", "2026-05-01")
    later(qms, "mail.eml", eml_bytes(("a.txt", b"First part")))
    qms.sync()
    row = qms.sql("select status, missing_since from evidence where path = ?", "mail.eml#2/b.txt")
    assert row == [("missing", "2026-06-01")]
    needs = {e["path"]: e["state"] for e in qms.indicator("40")["evidence"]}
    assert needs["mail.eml#2/b.txt"] == "missing"
    trail = qms.trail()
    later(qms, "mail.eml", eml_bytes(("a.txt", b"First part"), subject="Again"))
    qms.sync()
    assert qms.trail()[len(trail) :].count("evidence.missing") == 0
    later(qms, "mail.eml", both + b"\n")
    qms.sync()
    assert qms.register()["mail.eml#2/b.txt"]["status"] == "present"
    assert qms.indicator("40")["evidence"][0]["state"] == "covered"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_in_both_normal_forms(qms: Qms, form: str) -> None:
    name = unicodedata.normalize(form, "Årsplan øvelse – šūkis ąžuolas.txt")
    qms.write(name, "Plan")
    assert counts(qms)["added"] == 1
    shown = unicodedata.normalize("NFC", name)
    assert list(qms.register()) == [shown]
    for typed in ("NFC", "NFD"):
        spelled = unicodedata.normalize(typed, name)
        assert qms.json("evidence", "show", spelled)["path"] == shown
    assert counts(qms) == NOTHING


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system folds names")
def test_two_names_that_fold_to_one_are_told_apart(qms: Qms) -> None:
    for form in ("NFC", "NFD"):
        qms.write(unicodedata.normalize(form, "é.txt"), f"in {form}")
    assert counts(qms)["added"] == 2
    paths = list(qms.register())
    assert len(set(paths)) == 2
    for path in paths:
        assert qms.json("evidence", "show", path)["path"] == path


def test_spaces_and_emoji(qms: Qms) -> None:
    qms.write("a folder/plan 😀 (final) #2 50%.txt", "Plan of the year")
    qms.sync()
    qms.run("link", "a folder/plan 😀 (final) #2 50%.txt", "40")
    assert qms.json("search", "plan")["hits"][0]["path"] == "a folder/plan 😀 (final) #2 50%.txt"


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="the file system takes only text")
def test_undecodable_bytes_in_a_name(qms: Qms) -> None:
    raw = os.fsencode(qms.store) + b"/m\xf8te.txt"
    with open(raw, "wb") as file:
        file.write(b"Minutes of a meeting")
    assert counts(qms)["added"] == 1
    shown = "m\\xf8te.txt"
    assert list(qms.register()) == [shown]
    qms.run("evidence", "list")
    qms.run("evidence", "show", shown)
    qms.run("link", shown, "40", "--kind", "voice")
    assert counts(qms) == NOTHING
    for words in (("evidence", "show", b"m\xf8te.txt"), ("review", b"m\xf8te.txt", "--confirm")):
        done = qms.spawn(*words)
        assert done.code == 0, done
    unknown = qms.spawn("evidence", "show", b"n\xf8.txt")
    assert unknown.code == 1
    assert unknown.err.startswith("Error: ")
    os.rename(raw, os.fsencode(qms.store) + b"/n\xf8.txt")
    assert counts(qms) == NOTHING | {"moved": 1}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege")
def test_a_link_out_of_the_folder_is_refused(qms: Qms) -> None:
    secret = qms.root.parent / "secret.txt"
    secret.write_text("Unspeakable words")
    (qms.store / "out.txt").symlink_to(secret)
    (qms.store / "away").symlink_to(qms.root.parent, target_is_directory=True)
    qms.write("in.txt", "Plain words")
    (qms.store / "alias.txt").symlink_to(qms.store / "in.txt")
    (qms.store / "loop").symlink_to(qms.store, target_is_directory=True)
    (qms.store / "dangling.txt").symlink_to(qms.store / "nothing.txt")
    qms.sync()
    rows = qms.register()
    assert set(rows) == {"in.txt", "alias.txt", "out.txt", "away"}
    assert rows["out.txt"]["status"] == rows["away"]["status"] == "unreadable"
    assert rows["out.txt"]["problem"] == "unreadable"
    assert not qms.json("search", "unspeakable")["hits"]
    assert counts(qms) == NOTHING


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_a_pipe_does_not_stop_the_pass(qms: Qms) -> None:
    os.mkfifo(qms.store / "pipe.txt")
    qms.write("a.txt", "Words")
    assert counts(qms)["added"] == 2
    assert qms.register()["pipe.txt"]["status"] == "unreadable"


def test_a_file_that_disappears_during_the_walk(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer import scan

    qms.write("a.txt", "Words")
    qms.write("b.txt", "Others")
    true = scan.read_stable

    def vanish(path: Any) -> Any:
        if str(path).endswith("a.txt"):
            path.unlink()
        return true(path)

    monkeypatch.setattr(scan, "read_stable", vanish)
    assert counts(qms) == NOTHING | {"added": 1}
    assert list(qms.register()) == ["b.txt"]


def test_a_file_that_disappears_between_scan_and_reading(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    from qms.upkeep import sync

    qms.write("a.txt", "Words")
    qms.write("b.txt", "Others")
    true = sync.read_all

    def vanish(*arguments: Any) -> int:
        (qms.store / "a.txt").unlink(missing_ok=True)
        return true(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(sync, "read_all", vanish)
        assert counts(qms) == NOTHING | {"added": 2}
    assert counts(qms) == NOTHING | {"missing": 1}
    assert qms.register()["b.txt"]["problem"] is None


def test_bytes_that_change_between_fingerprint_and_reading_are_read_again(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text that the register holds must be that of the fingerprint beside it, in the end."""
    from qms.upkeep import sync

    qms.write("a.txt", "Old words")
    true = sync.read_all

    def change(*arguments: Any) -> int:
        later(qms, "a.txt", "New words entirely")
        return true(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(sync, "read_all", change)
        qms.sync()
    qms.sync()
    assert qms.json("search", "entirely")["hits"]
    later(qms, "a.txt", "Old words")
    qms.sync()
    assert not qms.json("search", "entirely")["hits"]


def test_bad_files_are_registered_with_their_problem(
    qms: Qms,
    pdf_bytes: Callable[..., bytes],
    docx_bytes: Callable[..., bytes],
    xlsx_bytes: Callable[..., bytes],
) -> None:
    expected: dict[str, str | None] = {}

    def put(name: str, data: bytes, problem: str | None) -> None:
        qms.write(name, data)
        expected[name] = problem

    pdf, word, sheet = pdf_bytes("Some words"), docx_bytes("Some words"), xlsx_bytes(("a", 1))
    put("empty.docx", b"", "empty")
    put("empty.pdf", b"", "empty")
    put("empty.txt", b"", "empty")
    put("blank.txt", b"  \n \n", "no_text")
    put("blank.pdf", pdf_bytes(""), "no_text")
    put("photo.jpg", b"\xff\xd8\xff\xe0" + b"0" * 50, "damaged")
    put("locked.pdf", pdf_bytes("Secret", encrypt="pw"), "encrypted")
    put("cut.docx", word[: len(word) // 2], "damaged")
    put("cut.xlsx", sheet[: len(sheet) // 2], "damaged")
    put("cut.pdf", pdf[:40], "damaged")
    put("noise.docx", b"this is no Word file", "damaged")
    put("noise.pdf", bytes(range(256)) * 8, "damaged")
    put("thing.xyz", b"\x00\x01 what is this", "unsupported")
    put("good.pdf", pdf, None)
    put("good.docx", word, None)
    assert qms.sync()["unreadable"] == sum(1 for p in expected.values() if p)
    rows = qms.register()
    assert {name: row["problem"] for name, row in rows.items()} == expected
    assert {row["status"] for row in rows.values()} == {"present"}
    assert {r["path"] for r in qms.json("evidence", "unreadable")["evidence"]} == {
        name for name, problem in expected.items() if problem
    }
    said = qms.run("sync").out
    assert "qms evidence unreadable" in said
    assert counts(qms) == NOTHING


def test_an_unreadable_file_counts_as_evidence_when_linked(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    qms.write("scan.pdf", pdf_bytes(""))
    qms.sync()
    qms.run("link", "scan.pdf", "40", "--kind", "voice", "--date", "2026-05-01")
    assert qms.indicator("40")["state"] == "covered"


@pytest.mark.skipif(no_limits(), reason=NO_LIMITS)
def test_a_file_without_permission_is_unreadable(qms: Qms) -> None:
    qms.write("a.txt", "Words").chmod(0)
    assert qms.sync()["unreadable"] == 1
    (qms.store / "a.txt").chmod(0o600)
    qms.sync()
    assert qms.register()["a.txt"]["problem"] is None


def test_empty_files_never_match_by_bytes(qms: Qms) -> None:
    qms.write("a.txt", "")
    qms.sync()
    (qms.store / "a.txt").rename(qms.store / "b.txt")
    assert counts(qms) == NOTHING | {"missing": 1, "added": 1}


def test_temporary_and_hidden_files_are_no_evidence(qms: Qms) -> None:
    for name in ("~$plan.docx", ".hidden.txt", "a.tmp", "Thumbs.db", ".git/config", "x.swp"):
        qms.write(name, "x")
    qms.configure('\n[evidence]\nignore = ["private/*"]\n')
    qms.write("private/a.txt", "x")
    assert counts(qms) == NOTHING


def test_evidence_is_never_written(qms: Qms) -> None:
    for n in range(3):
        qms.write(f"{n}.txt", f"text {n}")
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in qms.store.iterdir()}
    qms.sync()
    qms.run("link", "1.txt", "40")
    qms.run("search", "text")
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in qms.store.iterdir()} == before


WATCH = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
sys.path.insert(0, sys.argv[1])
import cli
try:
    cli.main(sys.argv[2:])
finally:
    sys.stderr.write("\\n".join(o for o in opened if "evidence_store" in o))
"""


def test_a_rescan_of_an_unchanged_store_opens_no_file_and_commits_nothing(qms: Qms) -> None:
    for n in range(5):
        qms.write(f"d/{n}.txt", f"text {n}")
    later(qms, "bad.pdf", b"")
    qms.sync()
    database = qms.root / ".qms" / "state" / "qms.db"
    before = (database.read_bytes(), database.stat().st_mtime_ns, len(qms.trail()))
    command = [sys.executable, "-c", WATCH, str(PROGRAM.parent), "-C", str(qms.root), "sync", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr.strip() == ""
    assert (database.read_bytes(), database.stat().st_mtime_ns, len(qms.trail())) == before


def test_only_what_changed_is_hashed(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer import scan

    for n in range(5):
        qms.write(f"{n}.txt", f"text {n}")
    qms.sync()
    hashed: list[str] = []
    true = scan.read_stable

    def note(path: Any) -> Any:
        hashed.append(path.name)
        return true(path)

    monkeypatch.setattr(scan, "read_stable", note)
    later(qms, "3.txt", "changed")
    assert counts(qms) == NOTHING | {"changed": 1}
    assert hashed == ["3.txt"]


def test_the_cache_may_be_deleted_at_any_time(qms: Qms) -> None:
    qms.write("a.txt", "Minutes of the council")
    qms.sync()
    qms.run("link", "a.txt", "40", "--quote", "council")
    shutil.rmtree(qms.root / ".qms" / "cache")
    shutil.rmtree(qms.index.parent)
    assert qms.json("search", "council")["hits"][0]["path"] == "a.txt"
    shutil.rmtree(qms.root / ".qms" / "cache")
    assert qms.json("evidence", "show", "a.txt")["places"]
    assert counts(qms) == NOTHING
    assert qms.json("review")["suspect"] == []


def test_evidence_may_lie_elsewhere(qms: Qms) -> None:
    share = qms.root.parent / "share"
    share.mkdir()
    (share / "a.txt").write_text("Minutes")
    qms.configure(f'\n[evidence]\nfolder = "{share.as_posix()}"\n')
    assert counts(qms)["added"] == 1
    shutil.rmtree(share)
    failed = qms.run("sync", code=1)
    assert "Hint: " in failed.err
    assert qms.register()["a.txt"]["status"] == "present"


def test_a_pass_for_nobody_in_particular(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QMS_PERSON")
    qms.write("a.txt", "Words")
    assert counts(qms)["added"] == 1
    assert qms.json("log")["log"][0]["actor"] == "qms"
