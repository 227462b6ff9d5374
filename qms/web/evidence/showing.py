"""Show one file: its inside, what is known of it, what it proves, and how its text changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request

from qms.people.access import Right
from qms.web.choices import indicator_options, kind_options, people_options, service_options
from qms.web.evidence.content import content_of
from qms.web.evidence.room import pages
from qms.web.files import addresses_of, name_of, seen_row
from qms.web.here import here, needs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.web.refused import Refusal


@pages.get("/evidence/<ident>")
@needs(Right.READ)
def show(ident: str) -> str:
    """Show a file; `number` and `q` in the address open it at a place and mark a passage."""
    return page_of(ident)


def page_of(
    ident: str,
    wrong: Mapping[str, str] | None = None,
    typed: Mapping[str, Any] | None = None,
    told: Refusal | None = None,
    form: str = "",
) -> str:
    """Return the page of a file; `form` names the form that was sent, with what was typed and what was wrong."""
    row = seen_row(ident)
    number = request.args.get("number", type=int)
    content = content_of(row, number, request.args.get("q", ""))
    return render_template(
        "evidence/show.html",
        **content,
        **addresses_of(ident, content["look"].passage),
        wrong=wrong or {},
        typed=typed or {},
        told=told,
        form=form,
        indicators=indicator_options(),
        kinds=kind_options(),
        services=service_options(),
        people=people_options(),
        indicator=request.args.get("indicator", ""),
    )


@pages.get("/evidence/<ident>/changes")
@needs(Right.READ)
def changes(ident: str) -> str:
    """Set the text that a person confirmed beside the present one."""
    from qms.evidence.changes import text_change

    h = here()
    row = seen_row(ident)
    change = h.server.remembered.get(
        h.workspace, ("file change", ident), lambda: text_change(h.workspace, ident)
    )
    return render_template("evidence/changes.html", evidence=row, name=name_of(row.path), change=change)
