"""Put results together: for each indicator its measures and values, what the provider says, and what is lacking."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qms.model.results import ResultsSheet, Series
from qms.results.filling import asked_services, fill_values, with_counted
from qms.results.measures import measures_of, results_indicators
from qms.results.values import difference_problem, incomplete_problems, tellings_of, typed_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from qms.model.framework import Framework
    from qms.model.organisation import Settings
    from qms.model.register import Registers, RowProblem
    from qms.model.results import Telling, Value
    from qms.results.measures import Gauge, Measures


@dataclass(frozen=True, slots=True)
class Results:
    """Hold all results of a provider: sheets by indicator, the measures, and the problems of the workbook's rows."""

    sheets: Mapping[str, ResultsSheet] = field(default_factory=dict)
    measures: Measures | None = None
    problems: tuple[RowProblem, ...] = ()


def read_results(
    registers: Registers, settings: Settings, framework: Framework, language: str, day: date | None = None
) -> Results:
    """Return the results of every indicator that asks for a results document, as they are known on `day`."""
    measures = measures_of(registers, framework, language)
    values, problems = _values(registers, settings, measures, day)
    tellings, wrong = tellings_of(registers, settings, framework)
    by_measure: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_measure[value.measure].append(value)
    said: dict[str, list[Telling]] = defaultdict(list)
    for telling in tellings:
        said[telling.indicator].append(telling)
    sheets: dict[str, ResultsSheet] = {}
    for ref in results_indicators(framework):
        gauges = measures.of(ref)
        series = [one for g in gauges for one in _series(g, by_measure[g.measure.code], settings)]
        lacking = _lacking(gauges, by_measure, settings)
        sheets[ref] = ResultsSheet(ref, tuple(series), tuple(said[ref]), lacking)
    every = sorted((*measures.problems, *problems, *wrong), key=lambda p: (p.path, p.sheet, p.row, p.code))
    return Results(sheets, measures, tuple(every))


def results_sheets(
    registers: Registers, settings: Settings, framework: Framework, language: str, day: date | None = None
) -> Mapping[str, ResultsSheet]:
    """Return the sheet of every indicator that asks for a results document, in the order of the standard."""
    return read_results(registers, settings, framework, language, day).sheets


def values_by_indicator(
    registers: Registers, settings: Settings, framework: Framework, day: date | None = None
) -> dict[str, list[Value]]:
    """Return by indicator the values that prove its results, each for the service that it stands for.

    Where there are several services, a measure that is taken for each or for some does not prove them by a value for
    all together; any other value without a service stands for all. Indicators without values are left out.
    """
    measures = measures_of(registers, framework, "")
    values, _ = _values(registers, settings, measures, day)
    found: dict[str, list[Value]] = defaultdict(list)
    for value in values:
        gauge = measures.find(value.measure)
        if gauge is not None:
            found[gauge.measure.indicator] += proving(value, gauge, settings)
    return {ref: own for ref, own in found.items() if own}


def proving(value: Value, gauge: Gauge, settings: Settings) -> Iterator[Value]:
    """Yield a value where it proves the service that it is of, or all of them."""
    of_all = not gauge.per_service and not gauge.services
    if value.service is not None or of_all or len(settings.service_ids) < 2:
        yield value


def _values(
    registers: Registers, settings: Settings, measures: Measures, day: date | None
) -> tuple[list[Value], list[RowProblem]]:
    """Return typed and counted values, oldest first, with all problems.

    Values that begin after `day` are left out, and those that end after it count up to it.
    """
    typed = typed_values(registers, settings, measures)
    counted = fill_values(registers, settings, measures, day)
    held = [v for v in typed.values if day is None or v.first <= day]
    if day is not None:
        held = [replace(v, last=day) if v.last > day else v for v in held]
    values, differences = with_counted(held, counted)
    incomplete = incomplete_problems(values)
    problems = [*typed.problems, *incomplete, *(difference_problem(d) for d in differences)]
    return sorted(values, key=lambda v: (v.last, v.first, v.measure, v.service or "")), problems


def _series(gauge: Gauge, values: Iterable[Value], settings: Settings) -> Iterator[Series]:
    """Yield a series for each service that has values, all together last; an empty one where a value is awaited."""
    by_service: dict[str | None, list[Value]] = defaultdict(list)
    for value in values:
        by_service[value.service].append(value)
    places = {service: number for number, service in enumerate(settings.service_ids)}
    for service in sorted(by_service, key=lambda s: places.get(s or "", len(places) + (s is None))):
        yield Series(gauge.measure_of(service), tuple(by_service[service]))
    for service in asked_services(gauge, settings):
        measure = gauge.measure_of(service)
        awaited = measure.target is not None or not measure.starter
        if gauge.listed and awaited and service not in by_service and (service or not by_service):
            yield Series(measure)


def _lacking(
    gauges: Iterable[Gauge], by_measure: Mapping[str, list[Value]], settings: Settings
) -> tuple[str | None, ...]:
    """Return the services in scope for which no measure has a complete value (None: there are no services)."""
    proved: set[str | None] = set()
    for gauge in gauges:
        for value in by_measure.get(gauge.measure.code, ()):
            if value.complete:
                proved |= {one.service for one in proving(value, gauge, settings)}
    if None in proved:
        return ()
    return tuple(s for s in settings.service_ids or (None,) if s not in proved)
