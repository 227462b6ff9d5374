"""Show which files may prove an indicator and why, and take the answer: accepted with a passage, or rejected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, render_template, request, url_for

from qms.coverage import answers
from qms.coverage.suggesting import Suggester
from qms.locale.sentences import say, word
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.reports.evidence import pin_text
from qms.web.choices import kind_options, service_options
from qms.web.fields import Form
from qms.web.files import place_address
from qms.web.here import from_script, here, needs
from qms.web.indicator.content import services_text
from qms.web.indicator.link_form import read_said, typed_of, typed_of_proposal
from qms.web.indicator.room import (
    asked_for,
    asked_kinds,
    back_to,
    pages,
    person_name,
    refuse_hidden,
    seen_evidence,
)
from qms.web.indicator.showing import indicator_page
from qms.web.indicator.words import strength_of
from qms.web.refused import Refusal, refusal, status_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.model.suggestion import Suggestion
    from qms.web.indicator.room import Asked

LIMIT = 8
"""Files that are proposed at most."""
AGAINST = frozenset({"speaks_against", "speaks_draft"})


@pages.get("/indicators/<ref>/suggestions")
@needs(Right.READ)
def suggestions(ref: str) -> str:
    """Show the proposals: as a part of the indicator's page for its script, else as a page."""
    asked = asked_for(ref)
    is_part = from_script()
    template = "indicator/_suggestions.html" if is_part else "indicator/suggestions.html"
    return render_template(template, asked=asked, found=_found(asked), rejected=_rejected(asked))


@pages.get("/indicators/<ref>/suggestions/<ident>")
@needs(Right.DECIDE)
def answer(ref: str, ident: str) -> str:
    """Show one proposal with all that can be changed before it is accepted."""
    asked = asked_for(ref)
    evidence, proposal = seen_evidence(ident), _one(asked, ident)
    typed = typed_of_proposal(proposal) if proposal else {"kinds": [kind.value for kind in evidence.kinds]}
    return _form(asked, ident, typed)


@pages.post("/indicators/<ref>/suggestions/<ident>")
@needs(Right.DECIDE)
def accept(ref: str, ident: str) -> str | Response | tuple[str, int]:
    """Link the file as the form says."""
    asked, form = asked_for(ref), Form(request.form)
    refuse_hidden(ident)
    said = read_said(form)
    if not form.ok:
        return _form(asked, ident, typed_of(form), wrong=form.wrong), 400
    whole = not (said.page or said.at or said.quote)
    try:
        done = answers.accept(here().workspace, ident, [asked.ref], said.wish(), whole=whole, exact=True)
    except QmsError as error:
        return _form(asked, ident, typed_of(form), refused=refusal(error)), status_of(error)
    tell_linked(done[0][0])
    return back_to(ref, "evidence")


@pages.post("/indicators/<ref>/suggestions/<ident>/reject")
@needs(Right.DECIDE)
def reject(ref: str, ident: str) -> str | Response | tuple[str, int]:
    """Remember that the file does not prove the indicator, and why."""
    asked, form = asked_for(ref), Form(request.form)
    refuse_hidden(ident)
    because = form.text("because", required=True, longest=2000)
    proposal = _one(asked, ident)
    typed = (typed_of_proposal(proposal) if proposal else {}) | {"because": because}
    if not form.ok:
        return _form(asked, ident, typed, wrong=form.wrong), 400
    try:
        path = answers.reject(here().workspace, ident, [asked.ref], because, fresh=True)
    except QmsError as error:
        return _form(asked, ident, typed, refused=refusal(error)), status_of(error)
    flash(say("rejected", {"path": path, "refs": [ref]}))
    return back_to(ref, "suggestions")


