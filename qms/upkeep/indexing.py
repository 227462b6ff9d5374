"""Bring the search index in step with state; what needs indexing is computed, never remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.model.words import EvidenceStatus
from qms.results.own_words import without_explanations
from qms.state.evidence_rows import KnownFile, known_files
from qms.state.files import digest
from qms.workspace.index import IndexBusy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from indexer.index import Index, IndexDocument
    from qms.evidence.readings import Reading, ReadingCache
    from qms.state.store import State


@dataclass(frozen=True, slots=True)
class Indexed:
    """Hold what one pass did: entries written and removed, evidence ids whose text must be read again."""

    written: int
    removed: int
    unread: tuple[str, ...]


def stamp_of(known: KnownFile) -> str:
    """Return the stamp under which an evidence is indexed: its text, title and path."""
    return digest("\x00".join((known.text_sha256 or "", known.title, known.path)).encode("utf-8"))[:32]


def bring_index_in_step(
    state: State,
    cache: ReadingCache,
    index: Index,
    known: Iterable[KnownFile] | None = None,
    progress: Callable[[], None] = lambda: None,
) -> Indexed:
    """Write and remove what differs, in one commit; `known` is the register where the caller has it.

    `progress` is called before each file that is written; it must not raise.

    Raises IndexBusy when another process writes for ten seconds.
    """
    from indexer.index import IndexDamaged, IndexLocked

    if known is None:
        with state.read() as conn:
            known = known_files(conn)
    wanted = {k.id: k for k in known if _searchable(k)}
    try:
        try:
            return _write(wanted, cache, index, progress)
        except IndexDamaged:
            # Opening found nothing wrong, reading did: the index is empty now and can be filled again.
            return _write(wanted, cache, index, progress)
    except IndexLocked as error:
        raise IndexBusy(holder=error.holder) from error


def _write(
    wanted: Mapping[str, KnownFile], cache: ReadingCache, index: Index, progress: Callable[[], None]
) -> Indexed:
    from indexer.index import HelperLost

    held = index.stamps()
    gone = [key for key in held if key not in wanted]
    stale = [k for k in wanted.values() if held.get(k.id) != stamp_of(k)]
    if not gone and not stale and not index.unfinished:
        return Indexed(0, 0, ())
    unread: list[str] = []
    try:
        written = index.write(_documents(stale, cache, unread, progress), gone)
    except HelperLost:  # the system may have ended it for want of memory: go on with one process
        unread.clear()
        written = index.write(_documents(stale, cache, unread, progress), gone, alone=True)
    return Indexed(written, len(gone), tuple(unread))


def _searchable(known: KnownFile) -> bool:
    return known.status == EvidenceStatus.PRESENT and known.reader is not None


def _documents(
    stale: Iterable[KnownFile], cache: ReadingCache, unread: list[str], progress: Callable[[], None]
) -> Iterator[IndexDocument]:
    from indexer.extract import Unit
    from indexer.index import IndexDocument

    for known in stale:
        progress()
        reading: Reading | None = cache.get(known.sha256, known.path) if known.text_sha256 else None
        if known.text_sha256 and reading is None:
            unread.append(known.id)
            continue
        units = without_explanations(reading.units) if reading else ()
        texts = [Unit(u.kind, u.number, u.label, u.text) for u in units]  # type: ignore[arg-type]
        language = reading.language if reading else None
        yield IndexDocument(
            key=known.id,
            stamp=stamp_of(known),
            title=known.title,
            path=known.path,
            units=texts,
            language=language,  # type: ignore[arg-type]
        )
