"""Change what a link says: kinds, dates, services and note; what it points at stays, and so does what was confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.evidence.finding import find_one
from qms.evidence.linking import NoSuchLink, Seen, propose_living, refuse_unseen
from qms.evidence.services import check_services
from qms.state.link_rows import find_link, update_link

if TYPE_CHECKING:
    from datetime import date

    from qms.model.references import Ref
    from qms.model.words import EvidenceKind
    from qms.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LinkEdit:
    """Hold all that a link shall say; no services means all of them. Dates that the person sees to are not assumed."""

    kinds: tuple[EvidenceKind, ...]
    services: tuple[str, ...]
    date_from: date | None
    date_to: date | None
    note: str
    date_confirmed: bool = False


def edit_link(workspace: Workspace, name: str, ref: Ref, edit: LinkEdit, seen: Seen) -> str:
    """Let a link say what a person wants, and return the path of its file; a suspect link stays suspect.

    A date that is not touched stays assumed where it was, unless it is confirmed. Raises UnknownService, NoSuchLink
    or ChangedMeanwhile, and nothing is written then.
    """
    check_services(workspace, edit.services)
    with workspace.state.write(workspace.actor.id) as change:
        row = find_one(change.conn, name)
        found = find_link(change.conn, row.id, ref.framework, ref.ref)
        if found is None:
            raise NoSuchLink(path=row.path, ref=str(ref))
        refuse_unseen(row, found, seen)
        end = edit.date_to or edit.date_from
        same = (found.date_from, found.date_to) == (edit.date_from, end)
        values = {
            "kinds": [kind.value for kind in edit.kinds],
            "services": list(edit.services),
            "date_from": edit.date_from,
            "date_to": end,
            "date_assumed": bool(found.date_assumed) and same and not edit.date_confirmed,
            "note": edit.note,
        }
        update_link(change.conn, found.id, values, seen.version)
        propose_living(change, row, edit.kinds)
        details = {name: values[name] for name in ("kinds", "services")}
        change.log("link.set", f"{row.id}>{ref}", **details)
    return str(row.path)
