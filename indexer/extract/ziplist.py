"""List what a ZIP archive holds, without unpacking anything: names, sizes, days."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from indexer.extract.decoding import decode
from indexer.extract.model import Content, ReadProblem, Unit
from indexer.text import normalise

READER = "zip 1"
MOST = 5_000  # names
_UTF8 = 0x800  # flag of a name in UTF-8
_LONGEST = 500  # characters of a name
_STEP = 1_000  # between the units of size


def read(data: bytes) -> Content:
    """Return the list of an archive, of an encrypted one too; beyond MOST names the problem says so.

    Raises ReadProblem("damaged").
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadProblem("damaged") from error
    lines = [_line(entry) for entry in entries[:MOST] if not entry.is_dir()]
    text = "\n".join(lines)
    return Content(
        units=(Unit("part", 1, "", text),) if lines else (),
        dated=False,
        problem="too_large" if len(entries) > MOST else None if lines else "empty",
    )


def _line(entry: zipfile.ZipInfo) -> str:
    return "\t".join(part for part in (_name(entry), _size(entry.file_size), _day(entry)) if part)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a name fit to be shown; programs before UTF-8 wrote it in the code page of their system."""
    name = entry.filename
    if not entry.flag_bits & _UTF8 and not name.isascii():
        try:
            name = decode(name.encode("cp437"))
        except (UnicodeEncodeError, ReadProblem):
            name = entry.filename
    return " ".join(normalise(name).split())[:_LONGEST]


def _size(size: int) -> str:
    for unit in ("B", "kB", "MB"):
        if size < _STEP:
            return f"{size:.0f} {unit}"
        size /= _STEP  # type: ignore[assignment]
    return f"{size:.1f} GB"


def _day(entry: zipfile.ZipInfo) -> str:
    try:
        day = date(*entry.date_time[:3])
    except ValueError:
        return ""
    return day.isoformat() if day.year > 1980 else ""  # the first day of the format stands for none
