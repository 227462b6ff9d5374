"""Keep what a reader found in a file: as a value, in the cache, and as the text that a confirmation freezes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from qms.model.evidence import Unit
from qms.state.files import digest, make_private, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from indexer.extract import Extraction
    from qms.state.objects import Objects


@dataclass(frozen=True, slots=True)
class Inner:
    """Name an attachment: 1-based `index`, file `name`, fingerprint and size in bytes."""

    index: int
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what was read from one file; dates are inclusive, `date_source` is content, name or properties.

    In the cache a reading holds for bytes, whatever their name: `title` is empty and no date is from the name.
    `suffix` is that of the name under which the bytes were read, since it chooses the reader.
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
    suffix: str = ""

    @property
    def text_sha256(self) -> str | None:
        """Return the fingerprint of the text, or None when there is none."""
        return digest(units_to_bytes(self.units)) if self.units else None


def from_extraction(found: Extraction, suffix: str) -> Reading:
    """Turn what the indexer read into a value of this room, without what came from the file's name."""
    best = next((d for d in found.dates if d.source != "name"), None)
    units = tuple(Unit(u.kind, u.number, u.label, u.text) for u in found.units if u.text.strip())
    return Reading(
        units=units,
        title="" if found.title_source == "name" else found.title,
        language=found.language,
        date_from=best.start if best else None,
        date_to=best.end if best else None,
        date_source=best.source if best else None,
        problem=found.problem,
        reader=found.reader or "none",
        inner=tuple(Inner(a.index, a.name, a.sha256, a.size) for a in found.attachments),
        precision=best.precision if best else None,
        suffix=suffix,
    )


def units_to_bytes(units: Iterable[Unit]) -> bytes:
    """Return the one byte form of a text: JSON lines of kind, number, label and text."""
    lines = (json.dumps([u.kind, u.number, u.label, u.text], ensure_ascii=False) for u in units)
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def units_from_bytes(data: bytes) -> tuple[Unit, ...]:
    """Return the units that `units_to_bytes` wrote."""
    lines = data.decode("utf-8").split("\n") if data else []
    return tuple(Unit(*json.loads(line)) for line in lines)


class ReadingCache:
    """Keep readings by fingerprint below `folder`; all of it may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "text"

    def get(self, sha256: str) -> Reading | None:
        """Return the reading of these bytes, or None when the cache does not have it whole."""
        try:
            data = json.loads(self._path(sha256).read_bytes())
            units = tuple(Unit(*u) for u in data.pop("units"))
            inner = tuple(Inner(*i) for i in data.pop("inner"))
            days = {k: date.fromisoformat(data[k]) if data[k] else None for k in ("date_from", "date_to")}
            return Reading(**(data | days), units=units, inner=inner)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, sha256: str, reading: Reading) -> None:
        """Store a reading, owner-only."""
        data: dict[str, Any] = {
            "title": reading.title,
            "language": reading.language,
            "date_from": reading.date_from.isoformat() if reading.date_from else None,
            "date_to": reading.date_to.isoformat() if reading.date_to else None,
            "date_source": reading.date_source,
            "problem": reading.problem,
            "reader": reading.reader,
            "units": [[u.kind, u.number, u.label, u.text] for u in reading.units],
            "inner": [[i.index, i.name, i.sha256, i.size] for i in reading.inner],
            "precision": reading.precision,
            "suffix": reading.suffix,
        }
        make_private(self.folder)
        text = json.dumps(data, ensure_ascii=False)
        write_atomic(self._path(sha256), text.encode("utf-8", "backslashreplace"), durable=False)

    def drop(self, sha256: str) -> None:
        """Delete the reading of these bytes."""
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}.json"


def confirmed_units(texts: Objects, name: str | None) -> tuple[Unit, ...] | None:
    """Return the text that was confirmed, or None when there was none."""
    data = texts.get(name) if name else None
    return units_from_bytes(data) if data else None
