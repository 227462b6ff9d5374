"""Hold what the pages for external auditors share: whose eyes they are seen with, and what those may see."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, request

from qms.documents.control import list_documents
from qms.evidence.visibility import hidden_ids, may_see, released, sealed_ids
from qms.locale.sentences import say
from qms.people.access import EXTERNAL_AUDITOR, Right
from qms.state.evidence_rows import get_row
from qms.state.trail_rows import genesis
from qms.web.here import here
from qms.workspace import clock

if TYPE_CHECKING:
    from qms.documents.control import Document, Version
    from qms.model.organisation import Person

pages = Blueprint("external", __name__)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Hold the external auditor whose view is shown, and whether it is the person who asks."""

    person: Person
    is_self: bool

    @property
    def hidden(self) -> frozenset[str]:
        """Return the ids of all evidence that was not released to the auditor."""
        h = here()
        found: frozenset[str] = h.server.remembered.get(
            h.workspace, ("hidden", self.person.id), lambda: hidden_ids(h.workspace, self.person)
        )
        return found

    @property
    def sealed(self) -> frozenset[str]:
        """Return the ids of the evidence whose bytes the auditor must not get."""
        return sealed_ids(here().workspace, self.hidden)

    @property
    def documents(self) -> list[tuple[Document, Version]]:
        """Return the documents that were released and are in force today, by title."""
        h = here()
        ids = released(h.workspace, self.person.id).documents
        found = [(d, d.in_force(clock.today())) for d in list_documents(h.workspace) if d.id in ids]
        return sorted(
            ((d, version) for d, version in found if version is not None),
            key=lambda one: one[0].title.casefold(),
        )


def auditors() -> list[Person]:
    """Return the external auditors of `qms.toml`."""
    return [p for p in here().workspace.settings.people if EXTERNAL_AUDITOR in p.roles]


def viewer() -> Viewer:
    """Return with whose eyes the page is seen: the auditor's own, else those of the one that the address names.

    404 where others name nobody who is an external auditor.
    """
    h = here()
    if not h.may(Right.READ):
        return Viewer(h.person, is_self=True)
    named = request.args.get("as", "")
    known = auditors()
    found = next((p for p in known if p.id == named), known[0] if known and not named else None)
    if found is None:
        abort(404)
    return Viewer(found, is_self=False)


@pages.url_defaults
def keep_viewer(_endpoint: str, values: dict[str, Any]) -> None:
    """Stay with the eyes that were chosen."""
    if request and request.args.get("as"):
        values.setdefault("as", request.args["as"])


def title_of(document: Document) -> str:
    """Return the title of a document, with what it is where it goes with another one."""
    return f"{document.title} ({say(f'part_{document.part}')})" if document.part else document.title


pages.context_processor(lambda: {"title_of": title_of})


def seen_row(eyes: Viewer, ident: str) -> Any:
    """Return the row of a released evidence, asked of the database anew each time; 404 for all else."""
    h = here()
    if not may_see(h.workspace, eyes.person, ident):
        abort(404)
    with h.workspace.state.read() as conn:
        row = get_row(conn, ident)
    if row is None:
        abort(404)
    return row


def notes_key(eyes: Viewer) -> str:
    """Return the name under which the browser keeps the notes: of this workspace and this person."""
    h = here()
    with h.workspace.state.read() as conn:
        mark = genesis(conn)
    asked = f"{mark}:{h.person.id}:{eyes.person.id}:{h.workspace.framework.id}"
    return "qms-notes:" + hashlib.sha256(asked.encode()).hexdigest()[:20]
