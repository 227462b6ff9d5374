"""Read DOCX: all parts (body, headers, footers, notes, comments, text boxes) with zip and lxml."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.archive import Container, core_properties, local, moment
from indexer.extract.model import Content, ReadProblem, Unit
from indexer.extract.sections import Block, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = f"docx 1 lxml {etree.__version__}"
# Parts beside the body, by the end of their relationship type, which becomes their label.
_BESIDE = ("header", "footer", "footnotes", "endnotes", "comments")
# A fallback repeats its alternative for old programs; deleted text and field codes are not what is read on
# paper.
_SKIPPED = {
    "Fallback",
    "delText",
    "instrText",
    "delInstrText",
    "del",
    "moveFrom",
    "pPr",
    "rPr",
    "sectPr",
    "tblPr",
}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read(data: bytes) -> Content:
    """Return the text of a DOCX. Raises ReadProblem."""
    container = Container(data)
    main = _main_part(container)
    related = _related(container, main)
    styles = _heading_levels(container, related)
    body = container.xml(main)
    blocks = list(_blocks(body, styles))
    units = cut((max(level, 0), text) for level, text in blocks)
    for kind in _BESIDE:
        for text in dict.fromkeys(_beside(container, name) for name in related.get(kind, ())):
            if text.strip():
                units.append(Unit("part", len(units) + 1, kind, text))
    properties = core_properties(container)
    return Content(
        units=tuple(units),
        heading=_title(blocks),
        title=properties.get("title", ""),
        author=properties.get("creator", ""),
        created=moment(properties.get("created")),
        modified=moment(properties.get("modified")),
    )


def _title(blocks: list[Block]) -> str:
    """Return the text styled as title, else the first heading."""
    titles = [text for level, text in blocks if level < 0]
    headings = [text for level, text in blocks if level > 0]
    return " ".join((titles or headings or [""])[0].split())


def _main_part(container: Container) -> str:
    for relation in _relations(container, "_rels/.rels"):
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", "").lstrip("/")
    raise ReadProblem("damaged")


def _relations(container: Container, name: str) -> list[etree._Element]:
    return list(container.xml(name)) if name in container.names else []


def _related(container: Container, main: str) -> dict[str, list[str]]:
    """Return the names of the parts that the main part refers to, by the end of the relationship type."""
    folder, name = posixpath.split(main)
    found: dict[str, list[str]] = {}
    for relation in _relations(container, posixpath.join(folder, "_rels", name + ".rels")):
        if relation.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
        if target in container.names:
            found.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(target)
    return found


def _heading_levels(container: Container, related: dict[str, list[str]]) -> dict[str, int]:
    """Return the outline level (1..9, -1 for the title) by style id, own or inherited."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for name in related.get("styles", ())[:1]:
        for style in container.xml(name):
            identity = _value(style, "styleId")
            for element in style.iter():
                if local(element) == "name" and (level := _named_level(_value(element, "val"))):
                    own[identity] = level
                elif local(element) == "basedOn":
                    based[identity] = _value(element, "val")
                elif local(element) == "outlineLvl" and _value(element, "val") in set("012345678"):
                    own.setdefault(identity, int(_value(element, "val")) + 1)
    for identity in based:
        above, seen = identity, set[str]()
        while above not in own and above in based and above not in seen:
            seen.add(above)
            above = based[above]
        if above in own:
            own[identity] = own[above]
    return own


def _named_level(name: str) -> int:
    word, _, number = name.lower().partition(" ")
    if word == "heading" and number.isdigit():
        return int(number)
    return -1 if name.lower() == "title" else 0


def _value(element: etree._Element, name: str) -> str:
    """Return an attribute whatever its namespace (transitional or strict)."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""
    )


def _beside(container: Container, name: str) -> str:
    return "\n".join(text for _, text in _blocks(container.xml(name), {}) if text.strip())


def _blocks(root: etree._Element, styles: dict[str, int]) -> Iterator[Block]:
    """Yield paragraphs with their level, table rows with tabs, text boxes after their paragraph."""
    for element in root:
        name = local(element)
        if name == "p":
            boxes: list[etree._Element] = []
            yield _level(element, styles), "".join(_text(element, boxes))
            for box in boxes:
                yield from _blocks(box, styles)
        elif name == "tbl":
            yield from _table(element, styles)
        elif name not in _SKIPPED and _value(element, "type") not in ("separator", "continuationSeparator"):
            yield from _blocks(element, styles)


def _table(table: etree._Element, styles: dict[str, int]) -> Iterator[Block]:
    for row in (element for element in table.iter() if local(element) == "tr" and _owner(element) is table):
        cells = (element for element in row.iter() if local(element) == "tc" and _owner(element, "tr") is row)
        texts = [" ".join(text for _, text in _blocks(cell, styles) if text.strip()) for cell in cells]
        yield 0, "\t".join(texts).rstrip("\t")


def _owner(element: etree._Element, name: str = "tbl") -> etree._Element | None:
    return next((above for above in element.iterancestors() if local(above) == name), None)


def _text(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Yield the pieces of text below an element; text boxes are put aside in `boxes`."""
    for child in element:
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _CHARACTERS:
            yield _CHARACTERS[name]
        elif name == "txbxContent":
            boxes.append(child)
        elif name not in _SKIPPED:
            yield from _text(child, boxes)


def _level(paragraph: etree._Element, styles: dict[str, int]) -> int:
    for properties in paragraph:
        if local(properties) != "pPr":
            continue
        found = 0
        for element in properties:
            if local(element) == "outlineLvl" and _value(element, "val") in set("012345678"):
                return int(_value(element, "val")) + 1
            if local(element) == "pStyle":
                found = styles.get(_value(element, "val"), 0)
        return found
    return 0
