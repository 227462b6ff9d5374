"""Show one scale with its conditions, let people tick what holds, and tell the level that follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.assessment.deciding import (
    Ticking,
    UnknownScale,
    decide,
    decisions_seen,
    find_item,
    follow,
    is_as_the_whole,
    ticked,
)
from qms.assessment.forms import (
    condition_text,
    numbers_of,
    official_texts,
    text_in,
    warning_lines,
)
from qms.assessment.levels import level_of as computed
from qms.assessment.levels import met_keys
from qms.assessment.results import history_of, lacking, standing_in
from qms.locale.sentences import say
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.people.access import Right
from qms.reports.official import official_label
from qms.state.assessment_rows import assessment_rows
from qms.web.assessment.room import (
    Level,
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
from qms.web.proofs import entries_of, proofs_of
from qms.web.refused import one_line, refusal

if TYPE_CHECKING:
    from collections.abc import Collection

    from werkzeug.wrappers import Response

    from qms.assessment.schemes import Item
    from qms.model.assessment import Assessed
    from qms.web.assessment.room import Sight

MOST_PROOFS = 6


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a condition to tick; `counts`: a stronger one holds for it, `earlier`: it was ticked in the round before."""

    number: int
    key: str
    text: str
    ticked: bool
    counts: bool
    instead: int | None
    earlier: bool


@dataclass(frozen=True, slots=True)
class Step:
    """Hold what one level asks: its boxes and the official wording, if it was imported."""

    level: int
    head: str
    boxes: tuple[Box, ...]
    official: str
    label: str
    language: str


@dataclass(frozen=True, slots=True)
class Past:
    """Hold one decision of the history."""

    place: str
    level: Level
    who: str
    at: str
    because: str
    stands: bool


@pages.get("/assessment/<criterion>/<perspective>")
@needs(Right.READ)
def scale(criterion: str, perspective: str) -> str:
    """Show one scale."""
    return _page(here(), criterion, perspective)


@pages.get("/assessment/<criterion>/<perspective>/level")
@needs(Right.READ)
def level(criterion: str, perspective: str) -> str:
    """Return the level that follows from what is ticked now, as a part of the page; nothing is kept."""
    h = here()
    seen = sight(h)
    item = _item(seen, criterion, perspective)
    ticks = ticked(item, (), Ticking(tick=_sent(item), level=0))
    return render_template("assessment/level.html", **_computed(seen, item, ticks))


@pages.post("/assessment/<criterion>/<perspective>")
@needs(Right.ASSESS)
def decide_one(criterion: str, perspective: str) -> str | Response | tuple[str, int]:
    """Keep what was ticked, and tell what follows."""
    h = here()
    seen = sight(h)
    item, form = _item(seen, criterion, perspective), Form(request.form)
    because, ticks = one_line(form.text("because", required=True)), _sent(item)
    if not form.ok:
        return _page(h, criterion, perspective, form, ticks), 400
    if is_as_the_whole(item, _standing(h, seen, item), seen.service, ticks):
        flash(say("assess_interview_follows"), "warn")
        return redirect(_address(seen, item))
    try:
        done = decide(
            h.workspace,
            item.criterion,
            item.perspective,
            Ticking(tick=ticks, level=0),
            because,
            service=seen.service,
            round_name=seen.round.id if seen.round else None,
            seen=form.whole("seen"),
        )
    except ChangedMeanwhile:
        return _page(h, criterion, perspective, form, ticks, is_changed=True), 409
    except QmsError as error:
        form.wrong["because"] = refusal(error).line
        return _page(h, criterion, perspective, form, ticks), 400
    shown = level_of(done.level, item, seen.scheme)
    flash(
        say(
            "web_level_kept" if done.is_new else "web_level_same",
            {"scale": name_of(item), "level": shown.text},
        )
    )
    return redirect(_onwards(seen, item))


