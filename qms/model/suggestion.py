"""Describe proposals of what a file may prove, with reasons that a person can check, and the answers to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qms.model.evidence import Pin
    from qms.model.reasons import Reason
    from qms.model.words import EvidenceKind


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Hold one proposal: the passage (`pin`, None for the whole file), `score` 0 to 1, and why (`because`)."""

    evidence: str
    path: str
    framework: str
    indicator: str
    score: float
    pin: Pin | None
    kinds: tuple[EvidenceKind, ...]
    services: tuple[str, ...]
    because: tuple[Reason, ...]
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """Hold one rejection: file, indicator, why, by whom and on which day."""

    evidence: str
    path: str
    framework: str
    indicator: str
    because: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Unrelated:
    """Hold two files of which somebody said that they are not versions of one."""

    path: str
    other: str
    because: str
    by: str
    on: str
