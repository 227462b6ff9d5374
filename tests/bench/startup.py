"""Measure target 10: how long the program takes to start."""

from __future__ import annotations

import statistics
import sys
from typing import TYPE_CHECKING

from tests.bench.ground import ROOT, Ground, Row, at_most, run

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 15


def starts(ground: Ground) -> Iterator[Row]:
    """Compare `qms --help` and `qms coverage` on the sample with an interpreter that does nothing."""
    demo = ground.folder / "demo"
    program = str(ROOT / ".venv" / "bin" / "qms")
    if not demo.is_dir():
        run([program, "init", str(demo), "--demo"], env=ground.env)
        run([program, "-C", str(demo), "sync"], env=ground.env)
    commands = {
        "nothing": [sys.executable, "-c", "pass"],
        "help": [program, "--help"],
        "coverage": [program, "-C", str(demo), "coverage"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_ROUNDS):
        for name, command in commands.items():
            times[name].append(run(command, env=ground.env, watch=False).seconds)
    nothing, helped, covered = (statistics.median(times[name]) for name in ("nothing", "help", "coverage"))
    told = f"{1000 * helped:.0f} ms against {1000 * nothing:.0f} ms, median of {_ROUNDS}"
    yield at_most(10, "`qms --help`, against `python -c pass`", 5, helped / nothing, told)
    told = f"{1000 * covered:.0f} ms against {1000 * nothing:.0f} ms, median of {_ROUNDS}"
    yield at_most(10, "`qms coverage` on the sample, against the same", 40, covered / nothing, told)
