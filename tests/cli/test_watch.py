"""Prove that `qms watch` keeps a workspace in step with its folder, and that everything else works beside it."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import PROGRAM, Qms
from tests.cli.watchers import until, watching

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROMPT = 6
"""Seconds in which a signal ends it: at most three, twice that on a machine busy with other tests."""
LINE = re.compile(r"In step · last pass 12:00:00 · next rescan in \d:\d\d")
windows = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def hits(qms: Qms, word: str) -> list[str]:
    """Return the paths that a word is found in."""
    return [h["path"] for h in qms.json("search", word, "--limit", "1000")["hits"]]


def fill(qms: Qms, count: int) -> None:
    """Put numbered files into the store and register them."""
    for n in range(count):
        qms.write(f"{n:03}.txt", f"text number {n}")
    qms.sync()


def test_files_are_found_as_they_come_change_move_and_go_while_people_work(qms: Qms) -> None:
    qms.write("old.txt", "Minutes of the council")
    with watching(qms) as watcher:
        assert watcher.expect("started")["code"] == "watch_native"
        assert watcher.expect("pass")["added"] == 1
        qms.write("2026/new.txt", "A walrus came to the meeting")
        watcher.expect("pass", added=1, since=2)
        assert hits(qms, "walrus") == ["2026/new.txt"]
        qms.run("link", "2026/new.txt", "40", "--kind", "voice", "--period", "2026-01-01..2026-03-01")
        assert qms.sync()["added"] == 0
        (qms.store / "2026" / "new.txt").rename(qms.store / "moved.txt")
        watcher.expect("pass", moved=1)
        qms.write("moved.txt", "A unicorn came to the meeting")
        watcher.expect("pass", changed=1)
        assert hits(qms, "unicorn") == ["moved.txt"]
        assert hits(qms, "walrus") == []
        assert qms.register()["moved.txt"]["indicators"] == ["40"]
        (qms.store / "old.txt").unlink()
        watcher.expect("pass", missing=1)
        assert watcher.end() == 0
    assert watcher.events[-1]["event"] == "stopped"
    assert watcher.errors == []
    assert {row["path"]: row["status"] for row in qms.register().values()} == {
        "moved.txt": "present",
        "old.txt": "missing",
    }


@pytest.mark.slow
def test_a_file_that_grows_is_read_once_and_whole(qms: Qms) -> None:
    with watching(qms, settle=0.8) as watcher:
        watcher.expect("pass")
        path = qms.write("minutes.txt", "Beginning. ")
        old = path.stat().st_mtime_ns
        for n in range(8):
            time.sleep(0.15)
            with path.open("a") as file:
                file.write(f"Part {n}. ")
            os.utime(path, ns=(old, old))  # as a copy that keeps the time of its original
        with path.open("a") as file:
            file.write("The very walrus.")
        watcher.expect("pass", added=1)
        watcher.end()
    assert hits(qms, "beginning walrus") == ["minutes.txt"]
    assert qms.trail().count("evidence.changed") == 0
    assert qms.sql("select count(*) from revisions") == [(1,)]


@pytest.mark.slow
def test_a_save_by_way_of_temporary_files_is_one_change(qms: Qms, docx_bytes: Callable[..., bytes]) -> None:
    document = qms.write("plan.docx", docx_bytes("The old plan"))
    with watching(qms) as watcher:
        watcher.expect("pass", added=1)
        qms.run("link", "plan.docx", "40", "--kind", "voice", "--period", "2026-01-01..2026-03-01")
        owner = qms.write("~$plan.docx", b"Ada")
        new = qms.write("~WRD0001.tmp", docx_bytes("The new plan of the walrus"))
        document.rename(qms.store / "~WRL0002.tmp")
        new.rename(document)
        (qms.store / "~WRL0002.tmp").unlink()
        owner.unlink()
        watcher.expect("pass", changed=1)
        watcher.end()
    assert hits(qms, "walrus") == ["plan.docx"]
    assert (watcher.total("missing"), watcher.total("moved"), watcher.total("added")) == (0, 0, 1)
    assert list(qms.register()) == ["plan.docx"]
    assert qms.trail().count("evidence.changed") == 1
    assert "evidence.missing" not in qms.trail()


@pytest.mark.slow  # it waits until nothing came; the scan is tested in tests/indexer
def test_what_editors_and_synchronisers_leave_behind_is_no_evidence(qms: Qms) -> None:
    qms.configure('\n[evidence]\nignore = ["drafts", "*.bak"]\n')
    with watching(qms) as watcher:
        watcher.expect("pass")
        for name in (
            ".hidden.txt",
            "~$a.docx",
            "a.txt.part",
            "b.tmp",
            ".sync/c.txt",
            "drafts/d.txt",
            "e.bak",
        ):
            qms.write(name, "never")
        qms.write("real.txt", "the walrus")
        watcher.expect("pass", added=1)
        watcher.end()
    assert list(qms.register()) == ["real.txt"]
    assert watcher.total("added") == 1


@pytest.mark.slow  # it waits for several rounds of watching
def test_the_folder_may_vanish_and_come_back(qms: Qms) -> None:
    fill(qms, 30)
    away = qms.root / "away"
    with watching(qms) as watcher:
        watcher.expect("pass")
        qms.store.rename(away)
        gone = watcher.expect("folder_gone")
        assert str(qms.store) in gone["message"]
        qms.run("link", "001.txt", "40", "--kind", "voice")
        away.rename(qms.store)
        watcher.expect("folder_back")
        qms.write("after.txt", "the walrus")
        watcher.expect("pass", added=1)
        watcher.end()
    assert [e["event"] for e in watcher.events].count("folder_gone") == 1
    assert {row["status"] for row in qms.register().values()} == {"present"}
    assert "evidence.missing" not in qms.trail()


@pytest.mark.slow
def test_an_empty_folder_in_its_place_is_a_share_that_is_not_connected(qms: Qms) -> None:
    """Too few files for the brake: the place of a share is an empty folder while it is away."""
    fill(qms, 5)
    away = qms.root / "away"
    with watching(qms) as watcher:
        watcher.expect("pass")
        qms.store.rename(away)
        qms.store.mkdir()
        assert watcher.expect("trouble")["code"] == "brake"
        qms.store.rmdir()
        away.rename(qms.store)
        qms.write("after.txt", "the walrus")
        watcher.expect("pass", added=1)
        watcher.end()
    assert "evidence.missing" not in qms.trail()


@pytest.mark.slow
def test_the_brake_holds_and_watching_goes_on(qms: Qms) -> None:
    fill(qms, 24)
    with watching(qms, rescan=1) as watcher:
        watcher.expect("pass")
        for n in range(22):
            (qms.store / f"{n:03}.txt").unlink()
        told = watcher.expect("trouble", code="brake")
        assert told["missing"] == 22
        seen = len(watcher.events)
        watcher.expect("trouble", since=seen, code="brake")  # said again with each rescan
        for n in range(22):
            qms.write(f"{n:03}.txt", f"text number {n}")
        watcher.expect("recovered")
        watcher.end()
    assert {row["status"] for row in qms.register().values()} == {"present"}
    assert "evidence.missing" not in qms.trail()


@pytest.mark.slow
def test_events_that_get_lost_are_made_up_for_by_schedule(qms: Qms) -> None:
    with watching(qms, "--polling", "--poll", "3600", rescan=1) as watcher:
        watcher.expect("pass")
        qms.write("silent.txt", "the walrus")
        watcher.expect("pass", added=1)
        watcher.end()


@pytest.mark.slow
def test_polling_finds_what_happens(qms: Qms) -> None:
    with watching(qms, "--polling", "--poll", "0.3") as watcher:
        started = watcher.expect("started")
        assert (started["code"], started["seconds"]) == ("watch_polling_asked", "0.3")
        watcher.expect("pass")
        qms.write("new.txt", "the walrus")
        watcher.expect("pass", added=1)
        watcher.end()


@pytest.mark.slow  # two processes that wait
def test_one_watcher_is_enough(qms: Qms) -> None:
    with watching(qms) as watcher:
        watcher.expect("pass")
        second = qms.run("watch", code=5)
        assert str(watcher.process.pid) in second.err.splitlines()[0]
        assert second.err.splitlines()[1].startswith("Hint: ")
        watcher.process.kill()
        watcher.process.wait()
    with watching(qms) as watcher:
        watcher.expect("pass")
        assert watcher.end() == 0


@pytest.mark.slow
def test_another_folder_in_the_settings_is_followed(qms: Qms) -> None:
    other = qms.root.parent / "share"
    other.mkdir()
    with watching(qms) as watcher:
        watcher.expect("pass")
        seen = len(watcher.events)
        (qms.root / "qms.toml").write_text("nonsense = [")
        watcher.expect("trouble", code="settings_problem")
        seen = len(watcher.events)
        qms.write("meanwhile.txt", "Read by the settings of before")
        watcher.expect("pass", seen, added=1)
        assert "recovered" not in [told["event"] for told in watcher.events]
        qms.configure(f'\n[evidence]\nfolder = "{other.as_posix()}"\n')
        assert watcher.expect("started", since=seen)["folder"] == str(other)
        (other / "new.txt").write_text("the walrus")
        watcher.expect("pass", added=1)
        watcher.end()


@windows
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGTERM, 0),
        pytest.param(signal.SIGINT, 130, marks=pytest.mark.slow),  # the same way out, with another code
    ],
)
def test_a_signal_ends_it_at_once(qms: Qms, number: int, code: int) -> None:
    from qms.upkeep.heartbeat import read_heartbeat
    from qms.workspace.workspace import Workspace

    workspace = Workspace(qms.root)
    assert read_heartbeat(workspace) is None
    with watching(qms) as watcher:
        watcher.expect("pass")
        beat = until(lambda: (b := read_heartbeat(workspace)) and b["state"] == "idle" and b)
        assert (beat["pid"], beat["observer"], beat["trouble"]) == (watcher.process.pid, "native", None)
        file = workspace.index_folder / "watch.json"
        assert file.stat().st_mode & 0o077 == 0
        begun = time.monotonic()
        assert watcher.end(number) == code
        assert time.monotonic() - begun < PROMPT
    assert watcher.events[-1]["event"] == "stopped"
    assert not file.exists()
    assert read_heartbeat(workspace) is None


def test_without_a_workspace_it_says_so(outside: Qms) -> None:
    assert outside.run("watch", code=1).err.startswith("Error: ")
    assert outside.run("watch", "--settle", "0", code=2).err.startswith("Error: ")


@windows
def test_in_a_pipe_it_says_what_changes_and_gives_a_sign_of_life(qms: Qms) -> None:
    qms.write("a.txt", "one")
    with qms.start("watch", "--settle", "0.2", "--rescan", "1") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        rest, errors = process.communicate(timeout=60)
    assert lines[0].startswith("Watching ")
    assert lines[1].startswith("Added: 1.")
    assert lines[2].startswith("Still watching. Last pass: 2026-06-01T12:00:00.")
    assert rest.splitlines()[-1] == "Watching has ended."
    assert errors == ""
    assert "\r" not in "".join(lines) + rest


@windows
def test_on_a_terminal_one_line_is_kept_up_to_date(qms: Qms) -> None:
    import fcntl
    import pty
    import struct
    import subprocess
    import termios

    qms.write("a.txt", "one")
    main, other = pty.openpty()
    fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), "-C", str(qms.root), "watch", "--settle", "0.2"],
        stdin=subprocess.DEVNULL, stdout=other, stderr=other,
    )  # fmt: skip
    os.close(other)
    shown = bytearray()

    def read() -> None:
        while True:
            try:
                data = os.read(main, 4096)
            except OSError:
                return
            if not data:
                return
            shown.extend(data)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        until(lambda: LINE.search(bytes(shown).decode("utf-8", "replace")), lambda: shown)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130
    finally:
        process.kill()
        process.wait()
        reader.join(10)
        os.close(main)
    text = bytes(shown).decode()
    assert "Ctrl-C ends it." in text
    assert text.rstrip().endswith("Watching has ended.")
    drawn = [part for line in text.split("\r\n") for part in line.split("\r\033[K")]
    assert any("·" in part and len(part) < 80 for part in drawn)
    assert all(len(part) < 80 for part in drawn if "·" in part)


def test_the_line_drops_what_matters_least() -> None:
    from qms.commands.watch import status_line
    from qms.upkeep.heartbeat import Status

    status = Status(1, "", state="waiting", last_pass="2026-06-01T12:00:00", waiting=3, unreadable=4, pages=5,
                    rescan_in=299)  # fmt: skip
    whole = (
        "Still being written: 3 · last pass 12:00:00 · not searchable 4 · scanned pages waiting 5"
        " · next rescan in 4:59"
    )
    assert status_line(status, 200) == whole
    for columns in range(1, 100):
        line = status_line(status, columns)
        assert len(line) < max(columns, 2)
        assert whole.startswith(line)


@pytest.mark.slow
def test_recognition_gets_the_idle_time(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is worked on between passes, in small parts, and makes room when something happens."""
    from qms.upkeep import recognition
    from qms.upkeep.watching import Options, Watcher
    from qms.workspace.workspace import Workspace

    pages = [3]
    asked: list[Any] = []

    class Done:
        able, busy = True, False

        def __init__(self) -> None:
            self.pages, self.files, self.left = 1, int(pages[0] == 0), pages[0]

    def recognise(_workspace: Workspace, **given: Any) -> Done:
        asked.append((given["at_most"], given["stop"]()))
        pages[0] -= 1
        return Done()

    monkeypatch.setattr(recognition, "count_waiting", lambda _workspace: pages[0])
    monkeypatch.setattr(recognition, "recognise_waiting", recognise)
    told: list[str] = []
    watcher = Watcher(
        lambda: Workspace(qms.root), Options(settle=0.1), lambda happening: told.append(happening.event)
    )
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        until(lambda: "recognised" in told)
    finally:
        watcher.stop()
        thread.join(30)
    assert len(asked) == 3
    assert all(at_most and not stop for at_most, stop in asked)


