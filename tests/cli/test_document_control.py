"""Prove the life of a controlled document: handed in, approved, known, revised, edited, withdrawn, adopted."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import ANSWERS
from tests.cli.test_documents_cli import edit, listed, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms

SLUG = "complaints-procedure"
GROUPS = """
[[groups]]
id = "staff"
name = "All staff"
kind = "staff"
size = 4

[[groups]]
id = "users"
name = "People of the day service"
kind = "users"
size = 10
"""


@pytest.fixture
def office(qms: Qms) -> Qms:
    """Return a workspace with all answers for the complaints procedure and two groups, the draft generated."""
    qms.configure(ANSWERS + GROUPS)
    qms.run("document", "generate", SLUG)
    return qms


def approved(office: Qms, *words: str) -> None:
    """Approve the draft as the director."""
    office.run("--as", "dora", "document", "approve", SLUG, *words)


def versions(office: Qms, slug: str = SLUG) -> list[dict[str, Any]]:
    """Return the versions of a document, newest first."""
    found: list[dict[str, Any]] = office.json("document", "show", slug)["versions"]
    return found


def archive(office: Qms, number: int = 1, name: str = f"{SLUG}.en.docx") -> Path:
    """Return a file of the archive."""
    return office.root / "documents" / "archive" / SLUG / f"v{number}" / name


def need_26(office: Qms) -> dict[str, Any]:
    """Return the document need of indicator 26."""
    (need,) = {
        (n["state"], n["reason_code"]) for n in office.indicator("26")["needs"] if n["kinds"] == ["document"]
    }
    return dict(zip(("state", "reason"), need, strict=True))


def headers(path: Path) -> str:
    """Return what the headers of a Word file say."""
    import docx

    section = docx.Document(str(path)).sections[0]
    return "\n".join(p.text for part in (section.header, section.first_page_header) for p in part.paragraphs)


def test_who_wrote_a_document_does_not_approve_it(office: Qms) -> None:
    settings = office.root / "qms.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace('roles = ["quality_coordinator"]', 'roles = ["quality_coordinator", "director"]')
    )
    failed = office.run("document", "approve", SLUG, code=1)
    assert "wrote" in failed.err
    assert "very_small" in failed.err
    settings.write_text(settings.read_text().replace('country = "IE"', 'country = "IE"\nvery_small = true'))
    office.run("document", "approve", SLUG)
    assert listed(office)["status"] == "approved"


def test_another_text_than_the_one_handed_in_is_not_approved(office: Qms) -> None:
    office.run("document", "submit", SLUG)
    row = listed(office)
    assert (row["status"], need_26(office)["reason"]) == ("in_review", "document_in_review")
    edit(office.root / row["path"])
    failed = office.run("--as", "dora", "document", "approve", SLUG, code=1)
    assert "handed in" in failed.err
    office.run("document", "submit", SLUG)
    approved(office)
    assert "We added this sentence" in words_of(archive(office))


def test_a_draft_in_review_is_left_alone_by_generate_and_taken_back_by_revise(office: Qms) -> None:
    office.run("document", "submit", SLUG)
    rows = office.json("document", "generate", SLUG)["documents"]
    assert {r["outcome"] for r in rows} == {"in_review"}
    office.run("document", "revise", SLUG)
    assert (listed(office)["status"], listed(office)["version"]) == ("draft", 1)


def test_typing_a_decision_of_somebody_else_takes_the_act(office: Qms) -> None:
    failed = office.run("document", "approve", SLUG, "--decided-by", "dora", code=1)
    assert "--act order" in failed.err
    office.run(
        "document", "approve", SLUG, "--decided-by", "ada", "--act", "order", "--act-number", "V-1", code=1
    )
    given = ("--act", "minute", "--act-number", "7/2026", "--act-date", "2026-05-29")
    office.run("document", "approve", SLUG, "--decided-by", "dora", *given)
    (version,) = versions(office)
    facts = [version[key] for key in ("approved_by", "typed_by", "act_kind", "act_number", "act_on")]
    assert facts == ["dora", "ada", "minute", "7/2026", "2026-05-29"]
    told = office.run("document", "show", SLUG).out
    assert (
        "Approved by Dora Quinn on 2026-06-01: minute 7/2026, 2026-05-29. Typed in by Ada Byrne."
        in " ".join(told.split())
    )


def test_a_signed_scan_is_kept_with_the_decision(office: Qms, tmp_path: Path) -> None:
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    office.run("document", "approve", SLUG, "--decided-by", "dora", "--act", "scan", code=1)
    office.run("document", "approve", SLUG, "--decided-by", "dora", "--act", "scan", "--scan", scan)
    scan.unlink()
    stored = {p.read_bytes() for p in (office.root / ".qms" / "state" / "objects").rglob("*") if p.is_file()}
    assert b"%PDF-1.4 signed" in stored
    office.run("check")
    target = tmp_path / "out"
    office.run("export", target)
    assert b"%PDF-1.4 signed" in {p.read_bytes() for p in (target / "objects").iterdir()}


def test_a_lithuanian_act_gets_its_order_into_the_approval_block(office: Qms) -> None:
    settings = office.root / "qms.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        .replace('country = "IE"', 'country = "LT"')
        .replace('languages = ["en"]', 'languages = ["lt"]')
        .replace('name = "Brookfield"', 'name = "Pušyno globos namai"')
        .replace('director_title = "Director"', 'director_title = "direktorė"'),
        encoding="utf-8",
    )
    office.run("document", "generate", SLUG, "--language", "lt")
    edit(office.root / f"documents/{SLUG}.lt.docx", "Papildyta mūsų sakiniu.")
    refused = office.run("--as", "dora", "document", "approve", SLUG, "--language", "lt", code=1)
    assert "--act-number" in refused.err
    order = ("--act", "order", "--act-number", "V-31", "--act-date", "2026-05-28")
    office.run("--as", "dora", "document", "approve", SLUG, "--language", "lt", *order)
    text = words_of(archive(office, name=f"{SLUG}.lt.docx")).replace("\u00a0", " ")
    assert "PATVIRTINTA" in text
    assert "Pušyno globos namų direktorės" in text
    assert "2026 m. gegužės 28 d. įsakymu Nr. V-31" in text
    assert "Papildyta mūsų sakiniu." in text
    assert "Projektas" not in headers(archive(office, name=f"{SLUG}.lt.docx"))


def test_what_goes_with_a_document_is_approved_with_it(office: Qms) -> None:
    told = office.run("--as", "dora", "document", "approve", SLUG).out
    assert "sheet for staff" in told
    for part in ("staff", "easy"):
        path = archive(office, name=f"{SLUG}.{part}.en.docx")
        assert path.is_file()
        assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) & 0o222 == 0
    rows = {d["part"]: d for d in office.json("document", "list")["documents"]}
    assert {rows[part]["status"] for part in ("", "staff", "easy")} == {"approved"}
    assert rows["staff"]["serves"] == []


def test_an_easy_read_text_is_untested_until_it_is_said_who_tried_it(office: Qms) -> None:
    mark = "Not tested yet with the people it is written for."
    easy = f"{SLUG}.easy"
    assert mark in words_of(office.root / f"documents/{easy}.en.docx")
    assert "untested" in office.run("document", "list").out
    approved(office)
    assert mark in words_of(archive(office, name=f"{easy}.en.docx"))
    office.run("document", "tried", SLUG, "--by", "the users' council", "--on", "2026-06-01", code=1)
    office.run("document", "tried", easy, "--by", "the users' council", "--on", "2026-06-01")
    office.run("document", "show", easy)
    (newest, first) = versions(office, easy)
    assert (newest["status"], newest["number"], newest["tried_by"]) == ("approved", 2, "the users' council")
    assert (first["status"], first["approved_by"]) == ("approved", newest["approved_by"])
    shown = words_of(office.root / f"documents/{easy}.en.docx")
    assert "Tested by the users' council, 1 June 2026." in shown
    assert mark not in shown
    assert mark in words_of(archive(office, name=f"{easy}.en.docx")), "frozen bytes never change"
    assert "untested" not in office.run("document", "list").out
    office.run("check")


def test_an_edit_after_the_approval_is_a_new_draft_and_the_frozen_version_counts(office: Qms) -> None:
    approved(office)
    frozen = archive(office).read_bytes()
    path = office.root / listed(office)["path"]
    edit(path)
    edited = path.read_bytes()
    office.run("sync")
    row = listed(office)
    assert (row["status"], row["version"], row["in_force"]) == ("draft", 2, 1)
    assert path.read_bytes() == edited, "the copy is the person's"
    assert archive(office).read_bytes() == frozen
    assert need_26(office)["state"] == "covered"
    office.run("sync")
    assert listed(office)["version"] == 2
    approved(office, "--minor", "--note", "One sentence added")
    assert "We added this sentence" in words_of(archive(office, 2))
    assert archive(office).read_bytes() == frozen


def test_a_new_version_says_whether_it_is_significant(office: Qms) -> None:
    approved(office)
    office.run("document", "revise", SLUG, "--note", "Shorter deadlines")
    failed = office.run("--as", "dora", "document", "approve", SLUG, code=1)
    assert "--significant" in failed.err
    approved(office, "--significant")
    assert [v["significant"] for v in versions(office)] == [True, True]


def test_revise_opens_a_draft_that_holds_the_approved_text(office: Qms) -> None:
    edit(office.root / listed(office)["path"])
    approved(office)
    assert "Draft" not in headers(archive(office))
    office.run("document", "revise", SLUG, "--note", "Shorter deadlines")
    row = listed(office)
    assert (row["status"], row["version"], row["in_force"]) == ("draft", 2, 1)
    path = office.root / row["path"]
    assert "We added this sentence" in words_of(path)
    assert "Draft – adapt before approval" in headers(path)
    assert "Shorter deadlines" in words_of(path)
    assert need_26(office)["state"] == "covered"
    office.run("document", "revise", SLUG, code=1)
    office.configure(ANSWERS.replace("020 1234", "099 777") + GROUPS)
    office.run("document", "generate", SLUG)
    text = words_of(path)
    assert "099 777" in text, "what nobody touched is brought up to date"
    assert "We added this sentence" in text
    approved(office, "--significant")
    assert "First version" in words_of(archive(office, 2)), "the change log goes on"
    assert "Draft" not in headers(archive(office, 2))


@pytest.mark.slow
def test_a_withdrawn_document_ends_and_stays_in_the_archive(office: Qms) -> None:
    approved(office)
    office.run("document", "withdraw", SLUG, code=2)
    office.run("document", "withdraw", SLUG, "--because", "Replaced", code=1)
    office.run("--as", "dora", "document", "withdraw", SLUG, "--because", "Replaced by another")
    assert listed(office)["status"] == "withdrawn"
    assert need_26(office)["reason"] == "document_withdrawn"
    assert archive(office).is_file()
    office.run("document", "revise", SLUG)
    assert listed(office)["status"] == "draft"
    assert need_26(office)["state"] == "missing", "a draft does not bring the withdrawn version back"
    approved(office, "--significant")
    assert need_26(office)["state"] == "covered"
    office.run("check")


def test_adopting_puts_an_old_file_in_force_with_its_past_dates(qms: Qms, tmp_path: Path) -> None:
    import docx

    old = tmp_path / "Complaints 2024.docx"
    paper = docx.Document()
    paper.add_heading("How we handle complaints", 1)
    paper.add_paragraph("We listen and write it down.")
    paper.save(str(old))
    before = old.read_bytes()
    given = ("--approved-by", "dora", "--approved-on", "2026-03-02", "--act-number", "V-3", "--version", "4")
    qms.run("document", "adopt", old, SLUG, *given)
    row = listed(qms)
    assert (row["status"], row["version"], row["approved_on"]) == ("approved", 4, "2026-03-02")
    assert row["review_due"] == "2027-03-02"
    assert old.read_bytes() == before
    assert archive(qms, 4).read_bytes() == before
    assert need_26(qms)["state"] == "covered"
    assert qms.run("document", "adopt", old, SLUG, *given, code=1).err.count("Hint:") == 1
    qms.run("document", "revise", SLUG)
    assert "We listen and write it down." in words_of(qms.root / listed(qms)["path"])


@pytest.mark.parametrize("name", ["notes.txt", "broken.docx", "broken.pdf", "gone.docx"])
def test_what_cannot_be_read_is_not_adopted(qms: Qms, tmp_path: Path, name: str) -> None:
    if not name.startswith("gone"):
        (tmp_path / name).write_bytes(b"not a document")
    given = ("--approved-by", "dora", "--approved-on", "2026-03-02")
    failed = qms.run("document", "adopt", tmp_path / name, SLUG, *given, code=1)
    assert failed.err.startswith("Error: ")
    assert qms.json("document", "list")["documents"] == []
    assert not list((qms.root / "documents").glob("*.*"))


def test_a_pdf_is_adopted_too_and_a_draft_that_lay_there_is_kept(office: Qms, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    old = tmp_path / "old.pdf"
    writer.write(str(old))
    edit(office.root / listed(office)["path"])
    given = ("--approved-by", "Former Director", "--approved-on", "2026-03-02")
    office.run("document", "adopt", old, SLUG, *given)
    assert listed(office)["path"].endswith(".pdf")
    assert need_26(office)["state"] == "covered"
    (kept,) = (office.root / "documents" / "earlier").glob("*.docx")
    assert "We added this sentence" in words_of(kept)
    office.run("check")


def test_every_archived_version_keeps_the_kind_of_file_that_was_approved(office: Qms, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    approved(office)
    word = archive(office).read_bytes()
    (tmp_path / "later.docx").write_bytes(word)
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(str(tmp_path / "old.pdf"))
    given = ("--approved-by", "dora", "--approved-on", "2026-03-02")
    office.run("document", "adopt", tmp_path / "old.pdf", SLUG, "--version", "2", *given)
    office.run("document", "adopt", tmp_path / "later.docx", SLUG, "--version", "3", *given)
    assert archive(office, 1).read_bytes() == archive(office, 3).read_bytes() == word
    assert archive(office, 2, f"{SLUG}.en.pdf").read_bytes() == (tmp_path / "old.pdf").read_bytes()
    assert not archive(office, 1, f"{SLUG}.en.pdf").exists()
    assert not archive(office, 2).exists()
    assert not (office.root / "documents" / f"{SLUG}.en.pdf").exists()
    office.run("check")


@pytest.mark.parametrize("damage", [b"", b"no Word file", b"PK\x05\x06" + bytes(18)])
def test_a_copy_that_does_not_open_is_named_and_stops_no_other(office: Qms, damage: bytes) -> None:
    copy = office.root / listed(office)["path"]
    copy.write_bytes(damage)
    told = office.run("document", "generate", SLUG, "code-of-ethics", code=1)
    assert copy.name in told.out
    assert (office.root / "documents" / "code-of-ethics.en.docx").is_file()
    assert "cannot be used" in office.run("document", "submit", SLUG, code=1).err
    assert listed(office)["status"] == "draft"
    assert copy.read_bytes() == damage
    office.run("document", "generate", SLUG, "--reset")
    assert "Complaint" in words_of(copy)


def test_what_goes_with_a_document_and_does_not_open_does_not_hold_it_up(office: Qms) -> None:
    (office.root / "documents" / f"{SLUG}.staff.en.docx").unlink()
    office.run("document", "submit", SLUG)
    found = {d["part"]: d["status"] for d in office.json("document", "list")["documents"]}
    assert found == {"": "in_review", "staff": "draft", "easy": "in_review"}


def test_given_and_family_names_in_two_columns_are_one_reader_each(office: Qms, tmp_path: Path) -> None:
    approved(office)
    signed = tmp_path / "signed.csv"
    rows = "Lest av de ansatte\nFornavn;Etternavn;Dato\nEva;Berg;2026-05-02\nEva;Dahl;2026-05-02\n"
    signed.write_text(rows, encoding="latin-1")
    told = office.run("document", "read", SLUG, "--group", "staff", "--import", signed)
    assert "Recorded: 2." in told.out


def test_an_endless_number_of_days_is_refused(office: Qms) -> None:
    office.configure(ANSWERS + GROUPS + "\n[documents]\nwarn_days = inf\n")
    assert "warn_days" in office.run("document", "list", code=1).err


@pytest.mark.slow
def test_readers_are_counted_for_the_version_and_carried_over_a_small_change(
    office: Qms, tmp_path: Path
) -> None:
    office.run("document", "read", SLUG, code=1)
    approved(office)
    signed = tmp_path / "signed.csv"
    signed.write_text("Navn;Dato\nA-1;02.05.2026\nA-2;2026-05-03\nA-3;never\n;\n", encoding="utf-8")
    told = office.run("document", "read", SLUG, "--group", "staff", "--import", signed)
    assert "Recorded: 2." in told.out
    assert "4" in told.out, "the row without a usable day is named"

    def staff() -> dict[str, Any]:
        return next(g for g in office.json("document", "read", SLUG)["groups"] if g["group"] == "staff")

    assert (staff()["read"], staff()["share"], staff()["reached"]) == (2, 0.5, ["many"])
    office.run("document", "read", SLUG, "--group", "staff", "--person", "a-2", "--person", "A-4")
    assert (staff()["read"], staff()["reached"]) == (3, ["many", "most"])
    office.run("document", "revise", SLUG)
    approved(office, "--minor")
    assert staff()["read"] == 3
    office.run("document", "revise", SLUG)
    approved(office, "--significant")
    assert staff()["read"] == 0
    assert "A-1" not in "".join(str(row) for row in office.sql("select details from trail"))
    assert need_26(office)["state"] == "covered"
    assert office.indicator("26")["state"] == "partial", "signatures prove no understanding"


def test_a_list_may_be_a_spreadsheet(office: Qms, tmp_path: Path) -> None:
    import xlsxwriter

    approved(office)
    path = tmp_path / "list.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for row, cells in enumerate(
        [["Susipažino"], ["Vardas, pavardė", "Data"], ["D-1", "2026-05-04"], ["D-2", ""]]
    ):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.close()
    told = office.run("document", "read", SLUG, "--group", "users", "--import", path, "--on", "2026-05-05")
    assert "Recorded: 2." in told.out
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no sheet")
    assert "Error: " in office.run("document", "read", SLUG, "--group", "users", "--import", bad, code=1).err
    assert "Error: " in office.run("document", "read", SLUG, "--group", "none", "--person", "x", code=1).err


def test_the_sheet_to_sign_has_a_line_for_each_of_the_group(office: Qms, tmp_path: Path) -> None:
    import docx

    approved(office)
    target = tmp_path / "sheet.docx"
    office.run("document", "read", SLUG, "--group", "users", "--sheet", "-o", target)
    table = docx.Document(str(target)).tables[-1]
    assert len(table.rows) >= 11
    text = words_of(target)
    assert "People of the day service" in text
    assert "Complaints procedure, version 1" in text


def test_two_versions_are_compared_in_plain_words(office: Qms) -> None:
    approved(office)
    edit(office.root / listed(office)["path"], "We also answer by telephone.")
    told = office.run("document", "compare", SLUG).out
    assert "Complaints procedure, version 1 → Complaints procedure, working copy" in told
    assert "New paragraph: «We also answer by telephone.»" in told
    office.run("document", "list")
    approved(office, "--minor")
    found = office.json("document", "compare", f"{SLUG}:1", "2")["differences"]
    assert any(d["kind"] == "added" and d["after"] == "We also answer by telephone." for d in found)
    assert "Both say the same." in office.run("document", "compare", f"{SLUG}:2", SLUG).out
    office.run("document", "compare", f"{SLUG}:9", SLUG, code=1)


def test_a_document_may_be_a_chapter_of_another_and_counts_there(office: Qms) -> None:
    settings = office.root / "qms.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        + '\n[documents]\nchapters = {partnership = "complaints-procedure"}\n',
        encoding="utf-8",
    )
    rows = {
        r["slug"]: r
        for r in office.json("document", "generate", SLUG, "partnership")["documents"]
        if not r["part"]
    }
    assert rows["partnership"]["outcome"] == "chapter"
    assert {"26", "27", "38"} <= set(listed(office)["serves"])
    assert "Partnership" in words_of(office.root / listed(office)["path"])
    assert {"why_partners"} <= set(rows[SLUG]["to_adapt"])


@pytest.mark.slow
def test_a_job_description_counts_when_every_function_has_one(qms: Qms) -> None:
    qms.configure(
        ANSWERS
        + '\n[[functions]]\nid = "worker"\nname = "Support worker"\n\n[[functions]]\nid = "cook"\nname = "Cook"\n'
    )
    slug = "competence-and-job-description"
    qms.run("document", "generate", slug)
    names = {d["instance"]: d for d in qms.json("document", "list")["documents"] if not d["part"]}
    assert set(names) == {"worker", "cook"}
    assert "Support worker" in names["worker"]["title"]
    for place in ("worker", "cook"):
        _write_own_words(qms.root / names[place]["path"])

    def need() -> tuple[str, str]:
        (found,) = {
            (n["state"], n["reason_code"]) for n in qms.indicator("17")["needs"] if n["kinds"] == ["document"]
        }
        return found

    qms.run("--as", "dora", "document", "approve", f"{slug}@worker")
    assert need() == ("missing", "functions_undescribed")
    assert "Cook" in qms.run("indicator", "show", "17").out
    qms.run("--as", "dora", "document", "approve", f"{slug}@cook")
    assert need()[0] == "covered"
    qms.run("document", "revise", f"{slug}@worker")
    overdue = ("--minor", "--valid-from", "2024-01-01", "--review-due", "2025-01-01")
    qms.run("--as", "dora", "document", "approve", f"{slug}@worker", *overdue)
    assert need() == ("expired", "review_overdue"), "one overdue description is missing to the whole"
    qms.run("document", "generate", f"{slug}@baker", code=1)


def _write_own_words(path: Path) -> None:
    """Write something of one's own into every passage that is marked."""
    import docx

    paper = docx.Document(str(path))
    for paragraph in paper.paragraphs:
        if paragraph.style is not None and paragraph.style.name in {"To Adapt", "To Adapt Point"}:
            paragraph.add_run(" This is how we do it here.")
    paper.save(str(path))


