"""Prove that a follower wakes whoever scans, lives and dies visibly, and chooses how to follow as it says."""

from __future__ import annotations

import errno
import logging
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from indexer import watch
from indexer.mounts import network_share, parse_mount, parse_mountinfo, share_among
from indexer.watch import Backend, Follower, choose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 20.0
MOUNTS = rb"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
40 27 0:50 / /srv/quality rw,relatime shared:9 - cifs //server/quality rw,vers=3.1
41 27 0:51 / /home/ada/my\040share rw - fuse.sshfs ada@server: rw
42 27 8:17 / /media/stick rw,nosuid - fuseblk /dev/sdb1 rw
43 27 0:52 / /data rw - ext4 /dev/vdb rw
44 43 0:53 / /data/remote/nfs rw - nfs4 server:/x rw
45 27 0:54 / /twice rw - cifs //server/x rw
46 27 0:55 / /twice rw - ext4 /dev/vdc rw
47 27 0:56 / /srv rw - ext4 /dev/vdd rw
"""
BSD = b"""/dev/disk1s1 on / (apfs, local, journaled)
//ada@server/quality on /Volumes/Quality (and more) (smbfs, nodev, nosuid, mounted by ada)
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/ada/evidence", None),
        ("/srv/quality", "cifs"),
        ("/srv/quality/evidence/2025", "cifs"),
        ("/srv/quality-local", None),
        ("/home/ada/my share/a", "fuse.sshfs"),
        ("/media/stick/a", None),
        ("/data/a", None),
        ("/data", "nfs4"),
        ("/data/remote", "nfs4"),
        ("/twice/a", None),
    ],
)
def test_shares_are_told_by_the_mount_that_holds_a_folder_or_lies_below(
    folder: str, expected: str | None
) -> None:
    assert share_among(Path(folder), parse_mountinfo(MOUNTS)) == expected


def test_the_table_of_macos_is_understood() -> None:
    mounts = list(parse_mount(BSD))
    assert mounts == [(Path("/"), "apfs"), (Path("/Volumes/Quality (and more)"), "smbfs")]
    assert share_among(Path("/Volumes/Quality (and more)/a"), mounts) == "smbfs"


def test_a_table_that_makes_no_sense_means_local() -> None:
    assert list(parse_mountinfo(b"\xff\xfe nonsense\n\n1 2 3 - ext4\n")) == []
    assert list(parse_mount(b"nonsense")) == []
    assert share_among(Path("/a"), []) is None


def test_a_link_into_a_share_counts_as_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (tmp_path / "link").symlink_to(real)
    monkeypatch.setattr("indexer.mounts._mounts", lambda: [(Path("/"), "ext4"), (real.resolve(), "cifs")])
    assert network_share(tmp_path / "link") == "cifs"


def test_the_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "network_share", lambda _folder: "nfs4")
    assert choose(tmp_path, "auto") == Backend(False, "network", "nfs4")
    assert choose(tmp_path, "native") == Backend(True, "asked")
    assert choose(tmp_path, "polling") == Backend(False, "asked")
    monkeypatch.setattr(watch, "network_share", lambda _folder: None)
    assert choose(tmp_path, "auto") == Backend(True, "local")
    monkeypatch.setattr(watch, "backend_name", lambda: "PollingObserver")
    assert choose(tmp_path, "auto") == Backend(False, "unavailable")


@pytest.fixture
def follow(tmp_path: Path) -> Iterator[Callable[..., tuple[Follower, threading.Event]]]:
    """Return a maker of followers of `tmp_path / store`."""
    (tmp_path / "store" / "sub").mkdir(parents=True)
    made: list[Follower] = []

    def make(choice: Any = "native") -> tuple[Follower, threading.Event]:
        woken = threading.Event()
        follower = Follower(choice, 0.1, woken.set)
        made.append(follower)
        follower.arm(tmp_path / "store")
        return follower, woken

    yield make
    for follower in made:
        follower.disarm()


