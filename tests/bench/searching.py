"""Measure targets 2 to 5: building the index, opening it, any query, and prefixes."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import warnings
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tests.bench import plain
from tests.bench.ground import ROOT, Ground, Row, at_least, at_most, percentile, seconds
from tests.bench.words import LANGUAGES, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STARTS = 5
_QUERIES = 150
_LIMIT = 20
_TERMS = 400


def bulk(ground: Ground) -> Iterator[Row]:
    """Compare writing all texts at once and a loop over them with Whoosh's defaults."""
    for size in ground.sizes:
        theirs = ground.whoosh(size)[1]
        documents = list(_documents(ground.texts(size)))
        folder = ground.folder / f"bulk-{size}"
        shutil.rmtree(folder, ignore_errors=True)
        mine = seconds(lambda: _write(folder / "index", documents))  # noqa: B023
        told = f"{mine:.1f} s against {theirs:.1f} s for {len(ground.texts(size)):,} units of text"
        row = at_least(2, f"bulk index of {size:,} files, against a Whoosh loop", 1.8, theirs / mine, told)
        yield row if size == ground.large else Row(row.target, row.work, "", row.measured, True, row.told)


def _documents(texts: list[plain.Text]) -> Iterator[Any]:
    from indexer.extract import Unit
    from indexer.index import IndexDocument

    for (key, title, path), group in groupby(texts, key=lambda text: (text.id, text.title, text.path)):
        units = [Unit(one.kind, one.number, one.label, one.text) for one in group]  # type: ignore[arg-type]
        yield IndexDocument(key, key, title, path, units)


def _write(folder: Path, documents: list[Any]) -> None:
    from indexer.index import Index

    with Index(folder) as index:
        index.write(documents)


_OPEN = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
sys.path.insert(0, sys.argv[3])
from tests.bench.ground import memory_of
import os
def held(): return memory_of(os.getpid())
which, folder, words = sys.argv[1], sys.argv[2], json.loads(sys.argv[4])
if which == "ours":
    from pathlib import Path
    from indexer.index import Index
    before, start = held(), time.perf_counter()
    index = Index(Path(folder))
    for word in words: index.search(word)
else:
    from whoosh.index import open_dir
    from whoosh.qparser import QueryParser
    before, start = held(), time.perf_counter()
    index = open_dir(folder)
    parser = QueryParser("text", index.schema)
    with index.searcher() as searcher:
        for word in words:
            found = searcher.search(parser.parse(word), limit=20)
            [hit.highlights("text") for hit in found]
            len(found)
