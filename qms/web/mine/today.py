"""Take what somebody did today, as a note or a photo, into the inbox of their unit."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from qms.evidence.inbox import send_in, sent_in, unit_name
from qms.locale.sentences import say
from qms.model.errors import Busy, QmsError
from qms.people.access import Right
from qms.results.free_texts import refuse_identity_numbers
from qms.results.opening import open_workspace
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.mine.room import my_documents, pages, title_of
from qms.web.refused import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.wrappers import Response

    from qms.web.here import Here
    from qms.web.jobs import Job

PHOTO_MOST = 25 << 20
"""Bytes of a photo."""
SOON = 1.5
_PATIENCE = 20.0
_TRIES, _PAUSE = 5, 2.0


@pages.get("/me/today")
@needs(Right.OWN)
def today() -> str:
    """Show the form and what the person sent in before."""
    return _page(Form(request.form))


@pages.post("/me/today")
@needs(Right.OWN)
def send() -> str | Response | tuple[str, int]:
    """Write the note and the photo into the inbox."""
    h, form = here(), Form(request.form)
    text = form.text("text", longest=5000)
    about = form.many("about", [key for key, _ in _abouts()])
    photo = _photo(form)
    if form.ok and not text and photo is None:
        form.fail("text", "web_mine_nothing_sent")
    if not form.ok:
        return _page(form), 400
    names = dict(_abouts())
    told = [say("web_mine_about_line", {"what": "; ".join(names[key] for key in about)})] if about else []
    try:
        refuse_identity_numbers(text)
        send_in(h.workspace, h.person, text, told, photo, shows_people=not form.ticked("nobody"))
    except QmsError as error:
        form.wrong["photo" if error.code == "no_preview" else "text"] = _why(error)
        return _page(form), 400
    _bring_in(h)
    flash(say("web_mine_sent"))
    return redirect(url_for("mine.today", _anchor="sent"))


def _photo(form: Form) -> tuple[str, bytes] | None:
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        return None
    data = sent.stream.read(PHOTO_MOST + 1)
    if len(data) > PHOTO_MOST:
        form.fail("photo", "web_mine_photo_large", {"most": PHOTO_MOST >> 20})
        return None
    return sent.filename, data


def _why(error: QmsError) -> str:
    if error.code == "no_preview":
        return say("web_mine_no_photo")
    return refusal(error).line


def _abouts() -> list[tuple[str, str]]:
    """Return what a note may be about, in plain words: documents for the person, and the principles."""
    h = here()
    framework = h.workspace.framework
    documents = [(f"d:{one.document.slug}", title_of(one)) for one in my_documents() if one.is_asked]
    principles = [
        (f"p:{one.ref}", framework.title("principles", one.ref, h.language)) for one in framework.principles
    ]
    return [*dict(documents).items(), *principles]


def _page(form: Form) -> str:
    h = here()
    framework = h.workspace.framework
    found = sent_in(h.workspace, h.person)
    titles = {i.ref: framework.title("indicators", i.ref, h.language) for i in framework.indicators}
    return render_template(
        "mine/today.html",
        form=form,
        abouts=_abouts(),
        unit=unit_name(h.workspace, h.person),
        sent=found,
        titles=titles,
        framework=framework.id,
    )


def _bring_in(h: Here) -> None:
    """Begin a pass that takes the files in; where that has to wait, the next pass does it."""
    root, person, address = h.workspace.root, h.person.id, url_for("mine.today", _anchor="sent")

    def work(job: Job) -> None:
        _pass(root, person)
        job.outcome, job.address = ("web_mine_came_in", {}), address

    for job in h.server.jobs.running():
        if job.kind == "inbox" and not job.wait(_PATIENCE):
            return
    h.server.jobs.start("inbox", person, work).wait(SOON)


def _pass(root: Path, person: str) -> None:
    from qms.upkeep.sync import sync

    workspace = open_workspace(root, person)
    try:
        for _ in range(_TRIES):
            try:
                sync(workspace)
            except Busy:  # another pass runs, which may have looked at the folder before
                time.sleep(_PAUSE)
            else:
                return
    finally:
        workspace.close()
