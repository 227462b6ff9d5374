"""Prove that a pass leaves exactly what it is told to leave, and that bursts and endless writing are told apart."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from indexer.scan import FoundFile
from qms.upkeep import settling
from qms.upkeep.observing import Differences
from qms.upkeep.settling import NotYet, Settling
from qms.upkeep.sync import sync
from qms.workspace.workspace import Workspace

if TYPE_CHECKING:
    from tests.cli.conftest import Qms


@dataclass
class Clock:
    """Stand in for time."""

    now: float = 50.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Gone:
    """Stand in for what the register knows of a file that vanished."""

    raw: bytes


def found(names: list[str], gone: tuple[str, ...] = (), size: int = 1) -> Differences:
    files = [FoundFile(n.encode(), n, size, 1, 1) for n in names]
    return Differences(files, [Gone(n.encode()) for n in gone], 0)  # type: ignore[misc]


def test_a_burst_is_taken_when_all_of_it_is_quiet() -> None:
    clock = Clock()
    wait = Settling(2, clock)
    with pytest.raises(NotYet):
        wait.hold(found(["a"]))
    clock.now += 1.5
    with pytest.raises(NotYet):
        wait.hold(found(["a", "b"], ("c",)))
    assert wait.waiting == 3
    clock.now += wait.wait()
    assert wait.hold(found(["a", "b"], ("c",))) == frozenset()
    assert wait.waiting == wait.left == 0


def test_endless_writing_holds_up_the_rest_for_ten_seconds_only() -> None:
    clock = Clock()
    wait = Settling(1, clock)
    began, size = clock.now, 0

    def look() -> frozenset[bytes]:
        nonlocal size
        size += 1
        quiet = found(["a", "b"])
        busy = FoundFile(b"log", "log", size, 1, 1)
        return wait.hold(Differences([*quiet.changed, busy], [], 0))

    while clock.now < began + 9.9:
        with pytest.raises(NotYet):
            look()
        clock.now += 0.5
    assert look() == {b"log"}
    assert wait.waiting == 1


def test_a_touched_file_waits_anew() -> None:
    clock = Clock()
    wait = Settling(1, clock)
    with pytest.raises(NotYet):
        wait.hold(found(["a"]))
    clock.now += 1
    wait.touch([b"a"])
    with pytest.raises(NotYet):
        wait.hold(found(["a"]))


def test_very_many_files_are_taken_in_parts_unless_some_vanished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "AT_ONCE", 10)
    clock = Clock()
    wait = Settling(1, clock)
    names = [f"{n:02}" for n in range(25)]
    with pytest.raises(NotYet):
        wait.hold(found(names))
    clock.now += 1
    assert len(wait.hold(found(names))) == wait.left == 15
    assert len(wait.hold(found(names[10:]))) == wait.left == 5
    assert wait.hold(found(names[20:])) == frozenset()
    with pytest.raises(NotYet):
        wait.hold(found(names, ("gone",)))
    clock.now += 1
    assert wait.hold(found(names, ("gone",))) == frozenset()
    assert wait.left == 0


def leave(qms: Qms, *names: str) -> dict[str, int]:
    """Run a pass that leaves some files."""
    workspace = Workspace(qms.root)
    try:
        counts = sync(workspace, hold=lambda _found: {n.encode() for n in names}).counts
    finally:
        workspace.close()
    return {name: getattr(counts, name) for name in ("added", "changed", "moved", "missing")}


NOTHING = {"added": 0, "changed": 0, "moved": 0, "missing": 0}


def test_what_is_left_is_neither_new_nor_changed_nor_missing(qms: Qms) -> None:
    for name in ("same", "edited", "deleted"):
        qms.write(f"{name}.txt", f"the walrus {name}")
    qms.sync()
    before = qms.register()
    qms.write("edited.txt", "the unicorn, half writ")
    (qms.store / "deleted.txt").unlink()
    qms.write("new.txt", "the unicorn, half wri")
    assert leave(qms, "edited.txt", "deleted.txt", "new.txt") == NOTHING
    assert qms.register() == before
    assert qms.json("search", "unicorn")["total"] == 0
    qms.write("edited.txt", "the unicorn, wholly written")
    assert leave(qms, "deleted.txt", "new.txt") == NOTHING | {"changed": 1}
    assert leave(qms, "new.txt") == NOTHING | {"missing": 1}
    assert leave(qms) == NOTHING | {"added": 1}


def test_a_missing_file_that_returns_is_left_missing_and_an_unreadable_one_unreadable(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    qms.write("a.txt", "the walrus")
    qms.write("b.txt", "the unicorn")
    qms.sync()
    (qms.store / "a.txt").unlink()
    real = os.open

    def refuse(path: Any, *rest: Any, **named: Any) -> Any:
        if os.fsencode(path).endswith(b"b.txt"):
            raise PermissionError(13, "no", path)
        return real(path, *rest, **named)

    os.utime(qms.store / "b.txt", ns=(1, 1))
    with monkeypatch.context() as closed:
        closed.setattr(os, "open", refuse)
        qms.sync()
    status = {path: row["status"] for path, row in qms.register().items()}
    assert status == {"a.txt": "missing", "b.txt": "unreadable"}
    trail = qms.trail()
    qms.write("a.txt", "the walrus again")
    assert leave(qms, "a.txt", "b.txt") == NOTHING
    assert {path: row["status"] for path, row in qms.register().items()} == status
    assert qms.trail() == trail
    (qms.store / "b.txt").unlink()
    assert leave(qms, "a.txt", "b.txt") == NOTHING
    assert {path: row["status"] for path, row in qms.register().items()} == status


def test_a_file_that_changes_between_the_scan_and_its_reading_is_left(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indexer import scan

    path = qms.write("a.txt", "the walrus")
    real = scan.read_stable

    def late(place: Any) -> Any:
        path.write_text("the walrus and more, which somebody is still typing")
        return real(place)

    with monkeypatch.context() as typing:
        typing.setattr(scan, "read_stable", late)
        assert leave(qms) == NOTHING
    assert leave(qms) == NOTHING | {"added": 1}


def test_a_swap_of_names_needs_both(qms: Qms) -> None:
    """What a part of the truth would get wrong is why a burst is taken as a whole."""
    qms.write("a.txt", "the walrus")
    qms.write("b.txt", "the unicorn")
    qms.sync()
    idents = {row["sha256"]: row["id"] for row in qms.register().values()}
    (qms.store / "a.txt").rename(qms.store / "c.txt")
    (qms.store / "b.txt").rename(qms.store / "a.txt")
    (qms.store / "c.txt").rename(qms.store / "b.txt")
    assert leave(qms, "a.txt", "b.txt") == NOTHING
    assert leave(qms) == NOTHING | {"moved": 2}
    assert {row["sha256"]: row["id"] for row in qms.register().values()} == idents
