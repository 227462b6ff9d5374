"""A register that people have worked on is read as if they had not, or refused with the place and what to do."""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indexer.extract import Extractor
from indexer.extract.grid import Grid, read_grid
from qms.locale.sentences import SENTENCES, say
from tests.results.sheets import EXPECTED, HEADINGS, complaints, csv_bytes, read, told, values, without, xlsx

MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)
KOVO = (
    "sausio",
    "vasario",
    "kovo",
    "balandžio",
    "gegužės",
    "birželio",
    "liepos",
    "rugpjūčio",
    "rugsėjo",
    "spalio",
    "lapkričio",
    "gruodžio",
)


def by_column(table: list[list[Any]], *order: int) -> list[list[Any]]:
    return [[row[at] for at in order] for row in table]


def headed(*headings: str) -> list[list[Any]]:
    return [list(headings), *complaints()[1:]]


def spread(table: list[list[Any]], empty: int) -> list[list[Any]]:
    """Put empty rows between the second and the third row."""
    return [*table[:3], *([[]] * empty), *table[3:]]


SAME: dict[str, tuple[bytes, str]] = {
    "undamaged": (xlsx(complaints()), "r.xlsx"),
    "moved columns": (xlsx(by_column(complaints(), 5, 0, 6, 1, 4, 3, 2)), "r.xlsx"),
    "extra columns": (
        xlsx(
            [
                [*row[:2], "" if at else "Saksnr.", *row[2:], f"notat {at}" if at else "Merknad"]
                for at, row in enumerate(complaints())
            ]
        ),
        "r.xlsx",
    ),
    "an empty column in between": (xlsx([[*row[:3], None, *row[3:]] for row in complaints()]), "r.xlsx"),
    "begun in the middle of the sheet": (xlsx(complaints(), at=(5, 3)), "r.xlsx"),
    "title and logo rows above": (
        xlsx([["Soltun Aktivitet AS"], ["Klageregister 2025", None, None, "sist endret"], [], *complaints()]),
        "r.xlsx",
    ),
    "two heading rows": (
        xlsx(
            [
                ["Nummer", "Mottatt", "Hvordan", "Tjeneste", "Hva det", "Besvart", "Utfall"],
                [None, "dato", "mottatt", None, "gjelder", "dato", None],
                *complaints()[1:],
            ]
        ),
        "r.xlsx",
    ),
    "headings under merged ones": (
        xlsx(
            [["Klagen", None, None, None, None, "Svaret", None], *complaints()],
            more=lambda book, sheet: (
                sheet.merge_range(0, 0, 0, 4, "Klagen"),
                sheet.merge_range(0, 5, 0, 6, "Svaret"),
            ),
        ),
        "r.xlsx",
    ),
    "headings merged over two rows": (
        xlsx(
            [[], [], *complaints()[1:]],
            more=lambda book, sheet: [
                sheet.merge_range(0, at, 1, at, text) for at, text in enumerate(HEADINGS["nb"])
            ],
        ),
        "r.xlsx",
    ),
    "a thousand empty rows": (xlsx(spread(complaints(), 1000)), "r.xlsx"),
    "English": (xlsx(complaints("en"), "Sheet1"), "r.xlsx"),
    "Lithuanian": (xlsx(complaints("lt"), "Lapas1"), "r.xlsx"),
    "mixed languages": (
        xlsx(
            [
                ["Number", "Mottatt", "Pateikimo būdas", "Service", "Hva det gjelder", "Answered", "Utfall"],
                *complaints()[1:],
            ],
            "X",
        ),
        "r.xlsx",
    ),
    "upper case, colons, stars, wrapped": (
        xlsx(
            headed(
                "NUMMER*",
                "MOTTATT:",
                "Hvordan\nmottatt",
                "  Tjeneste  ",
                "HVA DET GJELDER ¹",
                "Besvart (dato)",
                "Utfall **",
            ),
            "Ark1",
        ),
        "r.xlsx",
    ),
    "headings without diacritics and edited slightly": (
        xlsx(
            headed("Numer", "Motatt", "Hvordan mottat", "Tjeneste", "Hva det gjeldr", "Besvart", "Utfall"),
            "Klager",
        ),
        "r.xlsx",
    ),
    "sheet renamed": (xlsx(complaints(), "Ark3 (kopi)"), "fil.xlsx"),
    "dates as text in the Norwegian form": (
        xlsx(complaints(day=lambda d: f"{d.day}.{d.month}.{d:%y}")),
        "r.xlsx",
    ),
    "dates as 8/1-2025": (xlsx(complaints(day=lambda d: f"{d.day}/{d.month}-{d.year}")), "r.xlsx"),
    "dates in words": (xlsx(complaints(day=lambda d: f"{d.day}. {MONTHS[d.month - 1]} {d.year} ")), "r.xlsx"),
    "dates in Lithuanian words": (
        xlsx(complaints("lt", day=lambda d: f"{d.year} m. {KOVO[d.month - 1]} {d.day} d.")),
        "r.xlsx",
    ),
    "dates as serial numbers": (xlsx(complaints(day=lambda d: (d - date(1899, 12, 30)).days)), "r.xlsx"),
    "trailing spaces": (
        xlsx(
            [[f"  {cell} \u00a0" if isinstance(cell, str) else cell for cell in row] for row in complaints()]
        ),
        "r.xlsx",
    ),
    "a total row": (xlsx([*complaints(), ["Totalt", None, None, None, 4]]), "r.xlsx"),
    "a total row of formulas": (
        xlsx(complaints(), more=lambda book, sheet: sheet.write_formula("E7", "=COUNTA(E2:E6)", None, 4)),
        "r.xlsx",
    ),
    "notes below": (
        xlsx([*complaints(), [], ["Registeret føres av kvalitetsleder."], ["Kilde:", "arkivet"]]),
        "r.xlsx",
    ),
    "headings repeated on each page": (
        xlsx([*complaints()[:3], complaints()[0], *complaints()[3:]]),
        "r.xlsx",
    ),
    "headings repeated below an empty row": (
        xlsx([*complaints()[:3], [], complaints()[0], *complaints()[3:]]),
        "r.xlsx",
    ),
    "sample and explanation rows": (
        xlsx(
            [
                complaints()[0],
                ["(fortløpende)", "(dato)", "(liste)", "(liste)", "(ingen navn)", "(dato)", "(liste)"],
                ["EKSEMPEL K-0", date(2024, 1, 1), "Telefon", "Dagsenter", "Eksempel", None, None],
                *complaints()[1:],
            ]
        ),
        "r.xlsx",
    ),
    "filtered and hidden rows": (
        xlsx(
            complaints(),
            more=lambda book, sheet: (
                sheet.autofilter("A1:G5"),
                sheet.set_row(2, None, None, {"hidden": True}),
            ),
        ),
        "r.xlsx",
    ),
    "hidden columns": (
        xlsx(complaints(), more=lambda book, sheet: sheet.set_column("B:C", None, None, {"hidden": True})),
        "r.xlsx",
    ),
    "hidden sheet": (
        xlsx(complaints(), more=lambda book, sheet: (book.add_worksheet("Forside").activate(), sheet.hide())),
        "r.xlsx",
    ),
    "formulas": (
        xlsx(
            complaints(),
            more=lambda book, sheet: (
                sheet.write_formula("A3", '="K-"&2', None, "K-2"),
                sheet.write_formula("F2", "=B2+12", book.add_format({"num_format": "dd.mm.yyyy"}), 45677),
            ),
        ),
        "r.xlsx",
    ),
    "CSV with semicolons, cp1252": (csv_bytes(complaints(), encoding="cp1252"), "r.csv"),
    "CSV with semicolons, cp1257": (csv_bytes(complaints("lt"), encoding="cp1257"), "r.csv"),
    "CSV with a byte order mark": (csv_bytes(complaints(), encoding="utf-8-sig"), "r.csv"),
    "CSV with commas": (csv_bytes(complaints(), delimiter=","), "r.csv"),
    "CSV with tabs, UTF-16": (csv_bytes(complaints(), delimiter="\t", encoding="utf-16"), "r.tsv"),
    "CSV with bars in a text file": (csv_bytes(complaints(), delimiter="|"), "r.txt"),
    "CSV that says what parts it": (csv_bytes(complaints(), delimiter=";", head="sep=;\r\n"), "r.csv"),
    "CSV with titles above": (csv_bytes([["Klageregister"], [], *complaints()]), "r.csv"),
}