def until(true: Callable[[], bool]) -> bool:
    """Wait for something, but not for ever."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.01)
    return False


def hears(follower: Follower, woken: threading.Event, expected: bytes) -> bool:
    """Say whether a path is heard of in time."""
    heard: set[bytes] = set()

    def true() -> bool:
        heard.update(follower.take())
        return woken.is_set() and expected in heard

    return until(true)


@pytest.mark.parametrize("choice", ["native", "polling"])
def test_what_happens_below_the_folder_wakes(follow: Any, tmp_path: Path, choice: str) -> None:
    follower, woken = follow(choice)
    assert follower.alive
    (tmp_path / "store" / "sub" / "a.txt").write_text("one")
    assert hears(follower, woken, b"sub/a.txt")
    (tmp_path / "store" / "sub" / "a.txt").rename(tmp_path / "store" / "b.txt")
    assert hears(follower, woken, b"b.txt")
    (tmp_path / "store" / "b.txt").unlink()
    assert hears(follower, woken, b"b.txt")


def test_a_folder_behind_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "store")
    woken = threading.Event()
    follower = Follower("native", 0.1, woken.set)
    follower.arm(tmp_path / "link")
    try:
        (tmp_path / "store" / "a.txt").write_text("one")
        assert hears(follower, woken, b"a.txt")
    finally:
        follower.disarm()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell of readings in other ways")
def test_reading_wakes_nobody(follow: Any, tmp_path: Path) -> None:
    path = tmp_path / "store" / "a.txt"
    path.write_text("one")
    follower, woken = follow()
    path.read_text()
    os.listdir(path.parent)
    (tmp_path / "store" / "marker").write_text("x")
    heard: set[bytes] = set()
    assert until(lambda: heard.update(follower.take()) or b"marker" in heard)
    assert b"a.txt" not in heard
    assert woken.is_set()


@pytest.mark.parametrize("choice", ["native", "polling"])
def test_a_follower_dies_with_its_folder_and_can_be_armed_again(
    follow: Any, tmp_path: Path, choice: str
) -> None:
    follower, woken = follow(choice)
    (tmp_path / "store" / "sub").rmdir()
    (tmp_path / "store").rmdir()
    assert until(lambda: not follower.alive)
    with pytest.raises(OSError):
        follower.arm(tmp_path / "store")
    assert not follower.alive
    (tmp_path / "store").mkdir()
    follower.arm(tmp_path / "store")
    assert follower.alive
    follower.take()
    woken.clear()
    (tmp_path / "store" / "a.txt").write_text("one")
    assert hears(follower, woken, b"a.txt")


def test_disarming_ends_all_threads(follow: Any) -> None:
    before = threading.active_count()
    follower, _ = follow()
    follower.disarm()
    follower.disarm()
    assert until(lambda: threading.active_count() <= before)


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOSPC])
def test_a_limit_of_the_system_makes_it_poll(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse() -> Any:
        raise OSError(number, "limit reached")

    monkeypatch.setattr(watch, "_native", refuse)
    follower = Follower("auto", 0.1, lambda: None)
    assert follower.arm(tmp_path) == Backend(False, "limit")
    assert follower.alive
    follower.disarm()


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
def test_a_limit_met_below_the_folder_is_found_although_the_observer_hides_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers import inotify_c

    for name in ("a", "b", "c"):
        (tmp_path / "store" / name).mkdir(parents=True)
    true, left = inotify_c.inotify_add_watch, [2]

    def add(*arguments: Any) -> Any:
        if not left[0]:
            import ctypes

            ctypes.set_errno(errno.ENOSPC)
            return -1
        left[0] -= 1
        return true(*arguments)

    monkeypatch.setattr(inotify_c, "inotify_add_watch", add)
    follower = Follower("auto", 0.1, lambda: None)
    assert follower.arm(tmp_path / "store") == Backend(False, "limit")
    follower.disarm()


def test_lost_events_wake_and_are_not_printed(follow: Any, capfd: pytest.CaptureFixture[str]) -> None:
    follower, woken = follow()
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed below %r", "secret")
    assert woken.is_set()
    assert follower.take() == {b""}
    assert "secret" not in "".join(capfd.readouterr())
