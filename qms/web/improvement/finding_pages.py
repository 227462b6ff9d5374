"""Show a finding, write one down, change it, end it and open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from qms.assessment.forms import person_name
from qms.audit.actions import actions_of, standing
from qms.audit.findings import (
    FindingWish,
    UnknownFinding,
    add_finding,
    close_finding,
    find_finding,
    set_finding,
)
from qms.audit.rounds import list_rounds
from qms.evidence.finding import UnknownEvidence
from qms.locale.sentences import say
from qms.model.audit import FINDING_SOURCES, SEVERITIES
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.people.access import Right
from qms.state.evidence_rows import find_evidence, get_row
from qms.web.fields import Form, own_address
from qms.web.here import Here, here, needs
from qms.web.improvement.listing import look_of
from qms.web.improvement.room import (
    BLAMES,
    MAY_FIND,
    audits,
    in_its_standard,
    may_find,
    pages,
    refs_in,
    services,
    severities,
    sources,
    worded,
)
from qms.web.proofs import entries_of, passage_of
from qms.web.refused import blame, one_line, past_day, refusal

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from qms.model.audit import Finding

ENDS = ("done", "planned", "declined")
LOOKS = {"open": "partial", "planned": "planned", "done": "covered", "declined": "withdrawn"}


@pages.get("/improvement/new")
@needs(*MAY_FIND)
def new() -> str:
    """Show the form of a new finding; the address may name indicator, audit, service and text."""
    given = {name: request.args.get(name, "") for name in ("indicator", "audit", "service", "text", "back")}
    values = {
        "indicators": given["indicator"],
        "audit": _audit_id(here(), given["audit"]),
        "service": given["service"],
        "text": given["text"],
        "severity": "minor",
        "back": own_address(given["back"]),
    }
    return _form_page(here(), values, {})


@pages.post("/improvement/new")
@needs(*MAY_FIND)
def add() -> str | Response | tuple[str, int]:
    """Write a finding down."""
    h, form = here(), Form(request.form)
    wish = _wish(h, form)
    if form.ok and not (wish.source or wish.round):
        form.fail("source", "web_refused_source_needed")
    if form.ok:
        try:
            made = add_finding(h.workspace, wish)
        except QmsError as error:
            blame(form, error, BLAMES, "text")
        else:
            flash(say("web_finding_added", {"number": made.number}))
            back = own_address(form.text("back"))
            return redirect(back or url_for("improvement.finding", number=made.number))
    return _form_page(h, dict(request.form), form.wrong), 400


@pages.get("/improvement/findings/<number>")
@needs(Right.READ)
def finding(number: str) -> str | Response | tuple[str, int]:
    """Show one finding with its passage, its actions and what can be done."""
    h = here()
    found = _find(number)
    if found is None:
        return render_template("error.html", told=refusal(UnknownFinding(number=number)).line, hint=""), 404
    return in_its_standard(h, found) or _show(h, found, Form(request.form))


@pages.post("/improvement/findings/<number>")
@needs(*MAY_FIND)
def change(number: str) -> str | Response | tuple[str, int]:
    """Change the words of a finding, its indicators, source or passage."""
    h, form = here(), Form(request.form)
    found = find_finding(h.workspace, number)
    in_its_standard(h, found)
    wish = _wish(h, form)
    return _tried(
        h, found, form, lambda: set_finding(h.workspace, number, wish, version=_version(form)), "finding_set"
    )


@pages.post("/improvement/findings/<number>/end")
@needs(*MAY_FIND)
def end(number: str) -> str | Response | tuple[str, int]:
    """End a finding as done, planned or declined."""
    h, form = here(), Form(request.form)
    found = find_finding(h.workspace, number)
    in_its_standard(h, found)
    how, because = form.one("ended", ENDS, required=True), one_line(form.text("because"))
    return _tried(
        h,
        found,
        form,
        lambda: close_finding(h.workspace, number, how, because, _version(form)),
        "finding_closed",
        say(f"finding_{how}") if how else "",
    )


@pages.post("/improvement/findings/<number>/reopen")
@needs(*MAY_FIND)
def reopen(number: str) -> str | Response | tuple[str, int]:
    """Open a finding again."""
    h, form = here(), Form(request.form)
    found = find_finding(h.workspace, number)
    in_its_standard(h, found)
    return _tried(
        h,
        found,
        form,
        lambda: set_finding(h.workspace, number, FindingWish(), reopen=True, version=_version(form)),
        "finding_set",
    )


def _tried(
    h: Here, found: Finding, form: Form, act: Any, code: str, state: str = ""
) -> str | Response | tuple[str, int]:
    """Do what was asked and go back to the finding, or show it again with what was typed and why it was refused."""
    if form.ok:
        try:
            act()
        except ChangedMeanwhile:
            now = find_finding(h.workspace, found.number)
            return _show(h, now, form, is_changed=True), 409
        except QmsError as error:
            blame(form, error, BLAMES, "text" if "text" in form.sent else "because")
        else:
            flash(say(code, {"number": found.number, "state": state}))
            return redirect(url_for("improvement.finding", number=found.number))
    return _show(h, found, form), 400


def _version(form: Form) -> int | None:
    return form.whole("version")


def _find(number: str) -> Finding | None:
    try:
        return find_finding(here().workspace, number)
    except UnknownFinding:
        return None


def _wish(h: Here, form: Form) -> FindingWish:
    """Return what a form says of a finding; an empty field leaves what is there as it is."""
    rounds = {one.id: one.name for one in list_rounds(h.workspace)}
    audit = form.one("audit", list(rounds))
    refs = refs_in(form.text("indicators", required=True))
    wish = FindingWish(
        text=one_line(form.text("text", required=True)),
        severity=form.one("severity", SEVERITIES, required=True),
        indicators=refs,
        service=form.one("service", h.workspace.settings.service_ids) or None,
        source=form.one("source", FINDING_SOURCES) or None,
        source_name=one_line(form.text("source_name", longest=400)) or None,
        dated=past_day(form, "dated"),
        round=rounds.get(audit),
        file=form.text("file", longest=1000),
        page=form.whole("page", least=1),
        at=form.text("at", longest=400),
        quote=form.text("quote", longest=2000),
    )
    if wish.file and h.hidden:
        with h.workspace.state.read() as conn:
            if any(row.id in h.hidden for row in find_evidence(conn, wish.file)):
                blame(form, UnknownEvidence(name=wish.file), BLAMES, "file")
    return wish


def _form_page(h: Here, values: dict[str, Any], wrong: dict[str, str]) -> str:
    return render_template(
        "improvement/new.html", values=values, wrong=wrong, **_choices(h, str(values.get("indicators") or ""))
    )


def _choices(h: Here, typed: str) -> dict[str, Any]:
    entries = entries_of(h)
    linked = [one for ref in refs_in(typed) if ref in entries for one in entries[ref].evidence]
    paths = [one.path for one in linked if one.id.startswith("e-") and one.id not in h.hidden]
    return {
        "severities": severities(),
        "sources": sources(),
        "audits": audits(h),
        "services": services(h),
        "files": list(dict.fromkeys(paths)),
        "today": h.workspace.as_of.isoformat(),
    }


def _show(h: Here, found: Finding, form: Form, *, is_changed: bool = False) -> str:
    workspace = h.workspace
    path, passage, withheld = _passage(h, found)
    actions = [
        (one, standing(one, workspace.as_of), person_name(workspace.settings, one.owner))
        for one in actions_of(workspace, found)
    ]
    values: dict[str, Any] = {
        "text": found.text,
        "severity": found.severity,
        "indicators": ", ".join(found.indicators),
        "service": found.service or "",
        "source": found.source,
        "source_name": found.source_name,
        "dated": found.dated.isoformat(),
        "audit": found.round or "",
    }
    if form.sent:
        values |= dict(form.sent)
    audit = next((one for one in list_rounds(workspace) if one.id == found.round), None)
    titles = [(ref, workspace.framework.title("indicators", ref, h.language)) for ref in found.indicators]
    return render_template(
        "improvement/finding.html",
        found=found,
        look=LOOKS[found.status],
        titles=titles,
        service=workspace.settings.service_names.get(found.service or "", found.service or ""),
        audit=audit,
        path=path,
        passage=passage,
        withheld=withheld,
        actions=actions,
        action_look=look_of,
        by=person_name(workspace.settings, found.by),
        ended_by=person_name(workspace.settings, found.ended_by),
        values=values,
        wrong=form.wrong,
        is_changed=is_changed,
        ends=worded("finding", ENDS),
        may_find=may_find(h),
        is_editing=bool(form.wrong or is_changed) and "text" in form.sent,
        **_choices(h, values["indicators"]),
    )


def _passage(h: Here, found: Finding) -> tuple[str, Any, bool]:
    """Return path and passage of the file that shows a finding, and whether they are withheld from this person."""
    if found.evidence is None:
        return "", None, False
    if found.evidence in h.hidden:
        return "", None, True
    with h.workspace.state.read() as conn:
        row = get_row(conn, found.evidence)
    if row is None:
        return "", None, False
    return str(row.path), passage_of(found.evidence, found.pin) if found.pin else None, False


def _audit_id(h: Here, named: str) -> str:
    return next((one.id for one in list_rounds(h.workspace) if named in {one.id, one.name}), "")
