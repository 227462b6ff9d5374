"""Gather the coverage map as a report: the picture, every indicator, its needs by service and year, its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from qms.audit.outputs.addresses import Addresses
from qms.audit.outputs.coverage_needs import needs_parts
from qms.audit.outputs.head import (
    LISTED,
    capital,
    day_text,
    head_word,
    mark,
    people_names,
    place_text,
    quote_text,
    report_of,
    services_text,
)
from qms.audit.outputs.wording import Wording
from qms.coverage.map import build_map
from qms.documents.engine import long_date
from qms.locale.sentences import say, word
from qms.model.reports import Column, MapCell, MapPicture, MapRow, Part, Row, Table
from qms.model.words import State
from qms.reports.coverage_forms import action_text, counts_texts, reason_text
from qms.state.link_rows import all_links

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from qms.audit.outputs.kinds import Wish
    from qms.model.coverage import CoverageMap, Entry
    from qms.model.evidence import Pin
    from qms.model.reports import Cell, Report


def build(wish: Wish) -> Report:
    """Return the coverage map as a report."""
    found = build_map(wish.workspace, wish.as_of, wish.service)
    parts = [
        overview(found, wish.language),
        _indicators(wish, found),
        *needs_parts(wish, found),
        _evidence(wish, found),
        *_wording(wish, found),
    ]
    return report_of(wish, "coverage", parts, as_of=found.setting.as_of, facts=audit_facts(wish, found))


def audit_facts(wish: Wish, found: CoverageMap) -> list[tuple[str, str]]:
    """Return what the head tells of the next audit."""
    audit = found.setting.audit_on
    return [(say("output_audit"), long_date(audit, wish.language))] if audit else []


def anchor_of(ref: str) -> str:
    """Return the anchor of an indicator's row."""
    return f"i-{ref}"


def overview(found: CoverageMap, language: str) -> Part:
    """Return the first part: how many indicators are in which state, the picture, and the numbers by principle."""
    lines = [say("output_covered", {"count": found.summary["covered"], "of": len(found.entries)})]
    if found.assessed:
        lines.append(say("map_assessed", {"as_of": found.setting.as_of}))
    if any(entry.judgement.on_audit_day for entry in found.entries):
        later = Counter(str(e.judgement.on_audit_day or e.judgement.state) for e in found.entries)
        lines.append(say("output_on_audit_day", {"count": later["covered"], "of": len(found.entries)}))
    return Part(
        say("output_overview"),
        say("output_overview"),
        tuple(lines),
        picture_of(found, language),
        _by_principle(found, language),
    )


def _grouped(found: CoverageMap) -> dict[str, list[Entry]]:
    grouped: dict[str, list[Entry]] = defaultdict(list)
    for entry in found.entries:
        grouped[entry.indicator.principle].append(entry)
    return grouped


def picture_of(found: CoverageMap, language: str, linked: Collection[str] | None = None) -> MapPicture:
    """Return the picture of the map with words for who cannot see it; `linked` are those with a row (None: all)."""
    grouped, framework = _grouped(found), found.framework
    rows, told = [], []
    for principle in framework.principles:
        title = framework.title("principles", principle.ref, language)
        states = {e.indicator.ref: e.judgement.state.value for e in grouped[principle.ref]}
        rows.append(
            MapRow(
                principle.ref,
                title,
                tuple(
                    MapCell(ref, token, anchor_of(ref) if linked is None or ref in linked else "")
                    for ref, token in states.items()
                ),
            )
        )
        groups = [(token, [ref for ref, state in states.items() if state == token]) for token in LISTED]
        said = "; ".join(f"{word(token)}: {', '.join(refs)}" for token, refs in groups if refs)
        told.append(f"{principle.ref} {title} – {said}.")
    facts = {"count": len(found.entries), "principles": len(rows), "as_of": found.setting.as_of}
    legend = tuple((token, head_word(token), found.summary[token]) for token in LISTED)
    return MapPicture(
        say("output_picture"), " ".join([say("output_picture_alt", facts), *told]), tuple(rows), legend
    )


