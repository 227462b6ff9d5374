"""Keep findings: write them down, look at them, change them and end them."""

from __future__ import annotations

from datetime import date

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import LINE, PAST, TEXT
from qms.locale.sentences import say
from qms.model.audit import FINDING_SOURCES, FINDING_STATUSES, SEVERITIES

ENDS = ("done", "planned", "declined")


@click.group(
    cls=Group,
    help="Keep findings of audits, inspections and comments.",
    epilog='qms finding add "Two of five staff did not know the form." --severity minor --indicator 26 --audit '
    '"Spring 2026"\nqms finding list --open',
)
def finding_command() -> None:
    """Group the commands of findings."""


@finding_command.command(
    "add",
    help="Write a finding down, with its indicators and, where there is one, the passage that shows it. A finding of "
    "an external audit, an inspection or a comment needs --source-name and --date, unless --audit tells them.",
    epilog='qms finding add "Users say they get no answer in writing." --severity major --indicator 27 --audit '
    '"Spring 2026"\nqms finding add "Teach the charter every year." --severity recommendation --indicator 22 '
    '--source external_audit --source-name "Report of the auditor" --date 2025-11-20\nqms finding add "The deadline '
    'is missing." --severity minor --indicator 26 --source internal_audit --file complaints.pdf --page 3 --quote '
    '"without delay"',
)
@click.argument("text", type=TEXT)
@click.option("--severity", required=True, type=click.Choice(SEVERITIES), help="How grave it is.")
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    required=True,
    metavar="N",
    help="About which; repeat for several.",
)
@click.option("--audit", metavar="NAME", help="The audit in which it was found.")
@click.option(
    "--source", type=click.Choice(FINDING_SOURCES), help="Where it comes from, if not from --audit."
)
@click.option("--source-name", type=LINE, help="Whose it is: the auditor, the authority, the report.")
@click.option("--date", "day", type=PAST, help="Of which day it is (YYYY-MM-DD).")
@click.option("--service", metavar="ID", help="Only about this service.")
@click.option("--file", default="", help="The file that shows it.")
@click.option("--page", type=click.IntRange(min=1), help="The page of a PDF.")
@click.option("--at", default="", help="The heading or sheet.")
@click.option("--quote", default="", help="The words that show it, exactly as they stand.")
@pass_app
def add_command(
    app: App,
    text: str,
    severity: str,
    indicators: tuple[str, ...],
    audit: str | None,
    source: str | None,
    source_name: str | None,
    day: date | None,
    service: str | None,
    file: str,
    page: int | None,
    at: str,
    quote: str,
) -> None:
    """Write a finding down."""
    from qms.audit.findings import FindingWish, add_finding
    from qms.commands.audit_forms import narrowed, print_finding
    from qms.reports.tables import print_text

    workspace, refs = narrowed(app, indicators)
    wish = FindingWish(
        text, severity, refs, service, source, source_name, day, audit, file, page=page, at=at, quote=quote
    )
    made = add_finding(workspace, wish)
    print_finding(workspace, made, whole=True)
    print_text(say("finding_added", {"number": made.number}))


@finding_command.command(
    "list",
    help="List findings with their source, indicators and where they stand.",
    epilog="qms finding list --open\nqms finding list --severity major --indicator 26 --json",
)
@click.option("--open", "only_open", is_flag=True, help="Only those that have not ended.")
@click.option("--status", type=click.Choice(FINDING_STATUSES), help="Only those that stand so.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Only those of this severity.")
@click.option("--source", type=click.Choice(FINDING_SOURCES), help="Only those from there.")
@click.option("--indicator", metavar="N", help="Only those about this indicator.")
@click.option("--audit", metavar="NAME", help="Only those of this audit.")
@json_option
@pass_app
def list_command(
    app: App,
    only_open: bool,
    status: str | None,
    severity: str | None,
    source: str | None,
    indicator: str | None,
    audit: str | None,
    as_json: bool,
) -> None:
    """Print findings."""
    from qms.audit.actions import list_actions
    from qms.audit.findings import list_findings
    from qms.audit.rounds import find_round
    from qms.commands.audit_forms import finding_json, narrowed, print_finding
    from qms.reports.tables import print_text

    workspace, refs = narrowed(app, [indicator] if indicator else [])
    of = find_round(workspace, audit).id if audit is not None else None
    wanted = {"status": "open" if only_open else status, "severity": severity, "source": source, "round": of}
    found = [
        finding
        for finding in list_findings(workspace)
        if all(value is None or getattr(finding, name) == value for name, value in wanted.items())
        and (not refs or refs[0] in finding.indicators)
    ]
    if as_json:
        actions = list_actions(workspace)
        print_json({"findings": [finding_json(workspace, finding, actions) for finding in found]})
        return
    for finding in found:
        print_finding(workspace, finding)
    print_text(say("findings_counted", {"count": len(found)}))


