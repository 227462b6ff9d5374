"""Show audits, findings and actions: as JSON, and as lines on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from qms.audit.questions import Asked
    from qms.commands.base import App
    from qms.model.audit import ActionItem, AuditRound, Finding, LogLine
    from qms.workspace.workspace import Workspace

COLOURS = {
    "open": "yellow", "overdue": "red", "check_overdue": "red", "planned": "cyan", "done": "green", "checked": "green",
    "declined": "dim", "dropped": "dim", "major": "red", "minor": "yellow", "recommendation": "cyan",
}  # fmt: skip


def narrowed(app: App, names: Sequence[str]) -> tuple[Workspace, tuple[str, ...]]:
    """Return the workspace seen through the standard that references name, and the bare references.

    Raises UnknownReference, or a usage error where they belong to several standards.
    """
    import click

    refs = app.refs(list(names))
    standards = {ref.framework for ref in refs}
    if len(standards) > 1:
        raise click.UsageError(say("one_standard"))
    workspace = app.other_framework(standards.pop()) if standards else app.workspace
    return workspace, tuple(ref.ref for ref in refs)


def round_json(found: AuditRound, findings: Iterable[Finding], asked: Sequence[Asked]) -> dict[str, Any]:
    """Return an audit as `audit list --json` shows it."""
    from qms.audit.questions import progress_of

    progress = progress_of(asked)
    own = [finding for finding in findings if finding.round == found.id]
    return {
        "name": found.name,
        "kind": found.kind,
        "planned_on": found.planned_on,
        "held_from": found.held_from,
        "held_to": found.held_to,
        "closed_on": found.closed_on,
        "auditors": found.auditors,
        "services": list(found.services),
        "indicators": list(found.indicators),
        "summary": found.summary,
        "answered": progress.answered,
        "asked": progress.asked,
        "findings": len(own),
        "findings_open": sum(finding.status == "open" for finding in own),
        "version": found.version,
    }


def asked_json(one: Asked, language: str) -> dict[str, Any]:
    """Return what is asked of an indicator in one role, with the answer, if there is one."""
    from qms.audit.wording import spoken

    return {
        "indicator": one.indicator,
        "role": one.role,
        "questions": [
            {"ask": spoken(q.ask, language), "good": spoken(q.good, language)} for q in one.questions
        ],
        "verdict": one.answer.verdict if one.answer else None,
        "note": one.answer.note if one.answer else "",
        "by": one.answer.by if one.answer else None,
        "at": one.answer.at if one.answer else None,
    }


def finding_json(
    workspace: Workspace, finding: Finding, actions: Iterable[ActionItem] = ()
) -> dict[str, Any]:
    """Return a finding as the contract has it; `audit` is the name of its audit, `path` that of its file."""
    from qms.audit.rounds import list_rounds

    pin = finding.pin
    return {
        "number": finding.number,
        "audit": next((one.name for one in list_rounds(workspace) if one.id == finding.round), None),
        "indicators": list(finding.indicators),
        "service": finding.service,
        "source": finding.source,
        "source_name": finding.source_name,
        "date": finding.dated,
        "severity": finding.severity,
        "text": finding.text,
        "path": path_of(workspace, finding),
        "page": pin.number if pin and pin.unit == "page" else None,
        "label": pin.label if pin else "",
        "quote": pin.quote if pin else "",
        "status": finding.status,
        "because": finding.because,
        "ended_by": finding.ended_by,
        "ended_on": finding.ended_on,
        "by": finding.by,
        "actions": [action.number for action in actions if action.finding == finding.id],
        "version": finding.version,
    }


def path_of(workspace: Workspace, finding: Finding) -> str | None:
    """Return the path of the file that a finding points at."""
    from qms.state.evidence_rows import get_row

    if finding.evidence is None:
        return None
    with workspace.state.read() as conn:
        row = get_row(conn, finding.evidence)
    return None if row is None else str(row.path)


def action_json(action: ActionItem, day: date, numbers: dict[str, str]) -> dict[str, Any]:
    """Return an action as the contract has it; `numbers` are those of findings by id."""
    from qms.audit.actions import standing

    return {
        "number": action.number,
        "finding": numbers.get(action.finding or ""),
        "indicators": list(action.indicators),
        "service": action.service,
        "text": action.text,
        "owner": action.owner,
        "due": action.due,
        "status": standing(action, day),
        "done_on": action.done_on,
        "led_to": action.led_to,
        "check_due": action.check_due,
        "effect": action.effect,
        "effect_on": action.effect_on,
        "effect_note": action.effect_note,
        "dropped_on": action.dropped_on,
        "because": action.because,
        "version": action.version,
    }


def line_json(line: LogLine) -> dict[str, Any]:
    """Return a line of the improvement log as the contract has it."""
    names = (
        "number", "source", "service", "finding", "action", "owner", "due", "done_on", "led_to", "check_due", "effect",
        "effect_on", "status", "because", "severity", "origin", "where",
    )  # fmt: skip
    found = {name: getattr(line, name) for name in names}
    return {
        **found,
        "date": line.dated,
        "finding_number": line.finding_number or None,
        "indicators": list(line.indicators),
        "services": list(line.services),
    }


def print_finding(workspace: Workspace, finding: Finding, *, whole: bool = False) -> None:
    """Print a finding in a few lines; `whole` adds where it came from and how it ended."""
    from rich.text import Text

    from qms.reports.tables import print_facts, print_text

    line = Text(f"{finding.number}  ", style="bold")
    line.append(say(f"severity_{finding.severity}"), style=f"not bold {COLOURS[finding.severity]}")
    line.append(f"  {say(f'finding_{finding.status}')}", style=f"not bold {COLOURS[finding.status]}")
    print_text(line)
    print_text(finding.text, indent=3)
    told = [
        say(f"source_{finding.source}"),
        finding.source_name,
        finding.dated.isoformat(),
        f"{say('column_indicators')}: {', '.join(finding.indicators)}",
        service_name(workspace, finding.service),
    ]
    print_text(" · ".join(part for part in told if part), style="dim", indent=3)
    if not whole:
        return
    from qms.assessment.forms import person_name
    from qms.reports.evidence import pin_text

    path = path_of(workspace, finding)
    if path:
        where = pin_text(finding.pin) if finding.pin else ""
        print_text(f"{path}, {where}" if where else path, style="cyan", indent=3)
    if finding.pin and finding.pin.quote:
        print_text(say("quotation", {"text": finding.pin.quote}), indent=3)
    if finding.ended_on:
        facts = [
            (
                say("finding_ended_on"),
                f"{finding.ended_on} ({person_name(workspace.settings, finding.ended_by)})",
            )
        ]
        facts += [(say("finding_because"), finding.because)] if finding.because else []
        print_facts(facts)


def service_name(workspace: Workspace, service: str | None) -> str:
    """Return the name of a service, nothing for all of them."""
    return workspace.settings.service_names.get(service or "", service or "")


def print_action(workspace: Workspace, action: ActionItem, numbers: dict[str, str]) -> None:
    """Print an action in a few lines: what, who, by when, what it led to and whether it helped."""
    from rich.text import Text

    from qms.audit.actions import standing
    from qms.reports.tables import print_text

    status = standing(action, workspace.as_of)
    line = Text(f"{action.number}  ", style="bold")
    line.append(say(f"action_{status}"), style=f"not bold {COLOURS[status]}")
    print_text(line)
    print_text(action.text, indent=3)
    names = workspace.settings.person_names
    told = [
        f"{say('column_owner')}: {names.get(action.owner, action.owner)}" if action.owner else "",
        f"{say('column_due')}: {action.due}" if action.due else "",
        f"{say('audit_column_finding')}: {numbers.get(action.finding or '', '')}" if action.finding else "",
        f"{say('column_indicators')}: {', '.join(action.indicators)}",
        service_name(workspace, action.service),
    ]
    print_text(" · ".join(part for part in told if part), style="dim", indent=3)
    for text in action_history(action):
        print_text(text, indent=3)


def action_history(action: ActionItem) -> list[str]:
    """Return what became of an action, a sentence for each step."""
    lines = []
    if action.done_on:
        lines.append(say("action_told_done", {"date": action.done_on, "text": action.led_to}))
    if action.effect:
        effect = say(f"effect_{action.effect}")
        lines.append(say("action_told_effect", {"date": action.effect_on, "effect": effect}))
    elif action.check_due and not action.dropped_on:
        lines.append(say("action_told_check_due", {"date": action.check_due}))
    if action.effect_note:
        lines.append(action.effect_note)
    if action.dropped_on:
        lines.append(say("action_told_dropped", {"date": action.dropped_on, "text": action.because}))
    return lines
