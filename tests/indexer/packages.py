"""Build small office files part by part, as no program would bother to."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHOWN = "http://schemas.openxmlformats.org/presentationml/2006/main"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Opplæring</dc:title><dc:creator>Kari Nordmann</dc:creator><dc:language>nb-NO</dc:language>"
    "<dcterms:created>2024-05-01T10:00:00Z</dcterms:created></cp:coreProperties>"
)


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a ZIP container; the part `mimetype` must stand first, as OpenDocument demands."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def relations(targets: dict[str, tuple[str, str]]) -> str:
    """Return a part of relationships: by id, the end of the type and the target."""
    listed = "".join(
        f'<Relationship Id="{identity}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for identity, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


class Slide(NamedTuple):
    """Hold what stands on a slide: its tree of shapes, and the parts that belong to it."""

    shapes: str
    notes: str = ""
    comments: str = ""
    beside: dict[str, tuple[str, str]] | None = None
    hidden: bool = False


def shape(text: str, kind: str | None = None) -> str:
    """Return a shape with a paragraph per line; `kind` makes it a placeholder."""
    holder = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    lines = "".join(
        f'<a:p><a:r><a:rPr lang="nb-NO"/><a:t>{line}</a:t></a:r></a:p>' for line in text.split("\n")
    )
    return f"<p:sp><p:nvSpPr>{holder}</p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>"


def pptx(*slides: Slide, order: list[int] | None = None, more: dict[str, str | bytes] | None = None) -> bytes:
    """Return a presentation; `order` is that of the show, by number of the part."""
    space = f'xmlns:a="{DRAWN}" xmlns:p="{SHOWN}" xmlns:r="{RELATED}"'
    order = order or list(range(1, len(slides) + 1))
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="s{number}"/>' for number in order)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"r1": ("officeDocument", "ppt/presentation.xml")}),
        "docProps/core.xml": _CORE,
        "ppt/presentation.xml": f"<p:presentation {space}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
    }
    main = {"a1": ("commentAuthors", "commentAuthors.xml")}
    parts["ppt/commentAuthors.xml"] = (
        f'<p:cmAuthorLst {space}><p:cmAuthor id="0" name="Ola"/></p:cmAuthorLst>'
    )
    for number, slide in enumerate(slides, 1):
        main[f"s{number}"] = ("slide", f"slides/slide{number}.xml")
        show = ' show="0"' if slide.hidden else ""
        parts[f"ppt/slides/slide{number}.xml"] = (
            f"<p:sld {space}{show}><p:cSld><p:spTree>{slide.shapes}</p:spTree></p:cSld></p:sld>"
        )
        beside = dict(slide.beside or {})
        if slide.notes:
            beside["n1"] = ("notesSlide", f"../notesSlides/notes{number}.xml")
            body = shape(slide.notes, "body") + shape(str(number), "sldNum")
            parts[f"ppt/notesSlides/notes{number}.xml"] = (
                f"<p:notes {space}><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:notes>"
            )
        if slide.comments:
            beside["c1"] = ("comments", f"../comments/comment{number}.xml")
            parts[f"ppt/comments/comment{number}.xml"] = (
                f'<p:cmLst {space}><p:cm authorId="0"><p:text>{slide.comments}</p:text></p:cm></p:cmLst>'
            )
        parts[f"ppt/slides/_rels/slide{number}.xml.rels"] = relations(beside)
    parts["ppt/_rels/presentation.xml.rels"] = relations(main)
    return zipped({**parts, **(more or {})})


ODF_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("presentation", "presentation"), ("meta", "meta"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
    )
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
META = (
    "<office:meta><dc:title>Opplæring</dc:title><meta:initial-creator>Kari Nordmann</meta:initial-creator>"
    "<dc:creator>Ola</dc:creator><meta:creation-date>2024-05-01T10:00:00.123456789</meta:creation-date>"
    "<dc:date>2024-06-02T11:00:00</dc:date><dc:language>nb-NO</dc:language></office:meta>"
)


def odf(
    kind: str, body: str, *, styles: str = "", automatic: str = "", more: dict[str, str | bytes] | None = None
) -> bytes:
    """Return an OpenDocument file of a kind: text, presentation or spreadsheet."""
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": (
                f"<office:document-content {ODF_SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
                f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
            ),
            "styles.xml": f"<office:document-styles {ODF_SPACES}>{styles}</office:document-styles>",
            "meta.xml": f"<office:document-meta {ODF_SPACES}>{META}</office:document-meta>",
            "META-INF/manifest.xml": "<manifest/>",
            **(more or {}),
        }
    )


def flat_odf(kind: str, body: str) -> bytes:
    """Return a flat OpenDocument file: all in one XML."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {ODF_SPACES}>{META}'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()
