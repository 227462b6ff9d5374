"""Prove that a copy of a standard is read into its places: an invented one always, the real one where it is there."""

from __future__ import annotations

import os
import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qms.catalogue.loader import load_framework
from qms.catalogue.wording.reading import Reading, read_standard
from tests.catalogue.wording.layout import EN, Layout, lighthouse, print_copy

FYR = (Path(__file__).parent / "wording" / "fyr.txt").read_text(encoding="utf-8")
BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
equass = load_framework("equass-2018")


def fyr(text: str = FYR) -> Reading:
    return read_standard(text, lighthouse())


# An invented copy in Norwegian, with the traps of the real one


def test_every_part_of_the_norwegian_copy_is_there() -> None:
    found = fyr()
    assert found.language == "nb"
    assert found.missing == ()
    assert found.doubts == ()
    counts = Counter(key[0] for key in found.texts)
    assert counts == {
        "titles": 2,
        "principles": 2,
        "criteria": 5,
        "indicators": 7,
        "documents": 4,
        "levels": 30,
    }


@pytest.mark.parametrize(
    ("key", "text"),
    [
        # before the principle, whose text stands before its heading
        (
            ("levels", "1", "approach", "2"),
            "Fyret har en vaktplan for natten. Planen følges av de fleste vokterne.",
        ),
        (("titles", "1", "", ""), "Vakthold"),
        (
            ("principles", "1", "", ""),
            (
                "Den som vokter et fyr, holder øye med havet og lar seg aldri friste til å sove. "
                "God vakt er laugets eldste plikt (regnet fra stiftelsen)."
            ),
        ),
        # hyphens: of a line end, of two words with one end, of a name
        (
            ("criteria", "1", "", ""),
            "Fyret holder vakt hele natten etter en plan som alle vokterne har vært med på å lage.",
        ),
        (
            ("indicators", "2", "", ""),
            "Vokterne viser at de følger vaktplanen, også under døgn- og helgevakt.",
        ),
        (
            ("levels", "2", "approach", "4"),
            "Fyret utforsker GPS-styrte tåkemeldingssystemer og andre slags lurer.",
        ),
        (
            ("indicators", "3", "", ""),
            "Fyret bruker tåkelur eller andre tåkemeldingssystemer når sikten er dårlig.",
        ),
        (
            ("levels", "2", "approach", "2"),
            "Tåkeluren prøves hver uke. Tåkemelding gis i alle vakter der det er relevant.",
        ),
        # a label at the end of the text, a stroke at the end of a line, no space after a number
        (("criteria", "2", "", ""), "Fyret varsler i tåke slik at ingen båt går på grunn."),
        (("criteria", "3", "", ""), "Fyret kjenner hver båt som passerer, og hjelper båter i nød/havari."),
        (("indicators", "4", "", ""), "Fyret fører en båtliste over alle båter som passerer."),
        # a note that a stray bullet tears apart
        (("documents", "4", "", ""), "Dokumentasjon av båtlista er påkrevd"),
        # results before approach, criteria 4 and 5 exchanged, their tables too
        (("levels", "3", "results", "2"), "Tallene for båter i nød måles med gode tegn."),
        (
            ("levels", "3", "approach", "1"),
            "Fyret har en båtliste for hvert skip som passerer. Lista føres av og til.",
        ),
        (("criteria", "4", "", ""), "Fyret pusser lampa og glasset slik at lyset aldri blir svakere."),
        (("levels", "4", "approach", "1"), "Lampa pusses når den er svart av sot."),
        (("levels", "5", "results", "1"), "Det finnes tall for hvor langt lyset når. Tallene er gamle."),
        # a full stop alone on its line
        (("levels", "5", "results", "5"), "Fyret har økt lysets rekkevidde som følge av sammenligningen."),
        (("indicators", "7", "", ""), "Fyret kan vise til tall for lysets rekkevidde i klart vær."),
    ],
)
def test_a_text_of_the_norwegian_copy(key: tuple[str, str, str, str], text: str) -> None:
    assert fyr().texts[key] == text


