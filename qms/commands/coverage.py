"""Print the coverage map and the gaps."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import click

from qms.commands.base import FINDINGS, App, Command, json_option, pass_app, print_json
from qms.commands.options import DAY
from qms.locale.sentences import say, word

if TYPE_CHECKING:
    from qms.model.coverage import CoverageMap

LISTED = ("covered", "partial", "suspect", "expired", "missing", "not_applicable")


@click.command(
    cls=Command,
    help="Show which indicators are covered by current evidence, by principle, and why not.",
    epilog="qms coverage\nqms coverage --service day\nqms coverage --as-of 2026-10-14 --json",
)
@click.option("--as-of", type=DAY, help="Judge freshness on this day (YYYY-MM-DD).")
@click.option("--service", help="Only this service in scope.")
@json_option
@pass_app
def coverage_command(app: App, as_of: date | None, service: str | None, as_json: bool) -> None:
    """Print the map."""
    found, names, language = _map(app, as_of, service)
    from qms.reports.coverage_forms import coverage_json

    if as_json:
        print_json(coverage_json(found, language, names))
        return
    print_map(found, names, language, service)


@click.command(
    cls=Command,
    help="Show what is missing, why, and the next action, the most urgent first.",
    epilog="qms gaps\nqms gaps --fail",
)
@click.option("--as-of", type=DAY, help="Judge freshness on this day (YYYY-MM-DD).")
@click.option("--service", help="Only this service in scope.")
@click.option("--limit", type=click.IntRange(min=1), help="Show at most this many.")
@click.option("--fail", is_flag=True, help="Leave with exit code 3 when there are gaps.")
@json_option
@click.pass_context
def gaps_command(
    context: click.Context,
    as_of: date | None,
    service: str | None,
    limit: int | None,
    fail: bool,
    as_json: bool,
) -> None:
    """Print the gaps."""
    app: App = context.obj
    found, names, language = _map(app, as_of, service)
    from qms.reports.coverage_forms import gaps_json

    if as_json:
        print_json(gaps_json(found, language, names, limit))
    else:
        print_gaps(found, names, language, limit)
    if fail and found.gaps():
        context.exit(FINDINGS)


def _map(app: App, as_of: date | None, service: str | None) -> tuple[CoverageMap, dict[str, str], str]:
    from qms.coverage.map import build_map
    from qms.evidence.services import check_services
    from qms.locale.translator import current
    from qms.reports.coverage_forms import service_names

    check_services(app.workspace, [service] if service else [])
    return build_map(app.workspace, as_of, service), service_names(app.workspace.settings), current()


def print_map(found: CoverageMap, names: dict[str, str], language: str, service: str | None = None) -> None:
    """Print the map: counts, then one line a principle with a mark for each indicator, then what is open."""
    from rich.text import Text

    from qms.reports.coverage_forms import reason_text
    from qms.reports.tables import MARKS, STYLES, print_table, print_text, state_text

    framework = found.framework
    title = {"framework": framework.name(language), "as_of": found.setting.as_of}
    print_text(say("map_title", title), style="bold")
    if found.assessed:
        print_text(say("map_assessed", {"as_of": found.setting.as_of}))
    if found.setting.audit_on:
        print_text(say("map_audit", {"audit_on": found.setting.audit_on}))
    if service:
        print_text(say("map_service", {"service": names.get(service, service)}))
    counts = Text()
    for state in LISTED:
        counts.append(f"{MARKS[state]} {word(state)} {found.summary[state]}   ", style=STYLES[state])
    print_text(counts)
    print_text("")
    by_principle = defaultdict(list)
    for entry in found.entries:
        by_principle[entry.indicator.principle].append(entry)
    for principle in framework.principles:
        entries = by_principle[principle.ref]
        line = Text(
            f"{principle.ref:>2} {framework.title('principles', principle.ref, language)}  ", style="bold"
        )
        for entry in entries:
            state = entry.judgement.state.value
            line.append(f"{MARKS[state]}{entry.indicator.ref} ", style=STYLES[state])
        print_text(line)
        rows: list[list[str | Text]] = []
        for entry in entries:
            judged = entry.judgement
            later = judged.on_audit_day
            shown = state_text(judged.state.value, word(judged.state.value))
            if later is not None and later is not judged.state:
                shown.append(f" → {word(later.value)}", style=STYLES[later.value])
            name = framework.title("indicators", entry.indicator.ref, language)
            why = reason_text(judged.reason, names) if judged.state.value != "covered" else ""
            rows.append([entry.indicator.ref, Text(name + (f"\n{why}" if why else "")), shown])
        print_table([say("column_ref"), say("column_title"), say("column_state")], rows, wide=1)
        print_text("")
    print_text(say("covered_means"))
    print_text(say("not_affiliated"))


def print_gaps(found: CoverageMap, names: dict[str, str], language: str, limit: int | None) -> None:
    """Print the gaps as blocks: what, why, and the next action."""
    from rich.text import Text

    from qms.reports.coverage_forms import action_text, reason_text
    from qms.reports.tables import print_text, state_text

    gaps = found.gaps()
    if not gaps:
        print_text(say("no_gaps"))
    else:
        numbers = {"count": len(gaps), "of": len(found.entries), "as_of": found.setting.as_of}
        print_text(say("gaps_title", numbers), style="bold")
    for entry in gaps[:limit]:
        judged = entry.judgement
        head = Text(f"{entry.indicator.ref} ", style="bold")
        head.append(found.framework.title("indicators", entry.indicator.ref, language), style="bold")
        head.append("  ")
        head.append_text(state_text(judged.state.value, word(judged.state.value)))
        print_text(head)
        print_text(f"{say('column_why')}: {reason_text(judged.reason, names)}", indent=3)
        print_text(f"{say('column_next')}: {action_text(judged.action, names)}", indent=3)
        kept = [(say("column_owner"), entry.owner), (say("column_due"), entry.due and entry.due.isoformat())]
        text = ", ".join(f"{name}: {value}" for name, value in kept if value)
        if text:
            print_text(text, indent=3)
    print_text("")
    print_text(say("covered_means"))
