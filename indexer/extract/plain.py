"""Read plain text, Markdown and CSV, in whatever encoding they are."""

from __future__ import annotations

import csv
import re
from importlib.metadata import version
from typing import TYPE_CHECKING

import charset_normalizer

from indexer.extract.model import Content, ReadProblem, Unit
from indexer.extract.sections import Block, cut
from indexer.extract.sheet import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

READER = f"text 1 charset-normalizer {version('charset-normalizer')}"
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What offices in Norway and Lithuania save: Western, Baltic.
_LIKELY = ["cp1252", "cp1257", "iso8859_13", "iso8859_4", "iso8859_15", "iso8859_10", "mac_roman"]
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_HASHES = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{3,})\s*$")
_FRONT = re.compile(r"\A---\n(.*?\n)(?:---|\.\.\.)\n", re.DOTALL)
_MARKS = re.compile(r"\*\*|__|`")


def decode(data: bytes) -> str:
    """Return bytes as text. Raises ReadProblem("damaged") for what is no text in any likely encoding."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data[:4096] and (wide := _wide(data)) is not None:
        return wide
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _guess(data)
    if "\0" in text or _noise(text):
        raise ReadProblem("damaged")
    return text


def _wide(data: bytes) -> str | None:
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) < len(data[:4096]) // 5:
        return None
    return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")


def _guess(data: bytes) -> str:
    best = charset_normalizer.from_bytes(data[:200_000], cp_isolation=_LIKELY, enable_fallback=False).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _noise(text: str) -> bool:
    start = text[:4096]
    strange = sum(1 for char in start if (char < " " and char not in "\t\n\r\f\x1b") or char == "\ufffd")
    return strange * 20 > len(start)


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


def read_csv(data: bytes) -> Content:
    """Return a table as one sheet: rows as lines, cells between tabs. Raises ReadProblem."""
    text = decode(data)
    csv.field_size_limit(1 << 24)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20_000], ";,\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        table = lines(csv.reader(text.splitlines(keepends=True), dialect))
    except csv.Error:
        table = text
    return Content(units=(Unit("sheet", 1, "", table),) if table.strip() else ())