def test_page_numbers_bullets_and_marks_stay_out() -> None:
    for key, text in fyr().texts.items():
        assert not re.search(r"\b39\b|[•\n\t]|  |Trinn|Kriterium|Indikator", text), key


def test_the_copy_is_the_same_without_blank_lines() -> None:
    assert fyr(BLANK.sub("\n", FYR)).texts == fyr().texts


def test_a_line_that_belongs_to_nothing_is_doubted() -> None:
    strewn = FYR.replace("sammenligningen \n. \n", "sammenligningen. \n\nLampetekst \n")
    found = fyr(strewn)
    assert [(d.code, d.key[1:3]) for d in found.doubts] == [("doubt_columns_gap", ("5", "results"))]


def test_a_table_too_few_columns_is_left_out_and_named() -> None:
    short = FYR.replace("Lampa pusses når den \ner svart av sot. \n\n", "").replace(
        "Fyret utforsker oljer \nsom soter mindre, og \nglass som er lettere å \npusse. \n\n", ""
    )
    found = fyr(re.sub(r"Fyret\s*forstår hvorfor sot er \nfarlig.", "", short))
    assert {key[1:3] for key in found.missing} == {("4", "approach")}
    assert ("doubt_columns_few", ("4", "approach")) in [(d.code, d.key[1:3]) for d in found.doubts]


def test_a_missing_note_is_doubted() -> None:
    found = fyr(FYR.replace("(Dokumentasjon av vaktplanen er påkrevd)", ""))
    assert [(d.code, d.key[1]) for d in found.doubts] == [("doubt_note_missing", "1")]


def test_a_criterion_twice_is_doubted_and_the_first_one_taken() -> None:
    again = FYR.replace("2. Lys\n", "2. Lys\n\nSe her.Kriterium 3\n")
    found = fyr(again)
    assert ("doubt_mark_twice", "criterion 3") in [(d.code, d.other) for d in found.doubts]
    assert found.texts["criteria", "3", "", ""].startswith("Fyret kjenner hver båt")


# An invented copy in English, in any layout

LAYOUTS = st.builds(
    Layout,
    column=st.integers(12, 40),
    width=st.integers(50, 100),
    blank=st.booleans(),
    tables_first=st.booleans(),
    level=st.sampled_from(["Level", "LEVEL", "Stage"]),
    stacked=st.booleans(),
    tabs=st.booleans(),
    pages=st.booleans(),
    spaces=st.booleans(),
)


@settings(deadline=None, max_examples=60)
@given(LAYOUTS)
def test_every_layout_is_read_right_or_doubted(layout: Layout) -> None:
    found = read_standard(print_copy(lighthouse(), EN, layout), lighthouse())
    assert found.language == "en"
    doubted = {doubt.key[:3] for doubt in found.doubts}
    wrong = [key for key, text in EN.items() if found.texts.get(key) != text and key[:3] not in doubted]
    assert wrong == []


@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("tables_first", [True, False])
def test_common_layouts_leave_no_doubt(blank: bool, tables_first: bool) -> None:
    layout = Layout(blank=blank, tables_first=tables_first, pages=True)
    found = read_standard(print_copy(lighthouse(), EN, layout), lighthouse())
    assert found.texts == EN
    assert found.doubts == ()


@pytest.mark.parametrize("number_first", [True, False])
def test_lithuanian_labels_are_known_in_both_orders(number_first: bool) -> None:
    words = {"Level": "lygis", "Criterion": "kriterijus", "Principle": "principas"}
    text = print_copy(lighthouse(), EN, Layout()).replace("Indicators:", "Rodikliai:")
    for label, word in words.items():
        text = re.sub(rf"{label} (\d)", rf"\1 {word}" if number_first else rf"{word.capitalize()} \1", text)
    found = read_standard(text.replace("(Document", "(Dokumentai document"), lighthouse())
    assert found.language == "lt"
    assert {key: text for key, text in found.texts.items() if key[0] != "documents"} == {
        key: text for key, text in EN.items() if key[0] != "documents"
    }
    assert sum(key[0] == "documents" for key in found.texts) == 4


