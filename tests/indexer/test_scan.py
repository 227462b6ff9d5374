from __future__ import annotations

import hashlib
import io
import os
import sys
import threading
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import lock
from indexer.scan import FoundFile, display_name, fingerprint, matching, read_stable, scan
from tests.powers import NO_LIMITS, no_limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

posix = pytest.mark.skipif(sys.platform != "linux", reason="raw bytes in names are Linux")


def shown(root: Path) -> list[str]:
    return [file.display for file in scan(root)]


def put(root: Path, raw: bytes, data: bytes = b"x") -> None:
    path = os.path.join(os.fsencode(root), raw)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def test_files_of_all_folders_in_order(tmp_path: Path) -> None:
    for name in (b"b.txt", b"a/z.txt", b"a/b/c.txt", "møte/år.txt".encode()):
        put(tmp_path, name)
    found = list(scan(tmp_path))
    assert [file.display for file in found] == ["a/b/c.txt", "a/z.txt", "b.txt", "møte/år.txt"]
    status = (tmp_path / "b.txt").stat()
    assert found[2] == FoundFile(b"b.txt", "b.txt", 1, status.st_mtime_ns, status.st_ino)


def test_what_is_never_evidence(tmp_path: Path) -> None:
    for name in (
        "~$plan.docx", ".~lock.plan.odt#", "x.tmp", ".DS_Store", "Thumbs.db", "desktop.ini", "._plan.docx",
        ".hidden/plan.docx", ".qms/state/qms.db", "plan.docx~", ".plan.swp", "x.crdownload",
    ):  # fmt: skip
        put(tmp_path, name.encode())
    put(tmp_path, b"plan.docx")
    assert shown(tmp_path) == ["plan.docx"]


def test_the_caller_may_ignore_more(tmp_path: Path) -> None:
    for name in (b"keep/a.txt", b"archive/a.txt", b"keep/skip.txt"):
        put(tmp_path, name)
    assert [file.display for file in scan(tmp_path, lambda name: name in {"archive", "keep/skip.txt"})] == [
        "keep/a.txt"
    ]


@posix
def test_names_that_are_no_text(tmp_path: Path) -> None:
    put(tmp_path, b"m\xf8te.txt")
    put(tmp_path, "tur 😀.jpg".encode())
    put(tmp_path, b"line\nbreak.txt")
    assert shown(tmp_path) == ["line\\x0abreak.txt", "m\\xf8te.txt", "tur 😀.jpg"]
    assert [file.raw for file in scan(tmp_path)][1] == b"m\xf8te.txt"


@posix
def test_names_that_fold_to_one_are_told_apart(tmp_path: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "møte å.txt").encode() for form in ("NFC", "NFD"))
    put(tmp_path, composed)
    put(tmp_path, decomposed)
    put(tmp_path, "møte å (2).txt".encode())
    found = {file.raw: file.display for file in scan(tmp_path)}
    assert found[composed] == "møte å.txt"  # really called so, though not the first by raw bytes
    assert found["møte å (2).txt".encode()] == "møte å (2).txt"
    assert found[decomposed] == "møte å (3).txt"


@posix
@settings(max_examples=25, deadline=None)
@given(st.sets(st.binary(min_size=1, max_size=12), max_size=8))
def test_display_names_are_unique_text_for_any_names(
    tmp_path_factory: pytest.TempPathFactory, names: set[bytes]
) -> None:
    root = tmp_path_factory.mktemp("names")
    for name in names:
        if b"\0" not in name and b"/" not in name and name not in {b".", b".."}:
            put(root, name)
    found = list(scan(root))
    assert len({file.display for file in found}) == len(found)
    assert all(unicodedata.is_normalized("NFC", file.display) and file.display.encode() for file in found)
    assert found == list(scan(root))


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
class TestLinks:
    def test_a_link_out_of_the_folder_is_refused(self, tmp_path: Path) -> None:
        outside, root = tmp_path / "secret.txt", tmp_path / "root"
        outside.write_text("secret", "ascii")
        (tmp_path / "folder").mkdir()
        put(root, b"a.txt")
        (root / "inside.txt").symlink_to("a.txt")
        (root / "out.txt").symlink_to(outside)
        (root / "out").symlink_to(tmp_path / "folder")
        (root / "gone.txt").symlink_to(tmp_path / "nothing")
        assert {file.display: file.problem for file in scan(root)} == {
            "a.txt": None, "inside.txt": None, "out.txt": "refused", "out": "refused", "gone.txt": "refused",
        }  # fmt: skip

    def test_linked_folders_are_not_followed(self, tmp_path: Path) -> None:
        put(tmp_path, b"a/b.txt")
        (tmp_path / "a" / "loop").symlink_to(tmp_path)
        (tmp_path / "again").symlink_to(tmp_path / "a")
        assert shown(tmp_path) == ["a/b.txt"]

    def test_a_folder_beside_with_the_same_beginning_is_outside(self, tmp_path: Path) -> None:
        put(tmp_path, b"store-old/x.txt")
        (tmp_path / "store").mkdir()
        (tmp_path / "store" / "x.txt").symlink_to(tmp_path / "store-old" / "x.txt")
        assert [file.problem for file in scan(tmp_path / "store")] == ["refused"]

    def test_a_root_that_is_a_link_is_followed(self, tmp_path: Path) -> None:
        put(tmp_path, b"real/a.txt")
        (tmp_path / "link").symlink_to(tmp_path / "real")
        assert shown(tmp_path / "link") == ["a.txt"]

    def test_pipes_are_refused(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        assert [file.problem for file in scan(tmp_path)] == ["refused"]

    @pytest.mark.skipif(no_limits(), reason=NO_LIMITS)
    def test_a_folder_without_rights_is_told(self, tmp_path: Path) -> None:
        put(tmp_path, b"closed/a.txt")
        (tmp_path / "closed").chmod(0)
        try:
            assert [(file.display, file.problem) for file in scan(tmp_path)] == [("closed", "unlisted")]
        finally:
            (tmp_path / "closed").chmod(0o700)


def test_a_folder_that_vanishes_during_the_walk_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, b"a/x.txt")
    put(tmp_path, b"b/x.txt")
    real = os.scandir

    def vanishing(path: bytes):  # type: ignore[no-untyped-def]
        if path.endswith(b"/a"):
            raise FileNotFoundError(path)
        return real(path)

    monkeypatch.setattr(os, "scandir", vanishing)
    assert shown(tmp_path) == ["b/x.txt"]


