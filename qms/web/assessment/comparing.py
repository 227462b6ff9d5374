"""Show two rounds side by side: which scales went up or down, and what was gained or lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request

from qms.assessment.comparing import TwoRoundsNeeded, compare_rounds
from qms.assessment.forms import condition_text
from qms.assessment.results import items
from qms.assessment.rounds import list_rounds
from qms.assessment.schemes import scheme_name
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.assessment.room import Level, level_of, name_of, pages, title_of, who
from qms.web.here import Here, here, needs
from qms.web.refused import refusal

if TYPE_CHECKING:
    from qms.assessment.comparing import Comparison, ScaleChange
    from qms.assessment.schemes import Item

SIGNS = {"up": "▲", "down": "▼", "other": "•"}


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one scale that differs: `way` is one of SIGNS."""

    item: Item
    name: str
    title: str
    service: str
    before: Level
    after: Level
    way: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    by_before: str
    by_after: str
    because: str


@pages.get("/assessment/compare")
@needs(Right.READ)
def compare() -> str:
    """Show what differs between two rounds."""
    h = here()
    rounds = list_rounds(h.workspace)
    told, found = "", None
    try:
        found = compare_rounds(
            h.workspace, request.args.get("first") or None, request.args.get("second") or None
        )
    except TwoRoundsNeeded:
        told = refusal(TwoRoundsNeeded()).line
    except QmsError as error:
        told = refusal(error).line
    return render_template(
        "assessment/compare.html",
        rounds=[(r.id, r.name) for r in rounds],
        found=found,
        told=told,
        lines=_lines(h, found) if found else [],
        same=sum(not change.is_change for change in found.changes) if found else 0,
        signs=SIGNS,
    )


def _lines(h: Here, found: Comparison) -> list[Line]:
    scheme = scheme_name(h.workspace.framework)
    by_place = {item.place: item for item in items(h.workspace)}
    changed = (change for change in found.changes if change.is_change)
    return [_line(h, by_place[change.criterion, change.perspective], change, scheme) for change in changed]


def _line(h: Here, item: Item, change: ScaleChange, scheme: str) -> Line:
    framework, names = h.workspace.framework, h.workspace.settings.service_names
    before, after = change.before, change.after
    way = "other"
    if before is not None and after is not None and before != after:
        way = "up" if after > before else "down"
    return Line(
        item=item,
        name=name_of(item),
        title=title_of(h, item),
        service=names.get(change.service, change.service) if change.service else "",
        before=level_of(before, item, scheme),
        after=level_of(after, item, scheme),
        way=way,
        gained=tuple(condition_text(c, framework, h.language) for c in change.gained),
        lost=tuple(condition_text(c, framework, h.language) for c in change.lost),
        by_before=who(h, change.by_before),
        by_after=who(h, change.by_after),
        because=change.because_after,
    )
