"""Build the coverage map: every indicator judged, with the evidence that hangs on it."""

from __future__ import annotations

import gc
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from qms.coverage.gather import gather, setting_of
from qms.coverage.rules import judge, state_alone
from qms.evidence.series import states_of
from qms.model.coverage import CoverageMap, Entry, Hanging
from qms.model.reasons import Reason
from qms.state.link_rows import indicator_rows
from qms.state.series_rows import all_series

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from qms.coverage.gather import Gathered
    from qms.model.coverage import IndicatorRule, Proof
    from qms.model.evidence import Pin
    from qms.model.words import EvidenceKind, State
    from qms.workspace.workspace import Workspace


def build_map(workspace: Workspace, as_of: date | None = None, service: str | None = None) -> CoverageMap:
    """Judge every indicator of the chosen framework; freshness as of `as_of`, `assessed_on` or today."""
    collecting = gc.isenabled()
    gc.disable()  # a large map is a hundred thousand values, and looking for cycles among them halves the speed
    try:
        return _build_map(workspace, as_of, service)
    finally:
        if collecting:
            gc.enable()


def _build_map(workspace: Workspace, as_of: date | None, service: str | None) -> CoverageMap:
    framework = workspace.framework
    setting = setting_of(workspace, as_of, service)
    found = gather(workspace, framework, setting.as_of)
    setting = replace(setting, conditions=found.conditions)
    with workspace.state.read() as conn:
        kept = indicator_rows(conn, framework.id)
    by_indicator: dict[str, list[Proof]] = defaultdict(list)
    for proof in found.proofs:
        by_indicator[proof.indicator].append(proof)
    paths = {e.id: e.path for e in found.evidence.values()} | {d.id: d.path for d in found.documents}
    paths |= found.paths
    pins = {(link.evidence, link.indicator): link.pins for link in found.links}
    late = _late_series(workspace, found, setting.as_of)
    entries: list[Entry] = []
    for indicator in framework.indicators:
        mine = by_indicator.get(indicator.ref, [])
        judgement = judge(indicator.rule, mine, found.exemptions, setting)
        if indicator.ref in late:
            judgement = replace(judgement, warnings=judgement.warnings + late[indicator.ref])
        row = kept.get(indicator.ref)
        hanging = _joined(
            _hanging(indicator.rule, p, paths, pins, setting.as_of)
            for p in sorted(mine, key=lambda p: paths.get(p.evidence, ""))
        )
        counts = found.counts.get(indicator.ref, ())
        owner, due = (row.owner, row.due) if row else (None, None)
        entries.append(Entry(indicator, judgement, hanging, owner, due, counts))
    return CoverageMap(
        framework, setting, tuple(entries), workspace.settings.assessed_on is not None and as_of is None
    )


def _late_series(workspace: Workspace, found: Gathered, as_of: date) -> dict[str, tuple[Reason, ...]]:
    """Return by indicator which series wait for a file that is late."""
    if not any(link.series for link in found.links):
        return {}
    with workspace.state.read() as conn:
        known = all_series(conn)
    late: dict[str, tuple[Reason, ...]] = {}
    for state in states_of(known, found.links, found.evidence, as_of):
        if state.late:
            told = Reason(
                "series_late", {"name": state.series.name, "date": state.newest_on, "due": state.expected}
            )
            for ref in state.indicators:
                late[ref] = (*late.get(ref, ()), told)
    return late


def _joined(hanging: Iterable[Hanging]) -> tuple[Hanging, ...]:
    """Join what hangs several times in the same state, as a register does with a proof for each service and year."""
    found: dict[tuple[str, tuple[EvidenceKind, ...], State], Hanging] = {}
    for item in hanging:
        key = (item.id, item.kinds, item.state)
        kept = found.setdefault(key, item)
        if kept is not item:
            starts = [day for day in (kept.date_from, item.date_from) if day is not None]
            ends = [day for day in (kept.date_to, item.date_to) if day is not None]
            everywhere = not kept.services or not item.services
            found[key] = replace(
                kept,
                date_from=min(starts, default=None),
                date_to=max(ends, default=None),
                services=() if everywhere else tuple(sorted({*kept.services, *item.services})),
            )
    return tuple(found.values())


def _hanging(
    rule: IndicatorRule,
    proof: Proof,
    paths: dict[str, str],
    pins: dict[tuple[str, str], tuple[Pin, ...]],
    as_of: date,
) -> Hanging:
    own = pins.get((proof.evidence, proof.indicator), ())
    return Hanging(
        id=proof.evidence,
        path=paths.get(proof.evidence, ""),
        kinds=proof.kinds,
        state=state_alone(rule, proof, as_of),
        pin=own[0] if own else None,
        date_from=proof.date_from,
        date_to=proof.date_to,
        date_assumed=proof.date_assumed,
        valid_until=proof.valid_until or proof.review_due,
        services=proof.services,
    )
