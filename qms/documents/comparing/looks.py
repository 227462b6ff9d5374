"""Keep the look of runs when their text is replaced."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from docx.oxml.ns import qn
from lxml import etree

from qms.documents.oxml import el

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qms.documents.oxml import Element

# The order in which Word wants the properties of a run.
_ORDER = {
    qn(f"w:{name}"): place
    for place, name in enumerate(
        (
            *(
                "rStyle",
                "rFonts",
                "b",
                "bCs",
                "i",
                "iCs",
                "caps",
                "smallCaps",
                "strike",
                "dstrike",
                "outline",
            ),
            *(
                "shadow",
                "emboss",
                "imprint",
                "noProof",
                "snapToGrid",
                "vanish",
                "webHidden",
                "color",
                "spacing",
            ),
            *("w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText"),
            *("vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"),
        )
    )
}


def common_look(paragraph: Element, base: Element) -> dict[str, Element]:
    """Return the properties that all runs of a paragraph share, by tag, without those that `base` gave them."""
    given = _shared(base)
    return {tag: look for tag, look in _shared(paragraph).items() if tag not in given}


def overlaid(run: Element, look: Mapping[str, Element]) -> None:
    """Give a run a look; what it says of itself goes before."""
    own = run.find(qn("w:rPr"))
    merged = {tag: copy.deepcopy(child) for tag, child in look.items()}
    if own is not None:
        merged |= {child.tag: child for child in own}
        run.remove(own)
    known = sorted((tag for tag in merged if tag in _ORDER), key=_ORDER.__getitem__)
    if known:
        run.insert(0, el("rPr", *(merged[tag] for tag in known)))


def _shared(paragraph: Element) -> dict[str, Element]:
    looks = [_look(run) for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    if not looks:
        return {}
    first, *more = looks
    return {
        tag: child
        for tag, child in first.items()
        if all(tag in other and _text(other[tag]) == _text(child) for other in more)
    }


def _look(run: Element) -> dict[str, Element]:
    properties = run.find(qn("w:rPr"))
    return {} if properties is None else {child.tag: child for child in properties}


def _text(element: Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n"))
