"""Say what is measured: the starter measures of the program, and what the provider's workbook makes of them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from qms.catalogue.loader import read_yaml
from qms.model.errors import QmsError
from qms.model.references import natural_key
from qms.model.register import ERROR, WARNING, RowProblem
from qms.model.results import Measure
from qms.resources import data_path
from qms.results.fills import find_fill
from qms.results.words import NO_FILL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qms.model.framework import Framework
    from qms.model.register import Registers, Row

TABLE = "results.measures"
FALLBACK = "en"
OF_PERSONS = frozenset({"users", "families", "staff", "partners", "purchasers", "community"})
"""Who may be asked; the other choice is records."""
_NOT_OF_PERSONS = frozenset({"money", "hours", "days"})
_TAKEN = (
    "name", "unit", "better", "definition", "target", "baseline", "baseline_year", "source", "owner",
)  # fmt: skip


class NoResultsAsked(QmsError):
    """Refuse an indicator that asks for no results document; `ref`, and `refs` that do, are given."""

    code = "results_no_sheet"
    hint = "hint_results_refs"


@dataclass(frozen=True, slots=True)
class Gauge:
    """Hold a measure and how it is measured, together with what the workbook says of it for single services.

    `per_service` says that it is measured for each service, `personal` that it rests on persons, `asked` who is asked
    when nothing else is said. `services` are those it is for (none: all). `told_source` is the source that the workbook
    names, which a starter measure has only once somebody wrote it. `listed` says that the workbook has it.
    """

    measure: Measure
    per_service: bool = False
    personal: bool = True
    asked: str = ""
    services: tuple[str, ...] = ()
    told_source: str = ""
    listed: bool = False
    own: Mapping[str, Measure] = field(default_factory=dict)

    def measure_of(self, service: str | None) -> Measure:
        """Return the measure as it is for a service (None: all together)."""
        return replace(self.own.get(service or "", self.measure), service=service)


@dataclass(frozen=True)
class Measures:
    """Hold all measures in their order, and the problems of the workbook's rows."""

    gauges: tuple[Gauge, ...] = ()
    problems: tuple[RowProblem, ...] = ()

    @cached_property
    def _by_code(self) -> Mapping[str, Gauge]:
        return {g.measure.code.casefold(): g for g in self.gauges}

    @cached_property
    def _by_name(self) -> Mapping[str, Gauge]:
        """Return measures by name; a name that two of them have tells none."""
        found: dict[str, list[Gauge]] = {}
        for gauge in self.gauges:
            found.setdefault(" ".join(gauge.measure.name.split()).casefold(), []).append(gauge)
        return {name: own[0] for name, own in found.items() if len(own) == 1}

    def find(self, told: str) -> Gauge | None:
        """Return the measure of a code, of a code with words behind it, or of a name; case does not matter."""
        wanted = " ".join(told.split()).casefold()
        first = wanted.partition(" ")[0]
        return self._by_code.get(wanted) or self._by_code.get(first) or self._by_name.get(wanted)

    def of(self, indicator: str) -> tuple[Gauge, ...]:
        """Return the measures of an indicator."""
        return tuple(g for g in self.gauges if g.measure.indicator == indicator)


def starter_measures(language: str, framework: str) -> tuple[Gauge, ...]:
    """Return the measures that come with the program for a standard, in its order; none for one without a library."""
    texts = _texts(language).get(framework) or _texts(FALLBACK).get(framework, {})
    return tuple(
        Gauge(
            measure=Measure(
                code=row["code"],
                name=texts[row["code"]]["name"],
                indicator=row["indicator"],
                definition=texts[row["code"]]["definition"],
                unit=row["unit"],
                better=row["better"],
                source=texts[row["code"]]["source"],
                fill=row.get("fill", ""),
                starter=True,
            ),
            per_service=row["per_service"],
            personal=row["personal"],
            asked=row["asked"],
        )
        for row in _library().get(framework, ())
    )


@lru_cache(maxsize=1)
def _library() -> Mapping[str, Sequence[Mapping[str, Any]]]:
    found: Mapping[str, Sequence[Mapping[str, Any]]] = read_yaml(data_path("templates", "measures.yaml"))
    return found


@lru_cache(maxsize=4)
def _texts(language: str) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    path = data_path("templates", "measures", f"{language}.yaml")
    if not path.is_file():
        path = data_path("templates", "measures", f"{FALLBACK}.yaml")
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = read_yaml(path)[path.stem]
    return found


def results_indicators(framework: Framework) -> tuple[str, ...]:
    """Return the indicators that ask for a results document, in the order of the standard."""
    return tuple(i.ref for i in framework.indicators if i.rule.document_kind == "results")


