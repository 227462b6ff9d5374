"""Prove that a pass costs what changed, not what is there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms

COUNT = 60


@pytest.fixture
def filled(qms: Qms) -> Qms:
    """Return a workspace with files that a pass has seen."""
    for n in range(COUNT):
        qms.write(f"d{n % 3}/{n:02}.txt", f"text number {n}")
    qms.sync()
    return qms


def change(path: Path, text: str) -> None:
    """Write a file so that its time differs whatever the clock's grain."""
    path.write_text(text, encoding="utf-8")
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))


def count(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> list[Any]:
    """Note every call of a function or method."""
    called: list[Any] = []
    true = getattr(owner, name)

    def noting(*arguments: Any, **named: Any) -> Any:
        called.append(arguments)
        return true(*arguments, **named)

    monkeypatch.setattr(owner, name, noting)
    return called


def test_nothing_changed_reads_the_register_once_and_no_entry(
    filled: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indexer.snapshot import Snapshot
    from qms.state import evidence_rows
    from qms.state.store import State
    from qms.upkeep import indexing, register, sync

    manifests = [count(monkeypatch, m, "known_files") for m in (evidence_rows, sync, register, indexing)]
    entries = count(monkeypatch, Snapshot, "stored")
    writes = count(monkeypatch, State, "write")
    assert set(filled.sync().values()) == {0}
    # `evidence_rows` answers which files wait to be read: none, in a query of its own.
    assert [len(calls) for calls in manifests] == [1, 1, 0, 0]
    assert entries == []
    assert writes == []


def test_one_change_is_one_commit_of_one_document(filled: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer import segments
    from indexer.index import Index

    writes = count(monkeypatch, Index, "write")
    added = count(monkeypatch, segments, "entries")
    change(filled.store / "d0" / "00.txt", "another text")
    assert filled.sync()["changed"] == 1
    assert (len(writes), len(added)) == (1, 1)
    assert filled.json("search", "another")["total"] == 1


def test_a_first_pass_writes_the_index_once(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.index import Index

    writes = count(monkeypatch, Index, "write")
    for n in range(COUNT):
        qms.write(f"{n:02}.txt", f"text number {n}")
    qms.sync()
    assert len(writes) == 1
    assert qms.json("search", "number")["total"] == COUNT


def test_cached_readings_are_not_forced_to_disk(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are derived, and one flush a file takes longer than reading it."""
    for n in range(COUNT):
        qms.write(f"{n:02}.txt", f"text number {n}")
    flushed = count(monkeypatch, os, "fsync")
    qms.sync()
    assert len(flushed) < COUNT / 2


def test_a_reading_that_a_power_cut_emptied_is_made_again(filled: Qms) -> None:
    import shutil

    (text,) = (filled.root / ".qms" / "cache").glob("text")
    for path in text.iterdir():
        path.write_bytes(b"")
    shutil.rmtree(filled.index)
    filled.sync()
    assert filled.json("search", "number", "--limit", "100")["total"] == COUNT


def test_statements_of_a_first_pass_grow_with_batches_not_files(
    qms: Qms, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy.engine import Connection

    from qms.upkeep.reading import BATCH

    for n in range(2 * BATCH):
        qms.write(f"{n:03}.txt", f"text number {n}")
    asked = count(monkeypatch, Connection, "execute")
    from qms.upkeep import reading

    before: list[int] = []
    true = reading._write_batch

    def batch(*arguments: Any) -> None:
        start = len(asked)
        true(*arguments)
        before.append(len(asked) - start)

    monkeypatch.setattr(reading, "_write_batch", batch)
    qms.sync()
    assert len(before) == 2
    assert max(before) < 10
    assert all(row["units"] == 1 for row in qms.register().values())


def test_a_decision_made_during_the_scan_is_kept(filled: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    from qms.upkeep import observing, sync

    true = observing.observe

    def observe(*arguments: Any) -> Any:
        filled.run("evidence", "set", "d0/00.txt", "--keep-until", "2026-05-01")
        return true(*arguments)

    monkeypatch.setattr(sync, "observe", observe)
    (filled.store / "d0" / "00.txt").unlink()
    assert filled.sync()["missing"] == 0, "the deletion was due"
