"""Show one file: its inside, what is known of it, what it proves, and how its text changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from qms.people.access import Right
from qms.web.evidence.content import content_of
from qms.web.evidence.room import indicator_options, name_of, pages, seen_row
from qms.web.here import here, needs
from qms.web.indicator.room import kind_options, service_options

if TYPE_CHECKING:
    from collections.abc import Mapping


@pages.get("/evidence/<ident>")
@needs(Right.READ)
def show(ident: str) -> str:
    """Show a file; `number` and `q` in the address open it at a place and mark a passage."""
    return page_of(ident)


def page_of(
    ident: str,
    wrong: Mapping[str, str] | None = None,
    typed: Mapping[str, Any] | None = None,
    told: Mapping[str, str] | None = None,
    form: str = "",
) -> str:
    """Return the page of a file; `form` names the form that was sent, with what was typed and what was wrong."""
    h = here()
    row = seen_row(ident)
    number = request.args.get("number", type=int)
    content = content_of(row, number, request.args.get("q", ""))
    people = [(person.id, person.name) for person in h.workspace.settings.people]
    return render_template(
        "evidence/show.html",
        **content,
        **addresses_of(ident, content["look"].passage),
        wrong=wrong or {},
        typed=typed or {},
        told=told,
        form=form,
        indicators=indicator_options(h.workspace.framework, h.language),
        kinds=kind_options(),
        services=service_options(h.workspace.settings),
        people=people,
        indicator=request.args.get("indicator", ""),
    )


def addresses_of(ident: str, passage: str) -> dict[str, Any]:
    """Return what the template of the inside asks for the addresses of places and pictures."""
    words = passage or None
    return {
        "place_url": lambda number: url_for(
            "evidence.show",
            ident=ident,
            number=number,
            q=words if number else None,
            _anchor="inside" if number else None,
        ),
        "page_url": lambda number, large: url_for(
            "evidence.page_png", ident=ident, number=number, q=words, large="1" if large else None
        ),
        "image_url": lambda number: url_for("evidence.picture_png", ident=ident, number=number),
    }


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
