"""Release evidence and documents to an external auditor, and take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.documents.control import list_documents
from qms.documents.naming import documents_naming, naming_text
from qms.evidence.releasing import release, released_names, withdraw_release
from qms.evidence.visibility import confidential_ids, may_see
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.model.references import Ref
from qms.people.access import Right
from qms.people.accounts import account_of
from qms.state.evidence_rows import known_files
from qms.state.release_rows import evidence_marks
from qms.web.choices import indicator_options
from qms.web.external.room import auditors, pages, title_of
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.refused import refusal
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Collection

    from werkzeug.wrappers import Response

    from qms.documents.naming import Naming
    from qms.evidence.releasing import Releasing
    from qms.model.organisation import Person


@pages.get("/auditor/releases")
@needs(Right.PEOPLE)
def releases() -> str:
    """Show what is released to an auditor, and the forms that change it."""
    return _page(_chosen(request.args.get("person", "")), Form(request.form))


@pages.post("/auditor/releases/indicators")
@needs(Right.PEOPLE)
def release_linked() -> str | Response | tuple[str, int]:
    """Release what hangs on indicators now."""
    h, form = here(), Form(request.form)
    person = _named(form)
    framework = h.workspace.framework
    known = [one.ref for one in framework.indicators]
    refs = tuple(known) if form.ticked("everything") else form.many("indicators", known)
    if form.ok and not refs:
        form.fail("indicators", "web_ext_choose_indicators")
    if not form.ok:
        return _page(person, form), 400
    done = release(h.workspace, person.id, refs=[Ref(framework.id, ref) for ref in refs])
    _tell(done)
    return _back(person)


@pages.post("/auditor/releases/one")
@needs(Right.PEOPLE)
def release_one() -> str | Response | tuple[str, int]:
    """Release one file or document."""
    h, form = here(), Form(request.form)
    person = _named(form)
    file, document = form.text("file", longest=1000), form.text("document", longest=64)
    if not file and not document:
        form.fail("file", "web_ext_choose_thing")
        return _page(person, form), 400
    try:
        done = release(h.workspace, person.id, [file] if file else [], [document] if document else [])
    except QmsError as error:
        form.wrong["file"] = refusal(error).line
        return _page(person, form), 400
    _tell(done)
    return _back(person)


@pages.post("/auditor/releases/withdraw")
@needs(Right.PEOPLE)
def withdraw() -> Response:
    """Take back one file or document, or with neither named in the form everything."""
    h, form = here(), Form(request.form)
    person = _named(form)
    file, document = form.text("file", longest=64), form.text("document", longest=64)
    if not file and not document and not form.ticked("everything"):
        abort(400)
    try:
        done = withdraw_release(
            h.workspace, person.id, [file] if file else [], [document] if document else []
        )
    except QmsError as error:
        flash(refusal(error).line, "bad")
        return _back(person)
    flash(say("web_ext_withdrawn_now", {"files": len(done.evidence), "documents": len(done.documents)}))
    return _back(person)


def _tell(done: Releasing) -> None:
    told = {"files": len(done.evidence), "documents": len(done.documents), "before": done.before}
    flash(say("web_ext_released_now", told))
    if done.left_out and here().may(Right.READ_CONFIDENTIAL):
        flash(
            f"{say('web_ext_left_out')} {'; '.join(done.left_out[:20])}{' …' if len(done.left_out) > 20 else ''}",
            "warn",
        )


def _back(person: Person) -> Response:
    return redirect(url_for("external.releases", person=person.id))


def _chosen(ident: str) -> Person | None:
    known = auditors()
    if not ident:
        return known[0] if known else None
    return next((p for p in known if p.id == ident), None) or abort(404)


def _named(form: Form) -> Person:
    found = next((p for p in auditors() if p.id == form.text("person")), None)
    if found is None:
        abort(404)
    return found


def _page(person: Person | None, form: Form) -> str:
    h = here()
    if person is None:
        return render_template("external/nobody.html")
    names, titles = released_names(h.workspace, person.id)
    known = {d.id: d for d in list_documents(h.workspace)}
    in_force = {ident: d for ident, d in known.items() if d.in_force(clock.today()) is not None}
    seen = {ident: may_see(h.workspace, person, ident) for ident in names}
    more: dict[str, Any] = {
        "files": [(ident, path) for ident, path in names.items() if seen[ident]],
        "covered": [(ident, path) for ident, path in names.items() if not seen[ident]],
        "documents": [(ident, title_of(known[ident]), ident in in_force) for ident in titles],
        "offered": [(d.id, f"{title_of(d)} [{d.language}]") for d in in_force.values() if d.id not in titles],
    }
    return render_template(
        "external/releases.html",
        person=person,
        auditors=auditors(),
        account=account_of(h.workspace.state, person.id),
        today=clock.today(),
        indicators=indicator_options(),
        form=form,
        naming=_naming(titles),
        **more,
    )


def _naming(released: Collection[str]) -> str:
    """Return which of these documents print names of confidential files, for who may read those; else nothing."""
    h = here()
    if not released or not h.may(Right.READ_CONFIDENTIAL):
        return ""

    def find() -> tuple[Naming, ...]:
        with h.workspace.state.read() as conn:
            closed = confidential_ids(evidence_marks(conn))
            paths = [one.path for one in known_files(conn) if one.id in closed]
        return documents_naming(h.workspace, paths, released)

    return naming_text(h.server.remembered.get(h.workspace, ("naming", tuple(sorted(released))), find))
