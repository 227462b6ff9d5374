"""Prove that settings, people and accounts are changed on the pages as carefully as by hand."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import Browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site


def settings(site: Site) -> dict[str, Any]:
    return tomllib.loads((site.root / "qms.toml").read_text(encoding="utf-8"))


def text(site: Site) -> str:
    return (site.root / "qms.toml").read_text(encoding="utf-8")


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def organisation(browser: Browser, **changes: str) -> dict[str, str]:
    """Return what the form of the organisation would send, with some of it typed anew."""
    page = browser.get("/settings/organisation")
    names = re.findall(r'id="f-(organisation-\w+)" name=', page)
    values = {name: field(page, name) for name in names if f'<input id="f-{name}"' in page}
    values["organisation-user_word"] = re.findall(r'<option value="(\w+)" selected', page)[0]
    return {**values, "seen": field(page, "seen"), **{f"organisation-{k}": v for k, v in changes.items()}}


def test_the_name_changes_in_its_line_alone_and_the_second_editor_is_told(site: Callable[..., Site]) -> None:
    made = site("lt")
    file = made.root / "qms.toml"
    file.write_text(
        text(made).replace("[organisation]", "# Mūsų\n[organisation] # kas mes"), encoding="utf-8"
    )
    before = text(made)
    first, second = made.client(), made.client("director")
    one, other = organisation(first, name="Vėjupės <centras>"), organisation(second, name="Kitas vardas")
    assert "Vėjupės &lt;centras&gt;" in first.post("/settings/organisation", one)
    old = 'name = "Vėjupės šeimos ir vaiko gerovės centras"'
    assert text(made) == before.replace(old, 'name = "Vėjupės <centras>"')
    page = second.post("/settings/organisation", other)
    assert 'value="Kitas vardas"' in page
    assert "Vėjupės &lt;centras&gt;" in page
    assert "Kitas vardas" not in text(made)
    assert made.qms.json("log", "--limit", "1")["log"][0]["details"] == {"names": ["organisation.name"]}
    assert made.qms.json("log", "--limit", "1")["log"][0]["actor"] == made.person("quality_coordinator")
    assert field(page, "seen") != other["seen"]
    second.post("/settings/organisation", {**other, "seen": field(page, "seen")})
    assert settings(made)["organisation"]["name"] == "Kitas vardas"


def test_what_holds_without_a_line_in_the_file_is_shown(site: Callable[..., Site]) -> None:
    made = site("lt")
    file = made.root / "qms.toml"
    file.write_text(re.sub(r"\[awareness\][^\[]*", "", text(made)), encoding="utf-8")
    assert not {"warn_days", "awareness"} & (
        settings(made).keys() | settings(made).get("documents", {}).keys()
    )
    page = made.client().get("/settings")
    for value in ("60", "0,34", "0,5", "1"):
        assert f"<dd>{value}</dd>" in page


def test_wrong_values_are_told_beside_their_fields_and_nothing_is_written(site: Callable[..., Site]) -> None:
    made = site()
    browser, before = made.client(language="en"), text(made)
    form = organisation(browser, name="", country="IE", user_word="customer")
    page = browser.post("/settings/organisation", form)
    assert "Expected: a text such as" in page
    assert "Expected: one of service_user" in page
    page = browser.get("/settings/certification")
    dates = {
        "seen": field(page, "seen"),
        "certification-audit_on": "soon",
        "certification-visits": "2026-02-30",
    }
    page = browser.post("/settings/certification", dates)
    assert 'id="w-certification-audit_on"' in page
    assert "2026-02-30</textarea>" in page
    page = browser.get("/settings/documents")
    page = browser.post("/settings/documents", {"seen": field(page, "seen"), "awareness-many": "half"})
    assert "a number such as" in page
    page = browser.get("/settings/evidence")
    away = {"seen": field(page, "seen"), "evidence-folder": "nowhere", "evidence-ignore": ""}
    assert "There is no folder here" in browser.post("/settings/evidence", away)
    (made.root / "other").mkdir()
    asked = browser.post("/settings/evidence", {**away, "evidence-folder": "other"})
    assert "tick below" in asked
    assert text(made) == before
    browser.post("/settings/evidence", {**away, "evidence-folder": "other", "folder-known": "1"})
    assert settings(made)["evidence"]["folder"] == "other"


def test_services_are_added_and_renamed_and_stay_while_something_hangs_on_them(
    site: Callable[..., Site],
) -> None:
    made = site("lt")
    browser = made.client(language="en")
    page = browser.get("/settings/services/new")
    form = {"seen": field(page, "seen"), "services-name": "Nakvynė žmonėms", "services-kind": "residential"}
    browser.post("/settings/services/new", form)
    added = {"id": "nakvyne-zmonems", "name": "Nakvynė žmonėms", "kind": "residential"}
    assert settings(made)["services"][-1] == added
    page = browser.get("/settings/services/nakvyne-zmonems")
    browser.post(
        "/settings/services/nakvyne-zmonems",
        {**form, "seen": field(page, "seen"), "services-name": "Nakvynė"},
    )
    assert settings(made)["services"][-1] == {**added, "name": "Nakvynė"}
    page = browser.get("/settings/services/dienos")
    assert "Links of evidence" in page
    page = browser.post("/settings/services/dienos/remove", {"seen": field(page, "seen")})
    assert "was not taken out" in page
    assert len(settings(made)["services"]) == 5
    page = browser.get("/settings/services/nakvyne-zmonems")
    browser.post("/settings/services/nakvyne-zmonems/remove", {"seen": field(page, "seen")})
    assert "nakvyne-zmonems" not in text(made)
    assert made.qms.json("check")["damage"] is False


def test_a_person_gets_an_account_signs_in_and_is_out_at_once_when_it_is_closed(
    site: Callable[..., Site],
) -> None:
    made = site()
    browser = made.client(language="en")
    page = browser.get("/settings/people/new")
    form = {
        "seen": field(page, "seen"),
        "people-name": "Órla Byrne",
        "people-roles": ["manager"],
        "people-login": "",
    }
    page = browser.post("/settings/people/new", form)
    assert settings(made)["people"][-1] == {"id": "orla-byrne", "name": "Órla Byrne", "roles": ["manager"]}
    answer = browser.raw(
        "POST",
        "/settings/people/orla-byrne/account",
        data=browser.with_token({"mode": "generate", "until": ""}),
    )
    assert answer.headers["Cache-Control"] == "no-store"
    secret = re.findall(r"<code>([a-z]{6}(?:-[a-z]{6}){3})</code>", answer.get_data(as_text=True))[0]
    assert secret not in browser.get("/settings/people/orla-byrne")
    assert secret.encode() not in b"".join(
        p.read_bytes() for p in (made.root / ".qms").rglob("*") if p.is_file()
    )
    other = Browser(made.app.test_client())
    other.post("/login", {"person": "Órla Byrne", "password": secret})
    other = Browser(other.client)  # signing in begins a new session, and with it a new token
    other.get("/packs")
    for address in (
        "/settings",
        "/settings/people",
        "/settings/organisation",
        "/settings/health",
        "/settings/backup",
    ):
        other.get(address, 403)
    other.raw("POST", "/settings/people/orla-byrne/account", 403, data=other.with_token({"mode": "generate"}))
    page = other.post(
        "/settings/password", {"old": secret, "new": "four quiet words here", "again": "four quiet words"}
    )
    assert "aria-invalid" in page
    other.post(
        "/settings/password",
        {"old": secret, "new": "four quiet words here", "again": "four quiet words here"},
    )
    other.get("/packs")
    assert made.qms.json("log", "--limit", "1")["log"][0]["action"] == "user.password"
    browser.post("/settings/people/orla-byrne/disable")
    assert other.raw("GET", "/packs", 302).headers["Location"].startswith("/login")
    assert "Close the account" not in browser.get("/settings/people/orla-byrne")


def test_nobody_locks_the_settings_by_mistake(site: Callable[..., Site]) -> None:
    made = site()
    browser = made.client(language="en")
    me, before = made.person("quality_coordinator"), text(made)
    page = browser.get(f"/settings/people/{me}")
    name = field(page, "people-name")
    form = {"seen": field(page, "seen"), "people-name": name, "people-roles": ["staff"], "people-login": ""}
    page = browser.post(f"/settings/people/{me}", form)
    assert "your own roles" in page
    assert text(made) == before
    browser.post(f"/settings/people/{me}/disable")
    assert made.qms.json("user", "list")["users"] == []
    for person in settings(made)["people"]:
        if "director" in person["roles"]:
            page = browser.get(f"/settings/people/{person['id']}")
            form = {"seen": field(page, "seen"), "people-name": person["name"], "people-roles": ["board"]}
            browser.post(f"/settings/people/{person['id']}", {**form, "people-login": ""})
    page = browser.get(f"/settings/people/{me}")
    form = {"seen": field(page, "seen"), "people-name": name, "people-roles": ["staff"], "own-known": "1"}
    assert "nobody could change settings" in browser.post(f"/settings/people/{me}", form)
    assert "quality_coordinator" in next(p for p in settings(made)["people"] if p["id"] == me)["roles"]


@pytest.mark.slow
def test_an_external_auditor_needs_a_last_day(site: Callable[..., Site]) -> None:
    made = site()
    browser = made.client(language="en")
    assert 'href="/auditor/releases"' in browser.get("/settings/people")
    page = browser.get("/settings/people/new")
    form = {
        "seen": field(page, "seen"),
        "people-name": "Ruth",
        "id": "ruth",
        "people-roles": ["external_auditor"],
    }
    browser.post("/settings/people/new", form)
    page = browser.post(
        "/settings/people/ruth/account", {"mode": "typed", "password": "short", "again": "other"}
    )
    assert 'id="w-password"' in page
    assert 'id="w-again"' in page
    page = browser.post("/settings/people/ruth/account", {"mode": "generate", "until": ""})
    assert 'id="w-until"' in page
    assert made.qms.json("user", "list")["users"] == []
    browser.post("/settings/people/ruth/account", {"mode": "none", "until": "2027-01-31"})
    user = made.qms.json("user", "list")["users"][0]
    assert (user["id"], user["has_password"], user["valid_until"]) == ("ruth", False, "2027-01-31")


def test_what_is_installed_a_check_and_a_backup(site: Callable[..., Site]) -> None:
    made = site()
    browser = made.client(language="en")
    assert "LibreOffice" in browser.get("/settings/health")
    browser.post("/settings/health")
    made.server.jobs.wait(60)
    address = made.server.jobs.all()[0].address
    assert made.server.jobs.all()[0].error is None
    browser.get(address)
    browser.post("/settings/backup", {})
    made.server.jobs.wait(60)
    kept = list(made.root.parent.glob("provider-backups/qms-*.zip"))
    assert len(kept) == 1
    assert kept[0].stat().st_mode & 0o077 == 0
    assert kept[0].name in browser.get("/settings/backup")
    assert "Give the whole path" in browser.post("/settings/backup", {"folder": "not/whole"})


@pytest.mark.parametrize("name", ["wording.txt", "wording.exe"])
def test_a_file_that_is_no_standard_is_not_taken_in(site: Callable[..., Site], name: str) -> None:
    from io import BytesIO

    made = site()
    browser = made.client(language="en")
    page = browser.post("/settings/wording", {"file": (BytesIO(b"Nothing of a standard."), name)})
    assert 'role="alert"' in page
    assert str(made.root) not in page
    assert "/tmp" not in page
    assert not list((made.root / "catalogue").rglob("official/*"))


def test_the_second_to_change_an_account_is_told(site: Callable[..., Site]) -> None:
    made = site("lt")
    person = made.person("external_auditor")
    address = f"/settings/people/{person}"
    first, second = made.client(), made.client("director")
    form = {"mode": "none", "until": "2027-01-20"}
    first.post(f"{address}/account", {**form, "account": field(first.get(address), "account")}, 200)
    one, other = (field(each.get(address), "account") for each in (first, second))
    assert one == other
    first.post(f"{address}/until", {"until": "2027-02-20", "account": one}, 200)
    told = second.post(f"{address}/until", {"until": "2027-03-20", "account": other}, 200)
    assert 'id="errors"' in told
    assert "2027-02-20" in second.get(address)
    now = field(second.get(address), "account")
    second.post(f"{address}/until", {"until": "2027-03-20", "account": now}, 200)
    assert "2027-03-20" in first.get(address)
    assert 'id="errors"' in first.post(f"{address}/account", {**form, "account": one}, 200)
    second.post(f"{address}/disable")
    assert 'id="errors"' in first.post(f"{address}/enable", {"account": now}, 200)