@finding_command.command(
    "show",
    help="Show one finding with its passage and its actions.",
    epilog="qms finding show F-2026-1\nqms finding show F-2026-1 --json",
)
@click.argument("number")
@json_option
@pass_app
def show_command(app: App, number: str, as_json: bool) -> None:
    """Print one finding."""
    from qms.audit.actions import actions_of
    from qms.audit.findings import find_finding
    from qms.commands.audit_forms import action_json, finding_json, print_action, print_finding
    from qms.reports.tables import print_text

    finding = find_finding(app.workspace, number)
    workspace = app.other_framework(finding.framework)
    actions, numbers = actions_of(workspace, finding), {finding.id: finding.number}
    if as_json:
        rows = [action_json(action, workspace.as_of, numbers) for action in actions]
        print_json(finding_json(workspace, finding) | {"actions": rows})
        return
    print_finding(workspace, finding, whole=True)
    if actions:
        print_text("")
        print_text(say("finding_actions"), style="bold")
    for action in actions:
        print_action(workspace, action, numbers)


@finding_command.command(
    "set",
    help="Change a finding: its words, indicators, source or passage. --reopen opens one that had ended.",
    epilog="qms finding set F-2026-1 --severity minor\nqms finding set F-2026-1 --reopen",
)
@click.argument("number")
@click.option("--text", type=TEXT, help="Other words for it.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="How grave it is.")
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="N",
    help="About which, in place of all before; repeat.",
)
@click.option("--audit", metavar="NAME", help="The audit in which it was found.")
@click.option("--source", type=click.Choice(FINDING_SOURCES), help="Where it comes from.")
@click.option("--source-name", type=LINE, help="Whose it is: the auditor, the authority, the report.")
@click.option("--date", "day", type=PAST, help="Of which day it is (YYYY-MM-DD).")
@click.option("--service", metavar="ID", help="Only about this service.")
@click.option("--file", default="", help="The file that shows it.")
@click.option("--page", type=click.IntRange(min=1), help="The page of a PDF.")
@click.option("--at", default="", help="The heading or sheet.")
@click.option("--quote", default="", help="The words that show it, exactly as they stand.")
@click.option("--reopen", is_flag=True, help="Open it again.")
@pass_app
def set_command(
    app: App,
    number: str,
    text: str | None,
    severity: str | None,
    indicators: tuple[str, ...],
    audit: str | None,
    source: str | None,
    source_name: str | None,
    day: date | None,
    service: str | None,
    file: str,
    page: int | None,
    at: str,
    quote: str,
    reopen: bool,
) -> None:
    """Change a finding."""
    from qms.audit.findings import FindingWish, find_finding, set_finding

    workspace = app.other_framework(find_finding(app.workspace, number).framework)
    wish = FindingWish(
        text,
        severity,
        indicators,
        service,
        source,
        source_name,
        day,
        audit,
        file,
        page=page,
        at=at,
        quote=quote,
    )
    if not set_finding(workspace, number, wish, reopen=reopen):
        raise click.UsageError(say("nothing_to_set"))
    click.echo(say("finding_set", {"number": number}))


@finding_command.command(
    "close",
    help="End a finding: done (an action was done, or a reason), planned (an open action with a due date) or declined "
    "(with a reason).",
    epilog='qms finding close F-2026-1 --as done\nqms finding close F-2026-2 --as declined --because "Not in our '
    'power: the municipality owns the building."',
)
@click.argument("number")
@click.option("--as", "ended", required=True, type=click.Choice(ENDS), help="How it ends.")
@click.option("--because", type=LINE, default="", help="Why.")
@pass_app
def close_command(app: App, number: str, ended: str, because: str) -> None:
    """End a finding."""
    from qms.audit.findings import close_finding

    finding = close_finding(app.workspace, number, ended, because)
    facts = {"number": finding.number, "state": say(f"finding_{ended}")}
    click.echo(say("finding_closed", facts))