@pages.post("/assessment/<criterion>/<perspective>/follow")
@needs(Right.ASSESS)
def follow_one(criterion: str, perspective: str) -> Response:
    """Let a service stand as the organisation does again."""
    h = here()
    seen = sight(h)
    item, form = _item(seen, criterion, perspective), Form(request.form)
    names = h.workspace.settings.service_names
    follow(
        h.workspace,
        item.criterion,
        item.perspective,
        seen.service or "",
        round_name=seen.round.id if seen.round else None,
        seen=form.whole("seen"),
    )
    facts = {"scale": name_of(item), "service": names.get(seen.service or "", "")}
    flash(say("assess_follows", facts))
    return redirect(_address(seen, item))


def _item(seen: Sight, criterion: str, perspective: str) -> Item:
    try:
        return find_item(seen.items, criterion, perspective)
    except UnknownScale:
        abort(404)


def _sent(item: Item) -> tuple[str, ...]:
    """Return the keys of the conditions that the form or the address names."""
    named = set(request.values.getlist("tick"))
    return tuple(condition.key for condition in item.conditions if condition.key in named)


def _address(seen: Sight, item: Item) -> str:
    place: dict[str, Any] = {"criterion": item.criterion, "perspective": item.perspective}
    return url_for("assessment.scale", **place, service=seen.service, round=_other_round(seen))


def _other_round(seen: Sight) -> str | None:
    """Return the round for an address, where it is not the newest anyway."""
    return seen.round.id if seen.round and seen.round != seen.rounds[-1] else None


def _onwards(seen: Sight, item: Item) -> str:
    """Return where a decision leads: to the next scale that nobody assessed, or back to the one decided."""
    if request.form.get("next") != "open":
        return _address(seen, item)
    at = seen.items.index(item)
    for other in (*seen.items[at + 1 :], *seen.items[:at]):
        if other.conditions and seen.scale(other).level is None:
            return _address(seen, other)
    return url_for("assessment.show", service=seen.service)


def _standing(h: Here, seen: Sight, item: Item) -> dict[str | None, Assessed]:
    """Return what holds of a scale in the round that is looked at, by service."""
    if seen.round is None:
        return {}
    with h.workspace.state.read() as conn:
        return standing_in(assessment_rows(conn, seen.round.id)).get(item.place, {})


def _page(
    h: Here,
    criterion: str,
    perspective: str,
    form: Form | None = None,
    sent: tuple[str, ...] = (),
    *,
    is_changed: bool = False,
) -> str:
    seen = sight(h)
    item = _item(seen, criterion, perspective)
    shown = seen.scale(item)
    kept = shown.assessed
    ticks = sent if form else tuple(kept.ticks) if kept else ()
    at = seen.items.index(item)
    whole = seen.scales[item.place]
    return render_template(
        "assessment/scale.html",
        sight=seen,
        name=name_of(item),
        title=title_of(h, item),
        principle=h.workspace.framework.title("principles", item.principle, h.language),
        shown=seen.level(item, shown),
        follows=seen.follows(item),
        steps=_steps(h, seen, item, ticks),
        limit=text_in(item.limit, h.workspace.framework, h.language),
        because=form.text("because") if form else kept.because if kept and not seen.follows(item) else "",
        wrong=form.wrong if form else {},
        is_changed=is_changed,
        kept=kept,
        kept_by=who(h, kept.by) if kept else "",
        seen_number=_seen_number(h, seen, item),
        warnings=warning_lines(h.workspace.settings.service_names, shown if seen.service else whole),
        history=_history(h, seen, item),
        proofs=_proofs(h, item),
        most=MOST_PROOFS,
        services=[(key, text, _service_level(seen, item, key)) for key, text in service_options(h)],
        before=_address(seen, seen.items[at - 1]) if at else "",
        after=_address(seen, seen.items[at + 1]) if at + 1 < len(seen.items) else "",
        other_round=_other_round(seen),
        may_decide=h.may(Right.ASSESS) and seen.is_open and bool(item.conditions),
        **_computed(seen, item, ticks),
    )


