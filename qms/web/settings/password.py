"""Let people change their own password: the old one first, then the new one twice."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, session, url_for
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.people.accounts import LEAST_SIGNS, account_of, check_password, check_strength, set_account
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import error_text
from qms.web.settings.room import pages

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

EVERYBODY = (Right.OWN, Right.READ, Right.RELEASED)
_limiter = MovingWindowRateLimiter(MemoryStorage())
_TRIES = parse("5 per 5 minutes")
_check = threading.Semaphore(2)
"""Passwords are checked two at a time: each takes memory and time on purpose."""


@pages.get("/settings/password")
@needs(*EVERYBODY)
def own_password() -> str:
    """Show the form."""
    return _form(Form(request.form))


@pages.post("/settings/password")
@needs(*EVERYBODY)
def change_own_password() -> Response | tuple[str, int]:
    """Set the new password; other sessions of the person end, this one goes on."""
    h, form = here(), Form(request.form)
    account = account_of(h.workspace.state, h.person.id)
    if account is None or not account.has_password:
        return _form(form), 400
    old, new = form.sent.get("old", ""), form.sent.get("new", "")
    if not _limiter.test(_TRIES, h.workspace.root.as_posix(), h.person.id):
        form.fail("old", "web_password_wait")
        return _form(form), 429
    with _check:
        right = check_password(h.workspace.state, h.person.id, old)
    if not right:
        _limiter.hit(_TRIES, h.workspace.root.as_posix(), h.person.id)
        form.fail("old", "web_password_wrong")
    if new != form.sent.get("again", ""):
        form.fail("again", "passwords_differ")
    try:
        check_strength(new, h.person)
        if form.ok:
            changed = set_account(
                h.workspace.state, h.person.id, h.person, password=new, valid_until=account.valid_until
            )
    except QmsError as error:
        form.wrong["new"] = error_text(error)
    if not form.ok:
        return _form(form), 400
    session["generation"] = changed.generation
    flash(say("web_password_set"))
    return redirect(url_for("settings.own_password"))


def _form(form: Form) -> str:
    h = here()
    account = account_of(h.workspace.state, h.person.id)
    return render_template(
        "settings/password.html",
        has_password=account is not None and account.has_password,
        has_account=account is not None,
        wrong=form.wrong,
        least=LEAST_SIGNS,
    )
