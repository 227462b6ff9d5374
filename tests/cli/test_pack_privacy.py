"""Prove that nothing personal leaves the house in a pack unless a person decided so."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.cli.packing import NUMBER, PHONE, decide, furnish, inflated, members

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Qms


@pytest.fixture(scope="session")
def _furnished(make_qms: Callable[[], Qms]) -> Qms:
    made = make_qms()
    furnish(made)
    return made


@pytest.fixture
def provider(_furnished: Qms, tmp_path: Path) -> Qms:
    """Return a workspace of its own with linked evidence, about which nobody decided yet."""
    shutil.copytree(_furnished.root, tmp_path / "w")
    return type(_furnished)(tmp_path / "w")


def test_files_with_findings_stop_the_pack(provider: Qms, tmp_path: Path) -> None:
    target = tmp_path / "pack"
    result = provider.run("pack", "-o", target, code=3)
    assert not target.exists()
    assert "Files that somebody has to decide about: 3" in result.out
    for word in (
        "Irish PPS number 1…A",
        "phone number 0…7",
        "photograph or picture",
        "telling file name sick note",
    ):
        assert word in " ".join(result.out.split())
    assert NUMBER not in result.out
    assert PHONE not in result.out
    assert list(tmp_path.glob(".qms-*")) == []


def test_what_was_redacted_is_nowhere_in_the_pack(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    names = tmp_path / "names.txt"
    names.write_text("Quincey Ashdown\nZebulon Featherstone\n", encoding="utf-8")
    result = provider.run("pack", "-o", tmp_path / "pack", "--names", names)
    everything = inflated(members(tmp_path / "pack"))
    for word in (NUMBER, PHONE, "Ashdown", "Quincey", "Murphy"):
        assert word.encode() not in everything
        assert word not in result.out
    assert b"agreed that the bus waits ten minutes" in everything  # in the search index
    # What stands in the list is neither stored nor logged.
    names.unlink()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"Featherstone" not in path.read_bytes()


def test_names_of_the_list_are_found_and_masked(provider: Qms, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Quincey Ashdown\nMurphy\n", encoding="utf-8")
    found = provider.json("pack", "guard", "--names", names)
    assert found["open"] == 3
    by_path = {one["path"]: one for one in found["files"]}
    assert "Sick note M…y.txt" in by_path
    kinds = {
        (f["kind"], f["shown"], tuple(f["places"]))
        for f in by_path["council/minutes 2025-03-12.pdf"]["findings"]
    }
    assert ("name", "Q…n", ("page 2",)) in kinds
    assert ("pps_number", "1…A", ("page 1",)) in kinds
    told = provider.run("pack", "guard", "--names", names).out
    assert "Ashdown" not in told
    assert "Murphy" not in told


def test_the_list_of_names_stays_outside(provider: Qms, tmp_path: Path) -> None:
    inside = provider.write("names.txt", "Ola Nordmann\n")
    assert "lies in the workspace" in provider.run("pack", "guard", "--names", inside, code=1).err
    binary = tmp_path / "names.bin"
    binary.write_bytes(b"\xff\xfe\x00Secret")
    err = provider.run("pack", "guard", "--names", binary, code=1).err
    assert "cannot be read as text" in err
    assert "Secret" not in err


def test_own_contacts_are_told_apart(provider: Qms) -> None:
    toml = (provider.root / "qms.toml").read_text(encoding="utf-8")
    (provider.root / "qms.toml").write_text(
        toml.replace('country = "IE"', f'country = "IE"\nphone = "{PHONE}"'), encoding="utf-8"
    )
    (one,) = [f for f in provider.json("pack", "guard")["files"] if f["path"].endswith("12.pdf")]
    assert {(f["kind"], f["own"]) for f in one["findings"]} == {("pps_number", False), ("phone", True)}


def test_a_changed_file_is_asked_about_again(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    assert provider.json("pack", "guard")["open"] == 0
    provider.write("Sick note Murphy.txt", "Another text. Dated 3 April 2025.\n")
    provider.sync()
    provider.run("review", "Sick note Murphy.txt", "--confirm")
    (one,) = provider.json("pack", "guard")["files"]
    assert one["changed"]
    assert one["choice"] is None
    provider.run("pack", "-o", tmp_path / "pack", code=3)


def test_a_copy_that_cannot_be_redacted_stops_the_pack(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    refused = provider.run("pack", "choose", "values.txt", "day out.jpg", "redacted", code=2).err
    assert "day out.jpg cannot be redacted" in refused
    assert provider.sql("select count(*) from pack_choices where choice = 'redacted'") == [(1,)]
    result = provider.run("pack", "-o", tmp_path / "pack", "--redact", "No Such Words", code=1)
    assert "cannot be located" in result.err
    assert "No Such Words" not in result.err


def test_further_texts_are_redacted(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.run("pack", "-o", tmp_path / "pack", "--redact", "ten minutes")
    assert b"ten minutes" not in inflated(members(tmp_path / "pack"))
    provider.run("pack", "choose", "minutes 2025-03-12.pdf", "include")
    assert provider.run("pack", "-o", tmp_path / "pack", "--redact", "ten", code=2).err


def test_texts_of_ours_lose_identity_numbers(provider: Qms, tmp_path: Path) -> None:
    decide(provider)
    provider.run("indicator", "set", "2", "--statement", f"We settled it in May. Call {PHONE}.")
    # The number is refused today; a statement of an older program may hold one.
    provider.sql("update statements set text = ?", f"We settled {NUMBER} in May. Call {PHONE}.")
    provider.run("pack", "-o", tmp_path / "pack")
    page = (tmp_path / "pack" / "index.html").read_text(encoding="utf-8")
    assert "We settled ████ in May. Call ████." in page
    assert NUMBER.encode() not in inflated(members(tmp_path / "pack"))


def test_forgetting_and_joining_know_the_decisions(provider: Qms) -> None:
    decide(provider)
    (provider.store / "Sick note Murphy.txt").unlink()
    (provider.store / "day out.jpg").unlink()
    provider.write("another day.jpg", b"\xff\xd8 another picture")
    provider.sync()
    old = provider.register()["day out.jpg"]["id"]
    provider.run("pack", "choose", "another day.jpg", "on-site")
    provider.run("evidence", "forget", "Sick note Murphy.txt", "--because", "asked")
    provider.run("evidence", "set", "another day.jpg", "--same-as", old)
    ids = {row["id"] for row in provider.register().values()}
    chosen = {row[0] for row in provider.sql("select evidence from pack_choices")}
    assert len(chosen) == 2
    assert chosen <= ids


def test_what_is_attached_is_looked_into_with_the_letter(qms: Qms, tmp_path: Path) -> None:
    from email.message import EmailMessage

    from tests.indexer.pdf_making import drawn, lines

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = "Plan", "Ada", "Mon, 03 Mar 2025 10:00:00 +0000"
    mail.set_content("The plan is attached.")
    attached = drawn(lambda canvas: lines(canvas, f"PPSN {NUMBER}"))
    mail.add_attachment(attached, maintype="application", subtype="pdf", filename="plan.pdf")
    qms.write("mail.eml", mail.as_bytes())
    with zipfile.ZipFile(qms.store / "papers.zip", "w") as package:
        package.writestr("plan.txt", NUMBER)
    qms.sync()
    qms.run("link", "mail.eml", "7", "--kind", "record", "--date", "2025-03-03")
    qms.run("link", "papers.zip", "7", "--kind", "record", "--date", "2025-03-03")
    found = {one["path"]: {f["kind"] for f in one["findings"]} for one in qms.json("pack", "guard")["files"]}
    assert found == {"mail.eml": {"pps_number"}, "papers.zip": {"not_looked_into"}}
    # Without the texts that were read, they are read again rather than taken for empty.
    shutil.rmtree(qms.root / ".qms" / "cache")
    again = {one["path"]: {f["kind"] for f in one["findings"]} for one in qms.json("pack", "guard")["files"]}
    assert again == found


def test_rows_of_a_register_that_is_kept_back_are_not_printed(qms: Qms, tmp_path: Path) -> None:
    from datetime import date

    from qms.reports.workbooks import write_book
    from qms.results.definitions import find_book

    row = {"number": "25-01", "date": date(2025, 3, 1), "source": "audit", "indicators": ("73",)}
    row |= {"finding": f"Call {PHONE} sooner", "action": "A list by the phone"}
    book = find_book("improvements")
    qms.write("improvements.xlsx", write_book(book, "en", rows={"improvements": [row]}, sample=False))
    qms.sync()
    page = tmp_path / "pack" / "06_improvement-log" / "improvement-log.html"
    qms.run("pack", "-o", tmp_path / "pack")
    assert "Call ████ sooner" in page.read_text(encoding="utf-8")
    qms.run("evidence", "set", "improvements.xlsx", "--personal-data")
    qms.run("pack", "-o", tmp_path / "pack")
    assert "sooner" not in page.read_text(encoding="utf-8")
