"""Walk through the page of an indicator over HTTP: what it says, what its forms decide, and whom it tells what."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Browser, Site

CASES = {
    # language: indicator without any proof, and the file that is proposed for it
    "en": ("72", "Newsletters/The Orchard - spring 2026.pdf"),
    "lt": ("62", "05 Partnerystė/Bendradarbiavimo sutartis su Paupio bendruomene.pdf"),
}


def state_of(site: Site, ref: str) -> dict[str, Any]:
    found = site.qms.json("coverage")["indicators"]
    return next(one for one in found if one["ref"] == ref)


def evidence_id(site: Site, path: str) -> str:
    return str(site.qms.json("evidence", "show", path)["id"])


def hidden_fields(page: str, action: str) -> dict[str, Any]:
    """Return the hidden fields of the form that is sent to an address, without the token."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    assert form, action
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", form[0]):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        assert name
        assert value
        if name[1] != "csrf_token":
            found.setdefault(name[1], []).append(unescape(value[1]))
    return found


@pytest.mark.parametrize("language", ["en", pytest.param("lt", marks=pytest.mark.slow)])
def test_a_proposal_is_accepted_with_its_passage_and_the_map_changes(
    site: Callable[[str], Site], language: str
) -> None:
    made = site(language)
    ref, path = CASES[language]
    ident = evidence_id(made, path)
    assert state_of(made, ref)["state"] == "missing"
    browser = made.client()
    page = browser.get(f"/indicators/{ref}")
    assert f'<html lang="{language}">' in page
    assert f'href="/indicators/{ref}/suggestions"' in page
    part = browser.get(f"/indicators/{ref}/suggestions", headers={"X-Requested-With": "fetch"})
    assert "<html" not in part
    assert path in unescape(part)
    assert "%" not in re.sub(
        r"%[0-9A-F]{2}", "", re.sub(r"<blockquote>.*?</blockquote>", "", part, flags=re.DOTALL)
    )
    fields = hidden_fields(part, f"/indicators/{ref}/suggestions/{ident}")
    quote = fields["quote"][0]
    assert quote
    answer = browser.post(f"/indicators/{ref}/suggestions/{ident}", fields)
    assert path in unescape(answer)
    assert quote in unescape(answer)
    after = state_of(made, ref)
    assert after["state"] != "missing"
    assert path in [one["path"] for one in after["evidence"]]
    links = made.qms.json("evidence", "show", path)["links"]
    link = next(one for one in links if one["indicator"] == ref)
    assert (link["confirmed_by"], link["pins"][0]["quote"]) == (made.person("quality_coordinator"), quote)
    # The same form sent again meets a link that its sender never saw.
    again = browser.post(f"/indicators/{ref}/suggestions/{ident}", fields, 409)
    assert quote in unescape(again)


@pytest.mark.slow  # proposes from all evidence
def test_a_rejected_proposal_does_not_return_until_it_is_taken_back(site: Callable[[str], Site]) -> None:
    made = site("en")
    ref, path = CASES["en"]
    ident, browser = evidence_id(made, path), made.client()
    wrong = browser.post(f"/indicators/{ref}/suggestions/{ident}/reject", {"because": " "}, 400)
    assert 'id="w-because"' in wrong
    browser.post(f"/indicators/{ref}/suggestions/{ident}/reject", {"because": "about the garden only"}, 200)
    page = browser.get(f"/indicators/{ref}/suggestions")
    assert f"/indicators/{ref}/suggestions/{ident}/again" in page
    assert f'action="/indicators/{ref}/suggestions/{ident}"' not in page
    assert "about the garden only" in page
    second = browser.post(f"/indicators/{ref}/suggestions/{ident}/reject", {"because": "another word"}, 409)
    assert "another word" in second
    rejected = made.qms.json("reject", "--list")["rejected"]
    assert [one["because"] for one in rejected if one["id"] == ident] == ["about the garden only"]
    browser.post(f"/indicators/{ref}/suggestions/{ident}/again", {}, 200)
    assert f'action="/indicators/{ref}/suggestions/{ident}"' in browser.get(f"/indicators/{ref}/suggestions")


