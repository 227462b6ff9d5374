"""Prove the page of a person: what is to be read, notes into the inbox, reports and what became of them."""

from __future__ import annotations

import io
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from qms.documents.control_questions import split_questions
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.conftest import Browser, Site

PERSON = "gintare"
POLICY = "/me/documents/quality-policy"
ANSWERS = {"answer1": "Klausiu žmogaus", "answer2": "Pasakau vadovui", "ask3": "1", "understood": "1"}


def test_somebody_reads_a_document_and_is_on_the_list_at_once(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client_of(PERSON)
    assert browser.raw("GET", "/", 302).headers["Location"] == "/me"
    assert 'href="/registers/tablet"' in browser.get("/me")
    page = browser.get(POLICY)
    assert page.count("<fieldset") == 3, "the questions of the sheet are asked, and stand in its text no more"
    assert page.count("Turiu sumanymą") == 1
    kept = browser.post(POLICY, {"version": "1", "answer1": "Savo žodžiais"}, 400)
    assert "Savo žodžiais" in kept
    assert _readers(made, "quality-policy") == []
    changed = browser.post(POLICY, {**ANSWERS, "version": "7"}, 409)
    assert "Klausiu žmogaus" in changed
    browser.post(POLICY, {**ANSWERS, "version": "1"})
    assert _readers(made, "quality-policy") == ["Gintarė Pocevičiūtė"]
    groups = {g["group"]: g["read"] for g in made.qms.json("document", "read", "quality-policy")["groups"]}
    assert (groups["darbuotojai"], groups["vadovai"]) == (1, 0)
    assert "Gintarė Pocevičiūtė" not in _outstanding(made.client())
    assert "Klausiu žmogaus" not in _everything(made.root), "answers are not kept"
    row = browser.get("/me").partition(POLICY)[2].partition("</li>")[0]
    assert "badge covered" in row


def _readers(made: Site, slug: str) -> list[str]:
    query = 'SELECT name FROM readings JOIN documents ON documents.id = document WHERE slug = ? AND "by" = ?'
    with closing(sqlite3.connect(Workspace(made.root).database)) as conn:
        return [name for (name,) in conn.execute(query, (slug, PERSON))]


def _outstanding(browser: Browser) -> str:
    return browser.get("/documents/quality-policy/readings/list?group=darbuotojai").partition("<table")[2]


def _everything(root: Path) -> str:
    with closing(sqlite3.connect(Workspace(root).database)) as conn:
        return "\n".join(conn.iterdump())


def test_what_changed_significantly_is_read_again(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client_of(PERSON)
    browser.post(POLICY, {**ANSWERS, "version": "1"})
    with closing(sqlite3.connect(Workspace(made.root).database)) as conn:
        columns = [row[1] for row in conn.execute("PRAGMA table_info(document_versions)")]
        values = ", ".join({"number": "2", "significant": "1"}.get(c, f'"{c}"') for c in columns)
        conn.execute(
            f"INSERT INTO document_versions SELECT {values} FROM document_versions WHERE document ="
            " (SELECT id FROM documents WHERE slug = 'quality-policy' AND part = '')"
        )
        conn.commit()
    row = browser.get("/me").partition(POLICY)[2].partition("</li>")[0]
    assert "badge suspect" in row
    browser.post(POLICY, {**ANSWERS, "version": "1"}, 409)
    assert _readers(made, "quality-policy") == ["Gintarė Pocevičiūtė"]
    browser.post(POLICY, {**ANSWERS, "version": "2"})
    assert len(_readers(made, "quality-policy")) == 2


def photo(red: int = 200) -> bytes:
    """Return a photo as a telephone makes it: lying, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x8825] = "Camera Maker", 6, {1: "N", 2: (54.0, 41.0, 2.0)}
    target = io.BytesIO()
    Image.new("RGB", (800, 400), (red, 10, 10)).save(target, "JPEG", exif=exif.tobytes())
    return target.getvalue()


def test_a_photo_lands_in_the_inbox_without_its_place_and_never_overwrites(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client_of(PERSON)
    inbox = made.root / "evidence_store" / "Gautieji" / "Vėjupė"
    for red, ticked in ((200, {}), (90, {"nobody": "1"})):
        sent = {"text": f"Gaminome pietus {red}", "photo": (io.BytesIO(photo(red)), "IMG.jpg"), **ticked}
        browser.post("/me/today", sent)
        made.server.jobs.wait(60)
    files = sorted(inbox.iterdir())
    assert len(files) == 4
    for file in files:
        if file.suffix == ".jpg":
            assert b"Camera" not in file.read_bytes()
            with Image.open(file) as picture:
                assert (picture.size, dict(picture.getexif())) == ((400, 800), {}), (
                    "upright, and only the picture"
                )
    texts = [file.read_text("utf-8") for file in files if file.suffix == ".txt"]
    assert all("Gintarė Pocevičiūtė, Vėjupė" in text for text in texts)
    made.qms.run("sync", code=None)
    listed = {e["path"]: e for e in made.qms.json("evidence", "list")["evidence"] if "Gautieji" in e["path"]}
    marked = {path: e["personal_data"] for path, e in listed.items() if path.endswith(".jpg")}
    assert sorted(marked.values()) == [False, True], "only the one that may show people is confidential"
    seen = made.client("manager").get("/evidence?folder=Gautieji")
    for path, is_so in marked.items():
        assert (listed[path]["id"] in seen) is not is_so
    page = browser.get("/me/today")
    assert "Gaminome pietus 200" in page
    note = next(path for path in listed if path.endswith(".txt"))
    made.qms.run("link", note, "46", "--kind", "record")
    assert '<span class="no">46</span>' in browser.get("/me/today")


def test_what_is_no_picture_and_what_names_a_person_is_refused(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client_of(PERSON)
    bad = b"<svg onload=alert(1)>"
    page = browser.post("/me/today", {"text": "Prie upės", "photo": (io.BytesIO(bad), "x.jpg")}, 400)
    assert "Prie upės" in page
    browser.post("/me/today", {"text": "Asmens kodas 38703181745"}, 400)
    browser.post("/me/today", {"text": ""}, 400)
    assert not (made.root / "evidence_store" / "Gautieji").exists()


def test_somebody_proposes_and_sees_what_became_of_it(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser, coordinator = made.client_of(PERSON), made.client()
    asked = {"text": "Tylos kambarys pertraukoms", "topic": "environment", "unit": "saltinio"}
    page = browser.post("/me/report/proposal", asked)
    assert "Tylos kambarys" in page
    rows = made.qms.json("register", "show", "proposals")["rows"]
    assert [row["values"]["forum"] for row in rows if row["values"].get("proposal") == asked["text"]] == [
        "Vėjupė"
    ]
    received = coordinator.get("/me/reports/received")
    assert "Tylos kambarys" in received
    assert "Gintarė Pocevičiūtė" in received
    address = re.search(r'href="(/registers/proposals/entries/[^"]+)"', received)
    assert address
    coordinator.get(address[1])
    ident = address[1].rpartition("/")[2]
    made.qms.run("register", "change", ident, "decision=accepted", "because=4 kambarys laisvas")
    page = browser.get("/me/reports")
    assert "4 kambarys laisvas" in page
    assert "badge covered" in page
    assert "Tylos" not in made.client_of("snieguole").get("/me/reports"), "others do not see it"
    made.client_of("snieguole").get("/me/reports/received", 403)
    made.client("manager").get("/me/reports/received", 403)


@pytest.mark.parametrize("unnamed", [True, False])
@pytest.mark.slow
def test_a_concern_leads_to_nobody_but_the_coordinator(site: Callable[..., Site], *, unnamed: bool) -> None:
    made = site("lt")
    browser = made.client_of(PERSON)
    told = {
        "text": "Girdėjau, kaip šaukia",
        "topic": "psychological_abuse",
        "unit": "saltinio",
        "day": "2026-06-01",
    }
    page = browser.post("/me/report/concern", told | ({"unnamed": "1"} if unnamed else {}))
    number = re.search(r"\d{4}-[0-9A-Z]{6}", page)
    assert number
    assert ("šaukia" in page) is not unnamed
    with closing(sqlite3.connect(Workspace(made.root).database)) as conn:
        [(person, at)] = conn.execute("SELECT person, at FROM reports")
        [(by, entered, cells)] = conn.execute(
            'SELECT "by", at, cells FROM register_entries ORDER BY at DESC LIMIT 1'
        )
        [trail] = conn.execute("SELECT actor, subject, details FROM trail WHERE action = 'report.add'")
    assert person == (None if unnamed else PERSON)
    assert by == "-"
    assert entered.endswith("-01")
    assert at.endswith("-01") is unnamed
    assert trail == ("-", "concern", "{}")
    assert "šaukia" not in cells
    assert "šaukia" in made.client().get("/me/reports/received")
    assert number[0] in browser.get(f"/me/reports?number={number[0]}")
    assert "šaukia" not in made.client("manager").get("/registers/incidents")
    made.qms.run("export", made.root / "out")
    exported = [file for file in (made.root / "out").rglob("*") if file.is_file()]
    assert exported
    assert not any("šaukia".encode() in file.read_bytes() for file in exported)


def test_everything_prints_and_a_staff_member_gets_into_nothing_else(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client_of(PERSON)
    assert "/me/print/forms/concern" in browser.get("/me/print")
    for name in ("today", "deviation", "concern", "proposal"):
        browser.get(f"/me/print/forms/{name}")
    sheet = browser.get("/me/print/documents/quality-policy?group=darbuotojai")
    assert sheet.count("<tr>") > 12
    assert "Rimantas" not in sheet, "who has not read yet is for those who may read the lists"
    assert "Rimantas" in made.client().get("/me/print/documents/quality-policy?group=darbuotojai")
    browser.get("/me/print/documents/quality-policy?group=artimieji", 404)
    browser.get("/me/documents/complaints-procedure", 404)
    for address in (
        "/evidence",
        "/documents",
        "/registers",
        "/auditor",
        "/auditor/releases",
        "/search?q=a",
        "/trail",
    ):
        browser.get(address, 403)


def test_questions_are_the_last_chapter_only_where_it_is_one() -> None:
    sheet = "<h3>A</h3><p>x &lt; y</p><ul><li>a</li></ul><h3>B</h3><p>c</p><ol><li>Why?</li><li>Who? Say it.</li></ol>"
    body, asked = split_questions(sheet)
    assert asked == ("Why?", "Who? Say it.")
    assert body == "<h3>A</h3><p>x &lt; y</p><ul><li>a</li></ul>"
    for plain in ("<p>a</p>", "<h3>A</h3><ul><li>a</li></ul>", ""):
        assert split_questions(plain) == (plain, ())
