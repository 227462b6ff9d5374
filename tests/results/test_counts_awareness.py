"""Prove how many of today's group know: persons once, head counts never added up, newcomers lower the share."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.model.extents import reached
from qms.model.organisation import Group
from qms.results.counts.awareness import count_awareness, count_training
from qms.results.telling import percent
from tests.results.rows import registers, row, settings

if TYPE_CHECKING:
    from qms.model.register import Registers, Row
    from qms.results.counts.awareness import AwarenessCounts

DAY = date(2026, 5, 10)
ASKED = date(2026, 3, 1)


def session(number: int, **more: Any) -> Row:
    values: dict[str, Any] = {"date": ASKED, "topic": "Rights", "indicators": ("22",), "group": ("staff",)}
    return row("awareness", number, **(values | more))


def member(person: str, number: int, *groups: str, **more: Any) -> Row:
    return row("awareness.members", number, person=person, group=groups or ("staff",), **more)


def counted(held: Registers, group: str = "staff", ref: str = "22") -> AwarenessCounts:
    found = {(c.subject, c.group): c for c in count_awareness(held, settings(), DAY)}
    return found[ref, group]


def test_a_person_counts_once_for_an_indicator() -> None:
    held = registers(
        session(2, person="Ada  Byrne"),
        session(3, person="ada byrne", topic="Rights again", understood=1),
        session(4, person="Bo"),
        session(5, person="Cy", present=0),
    )
    counts = counted(held)
    assert (counts.known, counts.understood, counts.size, counts.named) == (2, 1, 4, False)
    assert counts.known_reached == ("many",), "most is more than half"
    assert counts.understood_reached == ()
    assert len(counts.origins) == 4


def test_head_counts_are_never_added_up_and_never_exceed_the_group() -> None:
    held = registers(session(2, present=3, understood=2), session(3, present=2), session(4, person="Ada"))
    assert (counted(held).known, counted(held).understood) == (3, 2)
    assert counted(registers(session(2, present=9))).known == 4
    assert counted(registers(session(2, present=9))).extent == "all"


def test_members_known_by_name_are_the_group_of_today() -> None:
    held = registers(
        *(session(n, person=p) for n, p in enumerate(("A", "B", "C"), 2)),
        member("a", 2),
        member("B", 3, left=date(2026, 5, 10)),
        member("C", 4, left=date(2026, 5, 11)),
        member("D", 5, joined=date(2026, 5, 10)),
        member("E", 6, joined=date(2026, 5, 11)),
    )
    counts = counted(held)
    assert (counts.known, counts.size, counts.named) == (2, 3, True), (
        "who left counts nowhere, a newcomer below"
    )


def test_a_person_in_two_groups_counts_in_both() -> None:
    held = registers(session(2, person="A"), member("A", 2, "staff", "users"), member("B", 3, "users"))
    assert counted(held).known == 1
    assert (counted(held, "users").known, counted(held, "users").size) == (1, 2)


def test_a_session_counts_nobody_who_joined_after_it() -> None:
    gone = [member(f"old{n}", n, left=date(2026, 3, 10)) for n in range(2, 12)]
    new = [member(f"new{n}", n, joined=date(2026, 4, 1)) for n in range(12, 22)]
    held = registers(session(2, present=10, understood=10), *gone, *new)
    assert (counted(held).known, counted(held).understood, counted(held).size) == (0, 0, 10)
    stayed = [member("a", 30), member("b", 31, joined=ASKED), member("c", 32, joined=date(2026, 3, 2))]
    held = registers(session(2, present=10, understood=1), session(3, person="c"), *stayed, *new)
    assert (counted(held).known, counted(held).understood, counted(held).size) == (2, 1, 13)


def test_one_head_count_for_several_groups_counts_for_each_what_the_others_leave() -> None:
    def known(present: int, *groups: str) -> tuple[int, int]:
        held = registers(session(2, present=present, understood=present, group=groups))
        return counted(held).known, counted(held, "users").known

    assert known(10, "staff", "users") == (0, 6)
    assert known(12, "staff", "users") == (2, 8)
    assert known(14, "staff", "users") == (4, 10)
    unknown = settings(groups=(*settings().groups, Group("board", "Board", "other")))
    held = registers(session(2, present=14, group=("staff", "users", "board")))
    found = {c.group: c.known for c in count_awareness(held, unknown, DAY)}
    assert found["staff"] == found["users"] == 0, "how many of the board were there nobody knows"
    assert found["board"] == 0


def test_a_group_of_unknown_size_has_no_share() -> None:
    bare = settings(groups=(settings().groups[0].__class__("staff", "Staff"),))
    (counts,) = count_awareness(registers(session(2, present=3)), bare, DAY)
    assert (counts.known, counts.size, counts.known_share, counts.known_reached) == (3, None, None, ())


def test_what_lies_ahead_does_not_count() -> None:
    assert count_awareness(registers(session(2, present=3, date=date(2026, 5, 11))), settings(), DAY) == ()


def test_a_topic_stands_for_the_indicators_of_the_document_of_that_title() -> None:
    held = registers(session(2, present=3, indicators=(), topic="Code  of Ethics"))
    found = count_awareness(held, settings(), DAY, {"code of ethics": ("30", "31")})
    assert [(c.subject, c.known) for c in found] == [("30", 3), ("31", 3)]
    assert count_awareness(held, settings(), DAY) == ()


def test_hours_of_training_are_hours_of_persons_of_todays_staff() -> None:
    held = registers(
        session(2, hours=2, present=3),
        session(3, hours=2, person="A"),
        session(4, hours=2, person="A", group=("staff", "users")),
        session(5, hours=1.5, person="B", topic="Fire"),
        session(6, hours=9, present=9, group=("users",)),
        session(7, hours=9, present=9, date=date(2025, 3, 1)),
    )
    counts = count_training(held, settings(), 2026)
    assert (counts.hours, counts.sessions, counts.size, counts.per_person) == (7.5, 2, 4, 1.875)


@pytest.mark.parametrize(
    ("share", "extents"),
    [
        (0.0, ()),
        (0.33, ()),
        (0.34, ("many",)),
        (0.5, ("many",)),
        (0.501, ("many", "most")),
        (1.0, ("many", "most", "all")),
    ],
)
def test_extents(share: float, extents: tuple[str, ...]) -> None:
    assert reached(share, {"many": 0.34, "most": 0.5, "all": 1.0}) == extents


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(41, 48, 85), (0, 9, 0), (9, 9, 100), (999, 1000, 99), (1, 1000, 1)]
)
def test_only_all_are_a_hundred_per_cent(part: int, whole: int, shown: int) -> None:
    assert percent(part, whole) == shown


PERSONS = ["A", "B", "C", "D", "E", "F"]


@st.composite
def sessions(draw: st.DrawFn) -> list[Row]:
    found = []
    for number in range(2, 2 + draw(st.integers(1, 8))):
        person = draw(st.none() | st.sampled_from(PERSONS))
        heads = draw(st.none() | st.integers(0, 1 if person else 8))
        understood = draw(st.none() | st.integers(0, heads or 0))
        values = {"person": person, "present": heads, "understood": understood}
        found.append(session(number, **{k: v for k, v in values.items() if v is not None}))
    return found


members = st.lists(st.sampled_from(PERSONS), min_size=1, unique=True).map(
    lambda persons: [member(p, n) for n, p in enumerate(persons, 2)]
)


@given(sessions(), members)
def test_a_newcomer_never_raises_a_share(told: list[Row], kept: list[Row]) -> None:
    before = counted(registers(*told, *kept)) if _speaks(told, kept) else None
    if before is None:
        return
    after = counted(registers(*told, *kept, member("newcomer", 99, joined=DAY)))
    assert (after.known_share or 0) <= (before.known_share or 0)
    assert (after.understood_share or 0) <= (before.understood_share or 0)
    assert set(after.known_reached) <= set(before.known_reached)


def _speaks(told: list[Row], kept: list[Row]) -> bool:
    return bool(count_awareness(registers(*told, *kept), settings(), DAY))


@given(sessions(), st.just([]) | members, st.randoms(use_true_random=False))
def test_order_never_matters_and_nobody_counts_beyond_the_group(
    told: list[Row], kept: list[Row], random: Any
) -> None:
    turned, moved = list(told), list(kept)
    random.shuffle(turned)
    random.shuffle(moved)
    one = count_awareness(registers(*told, *kept), settings(), DAY)
    other = count_awareness(registers(*turned, *moved), settings(), DAY)
    assert [(c.group, c.known, c.understood, c.size, c.origins) for c in one] == [
        (c.group, c.known, c.understood, c.size, c.origins) for c in other
    ]
    for counts in one:
        assert 0 <= counts.understood <= counts.known <= (counts.size or 0)
