"""Start `qms watch` in a process of its own and follow what it tells."""

from __future__ import annotations

import contextlib
import json
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from tests.cli.conftest import Qms

PATIENCE = 60.0
"""Seconds until a test gives up on something that should happen: this machine may be busy with others."""


def until(true: Callable[[], Any], what: Callable[[], object] | str = "", patience: float = PATIENCE) -> Any:
    """Wait until something is true and return it; fail when that takes too long."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError((what() if callable(what) else what) or "it did not happen in time")


class Watching:
    """Hold a running `qms watch --json`: what it told, and how it ended."""

    def __init__(self, qms: Qms, process: subprocess.Popen[str]) -> None:
        self.qms = qms
        self.process = process
        self.events: list[dict[str, Any]] = []
        self.errors: list[str] = []
        self._threads = [
            threading.Thread(target=self._follow, daemon=True),
            threading.Thread(target=self._complaints, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _follow(self) -> None:
        assert self.process.stdout is not None
        self.events.extend(json.loads(line) for line in self.process.stdout)

    def _complaints(self) -> None:
        assert self.process.stderr is not None
        self.errors.extend(self.process.stderr)

    def expect(self, event: str, since: int = 0, **values: Any) -> dict[str, Any]:
        """Wait for an event, among those told after the first `since`, and return it."""

        def fits(told: dict[str, Any]) -> bool:
            return told["event"] == event and all(told.get(k) == v for k, v in values.items())

        found: dict[str, Any] = until(
            lambda: next((e for e in self.events[since:] if fits(e)), None),
            lambda: f"no {event} {values} in {self.events} {self.errors} {self.process.poll()}",
        )
        return found

    def total(self, count: str) -> int:
        """Return the sum of a count over all passes."""
        return sum(e[count] for e in self.events if e["event"] == "pass")

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code; everything told is known then."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        assert not any("Traceback" in line for line in self.errors), self.errors
        return code


@contextlib.contextmanager
def watching(qms: Qms, *words: str, settle: float = 0.3, rescan: float = 3600.0) -> Iterator[Watching]:
    """Watch for the length of a block, once the first pass is done; events alone bring news unless `rescan` says."""
    process = qms.start("watch", "--json", "--settle", str(settle), "--rescan", str(rescan), *words)
    watcher = Watching(qms, process)
    try:
        yield watcher
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                for thread in watcher._threads:
                    thread.join(PATIENCE)
                stream.close()
