"""Prove that a file counts as left alone exactly when it was, and that a burst cannot hold up the rest for ever."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.stability import FileStability, Patience

QUIET = 2.0
A, B = b"a.txt", b"b.txt"


@dataclass
class Clock:
    """Stand in for time."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now


STATES = st.one_of(st.none(), st.tuples(st.integers(0, 2), st.integers(0, 2)))
STEPS = st.lists(
    st.tuples(
        st.sampled_from([0.0, 0.5, 1.0, 1.9, 2.0, 3.0]), st.one_of(st.just("touch"), STATES, st.just("gone"))
    ),
    max_size=25,
)


@given(STEPS)
def test_ready_means_quiet_between_two_looks(steps: list[tuple[float, object]]) -> None:
    """Follow one file beside a calm one: never ready early, always ready in time, begun anew with each change."""
    clock = Clock()
    stability = FileStability(QUIET, clock)
    state: object = "unknown"
    since = clock.now
    for pause, what in steps:
        clock.now += pause
        if what == "touch":
            stability.touch([A])
            since = clock.now
            continue
        if what == "gone":
            assert A not in stability.look({})
            state = "unknown"
            continue
        if what != state:
            state, since = what, clock.now
            expected = False
        else:
            expected = clock.now - since >= QUIET
        assert (A not in stability.look({A: what})) is expected  # type: ignore[dict-item]


@given(STEPS, st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_whatever_happened_a_file_left_alone_is_ready_at_the_second_look(
    steps: list[tuple[float, object]], last: tuple[int, int]
) -> None:
    clock = Clock()
    stability = FileStability(QUIET, clock)
    for pause, what in steps:
        clock.now += pause
        if what == "touch":
            stability.touch([A, B])
        else:
            stability.look({} if what == "gone" else {A: what})  # type: ignore[dict-item]
    stability.look({A: last, B: last})
    wait = stability.wait()
    assert wait <= QUIET
    clock.now += wait
    assert stability.look({A: last, B: last}) == frozenset()
    assert stability.waiting == 0
    assert stability.wait() == 0


def test_one_look_is_never_enough_however_old_the_file_is() -> None:
    clock = Clock()
    stability = FileStability(QUIET, clock)
    assert stability.look({A: (10, 1)}) == {A}
    clock.now += 1.9
    assert stability.look({A: (10, 1)}) == {A}
    clock.now += 0.1
    assert stability.look({A: (10, 1)}) == frozenset()


@pytest.mark.parametrize("later", [(11, 1), (9, 1), (10, 2), None])
def test_growing_shrinking_touching_and_vanishing_begin_anew(later: tuple[int, int] | None) -> None:
    clock = Clock()
    stability = FileStability(QUIET, clock)
    stability.look({A: (10, 1)})
    clock.now += 5
    assert stability.look({A: later}) == {A}
    clock.now += QUIET
    assert stability.look({A: later}) == frozenset()


def test_an_event_begins_the_wait_anew_even_for_a_file_that_was_ready() -> None:
    clock = Clock()
    stability = FileStability(QUIET, clock)
    stability.look({A: (1, 1), B: (1, 1)})
    clock.now += QUIET
    stability.look({A: (1, 1), B: (1, 1)})
    stability.touch([A, b"unknown"])
    assert stability.waiting == 1
    assert stability.wait() == QUIET
    clock.now += 1
    assert stability.look({A: (1, 1), B: (1, 1)}) == {A}


def test_a_file_that_was_taken_is_forgotten() -> None:
    clock = Clock()
    stability = FileStability(QUIET, clock)
    stability.look({A: (1, 1)})
    clock.now += QUIET
    stability.look({})
    assert stability.look({A: (1, 1)}) == {A}


def test_patience_goes_on_at_once_when_nothing_waits() -> None:
    assert Patience(10, Clock()).ends(waiting=False)


@given(st.lists(st.sampled_from([0.0, 0.1, 1.0, 4.0]), min_size=1, max_size=60))
def test_endless_waiting_is_interrupted_in_time_and_not_more_often(pauses: list[float]) -> None:
    clock = Clock()
    patience = Patience(10, clock)
    began = clock.now
    patience.ends(waiting=True)
    for pause in pauses:
        clock.now += pause
        ended = patience.ends(waiting=True)
        assert ended is (clock.now - began >= 10)
        if ended:
            began = clock.now


def test_a_burst_that_ended_leaves_the_next_one_its_full_time() -> None:
    clock = Clock()
    patience = Patience(10, clock)
    assert not patience.ends(waiting=True)
    clock.now += 9
    assert patience.ends(waiting=False)
    clock.now += 9
    assert not patience.ends(waiting=True)
    clock.now += 9
    assert not patience.ends(waiting=True)
