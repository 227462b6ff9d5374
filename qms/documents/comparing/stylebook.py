"""Know the styles of a Word file by name: Word and LibreOffice give them other ids, but never other names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from qms.documents.comparing.visible import Looks, is_on
from qms.documents.oxml import paragraph_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.oxml import Element

_HEADING = re.compile(r"heading (\d)")


@dataclass(slots=True)
class Styles:
    """Know the styles of a document by their ids: names in small letters, levels of headings, looks."""

    names: dict[str, str] = field(default_factory=dict)
    elements: dict[str, Element] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)
    levels: dict[str, int] = field(default_factory=dict)
    numbered: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Any) -> Styles:
        """Read the styles of a python-docx document."""
        styles = cls()
        for element in document.styles.element.findall(qn("w:style")):
            ident, name = str(element.get(qn("w:styleId"))), element.find(qn("w:name"))
            styles.elements[ident] = element
            styles.names[ident] = ident.lower() if name is None else str(name.get(qn("w:val"))).lower()
            kind, default = element.get(qn("w:type")), element.get(qn("w:default"))
            if kind == "paragraph" and default in {"1", "true", "on"}:
                styles.looks.default = ident
        for ident in styles.elements:
            styles._resolve(ident)
        return styles

    def _resolve(self, ident: str) -> None:
        chain: list[Element] = []
        following = ident
        while following in self.elements and self.elements[following] not in chain:
            chain.append(self.elements[following])
            based = chain[-1].find(qn("w:basedOn"))
            following = "" if based is None else str(based.get(qn("w:val")))
        for known, tag in ((self.looks.bold, "w:b"), (self.looks.italic, "w:i")):
            toggle = _first(chain, f"{qn('w:rPr')}/{qn(tag)}")
            if toggle is not None:
                known[ident] = is_on(toggle)
        number = _first(chain, f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None and number.get(qn("w:val")) != "0":
            self.numbered[ident] = str(number.get(qn("w:val")))
        heading = _HEADING.fullmatch(self.names[ident])
        outline = _first(chain, f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if heading:
            self.levels[ident] = int(heading.group(1))
        elif self.names[ident] == "section heading":
            self.levels[ident] = 1
        elif outline is not None and int(outline.get(qn("w:val"))) < 9:
            self.levels[ident] = int(outline.get(qn("w:val"))) + 1

    def of_paragraph(self, paragraph: Element) -> str:
        """Return the id of a paragraph's style."""
        return paragraph_style(paragraph) or self.looks.default

    def number_of(self, paragraph: Element) -> str:
        """Return the id of the list that a paragraph is numbered in, by itself or by its style."""
        direct = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if direct is None:
            return self.numbered.get(self.of_paragraph(paragraph), "")
        return "" if direct.get(qn("w:val")) == "0" else str(direct.get(qn("w:val")))


def _first(chain: Sequence[Element], path: str) -> Element | None:
    return next((found for style in chain if (found := style.find(path)) is not None), None)
