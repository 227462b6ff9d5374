"""Walk the main journeys of the four people in Chromium, in two languages; commands say what came of them."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import docx
import pytest
from pypdf import PdfReader

from tests.web.browser import PHONE, chromium_running, said, stage_of
from tests.web.furnished import AUDITOR, PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.web.browser import Stage, Visitor

pytestmark = pytest.mark.slow

DAY = "2026-06-22"
ASSESSED = {"lt": DAY, "nb": "2026-06-15"}  # what holds only later does not count on that day
SLUG = "complaints-procedure"
PASSAGE = {"lt": "Sakinys, kurį koordinatorė įrašė pati.", "nb": "En setning som koordinatoren skrev selv."}
NOTE = {"lt": "Sutrumpinti terminai", "nb": "Kortere frister"}
DEADLINE = {"lt": r"per 12\s+d\.\s+d\.", "nb": r"Innen 12\s+arbeidsdager"}
WORD = {"lt": "skundas", "nb": "klage"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_running() as made:
        yield made


@pytest.fixture(scope="module", params=["lt", "nb"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def stage(
    samples: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory, browser: Browser, language: str
) -> Iterator[Stage]:
    with stage_of(
        samples, tmp_path_factory.mktemp(language), language, browser, QMS_TODAY=ASSESSED[language]
    ) as made:
        yield made


def state_of(stage: Stage, ref: str) -> str:
    """Return the state of an indicator as the command says."""
    entry = next(one for one in stage.site.qms.json("coverage")["indicators"] if one["ref"] == ref)
    return str(entry["state"])


def on_map(visitor: Visitor, ref: str) -> str:
    """Return the state that the cell of an indicator shows on the overview."""
    visitor.go("/")
    cell = visitor.page.locator(f'.map a.cell[href^="/indicators/{ref}"]')
    found = re.search(r"cell (\w+)", cell.get_attribute("class") or "")
    assert found
    return found[1]


def edited(path: Path, sentence: str = PASSAGE["lt"]) -> Path:
    """Add a sentence to the longest paragraph of a Word file."""
    word = docx.Document(io.BytesIO(path.read_bytes()))
    max(word.paragraphs, key=lambda p: len(p.text)).add_run(f" {sentence}")
    word.save(str(path))
    return path


def test_a_complaints_procedure_from_the_questions_to_the_map(
    language: str, stage: Stage, tmp_path: Path
) -> None:
    coordinator, director = stage.enter("quality_coordinator"), stage.enter("director")
    before = on_map(director, "26")
    assert before == state_of(stage, "26")
    _interview(coordinator, language)
    _upload(coordinator, language, tmp_path)
    coordinator.go(f"/documents/{SLUG}?lang={language}").locator("form[action*='/submit'] button").click()
    assert said(language, "word_in_review") in coordinator.text().casefold()
    _approve(director, language)
    shown = stage.site.qms.json("document", "show", SLUG)
    assert (shown["status"], shown["approved_by"]) == ("approved", stage.site.person("director"))
    assert on_map(director, "26") == state_of(stage, "26") == "covered" != before
    archive = stage.site.root / "documents" / "archive"
    kept = "\n".join(
        p.text for f in archive.rglob(f"{SLUG}.{language}.docx") for p in docx.Document(str(f)).paragraphs
    )
    assert PASSAGE[language] in kept
    coordinator.ok()
    director.ok()


def _interview(coordinator: Visitor, language: str) -> None:
    """Answer a question in the form and draft again."""
    page = coordinator.go(f"/documents/{SLUG}?lang={language}")
    page.locator(".actions a[href*='/interview']").first.click()
    page.locator("[name='common.answer_days']").fill("12")
    page.locator("button[name=done]").click()
    page.wait_for_url(re.compile(rf"/documents/{SLUG}(\?|$)"))
    again = page.locator("details:has(form[action*='/draft'])")
    if again.count() and not again.first.evaluate("(one) => one.open"):
        again.first.locator("summary").first.click()
    page.locator("form[action*='/draft'] button").first.click()
    page.wait_for_load_state()
    assert "answer_days = 12" in (coordinator.stage.site.root / "qms.toml").read_text(encoding="utf-8")


def _upload(coordinator: Visitor, language: str, folder: Path) -> None:
    """Download the working copy, change it as Word does, and send it back."""
    page = coordinator.go(f"/documents/{SLUG}?lang={language}")
    with page.expect_download() as waiting:
        page.locator("a[href*='/copy']").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    text = "\n".join(p.text for p in docx.Document(str(path)).paragraphs)
    assert re.search(DEADLINE[language], text)
    coordinator.go(f"/documents/{SLUG}?lang={language}")
    page.locator("a[href*='/upload']").click()
    page.locator("input[type=file]").set_input_files(str(edited(path, PASSAGE[language])))
    page.locator("form[action*='/upload'] button").last.click()
    page.wait_for_url(re.compile(rf"/documents/{SLUG}"))
    coordinator.go(f"/documents/{SLUG}/read?lang={language}&draft=1")
    assert PASSAGE[language] in coordinator.text()


def _approve(director: Visitor, language: str) -> None:
    """Decide on what was handed in; the Lithuanian form prints an order, so it is refused without its number."""
    page = director.go(f"/documents/{SLUG}?lang={language}")
    page.locator("a[href*='/approve']").click()
    note = page.get_by_label(said(language, "web_doc_note"), exact=True)
    note.fill(NOTE[language])
    if language == "lt":
        director.expected.add(400)
        page.locator("form[action*='/approve'] button").last.click()
        page.locator("#errors:focus").wait_for()
        director.expected.discard(400)
        assert note.input_value() == NOTE[language]
        page.get_by_label(said(language, "web_doc_act_number"), exact=True).fill("V-77")
        page.get_by_label(said(language, "web_doc_act_on"), exact=True).fill(DAY)
    page.locator("form[action*='/approve'] button").last.click()
    page.wait_for_url(re.compile(rf"/documents/{SLUG}(\?|$)"))


def test_an_internal_auditor_finds_the_evidence_of_an_indicator_at_the_passage(
    language: str, stage: Stage
) -> None:
    auditor = stage.enter("internal_auditor")
    page = auditor.go("/")
    page.locator('.map a.cell[href^="/indicators/26"]').click()
    place = page.locator("main a[href*='/evidence/'][href*='number=']").first
    place.click()
    page.wait_for_url(re.compile(r"/evidence/e-"))
    page.locator("nav.menu a[href^='/search']").click()
    page.locator("#f-q").press_sequentially(WORD[language], delay=20)
    page.locator("#hits mark").first.wait_for()
    assert f"q={WORD[language]}" in page.url  # nothing was sent by hand
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('#hits a.hit')")
    pdf = page.locator(".hit-file", has=page.locator(".path", has_text=".pdf")).locator("a.place").first
    pdf.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"number="))
    assert said(language, "web_ev_passage_marked") in auditor.text()
    assert (
        page.locator("figure.sheet img").evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 300
    )
    assert not page.locator("button:has-text('" + said(language, "web_ev_accept") + "')").count()
    auditor.ok()


def test_an_external_auditor_sees_what_was_released_and_nothing_else(language: str, stage: Stage) -> None:
    coordinator = stage.enter("quality_coordinator")
    _let_in(coordinator)
    auditor = stage.enter("")
    page = auditor.go("/auditor")
    assert "/login" in page.url
    page.locator("[name=person]").focus()
    page.keyboard.type(AUDITOR)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/auditor"))
    page.locator("a[href*='/auditor/indicators/26']").first.click()
    names = page.locator("article.proof h3 a").all_inner_texts()
    assert names
    page.locator("article.proof a[href*='/auditor/files/']").last.click()
    page.wait_for_url(re.compile("/auditor/files/"))
    released = {one["path"] for one in stage.site.qms.json("user", "release", AUDITOR)["evidence"]}
    assert released
    page.locator("a[href*='/auditor/search']").first.click()
    page.locator("main [name=q]").fill(WORD[language])
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    found = set(page.locator(".hit-file .path").all_inner_texts())
    assert found
    assert {re.split(r" · ", one)[0] for one in found} <= released
    auditor.ok()
    every = [
        one["id"]
        for one in stage.site.qms.json("evidence", "list")["evidence"]
        if one["path"] not in released
    ]
    for address in (
        "/evidence",
        "/documents",
        "/indicators/26",
        "/search?q=plan",
        "/me",
        f"/evidence/{every[0]}",
    ):
        auditor.go(address, 403)
    auditor.go(f"/auditor/files/{every[0]}", 404)
    coordinator.ok()


def _let_in(coordinator: Visitor) -> None:
    """Enter an external auditor, give her an account until a day, and release the evidence of indicator 26."""
    page = coordinator.go("/settings/people/new")
    page.locator("[name='people-name']").fill("Ruth Kavanagh")
    page.locator("[name='people-roles'][value=external_auditor]").check()
    page.locator("[name=id]").fill(AUDITOR)
    page.locator("form[action*='/settings/people'] button").first.click()
    page.wait_for_url(re.compile(rf"/settings/people(/{AUDITOR})?$"))
    coordinator.go(f"/settings/people/{AUDITOR}")
    page.locator("[name=mode][value=typed]").check()
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=again]").fill(PASSWORD)
    page.locator("form[action*='/account'] [name=until]").fill("2026-12-31")
    page.locator("form[action*='/account'] button").click()
    page.wait_for_load_state("networkidle")
    assert AUDITOR in coordinator.stage.site.qms.run("user", "list").out
    coordinator.go(f"/auditor/releases?person={AUDITOR}")
    form = page.locator("form[action*='/releases/indicators']")
    if not form.locator("[name=indicators]").first.is_visible():
        form.locator("summary").first.click()
    form.locator("[name=indicators][value='26']").check()
    form.locator("button").click()
    page.wait_for_load_state("networkidle")


def test_a_manager_prints_the_overview_on_one_page(stage: Stage, tmp_path: Path) -> None:
    manager = stage.enter("manager")
    page = manager.go("/")
    counts = page.locator("ul.counts strong").all_inner_texts()
    path = tmp_path / "overview.pdf"
    page.pdf(path=str(path), prefer_css_page_size=True)
    pages = PdfReader(path).pages
    assert len(pages) == 1
    box = pages[0].mediabox
    assert {round(float(box.width)), round(float(box.height))} == {595, 842}
    text = " ".join(pages[0].extract_text().split())
    for count in counts:
        assert re.search(rf"\b{count}\b", text), (count, text)
    summary = stage.site.qms.json("coverage")["summary"]
    assert sorted(int(one) for one in counts) == sorted(n for n in summary.values() if n)
    manager.ok()


def staff_of(stage: Stage) -> str:
    """Return a member of staff with no other role who has a document with questions to read."""
    from qms.workspace.workspace import Workspace

    people = Workspace(stage.site.root).settings.people
    return next(p.id for p in people if p.roles == ("staff",) and p.groups)


def test_staff_confirm_a_document_and_hear_what_became_of_a_proposal(language: str, stage: Stage) -> None:
    person = staff_of(stage)
    staff = stage.enter(f"={person}", width=PHONE, has_touch=True, is_mobile=True)
    slug = _confirm(stage, staff)
    told = stage.site.qms.json("log", "--limit", "20")["log"]
    assert [one for one in told if (one["actor"], one["action"]) == (person, "document.read")], (slug, told)
    page = staff.go("/me")
    page.locator(".mine-doors a[href*='/me/report']").first.tap()
    page.locator("a[href*='/me/report/proposal']").tap()
    idea = (
        "Prie įėjimo reikia šviesesnės lempos."
        if language == "lt"
        else "Vi trenger en lysere lampe ved inngangen."
    )
    page.locator("[name=text]").fill(idea)
    page.locator("main button.big").tap()
    page.wait_for_url(re.compile("/me/reports"))
    assert idea in staff.text()
    _answer(stage, idea)
    staff.go("/me/reports")
    assert "Lempa pakeista" in staff.text()
    staff.ok()


def _confirm(stage: Stage, staff: Visitor) -> str:
    """Open a document with questions from the own page, answer them and confirm."""
    page = staff.go("/me")
    addresses = [one.get_attribute("href") or "" for one in page.locator("a[href*='/me/documents/']").all()]
    for address in addresses:
        staff.go(address)
        if page.locator("fieldset.question").count() == 3:
            break
    assert page.locator("fieldset.question").count() == 3
    answers = page.locator("fieldset.question textarea")
    answers.nth(0).fill("Žinau / vet")
    answers.nth(1).fill("Klausiu / spør")
    page.locator("fieldset.question input[type=checkbox]").nth(2).tap()
    page.locator("main button.big").tap()  # without the box: told, and nothing is lost
    staff.expected.add(400)
    page.wait_for_selector("#errors")
    assert answers.nth(0).input_value() == "Žinau / vet"
    page.locator("#f-understood").tap()
    page.locator("main button.big").tap()
    page.wait_for_url(re.compile(r"/me(\?|#|$)"))
    staff.troubles = [one for one in staff.troubles if not one.startswith("400")]
    found = re.search(r"/me/documents/([^?/]+)", address)
    assert found
    return found[1]


def _answer(stage: Stage, idea: str) -> None:
    """Let the coordinator answer a proposal in the register."""
    coordinator = stage.enter("quality_coordinator")
    page = coordinator.go("/me/reports/received")
    page.locator("li.card", has_text=idea).locator("a.button").click()
    page.locator("textarea[name$=became], [name$=became]").first.fill("Lempa pakeista")
    page.locator("main form button").first.click()
    page.wait_for_load_state("networkidle")
    coordinator.ok()


DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, { type: "text/plain" }));
  const drop = document.querySelector("[data-drop]");
  for (const kind of ["dragenter", "dragover", "drop"]) drop.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""  # noqa: E501


def test_a_dropped_file_becomes_evidence_by_a_suggestion_with_its_passage(
    language: str, stage: Stage
) -> None:
    coordinator = stage.enter("quality_coordinator")
    ref = "62"
    before = on_map(coordinator, ref)
    assert before == state_of(stage, ref) == "missing"
    ident = drop_in(coordinator, language)
    page = coordinator.page
    page.wait_for_selector("ul.proposals")
    form = page.locator(
        "form[action*='/proposals/accept']", has=page.locator(f"input[name=ref][value='{ref}']")
    )
    form.locator("button").first.click()
    page.wait_for_load_state("networkidle")
    after = on_map(coordinator, ref)
    assert after == state_of(stage, ref) != before
    shown = " ".join(stage.site.qms.run("evidence", "show", ident).out.split())
    assert PLACE[language] in shown
    coordinator.ok()


NAME = "Susitikimo su vietos bendruomene protokolas 2026-05-20.txt"
TEXT = """Susitikimo su vietos bendruomene protokolas

