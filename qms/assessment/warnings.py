"""Say where a level is claimed that the evidence does not bear: always computed, never stored, never a verdict.

Coverage and level stay apart: no warning changes a level, and none is made where less is claimed than could be shown.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qms.assessment.awareness import awareness_warnings
from qms.coverage.rules import DOCUMENT_NEED
from qms.model.reasons import Reason
from qms.model.words import EvidenceKind, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from qms.assessment.schemes import Item
    from qms.model.assessment import ScaleResult
    from qms.model.coverage import Cell, CoverageMap, Entry
    from qms.model.organisation import Group
    from qms.model.results import Value
    from qms.results.counts.awareness import AwarenessCounts
    from qms.workspace.workspace import Workspace

_GOOD = frozenset({State.COVERED, State.NOT_APPLICABLE})
_WORST = (State.MISSING, State.EXPIRED, State.SUSPECT, State.PARTIAL)


@dataclass(frozen=True, slots=True)
class Known:
    """Hold what claims are compared with: the map by indicator, and what registers count.

    `services` are the ids in scope, `awareness` is by indicator and group, `aware_files` the indicators with a current
    file that is linked as awareness proof, `limits` are `[awareness]` of `qms.toml`, `stated` gives by indicator the
    services (None: all) that an evidence statement speaks of.
    """

    as_of: date
    entries: Mapping[str, Entry]
    services: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)
    awareness: Mapping[tuple[str, str], AwarenessCounts] = field(default_factory=dict)
    aware_files: frozenset[str] = frozenset()
    values: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    stated: Mapping[str, frozenset[str | None]] = field(default_factory=dict)


def known_of(workspace: Workspace, coverage: CoverageMap | None = None) -> Known:
    """Gather what claims are compared with, as of the day of the map."""
    from qms.coverage.gather import topics_of
    from qms.coverage.map import build_map
    from qms.documents.control import list_documents
    from qms.results.counts.awareness import count_awareness
    from qms.results.sheets import values_by_indicator
    from qms.results.store import load_registers
    from qms.state.link_rows import statements_of

    found = coverage or build_map(workspace)
    framework, settings, day = found.framework, workspace.settings, found.setting.as_of
    registers = load_registers(workspace)
    counts: tuple[AwarenessCounts, ...] = ()
    # Indicators named in rows are those of the first standard (qms.results.telling).
    if settings.frameworks and settings.frameworks[0] == framework.id and registers.rows("awareness"):
        counts = count_awareness(registers, settings, day, topics_of(framework, list_documents(workspace)))
    values = values_by_indicator(registers, settings, framework, day) if registers.tables else {}
    stated: dict[str, dict[str | None, str]] = defaultdict(dict)
    with workspace.state.read() as conn:
        for row in statements_of(conn, framework.id):
            stated[row.indicator][row.service] = row.text
    books = {file.evidence for file in registers.files}
    return Known(
        as_of=day,
        entries={entry.indicator.ref: entry for entry in found.entries},
        services=settings.service_ids,
        groups=settings.groups,
        limits=settings.awareness,
        awareness={(c.subject, c.group): c for c in counts},
        aware_files=frozenset(e.indicator.ref for e in found.entries if _is_linked_as_aware(e, books)),
        values=values,
        stated={ref: frozenset(s for s, text in own.items() if text.strip()) for ref, own in stated.items()},
    )


def _is_linked_as_aware(entry: Entry, books: set[str]) -> bool:
    """Tell whether a current file other than a register is linked as awareness proof."""
    return any(
        EvidenceKind.AWARENESS in item.kinds
        and item.state is State.COVERED
        and item.id not in books
        and not item.id.startswith("register:")
        for item in entry.evidence
    )


def warn(
    item: Item, own: ScaleResult, services: Mapping[str, ScaleResult], known: Known
) -> tuple[ScaleResult, dict[str, ScaleResult]]:
    """Return the outcomes with their warnings.

    The organisation's claim is compared with the cells of the services that follow it; a service that differs answers
    for itself. Awareness belongs to groups and not to services, so it is told once.
    """
    followers = tuple(s for s in known.services if s not in services)
    claims = is_claimed(item, own.level)
    if claims and (followers or not known.services):
        told_own = (*warnings_of(item, followers, known), *awareness_warnings(item, known))
        own = replace(own, warnings=tuple(sorted(told_own, key=is_of_words)))
    elif any(is_claimed(item, one.level) for one in services.values()):
        own = replace(own, warnings=tuple(awareness_warnings(item, known)))
    told = {
        service: replace(one, warnings=tuple(warnings_of(item, (service,), known)))
        if is_claimed(item, one.level)
        else one
        for service, one in services.items()
    }
    return own, told


def is_of_words(reason: Reason) -> bool:
    """Tell whether a warning speaks of what was written only: these come after those that speak of evidence."""
    return reason.code == "claim_no_statement"


def is_claimed(item: Item, level: int | None) -> bool:
    """Tell whether a level is claimed from which evidence is expected to be there."""
    return level is not None and level >= item.claim


def warnings_of(item: Item, services: Sequence[str], known: Known) -> Iterator[Reason]:
    """Yield what is missing for a claim of these services (none: the provider has no services in scope)."""
    for ref in item.indicators:
        entry = known.entries.get(ref)
        if entry is None:
            continue
        lacking = list(_without_value(entry, services, known)) if _is_measured(item, entry) else []
        yield from lacking
        yield from _document(entry, services, valued=not lacking)
        yield from _evidence(entry, services, known, valued=not lacking)
    unstated = [
        ref for ref in item.indicators if not _is_stated(known.stated.get(ref, frozenset()), services)
    ]
    if unstated:
        yield Reason("claim_no_statement", {"refs": unstated})


def _is_stated(said: frozenset[str | None], services: Sequence[str]) -> bool:
    return None in said or (bool(services) and set(services) <= said) or (not services and bool(said))


def _is_measured(item: Item, entry: Entry) -> bool:
    special = entry.indicator.rule.special
    return item.perspective in {"results", "hybrid"} and special in {"results_sheet", "comparison"}


def _without_value(entry: Entry, services: Sequence[str], known: Known) -> Iterator[Reason]:
    """Yield that nobody measured in the last closed year, for all services at once or for those that lack it."""
    ref, year = entry.indicator.ref, known.as_of.year - 1
    complete = [value for value in known.values.get(ref, ()) if value.complete and value.year == year]
    if not services:
        if not complete:
            yield Reason("claim_no_value", {"ref": ref, "in_year": year})
        return
    lacking = [s for s in services if not any(v.service in {None, s} for v in complete)]
    if _speaks_of_all(lacking, services, known):
        yield Reason("claim_no_value", {"ref": ref, "in_year": year})
        return
    for service in lacking:
        yield Reason("claim_no_value", {"ref": ref, "in_year": year, "service": service})


def _document(entry: Entry, services: Sequence[str], *, valued: bool) -> Iterator[Reason]:
    """Yield that the required document is not in force."""
    rule = entry.indicator.rule
    if rule.document_kind is None:
        return
    bad = [
        cell
        for cell in _bad(entry, services)
        if cell.kinds == DOCUMENT_NEED and (valued or cell.reason.code != "no_values")
    ]
    if bad:
        yield Reason("claim_document", {"ref": rule.ref})


def _evidence(entry: Entry, services: Sequence[str], known: Known, *, valued: bool) -> Iterator[Reason]:
    """Yield that other needs have no current evidence, with the worst state, for all services or for some."""
    rule = entry.indicator.rule
    bad: dict[str | None, list[State]] = defaultdict(list)
    for cell in _bad(entry, services):
        is_document = rule.document_kind is not None and cell.kinds == DOCUMENT_NEED
        told_already = not valued and cell.kinds == (EvidenceKind.RESULT,)
        if not is_document and not told_already:
            bad[cell.service].append(cell.state)
    worst = {service: min(states, key=_WORST.index) for service, states in bad.items()}
    if None in worst or _speaks_of_all(worst, services, known):
        state = min(worst.values(), key=_WORST.index)
        yield Reason("claim_evidence", {"ref": rule.ref, "state": state})
        return
    for service in services:
        if service in worst:
            yield Reason("claim_evidence", {"ref": rule.ref, "state": worst[service], "service": service})


def _bad(entry: Entry, services: Sequence[str]) -> Iterator[Cell]:
    for cell in entry.judgement.cells:
        if cell.state not in _GOOD and (cell.service is None or cell.service in services):
            yield cell


def _speaks_of_all(lacking: Collection[str | None], services: Sequence[str], known: Known) -> bool:
    """Tell whether all services in scope lack something, so that none of them has to be named."""
    return bool(lacking) and len(lacking) == len(services) == len(known.services)