@pytest.mark.slow  # syncs again; test_evidence confirms a suspect link in the fast suite
def test_a_suspect_link_is_shown_side_by_side_confirmed_edited_and_removed(
    site: Callable[[str], Site],
) -> None:
    made = site("lt")
    path = "04 Etika ir sauga/Saugos ir sveikatos priemonių planas 2026.docx"
    ident, browser = evidence_id(made, path), made.client()
    page = browser.get("/indicators/34")
    assert "<del>" in page
    assert "<ins>" in page
    stale = hidden_fields(page, f"/indicators/34/links/{ident}/confirm")
    browser.post(f"/indicators/34/links/{ident}/confirm", stale, 200)
    assert path not in [one["path"] for one in made.qms.json("review")["suspect"]]
    browser.post(f"/indicators/34/links/{ident}/unlink", stale, 409)

    form = browser.get(f"/indicators/34/links/{ident}")
    seen = hidden_fields(form, f"/indicators/34/links/{ident}")
    said = {"kinds": ["document", "record"], "start": "2026-02-01", "end": "2026-01-01", "note": "first"}
    assert 'id="w-end"' in browser.post(f"/indicators/34/links/{ident}", seen | said, 400)
    said["end"] = "2026-12-31"
    assert "first" in browser.post(f"/indicators/34/links/{ident}", seen | said, 200)
    link = next(one for one in made.qms.json("evidence", "show", path)["links"] if one["indicator"] == "34")
    assert (link["kinds"], link["note"]) == (["document", "record"], "first")

    second = browser.post(f"/indicators/34/links/{ident}", seen | said | {"note": "second"}, 409)
    assert 'id="present"' in second
    assert "second" in second
    fresh = hidden_fields(second, f"/indicators/34/links/{ident}")
    assert fresh["version"] != seen["version"]
    browser.post(f"/indicators/34/links/{ident}", fresh | said | {"note": "second"}, 200)

    page = browser.get("/indicators/34")
    browser.post(
        f"/indicators/34/links/{ident}/unlink",
        hidden_fields(page, f"/indicators/34/links/{ident}/unlink"),
        200,
    )
    assert path not in [one["path"] for one in state_of(made, "34")["evidence"]]
    history = browser.get("/indicators/34?history=1").partition('id="history"')[2]
    assert history.count(path) >= 5


def test_the_second_to_write_a_statement_is_told_and_keeps_the_text(site: Callable[[str], Site]) -> None:
    made = site("lt")
    first, second = made.client(), made.client()
    seen = hidden_fields(first.get("/indicators/26/statement"), "/indicators/26/statement")
    assert "Mano žodžiai." in first.post(
        "/indicators/26/statement", seen | {"statement": "Mano žodžiai."}, 200
    )
    told = second.post("/indicators/26/statement", seen | {"statement": "Kiti žodžiai."}, 409)
    assert "Kiti žodžiai.</textarea>" in told
    assert "Mano žodžiai.</p>" in told
    fresh = hidden_fields(told, "/indicators/26/statement")
    second.post("/indicators/26/statement", fresh | {"statement": "Kiti ir mano žodžiai."}, 200)
    statements = made.qms.json("indicator", "show", "26")["statements"]
    assert [one["text"] for one in statements][-2:] == ["Mano žodžiai.", "Kiti ir mano žodžiai."]
    assert 'id="w-statement"' in first.post("/indicators/26/statement", fresh | {"statement": ""}, 400)


