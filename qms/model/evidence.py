"""Describe evidence, its revisions, links and pins as immutable values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from qms.model.words import EvidenceKind, EvidenceStatus


PAGED = frozenset({"page", "slide", "image"})
"""The kinds of units that have a number which people can turn to."""


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
        return self.number if self.kind in PAGED else None


@dataclass(frozen=True, slots=True)
class Pin:
    """Point at a passage: where it stands (`unit`, `number`, `label`) and the quoted words, if any."""

    unit: str
    number: int | None
    label: str
    quote: str = ""

    @property
    def page(self) -> int | None:
        """Return the number to turn to where the format has real pages, else None."""
        return self.number if self.unit in PAGED else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold what the register knows of one evidence; dates are inclusive, `size` is in bytes.

    The `.._source` fields say where a fact was found: content, name, properties, heading, subject, sender, text, or
    person. `date_place` is where the date stands in the text: unit, number, label, words. `created` and `modified`
    are moments that the file itself tells, in ISO form. `ocr_waiting` counts pages that wait for recognition.
    """

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
    title_source: str | None = None
    author: str | None = None
    author_source: str | None = None
    language_source: str | None = None
    created: str | None = None
    modified: str | None = None
    date_place: Mapping[str, Any] | None = None
    ocr_waiting: int = 0
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a decision that an evidence proves something of an indicator; no services means all of them.

    `series` is the id of the series that the file belongs to with this link, if any.
    """

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
    series: str | None = None
