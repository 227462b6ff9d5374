"""The held-out set is large, balanced, labelled with what exists, the same at every build, and nobody's sample."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from indexer.extract import Extractor
from qms.catalogue.loader import load_framework
from tests.bench import quality
from tests.bench.suggestions import build as heldout

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.extract import Extraction

LANGUAGES = ("en", "nb", "lt")
equass = load_framework("equass-2018")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("heldout")
    heldout.build(folder)
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _runs(found: Extraction) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", " ".join(unit.text for unit in found.units).lower())
    return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}


def test_every_file_is_labelled_once() -> None:
    paths = [label.path for label in heldout.labels()]
    assert len(paths) >= 120
    assert sorted(paths) == sorted(heldout.texts())


def test_every_label_is_an_indicator() -> None:
    known = {indicator.ref for indicator in equass.indicators}
    for label in heldout.labels():
        assert set(label.indicators) <= known, label.path
        assert len(set(label.indicators)) == len(label.indicators), label.path


def test_the_languages_are_balanced() -> None:
    counted = Counter(label.lang for label in heldout.labels())
    idle = Counter(label.lang for label in heldout.labels() if not label.indicators)
    assert set(counted) == set(LANGUAGES)
    assert min(counted.values()) >= 42
    assert max(counted.values()) <= 1.1 * min(counted.values())
    assert set(idle) == set(LANGUAGES)
    assert 12 <= idle.total() <= 18


def test_indicators_and_principles_are_spread() -> None:
    principle = {indicator.ref: indicator.principle for indicator in equass.indicators}
    assert len({ref for label in heldout.labels() for ref in label.indicators}) >= 60
    for lang in LANGUAGES:
        of_lang = [label.indicators for label in heldout.labels() if label.lang == lang]
        assert {principle[ref] for refs in of_lang for ref in refs} == set(principle.values()), lang


def test_texts_are_as_long_as_real_papers() -> None:
    for path, text in heldout.texts().items():
        if path.endswith(".xlsx"):
            assert 5 <= len(text.splitlines()) <= 30, path
        else:
            assert 80 <= len(text.split()) <= 400, path


@pytest.mark.slow
def test_building_twice_gives_the_same_files(built: Path, tmp_path: Path) -> None:
    heldout.build(tmp_path)
    assert _files(tmp_path) == _files(built)
    assert set(_files(built)) == {"labels.yaml", *heldout.texts()}


@pytest.mark.slow
def test_every_file_can_be_read_and_none_is_a_sample(built: Path) -> None:
    """Runs of eight words are compared, so that a copy with another name or date is found too."""
    samples = {
        run
        for store in ("ireland", "norway", "lithuania")
        for found in quality.read_store(store).values()
        for run in _runs(found)
    }
    with Extractor(2) as extractor:
        read = dict(extractor.extract_many([built / path for path in heldout.texts()]))
    for path, found in read.items():
        own = _runs(found)
        assert len(own) > 20, path
        assert len(own & samples) < 0.2 * len(own), path
