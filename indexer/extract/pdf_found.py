"""Hold what the two PDF readers find, and the judgements that are the same for both."""

from __future__ import annotations

import hashlib
import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.attached import MOST as MAX_FILES
from indexer.extract.attached import MOST_BYTES as MAX_FILE_BYTES
from indexer.extract.attached import safe_name
from indexer.extract.model import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indexer.extract.model import Problem

MAX_PAGES = 5_000
MAX_TEXT = 31 << 20  # characters of all pages; a little less than that of which reading refuses everything
MAX_ENTRIES, MAX_DEPTH = 5_000, 8  # of an outline
MAX_MARKS = 2_000  # annotations and fields on one page
SECONDS = 40.0  # after which what was read is better than going on until the worker is killed
_FEW = 15  # letters and digits: below that, a page with a picture is a scan
_LONGEST_TITLE, _LONGEST_VALUE = 120, 20_000  # characters
# What a font without a table of its characters gives instead of text.
_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")
# The bullets of the Symbol and Wingdings fonts that Word uses.
_BULLETS = re.compile("[\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf076]")
_PLAIN_STATES = frozenset(("", "yes", "on", "1", "true", "ja", "taip"))  # of a ticked box
# PDFium writes U+FFFE for a hyphen at the end of a line, of whatever kind.
_BROKEN_WORD = re.compile(r"(\w+)\ufffe\s*(\w+)")
_COMPOUND = re.compile(r"\w+-\w+")
_HANGING = frozenset(("og", "eller", "samt", "and", "arba"))  # as in barne- og ungdomsvern


class Entry(NamedTuple):
    """Hold an outline entry: its title under those above it, and its page, counted from 1 (0 when it has none)."""

    path: tuple[str, ...]
    page: int


@dataclass
class Page:
    """Hold a page: the text of its layer, lines of notes and fields, and whether it shows pictures or drawings.

    `junk` is a text layer whose characters nobody can name; `broken` a page that could not be read, `is_huge` one
    that would unpack to too much.
    """

    number: int
    text: str = ""
    lines: list[str] = field(default_factory=list)
    has_fields: bool = False
    shows: bool = False
    junk: bool = False
    broken: bool = False
    is_huge: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether there is no letter or digit in the text layer."""
        return not self.junk and not any(map(str.isalnum, self.text))

    @property
    def wants_ocr(self) -> bool:
        """Tell whether only recognition could say what stands here."""
        return self.junk or (self.shows and is_scant(self.text))

    def whole(self, compounds: frozenset[str] = frozenset()) -> str:
        """Return the text of the page, its words mended, with notes and fields in lines below."""
        text = "" if self.junk else mended(self.text, compounds).rstrip()
        return "\n".join([text, *self.lines] if text else self.lines)


@dataclass
class Found:
    """Hold what was found in a document with `count` pages; `form` are lines of fields that are on no page."""

    count: int
    pages: list[Page] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    form: list[str] = field(default_factory=list)
    has_form: bool = False
    information: dict[str, str] = field(default_factory=dict)
    language: str = ""
    problem: Problem | None = None

    def keep(self, files: Files) -> None:
        """Take the attachments, and say when some were left out."""
        self.files = files.found
        if files.is_full:
            self.problem = self.problem or "too_large"


class Budget:
    """Count what was read of a document, to stop before it is too much; it starts when it is made."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._end = time.monotonic() + seconds
        self._characters = 0

    def is_late(self) -> bool:
        """Tell whether the time is over."""
        return time.monotonic() > self._end

    def fits(self, page: Page) -> bool:
        """Count a page; tell whether it still fits."""
        self._characters += len(page.text) + sum(len(line) + 1 for line in page.lines) + 1
        return self._characters <= MAX_TEXT


class Files:
    """Collect attachments within bounds, each once."""

    def __init__(self) -> None:
        self.found: list[Attachment] = []
        self.is_full = False  # whether some were left out
        self._known = set[tuple[str, str]]()
        self._room = MAX_FILE_BYTES

    def has_room(self, size: int) -> bool:
        """Tell whether a file of so many bytes would be kept; where it is not, the problem of the document says so."""
        fits = len(self.found) < MAX_FILES and size <= self._room
        self.is_full |= not fits
        return fits

    def add(self, name: str, data: bytes) -> None:
        """Keep a file under a name that is fit for a path."""
        if not self.has_room(len(data)):
            return
        index = len(self.found) + 1
        safe = safe_name(one_line(name, _LONGEST_VALUE), f"attachment-{index}")
        key = (safe, hashlib.sha256(data).hexdigest())
        if key in self._known:  # the same file in the list of the document and on a page
            return
        self._known.add(key)
        self._room -= len(data)
        self.found.append(Attachment(index, safe, key[1], len(data), data))