def test_a_defect_is_told_and_survived(qms: Qms, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from qms.state.store import DatabaseBusy
    from qms.upkeep import watching as service
    from qms.upkeep.watching import Options, Watcher
    from qms.workspace.workspace import Workspace

    true, errors = service.sync, [ZeroDivisionError("secret"), DatabaseBusy(), PermissionError(13, "no", "x")]

    def failing(*arguments: Any, **named: Any) -> Any:
        if errors:
            raise errors.pop(0)
        return true(*arguments, **named)

    monkeypatch.setattr(service, "sync", failing)
    monkeypatch.setattr(service, "RETRY", 0.1)
    told: list[tuple[str, str]] = []
    watcher = Watcher(
        lambda: Workspace(qms.root),
        Options(settle=0.1),
        lambda happening: told.append((happening.event, happening.code)),
    )
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        until(lambda: ("recovered", "watch_recovered") in told)
    finally:
        watcher.stop()
        thread.join(30)
    assert [code for event, code in told if event == "trouble"] == [
        "unforeseen",
        "database_busy",
        "file_trouble",
    ]


def test_a_workspace_that_is_removed_does_not_end_in_a_traceback(qms: Qms) -> None:
    with watching(qms, rescan=1) as watcher:
        watcher.expect("pass")
        shutil.rmtree(qms.root, ignore_errors=True)
        until(lambda: {e["event"] for e in watcher.events} & {"trouble", "folder_gone"})
        watcher.end()


def test_the_doctor_sees_it(qms: Qms) -> None:
    def seen() -> list[str]:
        return [item["code"] for item in qms.json("doctor", code=None)["items"] if item["name"] == "watcher"]

    assert seen() == []
    with watching(qms) as watcher:
        watcher.expect("pass")
        assert seen() == ["watcher_runs"]
        qms.store.rename(qms.root / "away")
        watcher.expect("folder_gone")
        assert seen() == ["watcher_troubled"]
        watcher.process.kill()
        watcher.process.wait()
        assert seen() == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("share", "limit", "code", "hint"),
    [("cifs", False, "watch_polling_network", None), (None, True, "watch_polling_limit", "hint_watch_limit")],
)
def test_why_it_polls_is_said(
    qms: Qms, monkeypatch: pytest.MonkeyPatch, share: str | None, limit: bool, code: str, hint: str | None
) -> None:
    from indexer import watch
    from qms.locale.sentences import say
    from qms.upkeep.watching import Happening, Options, Watcher
    from qms.workspace.workspace import Workspace

    def refuse() -> Any:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(watch, "network_share", lambda _folder: share)
    if limit:
        monkeypatch.setattr(watch, "_native", refuse)
    told: list[Happening] = []
    watcher = Watcher(lambda: Workspace(qms.root), Options(settle=0.1, poll=0.2), told.append)
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        until(lambda: told)
        qms.write("new.txt", "the walrus")
        until(lambda: any(h.event == "pass" and h.params["added"] for h in told))
    finally:
        watcher.stop()
        thread.join(30)
    assert (told[0].event, told[0].code, told[0].hint) == ("started", code, hint)
    sentence = say(code, told[0].params)
    assert "every 0.2 seconds" in sentence
    assert (share or "") in sentence


