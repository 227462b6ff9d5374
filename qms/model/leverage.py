"""Describe what one step would change on the coverage map, and what much of it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step: `what` (confirm, renew, approve, record), on which file or document, and what it would change.

    `subject` is a path, a document's slug (`title` is its title) or a kind of evidence; `principle` is set for a new
    record only. `closes` are the indicators that would be covered then, `helps` those that would come nearer.
    """

    what: str
    subject: str
    principle: str | None
    closes: tuple[str, ...]
    helps: tuple[str, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Hold a file or document without which `carries` would not be covered; `until` is when the first one ends."""

    id: str
    path: str
    carries: tuple[str, ...]
    until: date | None
    soon: bool


@dataclass(frozen=True, slots=True)
class Leverage:
    """Hold the best steps and the files that much depends on, each the weightiest first."""

    steps: tuple[Step, ...]
    carriers: tuple[Carrier, ...]
