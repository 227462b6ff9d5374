"""Open a Word file that nobody vouches for: first its sizes, then what a template may not hold, then its parts."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from lxml import etree

from qms.documents.markup import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MEGA = 1 << 20
MAX_FILE = 20 * MEGA
MAX_PARTS = 2_000
MAX_PART = 32 * MEGA  # bytes of one part, unpacked
MAX_TOTAL = 100 * MEGA
MAX_RATIO = 250  # of a part that unpacks to more than MEGA; Word's own XML stays below 100
MAX_MARKS = 400_000  # angle brackets: some 20,000 paragraphs
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<", b"<\x00", b"\x00<")
# What runs, is loaded from elsewhere, or brings another file in, by the last word of the relationship's type.
_ACTIVE = frozenset(
    {
        "vbaProject",
        "wordVbaData",
        "control",
        "activeXControlBinary",
        "keyMapCustomizations",
        "attachedToolbars",
    }
)
_FOREIGN = frozenset(
    {"aFChunk", "oleObject", "subDocument", "package", "frame", "recipientData", "mailMergeSource"}
)
WEB = re.compile(r"(https?://|mailto:|tel:|#)", re.IGNORECASE)
_ORDER = ("body", "header", "footer", "footnotes", "other")
_KINDS = {"header": "header", "footer": "footer", "footnotes": "footnotes"}


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one XML part; `kind` is body, header, footer or footnotes where docxtpl renders it, else other."""

    name: str
    kind: str
    root: etree._Element


def open_word(data: bytes) -> tuple[list[Part], list[Problem]]:
    """Return the XML parts of a Word file, the body first, and what it may not hold.

    A file that is too large or not a whole Word file has no parts.
    """
    problems = size_problems(data)
    if problems:
        return [], problems
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            roots = dict(_roots(archive))
            names = archive.namelist()
    except _Refused as refused:
        return [], [refused.problem]
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        return [], [Problem("word_unreadable", 0, {"problem": type(error).__name__})]
    except etree.XMLSyntaxError as error:
        return [], [Problem("word_unreadable", 0, {"problem": str(error)[:120]})]
    main = _main(roots)
    if main is None:
        return [], [Problem("word_unreadable", 0, {"problem": "word/document.xml"})]
    kinds = {main: "body", **_rendered(main, roots)}
    parts = [Part(name, kinds.get(name, "other"), root) for name, root in roots.items()]
    parts.sort(key=lambda part: (_ORDER.index(part.kind), part.name))
    return parts, [*_active(names, roots), *_relations(roots)]


def size_problems(data: bytes, *, dense: bool = False) -> list[Problem]:
    """Compare what a ZIP says of its sizes with what a template may have, before anything is unpacked.

    A finished document may be `dense`: the rows of a long register pack better than any template.
    """
    if len(data) > MAX_FILE:
        return [_too_large(len(data), MAX_FILE)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return [Problem("word_unreadable", 0, {"problem": type(error).__name__})]
    if len(entries) > MAX_PARTS:
        return [Problem("word_too_many", 0, {"count": len(entries), "limit": MAX_PARTS})]
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        return [Problem("word_unreadable", 0, {"problem": "duplicate parts"})]
    sizes = [entry.file_size for entry in entries]
    if sum(sizes) > MAX_TOTAL or max(sizes, default=0) > MAX_PART:
        return [_too_large(max(sum(sizes) - MAX_TOTAL, 0) + MAX_TOTAL, MAX_TOTAL)]
    if dense:
        return []
    packed = [e for e in entries if e.file_size > MEGA and e.file_size > MAX_RATIO * max(1, e.compress_size)]
    return [_too_large(packed[0].file_size, MEGA)] if packed else []


def _too_large(size: int, limit: int) -> Problem:
    return Problem("word_too_large", 0, {"size": size // MEGA, "limit": limit // MEGA})


class _Refused(Exception):
    """Carry the problem that ends the reading of a file."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, 0, params)


def _roots(archive: zipfile.ZipFile) -> Iterator[tuple[str, etree._Element]]:
    """Parse every part that is XML, by its name or by how it begins."""
    marks = 0
    for name in archive.namelist():
        data = archive.read(name)
        if not (
            name.lower().endswith((".xml", ".rels", ".vml", ".svg")) or data.lstrip()[:4].startswith(_STARTS)
        ):
            continue
        marks += data.count(b"<")
        if marks > MAX_MARKS:
            raise _Refused("word_too_many", count=marks, limit=MAX_MARKS)
        # Declared with a plain encoding: named before anything of it is read. Else the parser tells.
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
            raise _Refused("word_doctype", name=name)
        root = etree.fromstring(data, parser())
        if root.getroottree().docinfo.internalDTD is not None:
            raise _Refused("word_doctype", name=name)
        yield name, root


def parser() -> etree.XMLParser:
    """Return a parser that expands no entity, opens no other file and keeps its limits."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _targets(source: str, roots: dict[str, etree._Element]) -> Iterator[tuple[str, str]]:
    """Yield kind and part name of what a part refers to within the file."""
    folder, _, file = source.rpartition("/")
    rels = roots.get(join(folder, "_rels", f"{file}.rels"))
    for one in rels.iter(_RELATION) if rels is not None else ():
        if one.get("TargetMode") != "External":
            target = str(one.get("Target", ""))
            where = target[1:] if target.startswith("/") else normpath(join(dirname(source), target))
            yield str(one.get("Type", "")).rpartition("/")[2], where


def _main(roots: dict[str, etree._Element]) -> str | None:
    for kind, name in _targets("", roots):
        if kind == "officeDocument" and name in roots and roots[name].tag == f"{W}document":
            return name
    return None


def _rendered(main: str, roots: dict[str, etree._Element]) -> dict[str, str]:
    return {name: _KINDS[kind] for kind, name in _targets(main, roots) if kind in _KINDS and name in roots}


def _active(names: list[str], roots: dict[str, etree._Element]) -> Iterator[Problem]:
    """Find macros and embedded objects by the parts that hold them, related or not."""
    types = roots.get("[Content_Types].xml")
    listed = list(types) if types is not None else []
    macro = any("macroenabled" in str(one.get("ContentType", "")).lower() for one in listed)
    found = [name for name in names if re.search(r"vba(project|data)|/activex/", name, re.IGNORECASE)]
    for name in found or (["[Content_Types].xml"] if macro else []):
        yield Problem("word_macro", 0, {"name": name})
    for name in names:
        if "/embeddings/" in f"/{name}".lower():
            yield Problem("word_object", 0, {"name": name})


def _relations(roots: dict[str, etree._Element]) -> Iterator[Problem]:
    """Find what the file would load from elsewhere or bring in; links to the web that a reader follows are fine."""
    for file, root in roots.items():
        for one in root.iter(_RELATION):
            kind, target = str(one.get("Type", "")).rpartition("/")[2], str(one.get("Target", ""))
            external = one.get("TargetMode") == "External" or "://" in target
            params = {"kind": kind, "target": target[:200], "name": file}
            if kind in _ACTIVE:
                yield Problem("word_macro", 0, {"name": target[:200]})
            elif external and not (kind == "hyperlink" and WEB.match(target)):
                yield Problem("word_external", 0, params)
            elif kind in _FOREIGN and "embeddings/" not in target.lower():
                yield Problem("word_object", 0, {"name": target[:200]})