@windows
@pytest.mark.slow
def test_it_ends_when_nobody_reads_it_any_more(qms: Qms) -> None:
    process = qms.start("watch", "--settle", "0.2", "--rescan", "1")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) in {0, 1}  # click leaves with 1 when a pipe breaks
    assert process.stderr.read() == ""
    process.stderr.close()


def test_what_fails_between_passes_is_survived_too(qms: Qms, monkeypatch: pytest.MonkeyPatch) -> None:
    from qms.state.store import DatabaseBusy
    from qms.upkeep import recognition
    from qms.upkeep import watching as service
    from qms.upkeep.watching import Options, Watcher
    from qms.workspace.workspace import Workspace

    errors = [DatabaseBusy(), DatabaseBusy()]

    def count(_workspace: Workspace) -> int:
        if errors:
            raise errors.pop()
        return 0

    monkeypatch.setattr(recognition, "count_waiting", count)
    monkeypatch.setattr(service, "RETRY", 0.1)
    told: list[str] = []
    watcher = Watcher(lambda: Workspace(qms.root), Options(settle=0.1), lambda h: told.append(h.event))
    thread = threading.Thread(target=watcher.run)
    thread.start()
    try:
        until(lambda: "recovered" in told, lambda: told)
        qms.write("new.txt", "the walrus")
        seen = len(told)
        until(lambda: "pass" in told[seen:], lambda: told)
    finally:
        watcher.stop()
        thread.join(30)
