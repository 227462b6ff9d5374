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


def genesis(conn: Connection) -> str:
    """Return the hash of the first entry, which marks this workspace wherever it is; "" where nothing was done yet."""
    return conn.execute(sa.select(trail.c.hash).where(trail.c.seq == 1)).scalar() or ""
