"""Find what people said of files before the register knew them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.tables import evidence, revisions, trail

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection, Row

PHOTO, NOTE = "inbox.photo", "inbox.note"
"""Actions of the trail; the subject is the beginning of the fingerprint of the file."""
PREFIX = 12


def announced_confidential(conn: Connection) -> frozenset[str]:
    """Return the beginnings of the fingerprints of files that show people, as whoever sent them in said."""
    query = sa.select(trail.c.subject, trail.c.details).where(trail.c.action == PHOTO)
    return frozenset(row.subject for row in conn.execute(query) if row.details.get("personal_data"))


def sent_by(conn: Connection, person: str, limit: int = 60) -> list[Row[Any]]:
    """Return the trail entries of the newest notes and photos that somebody sent in, newest first."""
    mine = (trail.c.actor == person) & trail.c.action.in_((PHOTO, NOTE))
    return list(conn.execute(sa.select(trail).where(mine).order_by(trail.c.seq.desc()).limit(limit)))


def evidence_beginning(conn: Connection, prefixes: Iterable[str]) -> dict[str, Row[Any]]:
    """Return the rows of the register by the beginning of a fingerprint that they have or had."""
    found: dict[str, Row[Any]] = {}
    for prefix in set(prefixes):
        had = sa.select(revisions.c.evidence).where(revisions.c.sha256.startswith(prefix, autoescape=True))
        row = conn.execute(sa.select(evidence).where(evidence.c.id.in_(had))).first()
        if row is not None:
            found[prefix] = row
    return found
