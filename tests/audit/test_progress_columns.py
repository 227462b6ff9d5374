"""Prove that columns to tick stay as they were in any order, and that texts go where the form asks for them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from qms.audit.outputs.form_words import DONE, LED, UNKNOWN, WHOLE, label_of, sort_of
from qms.audit.outputs.own_form import Filled, Told, fill_form

if TYPE_CHECKING:
    from collections.abc import Sequence

NUMBERS = range(1, 7)
TITLES = {str(n): [f"Invented title {n}"] for n in NUMBERS}
TEXTS = {str(n): Told([f"done {n}"], [f"led {n}"], [f"whole {n}"]) for n in NUMBERS}
TICKS = {
    "en": ("Approach", "Deployment", "Results", "Yes / no"),
    "nb": ("Tilnærming", "Gjennomføring", "Resultat", "Ja/nei"),
    "lt": ("Metodas", "Įgyvendinimas", "Rezultatai", "Taip / ne"),
}
NAMES = {"en": "Criterion", "nb": "Kriterium", "lt": "Kriterijus"}
ONE = {
    "en": ("Description", "What was done and what it led to", "Text"),
    "nb": ("Beskrivelse av hva som er gjort", "Hva er gjort, og hva førte det til?", "Tiltak"),
    "lt": ("Aprašymas", "Kas padaryta ir ką tai davė", "Trumpas aprašymas"),
}
TWO = {
    "en": (("What was done", "What it led to"), ("Done", "Result")),
    "nb": (("Hva er gjort", "Hva førte det til"), ("Gjort", "Førte til"), ("Tiltak", "Resultat")),
    "lt": (("Kas padaryta", "Ką tai davė"), ("Kas padaryta", "Rezultatas"), ("Atlikta", "Poveikis")),
}


def table(rows: Sequence[Sequence[str]], widths: Sequence[float] | None = None, made: Any = None) -> Any:
    made = made or docx.Document()
    grid = made.add_table(rows=len(rows), cols=len(rows[0]))
    for line, texts in zip(grid.rows, rows, strict=True):
        for number, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
            cell.text = text
            if widths:
                cell.width = Cm(widths[number])
    return made


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def filled(made: Any) -> Filled:
    return fill_form(saved(made), TEXTS, TITLES)


def cells(data: bytes) -> list[list[str]]:
    return [
        [c.text for c in row.cells] for grid in docx.Document(io.BytesIO(data)).tables for row in grid.rows
    ]


def raw(data: bytes, but: Sequence[int]) -> list[list[bytes]]:
    """Return the XML of all cells of all tables, without those in the columns that are left out."""
    tables = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:tbl"))
    return [
        [etree.tostring(c) for n, c in enumerate(row.findall(qn("w:tc"))) if n not in but]
        for grid in tables
        for row in grid.findall(qn("w:tr"))
    ]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_columns_to_tick_stay_byte_for_byte_in_any_order(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(TICKS)))
    pair = data.draw(st.booleans())
    strong = [heads for heads in TWO[language] if label_of(heads[0]) == DONE and label_of(heads[1]) == LED]
    texts = data.draw(st.sampled_from(strong)) if pair else (data.draw(st.sampled_from(ONE[language])),)
    heads = [NAMES[language], *data.draw(st.permutations([*texts, *TICKS[language]]))]
    own = data.draw(st.sets(st.sampled_from(list(NUMBERS))))
    rows = [heads] + [
        [str(n), *("Our words" if n in own and head in texts else "" for head in heads[1:])] for n in NUMBERS
    ]
    made = table(rows)
    before = saved(made)
    result = fill_form(before, TEXTS, TITLES)
    columns = [heads.index(text) for text in texts]
    assert raw(result.data, columns) == raw(before, columns)
    assert set(result.taken) == {str(n) for n in own}
    assert set(result.placed) == {str(n) for n in NUMBERS if n not in own}
    for n, row in zip(NUMBERS, cells(result.data)[1:], strict=True):
        got = [row[column] for column in columns]
        assert got == (
            ["Our words"] * len(texts) if n in own else [f"done {n}", f"led {n}"] if pair else [f"whole {n}"]
        )


@pytest.mark.parametrize("heads", [pair for pairs in TWO.values() for pair in pairs])
def test_two_columns_of_text_get_a_part_each(heads: tuple[str, str]) -> None:
    rows = [["Nr.", "Kriterium", "Ja", "Nei", *heads], ["2", "Navn", "", "", "", ""]]
    result = filled(table(rows))
    assert cells(result.data)[1] == ["2", "Navn", "", "", "done 2", "led 2"]


@pytest.mark.parametrize(
    "heads",
    [
        ("A", "B", "C"),
        ("", "", ""),
        ("Tilnærming", "Gjennomføring", "Resultat"),
        ("Beskrivelse", "Tiltak", "Hvem"),  # which of the two?
        ("Hva førte det til", "Dato", "Sign."),
        ("Kommentar fra revisor", "Ja", "Nei"),
    ],
)
def test_nothing_is_written_where_the_columns_cannot_be_told(heads: tuple[str, str, str]) -> None:
    before = saved(table([["Kriterium", *heads], *([str(n), "", "", ""] for n in NUMBERS)]))
    result = fill_form(before, TEXTS, TITLES)
    assert result.data == before
    assert result.placed == ()
    assert set(result.unclear) == set(TEXTS)


def test_without_known_heads_the_wide_empty_column_takes_the_text() -> None:
    widths = (2.0, 1.2, 1.2, 9.0, 3.0)
    rows = [["Kriterium", "T", "G", "Kommentar", ""], *([str(n), "", "", "", ""] for n in NUMBERS)]
    rows[3][3] = "Our words"
    result = filled(table(rows, widths))
    assert result.taken == ("3",)
    assert cells(result.data)[3] == ["3", "", "", "Our words", ""]
    assert cells(result.data)[4] == ["4", "", "", "whole 4", ""]
    narrow = table([["Kriterium", "Svar?"], ["1", ""]], (12.0, 1.5))
    assert filled(narrow).placed == ()


def test_heads_may_span_columns_and_stand_on_the_table_before() -> None:
    widths = (3.0, 5.0, 1.5, 1.5, 5.0)
    rows = [
        ["Kriterium", "Kryss av", "", "", "Hva"],
        ["", "Stor", "B", "C", "Beskrivelse"],
        ["1", "", "", "", ""],
    ]
    made = table(rows, widths)
    grid = made.tables[0]
    grid.cell(0, 1).merge(grid.cell(0, 3))
    made.add_paragraph("Kriterium")
    table([["2", "", "", "", ""]], widths, made)
    got = cells(filled(made).data)
    assert got[2:] == [["1", "", "", "", "whole 1"], ["2", "", "", "", "whole 2"]]


def test_blocks_below_a_criterion_are_filled_in_the_right_rows() -> None:
    made = docx.Document()
    for n in (1, 2):
        rows = [[f"Kriterium {n}", ""], ["Tilnærming", ""], ["Gjort", ""], ["Hva førte det til?", ""]]
        table(rows, made=made)
        made.add_paragraph("")
    made.tables[1].rows[2].cells[1].text = "Our words"
    result = filled(made)
    assert cells(result.data)[:4] == [
        ["Kriterium 1", ""],
        ["Tilnærming", ""],
        ["Gjort", "done 1"],
        ["Hva førte det til?", "led 1"],
    ]
    assert cells(result.data)[6:] == [["Gjort", "Our words"], ["Hva førte det til?", ""]]
    assert (result.placed, result.taken) == (("1",), ("2",))


def test_heads_repeated_in_every_block_point_to_the_row_below() -> None:
    rows = [["Kriterijus 1", "", ""], ["Kas padaryta", "Ką tai davė", "Taip / ne"], ["", "", ""]]
    made = table(rows)
    made.tables[0].cell(0, 0).merge(made.tables[0].cell(0, 2))
    assert cells(filled(made).data)[2] == ["done 1", "led 1", ""]


def test_headings_with_labels_below_them_are_filled_after_the_labels() -> None:
    made = docx.Document()
    for n in (1, 2, 3):
        made.add_heading(f"Kriterium {n}", 2)
        made.add_paragraph("Hva er gjort:" if n != 2 else "Hva er gjort: We did it.")
        if n == 3:
            made.add_paragraph("…………")
        made.add_paragraph("Hva har det ført til:")
    made.add_heading("Underskrift", 2)
    made.add_paragraph("Sted og dato")
    result = filled(made)
    shown = [p.text for p in docx.Document(io.BytesIO(result.data)).paragraphs]
    assert shown[:5] == ["Kriterium 1", "Hva er gjort:", "done 1", "Hva har det ført til:", "led 1"]
    assert shown[5:8] == ["Kriterium 2", "Hva er gjort: We did it.", "Hva har det ført til:"]
    assert shown[8:12] == ["Kriterium 3", "Hva er gjort:", "done 3", "Hva har det ført til:"]
    assert shown[12:] == ["led 3", "Underskrift", "Sted og dato"]
    assert result.placed == ("1", "3")
    assert "2" in (*result.taken, *result.unclear)


def test_a_list_to_choose_from_is_no_place_for_a_text() -> None:
    made = table([["Kriterium", "Beskrivelse"], ["1", ""]])
    paragraph = made.tables[0].rows[1].cells[1].paragraphs[0]._p
    control, look, inside = (OxmlElement(f"w:{name}") for name in ("sdt", "sdtPr", "sdtContent"))
    look.append(OxmlElement("w:showingPlcHdr"))
    look.append(OxmlElement("w:dropDownList"))
    control.append(look)
    control.append(inside)
    paragraph.append(control)
    assert filled(made).taken == ("1",)


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Vi har gjort en avtale", UNKNOWN),
        ("Nye tiltak er satt i gang", UNKNOWN),
        ("Gjort: en avtale", UNKNOWN),
        ("Hva er gjort?", DONE),
        ("Ką tai davė?", LED),
        ("Kort beskrivelse:", WHOLE),
    ],
)
def test_labels_ask_and_texts_tell(text: str, sort: str) -> None:
    assert label_of(text) == sort


@pytest.mark.parametrize(
    "head",
    [
        "Gjennomført (ja/nei)",
        "Tiltak gjennomført?",
        "Kryss av",
        "Ansvarlig for tiltak",
        "Planlagte tiltak",
        "J/N",
    ],
)
def test_heads_that_only_sound_like_a_text_take_none(head: str) -> None:
    assert sort_of(head) not in {DONE, LED, WHOLE, UNKNOWN}
