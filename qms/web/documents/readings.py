"""Keep who has read a document: by group, with a list to print and sign, and the paper list typed in or sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.documents.room import as_file, at, document_at, pages, refusal, title_of, uploaded
from qms.web.documents.showing import MIMES
from qms.web.downloads import hand_out
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.refused import past_day
from qms.workspace import clock

if TYPE_CHECKING:
    from datetime import date

    from flask import Response as FlaskResponse
    from werkzeug.wrappers import Response

    from qms.documents.control import Document
    from qms.model.organisation import Group

_LIST_MOST = 5 << 20  # bytes
_NAMES_MOST = 500
_LEAST_LINES = 12


@pages.get("/documents/<slug>/readings")
@needs(Right.READ)
def readings(slug: str) -> str:
    """Show for every group who has read the version in force, and whom it still waits for."""
    return _page(document_at(slug), Form(request.args))


@pages.post("/documents/<slug>/readings")
@needs(Right.DRAFT, Right.COUNT)
def record(slug: str) -> str | Response | tuple[str, int]:
    """Record who has read it, from names typed in or from a list that was sent."""
    from qms.documents.readings import record_readings

    document, form = document_at(slug), Form(request.form)
    seen = form.whole("version", most=9999)
    group = _group(form.one("group", [g.id for g in here().workspace.settings.groups], required=True))
    day = past_day(form, "day")
    entries, skipped = _entries(form, day)
    if form.ok and not entries and not skipped:
        form.fail("people", "web_field_required")
    if not form.ok or group is None:
        return _page(document, form), 400
    now = document.latest_approved
    if now is not None and seen is not None and seen != now.number:
        told = {"text": say("web_doc_other_version", {"number": now.number}), "hint": ""}
        return _page(document, form, told), 409
    try:
        new = record_readings(here().workspace, document, group, entries)
    except QmsError as error:
        told_ = refusal(error)
        return _page(document, form, told_), told_.status
    flash(say("readings_recorded", {"new": new, "known": len(entries) - new}))
    if skipped:
        flash(say("readings_skipped", {"rows": [str(number) for number in skipped]}), "warn")
    return redirect(at("readings", document))


def _entries(form: Form, day: date | None) -> tuple[list[tuple[str, date]], tuple[int, ...]]:
    """Return names with days, and the rows of a list that could not be read."""
    from qms.documents.reading_file import read_list

    lines = [" ".join(line.split()) for line in form.text("people", longest=20_000).split("\n")]
    names = [line for line in lines if line]
    if len(names) > _NAMES_MOST:
        form.fail("people", "web_field_long", {"longest": 20_000})
    entries = [(name, day or clock.today()) for name in names]
    sent = uploaded("list")
    if sent is None:
        return entries, ()
    with as_file(sent.read(_LIST_MOST), sent.filename or "") as path:
        try:
            found = read_list(path, day)
        except QmsError as error:
            form.wrong["list"] = say("web_doc_list_unusable") + " " + refusal(error).hint
            return entries, ()
    return [*entries, *found.entries], found.skipped


def _group(ident: str) -> Group | None:
    return next((g for g in here().workspace.settings.groups if g.id == ident), None)


@pages.get("/documents/<slug>/readings/sheet")
@needs(Right.READ)
def reading_sheet(slug: str) -> FlaskResponse:
    """Hand out the Word file of a list to print and sign."""
    from qms.documents.readings import reading_sheet as sheet

    document, group = document_at(slug), _group(request.args.get("group", ""))
    if group is None or document.latest_approved is None:
        abort(404)
    data = sheet(here().workspace, document, group)
    return hand_out(data, f"{document.address}.{group.id}.docx", MIMES[".docx"])


@pages.get("/documents/<slug>/readings/list")
@needs(Right.READ)
def reading_list(slug: str) -> str:
    """Show the list of a group for signatures, to print from the browser: who is known, and empty lines."""
    from qms.documents.readings import reading_lists

    document, group = document_at(slug), _group(request.args.get("group", ""))
    if group is None or document.latest_approved is None:
        abort(404)
    lists = reading_lists(here().workspace, document, here().workspace.framework)
    found = next(one for one in lists if one.reading.group.id == group.id)
    known = len(found.outstanding)
    left = (group.size or 0) - found.reading.read - known
    return render_template(
        "documents/sign.html",
        document=document,
        title=title_of(document),
        group=group,
        people=found.outstanding,
        blank=max(left, _LEAST_LINES - known, 2),
        version=document.latest_approved,
    )


def _page(document: Document, form: Form, told: Any = None) -> str:
    from qms.documents.readings import reading_lists

    approved = document.latest_approved
    lists = (
        reading_lists(here().workspace, document, here().workspace.framework) if approved is not None else []
    )
    return render_template(
        "documents/readings.html",
        document=document,
        title=title_of(document),
        version=approved,
        lists=lists,
        form=form,
        told=told,
        groups=[(g.id, g.name) for g in here().workspace.settings.groups],
    )
