"""Let an external auditor search in what was released; all else is as if it were not there."""

from __future__ import annotations

from flask import render_template, request, url_for

from qms.model.errors import QmsError
from qms.people.access import Right
from qms.web.choices import indicator_options
from qms.web.external.room import pages, viewer
from qms.web.here import here, needs
from qms.web.looks import error_text, hint_text
from qms.web.search.answering import hits_of
from qms.web.search.showing import MOST, asked_of, changed, chips_of


@pages.get("/auditor/search")
@needs(Right.RELEASED, Right.PEOPLE)
def search() -> str:
    """Show the form, and the hits where something is asked."""
    h, eyes = here(), viewer()
    asked, found = asked_of(h.workspace), None
    if asked.query and not asked.told:
        try:
            found = hits_of(h.workspace, asked.query, asked.filters, eyes.hidden, asked.limit)
        except QmsError as error:
            asked.told, asked.hint = error_text(error), hint_text(error)
    return render_template(
        "external/search.html",
        eyes=eyes,
        asked=asked,
        found=found,
        chips=chips_of(h.workspace, "external.search"),
        indicators=indicator_options(),
        indicator=request.args.get("indicator", ""),
        file_url=lambda ident, **place: url_for("external.file", ident=ident, **place),
        pin_url=None,
        search_url=lambda **changes: changed("external.search", **changes),
        more_limit=min(MOST, asked.limit * 3),
    )
