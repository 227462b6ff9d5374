"""Limit a worker process where the system allows it: the only place with POSIX-only calls, all optional."""

from __future__ import annotations

import os
import signal
import sys


def confine(memory: int | None = None) -> None:
    """Limit the calling process: no core dumps (they would hold evidence), low priority.

    `memory` limits its address space, in bytes. Ctrl-C is left to the parent, which ends its workers itself.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if memory is not None:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        os.nice(5)
    except (ValueError, OSError):  # stricter limits are in force already
        pass
