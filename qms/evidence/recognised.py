"""Keep what recognition read on a page, and join it with what was read of the file."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qms.evidence.readings import Place
from qms.model.evidence import Unit
from qms.state.files import make_private, write_atomic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from qms.evidence.readings import Reading


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """Hold the text that recognition found on a page ("" for none), and with what: program and languages."""

    number: int
    text: str
    reader: str


class PageCache:
    """Keep recognised pages by the fingerprint of their file below `folder`; all of it may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "ocr"

    def counts(self) -> Counter[str]:
        """Return how many pages are kept, by the fingerprint of their file."""
        return Counter(path.name.partition(".")[0] for path in self.folder.glob("*.json"))

    def get(self, sha256: str, number: int) -> RecognisedPage | None:
        """Return a page, or None when the cache does not have it whole."""
        try:
            data = json.loads(self._path(sha256, number).read_bytes())
            return RecognisedPage(number, str(data["text"]), str(data["reader"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, sha256: str, page: RecognisedPage) -> None:
        """Store a page, owner-only."""
        make_private(self.folder)
        text = json.dumps({"text": page.text, "reader": page.reader}, ensure_ascii=False)
        data = text.encode("utf-8", "backslashreplace")
        write_atomic(self._path(sha256, page.number), data, durable=False)

    def _path(self, sha256: str, number: int) -> Path:
        return self.folder / f"{sha256}.{number}.json"  # forgetting finds it by the fingerprint


def join_pages(reading: Reading, pages: Mapping[int, RecognisedPage]) -> Reading:
    """Return the reading with the recognised pages in their places; nothing waits for recognition then.

    Language and date come from the new text where the file had told none.
    """
    from indexer.extract import dates
    from indexer.sketch import sketch
    from indexer.text import guess_language, normalise

    found = [Unit("page", p.number, "", text) for p in pages.values() if (text := normalise(p.text).strip())]
    units = _merged(reading.units, found)
    language = guess_language("\n".join(u.text for u in units[:20]))
    joined = replace(
        reading,
        units=units,
        problem=None if units and reading.problem == "no_text" else reading.problem,
        reader=_reader(reading.reader, pages),
        language=language or reading.language,
        language_source="text" if language else reading.language_source,
        wants_ocr=(),
        sketch=sketch(u.text for u in units),
    )
    if reading.date_source == "content":
        return joined
    for unit in sorted(found, key=lambda u: u.number)[:4]:
        best = next((d for d in dates.find(unit.text, "", None, None) if d.source == "content"), None)
        if best is not None:
            place = Place(unit.kind, unit.number, unit.label, best.words)
            return replace(
                joined, date_from=best.start, date_to=best.end, date_source="content",
                precision=best.precision, place=place, firm=best.firm,
            )  # fmt: skip
    return joined


def _merged(read: Sequence[Unit], found: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return units in the order of the pages; the little text that a scanned page had stays before the new one."""
    pages = {unit.number: unit for unit in read if unit.kind == "page"}
    for unit in found:
        there = pages.get(unit.number)
        pages[unit.number] = replace(there, text=f"{there.text}\n{unit.text}") if there else unit
    return (*(pages[number] for number in sorted(pages)), *(unit for unit in read if unit.kind != "page"))


def _reader(reader: str, pages: Mapping[int, RecognisedPage]) -> str:
    """Name both readers, short, before the mark of the tools."""
    name, separator, mark = reader.partition(" ~")
    own = " ".join(name.split()[:2])
    ocr = next((p.reader for p in pages.values() if p.reader), "ocr")
    return f"{own} + {ocr}"[:50] + separator + mark
