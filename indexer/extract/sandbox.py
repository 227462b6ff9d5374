"""Limit a worker process where the system allows it: the only place with POSIX-only calls, all optional."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress


def confine(
    memory: int | None = None, *, cpu: int | None = None, files: int | None = None, alone: bool = False
) -> None:
    """Limit the calling process: no core dumps (they would hold evidence), low priority.

    `memory` limits its address space in bytes, `cpu` its seconds of work, after which the system ends it, and `files`
    the bytes of any file that it writes; `alone` lets it start no other process. Ctrl-C is left to the parent, which
    ends its workers itself.
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
