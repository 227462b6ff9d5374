"""Print the self-assessment: the whole round, or one scale with its conditions and what is lacking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.text import Text

    from qms.assessment.schemes import Item
    from qms.model.assessment import Round, RoundResult, ScaleResult
    from qms.model.framework import Framework
    from qms.model.organisation import Settings

MOST_WARNINGS = 2


@dataclass(frozen=True, slots=True)
class View:
    """Hold what every page needs: the standard, its scales, the names of people and services, and the language."""

    framework: Framework
    items: tuple[Item, ...]
    settings: Settings
    names: Mapping[str, str]
    language: str
    scheme: str


def view_of(app: App) -> View:
    """Return what the pages of the self-assessment need of a workspace."""
    from qms.assessment.results import items
    from qms.assessment.schemes import scheme_name
    from qms.locale.translator import current

    workspace = app.workspace
    framework, settings = workspace.framework, workspace.settings
    return View(
        framework, items(workspace), settings, settings.service_names, current(), scheme_name(framework)
    )


@click.command(
    "show",
    cls=Command,
    help="Show the whole round, or one scale with its conditions and what is lacking.",
    epilog="qms assess show\nqms assess show 26\nqms assess show 27 results --service day",
)
@click.argument("criterion", required=False)
@click.argument("perspective", required=False)
@click.option("--round", "round_name", metavar="NAME", help="Another round than the newest.")
@click.option("--service", metavar="ID", help="As it is for this service.")
@json_option
@pass_app
def show_command(
    app: App,
    criterion: str | None,
    perspective: str | None,
    round_name: str | None,
    service: str | None,
    as_json: bool,
) -> None:
    """Print a round or a scale."""
    from qms.assessment.deciding import find_item
    from qms.assessment.results import result_of, scale_result
    from qms.commands.assess import token_of
    from qms.evidence.services import check_services

    check_services(app.workspace, [service] if service else [])
    view = view_of(app)
    item = find_item(view.items, criterion, token_of(perspective)) if criterion else None
    result = result_of(app.workspace, round_name)
    if result is None:
        scales = {one.place: scale_result(one, {}) for one in view.items}
    else:
        scales = {(scale.criterion, scale.perspective): scale for scale in result.scales}
    if item is not None:
        _show_scale(app, view, item, result, scales[item.place], service, as_json=as_json)
    elif as_json:
        from qms.assessment.forms import result_json

        shown = (view.framework, view.items, result, scales, view.names, view.language, service)
        print_json(result_json(*shown))
    else:
        _print_round(view, result, scales, service)


def _print_round(
    view: View,
    result: RoundResult | None,
    scales: Mapping[tuple[str, str], ScaleResult],
    service: str | None,
) -> None:
    from qms.assessment.forms import for_service, scale_name
    from qms.reports.tables import print_table, print_text

    _print_head(view, result)
    if service:
        print_text(say("assess_service", {"service": view.names[service]}))
    _print_counts(view, for_service(result, service) if result and service else result, scales)
    print_text("")
    heads = [say("column_ref"), say("column_title"), say("column_level"), say("column_assessed")]
    for principle in view.framework.principles:
        own = [item for item in view.items if item.principle == principle.ref]
        if not own:
            continue
        title = view.framework.title("principles", principle.ref, view.language)
        print_text(f"{principle.ref} {title}", style="bold")
        rows = [_row(view, item, scales[item.place], service) for item in own]
        rows = [[scale_name(item), *row] for item, row in zip(own, rows, strict=True)]
        print_table(heads, rows, wide=1)
        print_text("")
    print_text(say("covered_means"))
    print_text(say("not_affiliated"))


def _print_head(view: View, result: RoundResult | None) -> None:
    from qms.assessment.forms import round_state
    from qms.reports.tables import print_text

    name = view.framework.name(view.language)
    if result is None:
        print_text(say("assess_title_none", {"framework": name}), style="bold")
        print_text(f"{say('no_rounds')} {say('hint_open_round')}")
        return
    params = {"framework": name, "round": result.round.name, "state": round_state(result.round)}
    print_text(say("assess_title", params), style="bold")


def _print_counts(
    view: View, result: RoundResult | None, scales: Mapping[tuple[str, str], ScaleResult]
) -> None:
    """Print the bar and how many are below it, by name; those that nobody assessed are told apart."""
    from qms.assessment.forms import below_and_open, below_lines, scale_name
    from qms.assessment.schemes import MET
    from qms.reports.tables import print_text

    is_met = view.scheme == MET
    below, unassessed = below_and_open(result) if result else ([], list(scales.values()))
    bar = view.items[0].bar if view.items else 0
    print_text(say("assess_bar_met") if is_met else say("assess_bar", {"bar": bar}))
    places = {(scale.criterion, scale.perspective) for scale in below}
    names = [scale_name(item) for item in view.items if item.place in places]
    for line in below_lines(names, len(view.items), len(unassessed), is_met=is_met):
        print_text(line)


def _row(view: View, item: Item, scale: ScaleResult, service: str | None) -> list[str | Text]:
    """Return title with warnings, level with the services that differ, and who assessed it when."""
    from rich.text import Text

    from qms.assessment.forms import person_name, scale_title, warning_lines

    shown = scale.by_service.get(service, scale) if service else scale
    title = Text(scale_title(view.framework, item, view.language))
    lines = warning_lines(view.names, shown)
    for line in lines[:MOST_WARNINGS]:
        title.append(f"\n! {line}", style="yellow")
    if len(lines) > MOST_WARNINGS:
        several = sum(1 for other in view.items if other.criterion == item.criterion) > 1
        command = f"qms assess show {item.criterion}" + (f" {item.perspective}" if several else "")
        params = {"count": len(lines) - MOST_WARNINGS, "command": command}
        title.append(f"\n{say('assess_more_warnings', params)}", style="yellow")
    level = marked_level(shown, view.scheme, is_follower=bool(service and service not in scale.by_service))
    if not service:
        for name, one in scale.by_service.items():
            level.append(f"\n{view.names.get(name, name)}: ", style="default")
            level.append_text(marked_level(one, view.scheme))
    decided = shown.assessed
    who = f"{decided.at[:10]}\n{person_name(view.settings, decided.by)}" if decided else ""
    return [title, level, who]


def marked_level(scale: ScaleResult, scheme: str, *, is_follower: bool = False) -> Text:
    """Return a level with a mark and in its colour; the words say all that the colour says."""
    from rich.text import Text

    from qms.assessment.forms import level_text

    text = level_text(scale.level, scale.bar, scheme)
    if is_follower and scale.level is not None:
        text = say("assess_follower", {"level": text})
    if scale.level is None:
        return Text(f"– {text}", style="dim")
    if scale.level < scale.bar:
        return Text(f"○ {text}", style="red")
    return Text(f"● {text}", style="green")


def _show_scale(
    app: App,
    view: View,
    item: Item,
    result: RoundResult | None,
    scale: ScaleResult,
    service: str | None,
    *,
    as_json: bool,
) -> None:
    from qms.assessment.forms import (
        conditions_json,
        decided_json,
        official_texts,
        round_json,
        scale_json,
        scale_title,
        text_in,
    )
    from qms.assessment.results import history_of

    shown = scale.by_service.get(service, scale) if service else scale
    ticks = shown.assessed.ticks if shown.assessed else ()
    history = history_of(app.workspace, result.round, item.place) if result else ()
    data: dict[str, Any] = {
        "framework": view.framework.id,
        "scheme": view.scheme,
        "round": round_json(result.round) if result else None,
        "title": scale_title(view.framework, item, view.language),
        "principle": item.principle,
        "service": service,
        "indicators": list(item.indicators),
        **scale_json(shown, view.names),
        "conditions": conditions_json(view.framework, item, ticks, view.language),
        "limit": text_in(item.limit, view.framework, view.language) or None,
        "official": official_texts(app.workspace.official, item, view.language),
        "history": [decided_json(decided) for decided in history],
        "notice": [say("covered_means"), say("not_affiliated")],
    }
    if as_json:
        print_json(data)
        return
    _print_head(view, result)
    _print_scale(view, item, scale, service, data)


def _print_scale(
    view: View, item: Item, scale: ScaleResult, service: str | None, data: Mapping[str, Any]
) -> None:
    from rich.text import Text

    from qms.assessment.forms import scale_name, warning_lines
    from qms.reports.tables import print_text

    shown = scale.by_service.get(service, scale) if service else scale
    head = Text(f"{scale_name(item)} {data['title']}  ", style="bold")
    follows = bool(service and service not in scale.by_service)
    head.append_text(marked_level(shown, view.scheme, is_follower=follows))
    print_text(head)
    if service:
        print_text(say("assess_service", {"service": view.names[service]}))
    print_text("")
    _print_conditions(item, data)
    if data["limit"]:
        print_text(say("assess_limit", {"limit": data["limit"]}), style="dim")
    _print_lacking(item, shown)
    _print_decisions(view, scale, data)
    lines = warning_lines(view.names, shown if service else scale)
    if lines:
        print_text("")
        print_text(say("assess_warnings"), style="bold")
    for line in lines:
        print_text(f"! {line}", style="yellow")
    print_text("")
    print_text(say("covered_means"))
    print_text(say("not_affiliated"))


def _print_conditions(item: Item, data: Mapping[str, Any]) -> None:
    """Print the conditions under their levels, with the official wording where there is one."""
    from qms.reports.official import official_label
    from qms.reports.tables import print_table, print_text

    numbers = {row["key"]: row["number"] for row in data["conditions"]}
    for level in sorted({row["level"] for row in data["conditions"]}):
        head = say("assess_level_bar" if level == item.bar else "assess_level_head", {"level": level})
        rows = [_condition_row(row, numbers) for row in data["conditions"] if row["level"] == level]
        print_table(["", head if item.levels > 1 else say("column_asked_for")], rows, wide=1)
        if wording := data["official"].get(str(level)):
            print_text(f"{official_label(wording['language'])}: {wording['text']}", style="italic", indent=3)


def _condition_row(row: Mapping[str, Any], numbers: Mapping[str, int]) -> list[str | Text]:
    from rich.text import Text

    mark = "[x]" if row["ticked"] else "[~]" if row["met"] else "[ ]"
    style = "green" if row["met"] else ""
    beside = [row["key"]]
    if row["replaces"]:
        beside.append(say("assess_instead", {"number": numbers.get(row["replaces"], row["replaces"])}))
    if row["met"] and not row["ticked"]:
        beside.append(say("assess_counts"))
    text = Text(row["text"], style=style)
    text.append(f" ({', '.join(beside)})", style="dim")
    return [Text(f"{row['number']:>2} {mark}", style=style), text]


def _print_lacking(item: Item, scale: ScaleResult) -> None:
    from qms.assessment.forms import numbers_of
    from qms.assessment.results import lacking
    from qms.reports.tables import print_text

    if item.levels < 2 or not item.conditions:
        return
    ticks = scale.assessed.ticks if scale.assessed else ()
    level = scale.level or 0
    if level < item.bar:
        numbers = numbers_of(item, lacking(item.conditions, ticks, item.bar))
        print_text(say("assess_lacking_bar", {"level": item.bar, "numbers": numbers}))
    if level + 1 != item.bar and level < item.levels:
        numbers = numbers_of(item, lacking(item.conditions, ticks, level + 1))
        print_text(say("assess_lacking_next", {"level": level + 1, "numbers": numbers}))


def _print_decisions(view: View, scale: ScaleResult, data: Mapping[str, Any]) -> None:
    """Print who decided what now stands, for the organisation and each service that differs, and what stood before."""
    from rich.text import Text

    from qms.reports.tables import print_text

    standing = set()
    for service, one in ((None, scale), *scale.by_service.items()):
        if one.assessed is None:
            continue
        standing.add((service, one.assessed.number))
        label = view.names.get(service, service) if service else say("assess_organisation")
        line = Text(f"{label}: ", style="bold")
        line.append_text(marked_level(one, view.scheme))
        print_text("")
        print_text(line)
        print_text(_decision(view, one.assessed.by, one.assessed.at, one.assessed.because), indent=3)
    earlier = [row for row in data["history"] if (row["service"], row["number"]) not in standing]
    if earlier:
        print_text("")
        print_text(say("assess_history"), style="bold")
    for row in reversed(earlier):
        place = f"{view.names.get(row['service'], row['service'])}: " if row["service"] else ""
        print_text(place + _decision(view, row["by"], row["at"], row["because"]), style="dim", indent=3)


def _decision(view: View, by: str, at: str, because: str) -> str:
    from qms.assessment.forms import person_name

    who = person_name(view.settings, by)
    return say("assess_decided", {"who": who, "date": at[:10], "because": because})


def print_scale_warnings(app: App, round_: Round, item: Item, service: str | None) -> None:
    """Print where claim and evidence of one scale do not fit, as it stands now."""
    from qms.assessment.forms import warning_lines
    from qms.assessment.results import result_of
    from qms.reports.tables import print_text

    result = result_of(app.workspace, round_.id)
    scale = next(s for s in result.scales if (s.criterion, s.perspective) == item.place) if result else None
    if scale is None:
        return
    shown = scale.by_service.get(service, scale) if service else scale
    for line in warning_lines(app.workspace.settings.service_names, shown):
        print_text(f"! {line}", style="yellow")
