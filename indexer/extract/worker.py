"""Read files in a process of its own: requests on standard input, extractions on standard output.

Started with `python -m indexer.extract.worker`; ends when its parent is gone. Whatever a reader prints or
warns goes nowhere: it could hold content, and would garble the answers.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from queue import SimpleQueue
from typing import Any, BinaryIO

from indexer.extract import sandbox, wire
from indexer.extract.reading import read_bytes, read_path

Message = dict[str, Any]
# Sent before a file is touched: a worker that dies earlier did not die of the file.
BEGUN: Message = {}


def main() -> None:
    """Answer requests until standard input ends."""
    requests, answers = _own_streams()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sandbox.confine()
    queue: SimpleQueue[Message] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, queue), daemon=True).start()
    while True:
        message = queue.get()
        wire.send(answers, BEGUN)
        wire.send(answers, _answer(message))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to the parent for the protocol and point the standard streams to nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return requests, answers


def _listen(requests: BinaryIO, queue: SimpleQueue[Message]) -> None:
    """Hand on requests; when the parent is gone, end at once, also in the midst of a file."""
    try:
        while (message := wire.receive(requests)) is not None:
            queue.put(message)
    finally:
        os._exit(0)


def _answer(message: Message) -> Message:
    if "data" in message:
        extraction = read_bytes(wire.unpack_bytes(message["data"]), message["name"])
    else:
        extraction = read_path(wire.unpack_bytes(message["path"]), message.get("name"))
    return wire.pack(extraction)


if __name__ == "__main__":
    try:
        main()
    except OSError:  # the parent is gone
        sys.exit(0)
