"""Keep the search index on disk: the only importer of Whoosh. It is disposable and can always be rebuilt.

It holds pickles, so it may only lie in a folder of this user's own, never in one that came from elsewhere. There is
one writer at a time, behind one lock, and one batch is one commit. Readers wait only for a batch of the same object.
"""

# ruff: noqa: PTH103, PTH108
from __future__ import annotations

import gc
import os
import shutil
import threading
import time
import warnings
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from indexer import lock as locking
from indexer import schema
from indexer.beside import Folders
from indexer.hits import Hit, SearchResult
from indexer.lock import Locked as IndexLocked
from indexer.merging import to_merge
from indexer.query import QueryProblem, Resolver, parse
from indexer.ranking import Wish
from indexer.responding import respond
from indexer.schema import EXACT, HEAD, KEY, STEM, IndexDocument
from indexer.segments import Helper, HelperLost, Segments, write_all
from indexer.snapshot import IndexDamaged, Snapshot, reading
from indexer.spill import Lengths, Spill
from indexer.stampfile import read_stamps, write_stamps

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    import whoosh
    import whoosh.codec.whoosh3
    import whoosh.columns
    import whoosh.fields
    import whoosh.formats
    import whoosh.index
    import whoosh.reading
    import whoosh.writing
    from whoosh.filedb.filestore import FileStorage

__all__ = [
    "HelperLost", "Hit", "Index", "IndexDamaged", "IndexDocument", "IndexLocked", "QueryProblem",
    "SearchResult", "Wish",
]  # fmt: skip

_VERSION = f"{schema.SCHEMA_VERSION} whoosh {'.'.join(map(str, whoosh.__version__))}"
_NAME = "MAIN"
_MEMORY = 64  # megabytes of postings that the writer sorts at a time, when it merges
_TRIES, _PAUSE, _LOOKS = 20, 0.05, 2
_TWENTY = Wish(20)
_Result = TypeVar("_Result")


class _Given(whoosh.fields.FieldType):  # type: ignore[misc]
    """Stand for a field whose postings come from `schema`: nothing is ever analysed by Whoosh."""

    def __init__(self, *, with_positions: bool) -> None:
        self.format = whoosh.formats.Format() if with_positions else whoosh.formats.Existence()
        self.scorable = True  # else Whoosh asks the disk for a file of lengths at every posting
        self.stored = self.unique = False
        self.analyzer = self.vector = self.column_type = None


class _PrivateStorage(FileStorage):  # type: ignore[misc]
    """Make every file readable for its owner only."""

    def create_file(self, name: str, _excl: bool = False, mode: str = "wb", **kwargs: object) -> Any:
        """Create a file with mode 0600."""
        path = self._fpath(name)
        with suppress(FileNotFoundError):
            os.unlink(path)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        return super().create_file(name, False, mode, **kwargs)

    def lock(self, name: str) -> Any:
        """Return the lock file of Whoosh, made with mode 0600."""
        os.close(os.open(self._fpath(name), os.O_CREAT | os.O_RDWR, 0o600))
        return super().lock(name)

    def temp_storage(self, name: str | None = None) -> Any:
        """Return a storage for temporary files, in an owner-only folder inside this one."""
        folder = os.path.join(self.folder, name or f"{time.time_ns()}.tmp")
        os.makedirs(folder, mode=0o700, exist_ok=True)
        return _PrivateStorage(folder)


class _Writer(whoosh.writing.SegmentWriter):  # type: ignore[misc]
    """Commit `fresh` segments, and merge older ones: with postings sorted in blocks, and lengths in memory."""

    def __init__(self, found: Any) -> None:
        super().__init__(found, compound=False)
        self.fresh: list[Any] = []
        self.pool = Spill(self.temp_storage(), _MEMORY << 20)

    def per_document_reader(self) -> Lengths:
        """Return what the postings ask of the entries just written."""
        return Lengths(super().per_document_reader())


def _whoosh_schema() -> Any:
    fields: dict[str, Any] = {name: whoosh.fields.STORED() for name in schema.STORED}
    fields[KEY] = whoosh.fields.ID(stored=True, sortable=whoosh.columns.VarBytesColumn(True, 0))
    fields[HEAD] = whoosh.fields.ID()
    fields[EXACT], fields[STEM] = _Given(with_positions=True), _Given(with_positions=False)
    return whoosh.fields.Schema(**fields)


def _nothing() -> None: ...


