"""Tables are read into typed rows; laws that hold for any of them, and what becomes of each kind of row."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.grid import Grid, GridSheet, Merged
from qms.locale.sentences import say
from qms.model.register import UNKNOWN_SERVICE
from qms.reports.workbooks import write_book
from qms.results.cells import Known
from qms.results.counts.choosing import speaks_of
from qms.results.definitions import load_books
from tests.results.sheets import EXPECTED, KNOWN, complaints, grid, read, told, values

BOOKS = load_books()


def typed(column: Any, at: int) -> Any:
    """Return a value of a column's type."""
    choice = column.choices[at % len(column.choices)].token if column.choices else None
    return {
        "text": f"Tekst {at} om noe",
        "code": f"K-{at}",
        "person": "Kari Nordmann",
        "date": date(2025, 1, 1 + at),
        "year": 2025,
        "period": (date(2025, 1, 1), date(2025, 6, 30)),
        "number": at + 0.5,
        "integer": at + (column.between[0] if column.between else 0),
        "share": 0.5,
        "count": at,
        "flag": bool(at % 2),
        "choice": choice,
        "service": ("day",),
        "group": ("staff",),
        "site": "main",
        "function": "worker",
        "refs": ("26", "27"),
    }[column.type]


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
@pytest.mark.parametrize("name", list(BOOKS))
def test_what_the_program_writes_it_reads_back_the_same(name: str, language: str) -> None:
    book = BOOKS[name]
    rows = {t.name: [{c.key: typed(c, at) for c in t.columns} for at in range(4)] for t in book.tables}
    lists = {kind: KNOWN.named(kind) for kind in ("service", "site", "group", "function")}
    reading = read(write_book(book, language, lists=lists, rows=rows), "fil.xlsx")
    assert not reading.problems
    for table in book.tables:
        assert list(values(reading, table.name)) == rows[table.name]


@st.composite
def reworked(draw: st.DrawFn) -> tuple[list[list[Any]], list[int]]:
    """Return a register with its columns in any order and empty rows and columns anywhere, and where its rows stand."""
    order = draw(st.permutations(range(7)))
    gaps = draw(st.lists(st.integers(0, 3), min_size=5, max_size=5))
    left = draw(st.integers(0, 4))
    rows: list[list[Any]] = []
    places = []
    for row, gap in zip(complaints(draw(st.sampled_from(["en", "nb", "lt"]))), gaps, strict=True):
        rows += [[] for _ in range(gap)]
        rows.append([None] * left + [row[at] for at in order])
        places.append(len(rows))
    return rows, places[1:]


@settings(max_examples=80, deadline=None)
@given(reworked())
def test_order_of_columns_and_empty_rows_change_nothing_but_the_row_numbers(
    made: tuple[list[list[Any]], list[int]],
) -> None:
    rows, places = made
    reading = read(grid(rows))
    assert values(reading) == EXPECTED
    assert [row.origin.row for row in reading.rows] == places
    assert not reading.problems


scribbles = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-5, 60_000),
    st.booleans(),
    st.dates(),
    st.floats(allow_nan=False),
    st.sampled_from(["Mottatt", "Sum", "EKSEMPEL", "-", "12.03.2025", "K-1", "Dagsenter"]),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.lists(scribbles, max_size=9), max_size=12),
    st.lists(
        st.tuples(*[st.integers(1, 12)] * 4).map(
            lambda t: Merged(min(t[0], t[2]), min(t[1], t[3]), max(t[0], t[2]), max(t[1], t[3]))
        ),
        max_size=3,
    ),
)
def test_no_scribbling_raises_and_every_row_counts_or_is_told(
    rows: list[list[Any]], merged: list[Merged]
) -> None:
    reading = read(grid([complaints()[0], *rows], merged=merged))
    assert reading.books == ("complaints",)
    for row in reading.rows:
        assert {"number", "received"} <= set(row.values)
        assert isinstance(row.values["received"], date)
    for one in reading.problems:
        assert say(one.code, one.params) != one.code
        assert one.sheet == "Klager"


def test_rows_know_where_they_stand() -> None:
    row = read(grid([[], *complaints()]), "mappe/r.xlsx").rows[0]
    assert (row.table, row.origin.evidence, row.origin.path, row.origin.sheet, row.origin.row) == (
        "complaints",
        "e1",
        "mappe/r.xlsx",
        "Klager",
        3,
    )


