"""List the evidence: views with their counts, filters as chips, a page of fifty at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from qms.evidence.file_types import possible_types, suffixes_of
from qms.evidence.listing import Listed, list_newer
from qms.locale.sentences import say, word
from qms.model.words import EvidenceStatus
from qms.people.access import Right
from qms.state.evidence_pages import Choice, count, page, suffixes
from qms.state.link_rows import all_links
from qms.state.register_rows import register_files
from qms.web.choices import KINDS, indicator_options, kind_options, service_options
from qms.web.evidence.room import newer_text, pages, row_of
from qms.web.fields import Form
from qms.web.here import here, needs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from qms.evidence.kinship import Newer
    from qms.state.store import Connection

EACH = 50
"""Files on one page."""
VIEWS: Mapping[str, Mapping[str, Any]] = {
    "all": {},
    "unlinked": {"linked": False},
    "unsearchable": {"unsearchable": True},
    "missing": {"status": EvidenceStatus.MISSING.value},
    "suspect": {"suspect": True},
    "copies": {"copies": True},
    "newer": {},
    "personal": {"personal": True},
}
"""Views of the list by name, with what each narrows it to; that of newer versions is worked out from the texts."""
SORTS = ("path", "title", "-date", "date", "-size")
FILTERS = (
    "q",
    "kind",
    "type",
    "service",
    "indicator",
    "linked",
    "status",
    "since",
    "until",
    "folder",
    "came",
)


@pages.get("/evidence")
@needs(Right.READ)
def listed() -> str:
    """List the files that pass the filters of the address."""
    h = here()
    view = request.args.get("view", "all")
    view = view if view in VIEWS else "all"
    sort = request.args.get("sort", SORTS[0])
    sort = sort if sort in SORTS else SORTS[0]
    with h.workspace.state.read() as conn:
        wanted, refused = _choice(conn)
        newer = _newer() if view == "newer" else {}
        choice = replace(wanted, **VIEWS[view])
        if view == "newer":
            choice = replace(choice, among=frozenset(newer) & (choice.among or frozenset(newer)))
        total = count(conn, choice)
        last = max(1, -(-total // EACH))
        number = min(max(1, request.args.get("page", 1, int)), last)
        found = page(conn, choice, sort, (number - 1) * EACH, EACH)
        links = all_links(conn, among=[one.id for one in found])
        counts = _counts(conn, wanted)
        types = possible_types(suffixes(conn, h.hidden))
    items = [Listed(one, tuple(link for link in links if link.evidence == one.id)) for one in found]
    return render_template(
        "evidence/listed.html",
        rows=[row_of(item, h.workspace.framework.id) for item in items],
        newer={ident: _newer_text(pairs) for ident, pairs in newer.items()},
        view=view,
        views=[(name, _address(view=name, page=None), counts.get(name)) for name in VIEWS if _shows(name)],
        total=total,
        page=number,
        last=last,
        page_url=lambda n: _address(page=n),
        sort=sort,
        sorts=[(name, say(f"web_ev_sort_{name.replace('-', 'down_')}")) for name in SORTS],
        chips=_chips(),
        given={name: request.args.get(name, "") for name in FILTERS},
        wrong=refused,
        choices=_choices(types),
    )


def _shows(view: str) -> bool:
    return view != "personal" or here().may(Right.READ_CONFIDENTIAL)


def _choice(conn: Connection) -> tuple[Choice, dict[str, str]]:
    """Return what the filters of the address choose, and what is wrong with them by field."""
    h, args, form = here(), request.args, Form(request.args)
    kind = args.get("type", "")
    held = suffixes(conn, h.hidden) if kind else []
    found = suffixes_of(kind, held) if kind else ()
    if kind and not found:
        form.fail("type", "web_field_choice")
    linked = args.get("linked", "")
    came = frozenset(args["came"].split(".")) if args.get("came") else None
    return Choice(
        framework=h.workspace.framework.id,
        status=_one("status", [status.value for status in EvidenceStatus]),
        kind=_one("kind", KINDS),
        suffixes=found,
        service=_one("service", h.workspace.settings.service_ids),
        indicator=args.get("indicator", "").strip(),
        linked={"yes": True, "no": False}.get(linked),
        since=form.day("since"),
        until=form.day("until"),
        folder=args.get("folder", "").strip("/"),
        words=tuple(args.get("q", "").split()[:8]),
        among=came,
        hidden=h.hidden,
        books=frozenset(file.id for file in register_files(conn) if file.books),
    ), form.wrong


def _one(name: str, choices: Any) -> str:
    value = request.args.get(name, "")
    return value if value in choices else ""


def _counts(conn: Connection, wanted: Choice) -> dict[str, int]:
    """Return how many files each view has under the same filters; newer versions take too long to count each time."""
    return {
        name: count(conn, replace(wanted, **narrow))
        for name, narrow in VIEWS.items()
        if name != "newer" and _shows(name)
    }


def _newer() -> dict[str, list[Newer]]:
    """Return what may be a newer version of a linked file, by id, without files that the reader must not know of."""
    h = here()
    pairs: list[Newer] = h.server.remembered.get(h.workspace, "newer", lambda: list_newer(h.workspace))
    found: dict[str, list[Newer]] = {}
    for pair in pairs:
        if pair.id not in h.hidden and pair.of_id not in h.hidden:
            found.setdefault(pair.id, []).append(pair)
    return found


def _newer_text(pairs: list[Newer]) -> list[tuple[str, str]]:
    """Return for each pair the sentence about the linked file, and its address."""
    return [(newer_text(pair), url_for("evidence.show", ident=pair.of_id)) for pair in pairs]


def _address(**changes: Any) -> str:
    """Return the address of this list with some arguments changed; None takes one away."""
    kept = {name: value for name, value in request.args.items() if value and name != "framework"}
    return url_for("evidence.listed", **{k: v for k, v in (kept | changes).items() if v is not None})


def _chips() -> list[tuple[str, str]]:
    """Return the filters that are on, each with the address that takes it off."""
    h = here()
    names = h.workspace.settings.service_names
    shown: dict[str, Callable[[str], str]] = {
        "kind": word,
        "service": lambda value: names.get(value, value),
        "linked": lambda value: say(f"web_ev_linked_{value}") if value in {"yes", "no"} else value,
        "status": lambda value: say(f"status_{value}"),
        "came": lambda value: str(len(value.split("."))),
        "type": type_name,
    }
    return [
        (
            _address(**{name: None, "page": None}),
            f"{say(f'web_ev_by_{name}')}: {shown.get(name, str)(request.args[name])}",
        )
        for name in FILTERS
        if request.args.get(name)
    ]


def type_name(name: str) -> str:
    """Return a family of formats in words, a suffix as it is."""
    code = f"web_ev_type_{name}"
    told = say(code)
    return told if told != code else name.upper()


def _choices(types: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Return what the form offers, by field."""
    return {
        "kind": kind_options(),
        "type": [(name, type_name(name)) for name in types],
        "service": service_options(),
        "indicator": indicator_options(),
        "linked": [(value, say(f"web_ev_linked_{value}")) for value in ("yes", "no")],
        "status": [(s.value, say(f"status_{s.value}")) for s in EvidenceStatus],
    }
