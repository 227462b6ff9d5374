"""Describe what the privacy guard found in a file, and what a person decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qms.model.evidence import Evidence


UNDECIDED = "open"
"""What is kept of a file, in place of a choice, in which a list of names found something."""


class Choice(StrEnum):
    """Say what becomes of a file in an audit pack."""

    INCLUDE = "include"
    LEAVE_OUT = "leave_out"
    ON_SITE = "on_site"
    REDACTED = "redacted"


@dataclass(frozen=True, slots=True)
class PrivacyFinding:
    """Hold what looks personal in one file: its kind, how it is `shown` (masked), how often and where.

    `places` are labels or pages, the first few. `own` says that it is the provider's own contact or staff, which
    nobody needs to decide about.
    """

    kind: str
    shown: str
    count: int
    places: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Guarded:
    """Hold one file that is to go into a pack, what was found in it and what a person chose.

    `stale` says that the file changed since it was chosen, so that the choice holds no longer; `shown` is the path with
    names in it masked.
    """

    evidence: Evidence
    shown: str
    findings: tuple[PrivacyFinding, ...]
    choice: Choice | None = None
    because: str = ""
    by: str = ""
    stale: bool = False

    @property
    def personal(self) -> tuple[PrivacyFinding, ...]:
        """Return what was found and is not the provider's own."""
        return tuple(one for one in self.findings if not one.own)

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has to decide."""
        return self.choice is None and bool(self.personal)

    @property
    def treatment(self) -> Choice:
        """Return what becomes of the file; one in which nothing was found goes in as it is."""
        return self.choice or Choice.INCLUDE
