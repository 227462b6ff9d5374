from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.query import parse
from indexer.snippet import WIDTH, Marker, snippet
from indexer.stems import query_forms, stem_forms
from indexer.text import normalise, tokens
from tests.indexer.test_text import CASES

TEXT = (
    "Møtet tok opp klagebehandlingen. Brukerne spurte om skjema A-12 og § 5, og om etiske retningslinjer. "
    "Skundų nagrinėjimas; complaints of the organisation, 12.03.2025."
)


def marked(text: str, query: str) -> list[str]:
    return [text[m.start : m.end] for m in Marker(parse(query).terms()).matches(text)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("møter", ["Møtet"]),
        ("moter", ["Møtet"]),
        ("klage", ["klagebehandlingen"]),
        ("bruker", ["Brukerne"]),
        ("A-12", ["A-12"]),
        ("§5", ["§ 5"]),
        ('"etiske retningslinjer"', ["etiske retningslinjer"]),
        ('"etiske skjema"', []),
        ("skund*", ["Skundų"]),
        ("A-1*", ["A-12"]),
        ("skundas complaint", ["Skundų", "complaints"]),
        ("organization", ["organisation"]),
        ("12.03.2025", ["12.03.2025"]),
        ("spurte -skjema", ["spurte"]),
    ],
)
def test_what_answers_is_marked(query: str, found: list[str]) -> None:
    assert marked(TEXT, query) == found


def test_every_form_that_is_found_is_marked() -> None:
    for family in CASES:
        text = " ".join(family)
        for asked in family:
            forms = query_forms(asked)
            expected = [word for word in family if forms & set(stem_forms(word))]
            assert set(expected) <= set(marked(text, asked)), asked


@example(words=["sß"], asked="sß", prefix=False)
@settings(max_examples=300)
@given(
    st.lists(st.text(alphabet="aæeosßœøthþlžŠÅİ-_ .", min_size=1, max_size=9), max_size=8),
    st.text(alphabet="aæeosßœøthþlžš", min_size=1, max_size=5),
    st.booleans(),
)
def test_words_that_begin_likely_are_all_that_answer(words: list[str], asked: str, prefix: bool) -> None:
    text = normalise(" ".join(words))
    terms = parse(f"{asked}*" if prefix else asked).terms()
    wanted = terms[0].exact[0]
    expected = {
        (token.start, token.end)
        for token in tokens(text)
        if not token.whole and (token.exact.startswith(wanted) if prefix else token.exact == wanted)
    }
    assert expected <= {(match.start, match.end) for match in Marker(terms).matches(text)}


def test_words_are_marked_only_where_they_stand_by_themselves() -> None:
    assert marked("plan, planet (plan) xplan plan_b", '"plan"') == ["plan", "plan", "plan"]
    text = "årsplan årsplan"
    assert marked(text, "årsplan") == ["årsplan", "årsplan"]


@given(st.text(max_size=400), st.sampled_from(["møte", "a*", '"a b"', "1", "§ 5", "a-1", "klage OR plan"]))
def test_a_snippet_is_a_stretch_of_the_text(text: str, query: str) -> None:
    text = unicodedata.normalize("NFC", text)
    pieces = snippet(text, Marker(parse(query).terms()))
    joined = "".join(piece for piece, _ in pieces)
    assert joined.strip("… ") in " ".join(text.split()) or "…" in text
    assert len(joined) <= len(text) + 2
    assert all(piece for piece, _ in pieces)


def test_the_passage_with_most_words_is_shown() -> None:
    text = "plan " + "x " * 400 + "plan for møtet om klagene " + "y " * 400
    pieces = snippet(text, Marker(parse("plan møte klage").terms()))
    assert [piece for piece, is_match in pieces if is_match] == ["plan", "møtet", "klagene"]
    assert sum(len(piece) for piece, _ in pieces) <= WIDTH + 60


def test_a_match_far_into_a_long_text_is_shown() -> None:
    text = "x " * 40_000 + "plan here " + "x " * 40_000
    pieces = snippet(text, Marker(parse("plan").terms()))
    assert [piece for piece, is_match in pieces if is_match] == ["plan"]
