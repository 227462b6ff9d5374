"""Read files of the evidence folder through the indexer's workers, attachments included."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from qms.evidence.readings import Reading, ReadingCache, from_extraction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.extract import Extraction
    from indexer.extract.pool import Extractor
    from qms.state.evidence_rows import KnownFile


PASSING = {"unreadable", "timeout"}
"""Problems of a moment, which say nothing of the bytes."""


@dataclass(frozen=True, slots=True)
class Read:
    """Hold one file that was read, with its attachments' readings by index."""

    known: KnownFile
    reading: Reading
    inner: dict[int, Reading]


def read_files(
    files: Sequence[KnownFile], cache: ReadingCache, folder: Path, extractor: Extractor
) -> Iterator[Read]:
    """Yield a reading for each file below `folder`, from the cache where it holds the bytes already.

    A file whose bytes are no longer those of the register is left out: the next scan will find it changed.
    """
    fresh: dict[str, KnownFile] = {}
    for known in files:
        found = cache.get(known.sha256)
        if found is not None and not found.inner and found.suffix == _suffix(known.path):
            yield Read(known, _named(found, known.path), {})
        else:
            fresh[os.fsdecode(os.path.join(os.fsencode(folder), known.raw))] = known
    for path, extraction in extractor.extract_many(list(fresh)):
        known = fresh[os.fsdecode(path)]
        if not _still_these_bytes(os.fsdecode(path), known):
            continue
        reading = from_extraction(extraction, _suffix(known.path))
        inner = _attachments(extraction, cache, extractor)
        if reading.problem not in PASSING:
            cache.put(known.sha256, reading)
        yield Read(known, _named(reading, known.path), inner)


def _still_these_bytes(path: str, known: KnownFile) -> bool:
    """Say whether a file that was just read still holds the bytes that the register knows."""
    from indexer.scan import fingerprint

    try:
        status = Path(path).stat()
        same = (status.st_size, status.st_mtime_ns) == (known.size, known.mtime_ns)
        return same or fingerprint(path) == known.sha256
    except OSError:
        return False  # gone or locked meanwhile, which the next scan will find


def _suffix(path: str) -> str:
    return PurePath(path).suffix.casefold()


def _named(reading: Reading, path: str) -> Reading:
    """Add what comes from the name: equal bytes may lie under several names."""
    name = path.rsplit("/", 1)[-1]
    title = reading.title or " ".join(PurePath(name).stem.replace("_", " ").split()) or name
    reading = replace(reading, title=title)
    if reading.date_source == "content" and reading.precision != "year":
        return reading
    from indexer.extract.dates import find

    named = find("", name, None, None)
    if not named or (reading.date_source == "content" and named[0].precision == "year"):
        return reading
    return replace(reading, date_from=named[0].start, date_to=named[0].end, date_source="name")


def _attachments(extraction: Extraction, cache: ReadingCache, extractor: Extractor) -> dict[int, Reading]:
    """Read attachments, each under its own name."""
    found: dict[int, Reading] = {}
    for part in extraction.attachments:
        reading = from_extraction(extractor.extract_bytes(part.name, part.data), _suffix(part.name))
        cache.put(part.sha256, reading)
        found[part.index] = replace(_named(reading, part.name), title=part.name)
    return found


def read_one(
    known: KnownFile, container: KnownFile | None, cache: ReadingCache, folder: Path
) -> Reading | None:
    """Return the present reading of one evidence; an attachment is read through its `container`.

    None when the file is not there, or no longer holds the bytes that the register knows.
    """
    found = cache.get(known.sha256)
    if found is not None:
        return found
    from indexer.extract.pool import Extractor

    source = container or known
    if not Path(os.fsdecode(os.path.join(os.fsencode(folder), source.raw))).is_file():
        return None
    with Extractor(workers=1) as extractor:
        for item in read_files([source], cache, folder, extractor):
            if container is None:
                return item.reading
    return cache.get(known.sha256)
