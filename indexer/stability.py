"""Tell when files have been left alone long enough to be read; pure, with the clock handed in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

State = tuple[int, int] | None
"""Size in bytes and time of the last change in nanoseconds; None: the file is not there."""


@dataclass(slots=True)
class _Seen:
    """Hold the state of a file, since when it is known to be so, and whether a look found that long enough."""

    state: State
    since: float
    ready: bool = False


class FileStability:
    """Follow files by the looks that are taken at them, in seconds of `clock`.

    A file is ready when two looks at least `quiet` seconds apart found it in the same state, and nothing between
    them said otherwise. One look is never enough: a copy may carry the old time of its original from the start.
    """

    def __init__(self, quiet: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.quiet = quiet
        self._clock = clock
        self._seen: dict[bytes, _Seen] = {}

    def look(self, states: Mapping[bytes, State]) -> frozenset[bytes]:
        """Take what a look found of all files of interest and return those that are not ready.

        What the look does not name is forgotten: it was read meanwhile, or is again as it was before.
        """
        now = self._clock()
        seen = {}
        for raw, state in states.items():
            before = self._seen.get(raw)
            if before is None or before.state != state:
                before = _Seen(state, now)
            else:
                before.ready = now - before.since >= self.quiet
            seen[raw] = before
        self._seen = seen
        return frozenset(raw for raw, one in seen.items() if not one.ready)

    def touch(self, raws: Iterable[bytes]) -> None:
        """Start the wait anew for files of which something else, such as an event, says that they changed."""
        now = self._clock()
        for raw in raws:
            seen = self._seen.get(raw)
            if seen is not None:
                seen.since, seen.ready = now, False

    @property
    def waiting(self) -> int:
        """Return how many files were not ready at the last look, or were touched since."""
        return sum(not seen.ready for seen in self._seen.values())

    def wait(self) -> float:
        """Return the seconds until a look may find all of them ready, 0 when none waits; never more than `quiet`."""
        last = max((seen.since for seen in self._seen.values() if not seen.ready), default=None)
        return 0.0 if last is None else max(0.0, last + self.quiet - self._clock())


class Patience:
    """Bound how long a burst may hold back what is ready: `limit` seconds of `clock` since it began."""

    def __init__(self, limit: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._began: float | None = None

    def ends(self, *, waiting: bool) -> bool:
        """Say whether to go on now: nothing is `waiting`, or the burst has lasted too long; then a new one begins."""
        now = self._clock()
        if not waiting:
            self._began = None
            return True
        if self._began is None:
            self._began = now
        if now - self._began < self.limit:
            return False
        self._began = now
        return True
