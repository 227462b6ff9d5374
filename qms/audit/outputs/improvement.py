"""Gather the improvement log as a report: findings and actions kept here, and the rows of the provider's registers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qms.audit.improvement import improvement_log
from qms.audit.outputs.addresses import Addresses
from qms.audit.outputs.head import capital, report_of, services_text
from qms.audit.outputs.wording import Wording
from qms.locale.sentences import say
from qms.model.audit import LOG_STATUSES
from qms.model.references import natural_key
from qms.model.reports import Column, Linked, Mark, Part, Row, Table
from qms.reports.report_tones import mark_text
from qms.reports.tables import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from qms.audit.outputs.kinds import Wish
    from qms.model.audit import LogLine
    from qms.model.reports import Cell, Report

OVERDUE, CHECK_OVERDUE = "overdue", "check_overdue"
_ORDER = (OVERDUE, CHECK_OVERDUE, *LOG_STATUSES)


def build(wish: Wish) -> Report:
    """Return the improvement log as a report; what is late is told as of a day."""
    day = wish.as_of or wish.workspace.as_of
    lines = [
        line
        for line in improvement_log(wish.workspace)
        if wish.service is None or not line.services or wish.service in line.services
    ]
    parts = [_overview(lines, day), _log(wish, lines, day), *_wording(wish, lines)]
    return report_of(wish, "improvement", parts, as_of=day)


def standing_of(line: LogLine, day: date) -> str:
    """Return where a line stands on a day: one of LOG_STATUSES, or that it or the check of its effect is late."""
    if line.status == "open" and line.due is not None and line.due < day:
        return OVERDUE
    if line.status == "done" and line.check_due is not None and line.check_due < day:
        return CHECK_OVERDUE
    return line.status


def _standing(token: str) -> Mark:
    late = token in {OVERDUE, CHECK_OVERDUE}
    return Mark(token, capital(say(f"action_{token}") if late else say(f"log_is_{token}")))


def _overview(lines: Sequence[LogLine], day: date) -> Part:
    counts = Counter(standing_of(line, day) for line in lines)
    rows = tuple(Row((_standing(token), counts[token])) for token in _ORDER if counts[token])
    columns = (Column(say("column_status"), 34, "mark"), Column(say("column_count"), 12, "number"))
    told = (say("log_counted", {"count": len(lines)}),) if lines else (say("improvement_log_empty"),)
    return Part(say("output_overview"), say("output_overview"), told, table=Table(columns, rows))


def _log(wish: Wish, lines: Sequence[LogLine], day: date) -> Part:
    names, addresses = wish.workspace.settings.service_names, Addresses(wish)
    columns = (
        Column(say("column_ref"), 11),
        Column(say("column_date"), 11, "date"),
        Column(say("output_column_source"), 18, only="sheet"),
        Column(say("output_column_severity"), 15, "mark", only="sheet"),
        Column(say("output_column_source"), 18, only="print"),
        Column(say("output_column_finding"), 44, only="sheet"),
        Column(say("output_column_finding"), 44, only="print"),
        Column(say("output_column_action"), 44),
        Column(say("column_indicators"), 12),
        Column(say("output_column_services"), 22),
        Column(say("column_owner"), 18),
        Column(say("column_due"), 11, "date"),
        Column(say("column_status"), 18, "mark"),
        Column(say("output_column_done"), 11, "date"),
        Column(say("output_column_led_to"), 40),
        Column(say("output_column_effect"), 18, "mark"),
        Column(say("output_column_checked"), 11, "date", only="sheet"),
        Column(say("finding_because"), 36, only="sheet"),
        Column(say("column_where"), 40, only="sheet"),
    )
    rows = []
    for line in lines:
        source, finding = capital(say(f"source_{line.source}")), printable(line.finding)
        severity = Mark(line.severity, capital(say(f"severity_{line.severity}"))) if line.severity else None
        because = f"{say('finding_because')}: {printable(line.because)}" if line.because else ""
        cells: tuple[Cell, ...] = (
            line.number,
            line.dated,
            source,
            severity,
            "\n".join([source, *([mark_text(severity)] if severity else [])]),
            finding,
            "\n".join(part for part in (finding, because) if part),
            printable(line.action),
            ", ".join(line.indicators),
            services_text(line.services, names),
            printable(line.owner),
            line.due,
            _standing(standing_of(line, day)),
            line.done_on,
            printable(line.led_to),
            Mark(line.effect, capital(say(f"effect_{line.effect}"))) if line.effect else None,
            line.effect_on,
            printable(line.because),
            Linked(printable(line.where), addresses.of("", line.path).address if line.path else ""),
        )
        rows.append(Row(cells))
    title = say("output_title_improvement")
    return Part(title, title, table=Table(columns, tuple(rows), say("improvement_log_empty")))


def _wording(wish: Wish, lines: Sequence[LogLine]) -> list[Part]:
    """Return the official wording of the indicators that the log names, where any was imported."""
    framework, language = wish.workspace.framework, wish.language
    refs = sorted({ref for line in lines for ref in line.indicators}, key=natural_key)
    named = [("indicators", ref, f"{ref} {framework.title('indicators', ref, language)}") for ref in refs]
    return Wording(wish.workspace, language).part(named)
