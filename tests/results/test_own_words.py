"""Search finds what people wrote into a register, not what our workbook explains."""

from __future__ import annotations

import pytest

from qms.model.evidence import Unit
from qms.reports.workbooks import write_book
from qms.results.definitions import load_books
from qms.results.own_words import without_explanations


@pytest.mark.parametrize("language", ["en", "nb", "lt"])
@pytest.mark.parametrize("name", ["complaints", "results", "survey-users"])
def test_guide_and_explanations_are_left_out(name: str, language: str) -> None:
    from indexer.extract.sheet import read

    book = load_books()[name]
    found = read(write_book(book, language, sample=True)).units
    units = [Unit(u.kind, u.number, u.label, u.text) for u in found]
    kept = without_explanations(units)
    assert len(kept) == len(book.tables), "the guide is gone"
    for unit, table in zip(kept, book.tables, strict=True):
        assert table.column(table.columns[0].key).heading(language) in unit.text
        shown = [c.explain[language] for c in table.columns if len(c.explain[language]) > 30]
        assert sum(text in unit.text for text in shown) == 0


def test_other_sheets_and_other_files_are_left_alone() -> None:
    text = "Our own list\nNumber\tReceived\nK-1\t2025-01-01"
    units = (
        Unit("sheet", 1, "Complaints", text),
        Unit("sheet", 2, "How to fill in", "Dear colleagues\nPlease"),
        Unit("part", 1, "Complaints", "Complaints register"),
    )
    assert without_explanations(units) == units
