"""Prove how ticks change: exactly, once, and never into a contradiction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.assessment.deciding import (
    LevelOutside,
    PerspectiveNeeded,
    Ticking,
    TicksContradict,
    UnknownCondition,
    UnknownScale,
    find_item,
    ticked,
)
from qms.assessment.levels import level_of
from qms.assessment.results import lacking, scale_result, standing_in
from qms.assessment.schemes import Item, UnknownScheme, items_of, scheme_name
from qms.catalogue.loader import load_framework
from qms.catalogue.scales import load_scales
from qms.model.assessment import Assessed, Condition

SCALE = Item(
    criterion="1",
    perspective="approach",
    principle="1",
    section="criteria",
    levels=5,
    bar=2,
    claim=2,
    conditions=(
        Condition("written", 1, {"en": "It is written."}),
        Condition("some", 1, {"en": "Some know it."}),
        Condition("most", 2, {"en": "Most know it."}, replaces="some"),
        Condition("used", 2, {"en": "It is used."}),
        Condition("all", 3, {"en": "All know it."}, replaces="most"),
        Condition("seeking", 4, {"en": "New ways are looked for."}),
        Condition("renewed", 5, {"en": "New ways were found."}),
    ),
)
KEYS = [condition.key for condition in SCALE.conditions]
FRAMEWORK = load_framework("equass-2018")
ITEMS = items_of(FRAMEWORK, load_scales("equass-2018"))
BASES = st.lists(st.sampled_from(KEYS), unique=True)


def level(ticks: tuple[str, ...]) -> int:
    return level_of(SCALE.conditions, ticks)


@given(BASES, st.integers(0, 5))
def test_a_named_level_is_reached_exactly_whatever_stood(base: list[str], wanted: int) -> None:
    assert level(ticked(SCALE, base, Ticking(level=wanted))) == wanted


@given(BASES, st.sampled_from(KEYS))
def test_ticking_never_lowers_and_unticking_never_raises(base: list[str], key: str) -> None:
    before = level(ticked(SCALE, base, Ticking()))
    assert level(ticked(SCALE, base, Ticking(tick=(key,)))) >= before
    assert level(ticked(SCALE, base, Ticking(untick=(key,)))) <= before


@given(BASES, BASES, BASES)
def test_the_same_change_twice_is_the_change_once(base: list[str], on: list[str], off: list[str]) -> None:
    change = Ticking(tick=tuple(on), untick=tuple(key for key in off if key not in on))
    once = ticked(SCALE, base, change)
    assert ticked(SCALE, once, change) == once


@given(BASES, st.sampled_from(KEYS))
def test_a_condition_that_is_ticked_and_unticked_at_once_is_refused(base: list[str], key: str) -> None:
    with pytest.raises(TicksContradict):
        ticked(SCALE, base, Ticking(tick=(key,), untick=(str(KEYS.index(key) + 1),)))


@given(BASES)
def test_ticking_what_is_lacking_for_the_bar_reaches_it(base: list[str]) -> None:
    missing = lacking(SCALE.conditions, base, SCALE.bar)
    assert level(ticked(SCALE, base, Ticking(tick=tuple(c.key for c in missing)))) >= SCALE.bar
    assert bool(missing) == (level_of(SCALE.conditions, base) < SCALE.bar)


def test_what_is_not_true_of_some_is_not_true_of_most_or_all() -> None:
    assert ticked(SCALE, ["written", "all", "used"], Ticking(untick=("some",))) == ("written", "used")
    assert ticked(SCALE, ["written", "all", "used"], Ticking(untick=("most",))) == ("written", "used")


def test_conditions_are_named_by_key_or_number() -> None:
    assert ticked(SCALE, [], Ticking(tick=("1", "most"))) == ("written", "most")
    with pytest.raises(UnknownCondition) as caught:
        ticked(SCALE, [], Ticking(tick=("mots",)))
    assert caught.value.params["similar"] == ["most"]
    for name in ("0", "8", ""):
        with pytest.raises(UnknownCondition):
            ticked(SCALE, [], Ticking(tick=(name,)))
    with pytest.raises(LevelOutside):
        ticked(SCALE, [], Ticking(level=6))


def test_a_condition_that_the_scale_has_no_more_is_dropped() -> None:
    assert ticked(SCALE, ["gone", "written"], Ticking()) == ("written",)
    assert level_of(SCALE.conditions, ["gone", "written", "some"]) == 1


def test_the_perspective_may_be_left_out_where_there_is_one() -> None:
    assert find_item(ITEMS, "26").perspective == "approach"
    assert find_item(ITEMS, "27", "Results").perspective == "results"
    with pytest.raises(PerspectiveNeeded) as caught:
        find_item(ITEMS, "27")
    assert caught.value.params["perspectives"] == ["approach", "results"]
    for words in (("99",), ("26", "results")):
        with pytest.raises(UnknownScale):
            find_item(ITEMS, *words)


def test_every_scale_of_the_standard_is_assessed_and_its_levels_follow() -> None:
    assert len(ITEMS) == 56
    for item in ITEMS:
        for wanted in range(item.levels + 1):
            assert level_of(item.conditions, ticked(item, (), Ticking(level=wanted))) == wanted, item.place


def test_scales_rest_on_the_indicators_of_their_perspective() -> None:
    rests = {item.place: item.indicators for item in ITEMS}
    assert rests["27", "approach"] == ("41",)
    assert rests["27", "results"] == ("42",)
    assert rests["42", "hybrid"] == ("66", "67")
    named = [ref for refs in rests.values() for ref in refs]
    assert sorted(named, key=int) == [indicator.ref for indicator in FRAMEWORK.indicators]


def test_an_unknown_scheme_is_an_error() -> None:
    from dataclasses import replace

    with pytest.raises(UnknownScheme):
        scheme_name(replace(FRAMEWORK, scoring={"scheme": "stars"}))


class _Row:
    def __init__(self, number: int, service: str | None, ticks: list[str], withdrawn: bool = False) -> None:
        self.criterion, self.perspective, self.service = "1", "approach", service
        self.number, self.ticks, self.withdrawn = number, ticks, withdrawn
        self.because, self.by, self.at = "because", "ada", "2026-06-01T12:00:00"


def test_the_newest_decision_holds_and_a_withdrawn_one_is_gone() -> None:
    rows = [_Row(2, None, ["written"]), _Row(1, None, KEYS), _Row(1, "day", KEYS), _Row(2, "day", [], True)]
    standing = standing_in(rows)["1", "approach"]
    assert list(standing) == [None]
    assert standing[None].ticks == ("written",)


def test_not_assessed_differs_from_not_yet_level_1() -> None:
    nobody = scale_result(SCALE, {})
    none = scale_result(SCALE, {None: Assessed("1", "approach", None, (), "because", "ada", "2026")})
    assert (nobody.level, none.level) == (None, 0)
    assert nobody.is_below
    assert none.is_below
    assert [c.key for c in none.lacking] == ["written", "most", "used"]


def test_a_service_below_the_bar_puts_the_scale_below_it() -> None:
    own = Assessed("1", "approach", None, ("written", "most", "used"), "because", "ada", "2026")
    day = Assessed("1", "approach", "day", ("written",), "because", "ada", "2026")
    assert not scale_result(SCALE, {None: own}).is_below
    result = scale_result(SCALE, {None: own, "day": day})
    assert result.level == 2
    assert result.is_below
    assert result.by_service["day"].level == 0
