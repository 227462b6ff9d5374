"""Keep what a reader found in a file: as a value, in the cache, and as the text that a confirmation freezes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from qms.model.evidence import Unit
from qms.state.files import digest, make_private, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indexer.extract import Extraction, FoundDate
    from qms.state.objects import Objects


@dataclass(frozen=True, slots=True)
class Inner:
    """Name an attachment: 1-based `index`, file `name`, fingerprint and size in bytes."""

    index: int
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Place:
    """Say where in a text something stands: kind, number and label of the unit, and the words as written."""

    unit: str
    number: int
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what was read from one file; dates are inclusive, `date_source` is content, name or properties.

    In the cache a reading holds for bytes, whatever their name: `title` is empty and no date is from the name.
    `suffix` is that of the name under which the bytes were read, since it chooses the reader. `created` and
    `modified` are ISO moments that the file tells. `wants_ocr` are numbers of pages that only recognition can read,
    `sketch` tells how alike texts are.
    """

    units: tuple[Unit, ...]
    title: str
    language: str | None
    date_from: date | None
    date_to: date | None
    date_source: str | None
    problem: str | None
    reader: str
    inner: tuple[Inner, ...] = ()
    precision: str | None = None
    firm: bool = False
    suffix: str = ""
    title_source: str = "name"
    author: str = ""
    author_source: str | None = None
    language_source: str | None = None
    created: str | None = None
    modified: str | None = None
    place: Place | None = None
    wants_ocr: tuple[int, ...] = ()
    sketch: tuple[int, ...] = ()

    @property
    def text_sha256(self) -> str | None:
        """Return the fingerprint of the text, or None when there is none."""
        return digest(units_to_bytes(self.units)) if self.units else None


def from_extraction(found: Extraction, suffix: str, mark: str = "") -> Reading:
    """Turn what the indexer read into a value of this room, without what came from the file's name.

    `mark` names the tools that were there: a problem is looked at again when there are others.
    """
    best = next((d for d in found.dates if d.source != "name"), None)
    units = tuple(Unit(u.kind, u.number, u.label, u.text) for u in found.units if u.text.strip())
    named = found.title_source == "name"
    reader = found.reader or "none"
    return Reading(
        units=units,
        title="" if named else found.title,
        language=found.language,
        date_from=best.start if best else None,
        date_to=best.end if best else None,
        date_source=best.source if best else None,
        problem=found.problem,
        reader=marked(reader, mark) if found.problem and mark else reader,
        inner=tuple(Inner(a.index, a.name, a.sha256, a.size) for a in found.attachments),
        precision=best.precision if best else None,
        firm=bool(best and best.firm),
        suffix=suffix,
        title_source=found.title_source,
        author=found.author,
        author_source=found.author_source,
        language_source=found.language_source,
        created=found.created.isoformat() if found.created else None,
        modified=found.modified.isoformat() if found.modified else None,
        place=_place(units, best),
        wants_ocr=found.wants_ocr,
        sketch=found.sketch,
    )


def _place(units: tuple[Unit, ...], date_found: FoundDate | None) -> Place | None:
    """Return where a date of the text stands."""
    if date_found is None or date_found.source != "content" or not date_found.words:
        return None
    unit = next((u for u in units if u.number == date_found.unit), None)
    return Place(unit.kind, unit.number, unit.label, date_found.words) if unit else None


def suffix_of(path: str) -> str:
    """Return the suffix of a path as a reading knows it: in lower case, with its dot, "" for none."""
    return PurePath(path).suffix.casefold()


def marked(reader: str, mark: str) -> str:
    """Return the name of a reader with the mark of the tools that it had, within the column's 64 characters."""
    return f"{reader.partition(' ~')[0][:50]} ~{mark}"


def units_to_bytes(units: Iterable[Unit]) -> bytes:
    """Return the one byte form of a text: JSON lines of kind, number, label and text."""
    lines = (json.dumps([u.kind, u.number, u.label, u.text], ensure_ascii=False) for u in units)
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def units_from_bytes(data: bytes) -> tuple[Unit, ...]:
    """Return the units that `units_to_bytes` wrote."""
    lines = data.decode("utf-8").split("\n") if data else []
    return tuple(Unit(*json.loads(line)) for line in lines)


_PLAIN = (
    "title", "language", "date_source", "problem", "reader", "precision", "firm", "suffix", "title_source", "author",
    "author_source", "language_source", "created", "modified", "wants_ocr", "sketch",
)  # fmt: skip


class ReadingCache:
    """Keep readings by fingerprint and suffix below `folder`; all of it may be deleted at any time.

    The suffix chooses the reader, so equal bytes may be one text as .csv and another as .txt.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "text"

    def get(self, sha256: str, path: str) -> Reading | None:
        """Return the reading of these bytes under such a path, or None when the cache does not have it whole."""
        try:
            data = json.loads(self._path(sha256, suffix_of(path)).read_bytes())
            units = tuple(Unit(*u) for u in data.pop("units"))
            inner = tuple(Inner(*i) for i in data.pop("inner"))
            place = data.pop("place")
            days = {k: date.fromisoformat(data[k]) if data[k] else None for k in ("date_from", "date_to")}
            lists = {name: tuple(data[name]) for name in ("wants_ocr", "sketch")}
            where = Place(**place) if place else None
            return Reading(**(data | days | lists), units=units, inner=inner, place=where)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def has(self, sha256: str, path: str) -> bool:
        """Say whether there is a reading of these bytes, without looking into it."""
        return self._path(sha256, suffix_of(path)).is_file()

    def put(self, sha256: str, reading: Reading) -> None:
        """Store a reading, owner-only."""
        data: dict[str, Any] = {name: getattr(reading, name) for name in _PLAIN}
        data |= {
            "date_from": reading.date_from.isoformat() if reading.date_from else None,
            "date_to": reading.date_to.isoformat() if reading.date_to else None,
            "units": [[u.kind, u.number, u.label, u.text] for u in reading.units],
            "inner": [[i.index, i.name, i.sha256, i.size] for i in reading.inner],
            "place": asdict(reading.place) if reading.place else None,
        }
        make_private(self.folder)
        text = json.dumps(data, ensure_ascii=False)
        path = self._path(sha256, reading.suffix)
        write_atomic(path, text.encode("utf-8", "backslashreplace"), durable=False)

    def _path(self, sha256: str, suffix: str) -> Path:
        # Forgetting finds it by the fingerprint; a suffix may be as long as a name and hold anything.
        return self.folder / f"{sha256}.{digest(suffix.encode('utf-8', 'backslashreplace'))[:8]}.json"


def confirmed_units(texts: Objects, name: str | None) -> tuple[Unit, ...] | None:
    """Return the text that was confirmed, or None when there was none."""
    data = texts.get(name) if name else None
    return units_from_bytes(data) if data else None
