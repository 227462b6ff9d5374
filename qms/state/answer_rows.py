"""Move what people answered to proposals, and what they released, when two evidences turn out to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from qms.state.audit_tables import rejections, unrelated
from qms.state.people_tables import releases

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def move_answers(conn: Connection, keep: str, gone: str) -> None:
    """Let what people answered to proposals speak of the file that stays, where it says nothing of its own."""
    table = rejections.c
    have = {
        (r.framework, r.indicator)
        for r in conn.execute(sa.select(table.framework, table.indicator).where(table.evidence == keep))
    }
    for row in list(conn.execute(sa.select(rejections).where(table.evidence == gone))):
        mine = rejections.update().where(table.id == row.id).values(evidence=keep)
        twice = (row.framework, row.indicator) in have
        conn.execute(rejections.delete().where(table.id == row.id) if twice else mine)
    pairs = list(conn.execute(sa.select(unrelated)))
    said = {frozenset((r.evidence, r.other)) for r in pairs}
    for row in (r for r in pairs if gone in (r.evidence, r.other)):
        conn.execute(
            unrelated.delete().where(
                (unrelated.c.evidence == row.evidence) & (unrelated.c.other == row.other)
            )
        )
        one, other = (keep if i == gone else i for i in (row.evidence, row.other))
        if one != other and frozenset((one, other)) not in said:
            conn.execute(unrelated.insert().values(**{**row._asdict(), "evidence": one, "other": other}))


def move_releases(conn: Connection, keep: str, gone: str) -> None:
    """Let what was released of one evidence speak of the one that it was joined to."""
    have = sa.select(releases.c.person).where(releases.c.evidence == keep)
    persons = set(conn.execute(have).scalars())
    mine = releases.c.evidence == gone
    conn.execute(releases.delete().where(mine & releases.c.person.in_(persons)))
    conn.execute(releases.update().where(mine).values(evidence=keep))