def _by_principle(found: CoverageMap, language: str) -> Table:
    framework, grouped = found.framework, _grouped(found)
    columns = [
        Column(say("column_ref"), 5),
        Column(capital(framework.word("principle", language)), 28),
        *(Column(head_word(token), 12, "number") for token in LISTED),
        Column(say("output_total"), 9, "number"),
    ]
    rows = []
    for principle in framework.principles:
        counts = Counter(e.judgement.state.value for e in grouped[principle.ref])
        numbers = [counts[token] for token in LISTED]
        name = framework.title("principles", principle.ref, language)
        rows.append(Row((principle.ref, name, *numbers, sum(numbers))))
    return Table(tuple(columns), tuple(rows))


def _indicators(wish: Wish, found: CoverageMap) -> Part:
    """Return the table of all indicators; in print they stand below their principle."""
    language, framework = wish.language, found.framework
    wording = Wording(wish.workspace, language)
    audited = any(e.judgement.on_audit_day for e in found.entries)
    rows: list[Row] = []
    names, people = wish.workspace.settings.service_names, people_names(wish.workspace)
    principle = ""
    for entry in found.entries:
        if entry.indicator.principle != principle:
            principle = entry.indicator.principle
            rows.append(Row(group=_named(found, "principles", principle, language)))
        owner = people.get(entry.owner or "", entry.owner or "")
        cells = [
            *_naming(entry, found, language, wording),
            *_judged(entry, names, audited=audited),
            owner,
            entry.due,
            "\n".join(part for part in (owner, day_text(entry.due, None)) if part),
            holds_until(entry),
            _required(entry),
            len({item.id for item in entry.evidence}),
            notes_text(entry, names),
        ]
        rows.append(Row(tuple(cells), anchor=anchor_of(entry.indicator.ref)))
    title = capital(framework.word("indicator", language, plural=True))
    columns = _columns(found, language, wording, audited=audited)
    return Part(title, title, table=Table(columns, tuple(rows)))


def _columns(found: CoverageMap, language: str, wording: Wording, *, audited: bool) -> tuple[Column, ...]:
    """Return the columns of the table of indicators; official wording has its own in a workbook."""
    framework = found.framework
    return (
        Column(say("column_ref"), 5),
        *wording.columns(capital(framework.word("indicator", language)), 34),
        Column(capital(framework.word("principle", language)), 18, only="sheet"),
        *(
            [Column(capital(framework.word("criterion", language)), 24, only="sheet")]
            if framework.criteria
            else []
        ),
        Column(say("column_state"), 15, "mark"),
        *([Column(say("output_column_audit_day"), 15, "mark")] if audited else []),
        Column(say("output_column_lens"), 19),
        Column(say("column_why"), 40, only="sheet"),
        Column(say("column_why"), 40, only="print"),
        Column(say("column_next"), 40),
        Column(say("column_owner"), 16, only="sheet"),
        Column(say("column_due"), 11, "date", only="sheet"),
        Column(say("output_column_owner_due"), 15, only="print"),
        Column(say("output_column_until"), 11, "date"),
        Column(say("required_document"), 12),
        Column(say("output_column_files"), 8, "number", only="sheet"),
        Column(say("output_column_notes"), 40, only="sheet"),
    )


def _wording(wish: Wish, found: CoverageMap) -> list[Part]:
    """Return the official wording of principles and criteria, where any was imported."""
    language, framework = wish.language, found.framework
    named: list[tuple[str, str, str]] = []
    for principle in framework.principles:
        below = [criterion.ref for criterion in framework.criteria if criterion.principle == principle.ref]
        for section, part, ref in (
            ("principles", "principle", principle.ref),
            *(("criteria", "criterion", ref) for ref in below),
        ):
            name = f"{capital(framework.word(part, language))} {_named(found, section, ref, language)}"
            named.append((section, ref, name))
    return Wording(wish.workspace, language).part(named)


def _naming(entry: Entry, found: CoverageMap, language: str, wording: Wording) -> list[Cell]:
    """Return number and title of an indicator, the official wording if there is any, principle and criterion."""
    indicator = entry.indicator
    title = found.framework.title("indicators", indicator.ref, language)
    cells: list[Cell] = [indicator.ref, *wording.cells(title, "indicators", indicator.ref)]
    cells.append(_named(found, "principles", indicator.principle, language))
    if found.framework.criteria:
        cells.append(_named(found, "criteria", indicator.criterion or "", language))
    return cells


