"""Turn a Word document into plain HTML with mammoth: headings, lists, tables and small pictures; no address at all."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from indexer.extract.archive import Container, parsed
from indexer.extract.model import ReadProblem
from indexer.extract.registry import choose
from indexer.preview.marking import mark
from indexer.preview.model import MOST, View

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_MARKS = 300_000
"""The "<" of all parts: mammoth needs some kilobytes for each element."""
_MOST_PICTURES, _WIDEST_PICTURE = 12, 900
_MOST_PICTURE = 12 << 20  # bytes of one as it is stored
_MOST_PICTURES_TOGETHER = 6 << 20  # bytes of all as they are shown
_FIRST_HEADING, _LAST_HEADING = 3, 6
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp")
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh\nu => u"


def as_html(data: bytes, name: str, passage: str) -> View:
    """Return a Word document as HTML with the passage marked. Raises ReadProblem; "unsupported" for any other file."""
    if choose(name, data).module != "docx":
        raise ReadProblem("unsupported")
    import mammoth

    package = _plain_package(data)
    made = mammoth.convert_to_html(
        package,
        style_map=_STYLES,
        include_embedded_style_map=False,
        external_file_access=False,
        convert_image=_pictures(),
        ignore_empty_paragraphs=True,
    )
    root = html.fragment_fromstring(made.value, create_parent="div")
    _simplify(root)
    marked = bool(passage) and mark(root, passage)
    body: bytes = etree.tostring(root, encoding="utf-8", method="html")
    if len(body) > MOST:
        raise ReadProblem("too_large")
    return View(body, marked)


def _plain_package(data: bytes) -> io.BytesIO:
    """Return the package with its XML and pictures only: no entity, no comment, no relation that leads out of it."""
    container = Container(data)
    out = io.BytesIO()
    marks = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name in dict.fromkeys(container.names):
            if name.endswith((".xml", ".rels")) and not name.startswith(("customXml/", "docProps/")):
                part = container.part(name)
                marks += part.count(b"<")
                if marks > _MOST_MARKS:
                    raise ReadProblem("too_large")
                root = parsed(part)
                if name.endswith(".rels"):
                    _close(root)
                package.writestr(name, etree.tostring(root, encoding="utf-8", xml_declaration=True))
            elif name.casefold().endswith(_PICTURES) and (part := _picture_part(container, name)):
                package.writestr(name, part)
    out.seek(0)
    return out


def _close(relations: etree._Element) -> None:
    """Let what leads out of the package lead nowhere; it stays, since links in the text refer to it."""
    for relation in relations:
        if isinstance(relation.tag, str) and relation.get("TargetMode", "Internal") != "Internal":
            relation.set("Target", "nowhere")
            del relation.attrib["TargetMode"]


def _picture_part(container: Container, name: str) -> bytes:
    try:
        part = container.part(name)
    except ReadProblem:  # costs itself only
        return b""
    return part if len(part) <= _MOST_PICTURE else b""


def _pictures() -> Callable[[Any], list[Any]]:
    """Return what makes `img` elements of the first pictures of a document, drawn anew, and nothing of all others."""
    from mammoth.html import element

    from indexer.preview.raster import as_picture

    shown: dict[bytes, str] = {}
    room = [_MOST_PICTURES_TOGETHER]

    def convert(image: Any) -> list[Any]:
        try:
            with image.open() as stream:
                data = stream.read(_MOST_PICTURE)
            if data not in shown:
                if len(shown) == _MOST_PICTURES:
                    return []
                picture = as_picture(data, 1, _WIDEST_PICTURE).body
                shown[data] = "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
        except (ReadProblem, OSError, KeyError, ValueError):
            return []
        room[0] -= len(shown[data])
        if room[0] < 0:
            return []
        return [element("img", {"alt": image.alt_text or "", "src": shown[data]})]

    return convert


def _simplify(root: etree._Element) -> None:
    """Shift the headings so that they start at the third level, and leave out ways back from notes."""
    levels = [int(each.tag[1]) for each in root.iter(*_HEADINGS)]
    shift = _FIRST_HEADING - min(levels, default=_FIRST_HEADING)
    for each in list(root.iter("a", *_HEADINGS)):
        if each.tag == "a":
            if (each.text or "").strip() == "↑":
                each.text = ""
        else:
            each.tag = f"h{min(_LAST_HEADING, int(each.tag[1]) + shift)}"
