"""Render documents and read them back: values, loops, passages, escaping, looks that matter, equal bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx.oxml.ns import qn

from qms.documents.api import build_values, load_library, render_document
from qms.documents.findings import NoSuchLanguage, RenderFailed
from qms.documents.package import part_texts

from .conftest import ANSWERS, CONTEXT, FRONT, all_text, body_text, opened, paragraphs, tables

NASTY = [
    "Per & Pål <AS>",
    "a \"quoted\" 'name'",
    "<w:t>",
    "{{ 7 }} {% if %}",
    "line one\nline two",
    "100 % & }}",
    "ąčęėįšųū ÆØÅ",
]


def test_values_stand_in_the_text(made):
    text = body_text(made())
    assert "Service users of Harbour House may have visitors. Mary Byrne is responsible." in text
    assert "Ask Tom & Jerry. Thank you." in text


@pytest.mark.parametrize("value", NASTY)
def test_no_text_is_lost_for_awkward_values(made, value):
    data = made(answers={"contact": value}, title=value, organisation=value, owner=value)
    assert f"Ask {value}. Thank you." in body_text(data)
    assert "Liv" in all_text(data)
    assert len(opened(data).paragraphs) == len(opened(made()).paragraphs)


def test_control_characters_are_dropped(made):
    assert "Ask AB C." in body_text(made(answers={"contact": "A\x00\x07B\x0c C"}))


def test_table_rows_repeat_for_each_row(made):
    rows = [{"day": "Friday", "from": 9, "to": "<12>"}, {"day": "Saturday", "from": 10, "to": "14 & later"}]
    table = tables(made(answers={"hours": rows}))[1]
    assert table == [["Day", "From", "To"], ["Friday", "9", "<12>"], ["Saturday", "10", "14 & later"]]


def test_lists_repeat_and_keep_their_style(made):
    assert paragraphs(made(), "List Bullet") == ["ring the bell", "sign the book"]
    assert paragraphs(made(answers={"rules": []}), "List Bullet") == []


def test_conditions_choose_passages(made):
    assert "Visitors leave in the evening." in body_text(made())
    kinds = {"service_kinds": {"residential"}}
    text = body_text(made(context=kinds))
    assert "stay overnight" in text
    assert "leave in the evening" not in text


def test_inline_conditions_and_choices(made):
    assert "Come in within the hours." in body_text(made())
    text = body_text(made(answers={"mode": "open"}))
    assert "Come in." in text
    assert "The mode is open doors" in text


def test_dates_are_long_in_the_language(made):
    assert "from 1 March 2026" in body_text(made())
    assert "fra 1. mars 2026" in body_text(made("nb", "NO"))
    assert "nuo 2026\u00a0m. kovo 1\u00a0d." in body_text(made("lt", "LT"))


def test_user_word_is_declined(made):
    assert body_text(made("lt", "LT")).count("Paslaugų gavėjus") == 1
    assert "Klientus" in body_text(made("lt", "LT", word="client"))
    assert "Beboerne i Harbour House" in body_text(made("nb", "NO", word="resident"))


def test_unanswered_passage_is_marked_and_answered_is_not(made):
    draft = made()
    assert paragraphs(draft, "To Adapt Label") == ["To adapt – in your own words"]
    assert paragraphs(draft, "To Adapt") == [
        "Visitors bring the world to Harbour House.",
        "We keep the coffee warm.",
    ]
    shade = opened(draft).styles["To Adapt"].element.find(f".//{qn('w:shd')}")
    assert shade.get(qn("w:fill")) == "FFF3B8"
    own = made(answers={"welcome": "First thought.\n\nSecond\nthought."})
    assert not paragraphs(own, "To Adapt", "To Adapt Label")
    assert {"First thought.", "Second thought."} <= set(paragraphs(own, "Body Text"))


def test_answers_are_never_run_as_templates(made):
    assert "Ask {{ organisation.name }}." in body_text(made(answers={"contact": "{{ organisation.name }}"}))


def test_empty_values_leave_no_empty_paragraphs(made):
    assert all(text.strip() for text in paragraphs(made(), "Body Text", "List Bullet", "Point 1"))
    assert "One more thing" in paragraphs(made(answers={"remark": "One more thing"}), "Body Text")


def test_front_matter_is_complete_in_every_skin(made):
    for language, country in (("en", "IE"), ("nb", "NO"), ("lt", "LT")):
        text = all_text(made(language, country))
        for expected in (
            "Visiting policy",
            "P-01",
            "Harbour House",
            "Day, Home",
            "1.2",
            "Ola Hansen",
            "Liv Berg",
            "Mary Byrne",
            "EQUASS 2018: 4, 5",
        ):
            assert expected in text, (language, expected)
    text = all_text(made("nb", "NO"))
    for label in (
        "Utarbeidet av",
        "Dokumentansvarlig",
        "Godkjent av",
        "Versjon",
        "Gjelder fra",
        "Neste gjennomgang",
        "Side",
        "Dokument-ID",
        "5. mars 2026",
        "5. mars 2028",
        "Norsk bokmål",
    ):
        assert label in text


def test_draft_mark_is_in_every_header_while_draft(made):
    for language, country, mark in (
        ("en", "IE", "Draft – adapt before approval"),
        ("nb", "NO", "Utkast – tilpasses før godkjenning"),
        ("lt", "LT", "Projektas – pritaikyti prieš tvirtinant"),
    ):
        headers = {k: v for k, v in part_texts(made(language, country)).items() if "header" in k}
        assert len(headers) == 2
        assert all(mark in text for text in headers.values())
        assert mark not in all_text(made(language, country, status="approved"))


def test_change_log_lists_all_changes_and_shows_when_there_is_none(made):
    assert tables(made())[-1] == [
        ["Version", "Date", "What changed", "By"],
        ["1.1", "2 January 2026", "First", "Ola"],
        ["1.2", "3 March 2026", "More & better", "Liv"],
    ]
    assert tables(made(changes=()))[-1][1:] == [["–", "–", "–", "–"]]


def test_lithuanian_act_has_its_form(made):
    data = made("lt", "LT", approval_line="Uosto namų direktoriaus", order_number="V-7", status="approved")
    text = body_text(data)
    assert "PATVIRTINTA\nUosto namų direktoriaus\n2026\u00a0m. kovo 4\u00a0d. įsakymu Nr. V-7" in text
    assert "Susipažinau pasirašytinai" in text
    heading = opened(data).styles["Heading 1"].element
    assert heading.find(f".//{qn('w:caps')}") is not None
    assert heading.find(f".//{qn('w:jc')}").get(qn("w:val")) == "center"
    blank = body_text(made("lt", "LT", approved_on=None))
    assert "Harbour House direktoriaus" in blank
    assert "d. įsakymu Nr. ___" in blank


def test_footer_counts_pages_with_fields(made):
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        footers = [archive.read(name).decode() for name in archive.namelist() if "footer" in name]
    assert footers
    assert all("PAGE" in footer and "NUMPAGES" in footer and "P-01" in footer for footer in footers)


def test_tables_repeat_their_head_and_rows_do_not_break(made):
    table = opened(made()).tables[1]
    rows = table._tbl.findall(qn("w:tr"))
    assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_page_is_a4_and_language_is_set(made):
    document = opened(made("lt", "LT"))
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "lt-LT"


def test_properties_are_plain_text_and_dated_by_front_matter(made):
    properties = opened(made(title="A & B <C>", organisation="X & Y")).core_properties
    assert (properties.title, properties.subject, properties.identifier) == ("A & B <C>", "X & Y", "P-01")
    assert (properties.language, properties.author, properties.keywords) == (
        "en-GB",
        "Ola Hansen",
        "EQUASS 2018: 4, 5",
    )
    assert properties.created.date() == properties.modified.date() == date(2026, 3, 3)
    assert properties.comments == ""


def test_equal_input_gives_equal_bytes_and_fixed_dates(made):
    first, second = made(), made()
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in name for name in archive.namelist())


def test_no_jinja_mark_is_left(made):
    for language, country in (("en", "IE"), ("nb", "NO"), ("lt", "LT")):
        assert not re.search(r"\{\{|\{%|%\}|\}\}", all_text(made(language, country)))


@pytest.mark.parametrize(
    "code",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ organisation.__init__ }}",
        "{{ organisation.keys() }}",
        "{{ cycler.__init__.__globals__.os.getpid() }}",
        "{{ 'x' * 100 }}",
        "{% for i in range(3) %}{{ i }}{% endfor %}",
        "{{ nothing_here }}",
        "{{ organisation.nothing }}",
        "{{ country | upper }}",
        "{% if country %}",
    ],
)
def test_sandbox_refuses_code_and_unknown_names(own_library, code):
    path = own_library / "policies" / "visit-policy" / "en.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\nMore {code} text.\n", encoding="utf-8")
    template = load_library(packaged=own_library).get("visit-policy")
    values = build_values(template, "en", ANSWERS, CONTEXT)
    with pytest.raises(RenderFailed):
        render_document(template, "en", "IE", values, FRONT)


def test_unknown_language_is_refused(library):
    template = library.get("visit-policy")
    with pytest.raises(NoSuchLanguage):
        render_document(template, "de", "DE", build_values(template, "en", ANSWERS, CONTEXT), FRONT)
