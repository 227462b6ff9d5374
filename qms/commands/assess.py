"""Assess oneself: rounds, ticks, what follows from them, and rounds compared."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from qms.commands.assess_compare import compare_command
from qms.commands.assess_interview import interview_command
from qms.commands.assess_show import show_command
from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import PAST
from qms.locale.sentences import say

if TYPE_CHECKING:
    from qms.assessment.deciding import Decided, Ticking

round_option = click.option(
    "--round", "round_name", metavar="NAME", help="The round (default: the open one)."
)


@click.group(
    cls=Group,
    help="Assess yourselves against the scales of the standard: people tick conditions, the program computes levels.",
    epilog='qms assess round open "Autumn 2026"\nqms assess interview\nqms assess show',
)
def assess_command() -> None:
    """Group the commands of the self-assessment."""


@assess_command.group("round", help="Open, close and list rounds.", epilog="qms assess round list")
def round_command() -> None:
    """Group the commands of rounds."""


@round_command.command("open", help="Open a round.", epilog='qms assess round open "Autumn 2026"')
@click.argument("name")
@click.option("--on", "day", type=PAST, help="The day on which it was opened (default: today).")
@pass_app
def open_command(app: App, name: str, day: date | None) -> None:
    """Open a round."""
    from qms.assessment.rounds import open_round

    opened = open_round(app.workspace, name, day)
    click.echo(say("round_opened", {"round": opened.name, "date": opened.opened_on}))


@round_command.command(
    "close",
    help="Close the open round; from then on it can only be read.",
    epilog="qms assess round close --on 2026-11-30",
)
@click.argument("name", required=False)
@click.option("--on", "day", type=PAST, help="The day on which it was closed (default: today).")
@pass_app
def close_command(app: App, name: str | None, day: date | None) -> None:
    """Close a round."""
    from qms.assessment.rounds import close_round

    closed = close_round(app.workspace, name, day)
    click.echo(say("round_now_closed", {"round": closed.name, "date": closed.closed_on}))


@round_command.command("list", help="List the rounds.", epilog="qms assess round list --json")
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print the rounds."""
    from qms.assessment.forms import person_name, round_json
    from qms.assessment.results import rounds_of
    from qms.reports.tables import print_table

    rounds = rounds_of(app.workspace)
    if as_json:
        data = {"framework": app.workspace.framework.id, "rounds": [round_json(r) for r in rounds]}
        print_json(data)
    elif not rounds:
        click.echo(say("no_rounds"))
    else:
        heads = [say("column_round"), say("column_opened"), say("column_closed"), say("column_who")]
        table = [
            [
                r.name,
                r.opened_on.isoformat(),
                r.closed_on.isoformat() if r.closed_on else say("round_is_open"),
                person_name(app.workspace.settings, r.by),
            ]
            for r in rounds
        ]
        print_table(heads, table, wide=0)


@assess_command.command(
    "set",
    help="Tick what holds on a scale and say why. Conditions are named by key or by their number in qms assess show.",
    epilog='qms assess set 26 --tick 1 --tick 2 --because "Asked in team meetings"\n'
    'qms assess set 27 results --level 2 --because "Survey of 2025"\n'
    'qms assess set 26 --service day --untick 2 --because "New staff"',
)
@click.argument("criterion")
@click.argument("perspective", required=False)
@click.option("--tick", multiple=True, metavar="KEY", help="A condition that holds; repeat for more.")
@click.option(
    "--untick", multiple=True, metavar="KEY", help="A condition that does not hold; repeat for more."
)
@click.option("--level", type=click.IntRange(min=0), help="Tick exactly the conditions up to this level.")
@click.option("--none", "nothing", is_flag=True, help="Nothing holds: not yet level 1.")
@click.option("--met", is_flag=True, help="The requirement is met (standards without levels).")
@click.option("--unmet", is_flag=True, help="The requirement is not met.")
@click.option("--service", metavar="ID", help="Only this service, which differs from the organisation.")
@click.option("--because", default="", help="Why.")
@round_option
@pass_app
def set_command(
    app: App,
    criterion: str,
    perspective: str | None,
    tick: tuple[str, ...],
    untick: tuple[str, ...],
    level: int | None,
    nothing: bool,
    met: bool,
    unmet: bool,
    service: str | None,
    because: str,
    round_name: str | None,
) -> None:
    """Set one scale."""
    from qms.assessment.deciding import Ticking, decide

    started = 0 if nothing or unmet else 1 if met else level
    if sum((level is not None, nothing, met, unmet)) > 1:
        raise click.UsageError(say("assess_one_way"))
    if nothing and tick:
        raise click.UsageError(say("assess_none_and_tick"))
    _check_scheme(app, by_level=bool(tick or untick or nothing or level is not None), by_met=met or unmet)
    ticking = Ticking(tick, untick, started)
    done = decide(
        app.workspace,
        criterion,
        token_of(perspective),
        ticking,
        because,
        service=service,
        round_name=round_name,
    )
    print_decided(app, done, ticking if level else None)


