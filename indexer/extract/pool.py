"""Read files in worker processes: one that crashes or hangs a reader costs itself and nothing else."""

# ruff: noqa: PTH100, PTH110
from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from queue import Full, LifoQueue, Queue
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from indexer.extract import wire
from indexer.extract.model import Extraction, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from indexer.extract.tools import Tools

AnyPath = bytes | str | Path
TIMEOUT = 60.0  # seconds for one file
_STARTS = 3
_COMMAND = ("-m", "indexer.extract.worker")


class Extractor:
    """Hold up to `workers` worker processes, started when needed. Safe to share between threads; close it.

    `timeout` is seconds per file. Nothing that a file does raises an exception here: it becomes a problem.
    """

    def __init__(
        self, workers: int | None = None, *, timeout: float = TIMEOUT, tools: Tools | None = None
    ) -> None:
        self._tools = tools
        self.workers = workers or max(1, min(8, os.cpu_count() or 1))
        self._timeout = timeout
        self._idle: LifoQueue[_Worker] = LifoQueue()
        for _ in range(self.workers):
            self._idle.put(_Worker())

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def extract(self, path: AnyPath, *, name: str | None = None) -> Extraction:
        """Read one file; `name` replaces its own name where suffix and dates should come from another."""
        return self._ask(_request(path, name))

    def extract_bytes(self, name: str, data: bytes) -> Extraction:
        """Read one file that is not on disk, such as an attachment."""
        return self._ask({"data": wire.pack_bytes(data), "name": name})

    def extract_many(self, paths: Iterable[AnyPath]) -> Iterator[tuple[AnyPath, Extraction]]:
        """Read files on all workers at once and yield them as they are done, not in order.

        Takes from `paths` only a little ahead of what was yielded, so memory does not grow with their number.
        """
        source = iter(paths)
        taking = threading.Lock()
        done: Queue[tuple[AnyPath, Extraction] | BaseException | None] = Queue(maxsize=self.workers * 2)
        stop = threading.Event()
        busy: set[_Worker] = set()

        def work() -> None:
            try:
                while not stop.is_set():
                    with taking:
                        path = next(source, None)
                    if path is None:
                        break
                    _put(done, (path, self._ask(_request(path), busy)), stop)
            except BaseException as error:  # noqa: BLE001  # raised again where results are taken
                _put(done, error, stop)
            _put(done, None, stop)

        threads = [threading.Thread(target=work, daemon=True) for _ in range(self.workers)]
        for thread in threads:
            thread.start()
        try:
            yield from _taken(done, len(threads))
        finally:
            stop.set()
            for worker in list(busy):  # nobody waits for what they are doing
                worker.kill()
            for thread in threads:
                thread.join()

    def close(self) -> None:
        """End the workers, each when it is done with its file; they start again when asked again."""
        all_workers = [self._idle.get() for _ in range(self.workers)]
        for worker in all_workers:
            worker.stop()
            self._idle.put(worker)

    def _ask(self, message: dict[str, Any], busy: set[_Worker] | None = None) -> Extraction:
        worker = self._idle.get()
        busy = set() if busy is None else busy
        busy.add(worker)
        try:
            return worker.ask(message, self._timeout)
        except BaseException:
            worker.stop()  # an answer to come would be taken for that to the next file
            raise
        finally:
            busy.discard(worker)
            self._idle.put(worker)


def _request(path: AnyPath, name: str | None = None) -> dict[str, Any]:
    return {"path": wire.pack_bytes(os.path.abspath(os.fsencode(path))), "name": name}


def _put(done: Queue[Any], item: object, stop: threading.Event) -> None:
    """Put an item unless nobody takes them any more."""
    while not stop.is_set():
        try:
            done.put(item, timeout=0.1)
            return
        except Full:
            continue


def _taken(done: Queue[Any], workers: int) -> Iterator[tuple[AnyPath, Extraction]]:
    while workers:
        item = done.get()
        if item is None:
            workers -= 1
        elif isinstance(item, BaseException):
            raise item
        else:
            yield item


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _talk(process: subprocess.Popen[bytes], message: dict[str, Any]) -> tuple[bool, Extraction | None]:
    """Send a message; return whether the worker began with it, and its answer, None when it gave none."""
    begun = False
    try:
        wire.send(cast("BinaryIO", process.stdin), message)
        begun = wire.receive(cast("BinaryIO", process.stdout)) is not None
        answer = wire.receive(cast("BinaryIO", process.stdout))
        return begun, None if answer is None else wire.unpack(answer)
    except (OSError, ValueError, TypeError, KeyError):
        return begun, None


class _Worker:
    """Hold one worker process, and start another when it died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, message: dict[str, Any], timeout: float) -> Extraction:
        """Return the answer of the worker, or the problem when it died or took too long."""
        for _ in range(_STARTS):
            process = self._started()
            late = threading.Event()
            timer = threading.Timer(timeout, _end, (process, late))
            timer.daemon = True
            timer.start()
            begun, extraction = _talk(process, message)
            timer.cancel()
            timer.join()
            if extraction is None or late.is_set():
                self.stop()
            if begun or late.is_set():
                problem: Problem = "timeout" if late.is_set() else "damaged"
                return extraction or Extraction(problem=problem)
        raise OSError("no worker process can be started")

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self._process = subprocess.Popen(
                [sys.executable, "-P", *_COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        return self._process

    def kill(self) -> None:
        """Kill the process; whoever waits for its answer gets a problem instead."""
        if (process := self._process) is not None:
            process.kill()

    def stop(self) -> None:
        """Kill the process and wait for its end."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:  # bytes for a dead process were still waiting
                pass
        process.wait()


def _environment() -> dict[str, str]:
    """Return the environment in which a worker finds the same packages as this process."""
    here = str(Path(__file__).resolve().parents[2])
    paths = [here, *(os.path.abspath(entry) for entry in sys.path if os.path.exists(entry or "."))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONWARNINGS": "ignore"}
