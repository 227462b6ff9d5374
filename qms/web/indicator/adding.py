"""Link a file of the register to an indicator: find it by its name, then say what it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from qms.evidence.kinds import propose_kinds
from qms.evidence.linking import link
from qms.evidence.listing import evidence_period, list_evidence, references
from qms.model.errors import QmsError
from qms.model.words import EvidenceStatus
from qms.people.access import Right
from qms.web.choices import kind_options, service_options
from qms.web.fields import Form
from qms.web.files import place_address
from qms.web.here import here, needs
from qms.web.indicator.link_form import read_said, typed_of
from qms.web.indicator.room import (
    asked_for,
    asked_kinds,
    back_to,
    pages,
    refuse_hidden,
    seen_evidence,
)
from qms.web.indicator.suggestions import tell_linked
from qms.web.looks import span_text
from qms.web.refused import Refusal, refusal, status_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.evidence.listing import Listed
    from qms.web.indicator.room import Asked

MOST = 30
"""Files that a list of the picker shows."""


@pages.get("/indicators/<ref>/add")
@needs(Right.DECIDE)
def add(ref: str) -> str:
    """Show the files whose path or title holds the words that were typed."""
    asked, h = asked_for(ref), here()
    words = request.args.get("q", "").strip()
    found = [item for item in list_evidence(h.workspace) if _may_be_linked(item) and _matches(item, words)]
    framework = h.workspace.framework.id
    rows = [
        {
            "id": item.evidence.id,
            "path": item.evidence.path,
            "title": item.evidence.title,
            "period": span_text(*evidence_period(item)),
            "refs": ", ".join(references(item, framework)),
            "is_linked": any((k.framework, k.indicator) == (framework, ref) for k in item.links),
        }
        for item in found[:MOST]
    ]
    return render_template(
        "indicator/add.html",
        asked=asked,
        words=words,
        rows=rows,
        count=len(found),
        kinds_asked=asked_kinds(asked.entry),
    )


def _may_be_linked(item: Listed) -> bool:
    return item.evidence.status is not EvidenceStatus.MISSING and item.evidence.id not in here().hidden


def _matches(item: Listed, words: str) -> bool:
    told = f"{item.evidence.path} {item.evidence.title}".casefold()
    return all(one in told for one in words.casefold().split())


@pages.get("/indicators/<ref>/add/<ident>")
@needs(Right.DECIDE)
def choose(ref: str, ident: str) -> str:
    """Show the form that says what a file proves; a hit of the search may bring its passage along."""
    asked, evidence = asked_for(ref), seen_evidence(ident)
    kinds = evidence.kinds or propose_kinds(evidence.path, evidence.title)
    typed: dict[str, Any] = {"kinds": [kind.value for kind in kinds], "services": []}
    typed |= {name: request.args.get(name, "") for name in ("page", "at", "quote")}
    return _form(asked, ident, typed)


@pages.post("/indicators/<ref>/add/<ident>")
@needs(Right.DECIDE)
def link_file(ref: str, ident: str) -> str | Response | tuple[str, int]:
    """Link the file as the form says."""
    asked, form = asked_for(ref), Form(request.form)
    refuse_hidden(ident)
    said = read_said(form)
    if not form.ok:
        return _form(asked, ident, typed_of(form), wrong=form.wrong), 400
    try:
        done = link(here().workspace, ident, [asked.ref], said.wish())
    except QmsError as error:
        return _form(asked, ident, typed_of(form), refused=refusal(error)), status_of(error)
    tell_linked(done[0])
    return back_to(ref, "evidence")


def _form(
    asked: Asked,
    ident: str,
    typed: dict[str, Any],
    *,
    wrong: dict[str, str] | None = None,
    refused: Refusal | None = None,
) -> str:
    return render_template(
        "indicator/link.html",
        asked=asked,
        evidence=seen_evidence(ident),
        file_url=place_address(ident, None, indicator=asked.ref.ref),
        action=url_for("indicator.link_file", ref=asked.ref.ref, ident=ident),
        kinds=kind_options(),
        kinds_asked=asked_kinds(asked.entry),
        services=service_options(),
        typed=typed,
        wrong=wrong or {},
        refused=refused,
        edited=False,
    )
