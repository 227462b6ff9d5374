"""Open ZIP containers (DOCX, XLSX, ODF) without trusting what they say of themselves."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import datetime

from lxml import etree

from indexer.extract.model import ReadProblem

MAX_PART = 128 << 20  # bytes of one part, unpacked
MAX_TOTAL = 512 << 20  # bytes of all parts, unpacked
_MAX_PARTS = 20_000
# Templates of python-docx carry this day: it says nothing about the file.
_NO_DATE = datetime(2013, 12, 23, 23, 15)  # noqa: DTZ001  # as it stands in the file


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
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True
        )
        try:
            return etree.fromstring(self.part(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadProblem("damaged") from error


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace, "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def core_properties(container: Container) -> dict[str, str]:
    """Return the core properties of an Office file by local name; none when they are absent or broken."""
    if "docProps/core.xml" not in container.names:
        return {}
    try:
        root = container.xml("docProps/core.xml")
    except ReadProblem:
        return {}
    return {local(element): (element.text or "").strip() for element in root}


def moment(text: str | None) -> datetime | None:
    """Return a W3C date as a naive datetime in its own time zone; None when absent, broken or a default."""
    try:
        found = datetime.fromisoformat((text or "").strip()).replace(tzinfo=None)
    except ValueError:
        return None
    return None if found == _NO_DATE or found.year < 1980 else found
