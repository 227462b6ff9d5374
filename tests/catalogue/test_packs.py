"""Prove that the query packs are whole, mean what they say, and are refused with place and cause when they do not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from qms.catalogue.build import CatalogueProblem
from qms.catalogue.loader import load_framework
from qms.catalogue.packs import FIELDS, build_pack, load_packs
from qms.coverage.wording import Matcher, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from qms.catalogue.packs import Pack

PACKS = load_packs("equass-2018")
LANGUAGES = ("en", "nb", "lt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_has_words_for_every_field(language: str) -> None:
    framework = load_framework("equass-2018")
    pack = PACKS[language]
    assert list(pack.entries) == [i.ref for i in framework.indicators]
    for ref, entries in pack.entries.items():
        positive = [e for e in entries if not e.against]
        assert len(positive) >= 7, ref
        assert sum(len(e.pieces) > 1 or len(e.pieces[0]) > 1 for e in positive) >= 3, f"{ref}: phrases"
        for field in FIELDS:
            assert any(e.weights[field] for e in positive), (ref, field)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_stands_twice_with_the_same_weight_without_a_reason(language: str) -> None:
    pack = PACKS[language]
    criterion = {i.ref: i.criterion for i in load_framework("equass-2018").indicators}
    by_entry: dict[tuple[str, tuple[float, ...]], set[str | None]] = defaultdict(set)
    for ref, entries in pack.entries.items():
        for e in entries:
            if not e.against:
                by_entry[e.written, tuple(e.weights.values())].add(criterion[ref])
    twice = {written for (written, _), found in by_entry.items() if len(found) > 1}
    assert twice == set(pack.shared)
    assert all(len(why) > 10 for why in pack.shared.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_met_by_its_own_words(language: str) -> None:
    matcher = Matcher(PACKS[language])
    missed = []
    for wanted in matcher.wanted:
        words = [" ".join(slot[0].rstrip("*") for slot in piece) for piece in wanted.entry.pieces]
        found = {id(met.wanted) for met in matcher.find(words_of(" ".join(words)))}
        if id(wanted) not in found:
            missed.append((wanted.ref, wanted.entry.written))
    assert missed == []


def _pack(**indicators: Any) -> Pack:
    data = {"fields": dict.fromkeys(FIELDS, 1), "groups": {"known": ["signed", "quiz*"]}}
    return build_pack({**data, "indicators": {"1": indicators}}, "en", "packs/en.yaml")


@pytest.mark.parametrize(
    "section",
    [
        {"terms": {"complaint": 6}},
        {"terms": {"complaint": -1}},
        {"terms": {"complaint": True}},
        {"terms": {"two words": 2}},
        {"phrases": {"one": 2}},
        {"phrases": {"code + @unknown": 2}},
        {"phrases": {"code + ": 2}},
        {"terms": {"complaint": {"body": 2}}},
        {"words": {"complaint": 2}},
    ],
)
def test_what_is_no_pack_is_refused_with_its_file(section: dict[str, Any]) -> None:
    with pytest.raises(CatalogueProblem) as refused:
        _pack(**section)
    assert refused.value.params["file"] == "packs/en.yaml"


@pytest.mark.parametrize(
    ("written", "text", "met"),
    [
        ("right to complain", "the right to complain is", True),
        ("right to complain", "the right to always complain is", True),
        ("right to complain", "complain right to", False),
        ("code + @known", "quizzes about the code", True),
        ("code + @known", "the code", False),
        ("code + @known", "code " + "and so on " * 12 + "signed", False),
        ("complaints log", "a complaint logs", True),
    ],
)
def test_a_phrase_stands_in_a_row_and_pieces_stand_near(written: str, text: str, met: bool) -> None:
    matcher = Matcher(_pack(phrases={written: 3}))
    assert bool(list(matcher.find(words_of(text)))) is met


def test_a_standard_of_the_workspace_brings_its_own_packs(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "framework: {id: own}\npacks:\n  en:\n    fields: {title: 2, path: 1, text: 1}\n"
        '    indicators:\n      "A.1":\n        terms: {lamp: 4, wick*: {title: 2}}\n',
        encoding="utf-8",
    )
    entries = load_packs("own", tmp_path)["en"].entries["A.1"]
    assert [dict(e.weights) for e in entries] == [
        {"title": 8, "path": 4, "text": 4},
        {"title": 4, "path": 0, "text": 0},
    ]
    (tmp_path / "bare.yaml").write_text("framework: {id: bare}\n", encoding="utf-8")
    assert load_packs("bare", tmp_path) == {}
    (tmp_path / "wrong.yaml").write_text("packs: [en]\n", encoding="utf-8")
    with pytest.raises(CatalogueProblem):
        load_packs("wrong", tmp_path)
