"""Prove the EQUASS 2018 catalogue against the facts, and its wording against the official one."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from qms.catalogue.build import CatalogueProblem, build_framework
from qms.catalogue.check import check_framework
from qms.catalogue.loader import load_framework, read_yaml
from qms.model.coverage import REGISTER_SOURCES
from qms.model.words import EvidenceKind, Rhythm
from qms.resources import data_path
from tests.catalogue.comparison import RUN, copied, fields, runs

FACTS = list(
    csv.DictReader((Path(__file__).parent / "structure.csv").read_text(encoding="utf-8").splitlines())
)
LANGUAGES = ("en", "nb", "lt")
DOUBLE = {"9", "27", "29", "32", "35", "36"}
RESULTS_ONLY = {"16", "25", "43", "45", "46", "50"}
HYBRID = {"42"}
PROVES = {
    "know": {EvidenceKind.AWARENESS, EvidenceKind.VOICE},
    "understand": {EvidenceKind.AWARENESS, EvidenceKind.VOICE},
    "use": {EvidenceKind.RECORD, EvidenceKind.OBSERVATION},
    "review": {EvidenceKind.RECORD, EvidenceKind.RESULT},
    "measure": {EvidenceKind.RESULT},
}

equass = load_framework("equass-2018")


def test_the_counts_of_the_standard() -> None:
    kinds = Counter(i.rule.document_kind for i in equass.indicators)
    assert len(equass.principles) == 10
    assert len(equass.criteria) == 50
    assert len(equass.indicators) == 75
    assert (kinds["approach"], kinds["results"]) == (20, 14)
    assert sum(len(c.scales) for c in equass.criteria) == 56


def test_which_criteria_have_two_tables_results_only_or_a_hybrid() -> None:
    perspectives = {c.ref: tuple(s.perspective for s in c.scales) for c in equass.criteria}
    assert {r for r, p in perspectives.items() if p == ("approach", "results")} == DOUBLE
    assert {r for r, p in perspectives.items() if p == ("results",)} == RESULTS_ONLY
    assert {r for r, p in perspectives.items() if p == ("hybrid",)} == HYBRID
    assert {r for r, p in perspectives.items() if p == ("approach",)} == {
        str(n) for n in range(1, 51)
    } - DOUBLE - RESULTS_ONLY - HYBRID


def test_every_fact_of_the_structure() -> None:
    scales = {c.ref: " ".join(s.perspective for s in c.scales) for c in equass.criteria}
    ours = [
        {
            "principle": i.principle,
            "criterion": i.criterion,
            "scales": scales[i.criterion or ""],
            "indicator": i.ref,
            "document_kind": i.rule.document_kind or "",
        }
        for i in equass.indicators
    ]
    assert ours == FACTS


def test_every_criterion_has_an_indicator_and_every_principle_a_criterion() -> None:
    assert {i.criterion for i in equass.indicators} == {c.ref for c in equass.criteria}
    assert {c.principle for c in equass.criteria} == {p.ref for p in equass.principles}


def test_every_scale_says_who_does_what_at_level_2() -> None:
    for criterion in equass.criteria:
        for scale in criterion.scales:
            assert scale.level_2, criterion.ref
            assert all(clause.groups and clause.verb for clause in scale.level_2), criterion.ref


def test_the_header_names_provider_version_copyright_and_what_may_be_left_out() -> None:
    assert "EPR" in equass.provider
    assert equass.version == "2018"
    assert "not affiliated" in equass.copyright
    assert set(equass.not_applicable) == {"service", "need"}, "every criterion counts"
    assert dict(equass.scoring) == {"scheme": "levels", "levels": 5, "bar": 2}


def test_every_text_is_there_in_three_languages_with_nothing_beside() -> None:
    assert equass.languages == LANGUAGES
    wanted = {
        "principles": {p.ref for p in equass.principles},
        "criteria": {c.ref for c in equass.criteria},
        "indicators": {i.ref for i in equass.indicators},
    }
    for language in LANGUAGES:
        texts = equass.texts[language]
        assert {s: set(texts[s]) for s in wanted} == wanted, language
        for section in wanted:
            for ref, own in texts[section].items():
                names = {"title", "asked", "examples"} if section == "indicators" else {"title"}
                assert set(own) == names, (language, section, ref)
                assert all(own.values()), (language, section, ref)
    assert check_framework(equass) == []


@pytest.mark.parametrize("name", ["title", "asked", "examples"])
def test_the_languages_differ_from_one_another(name: str) -> None:
    equal = [
        (indicator.ref, one, other)
        for indicator in equass.indicators
        for one, other in (("en", "nb"), ("en", "lt"), ("nb", "lt"))
        if equass.texts[one]["indicators"][indicator.ref][name]
        == equass.texts[other]["indicators"][indicator.ref][name]
    ]
    assert equal == []


def test_no_language_holds_the_sentence_of_another() -> None:
    """A sentence of eight words or more that stands in two languages was left untranslated."""
    texts = {
        language: {t for _, t in fields(equass.texts[language]) if len(t.split()) >= RUN}
        for language in LANGUAGES
    }
    assert not texts["en"] & texts["nb"]
    assert not texts["en"] & texts["lt"]
    assert not texts["nb"] & texts["lt"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_unique_and_short_and_asked_is_a_sentence(language: str) -> None:
    texts = equass.texts[language]
    titles = Counter(own["title"].casefold() for own in texts["indicators"].values())
    assert [t for t, n in titles.items() if n > 1] == []
    for section in ("principles", "criteria"):
        count = Counter(own["title"].casefold() for own in texts[section].values())
        assert [t for t, n in count.items() if n > 1] == []
    assert [r for r, own in texts["indicators"].items() if len(own["title"]) > 70] == []
    assert [r for r, own in texts["indicators"].items() if not own["asked"].strip().endswith(".")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_to_six_examples_that_differ(language: str) -> None:
    for ref, own in equass.texts[language]["indicators"].items():
        assert 3 <= len(own["examples"]) <= 6, ref
        assert len(set(own["examples"])) == len(own["examples"]), ref


def test_every_flagged_indicator_needs_its_document_or_its_results() -> None:
    for indicator in equass.indicators:
        kinds = {k for need in indicator.rule.needs for k in need}
        if indicator.rule.document_kind == "approach":
            assert (EvidenceKind.DOCUMENT,) in indicator.rule.needs, indicator.ref
        elif indicator.rule.document_kind == "results":
            assert EvidenceKind.RESULT in kinds, indicator.ref
            ours = indicator.ref != "67"
            assert ((EvidenceKind.DOCUMENT,) in indicator.rule.needs) is ours, (
                "67 is the auditor's own report"
            )


def test_no_indicator_is_covered_by_a_document_where_level_2_asks_for_more() -> None:
    criteria = {c.ref: c for c in equass.criteria}
    judged = 0
    for indicator in equass.indicators:
        if indicator.rule.document_kind != "approach":
            continue
        scales = [s for s in criteria[indicator.criterion or ""].scales if s.perspective != "results"]
        verbs = {clause.verb for scale in scales for clause in scale.level_2} & set(PROVES)
        further = [need for need in indicator.rule.needs if EvidenceKind.DOCUMENT not in need]
        kinds = {kind for need in further for kind in need}
        judged += bool(verbs)
        assert further or not verbs, indicator.ref
        for verb in verbs:
            assert kinds & PROVES[verb], (indicator.ref, verb)
    assert judged >= 15, "the law would say nothing if no scale had such a verb"


def test_yearly_and_continuous_needs_say_how_fresh() -> None:
    for indicator in equass.indicators:
        rule = indicator.rule
        if rule.rhythm in {Rhythm.YEARLY, Rhythm.CONTINUOUS}:
            assert rule.fresh_months, indicator.ref
        if rule.fresh_months is not None:
            assert 1 <= rule.fresh_months <= 60, indicator.ref
    assert {i.rule.rhythm for i in equass.indicators} == set(Rhythm)


def test_every_required_document_of_ours_has_to_be_in_force() -> None:
    data = read_yaml(data_path("catalogue", "equass-2018", "framework.yaml"))
    special = {str(i["ref"]): i["special"] for i in data["indicators"] if "special" in i}
    sheets = {ref for ref, name in special.items() if name == "results_sheet"}
    results = {i.ref for i in equass.indicators if i.rule.document_kind == "results"}
    assert {ref: n for ref, n in special.items() if ref not in sheets} == {
        "17": "function_descriptions",
        "52": "plans_register",
        "67": "auditor_report",
        "75": "comparison",
    }
    assert sheets == results - set(special) | sheets & results
    for indicator in equass.indicators:
        wanted = indicator.rule.document_kind is not None and indicator.ref != "67"
        assert indicator.rule.needs_in_force is wanted, indicator.ref
        assert indicator.rule.special == special.get(indicator.ref)
        assert indicator.rule.each_function is (special.get(indicator.ref) == "function_descriptions")


def test_which_registers_prove_which_indicators() -> None:
    proven = {i.ref: {name for name, _ in i.rule.registers} for i in equass.indicators if i.rule.registers}
    assert proven == {
        "17": {"descriptions.signed"},
        "18": {"descriptions.reviewed"},
        "19": {"proposals.staff"},
        "27": {"complaints"},
        "34": {"incidents", "risks"},
        "35": {"incidents.concerns"},
        "38": {"partners"},
        "40": {"proposals.users"},
        "41": {"proposals.users"},
        "43": {"proposals.reviews", "proposals.users"},
        "52": {"plans.made"},
        "53": {"plans.evaluated"},
        "69": {"improvements.results"},
        "73": {"improvements"},
        "75": {"comparisons"},
    }
    assert {name for names in proven.values() for name in names} == REGISTER_SOURCES
    for indicator in equass.indicators:
        for name, kinds in indicator.rule.registers:
            for kind in kinds:
                assert any(kind in need for need in indicator.rule.needs), (indicator.ref, name, kind)


@pytest.mark.parametrize("wrong", [{"special": "magic"}, {"registers": {"gossip": ["record"]}}])
def test_an_unknown_rule_or_register_is_refused(wrong: dict[str, object]) -> None:
    data = {
        "framework": {"id": "small", "version": "1"},
        "principles": [{"ref": "A"}],
        "indicators": [{"ref": "1", "principle": "A", "needs": [["record"]], **wrong}],
    }
    with pytest.raises(CatalogueProblem):
        build_framework(data, {}, "small.yaml")


# The official wording


def _official() -> Path:
    named = os.environ.get("QMS_OFFICIAL_TEXT")
    if not named:
        pytest.skip("official text: QMS_OFFICIAL_TEXT is not set")
    found = sorted(Path(named).glob("004_*.txt"))
    assert len(found) == 1, f"QMS_OFFICIAL_TEXT holds {len(found)} texts named 004_*.txt"
    return found[0]


def test_official_text_no_run_of_eight_words_is_ours() -> None:
    theirs = runs(_official().read_text(encoding="utf-8"))
    assert len(theirs) > 5000, "the official text was not read"
    ours = read_yaml(data_path("catalogue", "equass-2018", "nb.yaml"))
    found = {place: run for place, text in fields(ours) if (run := copied(text, theirs))}
    assert found == {}


INVENTED = """\
12
Brygga sørger for at hver eneste gjest får en varm kopp te før kvel-
den er omme, og at tekannen alltid stå\u00adr klar.
\f
 13

