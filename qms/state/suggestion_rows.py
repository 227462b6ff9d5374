"""Read and write what people answered to proposals: rejections, and pairs of files that are not versions of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.audit_tables import rejections, unrelated
from qms.state.evidence_rows import new_id
from qms.state.tables import evidence

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection, Row


def all_rejections(conn: Connection) -> list[Row[Any]]:
    """Return rejections with the `path` of their file, in order of path, standard and reference."""
    query = sa.select(rejections, evidence.c.path).join(evidence, evidence.c.id == rejections.c.evidence)
    return list(conn.execute(query.order_by(evidence.c.path, rejections.c.framework, rejections.c.indicator)))


def refused_pairs(conn: Connection) -> set[tuple[str, str, str]]:
    """Return (evidence, framework, indicator) of the proposals that somebody refused."""
    query = sa.select(rejections.c.evidence, rejections.c.framework, rejections.c.indicator)
    return {(r.evidence, r.framework, r.indicator) for r in conn.execute(query)}


def put_rejection(
    conn: Connection, ident: str, framework: str, indicator: str, because: str, by: str, at: str
) -> None:
    """Remember that a file does not prove an indicator, in place of an earlier reason."""
    drop_rejection(conn, ident, framework, indicator)
    pair = {"evidence": ident, "framework": framework, "indicator": indicator}
    conn.execute(rejections.insert().values(id=new_id("j"), because=because, by=by, at=at, **pair))


def drop_rejection(conn: Connection, ident: str, framework: str, indicator: str) -> bool:
    """Forget the rejection of a pair; say whether there was one."""
    table = rejections.c
    where = (table.evidence == ident) & (table.framework == framework) & (table.indicator == indicator)
    return conn.execute(rejections.delete().where(where)).rowcount > 0


def all_unrelated(conn: Connection) -> list[Row[Any]]:
    """Return pairs of files that are not versions of one, with the `path` and `other_path` of both."""
    one, two = evidence.alias(), evidence.alias()
    query = (
        sa.select(unrelated, one.c.path, two.c.path.label("other_path"))
        .join(one, one.c.id == unrelated.c.evidence)
        .join(two, two.c.id == unrelated.c.other)
        .order_by(one.c.path, two.c.path)
    )
    return list(conn.execute(query))


def unrelated_pairs(conn: Connection) -> frozenset[frozenset[str]]:
    """Return the ids of files of which somebody said that neither is a version of the other."""
    query = sa.select(unrelated.c.evidence, unrelated.c.other)
    return frozenset(frozenset((row.evidence, row.other)) for row in conn.execute(query))


def put_unrelated(conn: Connection, ident: str, other: str, because: str, by: str, at: str) -> None:
    """Remember that two files are not versions of one, in place of an earlier reason."""
    drop_unrelated(conn, ident, other)
    conn.execute(unrelated.insert().values(evidence=ident, other=other, because=because, by=by, at=at))


def drop_unrelated(conn: Connection, ident: str, other: str) -> bool:
    """Forget what was said of two files, in either order; say whether there was something."""
    table = unrelated.c
    where = (table.evidence == ident) & (table.other == other)
    where |= (table.evidence == other) & (table.other == ident)
    return conn.execute(unrelated.delete().where(where)).rowcount > 0


def erase_answers(conn: Connection, ids: Collection[str]) -> None:
    """Delete all that was answered about evidence that is forgotten; an old copy of the database has no answers."""
    if not sa.inspect(conn).has_table(rejections.name):
        return
    conn.execute(rejections.delete().where(rejections.c.evidence.in_(ids)))
    conn.execute(unrelated.delete().where(unrelated.c.evidence.in_(ids) | unrelated.c.other.in_(ids)))
