"""Check charts: the same bytes for the same numbers, sharp, plain in words, and readable in print."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from qms.reports.charts import (
    Answers,
    Compared,
    Line,
    Panel,
    Words,
    _limits,
    answer_bars,
    answer_words,
    spread,
    trend_chart,
    trend_words,
)
from qms.reports.numbers import number_text, share_text

WORDS = Words("mål", "start")
PANELS = (
    Panel(
        "Medarbeidersamtale holdt",
        (Line("Dagtilbud", ((2023, 70.5), (2025, 85.4))), Line("Bofellesskap", ((2025, 61.0),))),
        "percent",
        90,
        55.5,
        2021,
        (Compared("Fjord Vekst", 2025, 88),),
    ),
    Panel("Kostnad per plass", (Line("Alle tjenester", ((2024, 430500), (2025, 441000))),), "money"),
)
BARS = (Answers("Er du fornøyd?", (20, 5, 2)), Answers("Ingen svarte", (0, 0, 0)))


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_same_numbers_give_the_same_bytes_in_another_process():
    code = (
        "import sys, hashlib\n"
        "from tests.results.test_charts import PANELS, WORDS, BARS\n"
        "from qms.reports.charts import trend_chart, answer_bars\n"
        "data = trend_chart(PANELS, words=WORDS, language='nb')\n"
        "data += answer_bars(BARS, ['Ja', 'Delvis', 'Nei'], language='nb')\n"
        "print(hashlib.sha256(data).hexdigest())\n"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_pictures_carry_no_date_and_no_program():
    for data in (
        trend_chart(PANELS, words=WORDS, language="nb"),
        answer_bars(BARS, ["Ja", "Delvis", "Nei"], language="nb"),
    ):
        assert set(opened(data).info) <= {"dpi"}
        assert b"tIME" not in data
        assert b"matplotlib" not in data


def test_charts_are_sharp_and_as_wide_as_the_text():
    picture = opened(trend_chart(PANELS, words=WORDS, language="nb"))
    assert round(picture.info["dpi"][0]) == 170
    assert round(picture.width / 170, 1) == 6.3


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 12])
def test_many_measures_take_little_more_than_a_third_of_a_page(count: int):
    picture = opened(trend_chart(PANELS[:1] * count, words=WORDS, language="lt"))
    assert picture.height / 170 < 3.8


def test_services_are_told_apart_without_colour():
    """Two services that change places must look otherwise when the picture is printed in grey."""
    first, second = (Line("Same", ((2024, level), (2025, level))) for level in (20.0, 80.0))
    grey = [
        opened(trend_chart((Panel("M", lines),), words=WORDS, language="en")).convert("1").tobytes()
        for lines in ((replace(first, label="A"), second), (first, replace(second, label="A")))
    ]
    assert grey[0] != grey[1]


def test_long_names_of_services_are_never_cut():
    """The picture grows by lines of the key, and the last letter of a long name changes it."""
    names = [f"Pagalba globėjams, budintiems globotojams, įtėviams ir šeimynoms {n}" for n in range(5)]
    lines = tuple(Line(name, ((2024, 60 + n), (2025, 70 + n))) for n, name in enumerate(names))
    one = opened(trend_chart((Panel("M", lines, "percent"),), words=WORDS, language="lt"))
    two = opened(trend_chart((Panel("M", lines[:1], "percent"),), words=WORDS, language="lt"))
    assert one.height - two.height >= 5 * 0.14 * 170
    other = (*lines[:-1], replace(lines[-1], label=f"{names[-1]}b"))
    changed = opened(trend_chart((Panel("M", other, "percent"),), words=WORDS, language="lt"))
    assert one.tobytes() != changed.tobytes()


def test_all_services_stand_out_among_services():
    services = tuple(Line(name, ((2024, 60.0), (2025, 70.0 + n))) for n, name in enumerate("AB"))
    every = Line("Visos paslaugos", ((2024, 61.0), (2025, 75.0)))
    thin, strong = (
        opened(trend_chart((Panel("M", (*services, line), "percent"),), words=WORDS, language="lt"))
        for line in (every, replace(every, strong=True))
    )
    assert thin.tobytes() != strong.tobytes()


@pytest.mark.parametrize(
    ("values", "unit", "limits"),
    [
        ((2.1, 2.6), "score", (1, 3)),
        ((3.2, 4.4), "score", (1, 5)),
        ((72, 90), "percent", (50, 110)),
        ((12, 90), "percent", (0, 110)),
        ((4, 6), "percent", (0, 7.5)),
        ((410, 440), "money", (0, 519.2)),
    ],
)
def test_scales_are_those_of_the_measure(values: tuple[float, float], unit: str, limits: tuple[float, float]):
    points = tuple(zip((2024, 2025), values, strict=True))
    low, high = _limits(Panel("M", (Line("", points),), unit))
    assert (low, high) == pytest.approx(limits, abs=0.16)


def test_words_tell_every_number_of_a_chart():
    told = trend_words(PANELS, words=WORDS, language="nb")
    for piece in ("2023 70,5\u00a0%", "2025 85,4\u00a0%", "Bofellesskap: 2025 61\u00a0%", "mål 90\u00a0%"):
        assert piece in told
    for piece in ("start 2021 55,5\u00a0%", "Fjord Vekst 2025: 88\u00a0%", "430\u00a0500", "441\u00a0000"):
        assert piece in told


def test_words_tell_every_answer():
    told = answer_words(BARS, ["Ja", "Delvis", "Nei"], language="nb")
    assert told == (
        "Er du fornøyd?: Ja 20 (74\u00a0%), Delvis 5 (19\u00a0%), Nei 2 (7\u00a0%), n = 27. Ingen svarte: n = 0."
    )


def test_a_chart_without_a_value_is_drawn_all_the_same():
    assert opened(trend_chart((Panel("Tom", ()),), words=WORDS, language="nb")).width
    assert opened(answer_bars((), (), language="nb")).width


@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        (74.44, "percent", "en", "74.4%"),
        (74.44, "percent", "nb", "74,4\u00a0%"),
        (74.0, "percent", "lt", "74\u00a0%"),
        (1234567, "money", "lt", "1\u00a0234\u00a0567"),
        (1234567, "money", "en", "1,234,567"),
        (3.456, "score", "nb", "3,46"),
        (-2.5, "number", "nb", "\u22122,5"),
        (-0.001, "number", "en", "0"),
        (12.5, "hours", "lt", "12,5\u00a0val."),
    ],
)
def test_numbers_are_written_as_readers_expect_them(value: float, unit: str, language: str, text: str):
    assert number_text(value, unit, language) == text


def test_shares_are_whole_percents():
    assert share_text(0.666, "en") == "67%"


@given(
    st.lists(st.floats(0, 100), max_size=8).map(sorted),
    st.floats(1, 10),
)
def test_labels_never_cover_each_other(values: list[float], step: float):
    places = spread(values, step, 0, 100)
    assert len(places) == len(values)
    assert all(b - a >= step * 0.98 for a, b in pairwise(places))
