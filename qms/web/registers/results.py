"""Show what was measured: values over the years, targets, what they rest on, and what the provider says of them."""

from __future__ import annotations

import secrets
from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING, Any

from flask import abort, flash, redirect, render_template, request, url_for

from qms.locale import LANGUAGES
from qms.locale.sentences import SENTENCES, say
from qms.locale.translator import current, translate_in
from qms.people.access import Right
from qms.reports.numbers import number_text
from qms.reports.results_forms import (
    PROXY,
    by_year,
    course,
    of_service,
    places_of,
    reached,
    shown_years,
)
from qms.results.opening import open_workspace
from qms.results.report_copy import hidden_values, report_copy
from qms.results.sheets import read_results
from qms.state.files import make_private
from qms.web.fields import Form
from qms.web.here import here, needs
from qms.web.registers import pages
from qms.web.registers.books import chosen_language
from qms.web.registers.checks import waiting_folder
from qms.web.registers.drawing import trend
from qms.web.registers.handing import DOCX, XLSX, file_name
from qms.web.registers.seen import (
    in_hidden,
    is_careful,
    registers_of,
    sheets_of,
)
from qms.web.registers.seen import places_of as wrong_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    from qms.model.results import Measure, ResultsSheet, Series, Value
    from qms.results.sheets import Results
    from qms.web.here import Here
    from qms.web.jobs import Job

ALL = "all"
_CHARTED = 6
_LINES = 5


@pages.get("/registers/results")
@needs(Right.READ)
def results() -> str:
    """Show which results there are, or those of one indicator or of all, for all services or one."""
    h = here()
    found, hidden = _results(h)
    service = _service(h)
    asked = request.args.get("indicator", "")
    if asked not in {"", ALL, *found.sheets}:
        abort(404)
    shown = [
        _sheet(h, sheet, service, hidden) for ref, sheet in found.sheets.items() if asked in {"", ALL, ref}
    ]
    return render_template(
        "registers/results.html",
        sheets=[sheet for sheet in shown if sheet["measures"] or sheet["tellings"]] if asked else [],
        overview=[] if asked else shown,
        bare=[sheet for sheet in shown if not sheet["measures"]],
        refs=[(ref, h.workspace.framework.title("indicators", ref, current())) for ref in found.sheets],
        asked=asked,
        services=list(h.workspace.settings.service_names.items()),
        service=service or "",
        places=wrong_places(h, found.problems),
        files=sheets_of(h, "results"),
        careful=is_careful(h),
        report_years=range(h.workspace.as_of.year, h.workspace.as_of.year - 4, -1),
    )


def _service(h: Here) -> str | None:
    asked = request.args.get("service", "")
    return asked if asked in h.workspace.settings.service_names else None


def _results(h: Here) -> tuple[Results, frozenset[int]]:
    """Return the results, and by `id` the values that are not for those who may not see small counts of people."""

    def make() -> tuple[Results, frozenset[int]]:
        workspace = h.workspace
        found = read_results(
            registers_of(h), workspace.settings, workspace.framework, current(), workspace.as_of
        )
        public = hidden_values(workspace, tuple(found.sheets.values()))
        return found, frozenset(id(one.value) for one in public if not (one.shown and one.n_shown))

    key = ("results", h.workspace.framework.id, current())
    kept: tuple[Results, frozenset[int]] = h.server.remembered.get(h.workspace, key, make)
    return kept


def _sheet(h: Here, sheet: ResultsSheet, service: str | None, hidden: frozenset[int]) -> dict[str, Any]:
    """Return an indicator with its measures in words."""
    names = h.workspace.settings.service_names
    years = shown_years([sheet], None)
    series = of_service(sheet.series, service)
    measures = [
        _measure(h, list(group), years, hidden) for _, group in groupby(series, key=lambda s: s.measure.code)
    ]
    wanted = [s for s in sheet.lacking if service is None or s in {None, service}]
    tellings = [
        {
            "year": one.year,
            "service": names.get(one.service or "", ""),
            "said": one.interpretation,
            "does": one.action,
            "owner": one.owner,
            "due": one.due,
        }
        for one in reversed(sheet.tellings)
        if (service is None or one.service in {None, service})
        and not (one.origin and in_hidden(h, (one.origin,)))
    ]
    shown = [measure for measure in measures if measure["lines"]]
    judged = [line["met"] for measure in shown for line in measure["lines"] if line["met"] is not None]
    return {
        "ref": sheet.indicator,
        "years": years,
        "met": sum(judged),
        "judged": len(judged),
        "title": h.workspace.framework.title("indicators", sheet.indicator, current()),
        "measures": shown,
        "tellings": tellings[:4],
        "lacking": [names.get(s, s) for s in wanted if s is not None],
        "lacks": bool(wanted),
    }


