"""Print two texts side by side, with what differs marked in colour and, in a pipe, in brackets."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from qms.reports.tables import console, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qms.model.changes import Line


def print_stretches(before: str, after: str, stretches: Iterable[Sequence[Line]]) -> None:
    """Print stretches of lines below two heads, each stretch under the label of its place."""
    screen = console()
    label = None
    for stretch in stretches:
        if stretch[0].label != label:
            label = stretch[0].label
            screen.print(Text(printable(label), style="dim"))
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
        table.add_column("", width=1)
        table.add_column(Text(before, style="bold"), ratio=1, overflow="fold")
        table.add_column(Text(after, style="bold"), ratio=1, overflow="fold")
        for line in stretch:
            old, new = line.parted
            table.add_row(line.mark, _cell(old, "red"), _cell(new, "green"))
        screen.print(table)


def _cell(parts: Iterable[tuple[str, bool]], style: str) -> Text:
    plain = not sys.stdout.isatty()
    text = Text()
    for words, differs in parts:
        if text:
            text.append(" ")
        shown = printable(words)
        text.append(f"[{shown}]" if differs and plain else shown, style=style if differs else "")
    return text
