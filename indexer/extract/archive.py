"""Open ZIP containers (DOCX, XLSX, PPTX, ODF) and XML without trusting what they say of themselves."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from datetime import datetime

from lxml import etree

from indexer.extract.model import ReadProblem

MAX_PART = 128 << 20  # bytes of one part, unpacked
MAX_TOTAL = 512 << 20  # bytes of all parts, unpacked
_MAX_PARTS = 20_000
_FINER = re.compile(r"[.,]\d+")
_MAX_MARKS = 3_000_000  # "<" of one XML part: its elements take some hundred bytes each when parsed
# Templates of python-docx and python-pptx carry these days: they say nothing about the file.
_NO_DATES = ("2013-12-23T23:15:00", "2013-01-27T09:14:16", "2013-01-27T09:15:58")


class Container:
    """Read the parts of a ZIP container. Raises ReadProblem: damaged, or too_large by its declared sizes."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise ReadProblem("damaged") from error
        entries = self._zip.infolist()
        if len(entries) > _MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise ReadProblem("too_large")
        self.names = [entry.filename for entry in entries]
        self._known = frozenset(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self._known

    def part(self, name: str) -> bytes:
        """Return the bytes of a part. Raises ReadProblem also when it unpacks to more than it declares."""
        try:
            entry = self._zip.getinfo(name)
            if entry.flag_bits & 1:
                raise ReadProblem("encrypted")
            if entry.file_size > MAX_PART:
                raise ReadProblem("too_large")
            with self._zip.open(entry) as file:
                data = file.read(entry.file_size + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise ReadProblem("damaged") from error
        if len(data) > entry.file_size:
            raise ReadProblem("damaged")
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of an XML part, entities unresolved. Raises ReadProblem."""
        return parsed(self.part(name))


def parsed(data: bytes) -> etree._Element:
    """Return the root of XML, entities unresolved, nothing fetched. Raises ReadProblem: damaged, or too_large."""
    if data.count(b"<") > _MAX_MARKS:
        raise ReadProblem("too_large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # libxml names its limits of depth and of one text by the option that would lift them.
        raise ReadProblem("too_large" if "huge" in str(error).lower() else "damaged") from error
    if root is None:
        raise ReadProblem("damaged")
    return root


def local(element: etree._Element | None) -> str:
    """Return the name of an element without its namespace, "" for comments, instructions and none."""
    tag = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element, name: str) -> str:
    """Return an attribute whatever its namespace (transitional or strict), "" where there is none."""
    for key, found in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return ""


def relations(container: Container, part: str) -> dict[str, list[str]]:
    """Return the names of the parts that a part refers to, by the end of the relationship type.

    The package itself is the part "". What is outside the container is left out. Raises ReadProblem.
    """
    found: dict[str, list[str]] = {}
    for kind, target in related(container, part).values():
        found.setdefault(kind, []).append(target)
    return found


def related(container: Container, part: str) -> dict[str, tuple[str, str]]:
    """Return, by relationship id, the end of its type and the name of the part that it leads to."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", name + ".rels")
    found: dict[str, tuple[str, str]] = {}
    for relation in container.xml(source) if source in container else ():
        if relation.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
        if target in container:
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return found


def main_part(container: Container) -> str:
    """Return the name of the part that holds the document itself. Raises ReadProblem("damaged") without one."""
    found = relations(container, "").get("officeDocument")
    if not found:
        raise ReadProblem("damaged")
    return found[0]


def core_properties(container: Container) -> dict[str, str]:
    """Return the core properties of an Office file by local name; none when they are absent or broken."""
    name = "docProps/core.xml"
    if name not in container:
        name = next((related for related in relations(container, "").get("core-properties", ())), "")
    if not name:
        return {}
    try:
        root = container.xml(name)
    except ReadProblem:
        return {}
    return {local(element): (element.text or "").strip() for element in root}


def moment(text: str | None) -> datetime | None:
    """Return a W3C date as a naive datetime in its own time zone; None when absent, broken or a default."""
    try:
        # LibreOffice writes nine digits after the second, more than a datetime has.
        found = datetime.fromisoformat(_FINER.sub("", (text or "").strip())).replace(
            tzinfo=None, microsecond=0
        )
    except ValueError:
        return None
    return None if found.isoformat() in _NO_DATES or found.year < 1980 else found