print(json.dumps([time.perf_counter() - start, held() - before]))
"""


def opening(ground: Ground) -> Iterator[Row]:
    """Compare, each in a process of its own, opening the index and answering one word."""
    size = ground.large
    ours = ground.opened(size).index_folder / "index"
    theirs = ground.whoosh(size)[0]
    word = vocabulary("nb").words[200]
    measured: dict[str, list[list[float]]] = {"ours": [], "whoosh": []}
    for _ in range(_STARTS):
        for which, folder in (("ours", ours), ("whoosh", theirs)):
            command = [sys.executable, "-c", _OPEN, which, str(folder), str(ROOT), json.dumps([word])]
            measured[which].append(
                json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            )
    (mine, mine_held), (their, their_held) = (
        [statistics.median(column) for column in zip(*measured[which], strict=True)]
        for which in ("ours", "whoosh")
    )
    told = f"{1000 * mine:.0f} ms against {1000 * their:.0f} ms, median of {_STARTS}"
    yield at_most(
        3, f"open and answer at {size:,} files, against Whoosh's defaults", 0.333, mine / their, told
    )
    told = f"{mine_held:.1f} MB against {their_held:.1f} MB"
    yield at_most(
        3, "memory of that, beyond what the modules take", 0.25, mine_held / max(their_held, 0.1), told
    )


def queries() -> list[tuple[str, str]]:
    """Return queries of every form of the language, with their like for FTS5."""
    choose = random.Random("queries")
    found = []
    for _ in range(_QUERIES):
        words = vocabulary(choose.choice(LANGUAGES)).words
        one, two, rare = (
            choose.choice(words[20:400]),
            choose.choice(words[20:400]),
            choose.choice(words[400:]),
        )
        form = choose.choice(_FORMS)
        texts = [part.format(a=one, b=two, c=rare, p=rare[:3], q=one[:2]) for part in form]
        found.append((texts[0], texts[1]))
    return found


_FORMS = (
    ("{a}", '"{a}"'),
    ("{c}", '"{c}"'),
    ("{a} {b}", '"{a}" AND "{b}"'),
    ("{a} {b} {c}", '"{a}" AND "{b}" AND "{c}"'),
    ('"{a} {b}"', '"{a} {b}"'),
    ("{a} OR {b}", '"{a}" OR "{b}"'),
    ("{a} -{b}", '"{a}" NOT "{b}"'),
    ("{p}*", '"{p}" *'),
    ("{q}* {b}", '"{q}" * AND "{b}"'),
    ('{a} OR {b} "{c} {a}" -{p}x', '("{a}" OR "{b}") AND "{c} {a}"'),
)


def any_query(ground: Ground) -> Iterator[Row]:
    """Compare the slow end of many queries, warm and with passages marked, and FTS5's on the same texts."""
    from indexer.index import Index

    size = ground.large
    asked = queries()
    fts = sqlite3.connect(ground.fts(size))
    with Index(ground.opened(size).index_folder / "index") as index:
        for ours, theirs in asked[:20]:
            index.search(ours)
            plain.fts_answer(fts, theirs, _LIMIT)
        mine = [seconds(lambda: index.search(ours)) for ours, _ in asked]  # noqa: B023
        their = [seconds(lambda: plain.fts_answer(fts, theirs, _LIMIT)) for _, theirs in asked]  # noqa: B023
    fts.close()
    slow, their_slow = percentile(mine, 0.95), percentile(their, 0.95)
    worst = max(zip(mine, asked, strict=True))
    told = (
        f"{len(asked)} queries of ten forms; median {1000 * statistics.median(mine):.0f} ms, slowest "
        f"{1000 * worst[0]:.0f} ms"
    )
    yield Row(
        4, f"any query at {size:,} files, warm: 95th percentile", "at most 100 ms", f"{1000 * slow:.0f} ms",
        slow <= 0.1, told,
    )  # fmt: skip
    told = (
        f"{1000 * slow:.0f} ms against {1000 * their_slow:.1f} ms; all queries {sum(mine) / sum(their):.1f}x"
    )
    yield at_most(4, "that, against SQLite FTS5", 20, slow / their_slow, told)


def prefixes(ground: Ground) -> Iterator[Row]:
    """Compare a prefix of many terms with Whoosh's own query on its own index."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh.index import open_dir
        from whoosh.query import Prefix

    from indexer.index import Index

    size = ground.large
    theirs = open_dir(str(ground.whoosh(size)[0]))
    with theirs.searcher() as searcher, Index(ground.opened(size).index_folder / "index") as index:
        reader = searcher.reader()
        prefix = _prefix(reader)
        count = sum(1 for _ in reader.expand_prefix("text", prefix))
        index.search(f"{prefix}*")
        searcher.search(Prefix("text", prefix), limit=_LIMIT)
        mine = statistics.median(seconds(lambda: index.search(f"{prefix}*")) for _ in range(_STARTS))
        their = statistics.median(
            seconds(lambda: searcher.search(Prefix("text", prefix), limit=_LIMIT)) for _ in range(_STARTS)
        )
    told = f"{1000 * mine:.0f} ms (with marked passages) against {1000 * their:.0f} ms (without) for {count} terms"
    yield at_most(5, "prefix of some 400 terms, against Whoosh's", 0.1, mine / their, told)


def _prefix(reader: Any) -> str:
    """Return a prefix of letters that some four hundred terms begin with."""
    best, best_away = "", 10**9
    for first in "abcdefghijklmnoprstuvz":
        for second in "abcdefghijklmnoprstuvz":
            count = sum(1 for _ in reader.expand_prefix("text", first + second))
            if (away := abs(count - _TERMS)) < best_away:
                best, best_away = first + second, away
    return best
