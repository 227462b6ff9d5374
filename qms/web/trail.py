"""Show the audit trail: who did what and when, with filters, and whether the chain is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for

from qms.locale.sentences import SENTENCES, say
from qms.people.access import Right
from qms.upkeep.check_state import check_trail
from qms.upkeep.trail_search import TrailWish, search_trail, trail_words
from qms.web.fields import Form, whole_number
from qms.web.here import here, needs
from qms.web.looks import day_text
from qms.web.steps import document_address

if TYPE_CHECKING:
    from qms.upkeep.trail import TrailEntry
    from qms.upkeep.trail_search import TrailNames

pages = Blueprint("trail", __name__)

FILTERS = ("person", "action", "subject", "since", "until")
ROOMS = {
    "assessment": "assessment.show",
    "audit": "audits.listed",
    "pack": "packs.show",
    "snapshot": "packs.show",
    "register": "registers.show",
    "survey": "registers.surveys",
    "series": "evidence.listed",
    "user": "settings.people",
    "release": "settings.people",
    "answers": "settings.show",
    "wording": "settings.show",
}
"""By the first word of an action, the room in which its subject is found."""
RIGHTS = {"settings": Right.SETTINGS, "packs": Right.PACK}
"""What it takes to enter a room, where that is more than to read."""


@pages.get("/trail")
@needs(Right.TRAIL)
def show() -> str:
    """Show a page of the trail."""
    h = here()
    people = h.workspace.settings.person_names
    form = Form(request.args)
    wish = TrailWish(
        form.text("person"), form.text("action"), form.text("subject"), form.day("since"), form.day("until")
    )
    page = whole_number(request.args.get("page", "")) or 1
    found, names = search_trail(h.workspace, wish, page, h.hidden)
    actors, actions = trail_words(h.workspace)
    given: dict[str, Any] = {name: value for name in FILTERS if (value := request.args.get(name, "").strip())}
    rows = [_row(entry, names, people) for entry in found.entries]
    damage, whole = _soundness()
    return render_template(
        "trail/show.html",
        rows=rows,
        found=found,
        wrong=form.wrong,
        actors=[(actor, _actor(actor, people)) for actor in actors],
        actions=sorted(((one, action_words(one)) for one in actions), key=lambda pair: pair[1].casefold()),
        given=given,
        chips=_chips(given, people),
        page_url=lambda page: url_for("trail.show", **given, page=page),
        damage=damage,
        whole=whole,
    )


def _soundness() -> tuple[list[str], int]:
    """Return what is wrong with the chain, as `qms check` says it, and how many entries it has."""
    h = here()

    def look() -> tuple[list[tuple[str, dict[str, Any]]], int]:
        with h.workspace.state.read() as conn:
            from qms.state.trail_search import matching

            count = len(matching(conn))
        return [(one.code, dict(one.params)) for one in check_trail(h.workspace)], count

    found, count = h.server.remembered.get(h.workspace, "trail", look)
    return [say(code, params) for code, params in found], count


def action_words(action: str) -> str:
    """Return what was done in words; an action without a sentence as it is."""
    code = "log_" + action.replace(".", "_")
    return say(code) if code in SENTENCES else action


def _actor(actor: str, people: dict[str, str]) -> str:
    return say("web_trail_system") if actor == "system" else people.get(actor, actor)


def _chips(given: dict[str, Any], people: dict[str, str]) -> list[tuple[str, str]]:
    shown = {
        "person": lambda value: _actor(value, people),
        "action": action_words,
        "since": day_text,
        "until": day_text,
    }
    return [
        (
            url_for("trail.show", **{k: v for k, v in given.items() if k != name}),
            f"{say(f'web_filter_{name}')}: {shown.get(name, str)(value)}",
        )
        for name, value in given.items()
    ]


def _row(entry: TrailEntry, names: TrailNames, people: dict[str, str]) -> dict[str, Any]:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "who": _actor(entry.actor, people),
        "what": action_words(entry.action),
        "subject": entry.shown,
        "url": _address(entry, names),
    }


def _address(entry: TrailEntry, names: TrailNames) -> str:
    """Return the page of the subject of an entry, "" where there is none."""
    first, _, second = entry.subject.partition(">")
    room = entry.action.partition(".")[0]
    if first in names.evidence:
        return url_for("evidence.show", ident=first)
    if first in names.documents:
        return document_address(names.documents[first])
    if room in {"indicator", "audit"}:
        framework, _, ref = (second if room == "audit" else first).rpartition(":")
        if ref in here().workspace.framework.by_ref and framework in {"", here().workspace.framework.id}:
            return url_for("indicator.show", ref=ref)
    if room == "action":
        return url_for("improvement.action", number=first)
    if room == "finding":
        return url_for("improvement.finding", number=first)
    return _room(ROOMS.get(room, ""))


def _room(endpoint: str) -> str:
    """Return the address of a room where the reader may enter it."""
    right = RIGHTS.get(endpoint.partition(".")[0], Right.READ)
    return url_for(endpoint) if endpoint and here().may(right) else ""
