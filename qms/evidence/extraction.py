"""Read files of the evidence folder through the indexer's workers, attachments included."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qms.evidence.readings import Reading, ReadingCache, from_extraction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.extract import Extraction
    from indexer.extract.pool import Extractor
    from qms.state.evidence_rows import KnownFile


@dataclass(frozen=True, slots=True)
class Read:
    """Hold one file that was read, with its attachments' readings by index."""

    known: KnownFile
    reading: Reading
    inner: dict[int, Reading]


def read_files(
    files: Sequence[KnownFile], cache: ReadingCache, folder: Path, extractor: Extractor
) -> Iterator[Read]:
    """Yield a reading for each file below `folder`, from the cache where it holds the bytes already."""
    fresh: dict[str, KnownFile] = {}
    for known in files:
        found = cache.get(known.sha256)
        if found is not None and not found.inner:
            yield Read(known, _named(found, known.path), {})
        else:
            fresh[os.fsdecode(os.path.join(os.fsencode(folder), known.raw))] = known
    for path, extraction in extractor.extract_many(list(fresh)):
        known = fresh[os.fsdecode(path)]
        reading = from_extraction(extraction)
        inner = _attachments(extraction, cache, extractor)
        cache.put(known.sha256, reading)
        yield Read(known, _named(reading, known.path), inner)


def _named(reading: Reading, path: str) -> Reading:
    """Take what came from the name from this file's name: equal bytes may lie under several names."""
    if reading.date_source == "content":
        return reading
    from indexer.extract.dates import find

    named = find("", path.rsplit("/", 1)[-1], None, None)
    if not named:
        return reading
    return replace(reading, date_from=named[0].start, date_to=named[0].end, date_source="name")


def _attachments(extraction: Extraction, cache: ReadingCache, extractor: Extractor) -> dict[int, Reading]:
    """Read attachments, each under its own name."""
    found: dict[int, Reading] = {}
    for part in extraction.attachments:
        reading = replace(from_extraction(extractor.extract_bytes(part.name, part.data)), title=part.name)
        cache.put(part.sha256, reading)
        found[part.index] = reading
    return found


def read_one(
    known: KnownFile, container: KnownFile | None, cache: ReadingCache, folder: Path
) -> Reading | None:
    """Return the present reading of one evidence; an attachment is read through its `container`.

    None when the file is not there.
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
