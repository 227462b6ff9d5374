"""Recognise registers among the spreadsheets of the evidence folder, and read those that are new or changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qms.evidence.readings import ReadingCache
from qms.model.register import RowProblem
from qms.results.store import TableCache, read_spreadsheet, reading_mark
from qms.state.files import make_private, write_atomic
from qms.state.register_rows import files_to_look_at, look_again, put_books, register_files
from qms.upkeep.reading import SPREADSHEETS

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.extract.pool import Extractor
    from qms.workspace.workspace import Workspace

_BATCH = 20


@dataclass(frozen=True, slots=True)
class RegisterNews:
    """Hold what a pass read: spreadsheets with registers in them, their rows, and what is wrong in these."""

    files: int = 0
    rows: int = 0
    problems: tuple[RowProblem, ...] = ()


def follow_registers(
    workspace: Workspace, actor: str, progress: Callable[[], None] = lambda: None
) -> RegisterNews:
    """Read the spreadsheets that may hold a register and that nobody looked at since they changed.

    Safe to interrupt: what was not looked at waits for the next pass.
    """
    mark = workspace.cache / "tables" / "mark"
    current = reading_mark().encode()
    if (mark.read_bytes() if mark.is_file() else b"") != current:
        with workspace.state.write(actor) as change:
            look_again(change.conn, SPREADSHEETS)
        make_private(mark.parent)
        write_atomic(mark, current, durable=False)
    with workspace.state.read() as conn:
        files = files_to_look_at(conn)
    if not files:
        return RegisterNews()
    from indexer.extract.pool import Extractor
    from qms.evidence.tools import workspace_tools

    news = RegisterNews()
    with Extractor(workers=1, tools=workspace_tools(workspace)) as extractor:
        for start in range(0, len(files), _BATCH):
            news = _look_at(workspace, actor, files[start : start + _BATCH], extractor, news, progress)
    with workspace.state.read() as conn:
        TableCache(workspace).sweep(file.sha256 for file in register_files(conn))
    return news


def _look_at(
    workspace: Workspace,
    actor: str,
    files: list[Any],
    extractor: Extractor,
    news: RegisterNews,
    progress: Callable[[], None],
) -> RegisterNews:
    """Look at some files, then write down what they hold in one transaction."""
    from qms.results.recognition import worth_a_look

    readings, tables = ReadingCache(workspace.cache), TableCache(workspace)
    found: list[tuple[Any, tuple[str, ...] | None]] = []
    count, rows, problems = news.files, news.rows, list(news.problems)
    for file in files:
        progress()
        reading = readings.get(file.sha256, file.path)
        # Without the text in the cache only the cells can tell.
        if reading is not None and not any(worth_a_look(unit.text, file.path) for unit in reading.units):
            found.append((file, None))
            continue
        path = Path(os.fsdecode(os.path.join(os.fsencode(workspace.evidence_folder), file.raw)))
        parsed = read_spreadsheet(workspace, tables, path, file.sha256, file.path, extractor)
        if parsed is None:  # changed or locked just now: it waits for the next pass
            problems.append(RowProblem("register_unread", {"problem": "unreadable"}, file.path, ""))
            continue
        # A spreadsheet that only calls itself a register holds none, and is told of with every check.
        known = parsed.books or (tuple(file.books or ()) if parsed.problem else ())
        found.append((file, known if known or parsed.problems or parsed.lost else None))
        count += 1 if parsed.books else 0
        rows += len(parsed.rows)
        problems += parsed.problems
    with workspace.state.write(actor) as change:
        for file, books in found:
            put_books(change.conn, file.id, file.sha256, books)
            if list(books or ()) != list(file.books or ()):
                change.log("register.recognised", file.id, books=list(books or ()))
    return RegisterNews(count, rows, tuple(problems))
