"""Describe what stands in the calendar: the wheels of a standard, and events."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.reasons import Reason

CALENDAR_KINDS = (
    "certificate",
    "year",
    "first",
    "visit",
    "review",
    "evidence",
    "series",
    "indicator",
    "action",
    "effect",
    "audit",
)


@dataclass(frozen=True, slots=True)
class Turn:
    """Hold one entry of a wheel; `texts` say what is to be done, by language, `alarms` count weeks before.

    `after` are months after the certificate, `before` months before its end or the day wanted, one or two of them;
    `month` is the month of every year. `report` numbers the progress report that it belongs to.
    """

    key: str
    texts: Mapping[str, str]
    after: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    month: int = 0
    indicators: tuple[str, ...] = ()
    alarms: tuple[int, ...] = ()
    report: int = 0


@dataclass(frozen=True, slots=True)
class Wheels:
    """Hold the clock of a standard: the years of a certificate, every year, and the way to the first one."""

    cycle: tuple[Turn, ...] = ()
    year: tuple[Turn, ...] = ()
    first: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Hold one event of whole days, both ends included; `key` tells it from all others and never changes.

    What is to be done is said by `texts` (by language) or by `what`. `owner` is the id of a person. `detail`
    may name people, so it stays on the provider's own screen and never enters a calendar file. `alarms` are weeks.
    """

    kind: str
    key: str
    first: date
    last: date
    what: Reason | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    indicators: tuple[str, ...] = ()
    owner: str | None = None
    detail: str = ""
    alarms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hold the events from `first` to `last`, earliest first, and what is to be said about them.

    `identity` marks the workspace, so that two of them never mix in one calendar. `passed` are steps of the way to the
    first certificate whose time is over.
    """

    first: date
    last: date
    identity: str
    events: tuple[Event, ...]
    remarks: tuple[Reason, ...] = ()
    passed: tuple[Event, ...] = ()
