"""Keep a workspace in step with its evidence folder until stopped: one pass after another, woken by events.

Events only say when to look. What is new, changed or gone, the scan of a pass tells, and a scan comes by schedule
too, because events get lost. Whatever goes wrong with a pass is told, and watching goes on.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from qms.model.errors import QmsError, foreseen
from qms.upkeep.heartbeat import Status, watching, write_heartbeat
from qms.upkeep.observing import FolderGone
from qms.upkeep.register import BrakePulled
from qms.upkeep.settling import NotYet, Settling
from qms.upkeep.surroundings import identity_of, matters, stamp_of
from qms.upkeep.sync import count_unsearchable, sync
from qms.workspace import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from qms.upkeep.observing import Differences
    from qms.upkeep.sync import SyncReport
    from qms.workspace.workspace import Workspace

SOON = 0.2
"""Seconds between an event and the first look, so that a burst begins together."""
GAP = 0.3
"""Seconds between two parts of one piece of work, in which others get the lock of the pass."""
SLICE = 4.0
"""Seconds of reading after which a pass makes searchable what it has, and lets others in."""
TICK, BEAT = 1.0, 30.0
PAUSE = 0.05
"""Seconds between two turns at least, however many events come."""
REST = 4
"""A scan that took long is followed by a rest this many times as long."""
RETRY, RETRY_MOST = 5.0, 60.0
PAGES_AT_ONCE = 20


class Stopped(Exception):  # the wish of a person, not a fault
    """End a pass because watching was stopped; the next pass completes it."""


@dataclass(frozen=True, slots=True)
class Options:
    """Hold how to watch, in seconds: quiet before a file is read, between rescans, between looks when polling."""

    settle: float = 2.0
    rescan: float = 300.0
    poll: float = 5.0
    observer: Literal["auto", "native", "polling"] = "auto"


@dataclass(frozen=True, slots=True)
class Happening:
    """Hold one thing to tell: the `event` for programs, the code and params of its sentence, and of its hint."""

    event: str
    code: str
    params: Mapping[str, Any]
    hint: str | None = None
    error: Exception | None = None


class Watcher:
    """Watch one workspace. `tell` gets what happens, `show` how it goes, both in the thread of `run`.

    `open_workspace` opens it, again after its settings changed.
    """

    def __init__(
        self,
        open_workspace: Callable[[], Workspace],
        options: Options,
        tell: Callable[[Happening], None],
        show: Callable[[Status], None] = lambda _status: None,
    ) -> None:
        from indexer.watch import Follower

        self._open = open_workspace
        self._workspace = workspace = open_workspace()
        self._options = options
        self._tell_edge, self._show = tell, show
        self._stop, self._wake = threading.Event(), threading.Event()
        self._follower = Follower(options.observer, options.poll, self._wake.set)
        self._settling = Settling(options.settle)
        self._status = Status(os.getpid(), clock.now())
        self._settings = stamp_of(workspace)
        self._armed: tuple[int, int] | None = None
        self._whole: tuple[int, int] | None = None
        self._look_at: float | None = 0.0
        self._rescan_at = 0.0
        self._began = self._scanned = self._rest_until = 0.0
        self._slice_end: float | None = None
        self._cut = False
        self._retry = RETRY
        self._told_trouble: tuple[str, str] | None = None
        self._misread = False
        self._wants_recognition = True
        self._shown_at = self._beaten_at = 0.0

    def stop(self) -> None:
        """Ask `run` to end soon; may be called from any thread."""
        self._stop.set()
        self._wake.set()

    def run(self) -> None:
        """Watch until stopped. Raises WatcherBusy, or what opening the workspace raises."""
        with watching(self._workspace):
            _ = self._workspace.state, self._workspace.settings
            try:
                while not self._stop.is_set():
                    self._safely(self._turn)
            except Stopped:
                pass
            finally:
                self._follower.disarm()
                self._workspace.close()

    def _safely(self, work: Callable[[], None]) -> None:
        """Do some work; what goes wrong is told, and watching goes on unless nobody is left to be told."""
        try:
            work()
        except (Stopped, BrokenPipeError):
            raise
        except Exception as error:  # noqa: BLE001 - a watcher that ends unseen is worse than any error
            self._trouble(error)
            self._stop.wait(TICK)

    def _turn(self) -> None:
        """Do what is due, then sleep until something happens or is due."""
        self._follow_settings()
        now = time.monotonic()
        there = self._mind_folder()
        if now >= self._rescan_at:
            self._rescan(now, there=there)
        if there:
            self._listen(now)
            if self._look_at is not None and self._look_at <= now:
                self._pass()
            elif self._look_at is None and self._wants_recognition:
                self._recognise()
        self._publish()
        due = self._look_at if self._armed is not None and self._look_at is not None else now + TICK
        self._wake.wait(max(0.01, min(due - time.monotonic(), TICK)))
        self._wake.clear()
        self._stop.wait(PAUSE)

    def _mind_folder(self) -> bool:
        """Follow the folder, again when it was away or is another now; say whether it is there."""
        folder = self._workspace.evidence_folder
        identity = identity_of(folder)
        if identity is not None and identity == self._armed and self._follower.alive:
            return True
        if identity is not None and self._arm(folder):
            away, self._armed = self._status.state == "gone", identity
            if away:
                self._tell("folder_back", "watch_back")
            self._change(state="idle")
            self._look_at = time.monotonic()
            return True
        self._armed = None
        self._follower.disarm()
        if self._status.state != "gone":
            self._change(state="gone")
            self._tell_gone()
        return False

    def _tell_gone(self) -> None:
        self._tell("folder_gone", "folder_gone", "hint_folder", path=self._workspace.evidence_folder)

    def _arm(self, folder: Path) -> bool:
        """Begin to follow the folder and say how, unless that is known already."""
        try:
            backend = self._follower.arm(folder)
        except OSError:
            return False
        observer = "native" if backend.native else "polling"
        if (observer, backend.why) != (self._status.observer, self._status.why):
            self._change(observer=observer, why=backend.why)
            code = "watch_native" if backend.native else f"watch_polling_{backend.why}"
            hint = "hint_watch_limit" if backend.why == "limit" else None
            every = f"{self._options.poll:g}"
            self._tell("started", code, hint, folder=folder, seconds=every, share=backend.share)
        return True

    def _listen(self, now: float) -> None:
        """Take what was heard; a name that is never evidence wakes nobody."""
        touched = [raw for raw in self._follower.take() if matters(self._workspace, raw)]
        if touched:
            self._settling.touch(touched)
            if self._look_at is None:
                self._look_at = max(now + SOON, self._rest_until)

    def _rescan(self, now: float, *, there: bool) -> None:
        """Have the folder looked at by schedule, and give a sign of life, or say again what goes wrong."""
        first = self._rescan_at == 0.0
        self._rescan_at = now + self._options.rescan
        self._look_at = now
        self._wants_recognition = True
        if not there and not first:
            self._tell_gone()
        elif self._told_trouble is not None:
            self._told_trouble = None  # what still goes wrong is said again
        elif self._status.last_pass is not None:
            status = self._status
            self._tell(
                "beat",
                "watch_beat",
                last_pass=status.last_pass,
                waiting=status.waiting,
                count=status.unreadable,
            )

    def _pass(self) -> None:
        """Run one pass and decide when the next one is due."""
        self._began = self._scanned = time.monotonic()
        self._slice_end, self._cut, self._look_at = None, False, None
        self._change(state="passing", done=0)
        try:
            report = sync(self._workspace, progress=self._progress, hold=self._hold, enough=self._enough)
        except NotYet:
            self._change(state="waiting", waiting=self._settling.waiting)
            self._again()
        else:
            self._passed(report)

    def _passed(self, report: SyncReport) -> None:
        counts, waiting = report.counts, self._settling.waiting
        first = self._status.last_pass is None
        self._whole = self._armed
        state = "waiting" if waiting else "idle"
        self._change(state=state, waiting=waiting, unreadable=counts.unreadable, last_pass=clock.now())
        trouble = (
            self._status.trouble if self._misread else None
        )  # a pass by the old settings mends no new ones
        if self._status.trouble is not None and trouble is None:
            self._tell("recovered", "watch_recovered")
        self._told_trouble, self._retry = self._told_trouble if trouble else None, RETRY
        changes = {
            "added": counts.added, "changed": counts.changed, "moved": counts.moved, "missing": counts.missing,
        }  # fmt: skip
        if first or report.read or any(changes.values()):
            self._wants_recognition = True
            self._tell("pass", "sync_done", None, **changes, unreadable=counts.unreadable)
        self._tell_more(report)
        self._change(trouble=trouble, pages=self._count_pages())
        if self._settling.left or self._cut:
            self._look_at = time.monotonic() + GAP
        elif waiting:
            self._again()
        else:
            self._rest_until = time.monotonic() + self._rest()

    def _tell_more(self, report: SyncReport) -> None:
        """Tell what a pass did beside reading."""
        if report.rebuilt:
            self._tell("rebuilt", "sync_rebuilt")
        if report.pdfs:
            self._tell("archived", "sync_pdf", count=report.pdfs)
        if report.newer:
            self._tell("newer", "sync_newer", count=report.newer)

    def _again(self) -> None:
        """Look again when what waits may be ready."""
        self._look_at = time.monotonic() + max(self._settling.wait(), SOON, self._rest())

    def _rest(self) -> float:
        """Return the seconds to leave a slow folder alone after a scan."""
        return REST * (self._scanned - self._began)

    def _trouble(self, error: Exception) -> None:
        """Tell once what stops the passes, and try again later."""
        if isinstance(error, FolderGone) and identity_of(self._workspace.evidence_folder) is None:
            return  # the next turn tells
        self._look_at = time.monotonic() + self._retry
        self._retry = min(2 * self._retry, RETRY_MOST)
        known = foreseen(error)
        self._change(state="trouble", trouble=known.code)
        told = (known.code, str(known.params))
        if told != self._told_trouble:
            self._told_trouble = told
            event = "folder_gone" if isinstance(known, FolderGone) else "trouble"
            happening = Happening(event, known.code, known.params, known.hint_code(), error)
            self._tell_edge(happening)

    def _hold(self, found: Differences) -> frozenset[bytes]:
        """Leave what is still being written, and everything where all has vanished with the folder itself.

        The place of a share that is not connected is an empty folder, but another one than before.
        """
        self._scanned = time.monotonic()
        if found.vanished and not found.same and not found.changed and self._whole != self._armed:
            raise BrakePulled(missing=len(found.vanished), store=len(found.vanished))
        return self._settling.hold(found)

    def _enough(self) -> bool:
        """Say whether a pass has read long enough; it is asked before each batch, and the first is always read."""
        if self._slice_end is None:
            self._slice_end = time.monotonic() + SLICE
        self._cut = time.monotonic() >= self._slice_end
        return self._cut

    def _progress(self, stage: str) -> None:
        if stage == "index":
            return  # one write, which ends whole
        if self._stop.is_set():
            raise Stopped
        if stage == "read":
            self._status = replace(self._status, done=self._status.done + 1)
        self._publish()

    def _recognise(self) -> None:
        """Spend idle time on scanned pages, until something else is to be done."""
        from qms.upkeep.recognition import recognise_waiting

        self._wants_recognition = False
        if not self._count_pages():
            return
        self._change(state="recognising")
        done = recognise_waiting(self._workspace, stop=self._interrupted, at_most=PAGES_AT_ONCE)
        went_on = done.pages > 0 or self._interrupted()
        self._wants_recognition = done.left > 0 and done.able and not done.busy and went_on
        if done.files:
            self._tell("recognised", "watch_recognised", pages=done.pages, files=done.files)
        self._change(state="idle", pages=done.left, unreadable=count_unsearchable(self._workspace))

    def _interrupted(self) -> bool:
        """Say whether recognition should make room; the wish stays for the next turn."""
        return self._stop.is_set() or self._wake.is_set() or time.monotonic() >= self._rescan_at

    def _count_pages(self) -> int:
        from qms.upkeep.recognition import count_waiting

        return count_waiting(self._workspace)

    def _follow_settings(self) -> None:
        """Open the workspace anew when its settings changed: the folder may be another one now."""
        stamp = stamp_of(self._workspace)
        again = self._misread and self._told_trouble is None  # said anew with each rescan
        if stamp == self._settings and not again:
            return
        self._settings = stamp
        try:
            fresh = self._open()
            _ = fresh.settings
        except QmsError as error:
            self._misread = True
            self._trouble(error)
            return
        self._misread = False
        self._workspace.close()
        if fresh.evidence_folder != self._workspace.evidence_folder:
            self._armed = self._whole = None
            self._change(observer="", why="")
        self._workspace = fresh
        self._look_at = time.monotonic()

    def _tell(self, event: str, code: str, hint: str | None = None, **params: Any) -> None:
        self._tell_edge(Happening(event, code, params, hint))

    def _change(self, **values: Any) -> None:
        self._status = replace(self._status, **values)
        self._publish(now=True)

    def _publish(self, *, now: bool = False) -> None:
        """Show how it goes, at most once a second unless something changed."""
        moment = time.monotonic()
        if now or moment - self._shown_at >= TICK:
            self._shown_at = moment
            left = max(0.0, round(self._rescan_at - moment, 1))
            self._status = replace(self._status, rescan_in=left, beat=clock.now())
            self._show(self._status)
            if now or moment - self._beaten_at >= BEAT:
                self._beaten_at = moment
                write_heartbeat(self._workspace, self._status)
