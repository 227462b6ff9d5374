"""Give people accounts: a password made or typed, a last day, closed and opened again."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, request, session, url_for

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.people.accounts import (
    WeakPassword,
    account_of,
    check_strength,
    check_until,
    disable_account,
    enable_account,
    set_account,
    set_until,
)
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import error_text
from qms.web.refused import refusal
from qms.web.settings.people import known_person, person_page
from qms.web.settings.room import pages

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.model.organisation import Person

MODES = ("generate", "typed", "none")
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_GROUPS, _SYLLABLES = 4, 3


def passphrase() -> str:
    """Return four made-up words of three syllables: 73 bits, easy to read out and to type in any language."""

    def word() -> str:
        return "".join(secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS) for _ in range(_SYLLABLES))

    return "-".join(word() for _ in range(_GROUPS))


@pages.post("/settings/people/<ident>/account")
@needs(Right.PEOPLE)
def give_account(ident: str) -> Response | str:
    """Open an account or give it a new password; one that we made is shown in this answer and nowhere again."""
    h, person, form = here(), known_person(ident), Form(request.form)
    mode = form.one("mode", MODES, required=True) or "generate"
    until = form.day("until")
    password = (
        passphrase() if mode == "generate" else form.sent.get("password", "") if mode == "typed" else None
    )
    if mode == "typed" and form.ok:
        _check_typed(form, person, password or "")
    if form.ok:
        try:
            check_until(person, until)
            account = set_account(
                h.workspace.state, h.person.id, person, password=password, valid_until=until, seen=_seen(form)
            )
        except QmsError as error:
            _tell(form, error)
        else:
            if person.id == h.person.id:
                session["generation"] = account.generation  # the sessions that end are the others
            if mode != "generate":
                flash(say("web_account_set", {"name": person.name}))
                return redirect(url_for("settings.person", ident=ident))
            answer = make_response(person_page(person, Form(request.form), secret=password))
            answer.headers["Cache-Control"] = "no-store"
            return answer
    return person_page(
        person, Form(request.form), account_wrong=form.wrong, until=form.sent.get("until", ""), mode=mode
    )


def _check_typed(form: Form, person: Person, password: str) -> None:
    try:
        check_strength(password, person)
    except WeakPassword as error:
        form.wrong["password"] = error_text(error)
    if password != form.sent.get("again", ""):
        form.fail("again", "passwords_differ")


def _seen(form: Form) -> int | None:
    """Return the version of the account that the page showed, 0 where it showed none."""
    return form.whole("account", most=10**9)


def _tell(form: Form, error: QmsError) -> None:
    beside = {"weak_password": "password", "until_missing": "until"}
    text = refusal(error).line
    form.wrong[beside.get(error.code, "until")] = text


@pages.post("/settings/people/<ident>/until")
@needs(Right.PEOPLE)
def change_until(ident: str) -> Response | str:
    """Set the last day of an account and leave the password as it is."""
    h, person, form = here(), known_person(ident), Form(request.form)
    day = form.day("until")
    if form.ok:
        try:
            set_until(h.workspace.state, h.person.id, person, day, seen=_seen(form))
        except QmsError as error:
            _tell(form, error)
        else:
            flash(say("web_account_until_set"))
            return redirect(url_for("settings.person", ident=ident))
    return person_page(person, Form(request.form), account_wrong=form.wrong, until=form.sent.get("until", ""))


@pages.post("/settings/people/<ident>/disable")
@needs(Right.PEOPLE)
def disable(ident: str) -> Response:
    """Close an account at once; the own one stays open, so that nobody locks the door from inside by mistake."""
    h = here()
    if ident == h.person.id:
        flash(say("web_account_own_stays"), "bad")
        return redirect(url_for("settings.person", ident=ident))
    names = h.workspace.settings.person_names
    disable_account(h.workspace.state, h.person.id, ident)
    flash(say("user_disabled", {"name": names.get(ident, ident)}))
    return redirect(url_for("settings.person", ident=ident) if ident in names else url_for("settings.people"))


@pages.post("/settings/people/<ident>/enable")
@needs(Right.PEOPLE)
def enable(ident: str) -> Response | str:
    """Open a disabled account again; an external auditor's needs a last day first."""
    h, person = here(), known_person(ident)
    account, form = account_of(h.workspace.state, ident), Form(request.form)
    try:
        check_until(person, account.valid_until if account else None)
        enable_account(h.workspace.state, h.person.id, ident, seen=_seen(form))
    except QmsError as error:
        _tell(form, error)
        return person_page(person, Form(request.form), account_wrong=form.wrong)
    flash(say("user_enabled", {"name": person.name}))
    return redirect(url_for("settings.person", ident=ident))
