"""Describe evidence, its revisions, links and pins as immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from qms.model.words import EvidenceKind, EvidenceStatus


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold a piece of a file's text: `kind` page|sheet|slide|part|section, 1-based `number`, `label`."""

    kind: str
    number: int
    label: str
    text: str

    @property
    def page(self) -> int | None:
        """Return the page number where the format has real pages, else None."""
        return self.number if self.kind in {"page", "slide", "image"} else None


@dataclass(frozen=True, slots=True)
class Pin:
    """Point at a passage: where it stands (`unit`, `number`, `label`) and the quoted words, if any."""

    unit: str
    number: int | None
    label: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold what the register knows of one evidence; dates are inclusive, `size` is in bytes."""

    id: str
    root: str
    path: str
    status: EvidenceStatus
    sha256: str
    size: int
    kinds: tuple[EvidenceKind, ...]
    title: str
    language: str | None
    units: int
    problem: str | None
    date_from: date | None = None
    date_to: date | None = None
    date_source: str | None = None
    valid_until: date | None = None
    in_force_from: date | None = None
    approved_by: str | None = None
    missing_since: str | None = None
    personal_data: bool = False
    keep_until: date | None = None
    living: bool = False
    container: str | None = None
    deleted_as_due: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a decision that an evidence proves something of an indicator; no services means all of them."""

    id: str
    evidence: str
    framework: str
    indicator: str
    kinds: tuple[EvidenceKind, ...]
    services: tuple[str, ...]
    date_from: date | None
    date_to: date | None
    date_assumed: bool
    suspect: str | None
    note: str
    pins: tuple[Pin, ...]
    confirmed_by: str
    confirmed_on: str
