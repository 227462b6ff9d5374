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
    from collections.abc import Mapping

    from rich.text import Text

    from qms.model.coverage import CoverageMap, Entry
    from qms.model.leverage import Leverage
    from qms.model.words import State

NOBODY = "nobody"
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
    help="Show what is missing, why, and the next action, the most urgent first. With --leverage also which one step "
    "would close most, and which files carry several indicators alone.",
    epilog="qms gaps\nqms gaps --owner aoife --overdue\nqms gaps --leverage --limit 5\nqms gaps --fail",
)
@click.option("--as-of", type=DAY, help="Judge freshness on this day (YYYY-MM-DD).")
@click.option("--service", help="Only this service in scope.")
@click.option("--owner", help="Only those that this person (id) looks after; nobody: those without an owner.")
@click.option("--overdue", is_flag=True, help="Only those whose due date is over.")
@click.option("--limit", type=click.IntRange(min=1), help="Show at most this many.")
@click.option("--leverage", "with_leverage", is_flag=True, help="Show which one step would close most.")
@click.option("--fail", is_flag=True, help="Leave with exit code 3 when there are gaps.")
@json_option
@click.pass_context
def gaps_command(
    context: click.Context,
    as_of: date | None,
    service: str | None,
    owner: str | None,
    overdue: bool,
    limit: int | None,
    with_leverage: bool,
    fail: bool,
    as_json: bool,
) -> None:
    """Print the gaps."""
    app: App = context.obj
    found, names, language = _map(app, as_of, service)
    from qms.reports.coverage_forms import gaps_json, is_overdue, leverage_json
    from qms.reports.tables import print_text

    gaps = [e for e in found.gaps() if _owned(app, e, owner) and (not overdue or is_overdue(e, found))]
    leverage = _leverage(app, found) if with_leverage else None
    if as_json:
        extra = {"leverage": leverage_json(leverage)} if leverage else {}
        print_json(gaps_json(found, gaps[:limit], language, names) | extra)
    else:
        people = app.workspace.settings.person_names
        print_gaps(found, gaps, names, language, limit, people)
        if leverage:
            print_leverage(leverage, found, language)
        print_text(say("covered_means"))
    if fail and gaps:
        context.exit(FINDINGS)


def _owned(app: App, entry: Entry, owner: str | None) -> bool:
    if owner is None:
        return True
    if owner == NOBODY:
        return entry.owner is None
    from qms.people.actors import find_person

    return entry.owner == find_person(app.workspace.settings.people, owner).id


def _leverage(app: App, found: CoverageMap) -> Leverage:
    from qms.coverage.leverage import leverage_of

    return leverage_of(app.workspace, found)


def _map(app: App, as_of: date | None, service: str | None) -> tuple[CoverageMap, dict[str, str], str]:
    from qms.coverage.map import build_map
    from qms.evidence.services import check_services
    from qms.locale.translator import current

    check_services(app.workspace, [service] if service else [])
    return build_map(app.workspace, as_of, service), app.workspace.settings.service_names, current()


def print_map(found: CoverageMap, names: dict[str, str], language: str, service: str | None = None) -> None:
    """Print the map: counts, then one line a principle with a mark for each indicator, then what is open."""
    from rich.text import Text

    from qms.reports.coverage_forms import counts_texts, reason_text
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
    print_text(say("aspects_legend"), style="dim")
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
            told = [name, *([why] if why else []), *counts_texts(entry, names)]
            rows.append([entry.indicator.ref, Text("\n".join(told)), _sides(judged.aspects), shown])
        heads = [say("column_ref"), say("column_title"), say("column_aspects"), say("column_state")]
        print_table(heads, rows, wide=1)
        print_text("")
    print_text(say("covered_means"))
    print_text(say("not_affiliated"))


def _sides(aspects: Mapping[str, State]) -> Text:
    """Return a mark each for approach, deployment and results; a dot for what is not asked for."""
    from rich.text import Text

    from qms.model.coverage import ASPECTS
    from qms.reports.tables import MARKS, STYLES

    text = Text()
    for side in ASPECTS:
        state = aspects.get(side)
        text.append(f"{MARKS[state] if state else '·'} ", style=STYLES[state] if state else "dim")
    text.rstrip()
    return text


def print_gaps(
    found: CoverageMap,
    gaps: list[Entry],
    names: dict[str, str],
    language: str,
    limit: int | None,
    people: Mapping[str, str],
) -> None:
    """Print gaps as blocks: what, why, and the next action; `people` are names by id."""
    from rich.text import Text

    from qms.reports.coverage_forms import action_text, counts_texts, is_overdue, reason_text
    from qms.reports.tables import print_text, state_text

    if not found.gaps():
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
        for line in counts_texts(entry, names):
            print_text(line, style="dim", indent=3)
        print_text(f"{say('column_next')}: {action_text(judged.action, names)}", indent=3)
        due = entry.due.isoformat() if entry.due else ""
        late = f" ({say('overdue')})" if is_overdue(entry, found) else ""
        owner = people.get(entry.owner or "", entry.owner)
        kept = [(say("column_owner"), owner), (say("column_due"), due + late)]
        text = ", ".join(f"{name}: {value}" for name, value in kept if value)
        if text:
            print_text(text, indent=3)
    print_text("")


def print_leverage(leverage: Leverage, found: CoverageMap, language: str) -> None:
    """Print the steps that would close most, and the files that several indicators depend on."""
    from qms.reports.coverage_forms import step_text
    from qms.reports.tables import print_text

    if leverage.steps:
        print_text(say("leverage_steps"), style="bold")
    for step in leverage.steps:
        print_text(step_text(step, found.framework, language))
        told = [("leverage_closes", step.closes), ("leverage_helps", step.helps)]
        print_text("; ".join(say(code, {"refs": list(refs)}) for code, refs in told if refs), indent=3)
    if leverage.carriers:
        print_text("")
        print_text(say("leverage_carriers"), style="bold")
    for carrier in leverage.carriers:
        print_text(carrier.path, style="cyan")
        facts = {"refs": list(carrier.carries), "date": carrier.until}
        code = "carries_soon" if carrier.soon else "carries_until" if carrier.until else "carries"
        print_text(say(code, facts), indent=3)
    print_text("")
