"""Read one file: choose the reader, clean the text, find title, language and dates. Never raises."""

# ruff: noqa: PTH119
from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from indexer.extract import dates
from indexer.extract.model import Content, Extraction, FoundDate, NeedsOffice, ReadProblem, Unit
from indexer.extract.registry import choose
from indexer.scan import display_name, open_file
from indexer.sketch import sketch
from indexer.text import guess_language, normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.extract.model import AuthorSource, LanguageSource, Problem, TitleSource
    from indexer.text import Language

PDF = "pdf"
"""The module of the reader that takes passwords, and has a second."""
MAX_BYTES = 256 << 20  # of a file
MAX_TEXT = 32 << 20  # characters of its text
_JUNK_TITLE = re.compile(
    r"(?i)^(untitled|(document|dokument|doc|presentation|book|sheet)\d*|microsoft word.*|(un)?named|"
    r"pavadinimas|(bendrosios|baigiamosios) nuostatos|įvadas|turinys|innledning|innhold(sfortegnelse)?|formål|"
    r"hensikt|bakgrunn|introduction|(table of )?contents|purpose|scope|background|general( provisions)?|"
    r"[ivxlc]+ (skyrius|dalis)\b.*|.*\.(docx?|xlsx?|pdf|odt|rtf|pptx?)|\W*)$"
)
_LONGEST_TITLE = 200
_FIRST_UNITS = 4  # in which a date is looked for
_DECLARED: dict[str, Language] = {"en": "en", "nb": "nb", "no": "nb", "nn": "nb", "lt": "lt"}
_NOBODY = {
    "python-docx",
    "anonymous",
    "(anonymous)",
    "(unspecified)",
    "unknown",
    "user",
    "microsoft office user",
}


@dataclass(frozen=True)
class How:
    """Tell how a file is read: `passwords` for encrypted PDFs, `second` to pass over the reader that died of it.

    With `office`, a file that only LibreOffice can read raises NeedsOffice; else it is unsupported. `tell` hears the
    module of the reader before that begins.
    """

    passwords: tuple[str, ...] = ()
    second: bool = False
    office: bool = False
    tell: Callable[[str], None] = lambda _: None


_PLAINLY = How()


def read_path(path: bytes, name: str | None = None, how: How = _PLAINLY) -> Extraction:
    """Read the file at a raw path; `name` replaces its own where the suffix must come from elsewhere."""
    shown = name or display_name(os.path.basename(path))
    try:
        data = file_bytes(path)
    except ReadProblem as problem:
        return unread(shown, problem.problem)
    return read_bytes(data, shown, how)


def unread(name: str, problem: Problem) -> Extraction:
    """Return what is known of a file that could not be read: what its name says."""
    return Extraction(title=_stem(name), dates=dates.find("", name, None, None), problem=problem)


def file_bytes(path: bytes) -> bytes:
    """Return the bytes of a file. Raises ReadProblem: unreadable, or too_large, of which nothing is read."""
    try:
        with open_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_BYTES:
                raise ReadProblem("too_large")
            return file.read(size + 1)  # one that grows meanwhile is found changed afterwards
    except OSError as error:
        raise ReadProblem("unreadable") from error


def read_bytes(data: bytes, name: str, how: How = _PLAINLY) -> Extraction:
    """Read a file from its bytes and its name. Raises nothing but NeedsOffice, and that only when it is wanted."""
    reader = ""
    try:
        if len(data) > MAX_BYTES:
            raise ReadProblem("too_large")
        chosen = choose(name, data)
        how.tell(chosen.module)
        read, reader = chosen.load()
        content = _content(read, data, how) if chosen.module == PDF else read(data)
        if sum(len(unit.text) for unit in content.units) > MAX_TEXT:
            raise ReadProblem("too_large")
    except NeedsOffice:
        if how.office:
            raise
        content = Content(problem="unsupported")
    except ReadProblem as problem:
        content = Content(problem=problem.problem)
    except (RecursionError, MemoryError):
        content = Content(problem="too_large")
    except Exception:  # noqa: BLE001  # a file that nobody foresaw costs itself, not the run
        content = Content(problem="damaged")
    return _assembled(content, name, reader)


def _content(read: Callable[..., Content], data: bytes, how: How) -> Content:
    return read(data, passwords=how.passwords, second=how.second)


def _assembled(content: Content, name: str, reader: str) -> Extraction:
    units = tuple(_clean(unit) for unit in content.units)
    units = tuple(unit for unit in units if unit.text)
    content = replace(content, heading=normalise(content.heading), title=normalise(content.title).strip())
    title, source = _title(content, name)
    language, language_source = _language(content, units)
    return Extraction(
        units=units,
        title=title,
        title_source=source,
        author=_author(content.author or content.sender),
        author_source=_author_source(content),
        language=language,
        language_source=language_source,
        created=content.created,
        modified=content.modified,
        dates=_dates(units, name, content),
        attachments=content.attachments,
        problem=content.problem or (None if units or content.attachments else "no_text"),
        reader=reader,
        wants_ocr=content.wants_ocr,
        sketch=sketch(unit.text for unit in units),
    )


def _clean(unit: Unit) -> Unit:
    return replace(unit, label=" ".join(normalise(unit.label).split()), text=normalise(unit.text).strip())


def _dates(units: tuple[Unit, ...], name: str, content: Content) -> tuple[FoundDate, ...]:
    """Return the dates of a file, those of its text with the unit in which they stand."""
    first = sorted(units, key=lambda unit: unit.kind == "part" and unit.label != "")[:_FIRST_UNITS]
    pieces = [unit.text[: dates.NEAR_TOP] for unit in first]
    table = bool(first) and all(unit.kind == "sheet" for unit in first)
    found = dates.find(
        "\n".join(pieces) if content.dated else "", name, content.created, content.modified, table=table
    )
    return tuple(
        replace(
            one,
            unit=next((u.number for u, piece in zip(first, pieces, strict=True) if one.words in piece), 0),
        )
        if one.source == "content" and one.words
        else one
        for one in found
    )


def _language(content: Content, units: tuple[Unit, ...]) -> tuple[Language | None, LanguageSource | None]:
    """Return the language of the text, else the one that the file declares where it is one of ours."""
    guessed = guess_language("\n".join(unit.text for unit in units[:20]))
    if guessed is not None:
        return guessed, "text"
    declared = _DECLARED.get(content.language.replace("_", "-").lower().partition("-")[0])
    return (declared, "properties") if declared and units else (None, None)


def _author_source(content: Content) -> AuthorSource | None:
    if _author(content.author):
        return "properties"
    return "sender" if _author(content.sender) else None


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
