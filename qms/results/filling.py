"""Fill measures from registers and surveys: by calendar year, for each service in scope and for all together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from qms.model.results import Value
from qms.results.fills import Asked, answers_of_year, find_fill, years_of
from qms.results.measures import services_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qms.model.organisation import Settings
    from qms.model.register import Registers
    from qms.results.fills import Count, Fill
    from qms.results.measures import Gauge, Measures

ALL_TIME = date.max
_SURVEY = "survey."


@dataclass(frozen=True, slots=True)
class _Counted:
    """Keep what was counted, since several measures may ask for the same."""

    registers: Registers
    settings: Settings
    day: date
    known: dict[tuple[str, int, str | None], Count | None]
    narrowed: dict[tuple[str, int], Registers]

    def count(self, fill: Fill, year: int, service: str | None) -> Count | None:
        key = (fill.name, year, service)
        if key not in self.known:
            asked = Asked(self._registers(fill, year), self.settings, year, service, self.day)
            self.known[key] = fill.count(asked)
        return self.known[key]

    def _registers(self, fill: Fill, year: int) -> Registers:
        """Return the registers; of a survey only the answers of the year, which every question goes through."""
        if not fill.name.startswith(_SURVEY):
            return self.registers
        survey = fill.name.split(".")[1]
        if (survey, year) not in self.narrowed:
            self.narrowed[survey, year] = answers_of_year(self.registers, survey, year)
        return self.narrowed[survey, year]


def fill_values(
    registers: Registers, settings: Settings, measures: Measures, day: date | None = None
) -> tuple[Value, ...]:
    """Return the values that registers and surveys give, as far as they are known on `day` (None: all that is written).

    A period is a calendar year, the running one up to `day`. A provider with one service has values without a service,
    which stand for it. The order of rows does not matter.
    """
    counted = _Counted(registers, settings, day or ALL_TIME, {}, {})
    found: list[Value] = []
    for gauge in measures.gauges:
        codes = {m.fill for m in (gauge.measure, *gauge.own.values()) if m.fill}
        fills = [
            fill for code in codes if _may_count(registers, code) and (fill := find_fill(code)) is not None
        ]
        for fill in sorted(fills, key=lambda f: f.name):
            for year in years_of(fill, registers, counted.day):
                found += _of_year(counted, gauge, fill, year)
    return tuple(found)


def _may_count(registers: Registers, code: str) -> bool:
    """Tell whether it is worth asking: surveys need their definitions, which are not read for nothing."""
    if not code.startswith(_SURVEY):
        return True
    return bool(registers.rows(f"survey-{code.split('.')[1]}.rounds"))


def _of_year(counted: _Counted, gauge: Gauge, fill: Fill, year: int) -> Iterator[Value]:
    for service in asked_services(gauge, counted.settings, fill):
        if gauge.measure_of(service).fill != fill.name:
            continue
        count = counted.count(fill, year, _counted_for(fill, service, counted.settings))
        if count is not None:
            yield _value(gauge, fill, year, service, count, counted.day)


def _counted_for(fill: Fill, service: str | None, settings: Settings) -> str | None:
    """Return the service to count for: the only one, where rows may name others that the provider does not have."""
    alone = service is None and fill.services and len(settings.service_ids) == 1
    return settings.service_ids[0] if alone and not fill.name.startswith(_SURVEY) else service


def asked_services(gauge: Gauge, settings: Settings, fill: Fill | None = None) -> tuple[str | None, ...]:
    """Return for which services a measure is counted, None standing for all together, which comes last."""
    scope = services_in(gauge, settings.service_ids)
    each = gauge.per_service or bool(gauge.services)
    if not each or len(settings.service_ids) < 2 or (fill is not None and not fill.services):
        return (None,)
    return scope if gauge.services else (*scope, None)


def _value(gauge: Gauge, fill: Fill, year: int, service: str | None, count: Count, day: date) -> Value:
    return Value(
        measure=gauge.measure.code,
        first=date(year, 1, 1),
        last=min(date(year, 12, 31), day),
        value=count.value,
        n=count.n,
        service=service,
        asked=gauge.asked,
        answered_by=count.answered_by,
        invited=count.invited,
        origins=count.origins,
        counted=True,
        part=count.part,
        whole=count.whole,
        personal=fill.personal,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold a value that somebody typed and the one that was counted for the same measure, service and period."""

    typed: Value
    counted: Value


def with_counted(
    typed: Iterable[Value], counted: Iterable[Value]
) -> tuple[tuple[Value, ...], tuple[Difference, ...]]:
    """Return typed values and, where nobody typed one, the counted ones; and where both are there and differ.

    A typed value keeps what only counting knows: the counts behind it, where they agree, and the rows. One that several
    services share gives way to what is counted for one of them.
    """
    by_key: dict[tuple[str, str | None, int], list[Value]] = defaultdict(list)
    kept: list[Value] = []
    for value in typed:
        by_key[value.measure, value.service, value.year].append(value)
        kept.append(value)
    differences: list[Difference] = []
    for value in counted:
        rivals = [v for v in by_key[value.measure, value.service, value.year] if _same_time(v, value)]
        for shared in [rival for rival in rivals if rival.shared]:
            kept.remove(shared)
            rivals.remove(shared)
        if not rivals:
            kept.append(value)
            continue
        for rival in rivals:
            if agrees(rival.value, value.value) and _only_all_are_all(rival.value, value):
                kept[kept.index(rival)] = _confirmed(rival, value)
            else:
                differences.append(Difference(rival, value))
    return tuple(kept), tuple(differences)


def _same_time(typed: Value, counted: Value) -> bool:
    """Tell whether a typed period is the counted year; one for a quarter stands beside it."""
    return typed.first == counted.first and typed.last >= counted.last


def agrees(typed: float, counted: float) -> bool:
    """Tell whether a typed number is the counted one, rounded as far as it was rounded when it was typed."""
    text = f"{typed:.6f}".rstrip("0")
    places = len(text.partition(".")[2])
    return abs(typed - counted) <= 0.5 * 10.0**-places + 1e-9


def _only_all_are_all(typed: float, counted: Value) -> bool:
    """Tell whether a typed share says 100 only of all and 0 only of nobody, however it was rounded."""
    if counted.part is None or not counted.whole:
        return True
    return (typed >= 100) is (counted.part == counted.whole) and (typed <= 0) is (counted.part == 0)


def _confirmed(typed: Value, counted: Value) -> Value:
    return replace(
        typed,
        n=counted.n if typed.n is None else typed.n,
        asked=typed.asked or counted.asked,
        answered_by=typed.answered_by or counted.answered_by,
        invited=counted.invited if typed.invited is None else typed.invited,
        origins=(*typed.origins, *counted.origins),
        counted=True,
        part=counted.part,
        whole=counted.whole,
        personal=typed.personal or counted.personal,
    )
