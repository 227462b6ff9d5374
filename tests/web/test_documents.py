"""Prove the pages of documents over HTTP, in Lithuanian: from the questions to the document in force."""

from __future__ import annotations

import io
import json
import re
from html import escape, unescape
from typing import TYPE_CHECKING, Any

import docx
import pytest

from qms.locale.sentences import say
from qms.locale.translator import activate, current

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Browser, Site

SLUG = "complaints-procedure"
PAGE = f"/documents/{SLUG}"
PASSAGE = "Sakinys, kurį koordinatorė įrašė pati."


@pytest.fixture
def lt(site: Callable[..., Site], monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return the Lithuanian sample with its pages, on the day on which the commands of the tests stand."""
    monkeypatch.setenv("QMS_TODAY", "2026-06-01")
    return site("lt")


def said(code: str, **params: Any) -> str:
    """Return a sentence as the page holds it, in Lithuanian."""
    before = current()
    activate("lt")
    try:
        return escape(say(code, params))
    finally:
        activate(before)


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def seen(page: str) -> dict[str, str]:
    """Return what the first form of a page that shows a document has seen."""
    copy = re.search(r'name="copy" value="([^"]*)"', page)
    return {"seen": hidden(page, "seen")} | ({"copy": copy[1]} if copy else {})


def edited(data: bytes, text: str = PASSAGE) -> bytes:
    """Return a Word file with a sentence more in its longest paragraph."""
    word = docx.Document(io.BytesIO(data))
    longest = max(word.paragraphs, key=lambda p: len(p.text))
    longest.add_run(f" {text}")
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def upload(browser: Browser, data: bytes, page: str, code: int = 302, name: str = "edited.docx") -> str:
    """Send an edited file with what the page has seen, and return the answer."""
    form = browser.with_token(seen(page)) | {"file": (io.BytesIO(data), name)}
    answer = browser.raw("POST", f"{PAGE}/upload", code, data=form, content_type="multipart/form-data")
    return answer.get_data(as_text=True)


def copy_of(browser: Browser) -> bytes:
    """Return the working copy as it is handed out."""
    return browser.raw("GET", f"{PAGE}/copy").data


def document_need(site: Site) -> str:
    """Return how the document need of indicator 26 stands, as the command says."""
    needs = site.qms.indicator("26")["needs"]
    return next(need["state"] for need in needs if need["kinds"] == ["document"])


def on_disk(site: Site) -> bytes:
    """Return the working copy."""
    return (site.root / "documents" / f"{SLUG}.lt.docx").read_bytes()


def test_from_the_questions_to_the_procedure_in_force(lt: Site) -> None:
    egle, ruta = lt.client("quality_coordinator"), lt.client("director")
    assert document_need(lt) == "expired"
    _answers(lt, egle)
    egle.post(f"{PAGE}/draft", {"seen": hidden(egle.get(PAGE), "seen")}, 200)
    _edits_and_hands_in(lt, egle)

    assert f"{PAGE}/approve?lang=lt" in ruta.get(PAGE)
    form = ruta.get(f"{PAGE}/approve")
    refused = ruta.post(f"{PAGE}/approve", {**seen(form), "note": "Sutrumpinti terminai"}, 400)
    assert said("order_needed", title="Skundų nagrinėjimo tvarkos aprašas") in refused
    assert "Sutrumpinti terminai" in refused  # what was typed stays
    own = egle.post(f"{PAGE}/approve", {**seen(form), "number": "V-77"}, 400)
    assert said("web_hint_approver") in own
    done = ruta.post(
        f"{PAGE}/approve", {**seen(form), "act": "order", "number": "V-77", "on": "2026-05-29"}, 200
    )
    assert said("word_approved") in done

    assert document_need(lt) == "covered"
    shown = lt.qms.json("document", "show", SLUG)
    assert (shown["status"], shown["approved_by"]) == ("approved", lt.person("director"))
    archived = docx.Document(io.BytesIO(ruta.raw("GET", f"{PAGE}/versions/1/docx").data))
    text = "\n".join(p.text for p in archived.paragraphs)
    cells = "\n".join(c.text for t in archived.tables for r in t.rows for c in r.cells)
    headers = "\n".join(p.text for s in archived.sections for p in s.first_page_header.paragraphs)
    assert "PATVIRTINTA" in text + cells + headers
    assert "V-77" in text + cells + headers
    assert "per 12 d. d." in (text + cells).replace("\N{NO-BREAK SPACE}", " ")
    assert PASSAGE in text
    told = [entry for entry in lt.qms.json("log")["log"] if entry["action"] == "document.approved"]
    assert {entry["actor"] for entry in told} == {lt.person("director")}


def _answers(lt: Site, egle: Browser) -> None:
    """Answer one question anew, with one that does not fit; comments of qms.toml stay."""
    page = egle.get(f"{PAGE}/interview")
    was = {unescape(k): v for k, v in re.findall(r'name="was:([^"]+)" value="([^"]*)"', page)}
    days, years = (
        "common.answer_days",
        next(k for k in was if (k.startswith(SLUG) and "retention" in k) or "years" in k),
    )
    assert days in was
    form = {f"was:{days}": was[days], days: "12", f"was:{years}": was[years], years: "keliolika", "stay": "1"}
    again = egle.post(f"{PAGE}/interview", form, 400)
    assert said("web_doc_part_saved", count=1) in again
    assert 'value="keliolika"' in again
    settings = (lt.root / "qms.toml").read_text(encoding="utf-8")
    assert re.search(r"^answer_days = 12\b", settings, re.MULTILINE)
    assert settings.startswith("# Vėjupės")
    assert "keliolika" not in settings


def _edits_and_hands_in(lt: Site, egle: Browser) -> None:
    page, before = egle.get(PAGE), on_disk(lt)
    data = edited(copy_of(egle))
    upload(egle, data, page)
    assert on_disk(lt) != before
    compared = egle.get(f"{PAGE}/compare")
    assert "<ins>" in compared
    assert PASSAGE in compared
    told = egle.post(f"{PAGE}/submit", seen(egle.get(PAGE)), 200)
    assert said("word_in_review") in told


@pytest.mark.slow  # drafts and merges Word files
def test_drafting_again_keeps_what_was_written_and_shows_both_sides(lt: Site) -> None:
    egle = lt.client("quality_coordinator")
    word = docx.Document(io.BytesIO(copy_of(egle)))
    term = next(
        p for p in word.paragraphs if "nuo prašymo gavimo" in p.text.replace("\N{NO-BREAK SPACE}", " ")
    )
    term.add_run(f" {PASSAGE}")
    stream = io.BytesIO()
    word.save(stream)
    upload(egle, stream.getvalue(), egle.get(PAGE))
    settings = lt.root / "qms.toml"
    settings.write_text(re.sub(r"answer_days = \d+", "answer_days = 11", settings.read_text()))
    ahead = egle.get(f"{PAGE}/compare")
    assert said("web_doc_three_conflicts") in ahead
    assert said("web_doc_three_updated") in ahead
    assert "<ins>" in ahead
    merged = egle.post(f"{PAGE}/draft", seen(egle.get(PAGE)), 200)
    assert said("web_doc_conflicts_mean") in merged
    assert "documents/earlier/" in merged
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(on_disk(lt))).paragraphs)
    assert PASSAGE in text
    fresh = egle.post(f"{PAGE}/draft", {**seen(egle.get(PAGE)), "reset": "1"}, 200)
    assert "documents/earlier/" in fresh
    assert PASSAGE not in "\n".join(p.text for p in docx.Document(io.BytesIO(on_disk(lt))).paragraphs)


@pytest.mark.slow  # drafts and merges Word files
def test_two_people_and_one_document(lt: Site) -> None:
    egle, ruta = lt.client("quality_coordinator"), lt.client("director")
    form, page = ruta.get(f"{PAGE}/approve"), egle.get(PAGE)
    old = copy_of(egle)
    upload(egle, edited(old, "Pirmoji pataisa."), page)
    # Each form that was made before is told, and nothing happens.
    now = on_disk(lt)
    told = upload(egle, edited(old, "Antroji pataisa."), page, 409)
    assert said("copy_changed_since", title="Skundų nagrinėjimo tvarkos aprašas") in told
    assert "Pirmoji" in told  # what lies there now, beside what was sent
    assert "Antroji" in told
    late = ruta.post(f"{PAGE}/approve", {**seen(form), "number": "V-1", "note": "Mano pastaba"}, 409)
    assert "Mano pastaba" in late
    for address, more in (("submit", {}), ("draft", {"reset": "1"})):
        egle.post(f"{PAGE}/{address}", {**seen(page), **more}, 409)
    assert on_disk(lt) == now
    assert lt.qms.json("document", "show", SLUG)["status"] == "draft"
    # The page was opened after the other's upload, but the file was fetched before it: the file tells.
    assert "Pirmoji" in upload(egle, edited(old, "Antroji pataisa."), egle.get(PAGE), 409)
    policy = egle.get("/documents/quality-policy/revise")
    stale = {"seen": str(int(hidden(policy, "seen")) - 1)}
    kept = egle.post("/documents/quality-policy/revise", {**stale, "note": "Nauji tikslai"}, 409)
    assert "Nauji tikslai" in kept
    gone = ruta.post("/documents/quality-policy/withdraw", {**stale, "because": "Sena", "number": "V-2"}, 409)
    assert "Sena" in gone
    # With what stands there now, the same is done.
    egle.post("/documents/quality-policy/revise", {**seen(policy), "note": "Nauji tikslai"}, 200)
    assert lt.qms.json("document", "show", "quality-policy")["version"] == 2


def test_answers_of_two_people_do_not_overwrite_each_other(lt: Site) -> None:
    egle = lt.client("quality_coordinator")
    page = egle.get(f"{PAGE}/interview")
    was = {unescape(k): v for k, v in re.findall(r'name="was:([^"]+)" value="([^"]*)"', page)}
    keys = ("common.answer_days", "common.director_title")
    texts = {key: unescape(re.search(rf'id="f-{key}"[^>]*value="([^"]*)"', page)[1]) for key in keys}  # type: ignore[index]
    settings = lt.root / "qms.toml"
    settings.write_text(settings.read_text().replace(f"answer_days = {texts[keys[0]]}", "answer_days = 7"))
    form = {f"was:{key}": was[key] for key in keys} | texts
    # Untouched here, changed elsewhere: the other's answer stays.
    egle.post(f"{PAGE}/interview", {**form, keys[1]: "vadovė"}, 200)
    assert "answer_days = 7" in settings.read_text()
    assert 'director_title = "vadovė"' in settings.read_text()
    # Changed on both sides: told, what was typed stays, and nothing is written.
    clash = egle.post(f"{PAGE}/interview", {**form, keys[0]: "9"}, 409)
    assert said("web_doc_answers_changed") in clash
    assert 'value="9"' in clash
    assert said("web_doc_now_there") in clash
    assert "answer_days = 7" in settings.read_text()
    mended = {f"was:{keys[0]}": hidden(clash, f"was:{keys[0]}"), keys[0]: "9"}
    egle.post(f"{PAGE}/interview", mended, 200)
    assert "answer_days = 9" in settings.read_text()
    # Emptied: the answer goes, and the document is none the worse.
    now = egle.get(f"{PAGE}/interview")
    egle.post(f"{PAGE}/interview", {f"was:{keys[0]}": hidden(now, f"was:{keys[0]}"), keys[0]: ""}, 200)
    assert "answer_days" not in settings.read_text()


def test_rows_are_added_without_a_script_and_suggestions_taken(lt: Site) -> None:
    egle = lt.client("quality_coordinator")
    page = egle.get(f"{PAGE}/interview")
    key = next(re.finditer(r'name="add" value="([^"]+)"', page))[1]
    cells = dict.fromkeys(re.findall(rf'name="({re.escape(key)}:\d+:\d+)"', page), "")
    last = max(int(name.split(":")[1]) for name in cells)
    typed = {**cells, f"{key}:{last}:0": "Nauja įstaiga"}
    form = {f"was:{key}": hidden(page, f"was:{key}"), **typed, "add": key}
    before = (lt.root / "qms.toml").read_bytes()
    more = egle.post(f"{PAGE}/interview", form, 200)
    assert f'name="{key}:{last + 1}:0"' in more
    assert "Nauja įstaiga" in more
    assert (lt.root / "qms.toml").read_bytes() == before
    take = next(re.finditer(r'name="take" value="([^"]+)"', page))[1]
    taken = egle.post(
        f"{PAGE}/interview", {f"was:{take}": hidden(page, f"was:{take}"), take: "", "take": take}, 200
    )
    area = re.search(rf'<textarea id="f-{re.escape(take)}"[^>]*>([^<]+)</textarea>', taken)
    assert area is not None
    assert len(area[1]) > 80


@pytest.mark.slow  # two versions of a Word file
def test_a_second_version_is_decided_on_paper_and_typed_in(lt: Site) -> None:
    egle = lt.client("quality_coordinator")
    page = "/documents/quality-policy"
    egle.post(f"{page}/revise", seen(egle.get(f"{page}/revise")), 200)
    form = egle.get(f"{page}/approve")
    typed = {**seen(form), "by": lt.person("director"), "number": "V-88", "act": "scan", "note": "Tikslai"}
    asked = egle.post(f"{page}/approve", typed, 400)
    assert said("significance_needed", title="Kokybės politika") in asked
    typed["significant"] = "no"
    assert said("scan_needed", title="Kokybės politika") in egle.post(f"{page}/approve", typed, 400)
    for data, code in ((b"MZ no scan", 400), (b"%PDF-1.7 signed", 302)):
        sent = egle.with_token(typed) | {"scan": (io.BytesIO(data), "order.pdf")}
        egle.raw("POST", f"{page}/approve", code, data=sent, content_type="multipart/form-data")
    newest = lt.qms.json("document", "show", "quality-policy")["versions"][0]
    assert (newest["number"], newest["approved_by"], newest["typed_by"]) == (2, "ruta", "egle")
    assert newest["significant"] is False
    assert egle.raw("GET", f"{page}/versions/2/scan").data == b"%PDF-1.7 signed"
    lt.client_of("gintare").get(f"{page}/versions/2/scan", 404)
    gone = egle.get(f"{page}/withdraw")
    why = {**seen(gone), "because": "Nebereikalinga", "by": "ruta", "act": "minute", "number": "3"}
    assert "Nebereikalinga" in egle.post(f"{page}/withdraw", why, 200)
    lt.client_of("gintare").get(f"{page}/read", 404)


def test_only_the_word_file_of_this_document_is_taken(lt: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    egle = lt.client("quality_coordinator")
    page, before = egle.get(PAGE), on_disk(lt)
    other = egle.raw("GET", "/documents/quality-policy/copy").data
    assert said("not_this_document", title="Skundų nagrinėjimo tvarkos aprašas") in upload(
        egle, other, page, 400
    )
    raw = (lt.root / "documents" / "quality-policy.lt.docx").read_bytes()
    assert said("not_this_document", title="Skundų nagrinėjimo tvarkos aprašas") in upload(
        egle, raw, page, 400
    )
    assert said("upload_not_word") in upload(egle, b"%PDF-1.7 no", page, 400)
    assert said("upload_macro") in upload(egle, _with_macro(copy_of(egle)), page, 400)
    with monkeypatch.context() as patch:
        patch.setattr("qms.documents.wordfile.MAX_FILE", 2000)
        assert said("upload_too_large") in upload(egle, edited(copy_of(egle)), page, 400)
    assert on_disk(lt) == before
    upload(egle, copy_of(egle), page)
    assert on_disk(lt) == before  # handed out and back unchanged
    (lt.root / "documents" / f".~lock.{SLUG}.lt.docx#").touch()
    assert said("hint_close_file") in upload(egle, edited(copy_of(egle)), page, 400)


def _with_macro(data: bytes) -> bytes:
    import zipfile

    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return stream.getvalue()


@pytest.mark.slow
def test_who_may_see_and_do_what(lt: Site) -> None:
    staff, manager = lt.client_of("gintare"), lt.client("manager")
    assert "VEIKLOS" in staff.get("/documents/quality-policy/read").upper()
    staff.raw("GET", "/documents/quality-policy/read?part=staff")
    staff.raw("GET", "/documents/quality-policy/versions/1/docx")
    for address in (f"{PAGE}/read", f"{PAGE}/read?draft=1", "/documents/quality-policy/read?draft=1"):
        if "quality-policy" not in address:
            staff.get(address, 404)
    assert said("web_doc_reading_draft") not in staff.get("/documents/quality-policy/read?draft=1")
    for address in (
        "/documents",
        "/documents/review",
        PAGE,
        f"{PAGE}/copy",
        f"{PAGE}/compare",
        f"{PAGE}/interview",
    ):
        staff.get(address, 403)
    assert said("web_doc_reading_draft") in manager.get(f"{PAGE}/read?draft=1")
    manager.get(f"{PAGE}/interview", 403)
    for address in ("draft", "submit", "upload", "revise"):
        manager.post(f"{PAGE}/{address}", {"seen": "1"}, 403)
    refused = manager.post(f"{PAGE}/approve", {**seen(manager.get(f"{PAGE}/approve")), "number": "V-3"}, 400)
    assert said("web_hint_approver") in refused
    assert lt.qms.json("document", "show", SLUG)["status"] == "draft"


def test_the_library_says_what_is_required_and_what_is_missing(
    lt: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QMS_TODAY", "2026-10-01")
    egle = lt.client("quality_coordinator")
    page = egle.get("/documents")
    assert page.index(said("web_doc_rank_required")) < page.index(said("web_doc_rank_supporting"))
    assert 'href="/documents/code-of-ethics"' in page
    missing = egle.get("/documents?status=missing")
    assert 'href="/documents/code-of-ethics"' in missing
    assert f'href="{PAGE}' not in missing
    only = egle.get("/documents?indicator=26")
    assert f'href="{PAGE}?lang=lt' in only
    assert 'href="/documents/code-of-ethics"' not in only
    assert "quality-policy" in egle.get("/documents?review=red")
    assert said("review_red", date="2026-09-15") in egle.get("/documents/review")
    begun = egle.get("/documents/code-of-ethics")
    assert said("web_doc_step_adopt") in begun
    egle.get("/documents/no-such-thing", 404)
    egle.get(f"{PAGE}?part=cover", 404)


@pytest.mark.slow  # drafts 25 documents with what goes with them
def test_many_drafts_are_made_beside_the_requests(lt: Site) -> None:
    egle = lt.client("quality_coordinator")
    answer = egle.raw("POST", "/documents/draft", 302, data=egle.with_token({"which": "required"}))
    job = lt.server.jobs.get(answer.headers["Location"].rsplit("/", 1)[-1])
    assert job is not None
    assert job.wait(60)
    assert job.error is None
    assert job.outcome[1]["made"] > 5
    assert (lt.root / "documents" / "code-of-ethics.lt.docx").is_file()
    assert job.address == "/documents"


@pytest.mark.slow
def test_sent_back_read_adopted_and_tried(lt: Site) -> None:
    egle, ruta = lt.client("quality_coordinator"), lt.client("director")
    egle.post(f"{PAGE}/submit", seen(egle.get(PAGE)), 200)
    back = ruta.get(f"{PAGE}/send-back")
    assert said("web_field_required") in ruta.post(f"{PAGE}/send-back", {**seen(back), "because": " "}, 400)
    ruta.post(f"{PAGE}/send-back", {**seen(back), "because": "Trūksta terminų"}, 200)
    assert "Trūksta terminų" in egle.get(PAGE)
    # The trail is for ids and references: what somebody typed stands with the version, until it is handed in again.
    assert "Trūksta terminų" not in json.dumps(lt.qms.json("log"), ensure_ascii=False)
    now = lt.qms.json("document", "show", SLUG)["versions"][0]
    assert (now["returned_because"], now["returned_by"]) == ("Trūksta terminų", "ruta")
    egle.post(f"{PAGE}/submit", seen(egle.get(PAGE)), 200)
    assert "Trūksta terminų" not in egle.get(PAGE)
    easy = egle.get(f"{PAGE}/tried?part=easy")
    form = {**seen(easy), "who": "Jaunimo taryba", "day": "2026-05-10"}
    assert "Jaunimo taryba" in egle.post(f"{PAGE}/tried?part=easy", form, 200)

    read = "/documents/quality-policy/readings"
    page = egle.get(read)
    given = {
        "version": hidden(page, "version"),
        "group": "darbuotojai",
        "people": "Ona Onaitė\nJonas Jonaitis",
    }
    assert "Ona Onaitė" in egle.post(read, {**given, "day": "2026-06-01"}, 200)
    rows = lt.qms.json("document", "read", "quality-policy")["groups"]
    assert next(row["read"] for row in rows if row["group"] == "darbuotojai") == 2
    assert said("web_doc_sign_text") in egle.get(f"{read}/list?group=darbuotojai")
    assert egle.raw("GET", f"{read}/sheet?group=darbuotojai").data.startswith(b"PK")

    own = docx.Document()
    own.add_paragraph("Mūsų etikos kodeksas")
    stream = io.BytesIO()
    own.save(stream)
    past = {
        "approved_by": "Rūta",
        "approved_on": "2025-03-01",
        "act": "order",
        "number": "V-9",
        "version": "3",
    }
    sent = egle.with_token(past) | {"file": (io.BytesIO(stream.getvalue()), "kodeksas.docx")}
    egle.raw("POST", "/documents/code-of-ethics/adopt", 302, data=sent, content_type="multipart/form-data")
    shown = lt.qms.json("document", "show", "code-of-ethics")
    assert (shown["status"], shown["version"]) == ("approved", 3)
    assert "Mūsų etikos kodeksas" in lt.client_of("gintare").get("/documents/code-of-ethics/read")
