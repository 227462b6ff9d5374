"""Follow a folder: the only importer of watchdog. Events only wake whoever scans; none of them is believed."""

from __future__ import annotations

import errno
import logging
import os
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from indexer.mounts import network_share

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.observers.api import BaseObserver

Choice = Literal["auto", "native", "polling"]
Why = Literal["local", "asked", "network", "limit", "unavailable"]
LIMITS = {errno.ENOSPC, errno.EMFILE, errno.ENFILE}
_JOIN = 2.0


@dataclass(frozen=True, slots=True)
class Backend:
    """Say how a folder is followed: told by the system (`native`) or by looking again and again, and why.

    `share` is the kind of network file system where that is the reason.
    """

    native: bool
    why: Why
    share: str | None = None


def backend_name() -> str | None:
    """Return the name of the observer that this machine offers, None when the package is missing."""
    try:
        from watchdog.observers import Observer
    except ImportError:
        return None
    return str(getattr(Observer, "__name__", Observer))


def choose(folder: Path, choice: Choice) -> Backend:
    """Choose how to follow `folder`: polling on a network share, else native, unless a person chose."""
    if choice != "auto":
        return Backend(choice == "native", "asked")
    share = network_share(folder)
    if share is not None:
        return Backend(False, "network", share)
    native = backend_name() != "PollingObserver"
    return Backend(native, "local" if native else "unavailable")


class Follower:
    """Follow the folder below a path and call `wake` when something there may have changed, from another thread.

    `every` is the seconds between two looks where polling is needed.
    """

    def __init__(self, choice: Choice, every: float, wake: Callable[[], None]) -> None:
        self._choice: Choice = choice
        self._every = every
        self._wake = wake
        self._observer: BaseObserver | None = None
        self._guard = threading.Lock()
        self._touched: set[bytes] = set()
        self._top = b""

    def arm(self, folder: Path) -> Backend:
        """Begin to follow `folder` and return how; what happens from here on wakes.

        Where the system refuses to watch that many folders, polling takes over. Raises OSError when the folder is
        not there.
        """
        self.disarm()
        folder = Path(os.path.realpath(folder))  # a watch on a link would be one on the link itself
        self._top = os.fsencode(folder)
        backend = choose(folder, self._choice)
        if backend.native:
            try:
                self._observer = self._start(folder, _native())
                self._probe(self._observer, folder)
            except OSError as error:
                self.disarm()
                if error.errno not in LIMITS:
                    raise
                backend = Backend(False, "limit")
            else:
                return backend
        from watchdog.observers.polling import PollingObserver

        self._observer = self._start(folder, PollingObserver(timeout=self._every))
        return backend

    def disarm(self) -> None:
        """Stop following; may be called at any time."""
        observer, self._observer = self._observer, None
        if observer is not None:
            _stop(observer)

    @property
    def alive(self) -> bool:
        """Tell whether all that follows is still running: a watch dies with its folder."""
        observer = self._observer
        if observer is None or not observer.is_alive():
            return False
        emitters = list(observer.emitters)
        return bool(emitters) and all(emitter.is_alive() for emitter in emitters)

    def take(self) -> set[bytes]:
        """Return the raw paths, relative to the folder, of which something was heard since the last call."""
        with self._guard:
            touched, self._touched = self._touched, set()
        return touched

    def heard(self, *paths: bytes | str) -> None:
        """Note that something happened to `paths` and wake; called by the observer."""
        inside = os.path.join(self._top, b"")
        raws = [os.fsencode(path) for path in paths if path]
        found = [
            inside if raw == self._top else raw for raw in raws if raw == self._top or raw.startswith(inside)
        ]
        if found:
            with self._guard:
                self._touched.update(raw[len(inside) :] for raw in found)
            self._wake()

    def _start(self, folder: Path, observer: BaseObserver) -> BaseObserver:
        _listen_for_losses(self._lost)
        try:
            observer.schedule(_handler(self), str(folder), recursive=True, event_filter=_wanted())
            observer.start()
        except BaseException:
            _stop(observer)
            raise
        return observer

    def _lost(self) -> None:
        """Let everything be looked at: the observer says that it lost events."""
        with self._guard:
            self._touched.add(b"")
        self._wake()

    def _probe(self, observer: BaseObserver, folder: Path) -> None:
        """Find out whether the limit of watches was met below the folder, which the observer keeps to itself."""
        anchor = folder.anchor
        if not Path("/proc/sys/fs/inotify").is_dir() or anchor == str(folder):
            return
        watch = observer.schedule(_handler(None), anchor)
        with suppress(KeyError):
            observer.unschedule(watch)


def _native() -> BaseObserver:
    from watchdog.observers import Observer

    return Observer()


def _stop(observer: BaseObserver) -> None:
    observer.stop()
    if observer.is_alive():
        observer.join(_JOIN)


def _wanted() -> list[Any]:
    """Return the kinds of events to hear of: reading a file raises others, which would wake us for ever."""
    from watchdog import events

    return [
        events.FileCreatedEvent, events.FileModifiedEvent, events.FileMovedEvent, events.FileDeletedEvent,
        events.FileClosedEvent, events.DirCreatedEvent, events.DirMovedEvent, events.DirDeletedEvent,
    ]  # fmt: skip


def _handler(follower: Follower | None) -> Any:
    from watchdog.events import FileSystemEventHandler

    class _Handler(FileSystemEventHandler):
        """Note where something happened; a handler that did more could not keep up with a burst."""

        def dispatch(self, event: Any) -> None:
            """Hand on the paths of an event."""
            if follower is not None:
                follower.heard(event.src_path, event.dest_path)

    return _Handler()


class _Alarm(logging.Handler):
    """Hear what the observer would log: a warning means lost events, and its text may name files."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lost: Callable[[], None] = lambda: None

    def emit(self, record: logging.LogRecord) -> None:
        """Say that events were lost."""
        self.lost()


_ALARM = _Alarm()


def _listen_for_losses(lost: Callable[[], None]) -> None:
    logger = logging.getLogger("watchdog")
    logger.propagate = False
    if _ALARM not in logger.handlers:
        logger.addHandler(_ALARM)
    _ALARM.lost = lost
