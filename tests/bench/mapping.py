"""Measure target 11: the coverage map of a large register."""

from __future__ import annotations

import random
import sqlite3
import statistics
from datetime import date
from typing import TYPE_CHECKING

from tests.bench.ground import Ground, Row, at_most, qms, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qms.workspace.workspace import Workspace

_FILES, _LINKS, _ROUNDS = 10_000, 20_000, 5


def coverage_map(ground: Ground) -> Iterator[Row]:
    """Compare building the map of 75 indicators and reading the rows that it is made of."""
    from qms.coverage.map import build_map
    from qms.workspace.workspace import Workspace

    folder = ground.folder / "map"
    if not folder.is_dir():
        qms("init", str(folder), "--country", "NO", "--lang", "en", env=ground.env)
        _fill(Workspace(folder))

    def ours() -> None:
        assert len(build_map(Workspace(folder)).entries) == 75

    def rows() -> None:
        connection = sqlite3.connect(Workspace(folder).database)
        for table in ("evidence", "links", "pins", "indicators", "exemptions"):
            connection.execute(f"select * from {table}").fetchall()
        connection.close()

    ours()
    pairs = [(seconds(ours), seconds(rows)) for _ in range(_ROUNDS)]
    mine, their = (statistics.median(column) for column in zip(*pairs, strict=True))
    told = f"{1000 * mine:.0f} ms against {1000 * their:.0f} ms, median of {_ROUNDS}"
    work = (
        f"coverage map of 75 indicators over {_FILES:,} files and {_LINKS:,} links, against reading the rows"
    )
    yield at_most(11, work, 5, mine / their, told)


def _fill(workspace: Workspace) -> None:
    """Write files and links as a sync and people would have done."""
    from qms.state.evidence_rows import insert_evidence

    files = [
        {
            "id": f"e-{number:010x}",
            "raw": f"{number % 200}/{number}.pdf".encode(),
            "path": f"{number % 200}/{number}.pdf",
            "status": "present",
            "size": 1000 + number,
            "mtime_ns": number,
            "inode": number,
            "sha256": f"{number:064x}",
            "title": f"Paper {number}",
            "seen_at": "2026-01-01T00:00:00",
        }
        for number in range(_FILES)
    ]
    with workspace.state.write("bench") as change:
        insert_evidence(change.conn, files)
    fill_links(workspace, _LINKS)


def fill_links(workspace: Workspace, count: int) -> None:
    """Link the files of a register to indicators, as people would have done, `count` times."""
    from qms.state.evidence_rows import known_files
    from qms.state.tables import links

    choose = random.Random("map")
    kinds = ("document", "record", "result", "awareness", "voice", "observation")
    references = [indicator.ref for indicator in workspace.framework.indicators]
    with workspace.state.read() as conn:
        files = sorted(file.id for file in known_files(conn))
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < count:
        pairs.add((choose.choice(files), choose.choice(references)))
    made = [
        {
            "id": f"l-{at:010x}",
            "evidence": file,
            "framework": workspace.framework.id,
            "indicator": reference,
            "kinds": choose.sample(kinds, choose.choice((1, 1, 2))),
            "services": [],
            "date_from": (day := date(choose.randint(2023, 2026), choose.randint(1, 12), 1)),
            "date_to": day,
            "date_assumed": choose.random() < 0.3,
            "note": "",
            "suspect": "text_changed" if choose.random() < 0.05 else None,
            "confirmed_revision": 1,
            "confirmed_text": None,
            "confirmed_by": "bench",
            "confirmed_at": "2026-01-01T00:00:00",
            "version": 1,
        }
        for at, (file, reference) in enumerate(sorted(pairs))
    ]
    with workspace.state.write("bench") as change:
        change.conn.execute(links.insert(), made)
