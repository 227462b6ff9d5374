"""Print what teams without accounts need: sheets with lines for signatures, and empty forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request

from qms.documents.readings import reading_lists
from qms.people.access import Right
from qms.results.definitions import all_tables
from qms.results.reported import KINDS, PROPOSAL, TABLES, TOPICS
from qms.web.here import here, needs
from qms.web.mine.reporting import choice_word
from qms.web.mine.room import document_of, html_of, my_documents, pages, sheet_of

if TYPE_CHECKING:
    from qms.model.organisation import Group

LEAST_LINES = 12


@pages.get("/me/print")
@needs(Right.OWN)
def to_print() -> str:
    """List what can be printed."""
    return render_template(
        "mine/print.html", documents=my_documents(), groups=_groups(), kinds=KINDS, forms=_approved_forms()
    )


@pages.get("/me/print/documents/<slug>")
@needs(Right.OWN)
def print_document(slug: str) -> str:
    """Show the sheet of a document with lines for the signatures of a group."""
    h, one = here(), document_of(slug)
    group = next((g for g in _groups() if g.id == request.args.get("group")), None)
    if group is None:
        abort(404)
    lists = reading_lists(h.workspace, one.document, h.workspace.framework)
    found = next(each for each in lists if each.reading.group.id == group.id)
    people = found.outstanding if h.may(Right.READ) else ()
    left = (group.size or 0) - found.reading.read - len(people)
    sheet = sheet_of(one)
    return render_template(
        "mine/print_document.html",
        one=one,
        group=group,
        sheet=sheet,
        html="" if sheet else html_of(one.document),
        people=people,
        blank=min(60, max(left, LEAST_LINES - len(people), 2)),
    )


@pages.get("/me/print/forms/<name>")
@needs(Right.OWN)
def print_form(name: str) -> str:
    """Show an empty form to be filled in by hand."""
    if name not in {"today", *KINDS}:
        abort(404)
    topics: list[str] = []
    if name in KINDS:
        column = all_tables()[TABLES[name]][1].column("concerns" if name == PROPOSAL else "kind")
        topics = [choice_word(column, token) for token in TOPICS[name]]
    common = here().workspace.settings.answers.get("common", {})
    return render_template(
        "mine/print_form.html",
        name=name,
        topics=topics,
        emergency=common.get("emergency_number") or "112",
        designated=common.get("designated_person") or "",
    )


def _groups() -> list[Group]:
    """Return the groups that the person may print lists for: all of them, or their own."""
    h = here()
    found = h.workspace.settings.groups
    return [group for group in found if h.may(Right.READ) or group.id in h.person.groups]


def _approved_forms() -> list[tuple[str, str]]:
    """Return addresses and titles of the forms in force for complaints and concerns, in Word."""
    from flask import url_for

    from qms.documents.control import list_documents
    from qms.workspace import clock

    found = []
    for document in list_documents(here().workspace):
        version = document.in_force(clock.today())
        if document.kind == "form" and not document.part and version is not None:
            address = url_for(
                "documents.version_file",
                slug=document.slug,
                number=version.number,
                ending=(version.ending or ".docx")[1:],
                lang=document.language,
            )
            found.append((address, document.title))
    return found
