"""Take a deviation, a concern or a proposal, and show what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.results.definitions import all_tables
from qms.results.reported import (
    AFFECTED,
    CONCERN,
    KINDS,
    PROPOSAL,
    TABLES,
    TOPICS,
    Wish,
    all_reports,
    report,
    reports_of,
    stage_of_number,
)
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import day_text
from qms.web.mine.room import pages
from qms.web.refused import past_day, refusal
from qms.workspace import clock

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.results.reported import Report

_TOLD = {
    PROPOSAL: ("decision", "because", "answered", "carried_out", "became"),
    CONCERN: ("closed",),
    "deviation": ("measures", "action", "lesson", "closed"),
}
"""Columns of the register that answer whoever reported."""


@pages.get("/me/report")
@needs(Right.OWN)
def choose() -> str:
    """Let the person say what it is."""
    return render_template("mine/choose.html", kinds=KINDS)


@pages.get("/me/report/<kind>")
@needs(Right.OWN)
def ask(kind: str) -> str:
    """Show the form."""
    return _form(_known(kind), Form(request.form))


@pages.post("/me/report/<kind>")
@needs(Right.OWN)
def tell(kind: str) -> str | Response | tuple[str, int]:
    """Take the report in."""
    h, form = here(), Form(request.form)
    topic = form.one("topic", TOPICS[_known(kind)], required=kind != PROPOSAL)
    text = form.text("text", required=True, longest=5000)
    day = past_day(form, "day") or clock.today()
    unit = form.one("unit", [site.id for site in h.workspace.settings.sites])
    affected = form.one("affected", AFFECTED)
    measures = form.text("measures", longest=1000)
    unnamed = kind == CONCERN and form.ticked("unnamed")
    if not form.ok:
        return _form(kind, form), 400
    names = {site.id: site.name for site in h.workspace.settings.sites}
    wish = Wish(
        kind,
        text,
        topic,
        day,
        unit,
        names.get(unit, ""),
        "" if unnamed else h.person.id,
        affected,
        measures,
    )
    try:
        number = report(h.workspace, wish)
    except QmsError as error:
        form.wrong["text"] = refusal(error).line
        return _form(kind, form), 400
    flash(say("web_mine_told_unnamed" if unnamed else f"web_mine_told_{kind}", {"number": number}))
    return redirect(url_for("mine.reports"))


@pages.get("/me/reports")
@needs(Right.OWN)
def reports() -> str:
    """Show what the person reported and what became of it; a number tells it of what was said without a name."""
    h, number = here(), request.args.get("number", "").strip()[:40]
    found = [(one, answer_of(one)) for one in reports_of(h.workspace, h.person.id)]
    stage = stage_of_number(h.workspace, number) if number else None
    return render_template("mine/reports.html", found=found, number=number, stage=stage)


@pages.get("/me/reports/received")
@needs(Right.COUNT)
def received() -> str:
    """Show whoever deals with them all reports, with what was written and by whom."""
    h = here()
    rows = [
        {
            "one": one,
            "by": h.workspace.settings.person_names.get(one.person or "", one.person or "")
            or say("web_mine_no_name"),
            "book": TABLES[one.kind],
            "answer": answer_of(one),
            "is_open": one.stage in {"received", "working"},
            "topic": _topic(one),
        }
        for one in all_reports(h.workspace)
    ]
    return render_template("mine/received.html", rows=rows)


def answer_of(one: Report) -> list[tuple[str, str]]:
    """Return what the register answers, as headings and words in the language of the reader."""
    if one.entry is None:
        return []
    table = all_tables()[one.entry.table][1]
    language = here().language
    found = []
    for key in _TOLD[one.kind]:
        value = one.entry.values.get(key)
        if value is not None and (key != "measures" or one.entry.version > 1):
            found.append((table.column(key).heading(language), _cell(table.column(key), value)))
    return found


def _cell(column: Any, value: Any) -> str:
    if column.type == "choice":
        return choice_word(column, str(value))
    return day_text(value) if column.type == "date" else str(value)


def choice_word(column: Any, token: str) -> str:
    """Return the word of a choice in the language of the reader."""
    for choice in column.choices:
        if choice.token == token:
            return str((choice.words.get(here().language) or choice.words["en"])[0])
    return token


def _topic(one: Report) -> str:
    if one.entry is None:
        return ""
    key = "concerns" if one.kind == PROPOSAL else "kind"
    value = one.entry.values.get(key)
    column = all_tables()[one.entry.table][1].column(key)
    return choice_word(column, str(value)) if value else ""


def _known(kind: str) -> str:
    if kind not in KINDS:
        abort(404)
    return kind


def _form(kind: str, form: Form) -> str:
    h = here()
    table = all_tables()[TABLES[kind]][1]
    topics = table.column("concerns" if kind == PROPOSAL else "kind")
    common = h.workspace.settings.answers.get("common", {})
    return render_template(
        f"mine/{'proposal' if kind == PROPOSAL else 'incident'}.html",
        kind=kind,
        form=form,
        topics=[(token, choice_word(topics, token)) for token in TOPICS[kind]],
        affected=[(token, choice_word(table.column("affected"), token)) for token in AFFECTED]
        if kind != PROPOSAL
        else [],
        units=[(site.id, site.name) for site in h.workspace.settings.sites],
        my_unit=h.person.site,
        emergency=common.get("emergency_number") or "112",
        designated=common.get("designated_person") or "",
        today=clock.today(),
    )
