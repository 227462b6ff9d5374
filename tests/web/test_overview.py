"""Walk through overview and gaps over HTTP: what they say beside the commands, and what they decide."""

from __future__ import annotations

import re
import shutil
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Qms
from tests.web.conftest import site_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.conftest import Browser, Site


def cells(page: str) -> dict[str, tuple[str, str]]:
    """Return state and accessible name of the cells of the map by reference."""
    found = re.findall(r'<a class="cell (\w+)[^"]*" href="/indicators/(\w+)[^"]*" aria-label="([^"]*)"', page)
    return {ref: (state, unescape(name)) for state, ref, name in found}


def counts(page: str) -> dict[str, int]:
    """Return the counts by state."""
    part = page[page.index('<ul class="counts">') :]
    return {state: int(n) for state, n in re.findall(r'class="cell (\w+)">.*?<strong>(\d+)</strong>', part)}


def rows(page: str) -> list[str]:
    return re.findall(r'<li id="g-(\w+)">', page)


def wait_for_work(site: Site) -> None:
    site.server.jobs.wait(60)
    assert not site.server.jobs.running()


@pytest.mark.slow
def test_the_overview_says_what_the_commands_say(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client("manager", "en")
    page = browser.get("/")
    told = made.qms.json("coverage")
    by_ref = {one["ref"]: one["state"] for one in told["indicators"]}
    shown = cells(page)
    assert {ref: state for ref, (state, _) in shown.items()} == by_ref
    assert len(shown) == 75
    title = made.qms.json("--lang", "en", "indicator", "show", "26")["title"]
    assert shown["26"][1].startswith(f"26 {title}: {by_ref['26']}")
    assert counts(page) == {k: v for k, v in told["summary"].items() if v or k != "not_applicable"}
    assessed = made.qms.json("assess", "show")
    below = f"<strong>{len(assessed['below'])}</strong> of {assessed['of']} scales below the bar"
    assert below in page
    assert "not that a level is reached" in page
    assert "not affiliated" in page
    assert "%" not in re.sub(r"<[^>]*>", "", page)
    later = {one["ref"] for one in told["indicators"] if one["on_audit_day"] not in {None, one["state"]}}
    assert later
    assert {ref for ref, (_, name) in shown.items() if "on the day of the audit" in name} == later
    snapshot = made.qms.json("snapshot", "list")["snapshots"][0]["name"]
    assert f'<th scope="row">{snapshot}</th>' in unescape(page)
    # A manager decides nothing here.
    assert "/sync" not in page
    browser.raw("POST", "/sync", 403, data=browser.with_token({}))
    browser.raw("POST", "/gaps/26", 403, data=browser.with_token({"owner": "egle", "version": "0"}))


def test_the_overview_filters_by_state_and_service(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client("manager", "en")
    service = made.qms.json("coverage")["indicators"][0]["needs"][0]["service"] or "dienos"
    page = browser.get(f"/?service={service}")
    assert counts(page) == {
        k: v
        for k, v in made.qms.json("coverage", "--service", service)["summary"].items()
        if v or k != "not_applicable"
    }
    browser.get("/?service=nobody", 404)
    page = browser.get("/?state=expired")
    told = made.qms.json("coverage")["indicators"]
    off = set(re.findall(r'class="cell \w+ off" href="/indicators/(\w+)', page))
    assert off == {one["ref"] for one in told if one["state"] != "expired"}
    assert "/gaps?state=expired" in page or page.count("badge expired") >= 1
    assert "local" in browser.get("/?framework=local")


def test_gaps_are_filtered_and_handed_over_and_the_second_editor_is_told(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    gaps = made.qms.json("gaps")["gaps"]
    assert rows(browser.get("/gaps")) == [one["ref"] for one in gaps]
    assert rows(browser.get("/gaps?state=missing")) == [g["ref"] for g in gaps if g["state"] == "missing"]
    nobody = made.qms.json("gaps", "--owner", "nobody")["gaps"]
    assert rows(browser.get("/gaps?owner=nobody")) == [one["ref"] for one in nobody]
    ref = gaps[0]["ref"]
    version = re.search(
        rf'action="/gaps/{ref}".*?name="version" value="(\d+)"', browser.get("/gaps"), re.DOTALL
    )
    assert version
    form = {"version": version[1], "owner": "rimas", "due": "2027-03-01"}
    page = browser.post(f"/gaps/{ref}", form, 200)
    assert f"{ref} is looked after by Rimantas Bartaška, due" in page
    now = next(one for one in made.qms.json("gaps")["gaps"] if one["ref"] == ref)
    assert (now["owner"], now["due"]) == ("rimas", "2027-03-01")
    last = made.qms.json("log", "--limit", "1")["log"][0]
    assert (last["action"], last["actor"], last["subject"]) == ("indicator.set", "egle", f"equass-2018:{ref}")
    # The same form again: its version is of before.
    page = browser.post(f"/gaps/{ref}", form | {"owner": "daiva", "due": "2027-05-05"}, 409)
    assert "It is now: Rimantas Bartaška" in page
    assert 'value="2027-05-05"' in page
    assert '<option value="daiva" selected>' in page
    page = browser.post(
        f"/gaps/{ref}", {"version": int(version[1]) + 1, "owner": "daiva", "due": "soon"}, 400
    )
    assert 'value="soon"' in page
    assert next(g for g in made.qms.json("gaps")["gaps"] if g["ref"] == ref)["owner"] == "rimas"
    assert "/indicators/" in browser.get("/gaps/steps")


def test_units_are_counted_by_who_belongs_to_them(site: Callable[..., Site]) -> None:
    made = site("lt")
    settings = made.root / "qms.toml"
    text = re.sub(r"\n(site|groups) = .*", "", settings.read_text("utf-8"))
    settings.write_text(
        text.replace('id = "mindaugas"\n', 'id = "mindaugas"\nsite = "raistenai"\ngroups = ["vadovai"]\n'),
        "utf-8",
    )
    browser = made.client("manager", "en")
    page = browser.get("/")
    gaps = made.qms.json("gaps", "--owner", "mindaugas")["gaps"]
    row = re.search(r'<tr><th scope="row">Raistėnai</th>(.*?)</tr>', page, re.DOTALL)
    assert row
    numbers = [
        re.sub(r"<[^>]*>|!", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row[1], re.DOTALL)
    ]
    assert numbers[:2] == ["1", str(len(gaps))]
    assert gaps
    assert rows(browser.get("/gaps?unit=raistenai")) == [one["ref"] for one in gaps]


@pytest.mark.slow
def test_a_sync_from_the_browser_brings_in_and_the_brake_asks(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    made.qms.write("Nauja/pastaba.txt", "Pastaba apie skundus, 2026 m. birželio 1 d.\n" * 5)
    answer = browser.raw("POST", "/sync", 302, data=browser.with_token({}))
    wait_for_work(made)
    assert "Nauja/pastaba.txt" in made.qms.register()
    assert "Added: 1." in browser.get(answer.headers["Location"])
    for path in list(made.qms.store.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    browser.post("/sync")
    wait_for_work(made)
    page = browser.get("/")
    assert "have vanished at once" in page
    assert 'name="sure"' in page
    browser.post("/sync", {"accept_missing": "1"})
    wait_for_work(made)
    assert not any(
        row["status"] == "missing" for row in made.qms.register().values() if "Nauja" in row["path"]
    )
    browser.post("/sync", {"accept_missing": "1", "sure": "1"})
    wait_for_work(made)
    assert all(row["status"] == "missing" for row in made.qms.register().values())
    assert 'name="sure"' not in browser.get("/")


def test_confidential_evidence_is_named_nowhere(site: Callable[..., Site]) -> None:
    made = site("lt")
    everything = [*made.qms.register()]
    made.qms.sql("update evidence set personal_data = 1")
    manager, coordinator = made.client("manager"), made.client()
    seen = ""
    for address in ("/", "/gaps", "/gaps/steps", "/calendar", "/calendar.ics"):
        page = unescape(manager.get(address))
        assert not [path for path in everything if path in page], address
        seen += unescape(coordinator.get(address))
    assert any(path in seen for path in everything)


@pytest.mark.slow  # opens many pages
def test_every_link_of_these_pages_leads_somewhere(site: Callable[..., Site]) -> None:
    browser = site("lt").client()
    links: set[str] = set()
    for address in ("/", "/gaps", "/gaps/steps", "/calendar", "/trail"):
        page = unescape(browser.get(address))
        links |= set(re.findall(r'href="(/[^"#]*)', page[page.index("<main") :]))
    # One of each kind is enough: what stands between the strokes tells them apart.
    kinds = {re.sub(r"(?<=/)[^/?]*[0-9-][^/?]*|=[^&]*", "*", link): link for link in sorted(links)}
    assert len(kinds) > 10
    for link in kinds.values():
        browser.get(link)
    for book in ("complaints", "comparisons", "plans"):
        browser.get(f"/registers/{book}")


def test_an_empty_workspace_looks_sensible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "new"
    Qms(tmp_path).run("init", root)
    made = site_of(root)
    people = made.qms.root.joinpath("qms.toml").read_text("utf-8")
    ident = re.search(r'\[\[people\]\]\s*id = "([^"]+)"', people)
    if ident is None:
        made.qms.configure(
            toml='frameworks = ["equass-2018"]\nlanguages = ["en"]\n\n[organisation]\nname = "New"\n'
            'country = "IE"\n\n[[people]]\nid = "ada"\nname = "Ada"\nroles = ["quality_coordinator"]\n'
        )
    browser: Browser = made.client_of(ident[1] if ident else "ada", "en")
    page = browser.get("/")
    assert counts(page)["missing"] == 75
    assert "no day of an audit is set" in page
    assert "There is no snapshot yet" in page
    assert "Nothing has been assessed yet." in page
    for address in ("/gaps", "/gaps/steps", "/calendar", "/trail"):
        browser.get(address)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "lt", "nb"])
def test_the_overview_prints_on_one_sheet(site: Callable[..., Site], language: str, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api")
    from pypdf import PdfReader

    from tests.web.conftest import served

    program = shutil.which("chromium")
    if program is None:
        pytest.skip("needs Chromium")
    made = site(language)
    with served(made) as address, playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = chromium.new_page()
        link = made.server.links.make(made.person("manager"))
        page.goto(f"{address}/open/{link}")
        page.goto(f"{address}/")
        page.pdf(path=str(tmp_path / "overview.pdf"), prefer_css_page_size=True)
        chromium.close()
    sheets = PdfReader(tmp_path / "overview.pdf").pages
    assert len(sheets) == 1
    width, height = (round(float(side) / 72 * 25.4) for side in sheets[0].mediabox[2:])
    assert (width, height) == (210, 297)
    text = sheets[0].extract_text()
    assert "EPR/EQUASS" in text
    assert all(re.search(rf"\b{number}\b", text) for number in (1, 26, 75))
