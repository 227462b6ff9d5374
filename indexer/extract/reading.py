"""Read one file: choose the reader, clean the text, find title, language and dates. Never raises."""

# ruff: noqa: PTH116, PTH119, PTH123
from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from pathlib import PurePath

from indexer.extract import dates
from indexer.extract.model import Content, Extraction, ReadProblem, TitleSource, Unit
from indexer.extract.registry import choose
from indexer.scan import display_name
from indexer.text import guess_language, normalise

MAX_BYTES = 256 << 20  # of a file
MAX_TEXT = 32 << 20  # characters of its text
_JUNK_TITLE = re.compile(
    r"(?i)^(untitled|(document|dokument|doc|presentation|book|sheet)\d*|microsoft word.*|(un)?named|"
    r"pavadinimas|.*\.(docx?|xlsx?|pdf|odt|rtf|pptx?)|\W*)$"
)
_LONGEST_TITLE = 200
_NOBODY = {
    "python-docx",
    "anonymous",
    "(anonymous)",
    "(unspecified)",
    "unknown",
    "user",
    "microsoft office user",
}


def read_path(path: bytes, name: str | None = None) -> Extraction:
    """Read the file at a raw path; `name` replaces its own where the suffix must come from elsewhere."""
    shown = name or display_name(os.path.basename(path))
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            return Extraction(title=_stem(shown), problem="unreadable")
        if status.st_size > MAX_BYTES:
            return Extraction(
                title=_stem(shown), dates=dates.find("", shown, None, None), problem="too_large"
            )
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return Extraction(title=_stem(shown), dates=dates.find("", shown, None, None), problem="unreadable")
    return read_bytes(data, shown)


def read_bytes(data: bytes, name: str) -> Extraction:
    """Read a file from its bytes and its name."""
    reader = ""
    try:
        if len(data) > MAX_BYTES:
            raise ReadProblem("too_large")
        read, reader = choose(name, data).load()
        content = read(data)
        if sum(len(unit.text) for unit in content.units) > MAX_TEXT:
            raise ReadProblem("too_large")
    except ReadProblem as problem:
        content = Content(problem=problem.problem)
    except (RecursionError, MemoryError):
        content = Content(problem="too_large")
    except Exception:  # noqa: BLE001  # a file that nobody foresaw costs itself, not the run
        content = Content(problem="damaged")
    return _assembled(content, name, reader)


def _assembled(content: Content, name: str, reader: str) -> Extraction:
    units = tuple(_clean(unit) for unit in content.units)
    units = tuple(unit for unit in units if unit.text)
    content = replace(content, heading=normalise(content.heading), title=normalise(content.title).strip())
    title, source = _title(content, name)
    return Extraction(
        units=units,
        title=title,
        title_source=source,
        author=_author(content.author),
        language=guess_language("\n".join(unit.text for unit in units[:20])),
        created=content.created,
        modified=content.modified,
        dates=dates.find(_start(units), name, content.created, content.modified),
        attachments=content.attachments,
        problem=content.problem or (None if units or content.attachments else "no_text"),
        reader=reader,
    )


def _clean(unit: Unit) -> Unit:
    return replace(unit, label=" ".join(normalise(unit.label).split()), text=normalise(unit.text).strip())


def _start(units: tuple[Unit, ...]) -> str:
    """Return the text near the top; what stands beside the body (headers) after its beginning."""
    pieces: list[str] = []
    for unit in sorted(units, key=lambda unit: unit.kind == "part" and unit.label != ""):
        pieces.append(unit.text[: dates.NEAR_TOP])
        if len(pieces) == 4:
            break
    return "\n".join(pieces)


def _title(content: Content, name: str) -> tuple[str, TitleSource]:
    candidates: tuple[tuple[str, TitleSource], ...] = (
        (content.subject, "subject"), (content.heading, "heading"), (content.title, "properties"),
    )  # fmt: skip
    for text, source in candidates:
        title = " ".join(normalise(text).split())[:_LONGEST_TITLE]
        if not _JUNK_TITLE.match(title):
            return title, source
    return _stem(name), "name"


def _author(text: str) -> str:
    author = " ".join(normalise(text).split())
    return "" if author.casefold() in _NOBODY else author


def _stem(name: str) -> str:
    return " ".join(re.sub(r"[_\s]+", " ", PurePath(normalise(name)).stem).split()) or name
