"""Hand out the sheets of an audit, and draw and show its samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for

from qms.audit.cards import mock_cards
from qms.audit.questions import asked_in
from qms.audit.rounds import indicators_of
from qms.audit.sampling_evidence import NoFilesToDraw, sample_again, sample_evidence
from qms.audit.sheets import PAGE, WORD, cards_sheet, questions_sheet
from qms.evidence.services import UnknownService
from qms.locale.sentences import say
from qms.model.audit import AUDIT_ROLES
from qms.people.access import Right
from qms.web.audits.room import key_of, pages, the_audit
from qms.web.downloads import hand_out
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.proofs import passage_of
from qms.web.refused import refusal

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Answer

    from qms.audit.sampling_evidence import ServiceSample

CARD_ROLES = ("staff", "users")
_MIMES = {
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PAGE: "text/html; charset=utf-8",
}


@pages.get("/audits/<name>/questions<ending>")
@needs(Right.READ)
def questions(name: str, ending: str) -> Response:
    """Hand out the questions of an audit with boxes and lines, for one role and one service where they are named."""
    h = here()
    found, ending = the_audit(h, name), _known(ending)
    role, service = request.args.get("role", ""), request.args.get("service", "")
    roles = (role,) if role in AUDIT_ROLES else ()
    visited = service if service in h.workspace.settings.service_names else None
    asked = asked_in(h.workspace, found, roles)
    data = questions_sheet(h.workspace, found, asked, visited, ending)
    title = say("questions_title_of", {"name": found.name})
    return hand_out(data, _file_name(title, ending), _MIMES[ending])


@pages.get("/audits/<name>/cards<ending>")
@needs(Right.READ)
def cards(name: str, ending: str) -> Response:
    """Hand out cards to practise with, for the indicators of an audit."""
    h = here()
    found, ending = the_audit(h, name), _known(ending)
    role = request.args.get("role", "staff")
    if role not in CARD_ROLES:
        abort(404)
    made = mock_cards(h.workspace, role, (), indicators_of(h.workspace.framework, found))
    data = cards_sheet(h.workspace, made, ending)
    return hand_out(data, _file_name(say(f"cards_title_{role}"), ending), _MIMES[ending])


def _file_name(title: str, ending: str) -> str:
    """Return a title as the name of a file on any system."""
    plain = "".join(c if c.isalnum() or c in "-_ ." else " " for c in title)
    return " ".join(plain.split())[:120].strip(" .") + ending


def _known(ending: str) -> str:
    if ending not in _MIMES:
        abort(404)
    return ending


@pages.post("/audits/<name>/sample")
@needs(Right.AUDIT)
def draw(name: str) -> Answer:
    """Draw files and plans to look at; the seed goes into the trail."""
    h, form = here(), Form(request.form)
    found = the_audit(h, name)
    size = form.whole("size", least=1, most=500)
    try:
        drawn = sample_evidence(h.workspace, found, size=size)
    except NoFilesToDraw as error:
        flash(refusal(error).line, "bad")
        return redirect(url_for("audits.show", name=key_of(found)))
    return redirect(url_for("audits.sample", name=key_of(found), seed=drawn.seed, size=size))


@pages.get("/audits/<name>/sample")
@needs(Right.READ)
def sample(name: str) -> str:
    """Show what a seed draws, per service."""
    h = here()
    found, form = the_audit(h, name), Form(request.args)
    seed, size = form.whole("seed"), form.whole("size", least=1, most=500)
    if seed is None:
        abort(404)
    service = request.args.get("service") or None
    told = ""
    samples: tuple[ServiceSample, ...] = ()
    try:
        samples = sample_again(h.workspace, found, service, size, seed).services
    except UnknownService:
        abort(404)
    except NoFilesToDraw as error:
        told = refusal(error).line
    names = h.workspace.settings.service_names
    shown = [
        {
            "name": names.get(one.service, one.service) if one.service else say("service_all"),
            "one": one,
            "files": [
                (file, [passage_of(file.id, pin) for pin in file.pins])
                for file in one.files
                if file.id not in h.hidden
            ],
        }
        for one in samples
    ]
    return render_template(
        "audits/sample.html",
        audit=found,
        key=key_of(found),
        shown=shown,
        seed=seed,
        told=told,
        is_whole=not h.hidden,
    )