@pytest.mark.slow
def test_owner_due_and_what_does_not_apply(site: Callable[[str], Site]) -> None:
    made, ref = site("en"), "40"
    browser, owner = made.client(), made.person("manager")
    seen = hidden_fields(browser.get(f"/indicators/{ref}"), f"/indicators/{ref}/owner")
    browser.post(f"/indicators/{ref}/owner", seen | {"owner": owner, "due": "2026-12-01"}, 200)
    row = state_of(made, ref)
    assert (row["owner"], row["due"]) == (owner, "2026-12-01")
    told = browser.post(f"/indicators/{ref}/owner", seen | {"owner": "", "due": "2027-01-05"}, 409)
    assert 'value="2027-01-05"' in told
    assert state_of(made, ref)["owner"] == owner
    fresh = hidden_fields(told, f"/indicators/{ref}/owner")
    browser.post(f"/indicators/{ref}/owner", fresh | {"owner": "", "due": ""}, 200)
    assert (state_of(made, ref)["owner"], state_of(made, ref)["due"]) == (None, None)
    assert browser.raw(
        "POST", f"/indicators/{ref}/owner", 400, data=browser.with_token(fresh | {"due": "soon"})
    )

    address = f"/indicators/{ref}/applies"
    browser.post(address, {"because": "closed in winter"}, 400)
    browser.post(address, {"service": "work"}, 400)
    answer = browser.post(address, {"service": "work", "because": "closed in winter"}, 200)
    assert "closed in winter" in answer
    waived = [c for c in state_of(made, ref)["needs"] if c["service"] == "work"]
    assert {cell["state"] for cell in waived} == {"not_applicable"}
    browser.post(address, {"service": "work", "because": "once more"}, 409)
    again = hidden_fields(answer, f"{address}/again")
    browser.post(f"{address}/again", again, 200)
    browser.post(f"{address}/again", again, 409)
    assert {c["state"] for c in state_of(made, ref)["needs"] if c["service"] == "work"} != {"not_applicable"}


def test_a_file_is_found_by_its_name_and_linked_at_a_page(site: Callable[[str], Site]) -> None:
    made = site("en")
    path = "01 Governance/Strategic Plan 2024-2028 FINAL.pdf"
    ident, browser = evidence_id(made, path), made.client()
    page = browser.get("/indicators/5/add?q=strategic+final")
    assert f"/indicators/5/add/{ident}" in page
    assert "complaints-log" not in page
    wrong = browser.post(f"/indicators/5/add/{ident}", {"page": "1", "note": "kept"}, 400)
    assert 'id="w-kinds"' in wrong
    assert "kept" in wrong
    said = {"kinds": "document", "page": "1", "start": "2024-01-01", "end": "2028-12-31", "note": "kept"}
    lost = browser.post(f"/indicators/5/add/{ident}", said | {"quote": "words that are not there"}, 400)
    assert "words that are not there" in lost
    browser.post(f"/indicators/5/add/{ident}", said | {"services": ["day", "work"]}, 200)
    link = next(o for o in made.qms.json("evidence", "show", path)["links"] if o["indicator"] == "5")
    assert (link["pins"][0]["number"], link["note"], link["services"]) == (1, "kept", [])
    browser.get("/indicators/5/add/e-0000000000", 404)


@pytest.mark.slow
def test_only_who_decides_can_decide(site: Callable[[str], Site]) -> None:
    made = site("lt")
    ident = evidence_id(made, CASES["lt"][1])
    deciding = (
        f"/indicators/62/suggestions/{ident}",
        f"/indicators/62/suggestions/{ident}/reject",
        f"/indicators/62/links/{ident}",
        f"/indicators/62/links/{ident}/confirm",
        f"/indicators/62/links/{ident}/unlink",
        f"/indicators/62/add/{ident}",
        "/indicators/62/statement",
        "/indicators/62/owner",
        "/indicators/62/applies",
        "/indicators/62/applies/again",
    )
    for person, may_read in (("mindaugas", True), ("ruta", True), ("aurelija", True), ("gintare", False)):
        browser = made.client_of(person)
        page = browser.get("/indicators/62", 200 if may_read else 403)
        page += browser.get("/indicators/62/suggestions", 200 if may_read else 403)
        for address in deciding:
            assert address not in page
            browser.post(address, {"because": "x", "kinds": "record"}, 403)
    assert state_of(made, "62")["state"] == "missing"


