"""Write the styles of a skin into a new Word document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from qms.documents.numbering import ANNEXES, BULLETS, HEADINGS, INDENT, ORDERED, POINTS
from qms.documents.oxml import Element, el, line_borders, ppr, rpr

if TYPE_CHECKING:
    from qms.documents.skins import Skin

LOCALES = {"en": "en-GB", "nb": "nb-NO", "lt": "lt-LT"}


def write_styles(document: Any, skin: Skin, language: str, *, pictures: bool = False) -> None:
    """Replace the styles of a python-docx document by those of `skin`, in the language of the text.

    With `pictures` come the styles of charts and what is written below them.
    """
    root = document.styles.element
    latent = root.find(qn("w:latentStyles"))
    for child in list(root):
        root.remove(child)
    root.append(_defaults(skin, language))
    if latent is not None:
        root.append(latent)
    for style in [*_base(skin), *_headings(skin), *_lists(skin), *_furniture(skin), *_tables(skin)]:
        root.append(style)
    for style in _pictures(skin) if pictures else ():
        root.append(style)


def _defaults(skin: Skin, language: str) -> Element:
    look = rpr(
        font=skin.type.body_font, colour=skin.colours.text, size=skin.type.size, language=LOCALES[language]
    )
    space = ppr(before=0, after=0, line=1.0)
    return el("docDefaults", el("rPrDefault", look), el("pPrDefault", space))


def _style(
    sid: str,
    name: str,
    *,
    based: str = "Normal",
    following: str = "",
    paragraph: Element | None = None,
    run: Element | None = None,
    kind: str = "paragraph",
    default: bool = False,
) -> Element:
    style = el(
        "style",
        el("name", val=name),
        el("basedOn", val=based) if based else None,
        el("next", val=following) if following else None,
        el("uiPriority", val=9),
        el("qFormat"),
        paragraph,
        run,
        type=kind,
        styleId=sid,
    )
    if default:
        style.set(qn("w:default"), "1")
    return style


def _base(skin: Skin) -> list[Element]:
    kind = skin.type
    body = ppr(after=kind.after, line=kind.line, align="both" if kind.justify else "")
    adapt = ppr(borders=_bar(skin), fill=skin.colours.adapt_fill, left=142, right=57, before=0, after=0)
    label = ppr(
        keep_next=True,
        borders=_bar(skin),
        fill=skin.colours.adapt_fill,
        left=142,
        right=57,
        before=6,
        after=0,
        line=1.3,
    )
    label_run = rpr(bold=True, colour=skin.colours.draft_text, size=kind.small)
    return [
        _style("Normal", "Normal", based="", default=True),
        _style("DefaultParagraphFont", "Default Paragraph Font", based="", kind="character", default=True),
        _style("BodyText", "Body Text", paragraph=body),
        _style("ToAdapt", "To Adapt", based="BodyText", paragraph=adapt),
        _style("ToAdaptLabel", "To Adapt Label", following="ToAdapt", paragraph=label, run=label_run),
    ]


def _bar(skin: Skin) -> Element:
    """Make the bar beside a passage to adapt; equal borders let Word draw one box around its paragraphs."""
    bar = line_borders(skin.colours.adapt_bar, size=18, sides=("left",), space=5)
    edges = [
        el(side, val="single", sz=4, space=4, color=skin.colours.adapt_fill) for side in ("top", "bottom")
    ]
    bar.insert(0, edges[0])
    bar.append(edges[1])
    return bar


def _headings(skin: Skin) -> list[Element]:
    kind, colours = skin.type, skin.colours
    act, plain = skin.numbering == "roman_points", skin.numbering == "plain"
    centre = "center" if act else ""
    first = ppr(
        keep_next=True,
        keep_lines=True,
        numbered=None if plain else (HEADINGS, 0),
        before=10 if plain else 16 if act else 20,
        after=8 if act else 4 if plain else 5,
        line=1.1,
        align=centre,
        outline=0,
    )
    second = ppr(
        keep_next=True,
        keep_lines=True,
        numbered=None if act or plain else (HEADINGS, 1),
        before=10 if act else 8 if plain else 13,
        after=4,
        line=1.1,
        align=centre,
        outline=1,
    )

    def look(size: float, *, caps: bool = False) -> Element:
        return rpr(font=kind.heading_font, bold=True, caps=caps, colour=colours.heading, size=size)

    section = ppr(keep_next=True, keep_lines=True, before=18, after=6, align=centre)
    title = ppr(
        keep_next=True, keep_lines=True, before=2, after=6 if act or plain else 14, line=1.05, align=centre
    )
    return [
        _style(
            "Heading1", "heading 1", following="BodyText", paragraph=first, run=look(kind.heading_1, caps=act)
        ),
        _style("Heading2", "heading 2", following="BodyText", paragraph=second, run=look(kind.heading_2)),
        _style(
            "SectionHeading",
            "Section Heading",
            following="BodyText",
            paragraph=section,
            run=look(kind.heading_2),
        ),
        *_contents(skin, look(kind.heading_2), centre),
        *_annexes(skin, look(kind.heading_1, caps=act), centre),
        _style("Title", "Title", following="BodyText", paragraph=title, run=look(kind.title, caps=act)),
    ]


def _contents(skin: Skin, run: Element, align: str) -> list[Element]:
    """Make the styles of the table of contents."""
    return [
        _style(
            "ContentsHeading",
            "TOC Heading",
            following="BodyText",
            paragraph=ppr(keep_next=True, before=10, after=4, align=align),
            run=run,
        ),
        _style(
            "TOC1",
            "toc 1",
            paragraph=ppr(
                tabs=[
                    *([("left", 454, "none")] if skin.numbering == "decimal" else []),
                    ("right", skin.page.width, "dot"),
                ],
                after=1.5,
                left=0,
            ),
            run=rpr(size=skin.type.table),
        ),
    ]


def _annexes(skin: Skin, run: Element, align: str) -> list[Element]:
    """Make the styles of an annex: its number and title, and the large type of an easy-to-read text."""
    kind = skin.type
    number = ppr(
        keep_next=True,
        new_page=True,
        numbered=(ANNEXES, 0),
        after=6,
        align="right" if skin.numbering == "roman_points" else "",
    )
    title = ppr(keep_next=True, keep_lines=True, after=8, line=1.1, align=align, outline=0)
    look = rpr(colour=skin.colours.muted, size=kind.size)
    easy = ppr(after=7, line=1.4, align="left")
    return [
        _style("AnnexNumber", "Annex Number", following="AnnexTitle", paragraph=number, run=look),
        _style("AnnexTitle", "Annex Title", following="BodyText", paragraph=title, run=run),
        _style("AnnexText", "Annex Text", based="BodyText", paragraph=easy, run=rpr(size=14)),
    ]


def _lists(skin: Skin) -> list[Element]:
    line, after = skin.type.line, skin.type.after
    made = []
    for sid, name, number in (("ListBullet", "List Bullet", BULLETS), ("ListNumber", "List Number", ORDERED)):
        for depth in range(2):
            tail = "" if depth == 0 else "2"
            look = ppr(numbered=(number, depth), after=after / 2, line=line)
            made.append(_style(sid + tail, f"{name} {tail}".strip(), based="BodyText", paragraph=look))
    for depth in range(3):
        look = ppr(numbered=(POINTS, depth), after=after, line=line)
        made.append(_style(f"Point{depth + 1}", f"Point {depth + 1}", based="BodyText", paragraph=look))
    more = ppr(left=INDENT, after=after / 2, line=line)
    return [
        *made,
        _style("ListContinue", "List Continue", based="BodyText", paragraph=more),
        _style("ToAdaptPoint", "To Adapt Point", based="ToAdapt"),
    ]


def _pictures(skin: Skin) -> list[Element]:
    """Make the styles of a chart and of the words below it, which stay on one page with it."""
    return [
        _style("Picture", "Picture", following="Caption", paragraph=ppr(keep_next=True, before=4, after=2)),
        _style("Caption", "caption", following="BodyText", paragraph=ppr(after=8), run=_small(skin)),
    ]


def _small(skin: Skin) -> Element:
    """Make small print; anew each time, for an element can stand in one place only."""
    return rpr(colour=skin.colours.muted, size=skin.type.small)


def _furniture(skin: Skin) -> list[Element]:
    kind, colours, width = skin.type, skin.colours, skin.page.width
    rule = line_borders(colours.rule, sides=("top",), space=6)
    frame = line_borders(colours.draft_fill, size=4, sides=("top", "bottom"), space=3)
    draft = ppr(borders=frame, fill=colours.draft_fill, before=2, after=10, align="center")
    draft_run = rpr(bold=True, colour=colours.draft_text, size=kind.small, tracking=10)
    return [
        _style("Header", "header", paragraph=ppr(tabs=[("right", width, "none")]), run=_small(skin)),
        _style(
            "Footer", "footer", paragraph=ppr(borders=rule, tabs=[("right", width, "none")]), run=_small(skin)
        ),
        _style("DraftMark", "Draft Mark", paragraph=draft, run=draft_run),
        _style(
            "Organisation",
            "Organisation",
            paragraph=ppr(keep_next=True, after=2),
            run=rpr(colour=colours.muted, size=kind.size),
        ),
        _style(
            "FieldLabel",
            "Field Label",
            paragraph=ppr(keep_next=True, after=1.5),
            run=rpr(colour=colours.muted, size=kind.small),
        ),
        _style("FieldValue", "Field Value", paragraph=ppr(line=1.1), run=rpr(size=kind.table)),
        _style("Spacer", "Spacer", paragraph=ppr(), run=rpr(size=6)),
        _style("TableText", "Table Text", paragraph=ppr(line=1.1), run=rpr(size=kind.table)),
        _style(
            "TableHead",
            "Table Head",
            based="TableText",
            paragraph=ppr(keep_next=True),
            run=rpr(bold=True, colour=colours.heading),
        ),
        _style("ActBlock", "Act Block", paragraph=ppr(left=round(width * 0.5), line=1.1)),
        _style(
            "ActCentre",
            "Act Centre",
            paragraph=ppr(keep_next=True, before=18, after=12, align="center"),
            run=rpr(bold=True, caps=True),
        ),
        _style(
            "Tried",
            "Tried",
            paragraph=ppr(
                borders=line_borders(colours.rule, sides=("top", "bottom"), space=4), before=2, after=10
            ),
            run=rpr(colour=colours.muted, size=kind.small + 1),
        ),
        _style("ActEnd", "Act End", paragraph=ppr(before=10, after=10, align="center")),
    ]


def _tables(skin: Skin) -> list[Element]:
    sides = ("top", "left", "bottom", "right")
    margins = {"top": 60, "left": 100, "bottom": 60, "right": 100}
    plain = el(
        "tblPr",
        el("tblInd", w=0, type="dxa"),
        el(
            "tblCellMar", *(el(side, w=0 if side in {"top", "bottom"} else 108, type="dxa") for side in sides)
        ),
    )
    rules = [
        el(side, val="single", sz=4, space=0, color=skin.colours.rule)
        for side in ("top", "bottom", "insideH")
    ]
    if skin.layout == "act":
        rules = [
            el(side, val="single", sz=4, space=0, color=skin.colours.rule)
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ]
    ruled = el(
        "tblPr",
        el("tblInd", w=0, type="dxa"),
        el("tblBorders", *rules),
        el("tblCellMar", *(el(side, w=margins[side], type="dxa") for side in sides)),
    )
    head = el(
        "tblStylePr",
        el("tcPr", el("shd", val="clear", color="auto", fill=skin.colours.head_fill)),
        type="firstRow",
    )
    base = _style("TableNormal", "Normal Table", based="", kind="table", default=True)
    base.append(plain)
    table = _style("DocumentTable", "Document Table", based="TableNormal", kind="table")
    table.append(ruled)
    table.append(head)
    return [base, table]


def data_size(skin: Skin) -> float:
    """Return the type size of close-set tables in points."""
    return min(9.0, skin.type.table - 1)


def write_data_styles(document: Any, skin: Skin) -> None:
    """Add the styles of close-set tables to a python-docx document, which may have been made in Word."""
    root = document.styles.element
    there = {style.get(qn("w:styleId")) for style in root.iter(qn("w:style"))}
    for style in _data(skin):
        if style.get(qn("w:styleId")) not in there:
            root.append(style)


def _data(skin: Skin) -> list[Element]:
    size, colours = data_size(skin), skin.colours
    rule = [el(side, val="single", sz=4, space=0, color=colours.rule) for side in ("top", "bottom")]
    hair = el("insideH", val="single", sz=2, space=0, color=colours.head_fill)
    margins = {"top": 15, "left": 60, "bottom": 15, "right": 60}
    look = el(
        "tblPr",
        el("tblInd", w=0, type="dxa"),
        el("tblBorders", *rule, hair),
        el("tblCellMar", *(el(side, w=width, type="dxa") for side, width in margins.items())),
    )
    shade = el("tcPr", el("shd", val="clear", color="auto", fill=colours.head_fill))
    table = _style("DataTable", "Data Table", based="", kind="table")
    for part in (look, el("tblStylePr", shade, type="firstRow")):
        table.append(part)
    return [
        _style("DataText", "Data Text", paragraph=ppr(before=0, after=0, line=1.0), run=rpr(size=size)),
        _style(
            "DataHead",
            "Data Head",
            based="DataText",
            paragraph=ppr(keep_next=True),
            run=rpr(bold=True, colour=colours.heading),
        ),
        _style(
            "DataTitle",
            "Data Title",
            based="DataText",
            paragraph=ppr(keep_next=True, before=4),
            run=rpr(bold=True),
        ),
        _style(
            "DataPart",
            "Data Part",
            based="DataText",
            paragraph=ppr(keep_next=True, before=7, after=1),
            run=rpr(bold=True, colour=colours.heading, size=size + 1),
        ),
        _style("DataNote", "Data Note", based="DataText", paragraph=ppr(before=2, after=2), run=_small(skin)),
        _style(
            "DataQuiet", "Data Quiet", based="", kind="character", run=rpr(bold=False, colour=colours.muted)
        ),
        table,
    ]
