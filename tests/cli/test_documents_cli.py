"""Prove drafting, approval and the archive as people and scripts see them."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import ANSWERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms

CONTRACT = {
    "id", "slug", "instance", "title", "language", "version", "status", "path", "owner", "approved_by", "approved_on",
    "review_due", "serves",
}  # fmt: skip
SLUG = "complaints-procedure"
ALL = {"complaints-procedure", "quality-policy", "service-user-charter"}


@pytest.fixture
def office(qms: Qms) -> Qms:
    """Return a workspace with all required answers."""
    qms.configure(ANSWERS)
    return qms


def outcomes(qms: Qms, *words: str, code: int = 0) -> dict[str, str]:
    """Generate and return the outcome by slug."""
    rows = qms.json("document", "generate", *words, code=code)["documents"]
    return {r["slug"]: r["outcome"] for r in rows if not r["part"]}


def listed(qms: Qms, slug: str = SLUG) -> dict[str, Any]:
    """Return one document of the list."""
    rows = qms.json("document", "list")["documents"]
    (row,) = [d for d in rows if d["slug"] == slug and not d["part"]]
    assert isinstance(row, dict)
    return row


def words_of(path: Path) -> str:
    """Return the words of a Word file, headers and tables included."""
    from indexer.extract.docx import read

    return "\n".join(unit.text for unit in read(path.read_bytes()).units)


def edit(path: Path, text: str = "We added this sentence ourselves.") -> None:
    """Edit a working copy as a person would in Word."""
    import docx

    copy = docx.Document(str(path))
    copy.add_paragraph(text)
    copy.save(str(path))


def test_generate_one(office: Qms) -> None:
    assert outcomes(office, SLUG) == {SLUG: "written"}
    row = listed(office)
    assert set(row) >= CONTRACT
    assert (row["status"], row["version"], row["language"], row["owner"]) == ("draft", 1, "en", "ada")
    assert (row["approved_by"], row["approved_on"], row["review_due"]) == (None, None, None)
    assert "26" in row["serves"]
    text = words_of(office.root / row["path"])
    assert "{{" not in text
    assert "{%" not in text
    assert "Brookfield" in text


@pytest.mark.parametrize(
    "again",
    [
        (SLUG, "quality-policy", "service-user-charter", "competence-and-job-description"),
        pytest.param(("--all",), marks=pytest.mark.slow),  # makes some eighty documents once more
    ],
)
@pytest.mark.slow
def test_generate_all_and_again(office: Qms, again: tuple[str, ...]) -> None:
    office.configure(ANSWERS + '\n[[functions]]\nid = "worker"\nname = "Support worker"\n')
    assert set(outcomes(office, "--all")) >= ALL
    before = {p.name: p.read_bytes() for p in (office.root / "documents").glob("*.docx")}
    trail = office.trail()
    assert set(outcomes(office, *again).values()) == {"unchanged"}
    assert {p.name: p.read_bytes() for p in (office.root / "documents").glob("*.docx")} == before
    assert office.trail() == trail


@pytest.mark.parametrize("language", ["nb", "lt"])
def test_generate_in_another_language(office: Qms, language: str) -> None:
    office.run("document", "generate", SLUG, "--language", language)
    assert listed(office)["language"] == language


def test_missing_answers_are_all_named_at_once(qms: Qms) -> None:
    settings = qms.root / "qms.toml"
    without_roles = [
        x for x in settings.read_text(encoding="utf-8").splitlines() if not x.startswith("roles")
    ]
    settings.write_text("\n".join(without_roles), encoding="utf-8")
    done = qms.run("document", "generate", "--all", "--json", code=1)
    import json

    rows = json.loads(done.out)["documents"]
    asked = {r["slug"]: r["missing"] for r in rows if r["outcome"] == "missing"}
    assert {"complaints-procedure", "service-user-charter"} <= set(asked)
    assert all(asked.values())
    needed = {name for names in asked.values() for name in names}
    assert len(needed) >= 3
    said = qms.run("document", "generate", "--all", code=1)
    for name in needed:
        assert name in said.out
    assert said.err.strip()
    drafted = {d["slug"] for d in qms.json("document", "list")["documents"]}
    assert not drafted & set(asked)
    assert not [p for p in (qms.root / "documents").glob("*.docx") if p.name.split(".")[0] in asked]


def test_one_bad_document_does_not_stop_the_others(office: Qms) -> None:
    office.configure(ANSWERS + '\n[answers.complaints-procedure]\nanswer_days = "soon"\n')
    done = outcomes(office, SLUG, "quality-policy", code=1)
    assert done == {SLUG: "missing", "quality-policy": "written"}


def test_name_documents_or_all(office: Qms) -> None:
    office.run("document", "generate", code=2)
    failed = office.run("document", "generate", "complaint-procedure", code=None)
    assert failed.code in {1, 2}
    assert "Hint: " in failed.err


def test_approve_needs_the_role(office: Qms) -> None:
    office.run("document", "approve", SLUG, code=1)
    office.run("document", "generate", SLUG)
    failed = office.run("document", "approve", SLUG, code=1)
    assert failed.err.startswith("Error: Ada Byrne ")
    assert "--as" in failed.err
    assert listed(office)["status"] == "draft"
    assert not (office.root / "documents" / "archive").exists()


def test_suggested_passages_are_not_approved_as_our_own_words(office: Qms) -> None:
    office.configure(ANSWERS.replace("local_support", "# local_support"))
    office.run("document", "generate", SLUG)
    failed = office.run("--as", "dora", "document", "approve", SLUG, code=1)
    assert "local_support" in failed.err
    assert failed.err.splitlines()[1].startswith("Hint: ")
    assert "hint_" not in failed.err
    assert listed(office)["status"] == "draft"


def test_approve_freezes_and_puts_in_force(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    before = {n["state"] for n in office.indicator("26")["needs"] if n["kinds"] == ["document"]}
    assert before == {"missing"}
    office.run("--as", "dora", "document", "approve", SLUG, "--note", "First version agreed")
    row = listed(office)
    assert (row["status"], row["approved_by"], row["approved_on"]) == ("approved", "dora", "2026-06-01")
    assert row["review_due"] == "2027-06-01"
    archive = office.root / "documents" / "archive" / SLUG / "v1"
    frozen = archive / "complaints-procedure.en.docx"
    assert frozen.read_bytes() == (office.root / row["path"]).read_bytes()
    text = words_of(frozen)
    assert "Dora Quinn" in text
    assert "First version agreed" in text
    after = {n["state"] for n in office.indicator("26")["needs"] if n["kinds"] == ["document"]}
    assert after == {"covered"}
    assert office.indicator("26")["state"] == "partial"
    later = [i for i in office.json("coverage", "--as-of", "2027-06-02")["indicators"] if i["ref"] == "26"]
    assert {n["reason_code"] for n in later[0]["needs"] if n["kinds"] == ["document"]} == {"review_overdue"}


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_the_archive_is_read_only(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    office.run("--as", "dora", "document", "approve", SLUG)
    files = [p for p in (office.root / "documents" / "archive").rglob("*") if p.is_file()]
    assert files
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) & 0o222 == 0


def test_approved_documents_are_skipped_with_exit_0(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    office.run("--as", "dora", "document", "approve", SLUG)
    before = (office.root / listed(office)["path"]).read_bytes()
    assert outcomes(office, SLUG) == {SLUG: "approved"}
    assert outcomes(office, SLUG, "--reset") == {SLUG: "approved"}
    assert (office.root / listed(office)["path"]).read_bytes() == before
    office.run("--as", "dora", "document", "approve", SLUG, code=1)


def test_an_edited_draft_is_left_alone_and_reset_keeps_it(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    path = office.root / listed(office)["path"]
    edit(path)
    edited = path.read_bytes()
    assert outcomes(office, SLUG) == {SLUG: "edited"}
    assert path.read_bytes() == edited
    assert outcomes(office, SLUG, "--reset") == {SLUG: "written"}
    assert path.read_bytes() != edited
    kept = list((path.parent / "earlier").glob("*.docx"))
    assert [p.read_bytes() for p in kept] == [edited]


def test_approving_an_edited_copy_keeps_the_edits(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    path = office.root / listed(office)["path"]
    edit(path)
    office.run("--as", "dora", "document", "approve", SLUG)
    frozen = office.root / "documents" / "archive" / SLUG / "v1" / "complaints-procedure.en.docx"
    text = words_of(frozen)
    assert "We added this sentence ourselves." in text
    assert "Dora Quinn" in text


def test_a_copy_with_template_marks_or_damage_is_not_approved(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    path = office.root / listed(office)["path"]
    edit(path, "{{ forgotten }}")
    office.run("--as", "dora", "document", "approve", SLUG, code=1)
    path.write_bytes(b"not a document")
    office.run("--as", "dora", "document", "approve", SLUG, code=1)
    path.unlink()
    office.run("--as", "dora", "document", "approve", SLUG, code=1)
    assert listed(office)["status"] == "draft"


def test_frozen_bytes_that_are_damaged_count_as_missing(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    office.run("--as", "dora", "document", "approve", SLUG)
    query = "select frozen_sha256 from document_versions v join documents d on d.id = v.document where d.part = ''"
    ((name,),) = office.sql(query)
    (stored,) = [
        p
        for p in (office.root / ".qms" / "state" / "objects").rglob("*")
        if name in p.as_posix().replace("/", "")
    ]
    stored.chmod(0o600)
    stored.write_bytes(b"something else")
    needs = [n for n in office.indicator("26")["needs"] if n["kinds"] == ["document"]]
    assert {(n["state"], n["reason_code"]) for n in needs} == {("missing", "document_damaged")}
    assert office.indicator("26")["action_code"] == "restore_document"
    office.run("check", code=4)


def test_dates_of_an_approval(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    office.run(
        "--as",
        "dora",
        "document",
        "approve",
        SLUG,
        "--valid-from",
        "2026-09-01",
        "--review-due",
        "2026-12-01",
    )
    assert listed(office)["review_due"] == "2026-12-01"
    needs = [n for n in office.indicator("26")["needs"] if n["kinds"] == ["document"]]
    assert {n["reason_code"] for n in needs} == {"starts_later"}


def test_template_list_has_the_fields_of_the_contract(qms: Qms) -> None:
    rows = qms.json("template", "list")["templates"]
    assert {r["slug"] for r in rows} >= ALL
    for row in rows:
        assert set(row) >= {"slug", "kind", "titles", "required_for", "supports", "languages", "origin"}
        assert set(row["titles"]) == {"en", "nb", "lt"}
        assert row["origin"] == "packaged"


def test_two_drafts_are_equal_byte_for_byte(office: Qms) -> None:
    office.run("document", "generate", SLUG)
    path = office.root / listed(office)["path"]
    first = path.read_bytes()
    path.unlink()
    office.run("document", "generate", SLUG)
    assert path.read_bytes() == first
