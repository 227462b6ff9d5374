"""Prove the pages of the evidence: uploads that never overwrite, files that never run, and what is kept from whom."""

from __future__ import annotations

import io
import os
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.evidence.upload_names import LONGEST_BYTES, clean_name
from qms.evidence.uploading import FolderRefused, UploadEmpty, UploadRefused, put
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.conftest import Browser, Site


def ids(site: Site) -> dict[str, dict[str, Any]]:
    return {row["path"]: row for row in site.qms.json("evidence", "list")["evidence"]}


def send(browser: Browser, *files: tuple[str, bytes], **fields: str) -> Any:
    data = browser.with_token(fields) | {"files": [(io.BytesIO(data), name) for name, data in files]}
    return browser.raw(
        "POST", "/evidence/upload", None, data=data, content_type="multipart/form-data", follow_redirects=True
    )


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and not p.is_symlink()
    }


def test_a_file_comes_in_under_a_free_name_and_nothing_is_ever_overwritten(site: Callable[..., Site]) -> None:
    made = site("en")
    browser, store = made.client(), made.root / "evidence_store"
    before = tree(store)

    page = send(browser, ("minutes of May.txt", b"The council spoke of complaints."), new_folder="Brand new")
    assert page.request.path.startswith("/evidence/e-")
    assert "The council spoke of complaints." in page.get_data(as_text=True)
    first = ids(made)["Brand new/minutes of May.txt"]
    assert page.request.path == f"/evidence/{first['id']}"

    other = send(browser, ("minutes of May.txt", b"Another meeting altogether."), folder="Brand new")
    assert "minutes of May (2).txt" in other.get_data(as_text=True)
    again = send(browser, ("copy.txt", b"The council spoke of complaints."), folder="Brand new")
    assert again.request.path == f"/evidence/{first['id']}"
    assert "The same bytes were there already" in again.get_data(as_text=True)
    twice = send(
        browser, ("MINUTES OF MAY.TXT", b"The council spoke of complaints."), folder="Brand new", twice="1"
    )
    assert "MINUTES OF MAY (3).TXT" in twice.get_data(as_text=True)

    after = tree(store)
    assert {name: after[name] for name in before} == before
    assert sorted(set(after) - set(before)) == [
        "Brand new/MINUTES OF MAY (3).TXT",
        "Brand new/minutes of May (2).txt",
        "Brand new/minutes of May.txt",
    ]
    uploads = [e for e in made.qms.json("log", "--limit", "50")["log"] if e["action"] == "evidence.upload"]
    assert [e["actor"] for e in uploads] == [made.person("quality_coordinator")] * 3
    assert "minutes" not in str(uploads).lower()


def test_several_files_lead_to_the_list_of_them_and_a_script_gets_its_answer_as_data(
    site: Callable[..., Site],
) -> None:
    made = site("en")
    browser = made.client()
    page = send(browser, ("one.txt", b"first of two"), ("two.txt", b"second of two"), ("bad.exe", b"MZ"))
    text = page.get_data(as_text=True)
    assert page.request.path == "/evidence"
    assert all(word in text for word in ("one.txt", "two.txt", "“bad.exe” was not taken"))
    assert not (made.root / "evidence_store" / "bad.exe").exists()
    found = browser.raw(
        "POST",
        "/evidence/upload",
        None,
        data=browser.with_token({}) | {"files": (io.BytesIO(b"third"), "three.txt")},
        headers={"X-Requested-With": "fetch"},
    ).get_json()
    assert re.match(r"/(evidence|work)/", found["address"])
    refused = browser.raw(
        "POST",
        "/evidence/upload",
        400,
        data=browser.with_token({}) | {"files": (io.BytesIO(b"echo"), "run.bat")},
        headers={"X-Requested-With": "fetch"},
    )
    assert "run.bat" in refused.get_json()["error"]
    made.client("manager").raw("GET", "/evidence/upload", 403)


