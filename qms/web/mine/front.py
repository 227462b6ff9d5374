"""Show somebody's page: what is open for them, their documents, and what they sent in last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import render_template, url_for

from qms.documents.control import list_documents
from qms.evidence.inbox import sent_in, unit_name
from qms.locale.sentences import say
from qms.model.words import DocumentStatus, State
from qms.people.access import Right
from qms.results.reported import reports_of
from qms.web.here import here, needs
from qms.web.mine.room import my_documents, pages
from qms.workspace import clock

if TYPE_CHECKING:
    from datetime import date

NEWEST = 3
_COVERED = frozenset({State.COVERED, State.NOT_APPLICABLE})


@dataclass(frozen=True, slots=True)
class Task:
    """Hold one thing to do: what, until when, whether that is past, and its page ("" where the person has none)."""

    text: str
    kind: str
    due: date | None
    is_late: bool
    url: str


@pages.get("/me")
@needs(Right.OWN)
def show() -> str:
    """Show the page."""
    h = here()
    documents = my_documents()
    return render_template(
        "mine/show.html",
        unit=unit_name(h.workspace, h.person),
        to_read=[one for one in documents if one.is_open],
        documents=documents,
        tasks=tasks(),
        reports=reports_of(h.workspace, h.person.id)[:NEWEST],
        sent=sent_in(h.workspace, h.person)[:NEWEST],
    )


def tasks() -> list[Task]:
    """Return what somebody else waits for: actions, documents to decide on, indicators that are not covered."""
    found = [*_actions(), *_decisions(), *_indicators()]
    return sorted(found, key=lambda task: (not task.is_late, str(task.due or "9999")))


def _actions() -> list[Task]:
    from qms.audit.actions import list_actions

    h, day = here(), clock.today()
    mine = [
        one
        for one in list_actions(h.workspace)
        if one.owner == h.person.id and one.done_on is None and one.dropped_on is None
    ]
    return [
        Task(
            one.text,
            "action",
            one.due,
            one.due is not None and one.due < day,
            url_for("improvement.action", number=one.number),
        )
        for one in mine
    ]


def _decisions() -> list[Task]:
    """Return the documents that wait for a decision that the person may take."""
    from qms.documents.decision import may_decide
    from qms.documents.library import load_library
    from qms.model.errors import QmsError

    h = here()
    if not h.may(Right.APPROVE):
        return []
    waiting = [
        one for one in list_documents(h.workspace)
        if one.newest.status is DocumentStatus.IN_REVIEW and not one.part
    ]  # fmt: skip
    library = load_library(h.workspace.templates) if waiting else None
    found = []
    for one in waiting:
        try:
            mine = library is not None and may_decide(h.person, library.at(one.address))
        except QmsError:
            continue
        if mine:
            place: dict[str, Any] = {"lang": one.language, "instance": one.instance or None}
            address = url_for("documents.show", slug=one.slug, **place)
            found.append(Task(one.title, "approve", None, False, address))
    return found


def _indicators() -> list[Task]:
    h, day = here(), clock.today()
    from qms.state.link_rows import indicator_rows

    with h.workspace.state.read() as conn:
        owned = any(
            row.owner == h.person.id for row in indicator_rows(conn, h.workspace.framework.id).values()
        )
    if not owned:
        return []
    found = h.map()
    return [
        Task(
            say("web_mine_indicator", {
                "ref": one.indicator.ref,
                "title": found.framework.title("indicators", one.indicator.ref, h.language),
            }),
            "indicator",
            one.due,
            one.due is not None and one.due < day,
            url_for("indicator.show", ref=one.indicator.ref) if h.may(Right.READ) else "",
        )
        for one in found.entries
        if one.owner == h.person.id and one.judgement.state not in _COVERED
    ]  # fmt: skip
