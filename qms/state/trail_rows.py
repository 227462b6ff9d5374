"""Read the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.tables import trail

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Row


def newest_entries(conn: Connection, limit: int) -> list[Row[Any]]:
    """Return the newest entries, newest first."""
    return list(conn.execute(sa.select(trail).order_by(trail.c.seq.desc()).limit(limit)))


def entries_about(conn: Connection, reference: str, limit: int) -> list[Row[Any]]:
    """Return the newest entries about an indicator (`local:L2`) and about what was linked to it, newest first."""
    about = (trail.c.subject == reference) | trail.c.subject.endswith(f">{reference}", autoescape=True)
    return list(conn.execute(sa.select(trail).where(about).order_by(trail.c.seq.desc()).limit(limit)))


def genesis(conn: Connection) -> str:
    """Return the hash of the first entry, which marks this workspace wherever it is; "" where nothing was done yet."""
    return conn.execute(sa.select(trail.c.hash).where(trail.c.seq == 1)).scalar() or ""


def entries_named(conn: Connection, action: str, limit: int) -> list[Row[Any]]:
    """Return the newest entries of one action, newest first."""
    named = sa.select(trail).where(trail.c.action == action)
    return list(conn.execute(named.order_by(trail.c.seq.desc()).limit(limit)))