def _computed(seen: Sight, item: Item, ticks: Collection[str]) -> dict[str, Any]:
    """Return what follows from ticks: the level, and by number what is lacking for the bar and for the next level."""
    number = computed(item.conditions, ticks)
    to_bar = lacking(item.conditions, ticks, item.bar) if number < item.bar else ()
    goes_on = number + 1 != item.bar and number < item.levels
    to_next = lacking(item.conditions, ticks, number + 1) if goes_on else ()
    return {
        "now": level_of(number, item, seen.scheme),
        "item": item,
        "to_bar": numbers_of(item, to_bar),
        "to_next": numbers_of(item, to_next),
    }


def _seen_number(h: Here, seen: Sight, item: Item) -> int:
    if seen.round is None:
        return 0
    with h.workspace.state.read() as conn:
        return decisions_seen(assessment_rows(conn, seen.round.id), item.place, seen.service)


def _service_level(seen: Sight, item: Item, service: str) -> Level | None:
    """Return the level of a service that differs, or of the organisation; None where a service follows."""
    whole = seen.scales[item.place]
    one = whole.by_service.get(service) if service else whole
    return seen.level(item, one) if one else None


def _steps(h: Here, seen: Sight, item: Item, ticks: Collection[str]) -> list[Step]:
    framework = h.workspace.framework
    met, earlier = met_keys(item.conditions, ticks), _earlier(h, seen, item)
    numbers = {condition.key: number for number, condition in enumerate(item.conditions, 1)}
    official = official_texts(h.workspace.official, item, h.language)
    steps = []
    for number in range(1, item.levels + 1):
        boxes = tuple(
            Box(
                numbers[c.key],
                c.key,
                condition_text(c, framework, h.language),
                c.key in ticks,
                c.key in met and c.key not in ticks,
                numbers.get(c.replaces or ""),
                c.key in earlier,
            )
            for c in item.conditions
            if c.level == number
        )
        wording = official.get(str(number))
        head = say("assess_level_bar" if number == item.bar else "assess_level_head", {"level": number})
        if boxes or wording:
            label = official_label(wording["language"]) if wording else ""
            text, language = (wording["text"], wording["language"]) if wording else ("", "")
            head = head if item.levels > 1 else say("column_asked_for")
            steps.append(Step(number, head, boxes, text, label, language))
    return steps


def _earlier(h: Here, seen: Sight, item: Item) -> frozenset[str]:
    """Return what was ticked in the round before, to look at beside what is ticked now."""
    if seen.round is None or seen.round not in seen.rounds or not seen.rounds.index(seen.round):
        return frozenset()
    before = seen.rounds[seen.rounds.index(seen.round) - 1]
    with h.workspace.state.read() as conn:
        kept = standing_in(assessment_rows(conn, before.id)).get(item.place, {})
    decided = kept.get(seen.service) or kept.get(None)
    return frozenset(decided.ticks) if decided else frozenset()


def _history(h: Here, seen: Sight, item: Item) -> list[Past]:
    if seen.round is None:
        return []
    names = h.workspace.settings.service_names
    standing = {(one.service, one.number) for one in _standing(h, seen, item).values()}
    return [
        Past(
            place=names.get(one.service, one.service) if one.service else say("assess_organisation"),
            level=level_of(computed(item.conditions, one.ticks), item, seen.scheme),
            who=who(h, one.by),
            at=one.at,
            because=one.because,
            stands=(one.service, one.number) in standing,
        )
        for one in reversed(history_of(h.workspace, seen.round, item.place))
    ]


def _proofs(h: Here, item: Item) -> list[dict[str, Any]]:
    """Return the indicators that the scale rests on, with their states and what hangs on them."""
    entries = entries_of(h)
    return [
        {
            "ref": ref,
            "title": h.workspace.framework.title("indicators", ref, h.language),
            "state": entries[ref].judgement.state.value,
            "proofs": proofs_of(h, entries[ref]),
        }
        for ref in item.indicators
        if ref in entries
    ]
