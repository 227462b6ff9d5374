"""Check that Jinja blocks come in pairs and stay whole within a paragraph, cell or table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qms.documents.markup import TAG, Paragraph, Picture, Problem, Table, Tag, plain, statement_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from qms.documents.markup import Block

_CLOSES = {"endif": "if", "endfor": "for"}
_WITHIN = {"elif": ("if",), "else": ("if", "for")}
_OPEN = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
Placed = tuple[int, str]


def placed_tags(text: str) -> list[Placed]:
    """List the Jinja tags of a text, each with its line."""
    return [(text.count("\n", 0, found.start()) + 1, found.group()) for found in TAG.finditer(text)]


def tag_problems(text: str) -> list[Problem]:
    """Find tags that are cut, unknown, without a partner, or of a form that Word templates cannot carry."""
    problems = list(_cut(text))
    for line, tag in placed_tags(text):
        inside = tag[2:-2]
        if tag.startswith("{%") and (inside.startswith(("-", "+")) or inside.endswith(("-", "+"))):
            problems.append(Problem("whitespace_control", line, {"tag": tag}))
        if tag.startswith("{%") and re.search(r"[%}]", inside):
            problems.append(Problem("sign_in_tag", line, {"tag": tag}))
        if "\n" in tag:
            problems.append(Problem("tag_over_lines", line, {"tag": " ".join(tag.split())}))
    return problems + unbalanced(placed_tags(text))


def _cut(text: str) -> Iterator[Problem]:
    rest = TAG.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    for found in _OPEN.finditer(rest):
        yield Problem("tag_cut", rest.count("\n", 0, found.start()) + 1, {"tag": found.group()})


def unbalanced(tags: Iterable[Placed]) -> list[Problem]:
    """Find statements without a partner, in the order of `tags`."""
    problems: list[Problem] = []
    opened: list[tuple[int, str, str]] = []
    for line, tag in tags:
        word = statement_word(tag)
        if not tag.startswith("{%"):
            continue
        if word in {"if", "for"}:
            opened.append((line, word, tag))
        elif word in _CLOSES:
            if opened and opened[-1][1] == _CLOSES[word]:
                opened.pop()
            else:
                problems.append(Problem("block_not_opened", line, {"tag": tag}))
        elif word in _WITHIN:
            if not opened or opened[-1][1] not in _WITHIN[word]:
                problems.append(Problem("block_not_opened", line, {"tag": tag}))
        else:
            problems.append(Problem("unknown_tag", line, {"tag": tag}))
    problems += [Problem("block_not_closed", line, {"tag": tag}) for line, _, tag in opened]
    return problems


def placement_problems(blocks: Iterable[Block], passages: frozenset[str] | set[str]) -> list[Problem]:
    """Find blocks that begin in one paragraph, cell or table and end in another, and passages within text."""
    problems: list[Problem] = []
    for block in blocks:
        if isinstance(block, Tag | Picture):
            continue
        if isinstance(block, Table):
            rows = [(block.line, row.tag) for row in block.rows if row.tag]
            texts = [plain(cell) for row in block.rows for cell in row.cells] + [
                plain(c) for c in block.header
            ]
            problems += _renamed(unbalanced(rows), "block_across_table")
        else:
            texts = [plain(block.runs)]
        for text in texts:
            problems += _renamed(
                unbalanced((block.line, tag) for tag in TAG.findall(text)), "block_tag_not_alone"
            )
            problems += _passages(block, text, passages)
    return problems


def _passages(block: Block, text: str, passages: Iterable[str]) -> Iterator[Problem]:
    for name in sorted(passages):
        if re.search(r"\{\{\s*" + name + r"\b", text):
            alone = isinstance(block, Paragraph) and re.fullmatch(
                r"\{\{\s*" + name + r"\s*\}\}", text.strip()
            )
            if not alone:
                yield Problem("passage_not_alone", block.line, {"name": name})


def _renamed(problems: Iterable[Problem], code: str) -> list[Problem]:
    return [
        Problem(code, problem.line, problem.params) for problem in problems if problem.code != "unknown_tag"
    ]