@pytest.mark.parametrize("way", SAME)
def test_what_people_do_to_a_register_changes_nothing(way: str) -> None:
    data, name = SAME[way]
    reading = read(data, name)
    assert reading.books == ("complaints",)
    assert values(reading) == EXPECTED
    assert not [one for one in reading.problems if one.severity == "error"]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    reading = read(xlsx(spread(complaints(), 1000), at=(3, 2)))
    assert [row.origin.row for row in reading.rows] == [5, 6, 1007, 1008]
    assert {row.origin.sheet for row in reading.rows} == {"Klager"}


def test_a_missing_column_that_no_row_goes_without_is_refused_with_its_name() -> None:
    table = by_column(complaints(), 0, 2, 3, 4, 5, 6)
    reading = read(xlsx(table))
    assert not reading.rows
    assert told(reading) == [("column_missing", "Klager", 1, "")]
    assert reading.problems[0].params == {"columns": "Mottatt", "title": "Klageregister"}


def test_a_missing_column_that_rows_can_do_without_is_only_not_there() -> None:
    reading = read(xlsx(by_column(complaints(), 0, 1, 3, 4, 5, 6)))
    assert values(reading) == without("channel")
    assert not reading.problems


def test_text_in_a_date_cell_is_told_with_its_place() -> None:
    table = complaints()
    table[2][1], table[4][5] = "i mars", "så snart som mulig"
    reading = read(xlsx(table))
    assert [row["number"] for row in values(reading)] == ["K-1", "K-3", "K-4"]
    assert "answered" not in values(reading)[2]
    assert told(reading) == [("cell_date_without_day", "Klager", 3, "B"), ("cell_date", "Klager", 5, "F")]
    assert [one.heading for one in reading.problems] == ["Mottatt", "Besvart"]
    assert "2025-03-12" in say(reading.problems[0].code, reading.problems[0].params)


