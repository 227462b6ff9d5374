"""Decide on documents: hand in, approve, send back, revise, withdraw, and record who tried an easy-read text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.documents.drafting import MEGA, start_pdfs
from qms.web.documents.room import (
    as_file,
    at,
    document_at,
    named,
    pages,
    refusal,
    seen_version,
    sentence,
    template_of,
    title_of,
    uploaded,
)
from qms.web.documents.showing import page
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import day_text
from qms.web.refused import past_day

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.documents.control import Document
    from qms.documents.decision import Decision
    from qms.documents.library import Template

ACTS = ("order", "minute", "scan", "decision")
_SCAN_MOST = 31 * MEGA
_FIELDS = {
    "author_needed": "author",
    "act_needed": "act",
    "order_needed": "number",
    "scan_needed": "scan",
    "scan_unusable": "scan",
    "significance_needed": "significant",
    "dates_backwards": "review_due",
    "not_the_approver": "by",
    "author_approves": "by",
}
"""The field that a refusal is about, by its code."""


@pages.post("/documents/<slug>/submit")
@needs(Right.DRAFT)
def submit(slug: str) -> str | Response | tuple[str, int]:
    """Hand the working copy in for review, the one that was seen."""
    from qms.documents.control import check_seen
    from qms.documents.review import submit as hand_in
    from qms.documents.uploading import check_copy

    document = document_at(slug)
    try:
        check_seen(document, seen_version())
        check_copy(here().workspace, document, request.form.get("copy", ""))
        done = hand_in(here().workspace, document)
    except QmsError as error:
        told = refusal(error)
        return page(document_at(slug), told=told), told.status
    flash(sentence("submitted", title=title_of(document), number=done.number))
    if done.left:
        flash(say("submitted_left", {"count": len(done.left), "names": list(done.left)}), "warn")
    return redirect(at("show", document))


@pages.get("/documents/<slug>/approve")
@needs(Right.APPROVE)
def approve_form(slug: str) -> str:
    """Show the form of an approval."""
    return _approve_page(document_at(slug), Form(request.args))


@pages.post("/documents/<slug>/approve")
@needs(Right.APPROVE)
def approve(slug: str) -> str | Response | tuple[str, int]:
    """Approve the working copy that was seen; the rules of documents say who may, and by what act."""
    from qms.documents.approval import approve as freeze
    from qms.documents.approval import check_open, terms_of
    from qms.documents.control import check_seen
    from qms.documents.uploading import check_copy

    document, form = document_at(slug), Form(request.form)
    valid_from, review_due = form.day("valid_from"), form.day("review_due")
    note, significant = form.text("note", longest=500), form.one("significant", ("yes", "no"))
    asked = _asked_act(form)
    if not form.ok:
        return _approve_page(document, form), 400
    try:
        check_seen(document, seen_version())
        check_copy(here().workspace, document, request.form.get("copy", ""))
        check_open(document)
        terms = terms_of(
            here().workspace,
            document,
            valid_from=valid_from,
            review_due=review_due,
            note=note,
            significant={"yes": True, "no": False}.get(significant),
        )
        decision = _decision(document, asked)
        done = freeze(here().workspace, document, decision, terms, pdf=False)
    except QmsError as error:
        return _wrong(document_at(slug), form, error, _approve_page)
    facts = {"valid_from": day_text(done.valid_from), "review_due": day_text(done.review_due)}
    flash(sentence("approved_done", title=title_of(document), number=done.number, **facts))
    if done.parts:
        flash(say("approved_with", {"parts": [say(f"part_{part}") for part in done.parts]}))
    if _office():
        start_pdfs([], at("show", document))
    return redirect(at("show", document))


def _office() -> bool:
    from indexer.extract.tools import find_office

    return find_office() is not None


def _asked_act(form: Form) -> dict[str, Any]:
    """Return what a form says of who decided and by what act; what is wrong is told beside its field."""
    from qms.documents.uploading import check_scan

    people = tuple(person.id for person in here().workspace.settings.people)
    asked: dict[str, Any] = {
        "by": form.one("by", people) or None,
        "act": form.one("act", ACTS) or None,
        "number": form.text("number", longest=80),
        "on": past_day(form, "on"),
        "author": form.one("author", people) or None,
        "scan": None,
    }
    sent = uploaded("scan")
    if sent is not None:
        data = sent.read(_SCAN_MOST)
        try:
            check_scan(data)
            asked["scan"] = (data, sent.filename or "scan")
        except QmsError as error:
            form.wrong["scan"] = refusal(error).text
    return asked


def _decision(document: Document, asked: dict[str, Any]) -> Decision:
    from qms.documents.decision import decide

    template = template_of(named(document.slug))
    if (asked["by"] or here().person.id) != here().person.id:
        _check_own(template)
    facts = {key: asked[key] for key in ("by", "act", "number", "on", "author")}
    if asked["scan"] is None:
        return decide(here().workspace, template, document, **facts)
    with as_file(*asked["scan"]) as path:
        return decide(here().workspace, template, document, scan=path, **facts)


def _check_own(template: Template) -> None:
    """Refuse who neither decides on such documents nor keeps them; raises NotTheApprover."""
    from qms.documents.decision import NotTheApprover, may_decide

    person = here().person
    if not may_decide(person, template) and not here().may(Right.DRAFT):
        raise NotTheApprover(person=person.name, role=template.approver)


def _wrong(document: Document, form: Form, error: QmsError, show: Any) -> tuple[str, int]:
    """Return a form again with what was typed, the refusal beside its field where it has one."""
    told = refusal(error)
    field = _FIELDS.get(error.code)
    if field is not None:
        form.wrong[field] = f"{told.text} {told.hint}".strip()
        return show(document, form), told.status
    return show(document, form, told), told.status


def _approve_page(document: Document, form: Form, told: Any = None) -> str:
    from qms.documents.approval import passages_left, working_bytes
    from qms.documents.decision import NOBODY
    from qms.documents.uploading import copy_digest
    from qms.model.months import add_months
    from qms.workspace import clock

    template = template_of(named(document.slug))
    left: list[str] = []
    try:
        left = passages_left(here().workspace, document, working_bytes(here().workspace, document))
    except QmsError as error:
        told = told or refusal(error)
    return render_template(
        "documents/approve.html",
        document=document,
        title=title_of(document),
        form=form,
        told=told,
        copy=copy_digest(here().workspace, document),
        left=left if document.newest.base else [],
        usual_from=clock.today(),
        usual_due=add_months(clock.today(), template.review_months),
        role=template.approver,
        ask_author=document.newest.prepared_by == NOBODY,
        first=document.latest_approved is None,
        **_people_and_acts(document),
    )


def _people_and_acts(document: Document) -> dict[str, Any]:
    from qms.documents.decision import may_decide

    template = template_of(named(document.slug))
    people = here().workspace.settings.people
    return {
        "deciders": [(p.id, p.name) for p in people if may_decide(p, template)],
        "authors": [(p.id, p.name) for p in people],
        "acts": [(act, say(f"act_{act}")) for act in ACTS],
        "is_own": may_decide(here().person, template),
    }


@pages.get("/documents/<slug>/send-back")
@needs(Right.APPROVE, Right.DRAFT)
def send_back_form(slug: str) -> str:
    """Show the form for sending a document back."""
    return _simple_page(document_at(slug), Form(request.args), kind="send_back")


@pages.post("/documents/<slug>/send-back")
@needs(Right.APPROVE, Right.DRAFT)
def send_back(slug: str) -> str | Response | tuple[str, int]:
    """Send a document in review back, with what is to be changed."""
    from qms.documents.control import check_seen
    from qms.documents.review import send_back as back

    document, form = document_at(slug), Form(request.form)
    because = form.text("because", required=True, longest=500)
    if not form.ok:
        return _simple_page(document, form, kind="send_back"), 400
    try:
        check_seen(document, seen_version())
        _check_own(template_of(named(document.slug)))
        back(here().workspace, document, because)
    except QmsError as error:
        return _wrong(document_at(slug), form, error, _send_back_page)
    flash(say("web_doc_sent_back", {"title": title_of(document)}))
    return redirect(at("show", document))


def _send_back_page(document: Document, form: Form, told: Any = None) -> str:
    return _simple_page(document, form, told, kind="send_back")


@pages.get("/documents/<slug>/revise")
@needs(Right.DRAFT)
def revise_form(slug: str) -> str:
    """Show the form for a new version."""
    return _simple_page(document_at(slug), Form(request.args), kind="revise")


@pages.post("/documents/<slug>/revise")
@needs(Right.DRAFT)
def revise(slug: str) -> str | Response | tuple[str, int]:
    """Open a new version; the approved one keeps counting."""
    from qms.documents.control import check_seen
    from qms.documents.review import revise as begin

    document, form = document_at(slug), Form(request.form)
    note = form.text("note", longest=500)
    if not form.ok:
        return _simple_page(document, form, kind="revise"), 400
    try:
        check_seen(document, seen_version())
        results = begin(here().workspace, document, note)
    except QmsError as error:
        return _wrong(document_at(slug), form, error, _revise_page)
    after = document_at(slug)
    flash(say("revised", {"title": title_of(after), "number": after.newest.number, "path": after.path}))
    if after.latest_approved is not None:
        flash(say("revised_held", {"number": after.latest_approved.number}))
    main = next((r for r in results if r.merged is not None and r.address == after.address), None)
    return page(after, results=main) if main is not None else redirect(at("show", after))


def _revise_page(document: Document, form: Form, told: Any = None) -> str:
    return _simple_page(document, form, told, kind="revise")


@pages.get("/documents/<slug>/withdraw")
@needs(Right.APPROVE)
def withdraw_form(slug: str) -> str:
    """Show the form for taking a document out of force."""
    return _simple_page(document_at(slug), Form(request.args), kind="withdraw")


@pages.post("/documents/<slug>/withdraw")
@needs(Right.APPROVE)
def withdraw(slug: str) -> str | Response | tuple[str, int]:
    """Take a document out of force."""
    from qms.documents.control import check_seen
    from qms.documents.review import NothingInForce
    from qms.documents.review import withdraw as take

    document, form = document_at(slug), Form(request.form)
    because = form.text("because", required=True, longest=500)
    asked = _asked_act(form)
    if not form.ok:
        return _simple_page(document, form, kind="withdraw"), 400
    try:
        check_seen(document, seen_version())
        if document.latest_approved is None:
            raise NothingInForce(title=document.title)
        number = take(here().workspace, document, _decision(document, asked), because)
    except QmsError as error:
        return _wrong(document_at(slug), form, error, _withdraw_page)
    flash(say("withdrawn", {"title": title_of(document), "number": number}))
    return redirect(at("show", document))


def _withdraw_page(document: Document, form: Form, told: Any = None) -> str:
    return _simple_page(document, form, told, kind="withdraw")


@pages.get("/documents/<slug>/tried")
@needs(Right.DRAFT)
def tried_form(slug: str) -> str:
    """Show the form for recording who tried an easy-read text."""
    return _simple_page(document_at(slug), Form(request.args), kind="tried")


@pages.post("/documents/<slug>/tried")
@needs(Right.DRAFT)
def tried(slug: str) -> str | Response | tuple[str, int]:
    """Record who tried an easy-read text, and when."""
    from qms.documents.control import check_seen
    from qms.documents.trying import record_trial

    document, form = document_at(slug), Form(request.form)
    who, day = form.text("who", required=True, longest=200), past_day(form, "day", required=True)
    if not form.ok or day is None:
        return _simple_page(document, form, kind="tried"), 400
    try:
        check_seen(document, seen_version())
        record_trial(here().workspace, document, who, day)
    except QmsError as error:
        return _wrong(document_at(slug), form, error, _tried_page)
    flash(say("tried", {"title": title_of(document), "who": who, "date": day_text(day)}))
    return redirect(at("show", document))


def _tried_page(document: Document, form: Form, told: Any = None) -> str:
    return _simple_page(document, form, told, kind="tried")


def _simple_page(document: Document, form: Form, told: Any = None, *, kind: str) -> str:
    """Return one of the short forms: send_back, revise, withdraw or tried."""
    more = _people_and_acts(document) if kind == "withdraw" else {}
    return render_template(
        "documents/decide.html",
        document=document,
        title=title_of(document),
        form=form,
        told=told,
        kind=kind,
        **more,
    )
