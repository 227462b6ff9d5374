"""Write ODT, RTF, HTML, PPTX and ZIP by hand: small packages with fixed dates and nothing that changes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from lithuania_items import ORGANISATION, grouped
from papers import noon, zipped

if TYPE_CHECKING:
    from lithuania_items import Text

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
OOXML = "http://schemas.openxmlformats.org/"
SPACES = (
    f'xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0" xmlns:table="{ODF}table:1.0" '
    f'xmlns:style="{ODF}style:1.0" xmlns:meta="{ODF}meta:1.0" xmlns:manifest="{ODF}manifest:1.0" '
    f'xmlns:fo="{ODF}xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)

PML = (
    f'xmlns:p="{OOXML}presentationml/2006/main" xmlns:a="{OOXML}drawingml/2006/main" '
    f'xmlns:r="{OOXML}officeDocument/2006/relationships"'
)
_SLOTS = ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")
COLOURS = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" '
    + " ".join(f'{slot}="{slot}"' for slot in _SLOTS)
    + "/>"
)
LAYOUTS = '<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>'
_PALETTE = {"dk1": "222222", "lt1": "FFFFFF", "dk2": "2F5D50", "lt2": "E7EFE4"}
_FONT = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
THEME = (
    f'<a:theme xmlns:a="{OOXML}drawingml/2006/main" name="Centras"><a:themeElements><a:clrScheme name="Centras">'
    + "".join(
        f'<a:{slot}><a:srgbClr val="{_PALETTE.get(slot, "2F5D50")}"/></a:{slot}>'
        for slot in (*_PALETTE, *_SLOTS)
    )
    + f'</a:clrScheme><a:fontScheme name="Centras"><a:majorFont>{_FONT}</a:majorFont><a:minorFont>{_FONT}'
    + f'</a:minorFont></a:fontScheme><a:fmtScheme name="Centras"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    + f"<a:lnStyleLst>{f'<a:ln>{_FILL}</a:ln>' * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
    + f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)


def odt_bytes(item: Text) -> bytes:
    """Return an ODT with headings, lists and tables."""
    body: list[str] = [f'<text:h text:outline-level="1">{escape(item.title)}</text:h>'] if item.title else []
    for style, content in grouped(item.body):
        if style == "table":
            body.append(_odt_table(content))
        elif style in ("h1", "h2"):
            body.append(f'<text:h text:outline-level="{style[1]}">{escape(content[0][0])}</text:h>')
        elif style == "bullet":
            inner = f"<text:p>{escape(content[0][0])}</text:p>"
            body.append(f"<text:list><text:list-item>{inner}</text:list-item></text:list>")
        elif style != "page":
            body.append(f"<text:p>{escape(content[0][0])}</text:p>")
    mime = "application/vnd.oasis.opendocument.text"
    paper = f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
    facts = (
        f"<dc:title>{escape(item.title)}</dc:title><meta:initial-creator>{escape(item.author)}</meta:initial-creator>"
        f"<dc:creator>{escape(item.author)}</dc:creator><dc:language>lt-LT</dc:language>"
        f"<meta:creation-date>{noon(item.day).isoformat()}</meta:creation-date><dc:date>{noon(item.day).isoformat()}</dc:date>"
    )
    language = (
        '<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="lt" '
        'fo:country="LT"/></style:default-style></office:styles>'
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (("/", mime), *((n, "text/xml") for n in ("content.xml", "meta.xml", "styles.xml")))
    )
    parts = {
        "content.xml": f'<office:document-content {SPACES} office:version="1.2">{paper}</office:document-content>',
        "meta.xml": f'<office:document-meta {SPACES} office:version="1.2"><office:meta>{facts}</office:meta></office:document-meta>',
        "styles.xml": f'<office:document-styles {SPACES} office:version="1.2">{language}</office:document-styles>',
        "META-INF/manifest.xml": f'<manifest:manifest {SPACES} manifest:version="1.2">{entries}</manifest:manifest>',
    }
    members = [("mimetype", mime.encode()), *((n, (HEAD + x).encode()) for n, x in parts.items())]
    return zipped(members, stored="mimetype")


def _odt_table(rows: list[list[str]]) -> str:
    """Return a table of an ODT."""
    lines = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in row)
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{lines}</table:table>'


def rtf_bytes(item: Text) -> bytes:
    """Return an RTF in code page 1257, as an old Word saved it, with Unicode beside each letter."""
    parts = [rf"\pard\qc\b {_rtf(item.title)}\b0\par"] if item.title else []
    for style, content in grouped(item.body):
        if style == "table":
            parts += [r"\pard " + r"\tab ".join(_rtf(c) for c in row) + r"\par" for row in content]
        elif style == "page":
            parts.append(r"\page")
        elif style in ("h1", "h2", "centre", "title"):
            parts.append(rf"\pard\qc\b {_rtf(content[0][0])}\b0\par")
        elif style == "right":
            parts.append(rf"\pard\li5000 {_rtf(content[0][0])}\par")
        else:
            parts.append(r"\pard " + ("- " if style == "bullet" else "") + rf"{_rtf(content[0][0])}\par")
    day = item.day
    info = (
        rf"{{\info{{\title {_rtf(item.title)}}}{{\author {_rtf(item.author)}}}"
        rf"{{\creatim\yr{day.year}\mo{day.month}\dy{day.day}\hr12\min0}}}}"
    )
    head = r"{\rtf1\ansi\ansicpg1257\uc1\deff0{\fonttbl{\f0\froman\fcharset186 Times New Roman;}}\deflang1063\f0\fs24"
    return (head + info + "\r\n" + "\r\n".join(parts) + "}").encode("ascii")


def _rtf(text: str) -> str:
    """Return a text with the letters beyond ASCII as RTF writes them."""
    out = []
    for sign in text:
        if sign in "\\{}":
            out.append("\\" + sign)
        elif ord(sign) < 128:
            out.append(sign)
        else:
            out.append(rf"\u{ord(sign)}\'{sign.encode('cp1257', 'replace').hex()}")
    return "".join(out)


def html_bytes(item: Text) -> bytes:
    """Return a web page as a content system saves it."""
    body = [f"<h1>{escape(item.title)}</h1>"] if item.title else []
    for style, content in grouped(item.body):
        if style == "table":
            rows = "".join(
                "<tr>" + "".join(f"<{tag}>{escape(c)}</{tag}>" for c in row) + "</tr>"
                for tag, row in (("th" if n == 0 else "td", row) for n, row in enumerate(content))
            )
            body.append(f"<table>{rows}</table>")
        elif style in ("h1", "h2"):
            level = int(style[1]) + 1
            body.append(f"<h{level}>{escape(content[0][0])}</h{level}>")
        elif style == "bullet":
            body.append(f"<ul><li>{escape(content[0][0])}</li></ul>")
        elif style != "page":
            body.append(f"<p>{escape(content[0][0])}</p>")
    head = (
        f'<!DOCTYPE html>\n<html lang="lt"><head><meta charset="utf-8"><title>{escape(item.title)}</title>'
        f'<meta name="author" content="{escape(item.author)}"><meta name="date" content="{item.day}">'
        "<style>body { font-family: sans-serif } .menu { color: gray }</style></head><body>"
        f'<nav class="menu">Pradžia | Apie centrą | Paslaugos | Kokybė</nav><p>{ORGANISATION}</p>\n'
    )
    return (head + "\n".join(body) + "\n<script>var perziuros = 1;</script></body></html>\n").encode()


def pptx_bytes(item: Text) -> bytes:
    """Return a presentation: each `<psl>` begins a slide, `# ` is its title, `> ` the note of the speaker."""
    slides: list[list[tuple[str, str]]] = [[]]
    for style, content in grouped(item.body):
        if style == "page":
            slides.append([])
        else:
            slides[-1].append((style, " – ".join(content[0])))
    numbers = range(1, len(slides) + 1)
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n + 1}"/>' for n in numbers)
    parts = {
        "presentation": f'<p:presentation {PML}><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="rId{len(slides) + 2}"/></p:notesMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>',
        "slideMasters/slideMaster1": _slide("sldMaster", []).replace(
            "</p:sldMaster>", f"{COLOURS}{LAYOUTS}</p:sldMaster>"
        ),
        "slideLayouts/slideLayout1": _slide("sldLayout", []),
        "notesMasters/notesMaster1": _slide("notesMaster", []).replace(
            "</p:notesMaster>", f"{COLOURS}</p:notesMaster>"
        ),
        "theme/theme1": THEME,
        "theme/theme2": THEME,
    }
    rels = {
        "presentation": [
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            *(("slide", f"slides/slide{n}.xml") for n in numbers),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
        ],
        "slideMasters/slideMaster1": [
            ("slideLayout", "../slideLayouts/slideLayout1.xml"),
            ("theme", "../theme/theme1.xml"),
        ],
        "notesMasters/notesMaster1": [("theme", "../theme/theme2.xml")],
        "slideLayouts/slideLayout1": [("slideMaster", "../slideMasters/slideMaster1.xml")],
    }
    for n, slide in zip(numbers, slides, strict=True):
        parts[f"slides/slide{n}"] = _slide("sld", [s for s in slide if s[0] != "right"])
        rels[f"slides/slide{n}"] = [("slideLayout", "../slideLayouts/slideLayout1.xml")]
        notes = [("text", text) for style, text in slide if style == "right"]
        if notes:
            parts[f"notesSlides/notesSlide{n}"] = _slide("notes", notes)
            rels[f"notesSlides/notesSlide{n}"] = [
                ("notesMaster", "../notesMasters/notesMaster1.xml"),
                ("slide", f"../slides/slide{n}.xml"),
            ]
            rels[f"slides/slide{n}"].append(("notesSlide", f"../notesSlides/notesSlide{n}.xml"))
    members = {"[Content_Types].xml": _types(list(parts)), **_about(item)}
    for name, xml in parts.items():
        members[f"ppt/{name}.xml"] = xml
        if name in rels:
            folder, _, last = f"ppt/{name}".rpartition("/")
            members[f"{folder}/_rels/{last}.xml.rels"] = _rels(*rels[name])
    return zipped([(name, (HEAD + xml).encode()) for name, xml in members.items()])


def _types(parts: list[str]) -> str:
    """Return the content types of a presentation with these parts."""
    own = "application/vnd.openxmlformats-officedocument."
    kinds = {"presentation": "presentationml.presentation.main", "theme": "theme"}
    lines = [("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")]
    for name in parts:
        kind = (
            kinds.get(name.split("/")[0]) or f"presentationml.{name.rsplit('/', 1)[-1].rstrip('0123456789')}"
        )
        lines.append((f"/ppt/{name}.xml", f"{own}{kind}+xml"))
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in lines)
    return (
        f'<Types xmlns="{OOXML}package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _about(item: Text) -> dict[str, str]:
    """Return the properties of a presentation and what leads to them."""
    facts = (
        f"<dc:title>{escape(item.title)}</dc:title><dc:creator>{escape(item.author)}</dc:creator>"
        "<dc:language>lt-LT</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{noon(item.day).isoformat()}Z</dcterms:created>'
    )
    return {
        "_rels/.rels": _rels(
            ("officeDocument", "ppt/presentation.xml"),
            (f"{OOXML}package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{OOXML}package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{facts}</cp:coreProperties>',
    }


def _rels(*targets: tuple[str, str]) -> str:
    """Return the relationships of one part; a kind without an address is one of Office's own."""
    own = f"{OOXML}officeDocument/2006/relationships/"
    lines = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if ":" in kind else own + kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{OOXML}package/2006/relationships">{lines}</Relationships>'


def _slide(tag: str, lines: list[tuple[str, str]]) -> str:
    """Return a slide, or the notes to one, with a title box and a body box."""
    boxes = []
    titles = [text for style, text in lines if style == "h1"]
    rest = [text for style, text in lines if style != "h1"]
    for number, (kind, texts) in enumerate((("title", titles), ("body", rest)), start=2):
        if texts:
            words = "".join(
                f'<a:p><a:r><a:rPr lang="lt-LT"/><a:t>{escape(text)}</a:t></a:r></a:p>' for text in texts
            )
            top, height = (400_000, 1_000_000) if kind == "title" else (1_600_000, 4_600_000)
            boxes.append(
                f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{kind}"/><p:cNvSpPr/><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>'
                f'<p:spPr><a:xfrm><a:off x="500000" y="{top}"/><a:ext cx="8100000" cy="{height}"/></a:xfrm>'
                f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>{words}</p:txBody></p:sp>'
            )
    tree = f'<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{"".join(boxes)}'
    return f"<p:{tag} {PML}><p:cSld><p:spTree>{tree}</p:spTree></p:cSld></p:{tag}>"
