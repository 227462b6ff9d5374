"""Read and write what people chose for files in audit packs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.tables import pack_choices

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection, Row


def choices_by_evidence(conn: Connection) -> dict[str, Row[Any]]:
    """Return the choices by evidence id."""
    return {row.evidence: row for row in conn.execute(sa.select(pack_choices))}


def put_choice(
    conn: Connection, evidence: str, choice: str, sha256: str, because: str, by: str, at: str
) -> None:
    """Set the choice for a file at its present bytes, in place of an earlier one."""
    drop_choice(conn, evidence)
    conn.execute(
        pack_choices.insert().values(
            evidence=evidence, choice=choice, sha256=sha256, because=because, by=by, at=at
        )
    )


def drop_choice(conn: Connection, evidence: str) -> None:
    """Remove the choice for a file, if there is one."""
    conn.execute(pack_choices.delete().where(pack_choices.c.evidence == evidence))


def erase_choices(conn: Connection, ids: Collection[str]) -> None:
    """Delete the choices for evidence that is forgotten; an old copy of the database has none."""
    if sa.inspect(conn).has_table(pack_choices.name):
        conn.execute(pack_choices.delete().where(pack_choices.c.evidence.in_(ids)))


def move_choice(conn: Connection, keep: str, gone: str) -> None:
    """Let a choice speak of the file that stays, where nothing was chosen for that one."""
    if keep in choices_by_evidence(conn):
        drop_choice(conn, gone)
    conn.execute(pack_choices.update().where(pack_choices.c.evidence == gone).values(evidence=keep))
