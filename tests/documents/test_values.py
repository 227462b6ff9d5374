"""Merge answers and defaults: all that is missing or wrong is named at once, languages fall back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qms.documents.api import build_values, user_forms, word_names
from qms.documents.findings import UnknownTemplate, UnknownWord
from qms.documents.words import CASES, FORMS
from qms.resources import data_path

from .conftest import CONTEXT


def test_all_missing_answers_are_named_at_once_with_their_question(library):
    values = build_values(library.get("visit-policy"), "nb", {}, CONTEXT)
    assert [(m.name, m.question) for m in values.missing] == [
        ("contact", "Hvem svarer på spørsmål?"),
        ("director", "Hvem leder virksomheten?"),
    ]
    assert not values.complete


def test_blank_answer_to_a_required_question_is_missing(library):
    values = build_values(library.get("visit-policy"), "en", {"common": {"director": "  "}}, CONTEXT)
    assert {m.name for m in values.missing} == {"contact", "director"}


def test_all_wrong_answers_are_named_at_once(library):
    answers = {
        "notice_days": "two",
        "starts": "soon",
        "mode": "maybe",
        "rules": "one",
        "hours": [{"dag": 1}],
        "welcome": {"a": 1},
        "contact": ["x"],
    }
    values = build_values(library.get("visit-policy"), "en", {"visit-policy": answers}, CONTEXT)
    assert {i.name: i.code for i in values.invalid} == {
        "notice_days": "expected_number",
        "starts": "expected_date",
        "mode": "expected_choice",
        "rules": "expected_list",
        "hours": "expected_columns",
        "welcome": "expected_text",
        "contact": "expected_text",
    }
    assert values.invalid[0].name == "contact"


def test_types_are_brought_into_shape(library):
    answers = {
        "notice_days": "3,5",
        "starts": date(2026, 5, 1),
        "mode": "open",
        "rules": ["a", " ", "b"],
        "hours": [{"day": "Monday"}],
    }
    values = build_values(library.get("visit-policy"), "en", {"visit-policy": answers}, CONTEXT).values
    assert values["notice_days"] == 3.5
    assert values["starts"] == date(2026, 5, 1)
    assert values["mode"] == "open"
    assert values["rules"] == ["a", "b"]
    assert values["hours"] == [{"day": "Monday", "from": "", "to": ""}]
    assert values["remark"] == ""


def test_answers_fall_back_to_the_workspace_language_with_a_warning(library):
    answers = {
        "common": {"director": "Mary"},
        "visit-policy": {
            "contact": "Tom",
            "welcome": "Come in.",
            "notice_days": 4,
            "lt": {"contact": "Tomas"},
        },
    }
    lithuanian = build_values(library.get("visit-policy"), "lt", answers, CONTEXT, workspace_language="en")
    assert lithuanian.values["contact"] == "Tomas"
    assert lithuanian.values["director"] == "Mary"
    assert [(w.code, w.params["name"], w.params["used"]) for w in lithuanian.warnings] == [
        ("answer_in_other_language", "welcome", "en")
    ]  # a name is the same in every language
    english = build_values(library.get("visit-policy"), "en", answers, CONTEXT, workspace_language="en")
    assert english.values["contact"] == "Tom"
    assert not english.warnings


def test_an_answer_for_the_document_beats_the_common_one(library):
    answers = {"common": {"director": "Mary", "contact": "C"}, "visit-policy": {"director": "Own"}}
    values = build_values(library.get("visit-policy"), "en", answers, CONTEXT)
    assert (values.values["director"], values.values["contact"]) == ("Own", "C")


def test_unanswered_passages_are_listed_to_adapt(library):
    template = library.get("visit-policy")
    assert build_values(template, "en", {}, CONTEXT).to_adapt == ("welcome",)
    assert build_values(template, "en", {"visit-policy": {"welcome": "Ours."}}, CONTEXT).to_adapt == ()


def test_every_word_has_every_form():
    assert word_names() == ("service_user", "participant", "resident", "client", "child", "visitor")
    for word in word_names():
        for language, forms in FORMS.items():
            have = user_forms(word, language)
            assert set(have) == set(forms), (word, language)
            if language == "lt":
                assert all(set(have[number]) == set(CASES) and all(have[number].values()) for number in forms)


def test_unknown_word_is_refused():
    with pytest.raises(UnknownWord):
        user_forms("customer", "en")


def test_unknown_slug_is_refused_with_a_suggestion(library):
    with pytest.raises(UnknownTemplate) as caught:
        library.get("visit-polcy")
    assert caught.value.params["suggestions"] == ["visit-policy"]


def test_packaged_data_is_found():
    assert data_path("templates", "words.yaml").is_file()
    assert data_path("catalogue").parts[-2:] == ("catalogue", "frameworks")
    assert data_path("locale").name == "locale"
    with pytest.raises(ValueError, match="unknown kind"):
        data_path("secrets")


def test_a_default_that_names_a_missing_answer_does_not_stop_the_list(library):
    template = library.get("visit-policy")
    asking = tuple(
        v.model_copy(update={"default": "Ask {{ contact }}."}) if v.name == "welcome" else v
        for v in template.variables
    )
    values = build_values(replace(template, variables=asking), "en", {}, CONTEXT)
    assert "contact" in {m.name for m in values.missing}
