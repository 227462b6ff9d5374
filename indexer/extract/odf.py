"""Read OpenDocument text (sections at headings) and presentations (a unit per slide), zipped or flat.

Spreadsheets go through calamine; here only the flat ones are read, and those that would be too large unrolled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from indexer.extract.archive import Container, local, moment, parsed, value
from indexer.extract.model import Content, ReadProblem, Unit
from indexer.extract.pptx import ASIDE
from indexer.extract.sections import Block, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

READER = f"odf 1 lxml {etree.__version__}"
# Deleted text is kept under tracked changes; the rest is not what is read on paper.
_SKIPPED = {
    "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "forms", "binary-data",
    "index-title-template", "table-of-content-source", "shapes", "ruby-text", "desc", "glue-point", "event-listeners",
}  # fmt: skip
_DEEPEST = 10  # level of a heading
_LABEL = 120  # characters
_MOST_SPACES = 1_000
_MOST_CELLS = 100  # equal ones, side by side


class _Parts(NamedTuple):
    """Hold the roots of an OpenDocument file; in a flat one they are the same."""

    content: etree._Element
    styles: etree._Element | None
    meta: etree._Element | None


class _Beside:
    """Gather what stands beside the running text: notes and comments."""

    def __init__(self) -> None:
        self.footnotes: list[str] = []
        self.endnotes: list[str] = []
        self.comments: list[str] = []


def read(data: bytes) -> Content:
    """Return a text or a presentation. Raises ReadProblem."""
    parts = _zipped(data) if data.startswith(b"PK") else _flat(data)
    meta = _meta(parts.meta)
    body = next((each for each in parts.content.iter() if local(each) == "body"), None)
    kinds = {local(each): each for each in (body if body is not None else ())}
    if "presentation" in kinds or "drawing" in kinds:
        units = list(_slides(kinds.get("presentation", kinds.get("drawing"))))
        heading = next((unit.label for unit in units[:1]), "")
    elif "spreadsheet" in kinds:
        units, heading = list(_sheets(kinds["spreadsheet"])), ""
    elif "text" in kinds:
        units, heading = _text(kinds["text"], parts)
    else:
        raise ReadProblem("unsupported")
    return Content(
        units=tuple(units),
        heading=heading,
        title=meta.get("title", ""),
        author=meta.get("initial-creator") or meta.get("creator", ""),
        language=meta.get("language") or _language(parts),
        created=moment(meta.get("creation-date")),
        modified=moment(meta.get("date")),
    )


def _zipped(data: bytes) -> _Parts:
    container = Container(data)
    refuse_encrypted(container)
    content = container.xml("content.xml")

    def optional(name: str) -> etree._Element | None:
        try:
            return container.xml(name) if name in container else None
        except ReadProblem:
            return None

    return _Parts(content, optional("styles.xml"), optional("meta.xml"))


def refuse_encrypted(container: Container) -> None:
    """Raise ReadProblem("encrypted") for an OpenDocument file whose parts are encrypted."""
    name = "META-INF/manifest.xml"
    if name in container and b"encryption-data" in container.part(name):
        raise ReadProblem("encrypted")


def _flat(data: bytes) -> _Parts:
    root = parsed(data)
    return _Parts(root, root, root)


def meta(container: Container) -> dict[str, str]:
    """Return what an OpenDocument file says of itself, by local name; none when that is absent or broken."""
    try:
        return _meta(container.xml("meta.xml")) if "meta.xml" in container else {}
    except ReadProblem:
        return {}


def _meta(root: etree._Element | None) -> dict[str, str]:
    place = next((each for each in root.iter() if local(each) == "meta"), None) if root is not None else None
    return {local(each): (each.text or "").strip() for each in (place if place is not None else ())}


def _language(parts: _Parts) -> str:
    """Return the language of the default style of paragraphs."""
    for style in parts.styles.iter() if parts.styles is not None else ():
        if local(style) == "default-style" and value(style, "family") in ("paragraph", "graphic"):
            for each in style:
                if (found := value(each, "language")) and found != "none":
                    return found
    return ""


def _text(body: etree._Element, parts: _Parts) -> tuple[list[Unit], str]:
    beside = _Beside()
    titles = _titles(parts)
    blocks = list(_blocks(body, titles, beside))
    units = cut((max(level, 0), text) for level, text in blocks)
    for label, texts in (
        *_margins(parts.styles),
        ("footnotes", beside.footnotes),
        ("endnotes", beside.endnotes),
        ("comments", beside.comments),
    ):
        text = "\n".join(dict.fromkeys(text for text in texts if text.strip()))
        if text:
            units.append(Unit("part", len(units) + 1, label, text))
    styled = [text for level, text in blocks if level < 0 and text.strip()]
    headings = [text for level, text in blocks if level > 0 and text.strip()]
    return units, " ".join((styled or headings or [""])[0].split())


def _titles(parts: _Parts) -> frozenset[str]:
    """Return the names of the styles that are the title's or are made of it."""
    found = {"Title"}
    for root in (parts.styles, parts.content):
        for style in root.iter() if root is not None else ():
            if local(style) == "style" and value(style, "parent-style-name") == "Title":
                found.add(value(style, "name"))
    return frozenset(found)


def _margins(styles: etree._Element | None) -> Iterator[tuple[str, list[str]]]:
    """Yield headers and footers of the pages; those for left and first pages stand in parts of their own."""
    pages = [each for each in styles.iter() if local(each) == "master-page"] if styles is not None else []
    for label in ("header", "footer"):
        parts = (each for page in pages for each in page if local(each).startswith(label))
        yield label, ["\n".join(text for _, text in _blocks(each, frozenset(), _Beside())) for each in parts]