def _judged(entry: Entry, names: Mapping[str, str], *, audited: bool) -> list[Cell]:
    """Return the state of an indicator, on the audit day too, what the evidence shows, why, and the next action."""
    judged = entry.judgement
    later = [mark((judged.on_audit_day or judged.state).value)] if audited else []
    why, action = reason_text(judged.reason, names), action_text(judged.action, names)
    both = "\n".join(part for part in (why, notes_text(entry, names)) if part)
    return [mark(judged.state.value), *later, lens_text(entry), why, both, action]


def notes_text(entry: Entry, names: Mapping[str, str]) -> str:
    """Return what the registers count for an indicator and the warnings, a line each."""
    warnings = (say(w.code, w.params) for w in entry.judgement.warnings)
    return "\n".join([*counts_texts(entry, names), *warnings])


def _named(found: CoverageMap, section: str, ref: str, language: str) -> str:
    return f"{ref} {found.framework.title(section, ref, language)}" if ref else ""


def _required(entry: Entry) -> str:
    kind = entry.indicator.rule.document_kind
    return head_word(kind) if kind else ""


def lens_text(entry: Entry) -> str:
    """Return which sides of an indicator the evidence shows, a line each with its state."""
    sides = [f"{head_word(side)}: {word(state)}" for side, state in entry.judgement.aspects.items()]
    return "\n".join(sides) or head_word(entry.judgement.lens.value)


def holds_until(entry: Entry) -> date | None:
    """Return the last day on which all that is covered now still is; None where nothing is, or nothing ends."""
    ends = [c.until for c in entry.judgement.cells if c.state is State.COVERED and c.until is not None]
    return min(ends, default=None)


def _evidence(wish: Wish, found: CoverageMap) -> Part:
    """Return the evidence of every indicator, with the passages that people chose."""
    workspace, language = wish.workspace, wish.language
    with workspace.state.read() as conn:
        links = all_links(conn, found.framework.id)
    pins = {(link.evidence, link.indicator): link.pins for link in links}
    addresses, names = Addresses(wish), workspace.settings.service_names
    columns = (
        Column(say("column_ref"), 5, only="sheet"),
        Column(capital(found.framework.word("indicator", language)), 34, only="sheet"),
        Column(say("column_file"), 50),
        Column(say("output_column_kinds"), 18),
        Column(say("column_state"), 15, "mark"),
        Column(say("output_column_place"), 24),
        Column(say("output_column_quote"), 40),
        Column(say("output_column_from"), 11, "date", only="sheet"),
        Column(say("output_column_to"), 11, "date", only="sheet"),
        Column(say("output_column_assumed"), 12, only="sheet"),
        Column(say("output_column_dated"), 15, only="print"),
        Column(say("output_column_until"), 11, "date"),
        Column(say("output_column_services"), 24),
    )
    rows: list[Row] = []
    for entry in found.entries:
        if entry.evidence:
            rows.append(Row(group=_named(found, "indicators", entry.indicator.ref, language)))
        rows += _hanging(entry, found, language, addresses, names, pins)
    return Part(
        say("output_evidence"),
        say("output_evidence"),
        (say("output_assumed_means"),),
        table=Table(columns, tuple(rows), say("output_no_evidence")),
    )


def _hanging(
    entry: Entry,
    found: CoverageMap,
    language: str,
    addresses: Addresses,
    names: Mapping[str, str],
    pins: Mapping[tuple[str, str], tuple[Pin, ...]],
) -> list[Row]:
    ref = entry.indicator.ref
    rows = []
    for item in entry.evidence:
        own = pins.get((item.id, ref), ()) or ((item.pin,) if item.pin else ())
        assumed = item.date_assumed and item.date_from is not None
        cells: tuple[Cell, ...] = (
            ref,
            found.framework.title("indicators", ref, language),
            addresses.of(item.id, item.path),
            ", ".join(word(kind) for kind in item.kinds),
            mark(item.state.value),
            place_text(own),
            quote_text(own),
            item.date_from,
            item.date_to,
            say("assumed") if assumed else "",
            day_text(item.date_from, item.date_to, assumed=assumed),
            item.valid_until,
            services_text(item.services, names),
        )
        rows.append(Row(cells))
    return rows
