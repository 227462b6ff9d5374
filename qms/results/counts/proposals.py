"""Count proposals: who made them, how many were answered, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.results.counts.choosing import by_day, done_by, newest, of_year, origins, reviews, rows_of, tally

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from qms.model.register import Origin, Registers, Row

USERS = frozenset({"user", "council", "family"})
"""Sources that speak for the people served."""
STAFF = frozenset({"staff"})
DECIDED = frozenset({"accepted", "partly", "declined"})


@dataclass(frozen=True, slots=True)
class ProposalCounts:
    """Hold the proposals of a calendar year; `service` None: all services together.

    `answered` counts those with a date of the answer that makes sense, `decided` those with a decision other than
    pending, `carried_out` those with a date on which that was done (`accepted` adds what was accepted or partly so).
    `slowest_days` are the days from the proposal to the latest answer. `reviewed_on` is the newest dated review of that
    year.
    """

    year: int
    service: str | None
    total: int = 0
    answered: int = 0
    open: int = 0
    decided: int = 0
    accepted: int = 0
    carried_out: int = 0
    slowest_days: int | None = None
    by_source: Mapping[str, int] = field(default_factory=dict)
    by_concerns: Mapping[str, int] = field(default_factory=dict)
    by_decision: Mapping[str, int] = field(default_factory=dict)
    reviewed_on: date | None = None
    rows: tuple[Row, ...] = ()
    review_rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_proposals(
    registers: Registers,
    year: int,
    service: str | None = None,
    day: date | None = None,
    sources: Collection[str] = (),
) -> ProposalCounts:
    """Count the proposals of a year as far as they were known on `day`; `sources` narrows to who made them.

    USERS are those of users, their council and families, STAFF those of staff.
    """
    chosen = [
        r for r in rows_of(registers, "proposals", service) if not sources or r.get("source") in sources
    ]
    rows = of_year(chosen, "date", year, day)
    held = reviews(registers, "proposals.reviews", year, service, day)
    answered = [row for row in rows if done_by(row, "answered", "date", day) is not None]
    decisions = tally(rows, "decision")
    taken = [(row.get("answered") - row.get("date")).days for row in answered]
    return ProposalCounts(
        year=year,
        service=service,
        total=len(rows),
        answered=len(answered),
        open=len(rows) - len(answered),
        decided=sum(count for token, count in decisions.items() if token in DECIDED),
        accepted=decisions.get("accepted", 0) + decisions.get("partly", 0),
        carried_out=sum(1 for row in rows if by_day(row, "carried_out", day) is not None),
        slowest_days=max(taken, default=None),
        by_source=tally(rows, "source"),
        by_concerns=tally(rows, "concerns"),
        by_decision=decisions,
        reviewed_on=newest(held, "reviewed_on", day),
        rows=tuple(rows),
        review_rows=tuple(held),
        origins=origins(rows, held),
    )