2026-05-20, Vėjupės bendruomenės namai. Dalyvavo bendruomenės pirmininkė ir dvylika paslaugų gavėjų.
1. Paslaugų sąsaja su vietos bendruomene. Paslaugų gavėjai dalyvauja vietos bendruomenės veikloje.
NUTARTA: kiekvienas padalinys su vietos bendruomene susitinka du kartus per metus.
"""
REFERAT = """Referat fra møte med nærmiljøet

2026-05-20, Bjørkesund samfunnshus. Til stede var lederen av velforeningen og tolv deltakere.
1. Forankring i nærmiljøet. Tjenestene er en del av lokalsamfunnet, og deltakerne bruker tilbudene der.
VEDTATT: Hver avdeling møter velforeningen i nærmiljøet to ganger i året.
"""
DROPPED = {"lt": (NAME, TEXT), "nb": ("Referat fra møte med nærmiljøet 2026-05-20.txt", REFERAT)}
PLACE = {"lt": "dalis: „Paslaugų ", "nb": "del: «Tjenestene er "}


def drop_in(coordinator: Visitor, language: str) -> str:
    """Drop a file onto the page of uploads and return its id once its page is open."""
    page = coordinator.go("/evidence/upload")
    page.evaluate(DROP, DROPPED[language])
    assert page.locator(".chosen li").all_inner_texts() == [DROPPED[language][0]]
    page.locator("button[data-sending]").click()
    page.wait_for_url(re.compile(r"/(jobs|evidence)/"))
    coordinator.settled()
    if "/jobs/" in page.url:
        page.locator("main a[href*='/evidence/']").first.click()
    page.wait_for_url(re.compile(r"/evidence/e-"))
    found: Any = re.search(r"/evidence/(e-\w+)", page.url)
    return str(found[1])
