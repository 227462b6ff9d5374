"""Prove that a dash under "counted by the program" reaches the measures, though a dash elsewhere says nothing."""

from __future__ import annotations

import pytest

from qms.results.cells import reader
from qms.results.definitions import load_books
from qms.results.known import Known


@pytest.mark.parametrize("dash", ["-", "–", "—", " – "])
def test_a_dash_says_that_nothing_is_to_be_counted(dash: str) -> None:
    table = next(t for t in load_books()["results"].tables if t.name == "results.measures")
    known = Known()
    assert reader(table.column("fill"), known, "en")(dash, False).strip() == dash.strip()
    assert reader(table.column("source"), known, "en")(dash, False) is None
    assert reader(table.column("fill"), known, "en")("n/a", False) is None
