"""Compare what level 2 asks of groups (know, understand; many, most, all) with what is counted.

The number of the group is always told, and the threshold that was applied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.model.extents import EXTENTS, reached
from qms.model.months import add_months
from qms.model.reasons import Reason
from qms.model.words import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from qms.assessment.schemes import Item
    from qms.assessment.warnings import Known
    from qms.model.framework import LevelTest
    from qms.model.organisation import Group
    from qms.results.counts.awareness import AwarenessCounts

KNOW, UNDERSTAND = "know", "understand"
_SIDES = {KNOW: "known", UNDERSTAND: "understood"}
# Managers are counted among the staff where they are no group of their own; "others" are outside the provider.
_AMONG = {"managers": "staff"}
_OUTSIDE = frozenset({"others", "stakeholders"})


def awareness_warnings(item: Item, known: Known) -> Iterator[Reason]:
    """Yield what is missing of the awareness that level 2 asks for, with the number of each group."""
    by_group: dict[str, list[LevelTest]] = {}
    for clause in item.clauses:
        if clause.verb in _SIDES:
            for kind in clause.groups:
                by_group.setdefault(kind, []).append(clause)
    kinds = {group.kind for group in known.groups}
    for kind, clauses in by_group.items():
        if kind in kinds:
            for group in known.groups:
                if group.kind == kind:
                    yield from _of_group(item, clauses, group, known)
        elif kind not in _OUTSIDE and _AMONG.get(kind) not in kinds:
            params = {"members": Reason(f"groups_{kind}"), "asked": asked_of(clauses[0], known.limits)}
            yield Reason("claim_no_group", params)


def _of_group(item: Item, clauses: Sequence[LevelTest], group: Group, known: Known) -> Iterator[Reason]:
    """Yield at most one reason: who understands also knows, so the clause that asks for more speaks first."""
    for clause in sorted(clauses, key=lambda c: c.verb != UNDERSTAND):
        reason = _lacking(item, clause, group, known)
        if reason is not None:
            yield reason
            return


def _lacking(item: Item, clause: LevelTest, group: Group, known: Known) -> Reason | None:
    asked = asked_of(clause, known.limits)
    counted = [
        known.awareness[ref, group.id] for ref in item.indicators if (ref, group.id) in known.awareness
    ]
    current = [counts for counts in counted if not _is_old(counts, known)]
    best = max(current or counted, key=lambda c: _number(c, clause), default=None)
    if best is None or not _number(best, clause):
        code = (
            "claim_awareness_uncounted"
            if known.aware_files & set(item.indicators)
            else "claim_awareness_none"
        )
        size = (best.size if best else None) or group.size
        return Reason(code, {"group": group.name, "size": size or Reason("size_unknown"), "asked": asked})
    number = _number(best, clause)
    params = {"group": group.name, "number": number, "size": best.size, "asked": asked}
    if not best.size:
        return Reason("claim_awareness_unsized", params)
    params["percent"] = _percent(number, best.size)
    if not current:
        return Reason("claim_awareness_old", params | {"date": best.newest})
    if clause.extent in EXTENTS and clause.extent not in reached(number / best.size, known.limits):
        return Reason("claim_awareness_short", params)
    return None


def asked_of(clause: LevelTest, limits: Mapping[str, float]) -> Reason:
    """Return what a clause asks, with the threshold of the provider; without an extent, that the group does at all."""
    side = _SIDES[clause.verb]
    if clause.extent not in EXTENTS or clause.extent not in limits:
        return Reason(f"asked_{side}")
    share = round(100 * limits[clause.extent], 1)
    code = "threshold_more" if clause.extent == "most" else "threshold_least"
    threshold = Reason(code, {"percent": share})
    return Reason(f"asked_{side}_by", {"extent": Reason(f"extent_{clause.extent}"), "threshold": threshold})


def _number(counts: AwarenessCounts, clause: LevelTest) -> int:
    return counts.understood if clause.verb == UNDERSTAND else counts.known


def _is_old(counts: AwarenessCounts, known: Known) -> bool:
    """Tell whether the newest of it is older than the indicator allows."""
    entry = known.entries.get(counts.subject)
    months = entry.indicator.rule.fresh_months if entry and _asks(entry.indicator.rule.needs) else None
    return bool(months and counts.newest and add_months(counts.newest, months) < known.as_of)


def _asks(needs: Sequence[Sequence[EvidenceKind]]) -> bool:
    return any(EvidenceKind.AWARENESS in need for need in needs)


def _percent(part: int, whole: int) -> int:
    from qms.results.telling import percent

    return percent(part, whole)
