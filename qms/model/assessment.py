"""Describe the self-assessment: scales with their conditions, what people ticked, and the level that follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold one positive condition of a scale: the `level` from which it holds, and what it says by language.

    `replaces` is the key of the weaker condition that it takes the place of ("most" after "some"), if any.
    """

    key: str
    level: int
    text: Mapping[str, str]
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class ScaleText:
    """Hold one scale in own words; `limit` describes level 1 and is never a condition (domain.md 1.3)."""

    criterion: str
    perspective: str
    conditions: tuple[Condition, ...]
    limit: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Round:
    """Hold one round of self-assessment; an open round has no `closed_on`."""

    id: str
    framework: str
    name: str
    opened_on: date
    closed_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """Hold what a person decided of one scale in a round; `service` None speaks of the whole organisation."""

    criterion: str
    perspective: str
    service: str | None
    ticks: tuple[str, ...]
    because: str
    by: str
    at: str
    number: int = 1


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """Hold the outcome of one scale: `level` is None where nobody assessed it, 0 for "not yet level 1".

    `levels` is the highest level that the scale has, `bar` the one that the standard asks for. `lacking` are the
    conditions that stand between here and the bar, else the next level. `by_service` holds the outcomes of the
    services that differ. `warnings` say where claim and evidence do not fit.
    """

    criterion: str
    perspective: str
    level: int | None
    levels: int
    bar: int
    assessed: Assessed | None
    lacking: tuple[Condition, ...] = ()
    by_service: Mapping[str, ScaleResult] = field(default_factory=dict)
    warnings: tuple[Reason, ...] = ()

    @property
    def is_below(self) -> bool:
        """Say whether the organisation or one of its services is below the bar, or not assessed."""
        own = self.level is None or self.level < self.bar
        return own or any(result.is_below for result in self.by_service.values())


@dataclass(frozen=True, slots=True)
class RoundResult:
    """Hold a whole round in the order of the standard; `scheme` is levels or met."""

    round: Round
    scheme: str
    bar: int
    scales: tuple[ScaleResult, ...]

    @property
    def below(self) -> tuple[ScaleResult, ...]:
        """Return the scales below the bar, those not assessed included."""
        return tuple(scale for scale in self.scales if scale.is_below)