@pages.post("/indicators/<ref>/suggestions/<ident>/again")
@needs(Right.DECIDE)
def take_back(ref: str, ident: str) -> Response | tuple[str, int]:
    """Let a file be proposed again that was rejected."""
    asked = asked_for(ref)
    try:
        path = answers.take_back(here().workspace, refuse_hidden(ident), [asked.ref])
    except QmsError as error:
        return indicator_page(asked, refused=refusal(error)), status_of(error)
    flash(say("rejection_taken_back", {"path": path, "refs": [ref]}))
    return back_to(ref, "suggestions")


def tell_linked(linked: Any) -> None:
    """Tell how a link now stands, and what the program took from the file."""
    params = {"path": linked.path, "kinds": ", ".join(word(kind.value) for kind in linked.kinds)}
    flash(say("web_indicator_linked", params))
    if linked.date_from is None:
        flash(say("web_indicator_no_date"), "warn")
    elif linked.assumed:
        flash(say("web_indicator_date_assumed", {"date": linked.date_from}), "warn")
    if linked.living:
        flash(say("web_indicator_living"))


def _found(asked: Asked) -> list[dict[str, Any]]:
    """Return the proposals that the reader may see, in words."""
    hidden = here().hidden
    found = [one for one in _proposals(asked) if one.evidence not in hidden]
    return [_shown(one, asked.ref.ref) for one in found[:LIMIT]]


def _proposals(asked: Asked) -> list[Suggestion]:
    """Return the proposals of an indicator, remembered: weighing many files takes some seconds."""
    from qms.upkeep.suggesting import suggest_for_indicators

    h = here()
    key = ("suggestions", str(asked.ref), h.workspace.reading_language)
    found: list[Suggestion] = h.server.remembered.get(
        h.workspace, key, lambda: suggest_for_indicators(h.workspace, [asked.ref.ref], 2 * LIMIT)
    )
    return found


def _shown(one: Suggestion, ref: str) -> dict[str, Any]:
    return {
        "evidence": one.evidence,
        "path": one.path,
        "address": place_address(one.evidence, one.pin, indicator=ref),
        "strength": strength_of(one.score),
        "place": pin_text(one.pin) if one.pin else "",
        "quote": one.pin.quote if one.pin else "",
        "kinds": ", ".join(word(kind.value) for kind in one.kinds),
        "services": services_text(one.services),
        "because": [say(r.code, r.params) for r in one.because if r.code not in AGAINST],
        "against": [say(r.code, r.params) for r in one.because if r.code in AGAINST],
        "typed": typed_of_proposal(one),
        "is_ready": bool(one.kinds),
    }


def _rejected(asked: Asked) -> list[Any]:
    h = here()
    mine = (asked.ref.framework, asked.ref.ref)
    found = answers.list_rejected(h.workspace)
    return [
        {
            "evidence": one.evidence,
            "path": one.path,
            "because": one.because,
            "by": person_name(one.by),
            "on": one.on,
        }
        for one in found
        if (one.framework, one.indicator) == mine and one.evidence not in h.hidden
    ]


def _one(asked: Asked, ident: str) -> Suggestion | None:
    """Return what is known of a pair of file and indicator."""
    return Suggester(here().workspace).whatever(ident, asked.ref.ref)


def _form(
    asked: Asked,
    ident: str,
    typed: dict[str, Any],
    *,
    wrong: dict[str, str] | None = None,
    refused: Refusal | None = None,
) -> str:
    evidence, proposal = seen_evidence(ident), _one(asked, ident)
    return render_template(
        "indicator/answer.html",
        asked=asked,
        evidence=evidence,
        proposal=_shown(proposal, asked.ref.ref) if proposal else None,
        file_url=place_address(ident, proposal.pin if proposal else None, indicator=asked.ref.ref),
        action=url_for("indicator.accept", ref=asked.ref.ref, ident=ident),
        kinds=kind_options(),
        kinds_asked=asked_kinds(asked.entry),
        services=service_options(),
        typed=typed,
        wrong=wrong or {},
        refused=refused,
    )
