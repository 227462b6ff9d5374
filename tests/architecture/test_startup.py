"""Prove that the program starts fast: no heavy module where none is needed (design section 8, target 10)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

import pytest

from tests.architecture.modules import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"sqlalchemy", "alembic", "whoosh", "lxml", "docx", "docxtpl", "pypdf", "pydantic", "yaml", "rich"}
NOT_FOR_COVERAGE = {"alembic", "whoosh", "lxml", "docx", "docxtpl", "pypdf"}
DUMP = """\
import sys
from cli import main
try:
    main(sys.argv[1:])
finally:
    tops = sorted({name.partition(".")[0] for name in sys.modules})
    sys.stderr.write("\\nMODULES " + " ".join(tops))
"""


def environment(cache: Path) -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if not k.startswith(("QMS_", "COVERAGE", "COV_"))}
    # An installed program has its bytecode on disk; a machine that forbids writing it would time the compiler.
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    own["PYTHONPYCACHEPREFIX"] = str(cache / "bytecode")
    return own | {"QMS_CACHE_DIR": str(cache), "QMS_LANG": "en", "PYTHONPATH": str(CHECKOUT)}


def loaded(cache: Path, *arguments: str) -> set[str]:
    """Run a command in a process of its own and return the top-level modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", DUMP, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env=environment(cache),
        cwd=cache,
    )
    assert done.returncode == 0, done.stderr
    found = set(done.stderr.rsplit("\nMODULES ", 1)[1].split())
    assert "click" in found
    return found


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample workspace, synced, with some of its spreadsheets alone: reading all evidence takes long."""
    folder = tmp_path_factory.mktemp("start")
    root = folder / "demo"
    # What makes the sample is not measured: it takes the compiled modules that are there, and no other programs.
    calm = environment(folder) | {"QMS_SOFFICE": "", "QMS_TESSERACT": "", "PYTHONDONTWRITEBYTECODE": "1"}
    del calm["PYTHONPYCACHEPREFIX"]
    for arguments in (["init", str(root), "--demo"], ["-C", str(root), "sync", "--accept-missing"]):
        files = sorted(file for file in root.glob("evidence_store/**/*") if file.is_file())
        kept = {file for file in files if file.suffix in {".xlsx", ".csv"}}
        for file in set(files) - set(sorted(kept)[::4]):
            file.unlink()
        done = subprocess.run(
            [sys.executable, str(CHECKOUT / "cli.py"), *arguments],
            check=False,
            capture_output=True,
            text=True,
            env=calm,
        )
        assert done.returncode == 0, done.stderr
    return root


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("coverage", "--help")])
def test_help_imports_no_heavy_module(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert loaded(tmp_path, *arguments) & HEAVY == set()


@pytest.mark.parametrize("language", ["nb", "lt"])
def test_help_in_another_language_imports_no_heavy_module(tmp_path: Path, language: str) -> None:
    assert loaded(tmp_path, "--lang", language, "--help") & HEAVY == set()


def test_the_shell_that_completes_a_word_imports_no_heavy_module(tmp_path: Path) -> None:
    code = "import sys, cli; print(*sorted({n.partition('.')[0] for n in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(tmp_path), check=True
    )
    assert set(done.stdout.split()) & HEAVY == set()


@pytest.mark.parametrize("arguments", [("coverage",), ("coverage", "--json"), ("gaps",)])
def test_coverage_imports_what_it_needs_only(demo: Path, arguments: tuple[str, ...]) -> None:
    assert loaded(demo.parent, "-C", str(demo), *arguments) & NOT_FOR_COVERAGE == set()


def _seconds(command: list[str], cache: Path) -> float:
    start = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(cache)
    )
    return time.perf_counter() - start


def _ratio(command: list[str], cache: Path, rounds: int = 9) -> float:
    """Return how many times longer than `python -c pass` a command takes; the two alternate, medians count."""
    plain = [sys.executable, "-c", "pass"]
    for warm in (plain, command):
        _seconds(warm, cache)
    times = [(_seconds(plain, cache), _seconds(command, cache)) for _ in range(rounds)]
    return median(t[1] for t in times) / median(t[0] for t in times)


@pytest.mark.slow
def test_help_takes_at_most_five_times_as_long_as_nothing(tmp_path: Path) -> None:
    ratio = _ratio([sys.executable, str(CHECKOUT / "cli.py"), "--help"], tmp_path)
    assert ratio <= 5, f"{ratio:.1f}"


@pytest.mark.slow
def test_coverage_takes_at_most_forty_times_as_long_as_nothing(demo: Path) -> None:
    command = [sys.executable, str(CHECKOUT / "cli.py"), "-C", str(demo), "coverage"]
    # A machine that does other things slows the longer run more: one calm measurement of four is enough.
    ratios: list[float] = []
    while len(ratios) < 4 and not any(ratio <= 40 for ratio in ratios):
        ratios.append(_ratio(command, demo.parent))
    assert min(ratios) <= 40, ratios
