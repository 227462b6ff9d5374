"""Write reports for directors, boards and auditors."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from qms.audit.outputs.kinds import KINDS, Wish
from qms.commands.base import App, Command, pass_app, speak
from qms.commands.options import DAY, LANGUAGE
from qms.locale.sentences import say


@click.command(
    "report",
    cls=Command,
    help="Write a report as a workbook, a Word file or a page to print: the coverage map, the gaps, the "
    "self-assessment, the improvement log, or a draft of the annual progress report. The ending of the file chooses "
    "the format: .xlsx, .docx or .html.",
    epilog="qms report coverage -o coverage.xlsx\nqms report gaps -o gaps.docx --lang nb\n"
    "qms report assessment -o assessment.html\nqms report improvement -o improvement.xlsx --force\n"
    "qms report progress -o progress.docx --into our-copy-of-the-form.docx",
)
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write.",
)
@click.option("--lang", "language", type=LANGUAGE, help="The language of the report.")
@click.option("--service", help="Only this service in scope.")
@click.option("--as-of", type=DAY, help="Judge freshness on this day (YYYY-MM-DD).")
@click.option("--since", type=DAY, help="Progress report: the first day of its period.")
@click.option("--until", type=DAY, help="Progress report: the last day of its period (default: today).")
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Progress report: your own copy of the form (.docx) to write the texts into; it stays as it is.",
)
@click.option("--no-links", is_flag=True, help="Leave out the links to files, for a copy that is passed on.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@pass_app
def report_command(
    app: App,
    kind: str,
    output: Path,
    language: str | None,
    service: str | None,
    as_of: date | None,
    since: date | None,
    until: date | None,
    into: Path | None,
    no_links: bool,
    force: bool,
) -> None:
    """Write one report."""
    from qms.audit.outputs.making import make_report
    from qms.evidence.services import check_services
    from qms.reports.tables import print_text

    chosen = speak(language)
    check_services(app.workspace, [service] if service else [])
    if into is not None:
        _fill(Wish(app.workspace, chosen, since=since, until=until), kind, into, output, force=force)
        return
    linked = make_report(
        app.workspace,
        kind,
        output,
        language=chosen,
        as_of=as_of,
        service=service,
        since=since,
        until=until,
        links=not no_links,
        force=force,
    )
    print_text(say("output_written", {"path": output}))
    if not linked and not no_links:
        print_text(say("output_without_links"))


def _fill(wish: Wish, kind: str, own: Path, output: Path, *, force: bool) -> None:
    """Write the texts of a report into the provider's own copy of a form, and say what found no place."""
    from qms.audit.outputs.filling import fill_own_copy
    from qms.reports.tables import print_text

    filled = fill_own_copy(wish, kind, own, output, force=force)
    print_text(say("output_written", {"path": output}))
    print_text(say("progress_placed", {"count": len(filled.placed)}))
    for code, titles in (
        ("progress_not_placed", filled.taken),
        ("progress_unclear", filled.unclear),
        ("progress_missing", filled.missing),
    ):
        if titles:
            print_text(say(code), style="yellow")
        for title in titles:
            print_text(title, indent=3)
    print_text(say("progress_draft_note"))
