"""Put elements into a Word file and take them out, and leave it whole."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from qms.documents.oxml import el

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qms.documents.oxml import Element

_P, _TBL, _TC, _TC_LOOK = qn("w:p"), qn("w:tbl"), qn("w:tc"), qn("w:tcPr")
_NOTES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_EDITED = tuple(
    qn(f"w:{name}") for name in ("del", "ins", "moveFrom", "moveTo", "commentReference", "sectPr")
)


def place(element: Element, after: Element | None, root: Element) -> None:
    """Put an element after another, else first into `root`."""
    if after is not None:
        after.addnext(element)
    else:
        root.insert(1 if len(root) and root[0].tag == _TC_LOOK else 0, element)
    _part_tables(element)


def move(elements: Sequence[Element], after: Element | None, root: Element) -> None:
    """Move neighbouring elements behind another, else to the beginning of `root`."""
    before = elements[0].getprevious()
    for element in elements:
        place(element, after, root)
        after = element
    if before is not None:
        _part_tables(before)


def remove(element: Element) -> None:
    """Take out a paragraph or table; one that its surroundings cannot do without is emptied."""
    parent, before, after = element.getparent(), element.getprevious(), element.getnext()
    ends_cell = parent.tag == _TC and after is None
    alone = parent.tag != qn("w:body") and len(parent.findall(_P)) == 1
    ends_section = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    if element.tag == _P and (ends_cell or alone or ends_section):
        empty(element)
        return
    parent.remove(element)
    if before is not None and after is not None:
        _part_tables(before)


def empty(paragraph: Element) -> None:
    """Take out all that a paragraph says."""
    for child in [child for child in paragraph if child.tag != qn("w:pPr")]:
        paragraph.remove(child)


def removable(element: Element) -> bool:
    """Tell whether nothing of a person hangs on an element, and no field begins or ends in it only."""
    if next(element.iter(qn("w:commentReference")), None) is not None:
        return False
    kinds = [str(mark.get(qn("w:fldCharType"))) for mark in element.iter(qn("w:fldChar"))]
    return kinds.count("begin") == kinds.count("end")


def is_blank(paragraph: Element) -> bool:
    """Tell whether an empty paragraph holds no mark of a person's editing either."""
    return next(paragraph.iter(*_EDITED), None) is None


def has_notes(element: Element) -> bool:
    """Tell whether footnotes or endnotes hang on an element."""
    return next(element.iter(*_NOTES), None) is not None


def mark_contents(root: Element) -> None:
    """Let Word write a table of contents anew when it opens the file."""
    begin = None
    for node in root.iter(qn("w:fldChar"), qn("w:instrText")):
        if node.tag == qn("w:fldChar"):
            begin = node if node.get(qn("w:fldCharType")) == "begin" else begin
        elif begin is not None and (node.text or "").lstrip().startswith("TOC"):
            begin.set(qn("w:dirty"), "true")


def fit_row(row: Element, pattern: Element | None, columns: Sequence[int | None]) -> None:
    """Lay out a copied row like `pattern`; `columns` tells which of its cells each column takes, None: an empty one."""
    if pattern is None:
        return
    made, given = row.findall(_TC), pattern.findall(_TC)
    if len(given) != len(columns) or max((c for c in columns if c is not None), default=-1) >= len(made):
        return  # cells in content controls
    for cell in made:
        row.remove(cell)
    for column, like in zip(columns, given, strict=True):
        cell = el("tc", el("p")) if column is None else made[column]
        for look in cell.findall(_TC_LOOK):
            cell.remove(look)
        look = like.find(_TC_LOOK)
        if look is not None:
            cell.insert(0, copy.deepcopy(look))
            for merged in cell[0].findall(qn("w:vMerge")):
                cell[0].remove(merged)
        row.append(cell)


def _part_tables(element: Element) -> None:
    """Keep tables apart, which Word else takes for one."""
    for first, second in ((element.getprevious(), element), (element, element.getnext())):
        if first is not None and second is not None and first.tag == second.tag == _TBL:
            first.addnext(el("p"))
