"""Prove that one pass runs at a time, and that it keeps nobody else from working."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from indexer.lock import hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.cli.conftest import Qms


@pytest.fixture
def held(qms: Qms) -> Iterator[Qms]:
    """Return a workspace where this process holds the lock of the pass."""
    qms.write("a.txt", "The council met on 1 May 2026")
    qms.write("b.txt", "Other words")
    qms.sync()
    with hold(qms.index.parent / "sync.lock"):
        yield qms


def test_a_second_pass_exits_5_and_names_the_holder(held: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_LOCK_WAIT", "0.1")
    failed = held.run("sync", code=5)
    assert str(os.getpid()) in failed.err.splitlines()[0]
    assert failed.err.splitlines()[1].startswith("Hint: ")


def test_it_waits_as_long_as_it_is_told(qms: Qms) -> None:
    import time

    qms.sync()
    with hold(qms.index.parent / "sync.lock"):
        begun = time.monotonic()
        qms.run("sync", code=5)
        assert time.monotonic() - begun >= 1
    qms.sync()


def test_everything_else_works_meanwhile(held: Qms) -> None:
    held.run("link", "a.txt", "40", "--kind", "voice")
    assert held.json("search", "council")["hits"][0]["indicators"] == ["40"]
    assert held.indicator("40")["state"] == "covered"
    held.run("coverage")
    held.run("gaps")
    held.run("evidence", "set", "a.txt", "--title", "Minutes")
    held.run("review", "a.txt", "--confirm")
    held.run("unlink", "a.txt", "40")
    held.run("evidence", "list")
    held.run("log")


def test_forgetting_waits_for_the_pass(held: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QMS_LOCK_WAIT", "0.1")
    failed = held.run("evidence", "forget", "a.txt", "--because", "retention ended", code=5)
    assert failed.err.startswith("Error: ")


@pytest.mark.slow  # a burst of processes
def test_two_passes_at_once_leave_one_register(qms: Qms) -> None:
    for n in range(40):
        qms.write(f"{n}.txt", f"text number {n}")
    both = [qms.start("sync", "--json", env={"QMS_LOCK_WAIT": "30"}) for _ in range(2)]
    for process in both:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert len(qms.register()) == 40
    assert qms.trail().count("evidence.added") == 40
    assert qms.json("search", "number", "--limit", "100")["total"] == 40


def test_a_lock_left_by_a_dead_process_holds_nobody(qms: Qms) -> None:
    qms.sync()
    (qms.index.parent / "sync.lock").write_text("999999")
    qms.write("later.txt", "written after the other process had died")
    qms.sync()
    assert qms.json("search", "died")["total"] == 1


@pytest.mark.slow  # a burst of processes
def test_links_made_while_a_pass_writes_are_all_kept(qms: Qms) -> None:
    for n in range(30):
        qms.write(f"{n}.txt", f"text number {n}")
    qms.sync()
    for n in range(30):
        qms.write(f"new/{n}.txt", f"another text {n}")
    process = qms.start("sync")
    for n in range(10):
        qms.run("link", f"{n}.txt", "40", "--kind", "voice")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert sum(1 for r in qms.register().values() if r["indicators"] == ["40"]) == 10
    assert len(qms.register()) == 60
