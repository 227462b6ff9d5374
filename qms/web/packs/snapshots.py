"""Freeze the state under a name, and show two states side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from qms.audit.outputs.withholding import hidden_paths, masked, withheld_books, without_hidden_changes
from qms.audit.snapshot_difference import difference
from qms.audit.snapshot_telling import names_for, numbers_of, states_of
from qms.audit.snapshots import (
    NOW,
    content_named,
    list_snapshots,
    refuse_other_standard,
    take_snapshot,
    verify_snapshots,
)
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.model.reasons import Reason
from qms.model.words import State
from qms.people.access import Right
from qms.reports.coverage_forms import reason_text
from qms.reports.snapshot_forms import difference_lines
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.looks import error_text
from qms.web.packs.room import pages
from qms.web.steps import with_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.wrappers import Response

    from qms.audit.snapshot_content import Content


@pages.get("/packs/snapshots")
@needs(Right.PACK)
def snapshots() -> str:
    """List the snapshots with what is wrong with any."""
    return _list(Form(request.form))


@pages.post("/packs/snapshots")
@needs(Right.PACK)
def freeze() -> Response | str:
    """Freeze the state as it is now."""
    form = Form(request.form)
    name = form.text("name", required=True, longest=120)
    if form.ok:
        try:
            taken = take_snapshot(here().workspace, " ".join(name.split()))
        except QmsError as error:
            form.wrong["name"] = error_text(error)
        else:
            flash(say("web_snapshot_done", {"name": taken.name}))
            return redirect(url_for("packs.snapshots"))
    return _list(form)


def _list(form: Form) -> str:
    h = here()
    problems = {one.snapshot.id: one for one in verify_snapshots(h.workspace)}
    rows = [
        (one, problems[one.id].problem if one.id in problems else "")
        for one in reversed(list_snapshots(h.workspace))
    ]
    return render_template(
        "packs/snapshots.html",
        rows=rows,
        names=h.workspace.settings.person_names,
        choices=_choices(),
        wrong=form.wrong,
        typed=form.sent.get("name", ""),
    )


def _choices() -> list[tuple[str, str]]:
    """Return the states that can be compared, the newest first and the present one before them."""
    h = here()
    known = [
        one for one in reversed(list_snapshots(h.workspace)) if one.framework == h.workspace.framework.id
    ]
    return [(NOW, say("web_snapshot_now")), *((one.id, one.name) for one in known)]


@pages.get("/packs/compare")
@needs(Right.PACK)
def compare() -> str:
    """Show two states side by side, and what changed from one to the other."""
    h, choices = here(), _choices()
    known = [ident for ident, _ in choices]
    after = request.args.get("after", NOW)
    before = request.args.get("before", known[1] if len(known) > 1 else NOW)
    before, after = (ident if ident in known else NOW for ident in (before, after))
    first, second = content_named(h.workspace, before), content_named(h.workspace, after)
    refuse_other_standard(first.head, second.head)
    paths = hidden_paths(h.workspace, h.hidden)
    books = withheld_books((first, second), h.hidden)
    found = without_hidden_changes(difference(first, second), h.hidden, books)
    names = names_for(h.workspace, str(second.head["framework"]["id"]))
    changed = [
        {
            "ref": one.ref,
            "title": names.framework.title("indicators", one.ref, h.language),
            "was": one.was,
            "now": one.now,
            "why_was": _why(one.reason_was, names.services, paths),
            "why_now": _why(one.reason_now, names.services, paths),
        }
        for one in found.indicators
    ]
    others = list(difference_lines(found, names))[bool(changed) :]
    return render_template(
        "packs/compare.html",
        choices=choices,
        before=before,
        after=after,
        titles=(dict(choices)[before], dict(choices)[after]),
        days=(found.as_of_was, found.as_of_now),
        states=[
            (state.value, states_of(first)[state.value], states_of(second)[state.value]) for state in State
        ],
        numbers=_numbers(first, second),
        changed=changed,
        others=[(heading, [masked(line, paths).split("\n") for line in lines]) for heading, lines in others],
        nothing=found.is_empty,
        withheld=bool(paths),
    )


def _why(reason: Reason | None, services: Mapping[str, str], paths: Sequence[str]) -> str:
    """Return why an indicator was as it was, with people by their names and without paths that must not be known."""
    if reason is None:
        return ""
    return masked(reason_text(Reason(reason.code, with_people(reason.params)), services), paths)


def _numbers(first: Content, second: Content) -> list[tuple[str, int, int]]:
    """Return how much of each sort both states hold; files and rows are not counted for whom some are hidden from."""
    a, b = numbers_of(first), numbers_of(second)
    left_out = {"snapshot_files", "snapshot_links", "snapshot_rows"} if here().hidden else set()
    return [(say(code), a[code], b[code]) for code in a if code not in left_out]
