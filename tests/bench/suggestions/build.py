"""Make the held-out files: the papers of three fictional providers, one a language, the same at every build.

Run as `python -m tests.bench.suggestions.build FOLDER`. The texts stand in `texts_*.yaml`, what each proves in
`labels.yaml`. The ending of a path tells the format. Marks of a text: `# ` heading, `- ` point of a list,
`| a | b |` row of a table; in a workbook `[name]` begins a sheet and ` | ` parts cells; an e-mail begins with sender,
receivers, subject and time, a line each.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.bench import formats
from tests.samples.papers import Cell, Mail, mail_bytes, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
LABELS = HERE / "labels.yaml"
_DAY = date(2026, 4, 1)
_PRINTABLE = str.maketrans("’“”−", '\'""-')  # what the font of our PDF has instead


@dataclass(frozen=True)
class Label:
    """Hold what a file proves, best first; nothing for a file that proves nothing."""

    path: str
    lang: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class _Book:
    """Hold a workbook as `workbook_bytes` takes it; a title is what people seldom give."""

    sheets: dict[str, list[list[Cell]]]
    title: str = ""
    author: str = ""
    day: date = _DAY


def labels() -> list[Label]:
    """Return the labels of all files, in the order in which they were written."""
    entries = yaml.safe_load(LABELS.read_text("utf-8"))
    return [Label(entry["path"], entry["lang"], tuple(entry["indicators"])) for entry in entries]


def texts() -> dict[str, str]:
    """Return the text of every file, by path."""
    entries = [
        entry
        for file in sorted(HERE.glob("texts_*.yaml"))
        for entry in yaml.safe_load(file.read_text("utf-8"))
    ]
    found = {entry["path"]: entry["text"] for entry in entries}
    if len(found) < len(entries):
        raise ValueError("two files have the same path")
    return found


def build(folder: Path) -> None:
    """Write all files below a folder, and the labels beside them as `labels.yaml`."""
    for path, text in texts().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_WRITERS[file.suffix](text))
    shutil.copyfile(LABELS, folder / LABELS.name)


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield stretches of lines with the same mark: `#`, `-`, `|` or none; the marks of headings and points are off."""
    for mark, lines in groupby((line for line in text.splitlines() if line), key=_mark):
        yield mark, [line[2:] if mark in {"#", "-"} else line for line in lines]


def _mark(line: str) -> str:
    return line[0] if line.startswith(("# ", "- ", "| ")) else ""


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]


def _docx(text: str) -> bytes:
    body = ""
    for mark, lines in _blocks(text):
        if mark == "|":
            body += formats.word_table([_cells(line) for line in lines])
        else:
            style = {"#": "Heading1", "-": "ListBullet"}.get(mark, "")
            body += "".join(formats.word_paragraph(style, line) for line in lines)
    return formats.word_file(body)


def _pdf(text: str) -> bytes:
    lines = []
    for mark, block in _blocks(text.translate(_PRINTABLE)):
        if mark == "|":
            lines += ["   ".join(_cells(line)) for line in block]
        else:
            lines += [f"– {line}" if mark == "-" else line for line in block]
    if lost := {sign for line in lines for sign in line} - set(formats.SIGNS):
        raise ValueError(f"the font lacks {sorted(lost)}")
    return formats.pdf("", formats.wrapped(lines))


def _xlsx(text: str) -> bytes:
    sheets: dict[str, list[list[Cell]]] = {}
    for line in text.splitlines():
        if named := re.fullmatch(r"\[(.+)\]", line):
            rows = sheets.setdefault(named[1], [])
        else:
            rows.append([_value(cell) for cell in line.split(" | ")])
    return workbook_bytes(_Book(sheets), "#DDE6F0", "dd.mm.yyyy")


def _value(cell: str) -> Cell:
    cell = cell.strip(" |")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", cell):
        return date.fromisoformat(cell)
    if re.fullmatch(r"[1-9]\d*|0", cell):
        return int(cell)
    if re.fullmatch(r"\d+[.,]\d+", cell):
        return float(cell.replace(",", "."))
    return cell or None


def _eml(text: str) -> bytes:
    head, body = text.split("\n\n", 1)
    sender, to, subject, sent = (line.split(": ", 1)[1] for line in head.splitlines())
    mail = Mail("", datetime.fromisoformat(sent), sender, to, subject, body)
    return mail_bytes(mail, "+0000", "heldout", "mail@example.org", lambda data: data)


def _html(text: str) -> bytes:
    parts = []
    for mark, lines in _blocks(text):
        tag = {"#": "h2", "-": "li"}.get(mark, "p")
        inner = "\n".join(f"<{tag}>{escape(line)}</{tag}>" for line in lines)
        parts.append(f"<ul>\n{inner}\n</ul>" if mark == "-" else inner)
    title = escape(text.splitlines()[0].removeprefix("# "))
    body = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>body{{font-family:sans-serif}}</style></head>\n<body>\n{body}\n</body></html>\n"
    ).encode()


_WRITERS: dict[str, Callable[[str], bytes]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".xlsx": _xlsx,
    ".eml": _eml,
    ".html": _html,
    ".txt": str.encode,
    ".md": str.encode,
}


if __name__ == "__main__":
    build(Path(sys.argv[1]))
