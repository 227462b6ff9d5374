"""Keep reader processes between the passes of a test session: starting two for every sync takes most of its time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator


ACTIVE: list[bool] = []
"""Holds an entry while a test runs that may share processes: those that look at processes must not."""


def warm_readers() -> Iterator[None]:
    """Hand on the healthy processes of an extractor that closes to the next one; use it in a session's fixture."""
    from indexer.extract.pool import Extractor
    from indexer.extract.process import MEMORY, WorkerProcess

    spare: list[subprocess.Popen[bytes]] = []
    close, running = Extractor.close, WorkerProcess._running

    def parking(self: Extractor) -> None:
        if not ACTIVE:
            close(self)
            return
        workers = [self._idle.get() for _ in range(self.workers)]
        for worker in workers:
            process: Any = worker._process
            if process is not None and not worker.killed and process.poll() is None:
                spare.append(process)
                worker._process = None
            self._idle.put(worker)
        close(self)

    def taking(self: WorkerProcess) -> subprocess.Popen[bytes]:
        while ACTIVE and self._process is None and self._role == "reader" and spare:
            process = spare.pop()
            if process.poll() is None:
                self._process, self._full = process, MEMORY["reader"] // 3
        return running(self)

    Extractor.close, WorkerProcess._running = parking, taking  # type: ignore[method-assign]
    try:
        yield
    finally:
        Extractor.close, WorkerProcess._running = close, running  # type: ignore[method-assign]
        for process in spare:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()
