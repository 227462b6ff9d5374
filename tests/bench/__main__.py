"""Measure everything, or some of it, and write docs/benchmarks.json and docs/benchmarks.md.

python -m tests.bench [--only 1,4,quality] [--small] [--folder FOLDER] [--dry]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tests.bench import page
from tests.bench.ground import Ground, Row

Part = Callable[[Ground], Iterator[Row]]
PARTS = {
    "1": "syncing:first_sync",
    "2": "searching:bulk",
    "3": "searching:opening",
    "4": "searching:any_query",
    "5": "searching:prefixes",
    "6": "syncing:rescan",
    "7": "syncing:one_change",
    "8": "reading:pdf_pages",
    "9": "documents:generation",
    "10": "startup:starts",
    "11": "mapping:coverage_map",
    "12": "syncing:memory",
    "profile": "profile:stages",
    "quality": "quality:quality",
    "suggest": "suggesting:suggest",
    "pages": "serving:pages",
}
ORDER = (
    "10",
    "8",
    "1",
    "12",
    "6",
    "7",
    "2",
    "3",
    "4",
    "5",
    "11",
    "9",
    "profile",
    "quality",
    "suggest",
    "pages",
)
"""What should meet a fresh process first comes first; what needs a synchronised store follows on its making."""


def main() -> int:
    """Run the parts that are asked for; return 1 when a target is missed."""
    asked = _arguments()
    wanted = asked.only.split(",") if asked.only else list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        sys.exit(f"unknown: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = Path(asked.folder or temporary).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        ground = Ground(folder, (1_000,) if asked.small else (1_000, 10_000))
        missed = sum(_measure(name, ground, asked) for name in ORDER if name in wanted)
    if not asked.dry:
        page.render()
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", help="numbers of targets, `quality`, `suggest` and `pages`, with commas")
    parser.add_argument("--small", action="store_true", help="1,000 files only")
    parser.add_argument("--folder", help="keep what is made for the measurement here, and use it again")
    parser.add_argument("--dry", action="store_true", help="print, and leave the page alone")
    return parser.parse_args()


def _measure(name: str, ground: Ground, asked: argparse.Namespace) -> int:
    """Run one part, print and keep its lines, and return how many targets it missed."""
    module, _, function = PARTS[name].partition(":")
    start = time.perf_counter()
    try:
        part: Part = getattr(import_module(f"tests.bench.{module}"), function)
    except ModuleNotFoundError as error:
        if error.name != f"tests.bench.{module}":
            raise
        sys.stdout.write(f"{name}: not there yet\n")
        return 0
    rows = list(part(ground))
    for row in rows:
        sign = " " if row.met else "!"
        sys.stdout.write(
            f"{sign} {row.target or '':>2} {row.work}: {row.measured} ({row.wanted}) {row.told}\n"
        )
    sys.stdout.write(f"   {time.perf_counter() - start:.0f} s\n")
    sys.stdout.flush()
    if not asked.dry:
        page.keep(name, rows, small=asked.small)
    return sum(not row.met for row in rows)


if __name__ == "__main__":
    sys.exit(main())