def test_problems_come_in_the_order_of_their_places() -> None:
    table = complaints()
    table[4][1], table[2][6], table[2][1] = "snart", "uavklart", "i mars"
    assert told(read(grid(table))) == [
        ("cell_date_without_day", "Klager", 3, "B"),
        ("cell_choice", "Klager", 3, "G"),
        ("cell_date", "Klager", 5, "B"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ["EKSEMPEL K-0", date(2024, 1, 1), "Telefon", None, "Noe"],
        ["PAVYZDYS", date(2024, 1, 1)],
        ["Example", date(2024, 1, 1), None, None, "x"],
        ["Sum", None, None, None, 4],
        ["Totalt:", None, None, None, None, 3],
        ["Iš viso", None, None, None, "4"],
        ["SUM 2025", None, None, None, 4],
        complaints()[0],
        complaints("nb")[0][:3],
        [None, None, None, None, "-"],
    ],
)
def test_rows_that_are_none_count_for_nothing(row: list[Any]) -> None:
    reading = read(grid([*complaints(), row]))
    assert values(reading) == EXPECTED
    assert not reading.problems


@pytest.mark.parametrize(
    "row",
    [
        ["Sum av alt", date(2025, 9, 1)],
        ["Eksempelsak", date(2025, 9, 1)],
        ["Totalt avslag", date(2025, 9, 1), "Brev"],
    ],
)
def test_rows_that_only_begin_like_one_do_count(row: list[Any]) -> None:
    assert len(read(grid([*complaints(), row])).rows) == 5


def test_a_register_whose_rows_are_all_formulas_counts() -> None:
    sheet = grid(complaints()).sheets[0]
    places = frozenset((row, column) for row in range(2, 6) for column in range(1, 8))
    made = Grid((GridSheet(sheet.name, 1, sheet.rows, formulas=places),))
    assert values(read(made)) == EXPECTED


def test_a_row_of_formulas_below_is_a_total() -> None:
    sheet = grid([*complaints(), [4, None, None, None, None, 3]]).sheets[0]
    made = Grid((GridSheet(sheet.name, 1, sheet.rows, formulas=frozenset({(6, 1), (6, 6)})),))
    reading = read(made)
    assert values(reading) == EXPECTED
    assert not reading.problems


def test_a_row_whose_required_formula_was_not_computed_is_told() -> None:
    sheet = grid([*complaints(), ["K-5", None, None, None, "Sak"]]).sheets[0]
    made = Grid(
        (GridSheet(sheet.name, 1, sheet.rows, formulas=frozenset({(6, 2)}), uncached=frozenset({(6, 2)})),)
    )
    assert told(read(made)) == [("cell_uncached", "Klager", 6, "B")]


def test_a_row_that_has_some_of_what_it_needs_is_never_passed_over() -> None:
    for row in (
        [None, date(2025, 9, 1)],
        [None, "12.09.2025"],
        ["K-5", None, None, None, "Sak"],
        [None, None, "Telefon", None, "Sak", None, "Medhold"],
    ):
        reading = read(grid([*complaints(), [], row]))
        assert values(reading) == EXPECTED
        assert {one.code for one in reading.problems} == {"cell_required"}, row


def test_codes_of_persons_may_stand_once_in_each_service() -> None:
    head = ["Kode", "Tjeneste", "Oppstart", "Plan laget", "Evaluert"]
    rows = [
        ["D-1", "Dagsenter", "01.02.2025", None, None],
        ["D-1", "Bofellesskap Nord", "01.02.2025", None, None],
        ["d-1", "Dagsenter", "01.03.2025", None, None],
    ]
    reading = read(grid([head, *rows], "Planer"))
    assert len(reading.rows) == 3
    assert told(reading) == [("row_twice", "Planer", 4, "A")]
    assert reading.problems[0].params == {"other": 2}


def test_a_merge_over_the_headings_or_beyond_the_table_fills_nothing() -> None:
    merges = [Merged(1, 1, 1, 3), Merged(4, 30, 9, 30), Merged(3, 4, 900, 4), Merged(2, 7, 2, 9)]
    table = complaints()
    table[3][3] = None
    reading = read(grid(table, merged=merges))
    assert [row.get("service") for row in reading.rows] == [("day",), ("home",), ("home",), ("home",)]
    assert told(reading) == [("cells_merged", "Klager", 3, "D")]


