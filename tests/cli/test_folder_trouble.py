"""Prove that a folder which cannot be listed costs nothing: what is known of its files stays as it was."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Qms

NOTHING = {"added": 0, "changed": 0, "moved": 0, "missing": 0}


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what makes folders of these names unlistable; without names, all can be listed again."""
    true = os.scandir
    names: set[bytes] = set()

    def listed(path: Any = ".") -> Any:
        if os.path.basename(os.fsencode(path)) in names:
            raise PermissionError(13, "Permission denied", path)
        return true(path)

    monkeypatch.setattr(os, "scandir", listed)

    def close(*wanted: str, as_bytes: bytes = b"") -> None:
        names.clear()
        names.update([*(os.fsencode(name) for name in wanted), *([as_bytes] if as_bytes else [])])

    return close


def counts(qms: Qms) -> dict[str, int]:
    """Run a pass and return the counts that are not about reading."""
    return {k: v for k, v in qms.sync().items() if k != "unreadable"}


def test_files_below_are_unreadable_not_missing(qms: Qms, closed: Callable[..., None]) -> None:
    qms.write("open/a.txt", "Minutes of the council")
    qms.write("2025/b.txt", "Minutes of the board")
    qms.write("2025/deep/c.txt", "Minutes of the staff")
    qms.write("2025b.txt", "beside, with the same beginning")
    qms.sync()
    qms.run("link", "2025/b.txt", "40", "--kind", "voice", "--period", "2026-01-01..2026-03-01")
    before = qms.indicator("40")["state"]
    idents = {path: row["id"] for path, row in qms.register().items()}
    closed("2025")
    assert qms.sync() == NOTHING | {"unreadable": 2}
    rows = qms.register()
    assert {path: row["status"] for path, row in rows.items()} == {
        "open/a.txt": "present",
        "2025/b.txt": "unreadable",
        "2025/deep/c.txt": "unreadable",
        "2025b.txt": "present",
    }
    assert "evidence.missing" not in qms.trail()
    assert qms.indicator("40")["state"] == before, "what is there but cannot be read still counts"
    trail = qms.trail()
    assert qms.sync() == NOTHING | {"unreadable": 2}
    assert qms.trail() == trail, "a second pass has nothing to say"
    closed()
    assert qms.sync() == NOTHING | {"unreadable": 0}
    assert {path: row["id"] for path, row in qms.register().items()} == idents
    assert qms.json("search", "board")["hits"][0]["path"] == "2025/b.txt"


def test_the_folder_is_no_evidence(qms: Qms, closed: Callable[..., None]) -> None:
    qms.write("a.txt", "Minutes")
    (qms.store / "new").mkdir()
    closed("new")
    assert counts(qms) == NOTHING | {"added": 1}
    assert set(qms.register()) == {"a.txt"}


def test_many_files_below_do_not_pull_the_brake(qms: Qms, closed: Callable[..., None]) -> None:
    for n in range(24):
        qms.write(f"all/{n:02}.txt", f"text number {n}")
    qms.sync()
    closed("all")
    assert counts(qms) == NOTHING
    closed()
    assert qms.sync() == NOTHING | {"unreadable": 0}


def test_what_was_missing_stays_missing_and_is_found_elsewhere(qms: Qms, closed: Callable[..., None]) -> None:
    path = qms.write("all/a.txt", "Minutes of the council")
    qms.write("all/b.txt", "Minutes of the board")
    qms.sync()
    ident = qms.register()["all/a.txt"]["id"]
    path.unlink()
    assert counts(qms) == NOTHING | {"missing": 1}
    closed("all")
    assert counts(qms) == NOTHING
    assert [e["path"] for e in qms.json("evidence", "missing")["missing"]] == ["all/a.txt"]
    qms.write("a.txt", "Minutes of the council")
    assert counts(qms) == NOTHING | {"moved": 1}
    assert qms.register()["a.txt"]["id"] == ident


def test_names_that_are_no_text(qms: Qms, closed: Callable[..., None]) -> None:
    name = b"m\xf8ter"
    folder = os.path.join(os.fsencode(qms.store), name)
    try:
        os.mkdir(folder)
    except OSError:
        pytest.skip("this file system takes text only")
    with open(os.path.join(folder, b"a.txt"), "wb") as file:
        file.write(b"Minutes")
    qms.sync()
    closed(as_bytes=name)
    assert counts(qms) == NOTHING
    assert [row["status"] for row in qms.register().values()] == ["unreadable"]


def test_a_folder_that_cannot_even_be_looked_at(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its kind is unknown then, so only the register tells that it is a folder."""
    from indexer import calm, scan

    qms.write("all/a.txt", "Minutes")
    qms.sync()
    monkeypatch.setattr(calm, "is_unchanged", lambda *_: False)  # it can look where the true folder cannot be
    found = scan.FoundFile(b"all", "all", 0, 0, 0, "unreadable")
    monkeypatch.setattr(scan, "_walk", lambda *_: iter([found]))
    assert counts(qms) == NOTHING
    assert {path: row["status"] for path, row in qms.register().items()} == {"all/a.txt": "unreadable"}


def test_an_evidence_folder_that_cannot_be_listed_stops_the_pass(
    qms: Qms, closed: Callable[..., None]
) -> None:
    qms.write("a.txt", "Minutes")
    qms.sync()
    trail = qms.trail()
    closed("evidence_store")
    for extra in ((), ("--accept-missing",)):
        stopped = qms.run("sync", *extra, code=1)
        assert stopped.err.startswith("Error: ")
        assert "Hint: " in stopped.err
    assert qms.register()["a.txt"]["status"] == "present"
    assert qms.trail() == trail


def test_check_does_not_call_them_gone(qms: Qms, closed: Callable[..., None]) -> None:
    qms.write("all/a.txt", "Minutes")
    qms.write("b.txt", "Minutes of the board")
    qms.sync()
    closed("all")
    codes = {f["code"] for f in qms.json("check", code=None)["findings"]}
    assert "evidence_unreadable" in codes
    assert not codes & {"evidence_gone", "evidence_unknown"}
    closed("evidence_store")
    assert "folder_gone" in {f["code"] for f in qms.json("check", code=None)["findings"]}
