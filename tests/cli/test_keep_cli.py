"""Prove the trail, check, export, import, backup and restore through the commands."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import ANSWERS, Qms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SLUG = "complaints-procedure"


@pytest.fixture
def full(qms: Qms, full_once: Path) -> Qms:
    """Return a workspace with evidence, links, an owned indicator, an exemption and two documents."""
    shutil.rmtree(qms.root)
    shutil.copytree(full_once, qms.root, symlinks=True)
    return qms


@pytest.fixture(scope="module")
def full_once(make_qms: Callable[[], Qms]) -> Path:
    """Make that workspace once; each test gets a copy."""
    qms = make_qms()
    qms.configure(ANSWERS)
    qms.write("æøå/minutes.txt", "Council of 1 May 2026. Everybody was heard.")
    qms.write("log.txt", "A log of complaints")
    qms.sync()
    qms.run(
        "link", "minutes.txt", "40", "--kind", "voice", "--quote", "Everybody was heard", "--service", "day"
    )
    qms.run("link", "log.txt", "27", "--period", "2025-01-01..2025-12-31", "--note", "all of it")
    qms.run("indicator", "set", "40", "--owner", "ada", "--due", "2026-09-01", "--statement", "We listen.")
    qms.run("indicator", "set", "40", "--not-applicable", "--service", "work", "--because", "no users there")
    qms.run("evidence", "set", "log.txt", "--keep-until", "2030-01-01", "--personal-data")
    qms.run("document", "generate", SLUG, "quality-policy")
    qms.run("--as", "dora", "document", "approve", SLUG)
    qms.write("log.txt", "A log of complaints, and of thanks too")
    qms.sync()
    return qms.root


def decisions(qms: Qms) -> dict[str, Any]:
    """Return all that people decided, as the commands tell it."""
    rows = {p: dict(r) for p, r in qms.register().items()}
    return {
        "register": rows,
        "shown": {p: qms.json("evidence", "show", r["id"])["links"] for p, r in rows.items()},
        "suspect": qms.json("review"),
        "map": qms.json("coverage"),
        "gaps": qms.json("gaps"),
        "documents": qms.json("document", "list"),
        "statements": qms.indicator("40")["statements"],
    }


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_log_tells_who_did_what(full: Qms) -> None:
    entries = full.json("log", "--limit", "1000")["log"]
    assert [e["seq"] for e in entries] == list(range(len(entries), 0, -1))
    assert {e["actor"] for e in entries} == {"ada", "dora"}
    approved = next(e for e in entries if e["action"] == "document.approved")
    assert approved["actor"] == "dora"
    assert "Complaints procedure" in full.run("log", "--limit", "1000").out
    assert len(full.json("log", "--limit", "2")["log"]) == 2
    assert "log_" not in full.run("log", "--limit", "1000").out
    assert "heard" not in full.run("log", "--limit", "1000", "--json").out


def test_log_of_a_new_workspace(qms: Qms) -> None:
    assert qms.json("log") == {"log": []}
    assert qms.run("log").out.strip()


def test_check_finds_nothing_in_a_sound_workspace(full: Qms) -> None:
    answer = full.json("check")
    assert answer["damage"] is False or answer["damage"] == 0


def test_check_with_findings_exits_3(full: Qms) -> None:
    path = full.store / "log.txt"
    status = path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:-1] + b"!")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    answer = full.json("check", code=3)
    assert any(f["severity"] == "finding" for f in answer["findings"])
    assert full.run("check", code=3).out


def test_check_with_damage_exits_4(full: Qms) -> None:
    full.sql("update trail set actor = 'mallory' where seq = 3")
    answer = full.json("check", code=4)
    assert any(f["severity"] == "damage" for f in answer["findings"])
    assert full.run("check", code=4).out


def test_check_finds_a_changed_archive(full: Qms) -> None:
    frozen = next((full.root / "documents" / "archive").rglob("*.docx"))
    frozen.chmod(0o600)
    frozen.write_bytes(b"other bytes")
    assert full.run("check", code=None).code in {3, 4}


def test_export_then_import_is_the_identity(full: Qms, tmp_path: Path) -> None:
    full.run("export", tmp_path / "kept")
    Qms(tmp_path).run("import", tmp_path / "kept", "--into", tmp_path / "again")
    again = Qms(tmp_path / "again")
    again.configure("", toml=(full.root / "qms.toml").read_text(encoding="utf-8"))
    for name, data in tree(full.store).items():
        again.write(name, data)
    assert again.sync() == {"added": 0, "changed": 0, "moved": 0, "missing": 0, "unreadable": 0}
    assert decisions(again) == decisions(full)
    documents = tree(full.root / "documents")
    assert tree(again.root / "documents") == documents
    again.run("export", tmp_path / "twice")
    first, second = tree(tmp_path / "kept"), tree(tmp_path / "twice")
    same = {n for n in first if "trail" not in n and "manifest" not in n and "SHA256" not in n}
    assert {n: first[n] for n in same if first[n] == second.get(n)}.keys() >= {
        n
        for n in same
        if n.endswith(".docx") or "links" in n or "pins" in n or "objects" in n or "texts" in n
    }


def test_export_is_text_that_can_be_compared(full: Qms, tmp_path: Path) -> None:
    full.run("export", tmp_path / "one")
    full.run("indicator", "set", "41", "--owner", "dora")
    full.run("export", tmp_path / "two")
    one, two = tree(tmp_path / "one"), tree(tmp_path / "two")
    changed = {n for n in one if one[n] != two.get(n)}
    assert changed
    assert not any(n.endswith(".docx") for n in changed)


def test_import_refuses_what_is_no_export_or_is_taken(full: Qms, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    Qms(tmp_path).run("import", tmp_path / "empty", "--into", tmp_path / "x", code=1)
    full.run("export", tmp_path / "kept")
    before = tree(full.root)
    failed = Qms(tmp_path).run("import", tmp_path / "kept", "--into", full.root, code=1)
    assert failed.err.startswith("Error: ")
    assert tree(full.root) == before


def test_a_damaged_export_is_refused_with_4(full: Qms, tmp_path: Path) -> None:
    full.run("export", tmp_path / "kept")
    stored = next(p for p in sorted((tmp_path / "kept").rglob("*")) if p.is_file() and "objects" in p.parts)
    stored.chmod(0o600)
    stored.write_bytes(b"other bytes")
    Qms(tmp_path).run("import", tmp_path / "kept", "--into", tmp_path / "x", code=4)
    assert not (tmp_path / "x" / "qms.toml").exists()


def test_backup_then_restore_by_bytes_and_decisions(full: Qms, tmp_path: Path) -> None:
    full.run("backup", tmp_path / "b.zip", "--with-evidence")
    before, told = tree(full.root), decisions(full)
    Qms(tmp_path).run("restore", tmp_path / "b.zip", "--into", tmp_path / "again")
    again = Qms(tmp_path / "again")
    after = tree(again.root)
    outside_state = {n: d for n, d in before.items() if not n.startswith(".qms/")}
    assert {n: d for n, d in after.items() if not n.startswith(".qms/")} == outside_state
    for part in (".qms/state/objects/", ".qms/state/texts/"):
        assert {n: d for n, d in after.items() if n.startswith(part)} == {
            n: d for n, d in before.items() if n.startswith(part)
        }
    assert again.sync() == {"added": 0, "changed": 0, "moved": 0, "missing": 0, "unreadable": 0}
    assert decisions(again) == told
    again.run("check")


def test_restore_over_a_workspace_keeps_the_old_one(full: Qms, tmp_path: Path) -> None:
    full.run("backup", tmp_path / "b.zip")
    qms_before = decisions(full)
    full.run("unlink", "log.txt", "27")
    Qms(tmp_path).run("restore", tmp_path / "b.zip", "--into", full.root, code=1)
    said = Qms(tmp_path).run("restore", tmp_path / "b.zip", "--into", full.root, "--replace").out
    assert len(said.splitlines()) >= 2
    assert full.store.is_dir()
    full.sync()
    assert decisions(full)["map"] == qms_before["map"]


def test_a_damaged_backup_changes_nothing(full: Qms, tmp_path: Path) -> None:
    full.run("backup", tmp_path / "b.zip")
    data = bytearray((tmp_path / "b.zip").read_bytes())
    data[len(data) // 2] ^= 0xFF
    (tmp_path / "b.zip").write_bytes(data)
    before = tree(full.root)
    failed = Qms(tmp_path).run("restore", tmp_path / "b.zip", "--into", full.root, "--replace", code=4)
    assert "Hint: " in failed.err
    assert tree(full.root) == before


def test_copies_inside_what_is_copied_are_refused(full: Qms) -> None:
    for folder in ("documents", "evidence_store", ".qms"):
        full.run("backup", full.root / folder / "b.zip", code=2)
        full.run("export", full.root / folder / "kept", code=2)


def test_doctor_with_and_without_a_workspace(full: Qms, tmp_path: Path) -> None:
    for runner in (full, Qms(tmp_path)):
        items = runner.json("doctor", code=None)["items"]
        assert items
        assert {i["state"] for i in items} <= {"ok", "warn", "bad"}
