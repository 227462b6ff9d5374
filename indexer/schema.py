"""Say what the index holds, and turn documents into its terms. Content only, nothing that a register knows.

Every file gives one head (title and path, always there) and one entry per unit (its text). Fields:

key      the caller's opaque id of the file, also as a column, so that hits can be restricted without reading entries
head     present on heads
exact    folded words and codes, with positions (phrases, codes, prefixes)
stem     stem forms with their language ("n:klagebehandl"), and the parts of Norwegian compounds ("c:klag")
stored   stamp, title, unit kind, number and label, text
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from indexer import compounds
from indexer.extract.model import Unit
from indexer.inverting import Words, words_of
from indexer.stems import RULES_VERSION
from indexer.text import Language, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Raise it when fields or the meaning of terms change: an index of another version is deleted and built anew.
SCHEMA_VERSION = f"2.{RULES_VERSION}.{compounds.RULES_VERSION}"

KEY, HEAD, EXACT, STEM = "key", "head", "exact", "stem"
STAMP, TITLE, KIND, NUMBER, LABEL, TEXT = "stamp", "title", "kind", "number", "label", "text"
STORED = (STAMP, TITLE, KIND, NUMBER, LABEL, TEXT)
IS_HEAD = "1"


@dataclass(frozen=True)
class IndexDocument:
    """Hold one file for the index: `key` and `stamp` are opaque, `title` and `path` searchable text."""

    key: str
    stamp: str
    title: str
    path: str
    units: Sequence[Unit]
    language: Language | None = None


class Entry(NamedTuple):
    """Hold what the index keeps of a head or a unit: stored values, its words, and the language it should be in."""

    stored: dict[str, Any]
    words: Words
    language: Language | None
    is_head: bool


def entries(document: IndexDocument) -> Iterator[Entry]:
    """Yield the head and each unit of a document."""
    title, path = normalise(document.title), normalise(document.path)
    first = document.units[0] if document.units else Unit("part", 1, "", "")
    stored = _stored(document, title, replace(first, text=""))
    yield Entry({**stored, STAMP: document.stamp}, words_of([title, path]), None, is_head=True)
    for unit in document.units:
        text, label = normalise(unit.text), normalise(unit.label)
        pieces = [text] if not label or text.startswith(label) else [label, text]
        stored = _stored(document, title, replace(unit, text=text, label=label))
        yield Entry(stored, words_of(pieces), document.language, is_head=False)


def _stored(document: IndexDocument, title: str, unit: Unit) -> dict[str, Any]:
    return {
        KEY: document.key, TITLE: title, KIND: unit.kind, NUMBER: unit.number, LABEL: unit.label, TEXT: unit.text,
    }  # fmt: skip


def positions(stored: bytes) -> array[int]:
    """Return the positions that a posting of an exact term carries."""
    found = array("I")
    found.frombytes(stored)
    return found
