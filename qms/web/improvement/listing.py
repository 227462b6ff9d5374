"""Show the improvement log, narrowed by what somebody looks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import render_template, request, url_for

from qms.audit.improvement import UNFINISHED, improvement_log, standing_of_line
from qms.locale.sentences import say
from qms.people.access import Right
from qms.state.evidence_rows import all_evidence
from qms.web.here import Here, here, needs
from qms.web.improvement.room import may_find, pages, services, severities

if TYPE_CHECKING:
    from qms.model.audit import LogLine

FILTERS = ("status", "source", "severity", "owner", "indicator", "service")
STATUSES = ("open", "overdue", "done", "ended")
LATE = frozenset({"overdue", "check_overdue"})
_BADGES = {
    "open": "partial", "planned": "planned", "overdue": "overdue", "check_overdue": "overdue", "done": "covered",
    "checked": "covered", "declined": "withdrawn", "dropped": "withdrawn",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold one line of the log with where it stands and the addresses of its pages."""

    line: LogLine
    standing: str
    text: str
    look: str
    url: str
    finding_url: str


def standing_text(standing: str) -> str:
    """Return in words where a line stands."""
    return say(f"action_{standing}") if standing in LATE else say(f"log_is_{standing}")


def look_of(standing: str) -> str:
    """Return the class of the badge of a standing."""
    return _BADGES.get(standing, "draft")


@pages.get("/improvement")
@needs(Right.READ)
def listed() -> str:
    """Show the improvement log."""
    h = here()
    every = [_shown(h, line) for line in visible_lines(h)]
    wanted = {name: request.args.get(name, "").strip() for name in FILTERS}
    found = [one for one in every if _fits(one, wanted)]
    found.reverse()
    chips = [(_without(wanted, name), _chip(h, name, value)) for name, value in wanted.items() if value]
    tokens = sorted({one.line.source for one in every}, key=lambda token: say(f"source_{token}"))
    return render_template(
        "improvement/listed.html",
        found=found,
        wanted=wanted,
        chips=chips,
        statuses=[(token, say(f"web_improve_{token}")) for token in STATUSES],
        sources=[(token, say(f"source_{token}")) for token in tokens],
        severities=severities(),
        owners=[(name, name) for name in sorted({one.line.owner for one in every if one.line.owner})],
        services=services(h),
        counts={
            "open": sum(one.standing in UNFINISHED or one.standing in LATE for one in every),
            "overdue": sum(one.standing in LATE for one in every),
            "all": len(every),
        },
        may_find=may_find(h),
    )


def visible_lines(h: Here) -> list[LogLine]:
    """Return the lines of the log without what stands in files that this person must not see."""
    lines = improvement_log(h.workspace)
    if not h.hidden:
        return list(lines)
    with h.workspace.state.read() as conn:
        hidden = {one.path for one in all_evidence(conn) if one.id in h.hidden}
    kept = [line for line in lines if line.origin == "state" or line.path not in hidden]
    return [replace(line, where="", path="") if line.path in hidden else line for line in kept]


def _shown(h: Here, line: LogLine) -> Shown:
    standing = standing_of_line(line, h.workspace.as_of)
    url = ""
    if line.origin == "state":
        name = "finding" if line.number == line.finding_number else "action"
        url = url_for(f"improvement.{name}", number=line.number)
    finding = line.finding_number
    return Shown(
        line,
        standing,
        standing_text(standing),
        look_of(standing),
        url,
        url_for("improvement.finding", number=finding) if finding and finding != line.number else "",
    )


def _fits(one: Shown, wanted: dict[str, str]) -> bool:
    line = one.line
    by_status = {
        "": True,
        "open": one.standing in UNFINISHED or one.standing == "overdue",
        "overdue": one.standing in LATE,
        "done": one.standing in {"done", "checked", "check_overdue"},
        "ended": line.status in {"declined", "dropped"},
    }
    return (
        by_status.get(wanted["status"], True)
        and wanted["source"] in {"", line.source}
        and wanted["severity"] in {"", line.severity}
        and wanted["owner"] in {"", line.owner}
        and (not wanted["indicator"] or wanted["indicator"] in line.indicators)
        and (not wanted["service"] or not line.services or wanted["service"] in line.services)
    )


def _without(wanted: dict[str, str], gone: str) -> str:
    """Return the address of the list without one of its filters."""
    left: dict[str, Any] = {name: value for name, value in wanted.items() if value and name != gone}
    return url_for("improvement.listed", **left)


def _chip(h: Here, name: str, value: str) -> str:
    words = {"status": f"web_improve_{value}", "source": f"source_{value}", "severity": f"severity_{value}"}
    if name in words:
        return say(words[name])
    if name == "service":
        return h.workspace.settings.service_names.get(value, value)
    return f"{say('column_indicators')}: {value}" if name == "indicator" else value
