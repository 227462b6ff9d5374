"""Describe audits and improvement: rounds, answers, findings, actions and the lines of the improvement log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.evidence import Pin

AUDIT_KINDS = ("internal", "external", "inspection")
AUDIT_ROLES = ("managers", "staff", "users", "partners", "records")
"""Whom a question is put to; `records` are looked at rather than asked."""
VERDICTS = ("seen", "partly", "not_seen")
FINDING_SOURCES = (
    "internal_audit",
    "external_audit",
    "inspection",
    "auditor_comment",
    "self_assessment",
    "other",
)
SEVERITIES = ("major", "minor", "recommendation")
FINDING_STATUSES = ("open", "planned", "done", "declined")
EFFECTS = ("effective", "partly", "not_effective")
LOG_STATUSES = ("open", "planned", "done", "checked", "declined", "dropped")
"""Where a line of the improvement log stands; `checked` means done, and its effect was looked at."""


@dataclass(frozen=True, slots=True)
class Question:
    """Hold one question that an auditor puts about an indicator to one of AUDIT_ROLES, by language.

    `good` tells what a good answer shows.
    """

    indicator: str
    role: str
    ask: Mapping[str, str]
    good: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AuditRound:
    """Hold an audit; no services and no indicators mean all of them. An open round has no `closed_on`."""

    id: str
    framework: str
    name: str
    kind: str
    planned_on: date | None
    held_from: date | None
    held_to: date | None
    closed_on: date | None
    auditors: str
    services: tuple[str, ...]
    indicators: tuple[str, ...]
    summary: str
    by: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what an auditor saw for an indicator in one role (one of AUDIT_ROLES), as one of VERDICTS."""

    indicator: str
    role: str
    verdict: str
    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold a finding with its source and date, tied to indicators and, where given, to a passage of an evidence.

    `status` is one of FINDING_STATUSES; `because` says why it ended as it did. `round` is the id of its audit.
    """

    id: str
    number: str
    round: str | None
    framework: str
    indicators: tuple[str, ...]
    service: str | None
    source: str
    source_name: str
    dated: date
    severity: str
    text: str
    evidence: str | None
    pin: Pin | None
    status: str
    because: str
    ended_by: str | None
    ended_on: date | None
    by: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Hold an improvement action: who does what by when, what it led to, and whether its effect was checked.

    `finding` is the id of the finding that it answers, if any; a dropped action has `dropped_on` and `because`.
    """

    id: str
    number: str
    finding: str | None
    framework: str
    indicators: tuple[str, ...]
    service: str | None
    text: str
    owner: str | None
    due: date | None
    done_on: date | None
    led_to: str
    check_due: date | None
    effect: str | None
    effect_on: date | None
    effect_note: str
    dropped_on: date | None
    because: str
    by: str
    version: int = 1
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """Hold one line of the improvement log, from a finding or action in state or from a row of a spreadsheet.

    `origin` is state or register; `where` names file (`path`), sheet and row of a register's row. Tokens of `source`
    are those of findings or of the register of improvements; `status` is one of LOG_STATUSES. `number` is that of the
    action, else of the finding; `finding_number` that of the finding also where the line is an action's. `services`
    are all that are named (none: all of them), `service` the only one, if it is one.
    """

    number: str
    dated: date | None
    source: str
    indicators: tuple[str, ...]
    service: str | None
    finding: str
    action: str
    owner: str
    due: date | None
    done_on: date | None
    effect: str | None
    effect_on: date | None
    status: str
    origin: str
    where: str = ""
    finding_number: str = ""
    severity: str = ""
    led_to: str = ""
    check_due: date | None = None
    because: str = ""
    services: tuple[str, ...] = ()
    path: str = ""
