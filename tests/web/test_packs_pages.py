"""Prove that reports, snapshots and packs made on the pages are those of the commands, and keep back what they must."""

from __future__ import annotations

import hashlib
import html
import json
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Browser, Site


def ended(site: Site) -> str:
    """Wait for all long work and return where the newest leads to."""
    site.server.jobs.wait(120)
    newest = site.server.jobs.all()[0]
    assert newest.error is None, newest.error
    return newest.address


def report(site: Site, browser: Browser, **wish: str) -> bytes:
    browser.raw("POST", "/packs/report", 302, data=browser.with_token(wish))
    answer = browser.raw("GET", ended(site))
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.data


@pytest.mark.slow
def test_reports_open_in_every_format_and_are_for_whoever_asked(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client()
    book = CalamineWorkbook.from_filelike(
        BytesIO(report(made, browser, kind="coverage", format=".xlsx", language="nb"))
    )
    assert len(book.sheet_names) > 2
    address = made.server.jobs.all()[0].address
    made.client("director").get(address, 404)
    made.client("staff").get(address, 403)
    word = Document(
        BytesIO(report(made, browser, kind="progress", format=".docx", language="lt", since="2025-01-01"))
    )
    assert any("Pažangos" in p.text for p in word.paragraphs)
    page = report(made, browser, kind="gaps", format=".html", language="lt").decode()
    assert "Spragos" in page
    assert "evidence_store/" not in re.sub(r">[^<]*<", "><", page)
    wrong = browser.post("/packs/report", {"kind": "coverage", "format": ".pdf"})
    assert 'id="w-format"' in wrong


@pytest.mark.slow
def test_confidential_evidence_stays_out_of_what_a_manager_gets(site: Callable[..., Site]) -> None:
    made = site("lt")
    rows = made.qms.json("evidence", "list")["evidence"]
    secret = next(row["path"] for row in rows if "26" in row["indicators"])
    made.qms.run("evidence", "set", secret, "--personal-data", code=None)
    coordinator, manager = made.client(), made.client("manager")

    def cells(browser: Browser) -> str:
        data = report(made, browser, kind="coverage", format=".xlsx", language="lt")
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return "\n".join(
            str(c)
            for name in book.sheet_names
            for row in book.get_sheet_by_name(name).to_python()
            for c in row
        )

    assert secret in cells(coordinator)
    assert secret not in cells(manager)
    coordinator.post("/packs/look", {})
    ended(made)
    assert secret in html.unescape(
        coordinator.get("/packs/files?show=open") + coordinator.get("/packs/files?show=all")
    )
    shown = "".join(manager.get(f"/packs/files?show=all&page={n}") for n in range(1, 5))
    assert secret not in html.unescape(shown)
    manager.raw("POST", "/packs/make", 403, data=manager.with_token({"unchecked": "on_site"}))
    coordinator.post("/packs/make", {"unchecked": "on_site"})
    address = ended(made)
    manager.get(address, 404)
    manager.get(address + "/file", 404)
    (made.root / "evidence_store" / secret).unlink()
    made.qms.run("sync", code=None)
    gone = next(row["id"] for row in rows if row["path"] == secret)
    made.qms.run("evidence", "forget", gone, "--because", "asked for", code=None)
    assert not list((made.root / "packs").iterdir())


@pytest.mark.slow  # makes a whole pack
def test_a_pack_is_decided_about_made_and_verified(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    browser.post("/packs/make", {})
    assert ended(made) == "/packs/files"
    browser.post(
        "/packs/look", {"names": (BytesIO("Eglė Stanaitytė\nKazys Nerastasis\n".encode()), "names.txt")}
    )
    ended(made)
    page = browser.get("/packs/files")
    ident = re.findall(r'<li id="e-([^"]+)">', page)[0]
    seen = re.findall(rf'action="/packs/files/{ident}".*?name="seen" value="([^"]*)"', page, re.DOTALL)[0]
    manager = made.client("manager")
    manager.raw(
        "POST", f"/packs/files/{ident}", 403, data=manager.with_token({"choice": "include", "seen": seen})
    )
    form = {"choice": "leave_out", "because": "Not <ours>", "seen": seen}
    browser.post(f"/packs/files/{ident}", form)
    second = browser.post(f"/packs/files/{ident}", {**form, "choice": "include", "because": "Mine"})
    assert "somebody else decided" in second
    assert 'value="Mine"' in second
    row = made.qms.json("log", "--limit", "1")["log"][0]
    assert (row["action"], row["subject"], row["details"]) == ("pack.chosen", ident, {"choice": "leave_out"})

    browser.post("/packs/make", {"unchecked": "on_site", "language": "lt"})
    address = ended(made)
    page = browser.get(address)
    assert "Not &lt;ours&gt;" in page
    file = next((made.root / "packs").glob("*.zip"))
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0
    answer = browser.raw("GET", address + "/file")
    with zipfile.ZipFile(BytesIO(answer.data)) as package:
        manifest = package.read("manifest.json")
        for one in json.loads(manifest)["files"]:
            assert hashlib.sha256(package.read(one["path"])).hexdigest() == one["sha256"]
    answer.close()
    fingerprint = hashlib.sha256(manifest).hexdigest()
    assert fingerprint in page.replace(" ", "")
    log = made.qms.json("log", "--limit", "5")["log"]
    assert fingerprint in [row["details"].get("manifest") for row in log if row["action"] == "pack.written"]
    made.client("staff").get(address, 403)
    manager.raw("POST", address + "/delete", 403, data=manager.with_token({}))
    browser.get("/packs/made/..%2Fqms.toml", 404)
    file.write_bytes(file.read_bytes()[:-400])
    assert "no longer as it was made" in browser.get(address)
    browser.post(address + "/delete")
    assert not list((made.root / "packs").iterdir())


@pytest.mark.slow  # freezes the whole state
def test_states_are_frozen_and_compared_side_by_side(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    browser.post("/packs/snapshots", {"name": "Before & after"})
    taken = made.qms.json("snapshot", "list")["snapshots"]
    assert taken[-1]["name"] == "Before & after"
    assert 'id="w-name"' in browser.post("/packs/snapshots", {"name": "before & AFTER"})
    ident = taken[-1]["id"]
    page = browser.get(f"/packs/compare?before={ident}&after=now")
    assert "Nothing changed." in page
    linked = made.qms.json("evidence", "list")["evidence"]
    path = next(row["path"] for row in linked if "26" in row["indicators"])
    made.qms.run("unlink", path, "26", code=None)
    page = browser.get(f"/packs/compare?before={ident}&after=now")
    assert path in html.unescape(page)
    manager = made.client("manager", "en")
    made.qms.run("evidence", "set", path, "--personal-data", code=None)
    assert path not in html.unescape(manager.get(f"/packs/compare?before={ident}&after=now"))
