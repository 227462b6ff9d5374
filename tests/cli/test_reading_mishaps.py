"""Prove that what goes wrong for a moment costs neither a text that was confirmed nor a pass, nor mixes up files."""

from __future__ import annotations

import re
import shutil
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest

from indexer import lock
from indexer.extract import reading
from indexer.extract.pool import Extractor
from indexer.index import Index

if TYPE_CHECKING:
    from indexer.extract import Extraction
    from tests.cli.conftest import Qms

WORDS = "The walrus was in the garden of the house, and everybody saw it there."


def fail(patch: pytest.MonkeyPatch, problem: reading.Problem) -> None:
    def extract(_self: Extractor, _source: object, _name: object, _stream: object = None) -> Extraction:
        return reading.unread("a.txt", problem)

    patch.setattr(Extractor, "_extract", extract)


def test_a_file_that_could_not_be_opened_just_now_is_tried_again(qms: Qms) -> None:
    qms.write("a.txt", WORDS)
    with pytest.MonkeyPatch.context() as patch:
        fail(patch, "unreadable")
        assert qms.sync()["unreadable"] == 1
    assert qms.sync()["unreadable"] == 0
    assert qms.json("search", "walrus")["total"] == 1


def test_a_reading_that_took_too_long_takes_no_confirmed_text_away(qms: Qms) -> None:
    qms.write("a.txt", WORDS)
    qms.sync()
    qms.run("link", "a.txt", "26", "--kind", "record", "--date", "2026-01-10")
    ((confirmed,),) = qms.sql("select confirmed_text from links")
    assert confirmed
    shutil.rmtree(qms.root / ".qms" / "cache")
    shutil.rmtree(qms.index)
    with pytest.MonkeyPatch.context() as patch:
        fail(patch, "timeout")
        assert qms.sync()["unreadable"] == 1
    assert qms.sql("select confirmed_text, suspect from links") == [(confirmed, None)]
    qms.run("check")


def test_a_link_made_while_its_file_is_read_refers_to_no_text_that_nobody_kept(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qms.upkeep import reading as upkeep

    qms.write("a.txt", WORDS)
    with pytest.MonkeyPatch.context() as patch:
        fail(patch, "unreadable")
        qms.sync()
    parts = upkeep._parts

    def first(*given: Any) -> list[Any]:
        monkeypatch.setattr(upkeep, "_parts", parts)
        assert qms.spawn("link", "a.txt", "26", "--kind", "record", "--date", "2026-01-10").code == 0
        return parts(*given)

    monkeypatch.setattr(upkeep, "_parts", first)
    qms.sync()
    ((confirmed,),) = qms.sql("select confirmed_text from links")
    assert (qms.root / ".qms" / "state" / "texts" / confirmed).is_file()
    qms.run("check")


def test_equal_bytes_under_two_suffixes_stay_two_texts(qms: Qms) -> None:
    for name in ("a.csv", "b.txt", "c.md"):
        qms.write(name, "Date: 2025-03-12\nSubject,Amount\nwalrus,1\nzebra,2\n")
        qms.sync()

    def units() -> dict[str, tuple[str, str]]:
        return {h["path"]: (h["unit"], h["snippet"]) for h in qms.json("search", "walrus")["hits"]}

    before = units()
    assert before["a.csv"][0] == "sheet"
    assert before["b.txt"][0] == "part"
    shutil.rmtree(qms.index)
    assert units() == before


def mail(text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ann@example.org", "bob@example.org", "The list"
    message.set_content("The list is attached, as you wished.")
    message.add_attachment(text.encode(), maintype="text", subtype="plain", filename="list.txt")
    return message.as_bytes()


@pytest.mark.parametrize("first", ["mail.eml", "mail.eml#1/list.txt"])
def test_a_file_called_like_an_attachment_is_told_from_it(qms: Qms, first: str) -> None:
    for name in sorted(("mail.eml", "mail.eml#1/list.txt"), key=lambda name: name != first):
        qms.write(name, mail("An attached walrus") if name == "mail.eml" else "A plain zebra")
        qms.sync()
    found = {word: qms.json("search", word)["hits"][0]["path"] for word in ("walrus", "zebra")}
    assert found["zebra"] == "mail.eml#1/list.txt"
    assert re.fullmatch(r"mail\.eml#1/list \(e-\w+\)\.txt", found["walrus"])
    qms.run("link", found["walrus"], "26", "--kind", "record", "--date", "2026-01-10")
    (qms.store / "sub").mkdir()
    for name in ("mail.eml", "mail.eml#1"):
        (qms.store / name).rename(qms.store / "sub" / name)
    assert qms.sync() == {"added": 0, "changed": 0, "moved": 2, "missing": 0, "unreadable": 0}
    qms.write("sub/mail.eml", mail("Another attached walrus"))
    shutil.rmtree(qms.store / "sub" / "mail.eml#1")
    qms.sync()
    hit = qms.json("search", "Another")["hits"][0]
    # The file that is missing now has its path still.
    assert re.fullmatch(r"sub/mail\.eml#1/list \(e-\w+\)\.txt", hit["path"])
    assert hit["indicators"] == ["26"]
    qms.run("check")


def spoil(qms: Qms, pattern: bytes, behind: int) -> None:
    """Damage the places of postings in the table of terms, which opening does not look at."""
    (table,) = qms.index.glob("*.trm")
    data = bytearray(table.read_bytes())
    for found in re.finditer(pattern, bytes(data)):
        data[found.end() + behind : found.end() + behind + 12] = b"\x7f" * 12
    table.write_bytes(data)


def test_damage_that_only_a_pass_meets_costs_the_index_and_not_the_pass(qms: Qms) -> None:
    for number in range(3):
        qms.write(f"{number}.txt", f"{WORDS} {number}")
    qms.sync()
    spoil(qms, rb"e-[0-9a-f]{10}", 23)
    qms.write("1.txt", "A zebra instead")
    assert "made anew" in qms.run("sync").out
    assert qms.json("search", "zebra")["total"] == 1
    assert qms.json("search", "walrus")["total"] == 2


@pytest.mark.slow
def test_damage_met_while_another_process_writes_is_told_as_busy(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        qms.write(f"{number}.txt", f"{WORDS} {number}")
    qms.sync()
    spoil(qms, b"walrus", 23)
    assert Index.__init__.__kwdefaults__
    monkeypatch.setitem(Index.__init__.__kwdefaults__, "wait", 0.1)
    with lock.hold(qms.index.with_name("index.lock")):
        assert "foresee" not in qms.run("search", "walrus", code=5).err
    assert qms.json("search", "walrus")["total"] == 3
