"""Gather the needs of every indicator by service and year: a row each in a workbook, services side by side in print."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from qms.audit.outputs.addresses import Addresses
from qms.audit.outputs.head import capital, mark
from qms.locale.sentences import either, say, word
from qms.model.reports import Column, Part, Row, Table
from qms.reports.report_tones import mark_text

if TYPE_CHECKING:
    from qms.audit.outputs.kinds import Wish
    from qms.model.coverage import Cell as Need
    from qms.model.coverage import CoverageMap, Entry

_BESIDE = 6  # services that find room side by side on a sheet of paper


def needs_parts(wish: Wish, found: CoverageMap) -> list[Part]:
    """Return the needs as one part for workbooks and one for print."""
    title, lines = say("cells"), (say("output_needs_mean"),)
    return [
        Part(title, title, lines, table=_listed(wish, found), only="sheet"),
        Part(title, title, lines, table=_beside(wish, found), only="print"),
    ]


def _kinds(cell: Need) -> str:
    return capital(either([word(kind) for kind in cell.kinds]))


def _listed(wish: Wish, found: CoverageMap) -> Table:
    """Return a row for each need, service and year, to be filtered."""
    names, language = wish.workspace.settings.service_names, wish.language
    addresses = Addresses(wish)
    columns = (
        Column(say("column_ref"), 5),
        Column(capital(found.framework.word("indicator", language)), 34),
        Column(say("output_column_need"), 26),
        Column(say("output_service"), 26),
        Column(say("output_column_year"), 7, "number"),
        Column(say("column_state"), 15, "mark"),
        Column(say("column_why"), 50),
        Column(say("output_column_until"), 11, "date"),
        Column(say("column_file"), 50),
    )
    rows = []
    for entry in found.entries:
        title = found.framework.title("indicators", entry.indicator.ref, language)
        paths = {item.id: addresses.of(item.id, item.path).text for item in entry.evidence}
        for cell in entry.judgement.cells:
            files = "\n".join(dict.fromkeys(paths[ident] for ident in cell.proofs if ident in paths))
            rows.append(
                Row(
                    (
                        entry.indicator.ref,
                        title,
                        _kinds(cell),
                        names.get(cell.service or "", cell.service or capital(say("service_all"))),
                        cell.year,
                        mark(cell.state.value),
                        say(cell.reason.code, cell.reason.params),
                        cell.until,
                        files,
                    )
                )
            )
    return Table(columns, tuple(rows))


def _beside(wish: Wish, found: CoverageMap) -> Table:
    """Return a row for each need with its services side by side; many services stand below each other instead."""
    names = wish.workspace.settings.service_names
    services: tuple[str | None, ...] = found.setting.services or (None,)
    wide = len(services) <= _BESIDE
    titles = [names.get(one or "", one or capital(say("service_all"))) for one in services]
    framework, language = found.framework, wish.language
    columns = [
        Column(say("column_ref"), 5),
        Column(capital(framework.word("indicator", language)), 34),
        Column(say("output_column_need"), 26),
    ]
    columns += [Column(t, 24) for t in titles] if wide else [Column(say("column_state"), 60)]
    rows: list[Row] = []
    principle = ""
    for entry in found.entries:
        ref = entry.indicator.ref
        if entry.indicator.principle != principle:
            principle = entry.indicator.principle
            rows.append(Row(group=f"{principle} {framework.title('principles', principle, language)}"))
        title = framework.title("indicators", ref, language)
        for kinds, by_service in _by_need(entry).items():
            texts = [_states(by_service.get(service, [])) for service in services]
            if not wide:
                told = [f"{name}: {text}" for name, text in zip(titles, texts, strict=True) if text]
                texts = ["\n".join(told)]
            rows.append(Row((ref, title, kinds, *texts)))
            title = ""
    return Table(tuple(columns), tuple(rows))


def _by_need(entry: Entry) -> dict[str, dict[str | None, list[Need]]]:
    found: dict[str, dict[str | None, list[Need]]] = {}
    for cell in entry.judgement.cells:
        found.setdefault(_kinds(cell), defaultdict(list))[cell.service].append(cell)
    return found


def _states(cells: list[Need]) -> str:
    """Return the states of a need in one service, a line a year."""
    return "\n".join(
        " ".join([*([str(c.year)] if c.year else []), mark_text(mark(c.state.value))]) for c in cells
    )