def _commit(writer: Any) -> None:
    try:
        writer.commit(mergetype=_merge)
    except OSError:  # the disk, not the index
        raise
    except Exception as error:
        raise IndexDamaged(type(error).__name__) from error  # met while merging older segments


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge what should be, as Whoosh asks its policies to, and return the segments that stay or are new."""
    chosen = to_merge(segments)
    for segment in chosen:
        if segment.doc_count():
            reader = whoosh.reading.SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [*(segment for segment in segments if not any(segment is one for one in chosen)), *writer.fresh]


class _Stored(whoosh.columns.CompressedBytesColumn):  # type: ignore[misc]
    """Tell where each value is, also of few, as the column of keys does: else opening it adds up all lengths."""

    def writer(self, dbfile: Any) -> Any:
        """Return what writes the column."""
        made = super().writer(dbfile)
        made.cutoff = 0
        return made


whoosh.codec.whoosh3.STORED_COLUMN = whoosh.columns.PickleColumn(_Stored())


def new_segments(folder: Path) -> Segments:
    """Return what writes segments into the index at `folder`, for a commit by whoever holds its lock."""
    columns = {KEY: _whoosh_schema()[KEY].column_type}
    return Segments(whoosh.codec.default_codec(), _PrivateStorage(str(folder)), _NAME, columns)


def _delete(writer: Any, before: Snapshot, key: str) -> None:
    for entry in before.postings(KEY, key):
        writer.delete_document(entry)


class Index:
    """Hold the index of one workspace. Share it between threads; use it as a context manager or close it.

    Opening never fails on what is on disk: an index that is absent, of another version or damaged is
    replaced by an empty one: beside the old one, which the first `write` replaces (`unfinished` until then). Where
    there was one before, `was_rebuilt` tells so, and `on_rebuild` is called. Raises IndexLocked when that must wait
    too long.
    """

    def __init__(self, path: Path, *, on_rebuild: Callable[[], None] = _nothing, wait: float = 10.0) -> None:
        self._folders = Folders(path)
        self.was_rebuilt = False
        self._wait = wait
        self._on_rebuild = on_rebuild
        self._guard = threading.RLock()
        self._lock_path = path.with_name(path.name + ".lock")
        self._locked = False
        self._open: Snapshot | None = None
        self._place = 0
        if not any(self._usable() for _ in range(_LOOKS)):
            with self.lock():
                if not self._usable():
                    self._rebuild()

    @property
    def path(self) -> Path:
        """Return the folder in use."""
        return self._folders.current

    @property
    def unfinished(self) -> bool:
        """Tell whether a new index waits for its first `write`, of all documents, to take the place of the old one."""
        return self._folders.beside

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files; the index may be used again and then opens them again."""
        with self._guard:
            if self._open is not None:
                self._open.close()
                self._open = None

    @contextmanager
    def lock(self, wait: float | None = None) -> Iterator[None]:
        """Hold the writer's lock; may be nested. Raises IndexLocked after `wait` seconds."""
        with self._guard:
            if self._locked:
                yield
                return
            with locking.hold(self._lock_path, wait=self._wait if wait is None else wait):
                self._locked = True
                try:
                    yield
                finally:
                    self._locked = False

    def stamps(self, *, from_entries: bool = False) -> dict[str, str]:
        """Return the stamp of every file in the index, by key.

        They come from a list beside the entries when it is of this very generation; `from_entries` asks these.
        """
        return self._read(lambda found: self._stamps(found, from_entries=from_entries))

    def _stamps(self, found: Snapshot, *, from_entries: bool = False) -> dict[str, str]:
        listed = None if from_entries else read_stamps(self.path, found.identity)
        return found.stamps() if listed is None else listed

    def write(
        self, documents: Iterable[IndexDocument], remove: Collection[str] = (), *, alone: bool = False
    ) -> int:
        """Add or replace documents and remove keys in one commit; return how many were written.

        Takes from the iterable one by one. A bulk is shared with a second process unless `alone`. When anything fails,
        also in the iterable, nothing has changed. Raises IndexLocked, and HelperLost when the second process died.
        """
        with self.lock(), self._damage_empties():
            self._return_to_live()
            before = self._newest()
            stamps = self._stamps(before)
            self._sweep()
            with self._writer() as writer:
                for key in remove:
                    _delete(writer, before, key)
                    stamps.pop(key, None)
                written = self._add_all(writer, before, documents, alone=alone)
            self.close()
            write_stamps(self.path, self._newest().identity, stamps | written)
            if self.unfinished:
                self._let_go()
                self._folders.swap()
        return len(written)

    def search(
        self,
        query: str,
        *,
        allow: Collection[str] | None = None,
        resolve: Resolver | None = None,
        wish: Wish = _TWENTY,
    ) -> SearchResult:
        """Answer a query, among the keys of `allow` (None: all; empty: none), as many and in the order of `wish`.

        `resolve(name, value)` answers the qualifiers of the query with keys, None for an unknown name; what it
        raises passes through. Raises QueryProblem, and IndexDamaged when the index had to be emptied.
        """
        asked = parse(query, resolve)
        return self._read(lambda snapshot: respond(snapshot, query, asked, resolve, allow, wish))

    def _read(self, work: Callable[[Snapshot], _Result]) -> _Result:
        """Give work the newest generation; when that proves damaged, empty the index and say so.

        A writer in another process deletes the files of older generations, which looks like damage: look
        again, at last while nobody writes.
        """
        with self._guard:
            for _ in range(_LOOKS):
                with suppress(IndexDamaged):
                    return work(self._newest())
                self.close()
            with self.lock(), self._damage_empties():
                return work(self._newest())

    @contextmanager
    def _damage_empties(self) -> Iterator[None]:
        """Empty the index when it proves damaged; the lock is held."""
        try:
            yield
        except IndexDamaged:
            self._folders.spoil()
            self._rebuild()
            raise

    def _return_to_live(self) -> None:
        """Use the live index where another process has replaced it meanwhile; the lock is held."""
        if not self.unfinished:
            return
        beside = self._folders.current
        self.close()
        self._folders.current = self._folders.live
        if not self._usable():
            self.close()
            self._folders.current = beside
            if not self._usable():
                self._rebuild()

    def _newest(self) -> Snapshot:
        with reading():
            found = self._whoosh()
            place = self._folders.inode()
            if self._open is None or (self._place, self._open.generation) != (
                place,
                found.latest_generation(),
            ):
                self.close()
                self._open, self._place = Snapshot(found), place
        return self._open

    def _whoosh(self) -> Any:
        """Open the index, again when a writer in another process replaced the file meanwhile."""
        for _ in range(_TRIES):
            with suppress(FileNotFoundError):
                return whoosh.index.FileIndex(_PrivateStorage(str(self.path)), schema=_whoosh_schema())
            time.sleep(_PAUSE)
        raise IndexDamaged("no table of contents")

    def _usable(self) -> bool:
        """Tell whether the index on disk is of this version and opens."""
        if not self._folders.is_signed(_VERSION):
            return False
        try:
            snapshot = self._newest()
            return snapshot.keys is not None and len(snapshot.heads) <= snapshot.size  # reads both
        except (OSError, IndexDamaged):
            return False

    def _let_go(self) -> None:
        """Close every file: Windows deletes and moves no open one."""
        self.close()
        with warnings.catch_warnings():  # Whoosh leaves files of a failed opening to the collector
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()

    def _rebuild(self) -> None:
        """Make an empty index, beside what is there; the lock is held."""
        if self._folders.taken:
            self._let_go()
        there = self._folders.make_room()
        whoosh.index.FileIndex.create(_PrivateStorage(str(self.path)), _whoosh_schema())
        self._folders.sign(_VERSION)
        if there:
            self.was_rebuilt = True
            self._on_rebuild()

    def _sweep(self) -> None:
        """Remove what killed writers left behind; the lock is held."""
        if not self.unfinished:
            self._folders.sweep()
        for left in self.path.glob("*.tmp"):
            shutil.rmtree(left, ignore_errors=True)
        found = self._whoosh()
        whoosh.index.clean_files(found.storage, found.indexname, found.latest_generation(), found._segments())

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        writer = _Writer(self._whoosh())
        try:
            yield writer
            _commit(writer)
        except BaseException:
            with suppress(Exception):  # the first error is the one to tell
                writer.cancel()
            raise

    def _add_all(
        self, writer: Any, before: Snapshot, documents: Iterable[IndexDocument], *, alone: bool
    ) -> dict[str, str]:
        """Write documents into new segments and return their stamps by key."""
        seen: dict[str, str] = {}

        def each() -> Iterator[IndexDocument]:
            for document in documents:
                if document.key in seen:
                    raise ValueError("two documents of one batch have the same key")
                seen[document.key] = document.stamp
                _delete(writer, before, document.key)
                yield document

        own = new_segments(self.path)
        others = write_all(each(), own, None if alone else partial(Helper, self.path))
        writer.fresh = [*own.made, *own.adopted(others)]
        return seen
