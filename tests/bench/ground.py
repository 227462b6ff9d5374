"""Prepare what the measurements share, each thing once in a run: stores, synchronised workspaces, texts, references."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tests.bench import plain
from tests.bench.store import make_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
_EACH = 0.2  # seconds between two looks at the memory of a process tree
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Row:
    """Hold one line of the page: a measured value, whether it is as `wanted`, and how it came about."""

    target: int
    work: str
    wanted: str
    measured: str
    met: bool
    told: str


def at_most(target: int, work: str, limit: float, ratio: float, told: str) -> Row:
    """Return a line for a ratio that should be small."""
    return Row(target, work, f"at most {limit:g}x", f"{ratio:.2f}x", ratio <= limit, told)


def at_least(target: int, work: str, limit: float, ratio: float, told: str) -> Row:
    """Return a line for a ratio that should be large."""
    return Row(target, work, f"at least {limit:g}x", f"{ratio:.1f}x", ratio >= limit, told)


@dataclass(frozen=True)
class Ran:
    """Hold how long a process took, its processor time (both in seconds), and the most memory of its tree (MB)."""

    seconds: float
    processor: float
    memory: float


@dataclass
class Ground:
    """Give prepared things by the number of files; `sizes` are those that a run measures, ascending."""

    folder: Path
    sizes: tuple[int, ...]
    _made: dict[tuple[str, int], Any] = field(default_factory=dict)

    @property
    def large(self) -> int:
        """Return the larger size."""
        return self.sizes[-1]

    def once(self, what: str, size: int, make: Callable[[], _Made]) -> _Made:
        """Return what was made under this name, made now when it was not yet."""
        if (what, size) not in self._made:
            self._made[what, size] = make()
        return self._made[what, size]

    def store(self, size: int) -> Path:
        """Return a folder with so many files, all of them in the page cache."""

        def make() -> Path:
            folder = self.folder / f"store-{size}"
            if not folder.is_dir():
                make_store(folder, size)
            for path in files_below(folder):
                Path(path).read_bytes()
            return folder

        return self.once("store", size, make)

    def workspace(self, size: int, name: str = "first") -> Path:
        """Return a new workspace that watches the store of this size and was never synchronised."""
        folder = self.folder / f"workspace-{size}-{name}"
        shutil.rmtree(folder, ignore_errors=True)
        qms("init", str(folder), "--country", "NO", "--lang", "en", env=self.env)
        settings = folder / "qms.toml"
        wanted = f"folder = {str(self.store(size))!r}".replace("'", '"')
        settings.write_text(settings.read_text("utf-8").replace('folder = "evidence_store"', wanted), "utf-8")
        return folder

    def synced(self, size: int) -> tuple[Path, Ran]:
        """Return a workspace that was synchronised once, and what that took."""

        def make() -> tuple[Path, Ran]:
            folder = self.workspace(size)
            return folder, qms("-C", str(folder), "sync", env=self.env)

        return self.once("synced", size, make)

    def texts(self, size: int) -> list[plain.Text]:
        """Return the units of text that the synchronised workspace holds."""
        return self.once("texts", size, lambda: list(self._texts(size)))

    def _texts(self, size: int) -> Iterator[plain.Text]:
        from qms.evidence.readings import ReadingCache
        from qms.state.evidence_rows import known_files

        workspace = self.opened(size)
        cache = ReadingCache(workspace.cache)
        with workspace.state.read() as conn:
            known = known_files(conn)
        for file in known:
            reading = cache.get(file.sha256, file.path)
            for unit in reading.units if reading else ():
                yield plain.Text(
                    file.id, file.path, file.title, unit.kind, unit.number or 0, unit.label, unit.text
                )

    def opened(self, size: int) -> Any:
        """Return the synchronised workspace, open in this process."""
        from qms.workspace.workspace import Workspace

        folder, _ = self.synced(size)
        os.environ.update(self.env)
        return Workspace(folder)

    def whoosh(self, size: int) -> tuple[Path, float]:
        """Return an index that Whoosh made with its defaults from the same texts, and the seconds that took."""
        return self.once(
            "whoosh", size, lambda: plain.whoosh_index(self.folder / f"whoosh-{size}", self.texts(size))
        )

    def fts(self, size: int) -> Path:
        """Return a SQLite database with the same texts in an FTS5 table."""
        return self.once(
            "fts", size, lambda: plain.fts_index(self.folder / f"fts-{size}.db", self.texts(size))
        )

    @cached_property
    def env(self) -> dict[str, str]:
        """Return the environment of a user of whom nothing is known yet."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return {"XDG_CACHE_HOME": str(home), "HOME": str(home), "QMS_PERSON": ""}


def qms(*arguments: str, env: dict[str, str], watch: bool = True) -> Ran:
    """Run the program to its end. Raises CalledProcessError when it fails."""
    program = [str(ROOT / ".venv" / "bin" / "qms")]
    if not Path(program[0]).exists():
        program = [sys.executable, str(ROOT / "cli.py")]
    return run([*program, *arguments], env=env, watch=watch)


def run(command: Sequence[str], *, env: dict[str, str] | None = None, watch: bool = True) -> Ran:
    """Run a command, silently, and return what it took."""
    before = os.times()
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, **(env or {})}
    )
    most = [0.0]
    done = threading.Event()
    looker = threading.Thread(target=_look, args=(process.pid, most, done), daemon=True)
    if watch:
        looker.start()
    _, problems = process.communicate()
    seconds = time.perf_counter() - start
    done.set()
    if watch:
        looker.join()
    after = os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=problems)
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Ran(seconds, used, most[0])


def _look(pid: int, most: list[float], done: threading.Event) -> None:
    while not done.wait(_EACH):
        most[0] = max(most[0], memory_of_tree(pid))


def memory_of_tree(pid: int) -> float:
    """Return the proportional set size of a process and all below it, in MB; 0 where the system does not tell."""
    total, waiting = 0.0, [pid]
    while waiting:
        one = waiting.pop()
        total += memory_of(one)
        try:
            for task in (Path("/proc") / str(one) / "task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue
    return total


def memory_of(pid: int) -> float:
    """Return the proportional set size of one process in MB; 0 where the system does not tell."""
    try:
        lines = (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def files_below(folder: Path) -> list[str]:
    """Return the paths of all files, sorted."""
    return sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
