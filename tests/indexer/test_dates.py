from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.dates import find


def first(text: str, name: str = "") -> tuple[str, str, str] | None:
    found = find(text, name, None, None)
    return (found[0].start.isoformat(), found[0].end.isoformat(), found[0].precision) if found else None


@pytest.mark.parametrize(
    "text",
    [
        "12. mars 2025", "12 March 2025", "12th of March 2025", "March 12, 2025", "2025 m. kovo 12 d.",
        "2025 m. kovo 12 d", "2025-03-12", "12.03.2025",
        "12/03/2025", "12.3.2025", "12-03-2025",
        "Wed, 12 Mar 2025 10:00:00 +0100", "2025.03.12",
        "12.03.25", "Vilnius, 2025 M. KOVO 12 D.", "Dato: 12.03.2025", "den 12. mars 2025",
    ],
)  # fmt: skip
def test_days(text: str) -> None:
    assert first(text) == ("2025-03-12", "2025-03-12", "day")


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("2025-03", "2025-03-01", "2025-03-31", "month"),
        ("mars 2025", "2025-03-01", "2025-03-31", "month"),
        ("2025 m. kovo mėn.", "2025-03-01", "2025-03-31", "month"),
        ("February 2024", "2024-02-01", "2024-02-29", "month"),
        ("Q1 2025", "2025-01-01", "2025-03-31", "period"),
        ("2. kvartal 2025", "2025-04-01", "2025-06-30", "period"),
        ("2025 m. IV ketv.", "2025-10-01", "2025-12-31", "period"),
        ("2025-01-15 – 2025-02-14", "2025-01-15", "2025-02-14", "period"),
        ("12.–13. mars 2025", "2025-03-12", "2025-03-13", "period"),
        ("2023-2025", "2023-01-01", "2025-12-31", "period"),
        ("2024/25", "2024-01-01", "2025-12-31", "period"),
        ("Årsrapport 2024", "2024-01-01", "2024-12-31", "year"),
    ],
)
def test_periods(text: str, start: str, end: str, precision: str) -> None:
    assert first(text) == (start, end, precision)


@pytest.mark.parametrize(
    "text",
    [
        "", "1.1.1 and 3.2.10", "EQUASS 2018", "ISO 9001:2015", "§ 5", "phone 22 20 19 85", "version 2.0.25",
        "2025-13-45", "31.02.2025", "Next review: 12.03.2027", "Født 12.03.1995",
        "org.nr. 920 251 234", "V-45",
    ],
)  # fmt: skip
def test_what_is_no_date_of_the_file(text: str) -> None:
    assert first(text) is None


def test_a_marked_day_goes_before_others() -> None:
    text = "Lov 18. desember 2009\nVedlegg fra 1. januar 2020\nNeste revisjon: 1.1.2027\nGodkjent: 5.6.2024"
    assert first("Noe 4. mai 2019 i teksten.\n" + text) == ("2024-06-05", "2024-06-05", "day")
    assert first("Report of 2023\nApproved: 5 June 2024") == ("2024-06-05", "2024-06-05", "day")


def test_order_of_sources() -> None:
    created, modified = datetime(2021, 1, 1), datetime(2022, 2, 2)
    found = find("held 12 March 2025", "2024-05-06 minutes.docx", created, modified)
    assert [one.source for one in found] == ["content", "name", "properties", "properties"]
    assert [one.start.year for one in found] == [2025, 2024, 2022, 2021]
    assert find("", "Referat_20250312.pdf", None, None)[0].start == date(2025, 3, 12)
    assert find("", "minutes-march-2025.docx", None, None)[0].precision == "month"
    assert find("Plan for 2025", "2025-03-12.docx", None, None)[0].precision == "day"
    assert find("", "nothing.docx", None, None) == ()


def test_far_down_is_not_near_the_top() -> None:
    assert first("word " * 1000 + "12 March 2025") is None


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_in_every_language(day: date) -> None:
    nb = [
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
    ]
    lt = [
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
    ]
    for text in (
        day.isoformat(),
        f"{day.day}. {nb[day.month - 1]} {day.year}",
        f"{day.year} m. {lt[day.month - 1]} {day.day} d.",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
    ):
        assert first(text) == (day.isoformat(), day.isoformat(), "day"), text


