"""Print the improvement log: findings and actions beside the rows of people's own registers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.commands.options import DAY
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.model.audit import LogLine
    from qms.workspace.workspace import Workspace


@click.command(
    "log",
    cls=Command,
    help="Show the improvement log: findings and actions kept here, and the rows of your improvement register. A row "
    "that carries the number of a finding or an action is shown once.",
    epilog="qms audit log --open\nqms audit log --since 2026-01-01 --json",
)
@click.option("--open", "only_open", is_flag=True, help="Only what is not done.")
@click.option("--since", type=DAY, help="Only what was found, done or checked on this day or later.")
@click.option("--until", type=DAY, help="Only what was found, done or checked until this day.")
@json_option
@pass_app
def log_command(app: App, only_open: bool, since: date | None, until: date | None, as_json: bool) -> None:
    """Print the log."""
    from qms.audit.improvement import UNFINISHED, improvement_log
    from qms.commands.audit_forms import line_json
    from qms.reports.tables import print_text

    workspace = app.workspace
    lines = [
        line
        for line in improvement_log(workspace, since, until)
        if not only_open or line.status in UNFINISHED
    ]
    if as_json:
        print_json({"log": [line_json(line) for line in lines]})
        return
    for line in lines:
        _print(workspace, line)
    print_text(say("log_counted", {"count": len(lines)}) if lines else say("improvement_log_empty"))


def _print(workspace: Workspace, line: LogLine) -> None:
    """Print one line of the log in a block of its own."""
    from rich.text import Text

    from qms.audit.improvement import standing_of_line
    from qms.commands.audit_forms import COLOURS, service_name
    from qms.reports.tables import print_text, printable

    head = Text(f"{printable(line.number) or '–'}  ", style="bold")
    head.append(say(f"log_is_{line.status}"), style=f"not bold {COLOURS.get(line.status, '')}")
    if standing_of_line(line, workspace.as_of) == "overdue":
        head.append(f"  {say('action_overdue')}", style="not bold red")
    print_text(head)
    if line.finding:
        print_text(line.finding, indent=3)
    if line.action:
        print_text(f"→ {line.action}", indent=3)
    told = [
        str(line.dated or ""),
        say(f"source_{line.source}"),
        line.finding_number if line.finding_number != line.number else "",
        f"{say('column_indicators')}: {', '.join(line.indicators)}" if line.indicators else "",
        ", ".join(service_name(workspace, one) for one in line.services),
        f"{say('column_owner')}: {line.owner}" if line.owner else "",
        f"{say('column_due')}: {line.due}" if line.due else "",
        say("log_done_on", {"date": line.done_on}) if line.done_on else "",
        say(f"effect_{line.effect}") if line.effect else "",
    ]
    print_text(" · ".join(part for part in told if part), style="dim", indent=3)
    if line.where:
        print_text(line.where, style="cyan", indent=3)
