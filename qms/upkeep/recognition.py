"""Recognise the text of scanned pages, behind all other reading: a queue computed from state, page by page.

Each page is kept when it is done, so a queue that was interrupted or killed goes on where it stopped. The lock of
the pass is taken for each write only, never while a page is recognised.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qms.evidence.extraction import attached_bytes, still_these_bytes
from qms.evidence.readings import Reading, ReadingCache
from qms.evidence.recognised import PageCache, RecognisedPage, join_pages
from qms.evidence.tools import workspace_tools
from qms.state.evidence_rows import KnownFile, get_row, waiting_for_ocr
from qms.upkeep.indexing import bring_index_in_step
from qms.upkeep.reading import store_recognised
from qms.upkeep.sync import actor_or_system
from qms.workspace.index import IndexBusy, open_index, pass_lock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from indexer.extract.pool import Extractor
    from indexer.text import Language
    from qms.workspace.workspace import Workspace

FIRST_GUESS = 2.0
"""Seconds that a page takes, until some have been measured."""
INDEX_EVERY = 60.0
"""Seconds after which recognised files are made searchable while the queue goes on."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Tell how far the queue is: pages done and in all, and the seconds that the rest will take, about."""

    done: int
    total: int
    seconds_left: float


@dataclass(slots=True)
class Recognised:
    """Hold what a run of the queue did: pages recognised, files completed, pages that still wait.

    `able` is false where Tesseract is missing, `busy` is true where another process works on the queue.
    """

    pages: int = 0
    files: int = 0
    left: int = 0
    able: bool = True
    busy: bool = False


@dataclass(slots=True)
class _Queue:
    """Hold one run: what it works with, and how long pages took."""

    workspace: Workspace
    extractor: Extractor
    languages: tuple[Language, ...]
    stop: Callable[[], bool]
    progress: Callable[[Progress], None]
    at_most: int | None
    total: int
    done: Recognised = field(default_factory=Recognised)
    seconds: float = 0.0
    measured: int = 0
    indexed_at: float = field(default_factory=time.monotonic)

    def ends(self) -> bool:
        return self.stop() or (self.at_most is not None and self.done.pages >= self.at_most)

    def tell(self, passed: int) -> None:
        each = self.seconds / self.measured if self.measured else FIRST_GUESS
        self.progress(Progress(passed, self.total, each * (self.total - passed)))


def recognise_waiting(
    workspace: Workspace,
    *,
    progress: Callable[[Progress], None] = lambda _progress: None,
    stop: Callable[[], bool] = lambda: False,
    at_most: int | None = None,
) -> Recognised:
    """Recognise pages that wait, linked files first, until none is left, `stop` says so, or `at_most` are done."""
    from indexer.extract.pool import Extractor
    from indexer.lock import Locked, hold

    files = _waiting(workspace)
    total = sum(pages for _, pages in files)
    if not files:
        return Recognised()
    tools = workspace_tools(workspace)
    if tools.tesseract is None:
        return Recognised(left=total, able=False)
    try:
        with (
            hold(workspace.index_folder / "ocr.lock", wait=0),
            Extractor(workers=1, tools=tools) as extractor,
        ):
            languages: tuple[Language, ...] = tuple(workspace.settings.languages)  # type: ignore[arg-type]
            queue = _Queue(workspace, extractor, languages, stop, progress, at_most, total)
            _work(queue, [known for known, _ in files])
            queue.done.left = sum(pages for _, pages in _waiting(workspace))
            return queue.done
    except Locked:
        return Recognised(left=total, busy=True)


def count_waiting(workspace: Workspace) -> int:
    """Return how many pages wait for recognition."""
    return sum(pages for _, pages in _waiting(workspace))


def count_scans(workspace: Workspace) -> int:
    """Return how many files cannot be searched at all until recognition has read them."""
    return sum(1 for known, _ in _waiting(workspace) if known.problem == "no_text")


def _waiting(workspace: Workspace) -> list[tuple[KnownFile, int]]:
    """Return the files with pages that wait, and how many of each do: those that are kept already do not."""
    with workspace.state.read() as conn:
        files = waiting_for_ocr(conn)
    kept = PageCache(workspace.cache).counts() if files else Counter[str]()
    return [(known, max(1, pages - kept[known.sha256])) for known, pages in files]


