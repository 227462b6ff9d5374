"""Write the workbook of measures and values, take one in, and show results."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qms.commands.base import App, Group, json_option, pass_app, print_json
from qms.commands.options import LANGUAGE
from qms.commands.results_report import report_command
from qms.locale.sentences import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.model.results import ResultsSheet, Series
    from qms.results.sheets import Results

YEAR = click.IntRange(1990, 2100)


@click.group(cls=Group, help="Measure results and show them.", epilog="qms results show")
def results_command() -> None:
    """Group the commands of results."""


@results_command.command(
    "template",
    help="Write a workbook for measures and their values, with the starter measures of every results document and an "
    "empty row for each value, into the evidence folder. A file that is there is never written over.",
    epilog="qms results template\nqms results template --lang nb --year 2025\nqms results template -o results.xlsx",
)
@click.option(
    "--language", "--lang", type=LANGUAGE, help="The language of the workbook (default: of the workspace)."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Another file or folder than the evidence folder.",
)
@click.option(
    "--year",
    "years",
    type=YEAR,
    multiple=True,
    help="A year with rows for values (default: the last two that are over).",
)
@pass_app
def template_command(app: App, language: str | None, output: Path | None, years: tuple[int, ...]) -> None:
    """Write a workbook."""
    from qms.reports.tables import print_text
    from qms.results.handout import put_at
    from qms.results.measures import TABLE
    from qms.results.store import load_registers
    from qms.results.workbook import place_template, workbook_bytes

    workspace = app.workspace
    registers = load_registers(workspace)
    last = workspace.as_of.year - 1
    asked = sorted(set(years)) or [last - 1, last]
    chosen = language or app.lang or workspace.settings.language
    data = workbook_bytes(workspace, registers, chosen, asked)
    if output is None or output.is_dir():
        path = place_template(output or workspace.evidence_folder, data, chosen, asked)
    else:
        put_at(output, data)
        path = output
    print_text(say("results_template_written", {"path": path}))
    kept = sorted({row.origin.path for row in registers.rows(TABLE) if row.origin.path})
    if kept:
        print_text(say("results_goes_on", {"paths": kept}))
    inside = path.resolve().is_relative_to(workspace.evidence_folder.resolve())
    print_text(say("results_template_next" if inside else "results_template_next_elsewhere"))


@results_command.command(
    "import",
    help="Copy a workbook of results into the evidence folder, under a free name, where the next qms sync reads it. "
    "A file in which no results can be read is refused, with the places that are wrong.",
    epilog="qms results import ~/Downloads/results-2025.xlsx",
)
@click.argument("file", type=click.Path(path_type=Path))
@pass_app
def import_command(app: App, file: Path) -> None:
    """Take a workbook in."""
    from qms.reports.tables import print_text
    from qms.results.places import problem_lines
    from qms.results.workbook import NoResultsFound, take_in

    try:
        done = take_in(app.workspace, file)
    except NoResultsFound as refused:
        for line in problem_lines(refused.problems):
            print_text(line)
        raise
    if done.known:
        print_text(say("results_there_already", {"path": done.path}))
    else:
        facts = {"path": done.path, "values": done.values, "measures": done.measures}
        print_text(say("results_imported", facts))
    if done.problems:
        print_text(say("results_places", {"count": len(done.problems)}))
        for line in problem_lines(done.problems):
            print_text(line)


@results_command.command(
    "show",
    help="Show what was measured: for each indicator its measures with the last three years, the target, whether it "
    "was met, how many a value rests on, and where it comes from.",
    epilog="qms results show\nqms results show 70 --service day\nqms results show 70 --trace\nqms results show --json",
)
@click.argument("indicator", required=False)
@click.option("--service", metavar="ID", help="Only this service in scope.")
@click.option("--year", type=YEAR, help="The last year to show (default: the newest with a value).")
@click.option("--trace", is_flag=True, help="List file, sheet and rows of every number.")
@json_option
@pass_app
def show_command(
    app: App, indicator: str | None, service: str | None, year: int | None, trace: bool, as_json: bool
) -> None:
    """Print results."""
    from qms.evidence.services import check_services
    from qms.locale.translator import current
    from qms.results.sheets import read_results
    from qms.results.store import load_registers

    workspace = app.workspace
    check_services(workspace, [service] if service else [])
    results = read_results(
        load_registers(workspace), workspace.settings, workspace.framework, current(), workspace.as_of
    )
    sheets = _chosen(app, results, indicator)
    if as_json:
        print_json(_json(app, results, sheets, service, year))
    elif trace:
        _print_trace(app, sheets, service, year)
    else:
        _print(app, sheets, service, year, named=indicator is not None)
        if indicator is None:
            _print_problems(results)


def _chosen(app: App, results: Results, indicator: str | None) -> list[ResultsSheet]:
    """Return the sheets to show; raises UnknownReference or NoResultsAsked."""
    from qms.results.measures import NoResultsAsked

    if indicator is None:
        return list(results.sheets.values())
    ref = app.refs([indicator])[0].ref
    if ref not in results.sheets:
        raise NoResultsAsked(ref=ref, refs=list(results.sheets))
    return [results.sheets[ref]]


def _json(
    app: App, results: Results, sheets: Sequence[ResultsSheet], service: str | None, year: int | None
) -> dict[str, Any]:
    from qms.locale.translator import current
    from qms.reports.results_forms import sheet_json
    from qms.results.places import problem_json

    framework = app.framework
    return {
        "framework": framework.id,
        "as_of": app.workspace.as_of.isoformat(),
        "indicators": [
            sheet_json(s, framework.title("indicators", s.indicator, current()), service, year)
            for s in sheets
        ],
        "problems": [problem_json(p) for p in results.problems],
    }


def _print(
    app: App, sheets: Sequence[ResultsSheet], service: str | None, year: int | None, *, named: bool
) -> None:
    from qms.locale.translator import current
    from qms.reports.results_forms import of_service, shown_years
    from qms.reports.tables import print_text

    language, names = current(), app.workspace.settings.service_names
    title = {"framework": app.framework.name(language), "as_of": app.workspace.as_of}
    print_text(say("results_title", title), style="bold")
    years = shown_years(sheets, year)
    if not years:
        print_text(say("results_none"))
    bare: list[str] = []
    for sheet in sheets:
        series = [s for s in of_service(sheet.series, service) if years]
        if not series and not named:
            bare.append(sheet.indicator)
            continue
        name = app.framework.title("indicators", sheet.indicator, language)
        print_text("")
        print_text(f"{sheet.indicator} {name}", style="bold")
        _print_measures(series, years, names, language)
        _print_tellings(sheet, service, years, names)
        _print_lacking(sheet, service, names)
    if years:
        print_text("")
        if bare:
            print_text(say("results_bare", {"refs": bare}), style="yellow")
        print_text(say("results_legend"))


def _print_measures(
    series: Sequence[Series], years: Sequence[int], names: Mapping[str, str], language: str
) -> None:
    """Print one table for an indicator: a row for each measure and service."""
    from itertools import groupby

    from qms.reports.results_forms import result_rows
    from qms.reports.tables import print_table

    heads = [say("column_measure"), *map(str, years), say("column_target"), "n", say("column_met")]
    rows = [
        row
        for _, group in groupby(series, key=lambda one: one.measure.code)
        for row in result_rows(list(group), years, names, language)
    ]
    if rows:
        print_table(heads, rows, wide=0)


def _print_problems(results: Results) -> None:
    from qms.reports.tables import print_text
    from qms.results.places import problem_lines

    if results.problems:
        print_text("")
        print_text(say("results_places", {"count": len(results.problems)}))
        for line in problem_lines(results.problems):
            print_text(line)


def _print_tellings(
    sheet: ResultsSheet, service: str | None, years: Iterable[int], names: Mapping[str, str]
) -> None:
    from qms.reports.tables import print_text

    for telling in sheet.tellings:
        if telling.year not in years or (service and telling.service not in {None, service}):
            continue
        when = ", ".join(p for p in (str(telling.year), names.get(telling.service or "", "")) if p)
        for code, text in (("results_said", telling.interpretation), ("results_action", telling.action)):
            if text:
                print_text(say(code, {"year": when, "text": text}), indent=3)


def _print_lacking(sheet: ResultsSheet, service: str | None, names: Mapping[str, str]) -> None:
    from qms.reports.tables import print_text

    lacking = [s for s in sheet.lacking if service is None or s in {None, service}]
    if not lacking:
        return
    services = [names.get(s, s) for s in lacking if s is not None]
    if services:
        print_text(say("results_lacking", {"services": services}), style="yellow", indent=3)
    else:
        print_text(say("results_lacking_provider"), style="yellow", indent=3)


def _print_trace(app: App, sheets: Sequence[ResultsSheet], service: str | None, year: int | None) -> None:
    """Print every number with all the places that it comes from."""
    from qms.locale.translator import current
    from qms.reports.numbers import number_text
    from qms.reports.periods import period_text, short_period
    from qms.reports.results_forms import of_service, places_of
    from qms.reports.tables import print_text

    names = app.workspace.settings.service_names
    for sheet in sheets:
        for one in of_service(sheet.series, service):
            measure = one.measure
            where = names.get(measure.service or "", measure.service or "") or say("results_all_services")
            values = [v for v in one.values if year is None or v.year == year]
            if values:
                print_text(f"{measure.code} {measure.name} · {where}", style="bold")
            for value in values:
                when = short_period(period_text(value.first, value.last))
                print_text(f"{when}: {number_text(value.value, measure.unit, current())}", indent=3)
                for place in (
                    *((value.source,) if value.source else ()),
                    *places_of(value.origins, whole=True),
                ):
                    print_text(place, indent=6)


results_command.add_command(report_command)
