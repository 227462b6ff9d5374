"""Read the values and the words of the workbook: which measure, service and period each speaks of, and what is odd."""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from qms.locale import LANGUAGES
from qms.locale.sentences import SENTENCES
from qms.locale.translator import translate_in
from qms.model.register import UNKNOWN_SERVICE, WARNING, RowProblem
from qms.model.results import Telling, Value
from qms.results.measures import OF_PERSONS, problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qms.model.framework import Framework
    from qms.model.organisation import Settings
    from qms.model.register import Registers, Row
    from qms.results.filling import Difference
    from qms.results.measures import Gauge, Measures

TABLE, TEXTS = "results.values", "results.texts"
LEAVE_EMPTY = "results_leave_empty"
"""What a new workbook says in the note of a value that the program counts."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Hold the values that somebody wrote, and the problems of their rows."""

    values: tuple[Value, ...] = ()
    problems: tuple[RowProblem, ...] = ()


def typed_values(registers: Registers, settings: Settings, measures: Measures) -> Typed:
    """Return the values of the workbook in the order of measure, service and time.

    A row that names several services stands for these together: for each of them it gives a value that is shared, or
    one without a service where they are all that there are. A provider with one service has values without a service,
    which stand for it. Of two rows for the same, the fuller one counts, with a problem.
    """
    found: list[Value] = []
    problems: list[RowProblem] = []
    for row in registers.rows(TABLE):
        code = str(row.get("measure") or "").strip()
        if row.get("value") is None or not row.get("period"):
            if row.get("n") is not None and row.get("value") is None:
                problems.append(problem("value_missing", row, {"measure": code}, WARNING))
            continue
        gauge = measures.find(code)
        if gauge is None:
            problems.append(_unknown(row, code, measures))
            continue
        number = _percent(row, gauge, problems)
        problems += _odd(row, gauge)
        services = _services(row, gauge, settings)
        shared = len(services) > 1
        found += [_value(row, gauge, service, number, shared=shared) for service in services]
    values, twice = _once(found)
    return Typed(values, (*problems, *twice))


def _unknown(row: Row, code: str, measures: Measures) -> RowProblem:
    codes = [gauge.measure.code for gauge in measures.gauges]
    similar = difflib.get_close_matches(code.partition(" ")[0], codes, n=3, cutoff=0.5)
    said = "value_unknown_measure_similar" if similar else "value_unknown_measure"
    return problem(said, row, {"measure": code, "similar": similar})


def _services(row: Row, gauge: Gauge, settings: Settings) -> tuple[str | None, ...]:
    """Return the services that a row speaks of; None stands for all together."""
    told: tuple[str, ...] = tuple(row.get("service") or ())
    named = tuple(service for service in told or gauge.services if service != UNKNOWN_SERVICE)
    if told and not named:
        return ()
    if not named or len(settings.service_ids) < 2 or set(named) >= set(settings.service_ids):
        return (None,)
    return named


def _percent(row: Row, gauge: Gauge, problems: list[RowProblem]) -> float:
    """Return the number of a row; a share such as 0.85, where percent were meant, becomes 85.

    It must have been meant when even one of n would be more than the number says.
    """
    number = float(row.get("value"))
    n = row.get("n")
    if gauge.measure.unit == "percent" and 0 < number < 1 and n and number / 100 * n < 0.5:
        read = round(number * 100, 6)
        problems.append(problem("value_share_for_percent", row, {"value": number, "read": read}, WARNING))
        return read
    return number


def _odd(row: Row, gauge: Gauge) -> Iterator[RowProblem]:
    """Yield what is odd in a row, which still counts as a value."""
    measure = {"measure": gauge.measure.code}
    value, n, invited = row.get("value"), row.get("n"), row.get("invited")
    if gauge.measure.unit == "percent" and not 0 <= value <= 100:
        yield problem("value_beyond_percent", row, measure | {"value": value}, WARNING)
    others = [s for s in row.get("service") or () if gauge.services and s not in gauge.services]
    if others:
        yield problem("value_other_service", row, measure | {"services": others}, WARNING)
    if n is not None and invited is not None and n > invited:
        yield problem("value_more_than_invited", row, {"n": n, "invited": invited}, WARNING)


def _value(row: Row, gauge: Gauge, service: str | None, number: float, *, shared: bool) -> Value:
    first, last = row.get("period")
    asked = str(row.get("asked") or "")
    n = row.get("n")
    personal = gauge.personal or asked in OF_PERSONS
    part, whole = _counts(gauge, number, n) if personal else (None, None)
    return Value(
        measure=gauge.measure.code,
        first=first,
        last=last,
        value=number,
        n=n,
        service=service,
        asked=asked or gauge.asked,
        answered_by=str(row.get("answered_by") or ""),
        invited=row.get("invited"),
        source=str(row.get("source") or gauge.told_source),
        comparison_with=str(row.get("comparison_with") or ""),
        comparison_value=row.get("comparison_value"),
        note=_note(row),
        origins=(row.origin,),
        part=part,
        whole=whole,
        personal=personal,
        shared=shared,
    )


