"""Tell how the watching goes, and bring the evidence in step from the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, request, url_for

from qms.locale.sentences import SENTENCES, say
from qms.people.access import Right
from qms.results.opening import open_workspace
from qms.web.here import here, needs
from qms.web.looks import error_text, moment_text
from qms.web.overview.rooms import pages

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.wrappers import Response

    from qms.web.jobs import Job

BRAKE = "brake"


@pages.post("/sync")
@needs(Right.DECIDE)
def sync() -> Response:
    """Begin to bring the evidence in step; that very many files are gone is believed only when somebody says so."""
    h = here()
    accept = bool(request.form.get("accept_missing"))
    if accept and not request.form.get("sure"):
        flash(say("web_sync_sure_needed"), "bad")
        return redirect(url_for("overview.show"))
    root, person, back = h.workspace.root, h.person.id, url_for("overview.show")

    def work(job: Job) -> None:
        bring_in_step(job, root, person, accept_missing=accept)
        job.address = back

    job = h.server.jobs.start("sync", person, work)
    return redirect(url_for("work.show", ident=job.id))


def bring_in_step(job: Job, root: Path, person: str, *, accept_missing: bool = False) -> None:
    """Run one pass as `qms sync` does, scanned pages included, and leave in the job what came of it."""
    from qms.upkeep.recognition import recognise_waiting
    from qms.upkeep.sync import count_unsearchable
    from qms.upkeep.sync import sync as run

    workspace = open_workspace(root, person)

    def stage(name: str) -> None:
        code = f"web_sync_{name}"
        job.step(job.done + 1 if job.stage == code else 1, stage=code if code in SENTENCES else "")

    try:
        report = run(workspace, accept_missing=accept_missing, progress=stage)
        job.step(0, stage="web_sync_pages")
        pages_read = recognise_waiting(
            workspace, progress=lambda p: job.step(p.done, p.total, "web_sync_pages")
        )
        if pages_read.files:
            report.counts.unreadable = count_unsearchable(workspace)
        names = ("added", "changed", "moved", "missing", "unreadable")
        job.outcome = ("sync_done", {name: getattr(report.counts, name) for name in names})
    finally:
        workspace.close()


def watching_shown() -> dict[str, Any]:
    """Return how the watching goes, in words: one line, troubles, and whether the brake waits for an answer."""
    server = here().server
    watching, status = server.watching, server.watching.status
    troubles = list(dict.fromkeys(watching.troubles))
    last = next((job for job in server.jobs.all() if job.kind == "sync"), None)
    is_braked = status is not None and status.trouble == BRAKE
    if last is not None and last.error is not None and not last.running:
        troubles = list(dict.fromkeys([*troubles, error_text(last.error)]))
        is_braked = is_braked or last.error.code == BRAKE
    if status is not None:
        facts = {"waiting": status.waiting, "done": status.done, "pages": status.pages}
        line = say(f"watch_state_{status.state}", facts)
        since = say("web_watch_last", {"at": moment_text(status.last_pass)}) if status.last_pass else ""
    else:
        line, since = say("web_watch_other" if watching.busy else "web_watch_none"), ""
    return {
        "line": line,
        "last": since,
        "troubles": troubles[-2:],
        "braked": is_braked,
        "may": here().may(Right.DECIDE),
    }
