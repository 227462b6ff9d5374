"""Cut flowing text at its headings, and long sections at paragraphs, into units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.extract.model import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 4_000  # characters of one unit, where paragraphs allow it
_HARD = 8_000  # characters after which even a paragraph is cut
_LABEL = 120  # characters of a heading that go into a label

# (level, text): level 1.. is a heading, 0 is text.
Block = tuple[int, str]


def cut(blocks: Iterable[Block], first: int = 1) -> list[Unit]:
    """Return units numbered from `first`; a heading is part of the text below it."""
    units: list[Unit] = []
    path: list[tuple[int, str]] = []
    gathered: list[str] = []

    def flush() -> None:
        label = " > ".join(text for _, text in path)
        for text in _pieces(gathered):
            units.append(Unit("section" if label else "part", first + len(units), label, text))
        gathered.clear()

    fresh = False
    for level, text in blocks:
        if not text.strip():
            continue
        if level:
            if not fresh or (path and level <= path[-1][0]):
                flush()
            path = [(above, name) for above, name in path if above < level]
            path.append((level, " ".join(text.split())[:_LABEL]))
        fresh = bool(level)
        gathered.append(text.strip("\n"))
    flush()
    return units


def _pieces(paragraphs: list[str]) -> Iterator[str]:
    """Join paragraphs to texts of at most about LONGEST characters."""
    piece: list[str] = []
    size = 0
    for paragraph in (part for whole in paragraphs for part in _short(whole)):
        if piece and size + len(paragraph) > LONGEST:
            yield "\n".join(piece)
            piece, size = [], 0
        piece.append(paragraph)
        size += len(paragraph) + 1
    if piece:
        yield "\n".join(piece)


def _short(paragraph: str) -> Iterator[str]:
    start = 0  # not a shrinking copy: a file may be one paragraph of megabytes
    while len(paragraph) - start > _HARD:
        least, most = start + LONGEST, start + _HARD
        at = max(paragraph.rfind(" ", least, most), paragraph.rfind("\n", least, most))
        at = at if at > 0 else most
        yield paragraph[start:at]
        start = at
        while start < len(paragraph) and paragraph[start].isspace():
            start += 1
    yield paragraph[start:]
