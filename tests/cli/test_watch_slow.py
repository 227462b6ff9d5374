"""Prove what takes long of `qms watch`: a burst of thirty thousand files, long passes, waiting for others."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.lock import hold
from tests.cli.watchers import until, watching

if TYPE_CHECKING:
    from tests.cli.conftest import Qms

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]
FILES = 30_000
MEGABYTES = 400
"""Design section 8, target 12: what a sync of 10,000 files may take, here for three times as many."""


def tree_memory(root: int) -> float:
    """Return the proportional memory of a process and its children, in megabytes."""
    total = 0
    for process in (root, *children(root)):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total / 1024


def children(root: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            found += [int(number) for number in task.read_text("ascii").split()]
        except OSError:
            continue
    return found


def make(folder: Path) -> None:
    """Write the files: each with a word of its own."""
    for n in range(FILES):
        if n % 500 == 0:
            (folder / f"{n // 500:03}").mkdir(parents=True)
        (folder / f"{n // 500:03}" / f"{n:05}.txt").write_text(f"Minutes {n} of the council: word{n:05}x")


def test_a_burst_of_thirty_thousand(qms: Qms, tmp_path: Path, record_property: pytest.RecordProperty) -> None:
    source = tmp_path / "source"
    make(source)
    peak = [0.0]
    with watching(qms, settle=1, rescan=60) as watcher:
        watcher.expect("pass")
        over = threading.Event()

        def measure() -> None:
            while not over.wait(0.5):
                peak[0] = max(peak[0], tree_memory(watcher.process.pid))

        meter = threading.Thread(target=measure, daemon=True)
        meter.start()
        began = time.monotonic()
        shutil.copytree(source, qms.store, dirs_exist_ok=True)
        copied = time.monotonic() - began
        until(lambda: watcher.total("added") > 0, "nothing was found", 300)
        path = qms.sql("select path from evidence where reader is not null limit 1")[0][0]
        qms.run("link", path, "40", "--kind", "voice")  # people work meanwhile
        assert qms.json("search", "council", "--limit", "1")["hits"]
        until(lambda: watcher.total("added") >= FILES, lambda: watcher.events[-3:], 900)
        took = time.monotonic() - began
        over.set()
        meter.join(10)
        watcher.end()
    print(f"copied in {copied:.0f} s, all found after {took:.0f} s, {peak[0]:.0f} MB")
    record_property("seconds", round(took))
    assert watcher.total("added") == FILES
    assert [e for e in watcher.events if e["event"] == "trouble"] == []
    assert qms.sql("select count(*), count(distinct path), count(distinct sha256) from evidence") == [
        (FILES, FILES, FILES)
    ]
    assert qms.sql("select count(*) from revisions") == [(FILES,)]
    assert qms.sql("select count(*) from trail where action = 'evidence.added'") == [(FILES,)]
    assert qms.sync() == {"added": 0, "changed": 0, "moved": 0, "missing": 0, "unreadable": 0}
    assert indexed(qms) == FILES
    for n in (0, 1, 1999, 2000, 14_999, 29_999):
        found = qms.json("search", f"word{n:05}x")["hits"]
        assert [h["path"] for h in found] == [f"{n // 500:03}/{n:05}.txt"]
    assert qms.register()[path]["indicators"] == ["40"]
    assert peak[0] < MEGABYTES


def indexed(qms: Qms) -> int:
    """Return how many files the entries of the index speak of."""
    from indexer.index import Index

    with Index(qms.index) as index:
        stamps = index.stamps(from_entries=True)
        assert index.stamps() == stamps
        assert not index.was_rebuilt
        return len(stamps)


def test_a_pass_of_another_process_is_waited_for(qms: Qms) -> None:
    with watching(qms) as watcher:
        watcher.expect("pass")
        with hold(qms.index.parent / "sync.lock"):
            qms.write("new.txt", "the walrus")
            told = watcher.expect("trouble", code="index_busy")
            assert told["holder"] == os.getpid()
        watcher.expect("recovered")
        watcher.expect("pass", added=1)
        watcher.end()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_a_long_pass_too(qms: Qms, number: int) -> None:
    from qms.upkeep.heartbeat import read_heartbeat
    from qms.workspace.workspace import Workspace

    for n in range(1500):
        qms.write(f"{n:04}.txt", f"text number {n}")
    workspace = Workspace(qms.root)
    with watching(qms) as watcher:
        until(lambda: len(qms.sql("select id from evidence")) > 0, "the pass did not begin")
        assert (read_heartbeat(workspace) or {})["state"] == "passing"
        begun = time.monotonic()
        assert watcher.end(number) in {0, 130}
        assert time.monotonic() - begun < 6  # two seconds of grace, and a busy machine
    assert read_heartbeat(workspace) is None
    assert qms.sync()["added"] in {0, 1500}
    assert len(qms.register()) == 1500
    assert qms.json("search", "number", "--limit", "1")["total"] == 1500
