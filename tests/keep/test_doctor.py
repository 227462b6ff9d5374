from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qms.upkeep.doctor import Health, examine, file_system
from qms.upkeep.packages import is_older, package_names, runtime_requirements

if TYPE_CHECKING:
    from qms.workspace.workspace import Workspace


def test_doctor_works_without_a_workspace() -> None:
    items = examine()
    names = [i.name for i in items]
    assert names[0] == "python"
    assert {"program", "packages", "libreoffice", "tesseract", "languages", "watching"} <= set(names)
    assert not [i for i in items if i.state is Health.BAD]
    assert "disk" not in names


def test_doctor_looks_at_the_workspace(workspace: Workspace) -> None:
    found = {i.code: i.state for i in examine(workspace)}
    assert found["private"] is Health.OK
    assert found["index_absent"] is Health.WARN
    assert "disk_space" in found
    (workspace.root / ".qms").chmod(0o755)
    assert {i.code: i.state for i in examine(workspace)}["not_private"] is Health.WARN


def test_nothing_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("QMS_SOFFICE", "")
    codes = {i.code for i in examine()}
    assert {"libreoffice_missing", "tesseract_missing"} <= codes


def test_requirements_are_read() -> None:
    lines = ["click>=8.1.7", "whoosh<3,>=2.7.4", "rich", 'pytest>=8; extra == "dev"', "x[y]>=1.0"]
    assert runtime_requirements(lines) == {"click": "8.1.7", "whoosh": "2.7.4", "rich": "", "x": "1.0"}
    assert "sqlalchemy" in package_names()


@pytest.mark.parametrize(
    ("found", "least", "older"),
    [("8.1", "8.1.0", False), ("8.0.9", "8.1", True), ("10.0", "9.9", False), ("2.7.4", "2.7.4", False)],
)
def test_versions_are_compared_by_number(found: str, least: str, older: bool) -> None:
    assert is_older(found, least) is older


def test_the_file_system_is_that_of_the_nearest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("dev / ext4 rw 0 0\nsrv:/x /srv/share\\040one nfs4 rw 0 0\n")
    assert file_system(Path("/srv/share one/work"), mounts) == "nfs4"
    assert file_system(Path("/srv/other"), mounts) == "ext4"
    assert file_system(Path("/srv"), tmp_path / "none") is None
