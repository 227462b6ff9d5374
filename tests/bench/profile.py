"""Tell where the time of a first pass goes: seconds and processor time by stage, in this process and below it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.ground import ROOT, Ground, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STAGES = {
    "is_calm": "a fast look",
    "observe": "scan and fingerprints",
    "apply": "register",
    "read_all": "reading",
    "bring_index_in_step": "index",
    "_follow_documents": "documents",
}


def stages(ground: Ground) -> Iterator[Row]:
    """Measure the stages of a first pass over the larger store, in a process of its own."""
    size = ground.large
    folder = ground.workspace(size, "profile")
    command = [sys.executable, "-m", "tests.bench.profile", str(folder)]
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **ground.env, "PYTHONPATH": str(ROOT)},
    )
    found = json.loads(done.stdout)
    whole = sum(wall for wall, _, _ in found.values())
    for name, (wall, own, below) in found.items():
        told = f"{wall:.1f} s; processor: {own:.1f} s in the program, {below:.1f} s in its workers"
        work = f"first sync of {size:,} files: {STAGES[name]}"
        yield Row(0, work, "", f"{100 * wall / whole:.0f} %", True, told)


def _processor() -> tuple[float, float]:
    now = os.times()
    return now.user + now.system, now.children_user + now.children_system


def _timed(name: str, work: Callable[..., Any], found: dict[str, list[float]]) -> Callable[..., Any]:
    def timing(*arguments: Any, **named: Any) -> Any:
        start, (own, below) = time.perf_counter(), _processor()
        try:
            return work(*arguments, **named)
        finally:
            own_now, below_now = _processor()
            spent = (time.perf_counter() - start, own_now - own, below_now - below)
            found[name] = [a + b for a, b in zip(found.get(name, [0.0] * 3), spent, strict=True)]

    return timing


def main() -> None:
    """Synchronise the workspace that is named on the command line, and print what each stage took."""
    from qms.upkeep import sync
    from qms.workspace.workspace import Workspace

    found: dict[str, list[float]] = {}
    for name in STAGES:
        setattr(sync, name, _timed(name, getattr(sync, name), found))
    sync.sync(Workspace(Path(sys.argv[1])))
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
