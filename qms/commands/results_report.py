"""Write copies of the annual results report."""

from __future__ import annotations

from pathlib import Path

import click

from qms.commands.base import App, Command, pass_app
from qms.commands.options import LANGUAGE
from qms.locale.sentences import say


@click.command(
    "report",
    cls=Command,
    help="Write a copy of the annual results report of a year, outside document control. With --public, small numbers "
    "that rest on people are left out, and the files that numbers come from. The controlled report is made by "
    "qms document generate annual-results.",
    epilog="qms results report --year 2025 -o results-2025.docx\nqms results report --lang en --public -o results.docx",
)
@click.option(
    "--year", type=click.IntRange(1990, 2100), help="The year (default: the last one that is over)."
)
@click.option(
    "--lang", "language", type=LANGUAGE, help="The language of the report (default: that of the workspace)."
)
@click.option("--public", is_flag=True, help="Leave out what could tell of single people.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="The file to write.",
)
@pass_app
def report_command(app: App, year: int | None, language: str | None, public: bool, output: Path) -> None:
    """Write a copy of the report."""
    from qms.reports.tables import print_text
    from qms.results.handout import put_at
    from qms.results.report_copy import report_copy
    from qms.workspace import clock

    workspace = app.workspace
    chosen = year or clock.today().year - 1
    copy = report_copy(workspace, language or workspace.settings.language, chosen, public=public)
    put_at(output, copy.data)
    print_text(say("report_written", {"path": output, "year": chosen}))
    if public:
        print_text(say("report_own_words_public"), style="yellow")
    if copy.to_adapt:
        print_text(say("report_suggestions_left", {"count": len(copy.to_adapt)}), style="yellow")
