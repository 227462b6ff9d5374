"""Do the same work plainly, as the manuals of the libraries show it: what the program is measured against."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
import warnings
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Text(NamedTuple):
    """Hold one unit of text and the file it is from."""

    id: str
    path: str
    title: str
    kind: str
    number: int
    label: str
    text: str


def whoosh_index(folder: Path, texts: Iterable[Text]) -> tuple[Path, float]:
    """Index texts in a loop, with all defaults, and return the folder and the seconds that took."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh.fields import ID, NUMERIC, TEXT, Schema
        from whoosh.index import create_in

        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        schema = Schema(
            id=ID(stored=True),
            path=ID(stored=True),
            title=TEXT(stored=True),
            number=NUMERIC(stored=True),
            label=TEXT(stored=True),
            text=TEXT(stored=True),
        )
        start = time.perf_counter()
        writer = create_in(str(folder), schema).writer()
        for one in texts:
            writer.add_document(
                id=one.id, path=one.path, title=one.title, number=one.number, label=one.label, text=one.text
            )
        writer.commit()
    return folder, time.perf_counter() - start


def fts_index(path: Path, texts: Iterable[Text]) -> Path:
    """Put texts into an FTS5 table."""
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute("create virtual table texts using fts5(id unindexed, title, label, text)")
        rows = ((one.id, one.title, one.label, one.text) for one in texts)
        connection.executemany("insert into texts values (?, ?, ?, ?)", rows)
    connection.close()
    return path


def fts_answer(connection: sqlite3.Connection, query: str, limit: int) -> int:
    """Answer a query with the best hits, marked, and the number of all; return that number."""
    marked = "select id, snippet(texts, 3, '[', ']', '..', 24) from texts where texts match ? order by rank limit ?"
    hits = connection.execute(marked, (query, limit)).fetchall()
    total = connection.execute(
        "select count(distinct id) from texts where texts match ?", (query,)
    ).fetchone()[0]
    return max(total, len(hits))


def bare_scan(folder: bytes) -> int:
    """Look at every file of a folder, and return how many there are."""
    count, waiting = 0, [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    entry.stat()
                    count += 1
    return count
