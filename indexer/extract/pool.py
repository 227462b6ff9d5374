"""Read files in worker processes: one that crashes or hangs a reader costs itself and nothing else."""

# ruff: noqa: PTH100, PTH119
from __future__ import annotations

import json
import os
import threading
from collections import deque
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from queue import LifoQueue
from time import monotonic
from typing import TYPE_CHECKING, cast, get_args

from indexer.extract import gridwire, ocr, office, reading, wire
from indexer.extract.model import Extraction, Problem
from indexer.extract.ocr import PageText
from indexer.extract.process import Failure, WorkerProcess
from indexer.extract.said import PLACES, Said
from indexer.extract.tools import Tools
from indexer.preview import model as views
from indexer.preview.model import View
from indexer.scan import display_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import TracebackType

    from indexer.extract.grid import Grid
    from indexer.extract.process import Role
    from indexer.preview.model import Wish
    from indexer.text import Language

AnyPath = bytes | str | Path
_Result = tuple[AnyPath, Extraction] | BaseException | None
TIMEOUT = 60.0  # seconds for one file
_AHEAD = 12  # results that may wait, for each worker: as many as come in during a commit
_MAX_WAITING = 32 << 20  # bytes of results that wait to be taken, beside one for each worker
_BROKEN = (ValueError, TypeError, KeyError, OverflowError)  # what a message that is none may raise


