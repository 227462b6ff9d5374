"""Turn documents into new segments of the index, alone or with a second process that takes a share of a bulk."""

from __future__ import annotations

import gc
import marshal
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from queue import Full, Queue
from typing import TYPE_CHECKING, Any, cast

from indexer import postings
from indexer.extract.model import Unit
from indexer.inverting import Inverted
from indexer.schema import EXACT, HEAD, IS_HEAD, KEY, STEM, IndexDocument, entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import IO

    from indexer.inverting import Postings
    from indexer.schema import Entry

ROOM = 64 << 20
"""Bytes of memory for postings; when they are used up, a segment is written and another begun."""
_BULK = 1_500_000  # characters from which a second process is worth its start
_AHEAD = 4  # documents that wait for the second process

Found = tuple[str, int, dict[str, int]]
"""Names a segment that a second process wrote: its id, number of entries, and total lengths of fields."""


class HelperLost(Exception):  # a state of affairs, not a fault
    """Say that the second process died, and with it its share of the documents."""


class Segments:
    """Write documents into new segments, each as large as `room` allows; `made` are those that are done.

    `codec` and `storage` are Whoosh's, `columns` the type of the column of a field that has one.
    """

    def __init__(
        self, codec: Any, storage: Any, name: str, columns: Mapping[str, Any], room: int = ROOM
    ) -> None:
        self.made: list[Any] = []
        self._codec, self._storage, self._name, self._columns = codec, storage, name, columns
        self._room = room
        self._segment: Any = None

    def add(self, document: IndexDocument) -> None:
        """Write one document."""
        for entry in entries(document):
            self._add(entry)
        if self._segment is not None and self._terms.memory() > self._room:
            self.finish()

    def _add(self, entry: Entry) -> None:
        if self._segment is None:
            self._segment = self._codec.new_segment(self._storage, self._name)
            self._writer = self._codec.per_document_writer(self._storage, self._segment)
            self._terms, self._count = Inverted(), 0
            self._keys: list[tuple[str, list[int]]] = []
            self._heads: list[int] = []
        writer, number, key = self._writer, self._count, entry.stored[KEY]
        writer.start_doc(number)
        for name, value in entry.stored.items():
            writer.add_field(name, None, value, 0)
        exact, stemmed = self._terms.add(number, entry.words, known=entry.language, every=entry.is_head)
        writer.add_field(EXACT, None, None, exact)
        writer.add_field(STEM, None, None, stemmed)
        writer.add_column_value(KEY, self._columns[KEY], key.encode())
        writer.finish_doc()
        if entry.is_head:
            self._heads.append(number)
            self._keys.append((key, []))
        self._keys[-1][1].append(number)
        self._count += 1

    def finish(self) -> list[Any]:
        """Write what is in memory and return all segments."""
        if self._segment is not None:
            self._writer.close()
            terms = self._segment.create_file(self._storage, self._codec.TERMS_EXT)
            blocks = self._segment.create_file(self._storage, self._codec.POSTS_EXT)
            postings.write(self._fields(), terms, blocks)
            terms.close()
            blocks.close()
            self._segment.set_doc_count(self._count)
            self.made.append(self._segment)
            self._segment = None
            del self._terms
        return self.made

    def _fields(self) -> dict[str, Iterable[tuple[str, Postings]]]:
        heads, keys = [(IS_HEAD, self._heads)], sorted(self._keys)
        return {
            EXACT: self._terms.exact(), STEM: self._terms.stems(), HEAD: _plain(heads), KEY: _plain(keys),
        }  # fmt: skip

    def adopted(self, others: Iterable[Found]) -> Iterator[Any]:
        """Yield the segments that a second process wrote."""
        for name, count, lengths in others:
            segment = self._codec.new_segment(self._storage, self._name)
            segment.segid, segment._fieldlengths = name, lengths
            segment.set_doc_count(count)
            yield segment

    def cancel(self) -> None:
        """Let go of the files; what was written belongs to no index and is swept away."""
        if self._segment is not None:
            with suppress(Exception):  # the first error is the one to tell
                self._writer.close()
            self._segment = None


def _plain(terms: Iterable[tuple[str, list[int]]]) -> Iterator[tuple[str, Postings]]:
    """Yield terms that only say in which entries they are."""
    return ((term, (entries, (1,) * len(entries), None)) for term, entries in terms)


def write_all(
    documents: Iterable[IndexDocument], alone: Segments, helper: Callable[[], Helper] | None
) -> list[Found]:
    """Write documents, in a bulk together with a second process; return the segments that this one made.

    Raises HelperLost when it died.
    """
    second: Helper | None = None
    size = 0
    collected = gc.isenabled()
    gc.disable()  # postings are many, and none is part of a cycle
    try:
        for document in documents:
            size += sum(len(unit.text) for unit in document.units)
            if second is None and size > _BULK and helper is not None:
                second = helper()
            if second is None or not second.offer(document):
                alone.add(document)
        if second is not None:
            second.close()
        alone.finish()
        return [] if second is None else second.result()
    except BaseException:
        alone.cancel()
        raise
    finally:
        if collected:
            gc.enable()
        if second is not None:
            second.kill()


class Helper:
    """Hold the second process, which writes segments into the index at `folder` and dies with this one."""

    def __init__(self, folder: Path) -> None:
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "indexer.segment_worker", str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:  # no memory or no number for another process
            raise HelperLost from error
        self._queue: Queue[IndexDocument | None] = Queue(_AHEAD)
        self._lost = False
        self._feeder = threading.Thread(target=self._feed, daemon=True)
        self._feeder.start()

    def offer(self, document: IndexDocument) -> bool:
        """Give it a document; False when it has enough to do. Raises HelperLost."""
        if self._lost:
            raise HelperLost
        try:
            self._queue.put_nowait(document)
        except Full:
            return False
        return True

    def close(self) -> None:
        """Say that no more documents come."""
        self._queue.put(None)

    def result(self) -> list[Found]:
        """Wait for its segments. Raises HelperLost."""
        try:
            found = marshal.load(cast("IO[bytes]", self._process.stdout))  # noqa: S302  # our own process
        except (EOFError, ValueError, TypeError) as error:
            raise HelperLost from error
        return [(str(name), int(count), dict(lengths)) for name, count, lengths in found]

    def kill(self) -> None:
        """End it and wait for its end."""
        self._process.kill()
        self._process.wait()
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put(None)
        self._feeder.join()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # bytes for a dead process were still waiting
                cast("IO[bytes]", stream).close()

    def _feed(self) -> None:
        stream = cast("IO[bytes]", self._process.stdin)
        while (document := self._queue.get()) is not None:
            if self._lost:
                continue
            try:
                stream.write(packed(document))
            except OSError:
                self._lost = True
        with suppress(OSError):
            stream.write(marshal.dumps(None))
            stream.flush()


def packed(document: IndexDocument) -> bytes:
    """Return a document as bytes for the second process."""
    units = [(unit.kind, unit.number, unit.label, unit.text) for unit in document.units]
    d = document
    return marshal.dumps((d.key, d.stamp, d.title, d.path, units, d.language))


def unpacked(values: Any) -> IndexDocument:
    """Return the document whose bytes were loaded."""
    key, stamp, title, path, units, language = values
    return IndexDocument(key, stamp, title, path, [Unit(*unit) for unit in units], language)


def _environment() -> dict[str, str]:
    """Return the environment in which the second process finds the same packages as this one."""
    here = str(Path(__file__).resolve().parents[1])
    paths = [here, *(str(Path(entry).absolute()) for entry in sys.path if Path(entry or ".").exists())]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONWARNINGS": "ignore"}
