"""Read DOCX: all parts (body, headers, footers, notes, comments, text boxes) with zip and lxml."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.archive import (
    Container,
    core_properties,
    local,
    main_part,
    moment,
    parsed,
    relations,
    value,
)
from indexer.extract.model import Content, Unit
from indexer.extract.sections import Block, cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

READER = f"docx 2 lxml {etree.__version__}"
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
_LONGEST_TITLE = 200  # characters; a longer paragraph is text
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def read(data: bytes) -> Content:
    """Return the text of a DOCX. Raises ReadProblem."""
    container = Container(data)
    main = main_part(container)
    related = relations(container, main)
    styles, declared = _style_facts(container, related)
    body = container.xml(main)
    blocks = list(_blocks(body, styles))
    units = cut((max(level, 0), text) for level, text in blocks)
    for kind in _BESIDE:
        for text in dict.fromkeys(_beside(container, name) for name in related.get(kind, ())):
            if text.strip():
                units.append(Unit("part", len(units) + 1, kind, text))
    properties = core_properties(container)
    language = properties.get("language", "") or declared
    return Content(
        units=tuple(units),
        heading=_title(blocks) or _shown_title(body),
        title=properties.get("title", ""),
        author=properties.get("creator", ""),
        language=language,
        created=moment(properties.get("created")),
        modified=moment(properties.get("modified")),
    )


def _title(blocks: list[Block]) -> str:
    """Return the text styled as title, else the first heading."""
    titles = [text for level, text in blocks if level < 0]
    headings = [text for level, text in blocks if level > 0]
    return " ".join((titles or headings or [""])[0].split())


def _shown_title(body: etree._Element) -> str:
    """Return the title of a paper without styles: the last of the centred bold paragraphs that it begins with.

    Those before it name the house and the kind of paper, as on orders.
    """
    shown = ""
    paragraphs = body.iterfind("./{*}body/{*}p") if local(body) == "document" else body.iterfind("./{*}p")
    for paragraph in paragraphs:
        text = " ".join("".join(_text(paragraph, [])).split())
        if not text:
            continue
        if len(text) > _LONGEST_TITLE or not _is_shown_as_title(paragraph):
            break
        shown = text
    return shown


def _is_shown_as_title(paragraph: etree._Element) -> bool:
    centred = any(value(jc, "val") == "center" for jc in paragraph.iterfind("./{*}pPr/{*}jc"))
    runs = [run for run in paragraph.iterfind(".//{*}r") if "".join(_text(run, [])).strip()]
    return centred and bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: etree._Element) -> bool:
    return any(value(bold, "val") not in {"0", "false", "off"} for bold in run.iterfind("./{*}rPr/{*}b"))


def _style_facts(container: Container, related: dict[str, list[str]]) -> tuple[Mapping[str, int], str]:
    """Return the outline level (1..9, -1 for the title) by style id, and the language of the default style."""
    names = related.get("styles", ())
    return _facts_of(container.part(names[0])) if names else ({}, "")


@lru_cache(maxsize=16)
def _facts_of(data: bytes) -> tuple[Mapping[str, int], str]:
    """Read a part of styles, which papers made from one template share byte for byte."""
    root = parsed(data)
    languages = (value(element, "val") for element in root.iter("{*}lang"))
    return _heading_levels(root), next((found for found in languages if found), "")


def _heading_levels(root: etree._Element) -> dict[str, int]:
    """Return the outline level by style id, own or inherited."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for element in root.iter("{*}name", "{*}basedOn", "{*}outlineLvl"):
        style = element
        while (above := style.getparent()) is not None and above is not root:
            style = above
        identity, name, found = value(style, "styleId"), local(element), value(element, "val")
        if name == "name" and (level := _named_level(found)):
            own[identity] = level
        elif name == "basedOn":
            based[identity] = found
        elif name == "outlineLvl" and found in set("012345678"):
            own.setdefault(identity, int(found) + 1)
    for identity in based:
        over, seen = identity, set[str]()
        while over not in own and over in based and over not in seen:
            seen.add(over)
            over = based[over]
        if over in own:
            own[identity] = own[over]
    return own


def _named_level(name: str) -> int:
    word, _, number = name.lower().partition(" ")
    if word == "heading" and number.isdigit():
        return int(number)
    return -1 if name.lower() == "title" else 0


def _beside(container: Container, name: str) -> str:
    return "\n".join(text for _, text in _blocks(container.xml(name), {}) if text.strip())


def _blocks(root: etree._Element, styles: Mapping[str, int]) -> Iterator[Block]:
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
        elif name not in _SKIPPED and value(element, "type") not in ("separator", "continuationSeparator"):
            yield from _blocks(element, styles)


def _table(table: etree._Element, styles: Mapping[str, int]) -> Iterator[Block]:
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


def _level(paragraph: etree._Element, styles: Mapping[str, int]) -> int:
    for properties in paragraph:
        if local(properties) != "pPr":
            continue
        found = 0
        for element in properties:
            if local(element) == "outlineLvl" and value(element, "val") in set("012345678"):
                return int(value(element, "val")) + 1
            if local(element) == "pStyle":
                found = styles.get(value(element, "val"), 0)
        return found
    return 0
