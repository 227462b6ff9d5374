"""Prove that `qms init` makes a workspace that every other command accepts, and never harms what is there."""

from __future__ import annotations

import os
import stat
import tomllib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Qms


def test_makes_folders_settings_and_state(outside: Qms, tmp_path: Path) -> None:
    said = outside.run("init", "new", "--country", "NO").out
    root = tmp_path / "new"
    assert {p.name for p in root.iterdir()} == {
        ".qms", "catalogue", "documents", "evidence_store", "qms.toml", "templates",
    }  # fmt: skip
    assert (root / ".qms" / "state" / "qms.db").is_file()
    settings = tomllib.loads((root / "qms.toml").read_text(encoding="utf-8"))
    assert settings["organisation"]["country"] == "NO"
    assert settings["languages"] == ["nb"]
    assert "qms sync" in said


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_state_is_for_the_owner_only(outside: Qms, tmp_path: Path) -> None:
    outside.run("init", "new")
    assert stat.S_IMODE((tmp_path / "new" / ".qms").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "new" / ".qms" / "state" / "qms.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
def test_the_first_settings_are_valid_in_every_language(
    outside: Qms, tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QMS_PERSON")
    outside.run("init", "new", "--lang", language)
    text = (tmp_path / "new" / "qms.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["languages"] == [language]
    outside.run("-C", tmp_path / "new", "sync")
    outside.run("-C", tmp_path / "new", "coverage")


def test_a_folder_with_evidence_keeps_it(outside: Qms, tmp_path: Path) -> None:
    (tmp_path / "new" / "evidence_store").mkdir(parents=True)
    (tmp_path / "new" / "evidence_store" / "a.txt").write_text("minutes")
    outside.run("init", "new")
    assert (tmp_path / "new" / "evidence_store" / "a.txt").read_text() == "minutes"


def test_refuses_where_a_workspace_is(qms: Qms, outside: Qms) -> None:
    before = (qms.root / "qms.toml").read_bytes()
    failed = outside.run("init", "w", code=1)
    assert failed.err.startswith("Error: ")
    assert (qms.root / "qms.toml").read_bytes() == before


def test_demo_refuses_a_folder_that_holds_something(outside: Qms, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    failed = outside.run("init", "full", "--demo", code=1)
    assert "Hint: " in failed.err
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(("code", "name"), [("en", "Lisnabrae"), ("nb", "Bjørkesund"), ("lt", "Vėjupės")])
def test_demo_speaks_the_language_asked_for(outside: Qms, tmp_path: Path, code: str, name: str) -> None:
    outside.run("init", "new", "--demo", "--lang", code)
    assert name in (tmp_path / "new" / "qms.toml").read_text(encoding="utf-8")
    assert any((tmp_path / "new" / "evidence_store").rglob("*.docx"))


def test_demo_with_a_country_names_all_languages(outside: Qms, tmp_path: Path) -> None:
    failed = outside.run("init", "new", "--demo", "--country", "LT", code=2)
    assert all(f"--lang {code}" in failed.err for code in ("en", "nb", "lt")), failed.err
    assert not (tmp_path / "new").exists()


def test_a_file_in_the_way_is_told(outside: Qms, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("a file")
    for extra in ((), ("--demo",)):
        failed = outside.run("init", "new", *extra, code=1)
        assert failed.err.startswith("Error: ")
        assert (tmp_path / "new").read_text() == "a file"


def test_commands_find_the_workspace_from_below(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    below = qms.store / "deep" / "er"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    import cli

    with pytest.raises(SystemExit) as left:
        cli.main(["sync"])
    assert not left.value.code


def test_outside_a_workspace(outside: Qms) -> None:
    failed = outside.run("coverage", code=1)
    assert failed.err.startswith("Error: ")
    assert "Hint: qms init" in failed.err
    outside.run("framework", "list")
    outside.run("template", "list")
    outside.run("doctor")
