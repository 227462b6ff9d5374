"""Carry the numbering of paragraphs into another Word file, so that a list item continues the list around it."""

from __future__ import annotations

import copy
from collections import Counter
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from qms.documents.oxml import el

if TYPE_CHECKING:
    from qms.documents.comparing.blocks import WordFile
    from qms.documents.oxml import Element

_VAL, _NUM, _ABSTRACT, _ABSTRACT_ID = qn("w:val"), qn("w:numId"), qn("w:abstractNum"), qn("w:abstractNumId")
# What must stand before the numbering in the properties of a paragraph.
_BEFORE = {
    qn(f"w:{n}") for n in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}


class ListMap:
    """Know which list of `target` is which of `source`, and bring over lists that it lacks."""

    def __init__(self, source: WordFile, target: WordFile) -> None:
        self.source, self.target = source, target
        self._votes: dict[str, Counter[str]] = {}
        self._brought: dict[str, str] = {}

    def learn(self, theirs: Element, mine: Element) -> None:
        """Remember that two paragraphs are the same, and so are the lists that they are in."""
        number, own = self.source.styles.number_of(theirs), self.target.styles.number_of(mine)
        if number and own:
            self._votes.setdefault(number, Counter())[own] += 1

    def settle(self, original: Element, made: Element, style: str) -> None:
        """Set the numbering of a copied paragraph; `style` is what its style is called in the target."""
        number = self.source.styles.number_of(original)
        if not number:
            return
        direct = original.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        by_style = self.target.styles.numbered.get(style, "")
        found = self._known(number) or (by_style if direct is None else "") or self.bring(number)
        if direct is None and found in {by_style, ""}:
            return
        _number(made, found, self._level(original))

    def bring(self, number: str) -> str:
        """Return a list of the target that looks like list `number` of the source; "" when there can be none."""
        if number not in self._brought:
            self._brought[number] = self._import(number)
        return self._brought[number]

    def _known(self, number: str) -> str:
        votes = self._votes.get(number)
        return votes.most_common(1)[0][0] if votes else ""

    def _level(self, original: Element) -> str:
        styles = self.source.styles
        style = styles.elements.get(styles.of_paragraph(original))
        for holder in (original, style):
            found = None if holder is None else holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
            if found is not None:
                return str(found.get(_VAL))
        return "0"

    def _import(self, number: str) -> str:
        theirs, mine = _numbering(self.source.document), _numbering(self.target.document)
        if theirs is None or mine is None:
            return ""
        instance = _find(theirs, "w:num", _NUM, number)
        link = None if instance is None else instance.find(_ABSTRACT_ID)
        kind = None if link is None else _find(theirs, "w:abstractNum", _ABSTRACT_ID, str(link.get(_VAL)))
        if instance is None or kind is None:
            return ""
        kind, instance = copy.deepcopy(kind), copy.deepcopy(instance)
        ident, own = _next(mine, "w:abstractNum", _ABSTRACT_ID), _next(mine, "w:num", _NUM)
        kind.set(_ABSTRACT_ID, ident)
        # A level tied to a style would take the style away from the list that has it.
        for tie in [*kind.iter(qn("w:pStyle")), *kind.iter(qn("w:nsid")), *kind.iter(qn("w:tmpl"))]:
            tie.getparent().remove(tie)
        instance.set(_NUM, own)
        instance.find(_ABSTRACT_ID).set(_VAL, ident)
        first = mine.find(qn("w:num"))
        mine.insert(len(mine) if first is None else mine.index(first), kind)
        mine.append(instance)
        return own


def _numbering(document: Any) -> Element | None:
    try:
        return document.part.part_related_by(RT.NUMBERING).element
    except KeyError:
        return None


def _find(root: Element, tag: str, name: str, value: str) -> Element | None:
    return next((child for child in root.findall(qn(tag)) if child.get(name) == value), None)


def _next(root: Element, tag: str, name: str) -> str:
    return str(max((int(child.get(name)) for child in root.findall(qn(tag))), default=0) + 1)


def _number(paragraph: Element, number: str, level: str) -> None:
    """Set or, for no number, take off the numbering of a paragraph."""
    look = paragraph.find(qn("w:pPr"))
    if look is None:
        look = el("pPr")
        paragraph.insert(0, look)
    for old in look.findall(qn("w:numPr")):
        look.remove(old)
    if number:
        place = sum(child.tag in _BEFORE for child in look)
        look.insert(place, el("numPr", el("ilvl", val=level), el("numId", val=number)))
