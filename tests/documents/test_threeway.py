"""Regenerate documents that people edited: their words stay, all else is renewed."""

from __future__ import annotations

import copy
import io
import time
from dataclasses import replace
from typing import Any

import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from qms.documents.api import build_values, load_library, render
from qms.documents.comparing.blocks import WordFile
from qms.documents.comparing.threeway import merge, unfilled
from qms.documents.samples import sample_answers, sample_context, sample_front

from .conftest import body_text, opened, tables
from .conftest import paragraphs as lines
from .editing import (
    add_after,
    add_row,
    drop,
    drop_row,
    edited,
    find,
    reword,
    said,
    saved,
    scrambled,
    whole,
    words,
)

SKINS = [("en", "IE"), ("nb", "NO"), ("lt", "LT")]
RULES = {"rules": ["ring the bell", "sign the book"]}


def kinds(changes) -> list[tuple[str, str]]:
    return [(change.kind, change.unit) for change in changes]


@pytest.mark.parametrize(("language", "country"), SKINS)
@pytest.mark.parametrize("save", [lambda data: saved(opened(data)), scrambled], ids=["same", "scrambled"])
def test_without_edits_the_new_rendering_is_taken_as_it_is(made, language, country, save):
    base = made(language, country)
    new = made(language, country, answers={"notice_days": 9, "contact": "Somebody else"}, version="2")
    merged = merge(base, save(base), new)
    assert merged.data == new
    assert merged.kept == merged.conflicts == ()
    assert len(merged.updated) >= 2


def test_without_news_the_edited_copy_is_taken_as_it_is(made):
    base = made()
    copy_ = edited(base, reword("Purpose", "Purpose and aim"), drop("Visitors leave"))
    merged = merge(base, copy_, base)
    assert merged.data == copy_
    assert kinds(merged.kept) == [("reworded", "heading"), ("removed", "paragraph")]
    assert merged.updated == merged.conflicts == ()


@pytest.mark.parametrize(("language", "country"), SKINS)
@pytest.mark.parametrize("save", [lambda data: data, scrambled], ids=["same", "scrambled"])
def test_edited_passages_stay_and_the_others_are_renewed(made, language, country, save):
    base = made(language, country)
    new = made(language, country, answers={"notice_days": 9, "contact": "Kim Lee"}, version="7")
    mine = edited(save(base), add_after("Harbour House", "Our own words."))
    merged = merge(base, mine, new)
    assert "Our own words." in body_text(merged.data)
    assert "Kim Lee" in body_text(merged.data)
    assert "Tom & Jerry" not in said(merged.data)
    assert said(merged.data).replace("Our own words. ", "", 1) == said(new)
    assert [change.mine for change in merged.kept] == ["Our own words."]
    assert merged.conflicts == ()
    whole(merged.data)


def test_bold_and_italic_of_a_renewed_paragraph_are_those_of_the_new_one(made):
    base = made()
    new = made(answers={"contact": "Kim Lee"})
    new = edited(new, reword("may have visitors", "may have guests"))
    merged = merge(base, edited(base, drop("Visitors leave")), new)
    for text in ("may have guests", "Kim Lee"):
        looks = [
            [(run.text, run.bold, run.italic) for run in find(opened(data), text).runs]
            for data in (new, merged.data)
        ]
        assert looks[0] == looks[1]


def test_what_both_changed_stays_as_the_person_has_it_and_is_told(made):
    base = made()
    mine = edited(base, reword("Visitors leave in the evening", "Visitors leave at nine"))
    new = edited(base, reword("Visitors leave in the evening", "Visitors leave at ten"))
    merged = merge(base, mine, new)
    (change,) = merged.conflicts
    assert (change.before, change.mine, change.theirs) == (
        "Visitors leave in the evening.",
        "Visitors leave at nine.",
        "Visitors leave at ten.",
    )
    assert (change.place, change.kind, change.unit) == ("Rules > House rules", "reworded", "paragraph")
    assert merged.data == mine


def test_a_conflict_is_commented_on_when_an_author_is_named(made):
    base = made()
    mine = edited(base, reword("leave in the evening", "leave at nine"))
    new = edited(base, reword("leave in the evening", "leave at ten"), reword("Purpose", "Aim"))
    merged = merge(base, mine, new, author="qms")
    again = merge(base, merged.data, new, author="qms")
    for result in (merged, again):
        (comment,) = opened(result.data).comments
        assert (comment.author, comment.text) == ("qms", "Visitors leave at ten.")
    assert len(again.conflicts) == 1