@pytest.mark.parametrize(
    "folder", ["../out", "a/../../out", "/etc", "..", "a//b", ".hidden", "linked", "a\\..\\b", "con"]
)
def test_a_path_never_leads_out_of_the_folder(folder: str, plain: Workspace, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (plain.evidence_folder / "linked").symlink_to(outside, target_is_directory=True)
    before = set(tmp_path.rglob("*"))
    with pytest.raises(FolderRefused):
        put(plain, folder, "x.txt", io.BytesIO(b"x"))
    assert set(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "name",
    [
        *(
            "a.exe",
            "b.BAT",
            "c.cmd",
            "d.com",
            "e.scr",
            "f.msi",
            "g.ps1",
            "h.sh",
            "i.vbs",
            "j.js",
            "k.jar",
            "l.app",
        ),
        *("m.lnk", "n.dll", "photo.jpg.exe", "..", ".", "~$x.docx", "x.tmp", "Thumbs.db"),
    ],
)
def test_programs_and_passing_files_are_refused(name: str, plain: Workspace) -> None:
    with pytest.raises(UploadRefused):
        put(plain, "", name, io.BytesIO(b"text"))
    assert not list(plain.evidence_folder.iterdir())


def test_a_program_under_the_name_of_a_document_and_an_empty_file_are_refused(plain: Workspace) -> None:
    for data in (b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\necho"):
        with pytest.raises(UploadRefused):
            put(plain, "", "letter.pdf", io.BytesIO(data))
    with pytest.raises(UploadEmpty):
        put(plain, "new", "letter.pdf", io.BytesIO(b""))
    assert not list(plain.evidence_folder.iterdir())


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.docx", "plan.docx"),
        ("a\x00b\n\u202ec.pdf", "ab c.pdf"),
        ("NUL.txt", "_NUL.txt"),
        ("  ..hidden  name .pdf. ", "hidden name.pdf"),
        ('what? "now" <1>|2*.pdf', "what_ _now_ _1__2_.pdf"),
        ("e\u0301.txt", "\u00e9.txt"),
    ],
)
def test_names_become_what_every_system_takes(given: str, clean: str) -> None:
    assert clean_name(given) == clean
    assert clean_name(clean) == clean


@given(st.text(max_size=300))
def test_a_clean_name_is_one_name_that_may_stand_anywhere(name: str) -> None:
    found = clean_name(name)
    assert not set(found) & set('/\\<>:"|?*\x00\n\r')
    assert not found.startswith(".")
    assert found == found.rstrip(". ")
    assert len(found.encode()) <= LONGEST_BYTES
    assert clean_name(found) == found


def test_two_uploads_of_one_name_at_once_are_two_files(plain: Workspace) -> None:
    opened = [Workspace(plain.root, "me") for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda n: put(opened[n], "", "a.txt", io.BytesIO(b"%d" % n)), range(6)))
    for one in opened:
        one.close()
    assert len({one.path for one in done}) == 6
    assert sorted(tree(plain.evidence_folder).values()) == [b"%d" % n for n in range(6)]


