from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.sketch import SIZE, likeness, pack, sketch, unpack

WORDS = st.lists(st.sampled_from([f"ord{n}" for n in range(400)]), min_size=3, max_size=400)


@given(WORDS)
def test_a_text_is_like_itself_whatever_its_case_and_pieces(words: list[str]) -> None:
    whole = sketch([" ".join(words)])
    assert whole == sketch(words) == sketch([" ".join(words).upper()])
    assert len(whole) <= SIZE
    assert list(whole) == sorted(set(whole))
    assert likeness(whole, whole) == 1.0


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_bounded(one: list[str], other: list[str]) -> None:
    first, second = sketch(one), sketch(other)
    assert likeness(first, second) == likeness(second, first)
    assert 0.0 <= likeness(first, second) <= 1.0


@given(WORDS)
def test_packing_is_a_round_trip(words: list[str]) -> None:
    assert tuple(unpack(pack(sketch(words)))) == sketch(words)


def test_likeness_falls_with_what_was_changed() -> None:
    words = [f"ord{n}" for n in range(300)]
    shares = [likeness(sketch(words), sketch(["ny"] * 3 + words[cut:])) for cut in (0, 60, 150, 290)]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.9
    assert shares[-1] < 0.2


def test_two_words_have_no_sketch() -> None:
    assert sketch(["to ord"]) == ()
    assert likeness((), sketch(["tre små ord"])) == 0.0
