"""Keep improvement actions: agree on them, do them, check their effect, or drop them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import DAY, LINE, PAST, TEXT
from qms.locale.sentences import say
from qms.model.audit import EFFECTS

if TYPE_CHECKING:
    from qms.audit.actions import Moved


@click.group(
    cls=Group,
    help="Keep improvement actions and check their effect.",
    epilog='qms action add "Teach the form in every unit" --finding F-2026-1 --owner ada --due 2026-09-01\n'
    "qms action list --overdue",
)
def action_command() -> None:
    """Group the commands of actions."""


@action_command.command(
    "add",
    help="Agree on an action, for a finding or for indicators: what, who (an id of qms.toml), by when, and when its "
    "effect will be checked.",
    epilog='qms action add "Teach the form in every unit" --finding F-2026-1 --owner ada --due 2026-09-01 '
    '--check-due 2026-12-01\nqms action add "A bench at the gate" --indicator 42',
)
@click.argument("text", type=TEXT)
@click.option("--finding", metavar="NUMBER", help="The finding that it answers.")
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="N",
    help="About which (default: those of the finding); repeat for several.",
)
@click.option("--owner", metavar="ID", help="The person (id) who sees to it.")
@click.option("--due", type=DAY, help="By when (YYYY-MM-DD).")
@click.option("--check-due", type=DAY, help="When its effect will be checked (YYYY-MM-DD).")
@click.option("--service", metavar="ID", help="Only about this service.")
@pass_app
def add_command(
    app: App,
    text: str,
    finding: str | None,
    indicators: tuple[str, ...],
    owner: str | None,
    due: date | None,
    check_due: date | None,
    service: str | None,
) -> None:
    """Agree on an action."""
    from qms.audit.actions import ActionWish, add_action
    from qms.audit.findings import find_finding
    from qms.commands.audit_forms import narrowed
    from qms.reports.tables import print_text

    if finding is not None:
        workspace, refs = app.other_framework(find_finding(app.workspace, finding).framework), indicators
    else:
        workspace, refs = narrowed(app, indicators)
    made = add_action(workspace, ActionWish(text, refs, service, owner, due, check_due), finding)
    print_text(say("action_added", {"number": made.number}))
    if made.owner is None or made.due is None:
        print_text(say("action_incomplete", {"number": made.number}))


@action_command.command(
    "list",
    help="List actions with owner, due date and effect.",
    epilog="qms action list --overdue\nqms action list --owner ada --open --json",
)
@click.option(
    "--overdue", is_flag=True, help="Only those that are late, or whose effect should have been checked."
)
@click.option("--open", "only_open", is_flag=True, help="Only those that are not done.")
@click.option("--owner", metavar="ID", help="Only those of this person.")
@click.option("--indicator", metavar="N", help="Only those about this indicator.")
@json_option
@pass_app
def list_command(
    app: App, overdue: bool, only_open: bool, owner: str | None, indicator: str | None, as_json: bool
) -> None:
    """Print actions."""
    from qms.audit.actions import list_actions, numbers_of_findings, overdue_actions
    from qms.audit.findings import is_open
    from qms.commands.audit_forms import action_json, narrowed, print_action
    from qms.people.actors import find_person
    from qms.reports.tables import print_text

    workspace, refs = narrowed(app, [indicator] if indicator else [])
    if owner is not None:
        find_person(workspace.settings.people, owner)
    found = [
        action
        for action in (overdue_actions(workspace) if overdue else list_actions(workspace))
        if (owner is None or action.owner == owner)
        and (not only_open or is_open(action))
        and (not refs or refs[0] in action.indicators)
    ]
    numbers = numbers_of_findings(workspace)
    if as_json:
        rows = [action_json(action, workspace.as_of, numbers) for action in found]
        print_json({"as_of": workspace.as_of, "actions": rows})
        return
    for action in found:
        print_action(workspace, action, numbers)
    print_text(say("actions_counted", {"count": len(found)}))


@action_command.command(
    "show", help="Show one action and what became of it.", epilog="qms action show A-2026-1 --json"
)
@click.argument("number")
@json_option
@pass_app
def show_command(app: App, number: str, as_json: bool) -> None:
    """Print one action."""
    from qms.audit.actions import find_action, finding_of
    from qms.commands.audit_forms import action_json, print_action, print_finding

    workspace = app.workspace
    action = find_action(workspace, number)
    finding = finding_of(workspace, action)
    numbers = {finding.id: finding.number} if finding else {}
    if as_json:
        print_json(action_json(action, workspace.as_of, numbers))
        return
    print_action(workspace, action, numbers)
    if finding is not None:
        print_finding(workspace, finding)


@action_command.command(
    "set",
    help="Change an action: its words, owner or dates. --reopen opens one that was done or dropped.",
    epilog="qms action set A-2026-1 --owner dora --due 2026-10-01",
)
@click.argument("number")
@click.option("--text", type=TEXT, help="Other words for it.")
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="N",
    help="About which, in place of all before; repeat.",
)
@click.option("--owner", metavar="ID", help="The person (id) who sees to it.")
@click.option("--due", type=DAY, help="By when (YYYY-MM-DD).")
@click.option("--check-due", type=DAY, help="When its effect will be checked (YYYY-MM-DD).")
@click.option("--service", metavar="ID", help="Only about this service.")
@click.option("--reopen", is_flag=True, help="Open it again.")
@pass_app
def set_command(
    app: App,
    number: str,
    text: str | None,
    indicators: tuple[str, ...],
    owner: str | None,
    due: date | None,
    check_due: date | None,
    service: str | None,
    reopen: bool,
) -> None:
    """Change an action."""
    from qms.audit.actions import ActionWish, set_action

    moved = set_action(
        app.workspace, number, ActionWish(text, indicators, service, owner, due, check_due), again=reopen
    )
    if moved is None:
        raise click.UsageError(say("nothing_to_set"))
    click.echo(say("action_set", {"number": moved.action.number}))
    _tell(moved)


@action_command.command(
    "done",
    help="Say that an action was done, and what it led to.",
    epilog='qms action done A-2026-1 --led-to "All units were taught; the form hangs in every room." --check-due '
    "2026-12-01",
)
@click.argument("number")
@click.option("--led-to", required=True, type=TEXT, help="What it led to.")
@click.option("--on", "day", type=PAST, help="When it was done (default: today).")
@click.option("--check-due", type=DAY, help="When its effect will be checked (YYYY-MM-DD).")
@pass_app
def done_command(app: App, number: str, led_to: str, day: date | None, check_due: date | None) -> None:
    """Say that an action was done."""
    from qms.audit.actions import finish_action

    moved = finish_action(app.workspace, number, led_to, day, check_due)
    click.echo(say("action_done_now", {"number": moved.action.number}))
    if moved.action.check_due is None:
        click.echo(say("action_plan_check", {"number": moved.action.number}))
    _tell(moved)


@action_command.command(
    "check",
    help="Say whether a done action helped. Where it did not, its finding opens again.",
    epilog="qms action check A-2026-1 --effect effective\n"
    'qms action check A-2026-2 --effect not_effective --note "Two of five still did not know it."',
)
@click.argument("number")
@click.option("--effect", required=True, type=click.Choice(EFFECTS), help="Whether it helped.")
@click.option("--note", type=LINE, default="", help="How you know.")
@click.option("--on", "day", type=PAST, help="When it was checked (default: today).")
@pass_app
def check_command(app: App, number: str, effect: str, note: str, day: date | None) -> None:
    """Keep the check of an effect."""
    from qms.audit.actions import check_action

    moved = check_action(app.workspace, number, effect, note, day)
    facts = {"number": moved.action.number, "effect": say(f"effect_{effect}")}
    click.echo(say("action_checked_now", facts))
    if effect == "partly" and not moved.reopened:
        _tell_partly(moved)
    else:
        _tell(moved)


@action_command.command(
    "drop",
    help="Give an action up, with a reason.",
    epilog='qms action drop A-2026-1 --because "The unit was closed."',
)
@click.argument("number")
@click.option("--because", required=True, type=TEXT, help="Why.")
@pass_app
def drop_command(app: App, number: str, because: str) -> None:
    """Drop an action."""
    from qms.audit.actions import drop_action

    moved = drop_action(app.workspace, number, because)
    click.echo(say("action_dropped_now", {"number": moved.action.number}))
    _tell(moved)


def _tell_partly(moved: Moved) -> None:
    """Advise a further action where one helped in part, and say how where its finding has ended."""
    finding = moved.finding
    if finding is None:
        click.echo(say("action_partly", {"refs": " --indicator ".join(moved.action.indicators)}))
    elif finding.status in {"done", "declined"}:
        click.echo(say("action_partly_ended", {"number": finding.number}))
    else:
        click.echo(say("action_partly_open", {"number": finding.number}))


def _tell(moved: Moved) -> None:
    """Tell what an action's step means for its finding."""
    if moved.finding is None:
        return
    if moved.reopened:
        click.echo(say("finding_open_again", {"number": moved.finding.number}))
    elif moved.all_done and moved.finding.status in {"open", "planned"}:
        click.echo(say("finding_may_close", {"number": moved.finding.number}))