def _blocks(elements: Iterable[etree._Element], titles: frozenset[str], beside: _Beside) -> Iterator[Block]:
    """Yield paragraphs with their level (-1 for the title) and table rows with tabs; frames after their paragraph."""
    for element in elements:
        name = local(element)
        if name in ("p", "h"):
            frames: list[etree._Element] = []
            yield _level(element, titles), _line(element, frames, beside)
            for frame in frames:
                yield from _blocks(frame, titles, beside)
        elif name == "table":
            yield from _table(element, titles, beside)
        elif name in ("annotation", "note"):
            _put_aside(element, beside)
        elif name not in _SKIPPED:
            yield from _blocks(element, titles, beside)


def _level(paragraph: etree._Element, titles: frozenset[str]) -> int:
    if local(paragraph) == "h":
        level = value(paragraph, "outline-level")
        return min(int(level), _DEEPEST) if re.fullmatch(r"[1-9]\d?", level) else 1
    return -1 if value(paragraph, "style-name") in titles else 0


def _table(table: etree._Element, titles: frozenset[str], beside: _Beside) -> Iterator[Block]:
    for row in _within(table, "table-row", ("table-row-group", "table-rows", "table-header-rows")):
        texts = [_cell(cell, titles, beside) for cell in _within(row, "table-cell", ())]
        yield 0, "\t".join(texts).rstrip("\t")


def _cell(cell: etree._Element, titles: frozenset[str], beside: _Beside) -> str:
    return " ".join(" ".join(text.split()) for _, text in _blocks(cell, titles, beside) if text.strip())


def _within(root: etree._Element, name: str, groups: tuple[str, ...]) -> Iterator[etree._Element]:
    for element in root:
        if local(element) == name:
            yield element
        elif local(element) in groups:
            yield from _within(element, name, groups)


def _line(paragraph: etree._Element, frames: list[etree._Element], beside: _Beside) -> str:
    pieces: list[str] = []
    _inline(paragraph, pieces, frames, beside)
    return "".join(pieces)


def _inline(root: etree._Element, pieces: list[str], frames: list[etree._Element], beside: _Beside) -> None:
    """Add the text of a paragraph; white space counts once, as the format has it."""
    _add(pieces, root.text)
    for element in root:
        name = local(element)
        if name == "s":
            count = value(element, "c")
            pieces.append(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name in ("note", "annotation"):
            _put_aside(element, beside)
        elif name in ("frame", "custom-shape", "rect", "g", "text-box", "ellipse"):
            frames.append(element)
        elif name not in _SKIPPED:
            _inline(element, pieces, frames, beside)
        _add(pieces, element.tail)


def _add(pieces: list[str], text: str | None) -> None:
    if text:
        pieces.append(re.sub(r"[ \t\r\n]+", " ", text))


def _put_aside(element: etree._Element, beside: _Beside) -> None:
    """Gather a note or a comment, the latter with who made it."""
    if local(element) == "annotation":
        author = next((each.text or "" for each in element if local(each) == "creator"), "")
        text = "\n".join(text for _, text in _blocks(element, frozenset(), _Beside()) if text.strip())
        beside.comments.append(f"{author}: {text}" if author and text else text)
        return
    target = beside.endnotes if value(element, "note-class") == "endnote" else beside.footnotes
    for each in element:
        if local(each) == "note-body":
            target.append("\n".join(text for _, text in _blocks(each, frozenset(), beside)))


def _sheets(spreadsheet: etree._Element) -> Iterator[Unit]:
    """Yield a unit per sheet; rows repeated without end stand once, cells a hundred times at most."""
    tables = [each for each in spreadsheet if local(each) == "table"]
    for number, table in enumerate(tables, 1):
        beside = _Beside()
        rows = _within(table, "table-row", ("table-row-group", "table-rows", "table-header-rows"))
        lines = [line for line in (_row(row, beside) for row in rows) if line]
        if beside.comments:
            lines += [ASIDE, *beside.comments]
        if lines:
            yield Unit("sheet", number, value(table, "name"), "\n".join(lines))


def _row(row: etree._Element, beside: _Beside) -> str:
    cells: list[str] = []
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = value(cell, "number-columns-repeated")
        shown = _cell(cell, frozenset(), beside)
        text = value(cell, "date-value").replace("T00:00:00", "")[:16].replace("T", " ") or shown
        cells += [text] * min(int(times) if times.isdecimal() else 1, _MOST_CELLS)
    return "\t".join(cells).rstrip("\t")


def _slides(presentation: etree._Element | None) -> Iterator[Unit]:
    pages = [each for each in presentation if local(each) == "page"] if presentation is not None else []
    for number, page in enumerate(pages, 1):
        beside = _Beside()
        lines: list[str] = []
        notes: list[str] = []
        title = ""
        for shape in page:
            is_notes = local(shape) == "notes"
            texts = [text for _, text in _blocks([shape], frozenset(), beside) if text.strip()]
            (notes if is_notes else lines).extend(texts)
            if not title and value(shape, "class") == "title":
                title = " ".join(" ".join(texts).split())
        aside = notes + beside.comments
        if aside:
            lines += [ASIDE, *aside]
        if lines:
            yield Unit("slide", number, title[:_LABEL], "\n".join(lines))
