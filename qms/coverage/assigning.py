"""Hand one indicator to somebody, unless another person changed it since it was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.model.errors import ChangedMeanwhile
from qms.people.actors import find_person
from qms.state.link_rows import indicator_rows, put_indicator

if TYPE_CHECKING:
    from datetime import date

    from qms.model.references import Ref
    from qms.workspace.workspace import Workspace


def versions_of(workspace: Workspace) -> dict[str, int]:
    """Return by indicator the version of owner and due date; one that nobody has touched is 0 and is not among them."""
    with workspace.state.read() as conn:
        return {ref: row.version for ref, row in indicator_rows(conn, workspace.framework.id).items()}


def hand_over(workspace: Workspace, ref: Ref, person: str | None, due: date | None, version: int) -> bool:
    """Set owner and due date as they are given, None taking one away; say whether anything changed.

    `version` is the one that was looked at. Raises UnknownPerson or ChangedMeanwhile; nothing is written then.
    """
    owner = find_person(workspace.settings.people, person).id if person else None
    with workspace.state.write(workspace.actor.id) as change:
        row = indicator_rows(change.conn, ref.framework).get(ref.ref)
        if (row.version if row else 0) != version:
            raise ChangedMeanwhile
        before = (row.owner, row.due) if row else (None, None)
        if before == (owner, due):
            return False
        put_indicator(change.conn, ref.framework, ref.ref, {"owner": owner, "due": due})
        change.log("indicator.set", str(ref), owner=owner, due=str(due) if due else None)
        return True