def closing(folder: bytes, error: OSError) -> Callable[[bytes], object]:
    """Return an `os.scandir` that fails for folders whose path ends so."""
    real = os.scandir

    def listed(path: bytes) -> object:
        if os.fsencode(path).endswith(folder):
            raise error
        return real(path)

    return listed


@pytest.mark.parametrize("error", [PermissionError(13, "closed"), OSError(5, "input/output error")])
def test_a_folder_that_cannot_be_listed_is_told_and_is_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    put(tmp_path, b"a/x.txt")
    put(tmp_path, "b/å/x.txt".encode())
    put(tmp_path, b"b/y.txt")
    monkeypatch.setattr(os, "scandir", closing("/å".encode(), error))
    assert [(file.raw, file.display, file.problem) for file in scan(tmp_path)] == [
        (b"a/x.txt", "a/x.txt", None),
        (b"b/y.txt", "b/y.txt", None),
        ("b/å".encode(), "b/å", "unlisted"),
    ]


def test_a_root_that_cannot_be_listed_has_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, b"x.txt")
    monkeypatch.setattr(os, "scandir", closing(os.fsencode(tmp_path), PermissionError(13, "closed")))
    assert list(scan(tmp_path)) == [FoundFile(b"", "", 0, 0, 0, "unlisted")]


def test_a_root_that_vanishes_during_the_walk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "scandir", closing(os.fsencode(tmp_path), FileNotFoundError(2, "gone")))
    with pytest.raises(FileNotFoundError):
        list(scan(tmp_path))


def test_patterns_of_the_caller_compare_as_fnmatch_does(tmp_path: Path) -> None:
    assert matching(()) is None
    test = matching(("archive/*", "*.[bB]ak"))
    assert test is not None
    assert [test(name) for name in ("archive/a/b.txt", "a.Bak", "old/archive/x", "a.back")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_root_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(scan(tmp_path / "none"))
    put(tmp_path, b"file")
    with pytest.raises(NotADirectoryError):
        list(scan(tmp_path / "file"))


def test_fingerprint(tmp_path: Path) -> None:
    data = os.urandom(3_000_000)
    put(tmp_path, b"big", data)
    assert fingerprint(tmp_path / "big") == hashlib.sha256(data).hexdigest()
    assert fingerprint(os.fsencode(tmp_path / "big")) == read_stable(tmp_path / "big").sha256


def test_no_more_is_read_than_a_file_held_at_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "endless"
    path.write_bytes(b"one")

    class Endless(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            return b"x" * size

    monkeypatch.setattr("indexer.scan.open_file", lambda _: Endless(path))
    assert read_stable(path).problem == "unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_stable(tmp_path / "pipe").problem == "unreadable"
    for path in (tmp_path / "pipe", tmp_path):
        with pytest.raises(OSError):
            fingerprint(path)


def test_a_file_that_changes_while_it_is_read_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing"
    path.write_bytes(b"one")

    def grow(_: object, __: object) -> str:
        path.write_bytes(b"one two")
        return "0" * 64

    monkeypatch.setattr("indexer.scan._digest", grow)
    assert read_stable(path).problem == "unreadable"
    assert read_stable(tmp_path / "none").problem == "unreadable"


def test_display_name_of_text() -> None:
    assert display_name("a\u030a/å".encode()) == "å/å"


class TestLock:
    def test_holder_is_told_and_the_lock_is_freed(self, tmp_path: Path) -> None:
        path = tmp_path / "deep" / "lock"
        with lock.hold(path):
            assert lock.holder_of(path) == os.getpid()
            with pytest.raises(lock.Locked) as caught, lock.hold(path, wait=0.1):
                pass
            assert caught.value.holder == os.getpid()
        assert lock.holder_of(path) is None
        with lock.hold(path, wait=0):
            pass

    def test_waits_for_the_holder(self, tmp_path: Path) -> None:
        path = tmp_path / "lock"
        held, order = threading.Event(), []

        def first() -> None:
            with lock.hold(path):
                held.set()
                threading.Event().wait(0.2)
                order.append("first")

        thread = threading.Thread(target=first)
        thread.start()
        held.wait()
        with lock.hold(path, wait=5):
            order.append("second")
        thread.join()
        assert order == ["first", "second"]
