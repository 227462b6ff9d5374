"""Prove that the texts of a progress report claim no more than the log says, and read as sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qms.audit.outputs.progress_texts import Texts
from qms.catalogue.loader import load_framework
from qms.locale.translator import activate
from qms.model.progress import Deed, Progress, Work

OPEN = Deed("", "Own talks", "", None, None, date(2026, 9, 1), "", None, None, ())
DONE = replace(OPEN, done_on=date(2026, 3, 2))


def texts() -> Texts:
    activate("en")
    told = Progress(date(2026, 1, 1), date(2026, 12, 31), None, None, (), (), ())
    return Texts(told, load_framework("equass-2018"), "en", {})


def test_a_reference_to_another_criterion_tells_how_things_stand_and_never_claims_more() -> None:
    made = texts()
    under_way = Work("44", elsewhere=(("35", OPEN),))
    assert made.whole(under_way) == made.done(under_way) == ["Under way: Own talks, see criterion 35."]
    ended = Work("44", deeds=(replace(DONE, text="Course"),), elsewhere=(("35", OPEN), ("36", DONE)))
    assert made.whole(ended) == [
        "Done: Course (done 2 March 2026).",
        "Under way: Own talks, see criterion 35.",
        "Own talks (done 2 March 2026), see criterion 36.",
    ]


def test_what_was_done_before_the_period_says_why_it_is_told() -> None:
    deed = replace(DONE, done_on=date(2025, 11, 4), effect="effective", effect_on=date(2026, 2, 1))
    (line,) = texts().done(Work("1", deeds=(deed,)))
    assert line == "Own talks (done 4 November 2025, before this period; its effect was checked in it)."
    (plain,) = texts().done(Work("1", deeds=(replace(deed, done_on=date(2026, 1, 1)),)))
    assert plain == "Own talks (done 1 January 2026)."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Apklausti šeimas iki gruodžio 20 d.", "Under way: Apklausti šeimas iki gruodžio 20 d."),
        ("Snakke om fri, helg o.l.", "Under way: Snakke om fri, helg o.l."),
        ("Kjøpe bord, stoler osv.", "Under way: Kjøpe bord, stoler osv."),
        ("Parengti tvarką ir pan.", "Under way: Parengti tvarką ir pan."),
        ("Alle får plan i 3 år.", "Under way: Alle får plan i 3 år."),
        ("Write it down.", "Under way: Write it down."),
        ("Write it down", "Under way: Write it down."),
    ],
)
def test_the_stop_of_an_abbreviation_stays_and_no_second_one_follows(said: str, told: str) -> None:
    made = texts()
    deed = replace(OPEN, text=said, due=None)
    assert made.done(Work("1", deeds=(deed,))) == [told]
    bare = told.removeprefix("Under way: ")
    dotted = said.endswith(("d.", "o.l.", "osv.", "pan."))
    with_day = made.done(Work("1", deeds=(replace(deed, done_on=date(2026, 3, 2)),)))
    assert with_day == [f"{bare if dotted else bare.rstrip('.')} (done 2 March 2026)."]


@pytest.mark.parametrize("effect", ["effective", "partly", "not_effective"])
def test_the_effect_is_a_whole_sentence(effect: str) -> None:
    deed = replace(DONE, effect=effect, effect_on=date(2026, 5, 4))
    (line,) = texts().led_to(Work("1", deeds=(deed,)))
    assert line.startswith("The action was ")
    assert line.endswith("effective (checked 4 May 2026).")
