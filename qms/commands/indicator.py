"""Show or set one indicator."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import DAY, KIND
from qms.locale.sentences import either, say, shown, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.model.coverage import IndicatorRule


@click.group(cls=Group, help="Show or set one indicator.", epilog="qms indicator show 26")
def indicator_command() -> None:
    """Group the commands of one indicator."""


@indicator_command.command(
    "show",
    help="Show what an indicator asks, what proves it, and all that hangs on it.",
    epilog="qms indicator show 26\nqms indicator show 26 --json",
)
@click.argument("ref")
@click.option("--history", is_flag=True, help="Show every version of the evidence statements.")
@json_option
@pass_app
def show_command(app: App, ref: str, history: bool, as_json: bool) -> None:
    """Print one indicator."""
    from qms.coverage.map import build_map
    from qms.locale.translator import current
    from qms.reports.coverage_forms import coverage_json
    from qms.reports.indicator_texts import indicator_texts, official_texts
    from qms.state.link_rows import statements_of

    reference = app.refs([ref])[0]
    workspace = app.other_framework(reference.framework)
    found = build_map(workspace)
    names = workspace.settings.service_names
    entry = next(e for e in found.entries if e.indicator.ref == reference.ref)
    with workspace.state.read() as conn:
        rows = statements_of(conn, reference.framework, reference.ref)
    statements = [
        {"service": r.service, "number": r.number, "text": r.text, "by": r.by, "at": r.at} for r in rows
    ]
    data = next(i for i in coverage_json(found, current(), names)["indicators"] if i["ref"] == reference.ref)
    data |= indicator_texts(found.framework, entry.indicator, current()) | {"statements": statements}
    data |= official_texts(workspace.official, entry.indicator, current())
    if as_json:
        print_json(data)
    else:
        _print(entry.indicator.rule, data, names, workspace.settings.person_names, history=history)


def _print(
    rule: IndicatorRule,
    data: dict[str, Any],
    names: dict[str, str],
    people: Mapping[str, str],
    *,
    history: bool,
) -> None:
    from rich.text import Text

    from qms.reports.official import print_official
    from qms.reports.tables import print_text, state_text

    head = Text(f"{data['ref']} {data['title']}  ", style="bold")
    head.append_text(state_text(data["state"], word(data["state"])))
    print_text(head)
    print_text(data["asked"])
    print_official(data["official"], data["official_document"])
    print_text(f"{say('column_why')}: {data['reason']}")
    if data["next_action"]:
        print_text(f"{say('column_next')}: {data['next_action']}")
    sides = [f"{word(side)}: {word(state)}" for side, state in data["aspects"].items()]
    if sides:
        print_text("; ".join(sides))
    for line in (*data["counts"], *data["warnings"]):
        print_text(line)
    rhythm = {"rhythm": word(data["rhythm"]), "months": data["fresh_months"]}
    print_text(
        f"{say('rhythm')}: " + say("rhythm_line" if data["fresh_months"] else "rhythm_endless", rhythm)
    )
    print_text("")
    print_text(say("needs"), style="bold")
    for need in data["needs"]:
        place = ", ".join(
            str(p) for p in (names.get(need["service"] or "", need["service"]), need["year"]) if p
        )
        line = state_text(need["state"], word(need["state"]))
        line.append(f"  {either([word(k) for k in need['kinds']])}", style="not bold default")
        line.append(f", {place}" if place else "", style="not bold default")
        print_text(line)
        print_text(need["reason"], style="dim", indent=3)
    print_text("")
    if data["evidence"]:
        print_text(say("linked_evidence"), style="bold")
    for item in data["evidence"]:
        day = (item["evidence_date"] or "–") + (f" ({say('assumed')})" if item["date_assumed"] else "")
        line = Text(f"{item['path']}  ", style="cyan")
        line.append(f"{shown([word(k) for k in item['kinds']])}  {day}  ", style="not bold default")
        if rule.asks_for(item["kinds"]):
            line.append_text(state_text(item["state"], word(item["state"])))
        else:
            line.append_text(state_text("not_applicable", say("beside_needs")))
        print_text(line)
        if item["label"] or item["page"]:
            print_text(say("at_page", {"number": item["page"]}) if item["page"] else item["label"], indent=3)
    _print_statements(data["statements"], names, people, history=history)
    print_text("")
    print_text(say("examples"), style="bold")
    for example in data["examples"]:
        print_text(f"- {example}")


def _print_statements(
    statements: list[dict[str, Any]], names: dict[str, str], people: Mapping[str, str], *, history: bool
) -> None:
    """Print the newest evidence statement of each service, or with `history` every version, the newest first."""
    from qms.reports.tables import print_text

    newest = {statement["service"]: statement for statement in statements}
    for statement in reversed(statements) if history else newest.values():
        place = names.get(statement["service"] or "", "")
        by = people.get(statement["by"], statement["by"])
        facts = {"number": statement["number"], "by": by, "date": statement["at"][:10]}
        head = f"{say('statement')} ({place})" if place else say("statement")
        print_text(f"{head}, {say('statement_version', facts)}", style="bold")
        print_text(statement["text"], indent=3)
    older = len(statements) - len(newest)
    if older and not history:
        print_text(say("statements_older", {"count": older}), style="dim")


@indicator_command.command(
    "set",
    help="Set owner, due date or evidence statement, or record that something does not apply.",
    epilog="qms indicator set 26 --owner aoife --due 2026-08-01\n"
    'qms indicator set 59 --not-applicable --service work --because "…"',
)
@click.argument("ref")
@click.option("--owner", help="The person (id) who looks after it.")
@click.option("--due", type=DAY, help="Until when it should be covered.")
@click.option("--statement", help="How the provider meets it, in your own words.")
@click.option("--service", help="Only for this service.")
@click.option("--need", type=KIND, help="Only this need.")
@click.option("--not-applicable", is_flag=True, help="It does not apply; needs --because.")
@click.option("--applicable", is_flag=True, help="It applies again.")
@click.option("--because", default="", help="Why.")
@pass_app
def set_command(
    app: App,
    ref: str,
    owner: str | None,
    due: date | None,
    statement: str | None,
    service: str | None,
    need: str | None,
    not_applicable: bool,
    applicable: bool,
    because: str,
) -> None:
    """Set one indicator."""
    from qms.coverage.indicators import IndicatorWish, set_indicator
    from qms.model.words import EvidenceKind

    kind = EvidenceKind(need) if need else None
    wish = IndicatorWish(owner, due, statement, service, kind, not_applicable, applicable, because)
    done = set_indicator(app.workspace, app.refs([ref])[0], wish)
    if not done:
        raise click.UsageError(say("nothing_to_set"))
    for code in done:
        click.echo(say(code))