@pytest.mark.slow
def test_confidential_evidence_is_nowhere_for_who_must_not_see_it(site: Callable[[str], Site]) -> None:
    made = site("lt")
    suspect = "04 Etika ir sauga/Saugos ir sveikatos priemonių planas 2026.docx"
    made.qms.run("evidence", "set", suspect, "--personal-data")
    manager, coordinator = made.client("manager"), made.client()
    for address, name in (
        ("/indicators/27?history=1", "skenuota 2025-09-18.pdf"),
        ("/indicators/34?history=1", "Saugos ir sveikatos priemonių planas 2026"),
        ("/indicators/57/suggestions", "Atsakymas S-2025-04"),
    ):
        assert name in unescape(coordinator.get(address)), address
        assert name not in unescape(manager.get(address)), address
    assert state_of(made, "34")["state"] == "partial"
    assert "badge partial" in manager.get("/indicators/34")
    assert "<del>" not in manager.get("/indicators/34")


def test_indicators_are_turned_over_in_the_order_of_the_standard(site: Callable[[str], Site]) -> None:
    browser = site("en").client()
    page = browser.get("/indicators/26")
    assert re.search(r'rel="prev" data-key="ArrowLeft" href="/indicators/25"', page)
    assert re.search(r'rel="next" data-key="ArrowRight" href="/indicators/27"', page)
    assert 'data-key="ArrowLeft"' not in browser.get("/indicators/1")
    assert browser.raw("GET", "/indicators?ref=40&from=26", 302).headers["Location"] == "/indicators/40"
    assert browser.raw("GET", "/indicators?ref=999&from=26", 302).headers["Location"] == "/indicators/26"
    assert "999" in browser.get("/indicators/26")
    browser.get("/indicators/999", 404)
    browser.get("/indicators/L1", 404)


def test_own_requirements_have_the_same_page(site: Callable[[str], Site]) -> None:
    made = site("lt")
    browser: Browser = made.client()
    page = browser.get("/indicators/L1?framework=local")
    assert 'href="/indicators/L2?framework=local"' in page
    seen = hidden_fields(
        browser.get("/indicators/L1/statement?framework=local"), "/indicators/L1/statement?framework=local"
    )
    browser.post("/indicators/L1/statement?framework=local", seen | {"statement": "Savi žodžiai."}, 200)
    assert made.qms.json("indicator", "show", "local:L1")["statements"][-1]["text"] == "Savi žodžiai."
    assert "Savi žodžiai." not in browser.get("/indicators/1")


def test_a_file_of_a_kind_that_nothing_asks_for_stands_beside_the_needs(site: Callable[[str], Site]) -> None:
    made = site("en")
    path = "01 Governance/Strategic Plan 2024-2028 FINAL.pdf"
    ident, browser = evidence_id(made, path), made.client()
    shown = made.qms.json("indicator", "show", "5")
    asked = {kind for need in shown["needs"] for kind in need["kinds"]}
    other = next(kind for kind in ("voice", "comparison", "record", "document") if kind not in asked)
    browser.post(
        f"/indicators/5/add/{ident}", {"kinds": other, "start": "2024-01-01", "end": "2028-12-31"}, 200
    )
    card = browser.get("/indicators/5").split(f'id="l-{ident}"')[1].split("</article>")[0]
    assert "beside the needs" in card
    assert "No need of this indicator asks for this kind" in card
    assert "beside the needs" in made.qms.run("indicator", "show", "5").out


@pytest.mark.slow
def test_next_steps_lead_managers_to_no_page_that_refuses_them(site: Callable[[str], Site]) -> None:
    made = site("en")
    manager, coordinator = made.client("manager"), made.client()
    refs = [one["ref"] for one in made.qms.json("coverage")["indicators"] if one["state"] != "covered"]

    def step(browser: Browser, ref: str) -> str | None:
        found = re.search(r"<p><strong>Next action:</strong> (.*?)</p>", browser.get(f"/indicators/{ref}"))
        target = re.search(r'href="([^"]+)"', found[1]) if found else None
        return unescape(target[1]) if target else None

    followed = [address for ref in refs if (address := step(manager, ref))]
    for address in followed:
        manager.get(address, 200)
    assert followed
    adding = next(ref for ref in refs if step(coordinator, ref) == f"/indicators/{ref}/add")
    assert step(manager, adding) is None
