"""Drive the pages in Chromium with Playwright: people signed in, and what every page must stand whoever sees it."""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import OTHERS, Site, served, site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

WIDE, PHONE, NARROW = 1280, 390, 360
"""Pixels: a desk, a common phone, and the narrowest that must not scroll sideways."""
SECONDS = 15.0


def chromium() -> str:
    """Return the Chromium of this machine; skips by name where there is none, unless all tools must be there."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("QMS_ALL_TOOLS"):
            pytest.fail("needs Chromium")
        pytest.skip("needs Chromium")
    return program


@contextmanager
def chromium_running() -> Iterator[Browser]:
    """Start the Chromium of this machine without a window, and end it."""
    program = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Stage:
    """Hold a sample workspace being served, a browser, and the visitors who were let in."""

    site: Site
    base: str
    browser: Browser
    visitors: list[Visitor] = field(default_factory=list)

    def enter(self, who: str, *, width: int = WIDE, language: str = "", **context: Any) -> Visitor:
        """Sign in a role, or a person written "=id", in a window of their own; "" is somebody unknown."""
        options: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "locale": "en-GB", **context}
        visitor = Visitor(self, self.browser.new_context(**options))
        self.visitors.append(visitor)
        if who:
            person = who[1:] if who.startswith("=") else self.site.person(who)
            visitor.page.goto(f"{self.base}/open/{self.site.server.links.make(person)}")
        if language:
            visitor.page.locator(f".languages button[value={language}]").click()
        return visitor


@dataclass
class Visitor:
    """Hold one window and what went wrong in it: console errors, scripts that failed, content that was refused."""

    stage: Stage
    context: BrowserContext
    troubles: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(SECONDS * 1000)
        self.page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.troubles.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.troubles.append(f"{response.status}: {response.url.removeprefix(self.stage.base)}")

    def go(self, address: str, status: int = 200) -> Page:
        """Open an address of the application and expect a status."""
        self.expected.add(status)
        answer = self.page.goto(self.stage.base + address)
        assert answer is not None
        assert answer.status == status, (address, answer.status, self.text()[-800:])
        self.expected.discard(status)
        return self.page

    def text(self) -> str:
        """Return what the page says."""
        return self.page.locator("body").inner_text()

    @property
    def address(self) -> str:
        """Return where the window is, without the server."""
        return self.page.url.removeprefix(self.stage.base)

    def settled(self) -> Page:
        """Wait until no long work is shown and the page is quiet."""
        until = time.monotonic() + 60
        while self.page.locator("[data-poll]").count() and time.monotonic() < until:
            self.page.wait_for_timeout(200)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def tab_to(self, selector: str, most: int = 150) -> None:
        """Press Tab until an element that matches has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"Tab never reached {selector}")

    def ok(self) -> None:
        """Fail where anything went wrong since the last call."""
        found, self.troubles[:] = list(self.troubles), []
        assert not found, (self.address, found)

    def close(self) -> None:
        """Close the window."""
        self.context.close()


@contextmanager
def stage_of(
    samples: Callable[[str], Path], folder: Path, language: str, browser: Browser, **settings: str
) -> Iterator[Stage]:
    """Serve a copy of the sample of a language to a browser; `settings` are environment variables."""
    names = {"QMS_CACHE_DIR": str(folder / "cache"), "QMS_TESSERACT": "", "QMS_SOFFICE": "", **settings}
    with pytest.MonkeyPatch.context() as patch:
        for name in OTHERS:
            patch.delenv(name, raising=False)
        for name, value in names.items():
            patch.setenv(name, value)
        root = folder / "provider"
        shutil.copytree(samples(language), root, symlinks=True)
        site = site_of(root)
        with served(site) as base:
            stage = Stage(site, base, browser)
            try:
                yield stage
            finally:
                for visitor in stage.visitors:
                    visitor.close()
                site.server.jobs.wait(30)
        site.server.index.close()