def _measure(h: Here, group: list[Series], years: Sequence[int], hidden: frozenset[int]) -> dict[str, Any]:
    """Return a measure with a line for each service that has a value."""
    measure = group[0].measure
    names = h.workspace.settings.service_names
    lines = [_line(h, one, years, hidden, names) for one in group]
    lines = [line for line in lines if line["any"]]
    charted = [(_capital(line["name"]), line["drawn"]) for line in lines if line["drawn"]][:_LINES]
    told = {
        value: number_text(value, measure.unit, current())
        for _, values in charted
        for value in values.values()
    }
    every = sorted({year for _, values in charted for year in values})[-_CHARTED:]
    targets = {line["target_value"] for line in lines}
    target = targets.pop() if len(targets) == 1 else None
    drawn = trend(charted, every, target, told, percent=measure.unit == "percent") if every else None
    return {
        "code": measure.code,
        "name": measure.name,
        "definition": measure.definition,
        "better": measure.better,
        "owner": measure.owner,
        "lines": lines,
        "chart": drawn,
        "target": "" if target is None else number_text(target, measure.unit, current()),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line(h: Here, one: Series, years: Sequence[int], hidden: frozenset[int], names: Any) -> dict[str, Any]:
    measure, known = one.measure, by_year(one)
    shown = {year: value for year, value in known.items() if _may_see(h, value, hidden)}
    newest = shown[max(shown)] if shown else None
    before = shown.get(newest.year - 1) if newest else None
    return {
        "any": bool(known),
        "name": names.get(measure.service or "", measure.service or "") or say("results_all_services"),
        "cells": [_value(known.get(year), shown.get(year), measure) for year in years],
        "target": "–" if measure.target is None else number_text(measure.target, measure.unit, current()),
        "target_value": measure.target,
        "n": _rests_on(newest),
        "met": reached(measure, newest),
        "course": course(measure, before, newest) or "",
        "drawn": {year: value.value for year, value in shown.items()},
        "sources": _sources(h, newest),
        "compared": _compared(measure, newest),
    }


def _may_see(h: Here, value: Value, hidden: frozenset[int]) -> bool:
    if is_careful(h) and id(value) in hidden:
        return False
    return not in_hidden(h, value.origins)


def _value(known: Value | None, shown: Value | None, measure: Measure) -> str:
    if known is None:
        return "–"
    return say("web_withheld") if shown is None else number_text(shown.value, measure.unit, current())


def _rests_on(value: Value | None) -> str:
    if value is None or value.n is None:
        return "–"
    star = PROXY if value.answered_by in {"proxy", "both"} else ""
    return (f"{value.n}/{value.invited}" if value.invited else str(value.n)) + star


def _sources(h: Here, value: Value | None) -> list[str]:
    """Return where the newest value comes from: what was stated, and file, sheet and rows for insiders."""
    if value is None:
        return []
    told = [value.source] if value.source and not value.counted else []
    origins = [o for o in value.origins if not o.evidence or o.evidence not in h.hidden]
    return [*told, *places_of(origins)]


def _compared(measure: Measure, value: Value | None) -> str:
    if value is None or not value.comparison_with or value.comparison_value is None:
        return ""
    theirs = number_text(value.comparison_value, measure.unit, current())
    return say("results_compared", {"partner": value.comparison_with, "value": theirs})


@pages.get("/registers/results/template")
@needs(Right.READ)
def results_template() -> Response:
    """Hand out the workbook for measures and values, with rows for the last two years that are over."""
    from qms.results.definitions import find_book
    from qms.results.workbook import workbook_bytes
    from qms.web.downloads import hand_out

    h = here()
    last = h.workspace.as_of.year - 1
    language = chosen_language(h)
    data = workbook_bytes(h.workspace, registers_of(h), language, [last - 1, last])
    return hand_out(data, file_name(f"{find_book('results').title(language)} {last}", ".xlsx"), XLSX)


@pages.post("/registers/results/report")
@needs(Right.PACK, Right.COUNT)
def results_report() -> Response:
    """Begin a copy of the annual report on results; who may not see small counts gets the public one."""
    h, form = here(), Form(request.form)
    year = form.whole("year", least=1990, most=2100) or h.workspace.as_of.year - 1
    language = form.one("lang", LANGUAGES) or h.workspace.settings.language
    public = is_careful(h) or form.ticked("public")
    ident = secrets.token_hex(16)
    folder = waiting_folder(h, ident)
    root, person, address = h.workspace.root, h.person.id, url_for("registers.results_copy", ident=ident)

    def work(job: Job) -> None:
        with closing(open_workspace(root, person)) as workspace:
            copy = report_copy(workspace, language, year, public=public)
        make_private(folder)
        name = file_name(f"{translate_in(language, SENTENCES['web_results_report'])} {year}", ".docx")
        (folder / name).write_bytes(copy.data)
        job.outcome = ("web_results_report_done", {"year": year})
        job.address = address

    job = h.server.jobs.start("results_report", person, work)
    if job.person != person:
        flash(say("web_results_report_busy"), "warn")
        return redirect(url_for("registers.results"))
    return redirect(url_for("work.show", ident=job.id))


@pages.get("/registers/results/report/<ident>")
@needs(Right.PACK, Right.COUNT)
def results_copy(ident: str) -> Response:
    """Hand out a copy that this person began; it waits for an hour."""
    from qms.web.downloads import hand_out

    if len(ident) != 32 or not ident.isalnum():
        abort(404)
    folder = waiting_folder(here(), ident)
    found = next(iter(folder.glob("*.docx")), None) if folder.is_dir() else None
    if found is None:
        abort(404)
    return hand_out(found.read_bytes(), found.name, DOCX)
