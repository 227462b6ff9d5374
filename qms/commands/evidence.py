"""Look at the evidence register and keep it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import DAY, KIND, PERIOD, one_time
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.evidence.listing import Listed


@click.group(
    cls=Group,
    help="Look at the evidence register and keep it.",
    epilog="qms evidence list\nqms evidence unreadable",
)
def evidence_command() -> None:
    """Group the commands of the register."""


def evidence_row(item: Listed, framework: str) -> dict[str, Any]:
    """Return one evidence as the contract has it; references of other standards than `framework` name theirs."""
    from qms.evidence.listing import evidence_period, references
    from qms.reports.periods import iso, period_text

    evidence = item.evidence
    period = evidence_period(item)
    own = period == (evidence.date_from, evidence.date_to or evidence.date_from)
    place = evidence.date_place if own else None
    return {
        "id": evidence.id,
        "root": evidence.root,
        "path": evidence.path,
        "sha256": evidence.sha256,
        "size": evidence.size,
        "kinds": sorted({k.value for link in item.links for k in link.kinds} | set(evidence.kinds)),
        "title": evidence.title,
        "language": evidence.language,
        "units": evidence.units,
        "status": evidence.status.value,
        "evidence_date": period_text(*period),
        "valid_until": iso(evidence.valid_until),
        "indicators": references(item, framework),
        "problem": evidence.problem,
        "waiting_pages": evidence.ocr_waiting,
        "reader": evidence.reader,
        "title_source": evidence.title_source,
        "author": evidence.author,
        "author_source": evidence.author_source,
        "language_source": evidence.language_source,
        "date_source": evidence.date_source if own else "person",
        "date_place": dict(place) if place else None,
        "created": evidence.created,
        "modified": evidence.modified,
        "personal_data": evidence.personal_data,
        "keep_until": iso(evidence.keep_until),
        "living": evidence.living,
    }


@evidence_command.command(
    "list", help="List every file of the register.", epilog="qms evidence list --indicator 26"
)
@click.option("--indicator", help="Only files linked to this indicator.")
@json_option
@pass_app
def list_command(app: App, indicator: str | None, as_json: bool) -> None:
    """Print the register."""
    from qms.evidence.listing import list_evidence
    from qms.reports.evidence import print_rows

    items = list_evidence(app.workspace)
    if indicator is not None:
        ref = app.refs([indicator])[0]
        items = [
            i for i in items if any((k.framework, k.indicator) == (ref.framework, ref.ref) for k in i.links)
        ]
    rows = [evidence_row(item, app.framework.id) for item in items]
    if as_json:
        print_json({"evidence": rows})
    else:
        print_rows(rows, "no_evidence")


@evidence_command.command(
    "show", help="Show one file: facts, pages and headings, links.", epilog="qms evidence show minutes.docx"
)
@click.argument("file")
@json_option
@pass_app
def show_command(app: App, file: str, as_json: bool) -> None:
    """Print one evidence."""
    from qms.evidence.showing import show
    from qms.reports.evidence import print_one

    shown_file = show(app.workspace, file)
    data = evidence_row(shown_file.listed, app.framework.id)
    data |= {
        "places": [
            {"unit": u.kind, "number": u.number, "label": u.label, "page": u.page} for u in shown_file.units
        ],
        "revisions": shown_file.revisions,
        "links": [
            {
                "framework": link.framework,
                "indicator": link.indicator,
                "kinds": list(link.kinds),
                "suspect": link.suspect,
                "services": list(link.services),
                "note": link.note,
                "confirmed_by": link.confirmed_by,
                "confirmed_on": link.confirmed_on,
                "pins": [
                    {"unit": p.unit, "number": p.number, "label": p.label, "quote": p.quote}
                    for p in link.pins
                ],
            }
            for link in shown_file.listed.links
        ],
    }
    if as_json:
        print_json(data)
        return
    print_one(data, app.workspace.settings.person_names)


@evidence_command.command(
    "set",
    help="Say what you know about a file: dates, kind, validity, privacy, retention.",
    epilog='qms evidence set "Code.pdf" --in-force-from 2025-01-10 --approved-by director --until 2027-01-10\n'
    "qms evidence set plan.docx --personal-data --keep-until 2027-12-31\n"
    "qms evidence set renamed.docx --same-as e-4f1c09ab3d",
)
@click.argument("file")
@click.option("--kind", "kinds", type=KIND, multiple=True, help="What the file is; repeat for several.")
@click.option("--date", "day", type=DAY, help="The day that the file is from or about.")
@click.option("--period", type=PERIOD, help="The period that the file is about.")
@click.option("--title", help="A title for people.")
@click.option("--in-force-from", type=DAY, help="Declare a document of your own in force from this day.")
@click.option("--approved-by", help="Who approved the document.")
@click.option("--until", type=DAY, help="The last day on which the file holds.")
@click.option("--personal-data/--no-personal-data", default=None, help="The file holds personal data.")
@click.option(
    "--keep-until", type=DAY, help="Delete the file after this day; its deletion then is not a gap."
)
@click.option("--living/--not-living", default=None, help="The file is a list that goes on growing.")
@click.option("--same-as", metavar="ID", help="The file is this vanished evidence under a new name.")
@pass_app
def set_command(
    app: App,
    file: str,
    kinds: tuple[str, ...],
    day: date | None,
    period: tuple[date, date] | None,
    title: str | None,
    in_force_from: date | None,
    approved_by: str | None,
    until: date | None,
    personal_data: bool | None,
    keep_until: date | None,
    living: bool | None,
    same_as: str | None,
) -> None:
    """Set metadata."""
    from qms.documents.naming import documents_naming, naming_text
    from qms.evidence.metadata import MetadataWish, set_metadata
    from qms.model.words import EvidenceKind

    start, end = one_time(day, period)
    wish = MetadataWish(
        tuple(EvidenceKind(k) for k in kinds),
        start,
        end,
        title,
        in_force_from,
        approved_by,
        until,
        personal_data,
        keep_until,
        living,
        same_as,
    )
    if wish == MetadataWish():
        raise click.UsageError(say("nothing_to_set"))
    path = set_metadata(app.workspace, file, wish)
    click.echo(say("evidence_set", {"path": path}))
    if personal_data and (naming := documents_naming(app.workspace, [path])):
        click.echo(say("web_ev_named", {"documents": naming_text(naming)}), err=True)


@evidence_command.command(
    "missing",
    help="List files that have vanished, with what they may be called now.",
    epilog="qms evidence missing",
)
@json_option
@pass_app
def missing_command(app: App, as_json: bool) -> None:
    """Print vanished evidence."""
    from qms.evidence.listing import list_missing
    from qms.reports.tables import print_table, print_text

    found = list_missing(app.workspace)
    if as_json:
        rows = [
            {
                "id": v.evidence.id,
                "path": v.evidence.path,
                "missing_since": v.evidence.missing_since,
                "links": v.links,
                "candidates": list(v.candidates),
            }
            for v in found
        ]
        print_json({"missing": rows})
        return
    if not found:
        print_text(say("none_missing"))
        return
    table = [
        [v.evidence.id, v.evidence.path, v.evidence.missing_since or "", "\n".join(v.candidates)]
        for v in found
    ]
    print_table(["Id", say("column_file"), say("column_since"), say("column_candidates")], table, wide=1)


@evidence_command.command(
    "unreadable", help="List files that cannot be searched, and why.", epilog="qms evidence unreadable"
)
@json_option
@pass_app
def unreadable_command(app: App, as_json: bool) -> None:
    """Print unsearchable evidence."""
    from qms.evidence.listing import list_unreadable
    from qms.evidence.tools import workspace_tools
    from qms.reports.evidence import print_unreadable

    rows = [evidence_row(item, app.framework.id) for item in list_unreadable(app.workspace)]
    if as_json:
        print_json({"evidence": rows})
    else:
        print_unreadable(rows, able=workspace_tools(app.workspace).tesseract is not None)


@evidence_command.command(
    "orphans", help="List files that no indicator is linked to.", epilog="qms evidence orphans"
)
@json_option
@pass_app
def orphans_command(app: App, as_json: bool) -> None:
    """Print unlinked evidence."""
    from qms.evidence.listing import list_orphans

    _list(app, list_orphans(app.workspace), "none_orphans", as_json=as_json)


@evidence_command.command(
    "duplicates",
    help="List equal files, and files that may be a newer version of a linked one.",
    epilog="qms evidence duplicates",
)
@json_option
@pass_app
def duplicates_command(app: App, as_json: bool) -> None:
    """Print groups of equal files, then near-duplicates."""
    from qms.evidence.listing import list_duplicates, list_newer
    from qms.reports.evidence import print_newer
    from qms.reports.tables import print_text

    groups = list_duplicates(app.workspace)
    newer = [
        {
            "id": n.id,
            "path": n.path,
            "of": {"id": n.of_id, "path": n.of_path},
            "likeness": n.likeness,
            "indicators": [r if f == app.framework.id else f"{f}:{r}" for f, r in n.references],
        }
        for n in list_newer(app.workspace)
    ]
    if as_json:
        equal = [[{"id": e.id, "path": e.path} for e in group] for group in groups]
        print_json({"duplicates": equal, "newer": newer})
        return
    if not groups and not newer:
        print_text(say("no_copies"))
    if groups:
        print_text(say("copies_title"), style="bold")
    for group in groups:
        print_text(" = ".join(e.path for e in group), indent=3)
    if newer:
        print_text(say("newer_title"), style="bold")
        print_newer(newer)
        print_text(say("newer_hint"), style="dim")


def _list(app: App, items: list[Listed], empty: str, *, as_json: bool) -> None:
    from qms.reports.evidence import print_rows

    rows = [evidence_row(item, app.framework.id) for item in items]
    if as_json:
        print_json({"evidence": rows})
    else:
        print_rows(rows, empty)


@evidence_command.command(
    "forget",
    help="Erase the text, index entries, quotes and backup copies of a file that you have deleted.",
    epilog='qms evidence forget "plans/plan-K07.docx" --because "retention ended"',
)
@click.argument("file")
@click.option("--because", required=True, help="Why.")
@pass_app
def forget_command(app: App, file: str, because: str) -> None:
    """Forget one evidence."""
    from qms.evidence.forget import CopiesLeft, forget
    from qms.evidence.showing import identify

    ident = identify(app.workspace, file)
    report = forget(app.workspace, ident, because, app.workspace.actor.id)
    click.echo(say("forgotten_not_everywhere" if report.also_at or report.unreachable else "forgotten"))
    if report.also_at:
        click.echo(say("forgotten_also_at", {"paths": report.also_at}))
    if report.taken_from:
        click.echo(say("forgotten_in_snapshots", {"names": report.taken_from}))
    if report.snapshots:
        click.echo(say("forgotten_snapshots", {"names": report.snapshots}))
    if report.unreachable:
        raise CopiesLeft(paths=report.unreachable, id=ident)
