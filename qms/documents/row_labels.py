"""Find what the columns of a table are called in a text, so that a question about its rows can name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qms.documents.library import Template

_LOOP = re.compile(r"\{%\s*for\s+(\w+)\s+in\s+(\w+)\s*%\}")
_CELL = re.compile(r"\{\{\s*(\w+)\.(\w+)\b[^}]*\}\}")


def row_labels(template: Template, language: str) -> dict[tuple[str, str], str]:
    """Return the heading above each column that a text prints, by variable and column.

    What a text prints otherwise, or in a Word template, is left out.
    """
    found: dict[tuple[str, str], str] = {}
    source = template.sources.get(language)
    if source is None or source.suffix != ".md":
        return found
    try:
        lines = template.text(language).split("\n")
    except OSError:
        return found
    for number, line in enumerate(lines):
        loop = _LOOP.search(line)
        if loop is None or not line.lstrip().startswith("|") or number + 1 >= len(lines):
            continue
        item, variable = loop.groups()
        for head, cell in zip(_head(lines, number), _cells(lines[number + 1]), strict=False):
            columns = {column for name, column in _CELL.findall(cell) if name == item}
            if len(columns) == 1 and head and "{" not in head:
                found.setdefault((variable, columns.pop()), head)
    return found


def _head(lines: list[str], number: int) -> list[str]:
    """Return the headings of the table that a line stands in: the row above the dashes."""
    start = number
    while start and lines[start - 1].lstrip().startswith("|"):
        start -= 1
    return _cells(lines[start])


def _cells(line: str) -> list[str]:
    return [cell.strip().strip("*") for cell in line.strip().strip("|").split("|")]
