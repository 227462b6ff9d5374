"""Walk a Word part paragraph by paragraph and say where each stands; name its fields, pictures and stray tags."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree

from qms.documents.wordfile import WEB, W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from qms.documents.wordfile import Part

OPENED = re.compile(r"\{\{|\{%|\{#")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
# Fields that count, refer within the document or show its own facts; others may load, run or ask.
_FIELDS = frozenset(
    re.findall(
        r"\w+",
        """AUTHOR BIBLIOGRAPHY CITATION COMMENTS CREATEDATE DATE DOCPROPERTY EDITTIME EQ FILENAME FILESIZE
        FORMCHECKBOX FORMDROPDOWN FORMTEXT HYPERLINK IF INDEX KEYWORDS LASTSAVEDBY LISTNUM NOTEREF NUMCHARS NUMPAGES
        NUMWORDS PAGE PAGEREF PRINTDATE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ STYLEREF SUBJECT SYMBOL TA TC
        TIME TITLE TOA TOC XE""",
    )
)


@dataclass(slots=True)
class Spot:
    """Hold one paragraph: its number among all of its part, its place, its text and the elements around it."""

    line: int
    place: Mapping[str, Any]
    element: etree._Element
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text as docxtpl reads it, without line breaks and tabs."""
        return "".join(self.pieces)

    def around(self, kind: str) -> etree._Element | None:
        """Return the nearest element around the paragraph, such as a row (`tr`)."""
        return next(self.element.iterancestors(f"{W}{kind}"), None)


@dataclass(frozen=True, slots=True)
class Stray:
    """Hold what stands outside the text: `what` is tag, field, object or picture, `text` its words."""

    what: str
    line: int
    place: Mapping[str, Any]
    text: str


class Walk:
    """Read one part: its paragraphs in order, and what stands outside their text."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.spots: list[Spot] = []
        self.strays: list[Stray] = []
        self._open: list[Spot] = []
        self._tables: list[list[int]] = []
        self._counted = self._table = 0
        self._fields: list[list[str] | None] = []
        self._fallback = 0
        for event, element in etree.iterwalk(part.root, events=("start", "end", "comment", "pi")):
            if event == "start":
                self._start(element)
            elif event == "end":
                self._end(element)
            else:
                self._stray_tag(f"{element.text or ''} {element.tail or ''}")

    def _start(self, element: etree._Element) -> None:
        kind = str(element.tag).removeprefix(W)
        if kind == "tbl":
            self._table += 1
            self._tables.append([self._table, 0, 0])
        elif kind == "tr" and self._tables:
            self._tables[-1][1:] = [self._tables[-1][1] + 1, 0]
        elif kind == "tc" and self._tables:
            self._tables[-1][2] += 1
        elif kind == "p":
            self._paragraph(element)
        elif kind == "t" and self._open:
            self._open[-1].pieces.append(element.text or "")
        elif element.text:
            self._stray_tag(element.text)
        for value in element.attrib.values():
            self._stray_tag(str(value))
        self._fallback += element.tag == f"{_MC}Fallback"
        self._special(kind, element)

    def _end(self, element: etree._Element) -> None:
        if element.tag == f"{W}tbl":
            self._tables.pop()
        elif element.tag == f"{W}p":
            self._open.pop()
        self._fallback -= element.tag == f"{_MC}Fallback"
        if element.tail:
            self._stray_tag(element.tail)

    def _paragraph(self, element: etree._Element) -> None:
        if not self._tables and not self._open:
            self._counted += 1
        self._open.append(Spot(len(self.spots) + 1, self._place(), element))
        self.spots.append(self._open[-1])

    def _place(self) -> dict[str, Any]:
        if self.part.kind == "other":
            return {"part": "other", "name": self.part.name}
        place: dict[str, Any] = {"part": self.part.kind}
        if self._tables:
            place["table"], place["row"], place["column"] = self._tables[-1]
        elif self._counted:
            place["paragraph"] = self._counted
        return place

    def _add(self, what: str, text: str) -> None:
        self.strays.append(Stray(what, self._open[-1].line if self._open else 0, self._place(), text))

    def _stray_tag(self, text: str) -> None:
        if OPENED.search(text):
            self._add("tag", text.strip()[:120])

    def _special(self, kind: str, element: etree._Element) -> None:
        """Collect the instructions of fields, and find objects and pictures without a description."""
        if kind == "fldChar":
            self._field(str(element.get(f"{W}fldCharType", "")))
        elif kind == "instrText" and self._fields:
            field_now = self._fields[-1]
            if field_now is not None:
                field_now.append(element.text or "")
        elif kind == "fldSimple":
            self._instruction(str(element.get(f"{W}instr", "")))
        elif kind in {"altChunk", "control", "subDoc"} or element.tag == _OLE:
            self._add("object", kind.rpartition("}")[2])
        elif element.tag == _DRAWING and not self._fallback and not _described(element):
            self._add("picture", str(element.get("name", "")))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append([])
        elif self._fields:
            pieces = self._fields[-1]
            if pieces is not None:
                self._instruction("".join(pieces))
                self._fields[-1] = None
            if kind == "end":
                self._fields.pop()

    def _instruction(self, text: str) -> None:
        said = " ".join(text.split())
        word = re.match(r"=|[A-Za-z]*", said)
        link = re.match(r'HYPERLINK "?([^"\\ ]+)', said, re.IGNORECASE)
        known = word is not None and (word.group() == "=" or word.group().upper() in _FIELDS)
        if not known or (link and not WEB.match(link.group(1))):
            self._add("field", said[:120] or "?")


def _described(look: etree._Element) -> bool:
    """Tell whether a drawing has words for who cannot see it, is marked as decoration, or is no picture."""
    drawing = look.getparent()
    if str(look.get("descr", "")).strip() or drawing is None:
        return True
    decorative = any(
        str(one.tag).endswith("}decorative") and one.get("val") in {"1", "true"} for one in look.iter()
    )
    return decorative or next(drawing.iter(_PICTURE), None) is None


def walks(parts: list[Part]) -> Iterator[Walk]:
    """Walk every part that Word shows or docxtpl renders."""
    for part in parts:
        if part.kind != "other" or part.name.startswith(("word/", "docProps/")):
            yield Walk(part)
