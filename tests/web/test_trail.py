"""Prove that the trail in the browser tells who did what, finds it again, and says when it was altered."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site


def numbers(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'<td class="number">(\d+)</td></tr>', page)]


def test_the_trail_is_paged_filtered_and_linked(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client("director", "en")
    told = made.qms.json("log", "--limit", "100000")["log"]
    page = browser.get("/trail")
    assert numbers(page) == [entry["seq"] for entry in told[:100]]
    assert f"The trail is whole: {len(told)} entries" in page
    assert numbers(browser.get("/trail?page=2")) == [entry["seq"] for entry in told[100:200]]
    page = unescape(browser.get("/trail?action=link.made&person=egle"))
    wanted = [e["seq"] for e in told if (e["action"], e["actor"]) == ("link.made", "egle")]
    assert numbers(page) == wanted[:100]
    assert "Eglė Stanaitytė" in page
    made_link = next(e for e in told if e["action"] == "link.made")
    name = made_link["shown"].partition(" → ")[0]
    page = unescape(browser.get(f"/trail?action=link.made&subject={name[:12]}"))
    assert set(numbers(page)) <= {e["seq"] for e in told if name[:12].casefold() in e["shown"].casefold()}
    assert numbers(page)
    day = told[-1]["at"][:10]
    page = browser.get(f"/trail?until={day}")
    assert f"{sum(1 for e in told if e['at'][:10] <= day)} entries" in page
    assert 'href="/indicators/' in browser.get("/trail?action=indicator.set")
    assert "No entry with this choice." in browser.get("/trail?subject=zzzzzzz")
    assert "aria-invalid" in browser.get("/trail?since=yesterday")
    made.client("manager").get("/trail", 403)


def test_an_altered_trail_is_told(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client(language="en")
    assert "The trail is whole" in browser.get("/trail")
    for (name,) in made.qms.sql(
        "select name from sqlite_master where type = 'trigger' and tbl_name = 'trail'"
    ):
        made.qms.sql(f"drop trigger {name}")
    made.qms.sql("update trail set actor = 'nobody' where seq = 3")
    page = browser.get("/trail")
    assert "The trail is damaged" in page
    assert "entry 3" in page
