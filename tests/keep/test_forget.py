from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from indexer.index import Index, IndexDocument
from indexer.lock import hold
from qms.evidence.finding import UnknownEvidence
from qms.evidence.forget import FolderAway, NameInReason, StillPresent, forget
from qms.model.organisation import Person
from qms.people.accounts import list_accounts, set_account
from qms.state import tables
from qms.state.dump import dump_tables
from qms.state.evidence_rows import insert_evidence
from qms.state.release_rows import add_release, releases_of
from qms.state.store import copy_database
from qms.state.trail import broken_entries
from qms.workspace.backup import make_backup
from qms.workspace.exchange import export_workspace, import_workspace
from qms.workspace.index import IndexBusy
from qms.workspace.workspace import Workspace

SENTENCE = b"Sitronhonning ble servert til samtlige marsvin"
STEM = b"hemmelig-pasientnotat"
FILE = "notater/hemmelig-pasientnotat.txt"
Holding = Callable[[Path, bytes], list[str]]
Adding = Callable[[Workspace, str, str, str], None]


def _index(workspace: Workspace) -> None:
    from indexer.extract import Unit

    with Index(workspace.index_folder / "index") as index:
        for key, path, text in (("e-1", FILE, SENTENCE.decode()), ("e-2", "b.txt", "Noe annet")):
            index.write([IndexDocument(key, "s", path, path, [Unit("part", 1, "", text)], "nb")])