def test_passages_left_alone_stop_an_edited_copy_too(office: Qms) -> None:
    office.configure(ANSWERS.replace("local_support", "# local_support") + GROUPS)
    office.run("document", "generate", SLUG)
    path = office.root / listed(office)["path"]
    edit(path)
    assert listed(office)["own_words"] == {"done": 3, "of": 4}
    failed = office.run("--as", "dora", "document", "approve", SLUG, code=1)
    assert "own words" in failed.err
    _write_own_words(path)
    assert listed(office)["own_words"] == {"done": 4, "of": 4}
    approved(office)


def test_the_light_of_the_next_review(office: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    approved(office, "--review-due", "2026-12-01")
    assert listed(office)["review"] == "green"
    monkeypatch.setenv("QMS_TODAY", "2026-11-01")
    assert listed(office)["review"] == "yellow"
    assert "Review due soon" in office.run("document", "list").out
    monkeypatch.setenv("QMS_TODAY", "2026-12-02")
    assert listed(office)["review"] == "red"


def test_a_file_that_is_open_elsewhere_is_left_alone(office: Qms) -> None:
    path = office.root / listed(office)["path"]
    before = path.read_bytes()
    mark = path.with_name(f".~lock.{path.name}#")
    mark.write_text("someone")
    office.configure(ANSWERS.replace("020 1234", "099 777") + GROUPS)
    rows = office.json("document", "generate", SLUG, code=1)["documents"]
    assert {r["outcome"] for r in rows if not r["part"]} == {"open"}
    assert path.read_bytes() == before
    mark.unlink()
    office.run("document", "generate", SLUG)
    assert "099 777" in words_of(path)


def test_a_pass_puts_back_what_is_missing_in_the_archive(office: Qms) -> None:
    approved(office)
    frozen = archive(office).read_bytes()
    archive(office).chmod(0o644)
    archive(office).unlink()
    office.run("sync")
    assert archive(office).read_bytes() == frozen


def test_only_ticked_acts_are_printed(office: Qms) -> None:
    path = office.root / listed(office)["path"]
    assert "Persons with Disabilities" not in words_of(path)
    settings = office.root / "qms.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[law]\nacts = ["crpd"]\n', encoding="utf-8")
    office.run("document", "generate", SLUG)
    text = words_of(path)
    assert "Persons with Disabilities" in text
    assert "ohchr.org" in text
    assert "checked on" in text
    assert "European Convention on Human Rights" not in text


def test_names_with_signs_and_long_values_come_out_whole(qms: Qms) -> None:
    name = "Ąžuolų & „Gilių“ <namai> \"A\" 'B' ½ Æøå"
    long = "Ilgas žodis &c " * 300
    answers = ANSWERS.replace("We listen before we answer.", long.strip())
    qms.configure(answers)
    settings = qms.root / "qms.toml"
    text = settings.read_text(encoding="utf-8").replace('name = "Brookfield"', f"name = '''{name}'''")
    settings.write_text(text, encoding="utf-8")
    qms.run("document", "generate", SLUG)
    words = words_of(qms.root / listed(qms)["path"])
    assert name in words
    assert long.strip() in " ".join(words.split())


def test_the_certificate_is_printed_only_while_it_is_valid(
    office: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qms.documents.inputs import certificate
    from qms.workspace.workspace import Workspace

    settings = office.root / "qms.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + "\n[certification]\ncertified_on = 2024-02-01\n", encoding="utf-8")

    def known(day: str) -> bool:
        monkeypatch.setenv("QMS_TODAY", day)
        return bool(certificate(Workspace(office.root), "en"))

    assert [known(day) for day in ("2024-01-31", "2024-02-01", "2027-02-01", "2027-02-02")] == [
        False,
        True,
        True,
        False,
    ]


def _without_editor(path: Path) -> None:
    """Save a copy as a program does that does not know its user."""
    import docx

    copy = docx.Document(str(path))
    copy.core_properties.last_modified_by = ""
    copy.add_paragraph("Somebody wrote this.")
    copy.save(str(path))


def test_who_edited_after_the_approval_is_asked_for_where_the_file_does_not_tell(office: Qms) -> None:
    approved(office)
    _without_editor(office.root / listed(office)["path"])
    office.run("sync")
    failed = office.run("--as", "dora", "document", "approve", SLUG, "--minor", code=1)
    assert "--author" in failed.err
    office.run("--as", "dora", "document", "approve", SLUG, "--minor", "--author", "dora", code=1)
    approved(office, "--minor", "--author", "ada")
    assert versions(office)[0]["prepared_by"] == "ada"


def test_chapters_that_lead_nowhere_are_named(office: Qms) -> None:
    settings = office.root / "qms.toml"
    before = settings.read_text(encoding="utf-8")
    for entry in ('partnership = "partnership"', 'partnership = "nothing"', 'nothing = "quality-policy"'):
        settings.write_text(before + f"\n[documents]\nchapters = {{{entry}}}\n", encoding="utf-8")
        assert "chapter" in office.run("document", "generate", SLUG, code=2).err


@pytest.mark.slow
def test_a_newer_draft_does_not_change_what_the_approved_version_serves(office: Qms) -> None:
    approved(office)
    settings = office.root / "qms.toml"
    chapter = f'\n[documents]\nchapters = {{partnership = "{SLUG}"}}\n'
    settings.write_text(settings.read_text(encoding="utf-8") + chapter, encoding="utf-8")
    office.run("document", "revise", SLUG)
    office.run("document", "generate", SLUG)
    assert "38" in listed(office)["serves"]
    assert [e["path"] for e in office.indicator("26")["evidence"]] == [f"documents/{SLUG}.en.docx"]
    assert not office.indicator("38")["evidence"], "the version in force has no such chapter"


def test_a_copy_that_is_open_is_not_approved(office: Qms) -> None:
    path = office.root / listed(office)["path"]
    path.with_name(f".~lock.{path.name}#").write_text("someone", encoding="utf-8")
    assert "open" in office.run("--as", "dora", "document", "approve", SLUG, code=1).err
    assert listed(office)["status"] == "draft"


def test_a_minute_of_the_board_stands_in_the_lithuanian_approval_block(office: Qms) -> None:
    settings = office.root / "qms.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace('country = "IE"', 'country = "LT"').replace('"Brookfield"', '"VšĮ „Takas“"')
    )
    office.run("document", "generate", SLUG, "--language", "lt")
    minute = ("--act", "minute", "--act-number", "7", "--act-date", "2026-05-28")
    office.run("--as", "dora", "document", "approve", SLUG, "--language", "lt", *minute)
    shown = words_of(archive(office, name=f"{SLUG}.lt.docx")).replace("\u00a0", " ")
    assert "VšĮ „Takas“ valdybos" in shown
    assert "2026 m. gegužės 28 d. posėdžio protokolu Nr. 7" in shown


def test_the_next_review_in_an_edited_text_is_that_of_the_approval(office: Qms) -> None:
    approved(office, "--review-due", "2027-01-31")
    assert "31 January 2027" in words_of(archive(office))
    edit(office.root / listed(office)["path"])
    office.run("sync")
    approved(office, "--minor", "--review-due", "2027-05-31")
    text = words_of(archive(office, 2))
    assert text.count("31 May 2027") == words_of(archive(office)).count("31 January 2027") > 1
    assert "31 January 2027" not in text


def test_a_sheet_never_overwrites_a_file(office: Qms) -> None:
    approved(office)
    before = (office.root / "qms.toml").read_bytes()
    target = office.root / "qms.toml"
    office.run("document", "read", SLUG, "--group", "staff", "--sheet", "-o", target, code=1)
    assert target.read_bytes() == before


def test_a_version_after_an_adopted_pdf_is_a_word_file(qms: Qms, tmp_path: Path) -> None:
    from pypdf import PdfWriter

    qms.configure(ANSWERS)
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    old = tmp_path / "old.pdf"
    writer.write(str(old))
    qms.run("document", "adopt", old, SLUG, "--approved-by", "dora", "--approved-on", "2026-03-02")
    qms.run("document", "revise", SLUG)
    row = listed(qms)
    assert (row["path"], row["version"], row["in_force"]) == (f"documents/{SLUG}.en.docx", 2, 1)
    qms.run("--as", "dora", "document", "approve", SLUG, "--significant")
    assert archive(qms, 1, f"{SLUG}.en.pdf").read_bytes() == old.read_bytes()
    assert "Brookfield" in words_of(archive(qms, 2))
    qms.run("check")


def test_a_signed_scan_lies_beside_the_version(office: Qms, tmp_path: Path) -> None:
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    (tmp_path / "empty.pdf").write_bytes(b"")
    given = ("--decided-by", "dora", "--scan")
    office.run("document", "approve", SLUG, *given, tmp_path / "empty.pdf", code=1)
    office.run("document", "approve", SLUG, *given, scan)
    assert archive(office, name=f"{SLUG}.en.act.pdf").read_bytes() == b"%PDF-1.4 signed"
    assert "signed scan" in office.run("document", "show", SLUG).out
    office.run("check")


@pytest.mark.parametrize(
    "words",
    [
        ("approve", SLUG, "--act-date", "2030-01-01"),
        ("adopt", "x.docx", SLUG, "--approved-by", " ", "--approved-on", "2026-01-01"),
        ("adopt", "x.docx", SLUG, "--approved-by", "A", "--approved-on", "2030-01-01"),
        ("adopt", "x.docx", SLUG, "--approved-by", "A", "--approved-on", "2026-01-01", "--version", "9" * 20),
        ("withdraw", SLUG, "--because", ""),
        ("tried", f"{SLUG}.easy", "--by", " ", "--on", "2026-01-01"),
        ("tried", f"{SLUG}.easy", "--by", "A", "--on", "2030-01-01"),
        ("read", SLUG, "--group", "staff", "--person", ""),
    ],
)
def test_what_cannot_be_is_refused_as_it_is_typed(office: Qms, words: tuple[str, ...]) -> None:
    failed = office.run("document", *words, code=2)
    assert failed.err.startswith("Error: ")


def test_a_batch_goes_on_after_an_unknown_document(office: Qms) -> None:
    done = office.run("document", "generate", "nothing-like-it", "quality-policy", code=1)
    assert "nothing-like-it" in done.out
    assert listed(office, "quality-policy")["status"] == "draft"


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_what_cannot_be_archived_is_not_approved(office: Qms) -> None:
    folder = office.root / "documents"
    folder.chmod(0o555)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        office.run("--as", "dora", "document", "approve", SLUG, code=1)
    finally:
        folder.chmod(0o755)
    assert listed(office)["status"] == "draft"
    approved(office)


def test_taking_a_document_back_takes_back_what_goes_with_it(office: Qms) -> None:
    office.run("document", "submit", SLUG)
    office.run("document", "revise", SLUG)
    assert {d["status"] for d in office.json("document", "list")["documents"]} == {"draft"}


def test_a_form_does_not_stand_in_for_the_document_that_is_required(office: Qms) -> None:
    office.run("document", "generate", "complaint-form")
    office.run("--as", "dora", "document", "approve", "complaint-form")
    assert listed(office, "complaint-form")["serves"] == ["26", "27"]
    assert need_26(office)["reason"] == "document_draft"
    approved(office)
    assert need_26(office)["state"] == "covered"
