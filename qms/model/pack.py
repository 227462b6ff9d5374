"""Describe an audit pack: the standard with what proves it, the files that go in, and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from qms.model.privacy import Choice
    from qms.model.words import EvidenceKind, State


@dataclass(frozen=True, slots=True)
class PackFile:
    """Hold one file of a pack, or one that is told of only.

    `key` is the id of the evidence or document; `path` is where it lies in the pack ("" when it does not), `other` that
    of the same document in another format. `number` counts those to be seen on site.
    """

    key: str
    title: str
    treatment: Choice
    language: str | None
    path: str = ""
    other: str = ""
    sha256: str = ""
    size: int = 0
    controlled: bool = False
    version: int | None = None

    @property
    def is_pdf(self) -> bool:
        """Tell whether the file opens at a page."""
        return self.path.endswith(".pdf")


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a place in a file: the page where the file in the pack has one, the label, and the quoted words."""

    page: int | None
    label: str
    quote: str


@dataclass(frozen=True, slots=True)
class Use:
    """Hold what one file proves of one indicator; `date` is a day or period as people read it, "" for none."""

    file: PackFile
    kinds: tuple[EvidenceKind, ...]
    services: tuple[str, ...]
    date: str
    assumed: bool
    state: State | None
    places: tuple[Place, ...] = ()
    note: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""
    suspect: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold the newest evidence statement for a service ("" for the whole organisation)."""

    service: str
    text: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Exempted:
    """Hold what does not apply, why and who decided: `what` names service and need, "" for all of it."""

    what: str
    because: str
    by: str


@dataclass(frozen=True, slots=True)
class Left:
    """Count what hangs on an indicator and is not in the pack, by why."""

    suspect: int = 0
    left_out: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class PackIndicator:
    """Hold one indicator: texts in the reader's language, its state with the reason, and what proves it.

    `official` is language and wording of the standard where imported. `counted` are sentences of what registers
    hold, `registers` those that count without a link by a person, with their path in the pack or "".
    """

    ref: str
    title: str
    asked: str
    official: tuple[str, str] | None
    state: State
    reason: str
    on_audit_day: State | None
    required: bool
    statements: tuple[Statement, ...]
    uses: tuple[Use, ...]
    exempted: tuple[Exempted, ...]
    counted: tuple[str, ...]
    registers: tuple[tuple[str, str], ...]
    left: Left
    owner: str = ""
    due: date | None = None
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """Hold a claimed level of one scale; None where nobody assessed it. `others` are services that differ.

    `ticked` are the conditions that a person (`by`) ticked, on a day; `official` is language and wording of the level.
    """

    perspective: str
    level: int | None
    levels: int
    bar: int
    because: str = ""
    lacking: tuple[str, ...] = ()
    others: tuple[tuple[str, Level], ...] = ()
    ticked: tuple[str, ...] = ()
    by: str = ""
    on: str = ""
    official: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PackCriterion:
    """Hold a criterion (ref "" in a standard without any) with its claimed levels and indicators."""

    ref: str
    title: str
    official: tuple[str, str] | None
    levels: tuple[Level, ...]
    indicators: tuple[PackIndicator, ...]


@dataclass(frozen=True, slots=True)
class PackPrinciple:
    """Hold a principle with its criteria."""

    ref: str
    title: str
    official: tuple[str, str] | None
    criteria: tuple[PackCriterion, ...]

    @property
    def indicators(self) -> tuple[PackIndicator, ...]:
        """Return the indicators below all its criteria."""
        return tuple(indicator for criterion in self.criteria for indicator in criterion.indicators)


@dataclass(frozen=True, slots=True)
class Improvement:
    """Hold one line of the improvement log, as people read it."""

    number: str
    dated: str
    source: str
    severity: str
    indicators: tuple[str, ...]
    finding: str
    action: str
    led_to: str
    owner: str
    due: str
    done: str
    effect: str
    status: str
    because: str


@dataclass(frozen=True, slots=True)
class Interview:
    """Hold whom an auditor may want to talk with: a role, its groups with their sizes, and questions by indicator."""

    role: str
    groups: tuple[tuple[str, int | None], ...]
    questions: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Round:
    """Hold the self-assessment behind the levels: its name, when it began and ended, and how many scales are below."""

    name: str
    opened_on: date
    closed_on: date | None
    below: int
    of: int
    unassessed: int = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """Hold a whole pack, in the order of the standard, in one language.

    `facts` are groups of names and values for the application form. `on_site` are the files to be seen there,
    `left_out` counts those that are not told of.
    """

    framework: str
    framework_id: str
    organisation: str
    language: str
    as_of: date
    made_on: date
    words: Mapping[str, str]
    summary: Mapping[State, int]
    principles: tuple[PackPrinciple, ...]
    files: tuple[PackFile, ...]
    facts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    on_site: tuple[PackFile, ...] = ()
    left_out: int = 0
    round: Round | None = None
    improvements: tuple[Improvement, ...] = ()
    interviews: tuple[Interview, ...] = ()
    services: Mapping[str, str] = field(default_factory=dict)
    names_used: bool = False
    audit_on: date | None = None

    @property
    def indicators(self) -> tuple[PackIndicator, ...]:
        """Return all indicators in the order of the standard."""
        return tuple(indicator for principle in self.principles for indicator in principle.indicators)
