"""Read PPTX: a unit per slide, in the order of the show, with its notes and comments."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from indexer.extract.archive import (
    Container,
    core_properties,
    local,
    main_part,
    moment,
    related,
    relations,
    value,
)
from indexer.extract.model import Content, ReadProblem, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = f"pptx 1 lxml {etree.__version__}"
ASIDE = "* * *"  # stands between a slide and its notes and comments
_TITLES = ("title", "ctrTitle")
_FIELDS = ("sldNum", "ftr", "hdr", "dt")  # the same on every slide
_LABEL = 120  # characters
Related = dict[str, tuple[str, str]]  # by relationship id: the end of its type, and the part


def read(data: bytes) -> Content:
    """Return the text of a presentation, hidden slides too; one part damaged costs that part. Raises ReadProblem."""
    container = Container(data)
    main = main_part(container)
    slides = _slides(container, main)
    authors = _authors(container, main)
    units: list[Unit] = []
    languages: Counter[str] = Counter()
    broken = False
    for number, name in enumerate(slides, 1):
        try:
            unit = _slide(container, name, number, authors, languages)
        except ReadProblem:
            broken = True
            continue
        if unit.text.strip():
            units.append(unit)
    properties = core_properties(container)
    return Content(
        units=tuple(units),
        heading=next((unit.label for unit in units[:1]), ""),
        title=properties.get("title", ""),
        author=properties.get("creator", ""),
        language=properties.get("language", "") or next((code for code, _ in languages.most_common(1)), ""),
        created=moment(properties.get("created")),
        modified=moment(properties.get("modified")),
        problem="damaged" if broken else None,
    )


def _slides(container: Container, main: str) -> list[str]:
    parts = related(container, main)
    listed = (
        _relationship(element)
        for element in container.xml(main).iter()
        if local(element) == "sldId" and local(element.getparent()) == "sldIdLst"
    )
    return [parts[identity][1] for identity in listed if identity in parts]


def _relationship(element: etree._Element) -> str:
    """Return the relationship id (r:id), which an unqualified id may stand beside."""
    return next((str(found) for key, found in element.attrib.items() if str(key).endswith("}id")), "")


def _authors(container: Container, main: str) -> dict[str, str]:
    """Return the names of those who comment, by their ids."""
    found: dict[str, str] = {}
    beside = relations(container, main)
    for name in [*beside.get("commentAuthors", ()), *beside.get("authors", ())]:
        try:
            found.update((value(each, "id"), value(each, "name")) for each in container.xml(name))
        except ReadProblem:
            continue
    return found


def _slide(
    container: Container, name: str, number: int, authors: dict[str, str], languages: Counter[str]
) -> Unit:
    root = container.xml(name)
    beside = related(container, name)
    languages.update(
        value(each, "lang") for each in root.iter() if local(each) == "rPr" and value(each, "lang")
    )
    lines = list(_shapes(root, container, beside))
    title = next((" ".join(text.split()) for kind, text in lines if kind in _TITLES and text.strip()), "")
    pieces = [text for kind, text in lines if text.strip() and kind not in _FIELDS]
    aside = list(_notes(container, beside)) + list(_comments(container, beside, authors))
    if aside:
        pieces += [ASIDE, *aside]
    return Unit("slide", number, title[:_LABEL], "\n".join(pieces))


def _shapes(root: etree._Element, container: Container, beside: Related) -> Iterator[tuple[str, str]]:
    """Yield the kind of placeholder ("" for other shapes) and the text of each shape, table, diagram and chart."""
    for element in root:
        name = local(element)
        if name in ("sp", "cxnSp"):
            yield _placeholder(element), _paragraphs(element)
        elif name == "tbl":
            yield "", "\n".join(_rows(element))
        elif name in ("relIds", "chart"):
            for key, identity in element.attrib.items():
                if str(key).rpartition("}")[2] in ("dm", "id") and str(identity) in beside:
                    yield "", _drawn(container, beside[str(identity)][1])
        elif name != "Fallback":
            yield from _shapes(element, container, beside)


def _placeholder(shape: etree._Element) -> str:
    return next((value(each, "type") for each in shape.iter() if local(each) == "ph"), "")


def _paragraphs(shape: etree._Element) -> str:
    return "\n".join(_line(each) for each in shape.iter() if local(each) == "p")


def _line(paragraph: etree._Element) -> str:
    pieces: list[str] = []
    for element in paragraph.iter():
        name = local(element)
        if name == "t":
            pieces.append(element.text or "")
        elif name in ("br", "tab"):
            pieces.append("\n" if name == "br" else "\t")
    return "".join(pieces)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in (each for each in table if local(each) == "tr"):
        cells = (each for each in row if local(each) == "tc")
        yield "\t".join(" ".join(_paragraphs(cell).split()) for cell in cells).rstrip("\t")


def _drawn(container: Container, name: str) -> str:
    """Return the words of a diagram or a chart: paragraphs, names of series and categories, each once."""
    try:
        root = container.xml(name)
    except ReadProblem:
        return ""
    found = [_line(each) for each in root.iter() if local(each) == "p"]
    for cache in (each for each in root.iter() if local(each) == "strCache"):
        found += [each.text or "" for each in cache.iter() if local(each) == "v"]
    return "\n".join(dict.fromkeys(text for text in found if text.strip()))


def _notes(container: Container, beside: Related) -> Iterator[str]:
    for kind, name in beside.values():
        if kind != "notesSlide":
            continue
        for shape in (each for each in container.xml(name).iter() if local(each) == "sp"):
            text = _paragraphs(shape)
            if text.strip() and _placeholder(shape) not in (*_FIELDS, "sldImg"):
                yield text


def _comments(container: Container, beside: Related, authors: dict[str, str]) -> Iterator[str]:
    """Yield comments of both kinds: the old with a text, the new with paragraphs and replies."""
    for kind, name in beside.values():
        if kind != "comments":
            continue
        for each in container.xml(name).iter():
            if local(each) not in ("cm", "reply"):
                continue
            own = [child for child in each if local(child) in ("text", "txBody")]
            text = "\n".join(
                child.text or "" if local(child) == "text" else _paragraphs(child) for child in own
            )
            author = authors.get(value(each, "authorId"), "")
            if text.strip():
                yield f"{author}: {text}" if author else text