def test_a_value_merged_downwards_counts_for_each_row_and_is_warned_of() -> None:
    table = complaints()
    table[2][3] = None

    def merge(book: Any, sheet: Any) -> None:
        sheet.merge_range("D2:D3", "Dagsenter")

    reading = read(xlsx(table, more=merge))
    assert [row.get("service") for row in reading.rows] == [("day",), ("day",), ("day",), None]
    assert told(reading) == [("cells_merged", "Klager", 2, "D")]
    assert reading.problems[0].severity == "warning"


def test_cells_merged_sideways_keep_their_value_in_the_first() -> None:
    reading = read(
        xlsx(complaints(), more=lambda book, sheet: sheet.merge_range("E4:F4", "Transport kom for sent"))
    )
    assert values(reading) == EXPECTED


def test_a_formula_saved_without_its_value_is_told_and_not_taken_for_empty() -> None:
    data = xlsx(complaints(), more=lambda book, sheet: sheet.write_formula("F4", "=TODAY()", None, ""))
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        for name in old.namelist():
            parts[name] = old.read(name)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        r'<c r="F4"[^>]*><f>TODAY\(\)</f><v></v></c>', '<c r="F4"><f>TODAY()</f></c>', sheet
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    reading = read(out.getvalue())
    assert told(reading) == [("cell_uncached", "Klager", 4, "F")]
    assert values(reading) == EXPECTED


