"""Choose the rows that a count rests on: by service, by calendar year and up to a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qms.model.register import UNKNOWN_SERVICE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qms.model.register import Origin, Registers, Row

REVIEW_FROM_MONTH = 12
"""From which month of a year on a review may look back on it: before, much of the year has still to come."""
FIRST_YEAR = 1990
"""Dates before it are no days on which something was done: they come of empty cells and of slips of the hand."""
WITHHELD = "…"
"""Stands for a code that looks like a name or an identity number, and for those that are left out."""
SPEAKS_FOR_ITS_FILE = {"complaints": "complaints"}
"""Sources whose rows speak for the file in which they stand: a link of that file adds nothing to what they say."""


def speaks_of(row: Row, service: str | None) -> bool:
    """Tell whether a row counts for a service; one without services speaks of all, and `service` None takes all.

    A service that the provider does not have (UNKNOWN_SERVICE) is none of those asked for.
    """
    named = row.get("service")
    return service is None or not named or service in named


def rows_of(registers: Registers, table: str, service: str | None = None) -> list[Row]:
    """Return the rows of a table that speak of a service."""
    return [row for row in registers.rows(table) if speaks_of(row, service)]


def by_day(row: Row, key: str, day: date | None) -> date | None:
    """Return the date in a column if it is there and not after `day`; what lies ahead has not happened."""
    found = row.get(key)
    if not isinstance(found, date):
        return None
    return found if day is None or found <= day else None


def done_by(row: Row, key: str, since: str, day: date | None) -> date | None:
    """Return the date in `key` like by_day, if it makes sense: not before the date in `since`, nor before 1990."""
    found = by_day(row, key, day)
    return found if found is not None and makes_sense(found, row.get(since)) else None


def makes_sense(done: date, since: object) -> bool:
    """Tell whether something can have been done on a day, when it began with `since` (None: unknown)."""
    return done.year >= FIRST_YEAR and not (isinstance(since, date) and done < since)


def of_unknown_service(row: Row) -> bool:
    """Tell whether a row names a service that the provider does not have, and none that it has."""
    named = row.get("service")
    return bool(named) and all(service == UNKNOWN_SERVICE for service in named)


def of_year(rows: Iterable[Row], key: str, year: int, day: date | None = None) -> list[Row]:
    """Return the rows whose date in `key` lies in a calendar year, and not after `day`."""
    return [row for row in rows if (found := by_day(row, key, day)) is not None and found.year == year]


def newest(rows: Iterable[Row], key: str, day: date | None = None) -> date | None:
    """Return the latest date of a column up to `day`."""
    return max((found for row in rows if (found := by_day(row, key, day)) is not None), default=None)


def origins(*groups: Iterable[Row]) -> tuple[Origin, ...]:
    """Return where rows stand, each once, in an order that does not depend on that of the rows."""
    found = {row.origin for rows in groups for row in rows}
    return tuple(sorted(found, key=lambda o: (o.path, o.sheet, o.row, o.entry or "", o.evidence or "")))


def tally(rows: Iterable[Row], key: str) -> dict[str, int]:
    """Return how often each token stands in a column of choices, by token; empty cells are left out."""
    found: dict[str, int] = {}
    for token in sorted(str(row.get(key)) for row in rows if row.get(key)):
        found[token] = found.get(token, 0) + 1
    return found


def reviews(
    registers: Registers, table: str, year: int, service: str | None = None, day: date | None = None
) -> list[Row]:
    """Return the dated reviews of a register for a year, held when it was over or nearly so (REVIEW_FROM_MONTH)."""
    return [
        row
        for row in rows_of(registers, table, service)
        if row.get("year") == year and looks_back(by_day(row, "reviewed_on", day), year)
    ]


def looks_back(held: date | None, year: int) -> bool:
    """Tell whether a review that was held on a day can look back on a year."""
    return held is not None and held >= date(year, REVIEW_FROM_MONTH, 1)


def shown_code(code: object) -> str:
    """Return a code as it may be told: WITHHELD where it looks like a name or an identity number."""
    # Imported here, since it brings the readers of files along, which a look at the map does without.
    from qms.results.privacy import has_identity_number, is_full_name

    text = " ".join(str(code or "").split())
    # A spreadsheet drops the zero that an identity number may begin with.
    number: object = int(text) if text.isascii() and text.isdigit() and len(text) in {10, 11} else text
    capitals = " ".join(word[:1].upper() + word[1:] for word in text.split())
    personal = has_identity_number(number) or is_full_name(text) or (" " in text and is_full_name(capitals))
    return WITHHELD if personal else text


def first_codes(codes: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """Return the first few of the codes that may be told, and WITHHELD where there are more."""
    every = tuple(codes)
    told = [code for code in every if code and code != WITHHELD][:most]
    return (*told, WITHHELD) if len(told) < len(every) else tuple(told)
