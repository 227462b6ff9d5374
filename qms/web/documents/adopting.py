"""Put an existing Word or PDF file under control as the document in force: one of the evidence, or one sent now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.model.words import EvidenceStatus
from qms.people.access import Right
from qms.web.documents.deciding import ACTS
from qms.web.documents.room import (
    as_file,
    at,
    found_of,
    named,
    pages,
    refusal,
    template_of,
    title_of,
    uploaded,
)
from qms.web.fields import Form, whole_number
from qms.web.here import here, needs
from qms.web.looks import day_text
from qms.web.refused import past_day

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.documents.control import Document
    from qms.web.documents.room import Named

_FILE_MOST = 60 << 20  # bytes
_FIELDS = {"number_taken": "number", "cannot_adopt": "file"}


@pages.get("/documents/<slug>/adopt")
@needs(Right.DRAFT)
def adopt_form(slug: str) -> str:
    """Show the form."""
    wanted = named(slug)
    template_of(wanted)
    return _page(wanted, Form(request.args))


@pages.post("/documents/<slug>/adopt")
@needs(Right.DRAFT)
def adopt(slug: str) -> str | Response | tuple[str, int]:
    """Adopt the file as a version that was approved in the past."""
    from qms.documents.adoption import Past

    wanted, form = named(slug), Form(request.form)
    template_of(wanted)
    number = form.whole("version", least=1, most=9999) or 1
    who, on = (
        form.text("approved_by", required=True, longest=120),
        past_day(form, "approved_on", required=True),
    )
    act, act_number = form.one("act", ACTS) or "order", form.text("number", longest=80)
    valid_from, review_due, note = (
        form.day("valid_from"),
        form.day("review_due"),
        form.text("note", longest=500),
    )
    sent = _sent(form)
    if not form.ok or on is None or sent is None:
        return _page(wanted, form), 400
    past = Past(number, _person(who), on, act, act_number, valid_from, review_due, note)
    try:
        document = _adopt(wanted, sent, past)
    except QmsError as error:
        told = refusal(error)
        field = _FIELDS.get(error.code)
        if field == "number":
            field = "version"
        if field is not None:
            form.wrong[field] = f"{told.text} {told.hint}".strip()
        return _page(wanted, form, None if field else told), told.status
    due = day_text(document.newest.review_due)
    flash(
        say(
            "adopted",
            {"title": title_of(document), "number": number, "review_due": due, "path": document.path},
        )
    )
    return redirect(at("show", document))


def _adopt(wanted: Named, sent: tuple[bytes, str], past: Any) -> Document:
    from qms.documents.adoption import adopt as take
    from qms.documents.control import check_seen

    before = found_of(wanted)
    if before is not None:
        check_seen(before, whole_number(request.form.get("seen", "")) or 0)
    with as_file(*sent) as path:
        return take(here().workspace, path, wanted.address, wanted.language, past)


def _person(text: str) -> str:
    """Return the id of a known person by name, else the text as it is: who approved may have left."""
    people = here().workspace.settings.people
    return next((p.id for p in people if p.name.casefold() == text.casefold()), text)


def _sent(form: Form) -> tuple[bytes, str] | None:
    """Return bytes and name of the file that was sent or chosen among the evidence."""
    from qms.evidence.previewing import NoPreview, original

    sent = uploaded("file")
    if sent is not None:
        return sent.read(_FILE_MOST), sent.filename or ""
    ident = form.text("evidence", longest=80)
    if not ident:
        form.fail("file", "web_doc_choose_file")
        return None
    if ident not in {key for key, _ in _evidence_choices()}:
        form.fail("evidence", "web_field_choice")
        return None
    try:
        name, data = original(here().workspace, ident)
    except NoPreview as error:
        form.wrong["evidence"] = refusal(error).text
        return None
    return data, name


def _evidence_choices() -> list[tuple[str, str]]:
    """Return the Word and PDF files of the evidence that the person may see."""
    from qms.documents.adoption import ENDINGS
    from qms.evidence.listing import list_evidence

    hidden = here().hidden
    return [
        (one.evidence.id, one.evidence.path)
        for one in list_evidence(here().workspace)
        if one.evidence.status is EvidenceStatus.PRESENT
        and one.evidence.id not in hidden
        and one.evidence.path.lower().endswith(ENDINGS)
    ]


def _page(wanted: Named, form: Form, told: Any = None) -> str:
    document = found_of(wanted)
    template = template_of(wanted)
    word = here().workspace.settings.organisation.user_word
    functions = {f.id: f.name for f in here().workspace.settings.functions}
    title = template.title(wanted.language, word, functions.get(wanted.instance, wanted.instance))
    return render_template(
        "documents/adopt.html",
        wanted=wanted,
        document=document,
        title=title_of(document) if document is not None else title,
        form=form,
        told=told,
        evidence=_evidence_choices(),
        chosen=form.text("evidence") or request.args.get("evidence", ""),
        acts=[(act, say(f"act_{act}")) for act in ACTS if act != "decision"],
        people=[p.name for p in here().workspace.settings.people],
        next_number=(document.newest.number + (1 if document.newest.frozen else 0)) if document else 1,
    )
