"""Judge an indicator: cells of need, service and year, and what they add up to (design section 5, Coverage)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qms.coverage.actions import next_action, place_of, telling_cell
from qms.coverage.proofs import RANK, Verdict, judge_standing, judge_year, matches
from qms.model import years
from qms.model.coverage import ASPECT_OF, ASPECTS, Cell, Judgement
from qms.model.months import add_months
from qms.model.reasons import Reason
from qms.model.words import EvidenceKind, Lens, Rhythm, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from qms.model.coverage import Exemption, IndicatorRule, Proof, Setting

DOCUMENT_NEED = (EvidenceKind.DOCUMENT,)
AUDIT_HORIZON_MONTHS = 6
WARN_FROM_MONTH = 10
_CONTENT_FIRST = frozenset({"results_sheet", "comparison"})


def closed_years(setting: Setting) -> tuple[int, ...]:
    """Return the closed calendar years that yearly needs are judged for, oldest first.

    They are those after the year of the latest certificate (`qms.model.years`).
    """
    return years.closed_years(setting.as_of, setting.certified_on)


def judge(
    rule: IndicatorRule, proofs: Iterable[Proof], exemptions: Iterable[Exemption], setting: Setting
) -> Judgement:
    """Judge one indicator on `setting.as_of` and, where an audit is near, on the audit day as well."""
    mine = sorted((p for p in proofs if p.indicator == rule.ref), key=_order)
    waived = sorted((e for e in exemptions if e.indicator == rule.ref), key=_narrow_last)
    today = _judge_on(rule, mine, waived, setting)
    if not _audit_is_near(setting) or setting.audit_on is None:
        return today
    later = _judge_on(rule, mine, waived, replace(setting, as_of=setting.audit_on))
    action = today.action or next_action(rule, later, on_audit_day=setting.audit_on)
    return replace(today, on_audit_day=later.state, action=action)


def _order(proof: Proof) -> tuple[str, tuple[str, ...], str, tuple[str, ...], str, str]:
    """Order by evidence, which a link has once for an indicator and a register several times, by service and year."""
    kinds = proof.kinds
    because = proof.because.code if proof.because is not None else ""
    return (
        proof.evidence,
        kinds if len(kinds) < 2 else tuple(sorted(kinds)),
        str(proof.date_from),
        proof.services,
        proof.standing,
        because,
    )


def _narrow_last(exemption: Exemption) -> tuple[str, str, str, str]:
    """Order by scope, the widest first, so that its reason is the one shown."""
    return (exemption.service or "", exemption.need or "", exemption.because, exemption.by)


def _audit_is_near(setting: Setting) -> bool:
    day = setting.audit_on
    return day is not None and setting.as_of <= day <= add_months(setting.as_of, AUDIT_HORIZON_MONTHS)


def _judge_on(
    rule: IndicatorRule, proofs: Sequence[Proof], waived: Sequence[Exemption], setting: Setting
) -> Judgement:
    verdicts = _Verdicts(rule, proofs, setting)
    cells = tuple(_cells(rule, verdicts, waived, setting))
    counted = [c for c in cells if c.state is not State.NOT_APPLICABLE]
    state, reason = _add_up(counted, cells)
    warnings = tuple(_open_year(rule, verdicts, waived, setting))
    kinds = _best_of_kinds(counted, verdicts)
    judged = Judgement(
        rule.ref, state, reason, None, cells, _lens(kinds), None, warnings, _aspects(counted, kinds)
    )
    return replace(judged, action=next_action(rule, judged))


def _cells(
    rule: IndicatorRule, verdicts: _Verdicts, waived: Sequence[Exemption], setting: Setting
) -> Iterable[Cell]:
    services: tuple[str | None, ...] = setting.services or (None,)
    for number, kinds in enumerate(rule.needs):
        yearly = rule.rhythm is Rhythm.YEARLY and kinds != DOCUMENT_NEED
        years: tuple[int | None, ...] = closed_years(setting) if yearly else (None,)
        for service in services:
            for year in years:
                cell = _cell(rule, number, service, year, verdicts, waived)
                yield _on_condition(rule, cell, setting)


def _on_condition(rule: IndicatorRule, cell: Cell, setting: Setting) -> Cell:
    """Return a cell as its condition leaves it: missing as long as that is not met, whatever is linked.

    What is wrong with a document itself is told first, unless there is none and its content has to come first.
    """
    lacking = setting.conditions.get(rule.ref, {}).get((cell.service, cell.year))
    of_document = cell.kinds == DOCUMENT_NEED
    # Where no document is asked for, the condition speaks of what stands.
    spoken = of_document or cell.year is not None or DOCUMENT_NEED not in rule.needs
    if lacking is None or cell.state is State.NOT_APPLICABLE or not spoken:
        return cell
    own_lack = of_document and (cell.proofs or rule.special not in _CONTENT_FIRST)
    if cell.state is State.MISSING and own_lack:
        return cell
    return replace(cell, state=State.MISSING, reason=lacking, until=None)


def _cell(
    rule: IndicatorRule,
    number: int,
    service: str | None,
    year: int | None,
    verdicts: _Verdicts,
    waived: Sequence[Exemption],
) -> Cell:
    kinds = rule.needs[number]
    exemption = next((e for e in waived if _waives(e, kinds, service)), None)
    if exemption is not None:
        reason = Reason("not_applicable", {"because": exemption.because, "by": exemption.by})
        return Cell(number, kinds, service, year, State.NOT_APPLICABLE, reason)
    judged = verdicts.of(kinds, service, year)
    if not judged:
        return Cell(number, kinds, service, year, State.MISSING, Reason("nothing_linked", {"kinds": kinds}))
    best = judged[0][0]
    names = tuple(dict.fromkeys(p.evidence for _, p in judged))
    return Cell(number, kinds, service, year, best.state, best.reason, names, best.until)


class _Verdicts:
    """Judge the proofs of one indicator once per need and year: what a proof is worth is the same for every service."""

    def __init__(self, rule: IndicatorRule, proofs: Sequence[Proof], setting: Setting) -> None:
        self._rule, self._proofs, self._setting = rule, proofs, setting
        self._found: dict[tuple[tuple[EvidenceKind, ...], int | None], list[tuple[Verdict, Proof]]] = {}

    def of(
        self, kinds: tuple[EvidenceKind, ...], service: str | None, year: int | None
    ) -> list[tuple[Verdict, Proof]]:
        """Return what each fitting proof is worth in a cell, the best first; those of other years are left out."""
        found = self._found.get((kinds, year))
        if found is None:
            found = self._found[kinds, year] = self._judged(kinds, year)
        return [(v, p) for v, p in found if service is None or not p.services or service in p.services]

    def _judged(self, kinds: tuple[EvidenceKind, ...], year: int | None) -> list[tuple[Verdict, Proof]]:
        fitting = (p for p in self._proofs if matches(p, kinds, None))
        judged = [(_judge_proof(self._rule, kinds, p, year, self._setting), p) for p in fitting]
        return sorted(
            (pair for pair in judged if pair[0].reason.code != "other_year"),
            key=lambda pair: _best_first(pair[0]),
        )


def _waives(exemption: Exemption, kinds: tuple[EvidenceKind, ...], service: str | None) -> bool:
    if exemption.service is not None and exemption.service != service:
        return False
    return exemption.need is None or exemption.need in kinds


def _judge_proof(
    rule: IndicatorRule, kinds: tuple[EvidenceKind, ...], proof: Proof, year: int | None, setting: Setting
) -> Verdict:
    if year is not None:
        return judge_year(proof, year, setting.as_of)
    required = rule.needs_in_force and kinds == DOCUMENT_NEED
    return judge_standing(proof, rule, kinds, setting.as_of, required=required)


def state_alone(rule: IndicatorRule, proof: Proof, as_of: date) -> State:
    """Return the best state that one proof has by itself in any need that it fits, services left aside."""
    found = [State.MISSING]
    for kinds in rule.needs:
        if not matches(proof, kinds, None):
            continue
        newest = proof.date_to or proof.date_from
        yearly = rule.rhythm is Rhythm.YEARLY and kinds != DOCUMENT_NEED
        if yearly and newest is not None:
            found.append(judge_year(proof, newest.year, as_of).state)
        else:
            required = rule.needs_in_force and kinds == DOCUMENT_NEED
            found.append(judge_standing(proof, rule, kinds, as_of, required=required).state)
    return max(found, key=lambda state: RANK[state])


def _best_first(verdict: Verdict) -> tuple[int, int, int]:
    endless = verdict.until is None
    return (
        -RANK[verdict.state],
        0 if endless else 1,
        0 if verdict.until is None else -verdict.until.toordinal(),
    )


def _add_up(counted: Sequence[Cell], cells: Sequence[Cell]) -> tuple[State, Reason]:
    if not counted:
        return State.NOT_APPLICABLE, cells[0].reason if cells else Reason("no_needs")
    cell = telling_cell(counted)
    if cell is None:
        return State.COVERED, Reason("all_met", {"cells": len(counted)})
    place = {"kinds": cell.kinds} | place_of(cell, counted)
    met = sum(1 for c in counted if c.state is State.COVERED)
    if met:
        numbers = {"met": met, "of": len(counted), "because": cell.reason}
        return State.PARTIAL, Reason("partly_met", place | numbers)
    return cell.state, Reason(cell.reason.code, place | dict(cell.reason.params))


def _open_year(
    rule: IndicatorRule, verdicts: _Verdicts, waived: Sequence[Exemption], setting: Setting
) -> Iterable[Reason]:
    """Warn of what the open year still lacks, from October on; `service` None: for every service in scope."""
    if rule.rhythm is not Rhythm.YEARLY or setting.as_of.month < WARN_FROM_MONTH:
        return
    services: tuple[str | None, ...] = setting.services or (None,)
    year = setting.as_of.year
    for number, kinds in enumerate(rule.needs):
        if kinds == DOCUMENT_NEED:
            continue
        cells = [_cell(rule, number, s, year, verdicts, waived) for s in services]
        counted = [c for c in cells if c.state is not State.NOT_APPLICABLE]
        lacking = [c for c in counted if c.state is not State.COVERED]
        if lacking and len(lacking) == len(counted):
            yield Reason("open_year", {"year": year, "kinds": kinds, "service": None})
        else:
            for cell in lacking:
                yield Reason("open_year", {"year": year, "kinds": kinds, "service": cell.service})


def _best_of_kinds(counted: Sequence[Cell], verdicts: _Verdicts) -> dict[EvidenceKind, State]:
    """Return the best state of the proofs of each kind, wherever they count."""
    best: dict[EvidenceKind, State] = {}
    for cell in counted:
        for verdict, proof in verdicts.of(cell.kinds, cell.service, cell.year):
            for kind in proof.kinds:
                if kind not in best or RANK[verdict.state] > RANK[best[kind]]:
                    best[kind] = verdict.state
    return best


def _lens(kinds: Mapping[EvidenceKind, State]) -> Lens:
    """Say which side the sound proofs show; a policy alone is an approach only."""
    sides = {ASPECT_OF[kind] for kind, state in kinds.items() if state is State.COVERED}
    if "results" in sides:
        return Lens.RESULTS
    if "deployment" in sides:
        return Lens.DEPLOYMENT
    return Lens.APPROACH_ONLY if sides else Lens.NONE


def _aspects(counted: Sequence[Cell], kinds: Mapping[EvidenceKind, State]) -> dict[str, State]:
    """Return the best state of each side that is asked for, or that there is evidence of."""
    sides = [{ASPECT_OF[kind] for kind in cell.kinds} for cell in counted]
    # A need that several sides can meet asks for none of them by name.
    asked = {side for several in sides if len(several) == 1 for side in several}
    found: dict[str, State] = {}
    for kind, state in kinds.items():
        side = ASPECT_OF[kind]
        if side not in found or RANK[state] > RANK[found[side]]:
            found[side] = state
    return {side: found.get(side, State.MISSING) for side in ASPECTS if side in asked or side in found}
