"""Choose what a pass of the watcher leaves for later: files that somebody is still writing, and too many at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from indexer.stability import FileStability, Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indexer.stability import State
    from qms.upkeep.observing import Differences

AT_ONCE = 2000
"""New files that one pass takes, so that others get the lock of the pass in between."""
PATIENCE = 5
"""How many times the quiet seconds a burst may hold back what is ready; never less than ten seconds."""


class NotYet(Exception):  # a state of affairs, not a fault
    """Say that files are still being written, so that nothing was read; the pass comes later."""


class Settling:
    """Follow the files that differ from the register until nobody writes them any more, for `quiet` seconds.

    A pass takes a burst as a whole, because moved files are told from new ones together; one that does not end is
    taken in parts. A file that vanished is waited for likewise: a program that saves may only be replacing it.
    """

    def __init__(self, quiet: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._stability = FileStability(quiet, clock)
        self._patience = Patience(max(10.0, PATIENCE * quiet), clock)
        self.left = 0

    @property
    def waiting(self) -> int:
        """Return how many files are not ready."""
        return self._stability.waiting

    def touch(self, raws: Iterable[bytes]) -> None:
        """Begin to wait anew for files that an event names."""
        self._stability.touch(raws)

    def wait(self) -> float:
        """Return the seconds until the next look is worth taking."""
        return self._stability.wait()

    def hold(self, found: Differences) -> frozenset[bytes]:
        """Return the raw paths to leave for a later pass; raises NotYet to leave all."""
        states: dict[bytes, State] = {file.raw: (file.size, file.mtime_ns) for file in found.changed}
        states.update((known.raw, None) for known in found.vanished)
        waiting = self._stability.look(states)
        if not self._patience.ends(waiting=bool(waiting)):
            raise NotYet
        ready = [file.raw for file in found.changed if file.raw not in waiting]
        # What vanished may be among the new files under another name, so then all are needed.
        late = frozenset(ready[AT_ONCE:]) if not found.vanished else frozenset()
        self.left = len(late)
        return waiting | late
