"""Prove that surveys are whole in three languages, feed the indicators they promise, and are found as people type."""

from __future__ import annotations

import pytest

from qms.documents.pictures import picture_path
from qms.locale import LANGUAGES
from qms.results.definitions import check_book, load_books
from qms.results.surveys import NAMES, UnknownSurvey, find_survey, load_surveys, picture_alt, survey_books

# What issue 5 promises: the keys of each survey, and the indicators that they feed.
KEYS = {
    "users": "q_satisfied q_rights q_know_rights q_say q_listened q_control q_plan q_whole q_qol_development "
    "q_qol_decide q_qol_relations q_qol_inclusion q_qol_rights q_qol_emotional q_qol_physical q_qol_material",
    "families": "q_satisfied q_informed q_listened q_plan q_whole q_recommend",
    "staff": "q_satisfied q_say q_recognised q_development q_safe q_contribution",
    "partners": "q_satisfied q_cooperation q_continuity q_inclusion q_information",
    "results": "q_knew q_easy q_could_ask",
}
OPEN = dict.fromkeys(NAMES, "open_good open_better") | {"results": "open_remember open_better"}


@pytest.mark.parametrize("name", NAMES)
def test_a_survey_asks_what_it_must_in_every_language(name: str) -> None:
    survey = load_surveys()[name]
    assert [q.key for q in survey.questions] == KEYS[name].split()
    assert [q.key for q in survey.open] == OPEN[name].split()
    for question in (*survey.questions, *survey.open):
        assert all(question.text[language] and question.label[language] for language in LANGUAGES)


def test_questions_feed_the_indicators_of_results() -> None:
    fed = {ref for survey in load_surveys().values() for ref in survey.serves["equass-2018"]}
    assert fed >= {"20", "25", "42", "43", "45", "51", "56", "58", "70", "71"}
    assert load_surveys()["users"].question("q_control").serves["equass-2018"] == ("45",)


@pytest.mark.parametrize("book", survey_books(), ids=lambda book: book.name)
def test_a_counting_sheet_can_be_written_and_read_without_doubt(book) -> None:  # type: ignore[no-untyped-def]
    check_book(book)
    assert load_books()[book.name] == book
    assert [table.name for table in book.tables] == [f"{book.name}.rounds", f"{book.name}.answers"]
    rounds, answers = book.tables
    assert {"round", "year", "invited"} <= {column.key for column in rounds.columns if column.required}
    assert not any(column.people for table in book.tables for column in table.columns)
    for language in LANGUAGES:
        headings = [column.heading(language) for column in answers.columns]
        assert len(set(headings)) == len(headings)


def test_every_picture_of_a_form_is_there_with_words_for_it() -> None:
    for survey in load_surveys().values():
        names = {q.picture for q in (*survey.questions, *survey.open)} | {
            b.picture for b in survey.blocks.values()
        }
        names |= {name for q in survey.questions if q.scale for name in q.scale.pictures.values()}
        for name in names - {""}:
            assert picture_path(name).is_file(), name
            assert all(picture_alt(name, language) for language in LANGUAGES)
        if survey.easy:
            assert "" not in names


def test_easy_questions_hold_one_short_thought() -> None:
    for survey in load_surveys().values():
        for question in (*survey.questions, *survey.open) if survey.easy else ():
            for language, text in question.text.items():
                assert text.endswith("?"), text
                assert text.count("?") == 1, text
                assert len(text.split()) <= 12, (language, text)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("users", "users"),
        ("survey-users", "users"),
        ("Brukere", "users"),
        ("paslaugų gavėjai", "users"),
        ("Ansatte", "staff"),
        ("darbuotojai", "staff"),
        ("pårørende", "families"),
        ("Verger", "families"),
        ("artimieji", "families"),
        ("partneriai", "partners"),
        ("bestillere", "partners"),
        ("resultater", "results"),
        ("Medarbeiderundersøkelse", "staff"),
    ],
)
def test_a_survey_is_found_by_what_people_type(typed: str, name: str) -> None:
    assert find_survey(typed).name == name


def test_an_unknown_survey_is_refused_with_what_is_near() -> None:
    with pytest.raises(UnknownSurvey) as refused:
        find_survey("usres")
    assert refused.value.params["similar"] == "users"
    with pytest.raises(UnknownSurvey) as refused:
        find_survey("zzz")
    assert refused.value.hint_code() == "hint_surveys"
