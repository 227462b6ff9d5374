"""Turn measured results into their JSON form, into rows of a table, and into the places that numbers come from."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from qms.locale.sentences import say
from qms.reports.numbers import number_text, stretch_text, stretches
from qms.reports.periods import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from qms.model.register import Origin
    from qms.model.results import Measure, ResultsSheet, Series, Telling, Value

SHOWN_YEARS = 3
PROXY = "*"
_RANGES = 4
_ARROWS = {"better": "↑", "worse": "↓", "same": "→"}


def reached(measure: Measure, value: Value | None) -> bool | None:
    """Tell whether a value meets the target of its measure; None without a target or a value."""
    if measure.target is None or value is None:
        return None
    return value.value <= measure.target if measure.better == "lower" else value.value >= measure.target


def course(measure: Measure, before: Value | None, now: Value | None) -> str | None:
    """Return better, same or worse than before; None where there is nothing to compare."""
    if before is None or now is None:
        return None
    change = now.value - before.value
    if abs(change) < 0.05:
        return "same"
    return "better" if (change > 0) == (measure.better != "lower") else "worse"


def by_year(series: Series) -> dict[int, Value]:
    """Return one value a year: of several the one with the longest period, of these the latest."""
    ordered = sorted(series.values, key=lambda v: (v.year, (v.last - v.first).days, v.last))
    return {value.year: value for value in ordered}


def shown_years(sheets: Iterable[ResultsSheet], year: int | None) -> tuple[int, ...]:
    """Return the last three years, up to a year or, without one, to the newest that has a value."""
    known = {value.year for sheet in sheets for series in sheet.series for value in series.values}
    end = year or max(known, default=0)
    return tuple(range(end - SHOWN_YEARS + 1, end + 1)) if end else ()


def sheet_json(
    sheet: ResultsSheet, title: str, service: str | None = None, year: int | None = None
) -> dict[str, Any]:
    """Return an indicator's results as the contract has them; `service` and `year` leave out what is of others."""
    return {
        "ref": sheet.indicator,
        "title": title,
        "lacking": [s for s in sheet.lacking if service is None or s in {None, service}],
        "measures": [_series_json(one, year) for one in of_service(sheet.series, service)],
        "texts": [
            _telling_json(t) for t in sheet.tellings if _wanted(t.service, service) and year in {None, t.year}
        ],
    }


def of_service(series: Iterable[Series], service: str | None) -> list[Series]:
    """Return the series of a service, with those that are taken for all services only; None: everything."""
    every = list(series)
    if service is None:
        return every
    single = {one.measure.code for one in every if one.measure.service is not None}
    return [
        one
        for one in every
        if one.measure.service == service or (one.measure.service is None and one.measure.code not in single)
    ]


def _wanted(own: str | None, service: str | None) -> bool:
    return service is None or own is None or own == service


def _series_json(series: Series, year: int | None) -> dict[str, Any]:
    measure, years = series.measure, by_year(series)
    end = year or max(years, default=None)
    now = years.get(end) if end is not None else None
    before = years.get(end - 1) if end is not None else None
    return {
        "code": measure.code,
        "name": measure.name,
        "definition": measure.definition,
        "service": measure.service,
        "unit": measure.unit,
        "better": measure.better,
        "target": measure.target,
        "baseline": measure.baseline,
        "baseline_year": measure.baseline_year,
        "source": measure.source,
        "owner": measure.owner,
        "fill": measure.fill or None,
        "starter": measure.starter,
        "met": reached(measure, now),
        "course": course(measure, before, now),
        "values": [_value_json(v) for v in series.values if year is None or v.year == year],
    }


def _value_json(value: Value) -> dict[str, Any]:
    return {
        "first": iso(value.first),
        "last": iso(value.last),
        "year": value.year,
        "value": round(value.value, 4),
        "n": value.n,
        "part": value.part,
        "whole": value.whole,
        "asked": value.asked or None,
        "answered_by": value.answered_by or None,
        "invited": value.invited,
        "response_rate": None if value.response_rate is None else round(value.response_rate, 4),
        "source": value.source,
        "comparison_with": value.comparison_with or None,
        "comparison_value": value.comparison_value,
        "note": value.note,
        "counted": value.counted,
        "complete": value.complete,
        "personal": value.personal,
        "rows": [_origin_json(o) for o in value.origins],
    }


