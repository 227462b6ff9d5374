"""Handle the ZIP of a Word file: write it the same way every time and read its text back."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from docx import Document
from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
# What opening bytes raises that are no Word file, or a broken or locked one.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, LookupError, ValueError, SyntaxError)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def tidy_zip(data: bytes) -> bytes:
    """Rewrite a ZIP with fixed dates and attributes, the content types first and the rest by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            new.writestr(info, old.read(name))
    return out.getvalue()


def part_texts(data: bytes) -> dict[str, str]:
    """Return the text of the body, headers, footers and notes by part name, one line per paragraph.

    Parts are parsed strictly; raises lxml.etree.XMLSyntaxError and zipfile.BadZipFile.
    """
    texts: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if _TEXT_PARTS.fullmatch(name):
                texts[name] = _text(etree.fromstring(archive.read(name), _parser()))
    return texts


def is_word_file(data: bytes) -> bool:
    """Tell whether the bytes open as a Word file with a body."""
    try:
        part_texts(data)
        return Document(io.BytesIO(data)).element.body is not None
    except (*_DAMAGE, AttributeError):
        return False


def last_editor(path: Path) -> str:
    """Return the name that a Word file gives of its last editor; nothing when it names none or does not open."""
    try:
        return str(Document(str(path)).core_properties.last_modified_by or "")
    except (OSError, *_DAMAGE, AttributeError):
        return ""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _text(root: etree._Element) -> str:
    pieces: list[str] = []
    for element in root.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}p", f"{_W}cr"):
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        else:
            pieces.append("\t" if element.tag == f"{_W}tab" else "\n")
    return "".join(pieces)
