"""Join findings and actions with the rows of people's own improvement registers into one log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qms.audit.findings import is_open
from qms.audit.rounds import in_order
from qms.model.audit import LogLine
from qms.model.references import natural_key
from qms.model.register import UNKNOWN_SERVICE
from qms.results.places import place_of
from qms.results.store import load_registers
from qms.state.audit_rows import all_actions, all_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from qms.model.audit import ActionItem, Finding
    from qms.model.register import Row
    from qms.workspace.workspace import Workspace

TABLE = "improvements"
UNFINISHED = frozenset({"open", "planned"})


def improvement_log(
    workspace: Workspace, since: date | None = None, until: date | None = None
) -> tuple[LogLine, ...]:
    """Return the improvements of the chosen standard by date: from state, and from the rows of registers.

    An action is a line, and so is a finding without one, or one that goes on after all its actions ended. A row that
    carries the number of an action or a finding is that one, and its line names where the row stands. With `since` and
    `until`, only what was found, done or checked between them, both included.
    """
    framework = workspace.framework
    with workspace.state.read() as conn:
        findings, actions = all_findings(conn, framework.id), all_actions(conn, framework.id)
    rows = load_registers(workspace).rows(TABLE)
    names = workspace.settings.person_names
    lines = _joined(_of_state(findings, actions, names), rows, frozenset(framework.by_ref))
    chosen = (line for line in lines if _within(line, since, until))
    return tuple(sorted(chosen, key=lambda line: (str(line.dated or ""), natural_key(line.number))))


def standing_of_line(line: LogLine, day: date) -> str:
    """Return where a line stands on a day: one of LOG_STATUSES, or overdue or check_overdue where it is late."""
    if line.status == "open" and line.due is not None and line.due < day:
        return "overdue"
    if line.status == "done" and line.check_due is not None and line.check_due < day:
        return "check_overdue"
    return line.status


def _within(line: LogLine, since: date | None, until: date | None) -> bool:
    days = [day for day in (line.dated, line.done_on, line.effect_on) if day is not None]
    if since is None and until is None:
        return True
    return any((since is None or since <= day) and (until is None or day <= until) for day in days)


def _of_state(
    findings: Sequence[Finding], actions: Sequence[ActionItem], names: Mapping[str, str]
) -> list[LogLine]:
    by_id = {finding.id: finding for finding in findings}
    kept = {action.finding for action in actions if action.dropped_on is None}
    running = {action.finding for action in actions if is_open(action)}
    lines = [
        _of_finding(finding)
        for finding in findings
        if finding.id not in (running if finding.status in UNFINISHED else kept)
    ]
    lines += [line_of_action(action, by_id.get(action.finding or ""), names) for action in actions]
    return lines


def _of_finding(finding: Finding) -> LogLine:
    return LogLine(
        number=finding.number,
        dated=finding.dated,
        source=finding.source,
        indicators=finding.indicators,
        service=finding.service,
        finding=finding.text,
        action="",
        owner="",
        due=None,
        done_on=finding.ended_on if finding.status == "done" else None,
        effect=None,
        effect_on=None,
        status=finding.status,
        origin="state",
        finding_number=finding.number,
        severity=finding.severity,
        because=finding.because,
        services=(finding.service,) if finding.service else (),
    )


def line_of_action(action: ActionItem, finding: Finding | None, names: Mapping[str, str]) -> LogLine:
    """Return the line of an action; `names` are those of people by id."""
    return LogLine(
        number=action.number,
        dated=finding.dated if finding else action.made_on,
        source=finding.source if finding else "other",
        indicators=action.indicators,
        service=action.service,
        finding=finding.text if finding else "",
        action=action.text,
        owner=names.get(action.owner or "", action.owner or ""),
        due=action.due,
        done_on=action.done_on,
        effect=action.effect,
        effect_on=action.effect_on,
        status=_status(action.done_on, action.effect_on, action.dropped_on),
        origin="state",
        finding_number=finding.number if finding else "",
        severity=finding.severity if finding else "",
        led_to=action.led_to,
        check_due=action.check_due,
        because=action.because or action.effect_note,
        services=(action.service,) if action.service else (),
    )


def _status(done: date | None, checked: date | None, dropped: date | None = None) -> str:
    if dropped is not None:
        return "dropped"
    return "open" if done is None else "done" if checked is None else "checked"


def _joined(own: Sequence[LogLine], rows: Iterable[Row], known: frozenset[str]) -> list[LogLine]:
    """Return our lines and those of rows that carry none of our numbers; ours name where such a row stands."""
    lines = list(own)
    places = {line.number.casefold(): index for index, line in enumerate(lines)}
    # A row that carries the number of a finding is told by the finding's actions, where it has some.
    for index, line in enumerate(lines):
        if line.finding_number:
            places.setdefault(line.finding_number.casefold(), index)
    for row in rows:
        at = places.get(str(row.get("number") or "").strip().casefold())
        if at is None:
            lines.append(_of_row(row, known))
        else:
            line = lines[at]
            lines[at] = replace(line, where=line.where or _where(row), path=line.path or row.origin.path)
    return lines


def _of_row(row: Row, known: frozenset[str]) -> LogLine:
    services = [one for one in row.get("service") or () if one != UNKNOWN_SERVICE]
    done, checked = row.get("done"), row.get("effect_checked")
    return LogLine(
        number=str(row.get("number") or ""),
        dated=row.get("date"),
        source=str(row.get("source") or "other"),
        indicators=tuple(in_order(ref for ref in row.get("indicators") or () if ref in known)),
        service=services[0] if len(services) == 1 else None,
        finding=str(row.get("finding") or ""),
        action=str(row.get("action") or ""),
        owner=str(row.get("owner") or ""),
        due=row.get("due"),
        done_on=done,
        effect=row.get("effect"),
        effect_on=checked,
        status=_status(done, checked),
        origin="register",
        where=_where(row),
        led_to=str(row.get("standardised") or ""),
        services=tuple(services),
        path=row.origin.path,
    )


def _where(row: Row) -> str:
    """Return where a row stands in words: its file, sheet and number."""
    place = place_of(row.origin.sheet, row.origin.row)
    return f"{row.origin.path}, {place}" if row.origin.path else place