def _members(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


def test_no_byte_of_a_forgotten_file_stays(
    workspace: Workspace, tmp_path: Path, holding: Holding, tree: Callable[[Path], dict[str, bytes]]
) -> None:
    _index(workspace)
    copy_database(workspace.database, workspace.state_folder / "backups" / "before-0002-0001.db")
    make_backup(workspace, tmp_path / "full.zip", with_evidence=True)
    make_backup(workspace, tmp_path / "plain.zip")
    make_backup(workspace, tmp_path / "lost.zip")
    (tmp_path / "lost.zip").unlink()
    snapshots = workspace.state_folder / "snapshots"
    snapshots.mkdir()
    (snapshots / "one.json").write_text('{"evidence": ["e-1"]}')
    (snapshots / "two.json").write_text('{"evidence": ["e-2"]}')
    assert holding(workspace.root / ".qms", SENTENCE)
    assert holding(workspace.root / ".qms", STEM)
    assert holding(tmp_path / "user-cache", b"sitronhonning")
    assert SENTENCE in _members(tmp_path / "plain.zip")
    (workspace.evidence_folder / FILE).unlink()

    report = forget(workspace, "e-1", "the person asked for it", "kari")

    assert report.ids == ("e-1",)
    assert report.unreachable == (str(tmp_path / "lost.zip"),)
    kept = workspace.state_folder / "backups" / "before-0002-0001.db"
    assert report.scrubbed == (str(kept), str(tmp_path / "full.zip"), str(tmp_path / "plain.zip"))
    assert report.snapshots == ("one.json",)
    assert report.compacted
    # The index keeps texts packed, so that a search for bytes alone would prove nothing.
    assert [p.name for p in (workspace.index_folder).iterdir() if p.is_dir()] == []
    for needle in (SENTENCE, SENTENCE[:30], STEM, b"Sitronhonning", b"sitronhonning"):
        assert holding(workspace.root, needle) == []
        assert holding(tmp_path / "user-cache", needle) == []
        for name in ("full.zip", "plain.zip"):
            assert needle not in _members(tmp_path / name)
            assert needle not in (tmp_path / name).read_bytes()
    assert list(tmp_path.glob(".qms-*")) == []
    with workspace.state.read() as conn:
        rows = dump_tables(conn)
        assert broken_entries(conn) == []
    assert [r["id"] for r in rows["evidence"]] == ["e-2"]
    assert rows["tombstones"] == [
        {"id": "e-1", "because": "the person asked for it", "by": "kari", "at": "2026-05-01T12:00:00"}
    ]
    assert rows["trail"][-1]["action"] == "evidence.forgotten"
    assert len(rows["links"]) == len(rows["pins"]) == 1
    assert len(list(workspace.texts.names())) == 1
    assert len(list((workspace.cache / "text").iterdir())) == 1


def test_forgetting_erases_releases_and_spares_those_of_other_files(workspace: Workspace) -> None:
    with workspace.state.write("kari") as change:
        for ident in ("e-1", "e-2"):
            add_release(change.conn, "ruth", "evidence", ident, "kari", change.at)
    old = workspace.state_folder / "backups" / "before-0006-0005.db"
    copy_database(workspace.database, old)
    with closing(sqlite3.connect(old)) as conn:
        # A copy from before there were releases.
        conn.executescript("DROP TABLE releases; DROP TABLE accounts")
    (workspace.evidence_folder / FILE).unlink()
    report = forget(workspace, "e-1", "asked", "kari")
    assert (report.scrubbed, report.unreachable) == ((str(old),), ())
    with workspace.state.read() as conn:
        assert [row["evidence"] for row in dump_tables(conn)["releases"]] == ["e-2"]


def test_accounts_stay_on_this_machine_and_releases_travel(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.state.write("kari") as change:
        add_release(change.conn, "ruth", "evidence", "e-1", "kari", change.at)
    set_account(
        workspace.state, "kari", Person("ruth", "Ruth"), password="four words of mine", valid_until=None
    )
    export_workspace(workspace, tmp_path / "out")
    assert not (tmp_path / "out" / "decisions" / "accounts.jsonl").exists()
    assert not any(b"scrypt" in p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file())
    import_workspace(tmp_path / "new", tmp_path / "out")
    other = Workspace(tmp_path / "new")
    assert list_accounts(other.state) == []
    with other.state.read() as conn:
        assert [row.evidence for row in releases_of(conn, "ruth")] == ["e-1"]
    other.close()


def test_old_workspaces_kept_beside_are_scrubbed(
    workspace: Workspace, tmp_path: Path, holding: Holding
) -> None:
    export_workspace(workspace, tmp_path / "out")
    aside = import_workspace(workspace.root, tmp_path / "out", replace=True).aside
    assert aside is not None
    (workspace.evidence_folder / FILE).unlink()
    scrubbed = forget(Workspace(workspace.root), "e-1", "asked", "kari").scrubbed
    assert scrubbed == (str(tmp_path / "out"), str(aside))
    assert holding(tmp_path, b"Sitronhonning") == []
    assert holding(tmp_path, STEM) == []


def test_exports_are_scrubbed_and_stay_whole(workspace: Workspace, tmp_path: Path, holding: Holding) -> None:
    export_workspace(workspace, tmp_path / "out")
    assert holding(tmp_path / "out", STEM)
    (workspace.evidence_folder / FILE).unlink()
    assert forget(workspace, "e-1", "asked", "kari").scrubbed == (str(tmp_path / "out"),)
    assert holding(tmp_path / "out", b"Sitronhonning") == []
    assert holding(tmp_path / "out", STEM) == []
    assert import_workspace(tmp_path / "back", tmp_path / "out").rows["evidence"] == 1


def test_a_copy_out_of_reach_is_scrubbed_later(workspace: Workspace, tmp_path: Path) -> None:
    file, away = tmp_path / "qms.zip", tmp_path / "away.zip"
    make_backup(workspace, file)
    file.rename(away)
    (workspace.evidence_folder / FILE).unlink()
    assert forget(workspace, "e-1", "asked", "kari").unreachable == (str(file),)
    away.rename(file)
    again = forget(workspace, "e-1", "asked", "kari")
    assert again.again
    assert again.scrubbed == (str(file),)
    assert SENTENCE not in _members(file)
    assert STEM not in _members(file)


def test_a_damaged_backup_is_told_and_left_alone(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "qms.zip"
    make_backup(workspace, file)
    file.write_bytes(file.read_bytes()[:500])
    (workspace.evidence_folder / FILE).unlink()
    assert forget(workspace, "e-1", "asked", "kari").unreachable == (str(file),)
    assert len(file.read_bytes()) == 500


def test_a_damaged_automatic_copy_is_told(workspace: Workspace) -> None:
    damaged = workspace.state_folder / "backups" / "before-0002-0001.db"
    damaged.parent.mkdir()
    damaged.write_bytes(b"no database at all" * 100)
    (workspace.evidence_folder / FILE).unlink()
    assert forget(workspace, "e-1", "asked", "kari").unreachable == (str(damaged),)


def test_what_a_killed_program_left_is_swept(workspace: Workspace) -> None:
    left = workspace.state_folder / ".qms-abc"
    left.mkdir()
    (left / "qms.db").write_bytes(SENTENCE)
    young = workspace.root / ".qms-now"
    young.mkdir()
    os.utime(left, (1_700_000_000, 1_700_000_000))
    (workspace.evidence_folder / FILE).unlink()
    forget(workspace, "e-1", "asked", "kari")
    assert not left.exists()
    assert young.is_dir()


def test_a_file_that_is_still_there_is_refused(workspace: Workspace) -> None:
    with pytest.raises(StillPresent):
        forget(workspace, "e-1", "asked", "kari")
    (workspace.evidence_folder / FILE).rename(workspace.evidence_folder / "renamed.txt")
    with pytest.raises(StillPresent) as caught:
        forget(workspace, "e-1", "asked", "kari")
    assert caught.value.params["found"] == "renamed.txt"
    (workspace.evidence_folder / "renamed.txt").unlink()
    shutil.move(workspace.evidence_folder, workspace.root / "away")
    with pytest.raises(FolderAway):
        forget(workspace, "e-1", "asked", "kari")
    with workspace.state.read() as conn:
        assert len(dump_tables(conn)["evidence"]) == 2


def test_a_reason_that_names_the_file_is_refused(workspace: Workspace) -> None:
    (workspace.evidence_folder / FILE).unlink()
    with pytest.raises(NameInReason):
        forget(workspace, "e-1", "Hemmelig-pasientnotat was wrong", "kari")


def test_what_another_file_needs_stays(workspace: Workspace, another: Adding) -> None:
    another(workspace, "e-3", "copy.txt", SENTENCE.decode())
    (workspace.evidence_folder / FILE).unlink()
    report = forget(workspace, "e-1", "asked", "kari")
    assert report.also_at == ("copy.txt",)
    assert len(list(workspace.texts.names())) == 2
    assert len(list((workspace.cache / "text").iterdir())) == 2


def test_attachments_go_with_their_container(workspace: Workspace, holding: Holding) -> None:
    raw = os.fsencode(FILE) + b"#1/vedlegg-om-marsvin.pdf"
    with workspace.state.write("kari") as change:
        insert_evidence(
            change.conn,
            [
                {
                    "id": "e-9",
                    "raw": raw,
                    "path": raw.decode(),
                    "container": "e-1",
                    "status": "present",
                    "size": 3,
                    "mtime_ns": 0,
                    "inode": 0,
                    "sha256": "a" * 64,
                    "title": "vedlegg-om-marsvin.pdf",
                    "seen_at": change.at,
                }
            ],
        )
    with pytest.raises(StillPresent):
        forget(workspace, "e-9", "asked", "kari")
    (workspace.evidence_folder / FILE).unlink()
    assert forget(workspace, "e-1", "asked", "kari").ids == ("e-1", "e-9")
    assert holding(workspace.root, b"vedlegg-om-marsvin") == []
    with pytest.raises(UnknownEvidence):
        forget(workspace, "e-404", "asked", "kari")


def test_texts_left_over_from_past_confirmations_go_too(workspace: Workspace) -> None:
    name = workspace.texts.put(b"an earlier wording of the same page")
    os.utime(workspace.texts.folder / name, (1_700_000_000, 1_700_000_000))
    young = workspace.texts.put(b"a link that is being made right now")
    (workspace.evidence_folder / FILE).unlink()
    forget(workspace, "e-1", "asked", "kari")
    assert name not in set(workspace.texts.names())
    assert young in set(workspace.texts.names())


def test_nothing_is_erased_while_a_sync_runs(workspace: Workspace) -> None:
    (workspace.evidence_folder / FILE).unlink()
    with hold(workspace.index_folder / "sync.lock"), pytest.raises(IndexBusy):
        forget(workspace, "e-1", "asked", "kari")
    with workspace.state.read() as conn:
        assert conn.execute(sa.select(sa.func.count()).select_from(tables.evidence)).scalar() == 2


def test_an_interrupted_call_is_completed_by_the_next(
    workspace: Workspace, tmp_path: Path, holding: Holding, monkeypatch: pytest.MonkeyPatch
) -> None:
    import qms.evidence.forget as service

    _index(workspace)
    make_backup(workspace, tmp_path / "qms.zip")
    (workspace.evidence_folder / FILE).unlink()

    def stop(*_args: object, **_named: object) -> None:
        raise KeyboardInterrupt

    for step in ("scrub_copy", "erase_rows", "put_tombstone"):
        with monkeypatch.context() as patch:
            patch.setattr(service, step, stop)
            with pytest.raises(KeyboardInterrupt):
                forget(workspace, "e-1", "asked", "kari")
    forget(workspace, "e-1", "asked", "kari")
    assert holding(workspace.root, SENTENCE) == []
    assert SENTENCE not in _members(tmp_path / "qms.zip")


def test_what_a_killed_program_left_half_written_is_forgotten_too(
    workspace: Workspace, holding: Holding
) -> None:
    for folder in (workspace.cache / "text", workspace.cache / "ocr", workspace.texts.folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".qms-half.tmp").write_bytes(SENTENCE)
    (workspace.evidence_folder / FILE).unlink()
    forget(workspace, "e-1", "asked", "kari")
    assert holding(workspace.root / ".qms", SENTENCE) == []
