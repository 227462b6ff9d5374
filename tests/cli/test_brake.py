"""Prove that a pass which would lose a large part of the store marks nothing until a person says so."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Qms


def fill(qms: Qms, count: int) -> None:
    """Put numbered files into the store and register them."""
    for n in range(count):
        qms.write(f"{n:03}.txt", f"text number {n}")
    qms.sync()


def remove(qms: Qms, count: int) -> None:
    """Delete the first files."""
    for n in range(count):
        (qms.store / f"{n:03}.txt").unlink()


def statuses(qms: Qms) -> list[str]:
    """Return the status of every evidence."""
    return [row["status"] for row in qms.register().values()]


def test_more_than_a_quarter_and_at_least_twenty_stops(qms: Qms) -> None:
    fill(qms, 60)
    remove(qms, 20)
    before = len(qms.trail())
    stopped = qms.run("sync", "--json", code=1)
    assert stopped.out == ""
    assert stopped.err.startswith("Error: 20 of 60 ")
    assert "qms sync --accept-missing" in stopped.err.splitlines()[1]
    assert statuses(qms) == ["present"] * 60
    assert len(qms.trail()) == before
    assert qms.sync("--accept-missing")["missing"] == 20
    assert statuses(qms).count("missing") == 20


def test_nineteen_pass(qms: Qms) -> None:
    fill(qms, 24)
    remove(qms, 19)
    assert qms.sync()["missing"] == 19


def test_a_quarter_exactly_passes(qms: Qms) -> None:
    fill(qms, 80)
    remove(qms, 20)
    assert qms.sync()["missing"] == 20


def test_new_files_do_not_get_in_while_the_brake_is_on(qms: Qms) -> None:
    fill(qms, 24)
    remove(qms, 20)
    qms.write("new.txt", "something new")
    qms.run("sync", code=1)
    assert "new.txt" not in qms.register()


def test_moves_do_not_count(qms: Qms) -> None:
    fill(qms, 24)
    (qms.store / "all").mkdir()
    for path in [p for p in qms.store.iterdir() if p.is_file()]:
        path.rename(qms.store / "all" / path.name)
    assert qms.sync()["moved"] == 24


def test_an_empty_folder_stops_and_files_that_return_go_on(qms: Qms) -> None:
    fill(qms, 24)
    kept = qms.root.parent / "kept"
    shutil.move(qms.store, kept)
    qms.store.mkdir()
    qms.run("sync", code=1)
    qms.store.rmdir()
    shutil.move(kept, qms.store)
    assert qms.sync() == {"added": 0, "changed": 0, "moved": 0, "missing": 0, "unreadable": 0}


def test_a_folder_that_is_not_found_marks_nothing(qms: Qms) -> None:
    fill(qms, 2)
    shutil.rmtree(qms.store)
    for extra in ((), ("--accept-missing",)):
        failed = qms.run("sync", *extra, code=1)
        assert failed.err.startswith("Error: ")
        assert "Hint: " in failed.err
        assert statuses(qms) == ["present", "present"]


def test_deletions_that_were_due_do_not_count(qms: Qms) -> None:
    fill(qms, 24)
    for n in range(20):
        qms.run("evidence", "set", f"{n:03}.txt", "--keep-until", "2026-05-31")
    remove(qms, 20)
    assert qms.sync()["missing"] == 0
    assert len(qms.register()) == 4
