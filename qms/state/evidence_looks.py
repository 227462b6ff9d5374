"""Read of the evidence register what tells fast whether anything changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from qms.model.words import EvidenceStatus
from qms.state.tables import evidence

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_SOME = "SELECT 1 FROM evidence WHERE container IS NULL AND status = ? LIMIT 1"
_LOOKS = "SELECT raw, size, mtime_ns, inode FROM evidence WHERE container IS NULL AND status = ?"


def last_looks(conn: Connection) -> dict[bytes, tuple[bytes, int, int, int]] | None:
    """Return raw path, size, time of change and inode of the files that should be there, by raw path.

    None when one of them could not be read: that takes another look than this.
    """
    # Plain statements and rows as the driver gives them: with few files, what SQLAlchemy adds takes as long.
    if conn.exec_driver_sql(_SOME, (EvidenceStatus.UNREADABLE.value,)).first() is not None:
        return None
    found = conn.exec_driver_sql(_LOOKS, (EvidenceStatus.PRESENT.value,)).cursor
    return {} if found is None else {row[0]: row for row in found.fetchall()}


def newest_revisions(conn: Connection) -> dict[str, int]:
    """Return the number of the newest revision of all evidence, by id."""
    return {row[0]: row[1] for row in conn.execute(sa.select(evidence.c.id, evidence.c.revision)).all()}
