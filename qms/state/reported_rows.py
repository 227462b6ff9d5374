"""Read and write what people reported, and lay what is said without a name where its place tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.evidence_rows import new_id
from qms.state.people_tables import reports
from qms.state.scattering import scatter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection, Row


def insert_report(conn: Connection, values: Mapping[str, Any], *, hide_order: bool) -> str:
    """Add a report and return its id; with `hide_order` its place is drawn by lot, as SQLite keeps rows in order."""
    ident = new_id("m")
    conn.execute(reports.insert().values(id=ident, **values))
    if hide_order:
        scatter(conn, reports, ident)
    return ident


def report_rows(conn: Connection, person: str | None = None) -> list[Row[Any]]:
    """Return the reports of a person, or all of them, newest first."""
    query = sa.select(reports)
    if person is not None:
        query = query.where(reports.c.person == person)
    return list(conn.execute(query.order_by(reports.c.at.desc(), reports.c.id)))