def test_a_table_that_goes_over_a_page_row_by_row_is_left_out_and_named() -> None:
    text = print_copy(lighthouse(), EN, Layout(blank=False))
    whole = "Level 1 Level 2 Level 3 Level 4 Level 5\n"
    start = text.index(whole) + len(whole)
    end = text.index("Criterion 2")
    columns = [EN["levels", "1", "approach", str(level)] for level in range(1, 6)]
    halves = [(c[: c.rindex(" ", 0, len(c) - 12)], c[c.rindex(" ", 0, len(c) - 12) + 1 :]) for c in columns]
    torn = "\n".join(first for first, _ in halves) + "\f" + "\n".join(rest for _, rest in halves) + "\n"
    found = read_standard(text[:start] + torn + text[end:], lighthouse())
    assert {key[1:3] for key in found.missing} == {("1", "approach")}
    assert ("1", "approach") in [d.key[1:3] for d in found.doubts]
    assert found.texts["levels", "2", "approach", "1"] == EN["levels", "2", "approach", "1"]


@pytest.mark.parametrize(
    "text", ["", "Nothing of the kind.", "12\n\f13\n", "Level 1 Level 2 Level 3 Level 4 Level 5"]
)
def test_what_is_no_standard_gives_nothing(text: str) -> None:
    found = read_standard(text, lighthouse())
    assert not found.texts
    assert len(found.missing) == 46


@settings(deadline=None)
@given(st.text(alphabet="Level Criterion Indicator 123.:•(\n\f\t)ab", max_size=300))
def test_no_text_breaks_the_reader_or_makes_it_invent(text: str) -> None:
    found = read_standard(text, lighthouse())
    assert set("".join(found.texts.values())) <= set(text) | {" "}


HEADS = "Level 1 Level 2 Level 3 Level 4 Level 5\n"


@pytest.mark.parametrize(
    "text",
    [
        " . " * 100_000,
        "Level 1 " * 30_000,
        "Criterion " * 30_000,
        "(" * 100_000,
        "1. Aa\n" * 20_000,
        (HEADS + "Aa.\n" * 60) * 200,
        HEADS * 2_000,
        HEADS + "A lamp. " * 30_000,
    ],
    ids=range(8),
)
@pytest.mark.slow
def test_a_vast_text_takes_no_vast_time(text: str) -> None:
    start = time.process_time()
    assert not read_standard(text, lighthouse()).texts
    assert time.process_time() - start < 20


# The Norwegian edition of 2018, where it is there


@cache
def _source() -> str:
    named = os.environ.get("QMS_OFFICIAL_TEXT")
    if not named:
        pytest.skip("official text: QMS_OFFICIAL_TEXT is not set")
    found = sorted(Path(named).glob("004_*.txt"))
    assert len(found) == 1, f"QMS_OFFICIAL_TEXT holds {len(found)} texts named 004_*.txt"
    return found[0].read_text(encoding="utf-8")


@cache
def _read() -> Reading:
    return read_standard(_source(), equass)


def letters(text: str) -> str:
    """Return a text's letters only: what page numbers, bullets, hyphens and line ends cannot change."""
    return re.sub(r"[\W\d_]", "", text)


def long_words(text: str) -> set[str]:
    return {word[:7] for word in re.findall(r"[^\W\d_]{7,}", text.casefold())}


def test_official_text_the_counts_agree_with_the_ones_of_the_page() -> None:
    source, found = _source(), _read()
    heads = len(re.findall(r"Trinn 1\s+Trinn 2\s+Trinn 3\s+Trinn 4\s+Trinn 5", source))
    labels = set(re.findall(r"Kriterium (\d+)\s", source))
    notes = re.findall(r"\(\s*Dokument", source)
    numbers = {int(n) for n in re.findall(r"(?:^|\s)(\d{1,2})\.\s*[A-ZÆØÅ]", source)}
    counts = Counter(key[0] for key in found.texts)
    scales = {key[1:3] for key in found.texts if key[0] == "levels"}
    assert (heads, len(labels), len(notes), numbers) == (56, 50, 34, set(range(1, 76)))
    assert (len(scales), counts["levels"], counts["criteria"], counts["documents"]) == (
        heads,
        5 * heads,
        50,
        34,
    )
    assert (counts["indicators"], counts["principles"], counts["titles"]) == (75, 10, 10)
    assert {key[1] for key in found.texts if key[0] == "criteria"} == labels
    assert found.missing == ()
    assert found.doubts == ()


