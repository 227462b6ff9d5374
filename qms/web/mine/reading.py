"""Let somebody read a document in short form, answer its questions, and confirm that it was read and understood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from qms.documents.reading_duty import confirm_read
from qms.locale.sentences import say
from qms.model.errors import ChangedMeanwhile
from qms.people.access import Right
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.mine.room import address_of, document_of, html_of, pages, sheet_of, title_of
from qms.workspace import clock

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.documents.reading_duty import ToRead


@pages.get("/me/documents/<slug>")
@needs(Right.OWN)
def document(slug: str) -> str:
    """Show the sheet with its questions."""
    return _page(document_of(slug), Form(request.form))


@pages.post("/me/documents/<slug>")
@needs(Right.OWN)
def confirm(slug: str) -> str | Response | tuple[str, int]:
    """Record that the person read and understood the document; the answers are looked at by nobody and not kept."""
    h, one, form = here(), document_of(slug), Form(request.form)
    sheet = sheet_of(one)
    for number in range(1, len(sheet.questions if sheet else ()) + 1):
        answered = form.text(f"answer{number}", longest=2000) or form.ticked(f"ask{number}")
        if not answered:
            form.fail(f"answer{number}", "web_mine_answer_needed", {"number": number})
    if not form.ticked("understood"):
        form.fail("understood", "web_mine_tick_needed")
    seen = form.whole("version", most=9999) or 0
    if not form.ok:
        return _page(one, form), 400
    try:
        confirm_read(h.workspace, h.person, one, seen)
    except ChangedMeanwhile:
        return _page(one, form, say("web_mine_other_version")), 409
    flash(say("web_mine_confirmed", {"title": title_of(one)}))
    return redirect(url_for("mine.show"))


@pages.get("/me/documents/<slug>/text")
@needs(Right.OWN)
def text(slug: str) -> str:
    """Show the whole text of the version that people read now."""
    one = document_of(slug)
    return render_template(
        "mine/text.html", one=one, html=html_of(one.document), files=_files(one), day=clock.today()
    )


def _page(one: ToRead, form: Form, told: str = "") -> str:
    sheet = sheet_of(one)
    return render_template(
        "mine/document.html",
        one=one,
        sheet=sheet,
        html="" if sheet else html_of(one.document),
        files=_files(one),
        form=form,
        told=told,
        back=address_of(one),
        day=clock.today(),
    )


def _files(one: ToRead) -> list[tuple[str, str]]:
    """Return the addresses of the document as files, while the version is the one in force."""
    from qms.documents.reading_duty import approved_file

    if one.document.in_force(clock.today()) != one.version:
        return []
    path = approved_file(here().workspace, one.document, one.version)
    if path is None:
        return []
    there = [path.suffix[1:]]
    if path.suffix != ".pdf" and path.with_suffix(".pdf").is_file():
        there.insert(0, "pdf")
    place: dict[str, Any] = {"lang": one.document.language, "instance": one.document.instance or None}
    return [
        (
            url_for(
                "documents.version_file",
                slug=one.document.slug,
                number=one.version.number,
                ending=ending,
                **place,
            ),
            {"pdf": "PDF", "docx": "Word"}.get(ending, ending.upper()),
        )
        for ending in there
    ]
