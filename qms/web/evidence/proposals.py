"""Propose what a file may prove and of which file it may be a newer version; take the answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for

from qms.coverage.answers import accept, reject, set_unrelated
from qms.evidence.kinship import newer_versions
from qms.locale.sentences import say, word
from qms.model.errors import QmsError
from qms.model.references import Ref
from qms.model.words import EvidenceStatus
from qms.people.access import Right
from qms.upkeep.suggesting import suggest_for_file
from qms.web.evidence.room import back_to, newer_text, pages
from qms.web.fields import Form
from qms.web.files import name_of, passage_of, seen_row
from qms.web.here import here, needs
from qms.web.indicator.link_form import read_said
from qms.web.indicator.words import strength_of
from qms.web.refused import Refusal, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

    from qms.evidence.kinship import Newer
    from qms.model.suggestion import Suggestion

MOST = 8
"""Proposals for one file."""


@pages.get("/evidence/<ident>/proposals")
@needs(Right.READ)
def proposals(ident: str) -> str:
    """Show what the file may prove: as a page, or as the part of the file's page that a script fetches."""
    return _page(ident)


def _page(ident: str, refused: Refusal | None = None, typed: Mapping[str, str] | None = None) -> str:
    h = here()
    row = seen_row(ident)
    found: list[Suggestion] = []
    if row.status != EvidenceStatus.MISSING:
        try:
            found = _suggested(ident)
        except QmsError as trouble:
            refused = refused or refusal(trouble)
    template = "evidence/proposals_part.html" if request.args.get("part") else "evidence/proposals.html"
    return render_template(
        template,
        evidence=row,
        name=name_of(row.path),
        found=[_shown(one) for one in found],
        newer=[_newer(pair) for pair in _pairs(ident)],
        told=refused,
        typed=typed or {},
        may_decide=h.may(Right.DECIDE),
    )


def _wrong(ident: str, form: Form) -> tuple[str, int]:
    """Return the page with the first thing that is wrong with a form."""
    return _refused(ident, Refusal(next(iter(form.wrong.values()))))


def _refused(ident: str, refused: Refusal, typed: Mapping[str, str] | None = None) -> tuple[str, int]:
    return _page(ident, refused, typed), refused.status


def _suggested(ident: str) -> list[Suggestion]:
    h = here()
    key = ("suggested", ident, h.workspace.framework.id, h.language)
    made: list[Suggestion] = h.server.remembered.get(
        h.workspace, key, lambda: suggest_for_file(h.workspace, ident, (), MOST)
    )
    return made


def _shown(one: Suggestion) -> dict[str, Any]:
    h, pin = here(), one.pin
    where, quote, address = passage_of(one.evidence, pin) if pin else ("", "", None)
    return {
        "ref": one.indicator,
        "title": h.workspace.framework.title("indicators", one.indicator, h.language),
        "strength": strength_of(one.score),
        "quote": quote,
        "where": where,
        "address": address,
        "page": pin.page if pin else None,
        "at": pin.label if pin and pin.page is None else "",
        "kinds": [kind.value for kind in one.kinds],
        "kind_words": ", ".join(word(kind.value) for kind in one.kinds),
        "services": list(one.services),
        "because": "; ".join(say(reason.code, reason.params) for reason in one.because),
    }


def _pairs(ident: str) -> list[Newer]:
    """Return the linked files of which this one may be a newer version."""
    h = here()

    def found() -> list[Newer]:
        with h.workspace.state.read() as conn:
            return newer_versions(conn, {ident})

    pairs: list[Newer] = h.server.remembered.get(h.workspace, ("newer", ident), found)
    return [pair for pair in pairs if pair.of_id not in h.hidden]


def _newer(pair: Newer) -> dict[str, Any]:
    return {"id": pair.of_id, "path": pair.of_path, "text": newer_text(pair)}


@pages.post("/evidence/<ident>/proposals/accept")
@needs(Right.DECIDE)
def accept_one(ident: str) -> Response | tuple[str, int]:
    """Make a link of a proposal as the person saw it, with its passage unless the whole file was chosen."""
    row, form = seen_row(ident), Form(request.form)
    workspace = here().workspace
    ref = form.one("ref", [i.ref for i in workspace.framework.indicators], required=True)
    said = read_said(form)
    if not form.ok:
        return _wrong(ident, form)
    wish = replace(said.wish(proposed=True), revision=form.whole("revision"))
    whole = form.ticked("whole")
    if whole:
        wish = replace(wish, page=None, at="", quote="")
    try:
        accept(workspace, row.id, [Ref(workspace.framework.id, ref)], wish, whole=whole, exact=True)
    except QmsError as error:
        return _refused(ident, refusal(error))
    title = workspace.framework.title("indicators", ref, here().language)
    flash(say("web_ev_linked", {"ref": ref, "title": title}))
    return back_to(ident, "links")


@pages.post("/evidence/<ident>/proposals/reject")
@needs(Right.DECIDE)
def reject_one(ident: str) -> Response | tuple[str, int]:
    """Remember with its reason that a file does not prove an indicator."""
    row, form = seen_row(ident), Form(request.form)
    workspace = here().workspace
    ref = form.one("ref", [i.ref for i in workspace.framework.indicators], required=True)
    because = form.text("because", longest=500)
    if not form.ok:
        return _wrong(ident, form)
    try:
        reject(workspace, row.id, [Ref(workspace.framework.id, ref)], because, fresh=True)
    except QmsError as error:
        return _refused(ident, refusal(error), {"because": because, "ref": ref})
    flash(say("web_ev_rejected", {"ref": ref}))
    return redirect(url_for("evidence.proposals", ident=ident))


@pages.post("/evidence/<ident>/unrelated")
@needs(Right.DECIDE)
def unrelated(ident: str) -> Response | tuple[str, int]:
    """Say that a file is no newer version of another one."""
    seen_row(ident)
    form = Form(request.form)
    other, because = seen_row(form.text("other")), form.text("because", required=True, longest=500)
    if not form.ok:
        return _wrong(ident, form)
    try:
        set_unrelated(here().workspace, ident, other.id, because)
    except QmsError as error:
        return _refused(ident, refusal(error))
    flash(say("web_ev_told_apart"))
    return redirect(url_for("evidence.proposals", ident=ident))
