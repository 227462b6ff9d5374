"""Ask "what if": which one step would close most gaps, and which file carries many indicators alone.

Every answer is found by judging again with that one step done, or with that one file gone; nothing is estimated.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from qms.coverage.gather import gather
from qms.coverage.rules import closed_years, judge
from qms.model.coverage import Proof
from qms.model.leverage import Carrier, Leverage, Step
from qms.model.months import add_months
from qms.model.words import EvidenceKind, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.coverage.gather import Gathered
    from qms.model.coverage import CoverageMap, Entry, Judgement
    from qms.workspace.workspace import Workspace

SOON_MONTHS = 6
SHOWN = 8
CONFIRM, RENEW, APPROVE, RECORD = "confirm", "renew", "approve", "record"


def leverage_of(workspace: Workspace, found: CoverageMap, limit: int = SHOWN) -> Leverage:
    """Return about `limit` steps and at most `limit` carriers for a map of this workspace."""
    gathered = gather(workspace, found.framework, found.setting.as_of)
    judge_again = _Judge(found, gathered)
    at_hand = [*_files(found, gathered, judge_again), *_documents(gathered, judge_again)]
    # What lies there already is less work than something new, so neither crowds out the other.
    half = limit - limit // 2
    steps = _best(at_hand, half) + _best(_records(found, judge_again), half)
    steps.sort(key=_weightiest_first)
    return Leverage(tuple(steps), tuple(_carriers(found, gathered, judge_again)[:limit]))


def _best(steps: Iterable[Step], limit: int) -> list[Step]:
    worth = [s for s in steps if s.closes or len(s.helps) > 1]
    return _distinct(sorted(worth, key=_weightiest_first))[:limit]


def _weightiest_first(step: Step) -> tuple[int, int, int, str, str]:
    return (-len(step.closes), -len(step.helps), _EFFORT[step.what], step.subject, step.principle or "")


_EFFORT = {CONFIRM: 0, APPROVE: 1, RENEW: 2, RECORD: 3}


class _Judge:
    """Judge single indicators of a map again with other proofs; `as_of` is the day of the map."""

    def __init__(self, found: CoverageMap, gathered: Gathered) -> None:
        self.entries = {e.indicator.ref: e for e in found.entries}
        self.proofs: dict[str, list[Proof]] = defaultdict(list)
        for proof in gathered.proofs:
            self.proofs[proof.indicator].append(proof)
        self._exemptions = gathered.exemptions
        self._setting = replace(found.setting, audit_on=None, conditions=gathered.conditions)
        self.as_of = found.setting.as_of

    def with_proofs(self, ref: str, proofs: Iterable[Proof]) -> Judgement:
        """Return the judgement of an indicator from these proofs instead of its own."""
        return judge(self.entries[ref].indicator.rule, proofs, self._exemptions, self._setting)

    def change(
        self, what: str, subject: str, principle: str | None, changed: Mapping[str, list[Proof]]
    ) -> Step:
        """Return what a step brings: `changed` are the proofs that indicators would have then."""
        closes, helps = [], []
        for ref in (r for r in self.entries if r in changed):
            proofs = changed[ref]
            before, after = self.entries[ref].judgement, self.with_proofs(ref, proofs)
            if before.state is State.COVERED:
                continue
            if after.state is State.COVERED:
                closes.append(ref)
            elif _met(after) > _met(before):
                helps.append(ref)
        return Step(what, subject, principle, tuple(closes), tuple(helps))


def _met(judged: Judgement) -> int:
    return sum(1 for cell in judged.cells if cell.state is State.COVERED)


def _files(found: CoverageMap, gathered: Gathered, again: _Judge) -> Iterable[Step]:
    """Try for each linked file what its confirmation, and what a current version of it, would close."""
    as_of = found.setting.as_of
    open_refs = [e.indicator.ref for e in found.gaps()]
    by_file: dict[str, dict[str, list[Proof]]] = defaultdict(dict)
    for ref in open_refs:
        for proof in again.proofs[ref]:
            if proof.evidence in gathered.evidence:
                by_file[proof.evidence].setdefault(ref, []).append(proof)
    for ident, mine in by_file.items():
        suspect = any(p.standing is State.SUSPECT for proofs in mine.values() for p in proofs)
        changed = {
            ref: [_sound(p, as_of, renewed=not suspect) if p in proofs else p for p in again.proofs[ref]]
            for ref, proofs in mine.items()
        }
        yield again.change(CONFIRM if suspect else RENEW, gathered.evidence[ident].path, None, changed)


def _sound(proof: Proof, as_of: date, *, renewed: bool) -> Proof:
    """Return a proof as it would be once confirmed, or once a current version of its file is linked."""
    sound = replace(proof, standing=State.COVERED, because=None)
    if not renewed:
        return sound
    return replace(
        sound, date_from=sound.date_from or as_of, date_to=as_of, valid_until=None, review_due=None
    )


def _documents(gathered: Gathered, again: _Judge) -> Iterable[Step]:
    """Try what the approval of each controlled document that is not in force would close."""
    for document in gathered.documents:
        mine = {
            ref: [p for p in proofs if p.evidence == document.id and p.standing is not State.COVERED]
            for ref, proofs in again.proofs.items()
        }
        changed = {
            ref: [_approved(p, again) if p in found else p for p in again.proofs[ref]]
            for ref, found in mine.items()
            if found
        }
        if changed:
            yield replace(again.change(APPROVE, document.slug, None, changed), title=document.title)


def _approved(proof: Proof, again: _Judge) -> Proof:
    day = again.as_of
    return replace(
        proof,
        standing=State.COVERED,
        because=None,
        in_force=True,
        in_force_from=day,
        date_from=day,
        date_to=day,
    )


def _records(found: CoverageMap, again: _Judge) -> Iterable[Step]:
    """Try what one new piece of evidence of each kind, speaking of one principle and of all services, would close."""
    years = closed_years(found.setting)
    start = date(years[0], 1, 1) if years else found.setting.as_of
    gaps = found.gaps()
    for principle in found.framework.principles:
        refs = [e.indicator.ref for e in gaps if e.indicator.principle == principle.ref]
        for kind in EvidenceKind:
            if kind is EvidenceKind.DOCUMENT:
                continue
            new = Proof("", "", (kind,), date_from=start, date_to=found.setting.as_of)
            changed = {ref: [*again.proofs[ref], replace(new, indicator=ref)] for ref in refs}
            yield again.change(RECORD, kind.value, principle.ref, changed)


def _distinct(steps: Sequence[Step]) -> list[Step]:
    """Leave out steps that close only what one better step closes as well."""
    kept: list[Step] = []
    for step in steps:
        reach = set(step.closes) | set(step.helps)
        if not any(set(step.closes) <= set(k.closes) and reach <= set(k.closes) | set(k.helps) for k in kept):
            kept.append(step)
    return kept


def _carriers(found: CoverageMap, gathered: Gathered, again: _Judge) -> list[Carrier]:
    carried: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
    for entry in found.entries:
        if entry.judgement.state is State.COVERED:
            for ident in _alone(entry, again):
                carried[ident].append((entry.indicator.ref, _until(entry, ident)))
    paths = {e.id: e.path for e in gathered.evidence.values()} | {d.id: d.path for d in gathered.documents}
    horizon = max(add_months(found.setting.as_of, SOON_MONTHS), found.setting.audit_on or date.min)
    carriers = []
    for ident, several in carried.items():
        ends = [until for _, until in several if until is not None]
        until = min(ends, default=None)
        soon = until is not None and until <= horizon
        if len(several) > 1 or soon:
            path = paths.get(ident) or gathered.paths.get(ident, ident)
            carriers.append(Carrier(ident, path, tuple(ref for ref, _ in several), until, soon))
    return sorted(carriers, key=lambda c: (not c.soon, -len(c.carries), c.until or date.max, c.path))


def _alone(entry: Entry, again: _Judge) -> list[str]:
    """Return the evidence without which a covered indicator would not be covered."""
    ref = entry.indicator.ref
    own = again.proofs[ref]
    several = dict.fromkeys(p for cell in entry.judgement.cells for p in cell.proofs)
    return [
        ident
        for ident in several
        if again.with_proofs(ref, [p for p in own if p.evidence != ident]).state is not State.COVERED
    ]


def _until(entry: Entry, ident: str) -> date | None:
    ends = [c.until for c in entry.judgement.cells if c.proofs[:1] == (ident,) and c.until is not None]
    return min(ends, default=None)
