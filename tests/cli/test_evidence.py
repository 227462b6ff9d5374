"""Prove what the register shows, what a person can set, and what happens to evidence that is gone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from tests.cli.conftest import Qms

CONTRACT = {
    "id", "root", "path", "sha256", "size", "kinds", "title", "language", "units", "status", "evidence_date",
    "valid_until", "indicators", "problem",
}  # fmt: skip


def put(qms: Qms, **files: str) -> None:
    """Put text files into the register."""
    for name, text in files.items():
        qms.write(f"{name}.txt", text)
    qms.sync()


def paths(rows: dict[str, Any]) -> list[str]:
    """Return the paths of an answer."""
    return [row["path"] for row in rows["evidence"]]


def test_list_has_the_fields_of_the_contract(qms: Qms, pdf_bytes: Callable[..., bytes]) -> None:
    qms.write("a.pdf", pdf_bytes("The house meeting of 3 March 2026 was held in the kitchen", "Page two"))
    qms.sync()
    (row,) = qms.json("evidence", "list")["evidence"]
    assert set(row) >= CONTRACT
    assert len(row["sha256"]) == 64
    assert (row["units"], row["status"], row["problem"]) == (2, "present", None)
    assert (row["evidence_date"], row["language"], row["indicators"]) == ("2026-03-03", "en", [])
    assert row["size"] == (qms.store / "a.pdf").stat().st_size


def test_list_is_sorted_and_can_be_narrowed_to_an_indicator(qms: Qms) -> None:
    put(qms, b="bee", a="ay", c="sea")
    assert list(qms.register()) == ["a.txt", "b.txt", "c.txt"]
    qms.run("link", "b.txt", "40", "5")
    assert paths(qms.json("evidence", "list", "--indicator", "40")) == ["b.txt"]
    assert qms.register()["b.txt"]["indicators"] == ["5", "40"]


def test_empty_lists_say_so(qms: Qms) -> None:
    for name in ("list", "missing", "unreadable", "orphans", "duplicates"):
        assert qms.run("evidence", name).out.strip(), name


def test_show_names_pages_headings_revisions_and_links(qms: Qms, docx_bytes: Callable[..., bytes]) -> None:
    qms.write("m.docx", docx_bytes(("Heading 1", "Minutes"), "Hello", ("Heading 2", "Item 3"), "Decided."))
    qms.sync()
    qms.run("link", "m.docx", "40", "--at", "Item 3")
    shown = qms.json("evidence", "show", "m.docx")
    assert [p["label"] for p in shown["places"]] == ["Minutes", "Minutes > Item 3"]
    assert {p["page"] for p in shown["places"]} == {None}
    assert [r["number"] for r in shown["revisions"]] == [1]
    assert shown["links"][0]["pins"][0]["label"] == "Minutes > Item 3"
    said = qms.run("evidence", "show", "m.docx").out
    assert "Item 3" in said
    assert qms.json("evidence", "show", shown["id"])["path"] == "m.docx"


def test_set_everything_that_a_person_knows(qms: Qms) -> None:
    put(qms, plan="Words")
    qms.run(
        "evidence", "set", "plan.txt", "--kind", "voice", "--kind", "record", "--period", "2025-01-01..2025-06-30",
        "--title", "The plan", "--until", "2027-01-01", "--personal-data", "--keep-until", "2030-01-01",
    )  # fmt: skip
    row = qms.register()["plan.txt"]
    assert row["kinds"] == ["record", "voice"]
    assert row["evidence_date"] == "2025-01-01..2025-06-30"
    assert (row["title"], row["valid_until"]) == ("The plan", "2027-01-01")
    assert (row["personal_data"], row["keep_until"]) == (True, "2030-01-01")


def test_what_a_person_set_survives_a_change_of_the_file(qms: Qms) -> None:
    put(qms, plan="Words of 1 May 2026")
    qms.run("evidence", "set", "plan.txt", "--date", "2026-04-04", "--until", "2027-01-01", "--kind", "voice")
    qms.run("evidence", "set", "plan.txt", "--title", "The plan")
    path = qms.write("plan.txt", "Other words of 2 May 2026")
    os.utime(path, ns=(1, 1_900_000_000_000_000_000))
    qms.sync()
    row = qms.register()["plan.txt"]
    assert (row["evidence_date"], row["valid_until"], row["kinds"]) == ("2026-04-04", "2027-01-01", ["voice"])
    assert row["title"] == "The plan"


def test_set_nothing_is_wrong_usage(qms: Qms) -> None:
    put(qms, a="x")
    before = qms.json("evidence", "show", "a.txt"), qms.trail()
    qms.run("evidence", "set", "a.txt", code=2)
    qms.run("evidence", "set", "a.txt", "--kind", "wish", code=2)
    qms.run("evidence", "set", "a.txt", "--date", "yesterday", code=2)
    assert (qms.json("evidence", "show", "a.txt"), qms.trail()) == before


def test_declared_in_force_counts_as_the_required_document(qms: Qms) -> None:
    qms.write("Complaints procedure.txt", "How to complain")
    qms.sync()
    name = "Complaints procedure.txt"
    qms.run("evidence", "set", name, "--in-force-from", "2026-01-10", code=2)
    qms.run("link", name, "26", "--kind", "document")
    before = [n for n in qms.indicator("26")["needs"] if n["kinds"] == ["document"]]
    assert {n["reason_code"] for n in before} == {"not_in_force"}
    qms.run(
        "evidence",
        "set",
        name,
        "--in-force-from",
        "2026-01-10",
        "--approved-by",
        "Dora",
        "--until",
        "2026-12-31",
    )
    after = [n for n in qms.indicator("26")["needs"] if n["kinds"] == ["document"]]
    assert {n["state"] for n in after} == {"covered"}
    shown = qms.json("coverage", "--as-of", "2027-01-01")["indicators"]
    (later,) = [i for i in shown if i["ref"] == "26"]
    assert {n["state"] for n in later["needs"] if n["kinds"] == ["document"]} == {"expired"}


def test_missing_lists_candidates_and_same_as_joins(qms: Qms) -> None:
    put(qms, a="The same words")
    qms.run("link", "a.txt", "40", "--kind", "voice", "--quote", "same words", "--date", "2026-05-01")
    ident = qms.register()["a.txt"]["id"]
    (qms.store / "a.txt").unlink()
    qms.write("x/one.txt", "The same words")
    qms.write("x/two.txt", "The same words")
    assert qms.sync() == {"added": 2, "changed": 0, "moved": 0, "missing": 1, "unreadable": 0}
    (gone,) = qms.json("evidence", "missing")["missing"]
    assert (gone["id"], gone["path"], gone["links"]) == (ident, "a.txt", 1)
    assert sorted(gone["candidates"]) == ["x/one.txt", "x/two.txt"]
    assert "x/one.txt" in qms.run("evidence", "missing").out
    qms.run("evidence", "set", "x/one.txt", "--same-as", ident)
    qms.sync()
    row = qms.register()["x/one.txt"]
    assert (row["id"], row["indicators"], row["status"]) == (ident, ["40"], "present")
    assert qms.json("evidence", "missing")["missing"] == []
    assert qms.json("review")["suspect"] == []
    assert qms.indicator("40")["state"] == "covered"
    assert {h["id"] for h in qms.json("search", "words")["hits"]} == {
        ident, qms.register()["x/two.txt"]["id"],
    }  # fmt: skip


def test_same_as_with_other_words_makes_its_links_suspect(qms: Qms) -> None:
    put(qms, a="The old words")
    qms.run("link", "a.txt", "40", "--kind", "voice")
    ident = qms.register()["a.txt"]["id"]
    (qms.store / "a.txt").unlink()
    qms.write("b.txt", "Quite other words")
    qms.sync()
    qms.run("evidence", "set", "b.txt", "--same-as", ident)
    qms.sync()
    assert [s["because"] for s in qms.json("review")["suspect"]] == ["text_changed"]
    assert len(qms.json("evidence", "show", "b.txt")["revisions"]) == 2


def test_same_as_needs_one_vanished_and_one_there(qms: Qms) -> None:
    put(qms, a="x", b="y")
    ids = {p: r["id"] for p, r in qms.register().items()}
    for target in (ids["b.txt"], ids["a.txt"], "e-nothing"):
        failed = qms.run("evidence", "set", "a.txt", "--same-as", target, code=1)
        assert "Hint: " in failed.err
    assert set(qms.register()) == {"a.txt", "b.txt"}


def test_orphans(qms: Qms, eml_bytes: Callable[..., bytes]) -> None:
    put(qms, a="x", b="y")
    qms.write("mail.eml", eml_bytes(("in.txt", b"attached words")))
    qms.sync()
    qms.run("link", "a.txt", "40")
    assert paths(qms.json("evidence", "orphans")) == ["b.txt", "mail.eml", "mail.eml#1/in.txt"]
    qms.run("link", "mail.eml#1/in.txt", "40")
    assert paths(qms.json("evidence", "orphans")) == ["b.txt"]


def test_duplicates(qms: Qms, eml_bytes: Callable[..., bytes]) -> None:
    put(qms, a="same", b="same", c="other", e1="", e2="")
    qms.write("mail.eml", eml_bytes(("c.txt", b"other")))
    qms.sync()
    groups = qms.json("evidence", "duplicates")["duplicates"]
    assert sorted(sorted(e["path"] for e in g) for g in groups) == [
        ["a.txt", "b.txt"], ["c.txt", "mail.eml#1/c.txt"],
    ]  # fmt: skip
    assert "a.txt = b.txt" in qms.run("evidence", "duplicates").out


def test_a_deletion_that_was_due_is_not_missing(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    put(qms, due="Personal words of 1 May 2026", early="Others", kept="More")
    qms.run("link", "due.txt", "40", "--kind", "voice")
    qms.run("evidence", "set", "due.txt", "--personal-data", "--keep-until", "2026-06-30")
    qms.run("evidence", "set", "early.txt", "--keep-until", "2026-12-31")
    (qms.store / "early.txt").unlink()
    assert qms.sync()["missing"] == 1
    monkeypatch.setenv("QMS_TODAY", "2026-07-01")
    (qms.store / "due.txt").unlink()
    assert qms.sync()["missing"] == 0
    assert [m["path"] for m in qms.json("evidence", "missing")["missing"]] == ["early.txt"]
    assert "due.txt" not in qms.register()
    assert "evidence.deleted_as_due" in qms.trail()
    shown = qms.indicator("40")
    assert shown["state"] == "expired"
    assert shown["reason_code"] == "deleted_as_due"
    assert not qms.json("search", "personal")["hits"]


def test_forget_erases_text_and_leaves_a_nameless_tombstone(qms: Qms) -> None:
    put(qms, secret="Sitronhonning to the guinea pig", other="Other words")
    qms.run("link", "secret.txt", "40", "--kind", "voice", "--quote", "guinea pig")
    ident = qms.register()["secret.txt"]["id"]
    refused = qms.run("evidence", "forget", "secret.txt", "--because", "retention ended", code=1)
    assert "Hint: " in refused.err
    (qms.store / "secret.txt").unlink()
    qms.sync()
    qms.run("evidence", "forget", "secret.txt", code=2)
    qms.run("evidence", "forget", "secret.txt", "--because", "retention ended")
    assert list(qms.register()) == ["other.txt"]
    assert not qms.json("search", "sitronhonning")["hits"]
    assert qms.sql("select id, because from tombstones") == [(ident, "retention ended")]
    for root in (qms.root, qms.index.parent):
        for path in (p for p in root.rglob("*") if p.is_file()):
            data = path.read_bytes()
            assert b"itronhonning" not in data, path
            assert b"secret.txt" not in data, path
    assert "evidence.forgotten" in qms.trail()
    qms.run("check")


def test_unknown_file_in_every_command(qms: Qms) -> None:
    for words in (
        ("show", "no.txt"),
        ("set", "no.txt", "--title", "x"),
        ("forget", "no.txt", "--because", "y"),
    ):
        failed = qms.run("evidence", *words, code=1)
        assert failed.err.startswith("Error: "), words
        assert "Hint: " in failed.err, words


def test_check_names_a_file_that_outlived_its_retention(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    put(qms, plan="Words of 1 May 2026")
    qms.run("evidence", "set", "plan.txt", "--keep-until", "2026-06-30")
    monkeypatch.setenv("QMS_TODAY", "2026-06-30")
    qms.run("check")
    monkeypatch.setenv("QMS_TODAY", "2026-07-01")
    found = qms.json("check", code=3)["findings"]
    assert [(f["code"], f["params"]["path"]) for f in found] == [("retention_over", "plan.txt")]