def test_what_the_template_removed_goes_unless_a_person_changed_it(made):
    base = made()
    new = edited(base, drop("Visitors leave"), drop("ring the bell"))
    mine = edited(base, reword("Visitors leave", "All visitors leave"), reword("Purpose", "Aim"))
    merged = merge(base, mine, new)
    assert "ring the bell" not in said(merged.data)
    assert "All visitors leave" in said(merged.data)
    assert [(c.mine, c.theirs) for c in merged.conflicts] == [("All visitors leave in the evening.", "")]


def test_what_the_person_removed_stays_away_even_when_the_template_changed_it(made):
    base = made()
    mine = edited(base, drop("Visitors leave"), drop("ring the bell"))
    new = edited(base, reword("Visitors leave in", "Visitors go home in"), reword("Purpose", "Aim"))
    merged = merge(base, mine, new)
    assert "Visitors" not in said(merged.data).split("Say hello")[1].split("Hours")[0]
    assert [c.before for c in merged.kept] == ["ring the bell"]
    assert [(c.mine, c.theirs) for c in merged.conflicts] == [("", "Visitors go home in the evening.")]


def test_nothing_is_added_under_a_heading_that_the_person_removed(made):
    base = made()
    mine = edited(base, drop("Questions"), drop("Ask Tom"), reword("Purpose", "Aim"))
    new = edited(base, add_after("Ask Tom", "Write to us."), add_after("Say hello", "Smile."))
    merged = merge(base, mine, new)
    assert "Write to us." not in said(merged.data)
    assert "Smile." in said(merged.data)
    assert ("Questions", "", "Write to us.") in [(c.place, c.mine, c.theirs) for c in merged.conflicts]


def test_a_passage_answered_elsewhere_loses_its_mark_and_label(made):
    base = made()
    new = made(answers={"welcome": "Guests are the best part of the week."})
    mine = scrambled(edited(base, reword("Purpose", "Aim")))
    merged = merge(base, mine, new)
    assert lines(merged.data, "To Adapt", "To Adapt Label") == []
    assert "Guests are the best part of the week." in lines(merged.data, "Body Text")
    assert len(opened(merged.data).paragraphs) == len(opened(new).paragraphs)


def test_a_mark_that_the_person_took_off_stays_off(made):
    base = made()

    def take_off(document: Any) -> None:
        find(document, "Visitors bring the world").style = document.styles["Body Text"]

    merged = merge(base, edited(base, take_off), made(answers={"notice_days": 9}))
    assert lines(merged.data, "To Adapt") == ["We keep the coffee warm."]
    assert "9 days" in said(merged.data)


@pytest.mark.parametrize(("language", "country"), SKINS)
def test_front_matter_is_renewed_even_beside_an_edit(made, language, country):
    base = made(language, country, version="1", owner="Liv Berg")
    new = made(language, country, version="2", owner="Kim Lee")

    def note(document: Any) -> None:
        for section in document.sections:
            for part in (section.footer, section.first_page_footer):
                part.paragraphs[0].add_run(" INTERNAL")

    merged = merge(base, edited(base, note), new)
    footers = [
        part.paragraphs[0].text
        for section in opened(merged.data).sections
        for part in (section.footer, section.first_page_footer)
    ]
    assert all("INTERNAL" in text and " 2" in text and "1.2" not in text for text in footers)
    assert "Kim Lee" in said(merged.data)
    assert "Liv Berg" not in said(merged.data)
    assert opened(merged.data).core_properties.version == "2"
    assert merged.conflicts == ()
    assert ("reworded", "field") in kinds(merged.updated)


def test_a_field_that_the_person_wrote_over_stays(made):
    base, new = made(owner="Liv Berg"), made(owner="Kim Lee")
    mine = edited(base, reword("Liv Berg", "Liv Berg and Per Dahl"))
    merged = merge(base, mine, new)
    assert "Liv Berg and Per Dahl" in said(merged.data)
    assert [(c.mine, c.theirs) for c in merged.conflicts] == [("Liv Berg and Per Dahl", "Kim Lee")]
    assert "owner" in merged.conflicts[0].place


def test_rows_of_a_table_are_merged_one_by_one(made):
    base = made()
    mine = edited(base, add_row("Sunday", "Holiday", "P1", "P2"), reword("Monday", "Weekdays"))
    new = edited(base, add_row("Monday", "Tuesday", "T1", "T2"), drop_row("Sunday"))
    merged = merge(base, mine, new)
    table = next(t for t in tables(merged.data) if t[0] == ["Day", "From", "To"])
    assert table[1:] == [["Weekdays", "10", "18"], ["Tuesday", "T1", "T2"], ["Holiday", "P1", "P2"]]
    assert [c.place for c in merged.kept if c.unit == "cell"] == ["Rules > Hours > Day"]
    whole(merged.data)


