"""Print what differs between two rounds of self-assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from qms.commands.assess_show import View, view_of
from qms.commands.base import App, Command, json_option, pass_app, print_json
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from qms.assessment.comparing import Comparison, ScaleChange
    from qms.assessment.schemes import Item


@click.command(
    "compare",
    cls=Command,
    help="Compare two rounds scale by scale: levels, conditions gained and lost, and who decided. Without names: the "
    "newest round and the one before it.",
    epilog='qms assess compare\nqms assess compare "Spring 2025" "Autumn 2026" --json',
)
@click.argument("first", metavar="[ROUND]", required=False)
@click.argument("second", metavar="[ROUND]", required=False)
@json_option
@pass_app
def compare_command(app: App, first: str | None, second: str | None, as_json: bool) -> None:
    """Print two rounds."""
    from qms.assessment.comparing import compare_rounds
    from qms.assessment.forms import comparison_json

    compared = compare_rounds(app.workspace, first, second)
    if as_json:
        print_json(comparison_json(compared))
    else:
        _print_comparison(view_of(app), compared)


def _print_comparison(view: View, compared: Comparison) -> None:
    from qms.reports.tables import print_table, print_text

    rounds = {"before": compared.before.round.name, "after": compared.after.round.name}
    print_text(say("compare_title", rounds), style="bold")
    found = [change for change in compared.changes if change.is_change]
    counts = {
        "raised": compared.raised,
        "lowered": compared.lowered,
        "other": len(found) - compared.raised - compared.lowered,
        "same": len(compared.changes) - len(found),
    }
    print_text(say("compare_count", counts))
    print_text("")
    if found:
        by_place = {item.place: item for item in view.items}
        rows = [_change_row(view, by_place[change.criterion, change.perspective], change) for change in found]
        print_table([say("column_ref"), say("column_title"), say("column_level")], rows, wide=1)
    else:
        print_text(say("compare_nothing"))
    print_text("")
    print_text(say("covered_means"))
    print_text(say("not_affiliated"))


def _change_row(view: View, item: Item, change: ScaleChange) -> Sequence[str | Text]:
    from rich.text import Text

    from qms.assessment.forms import condition_text, level_text, person_name, scale_name, scale_title

    title = Text(scale_title(view.framework, item, view.language))
    if change.service:
        title.append(f" ({view.names.get(change.service, change.service)})")
    for code, mark, style, conditions in (
        ("compare_gained", "+", "green", change.gained),
        ("compare_lost", "-", "red", change.lost),
    ):
        for condition in conditions:
            text = condition_text(condition, view.framework, view.language)
            title.append(f"\n{mark} {say(code, {'text': text})}", style=style)
    if change.by_before and change.by_after and change.by_before != change.by_after:
        people = {
            "before": person_name(view.settings, change.by_before),
            "after": person_name(view.settings, change.by_after),
        }
        title.append(f"\n{say('compare_people', people)}", style="dim")
    elif change.by_before or change.by_after:
        title.append(f"\n{person_name(view.settings, change.by_after or change.by_before)}", style="dim")
    levels = {
        "before": level_text(change.before, item.bar, view.scheme),
        "after": level_text(change.after, item.bar, view.scheme),
    }
    return [scale_name(item), title, say("compare_levels", levels)]
