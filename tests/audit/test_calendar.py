"""Prove the wheels, and that a calendar file imported twice updates instead of doubling."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qms.audit.calendar import _certificate, _first, _years, certificate_end
from qms.catalogue.wheels import load_wheels
from qms.locale import LANGUAGES
from qms.model.calendar import CALENDAR_KINDS, Calendar, Event
from qms.model.organisation import Organisation, Settings
from qms.reports.calendar_file import calendar_file, is_ours, uid_of

if TYPE_CHECKING:
    from collections.abc import Iterable

D = date(2024, 1, 31)
WHEELS = load_wheels("equass-2018")
SETTINGS = Settings(
    Organisation("Brookfield", "IE"), ("en",), ("equass-2018",), (), (), (), (), (), certified_on=D
)
NOW = "2026-06-01T12:00:00"

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    keys = draw(st.lists(st.text(min_size=1, max_size=8), unique=True, max_size=8))
    return [
        Event(
            draw(st.sampled_from(CALENDAR_KINDS)),
            key,
            (first := draw(days)),
            first + timedelta(days=draw(st.integers(0, 90))),
            texts={"en": draw(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=120))},
            alarms=tuple(draw(st.lists(st.integers(1, 30), max_size=2))),
        )
        for key in keys
    ]


def written(found: Iterable[Event], **more: str) -> list[icalendar.Event]:
    calendar = Calendar(D, D, "w", tuple(found))
    data = calendar_file(calendar, "en", name="Q", now=NOW, people=more)
    assert is_ours(data)
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def by_key(found: Iterable[Event]) -> dict[str, tuple[date, date]]:
    return {event.key.rpartition("/")[2]: (event.first, event.last) for event in found}


def test_the_three_years_run_from_the_day_of_the_certificate() -> None:
    found = by_key(_certificate(SETTINGS, WHEELS))
    assert found["report-1"] == (date(2025, 1, 31), date(2025, 1, 31))
    assert found["report-2"][0] == date(2026, 1, 31)
    assert found["report-1-draft"] == (date(2024, 11, 30), date(2025, 1, 31))
    assert found["visit"] == (date(2026, 7, 31), date(2026, 9, 30))
    assert found["revisit-reserve"] == (date(2026, 10, 31), date(2026, 11, 30))
    assert found["end"][0] == certificate_end(SETTINGS) == date(2027, 1, 31)


def test_renewal_is_counted_back_from_another_end_and_sent_reports_are_left_out() -> None:
    longer = replace(SETTINGS, certified_until=date(2027, 7, 31), reports_sent=(date(2025, 1, 20),))
    found = by_key(_certificate(longer, WHEELS))
    assert found["end"][0] == date(2027, 7, 31)
    assert found["visit"][0] == date(2027, 1, 31)
    assert "report-1" not in found
    assert "report-1-draft" not in found
    assert "report-2" in found


def test_a_first_certificate_is_planned_back_from_the_day_it_is_wanted() -> None:
    wanted = replace(SETTINGS, certified_on=None, target_on=date(2028, 6, 30))
    found = list(_first(wanted, WHEELS))
    assert [event.last for event in found if event.key == "first/decision"] == [date(2028, 6, 30)]
    assert min(event.first for event in found) == date(2026, 12, 30)  # eighteen months before
    assert list(_first(replace(wanted, certified_on=D), WHEELS)) == []


def test_the_year_comes_round_on_working_days_and_serves_indicators() -> None:
    found = list(_years(WHEELS, date(2026, 3, 1), date(2029, 2, 28)))
    assert len(found) == 4 * len(WHEELS.year)
    assert all(event.first.weekday() < 5 and event.first.day <= 5 for event in found)
    assert {ref for event in found for ref in event.indicators} >= {"71", "66", "70", "75", "43"}


def test_the_wheel_speaks_three_languages_of_indicators_that_exist() -> None:
    from qms.catalogue.loader import load_framework

    known = load_framework("equass-2018").by_ref
    for turn in (*WHEELS.cycle, *WHEELS.year, *WHEELS.first):
        assert set(turn.texts) == set(LANGUAGES)
        assert len({*turn.texts.values()}) == 3
        assert set(turn.indicators) <= set(known)
    assert load_wheels("none-such").cycle == ()


@settings(max_examples=30, deadline=None)
@given(events())
def test_ids_are_unique_and_the_file_says_what_the_events_say(found: list[Event]) -> None:
    entries = written(found)
    uids = [str(entry["UID"]) for entry in entries]
    assert len(set(uids)) == len(found) == len(entries)
    for event, entry in zip(found, entries, strict=True):
        assert entry["DTSTART"].dt == event.first
        assert entry["DTEND"].dt == event.last + timedelta(days=1)
        assert str(entry["SUMMARY"]).split() == event.texts["en"].split()
        assert len(list(entry.walk("VALARM"))) == len(event.alarms)


@settings(max_examples=30, deadline=None)
@given(events(), days)
def test_an_event_that_moves_keeps_its_id(found: list[Event], day: date) -> None:
    moved = [replace(event, first=day, last=day, texts={"en": "other"}) for event in found]
    assert [uid_of(event, "w") for event in found] == [uid_of(event, "w") for event in moved]
    assert {uid_of(event, "w") for event in found}.isdisjoint(uid_of(event, "v") for event in found)


def test_equal_events_give_equal_bytes_and_names_come_only_where_given() -> None:
    event = Event("action", "action/1", D, D, texts={"en": "Do"}, owner="ada", detail="Kari's plan")
    one, two = (
        calendar_file(Calendar(D, D, "w", (event,)), "en", name="Q", now=NOW, people=people)
        for people in ({"ada": "Ada Byrne"}, {})
    )
    assert one == calendar_file(
        Calendar(D, D, "w", (event,)), "en", name="Q", now=NOW, people={"ada": "Ada Byrne"}
    )
    assert b"Ada Byrne" in one
    assert b"Ada" not in two
    assert b"Kari" not in one + two  # details may name people and never leave the screen


@pytest.mark.parametrize("data", [b"", b"BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\n", b"%PDF"])
def test_files_of_others_are_not_ours(data: bytes) -> None:
    assert not is_ours(data)
