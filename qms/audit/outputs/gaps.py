"""Gather the gaps as a report: what is missing, who sees to it by when, and which one step would close most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.audit.outputs.addresses import Addresses
from qms.audit.outputs.coverage import anchor_of, audit_facts, notes_text, picture_of
from qms.audit.outputs.head import LISTED, capital, head_word, mark, people_names, report_of
from qms.audit.outputs.wording import Wording
from qms.coverage.leverage import leverage_of
from qms.coverage.map import build_map
from qms.locale.sentences import say
from qms.model.reports import Column, Part, Row, Table
from qms.reports.coverage_forms import action_text, is_overdue, reason_text, step_text

if TYPE_CHECKING:
    from qms.audit.outputs.kinds import Wish
    from qms.model.coverage import CoverageMap, Entry
    from qms.model.leverage import Leverage
    from qms.model.reports import Report


def build(wish: Wish) -> Report:
    """Return the gaps as a report."""
    found = build_map(wish.workspace, wish.as_of, wish.service)
    leverage = leverage_of(wish.workspace, found)
    parts = [
        _overview(found, wish.language),
        _gaps(wish, found),
        _steps(leverage, found, wish),
        _carriers(leverage, wish),
    ]
    return report_of(wish, "gaps", parts, as_of=found.setting.as_of, facts=audit_facts(wish, found))


def _overview(found: CoverageMap, language: str) -> Part:
    gaps = found.gaps()
    numbers = {"count": len(gaps), "of": len(found.entries), "as_of": found.setting.as_of}
    lines = [say("gaps_title", numbers) if gaps else say("no_gaps")]
    if gaps:
        late = sum(is_overdue(entry, found) for entry in gaps)
        lines.append(say("output_gaps_owned", {"nobody": sum(e.owner is None for e in gaps), "late": late}))
    columns = (Column(say("column_state"), 24, "mark"), Column(say("column_count"), 12, "number"))
    counted = [token for token in LISTED if token not in {"covered", "not_applicable"}]
    rows = [Row((mark(token), found.summary[token])) for token in reversed(counted)]
    return Part(
        say("output_overview"),
        say("output_overview"),
        tuple(lines),
        picture_of(found, language, {entry.indicator.ref for entry in gaps}),
        Table(columns, tuple(rows)),
    )


def _gaps(wish: Wish, found: CoverageMap) -> Part:
    """Return the gaps, the most urgent first; in print they stand below their state."""
    framework, language = found.framework, wish.language
    wording = Wording(wish.workspace, language)
    columns = (
        Column(say("column_ref"), 5),
        *wording.columns(capital(framework.word("indicator", language)), 34),
        Column(say("output_column_order"), 6, "number", only="sheet"),
        Column(capital(framework.word("principle", language)), 20, only="sheet"),
        Column(say("column_state"), 16, "mark"),
        Column(say("column_why"), 42, only="sheet"),
        Column(say("column_why"), 42, only="print"),
        Column(say("column_next"), 42),
        Column(say("column_owner"), 18),
        Column(say("column_due"), 12, "date"),
        Column(say("output_column_late"), 11),
        Column(say("required_document"), 13),
        Column(say("output_column_notes"), 40, only="sheet"),
    )
    rows: list[Row] = []
    state = ""
    for number, entry in enumerate(found.gaps(), start=1):
        if entry.judgement.state.value != state:
            state = entry.judgement.state.value
            rows.append(Row(group=head_word(state)))
        rows.append(_gap(number, entry, found, wish, wording))
    return Part(
        say("output_gaps"),
        say("output_gaps"),
        (say("output_gaps_order"),),
        table=Table(columns, tuple(rows), say("no_gaps")),
    )


def _gap(number: int, entry: Entry, found: CoverageMap, wish: Wish, wording: Wording) -> Row:
    framework, language, judged = found.framework, wish.language, entry.judgement
    names, people = wish.workspace.settings.service_names, people_names(wish.workspace)
    principle = entry.indicator.principle
    kind = entry.indicator.rule.document_kind
    why, notes = reason_text(judged.reason, names), notes_text(entry, names)
    return Row(
        (
            entry.indicator.ref,
            *wording.cells(
                framework.title("indicators", entry.indicator.ref, language),
                "indicators",
                entry.indicator.ref,
            ),
            number,
            f"{principle} {framework.title('principles', principle, language)}",
            mark(judged.state.value),
            why,
            "\n".join(part for part in (why, notes) if part),
            action_text(judged.action, names),
            people.get(entry.owner or "", entry.owner or ""),
            entry.due,
            say("overdue") if is_overdue(entry, found) else "",
            head_word(kind) if kind else "",
            notes,
        ),
        anchor=anchor_of(entry.indicator.ref),
    )


def _steps(leverage: Leverage, found: CoverageMap, wish: Wish) -> Part:
    columns = (
        Column(say("output_column_step"), 60),
        Column(say("output_column_closes"), 30),
        Column(say("output_column_count"), 9, "number"),
        Column(say("output_column_helps"), 30),
    )
    rows = [
        Row(
            (
                step_text(step, found.framework, wish.language),
                ", ".join(step.closes),
                len(step.closes),
                ", ".join(step.helps),
            )
        )
        for step in leverage.steps
    ]
    title = say("output_leverage")
    table = Table(columns, tuple(rows), say("output_no_steps"))
    return Part(title, title, (say("output_leverage_means"),), table=table)


def _carriers(leverage: Leverage, wish: Wish) -> Part:
    addresses = Addresses(wish)
    columns = (
        Column(say("column_file"), 60),
        Column(say("output_column_carries"), 30),
        Column(say("output_column_count"), 9, "number"),
        Column(say("output_column_until"), 12, "date"),
        Column(say("output_column_soon"), 16),
    )
    rows = [
        Row(
            (
                addresses.of(carrier.id, carrier.path),
                ", ".join(carrier.carries),
                len(carrier.carries),
                carrier.until,
                say("output_ends_soon") if carrier.soon else "",
            )
        )
        for carrier in leverage.carriers
    ]
    title = say("output_carriers")
    table = Table(columns, tuple(rows), say("output_no_carriers"))
    return Part(title, title, (say("output_carriers_mean"),), table=table)
