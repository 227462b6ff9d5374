"""Describe what a check finds, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Severity(StrEnum):
    """Say whether truth is damaged, a person should act, or the next sync puts it right."""

    DAMAGE = "damage"
    FINDING = "finding"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """Name one thing that is not as it should be: a stable `code` and the `params` of its sentence."""

    severity: Severity
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Hold everything found, worst first, and how many things were looked at by kind."""

    findings: tuple[CheckFinding, ...]
    looked_at: Mapping[str, int]

    @property
    def damage(self) -> bool:
        """Tell whether stored truth is damaged."""
        return any(f.severity is Severity.DAMAGE for f in self.findings)

    @property
    def needs_action(self) -> bool:
        """Tell whether anything found asks for a person."""
        return any(f.severity is not Severity.NOTE for f in self.findings)


def damage(code: str, **params: Any) -> CheckFinding:
    """Return a finding that says that truth is damaged."""
    return CheckFinding(Severity.DAMAGE, code, params)


def finding(code: str, **params: Any) -> CheckFinding:
    """Return a finding that asks a person to act."""
    return CheckFinding(Severity.FINDING, code, params)


def note(code: str, **params: Any) -> CheckFinding:
    """Return a finding that the next sync puts right."""
    return CheckFinding(Severity.NOTE, code, params)
