"""Prove what every page shares: who gets in, in which language, and what guards the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.conftest import Browser, site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qms.model.organisation import Person
    from tests.web.conftest import Site


def test_the_link_of_the_start_opens_once_and_in_the_language_of_the_workspace(
    site: Callable[..., Site],
) -> None:
    made = site("lt")
    link = "/open/" + made.server.links.make(made.person("quality_coordinator"))
    client = made.app.test_client()
    assert client.get(link).headers["Location"] == "/"
    assert '<html lang="lt">' in client.get("/").get_data(as_text=True)
    assert made.app.test_client().get(link).status_code == 410


def test_a_language_is_kept_for_the_person_also_without_an_account(site: Callable[..., Site]) -> None:
    made = site()
    made.client("director", "nb")
    assert '<html lang="nb">' in site_of(made.root).client("director").get("/")
    assert '<html lang="en">' in site_of(made.root).client("manager").get("/")


def test_nobody_sees_a_page_without_signing_in(site: Callable[..., Site]) -> None:
    client = site().app.test_client()
    for address in ("/", "/evidence", "/me", "/settings"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/login"), address


def test_every_view_says_who_may_see_it(site: Callable[..., Site]) -> None:
    for name, view in site().app.view_functions.items():
        assert name == "static" or hasattr(view, "needs_rights") or getattr(view, "is_free", False), name


def test_a_strange_host_and_a_strange_origin_are_refused(site: Callable[..., Site]) -> None:
    browser = site().client()
    browser.get("/", 421, headers={"Host": "evil.example"})
    form = browser.with_token({"language": "nb"})
    browser.raw("POST", "/language", 403, data=form, headers={"Origin": "http://evil.example"})
    browser.raw("POST", "/language", 403, data=form, headers={"Sec-Fetch-Site": "cross-site"})
    browser.raw("POST", "/language", 400, data={"language": "nb"})
    browser.raw("POST", "/language", 302, data=form, headers={"Origin": "http://localhost"})
    assert '<html lang="nb">' in browser.get("/")


def test_every_answer_forbids_inline_script_and_frames(site: Callable[..., Site]) -> None:
    answer = site().client().raw("GET", "/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "style=" not in answer.get_data(as_text=True)


def _account(made: Site, person: str, password: str = "a long enough phrase") -> str:
    from qms.people.accounts import set_account
    from qms.workspace.workspace import Workspace

    workspace = Workspace(made.root)
    named = next(p for p in workspace.settings.people if p.id == person)
    set_account(workspace.state, person, named, password=password, valid_until=None)
    workspace.close()
    return password


def test_a_password_may_be_tried_five_times_under_whatever_name(site: Callable[..., Site]) -> None:
    made = site()
    person = made.person("manager")
    password = _account(made, person)
    name = next(p.name for p in _people(made) if p.id == person)
    browser = Browser(made.app.test_client())
    for typed in (person, name, person, name, person):
        browser.raw("POST", "/login", 403, data=browser.with_token({"person": typed, "password": "wrong"}))
    for typed in (person, name, person.upper()):
        form = browser.with_token({"person": typed, "password": password})
        browser.raw("POST", "/login", 429 if typed != person.upper() else None, data=form)
    browser.get("/evidence", 302)


def test_a_signed_out_cookie_stays_worthless_after_a_restart(site: Callable[..., Site]) -> None:
    made = site()
    person = made.person("manager")
    browser = Browser(made.app.test_client())
    browser.post("/login", {"person": person, "password": _account(made, person)})
    browser.get("/evidence")
    cookie = browser.client.get_cookie("qms")
    assert cookie is not None
    browser.post("/logout", {"csrf_token": Browser(browser.client).with_token({})["csrf_token"]}, 200)
    again = site_of(made.root).app.test_client()
    again.set_cookie("qms", cookie.value)
    assert again.get("/evidence").status_code == 302


def _people(made: Site) -> Sequence[Person]:
    from qms.workspace.workspace import Workspace

    return Workspace(made.root).settings.people
