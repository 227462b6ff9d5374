"""Prove the scales: complete, cumulative, monotone, in own words, and refused where they are not scales."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from qms.assessment.levels import in_force, level_of, met_keys
from qms.catalogue.build import CatalogueProblem
from qms.catalogue.check import check_scales
from qms.catalogue.loader import UnknownFramework, load_framework
from qms.catalogue.scales import build_scales, load_scales
from qms.model.assessment import Condition, ScaleText
from tests.catalogue.comparison import copied, runs, words

RUN = 7
LANGUAGES = ("en", "nb", "lt")
HERE = Path(__file__).parent
WITH_LIMIT = {
    "approach": "1 4 7 9 13 17 18 19 20 21 22 23 26 27 28 29 30 33 34 35 37 38 44 49",
    "results": "9 16 27 29 32 35 36",
    "hybrid": "42",
}
QUANTIFIERS = {
    "most": ("Most", "De fleste", "auguma"),
    "many": ("any ", "ange", "aug"),
    "all": (
        "All |all |Everyone",
        "Alle |alle ",
        "Visi |visi |visus |visiems ",
    ),
    "regularly": ("regularly|often", "jevne mellomrom|ofte", "reguliariai|dažnai"),
    "relevant_parts": ("relevant", "relevant", "visos susij|visose susij"),
    "all_parts": (
        "all parts|across the|whole|throughout",
        "overalt i virksomheten",
        "visose įstaigos grandyse|visoje įstaigoje",
    ),
    "indicators": ("indicators", "indikatorer", "rodikli"),
}

equass = load_framework("equass-2018")
scales = load_scales("equass-2018")
ALL = [pytest.param(scale, id=f"{c}-{p}") for (c, p), scale in scales.items()]


def test_exactly_the_scales_of_the_standard_in_its_order() -> None:
    assert list(scales) == [(c.ref, s.perspective) for c in equass.criteria for s in c.scales]
    assert len(scales) == 56
    assert all((s.criterion, s.perspective) == place for place, s in scales.items())


def test_the_check_of_the_standard_finds_nothing_in_its_scales() -> None:
    assert check_scales(equass, scales) == []


def test_the_languages_of_the_standard_are_loaded_without_the_scales() -> None:
    assert set(equass.texts) == set(LANGUAGES)


@pytest.mark.parametrize("scale", ALL)
def test_each_level_has_a_condition_in_each_language_that_is_short_and_differs(scale: ScaleText) -> None:
    assert {c.level for c in scale.conditions} == {1, 2, 3, 4, 5}
    for condition in scale.conditions:
        assert set(condition.text) == set(LANGUAGES), condition.key
        assert len(set(condition.text.values())) == 3, condition.key
        assert all(len(words(text)) <= 25 and text.endswith(".") for text in condition.text.values())
    for language in LANGUAGES:
        said = [c.text[language] for c in scale.conditions]
        assert len(said) == len(set(said)), language


def test_the_limits_describe_level_1_in_32_scales_and_are_never_conditions() -> None:
    expected = {(ref, p) for p, refs in WITH_LIMIT.items() for ref in refs.split()}
    assert {place for place, scale in scales.items() if scale.limit} == expected
    assert len(expected) == 32
    for scale in scales.values():
        for language, limit in scale.limit.items():
            assert limit not in {c.text[language] for c in scale.conditions}
            assert not any(set(words(limit)) <= set(words(c.text[language])) for c in scale.conditions)


def test_no_condition_says_how_little_is_done() -> None:
    negative = {
        "seldom",
        "sporadically",
        "sjelden",
        "sporadisk",
        "tilfeldig",
        "retai",
        "retkarčiais",
        "atsitiktinai",
    }
    found = [
        (place, c.key, language)
        for place, scale in scales.items()
        for c in scale.conditions
        for language, text in c.text.items()
        if negative & set(words(text))
    ]
    assert found == []


@pytest.mark.parametrize("criterion", equass.criteria, ids=lambda c: c.ref)
def test_the_quantifiers_of_level_2_stand_in_its_conditions(criterion) -> None:
    for scale in criterion.scales:
        conditions = [
            c for c in in_force(scales[criterion.ref, scale.perspective].conditions, 2) if c.level == 2
        ]
        for extent in {clause.extent for clause in scale.level_2} - {None}:
            for language, either in zip(LANGUAGES, QUANTIFIERS[extent], strict=True):
                said = " ".join(c.text[language] for c in conditions)
                assert any(one in said for one in either.split("|")), (criterion.ref, extent, language)


@pytest.mark.parametrize("scale", ALL)
@pytest.mark.parametrize("level", [0, 1, 2, 3, 4, 5])
def test_all_conditions_up_to_a_level_yield_that_level(scale: ScaleText, level: int) -> None:
    ticks = {c.key for c in scale.conditions if c.level <= level}
    assert level_of(scale.conditions, ticks) == level
    assert level_of(scale.conditions, {c.key for c in in_force(scale.conditions, level)}) == level


@pytest.mark.parametrize("scale", ALL)
def test_one_condition_in_force_that_is_not_ticked_keeps_below_its_level(scale: ScaleText) -> None:
    every = {c.key for c in scale.conditions}
    for condition in in_force(scale.conditions, 5):
        assert level_of(scale.conditions, every - {condition.key}) < condition.level


def test_the_external_audit_of_finances_decides_level_2_of_criterion_42() -> None:
    scale = scales["42", "hybrid"]
    ticks = {c.key for c in scale.conditions}
    assert level_of(scale.conditions, ticks - {"externally_audited"}) == 1
    assert level_of(scale.conditions, {"registered"}) == 1


def test_all_stays_all_above_level_2_of_criterion_2() -> None:
    scale = scales["2", "approach"]
    ticks = {c.key for c in scale.conditions if c.level != 2}
    assert level_of(scale.conditions, ticks) == 1
    assert level_of(scale.conditions, ticks - {"most_use"} | {"all_use"}) == 5


@given(place=st.sampled_from(list(scales)), data=st.data())
def test_a_further_tick_never_lowers_the_level(place: tuple[str, str], data: st.DataObject) -> None:
    conditions = scales[place].conditions
    keys = [c.key for c in conditions]
    some = data.draw(st.sets(st.sampled_from(keys)))
    more = some | data.draw(st.sets(st.sampled_from(keys)))
    assert level_of(conditions, some) <= level_of(conditions, more)
    assert met_keys(conditions, some) <= met_keys(conditions, more)


def test_a_stronger_condition_stands_in_for_the_whole_chain_below_it() -> None:
    chain = [
        Condition("some", 1, {}),
        Condition("most", 2, {}, replaces="some"),
        Condition("all", 3, {}, replaces="most"),
    ]
    assert level_of(chain, {"all"}) == 3
    assert level_of(chain, {"most"}) == 2
    assert level_of(chain, {"some"}) == 1
    assert level_of(chain, set()) == level_of(chain, {"unknown"}) == level_of([], {"some"}) == 0


# The official wording


def test_official_text_no_run_of_seven_words_stands_in_a_condition() -> None:
    named = os.environ.get("QMS_OFFICIAL_TEXT")
    if not named:
        pytest.skip("official text: QMS_OFFICIAL_TEXT is not set")
    (path,) = sorted(Path(named).glob("004_*.txt"))
    theirs = runs(path.read_text(encoding="utf-8"), RUN)
    assert len(theirs) > 5000, "the official text was not read"
    found = {
        (place, key): run
        for place, scale in scales.items()
        for key, text in [
            *((c.key, c.text["nb"]) for c in scale.conditions),
            ("limit", scale.limit.get("nb", "")),
        ]
        if (run := copied(text, theirs, RUN))
    }
    assert found == {}


# A workspace's own standard

OWN = {"A.1": {"requirement": {"conditions": [{"key": "lit", "level": 1, "en": "The lamp is lit.", "nb": "Lampen lyser.", "lt": "Lempa dega."}]}}}  # fmt: skip  # noqa: E501


def test_the_own_file_of_a_workspace_brings_its_scales(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    own = (HERE / "small.yaml").read_text(encoding="utf-8")
    path.write_text(own, encoding="utf-8")
    small = load_framework("small", tmp_path)
    assert load_scales("small", tmp_path) == {}
    assert check_scales(small, {}) == []
    path.write_text(own + yaml.safe_dump({"scales": OWN}, allow_unicode=True), encoding="utf-8")
    found = load_scales("small", tmp_path)
    assert list(found) == [("A.1", "requirement")]
    assert found["A.1", "requirement"].conditions[0].text["lt"] == "Lempa dega."
    assert check_scales(small, found) == []


def test_an_unknown_standard_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownFramework):
        load_scales("nowhere", tmp_path)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ([], "scales: names"),
        ({"1": []}, "1: names"),
        ({"1": {"approach": {}}}, "1 approach: conditions"),
        ({"1": {"approach": {"conditions": [], "limits": {}}}}, "not limits"),
        ({"1": {"approach": {"conditions": ["a"]}}}, r"conditions\[1\]: names"),
        ({"1": {"approach": {"conditions": [{"level": 1, "en": "A."}]}}}, "key"),
        ({"1": {"approach": {"conditions": [{"key": "a", "level": 0}]}}}, "level"),
        ({"1": {"approach": {"conditions": [{"key": "a", "level": True}]}}}, "level"),
        ({"1": {"approach": {"conditions": [{"key": "a", "level": 1, "replaces": 2}]}}}, "replaces"),
        ({"1": {"approach": {"conditions": [{"key": "a", "level": 1, "Text": "A."}]}}}, "language"),
        ({"1": {"approach": {"conditions": [{"key": "a", "level": 1, "en": " "}]}}}, "en: a sentence"),
    ],
)
def test_what_is_no_scale_is_refused_with_file_and_place(data: object, expected: str) -> None:
    with pytest.raises(CatalogueProblem) as caught:
        build_scales(data, "own.yaml")
    assert caught.value.params["file"] == "own.yaml"
    assert re.search(expected, caught.value.params["expected"])


def _changed(**changes: object) -> dict[tuple[str, str], ScaleText]:
    """Return the scales with those of criterion 2 changed."""
    scale = scales["2", "approach"]
    values = {"conditions": scale.conditions, "limit": scale.limit, **changes}
    return {**scales, ("2", "approach"): ScaleText("2", "approach", **values)}


def test_the_check_finds_each_fault() -> None:
    own = scales["2", "approach"].conditions
    text = own[0].text

    def codes(found: dict[tuple[str, str], ScaleText]) -> list[str]:
        return [reason.code for reason in check_scales(equass, found)]

    assert codes({k: v for k, v in scales.items() if k != ("2", "approach")}) == ["scale_missing"]
    assert codes({**scales, ("51", "approach"): scales["1", "approach"]}) == ["scale_unknown"]
    assert codes({**scales, ("2", "results"): scales["9", "results"]}) == ["scale_unknown"]
    assert codes(_changed(conditions=own[:-1])) == ["scale_level_empty"]
    assert codes(_changed(conditions=(*own, Condition("more", 6, text)))) == ["scale_level_unknown"]
    assert codes(_changed(conditions=(*own, Condition(own[0].key, 5, text)))) == ["scale_key_twice"]
    for weaker in ("nobody", "renewed", "most_use"):
        wrong = (*own, Condition("more", 5, text, replaces=weaker))
        assert codes(_changed(conditions=wrong)) == ["scale_replaces"]
    assert (
        codes(_changed(conditions=(*own, Condition("more", 5, {"en": "More."}))))
        == ["scale_text_missing"] * 2
    )
    assert codes(_changed(limit={"en": "Little."})) == ["scale_text_missing"] * 2
