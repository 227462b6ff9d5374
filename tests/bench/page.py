"""Keep results between runs and render docs/benchmarks.md from them."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.ground import Row

DOCS = Path(__file__).resolve().parents[2] / "docs"
RESULTS = DOCS / "benchmarks.json"
PAGE = DOCS / "benchmarks.md"
STORY = Path(__file__).with_name("story.md")


def keep(target: str, rows: Iterable[Row], *, small: bool) -> None:
    """Put the lines of one part among the results, in place of its earlier ones."""
    results = _results()
    results[target] = {"machine": machine(), "small": small, "rows": [asdict(row) for row in rows]}
    ordered = dict(sorted(results.items(), key=lambda pair: (not pair[0].isdigit(), pair[0].zfill(3))))
    RESULTS.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _results() -> dict[str, Any]:
    try:
        return dict(json.loads(RESULTS.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def machine() -> str:
    """Describe this machine as far as it explains a figure: processors, memory, interpreter."""
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    except (ValueError, OSError, AttributeError):
        memory = 0.0
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (
        f"{platform.system()}, {cores} cores, {memory:.0f} GB of memory, Python {platform.python_version()}"
    )


def render() -> None:
    """Write the page: results, and the story of how they came about."""
    results = _results()
    machines = sorted({part["machine"] for part in results.values()})
    lines = [
        "# Benchmarks",
        "",
        "Ratios against plain references, measured by `make bench`: both sides run in the same run on the same files,",
        "so that a figure means something on any machine. The numbers of the targets are those of the design.",
        "",
        f"Measured on: {'; '.join(machines)}.",
        "",
        "| target | work | wanted | measured | | in figures |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for part in results.values():
        for row in part["rows"]:
            sign = ("met" if row["met"] else "**missed**") if row["wanted"] else ""
            told = row["told"] + (" (small run)" if part["small"] else "")
            number = row["target"] or ""
            lines.append(
                f"| {number} | {row['work']} | {row['wanted']} | {row['measured']} | {sign} | {told} |"
            )
    story = STORY.read_text("utf-8") if STORY.exists() else ""
    PAGE.write_text("\n".join(lines) + "\n\n" + story, "utf-8")