def _origin_json(origin: Origin) -> dict[str, Any]:
    return {
        "path": origin.path or None,
        "sheet": origin.sheet or None,
        "row": origin.row or None,
        "entry": origin.entry,
    }


def _telling_json(telling: Telling) -> dict[str, Any]:
    return {
        "year": telling.year,
        "service": telling.service,
        "interpretation": telling.interpretation,
        "action": telling.action,
        "owner": telling.owner,
        "due": iso(telling.due),
        "rows": [_origin_json(telling.origin)] if telling.origin else [],
    }


def result_rows(
    group: Sequence[Series], years: Sequence[int], names: Mapping[str, str], language: str
) -> Iterator[list[str]]:
    """Yield the rows of one measure: its name, and below it each service, when there are several or one is named.

    Columns: measure or service, the years, target, n, and whether the target is met.
    """
    measure = group[0].measure
    blank = [""] * (len(years) + 3)
    title = f"{measure.code} {measure.name}"
    alone = len(group) == 1 and measure.service is None
    if not alone:
        yield [title, *blank]
    for series in group:
        own = series.measure.service
        named = names.get(own or "", own or "") or say("results_all_services")
        yield [title if alone else f"  {named}", *_numbers(series, years, language)]
        newest = max(by_year(series).items(), default=(0, None))[1]
        if newest is not None and newest.comparison_with and newest.comparison_value is not None:
            theirs = number_text(newest.comparison_value, measure.unit, language)
            yield [
                "  " + say("results_compared", {"partner": newest.comparison_with, "value": theirs}),
                *blank,
            ]


def _numbers(series: Series, years: Sequence[int], language: str) -> list[str]:
    measure, known = series.measure, by_year(series)
    now = known.get(years[-1]) if years else None
    before = known.get(years[-2]) if len(years) > 1 else None
    values = [number_text(known[y].value, measure.unit, language) if y in known else "–" for y in years]
    target = "–" if measure.target is None else number_text(measure.target, measure.unit, language)
    return [*values, target, _rests_on(now), _met(measure, before, now)]


def _rests_on(value: Value | None) -> str:
    """Return how many a value rests on, of how many who were asked; a star says that others answered for some."""
    if value is None or value.n is None:
        return "–"
    star = PROXY if value.answered_by in {"proxy", "both"} else ""
    return (f"{value.n}/{value.invited}" if value.invited else str(value.n)) + star


def _met(measure: Measure, before: Value | None, now: Value | None) -> str:
    met = reached(measure, now)
    words = [] if met is None else [say("cell_yes" if met else "cell_no")]
    went = course(measure, before, now)
    return " ".join([*words, *([_ARROWS[went]] if went else [])]) or "–"


def places_of(origins: Iterable[Origin], *, whole: bool = False) -> Iterator[str]:
    """Yield file, sheet and rows of every sheet that has some, then entries; long lists are cut unless `whole`."""
    stated = sorted((o for o in set(origins) if o.entry is None), key=lambda o: (o.path, o.sheet, o.row))
    for (path, sheet), own in groupby(stated, key=lambda o: (o.path, o.sheet)):
        rows = [o.row for o in own]
        # A CSV file has one sheet, without a name.
        facts: dict[str, Any] = {"path": f"{path}, {sheet}" if sheet else path}
        if len(rows) == 1:
            yield say("results_place", facts | {"row": rows[0]})
        else:
            yield say("results_places_many", facts | {"rows": rows_text(rows, None if whole else _RANGES)})
    for entry in sorted(o.entry for o in set(origins) if o.entry is not None):
        yield say("results_place_entry", {"entry": entry})


def rows_text(rows: Iterable[int], most: int | None = None) -> str:
    """Return numbers of rows as people write them: 5–8, 11, 13–20; at most so many stretches, then an ellipsis."""
    told = [stretch_text(*part) for part in stretches(rows)]
    if most is not None and len(told) > most:
        told = [*told[:most], "…"]
    return ", ".join(told)
