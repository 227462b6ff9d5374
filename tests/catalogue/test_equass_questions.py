"""Prove the audit questions that ship: every indicator, roles that fit, plain words for service users, own words."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from qms.catalogue.loader import load_framework
from qms.catalogue.questions import load_questions
from tests.catalogue.comparison import copied, runs, words

LANGUAGES = {"en", "nb", "lt"}
LONGEST_FOR_USERS = 12

equass = load_framework("equass-2018")
questions = load_questions("equass-2018")
EVERY = [question for those in questions.values() for question in those]


def test_each_indicator_has_questions_to_two_to_four_roles() -> None:
    assert list(questions) == [indicator.ref for indicator in equass.indicators]
    for ref, those in questions.items():
        roles = [question.role for question in those]
        assert 2 <= len(roles) == len(set(roles)) <= 4, ref


def test_what_needs_a_document_is_looked_at_in_records() -> None:
    lacking = [
        indicator.ref
        for indicator in equass.indicators
        if indicator.rule.document_kind == "results"
        and "records" not in {question.role for question in questions[indicator.ref]}
    ]
    assert lacking == []


def test_each_question_is_asked_in_three_languages_that_differ() -> None:
    for question in EVERY:
        for texts in (question.ask, question.good):
            assert set(texts) == LANGUAGES
            assert len(set(texts.values())) == 3
        assert all(text.endswith(".") and len(words(text)) <= 25 for text in question.good.values())
        asked = question.role != "records"
        assert all(("?" in t or t.endswith(".")) if asked else t.endswith(".") for t in question.ask.values())


def test_no_two_roles_of_an_indicator_are_asked_the_same() -> None:
    for language in LANGUAGES:
        for those in questions.values():
            asked = {question.ask[language] for question in those}
            assert len(asked) == len(those)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_service_users_are_asked_in_few_and_plain_words(language: str) -> None:
    """No word of the standard itself is put to a service user, and no sentence is long."""
    heavy = {
        "en": {"service user", "indicator", "empowerment", "evaluat", "procedure", "policy", "stakeholder"},
        "nb": {"tjenestemottaker", "indikator", "empowerment", "evaluer", "prosedyre", "retningslinje"},
        "lt": {"paslaugų gavėj", "rodikl", "įgalin", "vertin", "tvark", "politik"},
    }[language]
    allowed = {"tvarkytis"}
    asked = [question.ask[language] for question in EVERY if question.role == "users"]
    assert len(asked) >= 35
    for text in asked:
        sentences = re.split(r"(?<=[?.])\s", text)
        assert len(sentences) <= 3, text
        assert all(len(words(sentence)) <= LONGEST_FOR_USERS for sentence in sentences), text
        plain = " ".join(word for word in words(text) if word not in allowed)
        assert not [word for word in heavy if word in plain], text


def test_official_text_no_run_of_seven_words_stands_in_a_question() -> None:
    named = os.environ.get("QMS_OFFICIAL_TEXT")
    if not named:
        pytest.skip("official text: QMS_OFFICIAL_TEXT is not set")
    (path,) = sorted(Path(named).glob("004_*.txt"))
    theirs = runs(path.read_text(encoding="utf-8"), 7)
    found = [
        (question.indicator, run)
        for question in EVERY
        for text in (question.ask["nb"], question.good["nb"])
        if (run := copied(text, theirs, 7))
    ]
    assert found == []