def is_scant(text: str) -> bool:
    """Tell whether a text layer has hardly a letter or digit."""
    return sum(map(str.isalnum, text[:2_000])) < _FEW


def is_junk(text: str) -> bool:
    """Tell whether a large part of a text layer are characters without a meaning."""
    shown = "".join(text[:8_000].split())
    return len(_STRANGE.findall(_BULLETS.sub("", shown))) * 5 > len(shown) * 2


def compounds_of(pages: list[Page]) -> frozenset[str]:
    """Return the words with a hyphen in the text, lower case, as far as there are broken words to compare."""
    if not any("\ufffe" in page.text for page in pages):
        return frozenset()
    return frozenset(word for page in pages for word in _COMPOUND.findall(page.text.lower()))


def mended(text: str, compounds: frozenset[str] = frozenset()) -> str:
    """Return page text with plain bullets, and with words joined that were broken at the end of a line.

    The hyphen stays where it belongs to the word: after one letter or an abbreviation, before a name, before
    "and", and in words that stand with a hyphen elsewhere (`compounds`).
    """

    def join(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        if right in _HANGING:
            return f"{left}- {right}"
        own = len(left) == 1 or left[-1].isdigit() or right[0].isdigit() or left.isupper() != right.isupper()
        own = own or (right[0].isupper() and not left.isupper())
        return f"{left}-{right}" if own or f"{left}-{right}".lower() in compounds else left + right

    return _BULLETS.sub("•", _BROKEN_WORD.sub(join, text) if "\ufffe" in text else text)


def one_line(text: str, longest: int = _LONGEST_TITLE) -> str:
    """Return text with single spaces, cut to a length."""
    return " ".join(text.replace("\0", " ").split())[:longest]


def labels(entries: list[Entry], count: int) -> Iterator[str]:
    """Yield the outline path for each of `count` pages.

    Where entries start on a page, it is the first of them with the sub-entries that follow at once; else the
    last that started before.
    """
    starting: dict[int, list[Entry]] = {}
    for entry in entries:
        starting.setdefault(entry.page, []).append(entry)
    running = ""
    for number in range(1, count + 1):
        here = starting.get(number, [])
        label = running
        if here:
            first = here[0]
            for entry in here[1:]:
                if entry.path[:-1] != first.path:
                    break
                first = entry
            label, running = " > ".join(first.path), " > ".join(here[-1].path)
        yield label


def note_line(author: str, contents: str) -> str:
    """Return an annotation as a line, "" when it says nothing."""
    contents = one_line(contents, _LONGEST_VALUE)
    author = one_line(author)
    return f"{author}: {contents}" if author and contents else contents


def field_line(label: str, value: str) -> str:
    """Return a form field as a line: its label and its value; "" when it is not filled in."""
    value = value.replace("\0", "").strip()[:_LONGEST_VALUE]
    label = one_line(label).rstrip(" :")
    return f"{label}: {value}" if label and value else value


def box_line(label: str, state: str) -> str:
    """Return a ticked box as a line, with the name of its state where that says more than yes."""
    return field_line(label, "☑" if state.strip().lower() in _PLAIN_STATES else f"☑ {state}")


def distinct(lines: Iterable[str]) -> list[str]:
    """Return lines without empty ones and repetitions, in order."""
    return list(dict.fromkeys(line for line in lines if line.strip()))


def moment(text: str) -> datetime | None:
    """Return a PDF date (D:20250312101500+01'00') as a naive datetime; None when it is broken."""
    digits = text.strip().removeprefix("D:")[:14]
    for pattern, length in (("%Y%m%d%H%M%S", 14), ("%Y%m%d%H%M", 12), ("%Y%m%d", 8)):
        try:
            return datetime.strptime(digits[:length], pattern)  # noqa: DTZ007  # in the time zone of its author
        except ValueError:
            continue
    return None
