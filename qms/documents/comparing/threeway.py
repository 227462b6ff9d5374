"""Merge a new rendering into a document that a person edited: their words stay, the rest is renewed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.comparing.alignment import match_blocks
from qms.documents.comparing.blocks import ADAPT_LABEL, ADAPTED, WordFile, paragraphs
from qms.documents.comparing.changes import Change, Recorder
from qms.documents.comparing.merging import Merging
from qms.documents.comparing.remarks import add_comments, remarks_of
from qms.documents.drawing import drop_unused_pictures
from qms.documents.package import tidy_zip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.comparing.blocks import Block, Story

_PROPERTIES = (
    *("title", "subject", "author", "keywords", "category", "language", "identifier", "version"),
    "content_status",
)

__all__ = ["Change", "Merged", "Unfilled", "merge", "unfilled"]


@dataclass(frozen=True, slots=True)
class Merged:
    """Hold the merged file and what became of it.

    `kept` is what the person wrote or removed, `updated` what was renewed, `conflicts` where both happened: there
    the person's text stands.
    """

    data: bytes
    kept: tuple[Change, ...] = ()
    updated: tuple[Change, ...] = ()
    conflicts: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfilled:
    """Hold a passage to adapt that nobody adapted: its number from 1, the suggested text and its label."""

    index: int
    text: str
    label: str


def merge(base: bytes, edited: bytes, new: bytes, *, author: str = "") -> Merged:
    """Return `edited`, which a person made of `base`, with what changed from `base` to `new`.

    With an `author`, each conflict gets a comment of theirs in the file, which holds the new text. Without edits
    the result is `new` itself, without news `edited`. Raises zipfile.BadZipFile, KeyError, ValueError or
    lxml.etree.XMLSyntaxError when one of the three is no Word file.
    """
    first, mine, theirs = WordFile(base), WordFile(edited), WordFile(new)
    untouched, stale = _same(first, mine), _same(first, theirs)
    record = Recorder()
    merging = Merging(theirs, mine, record)
    for number, (one, own, other) in enumerate(_stories(first, mine, theirs)):
        merging.story(number, one, own, other)
    found = record.sorted()
    if untouched and new != base:
        return Merged(new, *found)
    if stale or not record.written:
        return Merged(edited, *found)
    if author:
        add_comments(mine.document, record.spots, author)
    for name in _PROPERTIES:
        values = [getattr(file.document.core_properties, name) for file in (first, mine, theirs)]
        if values[0] == values[1] != values[2]:
            setattr(mine.document.core_properties, name, values[2])
    drop_unused_pictures(mine.document)
    stream = io.BytesIO()
    mine.document.save(stream)
    return Merged(tidy_zip(stream.getvalue()), *found)


def unfilled(base: bytes, edited: bytes) -> list[Unfilled]:
    """Return the passages of `base` that stand in `edited` with the same text, still marked as to adapt.

    Raises what `merge` raises.
    """
    before, after = (list(paragraphs(WordFile(data).body.blocks)) for data in (base, edited))
    pairs = match_blocks(before, after).pairs
    left = []
    for index, (label, numbers) in enumerate(_passages(before), start=1):
        found = [(before[number], after[pairs[number]]) for number in numbers if number in pairs]
        if len(found) == len(numbers) and all(b.key == a.key and a.style in ADAPTED for b, a in found):
            left.append(Unfilled(index, "\n".join(before[number].text for number in numbers), label))
    return left


def _passages(blocks: Sequence[Block]) -> list[tuple[str, list[int]]]:
    """Return the labels of the passages to adapt and the numbers of the paragraphs in each."""
    found: list[tuple[str, list[int]]] = []
    inside = False
    for number, block in enumerate(blocks):
        if block.style == ADAPT_LABEL:
            found.append((block.text, []))
        elif block.style in ADAPTED:
            if not inside and (not found or found[-1][1]):
                found.append(("", []))
            found[-1][1].append(number)
        inside = block.style in ADAPTED or block.style == ADAPT_LABEL
    return [(label, numbers) for label, numbers in found if numbers]


def _stories(first: WordFile, mine: WordFile, theirs: WordFile) -> list[tuple[Story, Story, Story]]:
    """Return the body, headers and footers that all three have."""
    own, other = ({story.place: story for story in file.stories} for file in (mine, theirs))
    return [
        (story, own[story.place], other[story.place])
        for story in first.stories
        if story.place in own and story.place in other
    ]


def _same(one: WordFile, other: WordFile) -> bool:
    """Tell whether two files say the same, their notes, comments and marks to adapt counted."""
    return _said(one) == _said(other) and remarks_of(one.document) == remarks_of(other.document)


def _said(file: WordFile) -> dict[tuple[int, str], list[tuple[str, bool]]]:
    said = {
        story.place: [(b.key, b.style in ADAPTED) for b in paragraphs(story.blocks)] for story in file.stories
    }
    return {place: texts for place, texts in said.items() if texts}
