"""Read and write what was released to external auditors, and which evidence is confidential."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from qms.state.evidence_rows import new_id
from qms.state.people_tables import releases
from qms.state.tables import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection, Row


class Mark(NamedTuple):
    """Hold what hiding asks of an evidence: its container, if it lies in one, and whether it is confidential."""

    id: str
    container: str | None
    personal_data: bool


def evidence_marks(conn: Connection) -> list[Mark]:
    """Return the marks of all evidence, those that were deleted as due included."""
    query = sa.select(evidence.c.id, evidence.c.container, evidence.c.personal_data)
    return [Mark(*row) for row in conn.execute(query)]


def chain_of(conn: Connection, ident: str) -> list[Mark]:
    """Return the marks of an evidence and of what it lies in, the innermost first; empty for an unknown id."""
    found: list[Mark] = []
    wanted: str | None = ident
    while wanted is not None:
        query = sa.select(evidence.c.id, evidence.c.container, evidence.c.personal_data)
        row = conn.execute(query.where(evidence.c.id == wanted)).first()
        if row is None:
            break
        found.append(Mark(*row))
        wanted = row.container
    return found


def releases_of(conn: Connection, person: str) -> list[Row[Any]]:
    """Return what was released to a person, in the order in which it was."""
    query = sa.select(releases).where(releases.c.person == person)
    return list(conn.execute(query.order_by(releases.c.at, releases.c.id)))


def count_releases(conn: Connection) -> dict[str, tuple[int, int]]:
    """Return how many evidences and documents are released, by person."""
    counts = sa.func.count(releases.c.evidence), sa.func.count(releases.c.document)
    query = sa.select(releases.c.person, *counts).group_by(releases.c.person)
    return {person: (files, documents) for person, files, documents in conn.execute(query)}


def add_release(conn: Connection, person: str, kind: str, ident: str, by: str, at: str) -> bool:
    """Release an `evidence` or a `document` (the `kind`) to a person; say whether it was not released before."""
    same = (releases.c.person == person) & (releases.c[kind] == ident)
    if conn.execute(sa.select(releases.c.id).where(same)).first() is not None:
        return False
    conn.execute(releases.insert().values(id=new_id("g"), person=person, by=by, at=at, **{kind: ident}))
    return True


def drop_release(conn: Connection, person: str, kind: str, ident: str) -> bool:
    """Take back the release of an `evidence` or a `document`; say whether there was one."""
    same = (releases.c.person == person) & (releases.c[kind] == ident)
    return conn.execute(releases.delete().where(same)).rowcount > 0


def erase_releases(conn: Connection, ids: Iterable[str]) -> None:
    """Delete the releases of evidence that is forgotten; an old copy of the database has none."""
    if sa.inspect(conn).has_table(releases.name):
        conn.execute(releases.delete().where(releases.c.evidence.in_(list(ids))))
