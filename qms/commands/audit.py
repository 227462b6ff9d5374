"""Prepare and follow audits: open, hold and close them, ask and answer, draw samples, read the improvement log."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from qms.commands.audit_log import log_command
from qms.commands.audit_questions import answer_command, cards_command, questions_command, walk_command
from qms.commands.audit_sample import sample_command
from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import DAY, LINE, PAST, TEXT
from qms.locale.sentences import say
from qms.model.audit import AUDIT_KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.audit.questions import Asked
    from qms.model.audit import AuditRound
    from qms.workspace.workspace import Workspace


@click.group(
    cls=Group,
    help="Prepare audits, hold them and follow what they found.",
    epilog='qms audit open "Spring 2026" --kind internal --principle 3\nqms audit walk',
)
def audit_command() -> None:
    """Group the commands of audits."""


@audit_command.command(
    "open",
    help="Open an audit: internal, external or an inspection. Without indicators or principles it looks at all of "
    "them, without services at all services.",
    epilog='qms audit open "Spring 2026" --kind internal --planned 2026-04-14 --principle 3 --auditor "Ada Byrne"\n'
    'qms audit open "Municipality 2026" --kind inspection --service day --indicator 12 --indicator 34',
)
@click.argument("name", type=TEXT)
@click.option("--kind", required=True, type=click.Choice(AUDIT_KINDS), help="Whose audit it is.")
@click.option("--planned", type=DAY, help="When it is planned (YYYY-MM-DD).")
@click.option(
    "--service", "services", multiple=True, metavar="ID", help="Only this service; repeat for several."
)
@click.option(
    "--indicator", "indicators", multiple=True, metavar="N", help="Only this indicator; repeat for several."
)
@click.option(
    "--principle", "principles", multiple=True, metavar="N", help="Only this principle; repeat for several."
)
@click.option("--auditor", "auditors", multiple=True, type=TEXT, help="Who audits; repeat for several.")
@pass_app
def open_command(
    app: App,
    name: str,
    kind: str,
    planned: date | None,
    services: tuple[str, ...],
    indicators: tuple[str, ...],
    principles: tuple[str, ...],
    auditors: tuple[str, ...],
) -> None:
    """Open an audit and tell what comes next."""
    from qms.audit.questions import asked_in, progress_of
    from qms.audit.rounds import RoundWish, indicators_of, open_round
    from qms.commands.audit_forms import narrowed
    from qms.reports.tables import print_text

    workspace, refs = narrowed(app, indicators)
    wish = RoundWish(kind, planned, services, refs, principles, ", ".join(auditors))
    made = open_round(workspace, name, wish)
    asked = progress_of(asked_in(workspace, made)).asked
    count = len(indicators_of(workspace.framework, made))
    print_text(say("audit_opened", {"name": made.name, "count": count, "asked": asked}))
    print_text(say("audit_opened_next"))


@audit_command.command("list", help="List the audits and how far each is.", epilog="qms audit list --json")
@json_option
@pass_app
def list_command(app: App, as_json: bool) -> None:
    """Print all audits."""
    from qms.audit.findings import list_findings
    from qms.audit.questions import asked_in
    from qms.audit.rounds import list_rounds
    from qms.commands.audit_forms import round_json
    from qms.reports.tables import print_table, print_text

    workspace = app.workspace
    findings = list_findings(workspace)
    rows = [round_json(one, findings, asked_in(workspace, one)) for one in list_rounds(workspace)]
    if as_json:
        print_json({"audits": rows})
        return
    if not rows:
        print_text(say("no_audit"))
        print_text(say("hint_audit_open"))
        return
    print_table(
        [
            say(f"audit_column_{name}")
            for name in ("audit", "whose", "when", "answered", "findings", "status")
        ],
        [
            [
                row["name"],
                say(f"audit_kind_{row['kind']}"),
                str(row["held_from"] or row["planned_on"] or ""),
                _answered(row),
                str(row["findings"]),
                say("audit_is_closed" if row["closed_on"] else "audit_is_open"),
            ]
            for row in rows
        ],
    )


def _answered(row: dict[str, Any]) -> str:
    """Return how many questions were answered; the auditor of others asks their own."""
    if row["kind"] != "internal" and not row["answered"]:
        return ""
    return say("n_of_m", {"count": row["answered"], "of": row["asked"]})


@audit_command.command(
    "show",
    help="Show one audit: how far it is by role and indicator, its findings, and what is left. Without a name: the "
    "newest that is open.",
    epilog='qms audit show\nqms audit show "Spring 2026" --json',
)
@click.argument("name", required=False)
@json_option
@pass_app
def show_command(app: App, name: str | None, as_json: bool) -> None:
    """Print one audit."""
    from qms.audit.findings import list_findings
    from qms.audit.questions import asked_in
    from qms.audit.rounds import find_round
    from qms.commands.audit_forms import asked_json, finding_json, round_json
    from qms.locale.translator import current

    workspace = app.workspace
    found = find_round(workspace, name)
    asked = asked_in(workspace, found)
    findings = [finding for finding in list_findings(workspace) if finding.round == found.id]
    if as_json:
        print_json(
            round_json(found, findings, asked)
            | {
                "by": found.by,
                "progress": [asked_json(one, current()) for one in asked],
                "found": [finding_json(workspace, finding) for finding in findings],
                "left": [{"indicator": a.indicator, "role": a.role} for a in asked if a.answer is None],
            }
        )
        return
    _print_round(workspace, found, asked)
    if findings:
        from qms.commands.audit_forms import print_finding
        from qms.reports.tables import print_text

        print_text("")
        print_text(say("audit_findings"), style="bold")
        for finding in findings:
            print_finding(workspace, finding)
    _print_left(asked)


def _print_round(workspace: Workspace, found: AuditRound, asked: Sequence[Asked]) -> None:
    """Print the facts of an audit, how far it is by role, and what was seen by indicator."""
    from qms.audit.questions import progress_of
    from qms.audit.rounds import indicators_of
    from qms.commands.audit_forms import service_name
    from qms.reports.tables import print_facts, print_table, print_text

    print_text(found.name, style="bold")
    held = " – ".join(dict.fromkeys(str(day) for day in (found.held_from, found.held_to) if day))
    services = ", ".join(service_name(workspace, one) for one in found.services) or say("service_all")
    everything = say("audit_all_indicators", {"count": len(indicators_of(workspace.framework, None))})
    facts = [
        (say("audit_column_whose"), say(f"audit_kind_{found.kind}")),
        (say("audit_planned"), str(found.planned_on or "")),
        (say("audit_held"), held),
        (say("audit_auditors"), found.auditors),
        (say("audit_services"), services),
        (say("column_indicators"), ", ".join(found.indicators) or everything),
        (say("audit_closed_on"), str(found.closed_on or "")),
        (say("audit_summary"), found.summary),
    ]
    print_facts([(label, text) for label, text in facts if text])
    print_text("")
    print_table(
        [say("audit_column_role"), say("audit_column_answered")],
        [
            [say(f"audit_role_{role}"), say("n_of_m", {"count": done, "of": total})]
            for role, (done, total) in progress_of(asked).by_role.items()
        ],
    )
    answered = [one for one in asked if one.answer is not None]
    if answered:
        print_text("")
        print_table(
            [
                say("column_ref"),
                say("audit_column_role"),
                say("audit_column_verdict"),
                say("audit_column_note"),
            ],
            [
                [
                    one.indicator,
                    say(f"audit_role_{one.role}"),
                    say(f"verdict_{one.answer.verdict}"),
                    one.answer.note,
                ]
                for one in answered
                if one.answer is not None
            ],
            wide=3,
        )


def _print_left(asked: Sequence[Asked]) -> None:
    from qms.reports.tables import print_text

    left = list(dict.fromkeys(one.indicator for one in asked if one.answer is None))
    total, done = len(asked), sum(one.answer is not None for one in asked)
    print_text("")
    print_text(say("audit_progress", {"count": done, "of": total}))
    if left:
        print_text(say("audit_left", {"refs": left}))
    else:
        print_text(say("audit_nothing_left"))


@audit_command.command(
    "held",
    help="Say when an audit was held.",
    epilog='qms audit held "Spring 2026" --from 2026-04-14 --to 2026-04-15',
)
@click.argument("name")
@click.option("--from", "start", required=True, type=PAST, help="Its first day (YYYY-MM-DD).")
@click.option("--to", "end", type=PAST, help="Its last day (default: the first).")
@pass_app
def held_command(app: App, name: str, start: date, end: date | None) -> None:
    """Keep the days of an audit."""
    from qms.audit.rounds import find_round, hold_round

    found = find_round(app.workspace, name)
    hold_round(app.workspace, found, start, end)
    click.echo(say("audit_held_kept", {"name": found.name}))


@audit_command.command(
    "close",
    help="Close an audit. Its answers are kept as they are; its findings and actions go on.",
    epilog='qms audit close "Spring 2026" --summary "Complaints are handled well; staff know the charter in part."',
)
@click.argument("name")
@click.option(
    "--summary", type=LINE, default="", help="What the audit saw, in a few sentences without names."
)
@pass_app
def close_command(app: App, name: str, summary: str) -> None:
    """Close an audit and tell what was left."""
    from qms.audit.findings import list_findings
    from qms.audit.questions import asked_in, progress_of
    from qms.audit.rounds import close_round, find_round
    from qms.reports.tables import print_text

    workspace = app.workspace
    found = find_round(workspace, name)
    close_round(workspace, found, summary)
    progress = progress_of(asked_in(workspace, found))
    print_text(say("audit_closed_now", {"name": found.name}))
    print_text(say("audit_progress", {"count": progress.answered, "of": progress.asked}))
    left = [f.number for f in list_findings(workspace) if f.round == found.id and f.status == "open"]
    if left:
        print_text(say("audit_findings_open", {"numbers": left}))


for _command in (questions_command, answer_command, walk_command, cards_command, sample_command, log_command):
    audit_command.add_command(_command)
