"""Count complaints: how many came in a year, how many were answered, and how long the slowest answer took."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.results.counts.choosing import (
    by_day,
    done_by,
    newest,
    of_unknown_service,
    of_year,
    origins,
    reviews,
    shown_code,
    speaks_of,
    tally,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from qms.model.register import Origin, Registers, Row


@dataclass(frozen=True, slots=True)
class ComplaintCounts:
    """Hold the complaints received in a calendar year; `service` None: all services together.

    `slowest_days` are the days from receipt to the latest answer, `acknowledged_days` to the latest acknowledgement
    (None: there is none). `open_numbers` names the unanswered ones, but no persons. `reviewed_on` is the newest dated
    review of that year. `rows` are the complaints, `review_rows` the reviews, `origins` where all of them stand.
    """

    year: int
    service: str | None
    received: int = 0
    answered: int = 0
    open: int = 0
    slowest_days: int | None = None
    acknowledged: int = 0
    acknowledged_days: int | None = None
    satisfied: int = 0
    dissatisfied: int = 0
    anonymous: int = 0
    lessons: int = 0
    by_outcome: Mapping[str, int] = field(default_factory=dict)
    by_channel: Mapping[str, int] = field(default_factory=dict)
    open_numbers: tuple[str, ...] = ()
    reviewed_on: date | None = None
    rows: tuple[Row, ...] = ()
    review_rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_complaints(
    registers: Registers, year: int, service: str | None = None, day: date | None = None
) -> ComplaintCounts:
    """Count the complaints received in a year as far as they were known on `day` (None: all that is written).

    A complaint is answered when it has a date of the answer that is not before it came, whoever brought it. An open
    one about a service that the provider does not have is open for every service, since it may be about each. A review
    counts only where a register is kept.
    """
    chosen = [row for row in registers.rows("complaints") if _is_counted(row, service, day)]
    rows = of_year(chosen, "received", year, day)
    held = reviews(registers, "complaints.reviews", year, service, day) if is_kept(registers) else []
    unanswered = [row for row in rows if not is_answered(row, day)]
    satisfied = tally(rows, "satisfied")
    return ComplaintCounts(
        year=year,
        service=service,
        received=len(rows),
        answered=len(rows) - len(unanswered),
        open=len(unanswered),
        slowest_days=_slowest(rows, "answered", day),
        acknowledged=sum(1 for row in rows if by_day(row, "acknowledged", day) is not None),
        acknowledged_days=_slowest(rows, "acknowledged", day),
        satisfied=satisfied.get("yes", 0),
        dissatisfied=satisfied.get("no", 0),
        anonymous=tally(rows, "complainant").get("anonymous", 0),
        lessons=sum(1 for row in rows if row.get("lesson")),
        by_outcome=tally(rows, "outcome"),
        by_channel=tally(rows, "channel"),
        open_numbers=tuple(sorted(shown_code(row.get("number")) for row in unanswered)),
        reviewed_on=newest(held, "reviewed_on", day),
        rows=tuple(rows),
        review_rows=tuple(held),
        origins=origins(rows, held),
    )


def is_kept(registers: Registers) -> bool:
    """Tell whether a register of complaints is kept: a spreadsheet, or a complaint entered in the program."""
    return bool(registers.files_of("complaints") or registers.rows("complaints"))


def is_answered(row: Row, day: date | None) -> bool:
    """Tell whether a complaint was answered by a day; an answer from before it came is none."""
    return done_by(row, "answered", "received", day) is not None


def _is_counted(row: Row, service: str | None, day: date | None) -> bool:
    return speaks_of(row, service) or (of_unknown_service(row) and not is_answered(row, day))


def _slowest(rows: Iterable[Row], key: str, day: date | None) -> int | None:
    taken = [
        (found - received).days
        for row in rows
        if (found := done_by(row, key, "received", day)) is not None
        and (received := row.get("received")) is not None
    ]
    return max(taken, default=None)
