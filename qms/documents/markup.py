"""Read template Markdown into plain blocks, with Jinja tags kept whole and every block knowing its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_STATEMENT = re.compile(r"\{%-?\s*(\w+)(.*?)-?%\}", re.DOTALL)
# Markdown sees each tag as one private character and a number, so that | * _ in it stay untouched.
_HELD = re.compile("\ue000(\\d+)\ue001")
ANNEX = "[annex]"
_FORBIDDEN = {
    "html_block": "html",
    "html_inline": "html",
    "image": "image",
    "link": "link",
    "fence": "code",
    "code_block": "code",
    "code_inline": "code",
    "blockquote": "quote",
    "hr": "rule",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Hold a stretch of text (Jinja tags included; a line end is a line break) in one look."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Hold a chapter (level 1) or sub-chapter (level 2); `annex` marks a chapter written `# [annex] Title`."""

    line: int
    level: int
    runs: Runs
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold a paragraph of text."""

    line: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """Hold a list item: `depth` from 0, `series` tells ordered lists apart, `more` marks further text."""

    line: int
    runs: Runs
    depth: int
    ordered: bool
    series: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a picture that stands alone: the name of one in `templates/pictures`, and what it shows in words."""

    line: int
    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class Tag:
    """Hold a Jinja statement that stands alone, such as `{% if x %}`."""

    line: int
    text: str

    @property
    def word(self) -> str:
        """Return the statement's first word."""
        return statement_word(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a table row: its cells, or only a Jinja statement."""

    cells: tuple[Runs, ...]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table: header cells and rows."""

    line: int
    header: tuple[Runs, ...]
    rows: tuple[Row, ...]


Block = Heading | Paragraph | Item | Picture | Tag | Table


@dataclass(frozen=True, slots=True)
class Problem:
    """Name what the Markdown may not hold: a `code`, the `line` and `params`."""

    code: str
    line: int
    params: Mapping[str, Any] = field(default_factory=dict)


def plain(runs: Runs) -> str:
    """Return the text of runs without their looks."""
    return "".join(run.text for run in runs)


def statement_word(tag: str) -> str:
    """Return the first word of `{% word .. %}`, or nothing for other tags."""
    found = _STATEMENT.match(tag)
    return found.group(1) if found else ""


def parse(text: str, *, pictures: bool = False) -> tuple[list[Block], list[Problem]]:
    """Read template Markdown; return its blocks in order and the problems, each with its line.

    `pictures` may stand in easy-read texts only.
    """
    held, tags = _hold(text)
    prepared, lines = _isolate(held, tags)
    reader = _Reader(tags, lines, pictures=pictures)
    reader.walk(SyntaxTreeNode(_markdown().parse(prepared)))
    return reader.blocks, reader.problems


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


def _hold(text: str) -> tuple[str, list[str]]:
    tags: list[str] = []

    def keep(found: re.Match[str]) -> str:
        tag = found.group()
        if tag.startswith("{#"):
            return "\n" * tag.count("\n")
        tags.append(" ".join(tag.split()))
        return f"\ue000{len(tags) - 1}\ue001" + "\n" * tag.count("\n")

    return TAG.sub(keep, text.replace("\r\n", "\n")), tags


def _isolate(held: str, tags: list[str]) -> tuple[str, list[int]]:
    """Give every statement alone on its line a paragraph of its own; return also each line's number."""
    out: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(held.split("\n"), start=1):
        found = _HELD.fullmatch(line.strip())
        alone = found is not None and tags[int(found.group(1))].startswith("{%")
        pieces = ["", line.strip(), ""] if alone else [line]
        out += pieces
        numbers += [number] * len(pieces)
    return "\n".join(out), numbers


class _Reader:
    """Walk the syntax tree and collect blocks and problems."""

    def __init__(self, tags: list[str], lines: list[int], *, pictures: bool) -> None:
        self.tags = tags
        self.pictures = pictures
        self.lines = lines
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._series = 0

    def walk(self, root: SyntaxTreeNode) -> None:
        """Read all blocks below `root`."""
        readers: Mapping[str, Callable[[SyntaxTreeNode], None]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "table": self._table,
        }
        for node in root.children:
            if node.type in readers:
                readers[node.type](node)
            else:
                self._forbid(node.type, self._line(node))

    def _line(self, node: SyntaxTreeNode) -> int:
        start = node.map[0] if node.map else 0
        return self.lines[start] if start < len(self.lines) else 0

    def _forbid(self, kind: str, line: int) -> None:
        self.problems.append(Problem("forbidden_markdown", line, {"what": _FORBIDDEN.get(kind, kind)}))

    def _heading(self, node: SyntaxTreeNode) -> None:
        level, line = int(node.tag[1:]), self._line(node)
        if level > 2:
            self.problems.append(Problem("heading_too_deep", line, {"level": level}))
        runs = self._runs(node.children[0], line)
        if re.match(r"\s*(\d+(\.\d+)*[.)]?|[IVX]+\.)\s", plain(runs)):
            self.problems.append(Problem("heading_numbered", line, {"heading": plain(runs)}))
        annex = level == 1 and bool(runs) and runs[0].text.startswith(ANNEX)
        if annex:
            first = replace(runs[0], text=runs[0].text.removeprefix(ANNEX).lstrip())
            runs = (first, *runs[1:])
        self.blocks.append(Heading(line, min(level, 2), runs, annex))

    def _paragraph(self, node: SyntaxTreeNode) -> None:
        line = self._line(node)
        parts = node.children[0].children
        if self.pictures and len(parts) == 1 and parts[0].type == "image":
            self.blocks.append(Picture(line, str(parts[0].attrs.get("src", "")), parts[0].content))
            return
        runs = self._runs(node.children[0], line)
        text = plain(runs).strip()
        if text.startswith("{%") and TAG.fullmatch(text) and text.count("{%") == 1:
            self.blocks.append(Tag(line, text))
        elif text:
            self.blocks.append(Paragraph(line, runs))

    def _list(self, node: SyntaxTreeNode, depth: int = 0) -> None:
        ordered = node.type == "ordered_list"
        if depth > 1:
            self.problems.append(Problem("list_too_deep", self._line(node), {}))
        series = self._series_of(node) if ordered else 0
        for item in node.children:
            self._item(item, depth, ordered, series)

    def _series_of(self, node: SyntaxTreeNode) -> int:
        # A list that a Jinja tag cut in two goes on counting, and so does one that does not start at 1.
        before = next((block for block in reversed(self.blocks) if not isinstance(block, Tag)), None)
        cut = bool(self.blocks) and isinstance(self.blocks[-1], Tag) and isinstance(before, Item)
        goes_on = node.attrs.get("start", 1) != 1 or (cut and isinstance(before, Item) and before.ordered)
        if not (goes_on and self._series):
            self._series += 1
        return self._series

    def _item(self, item: SyntaxTreeNode, depth: int, ordered: bool, series: int) -> None:
        more = False
        for child in item.children:
            line = self._line(child)
            if child.type in {"bullet_list", "ordered_list"}:
                self._list(child, depth + 1)
            elif child.type == "paragraph":
                runs = self._runs(child.children[0], line)
                self.blocks.append(Item(line, runs, min(depth, 1), ordered, series, more))
                more = True
            else:
                self._forbid(child.type, line)

    def _table(self, node: SyntaxTreeNode) -> None:
        line = self._line(node)
        head = node.children[0].children[0]
        rows = node.children[1].children if len(node.children) > 1 else []
        header = tuple(self._runs(cell.children[0], line) for cell in head.children)
        self.blocks.append(Table(line, header, tuple(self._row(row) for row in rows)))

    def _row(self, node: SyntaxTreeNode) -> Row:
        line = self._line(node)
        cells = tuple(self._runs(cell.children[0], line) if cell.children else () for cell in node.children)
        texts = [plain(cell).strip() for cell in cells]
        filled = [text for text in texts if text]
        if (
            len(filled) == 1
            and filled[0].startswith("{%")
            and filled[0].count("{%") == 1
            and TAG.fullmatch(filled[0])
        ):
            return Row((), filled[0])
        return Row(cells)

    def _runs(self, node: SyntaxTreeNode, line: int) -> Runs:
        runs: list[Run] = []
        self._inline(node, line, False, False, runs)
        return tuple(_joined(runs))

    def _inline(self, node: SyntaxTreeNode, line: int, bold: bool, italic: bool, out: list[Run]) -> None:
        for child in node.children:
            if child.type == "text":
                out.append(Run(self._restored(child.content), bold, italic))
            elif child.type == "softbreak":
                out.append(Run(" ", bold, italic))
            elif child.type == "hardbreak":
                out.append(Run("\n", bold, italic))
            elif child.type in {"strong", "em"}:
                self._inline(child, line, bold or child.type == "strong", italic or child.type == "em", out)
            else:
                self._forbid(child.type, line)

    def _restored(self, text: str) -> str:
        return _HELD.sub(lambda found: self.tags[int(found.group(1))], text)


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].bold, joined[-1].italic) == (run.bold, run.italic):
            joined[-1] = Run(joined[-1].text + run.text, run.bold, run.italic)
        elif run.text:
            joined.append(run)
    return joined
