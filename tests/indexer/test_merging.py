"""Prove that the index is written anew in small parts, and that its list of stamps is only believed when it fits."""

from __future__ import annotations

import marshal
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from indexer.index import Index
from indexer.merging import to_merge
from indexer.ranking import Wish
from indexer.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indexer.index import IndexDocument

    Make = Callable[..., IndexDocument]


@dataclass(eq=False)
class Segment:
    living: int
    deleted: int = 0

    def doc_count(self) -> int:
        return self.living

    def doc_count_all(self) -> int:
        return self.living + self.deleted


def test_a_big_segment_stays_while_small_ones_gather() -> None:
    big, small = Segment(6000), [Segment(2) for _ in range(9)]
    assert to_merge([big, *small]) == []
    assert to_merge([big, *small, tenth := Segment(3)]) == [*small, tenth]


def test_what_is_mostly_deleted_is_written_anew() -> None:
    half, most, empty = Segment(50, 50), Segment(49, 51), Segment(0, 10)
    assert to_merge([half, most, empty]) == [most, empty]


def test_many_changes_rewrite_each_entry_a_few_times() -> None:
    segments, written = [Segment(6000)], 0
    for _ in range(1000):
        segments[0].living -= 1
        segments[0].deleted += 1
        chosen = to_merge(segments)
        size = 1 + sum(s.living for s in chosen)
        segments = [s for s in segments if s not in chosen] + [Segment(size)]
        written += size
    assert written < 6000
    assert len(segments) < 40


def segments(index: Index) -> int:
    return len(list(index.path.glob("*.trm")))


def test_single_changes_after_a_bulk_leave_it_alone(index: Index, document: Make) -> None:
    index.write(document(f"k{n}", f"text number {n}") for n in range(300))
    (bulk,) = index.path.glob("*.trm")
    for n in range(25):
        index.write([document(f"k{n}", f"changed {n}", stamp=f"new{n}")])
    assert bulk.exists()
    assert segments(index) <= 12
    assert index.search("changed").total == 25
    assert index.search("number").total == 275
    held = index.stamps()
    assert len(held) == 300
    assert held == index.stamps(from_entries=True)


def test_entries_that_are_all_gone_take_no_room(index: Index, document: Make) -> None:
    index.write([document("a", "one")])
    index.write([document("b", "two")], ["a"])
    index.write([], ["b"])
    index.write([document("c", "three")])
    assert segments(index) == 1
    assert index.stamps() == index.stamps(from_entries=True) == {"c": "s"}


def test_stamps_are_read_from_the_list(index: Index, document: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    index.write([document("a", "one", stamp="1"), document("b", "two", stamp="2")])

    def never(*_: object) -> None:
        raise AssertionError("an entry was read")

    monkeypatch.setattr(Snapshot, "stored", never)
    with Index(index.path) as again:
        assert again.stamps() == {"a": "1", "b": "2"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"identity": 3}', None])
def test_a_list_that_is_damaged_or_absent_is_not_needed(
    index: Index, document: Make, damage: bytes | None
) -> None:
    index.write([document("a", "one", stamp="1")])
    (listed,) = index.path.glob("stamps.json")
    listed.unlink() if damage is None else listed.write_bytes(damage)
    assert index.stamps() == {"a": "1"}
    index.write([document("b", "two", stamp="2")])
    assert index.stamps() == {"a": "1", "b": "2"}


def test_a_list_of_another_commit_is_not_believed(index: Index, document: Make, tmp_path: Path) -> None:
    """A writer may be killed between its commit and the list."""
    index.write([document("a", "one", stamp="1")])
    (listed,) = index.path.glob("stamps.json")
    old = listed.read_bytes()
    index.write([document("a", "one", stamp="2")])
    listed.write_bytes(old)
    assert index.stamps() == {"a": "2"}
    with Index(tmp_path / "other" / "index") as other:
        other.write([document("z", "one", stamp="9")])
        (other.path / "stamps.json").write_bytes(old)
        assert other.stamps() == {"z": "9"}, "the same number of commits, another index"


def test_a_disk_that_takes_no_list_costs_no_write(
    index: Index, document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (index.path / "stamps.json.new").mkdir()
    index.write([document("a", "one", stamp="1")])
    assert index.stamps() == {"a": "1"}


def test_a_merge_larger_than_memory_gives_the_same_answers(
    index: Index, document: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from indexer import index as module
    from indexer import spill

    made = [document(f"k{n:03}", f"text number {n} of many words", f"page two of {n}") for n in range(200)]
    index.write(made)
    written: list[object] = []
    true = marshal.dump

    def dump(value: list[object], file: object) -> None:
        written.append(value)
        true(value, file)  # type: ignore[arg-type]

    monkeypatch.setattr(marshal, "dump", dump)
    monkeypatch.setattr(spill, "_BLOCK", 7)
    monkeypatch.setattr(module, "Spill", lambda storage, _: spill.Spill(storage, 20_000))
    with Index(tmp_path / "small" / "index") as small:
        for start in range(0, len(made), 10):
            small.write(made[start : start + 10])
        assert len(written) > 100
        assert segments(small) < 15
        assert not list(small.path.glob("*.tmp")), "runs do not stay"
        for query in ("number", '"two of 17"', "many -number", "pag*"):
            assert small.search(query, wish=Wish(500)) == index.search(query, wish=Wish(500))
