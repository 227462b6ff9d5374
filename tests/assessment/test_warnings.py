"""Prove where a claim and the evidence are said to differ, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from qms.assessment.results import scale_result
from qms.assessment.schemes import Item
from qms.assessment.warnings import Known
from qms.model.assessment import Assessed, Condition
from qms.model.coverage import Cell, Entry, IndicatorRule, Judgement
from qms.model.framework import Indicator, LevelTest
from qms.model.organisation import Group
from qms.model.reasons import Reason
from qms.model.results import Value
from qms.model.words import EvidenceKind, Rhythm, State
from qms.results.counts.awareness import AwarenessCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = date(2026, 6, 1)
LIMITS = {"many": 0.3, "most": 0.5, "all": 1.0}
TEAM = Group("team", "The team", "staff", 20)


def item(*clauses: LevelTest, perspective: str = "approach") -> Item:
    conditions = tuple(Condition(f"c{n}", n, {"en": f"Condition {n}"}) for n in (1, 2))
    return Item("1", perspective, "1", "criteria", 5, 2, 2, conditions, {}, ("1",), clauses)


def entry(
    *cells: tuple[str | None, EvidenceKind, State],
    document: str | None = None,
    special: str | None = None,
    fresh: int | None = 12,
) -> Entry:
    rule = IndicatorRule(
        "1",
        ((EvidenceKind.DOCUMENT,), (EvidenceKind.AWARENESS,)),
        Rhythm.CONTINUOUS,
        fresh,
        document_kind=document,
        special=special,
    )
    found = tuple(
        Cell(0, (kind,), service, None, state, Reason("nothing_linked")) for service, kind, state in cells
    )
    return Entry(Indicator("1", "1", "1", rule), Judgement("1", State.MISSING, Reason("x"), None, found), ())


def decided(service: str | None, *ticks: str) -> Assessed:
    return Assessed("1", "approach", service, ticks, "because", "ada", "2026-06-01")


def told(
    what: Item, known: Known, *, ticks: Sequence[str] = ("c1", "c2"), service: str | None = None
) -> list[tuple[str, object]]:
    """Return codes with the service that each names, of the organisation or of one service."""
    standing = {None: decided(None, *ticks)}
    if service:
        standing[service] = decided(service, *ticks)
        standing[None] = decided(None)
    result = scale_result(what, standing, known)
    shown = result.by_service[service] if service else result
    return [(w.code, w.params.get("service")) for w in shown.warnings]


KNOWN = Known(DAY, {"1": entry()}, stated={"1": frozenset({None})}, limits=LIMITS, groups=(TEAM,))


def test_nothing_is_said_where_all_is_there_or_nothing_is_claimed() -> None:
    assert told(item(), KNOWN) == []
    bare = replace(KNOWN, stated={}, entries={"1": entry((None, EvidenceKind.DOCUMENT, State.MISSING))})
    assert told(item(), bare, ticks=("c1",)) == []
    assert told(item(), bare, ticks=("c2",)) == []
    assert scale_result(item(), {}, bare).warnings == ()


@pytest.mark.parametrize("state", [State.MISSING, State.EXPIRED, State.SUSPECT])
def test_evidence_that_does_not_bear_a_claim_is_told_with_its_state(state: State) -> None:
    known = replace(KNOWN, entries={"1": entry((None, EvidenceKind.RECORD, state))})
    result = scale_result(item(), {None: decided(None, "c1", "c2")}, known)
    assert [(w.code, w.params["state"]) for w in result.warnings] == [("claim_evidence", state)]
    waived = replace(KNOWN, entries={"1": entry((None, EvidenceKind.RECORD, State.NOT_APPLICABLE))})
    assert told(item(), waived) == []


def test_only_a_required_document_is_called_one() -> None:
    cell = (None, EvidenceKind.DOCUMENT, State.EXPIRED)
    assert told(item(), replace(KNOWN, entries={"1": entry(cell, document="approach")})) == [
        ("claim_document", None)
    ]
    assert told(item(), replace(KNOWN, entries={"1": entry(cell)})) == [("claim_evidence", None)]


def test_services_are_named_where_some_lack_evidence_and_answer_for_themselves() -> None:
    cells = [("day", EvidenceKind.RECORD, State.MISSING), ("work", EvidenceKind.RECORD, State.COVERED)]
    known = replace(KNOWN, services=("day", "work"), entries={"1": entry(*cells)})
    assert told(item(), known) == [("claim_evidence", "day")]
    assert told(item(), known, service="day") == [("claim_evidence", "day")]
    assert told(item(), known, service="work") == []
    both = [(s, EvidenceKind.RECORD, State.MISSING) for s in ("day", "work")]
    assert told(item(), replace(known, entries={"1": entry(*both)})) == [("claim_evidence", None)]
    # What a service claims for itself is not told of the organisation.
    standing = {None: decided(None, "c1", "c2"), "day": decided("day", "c1")}
    assert scale_result(item(), standing, known).warnings == ()


def test_the_organisation_answers_for_nobody_where_every_service_differs() -> None:
    cells = [(s, EvidenceKind.RECORD, State.MISSING) for s in ("day", "work")]
    known = replace(KNOWN, services=("day", "work"), entries={"1": entry(*cells)}, stated={})
    standing = {None: decided(None, "c1", "c2")}
    standing |= {service: decided(service, "c1") for service in known.services}
    assert scale_result(item(), standing, known).warnings == ()


def test_a_statement_has_to_speak_of_all_that_is_claimed() -> None:
    known = replace(KNOWN, services=("day", "work"))
    for stated, expected in (
        ({None}, []),
        ({"day", "work"}, []),
        ({"day"}, [("claim_no_statement", None)]),
        (set(), [("claim_no_statement", None)]),
    ):
        assert told(item(), replace(known, stated={"1": frozenset(stated)})) == expected
    assert told(item(), replace(known, stated={"1": frozenset({"day"})}), service="day") == []


def value(year: int, service: str | None = None, n: int | None = 20) -> Value:
    return Value("m", date(year, 1, 1), date(year, 12, 31), 80, n, service, source="survey")


def test_results_need_a_complete_value_for_the_last_closed_year() -> None:
    known = replace(KNOWN, services=("day", "work"), entries={"1": entry(special="results_sheet")})
    measured = item(perspective="results")
    none = [("claim_no_value", None)]
    assert told(measured, known) == none
    assert told(item(), known) == []
    for values, expected in (
        ([value(2025)], []),
        ([value(2025, "day"), value(2025, "work")], []),
        ([value(2025, "day")], [("claim_no_value", "work")]),
        ([value(2024)], none),
        ([value(2026)], none),
        ([value(2025, n=None)], none),
    ):
        assert told(measured, replace(known, values={"1": values})) == expected


def counts(
    known: int, understood: int, size: int | None = 20, on: date = date(2026, 3, 1)
) -> AwarenessCounts:
    return AwarenessCounts("1", "team", known, understood, size, newest=on)


MOST_KNOW = LevelTest(("staff",), "know", "most")
MOST_UNDERSTAND = LevelTest(("staff",), "understand", "most")


@pytest.mark.parametrize(
    ("found", "clause", "expected"),
    [
        (None, MOST_KNOW, "claim_awareness_none"),
        (counts(11, 0), MOST_KNOW, None),
        (counts(10, 0), MOST_KNOW, "claim_awareness_short"),
        (counts(20, 10), MOST_UNDERSTAND, "claim_awareness_short"),
        (counts(20, 0), MOST_UNDERSTAND, "claim_awareness_none"),
        (counts(20, 11), MOST_UNDERSTAND, None),
        (counts(19, 0), LevelTest(("staff",), "know", "all"), "claim_awareness_short"),
        (counts(6, 0), LevelTest(("staff",), "know", "many"), None),
        (counts(1, 0), LevelTest(("staff",), "know", None), None),
        (counts(11, 0, None), MOST_KNOW, "claim_awareness_unsized"),
        (counts(20, 0, on=date(2025, 6, 1)), MOST_KNOW, None),
        (counts(20, 0, on=date(2025, 5, 31)), MOST_KNOW, "claim_awareness_old"),
        (counts(0, 0), LevelTest(("staff",), "use", "all"), None),
    ],
)
def test_awareness_is_told_with_the_number_of_the_group(
    found: AwarenessCounts | None, clause: LevelTest, expected: str | None
) -> None:
    known = replace(KNOWN, awareness={("1", "team"): found} if found else {})
    warnings = scale_result(item(clause), {None: decided(None, "c1", "c2")}, known).warnings
    assert [w.code for w in warnings] == ([expected] if expected else [])
    if expected and expected != "claim_awareness_unsized":
        assert warnings[0].params["size"] == 20


def test_the_thresholds_are_those_of_the_provider() -> None:
    known = replace(KNOWN, awareness={("1", "team"): counts(15, 0)})
    assert told(item(MOST_KNOW), known) == []
    strict = replace(known, limits={**LIMITS, "most": 0.8})
    warning = scale_result(item(MOST_KNOW), {None: decided(None, "c1", "c2")}, strict).warnings[0]
    assert (warning.params["number"], warning.params["percent"]) == (15, 75)
    assert warning.params["asked"].params["threshold"].params["percent"] == 80


def test_a_linked_file_that_counts_nobody_is_told_as_such() -> None:
    known = replace(KNOWN, aware_files=frozenset({"1"}))
    assert told(item(MOST_KNOW), known) == [("claim_awareness_uncounted", None)]


def test_who_understands_also_knows_so_that_a_group_is_told_once() -> None:
    assert len(told(item(MOST_KNOW, MOST_UNDERSTAND), KNOWN)) == 1


def test_a_group_that_nobody_entered_is_told_unless_it_is_part_of_the_staff() -> None:
    clause = LevelTest(("staff", "managers", "families", "others"), "know", "most")
    known = replace(KNOWN, awareness={("1", "team"): counts(20, 20)})
    assert told(item(clause), known) == [("claim_no_group", None)]
    assert told(item(LevelTest(("managers",), "know", "most")), replace(known, groups=())) == [
        ("claim_no_group", None)
    ]
