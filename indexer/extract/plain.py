"""Read plain text, Markdown and CSV, in whatever encoding they are."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from indexer.extract.decoding import decode
from indexer.extract.model import Content, Unit
from indexer.extract.sections import Block, cut
from indexer.extract.sheet import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = "text 2"
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_FRONT = re.compile(r"\A---\n(.*?\n)(?:---|\.\.\.)\n", re.DOTALL)
_DELIMITERS = ";,\t|"  # the first of equals is taken
_SNIFFED = 20_000  # characters in which the delimiter is looked for
_MARKS = re.compile(r"\*\*|__|`")


def read_text(data: bytes) -> Content:
    """Return plain text, cut at underlined headings and paragraphs. Raises ReadProblem."""
    blocks = list(_marked(decode(data), hashes=False))
    return Content(units=tuple(cut(blocks)), heading=_first(blocks))


def read_markdown(data: bytes) -> Content:
    """Return Markdown as it was typed, cut at its headings. Raises ReadProblem."""
    text = decode(data).replace("\r\n", "\n")
    front = _FRONT.match(text)
    blocks = list(_marked(text[front.end() :] if front else text, hashes=True))
    head: list[Block] = [(0, front[1])] if front else []
    title = re.search(r"^title:\s*[\"']?(.*?)[\"']?\s*$", front[1], re.MULTILINE) if front else None
    return Content(
        units=tuple(cut([*head, *blocks])), heading=_first(blocks), title=title[1] if title else ""
    )


def _first(blocks: list[Block]) -> str:
    return next((" ".join(text.split()) for level, text in blocks if level), "")


def _marked(text: str, *, hashes: bool) -> Iterator[Block]:
    """Yield paragraphs and headings; between code fences nothing is a heading."""
    paragraph: list[str] = []
    fenced = False
    for line in re.split(r"\r\n|\r|\n|\f", text):
        if hashes and _FENCE.match(line):
            fenced = not fenced
        heading = None if fenced or not hashes else _HASHES.match(line)
        under = None if fenced else _UNDERLINE.match(line)
        if heading:
            yield 0, "\n".join(paragraph)
            paragraph = []
            yield len(heading[1]), _MARKS.sub("", heading[2])
        elif under and paragraph and paragraph[-1].strip() and len(paragraph) == 1:
            yield (1 if "=" in line else 2), _MARKS.sub("", paragraph.pop())
        elif line.strip() or fenced:
            paragraph.append(line.rstrip())
        else:
            yield 0, "\n".join(paragraph)
            paragraph = []
    yield 0, "\n".join(paragraph)


def read_card(data: bytes) -> Content:
    """Return a calendar or an address card (ICS, VCF), its long lines joined and its signs unmasked."""
    text = re.sub(r"\r?\n[ \t]", "", decode(data))
    text = re.sub(r"\\([nN,;\\])", lambda match: "\n" if match[1] in "nN" else match[1], text)
    title = re.search(r"^SUMMARY[^:\r\n]*:(.*)$", text, re.MULTILINE)
    blocks: list[Block] = [(0, line) for line in text.splitlines()]
    return Content(units=tuple(cut(blocks)), heading=title[1].strip() if title else "")


def read_csv(data: bytes) -> Content:
    """Return a table as one sheet: rows as lines, cells between tabs. Raises ReadProblem."""
    text, mark = delimited(decode(data))
    csv.field_size_limit(1 << 24)
    try:
        table = lines(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=mark))
    except (csv.Error, TypeError):
        table = text
    return Content(units=(Unit("sheet", 1, "", table),) if table.strip() else ())


def delimited(text: str) -> tuple[str, str]:
    """Return the rows of a table as text, without the hint for Excel above them, and what stands between cells."""
    hint = re.match(r'"?sep=(.)"?\r?\n', text)
    return (text[hint.end() :], hint[1]) if hint else (text, _delimiter(text))


def _delimiter(text: str) -> str:
    """Return what stands between the cells: what cuts the first rows into the same number of pieces, the most."""
    start = text[:_SNIFFED]
    if len(text) > _SNIFFED:
        start = start.rpartition("\n")[0] or start  # the last row may be cut off

    def weight(mark: str) -> tuple[float, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(start, newline=""), delimiter=mark) if row]
        except csv.Error:
            return 0.0, 0
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual

    return max(_DELIMITERS, key=weight)
