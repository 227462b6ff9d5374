"""Build the web application: rooms of pages, one workspace a request, errors as sentences."""

from __future__ import annotations

import os
from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from flask import Flask, g, jsonify, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter

from qms.locale import LANGUAGES
from qms.locale.sentences import day_form, say, whole_sentence
from qms.locale.translator import activate
from qms.model.errors import foreseen
from qms.people.accounts import account_of
from qms.results.opening import open_workspace
from qms.state.files import make_private, write_atomic
from qms.web.here import Here, from_script, server
from qms.web.looks import add_looks, day_text, hint_text
from qms.web.refused import status_of
from qms.web.safety import guard
from qms.web.sessions import find_person
from qms.workspace.settings import SettingsProblem
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.wrappers import Response

    from qms.web.serving import Server

ROOMS = (
    "login", "overview", "indicator", "evidence", "search", "documents", "registers", "assessment", "improvement",
    "audits", "planning", "packs", "trail", "settings", "mine", "external", "work",
)  # fmt: skip
"""The modules below `qms.web` that each hold one blueprint called `pages`."""
UPLOAD_MOST = 256 * 2**20
"""Bytes that a request may hold."""
STRANGER_MOST = 256 * 2**10
"""Bytes that a request of somebody unknown may hold: a login, or the answers to a survey."""
FORM_MOST = 8 * 2**20
"""Bytes of text that a form may hold: the questions of all documents with their answers are some of them."""


def create_app(server: Server) -> Flask:
    """Return the application that serves one workspace."""
    app = Flask("qms.web", template_folder="pages", static_folder="static")
    app.config.update(
        SERVED=server,
        SECRET_KEY=_secret(server.options.root),
        SESSION_COOKIE_NAME="qms",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=server.options.secure,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=server.options.longest),
        MAX_CONTENT_LENGTH=UPLOAD_MOST,
        MAX_FORM_PARTS=5000,
        MAX_FORM_MEMORY_SIZE=FORM_MOST,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.converters["int"] = _ShortNumber
    guard(app)
    app.before_request(_open)
    CSRFProtect(app)
    app.teardown_request(_close)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(Exception, _error)
    add_looks(app)
    for room in ROOMS:
        app.register_blueprint(import_module(f"qms.web.{room}").pages)
    return app


class _ShortNumber(IntegerConverter):
    """Match numbers of an address that Python reads; endless digits are no page."""

    regex = r"\d{1,9}"


def _secret(root: Path) -> bytes:
    """Return the key that signs cookies, kept owner-only; without it everybody just signs in again."""
    file = root / ".qms" / "cache" / "web.key"
    try:
        kept = file.read_bytes()
        if len(kept) == 32:
            return kept
    except OSError:
        pass
    made = os.urandom(32)
    make_private(file.parent)
    write_atomic(file, made)
    file.chmod(0o600)
    return made


def _open() -> Response | tuple[Response, int] | None:
    """Find out who asks and open the workspace for them; whoever is unknown gets the login."""
    activate(_spoken_before())
    if request.endpoint == "static":
        return None
    options = server().options
    workspace = Workspace(options.root)
    g.workspace = workspace
    person = find_person(workspace)
    if "language" not in session:
        activate(workspace.settings.language)
    view = _view()
    if person is None:
        request.max_content_length = STRANGER_MOST
        if view is None or getattr(view, "is_free", False):
            return None
        if from_script():
            return jsonify({"error": say("web_sign_in_again")}), 401
        back = request.full_path.rstrip("?") if request.method == "GET" else ""
        return redirect(url_for("login.login", back=back or None))
    g.here = Here(_opened(workspace, person.id), person, _language(workspace, person.id), server())
    activate(g.here.language)
    day_form.set(day_text)
    if view is not None and not getattr(view, "is_free", False) and not hasattr(view, "needs_rights"):
        raise RuntimeError(f"{request.endpoint} does not say who may see it")
    return None


def _opened(plain: Workspace, person: str) -> Workspace:
    """Return the workspace for a person and the framework that the address names."""
    named = request.args.get("framework", "")
    framework = named if named in plain.settings.frameworks else None
    workspace = open_workspace(plain.root, person, framework)
    g.opened = workspace
    return workspace


def _view() -> object | None:
    from flask import current_app

    return current_app.view_functions.get(request.endpoint or "")


def _spoken_before() -> str:
    """Return the language to speak before anybody is known: the chosen one, else the browser's."""
    chosen = str(session.get("language", ""))
    if chosen in LANGUAGES:
        return chosen
    wanted = request.accept_languages.best_match(["en", "nb", "no", "nn", "lt"]) or "en"
    return "nb" if wanted in {"no", "nn"} else str(wanted)


def _language(workspace: Workspace, person: str) -> str:
    """Return the language kept for the person, else the chosen one, else that of the workspace."""
    account = account_of(workspace.state, person)
    kept = account.language if account else None
    chosen = str(session.get("language", ""))
    return chosen or kept or workspace.settings.language


def _close(_error: BaseException | None) -> None:
    day_form.set(date.isoformat)
    for name in ("opened", "workspace"):
        workspace = g.pop(name, None)
        if workspace is not None:
            workspace.close()


def _csrf_error(_error: CSRFError) -> tuple[str | Response, int]:
    return _told(say("web_form_old"), say("web_form_old_hint"), 400)


def _http_error(error: HTTPException) -> Response | tuple[str | Response, int]:
    if error.code is None or error.code < 400:
        return error.get_response()
    code = f"web_error_{error.code}" if error.code in {403, 404, 413, 421} else "web_error"
    return _told(say(code), "", error.code)


def _error(raised: Exception) -> tuple[str | Response, int]:
    """Tell what went wrong in a sentence; a defect of the program goes to the log by its kind only."""
    from flask import current_app

    error = foreseen(raised)
    if error is not raised:
        where = (type(raised).__name__, request.endpoint)
        current_app.logger.error("defect: %s in %s", *where, exc_info=current_app.debug)
    if "here" not in g and ("path" in error.params or isinstance(error, SettingsProblem)):
        # Who is not signed in learns nothing of this machine; who runs the program reads it in the terminal.
        current_app.logger.error("closed: %s", whole_sentence(error.code, error.params))
        return _told(say("web_error_closed"), "", 503)
    return _told(whole_sentence(error.code, error.params), hint_text(error), status_of(error))


def _told(text: str, hint: str, status: int) -> tuple[str | Response, int]:
    if from_script():
        return jsonify({"error": text, "hint": hint}), status
    return render_template("error.html", told=text, hint=hint, status=status), status
