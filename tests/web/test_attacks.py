"""Prove that what two reviewers attacked stays mended: addresses, numbers, names of confidential files, packs."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import threading
import zipfile
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from limits import parse
from werkzeug.datastructures import MultiDict
from xlsxwriter import Workbook

from qms.audit.outputs.withholding import withheld_books, without_hidden_changes
from qms.audit.progress import progress_of
from qms.audit.snapshot_difference import difference
from qms.audit.snapshots import NOW, content_named
from qms.documents.address import Address
from qms.documents.control import find_document
from qms.documents.decision import AuthorApproves, decide
from qms.documents.library import load_library
from qms.documents.reading_file import ReadingList, read_list
from qms.evidence.anchoring import is_quick
from qms.evidence.preview_html import clean
from qms.evidence.visibility import hidden_ids
from qms.model.evidence import Unit
from qms.web.fields import Form, own_address, whole_number
from qms.web.running import Running, open_port
from qms.web.serving import Options
from qms.workspace.workspace import Workspace
from tests.web.conftest import Browser, site_of
from tests.web.test_external import AUDITOR, files_of, open_account, seen_ids, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.conftest import Site

ENDLESS = "9" * 5000


@pytest.mark.parametrize(
    "address",
    [
        "//evil.com",
        "/\\evil.com",
        "/\t/evil.com",
        "/\n/evil.com",
        "/\x00/evil.com",
        "https://evil.com",
        "evil",
        "",
    ],
)
def test_only_an_address_of_ours_leads_back(address: str) -> None:
    assert own_address(address) == ""


def test_addresses_of_ours_and_short_numbers_are_taken() -> None:
    assert own_address("/documents/skundų-tvarka?lang=lt") == "/documents/skundų-tvarka?lang=lt"
    assert [whole_number(text) for text in ("12", "", "-1", "1e3", ENDLESS)] == [12, None, None, None, None]


def test_a_form_leads_nowhere_else_and_endless_digits_are_no_defect(site: Callable[..., Site]) -> None:
    browser = site("lt").client(language="en")
    page = browser.get("/improvement/new?back=/%09/evil.com")
    assert "evil.com" not in page.partition("<main")[2].partition("</main>")[0]
    sent = {"text": "It lacks", "severity": "minor", "source": "own_observation", "back": "/\t/evil.com"}
    answer = browser.raw("POST", "/improvement/new", None, data=browser.with_token(sent))
    assert "evil" not in answer.headers.get("Location", "")
    for address in (
        "/trail?page=",
        "/packs/files?page=",
        "/evidence?page=",
        "/registers/surveys/users?year=",
    ):
        browser.get(address + ENDLESS)
    browser.get(f"/documents/complaints-procedure/versions/{ENDLESS}/docx", 404)
    browser.post("/documents/complaints-procedure/submit", {"seen": ENDLESS}, 400)
    browser.post("/gaps/26", {"version": ENDLESS}, 400)


@pytest.mark.slow
def test_an_auditor_and_who_looks_with_those_eyes_opens_every_file(site: Callable[..., Site]) -> None:
    made = site("lt")
    open_account(made, date.today() + timedelta(days=30))
    coordinator, browser = made.client(), signed_in(made)
    coordinator.post("/auditor/releases/indicators", {"person": AUDITOR, "everything": "1"}, 200)
    paged = 0
    for ident in sorted(seen_ids(browser)):
        page = browser.get(f"/auditor/files/{ident}")
        if f"/auditor/files/{ident}/page/" in page or f"/auditor/files/{ident}/picture/" in page:
            paged += 1
            assert f"as={AUDITOR}" in coordinator.get(f"/auditor/files/{ident}?as={AUDITOR}")
        assert f'"/evidence/{ident}' not in page
    assert paged


def test_strangers_learn_nothing_of_this_machine_and_send_little(site: Callable[..., Site]) -> None:
    made = site("lt")
    settings = made.root / "qms.toml"
    whole = settings.read_bytes()
    stranger, coordinator = made.app.test_client(), made.client()
    assert stranger.post("/login", data={"person": "x" * 2**19}).status_code == 413
    assert stranger.post("/login", data={"person": "x"}).status_code in {400, 403}
    assert (
        coordinator.raw("POST", "/login", None, data=coordinator.with_token({"person": "x"})).status_code
        == 403
    )
    for damaged in (b"frameworks = [", None):
        settings.unlink() if damaged is None else settings.write_bytes(damaged)
        page = stranger.get("/login")
        assert page.status_code == 503
        assert str(made.root) not in page.get_data(as_text=True)
        assert "frameworks" not in page.get_data(as_text=True)
    settings.write_bytes(whole)
    assert stranger.get("/login").status_code == 200


def test_signs_that_nobody_types_are_dropped() -> None:
    form = Form(MultiDict({"name": " Ad\x00a\x1b \u202eByrne\r\nand\tBo "}))
    assert form.text("name") == "Ada Byrne\nand\tBo"


OUTSIDE = ("../../../x", "../../../../outside/z", "a/b", "a\x00b", "..", "nobody")


def test_no_document_is_written_beside_the_others(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client()
    before = {path for path in made.root.parent.rglob("*") if ".qms" not in path.parts}
    for instance in OUTSIDE:
        for slug in ("complaints-procedure", "competence-and-job-description", "results-sheet"):
            for tail in ("/draft", "/adopt"):
                asked = {"instance": instance, "lang": "lt"}
                answer = browser.raw(
                    "POST", f"/documents/{slug}{tail}", None, query_string=asked, data=browser.with_token({})
                )
                assert answer.status_code == 404, (slug, tail, instance)
            browser.get(f"/documents/{slug}", 404, query_string={"instance": instance})
    said = made.qms.run("document", "generate", f"complaints-procedure@{OUTSIDE[0]}", code=1)
    assert OUTSIDE[0] in said.out + said.err
    after = {path for path in made.root.parent.rglob("*") if ".qms" not in path.parts}
    assert after == before
    with pytest.raises(ValueError, match="no name"):
        Address("complaints-procedure", "../x").file_stem("lt")


def test_a_list_with_cells_in_far_corners_ends_no_server(tmp_path: Path) -> None:
    whole, vast = tmp_path / "list.xlsx", tmp_path / "vast.xlsx"
    for path in (whole, vast):
        book = Workbook(path)
        sheet, days = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in ((0, ("Name", "Date")), (1, ("Ada Byrne",)), (8, ("Bo Quinn", "later"))):
            sheet.write_row(row, 0, cells)
        sheet.write_datetime(1, 1, datetime(2026, 3, 2), days)
        if path == vast:
            sheet.write("XFD1048576", "far")
        book.close()
    assert read_list(whole, None) == ReadingList((("Ada Byrne", date(2026, 3, 2)),), (9,))
    # In a process of its own, since reading it carelessly ends the process.
    code = "import sys; from pathlib import Path; from qms.documents.reading_file import read_list, UnusableList\n"
    code += "try:\n read_list(Path(sys.argv[1]), None)\nexcept UnusableList: print('refused')\nelse: print('read')"
    made = subprocess.run(
        [sys.executable, "-c", code, str(vast)], capture_output=True, text=True, timeout=120, check=False
    )
    assert made.returncode == 0
    assert made.stdout.strip() in {"refused", "read"}


@pytest.mark.slow
def test_who_reads_only_is_not_offered_to_send_back(site: Callable[..., Site]) -> None:
    made = site("lt")
    made.qms.run("document", "submit", "complaints-procedure")
    address = "/documents/complaints-procedure"
    assert "send-back" in made.client().get(address)
    auditor = made.client("internal_auditor")
    assert "send-back" not in auditor.get(address)
    auditor.get(f"{address}/send-back", 403)


def test_no_page_has_an_id_twice(site: Callable[..., Site]) -> None:
    made = site("lt")
    ident = next(one.id for path, one in files_of(made).items() if path.endswith(".docx"))
    browser, staff = made.client(), made.client("staff")
    wrong = {"indicator": "26", "start": "x", "revision": "1"}
    pages = [browser.get(address) for address in (f"/evidence/{ident}", "/documents", "/packs", "/evidence")]
    pages += [staff.get("/me/reports"), browser.post(f"/evidence/{ident}/links", wrong, 400)]
    for page in pages:
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert [one for one in ids if ids.count(one) > 1] == []
    assert 'href="#f-link-start"' in pages[-1]
    assert 'id="f-link-start"' in pages[-1]


def test_who_marks_a_file_learns_which_documents_print_its_name(site: Callable[..., Site]) -> None:
    made = site("lt")
    coordinator = made.client(language="en")
    # The approved report of results names the register in its table of sources.
    document, named = _named_in_a_document(made)
    releases = coordinator.get(f"/auditor/releases?person={AUDITOR}")
    assert "print names of confidential files" not in releases
    coordinator.post("/auditor/releases/one", {"person": AUDITOR, "document": document}, 200)
    page = coordinator.get(f"/evidence/{named}")
    facts = re.search(r'action="(/evidence/[^"]+/facts)"', page)
    assert facts
    version = re.search(r'facts".*?name="version" value="(\d+)"', page, re.DOTALL)
    title = re.search(r'name="title"[^>]*value="([^"]*)"', page)
    assert version
    assert title
    sent = {"version": version[1], "title": title[1], "personal_data": "1"}
    told = coordinator.post(facts[1], sent, 200)
    assert "print the name of this file" in told
    assert "print names of confidential files" in coordinator.get(f"/auditor/releases?person={AUDITOR}")


def _named_in_a_document(made: Site) -> tuple[str, str]:
    """Return the id of a document in force and that of a file, not confidential yet, which it names."""
    from qms.documents.naming import documents_naming

    workspace, files = Workspace(made.root), files_of(made)
    try:
        found = documents_naming(workspace, files)
    finally:
        workspace.close()
    fitting = (one.id for p, one in files.items() if not one.personal_data and p.endswith(found[0].names))
    return found[0].document.id, next(fitting)


@pytest.mark.slow
def test_what_holds_something_confidential_is_not_handed_out(site: Callable[..., Site]) -> None:
    made = site("lt")
    coordinator, manager = made.client(), made.client("manager", "en")
    files = files_of(made)
    inner = next(one for path, one in files.items() if path.endswith("padėkos 2026.csv"))
    mail = inner.container
    assert mail
    plain = next(one.id for one in files.values() if not one.personal_data and not one.container)
    packs = [_kept(made, number, ident) for number, ident in enumerate((mail, plain), start=1)]
    for address in (f"/evidence/{mail}/file", *packs):
        manager.get(address)
    made.qms.run("evidence", "set", inner.id, "--personal-data")
    page = manager.get(f"/evidence/{mail}")
    assert "The file itself is not handed out" in page
    assert f"/evidence/{mail}/file" not in page
    manager.get(f"/evidence/{mail}/file", 404)
    coordinator.get(f"/evidence/{mail}/file")
    manager.get(packs[0], 404)
    manager.get(packs[1])
    made.qms.run("evidence", "set", plain, "--personal-data")
    manager.get(packs[1], 404)
    manager.get(packs[1] + "/file", 404)
    assert packs[1] not in manager.get("/packs/make") + manager.get("/packs")
    coordinator.raw("GET", packs[1] + "/file").close()


def _kept(made: Site, number: int, inside: str) -> str:
    """Keep a pack that holds one file, made before anything was marked; return its address."""
    from qms.workspace.kept_packs import KeptPack, keep_pack, new_place

    place = new_place(Workspace(made.root))
    with zipfile.ZipFile(place, "w") as package:
        package.writestr("manifest.json", str(number))
    made_as = {"by": "egle", "at": "2026-01-01T00:00:00", "framework": "equass-2018", "language": "lt"}
    sums = {"files": 1, "size": 1, "sums": {}, "registers": 0, "fingerprint": "f" * 64, "with_names": False}
    pack = KeptPack(place.name, inside=(inside,), kept_back={}, personal=(), **made_as, **sums)
    keep_pack(place, pack)
    return f"/packs/made/{place.name}"


def test_what_is_told_never_replaces_the_author_on_record(site: Callable[..., Site]) -> None:
    made = site("lt")
    director = made.person("director")
    workspace = Workspace(made.root, director)
    document = find_document(workspace, "complaints-procedure")
    own = replace(document, versions=tuple(replace(v, prepared_by=director) for v in document.versions))
    template = load_library(workspace.templates).get("complaints-procedure")
    with pytest.raises(AuthorApproves):
        decide(workspace, template, own, act="order", number="7", author=made.person("quality_coordinator"))


def test_who_may_not_decide_types_in_no_decision_of_others(site: Callable[..., Site]) -> None:
    made = site("lt")
    address, coordinator, manager = "/documents/complaints-procedure", made.client(), made.client("manager")
    made.qms.run("document", "submit", "complaints-procedure")
    page = coordinator.get(address + "/approve")
    seen, copy = (re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("seen", "copy"))
    assert seen
    assert copy
    form = {"seen": seen[1], "copy": copy[1], "because": "Not yet"}
    paper = {"by": made.person("director"), "act": "minute", "number": "7", "on": "2026-06-01"}
    manager.post(address + "/send-back", form, 400)
    manager.post(address + "/approve", {**form, **paper}, 400)
    assert "send-back" not in manager.get(address)
    assert made.qms.json("document", "show", "complaints-procedure")["versions"][-1]["status"] == "in_review"
    coordinator.post(address + "/send-back", form, 200)
    assert made.qms.json("document", "show", "complaints-procedure")["versions"][-1]["status"] == "draft"


def test_links_kiosks_and_proxies(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> None:
    made = site("lt")
    address = "/open/" + made.server.links.make(made.person("director"))
    assert made.app.test_client().head(address).status_code == 204
    assert made.app.test_client().get(address).status_code == 302
    browser = made.client()
    with browser.client.session_transaction() as session:
        session["kiosk"] = {"survey": "users"}
    browser.post("/logout")
    with browser.client.session_transaction() as session:
        assert session["kiosk"] == {}
    monkeypatch.setattr("qms.web.login._PER_ADDRESS", parse("3 per 5 minutes"))
    stranger = Browser(site_of(made.root, header="X-Remote-User").app.test_client())
    for number, near in enumerate(["10.0.0.9, 10.0.0.1"] * 3 + ["10.0.0.9, 10.0.0.1", "10.0.0.1, 10.0.0.3"]):
        sent = stranger.with_token({"person": f"nobody {number}", "password": "x"})
        code = 429 if number == 3 else 403
        stranger.raw("POST", "/login", code, data=sent, headers={"X-Forwarded-For": near})
    alone = Browser(made.app.test_client())  # without a proxy, nobody chooses the address to be counted by
    for number in range(4):
        sent = alone.with_token({"person": f"anybody {number}", "password": "x"})
        near = {"X-Forwarded-For": f"10.1.0.{number}"}
        alone.raw("POST", "/login", 429 if number == 3 else 403, data=sent, headers=near)
    alone.raw("POST", "/login", 429, data=alone.with_token({"person": "", "password": "x"}))


def test_nearly_the_same_words_are_looked_for_only_where_that_is_quick() -> None:
    assert is_quick([Unit("part", 1, "", "word " * 20_000)], "a " * 150)
    assert not is_quick([Unit("part", 1, "", "a " * 450_000)], "a " * 500)
    assert "<th" not in clean("<table><tr><th><p></p></th><td>x</td></tr></table>")
    assert "<th>x</th>" in clean("<table><tr><th>x</th></tr></table>")


def test_it_ends_while_somebody_holds_a_connection_and_without_a_complaint(site: Callable[..., Site]) -> None:
    listening = open_port("127.0.0.1", 0)
    running = Running(Options(site("lt").root), listening, watch=False)
    held = socket.create_connection(listening.getsockname())
    held.sendall(b"GET /login HTTP/1.1\r\nHost: 127.0.0.1\r\n")  # never ended
    threading.Timer(1.0, running.stop).start()
    assert running.run(print, print) == 0
    assert held.recv(10) == b""
    held.close()
    assert listening.fileno() == -1


@pytest.mark.slow
def test_counts_out_of_confidential_registers_stay_with_who_may_read_them(site: Callable[..., Site]) -> None:
    made = site("lt")
    workspace = Workspace(made.root)
    manager = next(p for p in workspace.settings.people if p.id == made.person("manager"))
    hidden = hidden_ids(workspace, manager)
    now = content_named(workspace, NOW)
    head = deepcopy(now.head)
    tables = head["registers"]["tables"]
    for table in tables:
        tables[table] += 2
    found = difference(now, replace(now, head=head))
    books = withheld_books((now,), hidden)
    assert books
    left = without_hidden_changes(found, hidden, books).registers
    assert set(left) == {table for table in tables if table.partition(".")[0] not in books}
    assert set(left) < set(found.registers)

    def told(closed: frozenset[str]) -> list[Any]:
        found = progress_of(workspace, "lt", date(2025, 1, 1), date(2026, 6, 30), closed)
        return [one for work in found.work for one in work.results]

    every, some = told(frozenset()), told(hidden)
    assert 0 < len(some) < len(every)
    assert not [o for one in some for o in one.after.origins if o.evidence in hidden]
