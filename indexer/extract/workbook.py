"""Look into the parts of an XLSX file that calamine leaves out: comments, text boxes, and sheets that are vast.

Calamine lays a sheet out in full, from its first cell to its last: two cells in far corners make it ask for hundreds
of gigabytes and end the process. Such sheets are read here cell by cell, with numbers as they are stored.
"""

from __future__ import annotations

import io
import re
import struct
from typing import TYPE_CHECKING, NamedTuple

from indexer.extract.archive import Container, local, main_part, parsed, related, relations, value
from indexer.extract.model import ReadProblem
from indexer.extract.pptx import ASIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

MOST_CELLS = 8_000_000  # of a sheet laid out in full, empty ones counted: about 300 MB
_FILLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d{1,7})"')
_REPEATED = re.compile(rb'repeated="\d{4,}"')
# Of the old format: the head of a record with the row and the column of a cell, where a sheet begins, what holds cells.
_RECORD, _BEGIN = struct.Struct("<HHHH"), 0x0809
_CELLS = frozenset((0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))


class Sheet(NamedTuple):
    """Give what calamine does not of one sheet."""

    container: Container
    part: str

    def is_vast(self) -> bool:
        """Tell whether the sheet laid out in full has more than MOST_CELLS cells. Raises ReadProblem."""
        data = self.container.part(self.part)
        rows = [match[1] for match in _ROW.finditer(data, max(0, len(data) - 1_000_000))]
        last = int(rows[-1]) if rows else len(_ROW.findall(data))
        if last * 26 <= MOST_CELLS and not _columns_beyond(MOST_CELLS // max(last, 1)).search(data):
            return False
        width, height = 0, 0
        for match in _FILLED.finditer(data):
            width, height = max(width, _column(match[1].decode())), max(height, int(match[2]))
        return width * height > MOST_CELLS

    def sparse(self) -> str:
        """Return the cells of a vast sheet, those of a row between tabs, without the empty ones. Raises ReadProblem."""
        strings = list(_strings(self.container))
        found: list[str] = []
        for row in (each for each in parsed(self.container.part(self.part)).iter() if local(each) == "row"):
            cells = [_shown(cell, strings) for cell in row if local(cell) == "c"]
            found.append("\t".join(cell for cell in cells if cell))
        return "\n".join(line for line in found if line)

    def beside(self) -> str:
        """Return text boxes and comments, after a line that parts them from the cells; nothing when there are none."""
        parts = relations(self.container, self.part)
        pieces = [*_boxes(self.container, parts.get("drawing", ())), *_comments(self.container, parts)]
        return "\n".join([ASIDE, *pieces]) if pieces else ""


def sheets(container: Container) -> dict[str, Sheet]:
    """Return the sheets by name; those of the binary format, whose parts are no XML, are left out."""
    try:
        main = main_part(container)
        root = container.xml(main) if main.endswith(".xml") else None
    except ReadProblem:
        return {}
    parts = related(container, main)
    found: dict[str, Sheet] = {}
    for each in root.iter() if root is not None else ():
        identity = next((str(text) for key, text in each.attrib.items() if str(key).endswith("}id")), "")
        if local(each) == "sheet" and identity in parts:
            found[value(each, "name")] = Sheet(container, parts[identity][1])
    return found


def old_is_vast(data: bytes) -> bool:
    """Tell whether a sheet of an old Excel file, laid out in full, has more than MOST_CELLS cells."""
    try:
        from olefile import OleFileIO  # type: ignore[import-untyped]

        with OleFileIO(io.BytesIO(data)) as container:
            names = {path[0].lower(): path[0] for path in container.listdir() if len(path) == 1}
            name = names.get("workbook") or names.get("book")
            stream = container.openstream(name).read() if name else b""
    except Exception:  # noqa: BLE001  # not installed, or broken: calamine will say so
        return False
    at = height = width = 0
    while at + 8 <= len(stream):
        kind, size, row, column = _RECORD.unpack_from(stream, at)
        if kind == _BEGIN:
            height = width = 0
        elif kind in _CELLS:
            height, width = max(height, row + 1), max(width, column + 1)
            if height * width > MOST_CELLS:
                return True
        at += 4 + size
    return False


def unrolls_too_far(content: bytes) -> bool:
    """Tell whether an OpenDocument sheet has more than MOST_CELLS cells when what is repeated is written out."""
    if not _REPEATED.search(content):
        return False
    total = 0
    for row in (each for each in parsed(content).iter() if local(each) == "table-row"):
        width = filled = 0
        for cell in row:
            width += _times(cell, "number-columns-repeated")
            filled = width if len(cell) else filled
        total += filled * _times(row, "number-rows-repeated")
    return total > MOST_CELLS


def _columns_beyond(limit: int) -> re.Pattern[bytes]:
    """Return what finds the address of a cell right of a column, or of one up to 51 columns left of it."""
    first = limit // 26  # the first letter of two that may lie beyond
    two = b"|[%c-Z][A-Z]" % (64 + first) if first <= 26 else b""
    return re.compile(rb'\br="(?:[A-Z]{3}' + two + rb")\d")


def _times(element: etree._Element, name: str) -> int:
    text = value(element, name)
    return int(text) if text.isdecimal() else 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _strings(container: Container) -> Iterator[str]:
    for name in relations(container, main_part(container)).get("sharedStrings", ())[:1]:
        for each in container.xml(name):
            yield _words(each)


def _words(element: etree._Element) -> str:
    """Return the text below an element, without the reading aids of Eastern scripts."""
    return "".join(
        each.text or "" for each in element.iter() if local(each) == "t" and local(each.getparent()) != "rPh"
    )


def _shown(cell: etree._Element, strings: list[str]) -> str:
    if value(cell, "t") == "inlineStr":
        return " ".join(_words(cell).split())
    text = next((each.text or "" for each in cell if local(each) == "v"), "")
    if value(cell, "t") == "s":
        text = strings[int(text)] if text.isdecimal() and int(text) < len(strings) else ""
    return " ".join(text.split())


def _boxes(container: Container, names: list[str] | tuple[()]) -> Iterator[str]:
    for name in names:
        try:
            root = container.xml(name)
        except ReadProblem:
            continue
        for each in (each for each in root.iter() if local(each) == "txBody"):
            paragraphs = (_words(line) for line in each.iter() if local(line) == "p")
            text = "\n".join(line for line in paragraphs if line.strip())
            if text:
                yield text


def _comments(container: Container, parts: dict[str, list[str]]) -> Iterator[str]:
    """Yield comments as `D1 Name: text`; of those in threads only the thread, which a plain copy stands beside."""
    try:
        for name in parts.get("threadedComment", ()):
            for each in (each for each in container.xml(name).iter() if local(each) == "threadedComment"):
                text = next((child.text or "" for child in each if local(child) == "text"), "")
                yield f"{value(each, 'ref')} {text}".strip()
        for name in parts.get("comments", ()) if not parts.get("threadedComment") else ():
            root = container.xml(name)
            authors = [each.text or "" for each in root.iter() if local(each) == "author"]
            for each in (each for each in root.iter() if local(each) == "comment"):
                number = value(each, "authorId")
                author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
                text = _words(each)
                # Excel begins the text with the name itself.
                text = text if not author or text.startswith(author) else f"{author}: {text}"
                yield f"{value(each, 'ref')} {text}".strip()
    except ReadProblem:  # the cells are read all the same
        return
