"""Show an indicator, lead to another one, and set who looks after it until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from qms.coverage.hanging import settings_version, statements_of_indicator, waived_of_indicator
from qms.coverage.indicators import assign
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.people.access import Right
from qms.reports.indicator_texts import indicator_texts, official_texts
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.indicator import content
from qms.web.indicator.room import (
    asked_for,
    asked_kinds,
    back_to,
    pages,
    person_name,
    sentence,
)
from qms.web.indicator.words import strength_of
from qms.web.refused import Refusal, refusal, status_of
from qms.web.steps import AT_INDICATOR, step_of, why_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.web.indicator.room import Asked


@pages.get("/indicators/<ref>")
@needs(Right.READ)
def show(ref: str) -> str:
    """Show the indicator."""
    return indicator_page(asked_for(ref))


@pages.get("/indicators")
@needs(Right.READ)
def jump() -> Response:
    """Lead to the indicator whose reference was typed."""
    ref = request.args.get("ref", "").strip()
    refs = {one.casefold(): one for one in here().workspace.framework.by_ref}
    if ref.casefold() in refs:
        return back_to(refs[ref.casefold()])
    if ref:
        flash(say("web_indicator_unknown", {"ref": ref}), "warn")
    before = request.args.get("from", "")
    return back_to(before) if before.casefold() in refs else redirect(url_for("overview.show"))


@pages.post("/indicators/<ref>/owner")
@needs(Right.DECIDE)
def set_owner(ref: str) -> str | Response | tuple[str, int]:
    """Set who looks after the indicator and until when it should be covered."""
    h, asked = here(), asked_for(ref)
    form = Form(request.form)
    people = tuple(person.id for person in h.workspace.settings.people)
    kept = asked.entry.owner  # who left stays the owner until somebody else is chosen
    owner = form.one("owner", (*people, kept) if kept and kept not in people else people)
    due, seen = form.day("due"), form.whole("seen")
    typed = {"owner": request.form.get("owner", ""), "due": request.form.get("due", "")}
    if not form.ok:
        return indicator_page(asked, typed=typed, wrong=form.wrong), 400
    try:
        assign(h.workspace, [asked.ref], owner or None, due, clear=True, seen=seen or 0)
    except QmsError as error:
        return indicator_page(asked, typed=typed, refused=refusal(error)), status_of(error)
    flash(say("indicator_set"))
    return back_to(ref, "owner")


def indicator_page(
    asked: Asked,
    typed: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    refused: Refusal | None = None,
) -> str:
    """Return the page of an indicator: `refused` is told first, `typed` and `wrong` are of the form of its owner."""
    h = here()
    links = content.links_shown(asked)
    history, more = content.history_of(asked, whole="history" in request.args)
    before, after = content.neighbours(asked)
    return render_template(
        "indicator/show.html",
        asked=asked,
        judged=asked.entry.judgement,
        **_head(asked),
        before=before,
        after=after,
        refs=[entry.indicator.ref for entry in asked.found.entries],
        needs=content.needs_of(asked.entry),
        documents=content.documents_of(asked),
        drafts=content.drafts_of(asked),
        links=links,
        counted=content.counted(asked, links),
        statements=_statements(asked),
        waived=waived_of_indicator(h.workspace, asked.ref),
        levels=content.levels_of(asked),
        improvements=content.improvements_of(asked),
        history=history,
        more_history=more,
        owner=typed or _owner(asked),
        owner_open=typed is not None,
        seen=settings_version(h.workspace, asked.ref),
        people=_people(asked),
        person=person_name,
        services=h.workspace.settings.service_names,
        strength=strength_of,
        wrong=wrong or {},
        refused=refused,
    )


def _head(asked: Asked) -> dict[str, Any]:
    """Return what is asked, the state in words, and the next step."""
    h = here()
    names = h.workspace.settings.service_names
    judged, indicator = asked.entry.judgement, asked.entry.indicator
    framework, language = asked.found.framework, h.language
    step = step_of(judged.action, asked.ref.ref, names)
    to_add = judged.action is not None and judged.action.code in AT_INDICATOR
    step_url = step.url if step else ""
    if to_add:  # the step leads to this page, and from here only for those who decide
        step_url = url_for("indicator.add", ref=asked.ref.ref) if h.may(Right.DECIDE) else ""
    return {
        "texts": indicator_texts(framework, indicator, language),
        "official": official_texts(h.workspace.official, indicator, language),
        "principle": framework.title("principles", indicator.principle, language),
        "criterion": framework.title("criteria", indicator.criterion, language)
        if indicator.criterion
        else "",
        "why": why_of(judged, names),
        "step": step,
        "step_url": step_url,
        "counts": [sentence(one) for one in asked.entry.counts],
        "warnings": [sentence(one) for one in judged.warnings],
        "audit_on": asked.found.setting.audit_on,
        "kinds_asked": asked_kinds(asked.entry),
    }


def _statements(asked: Asked) -> list[dict[str, Any]]:
    """Return the evidence statements, one for all services first, each with its earlier versions."""
    found = statements_of_indicator(here().workspace, asked.ref)
    return [
        {"service": service, "newest": versions[0], "older": versions[1:]}
        for service, versions in found.items()
    ]


def _owner(asked: Asked) -> dict[str, str]:
    entry = asked.entry
    return {"owner": entry.owner or "", "due": entry.due.isoformat() if entry.due else ""}


def _people(asked: Asked) -> list[tuple[str, str]]:
    people = [(person.id, person.name) for person in here().workspace.settings.people]
    kept = asked.entry.owner
    return people if not kept or kept in dict(people) else [*people, (kept, kept)]