def test_a_long_name_keeps_its_suffix() -> None:
    for letter in "aė漢😀":
        name = clean_name(letter * 400 + ".docx")
        assert name.endswith(".docx")
        assert len(name.encode()) <= LONGEST_BYTES


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for every pass, so that an upload leads to its files on a busy machine as well."""
    monkeypatch.setattr("qms.web.evidence.uploads.SOON", 60.0)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.cli.conftest import Qms

    root = tmp_path_factory.mktemp("empty")
    Qms(root).run("init", root / "w", "--lang", "en")
    for there in (root / "w" / "evidence_store").rglob("*"):
        if there.is_file():
            os.unlink(there)
    return root / "w"


@pytest.fixture
def plain(empty: Path, tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace(Path(shutil.copytree(empty, tmp_path / "w")), "me")
    yield workspace
    workspace.close()


def test_hostile_files_neither_run_nor_show_by_themselves(site: Callable[..., Site]) -> None:
    made = site("en")
    browser = made.client()
    script = (
        b"<html><body><h1>Minutes</h1><script>alert(1)</script><img src=x onerror=alert(2)>"
        b"<a href='javascript:alert(3)'>x</a></body></html>"
    )
    drawing = (
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>"
        b"<script>alert(2)</script><text>Minutes</text></svg>"
    )
    send(browser, ("evil.html", script), ("evil.svg", drawing), ("evil.pdf", script))
    for name in ("evil.html", "evil.svg", "evil.pdf"):
        ident = ids(made)[name]["id"]
        page = browser.get(f"/evidence/{ident}")
        inside = re.search(r'<section id="inside".*?</section>', page, re.DOTALL)
        assert inside is not None
        for word in ("<script", "onerror", "onload", "javascript:"):
            assert word not in inside[0], (name, word)
        for address in (f"/evidence/{ident}/file", f"/evidence/{ident}/file?show=1"):
            answer = browser.raw("GET", address)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            if not (name.endswith("pdf") and "show" in address):
                assert answer.headers["Content-Disposition"].startswith("attachment")
            assert answer.mimetype in {"application/octet-stream", "application/pdf"}


@pytest.mark.slow
def test_confidential_evidence_is_nowhere_for_whoever_may_not_read_it(site: Callable[..., Site]) -> None:
    made = site("en")
    coordinator = made.client()
    page = send(coordinator, ("secret plan.txt", b"Zorbleckt complaints of a person."))
    ident = page.request.path.rsplit("/", 1)[-1]
    manager = made.client("manager")
    before = int(re.search(r"Files: (\d+)", manager.get("/evidence"))[1])  # type: ignore[index]
    assert "secret plan" in manager.get("/evidence?q=secret")
    assert "Zorbleckt" in manager.get("/search?q=Zorbleckt")
    version = re.search(r'name="version" value="(\d+)"', coordinator.get(f"/evidence/{ident}"))
    assert version is not None
    form = {"version": version[1], "title": "secret plan", "personal_data": "1"}
    coordinator.post(f"/evidence/{ident}/facts", form, 200)
    assert ids(made)["secret plan.txt"]["personal_data"] is True

    assert int(re.search(r"Files: (\d+)", manager.get("/evidence"))[1]) == before - 1  # type: ignore[index]
    for address in (
        *("/evidence", "/evidence?q=secret", "/evidence?view=unlinked", "/evidence?view=personal"),
        *("/search?q=complaints", "/search?q=Zorbleckt", "/search?q=zorblekct", "/search/hits?q=path:secret"),
        "/evidence?came=" + ident,
    ):
        text = manager.get(address)
        assert "secret plan" not in text, address
        assert ident not in text.replace("came=" + ident, "").replace("came%3D", ""), address
    assert "Nothing found" in manager.get("/search?q=Zorbleckt")
    assert "Did you mean" not in manager.get("/search?q=zorblekct")
    assert "Did you mean: zorbleckt" in coordinator.get("/search?q=zorblekct")
    # Nor does a proposal that is left out tell that a word stands in what is hidden.
    send(coordinator, ("visible.txt", b"The zorblockt of the house."))
    assert "Did you mean: zorblockt" in manager.get("/search?q=Zorbleckt")
    assert "Did you mean" not in coordinator.get("/search?q=Zorbleckt")
    for part in ("", "/file", "/proposals", "/changes", "/page/1.png", "/picture/1.png"):
        manager.raw("GET", f"/evidence/{ident}{part}", 404)
    # Whoever uploads the same bytes again does not learn that they were there.
    workspace = Workspace(made.root, made.person("quality_coordinator"))
    again = put(workspace, "", "other.txt", io.BytesIO(b"Zorbleckt complaints of a person."), hidden={ident})
    assert (again.path, again.same_as) == ("other.txt", None)
    workspace.close()


def test_two_people_editing_one_file_the_second_is_told(site: Callable[..., Site]) -> None:
    made = site("en")
    browser = made.client()
    ident = send(browser, ("plan 2025.txt", b"A plan of the house.")).request.path.rsplit("/", 1)[-1]
    seen = browser.get(f"/evidence/{ident}")
    version = re.search(r'name="version" value="(\d+)"', seen)
    assert version is not None
    form = {
        "version": version[1],
        "title": "Mine",
        "kinds": "record",
        "start": "2025-01-01",
        "end": "2025-12-31",
    }
    assert "Saved." in browser.post(f"/evidence/{ident}/facts", form, 200)
    late = form | {"title": "Theirs <b>", "keep_until": "2030-01-01"}
    page = browser.post(f"/evidence/{ident}/facts", late, 409)
    assert "Somebody else changed this meanwhile" in page
    assert 'value="Theirs &lt;b&gt;"' in page
    row = ids(made)["plan 2025.txt"]
    assert (row["title"], row["kinds"], row["evidence_date"], row["keep_until"]) == (
        "Mine", ["record"], "2025-01-01..2025-12-31", None,
    )  # fmt: skip
    version = re.search(r'name="version" value="(\d+)"', browser.get(f"/evidence/{ident}"))
    assert version is not None
    browser.post(f"/evidence/{ident}/facts", {"version": version[1], "title": "Mine"}, 200)
    assert (ids(made)["plan 2025.txt"]["kinds"], ids(made)["plan 2025.txt"]["evidence_date"]) == ([], None)
    # A link: what was confirmed or removed meanwhile is told as well.
    link = {"indicator": "26", "kinds": "record", "revision": "1", "quote": "A plan of the house."}
    assert "Linked to 26" in browser.post(f"/evidence/{ident}/links", link, 200)
    assert "Somebody else" in browser.post(f"/evidence/{ident}/links", link | {"revision": "7"}, 409)
    key = {"framework": "equass-2018", "ref": "26", "version": "9", "revision": "1"}
    assert "Somebody else" in browser.post(f"/evidence/{ident}/links/remove", key, 409)
    assert "was removed" in browser.post(f"/evidence/{ident}/links/remove", key | {"version": "1"}, 200)
    missing = browser.post(f"/evidence/{ident}/links", link | {"quote": "Not in the file"}, 400)
    assert "Not in the file" in missing
    assert ids(made)["plan 2025.txt"]["indicators"] == []


@pytest.mark.slow  # syncs again and again
def test_a_file_that_vanished_lives_on_in_another_or_is_forgotten(site: Callable[..., Site]) -> None:
    made = site("en")
    browser, store = made.client(), made.root / "evidence_store"
    send(browser, ("old one.txt", b"first"), ("gone one.txt", b"second"))
    old, gone = (ids(made)[name]["id"] for name in ("old one.txt", "gone one.txt"))
    (store / "old one.txt").rename(store / "renamed and changed.txt")
    (store / "renamed and changed.txt").write_text("first and more")
    (store / "gone one.txt").unlink()
    made.qms.run("sync", code=None)
    assert "vanished" in browser.get(f"/evidence/{old}")
    page = browser.post(f"/evidence/{old}/same-as", {"path": "renamed and changed.txt"}, 200)
    assert "first and more" in page
    assert ids(made)["renamed and changed.txt"]["id"] == old
    told = browser.post(f"/evidence/{old}/forget", {"because": "time is over", "sure": "1"}, 400)
    assert "time is over" in told or "Delete" in told
    browser.post(f"/evidence/{gone}/forget", {"because": "time is over"}, 400)
    browser.post(f"/evidence/{gone}/forget", {"because": "time is over", "sure": "1"}, 200)
    browser.raw("GET", f"/evidence/{gone}", 404)


def test_the_list_filters_sorts_and_pages(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    rows = ids(made)
    everything = browser.get("/evidence")
    assert f"Files: {len(rows)}" in everything
    assert 'rel="next"' in everything
    for query, expected in {
        "view=missing": {p for p, r in rows.items() if r["status"] == "missing"},
        "kind=voice": {p for p, r in rows.items() if "voice" in r["kinds"]},
        "type=xlsx": {p for p, r in rows.items() if p.endswith(".xlsx")},
        "indicator=27": {p for p, r in rows.items() if "27" in r["indicators"]},
        "view=unsearchable": {r["path"] for r in made.qms.json("evidence", "unreadable")["evidence"]},
        "view=unlinked": {r["path"] for r in made.qms.json("evidence", "orphans")["evidence"]},
        "view=copies": {e["path"] for g in made.qms.json("evidence", "duplicates")["duplicates"] for e in g},
        "view=newer": {n["path"] for n in made.qms.json("evidence", "duplicates")["newer"]},
        "since=2026-01-01&until=2026-03-31": None,
        "folder=Pos%C4%97d%C5%BEiai+2026": {p for p in rows if p.startswith("Posėdžiai 2026/")},
    }.items():
        page = browser.get("/evidence?" + query)
        count = re.search(r"Files: (\d+)", page)
        assert count is not None
        if expected is not None:
            assert int(count[1]) == len(expected), query
            shown = set(re.findall(r"<strong>(.*?)</strong></a>", page))
            assert {p.rsplit("/", 1)[-1] for p in expected} >= shown, query
        else:
            assert 0 < int(count[1]) < len(rows)
    assert "bad" in browser.get("/evidence?since=bad")
    # What lies in an e-mail is shown and handed out like any other file.
    inner = next(row for path, row in rows.items() if "#" in path and path.endswith(".csv"))
    assert 'class="inside table"' in browser.get(f"/evidence/{inner['id']}")
    answer = browser.raw("GET", f"/evidence/{inner['id']}/file")
    assert len(answer.data) == inner["size"]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def hidden_fields(form: str) -> dict[str, Any]:
    """Return the hidden fields of a form, several of one name as a list."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form):
        found.setdefault(name, []).append(unescape(value))
    found.pop("csrf_token", None)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


