"""Carry paragraphs, rows and tables from one Word file into another: styles, lists, pictures and links go along."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from docx.opc.part import Part
from docx.oxml.ns import qn

from qms.documents.comparing.lists import ListMap
from qms.documents.comparing.looks import common_look, overlaid
from qms.documents.comparing.visible import field_name
from qms.documents.oxml import el

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qms.documents.comparing.blocks import Story, WordFile
    from qms.documents.oxml import Element

_STYLES = {qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle")}
_STYLE_LINKS = tuple(qn(f"w:{name}") for name in ("basedOn", "next", "link"))
# What belongs to the other file only: its sections, comments, notes and marks of editing.
_FOREIGN = {
    qn(f"w:{name}")
    for name in (
        *("sectPr", "commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference"),
        *("endnoteReference", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak"),
    )
}
_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_OPENING = {_START, qn("w:commentRangeStart"), qn("w:permStart")}
_CLOSING = {_END, qn("w:commentRangeEnd"), qn("w:permEnd")}
_RELATED = {qn("r:id"), qn("r:embed"), qn("r:link")}
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_CONTENTS = 900_000  # from here on bookmarks of the table of contents are numbered
_ID, _NAME, _VAL = qn("w:id"), qn("w:name"), qn("w:val")


class Transplant:
    """Copy elements of `source` so that they fit into `target`."""

    def __init__(self, source: WordFile, target: WordFile) -> None:
        self.source, self.target = source, target
        self.lists = ListMap(source, target)
        self._ids = {name: ident for ident, name in reversed(target.styles.names.items())}
        roots = [story.root for story in target.stories]
        marks = [mark for root in roots for mark in root.iter(_START)]
        numbers = [int(mark.get(_ID)) for mark in marks if str(mark.get(_ID)).isdigit()]
        self._last = max((number for number in numbers if number < _CONTENTS), default=0)
        self._marks = {str(mark.get(_NAME)) for mark in marks}
        self._parts: dict[int, Any] = {}
        self._between: tuple[Any, Any] | None = None

    def between(self, theirs: Story, mine: Story) -> None:
        """Copy from now on from one story of the source into one of the target."""
        self._between = (theirs.part, mine.part)

    def copied(self, element: Element) -> Element:
        """Return a copy of an element of the source that fits into the target."""
        made = copy.deepcopy(element)
        originals = list(element.iter(qn("w:p")))
        for original, paragraph in zip(originals, made.iter(qn("w:p")), strict=True):
            style = self.style_id(self.source.styles.of_paragraph(original))
            self.lists.settle(original, paragraph, style)
        for style in [node for node in made.iter() if node.tag in _STYLES]:
            style.set(_VAL, self.style_id(str(style.get(_VAL))))
        for node in [node for node in made.iter() if node.tag in _FOREIGN]:
            node.getparent().remove(node)
        for node in made.iter():
            for name in [name for name in node.attrib if name.startswith(_W14) or "}rsid" in name]:
                del node.attrib[name]
        self._renumber_marks(made)
        self._relate(made)
        return made

    def rewrite(self, mine: Element, base: Element, theirs: Element) -> None:
        """Let a paragraph of the target say what one of the source says.

        It keeps its properties, the look that its runs have in common and did not have in `base`, comments and
        bookmarks of its own.
        """
        look = common_look(mine, base)
        kept = list(_kept_marks(mine, {str(mark.get(_NAME)) for mark in theirs.iter(_START)}))
        self._marks -= {str(mark.get(_NAME)) for mark in mine.iter(_START)}
        made = self.copied(theirs)
        content = [child for child in made if child.tag != qn("w:pPr")]
        for child in [child for child in mine if child.tag != qn("w:pPr")]:
            mine.remove(child)
        for run in (run for child in content for run in child.iter(qn("w:r"))):
            overlaid(run, look)
        opening = [node for node in kept if node.tag in _OPENING]
        closing = [node for node in kept if node.tag not in _OPENING]
        self._marks |= {str(node.get(_NAME)) for node in opening if node.tag == _START}
        for node in (*opening, *content, *closing):
            mine.append(node)

    def restyle(self, mine: Element, theirs: Element) -> None:
        """Give a paragraph of the target the properties of one of the source."""
        old, new = mine.find(qn("w:pPr")), self.copied(theirs).find(qn("w:pPr"))
        new = el("pPr") if new is None else new
        if old is not None:
            section = old.find(qn("w:sectPr"))
            if section is not None:
                new.append(section)
            mine.remove(old)
        mine.insert(0, new)

    def set_field(self, mine: Element, theirs: Element, name: str) -> None:
        """Let a field of the front matter, found by its bookmark, say what it says in the source."""
        old, new = _field_content(mine, name), _field_content(theirs, name)
        if not old or not new:
            return
        look = next((run.find(qn("w:rPr")) for run in old[1:] if run.tag == qn("w:r")), None)
        for node in old[1:]:
            node.getparent().remove(node)
        for node in reversed(new[1:]):
            run = copy.deepcopy(node)
            overlaid(run, {} if look is None else {child.tag: child for child in look})
            old[0].addnext(run)

    def style_id(self, ident: str) -> str:
        """Return what a style of the source is called in the target, where it is made if need be."""
        name = self.source.styles.names.get(ident)
        if name is None:
            return self.target.styles.looks.default
        if name not in self._ids:
            self._bring_style(ident, name)
        return self._ids[name]

    def _bring_style(self, ident: str, name: str) -> None:
        styles, number = self.target.styles, 1
        own = ident
        while own in styles.elements:
            own, number = f"{ident}{number}", number + 1
        made = copy.deepcopy(self.source.styles.elements[ident])
        made.set(qn("w:styleId"), own)
        made.attrib.pop(qn("w:default"), None)
        self._ids[name], styles.names[own], styles.elements[own] = own, name, made
        for tag in _STYLE_LINKS:
            for link in made.findall(tag):
                link.set(_VAL, self.style_id(str(link.get(_VAL))))
        for link in made.iter(qn("w:numId")):
            link.set(_VAL, self.lists.bring(str(link.get(_VAL))) or "0")
        self.target.document.styles.element.append(made)

    def _renumber_marks(self, made: Element) -> None:
        """Give bookmarks of a copy numbers of their own; drop those that the target has or that lack an end."""
        ends = {str(end.get(_ID)): end for end in made.iter(_END)}
        for start in list(made.iter(_START)):
            end, name = ends.pop(str(start.get(_ID)), None), str(start.get(_NAME))
            if end is None or name in self._marks:
                for node in (start, end):
                    if node is not None:
                        node.getparent().remove(node)
                continue
            self._last += 1
            self._marks.add(name)
            start.set(_ID, str(self._last))
            end.set(_ID, str(self._last))
        for end in ends.values():
            end.getparent().remove(end)

    def _relate(self, made: Element) -> None:
        """Bring the pictures and links of a copy along."""
        for node in made.iter():
            for name in [name for name in node.attrib if name in _RELATED]:
                assert self._between is not None
                theirs, mine = self._between
                relation = theirs.rels.get(node.get(name))
                if relation is None:
                    continue
                if relation.is_external:
                    ident = mine.relate_to(relation.target_ref, relation.reltype, is_external=True)
                else:
                    ident = mine.relate_to(self._brought(relation.target_part), relation.reltype)
                node.set(name, ident)

    def _brought(self, part: Any) -> Any:
        if id(part) not in self._parts:
            package = self.target.document.part.package
            name = package.next_partname(f"/word/media/template%d.{part.partname.ext}")
            self._parts[id(part)] = Part(name, part.content_type, part.blob, package)
        return self._parts[id(part)]


def _kept_marks(paragraph: Element, renewed: set[str]) -> Iterator[Element]:
    """Return the bookmarks and comments of a paragraph, but for bookmarks that are written anew."""
    dropped = {
        str(mark.get(_ID))
        for mark in paragraph.iter(_START)
        if str(mark.get(_NAME)) in renewed or field_name(mark)
    }
    for node in list(paragraph.iter()):
        if node.tag in {_START, _END}:
            if str(node.get(_ID)) not in dropped:
                yield node
        elif node.tag in _OPENING | _CLOSING or (
            node.tag == qn("w:r") and node.find(qn("w:commentReference")) is not None
        ):
            yield node


def _field_content(paragraph: Element, name: str) -> list[Element]:
    """Return the start of a field's bookmark and what stands between it and its end; nothing without an end."""
    start = next((mark for mark in paragraph.iter(_START) if field_name(mark) == name), None)
    if start is None:
        return []
    found = [start]
    for node in start.itersiblings():
        if node.tag == _END and node.get(_ID) == start.get(_ID):
            return found
        found.append(node)
    return []