def test_a_formula_that_fails_is_told_as_it_shows() -> None:
    reading = read(
        xlsx(complaints(), more=lambda book, sheet: sheet.write_formula("B3", "=Z1/0", None, "#DIV/0!"))
    )
    assert [row["number"] for row in values(reading)] == ["K-1", "K-3", "K-4"]
    assert told(reading) == [("cell_formula_error", "Klager", 3, "B")]
    assert reading.problems[0].params == {"value": "#DIV/0!"}


def test_two_tables_below_each_other_are_both_read() -> None:
    reviews = [
        ["År", "Tjeneste", "Gjennomgått dato", "Av", "Konklusjon"],
        [2024, "Dagsenter", date(2025, 1, 15), "Leder", "Ingen klager"],
    ]
    reading = read(xlsx([*complaints(), [], ["Årlig gjennomgang"], *reviews]))
    assert values(reading) == EXPECTED
    assert [row["year"] for row in values(reading, "complaints.reviews")] == [2024]
    assert not reading.problems


def test_two_tables_side_by_side_are_both_read() -> None:
    risks = [
        ["Nummer", "Område", "Risiko", "Sannsynlighet", "Konsekvens"],
        ["R-1", "Brann", "Røyk i kjøkkenet", 2, 4],
        ["R-2", "Vold", "Alene på kveld", 3, 3],
    ]
    wide = [[*left, None, *(risks[at] if at < len(risks) else [])] for at, left in enumerate(complaints())]
    reading = read(xlsx(wide, "Register"))
    assert values(reading) == EXPECTED
    assert [row["number"] for row in values(reading, "risks")] == ["R-1", "R-2"]
    assert not [one for one in reading.problems if one.severity == "error"]


def test_numbers_with_units_and_ticks_are_read() -> None:
    table = [
        ["Date", "Topic", "Group", "Present", "Understood", "Hours"],
        ["12.03.2025", "Complaints procedure", "Ansatte", "7 stk", "✓", "1,5 timer"],
        ["13.03.2025", "Ethics", "staff", True, "nei", "0.5"],
    ]
    reading = read(xlsx(table, "Training"))
    assert [
        {key: row[key] for key in ("present", "understood", "hours")} for row in values(reading, "awareness")
    ] == [
        {"present": 7, "understood": 1, "hours": 1.5},
        {"present": 1, "understood": 0, "hours": 0.5},
    ]


def test_a_code_used_twice_is_counted_twice_and_warned_of() -> None:
    table = complaints()
    table[4][0] = "k-1"
    reading = read(xlsx(table))
    assert len(reading.rows) == 4
    assert told(reading) == [("row_twice", "Klager", 5, "A")]
    assert reading.problems[0].params == {"other": 2}


def test_numbers_written_in_advance_are_no_rows() -> None:
    reading = read(xlsx([*complaints(), ["K-5"], ["K-6"]]))
    assert values(reading) == EXPECTED
    assert told(reading) == [("rows_numbered", "Klager", 6, "")]


def test_a_row_without_its_number_does_not_count_and_is_told() -> None:
    table = complaints()
    table[3][0] = "-"
    reading = read(xlsx(table))
    assert [row["number"] for row in values(reading)] == ["K-1", "K-2", "K-4"]
    assert told(reading) == [("cell_required", "Klager", 4, "A")]


def test_a_macro_workbook_is_read() -> None:
    data = xlsx(complaints())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(name, part)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro at all")
    assert values(read(out.getvalue(), "r.xlsm")) == EXPECTED