def measures_of(registers: Registers, framework: Framework, language: str) -> Measures:
    """Return the starter measures of a standard, laid over and added to by the rows of the workbook.

    A row wins cell by cell; what it leaves empty stays as the starter measure has it. Rows that cannot be used are
    problems with their place.
    """
    allowed = results_indicators(framework)
    gauges = {
        g.measure.code.casefold(): g
        for g in starter_measures(language, framework.id)
        if g.measure.indicator in allowed
    }
    of_persons = {g.measure.indicator for g in gauges.values() if g.personal}
    problems: list[RowProblem] = []
    # Those for single services come after those for all, which they build upon.
    for row in sorted(registers.rows(TABLE), key=lambda r: bool(r.get("service"))):
        code = str(row.get("code") or "").strip()
        if not code:
            continue
        known = gauges.get(code.casefold())
        made = _laid_over(row, code, known, framework, problems)
        if made is not None:
            gauges[code.casefold()] = _with_traits(made, known, of_persons)
    order = {ref: number for number, ref in enumerate(allowed)}
    ordered = sorted(
        gauges.values(), key=lambda g: (order[g.measure.indicator], natural_key(g.measure.code.casefold()))
    )
    return Measures(tuple(ordered), tuple(problems))


def _laid_over(
    row: Row, code: str, known: Gauge | None, framework: Framework, problems: list[RowProblem]
) -> Gauge | None:
    """Return the measure that a row makes of the one known so far; None when the row cannot be used."""
    indicator = _indicator(row, known, framework, problems)
    services = tuple(row.get("service") or ())
    base = known.measure if known is not None else Measure(code, code, indicator or "")
    if indicator is None:
        return None
    given = {key: row.get(key) for key in _TAKEN if row.get(key) is not None}
    measure = replace(base, indicator=indicator, origin=row.origin, **given)
    measure = replace(measure, fill=_fill(row, base, measure, problems))
    source = str(row.get("source") or "")
    if known is None:
        made = Gauge(measure, services=services, told_source=source, listed=True)
        return replace(made, own=dict.fromkeys(services, measure)) if services else made
    if not services:
        return replace(known, measure=measure, services=(), told_source=source, listed=True)
    own = {**known.own, **dict.fromkeys(services, measure)}
    wider = tuple(dict.fromkeys((*known.services, *services))) if known.services else ()
    return replace(known, own=own, services=wider, told_source=known.told_source or source, listed=True)


def _indicator(row: Row, known: Gauge | None, framework: Framework, problems: list[RowProblem]) -> str | None:
    """Return the indicator of a row, else that of the measure known; None, with the problem, where there is none."""
    refs: tuple[str, ...] = tuple(row.get("indicator") or ())
    if not refs and known is not None:
        return known.measure.indicator
    if len(refs) > 1:
        problems.append(problem("measure_one_indicator", row, {"refs": list(refs), "ref": refs[0]}, WARNING))
    if not refs:
        problems.append(problem("measure_no_indicator", row, {"code": row.get("code")}))
        return None
    found = framework.by_ref.get(refs[0])
    if found is None:
        problems.append(problem("measure_unknown_indicator", row, {"ref": refs[0]}))
        return None
    if found.rule.document_kind != "results":
        params = {"ref": refs[0], "refs": list(results_indicators(framework))}
        problems.append(problem("measure_no_results", row, params))
        return None
    return refs[0]


def _fill(row: Row, base: Measure, measure: Measure, problems: list[RowProblem]) -> str:
    """Return the automatic count of a measure: the row's, else the one it had, unless the unit tells against it."""
    own = str(row.get("fill") or "").strip()
    if own in NO_FILL:
        return ""
    if not own:
        return base.fill if measure.unit == base.unit else ""
    fill = find_fill(own)
    if fill is None:
        similar = difflib.get_close_matches(own, known_fills(), n=3, cutoff=0.5)
        code = "measure_unknown_fill_similar" if similar else "measure_unknown_fill"
        problems.append(problem(code, row, {"fill": own, "similar": similar}, WARNING))
        return base.fill if measure.unit == base.unit else ""
    if fill.unit != measure.unit and (base.starter or row.get("unit") is not None):
        problems.append(problem("measure_fill_unit", row, {"fill": own, "unit_token": fill.unit}, WARNING))
        return ""
    return own


def _with_traits(made: Gauge, known: Gauge | None, of_persons: set[str]) -> Gauge:
    """Return a measure of the provider's own with what is known of how it is measured; starter ones know it."""
    if known is not None:
        return made
    measure = made.measure
    fill = find_fill(measure.fill) if measure.fill else None
    if fill is not None:
        asked = "" if measure.fill.startswith("survey.") else "records"
        measure = replace(measure, unit=fill.unit)
        return replace(made, measure=measure, per_service=fill.services, personal=fill.personal, asked=asked)
    # Where the starter measures rest on persons, an own one may too: rather too careful with what is published.
    personal = measure.unit not in _NOT_OF_PERSONS and measure.indicator in of_persons
    return replace(made, personal=personal)


def known_fills() -> list[str]:
    """Return the codes of all automatic counts that starter measures or registers have."""
    from qms.results.fills import fill_codes

    starter = (row.get("fill") for rows in _library().values() for row in rows)
    return sorted({*fill_codes(), *(code for code in starter if code)})


def problem(code: str, row: Row, params: Mapping[str, Any], severity: str = ERROR) -> RowProblem:
    """Return a problem at the place of a row."""
    at = row.origin
    return RowProblem(code, params, at.path, at.sheet, at.row, severity=severity, evidence=at.evidence)


def services_in(gauge: Gauge, scope: Iterable[str]) -> tuple[str, ...]:
    """Return the services in scope that a measure is for."""
    return tuple(s for s in scope if not gauge.services or s in gauge.services)
