"""Say what the index holds, and turn documents into its terms. Content only, nothing that a register knows.

Every file gives one head (title and path, always there) and one entry per unit (its text). Fields:

key      the caller's opaque id of the file, also as a column, so that hits can be restricted without reading
entries head     present on heads exact    folded words and codes, with positions (phrases, codes, prefixes)
stem     stem forms with their language ("n:klagebehandl") stored   stamp, title, unit kind, number and label,
text
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from indexer.extract.model import Unit
from indexer.stems import LANGUAGES as ALL_LANGUAGES
from indexer.stems import RULES_VERSION, stem_forms
from indexer.text import Language, normalise, stem_languages, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Raise it when fields or the meaning of terms change: an index of another version is deleted and built anew.
SCHEMA_VERSION = f"1.{RULES_VERSION}"

KEY, HEAD, EXACT, STEM = "key", "head", "exact", "stem"
STAMP, TITLE, KIND, NUMBER, LABEL, TEXT = "stamp", "title", "kind", "number", "label", "text"
STORED = (STAMP, TITLE, KIND, NUMBER, LABEL, TEXT)
IS_HEAD = "1"
_GAP = 100  # positions between title and path, or label and text: no phrase reaches across

Posting = tuple[bytes, int, float, bytes]


@dataclass(frozen=True)
class IndexDocument:
    """Hold one file for the index: `key` and `stamp` are opaque, `title` and `path` searchable text."""

    key: str
    stamp: str
    title: str
    path: str
    units: Sequence[Unit]
    language: Language | None = None


def entries(document: IndexDocument) -> Iterator[dict[str, Any]]:
    """Yield the fields of the head and of each unit of a document."""
    title, path = normalise(document.title), normalise(document.path)
    first = document.units[0] if document.units else Unit("part", 1, "", "")
    head = _entry(document, title, replace(first, text=""), [title, path], ALL_LANGUAGES)
    yield {**head, HEAD: IS_HEAD, STAMP: document.stamp}
    for unit in document.units:
        text, label = normalise(unit.text), normalise(unit.label)
        pieces = [text] if not label or text.startswith(label) else [label, text]
        languages = stem_languages("\n".join(pieces), document.language)
        yield _entry(document, title, replace(unit, text=text, label=label), pieces, languages)


def _entry(
    document: IndexDocument, title: str, unit: Unit, pieces: Sequence[str], languages: tuple[Language, ...]
) -> dict[str, Any]:
    exact, stem = terms(pieces, languages)
    return {
        KEY: document.key, EXACT: exact, STEM: stem, TITLE: title,
        KIND: unit.kind, NUMBER: unit.number, LABEL: unit.label, TEXT: unit.text,
    }  # fmt: skip


def terms(pieces: Sequence[str], languages: tuple[Language, ...]) -> tuple[list[Posting], list[Posting]]:
    """Return the exact terms, with positions, and the stem terms of pieces of normalised text."""
    places: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    start = last = 0
    for piece in pieces:
        for token in tokens(piece):
            last = start + token.position
            places.setdefault(token.exact, []).append(last)
            if not token.whole:
                counts[token.surface] = counts.get(token.surface, 0) + 1
        start = last + _GAP
    stems: dict[str, int] = {}
    for word, count in counts.items():
        for form in stem_forms(word, languages):
            stems[form] = stems.get(form, 0) + count
    exact = [
        (word.encode(), len(at), float(len(at)), array("I", at).tobytes()) for word, at in places.items()
    ]
    return exact, [(form.encode(), count, float(count), b"") for form, count in stems.items()]


def positions(stored: bytes) -> array[int]:
    """Return the positions that a posting of an exact term carries."""
    found = array("I")
    found.frombytes(stored)
    return found
