"""Judge one proof for one cell: a need, a service and, where the rhythm is yearly, a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from qms.model.months import add_months
from qms.model.reasons import Reason
from qms.model.words import EvidenceKind, State

if TYPE_CHECKING:
    from qms.model.coverage import IndicatorRule, Proof

RANK = {State.COVERED: 3, State.SUSPECT: 2, State.EXPIRED: 1, State.MISSING: 0}
DELETED_AS_DUE = "deleted_as_due"
DELETED_SUSPECT = "deleted_suspect"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what one proof is worth in one cell, and the last day (inclusive) on which that is so."""

    state: State
    reason: Reason
    until: date | None = None


def matches(proof: Proof, kinds: tuple[EvidenceKind, ...], service: str | None) -> bool:
    """Say whether a proof is of a needed kind and speaks of the service (no services: of all)."""
    for kind in proof.kinds:
        if kind in kinds:
            return service is None or not proof.services or service in proof.services
    return False


def end_of(proof: Proof, rule: IndicatorRule, *, as_document: bool) -> date | None:
    """Return the last day of a standing proof: its own end, else freshness, else None (design section 5).

    `as_document` says that it counts as a document in force, which does not age.
    """
    own = [day for day in (proof.valid_until, proof.review_due) if day is not None]
    if own:
        return min(own)
    if as_document or rule.fresh_months is None:
        return None
    newest = proof.date_to or proof.date_from
    return add_months(newest, rule.fresh_months) if newest else None


def judge_standing(
    proof: Proof, rule: IndicatorRule, kinds: tuple[EvidenceKind, ...], as_of: date, *, required: bool
) -> Verdict:
    """Judge a proof of a standing or continuous need, met by any of `kinds`, on the day `as_of`.

    `required` says that the need is a required document, which only a document in force can meet.
    """
    # A policy in force that serves as a record as well ages like any record where a record is asked for.
    as_document = proof.in_force and EvidenceKind.DOCUMENT in kinds
    if proof.standing is State.MISSING:
        return Verdict(State.MISSING, proof.because or Reason("evidence_missing"))
    if required and not proof.in_force:
        return Verdict(State.MISSING, Reason("not_in_force"))
    start = proof.in_force_from if as_document and proof.in_force_from else proof.date_from
    if start and start > as_of:
        return Verdict(State.MISSING, Reason("starts_later", {"date": start}))
    end = end_of(proof, rule, as_document=as_document)
    if proof.standing is State.EXPIRED:
        return Verdict(State.EXPIRED, proof.because or Reason("expired", {"date": end}))
    if end is not None and end < as_of:
        code = "review_overdue" if end == proof.review_due else "expired"
        return Verdict(State.EXPIRED, Reason(code, {"date": end}))
    if proof.standing is State.SUSPECT:
        return Verdict(State.SUSPECT, proof.because or Reason("suspect"))
    if start is None:
        return Verdict(State.SUSPECT, Reason("no_date"))
    return Verdict(State.COVERED, Reason("current", {"date": _newest(proof, start, as_of)}), end)


def _newest(proof: Proof, start: date, as_of: date) -> date:
    """Return the day that a sound proof speaks of: its last one, unless that lies ahead as a plan's does."""
    return proof.date_to if proof.date_to is not None and proof.date_to <= as_of else start


def judge_year(proof: Proof, year: int, as_of: date) -> Verdict:
    """Judge a proof for one calendar year; a year that is over is history and never expires."""
    gone = proof.because is not None and proof.because.code == DELETED_AS_DUE
    start, end = proof.date_from, proof.date_to or proof.date_from
    if start is not None and end is not None and (end < date(year, 1, 1) or start > date(year, 12, 31)):
        return Verdict(State.MISSING, Reason("other_year", {"year": year}))
    if proof.standing is State.MISSING:
        return Verdict(State.MISSING, proof.because or Reason("evidence_missing"))
    if start is None or end is None:
        return Verdict(State.SUSPECT, Reason("no_date"))
    if start > as_of:
        return Verdict(State.MISSING, Reason("starts_later", {"date": start}))
    if proof.standing is State.SUSPECT or (proof.standing is State.EXPIRED and not gone):
        # Only what was sound when it was deleted passes as history.
        return Verdict(State.SUSPECT, proof.because or Reason("suspect"))
    if gone and proof.because is not None:
        return Verdict(State.COVERED, proof.because)
    return Verdict(State.COVERED, Reason("current", {"date": end}))
