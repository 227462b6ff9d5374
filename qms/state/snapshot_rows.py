"""Read and write the list of snapshots, and read from state what a snapshot freezes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from qms.state.evidence_rows import new_id
from qms.state.tables import evidence, links, pins, snapshots, statements, trail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.engine import Connection

OWN_ACTIONS = "snapshot."
_FILE = (
    "path", "container", "status", "size", "revision", "sha256", "text_sha256", "problem", "kinds", "date_from",
    "date_to", "valid_until", "in_force_from", "personal_data", "living",
)  # fmt: skip
_LINK = (
    "id", "evidence", "framework", "indicator", "kinds", "services", "date_from", "date_to", "date_assumed",
    "note", "suspect", "confirmed_revision", "confirmed_by", "confirmed_at", "series",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Hold one row of the list: `sha256` is the fingerprint of the frozen head, `as_of` the day it was judged on."""

    id: str
    name: str
    framework: str
    as_of: date
    sha256: str
    by: str
    at: str


def all_snapshots(conn: Connection) -> list[Snapshot]:
    """Return every snapshot, oldest first."""
    rows = conn.execute(sa.select(snapshots).order_by(snapshots.c.at, snapshots.c.id))
    return [Snapshot(r.id, r.name, r.framework, r.as_of, r.sha256, r.by, r.at) for r in rows]


def insert_snapshot(conn: Connection, values: Mapping[str, Any]) -> str:
    """Add a snapshot and return its id."""
    ident = new_id("f")
    conn.execute(snapshots.insert().values(id=ident, **values))
    return ident


def known_ids(conn: Connection) -> frozenset[str]:
    """Return the ids of all evidence that the register knows."""
    return frozenset(conn.execute(sa.select(evidence.c.id)).scalars())


def trail_head(conn: Connection) -> tuple[int, str]:
    """Return number and hash of the newest entry that speaks of no snapshot: taking one changes nothing."""
    query = sa.select(trail.c.seq, trail.c.hash).where(trail.c.action.not_like(f"{OWN_ACTIONS}%"))
    row = conn.execute(query.order_by(trail.c.seq.desc()).limit(1)).first()
    return (row.seq, row.hash) if row else (0, "")


def trail_hash(conn: Connection, number: int) -> str:
    """Return the hash of an entry of the trail, "" where there is none."""
    return conn.execute(sa.select(trail.c.hash).where(trail.c.seq == number)).scalar() or ""


def file_facts(conn: Connection) -> dict[str, dict[str, Any]]:
    """Return what a snapshot freezes of every evidence, by id."""
    query = sa.select(evidence.c.id, *(evidence.c[name] for name in _FILE))
    return {row["id"]: {name: row[name] for name in _FILE} for row in conn.execute(query).mappings()}


def link_facts(conn: Connection) -> dict[str, list[dict[str, Any]]]:
    """Return the links of every evidence with their pins, by its id, in a stable order."""
    places: dict[str, list[dict[str, Any]]] = defaultdict(list)
    query = sa.select(pins.c.link, pins.c.unit, pins.c.number, pins.c.label, pins.c.quote)
    for row in conn.execute(query.order_by(pins.c.link, pins.c.number, pins.c.label, pins.c.id)).mappings():
        places[row["link"]].append({key: row[key] for key in ("unit", "number", "label", "quote")})
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    query = sa.select(*(links.c[name] for name in _LINK))
    for row in conn.execute(
        query.order_by(links.c.evidence, links.c.framework, links.c.indicator)
    ).mappings():
        facts = {name: row[name] for name in _LINK if name not in {"id", "evidence"}}
        found[row["evidence"]].append({**facts, "pins": places.get(row["id"], [])})
    return found


def statement_facts(conn: Connection, framework: str) -> list[dict[str, Any]]:
    """Return every version of every statement of a standard, in a stable order."""
    table = statements.c
    query = sa.select(table.indicator, table.service, table.number, table.text)
    query = query.where(table.framework == framework)
    rows = conn.execute(query.order_by(table.indicator, table.service, table.number)).mappings()
    return [dict(row) for row in rows]
