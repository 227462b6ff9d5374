"""Take files into the evidence folder by form or by drag and drop, and lead to what came in."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from flask import flash, jsonify, redirect, render_template, request, url_for

from qms.evidence.uploading import MOST, folders, put
from qms.locale.sentences import say
from qms.model.errors import Busy, QmsError
from qms.people.access import Right
from qms.results.opening import open_workspace
from qms.state.evidence_pages import ids_at
from qms.web.evidence.room import pages
from qms.web.fields import Form
from qms.web.files import name_of
from qms.web.here import from_script, here, needs
from qms.web.refused import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from werkzeug.wrappers import Response

    from qms.evidence.uploading import Uploaded
    from qms.web.here import Here
    from qms.web.jobs import Job
    from qms.workspace.workspace import Workspace

AT_ONCE = 50
"""Files in one form."""
SOON = 2.0
"""Seconds that are waited for the pass, so that a small one leads to the file at once."""
_PATIENCE = 20.0
_ATTEMPTS = 6  # of a pass while another one has the lock; each waits ten seconds
_starting = threading.Lock()


@pages.get("/evidence/upload")
@needs(Right.DECIDE)
def upload() -> str:
    """Show the form."""
    return _form({"folder": request.args.get("folder", "")})


@pages.post("/evidence/upload")
@needs(Right.DECIDE)
def take() -> Response | tuple[Any, int]:
    """Write the files that came, tell what became of each, and bring them in."""
    h, form = here(), Form(request.form)
    folder, fresh = form.text("folder", longest=1000), form.text("new_folder", longest=120)
    place = f"{folder}/{fresh}" if folder and fresh else folder or fresh
    files = [one for one in request.files.getlist("files") if one.filename]
    if not files:
        form.fail("files", "web_field_required")
    elif len(files) > AT_ONCE:
        form.fail("files", "web_ev_too_many", {"count": AT_ONCE})
    if not form.ok:
        return _refused(form, [])
    done: list[Uploaded] = []
    told: list[str] = []
    for one in files:
        try:
            found = put(
                h.workspace,
                place,
                one.filename or "",
                one.stream,
                hidden=h.hidden,
                twice=form.ticked("twice"),
            )
        except QmsError as error:
            told.append(refusal(error).line)
        else:
            done.append(found)
    if not done:
        return _refused(form, told)
    for sentence in told:
        flash(sentence, "bad")
    for each in done:
        _tell(each)
    return _answer(arrive(h, done))


def _tell(one: Uploaded) -> None:
    """Say where a name was taken already, and where the same bytes lay already."""
    if one.same_as is not None:
        flash(say("web_ev_same", {"path": one.same_as}), "warn")
    elif one.renamed:
        flash(say("web_ev_renamed", {"name": name_of(one.path)}), "warn")


def _refused(form: Form, told: Sequence[str]) -> tuple[Any, int]:
    if from_script():
        return jsonify({"error": " ".join([*told, *form.wrong.values()])}), 400
    return _form(dict(form.sent.items()), form.wrong, told), 400


def _answer(address: str) -> Response:
    return jsonify({"address": address}) if from_script() else redirect(address)


def _form(typed: dict[str, str], wrong: dict[str, str] | None = None, told: Sequence[str] = ()) -> str:
    h = here()
    places = [(name, name) for name in folders(h.workspace)]
    return render_template(
        "evidence/upload.html", folders=places, typed=typed, wrong=wrong or {}, told=told, most=MOST >> 20
    )


def arrive(h: Here, done: Sequence[Uploaded]) -> str:
    """Begin the pass that brings uploaded files in, and return where to go: the file, the list of them, or the pass."""
    job = bring_in(h, [one.raw for one in done])
    if job is None:
        flash(say("web_ev_soon"), "warn")
        return url_for("evidence.listed")
    if job.wait(SOON) and job.error is None:
        return job.address
    return url_for("work.show", ident=job.id)


def bring_in(h: Here, raws: Sequence[bytes]) -> Job | None:
    """Begin a pass after an upload; one of another upload that runs is waited for, None where that takes too long."""
    root, person = h.workspace.root, h.person.id
    listed = url_for("evidence.listed")
    shown = url_for("evidence.show", ident="IDENT")

    def work(job: Job) -> None:
        ids = _pass(root, person, raws)
        job.outcome = ("web_ev_came_in", {"count": len(ids)})
        separator = "&" if "?" in listed else "?"
        job.address = (
            shown.replace("IDENT", ids[0]) if len(ids) == 1 else f"{listed}{separator}came={'.'.join(ids)}"
        )

    with _starting:
        for job in h.server.jobs.running():
            if job.kind == "upload" and not job.wait(_PATIENCE):
                return None
        return h.server.jobs.start("upload", person, work)


def _pass(root: Path, person: str, raws: Sequence[bytes]) -> list[str]:
    """Bring the workspace in step and return the ids of what was uploaded.

    A pass of the watcher that goes on meanwhile may do it as well. Raises IndexBusy when none of both came to an end.
    """
    from qms.upkeep.sync import sync

    workspace = open_workspace(root, person)
    try:
        for attempt in range(_ATTEMPTS):
            try:
                sync(workspace)
                break
            except Busy:
                if attempt + 1 == _ATTEMPTS and len(_known(workspace, raws)) < len(set(raws)):
                    raise
        return _known(workspace, raws)
    finally:
        workspace.close()


def _known(workspace: Workspace, raws: Sequence[bytes]) -> list[str]:
    with workspace.state.read() as conn:
        found = ids_at(conn, raws)
    return [found[raw] for raw in dict.fromkeys(raws) if raw in found]
