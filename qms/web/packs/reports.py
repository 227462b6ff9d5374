"""Make a report in the background and hand it out to whoever asked for it, out of memory."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from flask import abort, redirect, request, url_for

from qms.audit.outputs.kinds import FORMATS, KINDS, Wish
from qms.audit.outputs.withholding import hidden_paths, without_hidden
from qms.locale.sentences import say
from qms.people.access import Right
from qms.results.opening import open_workspace
from qms.web.downloads import hand_out
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.packs.room import begin, pages
from qms.web.packs.showing import start_page
from qms.workspace import clock
from qms.workspace.schema import LANGUAGES

if TYPE_CHECKING:
    from flask import Response as FlaskResponse
    from werkzeug.wrappers import Response

    from qms.web.jobs import Job

MIMES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
}
PATIENCE = 4.0
"""Seconds that a report may take before the page of long work is shown instead."""
_made: dict[str, tuple[str, str, bytes]] = {}
_lock = threading.Lock()
_KEPT = 20


@pages.post("/packs/report")
@needs(Right.PACK)
def make_report() -> Response | str:
    """Make a report; a quick one is handed out at once."""
    h, form = here(), Form(request.form)
    settings = h.workspace.settings
    kind = form.one("kind", tuple(KINDS), required=True) or "coverage"
    suffix = form.one("format", FORMATS, required=True) or ".xlsx"
    language = form.one("language", LANGUAGES) or h.language
    options = KINDS[kind].options
    service = form.one("service", settings.service_ids) if "service" in options else ""
    since = form.day("since") if "since" in options else None
    until = form.day("until") if "until" in options else None
    if since and until and since > until:
        form.fail("until", "web_report_period")
    if not form.ok:
        return start_page(
            form.wrong, {key: value for key, value in request.form.items() if key != "csrf_token"}
        )
    root, person, framework, hidden = h.server.options.root, h.person.id, h.workspace.framework.id, h.hidden
    address = url_for("packs.report", ident="JOB")
    name = f"{_plain(say(f'output_title_{kind}'))}-{clock.today().isoformat()}{suffix}"

    def work(job: Job) -> None:
        from qms.audit.outputs.making import build, written

        workspace = open_workspace(root, person, framework)
        try:
            wish = Wish(workspace, language, service=service or None, since=since, until=until, hidden=hidden)
            data = written(without_hidden(build(kind, wish), hidden_paths(workspace, hidden)), suffix)
        finally:
            workspace.close()
        with _lock:
            _made[job.id] = (person, name, data)
            for old in list(_made)[:-_KEPT]:
                del _made[old]
        job.outcome, job.address = ("web_report_ready", {"name": name}), address.replace("JOB", job.id)

    job = begin("report", work)
    if job is None:
        return redirect(url_for("packs.show"))
    if job.wait(PATIENCE) and job.error is None:
        return redirect(job.address)
    return redirect(url_for("work.show", ident=job.id))


@pages.get("/packs/reports/<ident>")
@needs(Right.PACK)
def report(ident: str) -> FlaskResponse:
    """Hand out a report to whoever asked for it."""
    person, name, data = _made.get(ident, ("", "", b""))
    if not data or person != here().person.id:
        abort(404)
    return hand_out(data, name, MIMES[name[name.rindex(".") :]])


def _plain(title: str) -> str:
    """Return a title as the beginning of a file name."""
    return re.sub(r"[^\w]+", "-", title).strip("-").lower()
