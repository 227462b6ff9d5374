"""What looks like a name or an identity number is told at once, and never what stands there."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.grid import GridRow
from qms.evidence import identifiers
from qms.locale.sentences import say
from qms.results import privacy
from tests.results.sheets import complaints, csv_bytes, grid, read, values, xlsx


def norwegian(head: str) -> str:
    """Return a Norwegian number for a day of birth and three digits, with its control digits ("" where none fit)."""
    digits = [int(one) for one in head]
    first = -sum(w * d for w, d in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), digits, strict=True)) % 11
    second = -sum(w * d for w, d in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), [*digits, first], strict=True)) % 11
    return "" if 10 in (first, second) else head + str(first) + str(second)


def lithuanian(head: str) -> str:
    digits = [int(one) for one in head]
    control = sum(w * d for w, d in zip((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), digits, strict=True)) % 11
    if control == 10:
        control = sum(w * d for w, d in zip((3, 4, 5, 6, 7, 8, 9, 1, 2, 3), digits, strict=True)) % 11 % 10
    return head + str(control)


BIRTH, D_NUMBER, EARLY = norwegian("150785123"), norwegian("550785123"), norwegian("010785124")
CODE = lithuanian("3870318174")


def test_the_numbers_of_this_test_are_whole() -> None:
    assert all(len(one) == 11 for one in (BIRTH, D_NUMBER, EARLY, CODE))


@pytest.mark.parametrize(
    "cell",
    [
        BIRTH,
        f"{BIRTH[:6]} {BIRTH[6:]}",
        f"Født {BIRTH[:6]}-{BIRTH[6:]}.",
        int(BIRTH),
        D_NUMBER,
        EARLY,
        int(EARLY),
        CODE,
        int(CODE),
        f"a. k. {CODE}",
        "1234567T",
        "1234567FA",
        "PPSN 1234567T",
        "AB123456C",
        "AB 12 34 56 C",
    ],
)
def test_identity_numbers_are_found(cell: Any) -> None:
    assert privacy.has_identity_number(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "D-014",
        "A.B.",
        7,
        2025,
        "12.03.2025",
        "2025-03-12",
        BIRTH[:-1] + str((int(BIRTH[-1]) + 1) % 10),
        "12345678901",
        99999999999,
        "1234567B",
        "BG123456A",
        "K-2025-0001",
        "+47 22 33 44 55",
        "1 234 567,50",
        45728,
        True,
        None,
        12.5,
    ],
)
def test_codes_days_and_amounts_are_none(cell: Any) -> None:
    assert not privacy.has_identity_number(cell)


@given(st.dates().filter(lambda day: day.year > 1000), st.integers(0, 999))
def test_any_right_number_is_found_and_any_with_one_digit_changed_is_not(day: Any, number: int) -> None:
    made = norwegian(f"{day:%d%m%y}{number:03d}")
    if made:
        assert privacy.has_identity_number(made)
        wrong = made[:8] + str((int(made[8]) + 1) % 10) + made[9:]
        assert not identifiers.is_norwegian(wrong)


@pytest.mark.parametrize(
    "heading",
    [
        "Name",
        "Navn",
        "Vardas, pavardė",
        "Vardas",
        "Asmens kodas",
        "Fødselsnummer",
        "Personnummer",
        "Brukers navn",
        "Client name",
        "Name of service user",
        "Gyventojo vardas ir pavardė",
        "Date of birth",
        "Fødselsdato",
        "Gimimo data",
        "PPS number",
        "Etternavn:",
    ],
)
def test_headings_that_ask_for_persons(heading: str) -> None:
    assert privacy.names_heading(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "Navn på tiltak",
        "Nr.",
        "Kode",
        "Name of measure",
        "Partner",
        "Ansvarlig",
        "Filnavn",
        "Tema",
        "Paslaugos pavadinimas",
    ],
)
def test_headings_that_do_not(heading: str) -> None:
    assert not privacy.names_heading(heading)


def with_column(heading: str, *cells: Any) -> list[list[Any]]:
    return [[*row, (heading, *cells)[at]] for at, row in enumerate(complaints())]


def only(reading: Any, code: str) -> list[Any]:
    return [one for one in reading.problems if one.code == code]


def test_a_column_of_names_is_told_by_its_heading_before_anything_stands_in_it() -> None:
    reading = read(grid(with_column("Fødselsnummer", None, None, None, None)))
    (problem,) = only(reading, "privacy_heading")
    assert (problem.row, problem.column, problem.severity) == (0, "H", "warning")
    assert len(reading.rows) == 4


def test_names_in_a_column_of_ones_own_are_told_without_them() -> None:
    reading = read(grid(with_column("Merknad", "Kari Nordmann", "Ola Hansen", "Åse-Marie Øverli", None)))
    (problem,) = only(reading, "privacy_names")
    assert (problem.column, problem.params) == ("H", {"count": 3})
    assert "Nordmann" not in repr(reading)


def test_words_in_a_column_of_ones_own_are_not() -> None:
    assert not only(
        read(grid(with_column("Merknad", "Sendt videre", "Oslo Kommune", "ok", "Ring tilbake"))),
        "privacy_names",
    )


def plans(*codes: Any) -> list[list[Any]]:
    return [
        ["Kode", "Tjeneste", "Oppstart", "Plan laget", "Evaluert"],
        *([one, "Dagsenter", "01.02.2025", "01.03.2025", "01.12.2025"] for one in codes),
    ]


def test_names_instead_of_codes_are_told() -> None:
    reading = read(grid(plans("Kari Nordmann", "D-014", "Jonas Petraitis"), "Planer"))
    assert reading.books == ("plans",)
    (problem,) = only(reading, "privacy_names")
    assert (problem.row, problem.column, problem.params) == (2, "A", {"count": 2})
    for one in reading.problems:
        assert "Kari" not in say(one.code, one.params)


def test_codes_pass_and_initials_are_told_gently() -> None:
    assert not read(grid(plans("D-014", "D-015", "D-016"), "Planer")).problems
    (problem,) = read(grid(plans("A.B.", "C.D.", "D-016"), "Planer")).problems
    assert (problem.code, problem.severity) == ("privacy_initials", "warning")


def test_staff_may_be_named_where_staff_stands() -> None:
    table = with_column("Ansvarlig", "Kari Nordmann", "Ola Hansen", "Kari Nordmann", "Ola Hansen")
    assert not read(grid(table)).problems


def test_an_identity_number_anywhere_in_the_sheet_is_told_with_its_place_alone() -> None:
    table = complaints()
    table[2][4] = f"Gjelder {BIRTH}"
    table += [[], ["", "", "", "", CODE]]
    reading = read(xlsx(table))
    (problem,) = only(reading, "privacy_number")
    assert (problem.row, problem.column, problem.params) == (3, "E", {"count": 2})
    assert BIRTH not in repr(reading.problems)
    assert BIRTH in read(csv_bytes(table), "r.csv").rows[1].values["topic"]
    assert len(values(reading)) == 4


def test_a_heading_that_holds_a_number_is_not_shown() -> None:
    reading = read(grid(with_column(f"{BIRTH}", "a", "b", "c", "d")))
    assert only(reading, "privacy_number")
    assert BIRTH not in repr(reading.problems)


def test_places_are_counted_once_a_column() -> None:
    rows = [GridRow(number, {1: BIRTH, 2: "x"}) for number in range(5, 9)]
    assert privacy.identity_numbers(rows) == [privacy.Suspicion("privacy_number", 5, 1, 4)]


@pytest.mark.parametrize(
    "cell",
    [
        f"{BIRTH[:6]}.{BIRTH[6:]}",
        f"{BIRTH[:6]} {BIRTH[6:9]} {BIRTH[9:]}",
        f"nr. {BIRTH[:6]}\u00a0{BIRTH[6:]},",
    ],
)
def test_identity_numbers_are_found_however_they_are_parted(cell: str) -> None:
    assert privacy.has_identity_number(cell)


NAMES = [
    "Ola", "Kari", "kari", "ola nordmann", "Per A. Olsen",
    "Nordmann,Ola", "Nordmann, Ola", "O'Brien Sean", "Łukasz Nowak",
    "Žydrūnė", "K. Berg", "Ola N", "Jonas P.", "KARI NORDMANN", "Åse-Marie Øverli", "Ivana Žižková",
]  # fmt: skip
NO_NAMES = [
    "D-014",
    "A.B.",
    "AB",
    "ABC",
    "7",
    "B12",
    "Bruker A",
    "Beboer",
    "Gavėjas B",
    "User C",
    "-",
    "ukjent",
    "",
]


@pytest.mark.parametrize("code", NAMES)
def test_what_stands_for_a_code_and_is_a_name(code: str) -> None:
    assert privacy.is_name_of_person(code)
    (problem,) = only(read(grid(plans(code, "D-014", "D-015"), "Planer")), "privacy_names")
    assert (problem.row, problem.params) == (2, {"count": 1})


@pytest.mark.parametrize("code", NO_NAMES)
def test_what_stands_for_a_code_and_is_none(code: str) -> None:
    assert not privacy.is_name_of_person(code)


def test_notes_and_totals_below_codes_are_no_names() -> None:
    table = [*plans("D-014", "D-015"), [], ["Sist oppdatert av leder"], ["Sum", None, None, None, None]]
    assert not read(grid(table, "Planer")).problems


@pytest.mark.parametrize("heading", ["Hvem klaget", "Klager"])
def test_names_where_a_list_asks_who_are_told_as_names(heading: str) -> None:
    table = with_column(heading, "Kari Nordmann", "Pårørende", "Per A. Olsen", "K. Berg")
    reading = read(grid(table))
    (problem,) = only(reading, "privacy_names")
    assert (problem.row, problem.column, problem.params) == (2, "H", {"count": 3})
    assert "Nordmann" not in repr(reading)
    assert not only(read(grid(with_column(heading, "Naboen", "Bruker", "NAV", "Verge"))), "privacy_names")


KEYS = {
    "key with numbers": ("privacy_list", [["Kode", "Navn", "Fødselsnummer"], ["D-1", "Ola Nordmann", BIRTH]]),
    "Lithuanian": ("privacy_list", [["Vardas", "Pavardė", "Asmens kodas"], ["Jonas", "Petraitis", CODE]]),
    "birth dates": (
        "privacy_list",
        [["Oversikt"], [], ["Etternavn", "Fornavn", "Fødselsdato"], ["Li", "Bo", "1.1.1990"]],
    ),
    "key": ("privacy_key", [["Kode", "Navn"], ["D-1", "Ola Nordmann"], ["D-2", "Kari Li"]]),
    "key in parts": ("privacy_key", [["Kode", "Fornavn", "Etternavn"], ["D-1", "Ola", "Nordmann"]]),
    "numbers alone": ("privacy_number", [["A"], [BIRTH], [CODE], [D_NUMBER]]),
}


@pytest.mark.parametrize("kind", KEYS)
def test_a_list_of_persons_is_told_in_any_spreadsheet_and_beside_a_register(kind: str) -> None:
    code, table = KEYS[kind]
    alone = read(csv_bytes(table), "Liste.csv")
    assert code in {one.code for one in alone.problems}
    assert not alone.books
    beside = read(xlsx(complaints(), others={"Liste": table}))
    assert [one.sheet for one in only(beside, code)] == ["Liste"]
    for shown in ("Nordmann", "Petraitis", "Kari", BIRTH, CODE):
        assert shown not in repr([*alone.problems, *beside.problems])
    assert privacy.personal_list("\n".join("\t".join(map(str, row)) for row in table))
    assert privacy.personal_list(csv_bytes(table).decode())
    assert privacy.personal_list(csv_bytes(table, delimiter=",").decode())


@pytest.mark.parametrize(
    "table",
    [
        [["Kode", "Navn"], ["M-1", "Fornøyde brukere"], ["M-2", "Klager i alt"]],
        [["Vardas, pavardė", "Pareigos", "Telefonas"], ["Jonas Petraitis", "vadovas", "+370 600 00000"]],
        [["Kunde", "Fødselsnummer"], ["x", "y"]],
        [["Konto", "Beløp"], *([f"{at:011d}", 5] for at in range(12345678901, 12345678961))],
    ],
)
def test_other_lists_are_not(table: list[list[Any]]) -> None:
    assert not read(csv_bytes(table), "Liste.csv").problems
    assert not privacy.personal_list(csv_bytes(table).decode())


def test_looking_for_lists_of_persons_is_quick() -> None:
    text = "Navn;Fødselsår\n" + "\n".join(
        f"verdi {row};{row * 7919 + 10**10};noe mer" for row in range(40_000)
    )
    begun = perf_counter()
    privacy.personal_list(text)
    assert perf_counter() - begun < 2  # 0.1 s on a calm machine