def test_one_file_may_hold_several_registers() -> None:
    risks = [["Nummer", "Område", "Risiko", "Sannsynlighet", "Konsekvens"], ["R-1", "Brann", "Røyk", 2, 4]]
    sheets = (grid(complaints()).sheets[0], GridSheet("Risiko", 2, grid(risks).sheets[0].rows))
    reading = read(Grid(sheets))
    assert reading.books == ("complaints", "risks")
    assert values(reading, "risks")[0]["likelihood"] == 2


def test_the_language_of_errors_is_that_of_the_sheet() -> None:
    table = complaints("lt")
    table[1][6] = "nežinia kas"
    (problem,) = read(grid(table)).problems
    assert "Pagrįstas" in problem.params["choices"]


@pytest.mark.parametrize("word", ["EKSEMPEL på dårlig oppførsel", "EXAMPLE", "Pavyzdys:"])
def test_the_word_for_a_sample_removes_a_row_only_where_the_sample_is_marked(word: str) -> None:
    row = ["K-5", date(2025, 9, 1), None, None, word, None, None]
    assert [one["number"] for one in values(read(grid([*complaints(), row])))][-1] == "K-5"
    row = [word, date(2025, 9, 1), None, None, "Noe", None, None]
    assert values(read(grid([*complaints(), row]))) == EXPECTED


@pytest.mark.parametrize("cell", ["Bolig Nord (nedlagt)", "Dagsentret", "Dagsenter, Bolig Nord", "?"])
def test_a_service_that_nobody_knows_is_not_all_of_them(cell: str) -> None:
    table = complaints()
    table[1][3] = cell
    reading = read(grid(table))
    assert len(reading.rows) == 4
    assert reading.rows[0].get("service") == (UNKNOWN_SERVICE,)
    assert not any(speaks_of(reading.rows[0], one) for one in KNOWN.services)
    assert reading.lost == {"complaints": 1}
    assert told(reading) == [("cell_service", "Klager", 2, "D")]


def test_a_service_whose_formula_was_not_computed_is_not_all_of_them() -> None:
    table = complaints()
    table[1][3] = None
    sheet = grid(table).sheets[0]
    made = GridSheet(sheet.name, 1, sheet.rows, formulas=frozenset({(2, 4)}), uncached=frozenset({(2, 4)}))
    reading = read(Grid((made,)))
    assert reading.rows[0].get("service") == (UNKNOWN_SERVICE,)
    assert reading.lost == {"complaints": 1}


def test_empty_and_all_speak_of_all_services_and_so_does_any_where_the_workspace_names_none() -> None:
    for cell in (None, "Alle", "-", "Hele virksomheten"):
        table = complaints()
        table[1][3] = cell
        reading = read(grid(table))
        assert reading.rows[0].get("service") is None
        assert not reading.lost
    reading = read(grid(complaints()), known=Known(language="nb"))
    assert {row.get("service") for row in reading.rows} == {None}
    assert not reading.lost


def test_a_day_merged_over_several_complaints_answers_the_first_of_them() -> None:
    table = complaints()
    table[2][5] = table[3][5] = None
    reading = read(grid(table, merged=[Merged(2, 6, 4, 6)]))
    assert [row.get("answered") is not None for row in reading.rows] == [True, False, False, True]
    assert told(reading) == [("cells_merged_first", "Klager", 2, "F")]


def test_the_day_of_the_table_may_be_merged_over_its_rows() -> None:
    table = complaints()
    table[2][1] = None
    reading = read(grid(table, merged=[Merged(2, 2, 3, 2)]))
    assert [row.get("received") for row in reading.rows][:2] == [date(2025, 1, 8)] * 2
    assert told(reading) == [("cells_merged", "Klager", 2, "B")]


def test_a_row_with_only_a_number_is_lost_unless_several_wait_below_the_last_row() -> None:
    table = complaints()
    one = read(grid([*table, ["K-5"]]))
    assert (one.lost, [problem.code for problem in one.problems]) == ({"complaints": 1}, ["rows_numbered"])
    between = read(grid([*table[:3], ["K-2b"], *table[3:]]))
    assert between.lost == {"complaints": 1}
    waiting = read(grid([*table, *([f"K-{at}"] for at in range(5, 30))]))
    assert not waiting.lost
    assert len(waiting.rows) == 4