@pytest.mark.slow  # proposes from all evidence; test_indicator does so too
def test_a_proposal_is_accepted_with_its_passage_and_another_rejected_with_a_reason(
    site: Callable[..., Site],
) -> None:
    made = site("lt")
    browser = made.client(language="en")
    rows = ids(made)
    ident = rows["Kokybės komanda/Vidaus audito ataskaita 2025-09.docx"]["id"]
    page = browser.get(f"/evidence/{ident}/proposals?part=1")
    assert "<html" not in page
    accepts, rejects = (
        re.findall(rf'<form[^>]* action="/evidence/{ident}/proposals/{what}".*?</form>', page, re.DOTALL)
        for what in ("accept", "reject")
    )
    assert len(accepts) == len(rejects) > 1
    first, second = hidden_fields(accepts[0]), hidden_fields(rejects[1])
    assert "Somebody else" in browser.post(
        f"/evidence/{ident}/proposals/accept", first | {"revision": "99"}, 409
    )
    assert f"Linked to {first['ref']}" in browser.post(f"/evidence/{ident}/proposals/accept", first, 200)
    links = made.qms.json("evidence", "show", ident)["links"]
    link = next(one for one in links if one["indicator"] == first["ref"])
    assert link["pins"][0]["quote"] == first["quote"] != ""
    covered = next(i for i in made.qms.json("coverage")["indicators"] if i["ref"] == first["ref"])
    assert ident in {one["id"] for one in covered["evidence"]}

    browser.post(f"/evidence/{ident}/proposals/reject", second | {"because": " "}, 400)
    told = browser.post(
        f"/evidence/{ident}/proposals/reject", second | {"because": "about the building"}, 200
    )
    assert f"not proposed any more for {second['ref']}" in told
    left = {one["indicator"] for one in made.qms.json("suggest", ident)["suggestions"]}
    assert not left & {first["ref"], second["ref"]}

    newer = made.qms.json("evidence", "duplicates")["newer"][0]
    asked = {"other": newer["of"]["id"], "because": "another house"}
    assert "no longer taken for versions" in browser.post(f"/evidence/{newer['id']}/unrelated", asked, 200)
    after = made.qms.json("evidence", "duplicates")["newer"]
    assert (newer["id"], newer["of"]["id"]) not in {(one["id"], one["of"]["id"]) for one in after}


@pytest.mark.slow
def test_a_suspect_link_is_compared_and_confirmed(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    row = made.qms.json("review")["suspect"][0]
    ident = ids(made)[row["path"]]["id"]
    page = browser.get(f"/evidence/{ident}")
    assert "<del>" in browser.get(f"/evidence/{ident}/changes")
    form = re.search(rf'<form[^>]* action="/evidence/{ident}/links/confirm".*?</form>', page, re.DOTALL)
    assert form is not None
    seen = hidden_fields(form[0])
    assert "Somebody else" in browser.post(f"/evidence/{ident}/links/confirm", seen | {"version": "77"}, 409)
    assert "Confirmed for" in browser.post(f"/evidence/{ident}/links/confirm", seen, 200)
    assert (row["path"], row["indicator"]) not in {
        (one["path"], one["indicator"]) for one in made.qms.json("review")["suspect"]
    }
    manager = made.client("manager", language="en")
    assert "links/confirm" not in manager.get(f"/evidence/{ident}")
    manager.post(f"/evidence/{ident}/links/confirm", seen, 403)
