"""Say what whatever arrives in a folder proves, and accept it for the whole folder at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import KIND
from qms.locale.sentences import say, shown, word

if TYPE_CHECKING:
    from qms.coverage.arriving import Accepted
    from qms.model.arrivals import FolderRule, SeriesState


@click.group(
    cls=Group,
    help="Say what whatever arrives in a folder proves.",
    epilog='qms rule add "Meetings/House" 40 --every 1',
)
def rule_command() -> None:
    """Group the commands of folder rules."""


@rule_command.command(
    "add",
    help="Say which indicators the files of a folder prove, now and later. With --every they are a series: the newest "
    "counts, and one that is late is announced.",
    epilog='qms rule add "Meetings/House" 40 41 --kind voice --service day --every 1\nqms rule accept "Meetings/House"',
)
@click.argument("folder")
@click.argument("indicators", nargs=-1, required=True)
@click.option("--kind", "kinds", type=KIND, multiple=True, help="What the files prove; repeat for several.")
@click.option(
    "--service", "services", multiple=True, help="The service (id) they speak of; repeat for several."
)
@click.option(
    "--every", type=click.IntRange(1, 60), help="How many months apart the files of the series come."
)
@click.option("--series", default="", help="The name of the series (default: the folder).")
@pass_app
def add_command(
    app: App,
    folder: str,
    indicators: tuple[str, ...],
    kinds: tuple[str, ...],
    services: tuple[str, ...],
    every: int | None,
    series: str,
) -> None:
    """Set the rule of a folder."""
    from qms.coverage.arriving import RuleWish, list_rules, rule_suggestions, set_rule
    from qms.model.words import EvidenceKind

    wish = RuleWish(tuple(EvidenceKind(k) for k in kinds), services, series, every)
    refs = app.refs(indicators)
    before = {rule.id: rule for rule in list_rules(app.workspace)}
    for rule in set_rule(app.workspace, folder, refs, wish):
        click.echo(say("rule_set", {"folder": rule.folder, "refs": list(rule.indicators)}))
        was = before.get(rule.id)
        if was is not None and was != rule:
            click.echo(say("rule_replaced", {"before": _said(app, was)}))
    waiting = {s.path for s in rule_suggestions(app.workspace, folder)}
    if waiting:
        click.echo(say("rule_waiting", {"count": len(waiting), "folder": folder.strip("/")}))


@rule_command.command(
    "list",
    help="List the folder rules with what waits to be accepted, and how the series stand.",
    epilog="qms rule list",
)
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print the rules and the series."""
    from qms.coverage.arriving import list_rules, rule_suggestions
    from qms.evidence.series import series_states
    from qms.reports.tables import print_table, print_text

    rules, states = list_rules(app.workspace), series_states(app.workspace)
    waiting: dict[str, set[str]] = {}
    for one in rule_suggestions(app.workspace):
        waiting.setdefault(one.rule or "", set()).add(one.path)
    if as_json:
        found = [_rule_json(rule, len(waiting.get(rule.id, ()))) for rule in rules]
        print_json({"rules": found, "series": [_series_json(state) for state in states]})
        return
    if not rules:
        print_text(say("no_rules"))
    else:
        heads = ["column_folder", "column_proves", "column_kind_of_event", "column_series", "column_waiting"]
        rows = [
            [r.folder, shown(list(r.indicators)), _kinds(r), _interval(r), str(len(waiting.get(r.id, ())))]
            for r in rules
        ]
        print_table([say(h) for h in heads], rows)
    for state in states:
        code = "series_late" if state.late else "series_stands" if state.expected else "series_undated"
        facts = {"name": state.series.name, "date": state.newest_on, "due": state.expected}
        print_text(say(code, facts), style="dark_orange3" if state.late else "")


def _kinds(rule: FolderRule) -> str:
    return shown([word(k.value) for k in rule.kinds]) or say("kind_by_name")


def _interval(rule: FolderRule) -> str:
    if rule.series is None:
        return ""
    months = rule.series.every_months
    return say("every_month" if months == 1 else "every_months", {"name": rule.series.name, "months": months})


def _said(app: App, rule: FolderRule) -> str:
    """Return what a rule says besides its folder: indicators, kinds, services and series."""
    names = app.workspace.settings.service_names
    services = shown([names.get(service, service) for service in rule.services])
    said = (shown(list(rule.indicators)), _kinds(rule), services, _interval(rule))
    return "; ".join(part for part in said if part)


def _rule_json(rule: FolderRule, waiting: int) -> dict[str, Any]:
    return {
        "folder": rule.folder,
        "framework": rule.framework,
        "indicators": list(rule.indicators),
        "kinds": [k.value for k in rule.kinds],
        "services": list(rule.services),
        "series": rule.series.name if rule.series else None,
        "by": rule.by,
        "waiting": waiting,
    }


def _series_json(state: SeriesState) -> dict[str, Any]:
    return {
        "name": state.series.name,
        "every_months": state.series.every_months,
        "files": state.files,
        "newest": state.newest_path,
        "newest_on": state.newest_on,
        "expected": state.expected,
        "late": state.late,
        "indicators": list(state.indicators),
    }


@rule_command.command(
    "accept",
    help="Link all that the rule of a folder proposes. A file that cannot be linked does not stop the others.",
    epilog='qms rule accept "Meetings/House"',
)
@click.argument("folder")
@pass_app
def accept_command(app: App, folder: str) -> None:
    """Accept a folder."""
    from qms.coverage.arriving import accept_folder

    _tell(accept_folder(app.workspace, folder), folder)


def _tell(accepted: Accepted, folder: str) -> None:
    from qms.reports.tables import print_text

    files = len({k.evidence for k in accepted.links})
    facts = {"files": files, "links": len(accepted.links), "folder": folder.strip("/")}
    print_text(say("folder_accepted" if accepted.links else "folder_nothing", facts))
    undated = sorted({k.path for k in accepted.links if k.date_from is None})
    for path in undated:
        print_text(f"{path}: {say('link_no_date')}")
    for path, error in accepted.refused:
        print_text(f"{path}: {say(error.code, error.params)}", style="red")


@rule_command.command(
    "remove", help="Remove the rule of a folder. Its links stay.", epilog='qms rule remove "Meetings/House"'
)
@click.argument("folder")
@pass_app
def remove_command(app: App, folder: str) -> None:
    """Remove a rule."""
    from qms.coverage.arriving import remove_rule

    remove_rule(app.workspace, folder)
    click.echo(say("rule_removed", {"folder": folder.strip("/")}))
