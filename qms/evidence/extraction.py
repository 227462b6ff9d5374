"""Read files of the evidence folder through the indexer's workers, attachments included."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from qms.evidence.readings import Reading, ReadingCache, from_extraction, suffix_of
from qms.evidence.tools import workspace_tools
from qms.state.files import digest

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from indexer.extract import Extraction, FoundDate
    from indexer.extract.pool import Extractor
    from indexer.extract.tools import Tools
    from qms.state.evidence_rows import KnownFile
    from qms.workspace.workspace import Workspace


PASSING = {"unreadable", "timeout"}
"""Problems of a moment, which say nothing of the bytes."""


@dataclass(frozen=True, slots=True)
class Read:
    """Hold one file that was read, with its attachments' readings by index."""

    known: KnownFile
    reading: Reading
    inner: dict[int, Reading]


READERS = 2
"""Raise it when readers learn to read what they could not: problems of older ones are then looked at again."""


def mark_of(tools: Tools) -> str:
    """Return a short mark of what the readers can use: LibreOffice, and which passwords."""
    said = "\x00".join(tools.passwords)
    return f"{READERS}{'o' if tools.office else ''}{digest(said.encode('utf-8'))[:6] if said else ''}"


def read_files(
    files: Sequence[KnownFile], cache: ReadingCache, folder: Path, extractor: Extractor, mark: str
) -> Generator[Read, None, None]:
    """Yield a reading for each file below `folder`, from the cache where it holds the bytes already.

    A file whose bytes are no longer those of the register is left out: the next scan will find it changed.
    """
    fresh: dict[str, KnownFile] = {}
    for known in files:
        found = cache.get(known.sha256, known.path)
        if found is not None and not found.inner and _holds(found, mark):
            yield Read(known, _named(found, known.path), {})
        else:
            fresh[os.fsdecode(os.path.join(os.fsencode(folder), known.raw))] = known
    for path, extraction in extractor.extract_many(list(fresh)):
        known = fresh[os.fsdecode(path)]
        if not still_these_bytes(Path(os.fsdecode(path)), known):
            continue
        # A file that could not be opened just now is tried again by every pass: no mark says with what it failed.
        tried_with = "" if extraction.problem == "unreadable" else mark
        reading = from_extraction(extraction, suffix_of(known.path), tried_with)
        inner = _attachments(extraction, cache, extractor, mark)
        if reading.problem not in PASSING:
            cache.put(known.sha256, reading)
        yield Read(known, _named(reading, known.path), inner)


def _holds(found: Reading, mark: str) -> bool:
    """Say whether a reading in the cache still stands: a problem only for the tools that met it."""
    return found.problem is None or found.reader.endswith(f" ~{mark}")


def still_these_bytes(path: Path, known: KnownFile) -> bool:
    """Say whether a file that was just read still holds the bytes that the register knows."""
    from indexer.scan import fingerprint

    try:
        status = path.stat()
        same = (status.st_size, status.st_mtime_ns) == (known.size, known.mtime_ns)
        return same or fingerprint(path) == known.sha256
    except OSError:
        return False  # gone or locked meanwhile, which the next scan will find


def _named(reading: Reading, path: str) -> Reading:
    """Add what comes from the name: equal bytes may lie under several names."""
    name = path.rsplit("/", 1)[-1]
    title = reading.title or " ".join(PurePath(name).stem.replace("_", " ").split()) or name
    source = reading.title_source if reading.title else "name"
    reading = replace(reading, title=title, title_source=source)
    from indexer.extract.dates import closer, find

    named = next(iter(find("", name, None, None)), None)
    if named is None or (
        reading.date_source == "content" and closer(_content_date(reading), named) is not named
    ):
        return reading
    return replace(reading, date_from=named.start, date_to=named.end, date_source="name")


def _content_date(reading: Reading) -> FoundDate:
    """Return the date that was found in a text as the indexer tells it."""
    from indexer.extract.model import FoundDate

    assert reading.date_from is not None
    assert reading.date_to is not None
    precision: Any = reading.precision
    return FoundDate(reading.date_from, reading.date_to, "content", precision, firm=reading.firm)


def _attachments(
    extraction: Extraction, cache: ReadingCache, extractor: Extractor, mark: str
) -> dict[int, Reading]:
    """Read attachments, each under its own name."""
    found: dict[int, Reading] = {}
    for part in extraction.attachments:
        kept = cache.get(part.sha256, part.name)
        if kept is not None and _holds(kept, mark):
            reading = kept
        else:
            reading = from_extraction(
                extractor.extract_bytes(part.name, part.data), suffix_of(part.name), mark
            )
            if reading.problem not in PASSING:
                cache.put(part.sha256, reading)
        found[part.index] = replace(_named(reading, part.name), title=part.name, title_source="name")
    return found


def attached_bytes(known: KnownFile, container: bytes, extractor: Extractor) -> bytes | None:
    """Return the bytes of an attachment, taken out of its container (a path) again; None when they are not in it."""
    found = extractor.extract(container)
    return next((part.data for part in found.attachments if part.sha256 == known.sha256), None)


def read_one(workspace: Workspace, known: KnownFile, container: KnownFile | None) -> Reading | None:
    """Return the present reading of one evidence; an attachment is read through its `container`.

    None when the file is not there, or no longer holds the bytes that the register knows.
    """
    cache, folder = ReadingCache(workspace.cache), workspace.evidence_folder
    found = cache.get(known.sha256, known.path)
    if found is not None:
        return found
    from indexer.extract.pool import Extractor

    source, tools = container or known, workspace_tools(workspace)
    if not Path(os.fsdecode(os.path.join(os.fsencode(folder), source.raw))).is_file():
        return None
    with Extractor(workers=1, tools=tools) as extractor:
        for item in read_files([source], cache, folder, extractor, mark_of(tools)):
            if container is None:
                return item.reading
    return cache.get(known.sha256, known.path)