def test_a_hundred_bad_cells_do_not_hide_the_rest() -> None:
    table = [
        complaints()[0],
        *([f"K-{at}", "snart", "Telefon", None, "x y", None, None] for at in range(100)),
    ]
    table[50][0] = None
    reading = read(xlsx(table))
    codes = [one.code for one in reading.problems]
    assert codes.count("cell_date") == 20
    assert [one.params for one in reading.problems if one.code == "problems_more"] == [{"count": 80}]
    assert "cell_required" in codes


@pytest.fixture(scope="module")
def extractor() -> Any:
    with Extractor(1) as made:
        yield made


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("empty.xlsx", b"", "empty"),
        ("half.xlsx", xlsx(complaints())[:3000], "damaged"),
        (
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40,
            "encrypted",
        ),
        ("noise.xls", bytes(range(256)) * 40, "damaged"),
        ("letter.docx", b"%PDF-1.7", "unsupported"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(
    name: str, data: bytes, problem: str, extractor: Extractor, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert extractor.grid(path) == problem


def test_a_csv_cut_off_half_way_gives_the_rows_that_are_whole() -> None:
    data = csv_bytes(complaints())
    reading = read(data[: data.index(b"K-3") + 8], "r.csv")
    assert [row["number"] for row in values(reading)] == ["K-1", "K-2"]
    assert [one.code for one in reading.problems] == ["cell_date_without_year"] or reading.problems


def test_every_code_has_a_sentence_that_says_what_to_do() -> None:
    folder = Path(__file__).resolve().parents[2] / "qms" / "results"
    told_codes = set()
    for name in ("cells", "days", "numbers", "tables", "privacy", "rows_beside"):
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                head = node.value.split("_")[0]
                if (
                    head
                    in (
                        "cell",
                        "cells",
                        "row",
                        "rows",
                        "column",
                        "heading",
                        "privacy",
                        "table",
                        "book",
                        "sheet",
                    )
                    and "_" in node.value
                    and " " not in node.value
                ):
                    told_codes.add(node.value)
    made = {code for code in told_codes if not code.endswith("_")}
    assert len(made) > 25
    assert not {code for code in made if code not in SENTENCES}


# -- formats that only LibreOffice writes --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    program = shutil.which("soffice")
    if program is None and os.environ.get("QMS_ALL_TOOLS") == "1":
        pytest.fail("LibreOffice is not installed")
    if program is None:
        pytest.skip("needs LibreOffice")
    folder = tmp_path_factory.mktemp("converted")

    def more(book: Any, sheet: Any) -> None:
        sheet.merge_range("D8:D9", "Dagsenter")
        sheet.write_formula("F8", "=Z1/0", None, "#DIV/0!")

    table = [
        ["Klageregister"],
        [],
        *complaints(),
        ["K-5", date(2025, 8, 1), None, None, "a b"],
        ["K-6", date(2025, 8, 2), None, None, "c d"],
        ["K-7", date(2025, 8, 3), None, None, "e f"],
    ]
    (folder / "r.xlsx").write_bytes(xlsx(table, more=more))
    made = {}
    for target in ("xls", "ods"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [
                program,
                profile,
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                str(folder),
                str(folder / "r.xlsx"),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        made[target] = (folder / f"r.{target}").read_bytes()
    return made


@pytest.mark.slow
@pytest.mark.parametrize("target", ["xls", "ods"])
def test_other_formats_say_the_same(target: str, converted: dict[str, bytes]) -> None:
    made = read_grid(converted[target], f"r.{target}")
    assert isinstance(made, Grid)
    reading = read(made, f"r.{target}")
    rows = values(reading)
    assert [row["number"] for row in rows] == ["K-1", "K-2", "K-3", "K-4", "K-5", "K-6", "K-7"]
    assert rows[:4] == EXPECTED
    assert [row.get("service") for row in rows[4:]] == [("day",), ("day",), None]
    assert told(reading) == [("cells_merged", "Klager", 8, "D"), ("cell_formula_error", "Klager", 8, "F")]
