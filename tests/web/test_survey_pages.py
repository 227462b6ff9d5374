"""Prove surveys: what may be seen of answers, and that a screen handed over leaves nothing but the survey."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import Browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Site

USERS = "/registers/surveys/users"


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


class Tablet:
    """Answer a survey as somebody at the screen does, without scripts: every form sends what it carries."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.client, self.address = browser.client, f"{address}/fill"
        self.page = self.client.get(self.address).get_data(as_text=True)

    def send(self, **more: str) -> str:
        """Press a button of the page and return the next page."""
        carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', self.page))
        answer = self.client.post(self.address, data={**carried, **more}, follow_redirects=True)
        assert answer.status_code == 200, answer.data[-500:]
        self.page = answer.get_data(as_text=True)
        return self.page

    def whole(self, token: str, text: str = "") -> str:
        """Answer every question alike and send."""
        self.send(go="next")
        while 'value="send"' not in self.page:
            if "<textarea" in self.page:
                self.send(go="next", text=text)
            elif f'name="choose" value="{token}"' in self.page:
                self.send(choose=token)
            else:
                self.send(go="skip")
        return self.send(go="send")


def _handed_over(made: Site, role: str = "quality_coordinator", **more: str) -> Browser:
    browser = made.client(role)
    form = {"language": "lt", "round": "new", "asked_by": "outsider", "invited": "12", **more}
    browser.post(f"{USERS}/tablet", form, 302, follow=False)
    return browser


def _entries(made: Site) -> list[tuple[Any, ...]]:
    state = next((made.root / ".qms" / "state").glob("*.db"))
    with sqlite3.connect(state) as conn:
        return conn.execute(
            'SELECT rowid, id, "table", cells, "by", at FROM register_entries WHERE "table" = ?',
            ("survey-users.answers",),
        ).fetchall()


def _trail(made: Site) -> list[tuple[Any, ...]]:
    state = next((made.root / ".qms" / "state").glob("*.db"))
    with sqlite3.connect(state) as conn:
        return conn.execute(
            "SELECT actor, subject, details FROM trail WHERE action = 'survey.answer'"
        ).fetchall()


def _counted(made: Site) -> dict[str, Any]:
    found: dict[str, Any] = made.qms.json("survey", "count", "users")["surveys"][0]
    return found