def _work(queue: _Queue, files: Sequence[KnownFile]) -> None:
    """Work on the queue file by file; what another process holds now is left for the next run."""
    passed = 0
    try:
        for known in files:
            if queue.ends():
                break
            passed = _one_file(queue, known, passed)
            if time.monotonic() - queue.indexed_at > INDEX_EVERY:
                _index(queue)
    except IndexBusy:
        queue.done.busy = True
    finally:
        if queue.done.files:
            _index(queue)


def _one_file(queue: _Queue, known: KnownFile, passed: int) -> int:
    """Recognise the pages of one file that wait, and store the file when it has all; return pages passed so far."""
    workspace = queue.workspace
    readings, pages = ReadingCache(workspace.cache), PageCache(workspace.cache)
    reading = readings.get(known.sha256, known.path)
    if reading is None:  # the cache was deleted: the next pass reads the file again
        return passed
    source = _source(queue, known)
    found: dict[int, RecognisedPage] = {}
    for number in reading.wants_ocr:
        if queue.ends():
            return passed
        kept = pages.get(known.sha256, number)
        if kept is None and source is not None:
            kept = _one_page(queue, known, source, number, reading)
            passed += 1
            queue.tell(passed)
        if kept is not None:
            found[number] = kept
    if source is None or len(found) < len(reading.wants_ocr):
        return passed
    _complete(queue, known, reading, found)
    return passed


def _source(queue: _Queue, known: KnownFile) -> bytes | Path | None:
    """Return where the bytes of a file are, or those of an attachment; None when they are no longer there."""
    folder = queue.workspace.evidence_folder
    if known.container is not None:
        with queue.workspace.state.read() as conn:
            container = get_row(conn, known.container)
        place = os.path.join(os.fsencode(folder), container.raw) if container is not None else None
        return attached_bytes(known, place, queue.extractor) if place is not None else None
    path = folder / os.fsdecode(known.raw)
    return path if still_these_bytes(path, known) else None


def _one_page(
    queue: _Queue, known: KnownFile, source: bytes | Path, number: int, reading: Reading
) -> RecognisedPage | None:
    """Recognise a page and keep it; None when that failed for a reason of the moment."""
    name = known.path.rsplit("/", 1)[-1]
    read = queue.extractor.recognise(source, name, number, _languages(reading, queue.languages))
    if read.problem in {"unreadable", "unsupported"}:
        return None
    if isinstance(source, os.PathLike) and not still_these_bytes(source, known):
        return None  # it was replaced meanwhile, and this may be a page of the other file
    queue.seconds += read.seconds
    queue.measured += 1
    queue.done.pages += 1
    page = RecognisedPage(number, read.text, read.reader)
    with pass_lock(queue.workspace):  # forgetting holds it too, so nothing of a forgotten file is written
        if _still_known(queue.workspace, known):
            PageCache(queue.workspace.cache).put(known.sha256, page)
    return page


def _languages(reading: Reading, own: tuple[Language, ...]) -> tuple[Language, ...]:
    """Return the languages to try: that of the file where it is known, then those of the provider."""
    known: tuple[Language, ...] = (reading.language,) if reading.language else ()  # type: ignore[assignment]
    return tuple(dict.fromkeys((*known, *own)))


def _still_known(workspace: Workspace, known: KnownFile) -> bool:
    return any(k.id == known.id and k.sha256 == known.sha256 for k, _ in _waiting(workspace))


def _complete(queue: _Queue, known: KnownFile, reading: Reading, found: dict[int, RecognisedPage]) -> None:
    workspace = queue.workspace
    joined = join_pages(reading, found)
    with pass_lock(workspace):
        if not _still_known(workspace, known):
            return
        ReadingCache(workspace.cache).put(known.sha256, joined)
        store_recognised(workspace.state, workspace.texts, known, joined, actor_or_system(workspace))
    queue.done.files += 1


def _index(queue: _Queue) -> None:
    """Make what was recognised searchable; what cannot be written now, the next pass writes."""
    queue.indexed_at = time.monotonic()
    try:
        with pass_lock(queue.workspace):
            index = open_index(queue.workspace)
            try:
                bring_index_in_step(queue.workspace.state, ReadingCache(queue.workspace.cache), index)
            finally:
                index.close()
    except IndexBusy:
        queue.done.busy = True
