"""Write DOCX, PDF, XLSX and e-mail as office programs do, quickly and always with the same bytes."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from functools import cache
from html import escape
from typing import TYPE_CHECKING

import docx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from random import Random

_XML = b'<?xml version="1.0" encoding="UTF-8"?>'
_DAY = (2025, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CELLS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINES, _WIDTH = 42, 88


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=4)
    return out.getvalue()


@cache
def _word_parts() -> dict[str, bytes]:
    """Return the parts of an empty Word file: styles, theme and settings as they come."""
    out = io.BytesIO()
    docx.Document().save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "thumbnail" not in name}


def word(title: str, blocks: Iterable[tuple[str, str]]) -> bytes:
    """Return a DOCX of (style, text) pairs; every text is cut into a few runs, as after editing."""
    return word_file("".join(word_paragraph(style, text) for style, text in [("Title", title), *blocks]))


def word_file(body: str) -> bytes:
    """Return a DOCX of what `word_paragraph` and `word_table` gave."""
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    return _zipped({**_word_parts(), "word/document.xml": _XML + document.encode()})


def word_table(rows: Iterable[Sequence[str]]) -> str:
    """Return a table with a grid, a text a cell."""
    lines = ("".join(f"<w:tc><w:tcPr/>{word_paragraph('', cell)}</w:tc>" for cell in row) for row in rows)
    body = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid/>{body}</w:tbl>'


def word_paragraph(style: str, text: str) -> str:
    """Return a paragraph of a style, the standard one when it is empty."""
    words = text.split(" ")
    runs = (" ".join(words[at : at + 15]) for at in range(0, len(words), 15))
    kept = "".join(
        '<w:r w:rsidR="00A15B21"><w:rPr><w:lang w:val="nb-NO"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(run)} </w:t></w:r>'
        for run in runs
    )
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p w:rsidR="00A15B21" w:rsidRDefault="00A15B21">{look}{kept}</w:p>'


def sheets(tables: Mapping[str, Sequence[Sequence[str | int]]]) -> bytes:
    """Return an XLSX with shared strings."""
    shared: dict[str, int] = {}
    parts = {}
    for number, rows in enumerate(tables.values(), 1):
        lines = []
        for at, row in enumerate(rows, 1):
            cells = "".join(
                f'<c r="{chr(65 + n)}{at}"><v>{cell}</v></c>'
                if isinstance(cell, int)
                else f'<c r="{chr(65 + n)}{at}" t="s"><v>{shared.setdefault(cell, len(shared))}</v></c>'
                for n, cell in enumerate(row)
            )
            lines.append(f'<row r="{at}">{cells}</row>')
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_CELLS}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(tables) + 1)
    parts["xl/sharedStrings.xml"] = (
        f'<sst xmlns="{_CELLS}">{"".join(f"<si><t>{escape(text)}</t></si>" for text in shared)}</sst>'
    )
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(tables, 1)
    )
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_CELLS}" xmlns:r="{relation}"><sheets>{listed}</sheets></workbook>'
    )
    own = "".join(
        f'<Relationship Id="rId{n}" Type="{relation}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    own += f'<Relationship Id="rId0" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{own}</Relationships>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in numbers
    )
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>{kinds}</Types>'
    )
    ordered = {"[Content_Types].xml": parts.pop("[Content_Types].xml"), **parts}
    return _zipped({name: _XML + text.encode() for name, text in ordered.items()})


def wrapped(texts: Iterable[str]) -> list[list[str]]:
    """Return the lines of texts, a list per page."""
    lines: list[str] = []
    for text in texts:
        line = ""
        for one in text.split(" "):
            if len(line) + len(one) > _WIDTH:
                lines.append(line)
                line = ""
            line = f"{line} {one}" if line else one
        lines += [line, ""]
    return [lines[at : at + _LINES] for at in range(0, len(lines), _LINES)]


SIGNS = [chr(code) for code in range(32, 127)] + list("æøåÆØÅąčęėįšųūžĄČĘĖĮŠŲŪŽ–„“§é")
_CODE = {sign: f"{number:04X}" for number, sign in enumerate(SIGNS, 3)}


_FONT = (
    b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Calibri/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    b"/Supplement 0>>/FontDescriptor 5 0 R/DW 520>>"
)
_LOOK = (
    b"<</Type/FontDescriptor/FontName/Calibri/Flags 32/FontBBox[-500 -300 1200 950]/ItalicAngle 0/Ascent 950"
    b"/Descent -250/CapHeight 640/StemV 80>>"
)


def _stream(data: bytes, more: str = "") -> bytes:
    packed = zlib.compress(data, 4)
    return f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode() + packed + b"\nendstream"


@cache
def _to_unicode() -> bytes:
    pairs = [f"<{code}> <{ord(sign):04X}>" for sign, code in _CODE.items()]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _stream(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{mapped}\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end"
        ).encode()
    )


def pdf(title: str, pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF as word processors export it: glyph numbers, kerned runs, a map to Unicode, packed pages."""
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{8 + 2 * n} 0 R' for n in range(len(pages)))}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Calibri/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
        _FONT,
        _LOOK,
        _to_unicode(),
        f"<</Title<FEFF{title.encode('utf-16-be').hex()}>>>".encode(),
    ]
    for number, lines in enumerate(pages):
        body = "\n".join(
            f"1 0 0 1 62 {770 - 16 * at} Tm [{_shown(line)}] TJ" for at, line in enumerate(lines) if line
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {9 + 2 * number} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        objects.append(_stream(f"BT /F1 10 Tf\n{body}\nET".encode()))
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    listed = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{listed}".encode()
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info 7 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _shown(line: str) -> str:
    codes = [_CODE.get(sign, _CODE["?"]) for sign in line]
    return "-4".join(f"<{''.join(codes[at : at + 12])}>" for at in range(0, len(codes), 12))


def mail(random: Random, subject: str, body: str, attached: tuple[str, bytes] | None) -> bytes:
    """Return an e-mail, quoted as mail programs do it, with at most one attachment."""
    border = f"=_{random.randrange(10**12):012}"
    coded = base64.encodebytes(subject.encode()).decode().replace("\n", "")
    head = (
        f"From: Post {random.randint(1, 400)} <post@example.org>\r\nTo: <quality@example.org>\r\n"
        f"Subject: =?utf-8?b?{coded}?=\r\n"
        f"Date: Mon, {random.randint(1, 28)} Sep {random.randint(2019, 2025)} 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    )
    text = (
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(body.encode()).decode()
    )
    if attached is None:
        return (head + text).encode()
    name, data = attached
    return (
        f'{head}Content-Type: multipart/mixed; boundary="{border}"\r\n\r\n--{border}\r\n{text}\r\n--{border}\r\n'
        f'Content-Type: application/octet-stream; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
        f"{base64.encodebytes(data).decode()}\r\n--{border}--\r\n"
    ).encode()
