"""Read and write folder rules and series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.model.arrivals import FolderRule, Series
from qms.model.words import EvidenceKind
from qms.state.audit_tables import folder_rules, series
from qms.state.evidence_rows import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection


def all_series(conn: Connection) -> list[Series]:
    """Return all series by name."""
    rows = conn.execute(sa.select(series).order_by(series.c.name, series.c.id))
    return [Series(r.id, r.name, r.every_months) for r in rows]


def find_series(conn: Connection, name: str) -> Series | None:
    """Return the series of that name, however it is capitalised."""
    return next((s for s in all_series(conn) if s.name.casefold() == name.strip().casefold()), None)


def put_series(conn: Connection, name: str, every_months: int, by: str, at: str) -> Series:
    """Make a series, or give the one of that name another interval, and return it."""
    found = find_series(conn, name)
    if found is None:
        ident = new_id("r")
        values = {"name": name.strip(), "every_months": every_months, "by": by, "at": at, "version": 1}
        conn.execute(series.insert().values(id=ident, **values))
        return Series(ident, name.strip(), every_months)
    changed = {"every_months": every_months, "version": series.c.version + 1}
    conn.execute(series.update().where(series.c.id == found.id).values(**changed))
    return Series(found.id, found.name, every_months)


def all_rules(conn: Connection, framework: str | None = None) -> list[FolderRule]:
    """Return folder rules by folder, of one standard or of all."""
    known = {s.id: s for s in all_series(conn)}
    query = sa.select(folder_rules).order_by(folder_rules.c.folder, folder_rules.c.framework)
    if framework is not None:
        query = query.where(folder_rules.c.framework == framework)
    return [
        FolderRule(
            id=r.id,
            folder=r.folder,
            framework=r.framework,
            indicators=tuple(r.indicators),
            kinds=tuple(EvidenceKind(k) for k in r.kinds),
            services=tuple(r.services),
            series=known.get(r.series),
            by=r.by,
        )
        for r in conn.execute(query)
    ]


def put_rule(conn: Connection, values: Mapping[str, Any]) -> str:
    """Make the rule of a folder for a standard, or replace it, and return its id."""
    where = (folder_rules.c.folder == values["folder"]) & (folder_rules.c.framework == values["framework"])
    found = conn.execute(sa.select(folder_rules.c.id).where(where)).scalar()
    if found is not None:
        changed = {**values, "version": folder_rules.c.version + 1}
        conn.execute(folder_rules.update().where(folder_rules.c.id == found).values(**changed))
        return str(found)
    ident = new_id("r")
    conn.execute(folder_rules.insert().values(id=ident, version=1, **values))
    return ident


def delete_rule(conn: Connection, ident: str) -> None:
    """Remove a folder rule; links that came of it stay, and so does its series."""
    conn.execute(folder_rules.delete().where(folder_rules.c.id == ident))
