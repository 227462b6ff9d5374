"""Prove the pages of audits and improvement: a walk with verdicts, a finding made of it, and an action to its end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Browser, Site

AUDIT = "2026 m. birželio tikslinis vidaus auditas"
AT = "/audits/" + quote(AUDIT)


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def _answers(made: Site) -> dict[tuple[str, str], dict[str, Any]]:
    shown = made.qms.json("audit", "show", AUDIT)
    return {(one["indicator"], one["role"]): one for one in shown["progress"]}


def test_an_auditor_walks_answers_and_makes_a_finding_at_once(site: Callable[..., Site]) -> None:
    made = site("lt")
    auditor = made.client("internal_auditor", "en")
    assert "28 of 40" in auditor.get(AT)
    first = auditor.raw("GET", f"{AT}/walk", 302).headers["Location"]
    assert "/walk/18?role=staff" in first
    page = auditor.get(first)
    assert "Card 5 of 40, 28 answered" in page
    for key in "123":
        assert f'data-key="{key}"' in page
    assert 'data-key="ArrowRight"' in page
    assert "Kompetencijų lentelė.xlsx" in page  # the evidence of the indicator

    sent = {"role": "staff", "only": "", "seen": _field(page, "seen")}
    onwards = auditor.raw(
        "POST",
        f"{AT}/walk/18",
        302,
        data=auditor.with_token(sent | {"verdict": "partly", "note": "Two of three"}),
    )
    assert "role=records" in onwards.headers["Location"]  # the next card
    kept = _answers(made)["18", "staff"]
    assert (kept["verdict"], kept["note"], kept["by"]) == ("partly", "Two of three", "aurelija")

    # Somebody else looked at the card before that: told, and nothing is overwritten.
    other = made.client(language="en")
    told = other.post(f"{AT}/walk/18", sent | {"verdict": "seen", "note": "All of them"}, 409)
    assert "Two of three" in told
    assert "All of them" in told
    assert _answers(made)["18", "staff"]["verdict"] == "partly"
    other.post(f"{AT}/walk/18", sent | {"verdict": "seen", "note": "", "seen": _field(told, "seen")}, 200)
    now = _answers(made)["18", "staff"]
    assert (now["verdict"], now["note"], now["by"]) == ("seen", "", "egle")

    # A no stays at its card and offers a finding that knows the audit, the indicator and the note.
    page = auditor.get(f"{AT}/walk/28?role=users")
    sent = {"role": "users", "seen": _field(page, "seen"), "verdict": "not_seen", "note": "Nobody knew it"}
    page = auditor.post(f"{AT}/walk/28", sent, 200)
    offer = re.search(r'href="(/improvement/new\?[^"]+)"', page)
    assert offer
    form = auditor.get(offer.group(1).replace("&amp;", "&"))
    assert "Nobody knew it" in form
    assert 'value="28"' in form
    audit = re.search(r'<option value="([^"]+)" selected>2026 m. birželio', form)
    assert audit
    back = _field(form, "back").replace("&amp;", "&")
    finding = {
        "text": "Nobody knew it",
        "severity": "minor",
        "indicators": "28",
        "audit": audit.group(1),
        "back": back,
    }
    page = auditor.post("/improvement/new", finding, 200)
    number = re.search(r"F-\d{4}-\d+", page)
    assert number
    shown = made.qms.json("finding", "show", number.group(0))
    assert (shown["audit"], shown["indicators"], shown["by"]) == (AUDIT, ["28"], "aurelija")
    assert auditor.post("/improvement/new", finding | {"back": "//evil.example/"}, 200)

    auditor.get(f"{AT}/walk/1", 404)
    auditor.post(f"{AT}/walk/18", {"role": "partners", "verdict": "seen"}, 404)
    made.client("manager").post(f"{AT}/walk/18", sent, 403)

    # Closed: kept as it is.
    version = _field(auditor.get(AT), "version")
    assert "Seen well" in auditor.post(f"{AT}/close", {"version": version, "summary": "Seen well"}, 200)
    page = auditor.get(f"{AT}/walk/28?role=users")
    assert "Nobody knew it" in page
    assert 'name="verdict"' not in page


@pytest.mark.slow
def test_an_audit_is_planned_printed_and_drawn(site: Callable[..., Site]) -> None:
    made = site("en")
    auditor = made.client(language="en")
    wrong = auditor.post("/audits/new", {"name": "A/B", "kind": "internal", "indicators": "26, 999"}, 400)
    assert 'href="#f-indicators"' in wrong
    page = auditor.post(
        "/audits/new", {"name": "A/B", "kind": "internal", "indicators": "26 27", "auditors": "Ada"}, 200
    )
    assert "A/B" in page
    plan = made.qms.json("audit", "show", "A/B")
    assert (plan["indicators"], plan["auditors"]) == (["26", "27"], "Ada")
    key = re.search(r'href="(/audits/[^"/]+)/walk"', page)
    assert key
    word = auditor.raw("GET", f"{key.group(1)}/questions.docx?role=staff")
    assert word.data[:2] == b"PK"
    assert "attachment" in word.headers["Content-Disposition"]
    html = auditor.raw("GET", f"{key.group(1)}/cards.html?role=users")
    assert b"<ul class=" in html.data
    auditor.get(f"{key.group(1)}/questions.exe", 404)

    drawn = auditor.post(f"{key.group(1)}/sample", {"size": "3"}, 200)
    seed = re.search(r"Seed (\d+)", drawn)
    assert seed
    assert made.qms.json("audit", "sample", "evidence", "A/B", "--size", 3, "--seed", seed.group(1))[
        "seed"
    ] == int(seed.group(1))
    paths = set(re.findall(r'<a href="/evidence/[^"]+">([^<]+/[^<]+)</a>', drawn))
    again = auditor.get(f"{key.group(1)}/sample?seed={seed.group(1)}&size=3")
    assert paths
    assert set(re.findall(r'<a href="/evidence/[^"]+">([^<]+/[^<]+)</a>', again)) == paths
    assert f"seed {seed.group(1)}" in auditor.get(key.group(1))
    assert "3 of" in drawn

    # What is confidential has no name, no quote and no count for those who may not read it.
    walk = auditor.get(f"{key.group(1)}/walk/26")
    secret = next(path for path in sorted(paths) if path.rpartition("/")[2] in walk)
    made.qms.run("evidence", "set", secret, "--personal-data")
    told = made.client("manager", "en").get(f"{key.group(1)}/sample?seed={seed.group(1)}&size=3")
    assert secret not in told
    assert "3 of" not in told
    walk = made.client("manager", "en").get(f"{key.group(1)}/walk/26")
    assert secret.rpartition("/")[2] not in walk
    assert "Confidential evidence is left out" in walk


@pytest.mark.slow  # a long way through many pages
def test_an_action_goes_from_overdue_to_its_effect(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    listed = browser.get("/improvement?status=overdue")
    assert "A-2025-3" in listed
    assert "G-26-04" in listed  # a row of the provider's own register
    assert "A-2025-1<" not in listed
    assert "A-2025-3" not in browser.get("/improvement?status=overdue&indicator=26")
    page = browser.get("/improvement/actions/A-2025-3")
    assert "overdue" in page
    seen = _field(page, "version")

    refused = browser.post("/improvement/actions/A-2025-3/done", {"version": seen, "led_to": ""}, 400)
    assert 'href="#f-led_to"' in refused
    early = {"version": seen, "led_to": "In use", "plan_check": "2020-01-01"}
    assert 'href="#f-plan_check"' in browser.post("/improvement/actions/A-2025-3/done", early, 400)

    # The owner has no right to act on others' actions, but may say that the own one is done.
    owner = made.client_of("aurelija", "en")
    owner.post("/improvement/actions/A-2025-4/done", {"version": "1", "led_to": "x"}, 403)
    sent = {"version": seen, "led_to": "In use everywhere"}
    assert "In use everywhere" in owner.post("/improvement/actions/A-2025-3/done", sent, 200)
    late = browser.post("/improvement/actions/A-2025-3/done", sent | {"led_to": "Mine"}, 409)
    assert "In use everywhere" in late
    assert made.qms.json("action", "show", "A-2025-3")["led_to"] == "In use everywhere"
    assert "A-2025-3" not in browser.get("/improvement?status=overdue")

    page = browser.get("/improvement/actions/A-2025-3")
    check = {"version": _field(page, "version"), "effect": "not_effective", "note": ""}
    refused = browser.post("/improvement/actions/A-2025-3/check", check, 400)
    assert "--note" not in refused
    assert 'href="#f-note"' in refused
    browser.post("/improvement/actions/A-2025-3/check", check | {"effect": "effective", "note": "Asked"}, 200)
    assert made.qms.json("action", "show", "A-2025-3")["effect"] == "effective"

    page = browser.get("/improvement/findings/F-2025-3")
    ended = {"version": _field(page, "version"), "ended": "done", "because": ""}
    assert "done" in browser.post("/improvement/findings/F-2025-3/end", ended, 200)
    assert made.qms.json("finding", "show", "F-2025-3")["status"] == "done"
    assert "Somebody else changed" in browser.post("/improvement/findings/F-2025-3/end", ended, 409)
    _finding_and_action(made, browser)
    _withheld(made)


def _withheld(made: Site) -> None:
    """Take what is confidential away from a manager: quote and file of a finding, and rows of a register."""
    manager = made.client("manager", "en")
    assert "juodraštis bus birželį" in manager.get("/improvement/findings/F-2026-3")
    assert "G-26-04" in manager.get("/improvement")
    for file in (
        "Kokybės komanda/kokybes komandos posedis 2026-04-15.md",
        "Gerinimo priemonių žurnalas.xlsx",
    ):
        made.qms.run("evidence", "set", file, "--personal-data")
    page = manager.get("/improvement/findings/F-2026-3")
    assert "juodraštis bus birželį" not in page
    assert "posedis 2026-04-15" not in page
    assert "G-26-04" not in manager.get("/improvement")
    assert "G-26-04" in made.client("internal_auditor", "en").get("/improvement")


def _finding_and_action(made: Site, browser: Browser) -> None:
    """Write a finding down for an indicator, plan an action for it, drop it, and see the finding open again."""
    assert 'value="26"' in browser.get("/improvement/new?indicator=26")
    bare = {"text": "No deadline", "severity": "major", "indicators": "26"}
    refused = browser.post("/improvement/new", bare, 400)
    assert "--source" not in refused
    assert 'href="#f-source"' in refused
    unknown = bare | {"source": "other", "indicators": "999"}
    assert 'href="#f-indicators"' in browser.post("/improvement/new", unknown, 400)
    assert "--source-name" not in browser.post("/improvement/new", bare | {"source": "inspection"}, 400)
    assert 'href="#f-quote"' in browser.post(
        "/improvement/new",
        bare | {"source": "other", "file": "kokybes komandos posedis 2026-04-15.md", "quote": "not in there"},
        400,
    )
    page = browser.post("/improvement/new", bare | {"source": "other"}, 200)
    found = re.search(r"<h1>(F-\d{4}-\d+)", page)
    assert found
    number = found.group(1)
    assert 'href="#f-ended"' in browser.post(
        f"/improvement/findings/{number}/end", {"version": "1", "ended": "planned"}, 400
    )
    agreed = {"finding": number, "text": "Write one", "owner": "egle", "due": "2027-01-31"}
    assert "Write one" in browser.post("/improvement/actions/new", agreed, 200)
    action = made.qms.json("finding", "show", number)["actions"][0]["number"]
    browser.post(f"/improvement/findings/{number}/end", {"version": "1", "ended": "planned"}, 200)
    page = browser.post(f"/improvement/actions/{action}/drop", {"version": "1", "because": "Not needed"}, 200)
    assert f"{number} is open again" in page
    assert made.qms.json("finding", "show", number)["status"] == "open"
    made.client("manager").post(f"/improvement/findings/{number}/end", {"version": "3"}, 403)
    made.client("manager", "en").post("/improvement/actions/new", agreed, 200)
    made.client_of("gintare").get("/improvement/actions/A-2025-1", 403)
    assert "A-2025-4" in made.client_of("gintare").get("/improvement/actions/A-2025-4")
