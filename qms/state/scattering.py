"""Lay a row where its place tells nothing: SQLite keeps rows in the order in which they came in."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.engine import Connection


def scatter(conn: Connection, table: Table, ident: str) -> None:
    """Move the row with this id to a place of the table that is drawn by lot."""
    name = table.name
    for _ in range(20):
        place = secrets.randbits(48)
        if conn.exec_driver_sql(f"SELECT 1 FROM {name} WHERE rowid = ?", (place,)).first() is None:  # noqa: S608
            conn.exec_driver_sql(f"UPDATE {name} SET rowid = ? WHERE id = ?", (place, ident))  # noqa: S608
            return
