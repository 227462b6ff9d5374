"""Prove the pages of registers and results: what is counted, what is wrong, and entries of two editors."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from xlsxwriter import Workbook

from qms.results.entries import entries_of
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site

ENTRY = {
    "table": "proposals",
    "c-number": "P-901",
    "c-date": "2026-02-03",
    "c-source": "Paslaugų gavėjas",
    "c-proposal": "Suolelis prie vartų",
}


def _confidential(made: Site, path: str) -> None:
    made.qms.run("evidence", "set", path, "--personal-data")


def test_errors_are_told_by_file_sheet_row_and_column_as_the_command_tells_them(
    site: Callable[..., Site],
) -> None:
    made = site("lt")
    page = made.client().get("/registers")
    assert 'href="/me/reports/received"' in page
    assert 'href="/me/reports/received"' not in made.client("manager").get("/registers")
    told = made.qms.json("register", "check", code=3)["problems"]
    assert told
    for problem in told:
        assert problem["path"] in page
        assert problem["heading"] in page
        assert f'<td class="number">{problem["row"]}</td><td>{problem["column"]} ' in page
        assert problem["problem"][:12] in page
    partners = made.client().get("/registers/partners")
    assert told[0]["heading"] in partners
    assert told[0]["heading"] not in made.client().get("/registers/complaints")


def test_an_entry_is_made_changed_by_two_and_taken_back(site: Callable[..., Site]) -> None:
    made = site("lt")
    first, second = made.client(), made.client()

    wrong = first.post("/registers/proposals/entries/new", {**ENTRY, "c-date": "kada nors"}, 400)
    assert 'id="w-c-date"' in wrong
    assert "Suolelis prie vartų" in wrong
    lacking = first.post("/registers/proposals/entries/new", {**ENTRY, "c-proposal": ""}, 400)
    assert 'id="w-c-proposal"' in lacking

    before = made.qms.json("register", "show", "proposals")["rows"]
    assert "P-901" in first.post("/registers/proposals/entries/new", ENTRY)
    rows = made.qms.json("register", "show", "proposals")["rows"]
    assert len(rows) == len(before) + 1

    workspace = Workspace(made.root)
    entry = next(e for e in entries_of(workspace, "proposals") if e.values["number"] == "P-901")
    address = f"/registers/proposals/entries/{entry.id}"
    assert "Suolelis prie vartų" in second.get(address)
    first.post(address, {**ENTRY, "version": "1", "c-proposal": "Du suoleliai"}, 200)
    told = second.post(address, {**ENTRY, "version": "1", "c-proposal": "Trys suoleliai"}, 409)
    assert "Du suoleliai" in told
    assert "Trys suoleliai" in told
    second.post(address, {**ENTRY, "version": "2", "c-proposal": "Trys suoleliai"}, 200)

    second.post(f"{address}/remove", {"version": "3", "because": ""}, 400)
    second.post(f"{address}/remove", {"version": "2", "because": "įrašyta dukart"}, 409)
    second.post(f"{address}/remove", {"version": "3", "because": "įrašyta dukart"}, 200)
    assert len(made.qms.json("register", "show", "proposals")["rows"]) == len(before)
    second.get(address, 404)
    workspace.close()


def test_only_who_counts_may_enter_and_check(site: Callable[..., Site]) -> None:
    made = site("lt")
    manager = made.client("manager")
    for address in ("/registers/proposals/entries/new", "/registers/check"):
        manager.get(address, 403)
    manager.post("/registers/proposals/entries/new", ENTRY, 403)
    manager.get("/registers/nothing", 404)
    made.client_of("gintare").get("/registers", 403)


@pytest.mark.slow
def test_a_confidential_register_is_withheld_from_who_may_not_read_it(site: Callable[..., Site]) -> None:
    made = site("lt")
    rows = made.qms.json("register", "list")["registers"]
    path = next(row["files"][0] for row in rows if row["name"] == "complaints")
    wrong = made.qms.json("register", "check", code=3)["problems"][0]
    _confidential(made, path)
    _confidential(made, wrong["path"])
    manager, coordinator = made.client("manager"), made.client()
    for address in (
        "/registers",
        "/registers/complaints",
        "/registers/partners",
        "/registers/results?indicator=all",
    ):
        page = manager.get(address)
        assert path.rsplit("/", 1)[-1] not in page
        assert wrong["path"].rsplit("/", 1)[-1] not in page
        assert wrong["heading"] not in page
    assert "2025 m. skundų" not in manager.get("/registers/complaints")
    assert "<table" not in manager.get("/registers/complaints")
    assert "2025 m. skundų" in coordinator.get("/registers/complaints")
    assert path in coordinator.get("/registers/complaints")


@pytest.mark.slow
def test_workbooks_are_handed_out_in_a_language(site: Callable[..., Site]) -> None:
    browser = site("lt").client("manager")
    own = browser.raw("GET", "/registers/complaints/template")
    other = browser.raw("GET", "/registers/complaints/template?lang=nb")
    assert "attachment" in own.headers["Content-Disposition"]
    assert "Skundai" in _sheets(own.data)
    assert "Klager" in _sheets(other.data)
    assert "Reikšmės" in _sheets(browser.raw("GET", "/registers/results/template").data)


def _sheets(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("xl/workbook.xml").decode()


def _results() -> bytes:
    """Return a workbook with two values, one of which nobody can read."""
    data = io.BytesIO()
    with Workbook(data) as book:
        sheet = book.add_worksheet("Reikšmės")
        heads = ("Matavimo rodiklis (kodas)", "Laikotarpis", "Reikšmė", "n (kiek)", "Šaltinis")
        for number, row in enumerate(
            (heads, ("70.3", "2026", "86", "31", "Apklausa"), ("70.4", "2026", "apie dešimt", "3", "x"))
        ):
            sheet.write_row(number, 0, row)
    return data.getvalue()


@pytest.mark.slow  # reads workbooks twice
def test_a_workbook_is_looked_at_and_its_results_taken_in(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client()
    browser.post("/registers/check", {"file": (io.BytesIO(b"x"), "a.exe")}, 400)
    broken = browser.post("/registers/check", {"file": (io.BytesIO(b"PK\x03\x04x"), "a.xlsx")}, 400)
    assert str(made.root) not in broken
    page = browser.post("/registers/check", {"file": (io.BytesIO(_results()), "../rez 2026.xlsx")}, 200)
    assert "apie dešimt" in page
    assert '<td class="number">3</td><td>C ' in page
    ident = page.split('name="file" value="')[1].split('"')[0]
    stored = {p.name for p in (made.root / "evidence_store").rglob("*.xlsx")}
    taken = browser.post("/registers/results/import", {"file": ident}, 200)
    more = {p.name for p in (made.root / "evidence_store").rglob("*.xlsx")} - stored
    assert more == {"rez 2026.xlsx"}
    assert "rez 2026.xlsx" in taken
    # A second time the file does not wait any more.
    assert (
        "rez 2026.xlsx" not in browser.post("/registers/results/import", {"file": ident}, 200).split("<h2")[0]
    )


def test_results_are_shown_with_targets_and_what_is_told(site: Callable[..., Site]) -> None:
    made = site("lt")
    told = made.qms.json("results", "show", "70")["indicators"][0]
    page = made.client().get("/registers/results?indicator=70")
    for measure in told["measures"]:
        assert measure["name"] in page
    assert told["texts"][-1]["interpretation"][:40] in page
    assert "<svg" in page
    overview = made.client("manager").get("/registers/results")
    assert 'href="/registers/results?indicator=70"' in overview
    made.client().get("/registers/results?indicator=26", 404)


@pytest.mark.slow
def test_a_copy_of_the_report_is_written_in_the_background(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client()
    browser.post("/registers/results/report", {"year": "2025", "lang": "lt"}, 302, follow=False)
    made.server.jobs.wait(60)
    job = made.server.jobs.all()[0]
    assert job.error is None
    assert browser.raw("GET", job.address).data[:2] == b"PK"
    made.client("manager").get(job.address, 404)
