"""Put pictures that are made while a document is rendered, such as charts, where the template prints them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from docx.oxml.ns import qn
from docx.shared import Emu

from qms.documents.oxml import el

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from qms.documents.oxml import Element

T = TypeVar("T")
# A picture is printed as its name between two private signs, and takes their place when the text stands.
OPEN, CLOSE = "\ue010", "\ue011"
CHART = "results-"  # how the names of charts begin: what they show is compared when documents are merged
_TOKEN = re.compile(f"{OPEN}([\\w.-]+){CLOSE}")


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold what is put into a text once it stands, by name."""

    name: str

    @property
    def token(self) -> str:
        """Return what is printed in its place until the text stands."""
        return f"{OPEN}{self.name}{CLOSE}"


@dataclass(frozen=True, slots=True)
class Drawing(Placed):
    """Hold a picture with words for who cannot see it; `draw` makes its PNG only when it is needed."""

    alt: str
    draw: Callable[[], bytes]

    def __reduce__(self) -> Any:
        """Travel to another process as the finished picture."""
        return Drawing, (self.name, self.alt, _Drawn(self.draw()))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Give a picture that is drawn already."""

    data: bytes

    def __call__(self) -> bytes:
        return self.data


def found_in(value: Any, kind: type[T]) -> Iterator[T]:
    """Yield what is of a kind in a context, through its mappings and lists."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from found_in(item, kind)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from found_in(item, kind)


def place_drawings(document: Any, values: Mapping[str, Any]) -> None:
    """Put the drawings of `values` into a python-docx document where their names were printed."""
    texts = [text for text in document.element.body.iter(qn("w:t")) if OPEN in (text.text or "")]
    known = {one.name: one for one in found_in(values, Drawing)} if texts else {}
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for text in texts:
        for piece in reversed(_pieces(document, text.text, known, room)):
            text.addnext(piece)
        text.getparent().remove(text)


def _pieces(document: Any, text: str, known: Mapping[str, Drawing], room: int) -> list[Element]:
    """Return the text around the pictures, and the pictures; a name that stands for none is left out."""
    made: list[Element] = []
    for number, piece in enumerate(_TOKEN.split(text)):
        if number % 2 and piece in known:
            made.append(_drawn(document, known[piece], room))
        elif number % 2 == 0 and piece:
            words = el("t")
            words.text = piece
            words.set(qn("xml:space"), "preserve")
            made.append(words)
    return made


def _drawn(document: Any, drawing: Drawing, room: int) -> Element:
    data = drawing.draw()
    inline = document.part.new_pic_inline(io.BytesIO(data))
    width, height = inline.extent.cx, inline.extent.cy
    if width > room:
        _resize(inline, room, round(height * room / width))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    for look in (inline.docPr, *inline.iter(qn("pic:cNvPr"))):
        look.set("name", drawing.name)
        look.set("descr", drawing.alt)
    return el("drawing", inline)


def _resize(inline: Any, width: int, height: int) -> None:
    inline.extent.cx, inline.extent.cy = Emu(width), Emu(height)
    for extent in inline.iter(qn("a:ext")):
        if extent.get("cx") is not None:
            extent.set("cx", str(width))
            extent.set("cy", str(height))


def drop_unused_pictures(document: Any) -> None:
    """Leave out of a python-docx document the pictures that its body no longer shows, and number the shown ones anew.

    A merged document else keeps every chart that it ever had, and two pictures of one number are none to Word.
    """
    body, part = document.element, document.part
    used = {node.get(name) for node in body.iter() for name in (qn("r:embed"), qn("r:link"), qn("r:id"))}
    for rid, relation in list(part.rels.items()):
        if relation.reltype.endswith("/image") and rid not in used:
            part.rels.pop(rid)
    numbers = [look.get("id") for look in body.iter(qn("wp:docPr"))]
    if len(set(numbers)) < len(numbers):
        for number, look in enumerate(body.iter(qn("wp:docPr")), start=1):
            look.set("id", str(number))