def test_official_text_nothing_is_added_and_nothing_is_lost() -> None:
    source, texts = letters(_source()), _read().texts
    assert [key for key, text in texts.items() if letters(text) not in source] == []
    start = source.index("TrinnTrinn")
    marks = "".join(re.findall(r"Trinn \d|Kriterium \d|Indikator(?:er)?:", _source()))
    whole = len(source) - start
    assert whole - sum(len(letters(text)) for text in texts.values()) - len(letters(marks)) < 20


def test_official_text_every_indicator_begins_behind_its_number() -> None:
    flat = " ".join(_source().replace("•", " ").split())
    for ref in range(1, 76):
        begins = " ".join(_read().texts["indicators", str(ref), "", ""].split()[:3])
        assert re.search(rf"(?:^|\s){ref}\. ?{re.escape(begins)}", flat), ref


def test_official_text_every_criterion_stands_before_its_label() -> None:
    flat = letters(re.sub(r"Kriterium (\d+)", lambda found: "KRIT" + "q" * int(found[1]) + "END", _source()))
    for ref in range(1, 51):
        text = letters(_read().texts["criteria", str(ref), "", ""])
        assert text + "KRIT" + "q" * ref + "END" in flat, ref


def test_official_text_every_table_stands_near_its_criterion_and_speaks_of_it() -> None:
    texts = _read().texts
    said = {
        c.ref: texts["criteria", c.ref, "", ""]
        + " ".join(texts["indicators", i.ref, "", ""] for i in equass.indicators if i.criterion == c.ref)
        for c in equass.criteria
    }
    common = Counter(word for text in said.values() for word in long_words(text))
    pieces = re.split(r"Trinn 1\s+Trinn 2\s+Trinn 3\s+Trinn 4\s+Trinn 5", _source())
    labels = re.findall(r"Kriterium (\d+)\s", _source())
    before = [len(re.findall(r"Kriterium \d+\s", "".join(pieces[: n + 1]))) for n in range(len(pieces))]
    taken = []
    for criterion in equass.criteria:
        for scale in criterion.scales:
            levels = [texts["levels", criterion.ref, scale.perspective, str(n)] for n in range(1, 6)]
            here = [
                n for n, piece in enumerate(pieces[1:]) if letters(piece).startswith(letters("".join(levels)))
            ]
            assert len(here) == 1, criterion.ref
            taken += here
            # How far the table is from its criterion, counted in criteria.
            assert -1 <= before[here[0]] - labels.index(criterion.ref) <= 1, criterion.ref
            shared = long_words(" ".join(levels)) & long_words(said[criterion.ref])
            assert [w for w in shared if common[w] <= 20], (criterion.ref, scale.perspective)
            compares = "sammenlign" in levels[3] + levels[4]
            assert compares == (scale.perspective == "results"), (criterion.ref, scale.perspective)
    assert sorted(taken) == list(range(56))


def test_official_text_hyphens_page_numbers_and_bullets() -> None:
    texts = _read().texts
    assert [key for key, text in texts.items() if re.search(r"[•\d\n\t]|  |- ?\n|\s[.,]", text)] == []
    hyphens = {
        found for text in texts.values() for found in re.findall(r"[^\W\d_]+-(?:\s?[^\W\d_]+|\))", text)
    }
    assert hyphens == {
        "HMS-lovgivning",
        "ikke-diskriminerende",
        "planleggings- og",
        "individuelt- og",
        "spørre-)",
    }


def test_official_text_reads_the_same_without_blank_lines() -> None:
    assert read_standard(BLANK.sub("\n", _source()), equass).texts == _read().texts
