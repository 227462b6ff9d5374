"""Show an action, agree on one, change it, say that it was done, check its effect, drop it and open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.assessment.forms import person_name
from qms.audit.actions import (
    ActionWish,
    UnknownAction,
    add_action,
    check_action,
    drop_action,
    find_action,
    finding_of,
    finish_action,
    set_action,
    standing,
)
from qms.audit.findings import find_finding, is_open
from qms.locale.sentences import say
from qms.model.audit import EFFECTS
from qms.model.errors import ChangedMeanwhile, QmsError
from qms.people.access import Right
from qms.web.fields import Form
from qms.web.here import Here, here, needs
from qms.web.improvement.listing import look_of
from qms.web.improvement.room import (
    BLAMES,
    in_its_standard,
    pages,
    people,
    refs_in,
    services,
    worded,
)
from qms.web.refused import blame, one_line, past_day, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from qms.audit.actions import Moved
    from qms.model.audit import ActionItem


@pages.get("/improvement/actions/new")
@needs(Right.ACT)
def new_action() -> str:
    """Show the form of a new action; the address may name the finding or the indicator."""
    h = here()
    values = {
        "finding": request.args.get("finding", ""),
        "indicators": request.args.get("indicator", ""),
        "service": request.args.get("service", ""),
    }
    if values["finding"]:
        answered = find_finding(h.workspace, values["finding"])
        values |= {"indicators": ", ".join(answered.indicators), "service": answered.service or ""}
    return _form_page(h, values, {})


@pages.post("/improvement/actions/new")
@needs(Right.ACT)
def agree() -> str | Response | tuple[str, int]:
    """Agree on an action."""
    h, form = here(), Form(request.form)
    wish, answered = _wish(h, form), form.text("finding", longest=40)
    if form.ok:
        try:
            made = add_action(h.workspace, wish, answered or None)
        except QmsError as error:
            blame(form, error, BLAMES, "text")
        else:
            flash(say("action_added", {"number": made.number}))
            return redirect(_after(made, answered))
    return _form_page(h, dict(request.form), form.wrong), 400


def _after(made: ActionItem, answered: str) -> str:
    if answered:
        return url_for("improvement.finding", number=answered)
    return url_for("improvement.action", number=made.number)


@pages.get("/improvement/actions/<number>")
@needs(Right.READ, Right.OWN)
def action(number: str) -> str | Response | tuple[str, int]:
    """Show one action, what became of it and what can be done; who owns it sees it whatever else they may read."""
    h = here()
    try:
        found = find_action(h.workspace, number)
    except UnknownAction as error:
        if not h.may(Right.READ):
            abort(403)
        return render_template("error.html", told=refusal(error).line, hint=""), 404
    if not h.may(Right.READ) and found.owner != h.person.id:
        abort(403)
    return in_its_standard(h, found) or _show(h, found, Form(request.form))


@pages.post("/improvement/actions/<number>")
@needs(Right.ACT)
def change_action(number: str) -> str | Response | tuple[str, int]:
    """Change the words of an action, its owner or its dates."""
    h, form = here(), Form(request.form)
    wish = _wish(h, form)
    return _tried(
        h,
        number,
        form,
        lambda version: set_action(h.workspace, number, wish, version=version),
        "action_set",
    )


@pages.post("/improvement/actions/<number>/reopen")
@needs(Right.ACT)
def reopen_action(number: str) -> str | Response | tuple[str, int]:
    """Open an action again that was done or dropped."""
    h, form = here(), Form(request.form)
    return _tried(
        h,
        number,
        form,
        lambda version: set_action(h.workspace, number, ActionWish(), again=True, version=version),
        "action_set",
    )


@pages.post("/improvement/actions/<number>/done")
@needs(Right.ACT, Right.OWN)
def done(number: str) -> str | Response | tuple[str, int]:
    """Say that an action was done and what it led to; who owns it may say so too."""
    h, form = here(), Form(request.form)
    if not h.may(Right.ACT) and not _owns(h, number):
        abort(403)
    led_to = one_line(form.text("led_to", required=True))
    day, check = past_day(form, "day"), form.day("plan_check")
    return _tried(
        h,
        number,
        form,
        lambda version: finish_action(h.workspace, number, led_to, day, check, version),
        "action_done_now",
    )


@pages.post("/improvement/actions/<number>/check")
@needs(Right.ACT)
def check(number: str) -> str | Response | tuple[str, int]:
    """Keep the check of an effect."""
    h, form = here(), Form(request.form)
    effect, note = form.one("effect", EFFECTS, required=True), one_line(form.text("note"))
    day = past_day(form, "day")
    told = say(f"effect_{effect}") if effect else ""
    return _tried(
        h,
        number,
        form,
        lambda version: check_action(h.workspace, number, effect, note, day, version),
        "action_checked_now",
        told,
    )


@pages.post("/improvement/actions/<number>/drop")
@needs(Right.ACT)
def drop(number: str) -> str | Response | tuple[str, int]:
    """Give an action up, with a reason."""
    h, form = here(), Form(request.form)
    because = one_line(form.text("because", required=True))
    return _tried(
        h,
        number,
        form,
        lambda version: drop_action(h.workspace, number, because, version),
        "action_dropped_now",
    )


def _owns(h: Here, number: str) -> bool:
    try:
        return find_action(h.workspace, number).owner == h.person.id
    except UnknownAction:
        return False


def _tried(
    h: Here,
    number: str,
    form: Form,
    act: Callable[[int | None], Moved | None],
    code: str,
    effect: str = "",
) -> str | Response | tuple[str, int]:
    """Do what was asked and go back to the action, or show it again with what was typed and why it was refused."""
    found = find_action(h.workspace, number)
    in_its_standard(h, found)
    version = form.whole("version")
    if form.ok:
        try:
            moved = act(version)
        except ChangedMeanwhile:
            return _show(h, find_action(h.workspace, number), form, is_changed=True), 409
        except QmsError as error:
            fields = {**BLAMES, "check_before_due": "plan_check"} if "plan_check" in form.sent else BLAMES
            blame(form, error, fields, _words_of(form))
        else:
            flash(say(code, {"number": found.number, "effect": effect}))
            if moved is not None:
                _tell(moved)
            return redirect(url_for("improvement.action", number=found.number))
    return _show(h, found, form), 400


def _words_of(form: Form) -> str:
    """Return the field of a form that holds its words, which a refusal is about unless it says otherwise."""
    return next((name for name in ("text", "led_to", "note", "because") if name in form.sent), "text")


def _tell(moved: Moved) -> None:
    """Tell what a step of an action means for its finding."""
    if moved.finding is None:
        return
    if moved.reopened:
        flash(say("web_finding_reopened", {"number": moved.finding.number}), "warn")
    elif moved.action.effect == "partly":
        flash(say("web_action_partly", {"number": moved.finding.number}), "warn")
    elif moved.all_done and moved.finding.status in {"open", "planned"}:
        flash(say("web_finding_may_end", {"number": moved.finding.number}), "warn")


def _wish(h: Here, form: Form) -> ActionWish:
    """Return what a form says of an action; an empty field leaves what is there as it is."""
    settings = h.workspace.settings
    return ActionWish(
        text=one_line(form.text("text", required=True)),
        indicators=refs_in(form.text("indicators", required=not form.text("finding"))),
        service=form.one("service", settings.service_ids) or None,
        owner=form.one("owner", list(settings.person_names)) or None,
        due=form.day("due"),
        check_due=form.day("check_due"),
    )


def _form_page(h: Here, values: dict[str, Any], wrong: dict[str, str]) -> str:
    answered = find_finding(h.workspace, str(values["finding"])) if values.get("finding") else None
    return render_template(
        "improvement/new_action.html",
        values=values,
        wrong=wrong,
        answered=answered,
        services=services(h),
        people=people(h),
    )


def _show(h: Here, found: ActionItem, form: Form, *, is_changed: bool = False) -> str:
    workspace = h.workspace
    now = standing(found, workspace.as_of)
    values: dict[str, Any] = {
        "text": found.text,
        "indicators": ", ".join(found.indicators),
        "service": found.service or "",
        "owner": found.owner or "",
        "due": found.due.isoformat() if found.due else "",
        "check_due": found.check_due.isoformat() if found.check_due else "",
    }
    if form.sent:
        values |= dict(form.sent)
    return render_template(
        "improvement/action.html",
        found=found,
        finding=finding_of(workspace, found),
        standing=now,
        look=look_of(now),
        is_open=is_open(found),
        is_done=found.done_on is not None,
        titles=[(ref, workspace.framework.title("indicators", ref, h.language)) for ref in found.indicators],
        service=workspace.settings.service_names.get(found.service or "", found.service or ""),
        owner=person_name(workspace.settings, found.owner),
        values=values,
        wrong=form.wrong,
        is_changed=is_changed,
        is_editing=bool(form.wrong or is_changed) and "text" in form.sent,
        effects=worded("effect", EFFECTS),
        services=services(h),
        people=people(h),
        may_act=h.may(Right.ACT),
        may_finish=h.may(Right.ACT) or found.owner == h.person.id,
        may_read=h.may(Right.READ),
    )
