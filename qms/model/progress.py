"""Describe what a progress report tells: recommendations and what became of them, and the work on each criterion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qms.model.results import Measure, Value


@dataclass(frozen=True, slots=True)
class Deed:
    """Hold what was done, or is under way where `done_on` is None, as the improvement log has it.

    `where` names the row of a register that it stands in, `finding` the number of the finding that it answers. A
    register tells in `led_to` what it became a routine of (`routine`).
    """

    number: str
    text: str
    found: str
    dated: date | None
    done_on: date | None
    due: date | None
    led_to: str
    effect: str | None
    effect_on: date | None
    indicators: tuple[str, ...]
    finding: str = ""
    where: str = ""
    routine: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Hold a finding of an external auditor with its end (`status`, `because`) and what was done about it."""

    number: str
    dated: date
    source: str
    text: str
    status: str
    because: str
    ended_on: date | None
    criteria: tuple[str, ...]
    deeds: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Approved:
    """Hold a version of a document that was approved in the period, with the reason for the change."""

    title: str
    version: int
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold a measure before the period and in it; `n_before` and `n_after` say whether n may be shown."""

    measure: Measure
    service: str | None
    before: Value | None
    after: Value
    n_before: bool = True
    n_after: bool = True


@dataclass(frozen=True, slots=True)
class Graded:
    """Hold the level of a scale at the beginning and now; None where nobody assessed it."""

    perspective: str
    service: str | None
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class Work:
    """Hold the work on one criterion; `elsewhere` are deeds that another criterion tells in full, by its reference."""

    ref: str
    deeds: tuple[Deed, ...] = ()
    elsewhere: tuple[tuple[str, Deed], ...] = ()
    documents: tuple[Approved, ...] = ()
    results: tuple[Measured, ...] = ()
    levels: tuple[Graded, ...] = ()

    @property
    def is_told(self) -> bool:
        """Tell whether somebody worked on the criterion, as far as anything is recorded.

        A scale that was assessed for the first time tells nothing of any work.
        """
        return bool(self.deeds or self.elsewhere or self.documents) or any(
            level.was is not None and level.was != level.now for level in self.levels
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Hold the draft of a progress report for a period, both days included.

    `work` is in the order of the standard, also of criteria on which nothing is recorded; `without` are deeds that name
    no indicator. `round_was` and `round_now` name the rounds of self-assessment that levels are taken from.
    """

    since: date
    until: date
    certified_on: date | None
    certified_until: date | None
    recommendations: tuple[Recommendation, ...]
    work: tuple[Work, ...]
    without: tuple[Deed, ...]
    round_was: str = ""
    round_now: str = ""
    scheme: str = ""
    bar: int = 0
