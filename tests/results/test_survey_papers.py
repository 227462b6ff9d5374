"""Prove what stands on the forms and reports of surveys, and that the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise, product

import pytest
from docx import Document
from docx.oxml.ns import qn

from qms.documents.package import part_texts
from qms.locale import LANGUAGES
from qms.results.survey_forms import survey_form
from qms.results.survey_reports import NoSuchRound, survey_report
from qms.results.surveys import NAMES, load_surveys
from tests.results.survey_rows import answer_row, registers, round_row, sample

ORGANISATION = "Eik & Bjørk AS"


def body(data: bytes) -> str:
    return part_texts(data)["word/document.xml"]


def facts(lines: list[str]) -> dict[str, str]:
    """Return what stands below each line where it stands first: the facts are the first table."""
    return dict(reversed(list(pairwise(lines))))


def report(public: bool = False, language: str = "en", name: str = "users") -> bytes:
    return survey_report(
        sample(name), name, 2025, language, organisation=ORGANISATION,
        services={"home": "The Oak", "day": "Day centre"}, public=public,
    )  # fmt: skip


@pytest.mark.parametrize(("name", "language"), list(product(NAMES, LANGUAGES)))
def test_a_form_has_every_question_and_is_the_same_each_time(name: str, language: str) -> None:
    survey = load_surveys()[name]
    data = survey_form(name, language, organisation=ORGANISATION, country="NO", give_to="Kari, rom 2")
    assert data == survey_form(name, language, organisation=ORGANISATION, country="NO", give_to="Kari, rom 2")
    text = body(data)
    for question in (*survey.questions, *survey.open):
        assert question.text[language] in text
    assert survey.titles[language] in text
    assert "Kari, rom 2" in text
    assert ORGANISATION in " ".join(part_texts(data).values())
    assert "\ufffd" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_easy_form_is_in_large_type_with_words_for_every_picture(language: str) -> None:
    data = survey_form("users", language, organisation=ORGANISATION)
    document = Document(io.BytesIO(data))
    default = document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
    assert int(default.get(qn("w:val"))) >= 28
    looks = list(document.element.iter(qn("wp:docPr")))
    assert len(looks) > 100
    assert all(look.get("descr") for look in looks)
    assert document.sections[0].page_width.cm == pytest.approx(21.0, abs=0.01)


def test_no_question_is_divided_by_a_page() -> None:
    document = Document(io.BytesIO(survey_form("users", "en", organisation=ORGANISATION)))
    for table in document.tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        for row in rows[:-1]:
            paragraphs = row.findall(f"{qn('w:tc')}/{qn('w:p')}")
            assert paragraphs
            assert all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in paragraphs)


def test_a_form_says_whether_it_is_anonymous_and_who_filled_it_in() -> None:
    survey = load_surveys()["users"]
    secret = body(survey_form("users", "en", organisation=ORGANISATION))
    known = body(survey_form("users", "en", organisation=ORGANISATION, anonymous=False))
    assert survey.blocks["private"].text["en"][0] in secret
    assert survey.blocks["private"].text["en"][0] not in known
    assert survey.blocks["known"].text["en"][0] in known
    assert "Somebody else answered for me." in secret
    assert "Somebody else answered for me." not in body(survey_form("staff", "en", organisation=ORGANISATION))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_the_same_each_time_and_speaks_one_language(language: str) -> None:
    data = report(language=language)
    assert data == report(language=language)
    text = body(data)
    for question in load_surveys()["users"].questions:
        assert question.text[language] in text
    assert not re.search(r"\{\w*\}", text)


def test_a_report_tells_facts_counts_trend_open_answers_and_places() -> None:
    lines = body(report()).split("\n")
    told = facts(lines)
    assert told["Invited"] == "60"
    assert told["Answered"] == "40"
    assert told["Response rate"] == "67%"
    assert told["Asked by"] == "Somebody from outside"
    assert told["Anonymous"] == "Yes"
    assert "Positive 2024" in lines
    assert "The walks on Fridays & the food. (2025-home, form 5, The Oak)" in lines
    assert "surveys/users.xlsx, sheet Answers: rows 42–81" in lines
    assert any("on 3 of 40 forms" in line for line in lines)


def test_a_report_has_a_chart_for_each_scale_with_words_for_it() -> None:
    with zipfile.ZipFile(io.BytesIO(report())) as archive:
        charts = [name for name in archive.namelist() if name.endswith(".png")]
    assert len(charts) == 3
    document = Document(io.BytesIO(report()))
    looks = [look.get("descr") for look in document.element.iter(qn("wp:docPr"))]
    assert "n = 40" in looks[0]


def test_a_public_report_leaves_out_own_words_places_and_small_counts() -> None:
    text = body(report(public=True))
    assert "Public version" in text
    assert "walks on Fridays" not in text
    assert "users.xlsx" not in text
    document = Document(io.BytesIO(report(public=True)))
    counted = 0
    for table in document.tables:
        heads = [cell.text for cell in table.rows[0].cells]
        if "n" not in heads:
            continue
        for row in table.rows[1:]:
            cells = [cell.text for cell in row.cells][1 : heads.index("n") + 1]
            counted += sum(cell.isdigit() for cell in cells)
            assert not any(cell.isdigit() and 0 < int(cell) < 5 for cell in cells)
    assert counted > 50


def test_a_report_on_a_year_without_a_round_says_when_there_was_one() -> None:
    with pytest.raises(NoSuchRound) as refused:
        survey_report(sample(), "users", 2020, "en", organisation=ORGANISATION)
    assert refused.value.params["years"] == [2024, 2025]


def test_a_round_without_answers_is_reported_as_such() -> None:
    data = survey_report(registers([round_row("A")], []), "users", 2025, "nb", organisation=ORGANISATION)
    assert "Ingen skjemaer er kommet inn ennå." in body(data)


def test_a_report_on_few_answers_warns_and_its_public_version_shows_none() -> None:
    told = [answer_row("A", str(n), n, q_satisfied="yes", answered_by="self") for n in range(2, 5)]
    found = registers([round_row("A")], told)
    inside = body(survey_report(found, "users", 2025, "en", organisation=ORGANISATION))
    assert "fewer than ten" in inside
    outside = body(survey_report(found, "users", 2025, "en", organisation=ORGANISATION, public=True)).split(
        "\n"
    )
    assert "100%" not in outside
    assert facts(outside)["Answered"] == "–"
