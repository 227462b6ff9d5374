"""Print tables that fit the terminal: 80 columns or what it has, 100 in a pipe."""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

PIPE_WIDTH = 80
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAK = re.compile(r" |/|(?<!\d)-|_|-(?!\d)")
WIDE_LEAST, LEAST, GAP = 28, 8, 2
STYLES = {
    "covered": "green", "partial": "yellow", "suspect": "magenta", "expired": "dark_orange3", "missing": "red",
    "not_applicable": "dim",
}  # fmt: skip
MARKS = {
    "covered": "●", "partial": "◐", "suspect": "?", "expired": "◌", "missing": "○", "not_applicable": "–",
}  # fmt: skip


def printable(text: str) -> str:
    """Return text without what steers a terminal or cannot be written: each such sign becomes a question mark.

    What stands in files and cells is printed, and an escape sequence in it would clear the screen or hide a line.
    """
    return _CONTROL.sub("\ufffd", text)


def console() -> Console:
    """Return a console for standard output; colour only on a terminal."""
    width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else None
    named = os.environ.get("COLUMNS", "")
    if named.isdigit() and int(named) > 0:
        width = int(named)
    return Console(width=width or PIPE_WIDTH, highlight=False, soft_wrap=False)


def print_table(
    columns: Sequence[str], rows: Sequence[Sequence[str | Text]], *, wide: int | None = None
) -> None:
    """Print rows below their column heads; `wide` is the column that takes the space that is left.

    The others keep their natural width while it fits beside the least of `wide`; then the widest give way.
    """
    screen = console()
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_edge=False, expand=wide is not None)
    rows = [[cell if isinstance(cell, Text) else printable(cell) for cell in row] for row in rows]
    widths = _widths(columns, rows, wide, screen.width)
    if wide is not None:
        others = sum(width + GAP for number, width in enumerate(widths) if number != wide)
        widths[wide] = max(WIDE_LEAST, screen.width - others - GAP)
    for number, name in enumerate(columns):
        head = Text(name, style="bold")
        if number == wide:
            table.add_column(head, overflow="fold", ratio=1, min_width=WIDE_LEAST)
        else:
            table.add_column(head, overflow="fold", max_width=widths[number])
    for row in rows:
        cells = zip(row, widths, strict=True)
        table.add_row(
            *(cell if isinstance(cell, Text) else Text(_broken(cell, width)) for cell, width in cells)
        )
    _print_trimmed(screen, table)


def print_facts(facts: Sequence[tuple[str, str]]) -> None:
    """Print names and what they stand for, one below the other."""
    screen = console()
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), show_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts:
        table.add_row(printable(name), Text(printable(value)))
    _print_trimmed(screen, table)


def _broken(cell: str, width: int) -> str:
    """Break long names where people would: after a blank, a stroke, or a hyphen; not inside a word."""
    lines: list[str] = []
    for line in cell.split("\n"):
        rest = line
        while cell_len(rest) > width:
            places = [match.start() for match in _BREAK.finditer(rest) if match.start() < width]
            if not places or places[-1] < width // 3:
                break
            at = places[-1]
            lines.append(rest[: at + 1].rstrip())
            rest = rest[at + 1 :]
        lines.append(rest)
    return "\n".join(lines)


def _print_trimmed(screen: Console, what: RenderableType) -> None:
    """Print without the blanks that fill lines up where nobody sees colours."""
    if screen.is_terminal:
        screen.print(what)
        return
    with screen.capture() as taken:
        screen.print(what)
    sys.stdout.write("\n".join(line.rstrip() for line in taken.get().split("\n")))


def _widths(
    columns: Sequence[str], rows: Sequence[Sequence[str | Text]], wide: int | None, room: int
) -> list[int]:
    """Return the widest that each column may become, in cells."""
    widths = [cell_len(name) for name in columns]
    for row in rows:
        for number, cell in enumerate(row):
            lines = (cell.plain if isinstance(cell, Text) else cell).split("\n")
            widths[number] = max(widths[number], *(cell_len(line) for line in lines))
    others = [n for n in range(len(columns)) if n != wide]
    free = room - (WIDE_LEAST if wide is not None else 0) - GAP * len(columns)
    while others and sum(widths[n] for n in others) > free:
        widest = max(others, key=lambda n: widths[n])
        if widths[widest] <= LEAST:
            break
        widths[widest] -= 1
    return widths


def print_text(text: str | Text, style: str = "", indent: int = 0) -> None:
    """Print one paragraph, wrapped at words and set in by `indent` columns."""
    paragraph = text if isinstance(text, Text) else Text(printable(text), style=style)
    _print_trimmed(console(), Padding(paragraph, (0, 0, 0, indent)) if indent else paragraph)


def state_text(state: str, word: str) -> Text:
    """Return a state as a mark and a word in its colour."""
    return Text(f"{MARKS.get(state, '·')} {word}", style=STYLES.get(state, ""))


def marked(segments: Sequence[tuple[str, bool]]) -> Text:
    """Return a snippet with its matches marked: bold on a terminal, in ‹› in a pipe."""
    plain = not sys.stdout.isatty()
    text = Text()
    for part, is_match in segments:
        clean = " ".join(part.split()) if part.strip() else " "
        if part[:1].isspace() and not clean.startswith(" "):
            clean = " " + clean
        if part[-1:].isspace() and not clean.endswith(" "):
            clean += " "
        if is_match:
            text.append(f"‹{clean}›" if plain else clean, style="bold yellow")
        else:
            text.append(clean)
    return text
