"""Walk a mock audit by keyboard, a survey on a tablet, two editors, and all that is essential without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.web.browser import PHONE, axe, bones, chromium_running, said, sideways, stage_of
from tests.web.test_browser_journeys import NAME, SLUG, TEXT, edited, on_map, staff_of, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.web.browser import Stage

pytestmark = pytest.mark.slow

DAY = "2026-06-22"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_running() as made:
        yield made


@pytest.fixture(scope="module")
def lt(
    samples: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Stage]:
    with stage_of(samples, tmp_path_factory.mktemp("lt"), "lt", browser, QMS_TODAY=DAY) as made:
        yield made


@pytest.fixture(scope="module")
def en(
    samples: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Stage]:
    with stage_of(samples, tmp_path_factory.mktemp("en"), "en", browser, QMS_TODAY=DAY) as made:
        yield made


def test_a_mock_audit_goes_by_keyboard_alone(lt: Stage) -> None:
    auditor = lt.enter("internal_auditor")
    audit = next(one for one in lt.site.qms.json("audit", "list")["audits"] if not one["closed_on"])
    page = auditor.go(f"/audits/{quote(audit['name'])}/walk")
    first = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(lambda url: url.split("#")[0] == first or "/walk/" in url)
    page.keyboard.press("u")
    page.wait_for_load_state("networkidle")
    auditor.tab_to("textarea[name=note]")
    page.keyboard.type("Matyta 2 kambariuose, 1")  # digits in a note are no verdicts
    assert page.locator("textarea[name=note]").input_value() == "Matyta 2 kambariuose, 1"
    page.keyboard.press("Escape")
    before = page.url
    page.keyboard.press("2")
    page.wait_for_url(lambda url: url != before)
    assert "Matyta 2" not in page.locator("textarea[name=note]").input_value()
    now = next(one for one in lt.site.qms.json("audit", "list")["audits"] if one["name"] == audit["name"])
    assert now["answered"] == audit["answered"] + 1
    shown = lt.site.qms.run("audit", "show", audit["name"]).out
    assert "Matyta 2 kambariuose, 1" in " ".join(shown.split())
    auditor.ok()


def test_the_screens_of_a_survey(lt: Stage) -> None:
    """A tablet in portrait, touched: easy to read, with faces, and nothing else of the program can be reached."""
    egle = lt.enter("quality_coordinator", width=768, has_touch=True)
    page = egle.go("/registers/surveys/users/tablet")
    for name, value in (("asked_by", None), ("invited", "12")):
        field = page.locator(f"[name={name}]")
        if field.count() and field.is_visible():
            field.fill(value) if value else field.select_option(index=1)
    page.locator("main form button").last.tap()
    page.wait_for_url(re.compile("/fill"))
    wrong, faces, screens = [], 0, 0
    while "/thanks" not in page.url:
        screens += 1
        assert screens < 40, page.url
        serious, _ = axe(page) if screens <= 3 or page.locator("textarea").count() else ([], [])
        wrong += serious + bones(page, "lt") + sideways(page, PHONE) + sideways(page, 768)
        faces += page.locator(".answers.faces img").count() > 0
        small = page.locator("main button").evaluate_all(
            "(all) => all.filter((one) => one.offsetHeight < 44).map((one) => one.outerHTML)"
        )
        wrong += [f"small: {one[:80]}" for one in small]
        _touch_on(page)
    page.locator("h1").wait_for()
    wrong += axe(page)[0] + bones(page, "lt")
    assert faces >= 3
    assert not wrong, wrong
    egle.ok()
    assert page.locator("nav, .menu, a[href='/']").count() == 0
    assert "/login" in egle.go("/evidence").url
    rows = lt.site.qms.json("log", "--limit", "5")["log"]
    assert any("survey" in one["action"] for one in rows), rows


def _touch_on(page: Page) -> None:
    """Answer a screen by touch: the first face, else the words, else on."""
    answers = page.locator(".answers button")
    words = page.locator("main textarea")
    if words.count():
        words.fill("Ačiū")
    with page.expect_navigation():
        (answers.first if answers.count() else page.locator("button.go")).tap()


def test_the_second_of_two_editors_is_told_and_loses_nothing(en: Stage) -> None:
    one, two = en.enter("quality_coordinator"), en.enter("quality_coordinator")
    for visitor in (one, two):
        visitor.go("/indicators/26/statement").locator("[name=statement]").fill(f"Words of {id(visitor)}.")
    one.page.locator("main form button").last.click()
    one.page.wait_for_url(re.compile(r"/indicators/26(\?|#|$)"))
    two.expected |= {409, 400}
    two.page.locator("main form button").last.click()
    two.page.locator("#errors").wait_for()
    assert two.page.locator("[name=statement]").input_value() == f"Words of {id(two)}."
    assert f"Words of {id(one)}." in two.text()
    two.page.locator("main form button").last.click()  # having seen it, the second may go on
    two.page.wait_for_url(re.compile(r"/indicators/26(\?|#|$)"))
    assert f"Words of {id(two)}." in en.site.qms.run("indicator", "show", "26").out
    one.ok()


def test_a_document_is_drafted_and_approved_without_scripts(lt: Stage, tmp_path: Path) -> None:
    egle = lt.enter("quality_coordinator", java_script_enabled=False)
    page = egle.go(f"/documents/{SLUG}/interview")
    page.locator("button[name=done]").click()
    page.wait_for_url(re.compile(rf"/documents/{SLUG}(\?|$)"))
    again = page.locator("details:has(form[action*='/draft']) summary")
    if again.count() and not page.locator("form[action*='/draft'] button").first.is_visible():
        again.first.click()
    page.locator("form[action*='/draft'] button").first.click()
    lt.site.server.jobs.wait(60)
    egle.go(f"/documents/{SLUG}")
    with page.expect_download() as waiting:
        page.locator("a[href*='/copy']").click()
    path = tmp_path / "copy.docx"
    waiting.value.save_as(path)
    page.locator("a[href*='/upload']").click()
    page.locator("input[type=file]").set_input_files(str(edited(path)))
    page.locator("form[action*='/upload'] button").last.click()
    egle.go(f"/documents/{SLUG}").locator("form[action*='/submit'] button").click()
    assert lt.site.qms.json("document", "show", SLUG)["status"] == "in_review"
    ruta = lt.enter("director", java_script_enabled=False)
    ruta.go(f"/documents/{SLUG}").locator("a[href*='/approve']").click()
    form = ruta.page.locator("form[action*='/approve']")
    form.locator("[name=number]").fill("V-78")
    form.locator("[name=on]").fill(DAY)
    form.locator("button").last.click()
    assert lt.site.qms.json("document", "show", SLUG)["status"] == "approved", ruta.text()
    assert on_map(ruta, "26") == "covered"


def test_staff_confirm_and_report_without_scripts(en: Stage) -> None:
    staff = en.enter(f"={staff_of(en)}", width=PHONE, java_script_enabled=False)
    page = staff.go("/me")
    page.locator("a[href*='/me/documents/']").first.click()
    for area in page.locator("fieldset.question textarea").all():
        area.fill("I know.")
    page.locator("#f-understood").check()
    page.locator("main button.big").click()
    page.wait_for_url(re.compile(r"/me(\?|$)"))
    staff.go("/me/report/proposal")
    page.locator("[name=text]").fill("Put the rota on the door.")
    page.locator("main button.big").click()
    assert "Put the rota on the door." in staff.go("/me/reports").locator("main").inner_text()
    staff.ok()


def test_a_file_is_uploaded_and_a_suggestion_accepted_without_scripts(lt: Stage, tmp_path: Path) -> None:
    egle = lt.enter("quality_coordinator", java_script_enabled=False)
    ref = "62"
    before = on_map(egle, ref)
    path = tmp_path / NAME
    path.write_text(TEXT, encoding="utf-8")
    page = egle.go("/evidence/upload")
    page.locator("#f-files").set_input_files(str(path))
    page.locator("button[data-sending]").click()
    lt.site.server.jobs.wait(60)
    ident = next(one["id"] for one in lt.site.qms.json("evidence", "list")["evidence"] if one["path"] == NAME)
    egle.go(f"/evidence/{ident}").locator("a[href*='/proposals']").first.click()
    form = page.locator(
        "form[action*='/proposals/accept']", has=page.locator(f"input[name=ref][value='{ref}']")
    )
    form.locator("button").first.click()
    assert on_map(egle, ref) == state_of(lt, ref) != before
    egle.go("/search?q=bendruomene")
    assert said("lt", "web_menu_search") in egle.text()
    egle.ok()
