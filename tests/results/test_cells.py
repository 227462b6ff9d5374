"""Cells become typed values, and what cannot be read says so with what to write, and repeats no names."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.grid import CellError, _cell, read_grid
from qms.locale.sentences import SENTENCES, say
from qms.model.books import COLUMN_TYPES, Choice, Column
from qms.model.organisation import Organisation, Service, Settings
from qms.results.cells import Known, Wrong, is_filled, reader
from tests.results.sheets import KNOWN

CHOICES = (
    Choice(
        "upheld", {"en": ("Upheld", "Justified"), "nb": ("Medhold", "Fullt medhold"), "lt": ("Pagrįstas",)}
    ),
    Choice("none", {"en": ("None",), "nb": ("Ingen",), "lt": ("Nėra",)}),
    Choice("yes", {"en": ("Yes",), "nb": ("Ja",), "lt": ("Taip",)}),
    Choice("4", {"en": ("4",), "nb": ("4",), "lt": ("4",)}),
)


def parse(kind: str, cell: Any, *, percent: bool = False, people: bool = False, language: str = "nb") -> Any:
    words = {"en": ("X",), "nb": ("X",), "lt": ("X",)}
    column = Column("x", kind, words, {}, choices=CHOICES if kind == "choice" else (), people=people)
    return reader(column, KNOWN, language)(cell, percent)


def code(found: Any) -> str:
    assert isinstance(found, Wrong), found
    assert say(found.code, found.params) != found.code
    return found.code


DAY = date(2025, 3, 12)


@pytest.mark.parametrize(
    "cell",
    [
        DAY,
        datetime(2025, 3, 12, 9, 30),
        "2025-03-12",
        "12.03.2025",
        "12.3.25",
        "12/3-2025",
        "12/03/2025",
        "12-03-2025",
        "12. mars 2025",
        "den 12. mars 2025",
        "onsdag 12. mars 2025",
        "12 March 2025",
        "12th of March 2025",
        "March 12, 2025",
        "2025 m. kovo 12 d.",
        "2025 m. kovo mėn. 12 d.",
        "2025 kovo 12",
        "20250312",
        20250312,
        45728,
        45728.75,
        "45728",
        "12.03.2025 kl. 14:30",
        "2025-03-12T10:00:00",
        " 12.03.2025. ",
        "12. MARS 2025",
        "12 . 03 . 2025",
    ],
)
def test_days_in_every_form_are_the_same_day(cell: Any) -> None:
    assert parse("date", cell) == DAY


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("30.02.2025", "cell_date_none_such"),
        ("12.13.2025", "cell_date_none_such"),
        ("i mars", "cell_date_without_day"),
        ("mars 2025", "cell_date_without_day"),
        ("2025", "cell_date_without_day"),
        (2025, "cell_date_without_day"),
        ("ca. mars 2025", "cell_date"),
        ("12. marz", "cell_date"),
        ("12. mars", "cell_date_without_year"),
        ("12.3.", "cell_date_without_year"),
        ("12.03.2025 og 14.03.2025", "cell_date"),
        (True, "cell_date"),
        (time(7, 30), "cell_date"),
        (date(1025, 3, 12), "cell_date_far"),
        ("12.03.0025", "cell_date_far"),
        (CellError("#REF!"), "cell_formula_error"),
        (3.5, "cell_date"),
    ],
)
def test_what_is_no_day_says_why(cell: Any, why: str) -> None:
    assert code(parse("date", cell)) == why


def test_the_day_comes_before_the_month() -> None:
    assert parse("date", "04/05/2025") == date(2025, 5, 4)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_form_of_any_day_is_that_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for cell in (
        day,
        serial,
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day.day}/{day.month}-{day.year}",
    ):
        assert parse("date", cell) == day


@given(
    st.one_of(
        st.text(max_size=30), st.integers(), st.floats(), st.dates(), st.times(), st.booleans(), st.none()
    )
)
def test_nothing_raises(cell: Any) -> None:
    for kind in COLUMN_TYPES:
        found = parse(kind, cell)
        assert not isinstance(found, Wrong) or found.code in SENTENCES


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        (2025, "2025-01-01", "2025-12-31"),
        ("2025 m.", "2025-01-01", "2025-12-31"),
        ("2025 H1", "2025-01-01", "2025-06-30"),
        ("2. halvår 2025", "2025-07-01", "2025-12-31"),
        ("andre halvår 2025", "2025-07-01", "2025-12-31"),
        ("2025 m. I pusmetis", "2025-01-01", "2025-06-30"),
        ("II pusmetis 2025", "2025-07-01", "2025-12-31"),
        ("2025 Q3", "2025-07-01", "2025-09-30"),
        ("Q1/2025", "2025-01-01", "2025-03-31"),
        ("4. kvartal 2025", "2025-10-01", "2025-12-31"),
        ("2025 m. II ketvirtis", "2025-04-01", "2025-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("mars 2025", "2025-03-01", "2025-03-31"),
        ("2025 m. kovo mėn.", "2025-03-01", "2025-03-31"),
        ("2025-01-01..2025-06-30", "2025-01-01", "2025-06-30"),
        ("01.01.2025–30.06.2025", "2025-01-01", "2025-06-30"),
        ("1.1.2025 - 30.6.2025", "2025-01-01", "2025-06-30"),
        ("2025-01–2025-06", "2025-01-01", "2025-06-30"),
        ("januar–juni 2025", "2025-01-01", "2025-06-30"),
        ("2024-2025", "2024-01-01", "2025-12-31"),
        (date(2025, 3, 1), "2025-03-01", "2025-03-31"),
        (date(2025, 3, 12), "2025-03-12", "2025-03-12"),
    ],
)
def test_periods_are_pairs_of_days(cell: Any, first: str, last: str) -> None:
    assert parse("period", cell) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "cell", ["2024/2025", "i fjor", "2025 H3", "2025-13", "30.06.2025–01.01.2025", 7, True]
)
def test_what_is_no_period_is_refused(cell: Any) -> None:
    assert code(parse("period", cell)) == "cell_period"


@pytest.mark.parametrize(
    ("cell", "year"),
    [
        (2025, 2025),
        ("2025", 2025),
        ("2025 m.", 2025),
        (date(2025, 1, 1), 2025),
        ("år 2025", 2025),
        (2025.0, 2025),
    ],
)
def test_years(cell: Any, year: int) -> None:
    assert parse("year", cell) == year


@pytest.mark.parametrize("cell", ["25", 25, "2024-2025", "i år", True])
def test_what_is_no_year(cell: Any) -> None:
    assert code(parse("year", cell)) == "cell_year"


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234", 1234),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1234567),
        ("0,850", 0.85),
        ("0.123", 0.123),
        ("85 %", 85),
        ("kr 1 250,50", 1250.5),
        ("250,-", 250),
        ("€ 12.50", 12.5),
        ("7,5 timer", 7.5),
        ("-3,5", -3.5),
        ("−2", -2),
        (7, 7),
        (7.25, 7.25),
        (time(7, 30), 7.5),
        (timedelta(hours=30), 30.0),
    ],
)
def test_numbers(cell: Any, number: float) -> None:
    assert parse("number", cell) == number


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1.234", "cell_number_ambiguous"),
        ("12,345", "cell_number_ambiguous"),
        ("ca. 7", "cell_number"),
        ("7 av 9", "cell_number"),
        ("12,5,3", "cell_number"),
        ("syv", "cell_number"),
        (DAY, "cell_number"),
        ("1,23.4", "cell_number"),
        ("3 uker", "cell_number"),
    ],
)
def test_what_is_no_number_or_could_be_two(cell: Any, why: str) -> None:
    assert code(parse("number", cell)) == why


def test_a_cell_shown_as_percent_is_what_people_see() -> None:
    assert parse("number", 0.85, percent=True) == 85
    assert parse("share", 0.85, percent=True) == 0.85


@pytest.mark.parametrize(
    ("cell", "share"),
    [
        ("85 %", 0.85),
        (85, 0.85),
        (0.85, 0.85),
        ("0,85", 0.85),
        (1, 1.0),
        ("1 %", 0.01),
        (0, 0.0),
        ("100", 1.0),
    ],
)
def test_shares(cell: Any, share: float) -> None:
    assert parse("share", cell) == share


@pytest.mark.parametrize("cell", [101, -1, "mange", True])
def test_what_is_no_share(cell: Any) -> None:
    assert isinstance(parse("share", cell), Wrong)


@pytest.mark.parametrize(
    ("cell", "number"), [(7, 7), (7.0, 7), ("7", 7), ("7 stk", 7), ("12 personer", 12), ("1 200", 1200)]
)
def test_whole_numbers(cell: Any, number: int) -> None:
    assert parse("integer", cell) == number


@pytest.mark.parametrize("cell", [7.5, -1, "7,5", True, "mange", DAY])
def test_what_is_no_whole_number(cell: Any) -> None:
    assert isinstance(parse("integer", cell), Wrong)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (7, 7),
        ("ja", 1),
        ("Nei", 0),
        ("taip", 1),
        ("ne", 0),
        ("x", 1),
        ("✓", 1),
        ("☐", 0),
        (True, 1),
        ("12 personer", 12),
    ],
)
def test_counts(cell: Any, number: int) -> None:
    assert parse("count", cell) == number


@pytest.mark.parametrize(
    ("cell", "flag"),
    [
        ("Ja", True),
        ("YES", True),
        ("taip", True),
        ("☑", True),
        ("x", True),
        ("nei", False),
        ("Ne", False),
        ("no", False),
        (True, True),
        (0, False),
    ],
)
def test_flags(cell: Any, flag: bool) -> None:
    assert parse("flag", cell) is flag


def test_what_is_neither_yes_nor_no() -> None:
    assert code(parse("flag", "delvis")) == "cell_flag"


@pytest.mark.parametrize(
    ("cell", "token"),
    [
        ("Medhold", "upheld"),
        ("fullt  MEDHOLD", "upheld"),
        ("pagristas", "upheld"),
        ("Upheld", "upheld"),
        ("upheld", "upheld"),
        ("Ingen", "none"),
        ("Nėra", "none"),
        (4, "4"),
        (4.0, "4"),
        ("4 – enig", "4"),
        (True, "yes"),
        ("x", "yes"),
    ],
)
def test_choices_in_any_language_and_by_token(cell: Any, token: str) -> None:
    assert parse("choice", cell) == token


@pytest.mark.parametrize(
    ("language", "words"),
    [("nb", ["Medhold", "Ingen", "Ja", "4"]), ("lt", ["Pagrįstas", "Nėra", "Taip", "4"])],
)
def test_an_unknown_choice_is_told_with_the_words_of_the_sheet(language: str, words: list[str]) -> None:
    found = parse("choice", "medhald delvis", language=language)
    assert code(found) == "cell_choice"
    assert found.params["choices"] == words


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "n/a", "N.A.", "ikke aktuelt", "Nėra", "netaikoma"])
@pytest.mark.parametrize(
    "kind", ["text", "date", "number", "integer", "flag", "service", "refs", "period", "person", "code"]
)
def test_what_means_nothing_is_empty(kind: str, cell: str) -> None:
    assert parse(kind, cell) is None
    assert not is_filled(cell)


@pytest.mark.parametrize(
    ("kind", "cell", "found"),
    [
        ("service", "Dagsenter", ("day",)),
        ("service", "day", ("day",)),
        ("service", "dagsenter, BOFELLESSKAP NORD", ("day", "home")),
        ("service", "Dagsenter og bofellesskap nord", ("day", "home")),
        ("service", "alle", None),
        ("service", "begge tjenester", None),
        ("service", "Visos paslaugos", None),
        ("group", "Ansatte; Styret", ("staff", "board")),
        ("site", "Hovedhuset", "main"),
        ("function", "miljøarbeider", "worker"),
    ],
)
def test_what_the_workspace_names_is_found_by_id_or_name(kind: str, cell: str, found: Any) -> None:
    assert parse(kind, cell) == found


def test_what_the_workspace_does_not_name_is_told_with_what_is_like_it() -> None:
    found = parse("service", "Dagsentret")
    assert code(found) == "cell_service"
    assert found.params == {"value": "Dagsentret", "choices": ["Dagsenter"]}
    column = Column("x", "group", {"en": ("X",)}, {})
    assert code(reader(column, Known(), "en")("Ansatte", False)) == "cell_group_none"


@pytest.mark.parametrize(
    ("cell", "refs"),
    [
        (26, ("26",)),
        ("26, 27", ("26", "27")),
        ("26;27", ("26", "27")),
        ("40-43", ("40", "41", "42", "43")),
        ("equass-2018:26", ("26",)),
        (26.27, ("26", "27")),
        (26.0, ("26",)),
        ("indikator 26", ("26",)),
        ("26/27", ("26", "27")),
    ],
)
def test_indicators(cell: Any, refs: tuple[str, ...]) -> None:
    assert parse("refs", cell) == refs


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("76", "cell_refs"),
        (26.3, "cell_refs"),
        (date(2025, 4, 3), "cell_refs_text"),
        ("rettigheter", "cell_refs"),
    ],
)
def test_what_is_no_indicator(cell: Any, why: str) -> None:
    assert code(parse("refs", cell)) == why


def test_what_could_be_a_name_or_number_of_a_person_is_never_repeated() -> None:
    for kind in (
        "date",
        "choice",
        "service",
        "flag",
        "integer",
        "period",
        "group",
        "site",
        "function",
        "refs",
    ):
        for cell in ("Kari Nordmann", "01010750160", "Jonas Petraitis 38703181745"):
            found = parse(kind, cell)
            assert isinstance(found, Wrong)
            assert "Kari" not in str(found.params)
            assert "Jonas" not in str(found.params)
            assert "0101" not in str(found.params)
    assert parse("choice", "Olav").params["value"] == "…"
    assert parse("date", "12. marz", people=True).params["value"] == "…"
    assert parse("date", "12. marz").params["value"] == "12. marz"


def test_numbers_of_rows_are_text_without_a_fraction() -> None:
    assert parse("code", 7) == "7"
    assert parse("code", "K-7") == "K-7"
    assert parse("text", DAY) == "2025-03-12"


def test_a_workspace_says_what_is_known() -> None:
    made = Settings(
        organisation=Organisation("A", "NO"),
        languages=("nb",),
        frameworks=("equass-2018",),
        services=(Service("a", "Alfa", "day"),),
        sites=(),
        functions=(),
        people=(),
        groups=(),
    )
    known = Known.of(made)
    assert known.services == {"a": "Alfa"}
    assert known.language == "nb"
    assert len(known.indicators) == 75
    assert Known.of(made, ("1",)).indicators == ("1",)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Linje en\x0bLinje to \x02", "Linje en Linje to"),
        ("K\x1b[31mRED\x1b[2J", "K[31mRED[2J"),
        ("a\x9b2Jb\u202ec", "a2Jbc"),
        ("en\r\nto\tre", "en\nto\tre"),
        ("Žydrūnė – «å»", "Žydrūnė – «å»"),
        ("\x00\x07", None),
    ],
)
def test_control_characters_do_not_come_out_of_cells(written: str, kept: str | None) -> None:
    assert _cell(written) == kept
    # A text file has no end of line within a cell here.
    if kept and "\n" not in kept:
        made = read_grid(f"A;B\n{written};x\n{'noe helt vanlig;y' * 9}\n".encode(), "a.csv")
        cells = [cell for sheet in made.sheets for row in sheet.rows for cell in row.cells.values()]
        assert not any(ord(sign) < 32 and sign != "\t" for cell in cells for sign in str(cell))


def test_a_word_of_several_that_is_no_name_known_is_not_repeated() -> None:
    found = parse("service", "ola nordmann")
    assert isinstance(found, Wrong)
    assert found.params["value"] == "…"
