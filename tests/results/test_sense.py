"""Prove that rows which contradict themselves are told, with their place and nothing of what they say."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from qms.locale.sentences import say
from qms.results.sense import sense_problems
from tests.results.rows import registers, row

if TYPE_CHECKING:
    from qms.model.register import Row

EARLY, DAY = date(2025, 2, 1), date(2025, 3, 1)


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (row("complaints", 7, number="1", received=DAY, answered=EARLY), "sense_complaints"),
        (row("complaints", 7, number="1", answered=date(1900, 1, 1)), "sense_complaints"),
        (row("proposals", 7, number="1", date=DAY, answered=EARLY), "sense_proposals"),
        (row("incidents", 7, number="1", date=DAY, closed=EARLY), "sense_incidents"),
        (row("plans", 7, code="A", plan_made=DAY, evaluated=EARLY), "sense_plans"),
        (row("proposals.reviews", 7, year=2025, reviewed_on=date(2025, 11, 30)), "sense_reviews"),
        (row("awareness", 7, date=DAY, group=("staff", "users"), present=9), "sense_heads"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(one: Row, code: str) -> None:
    (problem,) = sense_problems(registers(one))
    assert (problem.code, problem.path, problem.sheet, problem.row) == (code, "f1.xlsx", "Sheet", 7)
    assert (problem.severity, problem.evidence, problem.params) == ("warning", "f1", {})
    assert say(code) != code


@pytest.mark.parametrize(
    "one",
    [
        row("complaints", 7, number="1", received=DAY, answered=DAY),
        row("complaints", 7, number="1", received=DAY),
        row("complaints", 7, number="1", answered=DAY),
        row("complaints.reviews", 7, year=2025, reviewed_on=date(2025, 12, 1)),
        row("awareness", 7, date=DAY, group=("staff", "users"), person="A"),
        row("awareness", 7, date=DAY, group=("staff",), present=9),
        row("awareness", 7, date=DAY, group=("staff", "users"), present=0),
    ],
)
def test_what_makes_sense_is_not_told(one: Row) -> None:
    assert sense_problems(registers(one)) == ()
