"""Say what answers to surveys prove: that somebody was heard, and the result where an indicator asks for one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qms.model.coverage import Proof
from qms.model.words import EvidenceKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from qms.model.coverage import IndicatorRule
    from qms.model.framework import Framework
    from qms.model.register import Registers, Row


def survey_proofs(
    registers: Registers,
    framework: Framework,
    as_of: date,
    serves: Mapping[str, Mapping[str, Sequence[str]]],
    no_result: Collection[str],
) -> Iterator[Proof]:
    """Yield the proofs of the answers given up to a day: one a file, indicator, round and service.

    `serves` maps a survey book, such as `survey-users`, and a column of its answers to indicators. An answer is voice,
    and a result as well unless the special rule of its indicator is among `no_result`. A round lasts from its first to
    its last day within its year; one without days has the whole of it. Answers without a service are those of the
    services of their round.
    """
    for survey, questions in serves.items():
        rounds = {row.get("round"): row for row in registers.rows(f"{survey}.rounds")}
        grouped: dict[tuple[str, str, str, tuple[str, ...]], None] = {}
        for row in registers.rows(f"{survey}.answers"):
            held = rounds.get(row.get("round"))
            if held is None:
                continue
            services = tuple(row.get("service") or held.get("service") or ())
            evidence = row.origin.evidence or f"register:{survey}"
            for ref in _refs(row, questions):
                for service in services or ("",):
                    grouped[evidence, ref, str(row.get("round")), (service,) if service else ()] = None
        for evidence, ref, name, services in grouped:
            indicator = framework.by_ref.get(ref)
            span = _span(next(r for key, r in rounds.items() if str(key) == name), as_of)
            if indicator is not None and span is not None:
                kinds = _kinds(indicator.rule, no_result)
                yield Proof(evidence, ref, kinds, services, date_from=span[0], date_to=span[1])


def _refs(row: Row, questions: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for key, refs in questions.items():
        if row.get(key) is not None:
            yield from refs


def _kinds(rule: IndicatorRule, no_result: Collection[str]) -> tuple[EvidenceKind, ...]:
    if rule.special in no_result:
        return (EvidenceKind.VOICE,)
    return (EvidenceKind.VOICE, EvidenceKind.RESULT)


def _span(held: Row, as_of: date) -> tuple[date, date] | None:
    """Return the days of a round within its year, up to the day; None for one that has not begun."""
    year = held.get("year")
    start, end = held.get("from"), held.get("to")
    if not isinstance(year, int):
        return None
    first, last = date(year, 1, 1), date(year, 12, 31)
    start = min(max(start or first, first), last)
    end = min(max(end or start if held.get("from") else end or last, start), last)
    return None if start > as_of else (start, min(end, as_of))
