"""List the audits, plan one, and show one with its answers, findings and days."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from qms.assessment.forms import person_name
from qms.audit.findings import list_findings
from qms.audit.questions import asked_in, progress_of
from qms.audit.rounds import RoundWish, close_round, hold_round, indicators_of, list_rounds, open_round
from qms.audit.sampling_evidence import samples_of
from qms.locale.sentences import say
from qms.model.audit import AUDIT_KINDS, AUDIT_ROLES
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.people.access import Right
from qms.web.audits.room import MARKS, count_of, key_of, pages, the_audit, verdict_of
from qms.web.fields import Form
from qms.web.here import Here, here, needs
from qms.web.improvement.room import may_find, refs_in
from qms.web.refused import blame, one_line, past_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from werkzeug.wrappers import Response

    from qms.audit.questions import Asked
    from qms.model.audit import AuditRound

_BLAMES = {
    "audit_name_taken": "name",
    "unknown_reference": "indicators",
    "unknown_service": "services",
    "audit_days_backwards": "held_to",
    "number_in_text": "summary",
    "audit_closed": "summary",
}
_LOOKS = {"open": "partial", "planned": "planned", "done": "covered", "declined": "withdrawn"}


@pages.get("/audits")
@needs(Right.READ)
def listed() -> str:
    """Show all audits, the newest first."""
    h = here()
    findings = list_findings(h.workspace)
    rows = []
    for one in reversed(list_rounds(h.workspace)):
        own = [finding for finding in findings if finding.round == one.id]
        rows.append(
            {
                "audit": one,
                "key": key_of(one),
                "count": count_of(asked_in(h.workspace, one)),
                "findings": len(own),
                "open": sum(finding.status == "open" for finding in own),
            }
        )
    return render_template("audits/listed.html", rows=rows, may_audit=h.may(Right.AUDIT))


@pages.get("/audits/new")
@needs(Right.AUDIT)
def plan() -> str:
    """Show the form of a new audit."""
    return _plan_page(here(), Form(request.args))


def _plan_page(h: Here, form: Form) -> str:
    framework = h.workspace.framework
    principles = [
        (p.ref, f"{p.ref} {framework.title('principles', p.ref, h.language)}") for p in framework.principles
    ]
    return render_template(
        "audits/new.html",
        values=form.sent,
        wrong=form.wrong,
        kinds=[(kind, say(f"audit_kind_{kind}")) for kind in AUDIT_KINDS],
        services=list(h.workspace.settings.service_names.items()),
        principles=principles,
        chosen={name: form.sent.getlist(name) for name in ("services", "principles")},
    )


@pages.post("/audits/new")
@needs(Right.AUDIT)
def open_one() -> str | Response | tuple[str, int]:
    """Open an audit."""
    h, form = here(), Form(request.form)
    framework = h.workspace.framework
    name = one_line(form.text("name", required=True, longest=200))
    wish = RoundWish(
        kind=form.one("kind", AUDIT_KINDS, required=True),
        planned_on=form.day("planned_on"),
        services=form.many("services", h.workspace.settings.service_ids),
        indicators=refs_in(form.text("indicators")),
        principles=form.many("principles", [p.ref for p in framework.principles]),
        auditors=one_line(form.text("auditors", longest=400)),
    )
    if form.ok:
        try:
            made = open_round(h.workspace, name, wish)
        except QmsError as error:
            blame(form, error, _BLAMES, "name")
        else:
            asked = len(asked_in(h.workspace, made))
            count = len(indicators_of(framework, made))
            flash(say("audit_opened", {"name": made.name, "count": count, "asked": asked}))
            return redirect(url_for("audits.show", name=key_of(made)))
    return _plan_page(h, form), 400


@pages.get("/audits/<name>")
@needs(Right.READ)
def show(name: str) -> str:
    """Show one audit: how far it is, what was seen, its findings, samples and sheets."""
    return _page(here(), the_audit(here(), name), Form(request.form))


def _page(h: Here, found: AuditRound, form: Form, *, is_changed: bool = False) -> str:
    workspace = h.workspace
    asked = asked_in(workspace, found)
    own = [finding for finding in list_findings(workspace) if finding.round == found.id]
    everything = say("audit_all_indicators", {"count": len(indicators_of(workspace.framework, None))})
    names = workspace.settings.service_names
    left = [one for one in asked if one.answer is None]
    return render_template(
        "audits/show.html",
        audit=found,
        key=key_of(found),
        services=", ".join(names.get(one, one) for one in found.services) or say("service_all"),
        indicators=", ".join(found.indicators) or everything,
        by=person_name(workspace.settings, found.by),
        count=count_of(asked),
        progress=progress_of(asked).by_role,
        roles=[role for role in AUDIT_ROLES if any(one.role == role for one in asked)],
        table=_table(h, asked),
        notes=[one for one in asked if one.answer and (one.answer.note or one.answer.verdict != "seen")],
        left=left[0] if left else None,
        signs=MARKS,
        findings=[(finding, _LOOKS[finding.status]) for finding in own],
        samples=samples_of(workspace, found),
        people=workspace.settings.person_names,
        may_audit=h.may(Right.AUDIT),
        may_find=may_find(h),
        values=form.sent,
        wrong=form.wrong,
        is_changed=is_changed,
    )


def _table(h: Here, asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """Return a row for each indicator with the verdict of each role that is asked."""
    rows: dict[str, dict[str, Any]] = {}
    for one in asked:
        row = rows.setdefault(
            one.indicator,
            {
                "ref": one.indicator,
                "title": h.workspace.framework.title("indicators", one.indicator, h.language),
                "verdicts": {},
            },
        )
        row["verdicts"][one.role] = verdict_of(one)
    return list(rows.values())


@pages.post("/audits/<name>/held")
@needs(Right.AUDIT)
def held(name: str) -> str | Response | tuple[str, int]:
    """Say when an audit was held."""
    h, form = here(), Form(request.form)
    found = the_audit(h, name)
    start, end = past_day(form, "held_from", required=True), past_day(form, "held_to")
    return _tried(
        h,
        found,
        form,
        lambda seen: hold_round(h.workspace, seen, start or h.workspace.as_of, end),
        "audit_held_kept",
    )


@pages.post("/audits/<name>/close")
@needs(Right.AUDIT)
def close(name: str) -> str | Response | tuple[str, int]:
    """Close an audit with a summary."""
    h, form = here(), Form(request.form)
    found = the_audit(h, name)
    summary = one_line(form.text("summary"))
    return _tried(h, found, form, lambda seen: close_round(h.workspace, seen, summary), "audit_closed_now")


def _tried(
    h: Here, found: AuditRound, form: Form, act: Callable[[AuditRound], None], code: str
) -> str | Response | tuple[str, int]:
    """Do what was asked with the audit as it was looked at, or show it again with what was typed."""
    version = form.whole("version")
    if form.ok:
        try:
            act(replace(found, version=version or found.version))
        except ChangedMeanwhile:
            return _page(h, the_audit(h, found.id), form, is_changed=True), 409
        except QmsError as error:
            blame(form, error, _BLAMES, "summary")
        else:
            flash(say(code, {"name": found.name}))
            return redirect(url_for("audits.show", name=key_of(found)))
    return _page(h, found, form), 400
