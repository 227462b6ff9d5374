"""Describe measured results: measures, their values over time, and the sheet of an indicator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qms.model.register import Origin


@dataclass(frozen=True, slots=True)
class Measure:
    """Hold what is measured: `service` None stands for all services, `better` is higher or lower.

    `unit` is percent (values 0 to 100), number, hours, score, money, days or other. `fill` names the count of a
    register or survey that gives the values by itself ("" for none). `starter` says that it comes with the program.
    """

    code: str
    name: str
    indicator: str
    definition: str = ""
    service: str | None = None
    unit: str = "number"
    better: str = "higher"
    target: float | None = None
    baseline: float | None = None
    baseline_year: int | None = None
    source: str = ""
    owner: str = ""
    fill: str = ""
    starter: bool = False
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """Hold one value of a measure: its period (inclusive dates), `n` (how many it rests on) and who was asked.

    `service` None stands for all services. `asked` is a token of the column of that name, `answered_by` self, proxy or
    both, `invited` how many were asked. `origins` are the rows that it was read or counted from; `counted` says that
    the program counted it; `part` and `whole` are the counts behind a share; `personal` says that it rests on answers
    or characteristics of persons, so that small counts are not published; `shared` that it stands for `service` only
    together with other services.
    """

    measure: str
    first: date
    last: date
    value: float
    n: int | None = None
    service: str | None = None
    asked: str = ""
    answered_by: str = ""
    invited: int | None = None
    source: str = ""
    comparison_with: str = ""
    comparison_value: float | None = None
    note: str = ""
    origins: tuple[Origin, ...] = ()
    counted: bool = False
    part: int | None = None
    whole: int | None = None
    personal: bool = False
    shared: bool = False

    @property
    def response_rate(self) -> float | None:
        """Return the share of those invited who answered, at most 1."""
        return min(1.0, self.n / self.invited) if self.invited and self.n is not None else None

    @property
    def complete(self) -> bool:
        """Tell whether the value has what an auditor asks for: a period, a source, and how many (n) it rests on.

        One that several services share is complete for none. Rows that were counted are their own source; a value that
        somebody typed must name where it comes from.
        """
        if self.shared or self.n is None or self.n < 1:
            return False
        return bool(self.source or (self.counted and self.origins))

    @property
    def year(self) -> int:
        """Return the calendar year in which the period ends."""
        return self.last.year


@dataclass(frozen=True, slots=True)
class Telling:
    """Hold what the provider says of the results of an indicator in one year, in its own words."""

    indicator: str
    year: int
    service: str | None = None
    interpretation: str = ""
    action: str = ""
    owner: str = ""
    due: date | None = None
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Hold a measure with all of its values, oldest first."""

    measure: Measure
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultsSheet:
    """Hold the results of one indicator: its series, what the provider says, and services without a complete value.

    `lacking` are ids of services in scope (None stands for a provider without services).
    """

    indicator: str
    series: tuple[Series, ...] = ()
    tellings: tuple[Telling, ...] = ()
    lacking: tuple[str | None, ...] = ()
