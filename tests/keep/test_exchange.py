from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from qms.state.dump import dump_tables
from qms.state.integrity import database_problems
from qms.state.register_rows import entry_rows, insert_entry
from qms.workspace.exchange import ObjectDamaged, export_workspace, import_workspace
from qms.workspace.package import ExportDamaged, ExportNewer, NoExport
from qms.workspace.targets import TargetInside, TargetTaken, WorkspaceTaken
from qms.workspace.workspace import Workspace

Tree = Callable[[Path], dict[str, bytes]]


def test_export_import_export_gives_equal_bytes(workspace: Workspace, tmp_path: Path, tree: Tree) -> None:
    report = export_workspace(workspace, tmp_path / "one")
    assert report.rows["evidence"] == 2
    assert (report.objects, report.texts) == (2, 2)
    done = import_workspace(tmp_path / "back", tmp_path / "one")
    assert done.archived == 1
    assert done.aside is None
    back = Workspace(tmp_path / "back", "kari")
    export_workspace(back, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")
    archived = tmp_path / "back" / "documents" / "archive" / "klage" / "v1" / "klage.docx"
    assert archived.read_bytes() == b"approved bytes"
    assert not stat.S_IMODE(archived.stat().st_mode) & 0o222
    assert stat.S_IMODE((tmp_path / "back" / ".qms").stat().st_mode) == 0o700
    with workspace.state.read() as here, back.state.read() as there:
        assert dump_tables(here) == dump_tables(there)
    assert database_problems(back.database) == []


def test_bytes_that_were_no_text_survive_in_an_entry(
    workspace: Workspace, tmp_path: Path, tree: Tree
) -> None:
    # What an older version took from a terminal that does not speak UTF-8: \udce5 stands for the byte E5.
    cells = {"number": "K\\", "topic": "bl\udce5b\udce6r \\\udce5 på"}
    with workspace.state.write("kari") as change:
        insert_entry(change.conn, "complaints", cells, "kari", "2026-01-01T00:00:00Z")
    export_workspace(workspace, tmp_path / "one")
    import_workspace(tmp_path / "back", tmp_path / "one")
    back = Workspace(tmp_path / "back", "kari")
    with back.state.read() as conn:
        assert [row.cells for row in entry_rows(conn)] == [cells]
    export_workspace(back, tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_export_lines_are_sorted_and_hold_no_date_of_the_export(
    workspace: Workspace, tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_workspace(workspace, tmp_path / "one")
    before = tree(tmp_path / "one")
    monkeypatch.setenv("QMS_TODAY", "2031-07-09")
    export_workspace(workspace, tmp_path / "one")
    assert tree(tmp_path / "one") == before
    lines = (tmp_path / "one" / "decisions" / "evidence.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["e-1", "e-2"]
    assert "på" in (tmp_path / "one" / "decisions" / "documents.jsonl").read_text(encoding="utf-8")


def test_export_keeps_what_others_put_beside(workspace: Workspace, tmp_path: Path) -> None:
    export_workspace(workspace, tmp_path / "one")
    (tmp_path / "one" / ".git").mkdir()
    (tmp_path / "one" / ".git" / "HEAD").write_text("ref")
    (workspace.documents / "klage.docx").unlink()
    export_workspace(workspace, tmp_path / "one")
    assert (tmp_path / "one" / ".git" / "HEAD").read_text() == "ref"
    assert not (tmp_path / "one" / "documents").exists()
    assert not list((tmp_path / "one").glob(".qms-*"))


def test_export_refuses_a_folder_of_others(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(TargetTaken):
        export_workspace(workspace, tmp_path / "mine")
    for name in ("documents/out", "evidence_store", ".qms/x", "catalogue"):
        with pytest.raises(TargetInside):
            export_workspace(workspace, workspace.root / name)


def test_a_flipped_byte_in_an_object_stops_the_export(workspace: Workspace, tmp_path: Path) -> None:
    name = next(workspace.objects.names())
    (workspace.objects.folder / name).write_bytes(b"other")
    with pytest.raises(ObjectDamaged):
        export_workspace(workspace, tmp_path / "one")
    assert not (tmp_path / "one").exists()


@pytest.mark.parametrize(
    "victim",
    [
        "qms.toml",
        "decisions/links.jsonl",
        "documents/klage.docx",
        "templates/klage/nb.md",
        "objects",
        "texts",
    ],
)
def test_a_damaged_export_is_refused_whole(workspace: Workspace, tmp_path: Path, victim: str) -> None:
    export_workspace(workspace, tmp_path / "one")
    path = tmp_path / "one" / victim
    path = next(path.iterdir()) if path.is_dir() else path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(ExportDamaged):
        import_workspace(tmp_path / "back", tmp_path / "one")
    assert not (tmp_path / "back").exists()
    path.unlink()
    with pytest.raises(ExportDamaged):
        import_workspace(tmp_path / "back", tmp_path / "one")


def test_a_rewritten_trail_is_refused_although_the_header_agrees(
    workspace: Workspace, tmp_path: Path
) -> None:
    import hashlib

    export_workspace(workspace, tmp_path / "one")
    path, header = tmp_path / "one" / "decisions" / "trail.jsonl", tmp_path / "one" / "export.json"
    path.write_text(path.read_text().replace('"kari"', '"ola"', 1))
    data = json.loads(header.read_text())
    data["files"]["decisions/trail.jsonl"] = hashlib.sha256(path.read_bytes()).hexdigest()
    header.write_text(json.dumps(data))
    with pytest.raises(ExportDamaged) as caught:
        import_workspace(tmp_path / "back", tmp_path / "one")
    assert caught.value.params["problem"] == "broken_chain"


def test_a_newer_export_and_no_export_are_refused(workspace: Workspace, tmp_path: Path) -> None:
    export_workspace(workspace, tmp_path / "one")
    header = tmp_path / "one" / "export.json"
    data = json.loads(header.read_text())
    header.write_text(json.dumps(data | {"schema": "9999"}))
    with pytest.raises(ExportNewer):
        import_workspace(tmp_path / "back", tmp_path / "one")
    with pytest.raises(NoExport):
        import_workspace(tmp_path / "back", tmp_path / "nowhere")
    header.write_text("{")
    with pytest.raises(ExportDamaged):
        import_workspace(tmp_path / "back", tmp_path / "one")


def test_import_keeps_the_old_workspace_and_the_evidence(
    workspace: Workspace, tmp_path: Path, tree: Tree
) -> None:
    export_workspace(workspace, tmp_path / "one")
    (workspace.documents / "klage.docx").write_bytes(b"later work")
    evidence = tree(workspace.evidence_folder)
    with pytest.raises(WorkspaceTaken):
        import_workspace(workspace.root, tmp_path / "one")
    done = import_workspace(workspace.root, tmp_path / "one", replace=True)
    assert done.aside == tmp_path / "work.before-import-1"
    assert (done.aside / "documents" / "klage.docx").read_bytes() == b"later work"
    assert not (done.aside / ".qms" / "cache").exists()
    assert (workspace.documents / "klage.docx").read_bytes() == b"working copy"
    assert tree(workspace.evidence_folder) == evidence
    assert (
        import_workspace(workspace.root, tmp_path / "one", replace=True).aside
        == tmp_path / "work.before-import-2"
    )
    export_workspace(Workspace(workspace.root), tmp_path / "two")
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_failing_swap_leaves_everything_as_it_was(
    workspace: Workspace, tmp_path: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_workspace(workspace, tmp_path / "one")
    before = tree(workspace.root)
    renamed: list[Path] = []
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if len(renamed) == 7:
            renamed.append(self)
            raise KeyboardInterrupt
        renamed.append(self)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(KeyboardInterrupt):
        import_workspace(workspace.root, tmp_path / "one", replace=True)
    assert tree(workspace.root) == before
    assert not list(tmp_path.glob("work.before*"))


def test_names_that_are_not_utf8_survive(workspace: Workspace, tmp_path: Path, tree: Tree) -> None:
    import os

    name = os.fsdecode(b"gammel \xe6\xf8.docx")
    (workspace.documents / name).write_bytes(b"odd")
    export_workspace(workspace, tmp_path / "one")
    import_workspace(tmp_path / "back", tmp_path / "one")
    assert (tmp_path / "back" / "documents" / name).read_bytes() == b"odd"
