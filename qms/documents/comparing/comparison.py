"""Compare two versions of a Word file by what they say: blocks, rows, cells and front matter, with word marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qms.documents.comparing.alignment import match_blocks, match_cells, match_rows
from qms.documents.comparing.blocks import ADAPT_LABEL, DRAFT_MARK, WordFile, heading_of, paragraphs, unit_of
from qms.documents.comparing.wordlevel import ADDED, REMOVED, SAME, Wording, word_differences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.comparing.alignment import Matching
    from qms.documents.comparing.blocks import Block, Row

_OUR_MARKS = {ADAPT_LABEL, DRAFT_MARK}


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold one difference between two versions.

    `kind` is added, removed, reworded or moved; `unit` is heading, paragraph, table, row, cell or field; `part` is
    body, header or footer. `place` is the path of headings, in a table also row and column; for a field of the front
    matter `field` is its name, such as `review_due`. `words` holds both wordings piece by piece.
    """

    kind: str
    unit: str
    part: str
    place: tuple[str, ...]
    before: str
    after: str
    words: tuple[Wording, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the differences between two versions, those of the front matter first, then by place."""

    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Tell whether both versions say the same."""
        return not self.differences


def compare(before: bytes, after: bytes) -> Comparison:
    """Return in what two Word files differ for a reader; looks and ways of saving do not count.

    Raises zipfile.BadZipFile, KeyError, ValueError or lxml.etree.XMLSyntaxError when one is no Word file.
    """
    old, new = WordFile(before), WordFile(after)
    found = _field_differences(old, new)
    said: set[tuple[tuple[str, str], ...]] = set()
    stories = {story.place: story for story in new.stories}
    places = {story.place: (story.kind, story.blocks) for story in old.stories}
    for place, (kind, blocks) in places.items():
        other = stories.pop(place).blocks if place in stories else ()
        _collect(_Comparing(kind).blocks(blocks, other), found, said)
    for story in stories.values():
        _collect(_Comparing(story.kind).blocks((), story.blocks), found, said)
    return Comparison(tuple(found))


def _collect(
    more: Sequence[Difference], found: list[Difference], said: set[tuple[tuple[str, str], ...]]
) -> None:
    """Add differences, but for those of headers and footers that only repeat another."""
    for item in more:
        known = tuple((word.text.strip(), word.mark) for word in item.words if word.mark != SAME)
        if item.part == "body" or known not in said:
            found.append(item)
        said.add(known)


def _field_differences(old: WordFile, new: WordFile) -> list[Difference]:
    before, after = _fields(old), _fields(new)
    return [
        Difference("reworded", "field", part, place, text, other, word_differences(text, other), name)
        for name, (text, place, part) in before.items()
        if name in after and (other := after[name][0]) != text
    ]


def _fields(file: WordFile) -> dict[str, tuple[str, tuple[str, ...], str]]:
    """Return what the fields of the front matter say, by name, with where they stand first."""
    found: dict[str, tuple[str, tuple[str, ...], str]] = {}
    for story in file.stories:
        for block in paragraphs(story.blocks):
            assert block.words is not None
            for name, text in block.words.fields:
                # The place in a card has a label; that in a footer has none.
                if name not in found or not found[name][1]:
                    found[name] = (text, block.path, story.kind)
    return found


class _Comparing:
    """Compare two versions of a story."""

    def __init__(self, part: str) -> None:
        self.part = part

    def blocks(
        self, before: Sequence[Block], after: Sequence[Block], *, cell: bool = False
    ) -> list[Difference]:
        old = [block for block in before if block.style not in _OUR_MARKS]
        new = [block for block in after if block.style not in _OUR_MARKS]
        found = match_blocks(old, new)
        made: list[tuple[float, list[Difference]]] = []
        for number, block in enumerate(old):
            unit = unit_of(block, cell=cell)
            if number not in found.pairs:
                made.append((number, self._gone(unit, block.path, block.text)))
                continue
            other = new[found.pairs[number]]
            if number in found.moved and heading_of(old, number) not in found.moved:
                moved = Difference("moved", unit, self.part, block.path, block.text, other.text)
                made.append((number, [moved]))
            made.append((number, self._pair(block, other, unit)))
        for number, block in enumerate(new):
            if number not in found.reverse:
                made.append(
                    (_slot(found, number), self._come(unit_of(block, cell=cell), block.path, block.text))
                )
        return _sorted(made)

    def _pair(self, before: Block, after: Block, unit: str) -> list[Difference]:
        if before.words is None or after.words is None:
            return [] if before.text == after.text else self._rows(before, after)
        # Fields of the front matter are told of once, by name.
        same = before.text == after.text or (
            before.words.masked and before.words.masked == after.words.masked
        )
        return [] if same else [self._reworded(unit, after.path, before.text, after.text)]

    def _rows(self, before: Block, after: Block) -> list[Difference]:
        found = match_rows(before.rows, after.rows)
        made: list[tuple[float, list[Difference]]] = []
        for number, row in enumerate(before.rows):
            if number in found.pairs:
                made.append((number, self._cells(row, after.rows[found.pairs[number]], after.path)))
            else:
                made.append((number, self._gone("row", before.path, row.text)))
        for number, row in enumerate(after.rows):
            if number not in found.reverse:
                made.append((_slot(found, number), self._come("row", after.path, row.text)))
        return _sorted(made)

    def _cells(self, before: Row, after: Row, path: tuple[str, ...]) -> list[Difference]:
        found = match_cells(before.cells, after.cells)
        made: list[tuple[float, list[Difference]]] = []
        for number, cell in enumerate(before.cells):
            if number in found.pairs:
                other = after.cells[found.pairs[number]]
                made.append((number, self.blocks(cell.blocks, other.blocks, cell=True)))
            else:
                made.append((number, self._gone("cell", path + cell.label, cell.text)))
        for number, cell in enumerate(after.cells):
            if number not in found.reverse:
                made.append((_slot(found, number), self._come("cell", path + cell.label, cell.text)))
        return _sorted(made)

    def _gone(self, unit: str, place: tuple[str, ...], text: str) -> list[Difference]:
        words = (Wording(text, REMOVED),)
        return [Difference("removed", unit, self.part, place, text, "", words)] if text else []

    def _come(self, unit: str, place: tuple[str, ...], text: str) -> list[Difference]:
        words = (Wording(text, ADDED),)
        return [Difference("added", unit, self.part, place, "", text, words)] if text else []

    def _reworded(self, unit: str, place: tuple[str, ...], before: str, after: str) -> Difference:
        kind = "reworded" if before and after else "added" if after else "removed"
        return Difference(kind, unit, self.part, place, before, after, word_differences(before, after))


def _slot(found: Matching, number: int) -> float:
    """Return after which item of the old version an added one stands."""
    known = found.reverse
    return next((known[place] for place in range(number, -1, -1) if place in known), -1) + 0.5


def _sorted(made: Sequence[tuple[float, list[Difference]]]) -> list[Difference]:
    return [item for _, items in sorted(made, key=lambda pair: pair[0]) for item in items]