SIDEWAYS = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const scrolls = (one) => { for (; one && one !== document.body; one = one.parentElement) { if (getComputedStyle(one).overflowX !== "visible") return true; } return false; };
  const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > most + 1 && !scrolls(one));
  return ["scrollWidth " + document.documentElement.scrollWidth, ...wide.slice(-4).map((one) => one.outerHTML.slice(0, 120))];
}"""  # noqa: E501
"""Tell what makes the document wider than the window; nothing where it is not."""

CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  if (!one.checkVisibility() || one.closest(".sr, .scroll, svg, select, textarea, input, pre")) return false;
  const own = [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
  if (!own) return false;
  const style = getComputedStyle(one);
  const hides = style.overflowX !== "visible" && style.overflowX !== "auto" && one.scrollWidth > one.clientWidth + 1;
  const low = style.overflowY === "hidden" && one.scrollHeight > one.clientHeight + 2;
  const box = one.getBoundingClientRect();
  return hides || low || box.right > document.documentElement.clientWidth + 1 || box.left < -1;
}).slice(0, 5).map((one) => one.outerHTML.slice(0, 160))"""
"""Tell which texts do not show whole."""

BONES = """() => ({
  h1: document.querySelectorAll("h1").length,
  main: document.querySelectorAll("main").length,
  title: document.title.trim(),
  lang: document.documentElement.lang,
  main_text: document.querySelector("main")?.innerText.trim().length ?? 0,
  ids: [...document.querySelectorAll("[id]")].map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at),
})"""

SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, summary")].filter((one) => {
  if (!one.checkVisibility() || one.closest(".sr, .skip") || one.matches(".sr, .skip")) return false;
  const box = (one.matches("input[type=checkbox], input[type=radio]") && one.closest("label") || one).getBoundingClientRect();
  if (!box.width || getComputedStyle(one).display === "inline" && !one.matches("input")) return false;
  return box.width < 24 || box.height < 24;
}).slice(0, 5).map((one) => one.outerHTML.slice(0, 140))"""  # noqa: E501
"""Tell which targets are smaller than 24 by 24 pixels; links within a text may be."""


def bones(page: Page, language: str) -> list[str]:
    """Return what is wrong with the bones of a page: one h1, one main, a title, its language."""
    found = page.evaluate(BONES)
    wrong = [f"{found[name]} times {name}" for name in ("h1", "main") if found[name] != 1]
    if not re.sub(r"^[\s·]+", "", found["title"]) or found["title"].startswith("·"):
        wrong.append(f"title {found['title']!r}")
    if found["lang"] != language:
        wrong.append(f"lang {found['lang']}")
    if not found["main_text"]:
        wrong.append("empty main")
    return wrong + ([f"ids twice: {sorted(set(found['ids']))}"] if found["ids"] else [])


def axe(page: Page, skips: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """Return the serious and the milder findings of axe-core on a page; rules named in `skips` are left out."""
    from axe_playwright_python.sync_playwright import Axe

    # Axe is a script of the test, not of the page: what the policy of the page forbids is asked past it.
    options = {
        "resultTypes": ["violations"],
        "iframes": False,
        "rules": {name: {"enabled": False} for name in skips},
    }
    found = Axe().run(page, options=options).response["violations"]
    told = [
        (one["impact"], f"{one['impact']} {one['id']}: {[n['html'][:160] for n in one['nodes'][:3]]}")
        for one in found
    ]
    serious = [text for impact, text in told if impact in {"serious", "critical"}]
    return serious, [text for impact, text in told if impact not in {"serious", "critical"}]


def sideways(page: Page, width: int) -> list[str]:
    """Return what scrolls sideways in a window of a width."""
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(SIDEWAYS)
    return [f"at {width}: {text}" for text in found]


def said(language: str, code: str, **params: Any) -> str:
    """Return a sentence as a page in a language says it, with its white space as a browser shows it."""
    from qms.locale.sentences import say
    from qms.locale.translator import activate, current

    before = current()
    activate(language)
    try:
        return " ".join(say(code, params).split())
    finally:
        activate(before)
