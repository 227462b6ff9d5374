"""Show long work while it runs and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, jsonify, render_template

from qms.locale.sentences import say
from qms.people.access import Right
from qms.web.here import here, needs
from qms.web.looks import error_text, hint_text

if TYPE_CHECKING:
    from flask import Response

    from qms.web.jobs import Job

pages = Blueprint("work", __name__)
EVERYBODY = (Right.READ, Right.OWN, Right.RELEASED)


@pages.get("/jobs")
@needs(Right.READ)
def listed() -> str:
    """List what runs and what ran since the program was started."""
    mine = [job for job in here().server.jobs.all() if _may_see(job)]
    return render_template("work/listed.html", jobs=[_shown(job) for job in mine])


@pages.get("/jobs/<ident>")
@needs(*EVERYBODY)
def show(ident: str) -> str:
    """Show one piece of work; without a script the page loads itself again."""
    return render_template("work/show.html", job=_shown(_job(ident)))


@pages.get("/jobs/<ident>.json")
@needs(*EVERYBODY)
def state(ident: str) -> Response:
    """Return how far it is, for the script of the page."""
    return jsonify(_shown(_job(ident)))


def _job(ident: str) -> Job:
    job = here().server.jobs.get(ident)
    if job is None or not _may_see(job):
        abort(404)
    return job


def _may_see(job: Job) -> bool:
    return job.person == here().person.id or here().may(Right.SETTINGS)


def _count(job: Job) -> str:
    """Return how many steps are done, of how many where that is known."""
    if job.total:
        return say("web_job_steps", {"done": job.done, "total": job.total})
    return say("web_job_so_far", {"done": job.done}) if job.done > 1 else ""


def _shown(job: Job) -> dict[str, Any]:
    """Return a job in words of the reader."""
    error = job.error
    code, params = job.outcome
    return {
        "id": job.id,
        "title": say(f"web_job_{job.kind}"),
        "running": job.running,
        "began": job.began,
        "ended": job.ended,
        "done": job.done,
        "total": job.total,
        "stage": say(job.stage) if job.stage else "",
        "count": _count(job),
        "failed": error is not None,
        "outcome": error_text(error) if error else ("" if job.running else say(code, params)),
        "hint": hint_text(error) if error else "",
        "address": job.address,
    }
