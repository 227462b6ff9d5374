"""Count competence: what is required and there, and job descriptions that are signed and reviewed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.results.counts.choosing import by_day, newest, of_year, origins

if TYPE_CHECKING:
    from datetime import date

    from qms.model.register import Origin, Registers, Row


@dataclass(frozen=True, slots=True)
class CompetenceCounts:
    """Hold the requirements of the competence matrix; `year` None: all that were checked by `day`.

    `requirements` are the cells with a required and an actual level, `met` those where the actual one is at least the
    required; `required` and `reached` add the levels up, a surplus left out; `planned` counts unmet ones with a plan.
    """

    year: int | None
    requirements: int = 0
    met: int = 0
    required: int = 0
    reached: int = 0
    planned: int = 0
    persons: int = 0
    newest: date | None = None
    rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


@dataclass(frozen=True, slots=True)
class DescriptionCounts:
    """Hold the job descriptions on a day: how many are signed, reviewed, and overdue for review.

    `signed_on` and `reviewed_on` are the newest days; `overdue` counts those whose next review was due before the day.
    """

    day: date
    total: int = 0
    functions: int = 0
    signed: int = 0
    reviewed: int = 0
    overdue: int = 0
    signed_on: date | None = None
    reviewed_on: date | None = None
    rows: tuple[Row, ...] = ()
    origins: tuple[Origin, ...] = ()


def count_competence(
    registers: Registers, year: int | None = None, day: date | None = None
) -> CompetenceCounts:
    """Count the requirements checked in a year, or all up to `day`; they belong to persons and not to services."""
    rows = [r for r in registers.rows("competence") if r.get("required") and r.get("actual") is not None]
    checked = _of_year(rows, year, day)
    unmet = [row for row in checked if row.get("actual") < row.get("required")]
    return CompetenceCounts(
        year=year,
        requirements=len(checked),
        met=len(checked) - len(unmet),
        required=sum(row.get("required") for row in checked),
        reached=sum(min(row.get("actual"), row.get("required")) for row in checked),
        planned=sum(1 for row in unmet if row.get("plan")),
        persons=len({str(row.get("person")).casefold() for row in checked}),
        newest=newest(checked, "checked", day),
        rows=tuple(checked),
        origins=origins(checked),
    )


def _of_year(rows: list[Row], year: int | None, day: date | None) -> list[Row]:
    """Return the rows checked in a year; without one, all but those checked after `day`."""
    if year is not None:
        return of_year(rows, "checked", year, day)
    return [row for row in rows if row.get("checked") is None or by_day(row, "checked", day) is not None]


def count_descriptions(registers: Registers, day: date) -> DescriptionCounts:
    """Count the job descriptions that hold on a day."""
    rows = [
        row
        for row in registers.rows("competence.descriptions")
        if row.get("valid_from") is None or row.get("valid_from") <= day
    ]
    return DescriptionCounts(
        day=day,
        total=len(rows),
        functions=len({row.get("function") for row in rows}),
        signed=sum(1 for row in rows if by_day(row, "signed", day) is not None),
        reviewed=sum(1 for row in rows if by_day(row, "reviewed", day) is not None),
        overdue=sum(1 for row in rows if (due := row.get("next_review")) is not None and due < day),
        signed_on=newest(rows, "signed", day),
        reviewed_on=newest(rows, "reviewed", day),
        rows=tuple(rows),
        origins=origins(rows),
    )