def _note(row: Row) -> str:
    """Return the note of a row; what the template itself wrote there is none."""
    note = str(row.get("note") or "").strip()
    return "" if note in _template_notes() else note


@lru_cache(maxsize=1)
def _template_notes() -> frozenset[str]:
    return frozenset(translate_in(language, SENTENCES[LEAVE_EMPTY]) for language in LANGUAGES)


def _counts(gauge: Gauge, number: float, n: int | None) -> tuple[int | None, int | None]:
    """Return the counts of persons behind a number, as far as it tells them, so that small ones can be left out."""
    if gauge.measure.unit == "percent" and n and 0 <= number <= 100:
        return round(number * n / 100), n
    if gauge.measure.unit == "number" and number >= 0 and float(number).is_integer():
        return int(number), None
    return None, None


def _once(found: Iterable[Value]) -> tuple[tuple[Value, ...], tuple[RowProblem, ...]]:
    """Return one value for each measure, service and period, and where several rows give different ones."""
    by_key: dict[tuple[object, ...], list[Value]] = defaultdict(list)
    for value in found:
        by_key[value.measure, value.service, value.first, value.last].append(value)
    kept: list[Value] = []
    problems: list[RowProblem] = []
    for rivals in by_key.values():
        rivals.sort(
            key=lambda v: (v.shared, -_fullness(v), v.origins[0].path, v.origins[0].sheet, v.origins[0].row)
        )
        best = rivals[0]
        kept.append(best)
        problems += [_twice(other, best) for other in rivals[1:] if other.value != best.value]
    return tuple(kept), tuple(problems)


def _fullness(value: Value) -> int:
    told = (value.source, value.asked, value.answered_by, value.invited, value.note, value.comparison_with)
    return 4 * (value.n is not None) + sum(1 for one in told if one not in {None, ""})


def _twice(other: Value, best: Value) -> RowProblem:
    at, where = other.origins[0], best.origins[0]
    params = {
        "measure": other.measure,
        "value": other.value,
        "other": best.value,
        "path": where.path,
        "sheet": where.sheet,
        "row": where.row,
    }
    return RowProblem(
        "value_twice", params, at.path, at.sheet, at.row, severity=WARNING, evidence=at.evidence
    )


def incomplete_problems(values: Iterable[Value]) -> list[RowProblem]:
    """Return the problem of each typed value that proves nothing yet: n or a source is lacking, or it is shared."""
    found = {}
    for value in values:
        if value.counted or value.complete:
            continue
        at = value.origins[0]
        code = "value_without_source" if value.n else "value_without_n"
        if value.shared:
            code = "value_of_several"
        found[at] = RowProblem(
            code,
            {"measure": value.measure},
            at.path,
            at.sheet,
            at.row,
            severity=WARNING,
            evidence=at.evidence,
        )
    return list(found.values())


def difference_problem(difference: Difference) -> RowProblem:
    """Return the problem of a typed value that is not what the program counts, with both places."""
    typed, counted = difference.typed, difference.counted
    at, where = typed.origins[0], counted.origins[0] if counted.origins else typed.origins[0]
    params = {
        "measure": typed.measure,
        "typed": typed.value,
        "counted": round(counted.value, 2),
        "path": where.path,
        "sheet": where.sheet,
        "rows": len(counted.origins),
    }
    return RowProblem(
        "value_differs", params, at.path, at.sheet, at.row, severity=WARNING, evidence=at.evidence
    )


def tellings_of(
    registers: Registers, settings: Settings, framework: Framework
) -> tuple[tuple[Telling, ...], tuple[RowProblem, ...]]:
    """Return what the provider says of results, by indicator, year and service, and rows of unknown indicators."""
    found: list[Telling] = []
    problems: list[RowProblem] = []
    for row in registers.rows(TEXTS):
        refs: Sequence[str] = row.get("indicator") or ()
        year = row.get("year")
        unknown = [ref for ref in refs if ref not in framework.by_ref]
        problems += [problem("measure_unknown_indicator", row, {"ref": ref}) for ref in unknown]
        if year is None:
            continue
        told: Sequence[str] = row.get("service") or ()
        services: Sequence[str | None] = [one for one in told if one != UNKNOWN_SERVICE] if told else (None,)
        if len(settings.service_ids) < 2 and services:
            services = (None,)
        found += [
            _telling(row, ref, year, service) for ref in refs if ref not in unknown for service in services
        ]
    places = {service: number for number, service in enumerate(settings.service_ids)}
    found.sort(key=lambda t: (t.year, places.get(t.service or "", -1)))
    return tuple(found), tuple(problems)


def _telling(row: Row, ref: str, year: int, service: str | None) -> Telling:
    return Telling(
        indicator=ref,
        year=year,
        service=service,
        interpretation=str(row.get("interpretation") or ""),
        action=str(row.get("action") or ""),
        owner=str(row.get("owner") or ""),
        due=row.get("due"),
        origin=row.origin,
    )
