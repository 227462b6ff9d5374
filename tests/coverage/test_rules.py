"""Prove the coverage rules: each sentence of the design by example, and the laws by property."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.coverage.rules import closed_years, judge
from qms.model.coverage import Exemption, IndicatorRule, Proof, Setting
from qms.model.reasons import Reason
from qms.model.words import EvidenceKind, Lens, Rhythm, State

DOC, RECORD, RESULT = EvidenceKind.DOCUMENT, EvidenceKind.RECORD, EvidenceKind.RESULT
AWARE, VOICE = EvidenceKind.AWARENESS, EvidenceKind.VOICE
TODAY = date(2026, 5, 10)
ONE = Setting(TODAY)
TWO = Setting(TODAY, ("day", "work"))


def rule(*needs: tuple[EvidenceKind, ...], **more: Any) -> IndicatorRule:
    values: dict[str, Any] = {"rhythm": Rhythm.STANDING, "fresh_months": None} | more
    return IndicatorRule("7", needs or ((RECORD,),), **values)


def proof(ident: str = "e1", kind: EvidenceKind = RECORD, **more: Any) -> Proof:
    values: dict[str, Any] = {"kinds": (kind,), "date_from": date(2026, 1, 10)} | more
    return Proof(ident, "7", **values)


def in_force(ident: str = "d1", **more: Any) -> Proof:
    return proof(ident, DOC, in_force=True, in_force_from=date(2026, 1, 10), **more)


# Needs, cells and what they add up to


def test_every_need_must_be_met() -> None:
    asked = rule((DOC,), (RECORD,))
    judged = judge(asked, [proof("e1"), proof("e2", DOC)], [], ONE)
    assert judged.state is State.COVERED
    assert judge(asked, [proof("e1")], [], ONE).state is State.PARTIAL


def test_a_need_is_a_list_of_alternative_kinds() -> None:
    asked = rule((AWARE, VOICE))
    for kind in (AWARE, VOICE):
        assert judge(asked, [proof(kind=kind)], [], ONE).state is State.COVERED
    assert judge(asked, [proof(kind=RECORD)], [], ONE).state is State.MISSING


def test_a_link_of_several_kinds_meets_several_needs() -> None:
    both = proof(kinds=(DOC, RECORD))
    assert judge(rule((DOC,), (RECORD,)), [both], [], ONE).state is State.COVERED


def test_every_need_must_be_met_for_every_service_in_scope() -> None:
    judged = judge(rule(), [proof(services=("day",))], [], TWO)
    assert [(c.service, c.state) for c in judged.cells] == [("day", State.COVERED), ("work", State.MISSING)]
    assert judged.state is State.PARTIAL


def test_a_link_without_services_speaks_of_all() -> None:
    assert judge(rule(), [proof()], [], TWO).state is State.COVERED


def test_without_services_in_scope_there_is_one_cell() -> None:
    judged = judge(rule(), [proof(services=("day",))], [], ONE)
    assert [(c.service, c.year, c.state) for c in judged.cells] == [(None, None, State.COVERED)]


def test_partial_names_need_service_and_year() -> None:
    asked = rule((RECORD,), rhythm=Rhythm.YEARLY)
    setting = replace(TWO, certified_on=date(2023, 6, 1))
    proofs = [
        proof("e1", date_from=date(2024, 2, 1)),
        proof("e2", date_from=date(2025, 2, 1), services=("day",)),
    ]
    judged = judge(asked, proofs, [], setting)
    assert judged.state is State.PARTIAL
    assert judged.reason.code == "partly_met"
    assert judged.reason.params["kinds"] == (RECORD,)
    assert judged.reason.params["service"] == "work"
    assert judged.reason.params["year"] == 2025
    assert (judged.reason.params["met"], judged.reason.params["of"]) == (3, 4)
    assert judged.reason.params["because"].code == "nothing_linked"


def test_a_cell_has_the_best_state_of_its_links() -> None:
    expired = proof("e1", valid_until=date(2026, 2, 1))
    suspect = proof("e2", standing=State.SUSPECT, because=Reason("text_changed"))
    gone = proof("e3", standing=State.MISSING, because=Reason("evidence_missing"))
    sound = proof("e4")
    for given_proofs, state in (
        ([gone], State.MISSING),
        ([gone, expired], State.EXPIRED),
        ([gone, expired, suspect], State.SUSPECT),
        ([gone, expired, suspect, sound], State.COVERED),
    ):
        assert judge(rule(), given_proofs, [], ONE).state is state


def test_when_no_cell_is_met_the_best_of_them_counts() -> None:
    asked = rule((RECORD,), (RESULT,))
    expired = proof("e1", valid_until=date(2026, 2, 1))
    suspect = proof("e2", RESULT, standing=State.SUSPECT, because=Reason("text_changed"))
    assert judge(asked, [expired], [], ONE).state is State.EXPIRED
    assert judge(asked, [expired, suspect], [], ONE).state is State.SUSPECT
    assert judge(asked, [], [], ONE).state is State.MISSING


def test_a_link_without_a_date_is_suspect() -> None:
    judged = judge(rule(), [proof(date_from=None)], [], ONE)
    assert (judged.state, judged.reason.code) == (State.SUSPECT, "no_date")


@pytest.mark.parametrize(
    "code", ["evidence_missing", "document_draft", "document_withdrawn", "document_damaged"]
)
def test_vanished_draft_withdrawn_and_damaged_count_as_missing_and_say_so(code: str) -> None:
    judged = judge(rule((DOC,)), [in_force(standing=State.MISSING, because=Reason(code))], [], ONE)
    assert (judged.state, judged.reason.code) == (State.MISSING, code)


def test_a_document_whose_review_is_overdue_is_expired_and_says_so() -> None:
    late = in_force(review_due=TODAY - timedelta(days=1))
    judged = judge(rule((DOC,), needs_in_force=True), [late], [], ONE)
    assert (judged.state, judged.reason.code) == (State.EXPIRED, "review_overdue")
    on_the_day = in_force(review_due=TODAY)
    assert judge(rule((DOC,), needs_in_force=True), [on_the_day], [], ONE).state is State.COVERED


def test_evidence_that_ended_is_expired_on_the_day_after() -> None:
    assert judge(rule(), [proof(valid_until=TODAY)], [], ONE).state is State.COVERED
    judged = judge(rule(), [proof(valid_until=TODAY - timedelta(days=1))], [], ONE)
    assert (judged.state, judged.reason.code) == (State.EXPIRED, "expired")


def test_evidence_that_starts_later_does_not_count() -> None:
    judged = judge(rule(), [proof(date_from=TODAY + timedelta(days=1))], [], ONE)
    assert (judged.state, judged.reason.code) == (State.MISSING, "starts_later")
    later = in_force(valid_until=None)
    later = replace(later, in_force_from=TODAY + timedelta(days=1))
    assert judge(rule((DOC,), needs_in_force=True), [later], [], ONE).state is State.MISSING


def test_a_required_document_is_one_in_force() -> None:
    asked = rule((DOC,), document_kind="approach", needs_in_force=True)
    judged = judge(asked, [proof(kind=DOC)], [], ONE)
    assert (judged.state, judged.reason.code) == (State.MISSING, "not_in_force")
    assert judge(asked, [in_force()], [], ONE).state is State.COVERED


def test_a_document_meets_the_document_need_only() -> None:
    asked = rule((DOC,), (AWARE, VOICE), document_kind="approach", needs_in_force=True)
    assert judge(asked, [in_force()], [], ONE).state is State.PARTIAL


def test_a_deletion_that_was_due_is_not_missing() -> None:
    due = proof(standing=State.EXPIRED, because=Reason("deleted_as_due"))
    assert judge(rule(), [due], [], ONE).state is State.EXPIRED
    yearly = rule(rhythm=Rhythm.YEARLY)
    last_year = replace(due, date_from=date(2025, 3, 1))
    assert judge(yearly, [last_year], [], ONE).state is State.COVERED


# Rhythm


def test_a_standing_need_lasts_until_its_own_end_else_fresh_months_else_without_end() -> None:
    old = proof(date_from=date(2019, 1, 1))
    assert judge(rule(), [old], [], ONE).state is State.COVERED
    assert judge(rule(fresh_months=24), [old], [], ONE).state is State.EXPIRED
    own_end = replace(old, valid_until=date(2026, 12, 31))
    judged = judge(rule(fresh_months=24), [own_end], [], ONE)
    assert judged.state is State.COVERED
    assert judged.cells[0].until == date(2026, 12, 31)


def test_a_document_in_force_does_not_age_by_freshness() -> None:
    old = replace(in_force(), date_from=date(2019, 1, 1), in_force_from=date(2019, 1, 1))
    assert judge(rule((DOC,), fresh_months=12, needs_in_force=True), [old], [], ONE).state is State.COVERED


def test_a_document_in_force_that_serves_as_a_record_ages_like_a_record() -> None:
    old = replace(in_force(), kinds=(DOC, RECORD), date_from=date(2019, 1, 1))
    judged = judge(rule((RECORD,), fresh_months=12), [old], [], ONE)
    assert judged.state is State.EXPIRED


def test_continuous_is_every_n_months() -> None:
    asked = rule(rhythm=Rhythm.CONTINUOUS, fresh_months=6)
    assert judge(asked, [proof(date_from=date(2025, 11, 10))], [], ONE).state is State.COVERED
    assert judge(asked, [proof(date_from=date(2025, 11, 9))], [], ONE).state is State.EXPIRED


def test_freshness_counts_from_the_end_of_a_period() -> None:
    asked = rule(rhythm=Rhythm.CONTINUOUS, fresh_months=6)
    period = proof(date_from=date(2025, 1, 1), date_to=date(2025, 12, 31))
    assert judge(asked, [period], [], ONE).state is State.COVERED


def test_yearly_needs_every_closed_year_after_the_year_of_the_certificate() -> None:
    setting = Setting(TODAY, certified_on=date(2022, 11, 1))
    assert closed_years(setting) == (2023, 2024, 2025)
    asked = rule(rhythm=Rhythm.YEARLY, fresh_months=12)
    proofs = [proof(f"e{y}", date_from=date(y, 6, 1)) for y in (2023, 2024, 2025)]
    judged = judge(asked, proofs, [], setting)
    assert judged.state is State.COVERED
    assert [c.year for c in judged.cells] == [2023, 2024, 2025]
    assert judge(asked, proofs[:2], [], setting).state is State.PARTIAL


def test_without_a_certificate_only_the_last_closed_year_counts() -> None:
    assert closed_years(ONE) == (2025,)
    asked = rule(rhythm=Rhythm.YEARLY)
    assert judge(asked, [proof(date_from=date(2025, 6, 1))], [], ONE).state is State.COVERED
    assert judge(asked, [proof(date_from=date(2024, 6, 1))], [], ONE).state is State.MISSING


@pytest.mark.parametrize("certified", [date(2025, 3, 1), date(2026, 3, 1), date(2027, 3, 1)])
def test_while_no_year_has_closed_since_the_certificate_the_last_one_stands_in(certified: date) -> None:
    assert closed_years(Setting(TODAY, certified_on=certified)) == (2025,)


def test_older_years_are_history_and_never_expire() -> None:
    asked = rule(rhythm=Rhythm.YEARLY, fresh_months=1)
    ended = proof(date_from=date(2025, 2, 1), valid_until=date(2025, 3, 1))
    assert judge(asked, [ended], [], ONE).state is State.COVERED


def test_a_period_proves_every_year_that_it_touches() -> None:
    asked = rule(rhythm=Rhythm.YEARLY)
    setting = Setting(TODAY, certified_on=date(2023, 1, 1))
    period = proof(date_from=date(2024, 12, 1), date_to=date(2025, 1, 31))
    assert judge(asked, [period], [], setting).state is State.COVERED


def test_evidence_of_the_open_year_says_nothing_of_a_closed_one() -> None:
    judged = judge(rule(rhythm=Rhythm.YEARLY), [proof(date_from=date(2026, 9, 1))], [], ONE)
    assert judged.reason.code == "nothing_linked"
    assert judged.cells[0].proofs == ()


def test_a_document_need_is_always_standing_with_year_null() -> None:
    asked = rule((DOC,), (RECORD,), rhythm=Rhythm.YEARLY)
    judged = judge(asked, [in_force(), proof("e1", date_from=date(2025, 6, 1))], [], ONE)
    assert [(c.kinds, c.year) for c in judged.cells] == [((DOC,), None), ((RECORD,), 2025)]
    assert judged.state is State.COVERED


@pytest.mark.parametrize(("day", "warns"), [(date(2026, 9, 30), False), (date(2026, 10, 1), True)])
def test_the_open_year_warns_from_october(day: date, *, warns: bool) -> None:
    asked = rule((DOC,), (RECORD,), rhythm=Rhythm.YEARLY)
    last = proof("e1", date_from=date(2025, 6, 1))
    judged = judge(asked, [in_force(), last], [], Setting(day))
    assert judged.state is State.COVERED, "a warning is not a gap"
    assert [(w.code, w.params["year"], w.params["kinds"]) for w in judged.warnings] == (
        [("open_year", 2026, (RECORD,))] if warns else []
    )
    this = proof("e2", date_from=date(2026, 6, 1))
    assert judge(asked, [in_force(), last, this], [], Setting(day)).warnings == ()


def test_the_open_year_warns_for_the_service_that_lacks_something() -> None:
    asked = rule(rhythm=Rhythm.YEARLY)
    setting = Setting(date(2026, 11, 1), ("day", "work"))
    this = proof(date_from=date(2026, 6, 1), services=("day",))
    judged = judge(asked, [this], [], setting)
    assert [w.params["service"] for w in judged.warnings] == ["work"]
    waived = Exemption("7", "work", None, "closed", "kari")
    assert judge(asked, [this], [waived], setting).warnings == ()


def test_the_open_year_does_not_warn_outside_the_yearly_rhythm() -> None:
    setting = Setting(date(2026, 11, 1))
    assert judge(rule(rhythm=Rhythm.CONTINUOUS, fresh_months=12), [], [], setting).warnings == ()


# The audit day


def test_within_six_months_of_the_audit_a_second_state_is_carried() -> None:
    ends = proof(valid_until=date(2026, 7, 1))
    near = Setting(TODAY, audit_on=date(2026, 11, 10))
    judged = judge(rule(), [ends], [], near)
    assert (judged.state, judged.on_audit_day) == (State.COVERED, State.EXPIRED)
    assert judged.action is not None
    assert judged.action.code == "renew_before_audit"
    assert judged.action.params["audit_day"] == date(2026, 11, 10)
    assert judged.action.params["date"] == date(2026, 7, 1)


@pytest.mark.parametrize("day", [date(2026, 11, 11), TODAY - timedelta(days=1)])
def test_far_from_the_audit_and_after_it_there_is_no_second_state(day: date) -> None:
    judged = judge(rule(), [proof(valid_until=date(2026, 7, 1))], [], Setting(TODAY, audit_on=day))
    assert judged.on_audit_day is None
    assert judged.action is None


def test_what_starts_before_the_audit_counts_on_the_audit_day() -> None:
    later = proof(date_from=date(2026, 6, 1))
    judged = judge(rule(), [later], [], Setting(TODAY, audit_on=date(2026, 8, 1)))
    assert (judged.state, judged.on_audit_day) == (State.MISSING, State.COVERED)


# Not applicable


def test_exempt_cells_are_left_out_of_the_count() -> None:
    asked = rule((DOC,), (RECORD,))
    by_need = Exemption("7", None, RECORD, "no staff", "kari")
    judged = judge(asked, [in_force()], [by_need], TWO)
    assert judged.state is State.COVERED
    assert judged.reason.params["cells"] == 2
    exempt = [c for c in judged.cells if c.state is State.NOT_APPLICABLE]
    assert {c.service for c in exempt} == {"day", "work"}
    assert all(c.reason.params == {"because": "no staff", "by": "kari"} for c in exempt)


def test_an_exemption_may_speak_of_one_service_or_of_one_need_of_it() -> None:
    asked = rule((DOC,), (RECORD,))
    service = judge(asked, [], [Exemption("7", "work", None, "b", "k")], TWO)
    assert {(c.service, c.state) for c in service.cells} == {
        ("day", State.MISSING),
        ("work", State.NOT_APPLICABLE),
    }
    one = judge(asked, [], [Exemption("7", "work", RECORD, "b", "k")], TWO)
    assert [(c.kinds, c.service) for c in one.cells if c.state is State.NOT_APPLICABLE] == [
        ((RECORD,), "work")
    ]


def test_an_indicator_is_not_applicable_only_if_all_its_cells_are() -> None:
    asked = rule((DOC,), (RECORD,))
    one = Exemption("7", None, RECORD, "b", "k")
    other = Exemption("7", None, DOC, "b", "k")
    assert judge(asked, [], [one], ONE).state is State.MISSING
    judged = judge(asked, [], [one, other], ONE)
    assert (judged.state, judged.action) == (State.NOT_APPLICABLE, None)


def test_an_exemption_of_another_indicator_changes_nothing() -> None:
    assert judge(rule(), [], [Exemption("8", None, None, "b", "k")], ONE).state is State.MISSING


# Lens


def test_a_policy_alone_shows_as_approach_only() -> None:
    asked = rule((DOC, RECORD, RESULT))
    assert judge(asked, [], [], ONE).lens is Lens.NONE
    assert judge(asked, [in_force()], [], ONE).lens is Lens.APPROACH_ONLY
    assert judge(asked, [in_force(), proof("e1")], [], ONE).lens is Lens.DEPLOYMENT
    assert judge(asked, [in_force(), proof("e1"), proof("e2", RESULT)], [], ONE).lens is Lens.RESULTS
    old = proof("e1", valid_until=date(2026, 2, 1))
    assert judge(asked, [in_force(), old], [], ONE).lens is Lens.APPROACH_ONLY


# Laws

BETTER = {
    State.MISSING: 0,
    State.EXPIRED: 1,
    State.SUSPECT: 2,
    State.PARTIAL: 3,
    State.COVERED: 4,
    State.NOT_APPLICABLE: 4,
}
LENS = {Lens.NONE: 0, Lens.APPROACH_ONLY: 1, Lens.DEPLOYMENT: 2, Lens.RESULTS: 3}
OPEN = {State.MISSING, State.EXPIRED, State.SUSPECT, State.PARTIAL}

kinds = st.sampled_from(list(EvidenceKind))
some_kinds = st.lists(kinds, min_size=1, max_size=3, unique=True).map(tuple)
days = st.dates(date(2022, 1, 1), date(2027, 12, 31))
services = st.lists(st.sampled_from(["day", "work", "home"]), max_size=3, unique=True).map(tuple)
STANDINGS = [
    (State.COVERED, None),
    (State.SUSPECT, Reason("text_changed", {"path": "a"})),
    (State.MISSING, Reason("evidence_missing", {"path": "a"})),
    (State.MISSING, Reason("document_draft", {"slug": "a"})),
    (State.EXPIRED, Reason("deleted_as_due", {})),
]


@st.composite
def rules(draw: st.DrawFn) -> IndicatorRule:
    return IndicatorRule(
        "7",
        tuple(draw(st.lists(some_kinds, min_size=1, max_size=3))),
        draw(st.sampled_from(Rhythm)),
        draw(st.none() | st.integers(1, 36)),
        needs_in_force=draw(st.booleans()),
    )


@st.composite
def one_proof(draw: st.DrawFn, ident: str) -> Proof:
    start = draw(st.none() | days)
    end = draw(st.none() | st.integers(0, 500)) if start else None
    force = draw(st.booleans())
    standing, because = draw(st.sampled_from(STANDINGS))
    return Proof(
        ident,
        draw(st.sampled_from(["7", "7", "7", "8"])),
        draw(some_kinds),
        draw(services),
        start,
        start + timedelta(days=end) if start and end is not None else None,
        valid_until=draw(st.none() | days),
        in_force=force,
        in_force_from=draw(days) if force else None,
        review_due=draw(st.none() | days) if force else None,
        standing=standing,
        because=because,
    )


@st.composite
def many_proofs(draw: st.DrawFn) -> list[Proof]:
    """An evidence proves an indicator once: links are unique."""
    return [draw(one_proof(f"e{n}")) for n in range(draw(st.integers(0, 5)))]


exemption = st.builds(
    Exemption,
    st.sampled_from(["7", "7", "8"]),
    st.none() | st.sampled_from(["day", "work"]),
    st.none() | kinds,
    st.sampled_from(["because", "other"]),
    st.sampled_from(["kari", "ola"]),
)
exemptions = st.lists(exemption, max_size=3, unique=True)
settings = st.builds(Setting, days, services, st.none() | days, st.none() | days)


@given(rules(), many_proofs(), exemptions, settings, st.data())
def test_adding_evidence_never_worsens_an_indicator(
    asked: IndicatorRule, proofs: list[Proof], waived: list[Exemption], setting: Setting, data: st.DataObject
) -> None:
    added = data.draw(one_proof("a-new"))
    before, after = judge(asked, proofs, waived, setting), judge(asked, [*proofs, added], waived, setting)
    assert BETTER[after.state] >= BETTER[before.state]
    assert LENS[after.lens] >= LENS[before.lens]
    warned = [(w.params["kinds"], w.params["service"]) for w in before.warnings]
    for warning in after.warnings:
        # What all services lacked may now be lacking in one of them only.
        kinds_of, service = warning.params["kinds"], warning.params["service"]
        assert (kinds_of, service) in warned or (kinds_of, None) in warned
    assert (before.on_audit_day is None) == (after.on_audit_day is None)
    if before.on_audit_day is not None and after.on_audit_day is not None:
        assert BETTER[after.on_audit_day] >= BETTER[before.on_audit_day]
    for old, new in zip(before.cells, after.cells, strict=True):
        assert (old.need, old.service, old.year) == (new.need, new.service, new.year)
        assert BETTER[new.state] >= BETTER[old.state]


@given(rules(), many_proofs(), exemptions, settings, st.randoms(use_true_random=False))
def test_the_result_does_not_depend_on_the_order_of_events(
    asked: IndicatorRule, proofs: list[Proof], waived: list[Exemption], setting: Setting, random: Any
) -> None:
    shuffled, others = list(proofs), list(waived)
    random.shuffle(shuffled)
    random.shuffle(others)
    assert judge(asked, shuffled, others, setting) == judge(asked, proofs, waived, setting)


@given(rules(), many_proofs(), exemptions, settings)
def test_judging_is_idempotent_and_changes_nothing_that_it_was_given(
    asked: IndicatorRule, proofs: list[Proof], waived: list[Exemption], setting: Setting
) -> None:
    kept, decided = list(proofs), list(waived)
    first = judge(asked, proofs, waived, setting)
    assert judge(asked, proofs, waived, setting) == first
    assert judge(asked, iter(proofs), iter(waived), setting) == first
    assert (proofs, waived) == (kept, decided)


@given(rules(), many_proofs(), exemptions, settings)
def test_without_services_each_need_has_one_cell_a_year(
    asked: IndicatorRule, proofs: list[Proof], waived: list[Exemption], setting: Setting
) -> None:
    judged = judge(asked, proofs, waived, replace(setting, services=()))
    assert all(c.service is None for c in judged.cells)
    for number, need in enumerate(asked.needs):
        yearly = asked.rhythm is Rhythm.YEARLY and need != (DOC,)
        wanted = closed_years(setting) if yearly else (None,)
        assert tuple(c.year for c in judged.cells if c.need == number) == wanted


@given(rules(), many_proofs(), exemptions, settings)
def test_every_open_indicator_has_a_reason_and_a_next_action(
    asked: IndicatorRule, proofs: list[Proof], waived: list[Exemption], setting: Setting
) -> None:
    judged = judge(asked, proofs, waived, setting)
    assert judged.reason.code
    if judged.state in OPEN or judged.on_audit_day in OPEN:
        assert judged.action is not None
    elif judged.state is State.NOT_APPLICABLE:
        assert judged.action is None
    assert all(c.reason.code for c in judged.cells)


@given(rules(), many_proofs(), exemptions, settings)
def test_the_state_of_an_indicator_follows_from_its_cells(
    asked: IndicatorRule, proofs: list[Proof], waived: list[Exemption], setting: Setting
) -> None:
    judged = judge(asked, proofs, waived, setting)
    counted = [c.state for c in judged.cells if c.state is not State.NOT_APPLICABLE]
    assert (judged.state is State.NOT_APPLICABLE) == (not counted)
    if counted:
        assert (judged.state is State.COVERED) == (set(counted) == {State.COVERED})
        assert (judged.state is State.PARTIAL) == (State.COVERED in counted and len(set(counted)) > 1)
        if State.COVERED not in counted:
            assert judged.state is max(counted, key=BETTER.__getitem__)


@given(rules(), many_proofs(), settings, st.data())
def test_evidence_of_another_indicator_changes_nothing(
    asked: IndicatorRule, proofs: list[Proof], setting: Setting, data: st.DataObject
) -> None:
    other = replace(data.draw(one_proof("x")), indicator="9")
    assert judge(asked, [*proofs, other], [], setting) == judge(asked, proofs, [], setting)


@given(rules(), many_proofs(), exemptions, settings)
def test_until_names_a_day_on_which_the_cell_is_still_met(
    asked: IndicatorRule, proofs: list[Proof], waived: list[Exemption], setting: Setting
) -> None:
    judged = judge(asked, proofs, waived, setting)
    for cell in judged.cells:
        if cell.state is not State.COVERED or cell.until is None:
            continue
        assert cell.until >= setting.as_of
        last = judge(asked, proofs, waived, replace(setting, as_of=cell.until))
        same = [c for c in last.cells if (c.need, c.service, c.year) == (cell.need, cell.service, cell.year)]
        assert [c.state for c in same] == [State.COVERED]
