"""Mark a passage in a tree of HTML, across the elements that it runs through."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from indexer.preview.passage import spans_in

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "passage"
"""The id of the first mark."""


class _Slot(NamedTuple):
    """Name a stretch of text: that at the beginning of an element, or the one behind it."""

    element: etree._Element
    tail: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.tail else self.element.text) or ""


def mark(root: etree._Element, passage: str) -> bool:
    """Wrap each stretch of the passage in a `mark` element, and tell whether there is any."""
    slots = list(_slots(root))
    found = spans_in([slot.text for slot in slots], passage)
    for at, start, end in reversed(found):  # so that what stands before keeps its place
        made = _wrap(slots[at], start, end)
        if (at, start, end) == found[0]:
            made.set("id", MARK)
    return bool(found)


def _slots(element: etree._Element) -> Iterator[_Slot]:
    """Yield the stretches of text below an element in the order in which they are read."""
    waiting = [_Slot(element, tail=False)]
    while waiting:
        slot = waiting.pop()
        yield slot
        if slot.tail:
            continue
        for child in reversed(slot.element):
            waiting.append(_Slot(child, tail=True))
            if isinstance(child.tag, str):
                waiting.append(_Slot(child, tail=False))


def _wrap(slot: _Slot, start: int, end: int) -> etree._Element:
    text, element = slot.text, slot.element
    made = etree.Element("mark")
    made.text, made.tail = text[start:end], text[end:]
    parent = element.getparent() if slot.tail else None
    if parent is not None:
        element.tail = text[:start]
        parent.insert(parent.index(element) + 1, made)
    else:
        element.text = text[:start]
        element.insert(0, made)
    return made
