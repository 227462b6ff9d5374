"""Compare two versions of a document in words, whatever program saved them."""

from __future__ import annotations

from typing import Any

import pytest

from qms.documents.comparing.comparison import compare
from qms.documents.comparing.wordlevel import ADDED, REMOVED, SAME, Wording, word_differences

from .editing import add_after, add_row, drop, drop_row, edited, find, reword, scrambled

SKINS = [("en", "IE"), ("nb", "NO"), ("lt", "LT")]


def found(before: bytes, after: bytes) -> list[tuple[str, str, str, str]]:
    return [(d.kind, d.unit, d.before, d.after) for d in compare(before, after).differences]


@pytest.mark.parametrize(("language", "country"), SKINS)
def test_looks_and_ways_of_saving_do_not_count(made, language, country):
    base = made(language, country)

    def look(document: Any) -> None:
        run = find(document, "Harbour House").runs[0]
        run.bold, run.font.name = True, "Comic Sans MS"

    assert compare(base, base).same
    assert compare(base, scrambled(base)).same
    assert compare(base, scrambled(edited(base, look))).same


def test_paragraphs_are_told_with_their_headings_and_words(made):
    base = made()
    after = edited(
        base,
        reword("in the evening", "at nine"),
        drop("ring the bell"),
        add_after("to the staff", "to the cat;"),
    )
    assert found(base, after) == [
        ("removed", "paragraph", "ring the bell", ""),
        ("added", "paragraph", "", "to the cat;"),
        ("reworded", "paragraph", "Visitors leave in the evening.", "Visitors leave at nine."),
    ]
    change = compare(base, after).differences[-1]
    assert change.place == ("Rules", "House rules")
    assert change.words == (
        Wording("Visitors leave ", SAME),
        Wording("in the evening", REMOVED),
        Wording("at nine", ADDED),
        Wording(".", SAME),
    )
    assert [(d.kind, d.before, d.after) for d in compare(after, base).differences] == [
        ("added", "", "ring the bell"),
        ("removed", "to the cat;", ""),
        ("reworded", "Visitors leave at nine.", "Visitors leave in the evening."),
    ]


def test_rows_and_cells_are_told_by_name(made):
    base = made()

    def later(document: Any) -> None:
        cell = next(c for t in document.tables for r in t.rows for c in r.cells if c.text == "18")
        cell.paragraphs[0].runs[0].text = "19"

    after = edited(base, later, add_row("Monday", "Friday", "9", "10"), drop_row("Sunday"))
    assert found(base, after) == [
        ("reworded", "cell", "18", "19"),
        ("added", "row", "", "Friday | 9 | 10"),
        ("removed", "row", "Sunday | 12 | 16", ""),
    ]
    assert compare(base, after).differences[0].place == ("Rules", "Hours", "Monday", "To")


@pytest.mark.parametrize(("language", "country"), SKINS)
def test_front_matter_is_told_once_by_field(made, language, country):
    base = made(language, country, version="1", owner="Liv Berg", changes=())
    after = scrambled(made(language, country, version="2", owner="Kim Lee", changes=()))
    fields = {d.field: (d.before, d.after) for d in compare(base, after).differences}
    assert fields == {"version": ("1", "2"), "owner": ("Liv Berg", "Kim Lee")}
    assert all(d.place for d in compare(base, after).differences)


def test_the_marks_of_a_draft_are_no_difference(made):
    draft = made(status="draft")
    approved = made(status="approved")
    assert [d.field for d in compare(draft, approved).differences] == ["status"]


def test_a_moved_section_is_told_by_its_heading(made):
    base = made()

    def move(document: Any) -> None:
        place = find(document, "Purpose")._p
        for text in ("Questions", "Ask Tom"):
            place.addprevious(find(document, text)._p)

    (change,) = compare(base, edited(base, move)).differences
    assert (change.kind, change.unit, change.before) == ("moved", "heading", "Questions")


def test_what_the_running_header_repeats_is_told_once(made):
    base = made()
    after = made(title="House rules for visitors")
    assert found(base, after) == [("reworded", "paragraph", "Visiting policy", "House rules for visitors")]


def test_whole_phrases_are_marked_rather_than_every_other_word():
    assert word_differences("we call you back today", "we write to her soon") == (
        Wording("we ", SAME),
        Wording("call you back today", REMOVED),
        Wording("write to her soon", ADDED),
    )
    assert word_differences("", "new") == (Wording("new", ADDED),)
    assert word_differences("same", "same") == (Wording("same", SAME),)
