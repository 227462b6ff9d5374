"""Reach everything on the main pages by Tab with the focus in sight, and lose nothing at twice the size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.browser import CUT_OFF, PHONE, SMALL, chromium_running, sideways, stage_of
from tests.web.test_browser_journeys import DAY, SLUG, staff_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.web.browser import Stage

pytestmark = pytest.mark.slow

MAIN = (
    "/", "/indicators/26", "/evidence/upload", "/search?q=skund", "/documents", f"/documents/{SLUG}",
    f"/documents/{SLUG}/interview", "/registers", "/improvement", "/audits", "/packs", "/settings",
)  # fmt: skip
LONG = ("/gaps", "/evidence", "/registers/results", "/assessment", "/calendar", "/trail", "/settings/people")
"""Lists whose many rows hold the same links: looked at in twice the size only."""
OWN = ("/me", "/me/report", "/me/report/proposal", "/me/report/deviation", "/me/today", "/me/reports")


@pytest.fixture(scope="module")
def stage(samples: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with (
        chromium_running() as browser,
        stage_of(samples, tmp_path_factory.mktemp("keys"), "lt", browser, QMS_TODAY=DAY) as made,
    ):
        yield made


WANTED = """() => {
  const all = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((one) => one.checkVisibility() && !one.disabled && one.tabIndex >= 0 && one.getClientRects().length);
  const radios = new Set();
  window.wanted = all.filter((one) => {
    if (one.type !== "radio") return true;
    const key = one.name + (one.form ? [...document.forms].indexOf(one.form) : "");
    return !radios.has(key) && radios.add(key);
  });
  window.met = new Set();
  window.blind = [];
  document.addEventListener("focusin", (event) => look(event.target));
  return window.wanted.length;
LOOK
}"""  # noqa: E501
LOOK = """
function look(one) {
  const key = one.type === "radio" ? window.wanted.find((other) => other.name === one.name && other.form === one.form) : one;
  if (window.met.has(key)) return;
  window.met.add(key);
  const style = getComputedStyle(one), box = one.getClientRects()[0] ?? one.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const middle = document.elementFromPoint(Math.max(1, box.left + Math.min(box.width / 2, 20)), box.top + Math.min(box.height / 2, 10));
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const covered = seen && middle && !one.contains(middle) && !middle.contains(one) && !(one.labels && [...one.labels].some((label) => label.contains(middle)));
  if (!ring || !seen || covered) window.blind.push((ring ? seen ? "covered " : "out of sight " : "no ring ") + one.outerHTML.slice(0, 100));
}"""  # noqa: E501
LEFT = (
    """() => window.wanted.filter((one) => !window.met.has(one)).map((one) => one.outerHTML.slice(0, 100))"""
)


def walked(stage: Stage, who: str, addresses: tuple[str, ...], width: int) -> list[str]:
    """Press Tab through pages and return what was not reached, or had the focus out of sight."""
    visitor = stage.enter(who, width=width)
    told = []
    for address in addresses:
        page = visitor.go(address)
        if page.locator("[data-fragment], [data-load]").count():
            page.wait_for_load_state("networkidle")
        inside_dates = 4 * page.locator("input[type=date]").count()
        for _ in range(page.evaluate(WANTED.replace("LOOK", LOOK)) + inside_dates + 1):
            page.keyboard.press("Tab")
        told += [f"{address}: not reached: {one}" for one in page.evaluate(LEFT)[:3]]
        told += [f"{address}: {one}" for one in page.evaluate("() => window.blind")[:3]]
        told += [f"{address}: small: {one}" for one in page.evaluate(SMALL)]
    visitor.ok()
    return told


def test_tab_reaches_everything_with_the_focus_in_sight(stage: Stage) -> None:
    told = walked(stage, "quality_coordinator", MAIN, 1280)
    told += walked(stage, f"={staff_of(stage)}", OWN, PHONE)
    assert not told, "\n".join(told)


def test_nothing_is_cut_off_at_twice_the_size(stage: Stage) -> None:
    told = []
    for who, addresses in (("quality_coordinator", (*MAIN, *LONG)), (f"={staff_of(stage)}", OWN)):
        visitor = stage.enter(who, width=640, device_scale_factor=2)
        for address in addresses:
            page = visitor.go(address)
            told += [f"{address}: {one}" for one in sideways(page, 640) + page.evaluate(CUT_OFF)]
            page.set_viewport_size({"width": 320, "height": 512})  # 400 %, as WCAG 1.4.10 has it
            told += [f"{address}: {one}" for one in sideways(page, 320)]
            page.set_viewport_size({"width": 640, "height": 900})
        visitor.ok()
    assert not told, "\n".join(told)


def test_the_skip_link_comes_first_and_leads_to_the_content(stage: Stage) -> None:
    visitor = stage.enter("quality_coordinator")
    page = visitor.go("/evidence")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.matches('.skip')")
    assert page.evaluate("() => document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
