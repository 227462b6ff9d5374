"""Change, confirm and remove the links of an indicator; what somebody else changed meanwhile is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, render_template, request, url_for

from qms.coverage.hanging import link_of_indicator
from qms.evidence.link_editing import LinkEdit, edit_link
from qms.evidence.linking import NoSuchLink, Seen, confirm, unlink
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.choices import kind_options, service_options
from qms.web.fields import Form
from qms.web.files import place_address
from qms.web.here import here, needs
from qms.web.indicator.link_form import read_said, typed_of, typed_of_link
from qms.web.indicator.room import (
    asked_for,
    asked_kinds,
    back_to,
    pages,
    refuse_hidden,
    seen_evidence,
)
from qms.web.indicator.showing import indicator_page
from qms.web.refused import Refusal, refusal, status_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.coverage.hanging import LinkOn
    from qms.web.indicator.room import Asked


def _linked(asked: Asked, ident: str) -> LinkOn:
    found = link_of_indicator(here().workspace, asked.ref, refuse_hidden(ident))
    if found is None:
        raise NoSuchLink(path=seen_evidence(ident).path, ref=asked.ref.ref)
    return found


def _seen(form: Form) -> Seen:
    """Return what the person had before the eyes; a form without it saw nothing that can still be so."""
    return Seen(form.whole("version") or 0, form.whole("revision") or 0)


@pages.get("/indicators/<ref>/links/<ident>")
@needs(Right.DECIDE)
def edit(ref: str, ident: str) -> str:
    """Show the form that changes what a link says."""
    asked = asked_for(ref)
    found = _linked(asked, ident)
    return _form(asked, found, typed_of_link(found))


@pages.post("/indicators/<ref>/links/<ident>")
@needs(Right.DECIDE)
def save(ref: str, ident: str) -> str | Response | tuple[str, int]:
    """Let the link say what the form says."""
    asked, form = asked_for(ref), Form(request.form)
    found = _linked(asked, ident)
    said, seen = read_said(form), _seen(form)
    if not form.ok:
        return _form(asked, found, typed_of(form), wrong=form.wrong), 400
    wish = LinkEdit(said.kinds, said.services, said.start, said.end, said.note, form.ticked("date_confirmed"))
    try:
        path = edit_link(here().workspace, ident, asked.ref, wish, seen)
    except QmsError as error:
        # What is there now is shown beside what was typed, and may then be replaced knowingly.
        fresh = {"version": found.version, "revision": found.revision}
        page = _form(
            asked, found, typed_of(form) | fresh, refused=refusal(error), differs=status_of(error) == 409
        )
        return page, status_of(error)
    flash(say("web_indicator_link_saved", {"path": path}))
    return back_to(ref, "evidence")


@pages.post("/indicators/<ref>/links/<ident>/confirm")
@needs(Right.DECIDE)
def confirm_again(ref: str, ident: str) -> Response | tuple[str, int]:
    """Confirm that the file as it is now still proves the indicator."""
    asked, form = asked_for(ref), Form(request.form)
    try:
        done = confirm(here().workspace, refuse_hidden(ident), [asked.ref], _seen(form))
    except QmsError as error:
        return indicator_page(asked, refused=refusal(error)), status_of(error)
    flash(say("web_indicator_confirmed", {"count": len(done)}))
    return back_to(ref, "evidence")


@pages.post("/indicators/<ref>/links/<ident>/unlink")
@needs(Right.DECIDE)
def remove(ref: str, ident: str) -> Response | tuple[str, int]:
    """Remove the link; the file stays."""
    asked, form = asked_for(ref), Form(request.form)
    try:
        path = unlink(here().workspace, refuse_hidden(ident), [asked.ref], _seen(form))
    except QmsError as error:
        return indicator_page(asked, refused=refusal(error)), status_of(error)
    flash(say("unlinked", {"path": path, "refs": [ref]}))
    return back_to(ref, "evidence")


def _form(
    asked: Asked,
    found: LinkOn,
    typed: dict[str, Any],
    *,
    wrong: dict[str, str] | None = None,
    refused: Refusal | None = None,
    differs: bool = False,
) -> str:
    return render_template(
        "indicator/link.html",
        asked=asked,
        evidence=found.evidence,
        file_url=place_address(found.evidence.id, None, indicator=asked.ref.ref),
        action=url_for("indicator.save", ref=asked.ref.ref, ident=found.evidence.id),
        kinds=kind_options(),
        kinds_asked=asked_kinds(asked.entry),
        services=service_options(),
        typed=typed,
        wrong=wrong or {},
        refused=refused,
        edited=True,
        link=found,
        present=found if differs else None,
    )
