"""Let people in and out, and let them choose their language."""

from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from qms.locale import LANGUAGES
from qms.locale.sentences import say
from qms.locale.translator import activate
from qms.people.accounts import account_of, check_password, is_open, set_language
from qms.web.fields import own_address
from qms.web.here import free, server
from qms.web.preferences import keep_language, language_of
from qms.web.sessions import find_person, generation_of, sign_in, sign_out
from qms.workspace import clock
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

pages = Blueprint("login", __name__)

_PER_PERSON, _PER_ADDRESS = parse("5 per 5 minutes"), parse("60 per 5 minutes")
_limiter = MovingWindowRateLimiter(MemoryStorage())
_check = threading.Semaphore(2)
"""Passwords are checked two at a time: each takes memory and time on purpose."""


@pages.get("/open/<secret>")
@free
def by_link(secret: str) -> Response | tuple[str, int]:
    """Sign in whoever started the program, by the link that opens once."""
    if request.method == "HEAD":  # a preview of links must not use it up
        return "", 204
    person = server().links.take(secret)
    if person is None:
        return render_template("login.html", told=say("web_link_used"), back="", name=""), 410
    workspace = Workspace(server().options.root, person)
    try:
        account = account_of(workspace.state, person)
        sign_in(person, generation_of(account), by_link=True)
        language = (account.language if account else None) or language_of(workspace.root, person)
        if language:
            session["language"] = language
    finally:
        workspace.close()
    return redirect(url_for("overview.show"))


@pages.get("/login")
@free
def login() -> str:
    """Show the form."""
    return render_template("login.html", told="", back=own_address(request.args.get("back", "")), name="")


@pages.post("/login")
@free
def enter() -> Response | tuple[str, int]:
    """Check name and password; too many wrong ones have to wait."""
    name, back = request.form.get("person", "").strip()[:200], own_address(request.form.get("back", ""))
    workspace = Workspace(server().options.root)
    try:
        person = next(
            (p.id for p in workspace.settings.people if name and name in {p.id, p.login, p.name}), name
        )
        key, address = f"{server().options.root} {person.casefold()}", _address()
        # Counted before the check, which takes long: tries sent at once must not all slip through.
        if not (_limiter.test(_PER_ADDRESS, address) and _limiter.hit(_PER_PERSON, key)):
            told = say("web_login_wait", {"minutes": _wait(key, address)})
            return render_template("login.html", told=told, back=back, name=name), 429
        with _check:
            right = check_password(workspace.state, person, request.form.get("password", ""))
        account = account_of(workspace.state, person)
        if not right or account is None or not is_open(account, clock.today()):
            _limiter.hit(_PER_ADDRESS, address)
            return render_template("login.html", told=say("web_login_wrong"), back=back, name=name), 403
        _limiter.clear(_PER_PERSON, key)
        sign_in(person, generation_of(account))
        if account.language:
            session["language"] = account.language
    finally:
        workspace.close()
    return redirect(back or url_for("overview.show"))


def _address() -> str:
    """Return where a request comes from; behind a proxy that we trust, what it says, since all share its own.

    Without a proxy nobody is believed: whoever sits at this machine could give a new address with every try.
    """
    options, near = server().options, str(request.remote_addr)
    named = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    behind = bool(options.header) or options.secure
    return named[:60] if named and behind and near in options.proxies else near


def _wait(key: str, address: str) -> int:
    """Return the minutes until somebody may try again."""
    stats = [
        _limiter.get_window_stats(limit, name)
        for limit, name in ((_PER_PERSON, key), (_PER_ADDRESS, address))
    ]
    until = max((wait.reset_time for wait in stats if wait.remaining <= 0), default=time.time())
    return max(1, math.ceil((until - time.time()) / 60))


@pages.post("/logout")
@free
def leave() -> Response:
    """End the session."""
    sign_out()
    flash(say("web_signed_out"))
    return redirect(url_for("login.login"))


@pages.post("/language")
@free
def language() -> Response:
    """Speak another language from now on, and at every later visit of this person."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    session["language"] = chosen
    session.permanent = True
    activate(chosen)
    workspace = Workspace(server().options.root)
    try:
        person = find_person(workspace)
        if person is not None:
            kept = set_language(workspace.state, person.id, chosen)
            if not kept:
                keep_language(workspace.root, person.id, chosen)
    finally:
        workspace.close()
    return redirect(own_address(request.form.get("back", "")) or url_for("overview.show"))
