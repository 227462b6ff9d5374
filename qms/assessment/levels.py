"""Compute the level of one scale from what people ticked: pure, cumulative and never lowered by a further tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from qms.model.assessment import Condition


def level_of(conditions: Sequence[Condition], ticks: Collection[str]) -> int:
    """Return the highest level n for which all conditions in force at every level up to n are met; 0 when none is.

    A condition that a ticked stronger one replaces counts as ticked.
    """
    met = met_keys(conditions, ticks)
    reached = 0
    for level in sorted({condition.level for condition in conditions}):
        if any(condition.key not in met for condition in in_force(conditions, level)):
            break
        reached = level
    return reached


def in_force(conditions: Sequence[Condition], level: int) -> tuple[Condition, ...]:
    """Return what has to be met at a level: all conditions up to it but those that a stronger one replaced by then."""
    upto = [condition for condition in conditions if condition.level <= level]
    replaced = {condition.replaces for condition in upto}
    return tuple(condition for condition in upto if condition.key not in replaced)


def met_keys(conditions: Sequence[Condition], ticks: Collection[str]) -> frozenset[str]:
    """Return the keys of all conditions that are ticked, or replaced (also by way of others) by a ticked one."""
    by_key = {condition.key: condition for condition in conditions}
    met: set[str] = set()
    for key in ticks:
        step: str | None = key
        while step in by_key and step not in met:
            met.add(step)
            step = by_key[step].replaces
    return frozenset(met)
