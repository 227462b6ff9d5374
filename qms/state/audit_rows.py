"""Read and write audit rounds with their answers, findings, and actions with the check of their effect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.model.audit import ActionItem, Answer, AuditRound, Finding
from qms.model.errors import ChangedMeanwhile
from qms.model.evidence import Pin
from qms.model.references import natural_key
from qms.state.evidence_rows import new_id
from qms.state.tables import actions, audit_answers, audit_rounds, findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection, Row


def all_rounds(conn: Connection, framework: str) -> list[AuditRound]:
    """Return the audits of a standard, in the order in which they were opened."""
    query = sa.select(audit_rounds).where(audit_rounds.c.framework == framework)
    rows = conn.execute(query.order_by(audit_rounds.c.at, audit_rounds.c.id))
    return [_round(row) for row in rows]


def insert_round(conn: Connection, values: Mapping[str, Any]) -> str:
    """Add an audit and return its id."""
    ident = new_id("a")
    conn.execute(audit_rounds.insert().values(id=ident, version=1, **values))
    return ident


def update_round(conn: Connection, ident: str, values: Mapping[str, Any], version: int) -> None:
    """Change an audit that is still as it was read in `version`; raises ChangedMeanwhile."""
    _update(conn, audit_rounds, ident, values, version)


def answers_of(conn: Connection, ident: str) -> dict[tuple[str, str], Answer]:
    """Return what was answered in an audit, by indicator and role."""
    rows = conn.execute(sa.select(audit_answers).where(audit_answers.c.round == ident))
    return {
        (row.indicator, row.role): Answer(row.indicator, row.role, row.verdict, row.note, row.by, row.at)
        for row in rows
    }


def put_answer(conn: Connection, ident: str, answer: Answer) -> None:
    """Keep an answer in place of an earlier one."""
    values = {"verdict": answer.verdict, "note": answer.note, "by": answer.by, "at": answer.at}
    key = {"round": ident, "indicator": answer.indicator, "role": answer.role}
    where = sa.and_(*(audit_answers.c[name] == value for name, value in key.items()))
    if conn.execute(audit_answers.update().where(where).values(**values)).rowcount == 0:
        conn.execute(audit_answers.insert().values(id=new_id("q"), **key, **values))


def all_findings(conn: Connection, framework: str | None = None) -> list[Finding]:
    """Return the findings of a standard, or of all, in the order of their numbers."""
    query = sa.select(findings)
    if framework is not None:
        query = query.where(findings.c.framework == framework)
    return sorted((_finding(row) for row in conn.execute(query)), key=lambda f: natural_key(f.number))


def insert_finding(conn: Connection, values: Mapping[str, Any], year: int) -> str:
    """Add a finding under the next number of a year and return that number."""
    number = _next_number(conn, findings, f"F-{year}-")
    conn.execute(findings.insert().values(id=new_id("f"), number=number, version=1, **values))
    return number


def update_finding(conn: Connection, ident: str, values: Mapping[str, Any], version: int) -> None:
    """Change a finding that is still as it was read in `version`; raises ChangedMeanwhile."""
    _update(conn, findings, ident, values, version)


def all_actions(conn: Connection, framework: str | None = None) -> list[ActionItem]:
    """Return the actions of a standard, or of all, in the order of their numbers."""
    query = sa.select(actions)
    if framework is not None:
        query = query.where(actions.c.framework == framework)
    return sorted((_action(row) for row in conn.execute(query)), key=lambda a: natural_key(a.number))


def insert_action(conn: Connection, values: Mapping[str, Any], year: int) -> str:
    """Add an action under the next number of a year and return that number."""
    number = _next_number(conn, actions, f"A-{year}-")
    conn.execute(actions.insert().values(id=new_id("i"), number=number, version=1, **values))
    return number


def update_action(conn: Connection, ident: str, values: Mapping[str, Any], version: int) -> None:
    """Change an action that is still as it was read in `version`; raises ChangedMeanwhile."""
    _update(conn, actions, ident, values, version)


def _update(conn: Connection, table: sa.Table, ident: str, values: Mapping[str, Any], version: int) -> None:
    query = table.update().where((table.c.id == ident) & (table.c.version == version))
    if conn.execute(query.values(**values, version=version + 1)).rowcount == 0:
        raise ChangedMeanwhile(subject=values.get("number", ident))


def _next_number(conn: Connection, table: sa.Table, prefix: str) -> str:
    """Return the number after the highest that begins so; nothing is ever deleted, so none is used twice."""
    taken = conn.execute(sa.select(table.c.number).where(table.c.number.startswith(prefix))).scalars()
    ends = [number.removeprefix(prefix) for number in taken]
    return f"{prefix}{max((int(end) for end in ends if end.isdecimal()), default=0) + 1}"


def _round(row: Row[Any]) -> AuditRound:
    return AuditRound(
        id=row.id,
        framework=row.framework,
        name=row.name,
        kind=row.kind,
        planned_on=row.planned_on,
        held_from=row.held_from,
        held_to=row.held_to,
        closed_on=row.closed_on,
        auditors=row.auditors,
        services=tuple(row.services),
        indicators=tuple(row.indicators),
        summary=row.summary,
        by=row.by,
        version=row.version,
    )


def _finding(row: Row[Any]) -> Finding:
    pin = Pin(row.unit, row.place, row.label or "", row.quote or "") if row.unit else None
    return Finding(
        id=row.id,
        number=row.number,
        round=row.round,
        framework=row.framework,
        indicators=tuple(row.indicators),
        service=row.service,
        source=row.source,
        source_name=row.source_name,
        dated=row.dated,
        severity=row.severity,
        text=row.text,
        evidence=row.evidence,
        pin=pin,
        status=row.status,
        because=row.because,
        ended_by=row.ended_by,
        ended_on=row.ended_on,
        by=row.by,
        version=row.version,
    )


def _action(row: Row[Any]) -> ActionItem:
    return ActionItem(
        id=row.id,
        number=row.number,
        finding=row.finding,
        framework=row.framework,
        indicators=tuple(row.indicators),
        service=row.service,
        text=row.text,
        owner=row.owner,
        due=row.due,
        done_on=row.done_on,
        led_to=row.led_to,
        check_due=row.check_due,
        effect=row.effect,
        effect_on=row.effect_on,
        effect_note=row.effect_note,
        dropped_on=row.dropped_on,
        because=row.because,
        by=row.by,
        version=row.version,
        made_on=date.fromisoformat(row.at[:10]),
    )
