"""Spreadsheets come out of the worker as typed cells in their places; a hostile one costs one problem."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract import Extractor, gridwire, wire
from indexer.extract.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    CellError,
    Grid,
    GridRow,
    GridSheet,
    Merged,
    column_letters,
    read_grid,
)
from indexer.extract.model import ReadProblem

if TYPE_CHECKING:
    from pathlib import Path


def workbook(fill: Any) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def everything(book: xlsxwriter.Workbook) -> None:
    day, clock = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"num_format": "hh:mm"})
    stamp, share = (
        book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        book.add_format({"num_format": "0.0 %"}),
    )
    sheet = book.add_worksheet("Klager")
    sheet.write("C4", "  ord  ")
    sheet.write("D4", 7.0)
    sheet.write("E4", 7.25)
    sheet.write_boolean("F4", True)
    sheet.write_datetime("C9", datetime(2025, 3, 12), day)
    sheet.write_datetime("D9", datetime(2025, 3, 12, 14, 30), stamp)
    sheet.write_datetime("E9", time(7, 30), clock)
    sheet.write_number("F9", 0.85, share)
    sheet.write_formula("C10", "=1/0", None, "#DIV/0!")
    sheet.write_formula("D10", "=D4*2", None, 14)
    sheet.merge_range("E10:F12", "flettet")
    hidden = book.add_worksheet("Skjult")
    hidden.write("A1", "x")
    hidden.hide()
    secret = book.add_worksheet("Dypt")
    secret.write("A1", "y")
    secret.very_hidden()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, extractor: Extractor) -> Grid:
    path = tmp_path_factory.mktemp("grid") / "bok.xlsx"
    path.write_bytes(workbook(everything))
    found = extractor.grid(path)
    assert isinstance(found, Grid)
    return found


def test_cells_are_typed_and_stand_where_the_spreadsheet_shows_them(made: Grid) -> None:
    sheet = made.sheets[0]
    assert [row.number for row in sheet.rows] == [4, 9, 10]
    assert sheet.rows[0].cells == {3: "ord", 4: 7, 5: 7.25, 6: True}
    assert type(sheet.rows[0].cells[4]) is int
    assert sheet.rows[1].cells == {
        3: date(2025, 3, 12),
        4: datetime(2025, 3, 12, 14, 30),
        5: time(7, 30),
        6: 0.85,
    }
    assert sheet.rows[2].cells == {3: CellError("#DIV/0!"), 4: 14, 5: "flettet"}


def test_what_cells_are_beside_their_values_is_told(made: Grid) -> None:
    sheet = made.sheets[0]
    assert sheet.merged == (Merged(10, 5, 12, 6),)
    assert sheet.formulas == {(10, 3), (10, 4)}
    assert sheet.percents == {(9, 6)}
    assert not sheet.uncached
    assert not made.text


def test_hidden_sheets_are_there_and_told(made: Grid) -> None:
    assert [(sheet.name, sheet.number, sheet.visibility) for sheet in made.sheets] == [
        ("Klager", 1, "visible"),
        ("Skjult", 2, "hidden"),
        ("Dypt", 3, "very_hidden"),
    ]


def test_a_formula_without_its_value_is_told() -> None:
    data = with_part(
        workbook(everything), "xl/worksheets/sheet1.xml", b"<f>D4*2</f><v>14</v>", b"<f>D4*2</f>"
    )
    sheet = read_grid(data, "a.xlsx").sheets[0]
    assert sheet.uncached == {(10, 4)}
    assert 4 not in sheet.rows[-1].cells


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.namelist():
            text = before.read(part)
            assert part != name or old in text
            after.writestr(part, text.replace(old, new) if part == name else text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "cells"),
    [
        ("a.csv", "a;b\r\n1,5;ø\r\n", [{1: "a", 2: "b"}, {1: "1,5", 2: "ø"}]),
        ("a.csv", "\ufeffa,b\n1,2\n", [{1: "a", 2: "b"}, {1: "1", 2: "2"}]),
        ("a.tsv", "a\tb\n\t2\n", [{1: "a", 2: "b"}, {2: "2"}]),
        ("a.txt", "a|b\n1|2\n", [{1: "a", 2: "b"}, {1: "1", 2: "2"}]),
        ("a.csv", "sep=;\r\na,x;b\r\n", [{1: "a,x", 2: "b"}]),
        ("a.csv", 'a;b\n"x\ny; z";"""q"""\n', [{1: "a", 2: "b"}, {1: "x\ny; z", 2: '"q"'}]),
    ],
)
def test_text_files_are_parted_as_they_say(
    name: str, data: str, cells: list[dict[int, str]], extractor: Extractor, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(data, "utf-8", newline="")
    found = extractor.grid(tmp_path / name)
    assert isinstance(found, Grid)
    assert found.text
    assert [dict(row.cells) for row in found.sheets[0].rows] == cells


def test_empty_lines_of_a_text_file_count_as_rows() -> None:
    rows = read_grid(b"a;b\n\n\n1;2\n", "a.csv").sheets[0].rows
    assert [row.number for row in rows] == [1, 4]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
def test_norwegian_text_comes_in_any_encoding(encoding: str) -> None:
    data = "Nummer;Gjelder\nK-1;Støy på åpningsdagen\nK-2;Måten hun ble møtt på\n".encode(encoding)
    assert read_grid(data, "a.csv").sheets[0].rows[1].cells[2] == "Støy på åpningsdagen"


def test_lithuanian_text_comes_in_its_old_encoding() -> None:
    data = "Nr;Esmė\n1;Skundas dėl šaltų pietų\n2;Įėjimas užrakintas\n".encode("cp1257")
    assert read_grid(data, "a.csv").sheets[0].rows[1].cells[2] == "Skundas dėl šaltų pietų"


def test_a_sheet_that_is_too_large_is_told_and_the_others_are_read() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        wide, long, small = (book.add_worksheet(name) for name in ("Bred", "Lang", "Liten"))
        wide.write(0, MOST_COLUMNS, "x")
        for row in range(MOST_ROWS + 1):
            long.write(row, 0, row)
        small.write(0, 0, "y")

    sheets = read_grid(workbook(fill), "a.xlsx").sheets
    assert [(sheet.problem, len(sheet.rows)) for sheet in sheets] == [
        ("too_large", 0),
        ("too_large", 0),
        (None, 1),
    ]


def test_a_vast_sheet_is_not_laid_out() -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Vid")
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")
        book.add_worksheet("Liten").write(0, 0, "y")

    sheets = read_grid(workbook(fill), "a.xlsx").sheets
    assert [sheet.problem for sheet in sheets] == ["too_large", None]


def test_too_many_cells_are_a_problem_of_the_file(extractor: Extractor, tmp_path: Path) -> None:
    line = ";".join(["x"] * 150)
    (tmp_path / "a.csv").write_text("\n".join([line] * 1_500), "utf-8")
    assert extractor.grid(tmp_path / "a.csv") == "too_large"


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"PK\x03\x04 torn", "damaged"),
        ("a.xlsx", workbook(everything)[:2_000], "damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "damaged"),
        ("a.pdf", b"%PDF-1.7\n", "unsupported"),
        ("a.md", b"# words", "unsupported"),
        ("a.csv", bytes(range(1, 32)) * 40, "damaged"),
    ],
)
def test_what_is_no_spreadsheet_is_a_problem(
    name: str, data: bytes, problem: str, extractor: Extractor, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    assert extractor.grid(tmp_path / name) == problem


def open_document(rows: str) -> bytes:
    """Return a spreadsheet of the rows of OpenDocument, as programs write them."""
    out = io.BytesIO()
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", kind)
        file.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="Ark">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        file.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
        )
    return out.getvalue()


def test_open_document_says_what_its_cells_are() -> None:
    sheet = read_grid(
        open_document(
            '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
            '<table:table-cell office:value-type="percentage" office:value="0.85"/>'
            '<table:table-cell table:formula="of:=TODAY()"/>'
            '<table:table-cell office:value-type="string" table:number-rows-spanned="2">'
            "<text:p>x</text:p></table:table-cell>"
            "</table:table-row>"
        ),
        "a.ods",
    ).sheets[0]
    assert [(row.number, row.cells) for row in sheet.rows] == [(4, {3: 0.85, 5: "x"})]
    assert (sheet.percents, sheet.uncached, sheet.merged) == ({(4, 3)}, {(4, 4)}, (Merged(4, 5, 5, 5),))


@pytest.mark.parametrize(
    "cell",
    [
        '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>',
        '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/>',
        '<table:table-cell table:style-name="ce1"/>',
    ],
)
def test_rows_and_cells_repeated_without_end_are_not_written_out(
    cell: str, extractor: Extractor, tmp_path: Path
) -> None:
    many = cell.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"')
    (tmp_path / "a.ods").write_bytes(
        open_document(f'<table:table-row table:number-rows-repeated="1048576">{many}</table:table-row>')
    )
    found = extractor.grid(tmp_path / "a.ods")
    if isinstance(found, Grid):  # cells that are only styled are none
        assert not any(sheet.rows for sheet in found.sheets)
    else:
        assert found == "too_large"


def test_days_counted_from_1904_are_the_same_days() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True})
    book.add_worksheet("A").write_datetime(
        0, 0, datetime(2025, 3, 12), book.add_format({"num_format": "dd.mm.yyyy"})
    )
    book.close()
    assert read_grid(out.getvalue(), "a.xlsx").sheets[0].rows[0].cells == {1: date(2025, 3, 12)}


def test_the_name_that_is_given_chooses_the_reader(extractor: Extractor, tmp_path: Path) -> None:
    (tmp_path / "blob").write_bytes(b"a;b\n1;2\n")
    found = extractor.grid(tmp_path / "blob", name="register.csv")
    assert isinstance(found, Grid)
    assert extractor.grid(tmp_path / "none.xlsx") == "unreadable"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.ods", "a.txt"]))
def test_no_bytes_raise_anything_but_a_problem(data: bytes, name: str) -> None:
    with suppress(ReadProblem):
        assert isinstance(read_grid(data, name), Grid)


cells = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(timedelta(), timedelta(days=9_999)).map(
        lambda one: timedelta(seconds=int(one.total_seconds()))
    ),
    st.sampled_from([CellError(""), CellError("#REF!")]),
)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.integers(1, 99),
        st.dictionaries(st.integers(1, MOST_COLUMNS), cells, min_size=1, max_size=4),
        max_size=5,
    )
)
def test_what_is_packed_is_unpacked(rows: dict[int, dict[int, Any]]) -> None:
    sheet = GridSheet(
        "Ark", 1, tuple(GridRow(number, rows[number]) for number in sorted(rows)), "hidden", (Merged(1, 2, 3, 4),),
        frozenset({(1, 2)}), frozenset({(3, 4)}), frozenset({(5, 6)}),
    )  # fmt: skip
    head, pieces = gridwire.pack(Grid((sheet,), text=True))
    found = gridwire.unpack(wire.Message(head, b"".join(pieces)))
    assert found == Grid((sheet,), text=True)
    kinds = [type(cell) for row in found.sheets[0].rows for cell in row.cells.values()]
    assert kinds == [type(cell) for row in sheet.rows for cell in row.cells.values()]


@pytest.mark.parametrize(
    "body",
    [
        b"7", b"[7]", b"[{}]", b"{", b"[" * 100_000,
        b'[{"name":"a","number":1,"visibility":"open","problem":null,"rows":[]}]',
        *(
            b'[{"name":"a","number":1,"visibility":"visible","problem":null,"merged":[],"formulas":[],"uncached":[],'
            b'"percents":[],"rows":' + rows + b"}]"
            for rows in (
                b"[[2,[]],[1,[]]]", b"[[1,[[0,1]]]]", b"[[1,[[999999,1]]]]", b'[[1,[[1,{"day":"never"}]]]]',
                b'[[1,[[1,{"call":"os"}]]]]', b'[[1,[[1,{"day":"2025-01-01","time":"x"}]]]]', b"[[1,[[1,[]]]]]",
                b'[[1,[[1,{"span":-5}]]]]',
            )
        ),
    ],
)  # fmt: skip
def test_the_parent_takes_nothing_that_is_no_grid(body: bytes) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, OverflowError)):
        gridwire.unpack(wire.Message({"text": False}, body))


@pytest.mark.parametrize(
    ("number", "letters"), [(0, ""), (1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_are_called_by_letters(number: int, letters: str) -> None:
    assert column_letters(number) == letters
