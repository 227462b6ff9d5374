"""List what decisions refer to outside the database: indicators, services and people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from qms.state.tables import (
    actions,
    audit_rounds,
    documents,
    exemptions,
    findings,
    indicators,
    links,
    statements,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold what one row refers to; None or empty where it refers to nothing of that sort.

    `id` tells the row: its id, or for links evidence>framework:indicator.
    """

    table: str
    id: str
    framework: str | None = None
    indicator: str | None = None
    services: tuple[str, ...] = ()
    person: str | None = None


def mentions(conn: Connection) -> list[Mention]:
    """Return the references of every decision, table by table, in a stable order."""
    found = [
        Mention(
            "links", f"{r.evidence}>{r.framework}:{r.indicator}", r.framework, r.indicator, tuple(r.services)
        )
        for r in conn.execute(
            sa.select(links).order_by(links.c.evidence, links.c.framework, links.c.indicator)
        )
    ]
    for table in (exemptions, statements):
        found += [
            Mention(table.name, r.id, r.framework, r.indicator, (r.service,) if r.service else ())
            for r in conn.execute(sa.select(table).order_by(table.c.id))
        ]
    order = (indicators.c.framework, indicators.c.indicator)
    found += [
        Mention("indicators", f"{r.framework}:{r.indicator}", r.framework, r.indicator, person=r.owner)
        for r in conn.execute(sa.select(indicators).order_by(*order))
    ]
    found += [
        Mention("documents", r.slug, person=r.owner)
        for r in conn.execute(sa.select(documents).order_by(documents.c.slug, documents.c.id))
    ]
    return [*found, *_of_audits(conn)]


def _of_audits(conn: Connection) -> Iterator[Mention]:
    """Yield what audits, findings and actions refer to: one mention for each indicator, and one for the rest."""
    for r in conn.execute(sa.select(audit_rounds).order_by(audit_rounds.c.framework, audit_rounds.c.name)):
        yield Mention("audit_rounds", r.id, services=tuple(r.services))
        yield from (Mention("audit_rounds", r.id, r.framework, ref) for ref in r.indicators)
    for table in (findings, actions):
        for r in conn.execute(sa.select(table).order_by(table.c.number)):
            services = (r.service,) if r.service else ()
            owner = r.owner if table is actions else None
            yield Mention(table.name, r.number, services=services, person=owner)
            yield from (Mention(table.name, r.number, r.framework, ref) for ref in r.indicators)


def confirmed_texts(conn: Connection) -> set[str]:
    """Return the names of the texts that links were confirmed at."""
    query = sa.select(links.c.confirmed_text).where(links.c.confirmed_text.is_not(None)).distinct()
    return set(conn.execute(query).scalars())
