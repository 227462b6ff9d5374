"""Compute the outcome of a round: the level of every scale from what people ticked, and where claim and proof differ.

Other parts (reports, packs, progress) take `rounds_of` and `result_of`; nothing here writes.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from qms.assessment.levels import in_force, level_of, met_keys
from qms.assessment.rounds import find_round, list_rounds
from qms.assessment.schemes import bar_of, items_of, scheme_name
from qms.catalogue.scales import load_scales
from qms.model.assessment import Assessed, RoundResult, ScaleResult
from qms.state.assessment_rows import assessment_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from qms.assessment.schemes import Item
    from qms.assessment.warnings import Known
    from qms.model.assessment import Condition, Round
    from qms.model.coverage import CoverageMap
    from qms.workspace.workspace import Workspace

Place = tuple[str, str]


def rounds_of(workspace: Workspace) -> tuple[Round, ...]:
    """Return the rounds of the chosen framework, oldest first."""
    return list_rounds(workspace)


def items(workspace: Workspace) -> tuple[Item, ...]:
    """Return all that is assessed in the chosen framework, in the order of the standard."""
    framework = workspace.framework
    return items_of(framework, load_scales(framework.id, workspace.catalogue))


def result_of(
    workspace: Workspace,
    round_name: str | None = None,
    *,
    coverage: CoverageMap | None = None,
    with_warnings: bool = True,
) -> RoundResult | None:
    """Return the outcome of a round (default: the newest), or None where there is no round at all.

    Warnings compare the newest round with the evidence of now; older rounds have none. `coverage` is the map where the
    caller has it already; without warnings none is built. Raises UnknownRound.
    """
    rounds = rounds_of(workspace)
    if not rounds and round_name is None:
        return None
    chosen = rounds[-1] if round_name is None else find_round(rounds, round_name)
    decided = standing_of(workspace, chosen)
    known = None
    # Without a decision nothing is claimed, so the map need not be built; an older round is history.
    if with_warnings and decided and chosen.id == rounds[-1].id:
        from qms.assessment.warnings import known_of

        known = known_of(workspace, coverage)
    framework = workspace.framework
    scales = tuple(scale_result(item, decided.get(item.place, {}), known) for item in items(workspace))
    return RoundResult(chosen, scheme_name(framework), bar_of(framework), scales)


def standing_of(workspace: Workspace, round_: Round) -> dict[Place, dict[str | None, Assessed]]:
    """Return by scale and service (None: the organisation) the decisions that hold in a round."""
    with workspace.state.read() as conn:
        return standing_in(assessment_rows(conn, round_.id))


def standing_in(rows: Iterable[Any]) -> dict[Place, dict[str | None, Assessed]]:
    """Return what holds among the rows of a round: the newest of each, without those that were withdrawn."""
    newest: dict[tuple[Place, str | None], Any] = {}
    for row in rows:
        key = ((row.criterion, row.perspective), row.service)
        if key not in newest or newest[key].number < row.number:
            newest[key] = row
    found: dict[Place, dict[str | None, Assessed]] = defaultdict(dict)
    for (place, service), row in newest.items():
        if not row.withdrawn:
            found[place][service] = assessed(row)
    return dict(found)


def history_of(workspace: Workspace, round_: Round, place: Place) -> tuple[Assessed, ...]:
    """Return every decision about one scale in a round, oldest first; those withdrawn are left out."""
    with workspace.state.read() as conn:
        rows = assessment_rows(conn, round_.id)
    own = [row for row in rows if (row.criterion, row.perspective) == place and not row.withdrawn]
    return tuple(assessed(row) for row in sorted(own, key=lambda row: (row.at, row.number)))


def assessed(row: Any) -> Assessed:
    """Return a decision as the model has it."""
    return Assessed(
        criterion=row.criterion,
        perspective=row.perspective,
        service=row.service,
        ticks=tuple(row.ticks),
        because=row.because,
        by=row.by,
        at=row.at,
        number=row.number,
    )


def scale_result(
    item: Item, decided: Mapping[str | None, Assessed], known: Known | None = None
) -> ScaleResult:
    """Return the outcome of one scale, with the services that differ; warnings only where `known` is given."""
    own = _one(item, decided.get(None))
    services = {name: _one(item, one) for name, one in decided.items() if name is not None}
    if known is not None:
        from qms.assessment.warnings import warn

        own, services = warn(item, own, services, known)
    return ScaleResult(
        own.criterion,
        own.perspective,
        own.level,
        own.levels,
        own.bar,
        own.assessed,
        own.lacking,
        services,
        own.warnings,
    )


def _one(item: Item, decided: Assessed | None) -> ScaleResult:
    level = None if decided is None else level_of(item.conditions, decided.ticks)
    ticks = decided.ticks if decided else ()
    return ScaleResult(
        criterion=item.criterion,
        perspective=item.perspective,
        level=level,
        levels=item.levels,
        bar=item.bar,
        assessed=decided,
        lacking=lacking(item.conditions, ticks, max(item.bar, (level or 0) + 1)),
    )


def lacking(conditions: Sequence[Condition], ticks: Collection[str], level: int) -> tuple[Condition, ...]:
    """Return what has to be met at a level and is not; what is not yet met of the levels below is among it."""
    met = met_keys(conditions, ticks)
    return tuple(condition for condition in in_force(conditions, level) if condition.key not in met)
