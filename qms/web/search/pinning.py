"""Pin a passage to an indicator straight from a hit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for

from qms.evidence.linking import link
from qms.locale.sentences import say
from qms.model.errors import QmsError
from qms.model.references import Ref
from qms.people.access import Right
from qms.state.evidence_rows import as_evidence
from qms.web.choices import indicator_options, kind_options, service_options
from qms.web.evidence.content import proposed_kinds
from qms.web.fields import Form
from qms.web.files import name_of, seen_row
from qms.web.here import here, needs
from qms.web.indicator.link_form import read_said, typed_of
from qms.web.refused import Refusal, refusal, status_of
from qms.web.search.room import pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from werkzeug.wrappers import Response


@pages.get("/search/pin/<ident>")
@needs(Right.DECIDE)
def pin(ident: str) -> str:
    """Show the small form, filled with the passage of the hit."""
    row, args = seen_row(ident), request.args
    typed = {
        "indicator": args.get("indicator", ""),
        "quote": args.get("quote", ""),
        "page": args.get("page", ""),
        "at": args.get("at", ""),
        "kinds": proposed_kinds(as_evidence(row)),
        "revision": row.revision,
        "back": args.get("back", ""),
    }
    return _form(row, typed)


def _form(
    row: Any,
    typed: Mapping[str, Any],
    wrong: Mapping[str, str] | None = None,
    refused: Refusal | None = None,
) -> str:
    part = request.args.get("part")
    return render_template(
        "search/pin_part.html" if part else "search/pin.html",
        ident=row.id,
        name=name_of(row.path),
        typed=typed,
        wrong=wrong or {},
        told=refused,
        indicators=indicator_options(),
        kinds=kind_options(),
        services=service_options(),
    )


@pages.post("/search/pin/<ident>")
@needs(Right.DECIDE)
def pin_it(ident: str) -> Response | tuple[str, int]:
    """Link the file to the indicator with the passage pinned, and go back to the hits."""
    row, form = seen_row(ident), Form(request.form)
    h = here()
    framework = h.workspace.framework
    ref = form.one("indicator", [i.ref for i in framework.indicators], required=True)
    revision = form.whole("revision")
    said = read_said(form)
    if not form.ok:
        return _form(row, typed_of(form), form.wrong), 400
    wish = replace(said.wish(), fresh=False, revision=revision)
    try:
        made = link(h.workspace, ident, [Ref(framework.id, ref)], wish)[0]
    except QmsError as error:
        return _form(row, typed_of(form), refused=refusal(error)), status_of(error)
    params = {"ref": ref, "title": framework.title("indicators", ref, h.language)}
    flash(say("web_ev_linked_again" if made.extended else "web_ev_linked", params))
    if made.pin is not None and made.pin.quote:
        flash(say("web_ev_pinned", {"words": made.pin.quote}))
    back = form.text("back", longest=2000)
    ours = back.startswith("/search?")
    return redirect(back if ours else url_for("evidence.show", ident=ident, _anchor="links"))
