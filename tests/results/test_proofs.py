"""Prove what registers prove by themselves: which indicator, for which service and year, and what is lacking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.catalogue.loader import load_framework
from qms.coverage.rules import judge
from qms.locale.sentences import say
from qms.locale.translator import activate
from qms.model.coverage import Proof, Setting
from qms.model.results import Value
from qms.model.words import EvidenceKind, State
from qms.results.conditions import conditions_of
from qms.results.proofs import register_proofs
from qms.results.telling import counts_of
from tests.results.rows import registers, row, settings

if TYPE_CHECKING:
    from qms.model.register import Registers, Row

EQUASS = load_framework("equass-2018", languages=("en",))
DAY = date(2026, 5, 10)
RECORD, VOICE, RESULT = EvidenceKind.RECORD, EvidenceKind.VOICE, EvidenceKind.RESULT
AWARE = EvidenceKind.AWARENESS


def proofs(held: Registers, ref: str, *services: str, day: date = DAY, **more: Any) -> list[Proof]:
    own = {key: more.pop(key) for key in ("certified_on",) if key in more}
    found = register_proofs(held, EQUASS, settings(*services, **own), day, **more)
    return [proof for proof in found if proof.indicator == ref]


def state_of(
    held: Registers, ref: str, *services: str, day: date = DAY, **more: Any
) -> dict[Any, tuple[State, str]]:
    """Judge the needs of an indicator other than its document by what registers prove."""
    lacking = conditions_of(
        held, EQUASS, settings(*services, **{k: v for k, v in more.items() if k == "certified_on"}), day
    )
    setting = Setting(day, services, more.get("certified_on"), conditions=lacking)
    judged = judge(EQUASS.by_ref[ref].rule, proofs(held, ref, *services, day=day, **more), [], setting)
    return {
        (c.service, c.year): (c.state, c.reason.code)
        for c in judged.cells
        if c.kinds != (EvidenceKind.DOCUMENT,)
    }


def complaint(
    line: int, received: date, answered: date | None = None, *services: str, file: str = "f1"
) -> Row:
    values = {"number": f"K{line}", "received": received, "service": services}
    return row("complaints", line, file, **values, **({"answered": answered} if answered else {}))


def review(year: int, on: date, *services: str) -> Row:
    return row("complaints.reviews", 2, year=year, reviewed_on=on, service=services)


# 27


def test_a_closed_year_whose_complaints_are_all_answered_is_proven() -> None:
    held = registers(
        complaint(2, date(2025, 3, 1), date(2025, 3, 9)), complaint(3, date(2025, 12, 20), date(2026, 1, 8))
    )
    assert state_of(held, "27") == {(None, 2025): (State.COVERED, "current")}
    (proof,) = proofs(held, "27")
    assert (proof.evidence, proof.kinds) == ("f1", (RECORD,))
    assert (proof.date_from, proof.date_to) == (date(2025, 3, 1), date(2025, 12, 31)), (
        "it speaks of no other year"
    )


def test_an_open_complaint_of_a_closed_year_is_a_gap_with_its_counts() -> None:
    held = registers(
        complaint(2, date(2025, 3, 1), date(2025, 3, 9)),
        complaint(3, date(2025, 4, 1)),
        complaint(4, date(2025, 4, 1), date(2026, 5, 11)),
    )
    judged = judge(EQUASS.by_ref["27"].rule, proofs(held, "27"), [], Setting(DAY))
    assert judged.state is State.MISSING
    assert say(judged.reason.code, judged.reason.params) == "Not answered: 2 of 3 complaints."
    assert judged.action is not None
    assert judged.action.code == "answer_complaints"
    assert "K3, K4" in say("act_answer_complaints", judged.action.params)


def test_a_closed_year_without_complaints_needs_a_dated_review() -> None:
    kept = registers(books={"complaints": "f1"})
    assert state_of(kept, "27") == {(None, 2025): (State.MISSING, "register_not_reviewed")}
    assert [p.evidence for p in proofs(kept, "27")] == ["f1"]
    held = registers(review(2025, date(2026, 1, 20)))
    assert state_of(held, "27") == {(None, 2025): (State.COVERED, "current")}
    assert state_of(held, "27", day=date(2026, 1, 19)) == {
        (None, 2025): (State.MISSING, "register_not_reviewed")
    }
    assert state_of(registers(), "27") == {(None, 2025): (State.MISSING, "nothing_linked")}, (
        "no register is kept"
    )


def test_a_review_alone_does_not_show_that_no_complaint_came() -> None:
    alone = registers(row("complaints.reviews", 2, None, year=2025, reviewed_on=date(2026, 1, 20)))
    assert state_of(alone, "27") == {(None, 2025): (State.MISSING, "no_complaints_register")}
    early = registers(review(2025, date(2025, 1, 2)))
    assert state_of(early, "27") == {(None, 2025): (State.MISSING, "register_not_reviewed")}


def test_an_answer_before_the_complaint_came_leaves_it_open() -> None:
    held = registers(complaint(2, date(2025, 2, 1), date(2024, 1, 12)))
    assert state_of(held, "27") == {(None, 2025): (State.MISSING, "complaints_open")}
    (proof,) = proofs(held, "27")
    assert proof.standing is State.MISSING


def test_an_open_complaint_about_an_unknown_service_is_open_for_every_service() -> None:
    held = registers(
        complaint(2, date(2025, 2, 1), None, "?"),
        complaint(3, date(2025, 3, 1), date(2025, 3, 9), "day"),
    )
    assert {state for state, _ in state_of(held, "27", "day", "work").values()} == {State.MISSING}
    answered = registers(complaint(2, date(2025, 2, 1), date(2025, 2, 9), "?"))
    assert state_of(answered, "27", "day", "work") == {
        (s, 2025): (State.MISSING, "register_not_reviewed") for s in ("day", "work")
    }, "whatever it was about, it was about none of these"


# 53


def plan(line: int, service: str, **more: Any) -> Row:
    values = {"code": f"A{line}", "service": (service,), "plan_made": date(2020, 2, 1)}
    return row("plans", line, **(values | more))


def test_all_plans_are_evaluated_or_the_need_is_not_met_whatever_is_linked() -> None:
    late = [plan(n, "day") for n in range(3, 10)]
    held = registers(plan(2, "day", evaluated=DAY), *late, plan(10, "work", evaluated=DAY))
    assert state_of(held, "53", "day", "work") == {
        ("day", None): (State.MISSING, "plans_overdue"),
        ("work", None): (State.COVERED, "current"),
    }
    assert {(p.services, p.standing) for p in proofs(held, "53", "day", "work")} == {
        (("day",), State.MISSING),
        (("work",), State.COVERED),
    }
    lacking = conditions_of(held, EQUASS, settings("day", "work"), DAY)
    linked = Proof("e1", "53", (RECORD,), date_from=DAY)
    judged = judge(EQUASS.by_ref["53"].rule, [linked], [], Setting(DAY, ("day", "work"), conditions=lacking))
    assert judged.state is State.PARTIAL
    cell = next(c for c in judged.cells if c.service == "day")
    assert say(cell.reason.code, cell.reason.params) == "Not evaluated in time: 7 of 8 plans."
    assert judged.action is not None
    assert judged.action.code == "evaluate_plans"
    assert "A3, A4, A5, A6, A7, …" in say("act_evaluate_plans", judged.action.params)


def test_plans_without_any_date_are_overdue_too_and_those_that_ended_are_not() -> None:
    bare = registers(row("plans", 2, code="A", service=()))
    assert state_of(bare, "53") == {(None, None): (State.MISSING, "plans_overdue")}
    ended = registers(plan(2, "day", evaluated=DAY), plan(3, "day", ended=date(2026, 1, 1)))
    assert state_of(ended, "53", "day") == {("day", None): (State.COVERED, "current")}


# Several services


def test_each_service_and_each_closed_year_is_judged_by_its_own_rows() -> None:
    held = registers(
        complaint(2, date(2024, 3, 1), date(2024, 3, 9), "day"),
        complaint(3, date(2025, 3, 1), None, "day"),
        complaint(4, date(2025, 3, 1), date(2025, 3, 9), "work"),
        review(2024, date(2025, 1, 9), "work"),
    )
    assert state_of(held, "27", "day", "work", certified_on=date(2023, 6, 1)) == {
        ("day", 2024): (State.COVERED, "current"),
        ("day", 2025): (State.MISSING, "complaints_open"),
        ("work", 2024): (State.COVERED, "current"),
        ("work", 2025): (State.COVERED, "current"),
    }


def test_the_running_year_needs_no_review_but_tells_of_open_complaints() -> None:
    setting = Setting(date(2026, 11, 1), audit_on=date(2027, 2, 1))
    held = registers(review(2025, date(2026, 1, 20)), complaint(2, date(2026, 10, 1)))
    judged = judge(EQUASS.by_ref["27"].rule, proofs(held, "27", day=setting.as_of), [], setting)
    assert (judged.state, judged.on_audit_day) == (State.COVERED, State.MISSING)
    assert judged.action is not None
    assert judged.action.code == "answer_complaints"


def test_rows_in_two_files_give_two_proofs_and_entries_one_of_their_own() -> None:
    held = registers(
        complaint(2, date(2025, 3, 1), date(2025, 3, 9), file="f1"),
        complaint(2, date(2025, 5, 1), date(2025, 5, 9), file="f2"),
        row("complaints", 7, None, number="K7", received=date(2025, 6, 1), answered=date(2025, 6, 2)),
    )
    assert sorted(p.evidence for p in proofs(held, "27")) == ["f1", "f2", "register:complaints"]
    assert all(p.standing is State.COVERED for p in proofs(held, "27"))
    opened = registers(*held.rows("complaints"), complaint(3, date(2025, 7, 1), file="f2"))
    assert [(p.evidence, p.standing) for p in proofs(opened, "27")] == [("f2", State.MISSING)]


# The others


@pytest.mark.parametrize(
    ("ref", "kinds", "rows"),
    [
        ("17", (AWARE,), [row("competence.descriptions", 2, function="worker", signed=date(2025, 6, 1))]),
        ("18", (RECORD,), [row("competence.descriptions", 2, function="worker", reviewed=date(2025, 6, 1))]),
        ("19", (RECORD,), [row("proposals", 2, number="1", date=date(2025, 9, 1), source="staff")]),
        ("34", (RECORD,), [row("incidents", 2, number="1", date=date(2025, 9, 1), kind="fire")]),
        ("34", (RECORD,), [row("risks", 2, number="1", risk="x", reviewed=date(2025, 9, 1))]),
        ("35", (RECORD,), [row("incidents", 2, number="1", date=date(2025, 9, 1), kind="neglect")]),
        ("35", (RECORD,), [row("incidents.reviews", 2, year=2025, reviewed_on=date(2026, 1, 9))]),
        ("38", (RECORD,), [row("partners", 2, partner="A", start=date(2024, 9, 1))]),
        ("40", (VOICE, RECORD), [row("proposals", 2, number="1", date=date(2025, 9, 1), source="council")]),
        ("41", (RECORD,), [row("proposals", 2, number="1", date=date(2025, 9, 1), source="user")]),
        ("43", (VOICE,), [row("proposals", 2, number="1", date=date(2025, 9, 1), source="family")]),
        ("43", (RECORD,), [row("proposals.reviews", 2, year=2025, reviewed_on=date(2026, 1, 9))]),
        ("52", (RECORD,), [row("plans", 2, code="A", service=(), plan_made=date(2025, 9, 1))]),
        ("53", (RECORD,), [row("plans", 2, code="A", service=(), plan_made=date(2025, 6, 1), evaluated=DAY)]),
        ("69", (RECORD,), [row("improvements", 2, number="1", date=date(2025, 9, 1), source="results")]),
        ("69", (RECORD,), [row("improvements", 2, number="1", date=date(2025, 9, 1), indicators=("69",))]),
        ("73", (RECORD,), [row("improvements", 2, number="1", date=date(2025, 9, 1), source="audit")]),
        ("75", (RECORD,), [row("comparisons", 2, date=date(2025, 9, 1), partner="N", what="w", changed="c")]),
        ("22", (AWARE,), [row("awareness", 2, date=date(2025, 9, 1), indicators=("22",), group=("staff",), present=3)]),
    ],
)  # fmt: skip
def test_what_each_register_proves(ref: str, kinds: tuple[EvidenceKind, ...], rows: list[Row]) -> None:
    (proof,) = proofs(registers(*rows), ref)
    assert proof.kinds == kinds
    rule = EQUASS.by_ref[ref].rule
    judged = judge(rule, [proof], [], Setting(DAY))
    met = [c.kinds for c in judged.cells if c.state is State.COVERED]
    assert met
    assert all(set(need) & set(kinds) for need in met)


@pytest.mark.parametrize(
    ("ref", "one"),
    [
        ("17", row("competence.descriptions", 2, function="worker")),
        ("35", row("incidents", 2, number="1", date=date(2025, 9, 1), kind="fire")),
        ("53", row("plans", 2, code="A", service=(), plan_made=date(2025, 9, 1))),
        ("52", row("plans", 2, code="A", service=(), started=date(2025, 9, 1))),
        ("69", row("improvements", 2, number="1", date=date(2025, 9, 1), source="staff")),
        ("40", row("proposals", 2, number="1", date=date(2025, 9, 1), source="staff")),
        ("75", row("comparisons", 2, date=date(2025, 9, 1), partner="N", what="w")),
        ("38", row("partners", 2, partner="A", start=date(2024, 9, 1), end=date(2026, 5, 1))),
        ("22", row("awareness", 2, date=date(2025, 9, 1), indicators=("22",), group=("staff",), present=0)),
        ("73", row("improvements", 2, number="1", date=date(2026, 5, 11))),
        ("43", row("proposals.reviews", 2, year=2025, reviewed_on=date(2025, 11, 30))),
    ],
)
def test_what_proves_nothing(ref: str, one: Row) -> None:
    assert proofs(registers(one), ref) == []


def test_a_yearly_proof_never_touches_a_year_of_which_no_row_speaks() -> None:
    def compared(line: int, on: date) -> Row:
        return row("comparisons", line, date=on, partner="N", what="w", changed="c")

    held = registers(compared(2, date(2023, 5, 1)), compared(3, date(2025, 5, 1)))
    cells = state_of(held, "75", certified_on=date(2022, 5, 1))
    assert {year for (_, year), (state, _) in cells.items() if state is State.COVERED} == {2023, 2025}


def test_a_topic_proves_awareness_of_the_document_of_that_title_and_names_only_of_the_first_standard() -> (
    None
):
    one = row("awareness", 2, date=date(2026, 1, 1), topic="Our  ethics", group=("staff",), present=2)
    held = registers(one)
    assert proofs(held, "31", refs_of_topic={"our ethics": ("31",)})
    named = registers(replace(one, values={**one.values, "indicators": ("22",)}))
    other = settings(frameworks=("local", "equass-2018"))
    assert register_proofs(named, EQUASS, other, DAY) == []
    assert counts_of(named, EQUASS, other, DAY) == {}


def test_answers_are_voice_and_a_result_only_where_no_values_are_asked_for() -> None:
    held = registers(
        row(
            "survey-users.rounds",
            2,
            round="R1",
            year=2025,
            service=("day",),
            **{"from": date(2025, 4, 1), "to": date(2026, 2, 1)},
        ),
        row("survey-users.answers", 2, round="R1", form="1", q_listened="yes", q_satisfied="no"),
        row("survey-users.answers", 3, round="R9", form="1", q_listened="yes"),
    )
    serves = {"survey-users": {"q_listened": ("43",), "q_satisfied": ("70",), "q_other": ("20",)}}
    found = {
        p.indicator: p
        for p in register_proofs(held, EQUASS, settings("day", "work"), DAY, survey_serves=serves)
    }
    assert set(found) == {"43", "70"}
    assert (found["43"].kinds, found["70"].kinds) == ((VOICE, RESULT), (VOICE,))
    assert (found["43"].date_from, found["43"].date_to) == (date(2025, 4, 1), date(2025, 12, 31))
    assert found["43"].services == ("day",)


# Values


def value(service: str | None = None, year: int = 2025, **more: Any) -> Value:
    origin = row("results.values", 2).origin
    base = Value(
        "m1", date(year, 1, 1), date(year, 12, 31), 80.0, 12, service, source="survey", origins=(origin,)
    )
    return replace(base, **more)


def test_a_complete_value_proves_the_result_of_its_service_and_year() -> None:
    values = {"70": [value("day"), value("work", n=None), value("work", 2024)], "67": [value("day")]}
    cells = state_of(registers(), "70", "day", "work", values=values)
    assert {key: state for key, (state, _) in cells.items()} == {
        ("day", 2025): State.COVERED,
        ("work", 2025): State.MISSING,
    }
    assert proofs(registers(), "67", "day", values=values) == [], "the auditor's report is never ours"


def test_a_period_over_two_years_proves_the_one_in_which_it_ends() -> None:
    values = {"70": [value(first=date(2024, 7, 1), last=date(2025, 6, 30))]}
    cells = state_of(registers(), "70", values=values, certified_on=date(2023, 1, 1))
    assert {year: state for (_, year), (state, _) in cells.items()} == {
        2024: State.MISSING,
        2025: State.COVERED,
    }


# Conditions of special rules


def conditions(held: Registers, *services: str, **values: list[Value]) -> dict[str, dict[str | None, str]]:
    own = {ref.removeprefix("i"): v for ref, v in values.items()}
    found = conditions_of(held, EQUASS, settings(*services), DAY, own)
    return {ref: {service: r.code for (service, _), r in by.items()} for ref, by in found.items()}


def test_every_results_sheet_needs_a_complete_value_for_each_service() -> None:
    sheets = {"16", "25", "39", "42", "45", "51", "56", "58", "66", "68", "70", "71", "75"}
    assert set(conditions(registers(), "day")) == {*sheets, "52"}
    found = conditions(
        registers(), "day", "work", i70=[value("day"), value("work", source="", origins=())], i71=[value()]
    )
    assert found["70"] == {"work": "no_values"}
    assert "71" not in found, "a value for all services stands for each"


def test_the_comparison_needs_with_whom_and_what_changed() -> None:
    told = row("comparisons", 2, date=date(2025, 9, 1), partner="N", what="w", changed="c", service=("day",))
    assert conditions(registers(), "day", i75=[value()])["75"] == {"day": "no_comparison"}
    assert conditions(registers(told), "day", "work", i75=[value()])["75"] == {"work": "no_comparison"}
    assert conditions(registers(told), "day")["75"] == {"day": "no_values"}


def test_the_plan_form_needs_a_register_in_which_everybody_has_a_plan() -> None:
    def plan(line: int, service: str, **more: Any) -> Row:
        return row("plans", line, code=f"A{line}", service=(service,), **more)

    assert conditions(registers(), "day")["52"] == {"day": "no_plans_register"}
    assert conditions(registers(books={"plans": "f1"}), "day")["52"] == {"day": "no_active_plans"}
    held = registers(
        plan(2, "day", plan_made=date(2026, 1, 1)),
        plan(3, "day"),
        plan(4, "work", plan_made=date(2026, 1, 1)),
        plan(5, "work", ended=date(2026, 1, 1)),
    )
    assert conditions(held, "day", "work")["52"] == {"day": "users_without_plan"}


# Counts


def test_counts_are_told_as_people_say_them() -> None:
    activate("en")
    held = registers(
        *(complaint(n, date(2025, 1, 1), date(2025, 1, 1) + timedelta(days=n)) for n in range(2, 9)),
        *(
            row("awareness", n, date=DAY, indicators=("22",), group=("staff",), person=f"P{n}")
            for n in range(3)
        ),
        row("plans", 2, code="A", service=(), plan_made=date(2026, 1, 1)),
        row("plans", 3, code="B", service=(), plan_made=date(2020, 1, 1)),
    )  # fmt: skip
    told = {
        ref: [say(reason.code, reason.params) for reason in reasons]
        for ref, reasons in counts_of(held, EQUASS, settings(), DAY).items()
    }
    assert told["27"] == ["Complaints of 2025: 7, answered: 7, slowest answer: 8 days."]
    assert told["22"] == ["Staff: known by 3 of 4, 75 %, most."]
    assert told["53"] == [
        "2 of 2 service users have a plan, as of 2026-05-10.",
        "1 of 2 plans evaluated in time, as of 2026-05-10.",
    ]


# Laws

days = st.dates(date(2023, 1, 1), date(2026, 12, 31))
scope = st.sampled_from([(), ("day",), ("day", "work")])
BETTER = {State.MISSING: 0, State.EXPIRED: 1, State.SUSPECT: 2, State.PARTIAL: 3, State.COVERED: 4}


@st.composite
def complaints(draw: st.DrawFn) -> list[Row]:
    found = []
    for line in range(2, 2 + draw(st.integers(1, 6))):
        received = draw(days)
        waited = draw(st.none() | st.integers(0, 400))
        answered = None if waited is None else received + timedelta(days=waited)
        services = draw(st.sampled_from([(), ("day",), ("work",)]))
        found.append(complaint(line, received, answered, *services, file=draw(st.sampled_from(["f1", "f2"]))))
    return found


@given(complaints(), scope, days, days, st.data())
def test_adding_an_answer_never_lowers_coverage(
    rows: list[Row], services: tuple[str, ...], day: date, answered: date, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    if rows[place].get("answered"):
        return
    told = list(rows)
    told[place] = replace(rows[place], values={**rows[place].values, "answered": answered})
    more = {"certified_on": date(2022, 6, 1)}
    before = state_of(registers(*rows), "27", *services, day=day, **more)
    after = state_of(registers(*told), "27", *services, day=day, **more)
    assert all(BETTER[after[cell][0]] >= BETTER[state] for cell, (state, _) in before.items())


@given(complaints(), scope, days, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(
    rows: list[Row], services: tuple[str, ...], day: date, random: Any
) -> None:
    turned = list(rows)
    random.shuffle(turned)
    chosen = settings(*services, certified_on=date(2022, 6, 1))
    one = register_proofs(registers(*rows), EQUASS, chosen, day)
    other = register_proofs(registers(*turned), EQUASS, chosen, day)
    assert sorted(map(str, one)) == sorted(map(str, other))
    setting = Setting(day, services, date(2022, 6, 1))
    rule = EQUASS.by_ref["27"].rule
    assert judge(rule, one, [], setting) == judge(rule, other, [], setting)
    told = [counts_of(registers(*given_rows), EQUASS, chosen, day) for given_rows in (rows, turned)]
    assert told[0] == told[1]
