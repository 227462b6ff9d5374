"""Prove that the provider's own form gets the texts, in the right places, and that nothing else in it changes.

The forms here are invented: each provider's looks different, and none of them is ours to hand on.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from qms.audit.outputs.own_form import NoForm, Told, fill_form

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLES = {str(n): [f"Invented title {n}", f"Oppdiktet tittel {n}"] for n in range(1, 51)}
TEXTS = {
    "3": Told(["A new list & more."], ["Order."], ["Done:", "– A new list & more."]),
    "12": Told(["Taught."], [], ["Done:", "– Taught."]),
    "40": Told([], ["Calm."], ["Led to calm."]),
}
WIDTHS = (3.0, 8.0, 1.2, 1.2, 1.2)


def form(rows: Sequence[Sequence[str]], *, before: str = "", widths: Sequence[float] = WIDTHS) -> Any:
    made = docx.Document()
    made.add_paragraph("Organisation: ")
    if before:
        made.add_paragraph(before)
    table = made.add_table(rows=0, cols=len(widths))
    for row in rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Cm(width)
            cell.text = text
    return made


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def cells(data: bytes, number: int = 0) -> list[list[str]]:
    table = docx.Document(io.BytesIO(data)).tables[number]
    return [[cell.text for cell in row.cells] for row in table.rows]


HEAD = ("Criterion", "What was done and what it led to", "A", "B", "C")


def test_texts_stand_in_the_widest_empty_cell_and_ticks_stay_open() -> None:
    made = form([HEAD, *((f"{n}. Some other words", "", "", "", "") for n in (3, 4, 12))])
    filled = fill_form(saved(made), TEXTS, TITLES)
    rows = cells(filled.data)
    assert rows[1] == ["3. Some other words", "Done:\n– A new list & more.", "", "", ""]
    assert rows[2] == ["4. Some other words", "", "", "", ""]
    assert rows[3][1:] == ["Done:\n– Taught.", "", "", ""]
    assert filled.placed == ("3", "12")
    assert filled.missing == ("40",)


@pytest.mark.parametrize(
    "name", ["Kriterium 12: noe", "Kriterijus 12", "Oppdiktet tittel 12", "12 INVENTED TITLE 12."]
)
def test_criteria_are_known_by_word_or_title_in_any_language(name: str) -> None:
    made = form([("Tema", "Tekst", "", "", ""), (name, "", "☐", "☐", "☐")])
    filled = fill_form(saved(made), TEXTS, TITLES)
    assert filled.placed == ("12",)
    assert cells(filled.data)[1][2:] == ["☐"] * 3


def test_numbers_of_other_things_are_never_taken_for_criteria() -> None:
    questions = form([("No.", "About you", "", "", ""), ("3. Name of the organisation", "", "", "", "")])
    assert fill_form(saved(questions), TEXTS, TITLES).placed == ()
    indicators = form(
        [("Criteria and indicators", "", "", "", ""), *((str(n), "", "", "", "") for n in (3, 75))]
    )
    assert fill_form(saved(indicators), TEXTS, TITLES).placed == ()
    assert fill_form(saved(form([HEAD, ("In 3 years", "", "", "", "")])), TEXTS, TITLES).placed == ()


def test_what_is_written_there_already_stays_and_is_told() -> None:
    made = form([HEAD, ("3.", "Our own words", "☐", "☒", "☐")])
    before = saved(made)
    filled = fill_form(before, TEXTS, TITLES)
    assert (filled.taken, filled.missing) == (("3",), ("12", "40"))
    assert filled.data == before
    assert cells(filled.data)[1] == ["3.", "Our own words", "☐", "☒", "☐"]


def test_a_heading_row_takes_the_text_in_the_row_below() -> None:
    made = docx.Document()
    made.add_paragraph("Report by criteria")
    table = made.add_table(rows=3, cols=1)
    for row, text in zip(table.rows, ("3. A heading", "………………", "Signature"), strict=True):
        row.cells[0].text = text
    filled = fill_form(saved(made), TEXTS, TITLES)
    assert cells(filled.data) == [["3. A heading"], ["Done:\n– A new list & more."], ["Signature"]]


def test_content_controls_lose_their_prompt_and_boxes_are_left() -> None:
    made = form([HEAD, ("3.", "", "", "", "")])
    row = made.tables[0].rows[1]
    prompt = parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtPr><w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent>"
        "<w:r><w:t>Click here to write</w:t></w:r></w:sdtContent></w:sdt>"
    )
    row.cells[1].paragraphs[0]._p.append(prompt)
    box = parse_xml(
        f'<w:sdt {nsdecls("w")} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>'
        "<w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t></w:t></w:r></w:sdtContent></w:sdt>"
    )
    row.cells[2].paragraphs[0]._p.append(box)
    filled = fill_form(saved(made), TEXTS, TITLES)
    body = docx.Document(io.BytesIO(filled.data)).element.body
    text = "".join(node.text or "" for node in body.iter(qn("w:t")))
    assert "A new list & more." in text
    assert "Click here" not in text
    assert body.find(f".//{qn('w:showingPlcHdr')}") is None
    assert filled.placed == ("3",)


def test_everything_else_in_the_file_stays_byte_for_byte() -> None:
    made = form([HEAD, ("3.", "", "", "", "")], before="Words of the national centre")
    made.sections[0].header.paragraphs[0].text = "Form 7"
    made.add_paragraph("Signed by the director")
    before = saved(made)
    after = fill_form(before, TEXTS, TITLES).data
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as two:
        assert set(one.namelist()) == set(two.namelist())
        changed = [name for name in one.namelist() if one.read(name) != two.read(name)]
    assert changed == ["word/document.xml"]
    shown = [p.text for p in docx.Document(io.BytesIO(after)).paragraphs]
    assert shown == [p.text for p in docx.Document(io.BytesIO(before)).paragraphs]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(NoForm):
        fill_form(data, TEXTS, TITLES)
