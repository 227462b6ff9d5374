"""Say what has to be so in registers and results before a need can be met, whatever is linked (design section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qms.model.reasons import Reason
from qms.results.counts.choosing import by_day, first_codes, rows_of
from qms.results.counts.comparisons import tells_change
from qms.results.counts.complaints import count_complaints
from qms.results.counts.plans import count_plans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from qms.model.coverage import IndicatorRule
    from qms.model.framework import Framework
    from qms.model.organisation import Settings
    from qms.model.register import Registers
    from qms.model.results import Value
    from qms.results.counts.plans import PlanCounts


Conditions = dict[str, dict[tuple[str | None, int | None], Reason]]


def conditions_of(
    registers: Registers,
    framework: Framework,
    settings: Settings,
    as_of: date,
    values: Mapping[str, Sequence[Value]] | None = None,
) -> Conditions:
    """Return by indicator, service (None: without services in scope) and year why it cannot be met yet.

    Year None speaks of the document or, where none is asked for, of what stands. A results sheet needs a complete value
    for the service, or for all of them; a comparison also one with whom and what changed; the form of the individual
    plan a register in which everybody who is served has a plan. Where complaints prove an indicator, every one of a
    year has to be answered; where evaluated plans do, none may be overdue.
    """
    services: tuple[str | None, ...] = settings.service_ids or (None,)
    found: Conditions = {}
    for indicator in framework.indicators:
        rule, own = indicator.rule, (values or {}).get(indicator.ref, ())
        lacking: dict[tuple[str | None, int | None], Reason] = {}
        for service in services:
            reason = _lacking(rule, registers, service, as_of, own)
            if reason is not None:
                lacking[service, None] = reason
            sources = {name for name, _ in rule.registers}
            if "plans.evaluated" in sources:
                overdue = overdue_plans(count_plans(registers, as_of, service))
                lacking |= {(service, None): overdue} if overdue is not None else {}
            if "complaints" in sources:
                lacking |= {(service, y): r for y, r in open_complaints(registers, service, as_of).items()}
        if lacking:
            found[rule.ref] = lacking
    return found


def open_complaints(registers: Registers, service: str | None, as_of: date) -> dict[int, Reason]:
    """Return by year that complaints of a service are not answered, with counts and the numbers of the open ones."""
    days = (by_day(row, "received", as_of) for row in registers.rows("complaints"))
    found = {}
    for year in sorted({day.year for day in days if day is not None}):
        counts = count_complaints(registers, year, service, as_of)
        if counts.open:
            numbers = {"open": counts.open, "received": counts.received, "in_year": year}
            found[year] = Reason("complaints_open", numbers | {"numbers": counts.open_numbers})
    return found


def overdue_plans(counts: PlanCounts) -> Reason | None:
    """Return that plans are not evaluated in time, with counts and a few of their codes; None where all are."""
    if not counts.overdue:
        return None
    numbers = {"overdue": counts.overdue, "active": counts.judged}
    return Reason("plans_overdue", numbers | {"codes": first_codes(counts.late)})


def _lacking(
    rule: IndicatorRule, registers: Registers, service: str | None, as_of: date, values: Sequence[Value]
) -> Reason | None:
    if rule.special == "plans_register":
        return _plans(registers, service, as_of)
    if rule.special == "comparison" and not any(
        tells_change(row) and by_day(row, "date", as_of) is not None
        for row in rows_of(registers, "comparisons", service)
    ):
        return Reason("no_comparison")
    if rule.special in {"comparison", "results_sheet"} and not any(
        value.complete and value.first <= as_of and (not value.service or service in {None, value.service})
        for value in values
    ):
        return Reason("no_values")
    return None


def _plans(registers: Registers, service: str | None, as_of: date) -> Reason | None:
    if not registers.rows("plans") and not registers.files_of("plans"):
        return Reason("no_plans_register")
    counts = count_plans(registers, as_of, service)
    if not counts.active:
        return Reason("no_active_plans")
    if lost := registers.lost("plans"):
        return Reason("register_rows_unread", {"count": lost})
    if counts.with_plan < counts.active:
        lacking = counts.active - counts.with_plan
        return Reason("users_without_plan", {"without": lacking, "active": counts.active})
    return None
