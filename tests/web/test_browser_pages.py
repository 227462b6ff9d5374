"""Look at every page as each role sees it: axe-core, bones, errors, and no sideways scrolling on small windows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.web.browser import NARROW, PHONE, WIDE, Visitor, axe, bones, chromium_running, sideways, stage_of
from tests.web.crawling import Found, crawl
from tests.web.furnished import AUDITOR, furnish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.web.browser import Stage

pytestmark = pytest.mark.slow

ROLES = (
    "quality_coordinator",
    "director",
    "manager",
    "internal_auditor",
    "board",
    "staff",
    "external_auditor",
)
FEW = ("quality_coordinator", "staff", "external_auditor")
"""Who is looked over the shoulder in the second language."""
ELSEWHERE = {
    "static": "style sheets, scripts and pictures",
    "login.by_link": "how everybody comes in here",
    "registers.fill": "test_the_screens_of_a_survey",
    "registers.thanks": "test_the_screens_of_a_survey",
    "registers.picture": "test_the_screens_of_a_survey",
    "documents.draft_pdf": "made by LibreOffice only",
}
"""Rules that no crawl comes to, and where they are looked at."""
DAY = "2026-06-22"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_running() as made:
        yield made


@pytest.fixture(scope="module", params=["lt", "nb"])
def stage(
    request: pytest.FixtureRequest,
    samples: Callable[[str], Path],
    tmp_path_factory: pytest.TempPathFactory,
    browser: Browser,
) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("pages")
    with stage_of(samples, folder, request.param, browser, QMS_TODAY=DAY) as made:
        yield made


def language_of(stage: Stage) -> str:
    """Return the language of the sample, in which its people read."""
    from qms.workspace.workspace import Workspace

    return Workspace(stage.site.root).settings.language


def people_of(stage: Stage) -> dict[str, str]:
    """Return for each role that somebody has a person, rather one who has no other role."""
    from qms.workspace.workspace import Workspace

    found: dict[str, str] = {}
    people = Workspace(stage.site.root).settings.people
    for person in sorted(people, key=lambda one: (len(one.roles), one.id != AUDITOR)):
        for role in person.roles:
            found.setdefault(role, person.id)
    return {role: found[role] for role in ROLES if role in found}


def crawled(stage: Stage, starts: list[str], people: dict[str, str], *, more: bool) -> dict[str, Found]:
    """Return what each role comes to, from its first page by links and from the addresses behind forms."""
    found: dict[str, Found] = {}
    files: set[str] = set()
    for role, person in people.items():
        is_first = role == ROLES[0]
        found[role] = crawl(
            stage.site,
            stage.site.client_of(person),
            [*starts, f"/auditor/releases?person={AUDITOR}"] if is_first else ["/"],
            more=is_first and more,
            known=files,
        )
        if is_first:
            files = found[role].rules - set(found[role].endpoints.values())
    return found


def new_bones(found: dict[str, Found]) -> Iterator[tuple[str, str, bool]]:
    """Yield role and address of the pages that hold kinds of elements which no role's page of that rule held before.

    The third value says whether it is the first page of its rule.
    """
    seen: dict[str, set[str]] = defaultdict(set)
    for role, one in found.items():
        for address, parts in one.pages.items():
            rule = one.endpoints[address]
            if not parts <= seen[rule]:
                yield role, address, not seen[rule]
                seen[rule] |= parts


def looked_at(visitor: Visitor, address: str, language: str, axe_skips: tuple[str, ...]) -> list[str]:
    """Return what is wrong with a page; the milder findings of axe-core in brackets."""
    page = visitor.go(address)
    page.set_viewport_size({"width": WIDE, "height": 900})
    if page.locator("[data-fragment], [data-load]").count():
        page.wait_for_load_state("networkidle")
    wrong, mild = axe(page, axe_skips)
    wrong += bones(page, language)
    for width in (WIDE, PHONE, NARROW):
        wrong += sideways(page, width)
    wrong += visitor.troubles
    visitor.troubles.clear()
    return wrong + [f"({one})" for one in mild]


def test_every_page_of_every_role(stage: Stage) -> None:
    """In Lithuanian every page; in Norwegian one of each rule, whose colours are those that were looked at already."""
    language = language_of(stage)
    whole = language == "lt"
    people = {role: person for role, person in people_of(stage).items() if whole or role in FEW}
    found = crawled(stage, furnish(stage.site), people, more=whole)
    told = [f"{role} {text}" for role, one in found.items() for text in one.broken]
    visitors = {role: stage.enter(f"={person}") for role, person in people.items()}
    for role, address, is_first in new_bones(found):
        if whole or is_first:
            skips = () if whole else ("color-contrast",)
            told += [
                f"{role} {address}: {one}" for one in looked_at(visitors[role], address, language, skips)
            ]
    rules = {r.endpoint for r in stage.site.app.url_map.iter_rules() if r.methods and "GET" in r.methods}
    unseen = rules - set().union(*(one.rules for one in found.values())) - ELSEWHERE.keys()
    told += [f"never visited: {rule}" for rule in sorted(unseen) if whole]
    milder = [text for text in told if text.endswith(")")]
    assert len(told) == len(milder), "\n".join(sorted(told))
