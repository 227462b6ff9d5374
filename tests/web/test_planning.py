"""Prove that the calendar in the browser is the one of the command, filtered, and as a file."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from icalendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site


def test_the_calendar_shows_what_the_command_shows(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client("manager", "en")
    told = made.qms.json("calendar", "--lang", "en")
    page = unescape(browser.get("/calendar"))
    assert told["events"]
    for event in told["events"]:
        assert event["title"] in page
    assert page.count('<span class="tag">') >= len(told["events"])
    owner = next(event["owner"] for event in told["events"] if event["owner"])
    mine = {event["title"] for event in told["events"] if event["owner"] == owner}
    page = unescape(browser.get(f"/calendar?person={owner}"))
    assert all(title in page for title in mine)
    others = {event["title"] for event in told["events"] if event["owner"] not in {owner, None}} - mine
    assert not [title for title in others if f">{title}<" in page]
    assert "Nothing is due in this time." in browser.get("/calendar?kind=first&person=nobody")


def test_the_file_holds_three_years_and_obeys_the_filters(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = made.client("manager")
    answer = browser.raw("GET", "/calendar.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "attachment" in answer.headers["Content-Disposition"]
    made.qms.run("calendar", "-o", made.root.parent / "c.ics")
    by_command = Calendar.from_ical((made.root.parent / "c.ics").read_bytes()).walk("VEVENT")
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    assert {str(e["UID"]) for e in events} == {str(e["UID"]) for e in by_command}
    few = Calendar.from_ical(browser.raw("GET", "/calendar.ics?kind=visit").data).walk("VEVENT")
    assert len(few) < len(events)
