"""Read files in a process of its own: requests on standard input, answers on standard output.

Started with `python -m indexer.extract.worker ROLE MEMORY [FOLDER]`; ends when its parent is gone. A "reader" takes
hostile bytes apart and may start nothing; a "converter" looks into nothing itself, but may start LibreOffice and
Tesseract, and keeps its files in FOLDER. Whatever they print or warn goes nowhere: it could hold content, and would
garble the answers.
"""

from __future__ import annotations

import json
import logging
import shutil
import sys
import threading
import warnings
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, BinaryIO

from indexer.extract import sandbox, wire
from indexer.extract.model import NeedsOffice, ReadProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from indexer.extract.wire import Message

Answer = tuple[dict[str, Any], "Iterable[bytes]"]

_FILES = 2_000  # after which a process has earned its rest
_GROWN = 160 << 20  # bytes of memory at which it makes room for a fresh one
_WRITTEN = {
    "reader": 1 << 20,
    "converter": 512 << 20,
}  # bytes of one file; a reader writes none but compiled code


def main(role: str, memory: int, folder: str | None = None) -> None:
    """Answer requests until standard input ends."""
    requests, answers = sandbox.own_streams()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    queue: SimpleQueue[Message] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests, queue, folder), daemon=True).start()
    sandbox.confine(memory, files=_WRITTEN[role], alone=role == "reader")
    done = 0
    while True:
        message = queue.get()
        # Sent before a file is touched: a worker that dies earlier did not die of the file.
        wire.send(answers, {})
        sandbox.allow_work(int(message.head["seconds"]) + 2)
        head, body = _answer(message, folder, partial(_tell, answers))
        del message
        done += 1
        head["worn"] = done >= _FILES or sandbox.resident() > _GROWN
        wire.send(answers, head, body)
        del head, body


def _listen(requests: BinaryIO, queue: SimpleQueue[Message], folder: str | None) -> None:
    """Hand on requests; when the parent is gone, end at once, also in the midst of a file."""
    try:
        while (message := wire.receive(requests)) is not None:
            queue.put(message)
    finally:
        if folder is not None:
            _remove(Path(folder))
        sandbox.end_self()


def _remove(folder: Path) -> None:
    """Remove a folder in which a program may still be writing: under another name it finds it no more."""
    gone = folder.with_name(f"{folder.name}-gone")
    try:
        folder.rename(gone)
    except OSError:
        gone = folder
    for _ in range(2):
        shutil.rmtree(gone, ignore_errors=True)


def _tell(answers: BinaryIO, reader: str) -> None:
    """Tell which reader takes the file, in case that it dies of it."""
    wire.send(answers, {"reader": reader})


def _answer(message: Message, folder: str | None, tell: Callable[[str], None]) -> Answer:
    """Return the answer to a request: its kind under "answer", and what belongs to it."""
    try:
        return _TASKS[message.head["task"]](message, folder, tell)
    except NeedsOffice as wanted:
        return {"answer": "office", "target": wanted.target}, ()
    except ReadProblem as problem:
        return {"answer": "problem", "problem": problem.problem}, ()
    except (MemoryError, RecursionError, wire.TooLong):
        return {"answer": "problem", "problem": "too_large"}, ()
    except Exception:  # noqa: BLE001  # what nobody foresaw costs one file, not the worker
        return {"answer": "problem", "problem": "damaged"}, ()


def _read(message: Message, _: str | None, tell: Callable[[str], None]) -> Answer:
    from indexer.extract.reading import How, read_bytes, read_path

    head = message.head
    how = How(tuple(head["passwords"]), head["second"], office=True, tell=tell)
    path = head.get("path")
    if path is None:
        extraction = read_bytes(bytes(message.body), head["name"], how)
    else:
        extraction = read_path(bytes.fromhex(path), head.get("name"), how)
    packed, pieces = wire.pack(extraction)
    return {"answer": "extraction", **packed}, pieces


def _grid(message: Message, _: str | None, tell: Callable[[str], None]) -> Answer:
    from indexer.extract import gridwire
    from indexer.extract.grid import read_grid

    tell("grid")
    packed, pieces = gridwire.pack(read_grid(bytes(_data(message)), message.head["name"]))
    return {"answer": "grid", **packed}, pieces


def _beneath(message: Message, _: str | None, tell: Callable[[str], None]) -> Answer:
    from indexer.extract.beneath import beneath

    head = message.head
    tell("beneath")
    found = beneath(_data(message), head["name"], head["passwords"])
    return {"answer": "beneath"}, (json.dumps(found).encode("ascii"),)


def _picture(message: Message, _: str | None, tell: Callable[[str], None]) -> Answer:
    from indexer.extract.picture import take_picture

    head = message.head
    tell("picture")
    picture = take_picture(_data(message), head["page"], head["passwords"])
    return {"answer": "picture", "dpi": picture.dpi}, (picture.data,)


def _view(message: Message, _: str | None, tell: Callable[[str], None]) -> Answer:
    from indexer.preview.model import Wish
    from indexer.preview.viewing import view

    head = message.head
    tell("view")
    made = view(bytes(_data(message)), head["name"], Wish(**head["wish"]), head["passwords"])
    return {"answer": "view", "marked": made.marked, "size": (made.width, made.height)}, (made.body,)


def _convert(message: Message, folder: str | None, _: Callable[[str], None]) -> Answer:
    from indexer.extract.office import convert

    if folder is None:
        raise ReadProblem("unsupported")
    head = message.head
    made = convert(_data(message), head["name"], head["target"], head["office"], Path(folder))
    return {"answer": "file"}, (made,)


def _recognise(message: Message, _: str | None, __: Callable[[str], None]) -> Answer:
    from indexer.extract.ocr import read_picture, reader_name

    head = message.head
    found = read_picture(message.body, head["dpi"], head["tesseract"], head["codes"], head["installed"])
    name = reader_name(head["tesseract"], found.codes)
    return {"answer": "text", "confidence": found.confidence, "reader": name}, (found.text.encode("utf-8"),)


def _data(message: Message) -> bytes | bytearray:
    from indexer.extract.reading import file_bytes

    path = message.head.get("path")
    return message.body if path is None else file_bytes(bytes.fromhex(path))


_TASKS: dict[str, Callable[[Message, str | None, Callable[[str], None]], Answer]] = {
    "read": _read,
    "grid": _grid,
    "beneath": _beneath,
    "picture": _picture,
    "view": _view,
    "convert": _convert,
    "recognise": _recognise,
}


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:4])
    except OSError:  # the parent is gone
        sys.exit(0)
