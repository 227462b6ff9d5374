"""Read what a Word paragraph visibly says, however a word processor cut it into runs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zlib import crc32

from docx.oxml.ns import qn

from qms.documents.drawing import CHART

if TYPE_CHECKING:
    from qms.documents.oxml import Element

OBJECT = "\ufffc"  # stands in a key for a picture, a note or another thing that is no text
_MARKS = "\x1f"
_FIRST = 0xE100  # private signs that tell one chart from another
_SIGNS = re.compile(f"[{OBJECT}{chr(_FIRST)}-{chr(_FIRST + 0xFF)}]")
_PICTURE = qn("wp:docPr")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_ABSENT = {
    *(qn(f"w:{name}") for name in ("pPr", "rPr", "del", "moveFrom", "sdtPr", "sdtEndPr", "rubyPr", "rt")),
    f"{_MC}Fallback",
}
_OBJECTS = {qn(f"w:{n}") for n in ("drawing", "pict", "object", "footnoteReference", "endnoteReference")}
_TEXTS = {qn("w:t"), _MATH_TEXT}
_SPACES = {qn(f"w:{name}") for name in ("br", "tab", "cr", "ptab")}
# What word processors count anew at each opening is no text of the document.
_COUNTED = re.compile(
    r"\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|DATE|TIME|SAVEDATE|PRINTDATE|FILENAME)\b", re.IGNORECASE
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_FIELD = re.compile(r"qms_(\w+?)__")


@dataclass(frozen=True, slots=True)
class Words:
    """Hold what a paragraph says: the `text` to show and the `key` to compare, which also tells marked words.

    Spaces are made equal, bold and italic count where they set some words off from others, pictures and notes
    count as one sign. `fields` holds the front matter printed in it by name, `masked` the key without it.
    """

    text: str
    key: str
    masked: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Looks:
    """Tell which styles are bold or italic; `bold` and `italic` hold them by style id, bases followed."""

    bold: dict[str, bool] = field(default_factory=dict)
    italic: dict[str, bool] = field(default_factory=dict)
    default: str = ""


def read_words(paragraph: Element, looks: Looks) -> Words:
    """Return what a paragraph visibly says; inserted text counts, deleted text does not."""
    reader = _Reader(looks, _style(paragraph, "w:pPr/w:pStyle") or looks.default)
    reader.walk(paragraph)
    pieces = reader.pieces
    fields = {name: squeezed("".join(texts)) for name, texts in reader.fields.items()}
    masked = _key([p for p in pieces if not p.field]) + "".join(sorted(fields)) if fields else ""
    text = squeezed(_SIGNS.sub("", "".join(p.text for p in pieces)))
    return Words(text, _key(pieces), masked, tuple(fields.items()))


def squeezed(text: str) -> str:
    """Return a text with its spaces made equal and what nobody sees left out."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def field_name(bookmark: Element) -> str:
    """Return the field of the front matter that a bookmark marks, nothing for another bookmark."""
    found = _FIELD.match(str(bookmark.get(qn("w:name"))))
    return found.group(1) if found else ""


def _key(pieces: list[_Piece]) -> str:
    text = squeezed("".join(piece.text for piece in pieces))
    marks: list[tuple[str, int]] = []
    for look, group in groupby((p for p in pieces if p.text.strip()), lambda piece: piece.look):
        marks.append((look, sum(len("".join(squeezed(p.text).split())) for p in group)))
    if len({look for look, _ in marks}) < 2:
        return text
    return text + _MARKS + "".join(f"{look}{count}" for look, count in marks)