def test_answers_on_a_screen_are_counted_and_cannot_be_told_apart(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = _handed_over(made)
    tablet = Tablet(browser, USERS)
    tablet.whole("yes", "Gera draugija")
    assert "Ačiū" in tablet.page
    Tablet(browser, USERS).whole("yes", "Gera draugija")
    Tablet(browser, USERS).whole("no")

    counted = _counted(made)
    satisfied = next(q for q in counted["questions"] if q["key"] == "q_satisfied")
    assert counted["year"] == 2026
    assert (counted["invited"], counted["answered"]) == (12, 3)
    assert satisfied["counts"] == {"yes": 2, "partly": 0, "no": 1}
    assert [one["text"] for one in counted["open"]].count("Gera draugija") == 4

    rows = _entries(made)
    assert {row[4:] for row in rows} == {("-", rows[0][5])}
    assert rows[0][5].endswith("-01")
    alike = [re.sub(r'"form": "[^"]+"', "", row[3]) for row in rows if '"q_satisfied": "yes"' in row[3]]
    assert alike[0] == alike[1]
    assert sorted(row[0] for row in rows) != [1, 2, 3]
    assert _trail(made) == [("-", "users", "{}")] * 3


def test_a_screen_that_was_handed_over_reaches_nothing_else(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site("lt")
    browser = _handed_over(made)
    for address in ("/", "/registers", USERS, "/evidence", "/me", "/settings", f"{USERS}/tablet", "/jobs"):
        answer = browser.raw("GET", address, 302)
        assert answer.headers["Location"].startswith("/login"), address
    other = browser.raw("GET", "/registers/surveys/staff/fill", 302)
    assert other.headers["Location"] == "/registers/surveys/staff/tablet"
    page = browser.get(f"{USERS}/fill")
    assert "Eglė" not in page
    cookie = browser.client.get_cookie("qms")
    assert cookie is not None
    assert cookie.expires is None  # it ends with the browser
    assert 'class="menu"' not in page
    # It ends when somebody signs in, and after twelve hours; then it is nobody's.
    ended = _handed_over(made)
    ended.client.get("/open/" + made.server.links.make(made.person("manager")))
    assert ended.raw("GET", f"{USERS}/fill", 302).headers["Location"].endswith("/tablet")
    assert "Mindaugas" in ended.get("/registers")
    old = _handed_over(made)
    monkeypatch.setattr("qms.web.sessions.KIOSK_HOURS", -1)
    for _ in range(2):
        old.raw("GET", f"{USERS}/fill", 302)
        assert old.raw("GET", f"{USERS}/tablet", 302).headers["Location"].startswith("/login")
    # Without the right of a kiosk nobody sends answers.
    stranger = Browser(made.app.test_client())
    stranger.post(
        f"{USERS}/fill", {"turn": _field(page, "turn"), "go": "send", "at": "19"}, 302, follow=False
    )
    assert not _entries(made)


def test_a_turn_ends_with_its_answers(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = _handed_over(made)
    tablet = Tablet(browser, USERS)
    tablet.send(go="next")
    tablet.send(choose="yes")
    tablet.send(go="back")
    assert 'value="yes" aria-pressed="true"' in tablet.page
    tablet.send(go="skip")
    tablet.send(go="back")
    assert 'aria-pressed="true"' not in tablet.page
    tablet.send(choose="partly")
    old = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', tablet.page))
    while 'value="send"' not in tablet.page:
        tablet.send(go="next" if "<textarea" in tablet.page else "skip")
    tablet.send(go="send")
    # Going back and sending once more shows and keeps nothing.
    again = browser.client.post(
        f"{USERS}/fill", data={**old, "go": "send", "at": "19"}, follow_redirects=True
    )
    assert 'name="a-q_satisfied"' not in again.get_data(as_text=True)
    assert len(_entries(made)) == 1
    # Whoever answers nothing is thanked and not counted.
    empty = Tablet(browser, USERS)
    empty.send(go="next")
    while 'value="send"' not in empty.page:
        empty.send(go="next" if "<textarea" in empty.page else "skip")
    assert "Ačiū" in empty.send(go="send")
    assert len(_entries(made)) == 1


def test_an_identity_number_is_not_kept(site: Callable[..., Site]) -> None:
    made = site("lt")
    browser = _handed_over(made)
    tablet = Tablet(browser, USERS)
    assert 'role="alert"' in tablet.whole("yes", f"Mano kodas 3870318174{5}, ačiū")
    assert not _entries(made)


def test_staff_make_a_screen_ready_and_go_on_in_the_same_round(site: Callable[..., Site]) -> None:
    made = site("lt")
    assert f'{USERS}/tablet"' in made.client("staff").get("/registers/tablet")
    Tablet(_handed_over(made, "staff"), USERS).whole("yes")
    code = _counted(made)["rounds"][0]["round"]
    assert code == "2026-T1"
    assert f'<option value="{code}"' in made.client("staff").get(f"{USERS}/tablet")
    Tablet(_handed_over(made, "staff", round=code), USERS).whole("yes")
    assert [r["answered"] for r in _counted(made)["rounds"]] == [2]
    browser = made.client("manager")
    browser.post(f"{USERS}/tablet", {"language": "xx", "round": "nowhere"}, 400)


@pytest.mark.slow
def test_small_counts_and_own_words_are_for_insiders(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site("lt")
    told = made.qms.json("survey", "count", "users", "--year", "2025")["surveys"][0]
    words = told["open"][0]["text"]
    inside, outside = (
        made.client(role).get(f"{USERS}?year=2025") for role in ("quality_coordinator", "manager")
    )
    assert words in inside
    assert words not in outside
    numbers = [set(re.findall(r'<td class="number">([1-4])</td>', page)) for page in (inside, outside)]
    assert numbers[0]
    assert not numbers[1] & {"1", "2", "3", "4"} or _only_means(outside)
    assert "–" in outside
    for address in ("form?lang=nb", "form", "sheet"):
        assert made.client("manager").raw("GET", f"{USERS}/{address}").data[:2] == b"PK"


def _only_means(page: str) -> bool:
    """Say whether small numbers stand only in the last column, where means are."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.DOTALL)
    cells = [re.findall(r'<td class="number">([^<]*)</td>', row) for row in rows]
    return not any(cell in {"1", "2", "3", "4"} for row in cells for cell in row[:-1])


@pytest.mark.slow
def test_the_public_report_waits_until_it_is_worked_out(
    site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = site("lt")
    browser = made.client("manager")
    families = "/registers/surveys/families"
    monkeypatch.setattr("qms.web.registers.careful.PATIENCE", 0.0)
    first = browser.get(f"{families}?year=2025")
    assert 'class="notice" role="status"' in first
    browser.raw("GET", f"{families}/report?year=2025", 302)
    monkeypatch.setattr("qms.web.registers.careful.PATIENCE", 120.0)
    assert 'class="notice" role="status"' not in browser.get(f"{families}?year=2025")
    assert browser.raw("GET", f"{families}/report?year=2025").data[:2] == b"PK"
