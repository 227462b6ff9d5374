"""Workbooks that are handed out: opened with another reader, taken apart, and read back by the program."""

from __future__ import annotations

import io
import itertools
import zipfile
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import python_calamine
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from indexer.extract.grid import read_grid
from qms.locale import LANGUAGES
from qms.model.books import Book, Choice, Column, Table
from qms.reports.workbooks import FIRST, HEADING, ROWS, write_book
from qms.results.definitions import is_sample, load_books
from qms.results.known import Known
from qms.results.tables import Reading, read_tables

if TYPE_CHECKING:
    from collections.abc import Mapping

NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
LISTS = {
    "service": {"day": "Day, evening and weekend", "work": "Work Service"},
    "site": {"hill": "Hill House"},
    "group": {"staff": "Staff", "users": "Service users"},
    "function": {"lead": "Head of unit", "worker": "Support worker"},
}
KNOWN = Known(
    services=LISTS["service"], sites=LISTS["site"], groups=LISTS["group"], functions=LISTS["function"]
)
BOOKS = load_books()
each_book = pytest.mark.parametrize("name", list(BOOKS))
each_language = pytest.mark.parametrize("language", LANGUAGES)


class Opened:
    """Hold the XML of a workbook."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self.book = self.part("xl/workbook.xml")
        self.names = [s.get("name") for s in self.book.iterfind(".//s:sheet", NS)]
        styles = self.part("xl/styles.xml")
        self.formats = styles.findall("s:cellXfs/s:xf", NS)
        self.numbers = {n.get("numFmtId"): n.get("formatCode") for n in styles.iterfind(".//s:numFmt", NS)}

    def part(self, name: str) -> Any:
        return etree.fromstring(self.archive.read(name))

    def sheet(self, name: str) -> Any:
        return self.part(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml")

    def locked(self, style: str | None) -> bool:
        protection = self.formats[int(style or 0)].find("s:protection", NS)
        return protection is None or protection.get("locked") != "0"

    def number_format(self, style: str | None) -> str:
        found = self.formats[int(style or 0)].get("numFmtId")
        return self.numbers.get(found, found)


def grid_of(data: bytes, sheet: str) -> list[list[Any]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def written(name: str, language: str = "nb", **more: Any) -> bytes:
    return write_book(BOOKS[name], language, lists=LISTS, **more) if more else empty(name, language)


@cache
def empty(name: str, language: str) -> bytes:
    return write_book(BOOKS[name], language, lists=LISTS)


def read_back(data: bytes) -> Reading:
    return read_tables(read_grid(data, "x.xlsx"), BOOKS, KNOWN, "x.xlsx")


@each_language
@each_book
def test_each_table_is_a_sheet_with_headings_and_a_sample(name: str, language: str) -> None:
    data = written(name, language)
    book = BOOKS[name]
    opened = Opened(data)
    titles = [table.titles[language] for table in book.tables]
    assert opened.names[1 : len(titles) + 1] == titles
    for table in book.tables:
        cells = grid_of(data, table.titles[language])
        assert cells[HEADING][: len(table.columns)] == [c.heading(language) for c in table.columns]
        assert sum(is_sample(cell) for cell in cells[FIRST]) == 1
        assert not any(cell for row in cells[FIRST + 1 :] for cell in row)
        for column, explained in zip(table.columns, cells[HEADING - 1], strict=False):
            assert explained == column.explain[language]


def test_the_same_input_gives_the_same_bytes() -> None:
    rows = {"plans": [{"code": "A-1", "service": ("day",), "evaluated": date(2025, 3, 4), "own_words": True}]}
    assert written("plans", rows=rows) == written("plans", rows=rows)


@each_book
def test_the_empty_workbook_is_recognised_and_has_no_rows_and_no_problems(name: str) -> None:
    for language in LANGUAGES:
        read = read_back(written(name, language))
        assert read.books == (name,)
        assert set(read.tables) == {table.name for table in BOOKS[name].tables}
        assert read.rows == ()
        assert read.problems == ()


@each_book
def test_headings_are_locked_and_everything_below_is_open(name: str) -> None:
    data = written(name)
    opened = Opened(data)
    for table in BOOKS[name].tables:
        sheet = opened.sheet(table.titles["nb"])
        protection = sheet.find("s:sheetProtection", NS)
        assert protection.get("sheet") == "1"
        assert protection.get("password") is None
        for allowed in ("sort", "autoFilter", "insertRows", "deleteRows", "formatColumns"):
            assert protection.get(allowed) == "0", allowed
        rows = {int(r.get("r")): r for r in sheet.iterfind("s:sheetData/s:row", NS)}
        for number in (1, 2, 3, 4):
            assert all(opened.locked(c.get("s")) for c in rows[number].iterfind("s:c", NS))
        for number in range(FIRST + 1, max(rows) + 1):
            assert not any(opened.locked(c.get("s")) for c in rows[number].iterfind("s:c", NS))
        # Rows can only be deleted where every cell is open, to the last column of the sheet.
        columns = sheet.findall("s:cols/s:col", NS)
        assert [int(columns[0].get("min")), int(columns[-1].get("max"))] == [1, 16_384]
        for one, other in itertools.pairwise(columns):
            assert int(other.get("min")) == int(one.get("max")) + 1
        assert not any(opened.locked(c.get("style")) for c in columns)


def test_lists_offer_the_words_of_the_language_and_the_names_of_the_workspace() -> None:
    opened = Opened(written("complaints"))
    sheet = opened.sheet("Klager")
    rules = {
        v.get("sqref").split(":")[0][0]: v
        for v in sheet.iterfind("s:dataValidations/s:dataValidation", NS)
        if v.get("type") == "list"
    }
    table = BOOKS["complaints"].tables[0]
    letters = {column.key: chr(ord("A") + at) for at, column in enumerate(table.columns)}
    channel = rules[letters["channel"]]
    assert channel.findtext("s:formula1", namespaces=NS).startswith('"Muntlig,Skjema,Klageboks,E-post,')
    assert channel.get("sqref").endswith(f"{FIRST + ROWS}")
    assert channel.get("showErrorMessage") == "1"
    # The name of a service has a comma, so the list stands on a sheet that is hidden; several may be written.
    service = rules[letters["service"]]
    assert service.findtext("s:formula1", namespaces=NS) == "'_lists'!$A$1:$A$2"
    assert service.get("showErrorMessage") is None
    assert opened.names[-1] == "_lists"
    assert opened.book.findall(".//s:sheet", NS)[-1].get("state") == "hidden"
    data = written("complaints")
    assert [row[0] for row in grid_of(data, "_lists")] == list(LISTS["service"].values())


def test_a_long_list_is_hidden_on_a_sheet_of_its_own_and_never_inline() -> None:
    for name in ("incidents", "improvements", "survey-users"):
        for language in LANGUAGES:
            opened = Opened(written(name, language))
            for table in BOOKS[name].tables:
                for formula in opened.sheet(table.titles[language]).iterfind(".//s:formula1", NS):
                    assert len(formula.text) <= 257, (name, language)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "dd/mm/yyyy"), ("nb", "dd.mm.yyyy"), ("lt", "yyyy-mm-dd")]
)
def test_days_have_the_form_of_the_country_and_codes_stay_texts(language: str, shown: str) -> None:
    opened = Opened(written("complaints", language))
    sheet = opened.sheet(BOOKS["complaints"].tables[0].titles[language])
    columns = sheet.findall("s:cols/s:col", NS)
    assert opened.number_format(columns[0].get("style")) == "@"  # text: 2026-01 must not become January
    assert opened.number_format(columns[1].get("style")) == shown
    days = [v for v in sheet.iterfind(".//s:dataValidation", NS) if v.get("type") == "date"]
    assert {v.get("sqref").split(":")[0] for v in days} == {"B5", "I5", "J5"}


def test_levels_are_checked_against_their_range() -> None:
    sheet = Opened(written("competence")).sheet("Kompetansematrise")
    rules = [v for v in sheet.iterfind(".//s:dataValidation", NS) if v.get("type") == "whole"]
    assert len(rules) == 2
    for rule in rules:
        assert [rule.findtext(f"s:formula{n}", namespaces=NS) for n in (1, 2)] == ["0", "4"]


def test_the_sheet_is_set_up_for_work_and_for_paper() -> None:
    opened = Opened(written("partners"))
    sheet = opened.sheet("Partnere")
    assert sheet.find("s:sheetViews/s:sheetView/s:pane", NS).get("topLeftCell") == "B5"
    assert sheet.find("s:autoFilter", NS).get("ref") == "A4:R2004"
    page = sheet.find("s:pageSetup", NS)
    assert (page.get("paperSize"), page.get("orientation")) == ("9", "landscape")
    assert (page.get("fitToWidth"), page.get("fitToHeight")) == ("2", "0")
    titles = [n.text for n in opened.book.iterfind(".//s:definedName", NS) if "Print_Titles" in n.get("name")]
    assert titles == ["Partnere!$A:$A,Partnere!$4:$4"]


def test_the_guide_comes_first_and_asks_for_codes() -> None:
    data = write_book(BOOKS["plans"], "en", lists=LISTS)
    cells = [cell for row in grid_of(data, Opened(data).names[0]) for cell in row if cell]
    assert cells[0] == "Register of individual plans"
    assert BOOKS["plans"].purpose["en"] in cells
    assert any("codes" in str(cell).lower() for cell in cells)
    assert BOOKS["plans"].tables[0].titles["en"] in cells


def test_rows_are_filled_in_as_people_would_write_them() -> None:
    row = {
        "number": "2025-07",
        "received": date(2025, 3, 4),
        "channel": "picture_card",
        "service": ("work", "day"),
        "topic": "=1+1",
    }
    data = written("complaints", rows={"complaints": [row]}, sample=False)
    cells = grid_of(data, "Klager")[FIRST]
    assert cells[:6] == [
        "2025-07",
        date(2025, 3, 4),
        "Bildekort",
        "",
        "Work Service, day",
        "=1+1",
    ]
    assert b"<f>1+1" not in Opened(data).archive.read("xl/worksheets/sheet2.xml")


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "2025"),
        (date(2025, 7, 1), date(2025, 12, 31), "2025 H2"),
        (date(2025, 4, 1), date(2025, 6, 30), "2025 Q2"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2025, 2, 1), date(2025, 4, 30), "2025-02-01..2025-04-30"),
        (date(2025, 1, 1), date(2025, 6, 29), "2025-01-01..2025-06-29"),
        (date(2024, 1, 1), date(2025, 12, 31), "2024-01-01..2025-12-31"),
    ],
)
def test_periods_are_short_and_read_back(first: date, last: date, shown: str) -> None:
    rows = {"results.values": [{"measure": "M1", "period": (first, last), "value": 1}]}
    data = written("results", "en", rows=rows, sample=False)
    assert grid_of(data, "Values")[FIRST][1] == shown
    (row,) = read_back(data).rows
    assert row.get("period") == (first, last)


def test_what_the_book_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        written("complaints", rows={"complains": []})
    with pytest.raises(KeyError):
        written("complaints", rows={"complaints": [{"numbr": "1"}]})


def test_many_rows_keep_room_below() -> None:
    rows = [{"number": str(n), "received": date(2025, 1, 1)} for n in range(2_100)]
    opened = Opened(written("complaints", rows={"complaints": rows}))
    ref = opened.sheet("Klager").find("s:autoFilter", NS).get("ref")
    assert int(ref.split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) >= FIRST + 2_100 + 500


def test_a_list_entry_with_a_quote_does_not_break_the_formula() -> None:
    words = {"en": ('The "big" one',), "nb": ("Den",), "lt": ("Tas",)}
    column = Column("a", "choice", {"en": ("A",)}, {"en": "."}, True, (Choice("x", words),))
    table = Table("t", {"en": "T"}, {"en": "."}, (column,))
    opened = Opened(write_book(Book("t", "register", {"en": "T"}, {"en": "."}, {}, (table,)), "en"))
    assert opened.sheet("T").findtext(".//s:formula1", namespaces=NS) == "'_lists'!$A$1:$A$1"


WORDS = st.sampled_from(
    ["Bussen kom sent", "=1+1", "+47", "Ąžuolas, žąsis", "a; b", "“quoted”", "@home", "Æ/Ø", "-3", "3 % off"]
)
DAYS = st.dates(date(2001, 1, 1), date(2026, 5, 30))


def value_of(column: Column) -> st.SearchStrategy[Any]:
    """Return typed values as `Row` holds them."""
    kinds: Mapping[str, st.SearchStrategy[Any]] = {
        "text": WORDS,
        "person": st.sampled_from(["K. Berg", "S-12"]),
        "code": st.sampled_from(["A-1", "2026-01", "007", "1.10", "12"]),
        "date": DAYS,
        "year": st.integers(2001, 2026),
        "period": DAYS.map(lambda day: (day, day + timedelta(days=40))),
        "number": st.integers(-999, 99_999) | st.sampled_from([0.5, 82.25]),
        "integer": st.integers(*(column.between or (0, 500))),
        "count": st.integers(0, 500),
        "flag": st.booleans(),
        "service": st.sampled_from([("day",), ("work",), ("day", "work")]),
        "site": st.just("hill"),
        "group": st.sampled_from([("staff",), ("staff", "users")]),
        "function": st.sampled_from(["lead", "worker"]),
        "refs": st.sampled_from([("26",), ("26", "27"), ("1", "75")]),
        "choice": st.sampled_from([choice.token for choice in column.choices] or [""]),
    }
    if column.type == "refs" and column.required:
        return st.just(("26",))
    return kinds[column.type]


@st.composite
def filled_books(draw: st.DrawFn) -> tuple[str, str, dict[str, list[dict[str, Any]]]]:
    """Return a book, a language and rows for each of its tables."""
    book = BOOKS[draw(st.sampled_from([name for name, book in BOOKS.items() if book.kind != "survey"]))]
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in book.tables:
        row = st.fixed_dictionaries(
            {c.key: value_of(c) for c in table.columns if c.required},
            optional={c.key: value_of(c) for c in table.columns if not c.required},
        )
        rows[table.name] = draw(st.lists(row, min_size=1, max_size=3))
    return book.name, draw(st.sampled_from(LANGUAGES)), rows


@given(filled_books())
# Without shrinking, which takes minutes here: a failing row is small enough to be read.
@settings(
    max_examples=15,  # each writes and reads a workbook
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_what_is_written_is_read_back(filled: tuple[str, str, dict[str, list[dict[str, Any]]]]) -> None:
    name, language, rows = filled
    read = read_back(written(name, language, rows=rows))
    found: dict[str, list[Any]] = {}
    for row in read.rows:
        found.setdefault(row.table, []).append(dict(row.values))
    assert found == rows
    assert not [p for p in read.problems if p.severity == "error"]
