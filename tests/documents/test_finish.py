"""Check the finish: numbers, titles and names as a reader expects them, annexes, widths and adapted passages."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx.oxml.ns import qn

from qms.documents.address import Address
from qms.documents.api import build_values, load_library, render
from qms.documents.declension import genitive
from qms.documents.inputs import Source, document_number
from qms.documents.markup import Heading, parse
from qms.documents.samples import sample_answers, sample_context, sample_front
from qms.documents.stamp import stamp

from .conftest import all_text, opened, paragraphs

LABELS = {"en": "To adapt", "nb": "Tilpasses", "lt": "Pritaikyti"}
COUNTRIES = {"en": "IE", "nb": "NO", "lt": "LT"}


def made(slug: str, language: str, skin: str, answers=None, **front) -> bytes:
    template = load_library().get(slug)
    given = answers or sample_answers(template, language)
    values = build_values(template, language, given, sample_context(full=True))
    return render(template, language, skin, values, replace(sample_front(template, language), **front))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Girulėnų rajono socialinių paslaugų centras", "Girulėnų rajono socialinių paslaugų centro"),
        ("Pušyno globos namai", "Pušyno globos namų"),
        ("Viešoji įstaiga „Vilties takas“", "Viešosios įstaigos „Vilties takas“"),
        ("VšĮ „Vilties takas“", "VšĮ „Vilties takas“"),
        ("Šeimos ir vaiko gerovės tarnyba", "Šeimos ir vaiko gerovės tarnybos"),
        ("Neįgaliųjų draugija", "Neįgaliųjų draugijos"),
        ("A & B <C>", "A & B <C>"),
        ("", ""),
    ],
)
def test_the_name_below_patvirtinta_is_a_genitive(name, expected):
    assert genitive(name) == expected


def test_titles_follow_the_chosen_word():
    charter = load_library().get("service-user-charter")
    assert charter.title("lt") == "Paslaugų gavėjų teisių chartija"
    assert charter.title("lt", "client") == "Klientų teisių chartija"


def numbered(template, language, instance=""):
    return document_number(Source(Address(template.slug, instance), template, language))


def test_document_numbers_hold_no_english_slug():
    library = load_library()
    numbers = {numbered(t, language) for t in library for language in ("en", "nb", "lt")}
    assert {"POL-04", "PRO-26", "TVA-26", "CHA-21", "RET-21", "PRO-12", "FRM-26", "SKJ-26"} <= numbers
    assert numbered(library.get("quality-policy"), "lt", "2027") == "POL-04/2027"
    assert not numbers & {t.slug for t in library}
    assert len({numbered(template, "en") for template in library}) == len(library)


def test_annexes_are_marked_in_the_text():
    blocks, _ = parse("# One\n\n# [annex] Two\n")
    assert [(b.annex, b.runs[0].text) for b in blocks if isinstance(b, Heading)] == [
        (False, "One"),
        (True, "Two"),
    ]


@pytest.mark.parametrize("skin", ["neutral", "norway", "lithuania"])
@pytest.mark.parametrize("language", ["en", "nb", "lt"])
def test_annexes_stand_last_and_without_points(language, skin):
    data = made("complaints-procedure", language, skin)
    styles = [p.style.style_id for p in opened(data).paragraphs]
    first = styles.index("AnnexNumber")
    assert styles.count("AnnexNumber") == 2
    assert styles.index("SectionHeading") < first
    assert not [style for style in styles[first:] if style.startswith(("Point", "Heading"))]


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
def test_approved_documents_hold_no_marks_to_adapt(language):
    country = COUNTRIES[language]
    skin = {"IE": "neutral", "NO": "norway", "LT": "lithuania"}[country]
    front = {"status": "approved", "approved_on": date(2026, 2, 1)}
    draft = made("quality-policy", language, skin, answers={"common": ANSWERS})
    assert LABELS[language] in all_text(draft)
    approved = made("quality-policy", language, skin, answers={"common": ANSWERS}, **front)
    template = load_library().get("quality-policy")
    stamped = stamp(draft, replace(sample_front(template, language), **front), language, country)
    for data in (approved, stamped):
        assert LABELS[language] not in all_text(data)
        assert paragraphs(data, "To Adapt", "To Adapt Point", "To Adapt Label") == []
    assert texts(stamped) == texts(approved)


ANSWERS = {"director": "Mary Byrne", "quality_coordinator": "Tom", "complaints_contact": "Ann"}


def texts(data: bytes) -> list[str]:
    return [p.text for p in opened(data).paragraphs]


def test_columns_are_as_wide_as_their_longest_word():
    word = "medarbeiderundersøkelsen"
    goal = dict.fromkeys(("goal", "baseline", "target", "evaluated_on", "owner"), "kort")
    answers = {"common": ANSWERS, "quality-policy": {"goals": [{**goal, "measure": word}]}}
    document = opened(made("quality-policy", "nb", "norway", answers))
    cell = next(c for t in document.tables for c in t._cells if c.text == word)
    assert int(cell._tc.find(qn("w:tcPr")).find(qn("w:tcW")).get(qn("w:w"))) > 2200
    for table in document.tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(grid) == pytest.approx(9299, abs=2)


def test_header_and_footer_are_small_print():
    document = opened(made("quality-policy", "en", "neutral"))
    assert document.styles["header"].font.size == document.styles["footer"].font.size is not None


def test_the_same_input_gives_the_same_bytes():
    assert made("service-user-charter", "lt", "lithuania") == made("service-user-charter", "lt", "lithuania")
    data = made("service-user-charter", "lt", "lithuania")
    front = replace(sample_front(load_library().get("service-user-charter"), "lt"), status="approved")
    assert stamp(data, front, "lt", "LT") == stamp(io.BytesIO(data).getvalue(), front, "lt", "LT")
