"""Check reports of results from outside: reopen the Word files and look for every number, picture and word."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from qms.documents.api import lint, load_library
from qms.documents.comparing.threeway import merge, unfilled
from qms.documents.data import own_words
from qms.documents.datatable import DataTable
from qms.documents.report_words import ReportWords
from qms.model.results import Measure, ResultsSheet, Series
from qms.results.report_sources import ranges
from qms.results.reporting import report_of
from qms.results.suppression import published
from tests.documents.editing import add_after, edited, said

from .report_samples import WORDS, Rows, made, settings, sheets

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("en", "nb", "lt")


def tables(data: bytes) -> list[list[list[str]]]:
    """Return what each cell of each table says; a line over all columns has one."""
    document = Document(io.BytesIO(data))
    found = []
    for table in document.element.body.iter(qn("w:tbl")):
        rows = [row.findall(qn("w:tc")) for row in table.findall(qn("w:tr"))]
        found.append([["\n".join(_paragraphs(cell)) for cell in row] for row in rows])
    return found


def _paragraphs(cell: Any) -> list[str]:
    return ["".join(text.text or "" for text in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p"))]


def lines(table: Any) -> list[list[str]]:
    """Return what the lines of a table in the results of a report say."""
    assert isinstance(table, DataTable)
    return table.texts()


def sheet_of(data: dict[str, Any], ref: str) -> dict[str, Any]:
    return next(sheet for sheet in data["sheets"] if sheet["ref"] == ref)


def pictures(data: bytes) -> list[tuple[str, str, bytes]]:
    """Return name, words and bytes of each picture in the order of the text."""
    document = Document(io.BytesIO(data))
    found = []
    for drawing in document.element.body.iter(qn("w:drawing")):
        look = next(drawing.iter(qn("wp:docPr")))
        blip = next(drawing.iter(qn("a:blip")))
        part = document.part.related_parts[blip.get(qn("r:embed"))]
        found.append((look.get("name"), look.get("descr"), part.blob))
    return found


def bumped(language: str, by: float) -> tuple[ResultsSheet, ...]:
    """Return the results with another figure for staff learning, and with a sheet more that was measured."""
    first, _, *rest = sheets(language)
    series = first.series[0]
    values = (*series.values[:-1], replace(series.values[-1], value=series.values[-1].value + by))
    rows = Rows(language)
    control = Series(
        Measure("45-1", "Control", "45", unit="score", target=4),
        (rows.value("45-1", 2024, 3.41), rows.value("45-1", 2025, 3.87)),
    )
    first = replace(first, series=(replace(series, values=values), *first.series[1:]))
    return (first, ResultsSheet("45", (control,)), *rest)


def report(language: str = "en", **more: Any) -> dict[str, Any]:
    return report_of(sheets(language), settings(language, "IE"), language, 2025, **more)


def test_report_templates_are_clean():
    library = load_library()
    assert [found for slug in ("annual-results", "results-sheet") for found in lint(library.get(slug))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_table_is_traced_to_file_sheet_and_row(language: str):
    words = ReportWords(language)
    open_words = {words.say("nothing"), words.say("not_measured")}
    found = tables(made(language))
    head = words.say("head.place")
    sources = {
        name: row[1]
        for table in found
        if table[0][-1] == head
        for row in table[1:]
        if len(row) > 1
        for name in row[0].split("\n")
    }
    traced = 0
    for table in (t for t in found if t[0][-1] == "n"):
        years = [column for column in table[0] if re.fullmatch(r"\d{4}", column)]
        measure = ""
        for row in table[1:]:
            titled = re.match(r"\d\d-\d ", row[0])
            measure = row[0].partition(" · ")[0] if titled else measure
            if len(row) == 1:
                continue
            for year, cell in zip(years, row[1:], strict=False):
                if cell not in open_words:
                    place = sources[measure]
                    assert ".xlsx" in place
                    assert "Verdier" in place
                    who = "" if titled else re.escape(row[0]) + " "
                    dated = rf"[:;] {who}([^;]*, )?\d+[^;(]*\([^)]*{year}"
                    same = rf"{year}[^(]*: ([^;]*; )*{who}\d"
                    assert re.search(dated, place) or re.search(same, place), (row, year, place)
                    traced += 1
    assert traced == 9 + 3 + 4


def test_each_source_names_the_very_rows():
    texts = lines(report("nb")["sources"])
    assert texts[0] == ["Måltall", "Hentet fra: fil, ark, rader"]
    assert ["16. De ansattes læring"] in texts or any(row[0].startswith("16. ") for row in texts)
    assert next(row for row in texts if row[0] == "16-2 Medarbeidersamtale holdt")[1] == (
        "Kvalitet/resultater 2025.xlsx, ark Verdier, rad: 17 (2025), 16 (2024), 15 (2023)"
    )
    assert "Dagtilbud 10 (2025), 9 (2024), 8 (2023), 7 (2022)" in texts[2][1]


def test_rows_of_a_table_say_what_was_typed():
    found = tables(made("nb"))
    learning = next(table for table in found if table[0][0] == "Måltall og tjeneste" and "2024" in table[0])
    assert learning[0] == ["Måltall og tjeneste", "2023", "2024", "2025", "Mål", "Nådd", "n"]
    assert learning[1] == ["16-1 Opplæringstimer per ansatt · start 10 (2021)"]
    assert learning[2] == ["Dagtilbud", "18", "22,2", "24", "20", "ja", "24"]
    assert learning[3][-3:] == ["20", "nei", "24"]
    assert learning[4] == [
        *("16-2 Medarbeidersamtale holdt", "70,8\u00a0%", "74,4\u00a0%", "85,4\u00a0%"),
        *("90\u00a0%", "nei", "41 av 48"),
    ]


def test_years_without_values_and_shared_targets_have_no_column():
    table = lines(sheet_of(report(), "70")["table"])
    assert table[0] == ["Measure and service", "2024", "2025", "Met", "n"]
    assert table[1] == ["70-1 Satisfied with the service · target 85%"]


def test_lower_is_better_for_costs():
    table = lines(sheet_of(report(), "66")["table"])
    assert table[0] == ["Measure", "2023", "2024", "2025", "Target", "Met", "n"]
    assert table[1][3:] == ["441,000", "440,000", "no", "31"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_measured_is_said_and_never_invented(language: str):
    data = report(language)
    words = ReportWords(language)
    sheet = sheet_of(data, "45")
    assert (sheet["table"], sheet["chart"]) == ("", "")
    assert sheet["lacking"] == words.say("whole")
    home = settings(language, "IE").services[1].name
    satisfied = sheet_of(data, "70")
    assert satisfied["lacking"] == home
    assert words.say("not_measured") in [row["measured"] for row in data["overview"]]


def test_a_year_without_values_has_none():
    data = report_of(sheets("en"), settings("en", "IE"), "en", 2026)
    found = [lines(sheet["table"]) for sheet in data["sheets"] if sheet["table"]]
    rows = [dict(zip(table[0], row, strict=True)) for table in found for row in table[1:] if len(row) > 1]
    assert rows
    assert {row["2026"] for row in rows} == {"not measured"}
    assert {row["Met"] for row in rows} == {"–"}
    assert data["measured"] == "0"


def test_another_period_than_the_calendar_year_is_said():
    first, *rest = sheets("nb")
    series = first.series[0]
    half = replace(series.values[-1], first=date(2025, 7, 1))
    first = replace(first, series=(replace(series, values=(*series.values[:-1], half)),))
    data = report_of((first, *rest), settings("nb", "NO"), "nb", 2025)
    table = lines(data["sheets"][0]["table"])
    assert table[1][0].startswith("16-1 Opplæringstimer per ansatt (01.07.2025–31.12.2025)")


def test_who_was_asked_stands_beside_how_many_answered():
    sheet = sheet_of(report(), "70")
    assert [(row[0], row[-1]) for row in lines(sheet["table"])[2:4]] == [
        ("Day centre (families)", "3 of 30 · 10%"),
        ("Day centre (service users)", "27 of 32 · 84%*"),
    ]
    assert lines(sheet["table"])[-1] == [
        "Asked: families (70-1), service users (70-1). * Others answered for some of them."
    ]


def test_who_answered_is_asked_for_where_nobody_said_it():
    *rest, last = sheets("en")
    values = tuple(replace(value, answered_by="") for value in last.series[0].values)
    told = (*rest, replace(last, series=(replace(last.series[0], values=values),)))
    table = sheet_of(report_of(told, settings("en", "IE"), "en", 2025), "70")["table"]
    assert lines(table)[-1][0].endswith("Not stated who answered: 70-1.")


def test_comparison_and_counts_come_from_the_values():
    sheet = report()["sheets"][0]
    assert lines(sheet["compared"]) == [
        ["Measure and service", "We", "Compared with", "They", "Difference"],
        ["16-2 Yearly talk held", "85.4%", "Fjord Vekst", "88%", "\u22122.6"],
    ]
    assert lines(sheet["table"])[-1][-1] == "41 of 48"


def test_own_words_stand_and_only_the_others_are_to_adapt():
    data = report("nb")
    passages = dict(own_words({"results": data}))
    assert passages["16.interpretation"].paragraphs == (
        "Dagtilbud: Dagtilbudet lærte mer fordi to kurs ble holdt på huset.",
    )
    assert not passages["16.action"].to_adapt
    assert all(passage.to_adapt for name, passage in passages.items() if not name.startswith("16."))
    assert data["sheets"][0]["owner"] == "Liv Berg"
    assert data["sheets"][0]["due"] == "31. mars 2026"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_measured_sheet_has_a_chart_with_words(language: str):
    found = pictures(made(language))
    assert [name for name, _, _ in found] == ["results-16", "results-66", "results-70"]
    for _, words, blob in found:
        assert re.search(r"2025 \d", words)
        assert Image.open(io.BytesIO(blob)).width > 1000
    assert ReportWords(language).say("target") in found[0][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_equal_results_give_equal_parts(language: str):
    first, second = made(language), made(language)
    assert first == second
    names = zipfile.ZipFile(io.BytesIO(first)).namelist()
    assert [name for name in names if "media" in name] == [f"word/media/image{n}.png" for n in (1, 2, 3)]


def test_new_numbers_arrive_around_what_a_person_wrote():
    base, new = made("nb"), made("nb", bumped("nb", 3))
    mine = edited(base, add_after("Tallene gjelder kalenderåret", "Vår egen setning om tallene."))
    merged = merge(base, mine, new)
    assert merged.conflicts == ()
    assert "Vår egen setning om tallene." in said(merged.data)
    assert "3,87" in said(merged.data)
    assert [name for name, _, _ in pictures(merged.data)] == [name for name, _, _ in pictures(new)]
    assert {blob for _, _, blob in pictures(merged.data)} == {blob for _, _, blob in pictures(new)}
    # The charts of before are not carried along for ever.
    media = [n for n in zipfile.ZipFile(io.BytesIO(merged.data)).namelist() if "media" in n]
    assert len(media) == len(pictures(new))


def test_what_a_person_wrote_into_a_table_stays_with_its_measure():
    def noted(document: Any) -> None:
        row = next(
            row
            for row in document.element.body.iter(qn("w:tr"))
            if "Medarbeidersamtale" in "".join(text.text or "" for text in row.iter(qn("w:t")))
        )
        next(row.iter(qn("w:t"))).text += " (uten vikarer)"

    base = made("nb")
    merged = merge(base, edited(base, noted), made("nb", bumped("nb", 3)))
    assert merged.conflicts == ()
    rows = next(table for table in tables(merged.data) if table[0][0] == "Måltall og tjeneste")
    assert rows[2][3] == "27"
    assert rows[4][0] == "16-2 Medarbeidersamtale holdt (uten vikarer)"
    assert rows[4][-1] == "41 av 48"


def test_a_chart_that_a_person_removed_stays_away():
    def without(document: Any) -> None:
        drawing = next(document.element.body.iter(qn("w:drawing")))
        paragraph = drawing.getparent().getparent()
        paragraph.getparent().remove(paragraph)

    base = made("nb")
    merged = merge(base, edited(base, without), made("nb", bumped("nb", 3)))
    assert "results-16" not in [name for name, _, _ in pictures(merged.data)]
    assert "results-45" in [name for name, _, _ in pictures(merged.data)]


def test_suggestions_left_in_an_edited_copy_are_found():
    base = made("nb")
    left = unfilled(base, edited(base, add_after("Tallene gjelder kalenderåret", "Mer.")))
    assert len(left) == 2 + 2 * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_versions_leave_out_small_numbers_and_files(language: str):
    told = sheets(language)
    values = [value for sheet in told for series in sheet.series for value in series.values]
    data = made(language, told, hidden=published(values, percent={"70-1"}), public=True)
    text = said(data)
    hidden = ReportWords(language).say("hidden")
    assert ".xlsx" not in text
    assert ReportWords(language).say("head.place") not in text
    assert "66,7" not in text
    assert "66.7" not in text
    rows = [row for table in tables(data) if table[0][-1] == "n" for row in table if hidden in row]
    # Value and n of three families; of the others the share would tell how few were not content, and n may stand.
    families = next(row for row in rows if ReportWords(language).say("asked.families") in row[0])
    assert families[2:] == [hidden, ReportWords(language).say("nothing"), hidden]
    others = next(row for row in rows if ReportWords(language).say("asked.users") in row[0])
    assert others[2] == hidden
    assert "27" in others[-1]
    assert all("66" not in words.split("2025")[-1] or "441" in words for _, words, _ in pictures(data))
    # Counts of events and figures on many people stay.
    assert "85,4" in text or "85.4" in text


def test_a_public_n_does_not_tell_the_share_that_is_hidden():
    rows, own = Rows("en"), {"counted": True, "personal": True, "asked": "users", "n": 40, "whole": 40}
    share = Measure("25-1", "Know their rights", "25", unit="percent")
    few = rows.value("25-1", 2025, 95.0, part=38, **own)
    asked = replace(few, measure="25-2", invited=50)
    enough = rows.value("25-3", 2025, 75.0, part=30, **own)
    values = (few, asked, enough)
    told = tuple(Series(replace(share, code=value.measure), (value,)) for value in values)
    judged = published(values, percent={"25-1", "25-2", "25-3"})
    data = report_of(
        (ResultsSheet("25", told),), settings("en", "IE"), "en", 2025, hidden=judged, public=True
    )
    table = lines(sheet_of(data, "25")["table"])
    assert [(row[1], row[-1]) for row in table[1:4]] == [
        ("not shown", "40"),
        ("not shown", "40 of 50 · 80%"),
        ("75%", "30 of 40"),
    ]
    # A picture is a function still to be called, and its address in memory may hold any digits.
    assert "38" not in re.sub(r"0x[0-9a-f]+", "", str(data["sheets"]))
    assert data["sources"] == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_confidential_file_is_not_named_as_a_source(language: str):
    said = str(lines(report(language, confidential={"e1"})["sources"]))
    path = Rows(language).path
    assert path.rpartition("/")[2] in str(lines(report(language)["sources"]))
    assert path.rpartition("/")[2] not in said
    assert "Verdier" not in said
    first = ReportWords(language).say("confidential_place", rows="", year="").partition(",")[0]
    assert said.count(first) >= 3


def test_a_sheet_serves_its_own_indicator_only():
    template = load_library().get("results-sheet")
    one = template.sheet("39")
    assert one.serves["equass-2018"].required == ("39",)
    assert set(template.serves["equass-2018"].required) == set(template.instances)
    assert "67" not in template.instances


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ({4}, "4"),
        ({4, 5, 6}, "4–6"),
        ({2, 4, 5, 9}, "2, 4–5, 9"),
        (set(range(1, 41, 2)), "1, 3, 5, 7, 9, 11–39"),
    ],
)
def test_rows_are_told_as_stretches(rows: set[int], text: str):
    assert ranges(rows) == text


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_and_no_measure_is_left_behind_on_a_page(language: str, tmp_path: Path):
    from pypdf import PdfReader

    file = tmp_path / "report.docx"
    file.write_bytes(made(language))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    pages = [" ".join(p.extract_text().split()) for p in PdfReader(file.with_suffix(".pdf")).pages]
    word = {"en": "results sheet", "nb": "resultatark", "lt": "rezultatų lapas nr."}[language]
    words, names = ReportWords(language), WORDS[language]
    for ref, below in (("16", names["talks"]), ("66", names["costs"]), ("70", names["satisfied"])):
        starts = [page for page in pages[1:] if re.search(rf"{word} {ref}:.*2025", page.lower())]
        assert len(starts) == 1
        assert below.lower() in starts[0].lower().split(f"{word} {ref}:")[1]
    assert sum(words.say("head.place") in page for page in pages) == 1
    assert len(pages) <= 8
