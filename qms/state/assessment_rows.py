"""Read and write rounds of self-assessment and what people decided in them, which is never changed afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.model.errors import ChangedMeanwhile
from qms.state.evidence_rows import new_id
from qms.state.tables import assessment_rounds, assessments

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.engine import Connection, Row


def round_rows(conn: Connection, framework: str) -> list[Row[Any]]:
    """Return the rounds of a framework, oldest first; of those opened on the same day an open one is the newest."""
    table = assessment_rounds.c
    query = sa.select(assessment_rounds).where(table.framework == framework)
    order = (table.opened_on, table.closed_on.is_(None), table.closed_on, table.at, table.name)
    return list(conn.execute(query.order_by(*order)))


def insert_round(conn: Connection, values: Mapping[str, Any]) -> str:
    """Add an open round and return its id."""
    ident = new_id("n")
    conn.execute(assessment_rounds.insert().values(id=ident, closed_on=None, version=1, **values))
    return ident


def end_round(conn: Connection, ident: str, day: date) -> None:
    """Close a round; raises ChangedMeanwhile where somebody closed it before."""
    where = (assessment_rounds.c.id == ident) & assessment_rounds.c.closed_on.is_(None)
    values = {"closed_on": day, "version": assessment_rounds.c.version + 1}
    if conn.execute(assessment_rounds.update().where(where).values(**values)).rowcount == 0:
        raise ChangedMeanwhile(subject=ident)


def assessment_rows(conn: Connection, ident: str) -> list[Row[Any]]:
    """Return all decisions of a round with those that were replaced, by scale and service, oldest first."""
    table = assessments.c
    query = sa.select(assessments).where(table.round == ident)
    return list(conn.execute(query.order_by(table.criterion, table.perspective, table.service, table.number)))


def add_assessment(conn: Connection, values: Mapping[str, Any]) -> int:
    """Append a decision about a scale (of a service or, with None, of the organisation) and return its number."""
    table = assessments.c
    where = (table.round == values["round"]) & (table.criterion == values["criterion"])
    where &= table.perspective == values["perspective"]
    service = values["service"]
    where &= table.service.is_(None) if service is None else table.service == service
    last = conn.execute(sa.select(sa.func.max(table.number)).where(where)).scalar() or 0
    conn.execute(assessments.insert().values(id=new_id("a"), number=last + 1, **values))
    return int(last) + 1
