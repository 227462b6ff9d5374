"""Hold one worker process: start it, ask it, end it with all that it started, and start another when it died."""

# ruff: noqa: PTH100, PTH110
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple, cast

from indexer.extract import sandbox, wire
from indexer.extract.reading import PDF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indexer.extract.model import Problem

Role = Literal["reader", "converter"]

# Bytes of address space of a process. The largest honest file measured took a reader 0.75 GiB (an e-mail of 85 MB),
# LibreOffice and Tesseract (35 million pixels) stay below 1.25 GiB.
MEMORY: Mapping[Role, int] = {"reader": 1 << 30, "converter": 2 << 30}
_STARTS = 3
_MESSAGES = 3  # of one answer: that it began, which reader it took, and the answer itself
_COMMAND = ("-m", "indexer.extract.worker")
_PROBLEMS: Mapping[str, Problem] = {"late": "timeout", "full": "too_large", "broken": "damaged"}


class Failure(NamedTuple):
    """Hold why a worker gave no answer, and the module of the reader that it had taken ("" before that).

    `killed` tells that somebody here killed it.
    """

    problem: Problem
    reader: str = ""
    killed: bool = False

    @property
    def second_chance(self) -> bool:
        """Tell whether another reader may read what the first one died of."""
        return self.reader == PDF and self.problem != "timeout" and not self.killed


class WorkerProcess:
    """Hold one worker process of a role, started when first asked."""

    def __init__(self, role: Role) -> None:
        self._role: Role = role
        self._process: subprocess.Popen[bytes] | None = None
        self._folder: str | None = None
        self._holding = threading.Lock()  # between whoever stops the process and whoever kills it
        self.killed = False
        self._full = 0

    @property
    def pid(self) -> int | None:
        """Return the number of the process, None while there is none."""
        process = self._process
        return process.pid if process else None

    def ask(
        self, head: wire.Head, body: bytes | bytearray = b"", *, timeout: float, most: int = wire.MAX_BODY
    ) -> wire.Message | Failure:
        """Return the answer to a request, or the problem when the process died, answered too much or took too long.

        `timeout` in seconds; `most` is the length in bytes above which the body of an answer is not taken. Raises
        OSError when no process can be started.
        """
        head = {**head, "seconds": timeout}
        for _ in range(_STARTS):
            process = self._started()
            if process is None:
                return Failure("damaged", killed=True)
            talk = _Talk(process, timeout)
            answer = talk.hold(head, body, most)
            if isinstance(answer, wire.Message) and not talk.late:
                if answer.head.get("worn"):
                    self.stop()
                return answer
            cause = self.stop()
            if talk.late:
                return Failure("timeout", talk.reader)
            if answer is not None or talk.begun or self.killed:
                problem = "too_large" if isinstance(answer, wire.TooLong) else _PROBLEMS[cause]
                return Failure(problem, talk.reader, self.killed)
        raise OSError("no worker process can be started")

    def _started(self) -> subprocess.Popen[bytes] | None:
        with self._holding:
            return None if self.killed else self._running()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            words = [sys.executable, "-P", *_COMMAND, self._role, str(MEMORY[self._role])]
            if self._role == "converter":
                self._folder = tempfile.mkdtemp(prefix="qms-tools-")
                words.append(self._folder)
            self._full = max(MEMORY[self._role] // 3, sandbox.peak())
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                **sandbox.apart(),
            )
        return self._process

    def kill(self) -> None:
        """Kill the process; whoever waits for its answer gets a problem instead."""
        with self._holding:
            self.killed = True
            if self._process is not None:
                sandbox.end(self._process)

    def stop(self) -> str:
        """End the process and all that it started, wait for its end, and tell what it died of."""
        with self._holding:
            process, self._process = self._process, None
            folder, self._folder = self._folder, None
            if process is not None:
                sandbox.end(process)
        cause = "broken"
        if process is not None:
            cause = sandbox.cause_of_death(process, self._full)
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):  # bytes for a dead process were still waiting
                    cast("BinaryIO", stream).close()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        return cause


class _Talk:
    """Hold one exchange with a process, which is ended when it takes too long."""

    def __init__(self, process: subprocess.Popen[bytes], timeout: float) -> None:
        self._process, self._timeout = process, timeout
        self.late = self.begun = False
        self.reader = ""

    def hold(
        self, head: wire.Head, body: bytes | bytearray, most: int
    ) -> wire.Message | wire.TooLong | ValueError | None:
        """Return the answer, why it was not taken, or None when the process ended before it."""
        timer = threading.Timer(self._timeout, self._end)
        timer.daemon = True
        timer.start()
        try:
            return self._answer(head, body, most)
        except (wire.TooLong, ValueError) as error:
            return error
        except OSError:
            return None
        finally:
            timer.cancel()
            timer.join()

    def _answer(self, head: wire.Head, body: bytes | bytearray, most: int) -> wire.Message | None:
        wire.send(cast("BinaryIO", self._process.stdin), head, (body,))
        for _ in range(_MESSAGES):
            message = wire.receive(cast("BinaryIO", self._process.stdout), most)
            if message is None:
                return None
            self.begun = True
            if message.head.get("answer"):
                return message
            self.reader = str(message.head.get("reader", ""))
        raise ValueError("not an answer")

    def _end(self) -> None:
        self.late = True
        sandbox.end(self._process)


def _environment() -> dict[str, str]:
    """Return the environment in which a worker finds the same packages as this process."""
    here = str(Path(__file__).resolve().parents[2])
    paths = [here, *(os.path.abspath(entry) for entry in sys.path if os.path.exists(entry or "."))]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
        "PYTHONWARNINGS": "ignore",
        "MALLOC_ARENA_MAX": "1",  # glibc keeps less of what big files needed
    }