def test_a_column_that_the_person_added_survives_new_rows(made):
    base = made()

    def column(document: Any) -> None:
        table = next(t for t in document.tables if t.rows[0].cells[0].text == "Day")
        for number, cell in enumerate(table.add_column(Cm(2)).cells):
            cell.text = f"P{number}"

    new = edited(base, add_row("Monday", "Tuesday", "T1", "T2"), reword("16", "17"))
    merged = merge(base, edited(base, column), new)
    table = next(t for t in tables(merged.data) if t[0][0] == "Day")
    assert table == [
        ["Day", "From", "To", "P0"],
        ["Monday", "10", "18", "P1"],
        ["Tuesday", "T1", "T2", ""],
        ["Sunday", "12", "17", "P2"],
    ]
    whole(merged.data)


def test_a_form_that_was_filled_in_keeps_what_was_filled_in(made):
    base = made("lt", "LT")

    def sign(document: Any) -> None:
        table = next(t for t in document.tables if t.rows[1].cells[0].text == "1.")
        table.rows[1].cells[1].paragraphs[0].add_run("Ona Onaitė")

    merged = merge(base, edited(base, sign), made("lt", "LT", version="9"))
    signed = next(t for t in tables(merged.data) if t[1][0] == "1.")
    assert signed[1][1] == "Ona Onaitė"
    assert kinds(merged.kept) == [("added", "cell")]


def test_tracked_changes_count_as_made_and_keep_their_marks(made):
    base = made()

    def track(document: Any) -> None:
        run = find(document, "Visitors leave in the evening").runs[0]._r
        gone = copy.deepcopy(run)
        gone.find(qn("w:t")).tag = qn("w:delText")
        run.find(qn("w:t")).text = "They stay."
        for tag, node in (("w:ins", run), ("w:del", gone)):
            mark = OxmlElement(tag)
            mark.set(qn("w:id"), "900")
            mark.set(qn("w:author"), "Liv")
            if tag == "w:ins":
                node.addprevious(mark)
                mark.append(node)
                inserted = mark
            else:
                mark.append(node)
                inserted.addnext(mark)

    mine = edited(base, track)
    merged = merge(base, mine, made(answers={"notice_days": 9}))
    assert [(c.before, c.mine) for c in merged.kept] == [("Visitors leave in the evening.", "They stay.")]
    body = opened(merged.data).element.body
    assert len(list(body.iter(qn("w:ins")))) == len(list(body.iter(qn("w:del")))) == 1
    assert "9 days" in said(merged.data)


def test_pictures_links_notes_and_fields_of_a_kept_paragraph_survive(made):
    pillow = pytest.importorskip("PIL.Image")
    picture = io.BytesIO()
    pillow.new("RGB", (4, 4)).save(picture, "PNG")
    base = made()

    def enrich(document: Any) -> None:
        paragraph = find(document, "Visitors leave")
        paragraph.add_run().add_picture(io.BytesIO(picture.getvalue()))
        rel = document.part.relate_to("https://example.org/", "http://x/hyperlink", is_external=True)
        run = '<w:r><w:t xml:space="preserve"> {} </w:t></w:r>'
        link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{rel}">{run.format("P1")}</w:hyperlink>'
        field = f'<w:fldSimple {nsdecls("w")} w:instr="REF x">{run.format("P2")}</w:fldSimple>'
        for xml in (link, field):
            paragraph._p.append(parse_xml(xml))

    merged = merge(base, edited(base, enrich), made(answers={"notice_days": 9}))
    kept = find(opened(merged.data), "Visitors leave")._p
    assert all(len(list(kept.iter(qn(tag)))) == 1 for tag in ("w:drawing", "w:hyperlink", "w:fldSimple"))
    assert words(said(merged.data), "P") == {"P1", "P2"}
    assert "9 days" in said(merged.data)


def test_a_picture_that_the_template_added_comes_along(made):
    pillow = pytest.importorskip("PIL.Image")
    picture = io.BytesIO()
    pillow.new("RGB", (4, 4)).save(picture, "PNG")
    base = made()

    def picture_after(document: Any) -> None:
        paragraph = find(document, "Visitors leave").insert_paragraph_before("Look: ")
        paragraph.add_run().add_picture(io.BytesIO(picture.getvalue()))

    merged = merge(base, edited(base, reword("Purpose", "Aim")), edited(base, picture_after))
    document = opened(merged.data)
    (drawing,) = document.element.body.iter(qn("a:blip"))
    assert document.part.related_parts[drawing.get(qn("r:embed"))].blob == picture.getvalue()


def test_comments_of_a_renewed_paragraph_stay(made):
    base = made()

    def comment(document: Any) -> None:
        document.add_comment(find(document, "The mode is").runs, "Is that so?", author="Liv")

    merged = merge(base, edited(base, comment), made(answers={"notice_days": 9}))
    document = opened(merged.data)
    assert [remark.text for remark in document.comments] == ["Is that so?"]
    paragraph = find(document, "9 days")._p
    assert [len(list(paragraph.iter(qn(f"w:comment{n}")))) for n in ("RangeStart", "Reference")] == [1, 1]
    assert "2 days" not in said(merged.data)


