"""Count the rows that name a service, a function, a group, or something by name in a register."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import sqlalchemy as sa

from qms.state.decisions import mentions
from qms.state.tables import assessments, documents, folder_rules, readings, register_entries

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


def naming_service(conn: Connection, ident: str) -> Counter[str]:
    """Count the decisions of each table that name a service."""
    found = Counter(one.table for one in mentions(conn) if ident in one.services)
    for rule in conn.execute(sa.select(folder_rules.c.services)):
        found["folder_rules"] += ident in rule.services
    query = sa.select(sa.func.count()).where(assessments.c.service == ident)
    found["assessments"] += conn.execute(query).scalar_one()
    return found


def naming_function(conn: Connection, ident: str) -> Counter[str]:
    """Count the documents of a function."""
    query = sa.select(sa.func.count()).where(documents.c.instance == ident)
    return Counter({"documents": conn.execute(query).scalar_one()})


def naming_group(conn: Connection, ident: str) -> Counter[str]:
    """Count the confirmations of reading of a group."""
    query = sa.select(sa.func.count()).where(readings.c.group == ident)
    return Counter({"readings": conn.execute(query).scalar_one()})


def entries_with(conn: Connection, named: set[str]) -> int:
    """Count the entries made in registers in which a cell is one of these texts."""
    query = sa.select(register_entries.c.cells).where(~register_entries.c.removed)
    rows = conn.execute(query).scalars()
    return sum(any(cell in named for cell in cells.values() if isinstance(cell, str)) for cells in rows)
