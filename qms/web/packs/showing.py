"""Show what can be made: reports, the calendar, snapshots and audit packs."""

from __future__ import annotations

from flask import render_template, request

from qms.audit.outputs.kinds import KINDS
from qms.audit.snapshots import list_snapshots
from qms.locale.sentences import say, word
from qms.people.access import Right
from qms.web.here import here, needs
from qms.web.packs.room import pages, sees_all
from qms.workspace.kept_packs import list_packs
from qms.workspace.schema import LANGUAGES

_FEW = 4


@pages.get("/packs")
@needs(Right.PACK)
def show() -> str:
    """Show the page."""
    return start_page({}, {})


def start_page(wrong: dict[str, str], typed: dict[str, str]) -> str:
    """Return the page, with what was typed into the form of reports."""
    h = here()
    settings = h.workspace.settings
    snapshots = [
        one for one in reversed(list_snapshots(h.workspace)) if one.framework == h.workspace.framework.id
    ]
    packs = [one for one in list_packs(h.workspace) if not one.named & h.sealed]
    return render_template(
        "packs/show.html",
        kinds=[(kind, say(f"output_title_{kind}"), say(f"web_report_{kind}")) for kind in KINDS],
        formats=[(end, say(f"web_report_format_{end[1:]}")) for end in (".xlsx", ".docx", ".html")],
        languages_of=[(language, word(language)) for language in LANGUAGES],
        services=list(settings.service_names.items()),
        values={"kind": "coverage", "format": ".xlsx", "language": h.language, **typed},
        wrong=wrong,
        snapshots=snapshots[:_FEW],
        packs=packs[:_FEW],
        names=settings.person_names,
        withheld=not sees_all(h),
        kind_asked=request.args.get("kind", ""),
    )
