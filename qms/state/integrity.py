"""Ask the database itself whether it is whole, and open copies of it without changing them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from qms.state.store import StateDamaged, StateNewer
from qms.state.tables import HEAD

if TYPE_CHECKING:
    from pathlib import Path


def database_problems(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a database file, in its own words; empty means whole."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            found = [str(row[0]) for row in conn.execute("PRAGMA integrity_check")]
            broken = conn.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [text for text in found if text != "ok"] + [f"foreign key: {row[0]} {row[1]}" for row in broken]


def schema_of(path: Path) -> str:
    """Return the schema number of a database file. Raises StateDamaged or StateNewer."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as conn:
            row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise StateDamaged(path=path) from error
    number = str(row[0]) if row else ""
    if number > HEAD:
        raise StateNewer(found=number, known=HEAD)
    return number
