"""Take what people decide about a file: what it is, what it proves, which file it became, and that it is forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, request, url_for

from qms.documents.naming import documents_naming, naming_text
from qms.evidence.linking import Seen, confirm, link, unlink
from qms.evidence.metadata import MetadataWish, set_metadata
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.model.references import Ref
from qms.model.words import EvidenceKind
from qms.people.access import Right
from qms.web.choices import KINDS
from qms.web.evidence.room import back_to, pages
from qms.web.evidence.showing import page_of
from qms.web.fields import Form
from qms.web.files import seen_row
from qms.web.here import here, needs
from qms.web.indicator.link_form import read_said, typed_of
from qms.web.refused import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response


@pages.post("/evidence/<ident>/facts")
@needs(Right.DECIDE)
def describe(ident: str) -> Response | tuple[str, int]:
    """Write what a person knows of a file; what is not changed stays as it was found."""
    row, form = seen_row(ident), Form(request.form)
    wish = _read_facts(form, row)
    if not form.ok:
        return page_of(ident, form.wrong, typed_of(form), form="facts"), 400
    if wish == MetadataWish(version=wish.version):
        flash(say("web_ev_nothing_changed"), "warn")
        return back_to(ident)
    try:
        set_metadata(here().workspace, ident, wish)
    except QmsError as error:
        return _refused(ident, error, "facts", typed_of(form))
    flash(say("web_ev_described"))
    if wish.personal_data and (naming := documents_naming(here().workspace, [row.path])):
        flash(say("web_ev_named", {"documents": naming_text(naming)}), "warn")
    return back_to(ident)


def _refused(
    ident: str, error: QmsError, form: str, typed: Mapping[str, Any] | None = None
) -> tuple[str, int]:
    told = refusal(error)
    return page_of(ident, typed=typed, told=told, form=form), told.status


def _read_facts(form: Form, row: Any) -> MetadataWish:
    """Return what differs from the row that the person saw."""
    start, end = form.day("start"), form.day("end")
    if end is not None and start is None and "start" not in form.wrong:
        form.fail("start", "web_indicator_start_needed")
    if start is not None and end is not None and end < start:
        form.fail("end", "period_backwards")
    end = end or start
    kinds, title = form.many("kinds", KINDS), form.text("title", required=True, longest=300)
    in_force, approver = form.day("in_force_from"), form.text("approved_by", longest=200)
    until, keep_until = form.day("until"), form.day("keep_until")
    if in_force is not None and not approver:
        form.fail("approved_by", "approver_needed")
    if in_force is not None and until is not None and until < in_force:
        form.fail("until", "ends_before", {"start": in_force, "until": until})
    version = form.whole("version", least=0)
    dated = (start, end) != (row.date_from, row.date_to or row.date_from) or form.ticked("date_right")
    was_in_force = (row.in_force_from, row.approved_by or "") if row.in_force_from else (None, "")
    declared = ((in_force, approver) if in_force else (None, "")) != was_in_force
    gone = {
        "kinds": bool(row.kinds) and not kinds,
        "date": start is None and row.date_from is not None,
        "in_force_from": in_force is None and row.in_force_from is not None,
        "until": until is None and row.valid_until is not None,
        "keep_until": keep_until is None and row.keep_until is not None,
    }
    personal, living = form.ticked("personal_data"), form.ticked("living")
    return MetadataWish(
        kinds=tuple(EvidenceKind(k) for k in kinds) if list(kinds) != _ordered(row.kinds) else (),
        date_from=start if dated else None,
        date_to=end if dated else None,
        title=title if title != row.title else None,
        in_force_from=in_force if declared else None,
        approved_by=approver if declared and in_force else None,
        until=until if until != row.valid_until else None,
        personal_data=personal if personal != bool(row.personal_data) else None,
        keep_until=keep_until if keep_until != row.keep_until else None,
        living=living if living != bool(row.living) else None,
        empty=frozenset(name for name, is_gone in gone.items() if is_gone),
        version=version if version is not None else -1,
    )


def _ordered(kinds: list[str]) -> list[str]:
    return [kind for kind in KINDS if kind in kinds]


@pages.post("/evidence/<ident>/links")
@needs(Right.DECIDE)
def add_link(ident: str) -> Response | tuple[str, int]:
    """Link a file to an indicator, with the passage that was chosen; from a hit of a search as well."""
    row, form = seen_row(ident), Form(request.form)
    workspace = here().workspace
    ref = form.one("indicator", [i.ref for i in workspace.framework.indicators], required=True)
    revision = form.whole("revision", least=0)
    said = read_said(form)
    if not form.ok:
        return page_of(ident, form.wrong, typed_of(form), form="link"), 400
    wish = replace(said.wish(), fresh=form.ticked("fresh"), revision=revision)
    try:
        made = link(workspace, row.id, [Ref(workspace.framework.id, ref)], wish)[0]
    except QmsError as error:
        return _refused(ident, error, "link", typed_of(form))
    params = {"ref": ref, "title": workspace.framework.title("indicators", ref, here().language)}
    flash(say("web_ev_linked_again" if made.extended else "web_ev_linked", params))
    if made.pin is not None and made.pin.quote:
        flash(say("web_ev_pinned", {"words": made.pin.quote}))
    if made.date_from is None:
        flash(say("link_no_date"), "warn")
    if made.living:
        flash(say("link_living"), "warn")
    return back_to(ident, "links")


def _one_link(ident: str) -> tuple[Ref, Seen]:
    """Return the link that a form speaks of, and what the person saw of it."""
    row, form = seen_row(ident), Form(request.form)
    framework, ref = form.text("framework"), form.text("ref")
    if framework not in here().workspace.settings.frameworks or not ref:
        abort(400)
    seen = Seen(form.whole("version") or 0, form.whole("revision") or row.revision)
    return Ref(framework, ref), seen


@pages.post("/evidence/<ident>/links/confirm")
@needs(Right.DECIDE)
def confirm_link(ident: str) -> Response | tuple[str, int]:
    """Say that a file whose text changed still proves it."""
    ref, seen = _one_link(ident)
    try:
        done = confirm(here().workspace, ident, [ref], seen)
    except QmsError as error:
        return _refused(ident, error, "links")
    flash(say("web_ev_confirmed", {"refs": [one.ref for one in done]}))
    return back_to(ident, "links")


@pages.post("/evidence/<ident>/links/remove")
@needs(Right.DECIDE)
def remove_link(ident: str) -> Response | tuple[str, int]:
    """Remove a link with its pins."""
    ref, seen = _one_link(ident)
    try:
        unlink(here().workspace, ident, [ref], seen)
    except QmsError as error:
        return _refused(ident, error, "links")
    flash(say("web_ev_unlinked", {"ref": ref.ref}))
    return back_to(ident, "links")


@pages.post("/evidence/<ident>/same-as")
@needs(Right.DECIDE)
def same_as(ident: str) -> Response | tuple[str, int]:
    """Let a vanished file live on in a present one."""
    seen_row(ident)
    from qms.evidence.finding import find_one

    h, path = here(), Form(request.form).text("path", required=True)
    try:
        with h.workspace.state.read() as conn:
            present = find_one(conn, path)
        if present.id in h.hidden:
            abort(404)
        set_metadata(h.workspace, present.id, MetadataWish(same_as=ident))
    except QmsError as error:
        return _refused(ident, error, "same", {"path": path})
    flash(say("web_ev_joined"))
    return back_to(ident)


@pages.post("/evidence/<ident>/forget")
@needs(Right.DECIDE)
def forget_it(ident: str) -> Response | tuple[str, int]:
    """Erase what is known of a file that was deleted; the reason is kept without its name."""
    from qms.evidence.forget import forget

    seen_row(ident)
    h, form = here(), Form(request.form)
    because = form.text("because", required=True, longest=500)
    if not form.ticked("sure"):
        form.fail("sure", "web_field_required")
    if not form.ok:
        return page_of(ident, form.wrong, typed_of(form), form="forget"), 400
    try:
        report = forget(h.workspace, ident, because, h.person.id)
    except QmsError as error:
        return _refused(ident, error, "forget", typed_of(form))
    left = bool(report.also_at or report.unreachable)
    flash(say("forgotten_not_everywhere" if left else "forgotten"), "warn" if left else "message")
    if report.also_at:
        flash(say("forgotten_also_at", {"paths": report.also_at}), "warn")
    if report.taken_from:
        flash(say("forgotten_in_snapshots", {"names": report.taken_from}), "warn")
    if report.unreachable:
        flash(say("web_ev_copies_left", {"paths": report.unreachable}), "bad")
    return redirect(url_for("evidence.listed"))
