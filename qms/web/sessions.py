"""Know who asks: a signed cookie after a one-time link or a password, or the header of a trusted proxy."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any

from flask import g, request, session

from qms.people.accounts import account_of, is_open
from qms.web.here import server
from qms.workspace import clock

if TYPE_CHECKING:
    from qms.model.organisation import Person
    from qms.people.accounts import Account
    from qms.workspace.workspace import Workspace


def sign_in(person: str, generation: int, *, by_link: bool = False) -> None:
    """Begin a session; the cookie holds ids and times only. `by_link` marks the person at this machine."""
    language = session.get("language")
    session.clear()
    session.permanent = True
    now = int(time.time())
    session.update(
        id=secrets.token_hex(12), person=person, generation=generation, since=now, seen=now, link=by_link
    )
    if language:
        session["language"] = language


def sign_out() -> None:
    """End the session, here and for a copy of its cookie."""
    ident = session.get("id")
    if ident:
        server().ended.add(str(ident))
    is_kiosk = "kiosk" in session
    session.clear()
    if is_kiosk:
        session["kiosk"] = {}  # behind a proxy that signs in by itself, the browser is nobody's still


KIOSK_HOURS = 12
"""How long a browser may stand open for the answers to a survey."""


def sign_in_kiosk(survey: str, service: str, language: str, round_code: str) -> None:
    """Sign out whoever is here and leave the browser nothing but the answers to one survey.

    It ends after twelve hours, with the browser, when somebody signs in, or when the account of whoever began it is
    closed or signed out elsewhere.
    """
    begun_by, generation, link = (session.get(key) for key in ("person", "generation", "link"))
    if g.get("here") is not None:
        begun_by = g.here.person.id
    sign_out()
    session.permanent = False
    session["language"] = language
    session["kiosk"] = {
        "survey": survey,
        "service": service,
        "round": round_code,
        "language": language,
        "since": int(time.time()),
        "by": begun_by,
        "generation": generation,
        "link": bool(link),
        "turn": secrets.token_hex(8),
    }


def find_kiosk(workspace: Workspace) -> dict[str, Any] | None:
    """Return what a browser that was left for a survey may do, None where it is none or has ended."""
    kept = session.get("kiosk")
    if not isinstance(kept, dict):
        return None
    account = account_of(workspace.state, str(kept.get("by")))
    known = any(person.id == kept.get("by") for person in workspace.settings.people)
    closed = account is not None and (
        not is_open(account, clock.today()) or kept.get("generation") not in {None, account.generation}
    )
    if not known or closed or time.time() - int(kept.get("since", 0)) > KIOSK_HOURS * 3600:
        session[
            "kiosk"
        ] = {}  # the mark stays: behind a proxy that signs in by itself, the browser is nobody's still
        return None
    return kept


def find_person(workspace: Workspace) -> Person | None:
    """Return who asks, or None where nobody is signed in or the session has ended.

    A browser that was left for a survey is nobody's, whatever a proxy says.
    """
    if "kiosk" in session:
        return None
    named = _by_header(workspace) or _by_cookie(workspace)
    return next((p for p in workspace.settings.people if p.id == named), None) if named else None


def _by_cookie(workspace: Workspace) -> str:
    person, now = str(session.get("person", "")), int(time.time())
    if not person or session.get("id") in server().ended:
        return ""
    options = server().options
    at_machine = bool(session.get("link"))
    idle = now - int(session.get("seen", 0)) > options.idle * 60
    long = now - int(session.get("since", 0)) > options.longest * 60
    if long or (idle and not at_machine) or not _still_open(workspace, person, at_machine=at_machine):
        sign_out()
        g.session_ended = True
        return ""
    if now - int(session.get("seen", 0)) > 30:
        session["seen"] = now
    return person


def _still_open(workspace: Workspace, person: str, *, at_machine: bool) -> bool:
    """Say whether the account still is what it was at the login; at the machine itself none is needed."""
    account = account_of(workspace.state, person)
    if account is None:
        return at_machine
    return is_open(account, clock.today()) and account.generation == session.get("generation")


def _by_header(workspace: Workspace) -> str:
    """Return the person whom a trusted proxy names by login or id and who has an open account."""
    options = server().options
    if not options.header or request.remote_addr not in options.proxies:
        return ""
    login = request.headers.get(options.header, "").strip()
    if not login:
        return ""
    named = next((p.id for p in workspace.settings.people if login in {p.login, p.id}), "")
    account = account_of(workspace.state, named) if named else None
    return named if account is not None and is_open(account, clock.today()) else ""


def generation_of(account: Account | None) -> int:
    """Return the number that a session must carry to stay open."""
    return account.generation if account else 0