def _style(element: Element, path: str) -> str:
    found = element.find("/".join(qn(part) for part in path.split("/")))
    return "" if found is None else str(found.get(qn("w:val")))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Hold a text of one look, and the field of the front matter that it belongs to."""

    text: str
    look: str
    field: str


@dataclass(slots=True)
class _Counter:
    """Hold a complex field while it is read: its code, and whether its result is being shown."""

    code: str = ""
    shown: bool = False


class _Reader:
    """Walk through a paragraph and collect its text in pieces of one look."""

    def __init__(self, looks: Looks, style: str) -> None:
        self.looks, self.style = looks, style
        self.pieces: list[_Piece] = []
        self.fields: dict[str, list[str]] = {}
        self._open: dict[str, str] = {}
        self._counters: list[_Counter] = []
        self._run: Any = None
        self._look: str | None = None

    def walk(self, node: Element) -> None:
        """Read all below an element in the order of reading."""
        for child in node:
            tag = child.tag
            if tag in _ABSENT:
                continue
            if tag in _TEXTS:
                self._say(child.text or "")
            elif tag in _SPACES:
                self._say(" ")
            elif tag in _OBJECTS:
                self._say(OBJECT + _told(child))
                self.walk(child)
            elif not self._special(child, tag):
                self._inside(child, tag)

    def _inside(self, child: Element, tag: str) -> None:
        if tag == qn("w:r"):
            before, self._run, self._look = (self._run, self._look), child, None
            self.walk(child)
            self._run, self._look = before
        elif tag == qn("w:p"):
            # A paragraph of a text box inside this one.
            self._say(" ")
            self.walk(child)
        else:
            self.walk(child)

    def _special(self, child: Element, tag: str) -> bool:
        """Read signs, fields and the ends of bookmarks; tell whether the element was one."""
        if tag == qn("w:fldChar"):
            self._count(str(child.get(qn("w:fldCharType"))))
        elif tag == qn("w:instrText"):
            if self._counters:
                self._counters[-1].code += child.text or ""
        elif tag == qn("w:fldSimple") and _COUNTED.match(str(child.get(qn("w:instr")))):
            self._say("#")
        elif tag == qn("w:sym"):
            self._say(chr(int(child.get(qn("w:char")) or "20", 16)))
        elif tag == qn("w:noBreakHyphen"):
            self._say("\u2011")
        elif tag == qn("w:bookmarkStart"):
            if field_name(child):
                self._open[str(child.get(qn("w:id")))] = field_name(child)
                self.fields.setdefault(field_name(child), [])
        elif tag == qn("w:bookmarkEnd"):
            self._open.pop(str(child.get(qn("w:id"))), None)
        else:
            return False
        return True

    def _count(self, kind: str) -> None:
        if kind == "begin":
            self._counters.append(_Counter())
        elif self._counters and kind == "separate":
            self._counters[-1].shown = True
        elif self._counters and kind == "end":
            counter = self._counters.pop()
            if _COUNTED.match(counter.code):
                self._say("#")

    def _say(self, text: str) -> None:
        hidden = any(not c.shown or _COUNTED.match(c.code) for c in self._counters)
        if not text or hidden:
            return
        if self._look is None:
            self._look = self._read_look()
        name = next(iter(self._open.values()), "")
        self.pieces.append(_Piece(text, self._look, name))
        if name:
            self.fields[name].append(text)

    def _read_look(self) -> str:
        properties = self._run.find(qn("w:rPr")) if self._run is not None else None
        look = ""
        for letter, tag, known in (("b", "w:b", self.looks.bold), ("i", "w:i", self.looks.italic)):
            on = known.get(self.style, False)
            if properties is not None:
                on = known.get(_style(properties, "w:rStyle"), on)
                direct = properties.find(qn(tag))
                on = on if direct is None else is_on(direct)
            look += letter if on else ""
        return look or "n"


def _told(drawing: Element) -> str:
    """Return a sign for what a drawing of ours shows: its words for who cannot see it hold all of its numbers."""
    for look in drawing.iter(_PICTURE):
        if str(look.get("name")).startswith(CHART):
            number = crc32(str(look.get("descr")).encode())
            return "".join(chr(_FIRST + (number >> shift & 0xFF)) for shift in (24, 16, 8, 0))
    return ""


def is_on(toggle: Element) -> bool:
    """Tell whether a property such as bold is switched on."""
    return str(toggle.get(qn("w:val"), "1")).lower() not in {"0", "false", "off", "none"}
