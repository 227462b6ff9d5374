"""Describe what the coverage rules take and what they return (design section 5, Coverage)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.model.words import EvidenceKind, Lens, Rhythm, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from qms.model.evidence import Pin
    from qms.model.framework import Framework, Indicator
    from qms.model.reasons import Action, Reason

ASPECTS = ("approach", "deployment", "results")
ASPECT_OF = {
    EvidenceKind.DOCUMENT: "approach",
    EvidenceKind.RECORD: "deployment",
    EvidenceKind.AWARENESS: "deployment",
    EvidenceKind.VOICE: "deployment",
    EvidenceKind.OBSERVATION: "deployment",
    EvidenceKind.RESULT: "results",
}
"""Which side of an indicator a kind of evidence shows (domain.md 1.3: approach, deployment, results)."""
SPECIAL_RULES = frozenset(
    {"function_descriptions", "plans_register", "results_sheet", "comparison", "auditor_report"}
)
REGISTER_SOURCES = frozenset(
    {
        "complaints",  # all complaints of a closed year answered, or a dated review of a year without any
        "descriptions.signed",
        "descriptions.reviewed",
        "plans.made",
        "plans.evaluated",
        "partners",
        "incidents",  # or a dated review of the register
        "incidents.concerns",  # those about abuse and exploitation, or a dated review
        "risks",  # those that were reviewed
        "proposals.users",
        "proposals.staff",
        "proposals.reviews",
        "comparisons",  # those that name with whom and what changed
        "improvements",
        "improvements.results",  # those that came from results, or that name the indicator
    }
)


@dataclass(frozen=True, slots=True)
class IndicatorRule:
    """Hold what an indicator asks for: needs are alternatives of kinds, all of them to be met.

    `fresh_months` is a number of months or None (without end); `document_kind` is approach, results or None;
    `needs_in_force` says that its document need takes only documents that are in force, `each_function` that there
    must be one for every function. `special` names a further rule of its document need (one of SPECIAL_RULES).
    `registers` tells which rows of registers (REGISTER_SOURCES) prove it, and as evidence of which kinds.
    """

    ref: str
    needs: tuple[tuple[EvidenceKind, ...], ...]
    rhythm: Rhythm
    fresh_months: int | None
    document_kind: str | None = None
    needs_in_force: bool = False
    each_function: bool = False
    special: str | None = None
    registers: tuple[tuple[str, tuple[EvidenceKind, ...]], ...] = ()

    def asks_for(self, kinds: Iterable[EvidenceKind]) -> bool:
        """Say whether evidence of one of these kinds could meet a need; of others it can only stand beside."""
        return any(kind in need for kind in kinds for need in self.needs)


@dataclass(frozen=True, slots=True)
class Proof:
    """Hold one link as the rules see it, whether it comes from a file or from a controlled document.

    `standing` is the state of the proof itself before any date is looked at: covered (sound), suspect, expired
    (review overdue, end passed is judged by date) or missing (vanished file, draft, withdrawn, damaged), with
    `because` naming why it is not sound. Dates are inclusive; `date_from` None means that no date is known.
    `valid_until` is the evidence's own end. `in_force` says that a document has been declared in force or
    approved: only such evidence meets a required document.
    """

    evidence: str
    indicator: str
    kinds: tuple[EvidenceKind, ...]
    services: tuple[str, ...] = ()
    date_from: date | None = None
    date_to: date | None = None
    date_assumed: bool = False
    valid_until: date | None = None
    in_force: bool = False
    in_force_from: date | None = None
    review_due: date | None = None
    standing: State = State.COVERED
    because: Reason | None = None


@dataclass(frozen=True, slots=True)
class Exemption:
    """Hold a decision that an indicator, one of its needs or one service does not apply, and why."""

    indicator: str
    service: str | None
    need: EvidenceKind | None
    because: str
    by: str


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold what freshness is judged against.

    `as_of` is the day; `services` the ids in scope (empty: one cell with service None); `certified_on` the date
    of the latest certificate; `audit_on` the next external audit. `conditions` says by indicator, and by
    service (None: without services) and year, why a cell cannot be met whatever is linked. With year None it speaks of
    the document need: a special rule asks for more, such as a value for a results sheet. With a year it speaks of the
    yearly needs: a complaint of that year is not answered.
    """

    as_of: date
    services: tuple[str, ...] = ()
    certified_on: date | None = None
    audit_on: date | None = None
    conditions: Mapping[str, Mapping[tuple[str | None, int | None], Reason]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold the state of one need for one service and, where the rhythm is yearly, one closed year.

    `proofs` are the ids of the evidence considered, best first; `until` the last day on which the state holds.
    """

    need: int
    kinds: tuple[EvidenceKind, ...]
    service: str | None
    year: int | None
    state: State
    reason: Reason
    proofs: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold the verdict on one indicator with all of its cells, the next action and the lens.

    `aspects` hold the best state of the evidence for approach, deployment and results (one of ASPECTS): those that the
    indicator asks for, missing where nothing is there, and those for which there is evidence beside.
    """

    ref: str
    state: State
    reason: Reason
    action: Action | None
    cells: tuple[Cell, ...]
    lens: Lens = Lens.NONE
    on_audit_day: State | None = None
    warnings: tuple[Reason, ...] = field(default=())
    aspects: Mapping[str, State] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hanging:
    """Hold one evidence or document that hangs on an indicator, as the map shows it."""

    id: str
    path: str
    kinds: tuple[EvidenceKind, ...]
    state: State
    pin: Pin | None
    date_from: date | None
    date_to: date | None
    date_assumed: bool
    valid_until: date | None
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one row of the map; `counts` say what the registers hold for it, as sentences to be made."""

    indicator: Indicator
    judgement: Judgement
    evidence: tuple[Hanging, ...]
    owner: str | None = None
    due: date | None = None
    counts: tuple[Reason, ...] = ()


GAP_ORDER = {State.MISSING: 0, State.EXPIRED: 1, State.SUSPECT: 2, State.PARTIAL: 3}


@dataclass(frozen=True, slots=True)
class CoverageMap:
    """Hold the whole map in the order of the standard, and what it was judged against.

    `assessed` says that the day was fixed by `assessed_on` in `qms.toml`.
    """

    framework: Framework
    setting: Setting
    entries: tuple[Entry, ...]
    assessed: bool = False

    @property
    def summary(self) -> dict[str, int]:
        """Return how many indicators are in each state, all states named."""
        counts = Counter(e.judgement.state for e in self.entries)
        return {state.value: counts.get(state, 0) for state in State}

    def gaps(self) -> list[Entry]:
        """Return indicators that are not covered, the most urgent first; ties in the order of the standard."""
        place = {e.indicator.ref: n for n, e in enumerate(self.entries)}
        found = [e for e in self.entries if e.judgement.state in GAP_ORDER]
        return sorted(found, key=lambda e: (*_urgency(e), place[e.indicator.ref]))


def _urgency(entry: Entry) -> tuple[int, int, int]:
    required = entry.indicator.rule.document_kind is not None
    due = entry.due.toordinal() if entry.due else 10**7
    return (GAP_ORDER[entry.judgement.state], 0 if required else 1, due)