Ingen gjest skal vente lenger enn en halv time på ny-
stekte vafler med syltetøy • og
14
rømme, og bordet dekkes på nytt hver morgen av dem som bor i huset.
"""


@pytest.mark.parametrize(
    "copy",
    [
        "får en varm kopp te før kvelden er omme",
        "Hver eneste gjest får en varm kopp te",
        "kvelden er omme og at tekannen alltid står klar",
        "vente lenger enn en halv time på nystekte vafler",
        "nystekte vafler med syltetøy og rømme, og bordet dekkes",
        "nystekte vafler med syltetøy og 14 rømme, og bordet dekkes",
        "ALLTID STÅR KLAR. Ingen gjest skal vente lenger enn",
        "lenger enn en halv time på ny-stekte vafler med",
    ],
)
def test_the_comparison_sees_through_hyphens_page_numbers_and_signs(copy: str) -> None:
    assert copied(f"Vi skriver at {copy} og slik er det.", runs(INVENTED))


@pytest.mark.parametrize(
    "own",
    [
        "får en varm kopp te før natten",
        "Gjestene får servert te om kvelden, og vafler stekes når noen spør.",
        "en halv time på vafler med syltetøy og en varm kopp te",
    ],
)
def test_the_comparison_lets_own_words_pass(own: str) -> None:
    assert copied(own, runs(INVENTED)) == []


def test_the_comparison_reads_every_field_of_a_file() -> None:
    data = {"indicators": {"1": {"title": "a", "examples": ["b", "c"]}}, "framework": {"words": {"x": ["d"]}}}
    assert dict(fields(data)) == {
        "indicators/1/title": "a",
        "indicators/1/examples/0": "b",
        "indicators/1/examples/1": "c",
        "framework/words/x/0": "d",
    }
