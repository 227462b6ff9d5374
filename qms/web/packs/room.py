"""Hold what the pages of reports and packs share: long work of one's own, what was looked at, what may be seen."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, flash

from qms.locale.sentences import say
from qms.web.here import here

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from qms.model.privacy import Guarded
    from qms.web.here import Here
    from qms.web.jobs import Job

pages = Blueprint("packs", __name__)


@dataclass(frozen=True, slots=True)
class Looked:
    """Hold what the guard found when it last looked: the files, the moment (ISO), and whether with a list of names.

    Nothing of the list is in it: what was found is masked, and so are names in paths.
    """

    files: tuple[Guarded, ...]
    at: str
    with_names: bool


_looked: dict[tuple[Path, str], Looked] = {}
_lock = threading.Lock()


def looked_at(h: Here) -> Looked | None:
    """Return what the guard found in the standard that is open, None where nobody had it look since the start."""
    return _looked.get((h.server.options.root, h.workspace.framework.id))


def keep_look(root: Path, framework: str, looked: Looked) -> None:
    """Keep what the guard found until the program ends."""
    with _lock:
        _looked[root, framework] = looked


def begin(kind: str, work: Callable[[Job], None]) -> Job | None:
    """Begin long work; None, with a message, where work of that kind runs already: it was asked for differently."""
    h = here()
    known = {job.id for job in h.server.jobs.running()}
    job = h.server.jobs.start(kind, h.person.id, work)
    if job.id in known:
        flash(say("web_packs_busy"), "warn")
        return None
    return job


def sees_all(h: Here) -> bool:
    """Say whether nothing is kept from the person, so that packs may be made and fetched whatever is in them."""
    return not h.hidden
