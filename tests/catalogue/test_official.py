"""Prove how official wording is kept and given out: nothing without it, by place with it, and nothing of it here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.catalogue.build import CatalogueProblem
from qms.catalogue.loader import load_framework
from qms.catalogue.official import (
    Official,
    Wording,
    documents_of,
    expected_keys,
    read_wording,
    wording_bytes,
)
from tests.catalogue.wording.layout import EN

if TYPE_CHECKING:
    from pathlib import Path

equass = load_framework("equass-2018")


def kept(
    folder: Path, language: str = "en", texts: dict[tuple[str, str, str, str], str] | None = None
) -> Official:
    """Return the wording of a catalogue folder after some was put there."""
    wording = Wording("lighthouse", language, EN if texts is None else texts)
    path = folder / "official" / f"lighthouse.{language}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(wording_bytes(wording))
    return Official(folder, "lighthouse")


def test_every_place_of_the_standard_is_expected_once() -> None:
    keys = list(expected_keys(equass))
    counts = {section: sum(k[0] == section for k in keys) for section in {k[0] for k in keys}}
    assert counts == {"titles": 10, "principles": 10, "criteria": 50, "indicators": 75, "levels": 280}
    assert len(keys) == len(set(keys))
    assert sum(1 for _ in documents_of(equass)) == 34


def test_without_an_overlay_there_is_nothing_and_nothing_is_read(tmp_path: Path) -> None:
    official = Official(tmp_path / "no" / "such", "lighthouse")
    assert official.languages == ()
    assert official.text("criteria", "1", "en") == ""
    assert official.best("criteria", "1", "en") is None


def test_texts_are_given_by_place_and_language(tmp_path: Path) -> None:
    official = kept(tmp_path)
    assert official.languages == ("en",)
    assert official.text("criteria", "2", "en") == EN["criteria", "2", "", ""]
    assert official.text("levels", "3", "en", perspective="results", level=4).startswith(
        "The lighthouse sees"
    )
    assert official.text("levels", "3", "en", perspective="hybrid", level=4) == ""
    assert official.text("criteria", "2", "nb") == ""
    assert official.text("criteria", "99", "en") == ""


def test_another_language_stands_in_and_is_named(tmp_path: Path) -> None:
    kept(tmp_path)
    official = kept(tmp_path, "nb", {("criteria", "1", "", ""): "Fyret holder vakt."})
    found = official.best("criteria", "1", "nb")
    assert found is not None
    assert (found.language, found.text) == ("nb", "Fyret holder vakt.")
    other = official.best("criteria", "2", "nb")
    assert other is not None
    assert other.language == "en"


PIECE = st.text(
    st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("\n\"'&=:#-|>%@`{}[]"),
    min_size=1,
    max_size=80,
)


@given(st.dictionaries(st.sampled_from(sorted(EN)), PIECE, max_size=8))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[tuple[str, str, str, str], str]
) -> None:
    path = tmp_path_factory.mktemp("w") / "lighthouse.en.yaml"
    data = wording_bytes(Wording("lighthouse", "en", texts, {"file": "a: b"}))
    path.write_bytes(data)
    found = read_wording(path, "lighthouse", "en")
    assert found.texts == texts
    assert found.source == {"file": "a: b"}
    assert wording_bytes(found) == wording_bytes(Wording("lighthouse", "en", found.texts, found.source))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "framework: other\nlanguage: en\n",
        "framework: lighthouse\nlanguage: nb\n",
        "framework: lighthouse\nlanguage: en\ncriteria: [1]\n",
        "framework: lighthouse\nlanguage: en\ncriteria: {'1': [a]}\n",
        "framework: lighthouse\nlanguage: en\nlevels: {'1': {approach: {'1': 7}}}\n",
        "a: [",
        "!!python/object/apply:os.system ['true']",
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "lighthouse.en.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueProblem):
        read_wording(path, "lighthouse", "en")


def test_no_wording_lies_in_the_program_or_its_samples() -> None:
    from qms.resources import data_path

    root = data_path("catalogue").parents[1]
    named = [p for p in root.rglob("*.yaml") if p.parent.name == "official"]
    assert named == []
    shape = re.compile(r"^[\w-]+\.[a-z]{2,3}\.yaml$")
    assert [p for p in data_path("samples").rglob("*") if shape.match(p.name)] == []
