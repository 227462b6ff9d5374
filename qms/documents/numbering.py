"""Write the list numbering of a skin: chapters, bullets, ordered lists and the points of an act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qms.documents.oxml import Element, el, ppr

if TYPE_CHECKING:
    from qms.documents.skins import Skin

# Numbering instances; ordered lists get instances of their own from FIRST_SERIES on.
HEADINGS, BULLETS, ORDERED, POINTS, ANNEXES, FIRST_SERIES = 1, 2, 3, 4, 5, 10
INDENT = 340


def write_numbering(document: Any, skin: Skin, language: str, series: int) -> None:
    """Replace the numbering definitions; ordered lists 1 .. `series` each start again at 1."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    kinds = {"roman_points": lambda: _roman(skin, language), "decimal": _decimal, "plain": _plain}
    chapters = kinds[skin.numbering]()
    definitions = {
        HEADINGS: chapters,
        BULLETS: _bullets(),
        ORDERED: _ordered(),
        POINTS: _points(),
        ANNEXES: _annexes(skin.label("annex", language)),
    }
    for number, levels in definitions.items():
        root.append(el("abstractNum", el("multiLevelType", val="multilevel"), *levels, abstractNumId=number))
    for number in definitions:
        root.append(el("num", el("abstractNumId", val=number), numId=number))
    for index in range(1, series + 1):
        restart = (el("lvlOverride", el("startOverride", val=1), ilvl=depth) for depth in range(2))
        root.append(el("num", el("abstractNumId", val=ORDERED), *restart, numId=FIRST_SERIES + index))


def _level(
    depth: int,
    kind: str,
    text: str,
    style: str,
    paragraph: Element,
    *,
    suffix: str = "tab",
    run: Element | None = None,
) -> Element:
    return el(
        "lvl",
        el("start", val=1),
        el("numFmt", val=kind),
        el("pStyle", val=style) if style else None,
        el("suff", val=suffix),
        el("lvlText", val=text),
        el("lvlJc", val="left"),
        paragraph,
        run,
        ilvl=depth,
    )


def _decimal() -> list[Element]:
    look = [ppr(left=510, hanging=510), ppr(left=624, hanging=624)]
    return [
        _level(0, "decimal", "%1", "Heading1", look[0]),
        _level(1, "decimal", "%1.%2", "Heading2", look[1]),
    ]


def _plain() -> list[Element]:
    return [_level(depth, "none", "", "", ppr(left=0, first=0), suffix="nothing") for depth in range(2)]


def _roman(skin: Skin, language: str) -> list[Element]:
    # The title follows the number after a line break in the same paragraph: one entry in Word's outline.
    look = ppr(left=0, first=0, align="center")
    return [_level(0, "upperRoman", skin.label("chapter", language), "Heading1", look, suffix="nothing")]


def _annexes(text: str) -> list[Element]:
    return [_level(0, "decimal", text, "AnnexNumber", ppr(left=0, first=0), suffix="nothing")]


def _bullets() -> list[Element]:
    return [
        _level(0, "bullet", "•", "ListBullet", ppr(left=INDENT, hanging=INDENT - 57)),
        _level(1, "bullet", "–", "ListBullet2", ppr(left=2 * INDENT, hanging=INDENT - 57)),
    ]


def _ordered() -> list[Element]:
    return [
        _level(0, "decimal", "%1.", "ListNumber", ppr(left=INDENT + 57, hanging=INDENT + 57)),
        _level(1, "lowerLetter", "%2)", "ListNumber2", ppr(left=2 * INDENT + 57, hanging=INDENT)),
    ]


def _points() -> list[Element]:
    texts = ("%1.", "%1.%2.", "%1.%2.%3.")
    return [
        _level(depth, "decimal", text, f"Point{depth + 1}", ppr(left=0, first=709), suffix="space")
        for depth, text in enumerate(texts)
    ]