def _check_scheme(app: App, *, by_level: bool, by_met: bool) -> None:
    """Refuse the options of the other scheme, and no option at all."""
    from qms.assessment.schemes import MET, scheme_name

    is_met = scheme_name(app.workspace.framework) == MET
    if is_met and by_level:
        raise click.UsageError(say("assess_only_met"))
    if not is_met and by_met:
        raise click.UsageError(say("assess_only_levels"))
    if not by_level and not by_met:
        raise click.UsageError(say("assess_what_met") if is_met else say("assess_what"))


def token_of(perspective: str | None) -> str | None:
    """Return the token of a perspective that may be written as a word of the language in use."""
    from qms.locale.sentences import word

    if perspective is None:
        return None
    typed = perspective.strip().casefold()
    tokens = ("approach", "results", "hybrid", "requirement")
    return next((token for token in tokens if typed in {token, word(token).casefold()}), typed)


def print_decided(app: App, done: Decided, up_to: Ticking | None = None) -> None:
    """Print the level that follows, what is lacking, and where claim and evidence do not fit."""
    from qms.assessment.forms import level_text, numbers_of, scale_name
    from qms.assessment.results import lacking
    from qms.assessment.schemes import scheme_name
    from qms.commands.assess_show import print_scale_warnings
    from qms.reports.tables import print_text

    scheme, item = scheme_name(app.workspace.framework), done.item
    names = app.workspace.settings.service_names
    params = {"scale": scale_name(item), "level": level_text(done.level, item.bar, scheme)}
    if done.service:
        print_text(say("assess_done_service", params | {"service": names[done.service]}), style="bold")
    else:
        print_text(say("assess_done", params), style="bold")
    if not done.is_new:
        print_text(say("assess_same"))
    elif done.before is not None and done.before != done.level:
        print_text(say("assess_before", {"level": level_text(done.before, item.bar, scheme)}))
    if up_to is not None and up_to.level:
        count = sum(1 for condition in item.conditions if condition.level <= up_to.level)
        print_text(say("assess_ticked_up_to", {"count": count, "level": up_to.level}))
    if item.levels > 1 and done.level < item.bar:
        numbers = numbers_of(item, lacking(item.conditions, done.ticks, item.bar))
        print_text(say("assess_lacking_bar", {"level": item.bar, "numbers": numbers}))
    print_scale_warnings(app, done.round, item, done.service)


@assess_command.command(
    "follow",
    help="Withdraw what was decided for a service alone: it follows the organisation again.",
    epilog="qms assess follow 26 --service day",
)
@click.argument("criterion")
@click.argument("perspective", required=False)
@click.option("--service", metavar="ID", required=True, help="The service.")
@round_option
@pass_app
def follow_command(
    app: App, criterion: str, perspective: str | None, service: str, round_name: str | None
) -> None:
    """Let a service follow again."""
    from qms.assessment.deciding import follow
    from qms.assessment.forms import scale_name

    item = follow(app.workspace, criterion, token_of(perspective), service, round_name=round_name)
    names = app.workspace.settings.service_names
    click.echo(say("assess_follows", {"scale": scale_name(item), "service": names.get(service, service)}))


for _command in (show_command, compare_command, interview_command):
    assess_command.add_command(_command)
