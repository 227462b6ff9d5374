"""Prove the identity rules: moved, changed, new and vanished files told apart."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from qms.evidence.identity import EMPTY, Known, Matching, Seen, match


def sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def known(ident: str, path: str, text: str) -> Known:
    return Known(ident, path.encode(), sha(text))


def seen(path: str, text: str) -> Seen:
    return Seen(path.encode(), sha(text))


def test_the_empty_fingerprint_is_that_of_no_bytes() -> None:
    assert sha("") == EMPTY


# (a) the same path


def test_same_path_is_the_same_evidence_with_old_or_new_bytes() -> None:
    found = match(
        [known("e1", "a.txt", "old"), known("e2", "b.txt", "b")], [seen("a.txt", "new"), seen("b.txt", "b")]
    )
    assert dict(found.same) == {"e1": seen("a.txt", "new"), "e2": seen("b.txt", "b")}
    assert not found.moved
    assert not found.new
    assert not found.vanished


def test_unless_its_new_bytes_belong_to_an_evidence_whose_path_vanished() -> None:
    found = match([known("e1", "a.txt", "a"), known("e2", "b.txt", "b")], [seen("b.txt", "a")])
    assert dict(found.moved) == {"e1": seen("b.txt", "a")}
    assert list(found.vanished) == ["e2"]


def test_unless_its_new_bytes_belong_to_an_evidence_whose_path_changed() -> None:
    found = match(
        [known("e1", "a.txt", "a"), known("e2", "b.txt", "b")], [seen("a.txt", "fresh"), seen("b.txt", "a")]
    )
    assert dict(found.moved) == {"e1": seen("b.txt", "a")}
    assert list(found.new) == [seen("a.txt", "fresh")]
    assert list(found.vanished) == ["e2"]


def test_bytes_of_an_evidence_that_stayed_are_a_copy_and_no_move() -> None:
    found = match(
        [known("e1", "a.txt", "a"), known("e2", "b.txt", "b")], [seen("a.txt", "a"), seen("b.txt", "a")]
    )
    assert dict(found.same) == {"e1": seen("a.txt", "a"), "e2": seen("b.txt", "a")}
    assert not found.moved


def test_a_ring_of_three_files_moves() -> None:
    before = [known("e1", "a", "1"), known("e2", "b", "2"), known("e3", "c", "3")]
    found = match(before, [seen("a", "3"), seen("b", "1"), seen("c", "2")])
    assert dict(found.moved) == {"e1": seen("b", "1"), "e2": seen("c", "2"), "e3": seen("a", "3")}


# (b) the bytes of a vanished path


def test_bytes_at_exactly_one_new_path_are_a_move() -> None:
    found = match([known("e1", "a.txt", "a")], [seen("x/b.txt", "a"), seen("c.txt", "c")])
    assert dict(found.moved) == {"e1": seen("x/b.txt", "a")}
    assert list(found.new) == [seen("c.txt", "c")]


def test_bytes_at_several_new_paths_go_to_the_same_file_name() -> None:
    found = match([known("e1", "a.txt", "a")], [seen("x/b.txt", "a"), seen("y/a.txt", "a")])
    assert dict(found.moved) == {"e1": seen("y/a.txt", "a")}
    assert list(found.new) == [seen("x/b.txt", "a")]


def test_else_all_are_new_and_the_vanished_one_has_candidates() -> None:
    found = match([known("e1", "a.txt", "a")], [seen("x/b.txt", "a"), seen("y/c.txt", "a")])
    assert not found.moved
    assert list(found.new) == [seen("x/b.txt", "a"), seen("y/c.txt", "a")]
    assert list(found.vanished) == ["e1"]
    assert dict(found.candidates) == {"e1": (b"x/b.txt", b"y/c.txt")}


def test_two_places_of_the_same_name_are_ambiguous_too() -> None:
    found = match([known("e1", "a.txt", "a")], [seen("x/a.txt", "a"), seen("y/a.txt", "a")])
    assert not found.moved
    assert set(found.candidates["e1"]) == {b"x/a.txt", b"y/a.txt"}


def test_of_two_vanished_twins_the_one_of_the_same_name_moves() -> None:
    before = [known("e1", "a.txt", "t"), known("e2", "b.txt", "t")]
    found = match(before, [seen("x/b.txt", "t")])
    assert dict(found.moved) == {"e2": seen("x/b.txt", "t")}
    assert list(found.vanished) == ["e1"]


def test_a_renamed_folder_takes_its_twins_along_by_name() -> None:
    before = [known("e1", "x/a.txt", "t"), known("e2", "x/b.txt", "t")]
    found = match(before, [seen("y/a.txt", "t"), seen("y/b.txt", "t")])
    assert dict(found.moved) == {"e1": seen("y/a.txt", "t"), "e2": seen("y/b.txt", "t")}


def test_a_name_that_is_no_text_moves_as_well() -> None:
    found = match([Known("e1", b"\xe5r.txt", sha("a"))], [Seen(b"\xc3\xa5r.txt", sha("a"))])
    assert dict(found.moved) == {"e1": Seen(b"\xc3\xa5r.txt", sha("a"))}


# (c) otherwise new


def test_otherwise_new() -> None:
    found = match([], [seen("a", "a"), seen("b", "a")])
    assert list(found.new) == [seen("a", "a"), seen("b", "a")]


def test_equal_bytes_at_two_living_paths_are_two_evidences() -> None:
    both = [seen("a", "t"), seen("b", "t")]
    found = match([known("e1", "a", "t"), known("e2", "b", "t")], both)
    assert dict(found.same) == {"e1": both[0], "e2": both[1]}


# Laws

names = st.sampled_from([f"{folder}{name}" for folder in ("", "x/", "y/") for name in ("a", "b", "c")])
texts = st.sampled_from(["", "1", "2", "3"])
stores = st.dictionaries(names, texts, max_size=9)


def records(store: dict[str, str]) -> list[Known]:
    return [known(f"e{n}", path, text) for n, (path, text) in enumerate(store.items())]


def files(store: dict[str, str]) -> list[Seen]:
    return [seen(path, text) for path, text in store.items()]


def as_values(found: Matching) -> tuple[Any, ...]:
    return (
        dict(found.same),
        dict(found.moved),
        list(found.new),
        list(found.vanished),
        {k: tuple(v) for k, v in found.candidates.items()},
    )


@given(stores, stores)
def test_every_file_and_every_evidence_ends_in_exactly_one_place(
    before: dict[str, str], after: dict[str, str]
) -> None:
    old, now = records(before), files(after)
    found = match(old, now)
    ends = [*found.same.values(), *found.moved.values(), *found.new]
    assert sorted(s.raw for s in ends) == sorted(s.raw for s in now)
    assert set(ends) == set(now)
    ids = [*found.same, *found.moved, *found.vanished]
    assert sorted(ids) == sorted(k.id for k in old)


@given(stores, stores)
def test_each_verdict_means_what_it_says(before: dict[str, str], after: dict[str, str]) -> None:
    old = {k.id: k for k in records(before)}
    found = match(old.values(), files(after))
    assert all(old[i].raw == s.raw for i, s in found.same.items())
    assert all(old[i].raw != s.raw and old[i].sha256 == s.sha256 for i, s in found.moved.items())
    fresh = {s.raw: s.sha256 for s in found.new}
    for ident, places in found.candidates.items():
        assert ident in found.vanished
        assert all(fresh[p] == old[ident].sha256 for p in places)


@given(stores, stores, st.randoms(use_true_random=False))
def test_the_order_of_neither_side_matters(
    before: dict[str, str], after: dict[str, str], random: Any
) -> None:
    old, now = records(before), files(after)
    first = as_values(match(old, now))
    random.shuffle(old)
    random.shuffle(now)
    assert as_values(match(old, now)) == first


@given(stores)
def test_an_unchanged_folder_is_all_the_same(store: dict[str, str]) -> None:
    found = match(records(store), files(store))
    assert {k: s.raw for k, s in found.same.items()} == {k.id: k.raw for k in records(store)}
    assert not found.moved
    assert not found.new
    assert not found.vanished


@given(stores, st.data())
def test_a_pure_rename_of_unique_bytes_is_a_move(store: dict[str, str], data: st.DataObject) -> None:
    unique = [p for p, t in store.items() if t and list(store.values()).count(t) == 1]
    assume(unique)
    old_path = data.draw(st.sampled_from(unique))
    new_path = data.draw(names.filter(lambda n: n not in store))
    after = {new_path if p == old_path else p: t for p, t in store.items()}
    old = records(store)
    found = match(old, files(after))
    mover = next(k.id for k in old if k.raw == old_path.encode())
    assert dict(found.moved) == {mover: seen(new_path, store[old_path])}
    assert not found.new
    assert not found.vanished


@given(st.dictionaries(names, st.integers(), min_size=2, max_size=6), st.data())
def test_a_swap_of_two_files_moves_both(numbers: dict[str, int], data: st.DataObject) -> None:
    assume(len(set(numbers.values())) == len(numbers))
    store = {path: str(n) for path, n in numbers.items()}
    one, two = data.draw(st.lists(st.sampled_from(sorted(store)), min_size=2, max_size=2, unique=True))
    old = records(store)
    found = match(old, files(store | {one: store[two], two: store[one]}))
    ids = {k.raw.decode(): k.id for k in old}
    assert dict(found.moved) == {ids[one]: seen(two, store[one]), ids[two]: seen(one, store[two])}
    assert len(found.same) == len(store) - 2
    assert not found.new
    assert not found.vanished


@given(stores, stores)
def test_empty_files_never_match_by_bytes(before: dict[str, str], after: dict[str, str]) -> None:
    old = {k.id: k for k in records(before)}
    found = match(old.values(), files(after))
    assert all(s.sha256 != EMPTY for s in found.moved.values())
    assert all(old[i].sha256 != EMPTY for i in found.candidates)


@given(stores, stores)
def test_matching_what_was_matched_finds_nothing_more(before: dict[str, str], after: dict[str, str]) -> None:
    found = match(records(before), files(after))
    now = [Known(i, s.raw, s.sha256) for i, s in {**found.same, **found.moved}.items()]
    now += [Known(f"n{n}", s.raw, s.sha256) for n, s in enumerate(found.new)]
    again = match(now, files(after))
    assert len(again.same) == len(after)
    assert not again.moved
    assert not again.new
    assert not again.vanished