def test_content_controls_are_walked_through(made):
    base = made()

    def wrap(document: Any) -> None:
        element = find(document, "The mode is")._p
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
        element.addprevious(control)
        control[1].append(element)

    mine = edited(base, wrap, reword("Purpose", "Aim"))
    merged = merge(base, mine, made(answers={"notice_days": 9}))
    (control,) = opened(merged.data).element.body.iter(qn("w:sdt"))
    assert "9 days" in "".join(node.text for node in control.iter(qn("w:t")))


def test_a_new_list_item_continues_the_list_around_it(made):
    base = made("lt", "LT")
    new = made("lt", "LT", answers={"rules": ["paskambinkite", "T1 nusišypsokite", "pasirašykite žurnale"]})
    mine = scrambled(edited(base, add_after("paskambinkite", "P1")))
    merged = merge(base, mine, new)
    document = opened(merged.data)
    file = WordFile(merged.data)
    numbers = {
        text: file.styles.number_of(find(document, text)._p)
        for text in ("P1", "T1", "pasirašykite", "Šie")
        if any(text in p.text for p in document.paragraphs)
    }
    assert len(set(numbers.values())) == 1
    assert "" not in numbers.values()
    whole(merged.data)


def test_a_new_list_brings_its_numbering_and_new_styles_come_along(made):
    base = made()

    def new_list(document: Any) -> None:
        paragraph = find(document, "Visitors leave").insert_paragraph_before("T1 step")
        style = document.styles.add_style("Step", 1)
        style.base_style = document.styles["Body Text"]
        paragraph.style = style
        root = document.part.numbering_part.element
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="3"/></w:num>'))
        paragraph._p.pPr._add_numPr().get_or_add_numId().val = 77

    merged = merge(base, scrambled(edited(base, reword("Purpose", "Aim"))), edited(base, new_list))
    assert lines(merged.data, "Step") == ["T1 step"]
    whole(merged.data)


def test_what_the_template_moved_is_moved_with_the_words_of_the_person(made):
    base = made()

    def move(document: Any) -> None:
        find(document, "Ask Tom")._p.addprevious(find(document, "The mode is")._p)

    mine = edited(base, reword("Purpose", "Aim"))
    merged = merge(base, mine, edited(base, move))
    assert said(merged.data) == said(edited(mine, move))
    assert kinds(merged.updated) == [("moved", "paragraph")]


def test_what_the_person_moved_is_renewed_where_it_stands(made):
    base = made()

    def move(document: Any) -> None:
        find(document, "Purpose")._p.addnext(find(document, "Visitors leave")._p)

    merged = merge(base, edited(base, move), edited(base, reword("leave in the evening", "leave at ten")))
    text = said(merged.data)
    assert text.index("Visitors leave at ten") < text.index("may have visitors")
    assert kinds(merged.kept) == [("moved", "paragraph")]


def test_passages_nobody_adapted_are_listed(made):
    base = made()
    (passage,) = unfilled(base, scrambled(base))
    assert passage.index == 1
    assert passage.text == "Visitors bring the world to Harbour House.\nWe keep the coffee warm."
    assert passage.label == lines(base, "To Adapt Label")[0]
    assert unfilled(base, edited(base, reword("coffee", "tea"))) == []
    assert unfilled(base, edited(base, drop("coffee"))) == []
    assert len(unfilled(base, edited(base, add_after("coffee", "More."), drop("Purpose")))) == 1

    def take_off(document: Any) -> None:
        for text in ("Visitors bring", "coffee"):
            find(document, text).style = document.styles["Body Text"]

    assert unfilled(base, edited(base, take_off)) == []


def test_points_of_an_act_to_adapt_are_listed_too(made):
    base = made("lt", "LT")
    assert len(unfilled(base, base)) == 1
    assert unfilled(base, made("lt", "LT", answers={"welcome": "Laukiame."})) == []


def test_a_long_document_is_merged_within_half_a_second():
    template = max(load_library(), key=lambda t: len(t.source("en").read_bytes()))
    values = build_values(template, "en", sample_answers(template, "en"), sample_context(full=True))
    front = sample_front(template, "en")
    base = render(template, "en", "neutral", values, front)
    new = render(template, "en", "neutral", values, replace(front, version="2", owner="Somebody"))
    mine = edited(base, lambda document: document.paragraphs[8].add_run(" More."))
    merge(base, mine, new)
    began = time.process_time()
    merge(base, mine, new)
    assert time.process_time() - began < 0.5
