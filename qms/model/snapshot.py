"""Describe what changed between two frozen states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.reasons import Reason


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """Hold an indicator whose state changed, with the reason on both sides; None where it was not judged."""

    ref: str
    was: str | None
    now: str | None
    reason_was: Reason | None
    reason_now: Reason | None


@dataclass(frozen=True, slots=True)
class LinkChange:
    """Hold a link that was added, removed or changed; `what` names the facts that changed."""

    change: str
    evidence: str
    path: str
    framework: str
    indicator: str
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """Hold an evidence that is added, changed, moved, vanished, back or gone (joined with another or forgotten).

    `was` is its earlier path; of an added one, the path of a vanished file with the same bytes.
    """

    change: str
    evidence: str
    path: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """Hold a document that is new, or whose versions or their status changed; numbers are those of the newest."""

    document: str
    slug: str
    language: str
    was: int | None
    now: int | None
    status_was: str | None
    status_now: str | None


@dataclass(frozen=True, slots=True)
class LevelChange:
    """Hold a scale whose level changed, for the organisation (service None) or a service that differs."""

    criterion: str
    perspective: str
    service: str | None
    was: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Hold a finding or an action: `change` is new, closed, reopened, done, dropped, checked, changed or gone."""

    change: str
    id: str
    number: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class StatementChange:
    """Hold an evidence statement with the numbers of its newest versions; 0 where there was none."""

    indicator: str
    service: str | None
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold all that changed between two states; `registers` gives rows before and after by table.

    `settings` are files of settings whose bytes changed, `unknown` counts the evidence that was forgotten since, of
    which nobody can tell any more what changed.
    """

    as_of_was: str
    as_of_now: str
    indicators: tuple[IndicatorChange, ...]
    links: tuple[LinkChange, ...]
    files: tuple[FileChange, ...]
    documents: tuple[DocumentChange, ...]
    levels: tuple[LevelChange, ...]
    findings: tuple[RecordChange, ...]
    actions: tuple[RecordChange, ...]
    statements: tuple[StatementChange, ...]
    registers: Mapping[str, tuple[int, int]]
    settings: tuple[str, ...]
    unknown: int = 0

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changed at all."""
        lists = (self.indicators, self.links, self.files, self.documents, self.levels, self.findings)
        others = (self.actions, self.statements, self.registers, self.settings)
        return not any(lists) and not any(others) and not self.unknown
