"""Write segments of the index in a process of its own: documents on standard input, what was made on standard output.

Started with `python -m indexer.segment_worker FOLDER` by a process that holds the lock of the index at FOLDER and
commits what is made here; ends when that is gone. It sees text only, never a file of the evidence.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import sys
import threading
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, Any

from indexer.index import new_segments
from indexer.segments import unpacked

if TYPE_CHECKING:
    from typing import BinaryIO

_AHEAD = 16


def main() -> None:
    """Write what comes until it is said to be all."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    gc.disable()  # postings are many, and none is part of a cycle
    segments = new_segments(Path(sys.argv[1]))
    queue: Queue[Any] = Queue(_AHEAD)
    threading.Thread(target=_listen, args=(sys.stdin.buffer, queue), daemon=True).start()
    while (values := queue.get()) is not None:
        segments.add(unpacked(values))
    made = [(one.segid, one.doc_count_all(), dict(one._fieldlengths)) for one in segments.finish()]
    sys.stdout.buffer.write(marshal.dumps(made))
    sys.stdout.buffer.flush()


def _listen(stream: BinaryIO, queue: Queue[Any]) -> None:
    """Hand on documents; when the parent is gone, end at once."""
    try:
        while True:
            queue.put(marshal.load(stream))  # noqa: S302  # from the process that started this one
    except (EOFError, ValueError, TypeError):
        os._exit(1)


if __name__ == "__main__":
    main()
