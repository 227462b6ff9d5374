"""Build the coverage map: every indicator judged, with the evidence that hangs on it."""

from __future__ import annotations

import gc
from collections import defaultdict
from typing import TYPE_CHECKING

from qms.coverage.gather import gather, setting_of
from qms.coverage.rules import judge, state_alone
from qms.model.coverage import CoverageMap, Entry, Hanging
from qms.state.link_rows import indicator_rows

if TYPE_CHECKING:
    from datetime import date

    from qms.model.coverage import IndicatorRule, Proof
    from qms.model.evidence import Pin
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
    proofs, waived, evidence, links, documents = gather(workspace, framework, setting.as_of)
    with workspace.state.read() as conn:
        kept = indicator_rows(conn, framework.id)
    by_indicator: dict[str, list[Proof]] = defaultdict(list)
    for proof in proofs:
        by_indicator[proof.indicator].append(proof)
    paths = {e.id: e.path for e in evidence.values()} | {d.id: d.path for d in documents}
    pins = {(link.evidence, link.indicator): link.pins for link in links}
    entries: list[Entry] = []
    for indicator in framework.indicators:
        mine = by_indicator.get(indicator.ref, [])
        judgement = judge(indicator.rule, mine, waived, setting)
        row = kept.get(indicator.ref)
        hanging = tuple(
            _hanging(indicator.rule, p, paths, pins, setting.as_of)
            for p in sorted(mine, key=lambda p: paths.get(p.evidence, ""))
        )
        entries.append(
            Entry(indicator, judgement, hanging, row.owner if row else None, row.due if row else None)
        )
    return CoverageMap(
        framework, setting, tuple(entries), workspace.settings.assessed_on is not None and as_of is None
    )


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
