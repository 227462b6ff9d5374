"""Take out of a report or a comparison what names confidential evidence, for readers who must not see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qms.model.reports import Linked
from qms.state.evidence_rows import known_files

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from qms.audit.snapshot_content import Content
    from qms.model.reports import Cell, Part, Report, Row
    from qms.model.snapshot import Difference
    from qms.workspace.workspace import Workspace

WITHHELD = "…"
_KEEPS_ROWS = "improvement"
"""The report whose rows are findings and actions: they stay, without the file; rows of a hidden register do not."""


def hidden_paths(workspace: Workspace, hidden: Collection[str]) -> tuple[str, ...]:
    """Return the paths of hidden evidence, the longest first, so that a path inside another is found first."""
    if not hidden:
        return ()
    with workspace.state.read() as conn:
        paths = {known.path for known in known_files(conn) if known.id in hidden}
    return tuple(sorted(paths, key=len, reverse=True))


def masked(text: str, paths: Sequence[str]) -> str:
    """Return a text in which no hidden path stands."""
    for path in paths:
        text = text.replace(path, WITHHELD)
    return text


def without_hidden(report: Report, paths: Sequence[str]) -> Report:
    """Return a report without the rows that a hidden file stands in, and without its path anywhere else."""
    if not paths:
        return report
    facts = tuple((name, masked(value, paths)) for name, value in report.facts)
    return replace(report, facts=facts, parts=tuple(_part(part, report.kind, paths) for part in report.parts))


def withheld_books(states: Iterable[Content], hidden: Collection[str]) -> frozenset[str]:
    """Return the books of which, in one of the states, rows stood in a file that must not be seen."""
    files = (file for state in states for file in state.head["registers"]["files"])
    return frozenset(book for file in files if file["evidence"] in hidden for book in file["books"])


def without_hidden_changes(
    found: Difference, hidden: Collection[str], books: Collection[str] = ()
) -> Difference:
    """Return what changed between two states without links and files that must not be seen, and rows of `books`."""
    rows = {table: told for table, told in found.registers.items() if table.partition(".")[0] not in books}
    return replace(
        found,
        registers=rows,
        links=tuple(one for one in found.links if one.evidence not in hidden),
        files=tuple(one for one in found.files if one.evidence not in hidden),
    )


def _part(part: Part, kind: str, paths: Sequence[str]) -> Part:
    table = part.table
    if table is not None:
        rows = tuple(_row(row, paths) for row in table.rows if not _goes(row, kind, paths))
        table = replace(table, rows=rows)
    return replace(part, lines=tuple(masked(line, paths) for line in part.lines), table=table)


def _goes(row: Row, kind: str, paths: Sequence[str]) -> bool:
    named = any(_names(cell.text, paths) for cell in row.cells if isinstance(cell, Linked))
    return named and not (kind == _KEEPS_ROWS and bool(row.cells[0]))


def _names(text: str, paths: Sequence[str]) -> bool:
    return any(path in text for path in paths)


def _row(row: Row, paths: Sequence[str]) -> Row:
    return replace(row, group=masked(row.group, paths), cells=tuple(_cell(cell, paths) for cell in row.cells))


def _cell(cell: Cell, paths: Sequence[str]) -> Cell:
    if isinstance(cell, Linked):
        return Linked("") if _names(cell.text, paths) else cell
    return masked(cell, paths) if isinstance(cell, str) else cell
