"""Registers are found whatever people did to their headings, and ordinary spreadsheets are not taken for one."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from indexer.extract.grid import Grid, GridSheet, read_grid
from indexer.extract.reading import read_bytes
from qms.reports.workbooks import write_book
from qms.results.definitions import load_books
from qms.results.headings import Headings, is_called, match, match_nearly, names, tells
from qms.results.recognition import might_be_book, recognise
from tests.results.sheets import HEADINGS, complaints, csv_bytes, grid, read, told, xlsx

BOOKS = load_books()


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
@pytest.mark.parametrize("name", list(BOOKS))
def test_every_workbook_that_the_program_writes_is_recognised_as_itself(name: str, language: str) -> None:
    data = write_book(BOOKS[name], language)
    reading = read(data, "fil.xlsx")
    assert reading.books == (name,)
    assert set(reading.tables) == {table.name for table in BOOKS[name].tables}
    assert not reading.rows, "the sample row counts for nothing"
    assert not reading.problems
    if language == "nb":
        assert any(might_be_book(unit.text, BOOKS) for unit in read_bytes(data, "fil.xlsx").units)


ORDINARY: dict[str, tuple[str, list[list[Any]]]] = {
    "attendance": ("Oppmøte", [["Nr", "Navn", "Mandag", "Tirsdag", "Signatur"], [1, "D-1", "x", "x", ""]]),
    "attendance at a course": (
        "Kurs",
        [["Dato", "Navn", "Til stede", "Signatur"], ["12.03.2025", "D-1", "ja", ""]],
    ),
    "budget": (
        "Budsjett 2025",
        [["Konto", "Tekst", "Budsjett", "Regnskap", "Avvik"], [5000, "Lønn", 100, 90, 10]],
    ),
    "survey summed up": (
        "Resultat",
        [["Spørsmål", "2024", "2025", "Antall svar"], ["Er du fornøyd?", 0.85, 0.9, 41]],
    ),
    "partners in brief": (
        "Liste",
        [["Partner", "Kontakt", "Telefon", "E-post", "Adresse"], ["NAV", "x", "1", "2", "3"]],
    ),
    "rota": ("Turnus", [["Uke", "Mandag", "Tirsdag", "Onsdag"], [12, "Kari", "Ola", "Kari"]]),
    "invoice list": (
        "Faktura",
        [["Nummer", "Dato", "Kunde", "Beløp", "Forfall", "Betalt"], [1, "12.03.2025", "A", 7, "", ""]],
    ),
    "inventory": (
        "Utstyr",
        [["Nr", "Hva", "Antall", "Sted", "Ansvarlig"], [1, "Stol", 4, "Hovedhuset", "Kari"]],
    ),
    "menu": (
        "Valgiaraštis",
        [["Diena", "Pusryčiai", "Pietūs", "Vakarienė"], ["Pirmadienis", "Košė", "Sriuba", "Salotos"]],
    ),
    "contacts": (
        "Kontaktai",
        [["Vardas, pavardė", "Pareigos", "Telefonas", "El. paštas"], ["a", "b", "c", "d"]],
    ),
    "prose": (
        "Ark1",
        [["Klager behandles innen tre uker."], ["Vi registrerer alle klager i klageregisteret."]],
    ),
    "numbers": ("Sheet1", [[1, 2, 3], [4, 5, 6]]),
    "tasks": ("To do", [["Task", "Owner", "Due", "Status"], ["Call", "Kari", "1.1.2025", "open"]]),
}


@pytest.mark.parametrize("kind", ORDINARY)
def test_an_ordinary_spreadsheet_is_no_register(kind: str) -> None:
    name, rows = ORDINARY[kind]
    reading = read(grid(rows, name), "fil.xlsx")
    assert not reading.books
    assert not reading.rows
    assert not reading.problems


def test_a_sheet_called_a_register_without_its_headings_is_a_warning_with_what_is_missing() -> None:
    table = [["Sak", "Når", "Hvem"], ["Kald mat", "i mars", "ukjent"]]
    reading = read(grid(table, "Klageregister"), "fil.xlsx")
    assert not reading.books
    (problem,) = reading.problems
    assert (problem.code, problem.severity, problem.sheet) == ("book_near_miss", "warning", "Klageregister")
    assert problem.params == {"title": "Klageregister", "columns": ["Nr.", "Mottatt"]}


def test_the_name_of_the_file_says_it_too() -> None:
    table = [["Nummer", "Sak", "Besvart", "Anna"], ["1", "Kald mat", "i mars", "x"]]
    assert told(read(grid(table, "Ark1"), "Klager 2025.xlsx")) == [("book_near_miss", "Ark1", 1, "")]
    assert not read(grid(table, "Ark1"), "fil.xlsx").problems


def test_a_sheet_of_the_right_name_needs_only_two_headings_and_says_what_is_missing() -> None:
    table = [
        ["Saksnummer x", "Besvart", "Utfall", "A", "B", "C", "D"],
        ["1", "12.03.2025", "Medhold", "", "", "", ""],
    ]
    reading = read(grid(table, "Klager"))
    assert reading.books == ("complaints",)
    assert not reading.rows
    assert {one.code for one in reading.problems} == {"column_missing"}


def test_a_yearly_review_belongs_to_the_register_it_lies_beside() -> None:
    review = [
        ["År", "Tjeneste", "Gjennomgått dato", "Av", "Konklusjon"],
        [2024, "", "15.01.2025", "Leder", "Ingen klager"],
    ]
    both = Grid((grid(complaints()).sheets[0], GridSheet("Gjennomgang", 2, grid(review, "x").sheets[0].rows)))
    assert read(both).tables == ("complaints", "complaints.reviews")


def test_a_yearly_review_alone_belongs_to_what_the_file_is_called_after() -> None:
    review = [
        ["År", "Tjeneste", "Gjennomgått dato", "Av", "Konklusjon"],
        [2024, "", "15.01.2025", "Leder", "Ingen"],
    ]
    assert read(grid(review, "Ark1"), "Klageregister.xlsx").tables == ("complaints.reviews",)
    assert read(grid(review, "Ark1"), "Avviksregister.xlsx").books in (("incidents",), ())
    open_ = read(grid(review, "Ark1"), "fil.xlsx")
    assert not open_.books
    assert [one.code for one in open_.problems] == ["table_ambiguous"]


def test_a_heading_that_stands_twice_is_read_once_and_warned_of() -> None:
    table = [[*row, row[1]] for row in complaints()]
    reading = read(grid(table))
    assert len(reading.rows) == 4
    assert told(reading) == [("heading_twice", "Klager", 1, "H")]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Mottatt", "received"),
        ("MOTTATT:", "received"),
        ("mottatt *", "received"),
        ("Mottatt (dato)", "received"),
        ("Received", "received"),
        ("Gauta", "received"),
        ("Pateikimo budas", "channel"),
        ("Hvordan\nmottatt", "channel"),
    ],
)
def test_headings_are_known_whatever_they_are_dressed_in(heading: str, key: str) -> None:
    known = next(one for one in Headings(BOOKS).tables if one.table.name == "complaints")
    assert {found for found, _ in match(known, heading)} == {key}


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Motatt", "received"),
        ("Recieved", "received"),
        ("Besvrat", "answered"),
        ("Utfal", "outcome"),
        ("Budsjett", ""),
        ("Dato", ""),
    ],
)
def test_close_spellings_are_known_where_they_can_be_only_one(heading: str, key: str) -> None:
    known = next(one for one in Headings(BOOKS).tables if one.table.name == "complaints")
    found = match_nearly(known, heading, ())
    assert (found[0] if found else "") == key


def test_questions_that_differ_by_a_number_are_not_mixed_up() -> None:
    known = next(one for one in Headings(BOOKS).tables if one.table.name == "complaints")
    assert match_nearly(known, "Mottatt 2", ()) is None


def test_names_of_sheets_and_files() -> None:
    titles = frozenset(("klager", "klageregister"))
    assert names(titles, "Klager 2025 Dagsenter")
    assert names(titles, "Vårt klageregister, ny")
    assert not names(titles, "Beklager")
    assert is_called(titles, "Klager 2025")
    assert not is_called(titles, "Klager på naboen")
    assert is_called(frozenset(("proposals register",)), "register of proposals 2025")


def test_the_first_look_at_the_text_of_a_sheet() -> None:
    for language in ("en", "nb", "lt"):
        assert might_be_book("\t".join(HEADINGS[language]) + "\nK-1\t2025-01-08", BOOKS)
        assert might_be_book(csv_bytes(complaints(language)).decode(), BOOKS)
        assert might_be_book(csv_bytes(complaints(language), delimiter=",").decode(), BOOKS)
    assert might_be_book("Klageregister 2025\nSaksnr x\tannet", BOOKS)
    assert not might_be_book("Uke\tMandag\tTirsdag\n12\tKari\tOla", BOOKS)
    assert not might_be_book("", BOOKS)


def test_looking_is_quick() -> None:
    rows = [
        complaints()[0],
        *(
            [f"K-{at}", *complaints()[1 + at % 4][1:4], f"Sak {at} om noe", None, "Medhold"]
            for at in range(5_000)
        ),
    ]
    made = grid(rows)
    read(grid(complaints()))
    begun = perf_counter()
    assert len(read(made).rows) == 5_000
    assert perf_counter() - begun < 3  # 0.2 s on a calm machine
    text = "\n".join("\t".join(f"{row} verdi {column}" for column in range(12)) for row in range(500))
    begun = perf_counter()
    for _ in range(100):
        might_be_book(text, BOOKS)
    assert perf_counter() - begun < 1  # 0.03 s


def test_a_sheet_full_of_headings_does_not_hold_up_the_program() -> None:
    rows = [
        ["Dato", "Nummer", "Tjeneste", *(f"x{row} {column}" for column in range(9))] if row % 3 else []
        for row in range(6_000)
    ]
    begun = perf_counter()
    recognise(grid(rows, "Ark"), BOOKS)
    assert perf_counter() - begun < 3


def test_sheets_that_are_too_large_are_told_where_a_register_is_meant() -> None:
    big = Grid((GridSheet("Klager", 1, problem="too_large"),))
    assert told(read(big)) == [("sheet_too_large", "Klager", 0, "")]
    assert not read(Grid((GridSheet("Lønn", 1, problem="too_large"),))).problems
    assert not read(Grid()).problems


def test_hidden_sheets_are_read_too_but_never_near_misses() -> None:
    sheet = GridSheet(
        "Klageregister", 1, grid([["Sak", "Når"], ["a", "b"]]).sheets[0].rows, visibility="hidden"
    )
    assert not read(Grid((sheet,))).problems


def test_real_workbooks_are_read_the_same_from_their_bytes() -> None:
    assert recognise(read_grid(xlsx(complaints()), "a.xlsx"), BOOKS).found[0].columns.keys() == set(
        range(1, 8)
    )


GENERIC: dict[str, list[list[Any]]] = {
    "post received": [
        ["Nr", "Mottatt", "Tema", "Ansvarlig", "Besvart"],
        [1, "01.02.2025", "Faktura", "Kari", "03.02.2025"],
    ],
    "telephones": [
        ["Partner", "Type", "Kontakt", "Ansvarlig", "Tjeneste"],
        ["Elkjøp", "Leverandør", "1", "Kari", ""],
    ],
    "courses": [["Dato", "Tema", "Gruppe", "Antall"], ["01.02.2025", "Brannvern", "Ansatte", 40]],
    "orders": [
        ["Nr.", "Dato", "Tjeneste", "Type", "Lukket"],
        [1, "01.02.2025", "Dagsenter", "Vanlig", "03.02.2025"],
    ],
    "requests": [
        ["No.", "Received", "Topic", "Responsible", "Answered", "Result"],
        [1, "01.02.2025", "x", "A", "", "y"],
    ],
}


@pytest.mark.parametrize("kind", GENERIC)
def test_a_list_with_common_headings_alone_is_no_register(kind: str) -> None:
    reading = read(grid(GENERIC[kind], "Ark1"), "Liste 2025.xlsx")
    assert (reading.books, reading.rows, reading.problems, reading.lost) == ((), (), (), {})


def test_common_headings_are_a_register_where_a_name_a_title_or_one_heading_says_so() -> None:
    table = GENERIC["post received"]
    assert read(grid(table, "Klager"), "Liste.xlsx").books == ("complaints",)
    assert read(grid(table, "Ark1"), "Klager dagsenter.xlsx").books == ("complaints",)
    assert read(grid([["Klageregister"], [], *table], "Ark1"), "Liste.xlsx").books == ("complaints",)
    for heading in ("Utfall", "Hvem klaget", "Fornøyd med svaret", "Klagen gjelder", "Klagesak"):
        told_by = [[*table[0], heading], [*table[1], None]]
        assert read(grid(told_by, "Ark1"), "Liste.xlsx").books == ("complaints",), heading
    # Beside a register that is sure, another sheet of the same kind needs nothing more.
    both = Grid((grid(complaints(), "A").sheets[0], GridSheet("B", 2, grid(table).sheets[0].rows)))
    assert len(read(both, "Liste.xlsx").rows) == 5


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
@pytest.mark.parametrize("name", [name for name, book in BOOKS.items() if book.kind == "register"])
def test_every_telling_heading_that_is_printed_tells(name: str, language: str) -> None:
    known = next(one for one in Headings(BOOKS).tables if one.table is BOOKS[name].tables[0])
    assert known.table.telling
    told_ = [
        key for key in known.table.telling if tells(known, key, known.table.column(key).heading(language))
    ]
    assert len(told_) >= 2
    assert not any(
        tells(known, column.key, column.heading(language))
        for column in known.table.columns
        if column.type == "service"
    )


OTHER = [
    ["Sak", "Kom inn", "Tjeneste", "Hva det gjelder", "Besvart"],
    ["K-8", "01.03.2025", "Dagsenter", "Buss", None],
    ["K-9", "02.03.2025", "Dagsenter", "Mat", None],
]


@pytest.mark.parametrize("names_", [("2024", "2025"), ("Klager 2024", "Klager 2025"), ("Dagsenter", "AFT")])
def test_a_sheet_of_the_same_workbook_with_other_headings_is_told_and_lost(names_: tuple[str, str]) -> None:
    first, second = names_
    both = Grid((grid(complaints(), first).sheets[0], GridSheet(second, 2, grid(OTHER).sheets[0].rows)))
    reading = read(both, "Klageregister.xlsx")
    assert len(reading.rows) == 4
    assert {(one.code, one.sheet) for one in reading.problems} <= {
        ("book_near_miss", second),
        ("column_missing", second),
    }
    assert reading.problems
    assert reading.lost == {"complaints": 2}


def test_sheets_that_are_numbered_alike_are_of_the_same_kind_whatever_their_headings() -> None:
    strange = [["Sak", "Kom", "Hva"], ["K-8", "i mars", "Buss"]]
    sheets = (
        grid(complaints(), "Klager 1").sheets[0],
        GridSheet("Klager 2", 2, grid(strange).sheets[0].rows),
    )
    assert read(Grid(sheets), "x.xlsx").lost == {"complaints": 1}


def test_other_sheets_of_a_register_file_are_left_alone() -> None:
    others = [
        ("Statistikk", [["Tjeneste", "Antall", "Åpne"], ["Dagsenter", 4, 1]]),
        ("Ark2", [["Uke", "Mandag", "Tirsdag"], [12, "Kari", "Ola"]]),
        ("Notater", [["Husk å svare"], ["innen tre uker"]]),
    ]
    sheets = [GridSheet(name, at, grid(rows).sheets[0].rows) for at, (name, rows) in enumerate(others, 2)]
    reading = read(Grid((grid(complaints(), "Ark1").sheets[0], *sheets)), "Klageregister.xlsx")
    assert not reading.problems
    assert not reading.lost


def test_a_file_called_a_register_whose_columns_are_not_there_is_told_and_lost() -> None:
    for table in (
        OTHER,
        [["Sak", "Kom inn", "Hva det gjelder"], ["1", "i mars", "Mat"], ["2", "i mai", "Buss"]],
    ):
        made = read_grid(csv_bytes(table), "Klageregister AFT.csv")
        reading = read(made, "Klageregister AFT.csv")
        assert not reading.books
        assert [one.code for one in reading.problems] == ["book_near_miss"]
        assert reading.lost == {"complaints": 2}
    assert might_be_book("Sak;Kom inn;Hva\n1;i mars;Mat", BOOKS, "mappe/Klageregister AFT.csv")
    assert not might_be_book("Sak;Kom inn;Hva\n1;i mars;Mat", BOOKS, "mappe/Saker.csv")


def test_a_sheet_that_may_be_of_several_registers_is_lost_to_each() -> None:
    review = [
        ["År", "Tjeneste", "Gjennomgått dato", "Av", "Konklusjon"],
        [2024, "", "15.01.2025", "Leder", "Ingen"],
    ]
    assert read(grid(review, "Ark1"), "fil.xlsx").lost["complaints.reviews"] == 1


def test_a_sheet_too_large_to_read_is_lost_where_it_is_called_a_register() -> None:
    assert read(Grid((GridSheet("Klager", 1, problem="too_large"),))).lost == {"complaints": 1}
    sheets = (grid(complaints(), "2024").sheets[0], GridSheet("2025", 2, problem="too_large"))
    assert read(Grid(sheets)).lost == {"complaints": 1}


def test_a_main_sheet_with_other_headings_beside_its_yearly_review_is_told_and_lost() -> None:
    review = [
        ["År", "Tjeneste", "Gjennomgått dato", "Av", "Konklusjon"],
        [2024, "", "15.01.2025", "Leder", "Ingen"],
    ]
    main = [
        ["Sak", "Kom inn", "Hva det gjelder", "Svar"],
        ["1", "i mars", "Mat", ""],
        ["2", "i mai", "Buss", ""],
    ]
    both = Grid((grid(main, "Ark1").sheets[0], GridSheet("Gjennomgang", 2, grid(review).sheets[0].rows)))
    reading = read(both, "Klageregister.xlsx")
    assert reading.tables == ("complaints.reviews",)
    assert told(reading) == [("book_near_miss", "Ark1", 1, "")]
    assert reading.lost == {"complaints": 2}
