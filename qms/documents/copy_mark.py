"""Mark a Word file that is handed out for editing with the copy it was made from, and read the mark when it is back.

The mark is one custom property of the file, which Word and LibreOffice carry along; it is never in the working copy.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from qms.documents.package import tidy_zip
from qms.documents.wordfile import parser

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "qms-copy"
_PART = "docProps/custom.xml"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_C = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_R = "http://schemas.openxmlformats.org/package/2006/relationships"
_T = "http://schemas.openxmlformats.org/package/2006/content-types"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # what every property of a user carries
_FIRST = 2  # numbers 0 and 1 are taken by the format


def marked(data: bytes, mark: str) -> bytes:
    """Return a Word file with the mark in it; raises zipfile.BadZipFile or lxml.etree.XMLSyntaxError."""
    parts = _parts(data)
    root = _properties(parts)
    _drop(root)
    number = max([_FIRST - 1, *(int(one.get("pid", 0)) for one in root)]) + 1
    one = etree.SubElement(root, f"{{{_C}}}property", fmtid=_FORMAT, pid=str(number), name=NAME)
    etree.SubElement(one, f"{{{_VT}}}lpwstr").text = mark
    parts[_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    _edit(parts, "_rels/.rels", _relate)
    _edit(parts, "[Content_Types].xml", _declare)
    return _packed(parts)


def mark_of(data: bytes) -> str:
    """Return the mark of a Word file, empty where it has none; raises what `marked` raises."""
    root = _properties(_parts(data, only=_PART))
    return next((str(one.findtext(f"{{{_VT}}}lpwstr") or "") for one in _marks(root)), "")


def unmarked(data: bytes) -> bytes:
    """Return a Word file without the mark, packed the way every file of the program is; raises what `marked` does."""
    parts = _parts(data)
    if _PART not in parts:
        return _packed(parts)
    root = _properties(parts)
    _drop(root)
    if len(root):
        parts[_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return _packed(parts)
    del parts[_PART]
    _edit(parts, "_rels/.rels", lambda rels: _remove(rels, "Type", _RELATION))
    _edit(parts, "[Content_Types].xml", lambda types: _remove(types, "PartName", f"/{_PART}"))
    return _packed(parts)


def same_parts(one: bytes, other: bytes) -> bool:
    """Tell whether two Word files hold the same, the mark and the order of what the package names aside."""
    return _canonical(one) == _canonical(other)


def _canonical(data: bytes) -> Mapping[str, object]:
    held = _parts(unmarked(data))
    parts: dict[str, object] = dict(held)
    for name in ("_rels/.rels", "[Content_Types].xml"):
        root = etree.fromstring(held[name], parser())
        parts[name] = frozenset(tuple(sorted(one.attrib.items())) for one in root)
    return parts


def _parts(data: bytes, only: str = "") -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not only or name == only}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return tidy_zip(stream.getvalue())


def _properties(parts: Mapping[str, bytes]) -> etree._Element:
    if _PART in parts:
        return etree.fromstring(parts[_PART], parser())
    return etree.Element(f"{{{_C}}}Properties", nsmap={None: _C, "vt": _VT})  # type: ignore[dict-item]


def _marks(root: etree._Element) -> list[etree._Element]:
    return [one for one in root if one.get("name") == NAME]


def _drop(root: etree._Element) -> None:
    for one in _marks(root):
        root.remove(one)


def _edit(parts: dict[str, bytes], name: str, change: Callable[[etree._Element], None]) -> None:
    root = etree.fromstring(parts[name], parser())
    change(root)
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relate(rels: etree._Element) -> None:
    if any(one.get("Type") == _RELATION for one in rels):
        return
    taken = {one.get("Id") for one in rels}
    ident = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    etree.SubElement(rels, f"{{{_R}}}Relationship", Id=ident, Type=_RELATION, Target=_PART)


def _declare(types: etree._Element) -> None:
    if not any(one.get("PartName") == f"/{_PART}" for one in types):
        etree.SubElement(types, f"{{{_T}}}Override", PartName=f"/{_PART}", ContentType=_TYPE)


def _remove(root: etree._Element, attribute: str, value: str) -> None:
    for one in [one for one in root if one.get(attribute) == value]:
        root.remove(one)
