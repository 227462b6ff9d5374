"""Measure targets 1, 6, 7 and 12: the first pass over a store, an idle one, one changed file, and memory."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import plain
from tests.bench.ground import Ground, Ran, Row, at_most, files_below, qms, run, seconds
from tests.bench.store import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 5
_PAIRS = 3  # of first passes over the smaller store


def first_sync(ground: Ground) -> Iterator[Row]:
    """Compare whole processes: `qms sync` of a new workspace and `recollindex` with a new configuration."""
    if shutil.which("recollindex") is None:
        yield Row(
            1, "first sync against recollindex", "at most 1x", "skipped", True, "recollindex is not installed"
        )
        return
    for size in ground.sizes:
        pairs = []
        for number in range(_PAIRS if size <= 1_000 else 1):
            theirs = recollindex(ground, size, number)
            ours = ground.synced(size)[1] if number == 0 else _again(ground, size, number)
            pairs.append((ours.seconds / theirs.seconds, ours, theirs))
        ratio, ours, theirs = sorted(pairs, key=lambda pair: pair[0])[len(pairs) // 2]
        told = (
            f"{ours.seconds:.1f} s against {theirs.seconds:.1f} s, processor {ours.processor:.1f} s against "
            f"{theirs.processor:.1f} s" + (f", median of {len(pairs)}" if len(pairs) > 1 else "")
        )
        yield at_most(1, f"first sync of {size:,} files, against `recollindex`", 1.0, ratio, told)


def _again(ground: Ground, size: int, number: int) -> Ran:
    folder = ground.workspace(size, f"again-{number}")
    return qms("-C", str(folder), "sync", env=ground.env)


def recollindex(ground: Ground, size: int, number: int) -> Ran:
    """Index the store with recollindex, with a configuration of its own."""
    folder = ground.folder / f"recoll-{size}-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "recoll.conf").write_text(f"topdirs = {ground.store(size)}\n")
    return run(["recollindex", "-c", str(folder)], env=ground.env)


def rescan(ground: Ground) -> Iterator[Row]:
    """Compare the scan of an unchanged store, with the comparison with the register, and a bare scan."""
    for size in ground.sizes:
        yield _rescan(ground, size)


def _rescan(ground: Ground, size: int) -> Row:
    from qms.upkeep.observing import is_calm

    workspace = ground.opened(size)
    store = os.fsencode(ground.store(size))
    opened: list[object] = []
    watching = [False]

    def hook(event: str, given: tuple[object, ...]) -> None:
        if watching[0] and event == "open" and os.fsencode(str(given[0])).startswith(store):
            opened.append(given[0])

    sys.addaudithook(hook)

    def ours() -> None:
        assert is_calm(workspace.state, workspace.evidence_folder, workspace.settings.evidence_ignore)

    before = workspace.database.read_bytes()
    ours()
    pairs = [(seconds(ours), seconds(lambda: plain.bare_scan(store))) for _ in range(_ROUNDS)]
    watching[0] = True
    ours()
    watching[0] = False
    calm = not opened and workspace.database.read_bytes() == before
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    whole = qms("-C", str(workspace.root), "sync", env=ground.env)
    told = (
        f"{1000 * mine:.0f} ms against {1000 * theirs:.0f} ms, median of {_ROUNDS}; files opened: {len(opened)}; the "
        f"database {'stays as it was' if calm else 'CHANGED'}; the whole command {whole.seconds:.2f} s"
    )
    row = at_most(6, f"scan of {size:,} unchanged files, against `os.scandir` and `stat`", 1.5, ratio, told)
    return Row(row.target, row.work, row.wanted, row.measured, row.met and calm, row.told)


def one_change(ground: Ground) -> Iterator[Row]:
    """Compare a pass after one file changed, as a running `qms watch` makes it, and the first pass over the store."""
    from qms.upkeep.sync import sync

    size = ground.large
    folder, first = ground.synced(size)
    workspace = ground.opened(size)
    target = Path(next(p for p in files_below(ground.store(size)) if p.endswith(".txt")))
    was, status = target.read_bytes(), target.stat()
    passes, commands = [], []
    try:
        for number in range(2 * _ROUNDS):
            target.write_bytes(was + sentence(number).encode())
            if number % 2:
                commands.append(qms("-C", str(folder), "sync", env=ground.env).seconds)
            else:
                passes.append(seconds(lambda: sync(workspace)))
    finally:
        target.write_bytes(was)
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
        sync(workspace)
    middle, whole = statistics.median(passes), statistics.median(commands)
    share = 100 * middle / first.seconds
    told = (
        f"{middle:.2f} s against {first.seconds:.1f} s, median of {_ROUNDS}; as a command of its own, with the start "
        f"of the program, {whole:.2f} s ({100 * whole / first.seconds:.1f} %)"
    )
    yield Row(
        7,
        f"one changed file in {size:,}, of the first sync",
        "at most 1 %",
        f"{share:.2f} %",
        share <= 1,
        told,
    )


def memory(ground: Ground) -> Iterator[Row]:
    """Tell the most memory that the process tree of a first pass held."""
    held = {size: ground.synced(size)[1].memory for size in ground.sizes}
    told = ", ".join(f"{value:.0f} MB with {size:,} files" for size, value in held.items())
    most = max(held.values())
    yield Row(
        12,
        "memory of `qms sync` (PSS of the process tree)",
        "at most 400 MB",
        f"{most:.0f} MB",
        most <= 400,
        told,
    )
