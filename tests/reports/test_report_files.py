"""Reports as workbook, Word file and page: opened with other readers, and every text found again."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import docx
import pytest
import python_calamine
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from PIL import Image

from qms.audit.outputs.word import word_of
from qms.model.reports import (
    Column,
    Linked,
    MapCell,
    MapPicture,
    MapRow,
    Mark,
    Part,
    Report,
    Row,
    Table,
)
from qms.reports.map_picture import Box, Words, map_png, map_svg, shapes_of
from qms.reports.report_page import page_of
from qms.reports.report_tones import ALIKE, SIGNS, TONES, tone_of
from qms.reports.report_workbook import workbook_of

if TYPE_CHECKING:
    from pathlib import Path

NS = {
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/package/2006/relationships",
}
WRITERS = {"xlsx": workbook_of, "docx": word_of, "html": page_of}
each_writer = pytest.mark.parametrize("form", WRITERS)
STATES = ("covered", "partial", "suspect", "expired", "missing", "not_applicable")
PICTURE = MapPicture(
    "The map",
    "Map of 7 indicators.",
    (
        MapRow(
            "1", "Leadership", tuple(MapCell(str(n), token, f"i-{n}") for n, token in enumerate(STATES, 1))
        ),
        MapRow("2", "Staff & all who help <us>", (MapCell("7", "covered", "i-7"),)),
    ),
    tuple((token, token.title(), 1) for token in STATES),
)
COLUMNS = (
    Column("No.", 5),
    Column("Indicator", 34),
    Column("Principle", 20, only="sheet"),
    Column("State", 16, "mark"),
    Column("Due", 11, "date"),
    Column("File", 40),
    Column("How many", 9, "number"),
    Column("Dated", 14, only="print"),
)
LONG = "A long reason that goes on about what is lacking, " * 12


def row(number: int, *, text: str = "A title", cell: Any = "") -> Row:
    linked = Linked("01 Ledelse/Møte & mål.docx", "store/01%20Ledelse/Møte%20&%20mål.docx")
    mark = Mark("missing", "Missing")
    return Row(
        (str(number), text, "1 Leadership", mark, date(2026, 3, number), cell or linked, number, "2026"),
        anchor=f"i-{number}",
    )


def report(*parts: Part, **changes: Any) -> Report:
    table = Table(
        COLUMNS, (Row(group="1 Leadership"), row(1), row(2, text=LONG), Row(group="2 Staff"), row(7))
    )
    empty = Part("Nothing yet", "Nothing yet", table=Table(COLUMNS, (), "No evidence is linked yet."))
    given = parts or (
        Part(
            "Overview",
            "Overview",
            ("One of 7.",),
            PICTURE,
            Table(
                (Column("State", 20, "mark"), Column("n", 8, "number")),
                (Row((Mark("covered", "Covered"), 1)),),
            ),
        ),
        Part("Indicators", "Indicators", ("Said above.",), table=table),
        Part("Only for sheets", "Sheets", table=table, only="sheet"),
        Part("Only for print", "Print", table=table, only="print"),
        empty,
    )
    base = Report(
        kind="coverage",
        title="Coverage map",
        language="en",
        country="IE",
        organisation='Brookfield & "Sons"',
        letterhead="1 Main Street",
        made_on=date(2026, 6, 1),
        facts=(("Organisation", "Brookfield"), ("Standard", "S"), ("As of", "1 June 2026")),
        parts=given,
        notices=("Covered means this.", "Not affiliated."),
        contents="Contents",
        page="Page",
        page_of="of",
    )
    return replace(base, **changes)


def sheets_of(data: bytes) -> dict[str, list[list[Any]]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part_of(data: bytes, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def texts_of(form: str, data: bytes) -> str:
    """Return all that a reader of the file sees, as one text."""
    if form == "xlsx":
        return "\n".join(str(cell) for rows in sheets_of(data).values() for line in rows for cell in line)
    if form == "html":
        tree = lxml_html.document_fromstring(data)
        for line in tree.iter("br"):
            line.tail = "\n" + (line.tail or "")
        return str(tree.text_content())
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


# All formats


@each_writer
def test_equal_reports_give_equal_bytes(form: str) -> None:
    assert WRITERS[form](report()) == WRITERS[form](report())


@each_writer
def test_each_form_has_its_own_parts_and_ends_with_the_notices(form: str) -> None:
    text = texts_of(form, WRITERS[form](report()))
    assert ("Only for sheets" in text) == (form == "xlsx")
    assert ("Only for print" in text) == (form != "xlsx")
    assert text.rstrip().endswith("Not affiliated.")
    assert "No evidence is linked yet." in text
    assert LONG.strip() in " ".join(text.split())


@each_writer
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(min_size=1, max_size=60))
@example("0" * 16 + "\U00010000" * 8)
def test_whatever_a_text_holds_it_is_written_and_nothing_else_is_lost(form: str, text: str) -> None:
    table = Table(
        COLUMNS, (Row(group=text), row(1, text=text, cell=Mark("covered", text)), row(2, text="the last"))
    )
    made = report(
        Part(text, text, (text,), PICTURE, table), title=text, organisation=text, facts=((text, text),)
    )
    shown = texts_of(form, WRITERS[form](made))
    assert "the last" in shown
    if text.isalnum() and text.isprintable():
        assert text in shown


@each_writer
def test_a_text_is_never_a_formula_nor_markup(form: str) -> None:
    nasty = '=HYPERLINK("http://x")</td><script>alert(1)</script>'
    data = WRITERS[form](report(Part(nasty, "P", (nasty,), table=Table(COLUMNS, (row(1, text=nasty),)))))
    assert nasty in texts_of(form, data)
    if form == "html":
        assert not list(lxml_html.document_fromstring(data).iter("script"))
    if form == "xlsx":
        assert not list(part_of(data, "xl/worksheets/sheet1.xml").iterfind(".//s:f", NS))


def test_every_token_has_a_sign_and_every_colour_a_token() -> None:
    assert set(TONES) | set(ALIKE) == set(SIGNS)
    assert set(ALIKE.values()) <= set(TONES)
    states = [SIGNS[token] for token in STATES]
    assert len(set(states)) == len(states)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("token", SIGNS)
def test_letters_stand_out_from_their_ground(token: str) -> None:
    ground, ink = (_luminance(colour) for colour in tone_of(token))
    assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 4.5


# Workbook


def test_a_sheet_can_be_filtered_and_its_headings_stay() -> None:
    data = workbook_of(report())
    sheet = part_of(data, "xl/worksheets/sheet2.xml")
    assert sheet.find("s:autoFilter", NS).get("ref") == "A4:G7"
    pane = sheet.find(".//s:pane", NS)
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("2", "4", "frozen")
    page = sheet.find("s:pageSetup", NS)
    assert (page.get("orientation"), page.get("paperSize"), page.get("fitToHeight")) == (
        "landscape",
        "9",
        "0",
    )
    assert "&P" in sheet.find(".//s:oddFooter", NS).text
    names = part_of(data, "xl/workbook.xml").iterfind(".//s:definedName", NS)
    assert "Indicators!$4:$4" in [name.text for name in names]


def test_days_are_days_and_numbers_numbers() -> None:
    rows = sheets_of(workbook_of(report()))["Indicators"]
    assert rows[3][:3] == ["No.", "Indicator", "Principle"]
    assert "Dated" not in rows[3]
    assert rows[4][4:] == [date(2026, 3, 1), "01 Ledelse/Møte & mål.docx", 1.0]
    assert rows[4][3] == "× Missing"


def test_files_are_linked_by_ways_that_open_everywhere() -> None:
    data = workbook_of(report())
    targets = [link.get("Target") for link in part_of(data, "xl/worksheets/_rels/sheet2.xml.rels")]
    assert set(targets) == {"store/01%20Ledelse/Møte%20&%20mål.docx"}
    assert b"\\" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/_rels/sheet2.xml.rels")


def test_the_map_on_the_overview_leads_to_its_rows() -> None:
    links = part_of(workbook_of(report()), "xl/worksheets/sheet1.xml").iterfind(".//s:hyperlink", NS)
    places = {link.get("display") or link.get("location"): link.get("location") for link in links}
    assert set(places.values()) == {"'Indicators'!A5", "'Indicators'!A6", "'Indicators'!A7"}


def test_rows_are_as_high_as_their_longest_text() -> None:
    sheet = part_of(workbook_of(report()), "xl/worksheets/sheet2.xml")
    heights = {int(r.get("r")): float(r.get("ht", 0)) for r in sheet.iterfind(".//s:row", NS)}
    assert heights[6] > 5 * heights[5]
    assert heights[6] <= 409


def test_sheets_with_like_names_are_told_apart() -> None:
    parts = [
        Part(f"Part {n}", "A rather long name of a sheet: " + "x" * 20, table=Table(COLUMNS, (row(1),)))
        for n in range(3)
    ]
    names = list(sheets_of(workbook_of(report(*parts))))
    assert len(names) == 3
    assert all(len(name) <= 31 and ":" not in name for name in names)


# Word


def test_a_word_file_lies_and_repeats_the_headings_of_its_tables() -> None:
    document = docx.Document(io.BytesIO(word_of(report())))
    section = document.sections[0]
    assert section.page_width > section.page_height
    assert 'Brookfield & "Sons"' in section.first_page_header.paragraphs[0].text
    footer = section.footer._element
    assert [t.text.strip() for t in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    data_tables = [t for t in document.tables if t._tbl.findall(f".//{qn('w:tblHeader')}")]
    assert len(data_tables) == 3
    for table in data_tables:
        assert sum(c.width for c in table.columns) <= section.page_width - 2 * section.left_margin + 700
    assert document.core_properties.title == "Coverage map"


def test_the_picture_in_a_word_file_says_what_it_shows() -> None:
    document = docx.Document(io.BytesIO(word_of(report())))
    described = [look.get("descr") for look in document.element.body.iter(qn("wp:docPr"))]
    assert described == ["Map of 7 indicators."]
    assert len(document.inline_shapes) == 1


def test_links_of_a_word_file_are_relative_and_each_address_stands_once() -> None:
    document = docx.Document(io.BytesIO(word_of(report())))
    outside = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert outside == ["store/01%20Ledelse/Møte%20&%20mål.docx"]
    assert len(list(document.element.body.iter(qn("w:hyperlink")))) == 6


@pytest.mark.parametrize(("country", "language"), [("NO", "nb"), ("LT", "lt"), ("", "en")])
def test_every_skin_carries_a_report(country: str, language: str) -> None:
    data = word_of(report(country=country, language=language))
    assert LONG.strip() in " ".join(texts_of("docx", data).split())


# Page


def test_a_page_is_whole_by_itself_and_has_landmarks() -> None:
    data = page_of(report())
    tree = lxml_html.document_fromstring(data)
    assert tree.get("lang") == "en"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(tree.findall(f".//{landmark}")) == 1, landmark
    assert not tree.xpath("//link|//script|//img|//*[@src]")
    assert b"url(" not in data
    assert b"@import" not in data
    assert [a.get("href") for a in tree.iterfind(".//nav//a")] == [
        f"#{s.get('id')}" for s in tree.iter("section")
    ]


def test_tables_of_a_page_name_their_rows_and_columns() -> None:
    tree = lxml_html.document_fromstring(page_of(report()))
    tables = list(tree.iter("table"))
    assert len(tables) == 3
    for table in tables:
        assert table.find("caption").text
        assert {th.get("scope") for th in table.iterfind("thead//th")} == {"col"}
        width = len(table.findall("thead/tr/th"))
        for line in table.iterfind("tbody/tr"):
            if line.get("class") == "group":
                assert line[0].get("scope") == "rowgroup"
                assert line[0].get("colspan") == str(width)
            else:
                assert [cell.tag for cell in line] == ["th", *["td"] * (width - 1)]
                assert line[0].get("scope") == "row"
                assert all(cell.get("data-label") for cell in line)
    ids = [one.get("id") for one in tree.xpath("//section//*[@id]")]
    assert tree.get_element_by_id("i-7") is not None
    assert "map-words" in ids
    assert len(set(ids)) == len(ids)


def test_on_paper_headings_are_repeated_and_pages_numbered() -> None:
    style = (
        page_of(report(organisation='A "b" </style> \\ c')).decode().split("<style>")[1].split("</style>")[0]
    )
    assert "display:table-header-group" in style
    assert "size:A4 landscape" in style
    assert 'counter(page) " of " counter(pages)' in style
    assert "@media screen and (max-width" in style


# Picture


def test_picture_tells_states_apart_without_colour() -> None:
    shapes = list(shapes_of(PICTURE))
    numbers = [shape.text for shape in shapes if isinstance(shape, Words)]
    for ref in "1234567":
        assert ref in numbers
    signs = set()
    for token in STATES:
        one = MapPicture("t", "a", (MapRow("1", "p", (MapCell("9", token),)),), ())
        signs.add(
            tuple(
                type(s).__name__ + str(getattr(s, "half", "")) + str(getattr(s, "dashed", ""))
                for s in shapes_of(one)
            )
        )
    assert len(signs) == len(STATES)


def test_svg_and_png_show_the_same_and_do_not_change() -> None:
    drawn = etree.fromstring(map_svg(PICTURE).encode())
    boxes = [shape for shape in shapes_of(PICTURE) if isinstance(shape, Box)]
    assert len(drawn.findall("{*}rect")) == len(boxes) == 7 + 6
    assert drawn.find("{*}desc").text == PICTURE.alt
    first = map_png(PICTURE)
    map_png.cache_clear()
    assert map_png(PICTURE) == first
    assert Image.open(io.BytesIO(first)).size[0] > 1000


# What Word and LibreOffice think


def test_word_finds_every_style_and_every_relationship() -> None:
    data = word_of(report())
    document = docx.Document(io.BytesIO(data))
    known = {style.get(qn("w:styleId")) for style in document.styles.element.iter(qn("w:style"))}
    body = document.element.body
    used = {e.get(qn("w:val")) for tag in ("pStyle", "tblStyle", "rStyle") for e in body.iter(qn(f"w:{tag}"))}
    assert used <= known
    links = {link.get(qn("r:id")) for link in body.iter(qn("w:hyperlink"))}
    assert links <= set(document.part.rels)
    for found in body.iter(qn("w:tbl")):
        assert found.getnext().tag == qn("w:p")
        columns = len(found.find(qn("w:tblGrid")))
        for line in found.iter(qn("w:tr")):
            spans = (c.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for c in line.iter(qn("w:tc")))
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == columns


ORDERED = {
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl",
    "rPr": "rStyle rFonts b i caps color spacing sz szCs lang",
}


def test_word_gets_properties_in_the_order_of_its_schema() -> None:
    body = docx.Document(io.BytesIO(word_of(report()))).element.body
    for tag, order in ORDERED.items():
        places = order.split()
        for found in body.iter(qn(f"w:{tag}")):
            children = [child.tag.rpartition("}")[2] for child in found]
            assert children == sorted(children, key=places.index), (tag, children)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_libreoffice_prints_a_report(form: str, tmp_path: Path) -> None:
    if shutil.which("soffice") is None and os.environ.get("QMS_ALL_TOOLS") != "1":
        pytest.skip("needs LibreOffice")
    from pypdf import PdfReader

    (tmp_path / f"made.{form}").write_bytes(WRITERS[form](report()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            tmp_path,
            tmp_path / f"made.{form}",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = PdfReader(tmp_path / "made.pdf").pages
    assert pages[0].mediabox.width > pages[0].mediabox.height
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert LONG.strip() in text
    assert f"Page 1 of {len(pages)}" in text
