"""Show a round with all of its scales, and open and close rounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from qms.assessment.forms import below_and_open, below_lines, warning_lines
from qms.assessment.rounds import close_round, open_round
from qms.assessment.schemes import MET
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.assessment.room import (
    Level,
    Sight,
    level_of,
    name_of,
    pages,
    service_options,
    sight,
    title_of,
    who,
)
from qms.web.fields import Form
from qms.web.here import Here, here, needs
from qms.web.looks import day_text
from qms.web.refused import past_day, refusal

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.assessment.schemes import Item


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one scale as the table shows it; `others` are the services that differ, by name."""

    item: Item
    name: str
    title: str
    level: Level
    follows: bool
    others: tuple[tuple[str, Level], ...]
    warnings: tuple[str, ...]
    who: str
    at: str


@pages.get("/assessment")
@needs(Right.READ)
def show() -> str:
    """Show the round that is open, or another one, with the level of every scale."""
    return _page(here(), {})


def _page(h: Here, wrong: dict[str, str], name: str = "") -> str:
    seen = sight(h)
    groups = []
    for principle in h.workspace.framework.principles:
        own = [_row(h, seen, item) for item in seen.items if item.principle == principle.ref]
        if own:
            title = h.workspace.framework.title("principles", principle.ref, h.language)
            groups.append((principle.ref, title, own))
    result = seen.seen
    below, unassessed = below_and_open(result) if result else ([], list(seen.scales.values()))
    places = {(scale.criterion, scale.perspective) for scale in below}
    is_met = seen.scheme == MET
    names = [name_of(item) for item in seen.items if item.place in places]
    left = {(scale.criterion, scale.perspective) for scale in unassessed}
    return render_template(
        "assessment/show.html",
        sight=seen,
        groups=groups,
        bar=say("assess_bar_met")
        if is_met
        else say("assess_bar", {"bar": seen.items[0].bar if seen.items else 0}),
        lines=below_lines(names, len(seen.items), len(unassessed), is_met=is_met) if seen.round else [],
        first_open=next((item for item in seen.items if item.place in left and item.conditions), None),
        services=service_options(h),
        warned=sum(1 for _, _, rows in groups for row in rows if row.warnings),
        wrong=wrong,
        typed=name,
        others=[r for r in seen.rounds if r.closed_on is None],
    )


def _row(h: Here, seen: Sight, item: Item) -> Row:
    scale, names = seen.scale(item), h.workspace.settings.service_names
    others = () if seen.service else tuple(seen.scales[item.place].by_service.items())
    decided = scale.assessed
    return Row(
        item=item,
        name=name_of(item),
        title=title_of(h, item),
        level=seen.level(item, scale),
        follows=seen.follows(item),
        others=tuple((names.get(s, s), level_of(one.level, item, seen.scheme)) for s, one in others),
        warnings=tuple(warning_lines(names, scale)),
        who=who(h, decided.by) if decided else "",
        at=decided.at if decided else "",
    )


@pages.post("/assessment/rounds")
@needs(Right.ASSESS)
def open_one() -> str | Response | tuple[str, int]:
    """Open a round."""
    h = here()
    form = Form(request.form)
    name, day = form.text("name", required=True, longest=200), past_day(form, "day")
    if form.ok:
        try:
            opened = open_round(h.workspace, name, day)
        except QmsError as error:
            form.wrong["name"] = refusal(error).line
        else:
            flash(say("web_round_opened", {"round": opened.name}))
            return redirect(url_for("assessment.show"))
    return _page(h, form.wrong, name), 400


@pages.post("/assessment/rounds/<ident>/close")
@needs(Right.ASSESS)
def close_one(ident: str) -> Response:
    """Close a round."""
    h = here()
    closed = close_round(h.workspace, ident)
    flash(say("round_now_closed", {"round": closed.name, "date": day_text(closed.closed_on)}))
    return redirect(url_for("assessment.show", round=closed.id))
