from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qms.evidence.forget import forget
from qms.state.dump import dump_tables
from qms.state.erase import known_copies
from qms.state.store import StateDamaged
from qms.workspace.backup import EvidenceFolderGone, make_backup, restore_backup
from qms.workspace.targets import TargetInside, TargetTaken, WorkspaceTaken
from qms.workspace.workspace import Workspace
from qms.workspace.ziplist import BackupDamaged, BackupNewer, NoBackup

Tree = Callable[[Path], dict[str, bytes]]


def _edit(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """Write a ZIP anew with changed members."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    file.write_bytes(buffer.getvalue())


def _own(found: dict[str, bytes]) -> dict[str, bytes]:
    passing = (".qms/state/qms.db", ".qms/cache", "evidence_store")
    return {name: data for name, data in found.items() if not name.startswith(passing)}


def test_backup_and_restore_bring_everything_back(workspace: Workspace, tmp_path: Path, tree: Tree) -> None:
    file = tmp_path / "keep" / "qms.zip"
    report = make_backup(workspace, file, with_evidence=True)
    assert report.members == len(zipfile.ZipFile(file).namelist()) - 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with workspace.state.read() as conn:
        assert known_copies(conn) == [str(file)]
        before = dump_tables(conn)
    done = restore_backup(file, tmp_path / "back")
    assert done.evidence == 2
    assert done.aside is None
    back = Workspace(tmp_path / "back", "kari")
    assert tree(back.evidence_folder) == tree(workspace.evidence_folder)
    assert _own(tree(back.root)) == _own(tree(workspace.root))
    with back.state.read() as conn:
        after = dump_tables(conn)
        assert known_copies(conn) == [str(file)]
    # The entry of the backup itself was written after the copy was taken.
    assert after == before | {"trail": before["trail"][:-1]}
    for place, folders, files in os.walk(back.root / ".qms"):
        assert all(stat.S_IMODE(Path(place, f).stat().st_mode) == 0o700 for f in folders)
        assert all(stat.S_IMODE(Path(place, f).stat().st_mode) == 0o600 for f in files)
    frozen = back.documents / "archive" / "klage" / "v1" / "klage.docx"
    assert not stat.S_IMODE(frozen.stat().st_mode) & 0o222
    assert not list(back.root.glob(".qms-*"))


def test_evidence_stays_out_unless_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    make_backup(workspace, tmp_path / "qms.zip")
    assert not [n for n in zipfile.ZipFile(tmp_path / "qms.zip").namelist() if n.startswith("evidence/")]
    assert restore_backup(tmp_path / "qms.zip", tmp_path / "back").evidence_folder is None


def _flip(members: dict[str, bytes]) -> None:
    members["documents/klage.docx"] = b"another"


def _lose(members: dict[str, bytes]) -> None:
    del members["documents/klage.docx"]


def _add(members: dict[str, bytes]) -> None:
    members["documents/more.docx"] = b"more"


def _cut(members: dict[str, bytes]) -> None:
    members["manifest.json"] = members["manifest.json"][:-40]


def _slip(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        data = json.loads(members["manifest.json"])
        target = next(m for m in data["members"] if m["name"] == "documents/klage.docx")
        members[name] = members.pop(target["name"])
        target["name"] = name
        members["manifest.json"] = json.dumps(data).encode()

    return change


def _slip_raw(members: dict[str, bytes]) -> None:
    import base64

    data = json.loads(members["manifest.json"])
    data["members"][0]["raw"] = base64.b64encode(b"documents/../../out.txt").decode()
    members["manifest.json"] = json.dumps(data).encode()


@pytest.mark.parametrize(
    "change",
    [_flip, _lose, _add, _cut, _slip("../out.txt"), _slip("/out.txt"), _slip("documents/../../out.txt"),
     _slip(".qms/cache/x"), _slip("other.txt"), _slip_raw],
)  # fmt: skip
def test_a_changed_backup_is_refused_whole(
    workspace: Workspace, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    file = tmp_path / "qms.zip"
    make_backup(workspace, file)
    _edit(file, change)
    with pytest.raises(BackupDamaged):
        restore_backup(file, tmp_path / "deep" / "back")
    assert not (tmp_path / "deep" / "back").exists()
    assert not list(tmp_path.rglob("out.txt"))


def test_a_cut_file_and_no_backup_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "qms.zip"
    make_backup(workspace, file)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    with pytest.raises(BackupDamaged):
        restore_backup(file, tmp_path / "back")
    for position in (len(data) // 3, len(data) // 2):
        flipped = bytearray(data)
        flipped[position] ^= 0x55
        file.write_bytes(bytes(flipped))
        with pytest.raises((BackupDamaged, NoBackup)):
            restore_backup(file, tmp_path / "back")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("letter.txt", "x")
    with pytest.raises(NoBackup):
        restore_backup(file, tmp_path / "back")
    with pytest.raises(NoBackup):
        restore_backup(tmp_path / "nowhere.zip", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_newer_backup_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    def newer(members: dict[str, bytes]) -> None:
        data: dict[str, Any] = json.loads(members["manifest.json"]) | {"schema": "9999"}
        members["manifest.json"] = json.dumps(data).encode()

    make_backup(workspace, tmp_path / "qms.zip")
    _edit(tmp_path / "qms.zip", newer)
    with pytest.raises(BackupNewer):
        restore_backup(tmp_path / "qms.zip", tmp_path / "back")


def test_restore_over_a_workspace_keeps_the_old_one(workspace: Workspace, tmp_path: Path, tree: Tree) -> None:
    file = tmp_path / "qms.zip"
    make_backup(workspace, file, with_evidence=True)
    (workspace.documents / "klage.docx").write_bytes(b"later")
    (workspace.evidence_folder / "b.txt").write_text("senere")
    (workspace.evidence_folder / "notater" / "hemmelig-pasientnotat.txt").unlink()
    with pytest.raises(WorkspaceTaken):
        restore_backup(file, workspace.root)
    done = restore_backup(file, workspace.root, replace=True)
    assert done.aside == tmp_path / "work.before-restore-1"
    assert (done.aside / "documents" / "klage.docx").read_bytes() == b"later"
    assert done.kept == ("evidence/b.txt",)
    assert done.evidence == 1
    assert (workspace.evidence_folder / "b.txt").read_text() == "senere"
    with Workspace(workspace.root).state.read() as conn:
        assert known_copies(conn) == sorted([str(file), str(done.aside)])


def test_what_was_forgotten_does_not_come_back(
    workspace: Workspace, tmp_path: Path, holding: Callable[[Path, bytes], list[str]]
) -> None:
    file = tmp_path / "qms.zip"
    make_backup(workspace, file, with_evidence=True)
    away = tmp_path / "stick.zip"
    file.rename(away)
    (workspace.evidence_folder / "notater" / "hemmelig-pasientnotat.txt").unlink()
    assert forget(workspace, "e-1", "asked", "kari").unreachable == (str(file),)
    done = restore_backup(away, workspace.root, replace=True)
    assert done.forgotten == ("e-1",)
    assert done.evidence == 1
    assert not holding(workspace.root, b"Sitronhonning")
    assert not holding(workspace.root, b"hemmelig")
    back = Workspace(workspace.root)
    with back.state.read() as conn:
        assert [row["id"] for row in dump_tables(conn)["tombstones"]] == ["e-1"]


def test_places_that_do_harm_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    for name in ("evidence_store/x.zip", "documents/x.zip", ".qms/x.zip"):
        with pytest.raises(TargetInside):
            make_backup(workspace, workspace.root / name)
    (tmp_path / "letter.docx").write_bytes(b"mine")
    with pytest.raises(TargetTaken):
        make_backup(workspace, tmp_path / "letter.docx")
    workspace.evidence_folder.rename(tmp_path / "elsewhere")
    with pytest.raises(EvidenceFolderGone):
        make_backup(workspace, tmp_path / "qms.zip", with_evidence=True)
    assert make_backup(workspace, tmp_path / "qms.zip").members


def test_a_damaged_database_is_not_hidden_in_a_backup(workspace: Workspace, tmp_path: Path) -> None:
    make_backup(workspace, tmp_path / "good.zip")
    workspace.close()
    data = bytearray(workspace.database.read_bytes())
    data[4096 * 3 : 4096 * 9] = b"\x5a" * (4096 * 6)
    workspace.database.write_bytes(bytes(data))
    with pytest.raises(StateDamaged):
        make_backup(Workspace(workspace.root, "kari"), tmp_path / "bad.zip")
    assert not (tmp_path / "bad.zip").exists()
    restore_backup(tmp_path / "good.zip", workspace.root, replace=True)
    assert len(Workspace(workspace.root).settings.people) == 1


def test_names_that_are_not_utf8_survive(workspace: Workspace, tmp_path: Path) -> None:
    name = os.fsdecode(b"gammel \xe6.txt")
    (workspace.evidence_folder / name).write_bytes(b"odd")
    make_backup(workspace, tmp_path / "qms.zip", with_evidence=True)
    restore_backup(tmp_path / "qms.zip", tmp_path / "back")
    assert (tmp_path / "back" / "evidence_store" / name).read_bytes() == b"odd"
