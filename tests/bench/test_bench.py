"""The measured store is the same everywhere and readable, and a partial run leaves other results alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from indexer.extract.reading import read_bytes
from tests.bench import page
from tests.bench.ground import at_least, at_most, percentile
from tests.bench.store import FORMATS, make_file, make_store

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SOME = 60


def test_the_same_files_come_every_time(tmp_path: Path) -> None:
    first, larger = make_store(tmp_path / "a", 10), make_store(tmp_path / "b", 20)
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(files) == 10
    for name in files:
        assert (first / name).read_bytes() == (larger / name).read_bytes()
        assert (first / name).stat().st_mtime == (larger / name).stat().st_mtime


def test_every_format_is_there_and_can_be_read() -> None:
    seen = set()
    for index in range(SOME):
        name, data = make_file(index)
        found = read_bytes(data, name.rpartition("/")[2])
        assert found.problem is None, name
        assert found.units, name
        assert found.title, name
        assert sum(len(unit.text) for unit in found.units) > 100
        seen.add(name.rpartition(".")[2])
    assert seen == set(FORMATS)


def test_a_partial_run_keeps_other_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "RESULTS", tmp_path / "benchmarks.json")
    monkeypatch.setattr(page, "PAGE", tmp_path / "benchmarks.md")
    page.keep("10", [at_most(10, "start", 5, 4.5, "told")], small=False)
    page.keep("2", [at_least(2, "bulk", 1.8, 1.5, "told")], small=True)
    page.keep("10", [at_most(10, "start", 5, 6.0, "told again")], small=False)
    assert list(json.loads((tmp_path / "benchmarks.json").read_text())) == ["2", "10"]
    page.render()
    lines = [line for line in (tmp_path / "benchmarks.md").read_text().splitlines() if line.startswith("| ")]
    assert lines[2:4] == [
        "| 2 | bulk | at least 1.8x | 1.5x | **missed** | told (small run) |",
        "| 10 | start | at most 5x | 6.00x | **missed** | told again |",
    ]


def test_percentile() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.95) == 3.0
    assert percentile([1.0], 0.95) == 1.0
