"""Tell the claimed levels of a pack: what was ticked and by whom, and what is lacking."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qms.assessment.forms import condition_text
from qms.assessment.results import items
from qms.model.pack import Level

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.assessment.schemes import Item
    from qms.model.assessment import RoundResult, ScaleResult
    from qms.workspace.workspace import Workspace


def claimed_levels(
    workspace: Workspace, result: RoundResult | None, language: str, clean: Callable[[str], str]
) -> dict[str, tuple[Level, ...]]:
    """Return the claimed levels by criterion, none where there is no round; `clean` makes texts fit to be shown."""
    found: dict[str, list[Level]] = defaultdict(list)
    if result is not None:
        by_place = {item.place: item for item in items(workspace)}
        for scale in result.scales:
            item = by_place[scale.criterion, scale.perspective]
            found[scale.criterion].append(_level(workspace, item, scale, language, clean))
    return {ref: tuple(levels) for ref, levels in found.items()}


def _level(
    workspace: Workspace, item: Item, scale: ScaleResult, language: str, clean: Callable[[str], str]
) -> Level:
    framework, settings, decided = workspace.framework, workspace.settings, scale.assessed
    people, services = settings.person_names, settings.service_names
    official = workspace.official.best("levels", scale.criterion, language, scale.perspective, scale.level)
    ticks = decided.ticks if decided else ()
    return Level(
        perspective=scale.perspective,
        level=scale.level,
        levels=scale.levels,
        bar=scale.bar,
        because=clean(decided.because) if decided else "",
        ticked=tuple(condition_text(one, framework, language) for one in item.conditions if one.key in ticks),
        by=people.get(decided.by, decided.by) if decided else "",
        on=decided.at[:10] if decided else "",
        official=(official.language, official.text) if official and scale.level else None,
        lacking=tuple(condition_text(condition, framework, language) for condition in scale.lacking),
        others=tuple(
            (services.get(at, at), _level(workspace, item, other, language, clean))
            for at, other in scale.by_service.items()
        ),
    )
