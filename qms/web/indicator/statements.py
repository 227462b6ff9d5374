"""Write the evidence statement of an indicator, and record where it does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, render_template, request

from qms.coverage.hanging import Statement, statements_of_indicator
from qms.coverage.indicators import IndicatorWish, set_indicator
from qms.locale.sentences import say, word
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.model.words import EvidenceKind
from qms.people.access import Right
from qms.web.choices import service_options
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.indicator.room import (
    asked_for,
    back_to,
    pages,
    person_name,
)
from qms.web.indicator.showing import indicator_page
from qms.web.refused import Refusal, refusal, status_of

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.web.indicator.room import Asked


def _newest(asked: Asked, service: str) -> Statement | None:
    versions = statements_of_indicator(here().workspace, asked.ref).get(service or None)
    return versions[0] if versions else None


def _service(asked_name: str) -> str:
    return asked_name if asked_name in here().workspace.settings.service_names else ""


@pages.get("/indicators/<ref>/statement")
@needs(Right.DECIDE)
def statement(ref: str) -> str:
    """Show the form of the evidence statement, of one service where the address names it."""
    asked = asked_for(ref)
    service = _service(request.args.get("service", ""))
    newest = _newest(asked, service)
    seen = newest.number if newest else 0
    return _form(asked, service, newest.text if newest else "", seen)


@pages.post("/indicators/<ref>/statement")
@needs(Right.DECIDE)
def write(ref: str) -> str | Response | tuple[str, int]:
    """Add a version of the statement; whoever saw an older one is told and keeps the text."""
    asked, form = asked_for(ref), Form(request.form)
    service = _service(form.text("service"))
    text = form.text("statement", required=True, longest=20_000)
    seen = form.whole("seen") or 0
    if not form.ok:
        return _form(asked, service, text, seen, wrong=form.wrong), 400
    try:
        wish = IndicatorWish(statement=text, service=service or None, seen=seen)
        set_indicator(here().workspace, asked.ref, wish)
    except QmsError as error:
        now = _newest(asked, service) if isinstance(error, ChangedMeanwhile) else None
        page = _form(asked, service, text, now.number if now else seen, refused=refusal(error), now=now)
        return page, status_of(error)
    flash(say("statement_set"))
    return back_to(ref, "statement")


def _form(
    asked: Asked,
    service: str,
    text: str,
    seen: int,
    *,
    wrong: dict[str, str] | None = None,
    refused: Refusal | None = None,
    now: Statement | None = None,
) -> str:
    names = here().workspace.settings.service_names
    return render_template(
        "indicator/statement.html",
        asked=asked,
        service=service,
        service_name=names.get(service, ""),
        services=service_options(),
        text=text,
        seen=seen,
        wrong=wrong or {},
        refused=refused,
        now=now,
        person=person_name,
    )


@pages.get("/indicators/<ref>/applies")
@needs(Right.DECIDE)
def applies(ref: str) -> str:
    """Show the form that records where the indicator does not apply."""
    return _applies(asked_for(ref), {})


@pages.post("/indicators/<ref>/applies")
@needs(Right.DECIDE)
def waive(ref: str) -> str | Response | tuple[str, int]:
    """Record that the indicator, a need or a service of it does not apply, and why."""
    asked, form = asked_for(ref), Form(request.form)
    service, need = _scope(asked, form)
    because = form.text("because", required=True, longest=2000)
    if not (service or need or "indicator" in asked.found.framework.not_applicable):
        form.fail("service" if len(service_options()) > 1 else "need", "web_indicator_scope_needed")
    typed = {"service": service, "need": need, "because": because}
    if not form.ok:
        return _applies(asked, typed, wrong=form.wrong), 400
    wish = IndicatorWish(
        service=service or None,
        need=EvidenceKind(need) if need else None,
        not_applicable=True,
        because=because,
        fresh=True,
    )
    try:
        set_indicator(here().workspace, asked.ref, wish)
    except QmsError as error:
        return _applies(asked, typed, refused=refusal(error)), status_of(error)
    flash(say("not_applicable_set"))
    return back_to(ref, "applies")


@pages.post("/indicators/<ref>/applies/again")
@needs(Right.DECIDE)
def apply_again(ref: str) -> Response | tuple[str, int]:
    """Record that something applies again."""
    asked, form = asked_for(ref), Form(request.form)
    service, need = form.text("service"), form.one("need", [kind.value for kind in EvidenceKind])
    wish = IndicatorWish(
        service=service or None, need=EvidenceKind(need) if need else None, applicable=True, fresh=True
    )
    try:
        set_indicator(here().workspace, asked.ref, wish)
    except QmsError as error:
        return indicator_page(asked, refused=refusal(error)), status_of(error)
    flash(say("applicable_set"))
    return back_to(ref, "applies")


def _needs(asked: Asked) -> list[tuple[str, str]]:
    kinds = dict.fromkeys(kind for need in asked.entry.indicator.rule.needs for kind in need)
    return [(kind.value, word(kind.value)) for kind in kinds]


def _scope(asked: Asked, form: Form) -> tuple[str, str]:
    service = form.one("service", [ident for ident, _ in service_options()])
    return service, form.one("need", [kind for kind, _ in _needs(asked)])


def _applies(
    asked: Asked,
    typed: dict[str, Any],
    *,
    wrong: dict[str, str] | None = None,
    refused: Refusal | None = None,
) -> str:
    allowed = asked.found.framework.not_applicable
    return render_template(
        "indicator/applies.html",
        asked=asked,
        allowed=allowed,
        services=service_options() if {"service", "indicator"} & set(allowed) else [],
        needs=_needs(asked) if {"need", "indicator"} & set(allowed) else [],
        typed=typed,
        wrong=wrong or {},
        refused=refused,
    )