@given(st.text(max_size=300), st.text(max_size=60))
def test_any_text_gives_spans_in_order(text: str, name: str) -> None:
    assert all(found.start <= found.end for found in find(text, name, None, None))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 400))
def test_ranges(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert first(f"period {start} - {end}") == (start.isoformat(), end.isoformat(), "period")


NEWS = (
    "Nyhetsbrev februar 2026\n" + "Vi er snart i mål med kantina. " * 12 + "Velkommen torsdag 21. mai 2026."
)
REPORT = (
    "Fremdriftsrapport, desember 2025\n"
    + "Bedriften ble sertifisert. " * 9
    + "Vedtaket kom 6. november 2023."
)


@pytest.mark.parametrize(
    ("text", "name", "start", "end"),
    [
        (NEWS, "Nyhetsbrev februar 2026.pdf", "2026-02-01", "2026-02-28"),
        (REPORT, "Fremdriftsrapport 2025.docx", "2025-12-01", "2025-12-31"),
        ("Møte\n" + "Sak. " * 60 + "Vi møtes igjen 4. juni 2025.", "Møte 2025-05-07.txt", "2025-05-07", "2025-05-07"),
        ("Møte\n" + "Sak. " * 60 + "Møtet ble hevet 7. mai 2025.", "Møte mai 2025.txt", "2025-05-07", "2025-05-07"),
        ("Møte 7. mai 2025", "Møte 2024.txt", "2025-05-07", "2025-05-07"),
        ("Atsakymas", "Atsakymas S-2025-04.docx", "", ""),
        ("Atsakymas", "Protokolas-2025-04.docx", "2025-04-01", "2025-04-30"),
        ("Sertifisert 6. desember 2023, rapport av 2. desember 2025", "x.docx", "2025-12-02", "2025-12-02"),
    ],
)  # fmt: skip
def test_between_text_and_name(text: str, name: str, start: str, end: str) -> None:
    found = first(text, name)
    assert (found[:2] if found else ("", "")) == (start, end)


def test_a_column_of_days_is_a_period_and_deadlines_are_not_in_it() -> None:
    rows = "\n".join(f"2025-0{month}-10\tklage {month}\tfrist 2026-12-0{month}" for month in range(1, 7))
    found = find("Dato\tSak\tFrist\n" + rows, "klagelogg.xlsx", None, None, table=True)[0]
    assert (found.start, found.end) == (date(2025, 1, 10), date(2025, 6, 10))
    assert find("Dato\tSak\n" + rows, "klagelogg 2025.xlsx", None, None, table=True)[0].source == "content"
    assert find("Avtale fra\n" + rows, "partnere 2024.xlsx", None, None, table=True)[0].source == "name"


def test_words_are_those_of_the_text() -> None:
    found = find("Godkjent av styret den 12.\u00a0mars 2025, sak 4.", "", None, None)[0]
    assert (found.words.split(), found.firm) == (["12.", "mars", "2025"], True)


def test_a_day_after_the_file_was_saved_is_a_plan() -> None:
    text = "Årsplan\n" + "Tiltak og ansvar. " * 20 + "Ferdig til 15.12.2026. Sist drøftet 20.01.2026."
    saved = datetime(2026, 1, 22, 9, 0)
    assert find(text, "plan.docx", None, saved)[0].start == date(2026, 1, 20)
    assert find("Gjelder fra 01.02.2026", "plan.docx", None, saved)[0].start == date(2026, 2, 1)
    rows = "\n".join(f"2026-0{n}-10\ttiltak" for n in range(1, 7))
    assert find("Frist\n" + rows, "tiltak.xlsx", saved, saved, table=True)[0].start <= saved.date()


def test_numbers_of_a_table_are_no_day() -> None:
    assert first("Klagde i 2025 18 12 andre") != ("2025-12-18", "2025-12-18", "day")