class Extractor:
    """Hold up to `workers` worker processes, started when needed. Safe to share between threads; close it.

    `timeout` is seconds per file. Nothing that a file does raises an exception here: it becomes a problem. One
    process more converts what needs LibreOffice or Tesseract; `tools` tells where they are.
    """

    def __init__(
        self, workers: int | None = None, *, timeout: float = TIMEOUT, tools: Tools | None = None
    ) -> None:
        self.workers = workers or max(1, min(8, os.cpu_count() or 1))
        self._timeout = timeout
        self._tools = tools or Tools()
        self._idle = _idle("reader", self.workers)
        self._converters = _idle("converter", 1)
        self._closing = threading.Lock()
        self._streams: set[_Results] = set()

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._abandon()
        self.close()

    def extract(self, path: AnyPath, *, name: str | None = None) -> Extraction:
        """Read one file; `name` replaces its own name where suffix and dates should come from another."""
        return self._extract(_source(path), name)

    def extract_bytes(self, name: str, data: bytes) -> Extraction:
        """Read one file that is not on disk, such as an attachment."""
        return self._extract(_Source({}, data), name)

    def grid(self, path: AnyPath, *, name: str | None = None) -> Grid | Problem:
        """Read a spreadsheet as rows of typed cells; `name` replaces its own where the suffix must come from elsewhere.

        Returns the problem of a file that cannot be read so: unsupported where it is none.
        """
        return self._grid(_source(path), name)

    def grid_bytes(self, name: str, data: bytes) -> Grid | Problem:
        """Read a spreadsheet that is not on disk, such as an attachment, as `grid` does."""
        return self._grid(_Source({}, data), name)

    def _grid(self, source: _Source, name: str | None) -> Grid | Problem:
        if len(source.body) > reading.MAX_BYTES:
            return "too_large"
        head = {"task": "grid", "name": name or source.name}
        head = {**source.head, **head}
        answer = self._ask(self._idle, head, source.body, self._timeout, None, gridwire.MAX_BODY)
        if isinstance(answer, Failure) or answer.head["answer"] != "grid":
            return _problem(answer)
        try:
            return gridwire.unpack(answer)
        except _BROKEN:
            return "damaged"

    def beneath(self, source: str | Path | bytes, name: str) -> list[Said] | Problem:
        """Return what a file, given by its path or bytes, says where no page shows it, or the problem of looking."""
        given = _Source({}, source) if isinstance(source, bytes) else _source(source)
        if len(given.body) > reading.MAX_BYTES:
            return "too_large"
        head = {"task": "beneath", "name": name, "passwords": self._tools.passwords}
        answer = self._ask(self._idle, {**given.head, **head}, given.body, self._timeout, None)
        if isinstance(answer, Failure) or answer.head["answer"] != "beneath":
            return _problem(answer)
        try:
            return [
                Said(place, wire.text(said)) for place, said in json.loads(answer.body) if place in PLACES
            ]
        except _BROKEN:
            return "damaged"

    def view(self, source: str | Path | bytes, name: str, wish: Wish) -> View | Problem:
        """Return what can be shown of a file, given by its path or bytes, or the problem of making it."""
        given = _Source({}, source) if isinstance(source, bytes) else _source(source)
        if len(given.body) > reading.MAX_BYTES:
            return "too_large"
        head = {"task": "view", "name": name, "wish": asdict(wish), "passwords": self._tools.passwords}
        answer = self._ask(self._idle, {**given.head, **head}, given.body, views.SECONDS, None, views.MOST)
        if isinstance(answer, Failure) or answer.head["answer"] != "view":
            return _problem(answer)
        try:
            width, height = (wire.number(side, below=1 << 31) for side in answer.head["size"])
            return View(bytes(answer.body), answer.head["marked"] is True, width, height)
        except _BROKEN:
            return "damaged"

    def extract_many(self, paths: Iterable[AnyPath]) -> Iterator[tuple[AnyPath, Extraction]]:
        """Read files on all workers at once and yield them as they are done, not in order.

        Takes from `paths` only a little ahead of what was yielded, so memory does not grow with their number.
        """
        source = iter(paths)
        taking = threading.Lock()
        done = _Results(self.workers * _AHEAD)

        def work() -> None:
            try:
                while not done.stopped:
                    with taking:
                        path = next(source, None)
                    if path is None:
                        break
                    done.put((path, self._extract(_source(path), None, done)))
            except BaseException as error:  # noqa: BLE001  # raised again where results are taken
                done.put(error)
            done.put(None)

        self._streams.add(done)
        threads = [threading.Thread(target=work, daemon=True) for _ in range(self.workers)]
        for thread in threads:
            thread.start()
        try:
            yield from done.taken(len(threads))
        finally:
            done.stop()
            for thread in threads:
                thread.join()
            self._streams.discard(done)

    def recognise(
        self, source: str | Path | bytes, name: str, page: int, languages: Sequence[Language]
    ) -> PageText:
        """Recognise the text of one page (from 1) of a PDF or an image, given by its path or by its bytes.

        `languages` come in the order of their likelihood; none given means that nothing is known.
        """
        started = monotonic()
        given = _Source({}, source) if isinstance(source, bytes) else _source(source)
        return replace(self._recognise(given, name, page, languages), seconds=monotonic() - started)

    def _abandon(self) -> None:
        """Stop what `extract_many` is doing: whoever took the results is gone, by Ctrl-C perhaps."""
        for stream in list(self._streams):
            stream.stop()

    def close(self) -> None:
        """End the workers, each when it is done with its file; they start again when asked again."""
        with self._closing:  # two that close would wait for each other's workers
            for idle, count in ((self._idle, self.workers), (self._converters, 1)):
                all_workers = [idle.get() for _ in range(count)]
                for worker in all_workers:
                    worker.stop()
                    idle.put(worker)

    def _extract(self, source: _Source, name: str | None, stream: _Results | None = None) -> Extraction:
        answer = self._read(source, name, stream)
        if isinstance(answer, Failure) and answer.second_chance:
            answer = self._read(source, name, stream, second=True)
        shown = name or source.name
        if isinstance(answer, wire.Message) and answer.head["answer"] == "office":
            return self._converted(source, shown, answer.head.get("target"), stream)
        return _extraction(answer, shown)

    def _read(
        self, source: _Source, name: str | None, stream: _Results | None, *, second: bool = False
    ) -> wire.Message | Failure:
        if len(source.body) > reading.MAX_BYTES:
            return Failure("too_large")
        head = {"task": "read", "name": name, "passwords": self._tools.passwords, "second": second}
        return self._ask(self._idle, {**source.head, **head}, source.body, self._timeout, stream)

    def _converted(self, source: _Source, name: str, target: object, stream: _Results | None) -> Extraction:
        """Read a file of an old format through LibreOffice."""
        program = self._tools.office
        if program is None or not isinstance(target, str) or target not in office.FORMATS:
            return reading.unread(name, "unsupported")
        head = {"task": "convert", "name": name, "target": target, "office": program}
        answer = self._ask(
            self._converters, {**source.head, **head}, source.body, office.SECONDS, stream, office.MOST
        )
        if isinstance(answer, Failure) or answer.head["answer"] != "file":
            return _extraction(answer, name)
        extraction = _extraction(self._read(_Source({}, answer.body), name, stream), name)
        if not extraction.reader:
            return extraction
        return replace(extraction, reader=f"{office.FORMATS[target]} 1 libreoffice + {extraction.reader}")

    def _recognise(self, source: _Source, name: str, page: int, languages: Sequence[Language]) -> PageText:
        tools = self._tools
        codes = ocr.codes_for(languages, tools.languages)
        if tools.tesseract is None or not codes:
            return _no_text(page, "unsupported")
        head: wire.Head = {"task": "picture", "name": name, "page": page, "passwords": tools.passwords}
        picture = self._ask(self._idle, {**source.head, **head}, source.body, self._timeout, None)
        if isinstance(picture, Failure) or picture.head["answer"] != "picture":
            return _no_text(page, _problem(picture))
        head = {
            "task": "recognise",
            "tesseract": tools.tesseract,
            "codes": codes,
            "installed": tools.languages,
            "dpi": picture.head.get("dpi"),
        }
        answer = self._ask(self._converters, head, picture.body, ocr.SECONDS, None)
        if isinstance(answer, Failure) or answer.head["answer"] != "text":
            return _no_text(page, _problem(answer))
        try:
            confidence, reader = float(answer.head["confidence"]), wire.text(answer.head["reader"])
            return PageText(page, str(answer.body, "utf-8"), confidence, 0.0, None, reader)
        except _BROKEN:
            return _no_text(page, "damaged")

    def _ask(
        self,
        idle: LifoQueue[WorkerProcess],
        head: wire.Head,
        body: bytes | bytearray,
        timeout: float,
        stream: _Results | None,
        most: int = wire.MAX_BODY,
    ) -> wire.Message | Failure:
        worker = idle.get()
        worker.killed = False
        try:
            if stream is not None and not stream.holds(worker):
                return Failure("damaged", killed=True)
            return worker.ask(head, body, timeout=timeout, most=most)
        except BaseException:
            worker.stop()  # an answer to come would be taken for that to the next file
            raise
        finally:
            if stream is not None:
                stream.lets_go(worker)
            idle.put(worker)


