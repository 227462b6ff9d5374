"""A fast look says that nothing changed only where a slow one would say so too."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from indexer.calm import INODE, is_unchanged
from indexer.scan import matching, scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def looks(folder: Path, *ignore: str) -> dict[bytes, tuple[bytes, int, int, int]]:
    return {f.raw: (f.raw, f.size, f.mtime_ns, f.inode & INODE) for f in scan(folder, matching(ignore))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "below/b.txt", "below/deeper/Å.txt", ".hidden/c.txt", "~$lock.docx"):
        path = tmp_path / "store" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "store"


def test_a_folder_as_it_was_is_unchanged(folder: Path) -> None:
    assert is_unchanged(folder, None, looks(folder))
    assert is_unchanged(folder, matching(["*.tmp"]), looks(folder))


@pytest.mark.parametrize(
    "change",
    [
        lambda f: (f / "a.txt").write_text("longer than it was"),
        lambda f: os.utime(f / "a.txt", (1, 1)),
        lambda f: (f / "below/b.txt").unlink(),
        lambda f: (f / "below/new.txt").write_text("new"),
        lambda f: (f / "a.txt").rename(f / "below/a.txt"),
        lambda f: (f / "below").rename(f / "above"),
        lambda f: (f / "link.txt").symlink_to(f / "a.txt"),
        lambda f: ((f / "a.txt").unlink(), (f / "a.txt").mkdir()),
        lambda f: ((f / "a.txt").rename(f / ".a"), (f / "a.txt").symlink_to(f / ".a")),
        lambda f: os.mkfifo(f / "pipe"),
    ],
)
def test_any_change_is_noticed(folder: Path, change: Callable[[Path], object]) -> None:
    before = looks(folder)
    change(folder)
    assert not is_unchanged(folder, None, before)


def test_what_is_now_left_out_is_a_change(folder: Path) -> None:
    before = looks(folder)
    assert not is_unchanged(folder, matching(["a.*"]), before)
    assert not is_unchanged(folder, matching(["below"]), before)
    assert is_unchanged(folder, matching(["below"]), looks(folder, "below"))


def test_hidden_and_temporary_files_are_no_change(folder: Path) -> None:
    before = looks(folder)
    (folder / ".another").write_text("x")
    (folder / "below" / "b.txt.part").write_text("x")
    assert is_unchanged(folder, None, before)


def test_no_folder_is_never_unchanged(folder: Path) -> None:
    assert not is_unchanged(folder / "none", None, {})
    assert not is_unchanged(folder / "a.txt", None, {})
