"""Verify the hash-chained trail: every entry's own hash, its predecessor and its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from qms.state.store import GENESIS, chain_hash
from qms.state.tables import trail

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from sqlalchemy.engine import Connection


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """Name an entry that breaks the chain: its number and what differs (`number`, `previous` or `hash`)."""

    seq: int
    what: str


def broken_entries(conn: Connection) -> list[BrokenEntry]:
    """Return what is wrong with the stored trail, oldest first."""
    rows = conn.execute(sa.select(trail).order_by(trail.c.seq)).mappings()
    return verify_chain(dict(row) for row in rows)


def verify_chain(entries: Iterable[Mapping[str, Any]]) -> list[BrokenEntry]:
    """Recompute the chain over entries in order of number and return what is wrong.

    After a break the next entry is judged against the stored hash, so that one change is reported once.
    """
    found: list[BrokenEntry] = []
    number, previous = 0, GENESIS
    for entry in entries:
        number += 1
        if entry["seq"] != number:
            found.append(BrokenEntry(entry["seq"], "number"))
            number = entry["seq"]
        elif entry["previous"] != previous:
            found.append(BrokenEntry(entry["seq"], "previous"))
        if chain_hash(dict(entry)) != entry["hash"]:
            found.append(BrokenEntry(entry["seq"], "hash"))
        previous = entry["hash"]
    return found
