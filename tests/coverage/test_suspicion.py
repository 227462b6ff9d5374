"""Prove when a change of a file makes a confirmed link suspect (design section 5, Suspect)."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qms.evidence.suspicion import evaluate
from qms.model.evidence import Pin, Unit


def text(*parts: str, kind: str = "page") -> tuple[Unit, ...]:
    return tuple(Unit(kind, n, f"page {n}", part) for n, part in enumerate(parts, 1))


OLD = text("Complaints are answered within ten days.", "The director signs.")
PIN = {"p1": Pin("page", 1, "page 1", "answered within ten days")}
PLACE = {"p1": Pin("page", 1, "page 1")}


def test_the_same_text_stays_confirmed() -> None:
    assert evaluate({}, OLD, OLD, living=False).suspect is None


def test_changed_text_is_suspect() -> None:
    changed = text("Complaints are answered within a year.", "The director signs.")
    assert evaluate({}, OLD, changed, living=False).suspect == "text_changed"


def test_bytes_that_change_without_the_text_carry_over() -> None:
    """Page breaks, spaces, capitals and normal form are bytes and layout, not words."""
    again = text("Complaints are  answered\nwithin ten", "days.\tThe director signs.")
    assert evaluate({}, OLD, again, living=False).suspect is None
    composed = text("Årsmøte på Ås")
    decomposed = tuple(
        Unit(u.kind, u.number, u.label, unicodedata.normalize("NFD", u.text)) for u in composed
    )
    assert evaluate({}, composed, decomposed, living=False).suspect is None


def test_a_pinned_passage_found_again_keeps_the_link() -> None:
    moved = text("A new first page.", "Complaints are answered within\nten days.", "Somebody else signs.")
    outcome = evaluate(PIN, OLD, moved, living=False)
    assert outcome.suspect is None
    assert outcome.places["p1"].number == 2


def test_a_pinned_passage_that_is_gone_makes_the_link_suspect() -> None:
    changed = text("Complaints are answered.", "The director signs.")
    assert evaluate(PIN, OLD, changed, living=False).suspect == "passage_gone"


def test_one_passage_gone_of_two_is_enough() -> None:
    pins = PIN | {"p2": Pin("page", 2, "page 2", "The director signs")}
    changed = text("Complaints are answered within ten days.", "The manager signs.")
    outcome = evaluate(pins, OLD, changed, living=False)
    assert outcome.suspect == "passage_gone"
    assert set(outcome.places) == {"p1"}


def test_of_several_places_the_nearest_is_taken() -> None:
    now = text("x", "answered within ten days", "answered within ten days", "answered within ten days")
    pins = {"p1": Pin("page", 3, "page 3", "answered within ten days")}
    assert evaluate(pins, OLD, now, living=False).places["p1"].number == 3


def test_a_pin_without_a_quote_leaves_the_whole_text_to_judge() -> None:
    changed = text("Complaints are answered within ten days.", "The manager signs.")
    assert evaluate(PLACE, OLD, changed, living=False).suspect == "text_changed"
    assert evaluate(PLACE, OLD, OLD, living=False).suspect is None


@pytest.mark.parametrize(("old", "new"), [(None, None), (None, OLD), (OLD, None), ((), OLD), (OLD, ())])
def test_without_text_on_either_side_any_change_of_bytes_is_suspect(
    old: tuple[Unit, ...] | None, new: tuple[Unit, ...] | None
) -> None:
    for living in (False, True):
        assert evaluate({}, old, new, living=living).suspect == "bytes_changed"
        assert evaluate(PIN, old, new, living=living).suspect == "bytes_changed"


ROWS = text("2026-01-10 | first\n2026-02-11 | second", kind="sheet")


def test_living_evidence_stays_confirmed_while_its_earlier_rows_are_there() -> None:
    grown = text("2026-01-10 | first\n2026-02-11 | second\n2026-03-12 | third", kind="sheet")
    assert evaluate({}, ROWS, grown, living=True).suspect is None
    assert evaluate({}, ROWS, grown, living=False).suspect == "text_changed"


def test_living_evidence_that_lost_a_row_is_suspect() -> None:
    cut = text("2026-01-10 | first\n2026-03-12 | third", kind="sheet")
    assert evaluate({}, ROWS, cut, living=True).suspect == "text_changed"


def test_living_evidence_that_lost_one_of_two_equal_rows_is_suspect() -> None:
    twice = text("10 | none\n10 | none", kind="sheet")
    assert evaluate({}, twice, text("10 | none", kind="sheet"), living=True).suspect == "text_changed"


def test_living_evidence_stays_confirmed_while_its_passages_are_there() -> None:
    pins = {"p1": Pin("sheet", 1, "page 1", "2026-01-10 | first")}
    cut = text("2026-01-10 | first", kind="sheet")
    assert evaluate(pins, ROWS, cut, living=True).suspect is None


words = st.lists(st.text("abcæøåš ", min_size=1, max_size=8), min_size=1, max_size=6).map(" ".join)


@given(st.lists(words.filter(str.strip), min_size=1, max_size=4), st.booleans())
def test_equal_text_is_never_suspect(parts: list[str], living: bool) -> None:
    now = text(*parts)
    assert evaluate({}, now, text(" ".join(parts)), living=living).suspect is None
    pins = {"p": Pin("page", 1, "", parts[0])}
    assert evaluate(pins, now, now, living=living).suspect is None


@given(st.lists(words.filter(str.strip), min_size=1, max_size=3), st.lists(words, max_size=3))
def test_rows_that_are_added_never_make_living_evidence_suspect(rows: list[str], added: list[str]) -> None:
    old, now = text("\n".join(rows)), text("\n".join([*rows, *added]))
    assert evaluate({}, old, now, living=True).suspect is None


LONG = "Every complaint is written down on the same day and answered by the director within ten working days."


def one(words: str) -> dict[str, Pin]:
    return {"p1": Pin("page", 1, "page 1", words)}


def test_a_passage_in_nearly_the_same_words_is_found_and_told_in_its_present_words() -> None:
    now = "Each complaint is written down on the same day, and it is answered by the director within ten working days."
    now = now.replace("Each", "Every")
    new = text("A new first page.", f"About complaints. {now} The register is kept locked.")
    outcome = evaluate(one(LONG), text(LONG), new, living=False)
    assert outcome.suspect is None
    place = outcome.places["p1"]
    assert (place.number, place.words) == (2, now)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("within ten working days", "within 10 or 20 working days"),
        ("is written down", "is not written down"),
        ("Every complaint", "Some complaint"),
        ("is written down", "may be written down"),
    ],
)
def test_a_passage_whose_sense_may_have_turned_is_not_found(old: str, new: str) -> None:
    changed = text("A new first page.", LONG.replace(old, new))
    assert evaluate(one(LONG), text(LONG), changed, living=False).suspect == "passage_gone"


def test_a_lithuanian_or_norwegian_denial_is_not_the_same_passage() -> None:
    lithuanian = "Darbuotojai pripažįsta paslaugų gavėjų teises ir jų laikosi kasdieniame savo darbe."
    norwegian = "De ansatte er enige om at reglene for taushetsplikt gjelder for alle i virksomheten."
    for passage, denied in (
        (lithuanian, lithuanian.replace("laikosi", "nesilaiko").replace("pripažįsta", "nepripažįsta")),
        (norwegian, norwegian.replace("enige", "uenige")),
    ):
        assert evaluate(one(passage), text(passage), text(denied), living=False).suspect == "passage_gone"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("er godkjent av styret", "er underkjent av styret"),
        ("er fornøyde med", "er misfornøyde med"),
        ("senest fjorten dager", "senest førti dager"),
        ("i mars hvert", "i november hvert"),
        ("er godkjent", "er delvis godkjent"),
        ("seks møter", "seksten møter"),
    ],
)
def test_a_number_a_month_or_another_word_is_another_sense(old: str, new: str) -> None:
    passage = (
        "Regnskapet er godkjent av styret i mars hvert år, og deltakerne er fornøyde med svaret som kommer senest "
        "fjorten dager etter de seks møter som holdes."
    )
    outcome = evaluate(one(passage), text(passage), text(passage.replace(old, new)), living=False)
    assert outcome.suspect == "passage_gone"


def test_another_form_of_a_word_is_the_same_passage() -> None:
    passage = "Brukerrådet møtes fast og behandler saker som beboerne har meldt inn til avdelingslederen."
    changed = passage.replace("saker", "sakene").replace("har meldt inn", "har meldt inn skriftlig")
    assert evaluate(one(passage), text(passage), text(changed), living=False).suspect is None


def test_a_passage_across_a_page_break_is_found() -> None:
    words = LONG.split()
    first, second = " ".join(words[:7]), " ".join(words[7:])
    outcome = evaluate(one(LONG), text(LONG), text("A new first page.", first, second), living=False)
    assert outcome.suspect is None
    assert outcome.places["p1"].number == 2


def test_a_short_quote_is_never_found_by_likeness() -> None:
    outcome = evaluate(
        one("answered at once"), text("answered at once"), text("answered at noon"), living=False
    )
    assert outcome.suspect == "passage_gone"


@given(
    st.lists(st.sampled_from(LONG.split()), max_size=6), st.lists(st.sampled_from(LONG.split()), max_size=6)
)
def test_whatever_stands_around_it_the_passage_is_found_as_it_is(before: list[str], after: list[str]) -> None:
    new = text("Another page.", " ".join([*before, LONG, *after]))
    outcome = evaluate(one(LONG), text(LONG), new, living=False)
    assert (outcome.suspect, outcome.places["p1"].number, outcome.places["p1"].words) == (None, 2, None)
