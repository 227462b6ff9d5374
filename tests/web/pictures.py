"""Make the pictures of the web application that README and docs show: `python -m tests.web.pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.cli.conftest import Qms
from tests.web.browser import PHONE, WIDE, chromium_running, stage_of
from tests.web.test_browser_journeys import DAY, SLUG, staff_of

if TYPE_CHECKING:
    from tests.web.browser import Stage, Visitor

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
MOST = 200_000
"""Bytes of a picture."""
WIDE_PAGES = {
    "web-overview": ("manager", "/", 900),
    "web-indicator": ("quality_coordinator", "/indicators/26", 900),
    "web-evidence": ("quality_coordinator", "/evidence", 760),
    "web-search": ("internal_auditor", "/search?q=complaints", 760),
    "web-document": ("quality_coordinator", f"/documents/{SLUG}", 760),
    "web-assessment": ("quality_coordinator", "/assessment", 760),
    "web-audit": ("internal_auditor", "", 820),
}
"""Name of the picture: role, address, height; the mock audit begins at its first card."""


def sample(language: str) -> Path:
    """Make the sample of a language, in step with its evidence."""
    root = Path(tempfile.mkdtemp(prefix="qms-pictures-")) / "provider"
    Qms(root.parent).run("init", root, "--demo", "--lang", language)
    Qms(root).run("sync", code=None)
    return root


def keep(visitor: Visitor, name: str) -> None:
    """Write what the window shows with few colours, so that the file stays small."""
    visitor.page.wait_for_load_state("networkidle")
    path = FOLDER / f"{name}.png"
    visitor.page.screenshot(path=str(path), animations="disabled")
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < MOST, (name, path.stat().st_size)
    print(f"{path.relative_to(FOLDER.parents[1])}  {path.stat().st_size // 1000} kB")


def draw(stage: Stage) -> None:
    """Open the pages one after another and keep a picture of each."""
    audit = next(
        one["name"] for one in stage.site.qms.json("audit", "list")["audits"] if not one["closed_on"]
    )
    for name, (role, address, height) in WIDE_PAGES.items():
        visitor = stage.enter(role, language="en")
        visitor.page.set_viewport_size({"width": WIDE, "height": height})
        visitor.go(address or f"/audits/{audit}/walk")
        keep(visitor, name)
    _passage(stage)
    staff = stage.enter(f"={staff_of(stage)}", width=PHONE, language="en", device_scale_factor=1.5)
    staff.page.set_viewport_size({"width": PHONE, "height": 760})
    staff.go("/me")
    keep(staff, "web-my-page")
    tablet = stage.enter("quality_coordinator", width=820, language="en")
    page = tablet.go("/registers/surveys/users/tablet")
    if page.locator("[name=asked_by]").count():
        page.locator("[name=asked_by]").select_option(index=1)
    page.locator("main form button").last.click()
    page.locator("button.go").click()
    page.locator(".answers.faces").first.wait_for()
    keep(tablet, "web-survey")


def _passage(stage: Stage) -> None:
    """Open a hit of a search in a PDF at its page with the passage marked."""
    auditor = stage.enter("internal_auditor", language="en")
    page = auditor.go("/search?q=complaint")
    page.locator(".hit-file", has=page.locator(".path", has_text=".pdf")).locator("a.place").first.click()
    page.locator("figure.sheet img").wait_for()
    keep(auditor, "web-passage")


def main() -> None:
    """Make all pictures of the English sample."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    roots: dict[str, Path] = {}
    with (
        chromium_running() as browser,
        tempfile.TemporaryDirectory(prefix="qms-pictures-") as folder,
        stage_of(
            lambda one: roots.setdefault(one, sample(one)), Path(folder), "en", browser, QMS_TODAY=DAY
        ) as stage,
    ):
        draw(stage)


if __name__ == "__main__":
    main()
