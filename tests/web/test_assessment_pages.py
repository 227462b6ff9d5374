"""Prove the pages of the self-assessment: what is ticked gives the level, and the second of two editors is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Browser, Site

AT = "/assessment/39/approach"


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def _keys(page: str) -> list[str]:
    return re.findall(r'name="tick" value="([^"]+)"', page)


def _scale(made: Site, criterion: str = "39", perspective: str = "approach") -> dict[str, Any]:
    return next(
        one
        for one in made.qms.json("assess", "show")["scales"]
        if (one["criterion"], one["perspective"]) == (criterion, perspective)
    )


def _form(browser: Browser, address: str = AT) -> dict[str, Any]:
    page = browser.get(address)
    return {name: _field(page, name) for name in ("seen", "service", "round")} | {"keys": _keys(page)}


@pytest.mark.slow
def test_ticks_give_the_level_that_the_map_and_the_commands_show(site: Callable[..., Site]) -> None:
    made = site("en")
    browser = made.client(language="en")
    if not any(one["open"] for one in made.qms.json("assess", "round", "list")["rounds"]):
        assert "Spring" in browser.post("/assessment/rounds", {"name": "Spring 2027"})
    page = browser.get(AT)
    form, upto = _form(browser), []
    for level, fieldset in enumerate(re.findall(r"<fieldset.*?</fieldset>", page, re.DOTALL), 1):
        upto += _keys(fieldset) if level <= 2 else []
    assert upto
    assert "not assessed" in browser.get(f"{AT}/level") or "not yet level 1" in browser.get(f"{AT}/level")
    told = browser.get(f"{AT}/level", query_string={"tick": upto})
    assert "level 2" in told
    assert "below the bar" not in told
    sent = {name: form[name] for name in ("seen", "service", "round")}

    refused = browser.post(AT, sent | {"tick": upto}, 400)  # no reason
    assert 'href="#f-because"' in refused
    assert all(re.search(rf'value="{re.escape(key)}" checked', refused) for key in upto)

    kept = browser.post(AT, sent | {"tick": upto, "because": "Shown in the team meeting"}, 200)
    assert "level 2" in kept
    assert _scale(made)["level"] == 2
    assert _scale(made)["because"] == "Shown in the team meeting"
    assert re.search(r'href="#s-39-approach"[^>]*>.*?level 2', browser.get("/assessment"), re.DOTALL)
    assert "Shown in the team meeting" in browser.get(AT)  # the history, with who decided

    # A second editor, who still looks at the scale as it was, is told; the text that was typed stays.
    late = sent | {"tick": upto[:1], "because": "My own view"}
    other = browser.post(AT, late, 409)
    assert "Shown in the team meeting" in other
    assert "My own view" in other
    assert _scale(made)["level"] == 2
    browser.post(AT, late | {"seen": _field(other, "seen")}, 200)
    assert _scale(made)["because"] == "My own view"
    assert _scale(made)["level"] < 2


@pytest.mark.slow  # many scales by command and page
def test_a_service_differs_and_follows_again_and_rounds_are_compared(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    service = _services(made)[0]
    address = f"/assessment/1/approach?service={service}"
    form = _form(browser, address)
    sent = {name: form[name] for name in ("seen", "service", "round")}
    whole = _scale(made, "1")
    same = browser.post("/assessment/1/approach", sent | {"tick": whole["ticks"], "because": "As everywhere"})
    assert "nothing of its own" in same
    assert not _scale(made, "1")["services"]
    browser.post("/assessment/1/approach", sent | {"tick": [], "because": "New team"}, 200)
    assert _scale(made, "1")["services"][service]["level"] == 0
    assert _scale(made, "1")["level"] == whole["level"]

    shown = browser.get("/assessment/compare")
    assert "▲" in shown
    assert "higher" in shown
    assert "▼" in shown

    again = _form(browser, address)
    browser.post(
        "/assessment/1/approach/follow", {name: again[name] for name in ("seen", "service", "round")}, 200
    )
    assert not _scale(made, "1")["services"]

    manager = made.client("manager", "en")
    assert 'name="because"' not in manager.get(AT)
    manager.post(AT, sent | {"because": "x"}, 403)
    made.client_of("gintare").get("/assessment", 403)

    closing = re.search(r'action="(/assessment/rounds/[^"]+/close)"', browser.get("/assessment"))
    assert closing
    assert "closed on" in browser.post(closing.group(1), {}, 200)
    assert 'name="because"' not in browser.get(AT)
    browser.post(AT, sent | {"tick": [], "because": "Too late"}, 400)
    assert "Autumn" in browser.post("/assessment/rounds", {"name": "Autumn"}, 200)
    assert "Autumn" in browser.post("/assessment/rounds", {"name": "Another"}, 400)


def _services(made: Site) -> list[str]:
    from qms.workspace.workspace import Workspace

    return list(Workspace(made.root).settings.service_ids)
