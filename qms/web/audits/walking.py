"""Walk through an audit like a deck of cards: what is asked, what is there and what was seen, by key or by button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.assessment.forms import person_name
from qms.audit.findings import list_findings
from qms.audit.questions import asked_in
from qms.audit.rounds import answer, answers_in, stamp_of
from qms.audit.sheets import official_wording
from qms.audit.wording import spoken
from qms.locale.sentences import say
from qms.model.audit import AUDIT_ROLES, VERDICTS
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.people.access import Right
from qms.web.audits.room import KEYS, MARKS, count_of, key_of, pages, the_audit, verdict_of
from qms.web.fields import Form
from qms.web.here import Here, here, needs
from qms.web.improvement.room import may_find
from qms.web.proofs import entries_of, proofs_of
from qms.web.refused import one_line, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response

    from qms.audit.questions import Asked
    from qms.model.audit import AuditRound


@pages.get("/audits/<name>/walk")
@needs(Right.READ)
def begin(name: str) -> Response:
    """Lead to the first card that nobody answered, else to the first."""
    h = here()
    found = the_audit(h, name)
    deck = _deck(h, found)
    if not deck:
        abort(404)
    first = next((one for one in deck if one.answer is None), deck[0])
    return redirect(_address(found, first))


@pages.get("/audits/<name>/walk/<ref>")
@needs(Right.READ)
def walk(name: str, ref: str) -> str:
    """Show one card."""
    h = here()
    found = the_audit(h, name)
    deck = _deck(h, found)
    return _card(h, found, deck, _place(deck, ref), Form(request.form))


@pages.post("/audits/<name>/walk/<ref>")
@needs(Right.AUDIT)
def keep(name: str, ref: str) -> str | Response | tuple[str, int]:
    """Keep a verdict with its note; somebody else's answer is told and not overwritten."""
    h, form = here(), Form(request.form)
    found = the_audit(h, name)
    deck = _deck(h, found)
    at = _place(deck, ref)
    one = deck[at]
    verdict = form.one("verdict", VERDICTS, required=True)
    note, seen = one_line(form.text("note")), form.text("seen", longest=200)
    if form.ok:
        try:
            answer(h.workspace, found, one.indicator, one.role, verdict, note, seen)
        except ChangedMeanwhile:
            return _card(h, found, _deck(h, found), at, form, is_changed=True), 409
        except QmsError as error:
            form.wrong["note"] = refusal(error).line
            return _card(h, found, deck, at, form), 400
        facts = {
            "ref": one.indicator,
            "who": say(f"audit_role_{one.role}"),
            "verdict": say(f"verdict_{verdict}"),
        }
        flash(say("audit_answered", facts))
        stays = verdict == "not_seen" or at + 1 == len(deck)
        return redirect(_address(found, one if stays else deck[at + 1]))
    return _card(h, found, deck, at, form), 400


def _only() -> str:
    """Return the role that the walk is narrowed to, "" for all."""
    named = request.values.get("only", "")
    return named if named in AUDIT_ROLES else ""


def _deck(h: Here, found: AuditRound) -> list[Asked]:
    only = _only()
    return asked_in(h.workspace, found, (only,) if only else ())


def _place(deck: list[Asked], ref: str) -> int:
    """Return the place of a card in the deck: of the role named, else the first unanswered of the indicator."""
    role = request.values.get("role", "")
    own = [n for n, one in enumerate(deck) if one.indicator == ref and role in {"", one.role}]
    if not own:
        abort(404)
    return next((n for n in own if deck[n].answer is None), own[0])


def _address(found: AuditRound, one: Asked) -> str:
    return url_for("audits.walk", name=key_of(found), ref=one.indicator, role=one.role, only=_only() or None)


def _card(
    h: Here, found: AuditRound, deck: list[Asked], at: int, form: Form, *, is_changed: bool = False
) -> str:
    one = deck[at]
    given = answers_in(h.workspace, found).get((one.indicator, one.role))
    framework, entry = h.workspace.framework, entries_of(h).get(one.indicator)
    principle = framework.by_ref[one.indicator].principle
    note = form.text("note") if form.sent else given.note if given else ""
    return render_template(
        "audits/walk.html",
        audit=found,
        key=key_of(found),
        one=one,
        title=framework.title("indicators", one.indicator, h.language),
        principle=f"{principle} {framework.title('principles', principle, h.language)}",
        asked=framework.text("indicators", one.indicator, "asked", h.language) or "",
        official=official_wording(h.workspace, one.indicator),
        questions=[(spoken(q.ask, h.language), spoken(q.good, h.language)) for q in one.questions],
        siblings=[
            (other.role, verdict_of(other), _address(found, other))
            for other in deck
            if other.indicator == one.indicator
        ],
        given=given,
        given_by=person_name(h.workspace.settings, given.by) if given else "",
        note=note,
        seen=stamp_of(given),
        state=entry.judgement.state.value if entry else "",
        proofs=proofs_of(h, entry) if entry else [],
        verdicts=[
            (verdict, KEYS[verdict], MARKS[verdict], say(f"verdict_{verdict}")) for verdict in VERDICTS
        ],
        signs=MARKS,
        wrong=form.wrong,
        is_changed=is_changed,
        number=at + 1,
        count=count_of(deck),
        before=_address(found, deck[at - 1]) if at else "",
        after=_address(found, deck[at + 1]) if at + 1 < len(deck) else "",
        unanswered=_next_open(found, deck, at),
        only=_only(),
        findings=[
            f for f in list_findings(h.workspace) if f.round == found.id and one.indicator in f.indicators
        ],
        may_answer=h.may(Right.AUDIT) and found.closed_on is None,
        may_find=may_find(h),
        here_address=_address(found, one),
    )


def _next_open(found: AuditRound, deck: list[Asked], at: int) -> str:
    """Return the address of the next card that nobody answered, after this one and then from the beginning."""
    others: Iterable[Any] = (*deck[at + 1 :], *deck[:at])
    return next((_address(found, one) for one in others if one.answer is None), "")
