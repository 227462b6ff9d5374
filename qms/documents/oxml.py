"""Build WordprocessingML elements: small functions that know the order in which Word wants its properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qms.documents.markup import Runs

# An lxml element; the stubs of lxml know it only under a private name.
Element = Any


def el(tag: str, *children: Element | None, **attributes: Any) -> Element:
    """Make `<w:tag w:attribute=".."/>` with children; None children are left out."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            element.append(child)
    return element


def flag(tag: str, on: bool) -> Element | None:
    """Make an empty element when `on`."""
    return el(tag) if on else None


def ppr(
    *,
    style: str = "",
    keep_next: bool = False,
    keep_lines: bool = False,
    new_page: bool = False,
    numbered: tuple[int, int] | None = None,
    borders: Element | None = None,
    fill: str = "",
    tabs: Sequence[tuple[str, int, str]] = (),
    before: float | None = None,
    after: float | None = None,
    line: float | None = None,
    left: int | None = None,
    right: int | None = None,
    hanging: int | None = None,
    first: int | None = None,
    contextual: bool = False,
    align: str = "",
    outline: int | None = None,
) -> Element:
    """Make paragraph properties; `before`, `after` in points, `line` as a multiple, indents in twips."""
    return el(
        "pPr",
        el("pStyle", val=style) if style else None,
        flag("keepNext", keep_next),
        flag("keepLines", keep_lines),
        flag("pageBreakBefore", new_page),
        _numbered(numbered),
        borders,
        el("shd", val="clear", color="auto", fill=fill) if fill else None,
        el("tabs", *(el("tab", val=kind, pos=place, leader=leader) for kind, place, leader in tabs))
        if tabs
        else None,
        _spacing(before, after, line),
        _with("ind", left=left, right=right, hanging=hanging, firstLine=first),
        flag("contextualSpacing", contextual),
        el("jc", val=align) if align else None,
        el("outlineLvl", val=outline) if outline is not None else None,
    )


def _numbered(numbered: tuple[int, int] | None) -> Element | None:
    if numbered is None:
        return None
    return el("numPr", el("ilvl", val=numbered[1]), el("numId", val=numbered[0]))


def _spacing(before: float | None, after: float | None, line: float | None) -> Element | None:
    return _with(
        "spacing",
        before=None if before is None else round(before * 20),
        after=None if after is None else round(after * 20),
        line=None if line is None else round(line * 240),
        lineRule=None if line is None else "auto",
    )


def _with(tag: str, **attributes: Any) -> Element | None:
    given = {name: value for name, value in attributes.items() if value is not None}
    return el(tag, **given) if given else None


def rpr(
    *,
    font: str = "",
    bold: bool | None = None,
    italic: bool = False,
    caps: bool = False,
    colour: str = "",
    tracking: int = 0,
    size: float = 0,
    language: str = "",
) -> Element:
    """Make run properties; `size` in points, `tracking` in twips."""
    return el(
        "rPr",
        el("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font) if font else None,
        None if bold is None else (el("b") if bold else el("b", val="0")),
        flag("i", italic),
        flag("caps", caps),
        el("color", val=colour) if colour else None,
        el("spacing", val=tracking) if tracking else None,
        el("sz", val=round(size * 2)) if size else None,
        el("szCs", val=round(size * 2)) if size else None,
        el("lang", val=language, eastAsia=language) if language else None,
    )


def line_borders(
    colour: str, *, size: int = 4, sides: Iterable[str] = ("bottom",), space: int = 1
) -> Element:
    """Make paragraph borders of one look; `size` in eighths of a point, `space` in points."""
    drawn = set(sides)
    order = [side for side in ("top", "left", "bottom", "right") if side in drawn]
    return el("pBdr", *(el(side, val="single", sz=size, space=space, color=colour) for side in order))


def text_run(text: str, properties: Element | None = None) -> list[Element]:
    """Make the runs of a text; a line end becomes a line break, a tab a tab."""
    run = el("r", properties)
    piece = ""
    for char in text:
        if char in "\n\t":
            _push(run, piece)
            run.append(el("br" if char == "\n" else "tab"))
            piece = ""
        else:
            piece += char
    _push(run, piece)
    return [run]


def _push(run: Element, text: str) -> None:
    if text:
        element = el("t")
        element.text = text
        element.set(qn("xml:space"), "preserve")
        run.append(element)


def runs(content: Runs) -> list[Element]:
    """Make Word runs from the runs of a text."""
    made: list[Element] = []
    for run in content:
        looks = rpr(bold=True if run.bold else None, italic=run.italic) if run.bold or run.italic else None
        made += text_run(run.text, looks)
    return made


def paragraph(style: str, *content: Element, properties: Element | None = None) -> Element:
    """Make a paragraph of a style; `properties` (made by `ppr`) may add to it."""
    made = el("p")
    look = properties if properties is not None else el("pPr")
    if look.find(qn("w:pStyle")) is None:
        look.insert(0, el("pStyle", val=style))
    made.append(look)
    for item in content:
        made.append(item)
    return made


def paragraph_style(element: Element) -> str:
    """Return the style that an element names as a paragraph's, nothing when it names none."""
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


def say(style: str, text: str, properties: Element | None = None) -> Element:
    """Make a paragraph of plain text."""
    return paragraph(style, *text_run(text), properties=properties)


def marked(name: str, number: int, content: Sequence[Element]) -> list[Element]:
    """Put a bookmark around runs, so that what they say is found again in an edited document."""
    return [el("bookmarkStart", id=number, name=name), *content, el("bookmarkEnd", id=number)]


def tag(text: str, level: str = "p") -> Element:
    """Make the paragraph of a docxtpl statement: `{% if x %}` becomes `{%p if x %}` (level p, tr or tc)."""
    return say("Normal", text.replace("{%", "{%" + level, 1))


def field(code: str, shown: str = "1") -> list[Element]:
    """Make a field such as PAGE, with the text shown until Word counts."""
    instruction = el("instrText")
    instruction.text = f" {code} "
    instruction.set(qn("xml:space"), "preserve")
    value = el("t")
    value.text = shown
    return [
        el("r", el("fldChar", fldCharType="begin")),
        el("r", instruction),
        el("r", el("fldChar", fldCharType="separate")),
        el("r", value),
        el("r", el("fldChar", fldCharType="end")),
    ]
