"""Run long work beside the requests: it shows how far it is, and the page that began it can be left."""

from __future__ import annotations

import contextvars
import secrets
import threading
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import day_form
from qms.model.errors import QmsError, foreseen
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEPT = 50
"""Jobs that are remembered after they ended; the oldest are forgotten first."""


@dataclass(slots=True)
class Job:
    """Hold one piece of long work.

    `kind` names it (`web_job_KIND` is its title), `person` began it. `done` and `total` count steps, `total` 0 where
    nobody knows; `stage` is the code of what it does now. At the end either `error` says why it failed, or `outcome`
    (code and params) what came of it, and `address` where to see that.
    """

    id: str
    kind: str
    person: str
    began: str
    done: int = 0
    total: int = 0
    stage: str = ""
    ended: str = ""
    error: QmsError | None = None
    outcome: tuple[str, Mapping[str, Any]] = ("web_job_done", {})
    address: str = ""
    _over: threading.Event = field(default_factory=threading.Event)

    def step(self, done: int, total: int = 0, stage: str = "") -> None:
        """Tell how far the work is."""
        self.done, self.total = done, total or self.total
        self.stage = stage or self.stage

    @property
    def running(self) -> bool:
        """Say whether it still runs."""
        return not self.ended

    def wait(self, seconds: float) -> bool:
        """Wait for the end, at most so long; say whether it came."""
        return self._over.wait(seconds)


class Jobs:
    """Keep the jobs of this program; one of a kind runs at a time, a second start gives the one that runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def start(self, kind: str, person: str, work: Callable[[Job], None]) -> Job:
        """Begin `work` in a thread of its own, in the language of the caller, and return its job."""
        with self._lock:
            for job in self._jobs.values():
                if job.kind == kind and job.running:
                    return job
            job = Job(secrets.token_hex(8), kind, person, clock.now())
            self._jobs[job.id] = job
            for old in [j.id for j in self._jobs.values() if not j.running][:-KEPT]:
                del self._jobs[old]
        context = contextvars.copy_context()
        threading.Thread(target=context.run, args=(_run, job, work), daemon=True).start()
        return job

    def get(self, ident: str) -> Job | None:
        """Return a job, or None where none is known by that id."""
        return self._jobs.get(ident)

    def running(self) -> tuple[Job, ...]:
        """Return what runs now."""
        return tuple(job for job in list(self._jobs.values()) if job.running)

    def all(self) -> tuple[Job, ...]:
        """Return all that is remembered, the newest first."""
        return tuple(reversed(list(self._jobs.values())))

    def wait(self, seconds: float) -> None:
        """Give what runs a while to end."""
        for job in self.running():
            job.wait(seconds)


def _run(job: Job, work: Callable[[Job], None]) -> None:
    day_form.set(date.isoformat)  # what is written to files reads as the commands write it
    try:
        work(job)
    except Exception as error:  # noqa: BLE001 - a thread that dies unseen would leave its page waiting for ever
        job.error = foreseen(error)
    finally:
        job.ended = clock.now()
        job._over.set()
