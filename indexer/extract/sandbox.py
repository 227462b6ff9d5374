"""Limit a worker process where the system allows it: the only place with POSIX-only calls, all optional."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import BinaryIO


def confine(
    memory: int | None = None, *, cpu: int | None = None, files: int | None = None, alone: bool = False
) -> None:
    """Limit the calling process: no core dumps (they would hold evidence), low priority.

    `memory` limits its address space in bytes, `cpu` its seconds of work, after which the system ends it, and `files`
    the bytes of any file that it writes; `alone` lets it start no other process and no other thread. Ctrl-C is left
    to the parent, which ends its workers itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource

    wanted = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, cpu)]
    wanted += [(resource.RLIMIT_FSIZE, files), (resource.RLIMIT_NPROC, 0 if alone else None)]
    for kind, limit in wanted:
        try:
            if limit is not None:
                resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):  # stricter limits are in force already, or the system has no such limit
            continue
    with suppress(OSError):
        os.nice(5)


def allow_work(seconds: int) -> None:
    """Let the calling process work so many more seconds, after which the system ends it."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, hard))


def resident() -> int:
    """Return the bytes of memory that the calling process holds now, or held at most where only that is told."""
    with suppress(OSError, ValueError, IndexError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return peak()


def peak() -> int:
    """Return the bytes of memory that the calling process held at most, 0 where that is not told."""
    if sys.platform == "win32":
        return 0
    import resource

    return _bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _bytes(told: int) -> int:
    return told if sys.platform == "darwin" else told << 10


def apart() -> dict[str, Any]:
    """Return what `subprocess.Popen` needs to start a process that can be ended with all that it starts."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {"start_new_session": True}


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started `apart` and nobody waited for yet, and all that it started."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def end_self() -> None:
    """End the calling process, and all that it started where it was started `apart`."""
    if sys.platform != "win32" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def cause_of_death(process: subprocess.Popen[bytes], full: int) -> str:
    """Wait for the end of a process that ends or has ended; tell whether it went "late", "full" or "broken".

    "full" is a process that had held more than so many bytes when a signal put an end to it. They must be more than
    this process held when it started the other, which for a moment counts as that one's memory.
    """
    if sys.platform == "win32":
        process.wait()
        return "broken"
    held = 0
    with suppress(ChildProcessError):
        if process.returncode is None:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            held = _bytes(usage.ru_maxrss)
    process.wait()
    if process.returncode == -signal.SIGXCPU:
        return "late"
    return "full" if process.returncode < 0 and held > full else "broken"


def own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to the parent for the protocol, and point the standard streams to nowhere.

    Whatever a library prints could hold content, and would garble the answers.
    """
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return requests, answers
