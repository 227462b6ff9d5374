"""Prove that an external auditor sees what was released and nothing else, anywhere, and only until the last day."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from qms.evidence.listing import list_evidence
from qms.workspace.workspace import Workspace
from tests.web.conftest import Browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.model.evidence import Evidence
    from tests.web.conftest import Site

AUDITOR, PASSWORD = "jonas", "keturi žali arkliai bėga"


def signed_in(made: Site) -> Browser:
    """Return the auditor's browser after the login with a password."""
    browser = Browser(made.app.test_client())
    browser.post("/login", {"person": AUDITOR, "password": PASSWORD}, 200)
    return browser


def files_of(made: Site) -> dict[str, Evidence]:
    """Return all files of the register by path."""
    workspace = Workspace(made.root)
    try:
        return {one.evidence.path: one.evidence for one in list_evidence(workspace)}
    finally:
        workspace.close()


def released(made: Site) -> set[str]:
    """Return the paths of the files that the command says are released."""
    return {one["path"] for one in made.qms.json("user", "release", AUDITOR)["evidence"]}


def open_account(made: Site, until: date) -> None:
    """Give the auditor an account."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        made.qms.run("user", "add", AUDITOR, "--until", until.isoformat(), "--password-stdin")


def test_an_auditor_sees_what_was_released_and_nothing_else(site: Callable[..., Site]) -> None:
    made = site("lt")
    open_account(made, date.today() + timedelta(days=30))
    coordinator, browser = made.client(), signed_in(made)
    assert browser.raw("GET", "/", 302).headers["Location"] == "/auditor"
    files = files_of(made)
    assert not seen_ids(browser), "nothing is released yet"
    assert "/auditor/files/e-" not in browser.get("/auditor/search?q=skundai")
    coordinator.post("/auditor/releases/indicators", {"person": AUDITOR, "indicators": ["26", "61"]}, 200)
    paths = released(made)
    assert paths
    ids = {files[path].id for path in paths}
    others = {path: one for path, one in files.items() if path not in paths and not one.container}
    assert len(others) > 30
    pages = [browser.get(a) for a in addresses(made, ids)]
    assert seen_ids(browser) == ids
    names = {path.rpartition("/")[2] for path in others} - {path.rpartition("/")[2] for path in paths}
    for page in pages:
        assert not {one.id for one in others.values()} & set(re.findall(r"e-[0-9a-f]{6,}", page))
        assert not [name for name in names if name in page]
    for one in list(others.values())[::6]:
        for tail in ("", "/file", "/page/1.png", "/picture/1.png"):
            browser.get(f"/auditor/files/{one.id}{tail}", 404)
    for ident in ids:
        answer = browser.raw("GET", f"/auditor/files/{ident}/file")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        for tail in ("", "/file", "/page/1.png"):
            browser.get(f"/evidence/{ident}{tail}", 403)


def addresses(made: Site, ids: set[str]) -> list[str]:
    """Return all pages that an auditor can open."""
    refs = [*[i.ref for i in Workspace(made.root).framework.indicators][::5], "61"]
    words = ("skundai", "tvarka", "darbuotojas", "2025", "pdf", "a*", "vaikas OR klientas")
    return [
        "/auditor",
        "/auditor/files",
        *(f"/auditor/indicators/{ref}" for ref in refs),
        *(f"/auditor/search?q={word}&limit=200" for word in words),
        *(f"/auditor/files/{ident}" for ident in ids),
    ]


def seen_ids(browser: Browser) -> set[str]:
    """Return the ids of the files that the list shows."""
    return set(re.findall(r"/auditor/files/(e-[0-9a-z]+)", browser.get("/auditor/files")))


def test_counts_and_search_know_nothing_of_the_rest(site: Callable[..., Site]) -> None:
    made = site("lt")
    open_account(made, date.today() + timedelta(days=30))
    browser = signed_in(made)
    made.qms.run("user", "release", AUDITOR, "--indicator", "26")
    count = len(released(made))
    found = browser.get("/auditor/search?q=skundai&limit=200")
    assert 0 < len(set(re.findall(r"/auditor/files/(e-[0-9a-z]+)", found))) <= count
    everything = made.qms.json("search", "skundai")["total"]
    assert everything > count
    assert str(everything) not in re.sub(
        r"<[^>]+>", " ", found.partition('role="status"')[2].partition("</p>")[0]
    )
    # A word that stands in other files only is not even proposed for a slip of the pen.
    assert "did" not in browser.get("/auditor/search?q=globejas&limit=200").partition('class="mean"')[2][:200]
    for address in ("/evidence", "/search?q=a", "/documents", "/indicators/26", "/registers", "/me", "/trail", "/jobs",
                    "/settings", "/auditor/releases", "/improvement", "/audits", "/packs", "/assessment"):  # fmt: skip
        answer = browser.raw("GET", address, None)
        assert answer.status_code == 403, address


@pytest.mark.slow
def test_what_is_withdrawn_or_marked_confidential_is_gone_at_once(site: Callable[..., Site]) -> None:
    made = site("lt")
    open_account(made, date.today() + timedelta(days=30))
    coordinator, browser = made.client(), signed_in(made)
    coordinator.post("/auditor/releases/indicators", {"person": AUDITOR, "everything": "1"}, 200)
    first, second, *_ = sorted(seen_ids(browser))
    documents = re.findall(r"/auditor/documents/(d-[0-9a-z]+)", browser.get("/auditor/files"))
    assert documents
    browser.get(f"/auditor/documents/{documents[0]}")
    browser.get(f"/auditor/files/{first}")
    coordinator.post("/auditor/releases/withdraw", {"person": AUDITOR, "file": first}, 200)
    coordinator.post("/auditor/releases/withdraw", {"person": AUDITOR, "document": documents[0]}, 200)
    browser.get(f"/auditor/files/{first}", 404)
    browser.get(f"/auditor/files/{first}/file", 404)
    browser.get(f"/auditor/documents/{documents[0]}", 404)
    browser.get(f"/auditor/documents/{documents[0]}/file.docx", 404)
    assert first not in browser.get("/auditor/files")
    path = next(path for path, one in files_of(made).items() if one.id == second)
    made.qms.run("evidence", "set", path, "--personal-data")
    browser.get(f"/auditor/files/{second}", 404)
    assert second not in browser.get("/auditor/files")
    assert path in coordinator.get(f"/auditor/releases?person={AUDITOR}")
    refused = coordinator.post("/auditor/releases/one", {"person": AUDITOR, "file": path}, 400)
    assert path in refused
    coordinator.post("/auditor/releases/withdraw", {"person": AUDITOR, "everything": "1"}, 200)
    assert not seen_ids(browser)
    assert "/auditor/documents/d-" not in browser.get("/auditor/files")


def test_confidential_files_are_named_to_who_releases_and_left_out(site: Callable[..., Site]) -> None:
    made = site("lt")
    made.qms.run("user", "release", AUDITOR, "--indicator", "26")
    linked = sorted(released(made))
    made.qms.run("user", "release", AUDITOR, "--withdraw")
    made.qms.run("evidence", "set", linked[0], "--personal-data")
    page = made.client().post("/auditor/releases/indicators", {"person": AUDITOR, "indicators": ["26"]}, 200)
    assert linked[0] in page.partition('class="notice warn"')[2]
    assert linked[0] not in released(made)
    manager = made.client("manager")
    manager.get("/auditor/releases", 403)
    manager.get("/auditor", 403)
    shown = made.client("director").get(f"/auditor?as={AUDITOR}")
    assert "Jonas Rimkevičius" in shown
    assert linked[0] not in made.client().get(f"/auditor/files?as={AUDITOR}")
    made.client().get("/auditor/files?as=gintare", 404)
    assert "as=jonas" in shown, "the links stay with the eyes that were chosen"


def test_the_last_day_ends_the_session_and_reading_leaves_no_trace(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site("lt")
    today = date.today()
    open_account(made, today)
    made.qms.run("user", "release", AUDITOR, "--indicator", "26")
    browser = signed_in(made)
    before = made.qms.json("log", "--limit", "5")
    ident = min(seen_ids(browser))
    browser.get(f"/auditor/files/{ident}?number=1")
    browser.raw("GET", f"/auditor/files/{ident}/file")
    browser.get("/auditor/search?q=skundai")
    assert made.qms.json("log", "--limit", "5") == before
    page = browser.get("/auditor/indicators/26")
    notes = page.partition("data-notes=")[2]
    assert 'name="note"' in notes
    assert "<form" not in notes.partition("</aside>")[0], "what is typed there can be sent nowhere"
    monkeypatch.setenv("QMS_TODAY", (today + timedelta(days=1)).isoformat())
    answer = browser.raw("GET", "/auditor", 302)
    assert answer.headers["Location"].startswith("/login")
    browser.raw("GET", f"/auditor/files/{ident}/file", 302)
