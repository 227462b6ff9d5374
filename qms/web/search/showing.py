"""Show the search: the whole page, and the hits alone for the script that asks as one types."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from qms.catalogue.loader import UnknownReference
from qms.evidence.file_types import possible_types
from qms.evidence.search import Filters, check_principles, known_kinds
from qms.evidence.services import check_services
from qms.locale.sentences import say, word
from qms.model.errors import QmsError
from qms.model.references import Ref
from qms.people.access import Right
from qms.state.evidence_pages import suffixes
from qms.web.choices import indicator_options
from qms.web.evidence.listing import type_name
from qms.web.here import here, needs
from qms.web.looks import error_text, hint_text
from qms.web.search.answering import hits_of
from qms.web.search.room import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from qms.web.search.answering import Hits
    from qms.workspace.workspace import Workspace

LIMIT, MOST = 15, 200
"""Files that are shown at first, and at most."""
NAMES = ("indicator", "principle", "kind", "type", "service", "since", "until")
"""Filters of the address; each may be given several times, except for the two days."""


@dataclass(slots=True)
class Asked:
    """Hold what the address asks: the query, its filters, how many files to show; and what is wrong with it."""

    query: str
    filters: Filters
    limit: int
    told: str = ""
    hint: str = ""
    wrong: dict[str, str] = field(default_factory=dict)


@pages.get("/search")
@needs(Right.READ)
def show() -> str:
    """Show the form, and the hits where something is asked."""
    h = here()
    with h.workspace.state.read() as conn:
        types = possible_types(suffixes(conn, h.hidden))
    framework = h.workspace.framework
    principles = [
        (p.ref, f"{p.ref} {framework.title('principles', p.ref, h.language)}") for p in framework.principles
    ]
    return render_template(
        "search/show.html",
        **_answer(),
        choices={
            "indicator": indicator_options(),
            "principle": principles,
            "kind": [(kind, word(kind)) for kind in known_kinds()],
            "type": [(name, type_name(name)) for name in types],
            "service": [(s.id, s.name) for s in h.workspace.settings.services],
        },
        given={name: request.args.get(name, "") for name in NAMES},
        more=[(name, value) for name in NAMES[:5] for value in request.args.getlist(name)[1:] if value],
        has_confidential=bool(h.hidden),
    )


@pages.get("/search/hits")
@needs(Right.READ)
def hits() -> str:
    """Return the hits as a part of the page."""
    return render_template("search/answer.html", **_answer())


def _answer() -> dict[str, Any]:
    """Return what the template of the hits shows."""
    h = here()
    asked = asked_of(h.workspace)
    found: Hits | None = None
    if asked.query and not asked.told:
        try:
            found = hits_of(h.workspace, asked.query, asked.filters, h.hidden, asked.limit)
        except QmsError as error:
            asked.told, asked.hint = error_text(error), hint_text(error)
    return {
        "asked": asked,
        "found": found,
        "chips": chips_of(h.workspace, "search.show"),
        "file_url": lambda ident, **place: url_for("evidence.show", ident=ident, **place),
        "pin_url": (lambda ident, **place: url_for("search.pin", ident=ident, **place))
        if h.may(Right.DECIDE)
        else None,
        "search_url": lambda **changes: changed("search.show", **changes),
        "more_limit": min(MOST, asked.limit * 3),
    }


def asked_of(workspace: Workspace) -> Asked:
    """Return what the address asks; a filter that means nothing is told instead of being passed over."""
    args = request.args
    limit = min(MOST, max(1, args.get("limit", LIMIT, int)))
    query = args.get("q", "").strip()
    asked = Asked(query, Filters(), limit)
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(args[name]) if args.get(name) else None
        except ValueError:
            days[name] = None
            asked.told = say("bad_date", {"value": args[name]})
    each = {name: tuple(value for value in args.getlist(name) if value) for name in NAMES[:5]}
    framework = workspace.framework
    try:
        check_services(workspace, each["service"])
        check_principles(framework, each["principle"])
        for ref in each["indicator"]:
            if ref not in framework.by_ref:
                raise UnknownReference(ref=ref, framework=framework.id, similar=[])
    except QmsError as error:
        asked.told, asked.hint = error_text(error), hint_text(error)
    asked.filters = Filters(
        indicators=tuple(Ref(framework.id, ref) for ref in each["indicator"]),
        principles=each["principle"],
        kinds=tuple(kind for kind in each["kind"] if kind in known_kinds()),
        types=each["type"],
        services=each["service"],
        since=days["since"],
        until=days["until"],
    )
    return asked


def chips_of(workspace: Workspace, endpoint: str, **values: Any) -> list[tuple[str, str]]:
    """Return the filters that are on, each with the address that takes it off."""
    framework, language = workspace.framework, workspace.reading_language
    names = workspace.settings.service_names
    shown: dict[str, Callable[[str], str]] = {
        "indicator": lambda v: f"{v} {framework.title('indicators', v, language)}",
        "principle": lambda v: f"{v} {framework.title('principles', v, language)}",
        "kind": word,
        "type": type_name,
        "service": lambda v: names.get(v, v),
    }
    found = []
    for name in NAMES:
        given = [value for value in request.args.getlist(name) if value]
        for value in given:
            others = [other for other in given if other != value]
            told = shown[name](value) if name in shown else value
            address = changed(endpoint, **values, **{name: others or None, "limit": None})
            found.append((address, f"{say(f'web_ev_by_{name}')}: {told}"))
    return found


def changed(endpoint: str, **changes: Any) -> str:
    """Return the address of a search with some arguments changed; None takes one away."""
    kept: dict[str, Any] = {
        name: request.args.getlist(name) for name in ("q", *NAMES, "limit") if request.args.get(name)
    }
    return url_for(endpoint, **{k: v for k, v in (kept | changes).items() if v is not None})