@dataclass(frozen=True)
class _Source:
    """Hold where the bytes of a file come from: a path in `head`, or `body` itself; `name` is that of the path."""

    head: wire.Head
    body: bytes | bytearray = b""
    name: str = ""


def _source(path: AnyPath) -> _Source:
    raw = os.path.abspath(os.fsencode(path))
    return _Source({"path": raw.hex()}, name=display_name(os.path.basename(raw)))


def _idle(role: Role, count: int) -> LifoQueue[WorkerProcess]:
    idle: LifoQueue[WorkerProcess] = LifoQueue()
    for _ in range(count):
        idle.put(WorkerProcess(role))
    return idle


def _extraction(answer: wire.Message | Failure, name: str) -> Extraction:
    if isinstance(answer, wire.Message) and answer.head["answer"] == "extraction":
        try:
            return wire.unpack(answer)
        except _BROKEN:
            return reading.unread(name, "damaged")
    return reading.unread(name, _problem(answer))


def _problem(answer: wire.Message | Failure) -> Problem:
    """Return the problem that an answer tells of; one that tells of nothing known comes from a broken worker."""
    problem = answer.problem if isinstance(answer, Failure) else answer.head.get("problem")
    return cast("Problem", problem) if problem in get_args(Problem) else "damaged"


def _no_text(page: int, problem: Problem) -> PageText:
    return PageText(page, "", 0.0, 0.0, problem, "")


class _Results:
    """Hand results from the threads that make them to the one that takes them, few and not too big at a time."""

    def __init__(self, most: int) -> None:
        self._most, self._weight, self.stopped = most, 0, False
        self._busy: set[WorkerProcess] = set()
        self._changed = threading.Condition()
        self._items: deque[tuple[_Result, int]] = deque()

    def put(self, item: _Result) -> None:
        """Add a result when there is room for it, unless nobody takes them any more."""
        weight = _weight(item[1]) if isinstance(item, tuple) else 0
        with self._changed:
            self._changed.wait_for(lambda: self.stopped or self._room(weight))
            self._items.append((item, weight))
            self._weight += weight
            self._changed.notify_all()

    def _room(self, weight: int) -> bool:
        few = len(self._items) < self._most
        return few and (not self._weight or self._weight + weight <= _MAX_WAITING)

    def stop(self) -> None:
        """Let go all who wait to add results, and end the workers: nobody waits for what they are doing."""
        with self._changed:
            self.stopped = True
            self._changed.notify_all()
            for worker in self._busy:
                worker.kill()

    def holds(self, worker: WorkerProcess) -> bool:
        """Note that a worker works for this stream, to be ended with it; False when that has stopped already."""
        with self._changed:
            self._busy.add(worker)
            return not self.stopped

    def lets_go(self, worker: WorkerProcess) -> None:
        """Forget a worker that is done."""
        with self._changed:
            self._busy.discard(worker)

    def taken(self, makers: int) -> Iterator[tuple[AnyPath, Extraction]]:
        """Yield the results until so many makers have said that there are no more."""
        while makers:
            with self._changed:
                self._changed.wait_for(lambda: self._items)
                item, weight = self._items.popleft()
                self._weight -= weight
                self._changed.notify_all()
            if item is None:
                makers -= 1
            elif isinstance(item, BaseException):
                raise item
            else:
                yield item


def _weight(found: Extraction) -> int:
    return sum(len(unit.text) for unit in found.units) + sum(one.size for one in found.attachments)
