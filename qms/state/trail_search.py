"""Find entries of the trail by who, what and when."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.tables import trail

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy.engine import Connection, Row


def actors_and_actions(conn: Connection) -> tuple[list[str], list[str]]:
    """Return who ever did something, and what was ever done."""
    actors = conn.execute(sa.select(trail.c.actor).distinct().order_by(trail.c.actor)).scalars()
    actions = conn.execute(sa.select(trail.c.action).distinct().order_by(trail.c.action)).scalars()
    return list(actors), list(actions)


def matching(
    conn: Connection, actor: str = "", action: str = "", since: date | None = None, until: date | None = None
) -> list[tuple[int, str]]:
    """Return number and subject of entries, newest first; both days are included."""
    query = sa.select(trail.c.seq, trail.c.subject).order_by(trail.c.seq.desc())
    if actor:
        query = query.where(trail.c.actor == actor)
    if action:
        query = query.where(trail.c.action == action)
    if since is not None:
        query = query.where(trail.c.at >= since.isoformat())
    if until is not None:
        query = query.where(trail.c.at < (until + timedelta(days=1)).isoformat())
    return [(row.seq, row.subject) for row in conn.execute(query)]


def numbered(conn: Connection, numbers: Sequence[int]) -> list[Row[Any]]:
    """Return entries by number, newest first; at most some hundreds at once."""
    query = sa.select(trail).where(trail.c.seq.in_(numbers)).order_by(trail.c.seq.desc())
    return list(conn.execute(query))
