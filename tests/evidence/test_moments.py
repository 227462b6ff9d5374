from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.evidence.moments import read_moment


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025 m.", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2025.06", "2025-06-01", "2025-06-30"),
        ("06.2025", "2025-06-01", "2025-06-30"),
        ("6/2025", "2025-06-01", "2025-06-30"),
        ("2025-01-15", "2025-01-15", "2025-01-15"),
        ("15.01.2025", "2025-01-15", "2025-01-15"),
        ("5. 1. 2025", "2025-01-05", "2025-01-05"),
        ("2025.01.15", "2025-01-15", "2025-01-15"),
        ("2025Q1", "2025-01-01", "2025-03-31"),
        ("2025-K4", "2025-10-01", "2025-12-31"),
        ("Q2 2025", "2025-04-01", "2025-06-30"),
        ("3. kvartal 2025", "2025-07-01", "2025-09-30"),
        ("2025 IV ketv.", "2025-10-01", "2025-12-31"),
        ("2025 m. I ketv.", "2025-01-01", "2025-03-31"),
    ],
)
def test_times_as_people_write_them(text: str, first: str, last: str) -> None:
    assert read_moment(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", "banana", "25", "2025-13", "31.02.2025", "2025Q5", "0000", "2025-01-15x", "99999", "2025 V ketv."],
)
def test_what_is_no_time(text: str) -> None:
    assert read_moment(text) is None


@given(st.text(alphabet="0123456789.-/Qk ivmet", max_size=14))
def test_any_text_is_a_span_or_nothing(text: str) -> None:
    found = read_moment(text)
    assert found is None or found[0] <= found[1]
